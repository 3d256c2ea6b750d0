# shellcheck shell=sh
# The trace of a backup that was not made, so that a gap in the list has its reason. It lies in .meta under an ending
# of its own: nothing that looks for manifests, counts backups or removes them ever takes it for one.

# Writes the record of this run (mb_static has the reason and who asked), and removes the oldest ones beyond the
# newest $1. It is dated after the newest backup, as every backup is: a skip in the second of a backup, or under a
# clock that was set back, would be no gap.
mb_record_skip() {
  local newest time stamp file
  newest=$(mb_newest_stamp) time=$(date +%s)
  if [ -n "$newest" ] && [ "$(mb_epoch "$newest")" -ge "$time" ]; then time=$(($(mb_epoch "$newest") + 1)); fi
  while
    stamp=$(date -d "@$time" +%Y%m%d_%H%M%S)
    file="$MB_AT/.meta/$MB_PREFIX-$stamp.skipped"
    [ -e "$file" ] || [ -L "$file" ]
  do time=$((time + 1)); done
  mb_object schema# 1 kind skipped prefix "$MB_PREFIX" runId "$MB_RUN" time# "$time" timeText \
    "$(date -d "@$time" +%Y-%m-%dT%H:%M:%SZ)" @ "$(mb_static skipped)"
  printf '%s\n' "$MB_JSON" >"$MB_WORK/skipped" && mb_sync "$MB_WORK/skipped" && mv -T -- "$MB_WORK/skipped" "$file" &&
    mb_sync "$MB_AT/.meta" ||
    mb_fail E_PUBLISH "The record of the skipped backup could not be written in $MB_DIR/.meta." safe 'the run had nothing else to do'
  mb_prune_skips "$1"
}

# The newest $1 records stay: they explain a gap, and are no archive.
mb_prune_skips() {
  local file
  for file in "$MB_AT"/.meta/*.skipped; do
    file=${file##*/}
    case $file in
      *[!A-Za-z0-9._-]*) ;;
      *) printf '%s %s\n' "${file##*-}" "$file" ;;
    esac
  done | sort -r | tail -n "+$(($1 + 1))" | while read -r _ file; do rm -f -- "$MB_AT/.meta/$file"; done
}
