# shellcheck shell=sh
# The state of the server in words: names, ids, versions, sizes. Never what `docker inspect` prints as it is: environments hold passwords.

system_take() {
  local at="$MB_WORK/stage/$MB_NAME/system"
  mkdir -p "$at"
  ! command -v docker >/dev/null 2>&1 || system_docker "$at"
  df -P -k >"$at/disk.txt" 2>/dev/null
  { uname -a; cat /etc/os-release; date; cat /proc/uptime; } >"$at/machine.txt" 2>/dev/null
  printf 'files=%s\n' "$(find "$at" -type f | wc -l | tr -d ' ')" >"$MB_WORK/counts"
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
