# shellcheck shell=sh
# Any text as one word of a line, and back: percent-encoding (RFC 3986).

# Prints the text $1 as one word: each byte but A-Z a-z 0-9 _ . / : @ + , - is %XX, and an empty text is a lone %.
mb_encode() {
  case $1 in
    '') printf '%%' ;;
    *[!A-Za-z0-9_./:@+,-]*)
      printf '%s' "$1" | od -An -v -tu1 | awk '
        BEGIN { plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@+,-"
          for (n = 0; n < 256; n++) word[n] = n > 32 && n < 127 && index(plain, sprintf("%c", n)) ? sprintf("%c", n) : sprintf("%%%02X", n) }
        { for (i = 1; i <= NF; i++) printf "%s", word[$i + 0] }'
      ;;
    *) printf '%s' "$1" ;;
  esac
}

# Sets MB_DECODED to the text of which mb_encode made the word $1, to its last newline.
mb_decode() {
  local rest="$1" done='' byte
  case $rest in
    %) MB_DECODED='' && return ;;
    *%*) ;;
    *) MB_DECODED=$rest && return ;;
  esac
  while case $rest in *%*) ;; *) false ;; esac do
    done="$done${rest%%\%*}" rest=${rest#*%}
    byte=$((0x${rest%"${rest#??}"}))
    done="$done\\0$((byte / 64))$((byte / 8 % 8))$((byte % 8))" rest=${rest#??}
  done
  # A substitution drops newlines at its end: the stop keeps them, and goes.
  MB_DECODED=$(printf '%b.' "$done$rest")
  MB_DECODED=${MB_DECODED%.}
}
