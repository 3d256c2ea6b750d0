# shellcheck shell=sh
# A run that no lost connection may cut off half way: it continues in a session of its own and writes its events into
# a log beside its work, from which a client follows it. A client that is lost loses only its view; it comes back and
# follows again.

# Starts this very script anew, detached, with the lines $1 before its last. Secrets reach it by a pipe, as they
# reached this script.
mb_detach() {
  local script="$MB_AT/.work/$MB_RUN.script" log="$MB_AT/.work/$MB_RUN.log"
  {
    mb_own_text | sed '$d' && printf '%s\nMB_DETACH=0 MB_DEAF=1 MB_PINNED=%s MB_BEHIND=%s\nmb_main\n' \
      "$1" "$(mb_identity "$MB_AT/.")" "$MB_BEHIND"
  } >"$script" && true >"$log" ||
    mb_unwritable "$MB_AT/.work"
  { for name in $MB_SECRETS; do eval "printf '%s\\n' \"\$$name\""; done; echo 'end of secrets'; } |
    if command -v setsid >/dev/null 2>&1; then exec setsid sh "$script"; else exec sh "$script"; fi >"$log" 2>&1 3>&- 4>&- 5<&- &
}

# The last line of a detached run's log: how it ended.
mb_ended() {
  [ -f "$MB_AT/.work/$MB_RUN.log" ] || return 0
  rm -f -- "$MB_AT/.work/$MB_RUN.script"
  mb_emit ended status# "$1"
}

# Hands on the log of the run $1 as it grows, until the run has ended; then its status. To a client its events, framed
# anew; to a person its words, and the status is the exit code of what went wrong. A follower may leave at any time.
mb_follow() {
  local run="$1" log="$MB_AT/.work/$1.log" seen=0 lines=0 listener='' dead=0 status
  [ -f "$log" ] ||
    mb_fail E_NOT_FOUND "There is no log of the run $run in $MB_DIR/.work." \
      next 'list the backups: the list names a restore that is incomplete'
  # What this follower starts is not part of that run, which ends everything that carries its mark.
  MB_RUN="follow-$run"
  [ "$MB_CLIENT" != 1 ] || {
    (while mb_listen && [ -z "${MB_DEAF:-}" ]; do :; done) <&5 &
    listener=$!
  }
  while :; do
    lines=$(($(wc -l <"$log")))
    if [ "$lines" -gt "$seen" ]; then
      mb_follow_lines "$((seen + 1))" "$lines"
      seen=$lines dead=0
    fi
    ! grep -q '^@[0-9a-f]* {"type":"ended",' "$log" || break
    # Silence may be a stall of a client that is still there: it learns that this follower stops, and follows anew.
    [ -z "$listener" ] || kill -0 "$listener" 2>/dev/null || {
      mb_emit unheard
      exit 0
    }
    [ "$dead" -lt 20 ] || mb_is_alive "$run" || { [ "$dead" -lt 40 ] || mb_died "$run"; }
    dead=$((dead + 1))
    sleep 0.2
  done
  lines=$(($(wc -l <"$log")))
  mb_follow_lines "$((seen + 1))" "$lines"
  [ -z "$listener" ] || kill -KILL "$listener" 2>/dev/null
  status=$(sed -n 's/^@[0-9a-f]* {"type":"ended","status":\([0-9]\{1,3\}\)}$/\1/p' "$log" | tail -n 1)
  [ "$MB_CLIENT" != 1 ] && [ "$status" != 0 ] || exit "$status"
  ! grep -q '^@[0-9a-f]* {"type":"unrecovered",' "$log" || exit "$(mb_exit_of E_RESTORE)"
  exit "$(mb_exit_of "$(sed -n 's/^@[0-9a-f]* {"type":"error","code":"\(E_[A-Z_]*\)".*/\1/p' "$log" | head -n 1)")"
}

# The lines $1 to $2 of the log.
mb_follow_lines() {
  [ "$1" -le "$2" ] || return 0
  if [ "$MB_CLIENT" = 1 ]; then
    sed -n "$1,$2s/^@[0-9a-f]* /@$MB_NONCE /p" "$log" >&3
  else
    sed -n "$1,$2{/^@[0-9a-f]* {/d;/^\$/d;p;}" "$log" >&3
  fi
}

mb_died() {
  # A run that dies after its restore is final leaves nothing to put back.
  [ ! -f "$MB_AT/.work/$1/forward" ] ||
    mb_fail E_INTERRUPTED "The restore on this server was final, and was killed before it could tidy up." \
      safe 'what was restored is in place' \
      next 'the next run of any kind removes what it replaced; meeshy-backup recover does only that'
  # Its mark goes when it is final, and comes before it replaces anything.
  [ -e "$MB_AT/.restore-incomplete" ] ||
    mb_fail E_INTERRUPTED "The restore on this server was killed before it reported how it ended." \
      safe 'it is not incomplete: either it had replaced nothing yet, or all of what it restored is in place' \
      next 'check that the application is as in the backup; to be sure, restore again'
  mb_fail E_INTERRUPTED "The restore on this server was killed before it could end." \
    safe 'what it had changed is put back by the next run of any kind; until then no old backup is removed' \
    next "${MB_SELF:-meeshy-backup restore} --undo puts back what was there; then restore again"
}

# Logs and scripts of detached runs that are over. Only ever under the lock.
mb_forget_detached() {
  local file run
  for file in "$MB_AT"/.work/*.log "$MB_AT"/.work/*.script; do
    run=${file##*/} run=${run%.*}
    [ -f "$file" ] && [ "$run" != "$MB_RUN" ] && ! mb_is_alive "$run" && rm -f -- "$file"
  done
  return 0
}
