# shellcheck shell=sh
# Containers that must not write while their files are read: each with its way back on disk first.

# Quiesces the containers $2… (names) as $1 says (pause or stop): only those that run, each with its way back on disk first.
mb_quiesce() {
  local how="$1" id state
  shift
  MB_QUIESCED=
  for id in "$@"; do
    state=$(mb_docker inspect -f '{{.State.Status}}' "$id" 2>"$MB_WORK/noise") ||
      mb_fail E_DOCKER "Docker does not say whether the container $id runs, so it could not be quiesced." \
        Said "$(cat "$MB_WORK/noise")" safe 'what was quiesced before it runs again'
    [ "$state" = running ] || continue
    case $how in
      pause) mb_journal run_again "$id" && mb_docker pause "$id" >/dev/null ;;
      stop) mb_journal run_again "$id" && mb_docker stop "$id" >/dev/null ;;
    esac || mb_fail E_DOCKER "The container $id could not be quiesced ($how)." safe 'what was quiesced before it runs again'
    MB_QUIESCED="${MB_ENTRY##*/} $MB_QUIESCED"
    mb_phase quiesced
  done
}

# Brings back what mb_quiesce stopped, last first, as soon as the bytes that needed it are read.
mb_resume() {
  local entry
  for entry in $MB_QUIESCED; do
    entry="$MB_WORK/journal/$entry"
    mb_settle "$entry" ||
      mb_fail E_DOCKER "A container that was quiesced for the backup did not come back." Said "$MB_UNDO_SAID" \
        next "the next run tries again; or do it by hand: $(mb_undo_words "$entry")"
  done
  MB_QUIESCED=
}

# The container $1 ran: it runs again. One that was paused is found stopped where the engine or the machine went down meanwhile.
# Done too if it runs, or if the container is gone; an engine that does not answer leaves it to the next try.
undo_run_again() {
  case $(docker inspect -f '{{.State.Status}}' "$1" 2>&1) in
    *paused) docker unpause "$1" >/dev/null ;;
    *exited | *created | *dead) docker start "$1" >/dev/null ;;
    *running | *restarting | *removing | *'o such container'* | *'o such object'*) ;;
    *) return 1 ;;
  esac
}

words_of_run_again() {
  printf 'let the container %s run again (docker unpause %s, or docker start %s if it is stopped)' \
    "$1" "$(mb_typed "$1")" "$(mb_typed "$1")"
}
