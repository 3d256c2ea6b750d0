# shellcheck shell=sh
# A restore is a transaction: everything is proven and made ready first; from the mark on, each change has its way
# back in the journal; one rename makes it final. A run that dies before that rename leaves the old state to be put
# back, and after it the new one to be tidied up.

# Sets path, raw, offset, length, sha256, consistency and counts of the component $1 of the backup that is restored
# (MB_ROWS: what its manifest says).
mb_row() {
  local name
  while IFS="$MB_TAB" read -r name path raw offset length sha256 consistency counts; do
    [ "$name" != "$1" ] || return 0
  done <<EOF
$MB_ROWS
EOF
  mb_fail E_NOT_FOUND "There is no component $1 in $MB_SOURCE_NAME." safe 'nothing was changed'
}

# Finds the archive: a regular file, of the size that its manifest says.
mb_restore_open() {
  mb_owes_nothing
  MB_SOURCE="$MB_DIR/$MB_SOURCE_FILE"
  [ -f "$MB_SOURCE" ] && [ ! -L "$MB_SOURCE" ] ||
    mb_fail E_NOT_FOUND "The archive $MB_SOURCE is not there." safe 'nothing was changed' \
      next 'list the backups, and choose another one'
  [ "$(mb_size "$MB_SOURCE")" = "$MB_SOURCE_BYTES" ] ||
    mb_damaged "the archive has $(mb_size "$MB_SOURCE") bytes, and its manifest says $MB_SOURCE_BYTES"
  # Let go of when the restore fails: on a full disk, to say so takes room, and a way back does too.
  dd if=/dev/zero of="$MB_WORK/ballast" bs=65536 count=16 2>/dev/null || mb_unwritable "$MB_WORK"
  true >"$MB_WORK/destinations" && true >"$MB_WORK/leftovers" && true >"$MB_WORK/restored" || mb_unwritable "$MB_WORK"
  ! mb_is_old || old_open
}

# What an earlier restore changed and could not put back would be put back over what this one restores.
mb_owes_nothing() {
  local run backup rest
  [ -f "$MB_DIR/.restore-incomplete" ] || return 0
  IFS="$MB_TAB" read -r run backup rest <"$MB_DIR/.restore-incomplete" || :
  [ -d "$MB_DIR/.work/${run:-none}" ] || return 0
  mb_fail E_RESTORE "An earlier restore on this server (run $run, of $backup) is incomplete, and what it changed could not be put back." \
    safe 'this one changed nothing; what the earlier one replaced lies beside its place (names that end in .meeshy-old-…)' \
    next 'remove the cause that the warning names, then: '"${MB_SELF:-meeshy-backup restore} --undo"
}

mb_damaged() {
  mb_fail E_VERIFY "The backup $MB_SOURCE_NAME is damaged: $1." safe 'nothing was stopped, nothing was changed' \
    next 'restore another backup; keep this one, its other components may be whole'
}

# The whole archive against a sha256 that somebody kept elsewhere.
mb_prove_whole() {
  local found
  found=$(mb_sha256 <"$MB_SOURCE")
  [ "$found" = "$1" ] ||
    mb_fail E_VERIFY "The archive $MB_SOURCE is not the one that expected-sha256 names." Expected "$1" Has "$found" \
      safe 'nothing was stopped, nothing was changed' \
      next 'compare it with the output backup-sha256 of the run that made it'
}

# What no component's own range shows, for a restore of all of it: headers, what lies between, the last entries, and
# the sha256 of the whole. A flipped bit there would do no harm to what is restored; an archive that is not as it was
# written is refused anyway.
mb_prove_rest() {
  local end=0 before=0 last='' component path raw offset length sha256 consistency counts MB_NAME MB_TIME MB_COMPRESS
  # As the archive was written, not as the safety backup will be.
  MB_NAME=$MB_SOURCE_NAME MB_TIME=$MB_SOURCE_TIME MB_COMPRESS=$MB_SOURCE_COMPRESSION
  # One of the old scripts has nothing in between: it was read as one stream when it was opened.
  if mb_is_old; then true; else printf '%s\n' "$MB_ALL_ROWS"; fi >"$MB_WORK/source-rows"
  while IFS="$MB_TAB" read -r component path raw offset length sha256 consistency counts; do
    mb_verify_between
    end=$((offset + length)) last=$component
    if mb_is_fragment "$path"; then before=0; else before=$raw; fi
  done <"$MB_WORK/source-rows"
  mb_is_old || mb_verify_end "$MB_ALL_ROWS"
  [ "$(mb_sha256 <"$MB_SOURCE")" = "$MB_SOURCE_SHA256" ] || mb_damaged "the archive's sha256 is not the one that its manifest says"
  mb_phase proven-rest
}

