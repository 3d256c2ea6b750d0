# shellcheck shell=sh
# Are the containers well with what was restored? Docker's own word counts, and that of the health check that it would run.

# Waits until every container that was held runs, is healthy where it says so, and stays up for two looks. For two
# minutes, however long a look takes.
mb_health() {
  local n=0 first='' now until
  [ -f "$MB_WORK/held" ] || return 0
  mb_now
  until=$((MB_NOW + ${MB_HEALTH_TIMEOUT:-120} * 1000))
  while :; do
    now=$(mb_health_now)
    case $now in
      *' exited '* | *' dead '*) [ "$n" -lt 3 ] || mb_unhealthy "$now" ;;
      *' restarting '* | *unhealthy* | *starting*) ;;
      *)
        [ "$now" != "$first" ] || break
        first=$now
        ;;
    esac
    n=$((n + 1))
    mb_now
    [ "$n" -lt "${MB_HEALTH_TIMEOUT:-120}" ] && [ "$MB_NOW" -lt "$until" ] || mb_unhealthy "$now"
    sleep 1
  done
  mb_phase healthy
}

# A line for each held container that was well before: name, state, health, restarts.
mb_health_now() {
  local how name state
  while read -r how name; do
    ! grep -qsxF -- "$name" "$MB_WORK/unsteady" || continue
    state='{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{.RestartCount}}'
    state=$(mb_docker inspect -f "$state" "$name" 2>&1 </dev/null)
    case $state in
      'running starting '*) ! mb_probe "$name" || state="running healthy ${state##* }" ;;
    esac
    printf '%s %s\n' "$name" "$state"
  done <"$MB_WORK/held"
}

# Runs the health check of the container $1 as Docker will, which waits an interval before the first one: half a
# minute by default. One that ends well makes a starting container healthy (Docker Engine, HEALTHCHECK). What cannot
# be told apart word by word is left to Docker, and what hangs too: it goes on in the container, once.
mb_probe() {
  local test kind words name="$1"
  ! grep -qsxF -- "$name" "$MB_WORK/hanging" || return 1
  test='{{len .Config.Healthcheck.Test}}{{range .Config.Healthcheck.Test}}{{"\n"}}{{.}}{{end}}'
  test=$(mb_docker inspect -f "$test" "$name" 2>/dev/null </dev/null) || return 1
  words=${test%%"$MB_NEWLINE"*} test=${test#*"$MB_NEWLINE"}
  kind=${test%%"$MB_NEWLINE"*} test=${test#*"$MB_NEWLINE"}
  case $kind in
    CMD-SHELL) set -- sh -c "$test" ;;
    CMD)
      set -f
      IFS=$MB_NEWLINE
      # shellcheck disable=SC2086
      set -- $test
      unset IFS
      set +f
      [ $(($# + 1)) = "$words" ] || return 1
      ;;
    *) return 1 ;;
  esac
  timeout 10 docker exec "$name" "$@" </dev/null >/dev/null 2>&1
  case $? in
    0) ;;
    124 | 137 | 143)
      printf '%s\n' "$name" >>"$MB_WORK/hanging"
      return 1
      ;;
    *) return 1 ;;
  esac
}

mb_unhealthy() {
  mb_fail E_RESTORE "Not every container is healthy with what was restored." 'They are' "$1" \
    next 'look at their logs (docker logs), and restore another backup'
}
