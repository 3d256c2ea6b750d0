# shellcheck shell=sh
# Who runs and who watches. Three shells: the main one waits, the worker does the steps, the watchdog listens to the
# client. The client's heartbeats (one byte each) arrive on stdin; end of file or silence means that the client is
# gone.

# Sets MB_OURS to the live processes below $1 (0: of no process), and those that carry the mark MB_MARK, but for the
# pids given after it and what is below those.
mb_ours() {
  local root="$1" found pid n=0
  shift
  # If the search itself is killed, it runs again: its failure is no empty result.
  until found=$(
    unset MB_RUN
    found=$(grep -lsz "^MB_RUN=$MB_MARK\$" /proc/[0-9]*/environ 2>/dev/null | sed 's,^/proc/\([0-9]*\)/.*,\1,' | tr '\n' ' ')
    # 0 and 1 are ancestors of every process, never the root of a run.
    # Of a process only `status` says its name so that no line break in it makes a line of its own.
    grep -Hs -e '^State:' -e '^PPid:' /proc/[0-9]*/status | awk -F '[/:\t ]+' -v root="$root" -v spared=" $* " -v marked=" $found" '
      $5 == "State" { state = $6 }
      $5 == "PPid" && state != "Z" { parent[$3] = $6 }
      END { for (p in parent) {
        ours = index(marked, " " p " "); q = p; n = 0
        while ((q in parent) && q != root && !index(spared, " " q " ") && n++ < 99) q = parent[q]
        if (p != root && !index(spared, " " q " ") && (ours || root > 1 && q == root)) print p } }'
  ) || [ "$n" = 5 ]; do n=$((n + 1)); done
  MB_OURS=
  for pid in $found; do
    # The programs of the search are gone by now; what is left belongs to the run.
    ! kill -0 "$pid" 2>/dev/null || MB_OURS="$MB_OURS $pid"
  done
}

# Ends everything of this run below $1 but the pids after it: TERM, and KILL for what is left after 5 s. Gives up after 10 s with status 1.
mb_end_processes() {
  local n=0 signal=TERM pause=0.02
  while mb_ours "$@" && [ -n "$MB_OURS" ]; do
    # What ends at once, as it does at the end of every run, is not waited for longer than that.
    [ "$n" -lt 3 ] || pause=0.1
    [ "$n" -lt 43 ] || signal=KILL
    [ "$n" -lt 83 ] || return 1
    # shellcheck disable=SC2086
    kill -"$signal" $MB_OURS 2>/dev/null || :
    sleep "$pause"
    n=$((n + 1))
  done
}

# Signals the main shell, from a shell that it started: only while it is still the parent, for its pid may be a stranger's by then.
mb_tell() {
  local parent
  read -r _ _ _ parent _ </proc/self/stat && [ "$parent" = $$ ] && kill -"$1" $$ 2>/dev/null || :
}

# The watchdog's loop. It tells the main shell what happened (USR1: the client is gone, USR2: the time is up); if that
# one is dead, it cleans up itself.
mb_watch() {
  local worker="$1" self
  # Caught, not ignored: what a shell ignores its children ignore too, and then nothing but KILL ends them.
  trap : PIPE INT HUP TERM
  self=$(exec sh -c 'echo "$PPID"')
  while :; do
    mb_listen || mb_tell USR1
    mb_now
    [ "$MB_NOW" -lt "$MB_DEADLINE" ] || mb_tell USR2
    if ! kill -0 $$ 2>/dev/null; then
      mb_let_publish "$worker"
      mb_end_worker "$worker" "$self"
      MB_STATUS=1
      if mb_clean; then mb_undone 0; else mb_undone 1; fi
      mb_is_final && mb_ended 0 && return
      [ -n "$MB_SAID" ] ||
        mb_failed E_UNKNOWN "The script's main shell was killed, so the run was stopped." \
          safe 'everything was put back as it was'
      mb_ended 1
      return 1
    fi
    mb_progress || mb_tell ALRM
  done
}

# What is being published is let finish: it is a matter of moments, and 30 s at most.
mb_let_publish() {
  local n=0
  while [ -e "$MB_WORK/publishing" ] && kill -0 "$1" 2>/dev/null && [ "$n" -lt 300 ]; do
    sleep 0.1
    n=$((n + 1))
  done
}