# The raw bytes of the component $1. Never more than its manifest says: an archive that unpacks without end fills no disk.
mb_raw() {
  local path raw offset length sha256 consistency counts
  mb_row "$1"
  mb_unpacked 2>/dev/null | head -c "$raw"
}

# Proves the component $1 by its own range: its stored bytes, and that they unpack to what was taken, read to its end by $2….
mb_prove() {
  local component="$1" path raw offset length sha256 consistency counts
  shift
  mb_row "$component"
  # One of the old scripts was read to its end when it was opened, but for what only a container can tell.
  ! mb_is_old || { mb_kind "$component" && [ "$1" = "$MB_READER" ] && [ -n "$MB_SERVED" ]; } || return 0
  { mb_is_old || mb_examine_stored; } && mb_examine_read "$@" ||
    mb_damaged "$component (bytes $offset to $((offset + length)) of the archive): $MB_WHY"
  mb_phase "proven-$component"
}

# Is the component $1 among those that are restored?
mb_is_chosen() {
  case " $MB_CHOSEN " in
    *" $1 "*) ;;
    *) return 1 ;;
  esac
}

# Is there room, and min-free beyond? Triples of a component, bytes (2x: twice its raw bytes), and place (a dot: the
# backup directory); what lies on one filesystem is added up.
mb_room() {
  local at bytes
  # shellcheck disable=SC2046
  mb_room_pairs "$@" >"$MB_WORK/pairs"
  set --
  while IFS="$MB_TAB" read -r bytes at; do set -- "$@" "$bytes" "$at"; done <"$MB_WORK/pairs"
  mb_needs "$@"
  while IFS="$MB_TAB" read -r bytes at; do
    mb_has_room "$at" "$bytes" || mb_fail E_NOSPACE "Not enough room for this restore on the disk of $at." \
      Needs "$(mb_amount "$bytes") beside the present data until the end, and min-free keeps $(mb_amount "$MB_MIN_FREE") free" \
      Has "$(mb_amount "$MB_FREE") free" \
      safe 'nothing was stopped, nothing was changed' next 'free space there, restore fewer components at a time, or lower min-free'
  done <"$MB_WORK/needs"
  mb_space
  [ "${MB_INODES:--}" = - ] || [ "$MB_INODES" -ge 64 ] ||
    mb_fail E_NOSPACE "There are almost no inodes left in $MB_DIR." Has "$MB_INODES inodes" \
      safe 'nothing was stopped, nothing was changed' next 'remove files there'
}

# Such triples as bytes and place, a line each, of the components that are chosen.
mb_room_pairs() {
  local at bytes path raw offset length sha256 consistency counts
  while [ $# -gt 2 ]; do
    at=$3 bytes=$2
    if mb_is_chosen "$1"; then
      case $bytes in *x) mb_row "$1" && bytes=$((raw * ${bytes%x})) ;; esac
      [ "$at" != . ] || at=$MB_DIR
      printf '%s\t%s\n' "$bytes" "$at"
    fi
    shift 3
  done
}

