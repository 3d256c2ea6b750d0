# shellcheck shell=sh
# A drill of a snapshot: a throw-away server of the image that it came from loads it, and says how many keys it has.

# The component $1 into a throw-away server of the image $2 ($3 for people).
redis_drill() {
  local component="$1" image="$2" named="$3" began loaded path raw offset length sha256 consistency counts
  mb_row "$component"
  mb_drill_fits "$component" $((raw + 20000000)) "$(mb_docker_root)"
  mb_now
  began=$MB_NOW
  redis_drill_create "$component" "$image" "$named" $((268435456 + 16 * raw))
  redis_drill_file "$component" | timeout "$MB_TIMEOUT" docker cp - "$MB_DRILLED:/" >/dev/null 2>"$MB_WORK/noise" ||
    mb_undrilled "$component" 'it could not be put into its throw-away container' Said "$(tail -n 3 "$MB_WORK/noise")"
  mb_drill_start "$component"
  redis_drill_answer "$component"
  mb_phase drill-loaded
  mb_now
  loaded=$((MB_NOW - began))
  redis_drill_compare "$component" "$counts"
  mb_drill_passed "$component" "$loaded" "$REDIS_FOUND"
}

# A server that reads the file of the backup and writes none. The entry point of its image starts it, with the modules that the image
# brings along; images that start it by a script of their own take its arguments from REDIS_ARGS, or give only the program.
redis_drill_create() {
  local component="$1" image="$2" named="$3" memory="$4" first
  first=$(mb_drill_command "$image")
  set -- --dir /meeshy-drill --dbfilename dump.rdb --appendonly no --save ''
  case ${first##*/} in
    redis-server | valkey-server) set -- "$image" "$first" "$@" ;;
    entrypoint.sh) set -- -e "REDIS_ARGS=--dir /meeshy-drill --dbfilename dump.rdb --appendonly no" "$image" ;;
    *) set -- --entrypoint redis-server "$image" "$@" ;;
  esac
  mb_drill_create "$component" "$image" "$named" "$memory" "$@"
}

# The snapshot as a tar for `docker cp`: a directory and a file that any user of the container may read.
redis_drill_file() {
  local path raw offset length sha256 consistency counts
  mb_row "$1"
  MB_TIME=0
  mb_tar_header 5 meeshy-drill/ 0 755
  mb_tar_header 0 meeshy-drill/dump.rdb "$raw" 644
  mb_raw "$1"
  mb_field $(((512 - raw % 512) % 512 + 1024)) ''
}

# Waits until the throw-away server has loaded its file, and keeps what INFO then says, all of one moment.
redis_drill_answer() {
  local n=0
  until
    timeout 30 docker exec -e "MB_RUN=$MB_RUN" "$MB_DRILLED" redis-cli INFO 2>"$MB_WORK/redis-said" | tr -d '\r' >"$MB_WORK/redis-info"
    grep -qx 'loading:0' "$MB_WORK/redis-info"
  do
    mb_drill_lives "$1"
    # A server that gives no answer for a minute is lost; one that loads may take any time.
    if grep -qx 'loading:1' "$MB_WORK/redis-info"; then n=0; else n=$((n + 1)); fi
    [ "$n" -lt 300 ] || mb_undrilled "$1" 'its throw-away server does not answer' Said "$(tail -n 3 "$MB_WORK/redis-said")" \
      Log "$(mb_docker logs --tail 5 "$MB_DRILLED" 2>&1)"
    sleep 0.2
  done
}

# The number after $1 in what the server said; nothing if it says none.
redis_info() {
  sed -n "s/^$1:\([0-9]*\).*/\1/p" "$MB_WORK/redis-info"
}

# Compares the keys with those that the backup says, but for expired ones: the server counts them (7.0 and newer); of an older one the
# file tells how many have a time to live at all.
redis_drill_compare() {
  local component="$1" said="${2#keys=}" keys expired slack=0
  keys=$(sed -n 's/^db[0-9]*:keys=\([0-9]*\),.*/\1/p' "$MB_WORK/redis-info" | awk '{ n += $1 } END { print n + 0 }')
  expired=$(redis_info rdb_last_load_keys_expired)
  if [ -n "$expired" ]; then expired=$((expired + $(redis_info expired_keys))); else slack=$(redis_drill_mortal); fi
  [ "$((keys + ${expired:-0}))" -le "$said" ] && [ "$((keys + ${expired:-0}))" -ge "$((said - slack))" ] ||
    mb_undrilled "$component" 'the restored data differs from the backup' \
      'It differs' "$keys keys are there after the restore${expired:+, and $expired more have expired}, and the backup says $said" \
      next 'do not trust this backup: take a new one, and check the server that it comes from'
  REDIS_FOUND="keys=$keys${expired:+ expired=$expired}"
}

# How many keys of the file have a time to live.
redis_drill_mortal() {
  local n
  n=$(timeout 600 docker exec -e "MB_RUN=$MB_RUN" "$MB_DRILLED" redis-check-rdb /meeshy-drill/dump.rdb 2>/dev/null |
    sed -n 's/.*\[info\] \([0-9]*\) expires.*/\1/p')
  printf '%s' "${n:-0}"
}
