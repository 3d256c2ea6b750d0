# shellcheck shell=sh
# The state of the server in words: names, ids, versions, sizes. Never what `docker inspect` prints as it is: environments hold passwords.

system_take() {
  local at="$MB_WORK/stage/$MB_NAME/system"
  mkdir -p "$at"
  ! command -v docker >/dev/null 2>&1 || system_docker "$at"
  df -P -k >"$at/disk.txt" 2>/dev/null
  { uname -a; cat /etc/os-release; date; cat /proc/uptime; } >"$at/machine.txt" 2>/dev/null
  printf 'files=%s\n' "$(mb_files_in "$at")" >"$MB_WORK/counts"
  fragment_out system
}

# All at once: each is a program of its own that waits for the engine.
system_docker() {
  local at="$1"
  mb_docker ps -a --no-trunc --format '{{.Names}}	{{.Image}}	{{.Status}}	{{.ID}}' >"$at/containers.txt" 2>&1 &
  mb_docker images --no-trunc --format '{{.Repository}}:{{.Tag}}	{{.ID}}	{{.Size}}' >"$at/images.txt" 2>&1 &
  mb_docker volume ls --format '{{.Name}}	{{.Driver}}' >"$at/volumes.txt" 2>&1 &
  mb_docker network ls --format '{{.Name}}	{{.Driver}}' >"$at/networks.txt" 2>&1 &
  mb_docker version --format 'client {{.Client.Version}}, server {{.Server.Version}}' >"$at/docker.txt" 2>&1 &
  wait
}

# backup-metadata.txt, for people: when, where, what ran, what was taken and how large it is.
mb_record_metadata() {
  printf 'Backup          %s\nTaken           %s UTC\nServer          %s\nApplication     %s\nScope           %s\n%s\n' \
    "$MB_NAME" "$(date -d "@$MB_TIME" '+%Y-%m-%d %H:%M:%S')" "$(uname -n)" "$MB_APP" "$MB_SCOPE" "$MB_CONTEXT"
  printf '\nComponents (bytes before and after compression)\n'
  awk -F '\t' '{ printf "  %-40s %14s %14s  %s  %s\n", $1, $3, $5, $8, $9 }' "$MB_WORK/components"
  printf '\nWarnings\n'
  awk -F '\t' '{ printf "  %s (%s): %s\n", $2, $1, $3 }' "$MB_WORK/warnings"
  command -v docker >/dev/null 2>&1 || return 0
  { mb_docker volume ls --format '  {{.Name}}	{{.Driver}}' || printf '  Docker does not say.\n'; } | {
    printf '\nRunning containers and their images\n'
    mb_docker ps --format '  {{.Names}}	{{.Image}}	{{.Status}}' || printf '  Docker does not say.\n'
    printf '\nVolumes\n'
    cat
  }
}

# Quiesces the containers $2… (names) as $1 says (pause or stop): only those that run, each with its way back on disk first.
mb_quiesce() {
  local how="$1" id state
  shift
  MB_QUIESCED=
  for id in "$@"; do
    state=$(mb_docker inspect -f '{{.State.Status}}' "$id" 2>"$MB_WORK/noise") ||
      mb_fail E_DOCKER "Docker does not say whether the container $id runs, so it could not be quiesced." Said "$(cat "$MB_WORK/noise")" safe 'what was quiesced before it runs again'
    [ "$state" = running ] || continue
    case $how in
      pause) mb_journal run_again "$id" && mb_docker pause "$id" >/dev/null ;;
      stop) mb_journal run_again "$id" && mb_docker stop "$id" >/dev/null ;;
    esac || mb_fail E_DOCKER "The container $id could not be quiesced ($how)." safe 'what was quiesced before it runs again'
    MB_QUIESCED="${MB_ENTRY##*/} $MB_QUIESCED"
    mb_phase quiesced
  done
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
  printf 'let the container %s run again (docker unpause %s, or docker start %s if it is stopped)' "$1" "$(mb_typed "$1")" "$(mb_typed "$1")"
}

# Brings back what mb_quiesce stopped, last first, as soon as the bytes that needed it are read.
mb_resume() {
  local entry
  for entry in $MB_QUIESCED; do
    entry="$MB_WORK/journal/$entry"
    mb_settle "$entry" || mb_fail E_DOCKER "A container that was quiesced for the backup did not come back." Said "$MB_UNDO_SAID" next "the next run tries again; or do it by hand: $(mb_undo_words "$entry")"
  done
  MB_QUIESCED=
}