# Waits for one heartbeat, at most MB_HEARTBEAT seconds. Without a client there is nothing to hear, only time to pass.
mb_listen() {
  if [ "$MB_CLIENT" != 1 ] || [ -n "${MB_DEAF:-}" ]; then
    sleep 1 9<&-
    return
  fi
  # Without the lock's descriptor: BusyBox's timeout outlives everybody by a second or two.
  [ -n "$(timeout "$MB_HEARTBEAT" dd bs=1 count=1 2>/dev/null 9<&-)" ] && return
  MB_DEAF=1
  return 1
}

# How much of the archive is written, at each heartbeat, for the client's progress line. Fails when the disk runs low:
# a quarter of min-free is a reserve for other programs that write there.
mb_progress() {
  local bytes
  [ -f "$MB_WORK/archive" ] && bytes=$(mb_size "$MB_WORK/archive" 2>/dev/null) || return 0
  mb_emit progress bytes# "$bytes"
  mb_space
  [ "$MB_FREE" -ge $((MB_MIN_FREE / 4)) ]
}

# The whole life of a run. MB_LOCKED=1: it writes to the backup directory, so it is made sure of and its lock's descriptor opened first.
mb_main() {
  local worker watchdog code=0
  mb_environment
  exec 3>&1 4>&2 1>&2
  MB_MARK=$MB_RUN
  mb_directory_is "$MB_DIR"
  [ "$MB_CLIENT" = 0 ] || mb_secrets ||
    mb_fail E_PROTOCOL "The client stopped sending before its secrets arrived." safe 'nothing was run'
  mb_now
  MB_BEGAN=$MB_NOW MB_DEADLINE=$((MB_NOW + MB_TIMEOUT * 1000)) MB_ENDING=
  if [ "$MB_LOCKED" = 1 ]; then
    mb_directory
    exec 9<"$MB_AT"
  else
    mb_directory_if_any
  fi
  [ "${MB_SCRATCH:-0}" = 0 ] || mb_scratch
  if [ "${MB_DETACH:-0}" = 1 ]; then
    exec 5<&0 </dev/null 9<&-
    mb_detach ''
    mb_follow "$MB_RUN"
  fi
  if [ -n "${MB_FOLLOW:-}" ]; then
    exec 5<&0 </dev/null
    mb_follow "$MB_FOLLOW"
  fi
  trap 'MB_ENDING=${MB_ENDING:-E_INTERRUPTED}' INT TERM HUP
  trap 'MB_ENDING=${MB_ENDING:-lost}' USR1
  trap 'MB_ENDING=${MB_ENDING:-E_TIMEOUT}' USR2
  trap 'MB_ENDING=${MB_ENDING:-E_NOSPACE}' ALRM
  trap : PIPE
  exec 5<&0 </dev/null
  (
    trap : PIPE
    exec 5<&-
    mb_plan
  ) &
  worker=$!
  (mb_watch "$worker") <&5 5<&- &
  watchdog=$!
  # The timeout holds even if the watchdog is killed.
  (sleep "$MB_TIMEOUT" && mb_tell USR2) 5<&- 9<&- 2>/dev/null &
  exec 5<&-
  mb_await "$worker" "$watchdog"
  # A worker that died leaves programs behind, which still write where mb_clean removes. The timer goes in any case:
  # if this shell is killed after the watchdog, the timer would hold the connection, and look like a run that is at
  # work, until its time is up.
  mb_end_processes $$ "$watchdog" || [ "$MB_STATUS" -eq 0 ] || code=1
  mb_clean || code=1
  mb_undone "$code"
  mb_report_ending || code=1
  # The watchdog first: it must not take the end of this shell for a crash.
  kill -KILL "$watchdog" 2>/dev/null
  # Quietly: bash reports how each of its jobs was killed.
  { wait "$watchdog"; mb_end_processes $$; } 2>/dev/null || code=1
  mb_ended "$code"
  exit $code
}

# Waits for the worker, or for a reason to end it; leaves its status in MB_STATUS, and in MB_SAID whether it said itself why it failed.
mb_await() {
  MB_SAID=
  while :; do
    wait "$1"
    MB_STATUS=$?
    # A signal interrupts wait: then the worker still lives.
    if ! kill -0 "$1" 2>/dev/null; then
      [ "$MB_STATUS" -ne 1 ] || MB_SAID=1
      return
    fi
    [ -z "$MB_ENDING" ] || break
  done
  mb_let_publish "$1"
  mb_end_worker "$1" "$2"
  wait "$1" 2>/dev/null
  MB_STATUS=$?
}

