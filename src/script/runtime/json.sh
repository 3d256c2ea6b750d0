# shellcheck shell=sh
# The one place that makes JSON: events, manifests and records are built from data, each value quoted by its type.

# For awk programs, which put it before their own text. An object is gathered by json_add from keys and values that
# are JSON already, a list by json_item; json_number ends the program with status 1 for what is no whole number, and
# sets json_refused for its END.
MB_AWK_JSON='
function json_text(text,   at, byte) {
  gsub(/["\\]/, "\\\\&", text)
  if (text ~ /[\001-\037\177]/)
    for (at = 1; at < 128; at = at == 31 ? 127 : at + 1) {
      byte = sprintf("%c", at)
      if (index(text, byte)) gsub(byte, sprintf("\\u%04x", at), text)
    }
  return "\"" text "\""
}
function json_number(text) {
  if (text ~ /^(0|-?[1-9][0-9]*)$/) return text ""
  json_refused = 1
  exit 1
}
function json_add(fields, key, value) { return fields (fields == "" ? "" : ",") json_text(key) ":" value }
function json_item(items, value) { return items (items == "" ? "" : ",") value }
function json_object(fields) { return "{" fields "}" }
function json_list(items) { return "[" items "]" }
'

# Sets MB_TEXT to $1 as a JSON string. Bytes above 127 pass as they are: the client decodes them. A plain text costs no program.
mb_json_text() {
  # shellcheck disable=SC2089
  case $1 in
    # The dot at the end keeps line breaks before it.
    *[!\ -~]* | *\"* | *\\*)
      MB_TEXT=$(printf '%s.' "$1" | awk "$MB_AWK_JSON"'
        { text = NR > 1 ? text "\n" $0 : $0 }
        END { printf "%s", json_text(substr(text, 1, length(text) - 1)) }')
      ;;
    *) MB_TEXT="\"$1\"" ;;
  esac
}

# Prints $1 as a JSON string.
mb_json() {
  local MB_TEXT
  mb_json_text "$1"
  printf '%s' "$MB_TEXT"
}

# Sets MB_JSON to an object of pairs of key and value. A key says by its last letter what its value is: `bytes#` a
# whole number, `pinned?` true or false, `archive@` JSON that was built before; else a text. A key that is only `@`
# takes fields that are JSON already, or nothing. Keys are constants, never data.
mb_object() {
  local fields=''
  while [ $# -gt 1 ]; do
    case $1 in
      @) fields="$fields${2:+,$2}" ;;
      *@) fields="$fields,\"${1%@}\":$2" ;;
      *'#')
        mb_is_number "$2" || mb_fail E_UNKNOWN "The number ${1%?} is not known: it is '$(mb_cap "$2")'."
        fields="$fields,\"${1%?}\":$2"
        ;;
      *'?')
        case $2 in
          true | false) fields="$fields,\"${1%?}\":$2" ;;
          *) mb_fail E_UNKNOWN "It is not known whether ${1%?} is true or false: it is '$(mb_cap "$2")'." ;;
        esac
        ;;
      *)
        mb_json_text "$2"
        fields="$fields,\"$1\":$MB_TEXT"
        ;;
    esac
    shift 2
  done
  MB_JSON="{${fields#,}}"
}

# Is $1 a whole number as JSON writes it?
mb_is_number() {
  case ${1#-} in
    0) [ "$1" = 0 ] ;;
    '' | 0* | *[!0-9]*) return 1 ;;
  esac
}

# Is stdin one line of JSON, without blanks in it? Not judged by the rules it was built by: texts become one mark,
# numbers and words another, then lists and objects from the innermost to the outermost, until one mark is left. The
# marks are control characters, which no such line holds.
mb_is_json() {
  local text value
  text=$(printf '\001') value=$(printf '\002')
  case $(sed -E -e 's/[[:cntrl:]]/!/g' \
    -e "s/\"([^\"\\\\]|\\\\([\"\\\\/bfnrt]|u[0-9A-Fa-f]{4}))*\"/$text/g" \
    -e "s/(^|[:,[])(-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null)/\\1$value/g" \
    -e ':again' -e "s/\\[([$text$value](,[$text$value])*)?\\]|\\{($text:[$text$value](,$text:[$text$value])*)?\\}/$value/g" \
    -e 't again') in
    "$text" | "$value") ;;
    *) return 1 ;;
  esac
}

# Sets MB_JSON to a list of what follows, which is JSON already.
mb_list() {
  local items=''
  while [ $# -gt 0 ]; do
    items="$items,$1"
    shift
  done
  MB_JSON="[${items#,}]"
}

# Sends an event of type $1 with pairs of key and value, as mb_object takes them.
mb_emit() {
  local MB_JSON MB_TEXT
  [ "$MB_CLIENT" != 0 ] || return 0
  mb_object type "$@"
  mb_event "$MB_JSON"
}
