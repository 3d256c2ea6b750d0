# shellcheck shell=sh
# One look at the server, changing nothing: what runs there, what it keeps, which tools there are, how much room, what was backed up before.
# Never `docker inspect` as it is: the environment of a container holds passwords. Only named fields leave the server.

# A Docker command that cannot hang the script.
mb_docker() {
  timeout "${MB_DOCKER_TIMEOUT:-60}" docker "$@"
}

mb_fact() {
  printf '%s\n' "$2" | mb_lines "$1"
}

mb_facts() {
  mb_facts_machine
  mb_facts_tools
  mb_facts_docker
  mb_facts_application
  mb_facts_sizes
  mb_catalogue
}

mb_facts_machine() {
  local at="$MB_DIR"
  mb_fact hostname "$(hostname 2>/dev/null || uname -n)"
  mb_fact os "$(sed -n 's/^PRETTY_NAME="\{0,1\}\([^"]*\)"\{0,1\}$/\1/p' /etc/os-release 2>/dev/null | head -n 1)"
  mb_fact kernel "$(uname -sr)"
  mb_fact user "$(id -u) $(id -un)"
  while [ ! -d "$at" ]; do at=${at%/*} && at=${at:-/}; done
  mb_fact space "$(df -P -k -- "$at" | awk 'NR == 2 { printf "%.0f", $4 * 1024 }') $(df -P -i -- "$at" 2>/dev/null | awk 'NR == 2 { print ($2 + 0 == 0) ? "-" : $4 }')"
  mb_fact cores "$(getconf _NPROCESSORS_ONLN 2>/dev/null || nproc)"
}

# Each tool that a script may use, with the first line of its version where asking is safe.
mb_facts_tools() {
  local tool
  for tool in awk cat cp cut date dd df du find flock grep gzip head ln mkfifo mv od openssl pigz readlink rm sed sha256sum sleep sort stat sync tail tar tee timeout tr zstd; do
    command -v "$tool" >/dev/null 2>&1 || continue
    case $tool in
      tar | gzip | pigz | zstd) mb_fact tool "$tool $("$tool" --version 2>&1 | head -n 1)" ;;
      openssl) mb_fact tool "$tool $(openssl version 2>/dev/null)" ;;
      *) mb_fact tool "$tool" ;;
    esac
  done
}

mb_facts_docker() {
  local ids said
  command -v docker >/dev/null 2>&1 || return 0
  said=$(mb_docker version --format '{{.Client.Version}} {{.Server.Version}}' 2>&1) || {
    mb_fact docker-error "$(printf '%s' "$said" | tail -n 1)"
    return
  }
  mb_fact docker "$said"
  ids=$(mb_docker ps -aq --no-trunc) || return 0
  # shellcheck disable=SC2086
  [ -z "$ids" ] || mb_docker inspect --type container --format '{"id":{{json .Id}},"name":{{json .Name}},"image":{{json .Config.Image}},"imageId":{{json .Image}},"state":{{json .State.Status}},"project":{{json (index .Config.Labels "com.docker.compose.project")}},"service":{{json (index .Config.Labels "com.docker.compose.service")}},"directory":{{json (index .Config.Labels "com.docker.compose.project.working_dir")}},"files":{{json (index .Config.Labels "com.docker.compose.project.config_files")}},"environmentFiles":{{json (index .Config.Labels "com.docker.compose.project.environment_file")}},"oneOff":{{json (index .Config.Labels "com.docker.compose.oneoff")}},"mounts":{{json .Mounts}}}' $ids 2>/dev/null | mb_lines container
  ids=$(mb_docker volume ls -q) || return 0
  # shellcheck disable=SC2086
  [ -z "$ids" ] || mb_docker volume inspect --format '{"name":{{json .Name}},"driver":{{json .Driver}},"mountpoint":{{json .Mountpoint}},"kind":{{json (index .Options "type")}},"project":{{json (index .Labels "com.docker.compose.project")}},"volume":{{json (index .Labels "com.docker.compose.volume")}}}' $ids 2>/dev/null | mb_lines volume
}

# What lies in the application directory: names and types of its first level, for the discovery of configuration.
mb_facts_application() {
  local file kind
  [ -d "$MB_APP" ] || return 0
  mb_fact application "$(cd -P -- "$MB_APP" && pwd -P)"
  for file in "$MB_APP"/* "$MB_APP"/.[!.]*; do
    kind='other'
    if [ -d "$file" ]; then kind='directory'; elif [ -f "$file" ]; then kind='file'; fi
    [ ! -L "$file" ] || kind=link-to-$kind
    [ -e "$file" ] || [ -L "$file" ] || continue
    # A name that spans lines cannot be listed by line; such a file can still be named in a setting's directory.
    case $file in *"
"*) ;; *) printf '%s %s\n' "$kind" "${file##*/}" ;; esac
  done | head -n 1000 | mb_lines file
}

# How large volumes and the listed directories (MB_MEASURED, a line each) are, for the space they will take. Bounded: a size is a comfort, not worth waiting for.
mb_facts_sizes() {
  local volumes
  printf '%s\n' "$MB_MEASURED" | while IFS= read -r dir; do [ ! -d "$dir" ] || printf '%s\n' "$dir"; done | mb_lines present
  volumes=$(mb_docker volume ls -q 2>/dev/null)
  {
    # shellcheck disable=SC2086
    [ -z "$volumes" ] || mb_docker volume inspect --format '{{.Mountpoint}}' $volumes 2>/dev/null
    printf '%s\n' "$MB_MEASURED"
  } | while IFS= read -r dir; do [ -d "$dir" ] && printf '%s\000' "$dir"; done | timeout 20 xargs -0 -r du -sk -- 2>/dev/null | mb_lines size
}