# Pairs of bytes and place to .work/needs: for each filesystem the sum of bytes, and one place on it.
mb_needs() {
  local at
  while [ $# -gt 1 ]; do
    at=$2
    while [ ! -d "$at" ]; do at=${at%/*} && at=${at:-/}; done
    printf '%s %s %s\n' "$(stat -c %d -- "$at")" "$1" "$at"
    shift 2
  done | awk '
    { device = $1; need[device] += $2; sub(/^[0-9]+ [0-9]+ /, ""); at[device] = $0 }
    END { for (d in need) printf "%.0f\t%s\n", need[d], at[d] }' >"$MB_WORK/needs"
}

# Are $2 bytes free on the disk of $1, and min-free beyond? Sets MB_FREE.
mb_has_room() {
  MB_FREE=$(mb_free_at "$1")
  [ "$MB_FREE" -ge $(($2 + MB_MIN_FREE)) ]
}

# Runs a command only where all of the backup is restored, not a part of it.
mb_if_whole() {
  [ -z "${MB_WHOLE:-}" ] || "$@"
}

mb_if_taken() {
  if [ -s "$MB_WORK/rows" ]; then "$@"; else rm -f -- "$MB_WORK/archive"; fi
}

# Says that from here on a restore is incomplete: backups do not rotate, and the next run of any kind puts back what was.
mb_mark() {
  local mark="$MB_DIR/.restore-incomplete"
  # Backwards and no further than to the first undo that fails: nothing is started on data that is half put back.
  true >"$MB_WORK/journal/ordered" || mb_unwritable "$MB_WORK"
  if [ -f "$mark" ]; then
    # Of a restore whose journal is lost: it stands until one has succeeded.
    cp -- "$mark" "$MB_WORK/mark-before" && mb_sync "$MB_WORK/mark-before" || mb_unwritable "$MB_WORK"
    mb_journal put_mark_back "$MB_WORK/mark-before" "$mark"
  else
    mb_journal remove_mark "$mark"
  fi
  printf '%s\t%s\t%s\n' "$MB_RUN" "$MB_SOURCE_NAME" "$MB_CHOSEN" >"$MB_WORK/mark" && mb_sync "$MB_WORK/mark" &&
    mv -T -- "$MB_WORK/mark" "$mark" && mb_sync "$MB_DIR" ||
    mb_unwritable "$MB_DIR"
  mb_phase marked
}

# The mark $1 goes: what was to be replaced is as it was, or all of it is.
undo_remove_mark() {
  case $1 in */.restore-incomplete) ;; *) return 1 ;; esac
  rm -f -- "$1" && mb_sync "${1%/*}"
}

words_of_remove_mark() {
  printf 'remove the mark of a restore that is incomplete (rm %s)' "$(mb_typed "$1")"
}

# The mark $2 is again that of an earlier restore, which was kept as $1.
undo_put_mark_back() {
  case $2 in */.restore-incomplete) ;; *) return 1 ;; esac
  [ ! -f "$1" ] || mv -T -- "$1" "$2" && mb_sync "${2%/*}"
}

words_of_put_mark_back() {
  printf 'mark the earlier restore as incomplete again (mv -T %s %s)' "$(mb_typed "$1")" "$(mb_typed "$2")"
}

# Holds the containers $2… as $1 says (pause or stop), those that run; each with its way back on disk first. Then all
# at once: from here on services are down, and each takes its time to end. One that starts again and again cannot be
# paused, and would write whenever it is up: it is stopped, and started afterwards, but not asked to be well then.
mb_hold() {
  local how="$1" name state pause='' stop=''
  shift
  for name in "$@"; do
    state=$(mb_docker inspect -f '{{.State.Status}}' "$name" 2>"$MB_WORK/noise") ||
      mb_fail E_DOCKER "Docker does not say whether the container $name runs." Said "$(cat "$MB_WORK/noise")"
    case $how-$state in
      pause-running) pause="$pause $name" ;;
      stop-running | stop-restarting) stop="$stop $name" ;;
      pause-restarting)
        stop="$stop $name"
        printf '%s\n' "$name" >>"$MB_WORK/unsteady" || mb_unwritable "$MB_WORK"
        ;;
      stop-paused) mb_fail E_DOCKER "The container $name is paused, and uses what is restored." next "docker unpause $name, or stop it" ;;
      *) continue ;;
    esac
    mb_journal run_again "$name"
    [ "$how-$state" = pause-running ] && state=pause || state=stop
    printf '%s %s\n' "$state" "$name" >>"$MB_WORK/held" || mb_unwritable "$MB_WORK"
  done
  [ -n "$pause$stop" ] || return 0
  [ -n "${MB_DOWN:-}" ] || { mb_now; MB_DOWN=$MB_NOW; }
  for how in stop pause; do
    [ "$how" = stop ] && name=$stop || name=$pause
    # shellcheck disable=SC2086
    [ -z "$name" ] || mb_docker "$how" $name >/dev/null 2>"$MB_WORK/noise" ||
      mb_fail E_DOCKER "Docker could not $how all of the containers$name." Said "$(cat "$MB_WORK/noise")"
  done
  mb_phase held
}

