# shellcheck shell=sh
# The journal: how to undo each step now in effect, on disk before the step runs. Entries are plain shell text that needs nothing of this runtime,
# so that any later run can read them; an entry counts only once it is renamed into place.

# Writes one entry and sets MB_ENTRY to its file. The text must be idempotent: it may run although its step never did.
mb_journal() {
  local n=0
  mkdir -p "$MB_WORK/journal"
  while [ -e "$MB_WORK/journal/$(printf %04d "$n")" ]; do n=$((n + 1)); done
  MB_ENTRY="$MB_WORK/journal/$(printf %04d "$n")"
  printf '%s\n' "$1" >"$MB_WORK/entry" && mb_sync "$MB_WORK/entry" && mv -T -- "$MB_WORK/entry" "$MB_ENTRY" && mb_sync "$MB_WORK/journal" ||
    mb_fail E_PUBLISH "The journal could not be written in $MB_DIR." safe 'nothing was stopped or changed'
  mb_phase journaled
}

# Undoes one entry now, in the normal course of things. One that begins with "# long" moves data, and may need to log in: it gets hours, and the secret.
mb_settle() {
  case $(head -n 1 "$1") in
    '# long') printf '%s\n' "${MB_MONGO_URI:-}" | timeout 21600 sh -c "$(cat "$1")" && rm -f -- "$1" ;;
    *) timeout 60 sh -c "$(cat "$1")" </dev/null && rm -f -- "$1" ;;
  esac
}

# Runs a journal backwards. Each undo is bounded; one that fails does not keep the others from running, unless the journal says that their order
# matters (`ordered`). Status 1 if any failed.
mb_undo() {
  local dir="$1" entry status=0
  set --
  for entry in "$dir"/[0-9][0-9][0-9][0-9]; do
    [ ! -f "$entry" ] || set -- "$entry" "$@"
  done
  for entry in "$@"; do
    mb_settle "$entry" && continue
    status=1
    mb_warn undo-failed "This could not be undone and will be tried again by the next run: $(cat "$entry")"
    [ ! -e "$dir/ordered" ] || return 1
  done
  return $status
}

# What dead runs left: their processes, the undos they owe, their work; then manifests without an archive. Only ever under the lock.
mb_recover() {
  local dir file name final
  for dir in "$MB_DIR"/.work/*/; do
    [ -d "$dir" ] || continue
    dir=${dir%/}
    MB_MARK=${dir##*/.work/}
    mb_end_processes 0 $$ || :
    MB_MARK=$MB_RUN
    final=
    [ ! -f "$dir/forward" ] || final=',"final":true'
    if mb_finish "$dir"; then mb_remove_work "$dir" || continue; elif [ -e "$dir/journal/ordered" ]; then
      mb_event "{\"type\":\"unrecovered\",\"run\":$(mb_json "${dir##*/}")}"
      continue
    fi
    mb_event "{\"type\":\"recovered\",\"run\":$(mb_json "${dir##*/}")$final}"
    mb_say "  cleaned up after the run ${dir##*/}, which had died"
  done
  mb_forget_detached
  mb_drill_sweep
  # Of runs that died while they made sure of the directory. Whoever is at it just now has seen what he wanted to see.
  rm -f -- "$MB_DIR"/.work/.probe-* "$MB_DIR"/.meta/.probe-*
  for file in "$MB_DIR"/.meta/*.json; do
    name=${file##*/} name=${name%.json}
    [ -e "$file" ] && ! mb_archive_of "$name" && rm -f -- "$file" "$MB_DIR/.meta/$name.restore.sh"
  done
  # One that was put in place, and its manifest was not.
  for file in "$MB_DIR"/.meta/*.restore.sh; do
    name=${file##*/} name=${name%.restore.sh}
    [ ! -e "$file" ] || [ -e "$MB_DIR/.meta/$name.json" ] || mb_archive_of "$name" || rm -f -- "$file"
  done
  mkdir "$MB_WORK" && mkdir "$MB_WORK/journal" && true >"$MB_WORK/warnings" && true >"$MB_WORK/contents" || mb_unwritable "$MB_DIR/.work"
}
