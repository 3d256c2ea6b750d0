# shellcheck shell=sh
# Redis by a fresh snapshot: the run asks for a new BGSAVE before the other dumps, so that both are made at once. Then it waits for
# that save, copies its file and reads it.

# The program that runs inside the container. The first line of stdin is the password. If it is empty, the program looks where images
# and people put one: the environment, the server's own arguments, its configuration file. The password reaches redis-cli by
# REDISCLI_AUTH, never by an argument.
redis_inside() {
  cat <<'INSIDE'
IFS= read -r REDISCLI_AUTH || exit 90
fail() { echo "@fail $1" >&2; exit 92; }
command -v redis-cli >/dev/null 2>&1 || { echo '@missing redis-cli' >&2; exit 91; }
cli() { redis-cli -e "$@" 2>&1; }
configuration() {
  for file in $(tr '\000' '\n' </proc/1/cmdline | grep '^/.*\.conf$') /etc/redis/redis.conf /usr/local/etc/redis/redis.conf; do
    [ ! -r "$file" ] || cat "$file"
  done
}
candidates() {
  set +f
  printf '%s\n' "${REDIS_PASSWORD:-}"
  [ -z "${REDIS_PASSWORD_FILE:-}" ] || cat "$REDIS_PASSWORD_FILE"
  for p in /proc/[0-9]*/cmdline; do tr '\000' '\n' <"$p" | sed -n '/^--requirepass$/{n;p;}'; done 2>/dev/null
  configuration | sed -n "s/^ *requirepass  *//p" | sed 's/^"\(.*\)"$/\1/; s/\\\(.\)/\1/g; '"s/^'\\(.*\\)'\$/\\1/"
}
# MISCONF: the password is right, but Redis refuses PING until a save succeeds (redis.conf, stop-writes-on-bgsave-error).
works() { case $(cli PING) in PONG | MISCONF*) return 0 ;; *) return 1 ;; esac }
given=$REDISCLI_AUTH
if [ -n "$given" ]; then export REDISCLI_AUTH; else unset REDISCLI_AUTH; fi
if ! works && [ -z "$given" ]; then
  set -f
  IFS='
'
  for REDISCLI_AUTH in $(candidates); do export REDISCLI_AUTH; ! works || break; unset REDISCLI_AUTH; done
  unset IFS
  set +f
fi
works || fail "$(cli PING)"
info() { cli INFO "$1" | tr -d '\r' | sed -n "s/^$2://p"; }
look() { state=$(cli INFO persistence | tr -d '\r'); }
said() { printf '%s\n' "$state" | sed -n "s/^$1://p"; }
tells() { case "
$state
" in *"
$1
"*) ;; *) return 1 ;; esac; }
patiently() { n=0; while ! "$@"; do n=$((n + 1)); [ $n -lt 150000 ] || fail 'Redis did not finish in time'; sleep 0.02; done; }
INSIDE
  case $1 in
    ask)
      redis_inside_ask
      # shellcheck disable=SC2016
      printf '%s\n' 'ask' 'echo "@asked ${before:--} $started"'
      ;;
    save) redis_inside_ask && redis_inside_save ;;
    where) redis_inside_where ;;
    count) redis_inside_count ;;
  esac
}

# Asks for a new save when no other is under way. Sets before (how many saves there were, if this Redis counts them) and started.
redis_inside_ask() {
  cat <<'INSIDE'
quiet() { look; tells loading:0 && tells rdb_bgsave_in_progress:0 && tells aof_rewrite_in_progress:0; }
newer() { [ "$(cli LASTSAVE)" -lt "$(date +%s)" ]; }
ask() {
  patiently quiet
  before=$(said rdb_saves)
  [ -n "$before" ] || patiently newer
  started=$(date +%s)
  answer=$(cli BGSAVE)
  case $answer in *started* | *scheduled*) ;; *) fail "$answer" ;; esac
}
INSIDE
}

# The second line of stdin is what `ask` printed earlier; it is empty if nothing was asked.
redis_inside_save() {
  cat <<'INSIDE'
saved() { look; tells rdb_bgsave_in_progress:0; }
IFS= read -r asked || exit 90
case $asked in
  '') ask ;;
  *) before=${asked% *} started=${asked#* } ;;
esac
[ "$before" != - ] || before=
patiently saved
tells rdb_last_bgsave_status:ok || fail 'the save failed (rdb_last_bgsave_status is not ok): see the log and the disk of Redis'
if [ -n "$before" ]; then
  [ "$(said rdb_saves)" -gt "$before" ] || fail 'no new save was made'
else
  [ "$(cli LASTSAVE)" -ge "$started" ] || fail 'no new save was made'
fi
directory=$(cli CONFIG GET dir | sed -n 2p) name=$(cli CONFIG GET dbfilename | sed -n 2p)
if [ -n "$directory" ] && [ -n "$name" ] && [ -r "$directory/$name" ]; then file=$directory/$name made=; else
  file=/tmp/meeshy-backup-$MB_RUN.rdb made=1
  trap 'rm -f "$file"' EXIT
  umask 077
  cli --rdb "$file" >&2 || fail 'CONFIG is denied, and redis-cli --rdb failed too'
fi
exec 6<"$file"
size=$(stat -c %s "$file" 2>/dev/null || wc -c <"$file")
cat <&6 &
checked=$(redis-check-rdb "$file" 2>&1)
sound=$?
wait $! || fail 'the file could not be read'
[ $sound = 0 ] || fail "redis-check-rdb: $(printf '%s' "$checked" | tail -n 3)"
keys=$(printf '%s\n' "$checked" | sed -n 's/.*\[info\] \([0-9]*\) keys read.*/\1/p')
echo "@keys ${keys:-0} bytes $size aof $(said aof_enabled) version $(info server redis_version)" >&2
echo '@status 0' >&2
INSIDE
}

