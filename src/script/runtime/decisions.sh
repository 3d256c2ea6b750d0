# shellcheck shell=sh
# What people decide about single backups: that they stay until released, or that they go for good. Under the lock,
# and judged again there: what the client saw may be a while ago.

# Is the backup $1 pinned? Its manifest says so; where it says nothing, critical backups and safety copies are.
# Without a manifest nothing is.
mb_is_pinned() {
  local manifest
  manifest=$(head -n 1 -- "$MB_AT/.meta/$1.json" 2>/dev/null)
  case $manifest in
    '' | *'"pinned":false'*) return 1 ;;
    *'"pinned":true'*) return 0 ;;
  esac
  case $1 in
    pre-re*) return 0 ;;
  esac
  return 1
}

# Pins ($1 true) or releases ($1 false) the backups after it: all of them are there, or nothing is changed. Each
# manifest is rewritten beside its place, made durable, and put in place by one rename.
mb_pin() {
  local wanted="$1" name meta
  shift
  for name in "$@"; do
    meta="$MB_AT/.meta/$name.json"
    [ -f "$meta" ] && [ ! -L "$meta" ] && mb_archive_of "$name" ||
      mb_fail E_NOT_FOUND "The backup $name is not in $MB_DIR, or has no manifest." safe 'nothing was changed' next 'list the backups'
  done
  for name in "$@"; do
    meta="$MB_AT/.meta/$name.json"
    # Inside of a text the quotes have backslashes, so only the field itself is found.
    sed -e "1s/\"pinned\":true/\"pinned\":$wanted/" -e t -e "1s/\"pinned\":false/\"pinned\":$wanted/" -e t \
      -e "1s/\"prefix\":\"[a-z-]*\",/&\"pinned\":$wanted,/" -- "$meta" >"$MB_WORK/manifest" &&
      grep -q "\"pinned\":$wanted" "$MB_WORK/manifest" ||
      mb_fail E_PUBLISH "The manifest of $name could not be rewritten." \
        safe 'it is unchanged; no backup was touched' \
        next 'check the manifest: it must be one line of JSON, as docs/format.md says'
    mb_phase rewritten
    mb_sync "$MB_WORK/manifest" && mv -T -- "$MB_WORK/manifest" "$meta" && mb_sync "$MB_AT/.meta" ||
      mb_fail E_PUBLISH "The manifest of $name could not be put in place." \
        safe 'it is whole, the old one or the new one; no backup was touched' \
        next 'look at the disk of this server (dmesg)'
    mb_emit pinned name "$name" pinned? "$wanted"
    mb_phase pinned
  done
}

# Deletes archives by file, for good, in the reverse order of publishing. All of them may go, or none goes: not the
# pinned, and not what a restore that is incomplete still needs.
mb_delete() {
  local file
  for file in "$@"; do mb_may_go "$file"; done
  for file in "$@"; do
    rm -f -- "$MB_AT/$file" 2>"$MB_WORK/noise" && mb_sync "$MB_AT" ||
      mb_fail E_PERM "$MB_DIR/$file cannot be deleted." Said "$(cat "$MB_WORK/noise")" safe 'it keeps its manifest and counts as before'
    mb_phase unlinked
    mb_archive_of "${file%%.*}" || mb_forget "${file%%.*}"
    mb_emit removed name "${file%%.*}" file "$file"
  done
  mb_sync "$MB_AT/.meta" || :
}

# Fails unless the archive $1 may be deleted.
mb_may_go() {
  local name="${1%%.*}" run='' backup='' meta="$MB_AT/.meta/${1%%.*}.json"
  [ -f "$MB_AT/$1" ] && [ ! -L "$MB_AT/$1" ] ||
    mb_fail E_NOT_FOUND "$1 is no longer in $MB_DIR." safe 'nothing was deleted' next 'list the backups'
  # A manifest is that of the file it names.
  if mb_is_pinned "$name" && grep -q "\"file\":\"$1\"" "$meta"; then
    mb_fail E_INPUT "The backup $name is pinned, so it is not deleted." safe 'nothing was deleted' \
      next "if it may go, release it first: meeshy-backup unpin $name"
  fi
  [ -e "$MB_AT/.restore-incomplete" ] || return 0
  IFS="$MB_TAB" read -r run backup _ <"$MB_AT/.restore-incomplete" || :
  if [ -z "$run" ] || [ "$name" = "$backup" ] || grep -qs "\"runId\":\"$run\"" "$meta"; then
    mb_fail E_INPUT "A restore on this server is incomplete and may need $name, so it is not deleted." \
      safe 'nothing was deleted' next 'end the restore first: meeshy-backup restore --undo, or --resume'
  fi
}

# What lies in .meta about a backup whose archive is gone.
mb_forget() {
  rm -f -- "$MB_AT/.meta/$1.json" "$MB_AT/.meta/$1.restore.sh" "$MB_AT/.meta/$1.unsound"
}
