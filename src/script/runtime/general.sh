# shellcheck shell=sh
# The general form of a runbook, one script for all backups of a server: it lists them, lets one be chosen, and hands
# over to the runbook of that one. Where there is none (older backups) it restores by the plan it was printed with,
# and by what the manifest says.

# $@: a file or a name, or nothing to be asked; then the words of a runbook.
mb_general() {
  local file='' name directory
  MB_GENERAL="sh $(mb_typed "$0")"
  mb_runbook_ground
  case ${1:-} in
    -h | --help) mb_general_help && exit 0 ;;
    --dir)
      [ $# -gt 1 ] || mb_refuse E_INPUT '--dir needs a directory.'
      mb_directory_is "$2"
      shift 2
      ;;
    --dir=*) mb_directory_is "${1#*=}" && shift ;;
  esac
  case ${1:-} in
    --list) mb_directory_if_any && mb_general_list && exit 0 ;;
    -* | '') file=$(mb_general_ask) || exit "$(mb_exit_of E_INPUT)" ;;
    *) file=$1 && shift ;;
  esac
  case $file in
    */*) directory=${file%/*}/ name=${file##*/} ;;
    *) directory=$MB_DIR name=$file ;;
  esac
  mb_directory_is "$(cd -P -- "$directory" 2>/dev/null && pwd -P)"
  [ -n "$MB_DIR" ] || mb_refuse E_NOT_FOUND "There is no directory $directory." next "$MB_GENERAL --dir DIRECTORY"
  name=${name%%.tar.*}
  mb_archive_of "$name" || mb_refuse E_NOT_FOUND "There is no backup $name in $MB_DIR." next "$MB_GENERAL --list"
  # It is about to be run: only from a directory that nobody else may write to.
  mb_enter_directory
  if [ -f "$MB_AT/.meta/$name.restore.sh" ]; then
    MB_LINE="$MB_AT/.meta/$name.restore.sh"
    [ -z "$MB_BEHIND" ] || { SUDO_UID=$MB_BEHIND && export SUDO_UID; }
    exec sh "$MB_LINE" "$@" 3>&- 4>&-
  fi
  if mb_general_is_old "$name"; then mb_general_old "$MB_FOUND" "$@"; else mb_general_new "$name" "$@"; fi
}

# Is $1 an archive of the old scripts? They wrote no manifest; a manifest that an adoption wrote says so.
mb_general_is_old() {
  case $1 in pre-update-*) ;; *) return 1 ;; esac
  [ ! -e "$MB_AT/.meta/$1.json" ] || grep -q '^{"schema":1,"kind":"old-format"' "$MB_AT/.meta/$1.json"
}

# A backup without a runbook, $1, by the plan that this script was printed with.
mb_general_new() {
  local name="$1" manifest="$MB_AT/.meta/$1.json" from
  shift
  [ -f "$manifest" ] ||
    mb_refuse E_NOT_FOUND "$name has no manifest ($(mb_shown "$manifest")), so it is not known to be whole." \
      next 'by hand: docs/restore.md'
  [ -n "$MB_RUNBOOK_FOR" ] ||
    mb_refuse E_NOT_FOUND \
      "$name has no runbook, and this script was printed where nothing ran that could be restored." \
      next 'print it again (meeshy-backup script restore); or by hand: docs/restore.md'
  from=$(mb_general_origin <"$manifest")
  [ "${from:-$MB_RUNBOOK_APP}" = "$MB_RUNBOOK_APP" ] ||
    mb_refuse E_INPUT "$name is of the application in $from, and this script is for $MB_RUNBOOK_APP."
  MB_SOURCE_NAME=$name MB_SOURCE_FILE=${MB_FOUND##*/} MB_RUNBOOK_DIR=$MB_DIR
  MB_SOURCE_BYTES=$(mb_general_field archive bytes) MB_SOURCE_COMPRESSION=$(mb_general_field archive compression)
  MB_SOURCE_TIME=$(mb_general_field head time)
  MB_SOURCE_SHA256=$(mb_general_field archive sha256) MB_ALL_ROWS=$(mb_general_rows <"$manifest")
  mb_general_prove
  MB_ROWS=$(printf '%s\n' "$MB_ALL_ROWS" | awk -F '\t' -v known=" $MB_RUNBOOK_FOR " 'index(known, " " $1 " ")')
  MB_RUNBOOK_WITHOUT=$(printf '%s\n' "$MB_ALL_ROWS" | awk -F '\t' -v known=" $MB_RUNBOOK_FOR " '
    !index(known, " " $1 " ") { print $1 ": it was not there when this script was printed" }' | mb_restorable_lines)
  case $MB_SOURCE_BYTES$MB_SOURCE_TIME in *[!0-9]* | '') MB_ROWS='' ;; esac
  [ -n "$MB_ROWS" ] ||
    mb_refuse E_VERIFY "The manifest of $name cannot be understood, or holds nothing that this script puts back." \
      next 'by hand: docs/restore.md'
  mb_runbook "$@"
}

# What the manifest says, as far as this script acts on it, must be what the archive says of itself. Sets
# MB_SOURCE_TABLE to that, which the restore proves again.
mb_general_prove() {
  local MB_WORK MB_SOURCE="$MB_FOUND" MB_NAME="$MB_SOURCE_NAME" MB_TIME="$MB_SOURCE_TIME" MB_COMPRESS="$MB_SOURCE_COMPRESSION"
  local same=''
  case $MB_SOURCE_BYTES/$MB_SOURCE_TIME in
    *[!0-9/]* | /* | */) mb_refuse E_VERIFY "The manifest of $name cannot be understood." next 'by hand: docs/restore.md' ;;
  esac
  MB_WORK=$(mktemp -d) || mb_refuse E_PREREQ 'There is no room for temporary files (TMPDIR).'
  if mb_own_table && [ "$(mb_general_acted <"$manifest")" = "$(mb_general_acted <"$MB_WORK/table-found")" ]; then
    MB_SOURCE_TABLE=$(cat "$MB_WORK/table-found") same=1
  fi
  rm -rf -- "$MB_WORK"
  [ -n "$same" ] || mb_unvouched 'the time, the application, or a component with its place in the archive'
}

