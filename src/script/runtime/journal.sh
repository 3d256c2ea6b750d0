# shellcheck shell=sh
# The journal: how to undo each step now in effect, on disk before the step runs. An entry is one line, a verb and its
# words, so that any later run can read it (undo.sh) and no name in it is ever taken for shell text; it counts only
# once it is renamed into place.

# Writes one entry, the verb $1 and its words, and sets MB_ENTRY to its file. The undo must be idempotent: it may run
# although its step never did.
mb_journal() {
  local n=0
  mkdir -p "$MB_WORK/journal"
  while [ -e "$MB_WORK/journal/$(printf %04d "$n")" ]; do n=$((n + 1)); done
  MB_ENTRY="$MB_WORK/journal/$(printf %04d "$n")"
  mb_line_of "$@" && printf '%s\n' "$MB_UNDO_LINE" >"$MB_WORK/entry" && mb_sync "$MB_WORK/entry" &&
    mv -T -- "$MB_WORK/entry" "$MB_ENTRY" && mb_sync "$MB_WORK/journal" ||
    mb_fail E_PUBLISH "The journal could not be written in $MB_DIR." safe 'nothing was stopped or changed'
  mb_phase journaled
}

# Sets MB_UNDO_LINE to the verb $1 and its words, as the journal has them.
mb_line_of() {
  local word
  MB_UNDO_LINE=$1
  shift
  for word in "$@"; do
    word=$(mb_encode "$word") && [ -n "$word" ] || return 1
    MB_UNDO_LINE="$MB_UNDO_LINE $word"
  done
}

# Keeps in mind what a restore leaves to be done once it is final: the verb $1 and its words.
mb_leftover() {
  mb_line_of "$@" && printf '%s\n' "$MB_UNDO_LINE" >>"$MB_WORK/leftovers" || mb_unwritable "$MB_WORK"
}

# What dead runs left: their processes, the undos they owe, their work; then manifests without an archive. Only ever under the lock.
mb_recover() {
  local dir file name final
  for dir in "$MB_AT"/.work/*/; do
    [ -d "$dir" ] || continue
    dir=${dir%/}
    MB_MARK=${dir##*/.work/}
    mb_end_processes 0 $$ || :
    MB_MARK=$MB_RUN
    final=false
    [ ! -f "$dir/forward" ] || final=true
    if mb_finish "$dir"; then mb_remove_work "$dir" || continue; else
      mb_warn_unfinished "$dir"
      [ ! -e "$dir/journal/ordered" ] || mb_emit unrecovered run "${dir##*/}"
      # What is still owed is no cleaning up, unless it is only what a final restore replaced.
      [ "$final" = true ] && [ ! -e "$dir/journal/ordered" ] || continue
    fi
    mb_emit recovered run "${dir##*/}" final? "$final"
    mb_say "  cleaned up after the run ${dir##*/}, which had died"
  done
  mb_forget_detached
  mb_drill_sweep
  # Of runs that died while they made sure of the directory. A run that checks it right now has already seen what it
  # needs.
  rm -f -- "$MB_AT"/.work/.probe-* "$MB_AT"/.meta/.probe-*
  for file in "$MB_AT"/.meta/*.json; do
    name=${file##*/} name=${name%.json}
    [ -e "$file" ] && ! mb_archive_of "$name" && rm -f -- "$file" "$MB_AT/.meta/$name.restore.sh"
  done
  # One that was put in place, and its manifest was not.
  for file in "$MB_AT"/.meta/*.restore.sh; do
    name=${file##*/} name=${name%.restore.sh}
    [ ! -e "$file" ] || [ -e "$MB_AT/.meta/$name.json" ] || mb_archive_of "$name" || rm -f -- "$file"
  done
  mkdir "$MB_WORK" && mkdir "$MB_WORK/journal" && true >"$MB_WORK/warnings" && true >"$MB_WORK/contents" || mb_unwritable "$MB_AT/.work"
}

# What a final restore of a dead run, whose work is $1, still leaves to be removed; undos that failed have a warning
# each.
mb_warn_unfinished() {
  [ ! -f "$1/forward" ] ||
    mb_warn leftovers \
      "What the restore of the run ${1##*/} replaced could not all be removed, and the next run tries again: $MB_UNDONE."
}