# Ends the worker $1 and everything else of this run but the pid $2 and what is below it. Stopped first: it must not
# take these signals for failures of its programs and go on from there, and as long as it lives what it started is
# found below it. MB_SAID: it had said already why it failed.
mb_end_worker() {
  kill -STOP "$1" 2>/dev/null
  # The shell that makes this directory may report: from here on no other does.
  MB_SAID=
  [ ! -d "$MB_WORK" ] || mkdir "$MB_WORK/failed" 2>/dev/null || [ ! -d "$MB_WORK/failed" ] || MB_SAID=1
  # The main shell carries the mark too, where it is detached.
  mb_end_processes "$1" "$2" $$
  kill -KILL "$1" 2>/dev/null
  # No worker is left to report, and if the work stays, the directory must not silence the report of why the run was
  # stopped.
  [ -n "$MB_SAID" ] || rmdir "$MB_WORK/failed" 2>/dev/null || :
}

# Says why the run ended, if nothing has said so yet. Status 1 unless it ended well.
mb_report_ending() {
  local safe='everything was put back as it was'
  [ "$MB_STATUS" -ne 0 ] || return 0
  mb_is_final && return
  [ -z "$MB_SAID" ] || return 1
  case $MB_ENDING in
    lost) mb_failed E_INTERRUPTED "The client disconnected, so the run was stopped." safe "$safe" ;;
    E_TIMEOUT)
      mb_failed E_TIMEOUT "The run did not finish within its timeout of $MB_TIMEOUT s, so it was stopped." safe "$safe" \
        next 'raise timeout, or check what takes so long'
      ;;
    E_NOSPACE)
      mb_failed E_NOSPACE "The disk of $MB_DIR ran low while the backup was written, so the run was stopped." \
        Has "$(mb_space; mb_amount "$MB_FREE") free now that the unfinished backup is removed" safe "$safe; no old backup was touched" \
        next "free space there, or lower min-free (now $(mb_amount "$MB_MIN_FREE"))"
      ;;
    E_INTERRUPTED) mb_failed E_INTERRUPTED "A signal stopped the run." safe "$safe" ;;
    *) mb_failed E_UNKNOWN "The script's worker ended with status $MB_STATUS." safe "$safe" ;;
  esac
  return 1
}

# Undoes what is in effect and removes the work directory. If an undo failed its entry stays, for the next run.
mb_clean() {
  [ -d "$MB_WORK" ] || return 0
  [ ! -e "$MB_WORK/journal/ordered" ] || MB_MARKED=1
  [ ! -e "$MB_WORK/forward" ] || MB_FINAL=1
  if mb_finish "$MB_WORK" || [ "${MB_SCRATCH:-0}" = 1 ]; then mb_remove_work "$MB_WORK"; else
    # What lies beside an ordered journal is needed to run it again.
    [ ! -e "$MB_WORK/journal/ordered" ] || return 1
    find "$MB_WORK" -mindepth 1 -maxdepth 1 ! -name journal -exec rm -rf {} +
    return 1
  fi
}

# Was a restore ended when it was final already? Then it has succeeded, and all that is missing is what it would have told.
mb_is_final() {
  [ -n "${MB_FINAL:-}" ] && [ -z "$MB_SAID" ] || return 1
  mb_warn outcome-late 'The restore was final before its run was stopped: what was restored is in place.'
}

# Says what a restore that failed after its mark left: $1 is 0 if all that it had changed is put back.
mb_undone() {
  [ "$MB_OPERATION" = restore ] && [ "${MB_STATUS:-1}" -ne 0 ] || return 0
  if [ -n "${MB_FINAL:-}" ]; then mb_emit final; return; fi
  [ -n "${MB_MARKED:-}" ] || return 0
  if [ "$1" = 0 ]; then
    mb_emit undone
    mb_say 'Everything is as it was before: what the restore replaced is back, and what ran before runs.'
  else
    mb_emit unrecovered run "$MB_RUN"
    mb_say "Not everything could be put back. What was there before lies beside its place" \
      "(names that end in .meeshy-old-$MB_RUN) and in the safety backup."
    mb_say "Meanwhile no old backup is removed. Remove the cause that the warning names, then: ${MB_SELF:-meeshy-backup restore} --undo"
  fi
}
