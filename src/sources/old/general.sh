# shellcheck shell=sh
# The general form of a runbook for an archive of the old scripts: it has no manifest, so this script reads it to its end first.

# An archive of the old scripts, $1, and the words of a runbook. The archive is read to its end first, because it has no manifest; then
# the plan that this script was printed with puts it back.
mb_general_old() {
  MB_SOURCE=$1 MB_SOURCE_FILE=${1##*/} MB_SOURCE_KIND=old-format MB_SOURCE_COMPRESSION=gzip MB_SOURCE_TABLE='' MB_RUNBOOK_DIR=$MB_DIR
  MB_SOURCE_NAME=${MB_SOURCE_FILE%%.tar.*}
  shift
  [ -n "$MB_RUNBOOK_FOR" ] || mb_refuse E_NOT_FOUND \
    "$MB_SOURCE_NAME is an archive of the old scripts, and this script was printed where nothing ran that could be restored." \
    next 'print it again (meeshy-backup script restore); or by hand: docs/format.md, Archives of the old scripts'
  case $MB_SOURCE_FILE in
    pre-update-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]_[0-9][0-9][0-9][0-9][0-9][0-9].tar.gz)
      MB_SOURCE_TIME=$(mb_epoch "${MB_SOURCE_NAME#pre-update-}") ;;
    *) mb_refuse E_INPUT \
      "$MB_SOURCE_FILE has no manifest, and is no archive of the old scripts: their names are pre-update-YYYYMMDD_HHMMSS.tar.gz." ;;
  esac
  MB_WORK=$(mktemp -d) || mb_refuse E_PREREQ 'There is no room for temporary files (TMPDIR).'
  trap 'rm -rf -- "$MB_WORK"' EXIT
  trap 'exit 130' INT TERM
  mb_say "$MB_SOURCE_FILE is of the old scripts: it has no manifest, so it is read to its end first."
  mb_general_old_look
  rm -rf -- "$MB_WORK"
  trap - EXIT INT TERM
  mb_runbook "$@"
}

# Reads the archive, and sets what a runbook knows of its own.
mb_general_old_look() {
  # What only a container can judge waits until the restore itself reads it.
  # shellcheck disable=SC2317
  mb_reader_of() { :; }
  old_survey "$MB_SOURCE" || old_damaged
  MB_SOURCE_BYTES=$(mb_size "$MB_SOURCE") MB_SOURCE_SHA256=$(mb_sha256 <"$MB_SOURCE")
  MB_VARIANT=here MB_CHOSEN=$MB_RUNBOOK_FOR
  (mb_runbook_each mb_general_place) >"$MB_WORK/places" || mb_refuse E_UNKNOWN 'The plan of this script cannot be read.'
  mb_general_old_rows >"$MB_WORK/rows" 2>"$MB_WORK/without" ||
    mb_refuse E_AMBIGUOUS "Two volumes in $MB_SOURCE_FILE are the same volume here: $(tail -n 1 "$MB_WORK/without")." \
      next 'put the one you mean back by hand: docs/format.md, "Archives of the old scripts"'
  MB_ROWS=$(cat "$MB_WORK/rows") MB_RUNBOOK_WITHOUT=$(cat "$MB_WORK/without")
  MB_ALL_ROWS=$MB_ROWS
  [ -n "$MB_ROWS" ] ||
    mb_refuse E_VERIFY "$MB_SOURCE_FILE holds nothing that this script puts back." 'Not put back by this script' "$MB_RUNBOOK_WITHOUT"
}

# Where a step of the plan puts something, as a line: a volume by its name at Docker's, a path.
mb_general_place() {
  local component="${3:-}"
  case $2 in
    mb_stage_volume) printf 'volume\t%s\t%s\n' "$3" "$4" ;;
    files_stage)
      shift 3
      for MB_LINE in "$@"; do printf 'path\t%s\t%s\n' "$component" "$MB_LINE"; done
      ;;
  esac
}

# The rows of what was read, under the names that the plan has: a volume by its name in the compose file, by its name at Docker's, or by
# its name at Docker's in a project of another name (as old.ts does). On stderr what has no place in the plan.
mb_general_old_rows() {
  awk -F '\t' -v OFS='\t' -v known=" $MB_RUNBOOK_FOR " -v bytes="$MB_SOURCE_BYTES" -v sha="$MB_SOURCE_SHA256" '
    function without(what, why) { print what ": " why >"/dev/stderr" }
    function named(volume,   each, ending, n, found) {
      if (("volumes/" volume) in volumes) return "volumes/" volume
      if (volume in at_docker) return at_docker[volume]
      for (each in volumes) {
        ending = "_" substr(each, 9)
        if (length(volume) > length(ending) && substr(volume, length(volume) - length(ending) + 1) == ending) { n++; found = each }
      }
      return n == 1 ? found : "volumes/" volume }
    FILENAME == ARGV[1] { if ($1 == "volume") { volumes[$2] = 1; at_docker[$3] = $2 } else paths[$3] = 1; next }
    FILENAME == ARGV[2] { raw[$1] = $2; consistency[$1] = $3; counts[$1] = $4 == "-" ? "" : $4; next }
    { name = $2 == "volume" ? named(substr($1, 9)) : $1
      if (!index(known, " " name " ")) {
        absent = "it did not exist when this script was printed"
        without($1, $2 == "volume" ? "a dump carries it, or " absent : absent); next }
      if (name in taken) { print taken[name] " and " $3 >"/dev/stderr"; exit 1 }
      taken[name] = $3
      n = $5 == "-" ? 0 : split($5, item, "/")
      for (i = 1; i <= n; i++) if (!(item[i] in paths)) without(name " " item[i], "this script does not know where it belongs")
      print name, $3, raw[$3], 0, bytes, sha, consistency[$3], counts[$3] }' "$MB_WORK/places" "$MB_WORK/old-read" "$MB_WORK/old-rows"
}