# Of a manifest or a table on stdin, what this script acts on.
mb_general_acted() {
  tee "$MB_WORK/acted" | mb_general_rows | cut -f 1-7
  mb_general_origin <"$MB_WORK/acted"
  sed -n 's/^{"schema":1,"kind":"backup","name":"[^"]*","runId":"[^"]*","sequence":[0-9]*,"prefix":"[^"]*","time":\([0-9]*\),.*/\1/p' \
    "$MB_WORK/acted"
}

# The application directory that a manifest or a table on stdin names.
mb_general_origin() {
  tr '{' '\n' | sed -n 's/^"name":"[^"]*","appDir":"\([^"]*\)"}.*/\1/p' | head -n 1
}

# A field of the manifest: of its `archive`, or of its `head`.
mb_general_field() {
  tr '{' '\n' <"$manifest" | awk -v part="$1" -v key="$2" '
    (part == "archive" ? /^"file":/ : /^"schema":/) && match($0, "\"" key "\":\"?[a-z0-9]+") {
      text = substr($0, RSTART, RLENGTH); sub(/.*:"?/, "", text); print text; exit }'
}

# The rows of a manifest on stdin, as MB_ROWS has them.
mb_general_rows() {
  tr '{' '\n' | awk -v OFS='\t' '
    function text(key) {
      return match($0, "\"" key "\":\"[^\"]*\"") ? substr($0, RSTART + length(key) + 4, RLENGTH - length(key) - 5) : ""
    }
    function number(key) { return match($0, "\"" key "\":[0-9]+") ? substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3) : "" }
    /^"name":"[^"\\]*","path":"/ {
      row = text("name") OFS text("path") OFS number("rawBytes") OFS number("offset")
      row = row OFS number("length") OFS text("sha256") OFS text("consistency")
      getline
      sub(/}.*/, ""); gsub(/"/, ""); gsub(/:/, "="); gsub(/,/, " ")
      # Nothing vouches for counts, and a shell computes with them.
      print row, $0 ~ /^([a-z]+=[0-9]+( |$))*$/ ? $0 : "" }'
}

# The names of the backups here, the newest first: of an archive without a manifest its name says when it was made.
mb_general_names() {
  local file name
  for file in "$MB_AT"/*.tar.*; do
    name=${file##*/} name=${name%%.tar.*}
    case $name in
      *[!A-Za-z0-9_-]* | '') continue ;;
    esac
    [ ! -f "$file" ] || [ -L "$file" ] || printf '%s %s\n' "${name##*-}" "$name"
  done | sort -ru | cut -d ' ' -f 2
}

# A line for each backup: number, name, size, how proven, what is in it.
mb_general_list() {
  local name manifest n=0 proven
  for name in $(mb_general_names); do
    mb_archive_of "$name" || continue
    n=$((n + 1))
    manifest="$MB_AT/.meta/$name.json"
    proven='no manifest'
    [ ! -f "$manifest" ] || proven=$(mb_general_field head verified)
    ! mb_general_is_old "$name" || proven='old format'
    printf '%4d  %-30s %-8s %-12s %s\n' "$n" "$name" "$(mb_amount "$(mb_size "$MB_FOUND")")" "$proven" \
      "$([ ! -f "$manifest" ] || mb_general_rows <"$manifest" | cut -f 1 | mb_restorable_lines | sed 's,^volumes/,,' | tr '\n' ' ')" >&3
  done
  [ "$n" -gt 0 ] || mb_say "There are no backups in $MB_DIR."
}

# Shows the list, and prints the name that was chosen.
mb_general_ask() {
  local said='' names
  mb_general_list
  names=$(mb_general_names)
  [ -n "$names" ] || exit 1
  printf 'Which one? A number, 1 is the newest: ' >&3
  IFS= read -r said || :
  case $said in
    '' | *[!0-9]*) names='' ;;
    *) names=$(printf '%s\n' "$names" | sed -n "${said}p") ;;
  esac
  [ -n "$names" ] || mb_refuse E_INPUT 'No backup was chosen.' next 'type the number in front of a backup'
  printf '%s\n' "$names"
}

mb_general_help() {
  cat >&3 <<END
$MB_GENERAL [--dir DIRECTORY] [FILE or NAME] [component...] [flags]

Puts a backup back on this machine: the one that is named, or the one that is chosen from the list. It shows what it
will do, and changes nothing before OUI is typed. It needs sh, docker, tar and the decompressor; no Node, no network.

  --list                the backups in $MB_DIR
  --dir DIRECTORY       backups that lie elsewhere
  everything else       goes to the script of that very backup: $MB_GENERAL NAME --help

Exit codes
END
  mb_exit_codes >&3
}