# Of containers, each with the components it is held for and, after !, those for which another step does more, up to a
# --: those of what was chosen.
mb_held_names() {
  local name found spared
  while [ $# -gt 0 ]; do
    name=$1 found='' spared=''
    shift
    while [ "$1" != -- ]; do
      if [ "$1" = ! ]; then spared=1; elif mb_is_chosen "$1"; then
        [ -z "$spared" ] || { found='' && spared=2; }
        [ -n "$spared" ] || found=1
      fi
      shift
    done
    shift
    [ -z "$found" ] || printf '%s ' "$name"
  done
}

mb_hold_each() {
  local how="$1"
  shift
  # shellcheck disable=SC2046
  mb_hold "$how" $(mb_held_names "$@")
}

# Stops every container that runs with the volume $1 now.
mb_hold_users() {
  local names
  names=$(mb_docker ps --filter "volume=$1" --format '{{.Names}}') ||
    mb_fail E_DOCKER "Docker does not say which containers use the volume $1."
  # shellcheck disable=SC2086
  mb_hold stop $names
}

# Lets go what was held, the first held last. Should the restore still fail, it is held again before anything is put back.
mb_release() {
  local how name
  [ -f "$MB_WORK/held" ] || return 0
  while read -r how name; do
    mb_journal hold_again "$how" "$name"
  done <"$MB_WORK/held"
  mb_phase before-start
  awk '{ line[NR] = $0 } END { for (n = NR; n > 0; n--) print line[n] }' "$MB_WORK/held" >"$MB_WORK/releasing" || mb_unwritable "$MB_WORK"
  while read -r how name; do
    case $how in
      pause) mb_docker unpause "$name" ;;
      stop) mb_docker start "$name" ;;
    esac >/dev/null 2>"$MB_WORK/noise" </dev/null ||
      mb_fail E_RESTORE "The container $name does not start with what was restored." Said "$(cat "$MB_WORK/noise")"
  done <"$MB_WORK/releasing"
  mb_now
  mb_emit downtime milliseconds# $((MB_NOW - MB_DOWN))
  mb_say "  services were down for $(((MB_NOW - MB_DOWN) / 1000)) s"
  mb_phase started
}

# The container $2 is held again as $1 says, before anything that it uses is put back.
undo_hold_again() {
  case $1 in pause | stop) ;; *) return 1 ;; esac
  docker "$1" "$2" >/dev/null 2>&1
  case $(docker inspect -f '{{.State.Status}}' "$2" 2>&1) in
    *exited | *created | *dead | *paused | *'o such container'* | *'o such object'*) ;;
    *) return 1 ;;
  esac
}

words_of_hold_again() {
  printf '%s the container %s again (docker %s %s)' "$1" "$2" "$1" "$(mb_typed "$2")"
}

# The result of one component, for the report: its name and what was found in it.
mb_restored() {
  printf '%s\t%s\n' "$1" "$2" >>"$MB_WORK/restored"
  mb_emit restored component "$1" found "$2"
  mb_say "  $1: $2"
}

# Makes it final: one rename. What follows only tidies up, and the next run does it if this one cannot.
mb_clear() {
  rm -f -- "$MB_WORK/ballast"
  {
    mb_line_of remove_mark "$MB_DIR/.restore-incomplete" && printf '%s\n' "$MB_UNDO_LINE" && cat "$MB_WORK/leftovers"
  } >"$MB_WORK/forward-to-be" && mb_sync "$MB_WORK/forward-to-be" && mb_phase before-clear &&
    mv -T -- "$MB_WORK/forward-to-be" "$MB_WORK/forward" && mb_sync "$MB_WORK" ||
    mb_unwritable "$MB_WORK"
  mb_phase cleared
  mb_finish "$MB_WORK" || mb_warn leftovers "What the restore replaced could not all be removed, and the next run tries again: $MB_UNDONE."
}

# Ends what a run has in effect: forwards if it was final, else backwards.
mb_finish() {
  rm -f -- "$1/ballast"
  if [ -f "$1/forward" ]; then
    mb_complete "$1/forward" && rm -rf -- "$1/journal"
  else
    mb_undo "$1/journal"
  fi
}
