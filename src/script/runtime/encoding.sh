# shellcheck shell=sh
# What something is called on a server (a database, a collection, an index, a file) is made of any bytes. From where
# it is read it travels as one word of letters, digits and _./:@+,- with every other byte as %XX (an empty text as a
# lone %), so that neither a tab nor a quote nor a line break of it means anything to a reader of rows, JSON or shell
# text. Twin of src/protocol/encoding.ts.

# For awk programs, which put it before their own text: encoded(text) is the word for the bytes of a text, or of a part
# of one; nothing for nothing. The alphabet stands in strings, because in a regular expression between slashes a slash
# needs a backslash, which BusyBox then takes for one of the letters.
MB_AWK_ENCODED='
function encoded(text,   word, at, size) {
  if (text ~ "^[A-Za-z0-9_./:@+,-]*$") return text
  if (!("%" in encoded_byte)) for (at = 1; at < 256; at++) encoded_byte[sprintf("%c", at)] = sprintf("%%%02X", at)
  word = ""
  size = length(text)
  for (at = 1; at <= size; at++) word = word encoded_one(substr(text, at, 1))
  return word
}
function encoded_one(byte) { return byte ~ "^[A-Za-z0-9_./:@+,-]$" ? byte : encoded_byte[byte] }
'

# Prints $1 as a word. A text that is one already costs no program.
mb_encode() {
  case $1 in
    '') printf '%%' ;;
    # The dot at the end keeps line breaks before it.
    *[!A-Za-z0-9_./:@+,-]*)
      printf '%s.' "$1" | awk "$MB_AWK_ENCODED"'
        NR > 1 { printf "%s%%0A", encoded(line) }
        { line = $0 }
        END { printf "%s", encoded(substr(line, 1, length(line) - 1)) }'
      ;;
    *) printf '%s' "$1" ;;
  esac
}

# Sets MB_DECODED to the text of the word $1, line breaks at its end included. Status 1 for what is no such word.
mb_decode() {
  local rest="$1" text='' byte
  case $rest in
    %)
      MB_DECODED=''
      return 0
      ;;
    *[!A-Za-z0-9_./:@+,%-]*) return 1 ;;
    *%*) ;;
    *)
      MB_DECODED=$rest
      return 0
      ;;
  esac
  while case $rest in *%*) ;; *) false ;; esac do
    text="$text${rest%%%*}" rest=${rest#*%}
    byte=${rest%"${rest#??}"} rest=${rest#??}
    case $byte in
      00) return 1 ;;
      [0-9A-F][0-9A-F]) byte=$((0x$byte)) ;;
      *) return 1 ;;
    esac
    text="$text\\0$((byte / 64))$((byte / 8 % 8))$((byte % 8))"
  done
  # %b reads octal digits and nothing else here: a word has no backslash of its own.
  MB_DECODED=$(printf '%b.' "$text$rest")
  MB_DECODED=${MB_DECODED%.}
}