redis_judge() {
  local said reason
  ! grep -qx '@status 0' "$MB_WORK/redis-said" || return 0
  reason=$(sed -n 's/^@fail //p' "$MB_WORK/redis-said" | head -n 1)
  said=$(grep -v '^@' "$MB_WORK/redis-said" | tail -n 5 | mb_mask)
  if grep -q '^@missing' "$MB_WORK/redis-said"; then
    mb_fail E_PREREQ "There is no redis-cli in the container $1." next 'use an image that has it, as the official one does'
  fi
  case $reason in
    *NOAUTH* | *WRONGPASS* | *'invalid password'* | *NOPERM*)
      mb_fail E_DUMP "Redis in $1 refused the password." Said "$(printf '%s' "$reason" | mb_mask)" \
        safe 'nothing was published; no old backup was touched' next 'set redis-password (a secret of the workflow)' ;;
  esac
  mb_fail E_DUMP "The snapshot of Redis in $1 failed (${reason:-$(mb_how_it_ended '' "$2" "$1")})." Said "$said" \
    safe 'nothing was published; no old backup was touched' next "look at the container: docker logs"
}

# Asks the Redis in container $1 for a snapshot, and does not wait for it: redis_save does.
redis_begin_save() {
  mb_journal_of_container "$1"
  MB_REDIS_ENTRY=$MB_ENTRY
  true >"$MB_WORK/redis-asked"
  printf '%s\n' "$MB_REDIS_PASSWORD" |
    docker exec -i -e "MB_RUN=$MB_RUN" "$1" sh -c "$(redis_inside ask)" >"$MB_WORK/redis-asked" 2>/dev/null &
  MB_REDIS_ASKING=$!
}

# The answer that redis_begin_save got; nothing if it did not ask or failed: then redis_save asks, and says why that fails. Another
# shell may have asked, so wait(1) may not know its child.
redis_asked() {
  [ -n "${MB_REDIS_ASKING:-}" ] || return 0
  while ! grep -q '^@asked' "$MB_WORK/redis-asked" && kill -0 "$MB_REDIS_ASKING" 2>/dev/null; do sleep 0.02; done
  sed -n 's/^@asked //p' "$MB_WORK/redis-asked"
}

# A fresh snapshot of the Redis in container $1, on stdout.
redis_save() {
  local container="$1" status asked
  asked=$(redis_asked)
  if [ -n "${MB_REDIS_ASKING:-}" ]; then MB_ENTRY=$MB_REDIS_ENTRY; else mb_journal_of_container "$container"; fi
  printf '%s\n' "$MB_REDIS_PASSWORD" "$asked" |
    docker exec -i -e "MB_RUN=$MB_RUN" "$container" sh -c "$(redis_inside save)" 2>"$MB_WORK/redis-said"
  status=$?
  redis_judge "$container" "$status"
  sed -n 's/^@keys \([0-9]*\) .*/keys=\1/p' "$MB_WORK/redis-said" >"$MB_WORK/counts"
  echo snapshot >"$MB_WORK/consistency"
  mb_over_in_container "$MB_WORK/redis-said"
}

# Reads a snapshot on stdin to its end with the container's own redis-check-rdb, and counts its keys.
redis_read() {
  local container said
  container=${MB_CONTAINER:-$(mb_reader_of "$1")}
  mb_journal_of_container "$container"
  said=$(docker exec -i -e "MB_RUN=$MB_RUN" "$container" redis-check-rdb /dev/stdin 2>&1)
  case $said in
    *'Checksum OK'* | *'RDB looks OK'*) rm -f -- "$MB_ENTRY" ;;
    *)
      mb_settle "$MB_ENTRY"
      echo 'redis-check-rdb does not read it to its end' >"$MB_WORK/why"
      printf '%s\n' "$said" | tail -n 5 >&2
      cat >/dev/null
      return 1
      ;;
  esac
  printf '%s\n' "$said" | sed -n 's/.*\[info\] \([0-9]*\) keys read.*/keys=\1/p' >"$MB_WORK/counts"
  printf '%s\n' "$said" | sed -n 's/.*\[info\] \([0-9]*\) expires.*/\1/p' >"$MB_WORK/redis-expires"
}
