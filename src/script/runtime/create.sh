# shellcheck shell=sh
# Where the containers of the project are gone, they are made anew from the compose files that were just put back:
# with the volumes and networks that they need. If the restore fails after that, what was made goes again.

# $1 the project's name, then the services to make.
mb_create() {
  local project="$1"
  shift
  mb_project_has "$project" >"$MB_WORK/before-create" || mb_fail E_DOCKER "Docker does not say what there is of the project $project."
  mb_journal remove_created "$project" "$MB_RUN"
  [ -n "${MB_DOWN:-}" ] || { mb_now; MB_DOWN=$MB_NOW; }
  mb_phase before-create
  timeout "$MB_TIMEOUT" docker compose --project-directory "$MB_APP" --project-name "$project" create \
    --no-recreate "$@" >"$MB_WORK/noise" 2>&1 </dev/null ||
    mb_fail E_DOCKER "docker compose could not make the containers of $project from what is in $MB_APP." \
      Said "$(tail -n 8 "$MB_WORK/noise" | mb_mask)" \
      next 'check that Compose v2 is installed, and that the images can be pulled'
  mb_phase created
}

# What was made for the project $1 goes again: all that is not in the list that the run $2 made of what there was. An
# engine that does not answer leaves it to the next try.
undo_remove_created() {
  local filter="label=com.docker.compose.project=$1" before="$MB_AT/.work/$2/before-create" ids
  mb_is_run "$2" && [ -f "$before" ] || return 1
  ids=$(docker ps -aq --no-trunc --filter "$filter") || return 1
  mb_each_created "$ids" docker rm -f || return 1
  ids=$(docker volume ls -q --filter "$filter") || return 1
  mb_each_created "$ids" docker volume rm || return 1
  ids=$(docker network ls -q --no-trunc --filter "$filter") || return 1
  mb_each_created "$ids" docker network rm
}

# Calls $2… with each of the lines $1 that was not there before.
mb_each_created() {
  local id ids="$1"
  shift
  printf '%s\n' "$ids" | mb_lines_not_in "$before" | while IFS= read -r id; do
    [ -z "$id" ] || "$@" "$id" </dev/null >/dev/null || exit 1
  done
}

words_of_remove_created() {
  printf 'remove the containers, volumes and networks that were made for the project %s' "$1"
  printf ' (docker ps -a --filter label=com.docker.compose.project=%s shows its containers; ' "$(mb_typed "$1")"
  printf 'the list of what was there before is %s)' "$MB_DIR/.work/$2/before-create"
}

# Containers, volumes and networks of the project $1, a line each.
mb_project_has() {
  local filter="label=com.docker.compose.project=$1"
  mb_docker ps -aq --no-trunc --filter "$filter" && mb_docker volume ls -q --filter "$filter" &&
    mb_docker network ls -q --no-trunc --filter "$filter"
}

# Starts the containers $1… that were made, for their tools, and counts them among those that must run in the end.
mb_wake() {
  local name
  for name in "$@"; do
    mb_docker start "$name" >/dev/null 2>"$MB_WORK/noise" ||
      mb_fail E_RESTORE "The container $name does not start." Said "$(cat "$MB_WORK/noise")"
    printf 'stop %s\n' "$name" >>"$MB_WORK/held" || mb_unwritable "$MB_WORK"
  done
}

# Counts the containers $1… among those that must run in the end.
mb_expect() {
  local name
  for name in "$@"; do printf 'stop %s\n' "$name" >>"$MB_WORK/held" || mb_unwritable "$MB_WORK"; done
}

# Says under which name the present state is kept.
mb_safety() {
  MB_KEPT=$MB_NAME
  mb_emit safety name "$MB_NAME"
  mb_say "  the present state is kept as $MB_NAME"
}
