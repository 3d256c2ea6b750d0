# shellcheck shell=sh
# One look at the server, changing nothing: what runs there, what it keeps, which tools there are, how much room, what
# was backed up before. Never `docker inspect` as it is: the environment of a container holds passwords. Only named
# fields leave the server.

# A Docker command that cannot hang the script.
mb_docker() {
  timeout "${MB_DOCKER_TIMEOUT:-60}" docker "$@"
}

mb_fact() {
  printf '%s\n' "$2" | mb_lines "$1"
}

mb_facts() {
  mb_at_work
  mb_facts_machine
  mb_facts_tools
  mb_facts_docker
  mb_facts_application
  mb_facts_sizes
  mb_catalogue
}

mb_facts_machine() {
  local at="$MB_DIR"
  while [ ! -d "$at" ]; do at=${at%/*} && at=${at:-/}; done
  {
    printf 'hostname %s\n' "$(hostname 2>/dev/null || uname -n)"
    sed -n 's/^PRETTY_NAME="\{0,1\}\([^"]*\)"\{0,1\}$/os \1/p' /etc/os-release 2>/dev/null
    printf 'user %s %s\n' "$(id -u)" "$(id -un)"
    printf 'space %s %s\n' "$(mb_free_at "$at")" "$(mb_free_inodes_at "$at" 2>/dev/null)"
  } | mb_lines hostname os user space
}

# Each tool that a script may use, with the first line of its version where asking is safe.
mb_facts_tools() {
  local tool
  for tool in awk cat cp cut date dd df du find flock grep head ln mkfifo mv od openssl readlink rm sed sha256sum \
    sleep sort stat sync tail tar tee timeout tr $MB_COMPRESSORS; do
    command -v "$tool" >/dev/null 2>&1 || continue
    case " openssl tar $MB_COMPRESSORS " in
      " $tool "*) printf '%s %s\n' "$tool" "$(openssl version 2>/dev/null | head -n 1)" ;;
      *" $tool "*) printf '%s %s\n' "$tool" "$("$tool" --version 2>&1 | head -n 1)" ;;
      *) printf '%s\n' "$tool" ;;
    esac
  done | mb_lines tool
}

# The volumes in front of the pipe, the containers behind it: beside each other, because a call costs what a program
# of that size takes to start.
mb_facts_docker() {
  command -v docker >/dev/null 2>&1 || return 0
  mb_facts_volumes | mb_facts_containers
}

mb_facts_containers() {
  local ids listed said form
  said=$(mb_docker version --format '{{.Client.Version}} {{.Server.Version}}' 2>&1) || {
    mb_fact docker-error "$(printf '%s' "$said" | tail -n 1)"
    cat >/dev/null
    return
  }
  mb_fact docker "$said"
  # An engine that stops answering is no engine: that nothing was listed must not look as if nothing were there.
  listed=$(mb_docker ps -a --no-trunc --format '{{.ID}} {{.Command}}' 2>/dev/null) || mb_fact docker-error 'docker ps does not answer'
  ids=$(printf '%s\n' "$listed" | sed -n 's/^\([0-9a-z]*\) .*/\1/p')
  # Of the command of a container only this leaves the server: the rest may hold passwords.
  printf '%s\n' "$listed" | sed -n "$MB_HINTS" | mb_lines started
  form='{"id":{{json .Id}},"name":{{json .Name}},"image":{{json .Config.Image}},"imageId":{{json .Image}},"state":{{json .State.Status}}'
  form="$form"',"project":{{json (index .Config.Labels "com.docker.compose.project")}}'
  form="$form"',"service":{{json (index .Config.Labels "com.docker.compose.service")}}'
  form="$form"',"directory":{{json (index .Config.Labels "com.docker.compose.project.working_dir")}}'
  form="$form"',"files":{{json (index .Config.Labels "com.docker.compose.project.config_files")}}'
  form="$form"',"environmentFiles":{{json (index .Config.Labels "com.docker.compose.project.environment_file")}}'
  form="$form"',"oneOff":{{json (index .Config.Labels "com.docker.compose.oneoff")}},"mounts":{{json .Mounts}}}'
  # shellcheck disable=SC2086
  listed=$([ -z "$ids" ] || mb_docker inspect --type container --format "$form" $ids 2>/dev/null)
  # One that has gone since is left out, and then the status is not 0; all of them have not.
  [ -n "$listed" ] || [ -z "$ids" ] || mb_fact docker-error 'docker inspect says nothing about the containers that docker ps lists'
  [ -z "$ids" ] || printf '%s\n' "$listed" | mb_lines container
  mb_lines docker-error volume size
}

# Volumes as Docker describes them, and how large they are, for the space they will take. Bounded: a size is a
# comfort, not worth waiting for.
mb_facts_volumes() {
  local ids said form
  ids=$(mb_docker volume ls -q 2>/dev/null) || printf 'docker-error docker volume ls does not answer\n'
  [ -n "$ids" ] || return 0
  form='{"name":{{json .Name}},"driver":{{json .Driver}},"mountpoint":{{json .Mountpoint}},"kind":{{json (index .Options "type")}}'
  form="$form"',"project":{{json (index .Labels "com.docker.compose.project")}}'
  form="$form"',"volume":{{json (index .Labels "com.docker.compose.volume")}}}{{"\n"}}{{.Mountpoint}}'
  # shellcheck disable=SC2086
  said=$(mb_docker volume inspect --format "$form" $ids 2>/dev/null)
  [ -n "$said" ] || printf 'docker-error docker volume inspect says nothing about the volumes that docker volume ls lists\n'
  printf '%s\n' "$said" | sed -n 's/^{/volume {/p'
  printf '%s\n' "$said" | grep '^/' | mb_facts_size | sed 's/^/size /'
}

# Bytes on disk, in kB, of each directory that stdin names: the number, a tab, and its path as an encoded word.
mb_facts_size() {
  local dir
  while IFS= read -r dir; do [ ! -d "$dir" ] || printf '%s\000' "$dir"; done | timeout 20 xargs -0 -r du -sk -- 2>/dev/null |
    awk "$MB_AWK_ENCODED"'{ at = index($0, "\t"); print substr($0, 1, at) encoded(substr($0, at + 1)) }'
}

# What lies in the application directory: types and encoded names of its first level, for the discovery of configuration.
mb_facts_application() {
  local file kind
  [ -d "$MB_APP" ] || return 0
  mb_fact application "$(mb_encode "$(cd -P -- "$MB_APP" && pwd -P)")"
  for file in "$MB_APP"/* "$MB_APP"/.[!.]* "$MB_APP"/..?*; do
    kind='other'
    if [ -d "$file" ]; then kind='directory'; elif [ -f "$file" ]; then kind='file'; fi
    [ ! -L "$file" ] || kind=link-to-$kind
    [ -e "$file" ] || [ -L "$file" ] || continue
    printf '%s ' "$kind" && mb_encode "${file##*/}" && printf '\n'
  done | head -n 1000 | mb_lines file
}

# The listed directories (MB_MEASURED, a line each): which are there, and how large they are.
mb_facts_sizes() {
  [ -n "$MB_MEASURED" ] || return 0
  printf '%s\n' "$MB_MEASURED" | while IFS= read -r dir; do
    [ ! -d "$dir" ] || { mb_encode "$dir" && printf '\n'; }
  done | mb_lines present
  printf '%s\n' "$MB_MEASURED" | mb_facts_size | mb_lines size
}
