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
