# shellcheck shell=sh
# Redis back from a snapshot: into the files that its next start reads, with append-only files or without; never under a running
# server, which would overwrite them when it stops.

redis_inside_where() {
  cat <<'INSIDE'
get() { cli CONFIG GET "$1" | sed -n 2p; }
printf '@where %s\n' "$(get dir)" "$(get dbfilename)" "$(get appendonly)" "$(get appenddirname)" "$(get appendfilename)" \
  "$(info server redis_version)" "$(info replication connected_slaves)"
INSIDE
}

redis_inside_count() {
  cat <<'INSIDE'
loaded() { [ "$(info persistence loading)" = 0 ]; }
patiently loaded
printf '@keys %s\n' "$(cli INFO keyspace | tr -d '\r' | sed -n 's/^db[0-9]*:keys=\([0-9]*\),.*/\1/p' |
  awk '{ n += $1 } END { print n + 0 }')"
INSIDE
}

# Asks the Redis in the container $1 one of the questions above ($2); its answer goes to .work/redis-answer.
redis_ask() {
  mb_journal_of_container "$1"
  printf '%s\n' "$MB_REDIS_PASSWORD" |
    docker exec -i -e "MB_RUN=$MB_RUN" "$1" sh -c "$(redis_inside "$2")" >"$MB_WORK/redis-answer" 2>"$MB_WORK/redis-said"
  mb_settle "$MB_ENTRY"
}

# Proves the snapshot, counts its keys, and refuses a server with replicas: they would keep their data, or give it back. Notes the room
# that it takes where Redis keeps its files.
redis_prove() {
  local at path raw offset length sha256 consistency counts
  mb_prove "$1" redis_read "$1" && cp -- "$MB_WORK/counts" "$MB_WORK/redis-counts" && [ -s "$MB_WORK/redis-expires" ] ||
    echo 0 >"$MB_WORK/redis-expires"
  redis_ask "$2" where
  [ "$(grep -c '^@where' "$MB_WORK/redis-answer")" = 7 ] ||
    mb_fail E_RESTORE "Redis in $2 does not say where it keeps its files." Said "$(tail -n 3 "$MB_WORK/redis-said" | mb_mask)" \
      safe 'nothing was changed' next 'set redis-password, or allow CONFIG GET'
  [ "$(redis_fact 7)" = 0 ] ||
    mb_fail E_RESTORE "Redis in $2 has $(redis_fact 7) replicas, which a restore would not reach." \
      safe 'nothing was changed' next 'detach them (REPLICAOF NO ONE), restore, and attach them again'
  at=$(redis_directory "$2" "$(redis_fact 1)") || exit 1
  mb_row "$1"
  [ "$(redis_fact 3)" != yes ] || raw=$((2 * raw))
  mb_will_write "$1" "$raw" 3 "$at" 'made ready beside the files of Redis'
}

redis_fact() {
  sed -n 's/^@where //p' "$MB_WORK/redis-answer" | tr -d '\r' | sed -n "$1p"
}

# Makes ready what the next start of the container $2 reads, from the component $1.
redis_stage() {
  local directory at file folder name new owner
  redis_ask "$2" where
  directory=$(redis_fact 1) file=$(redis_fact 2) folder=$(redis_fact 4) name=$(redis_fact 5)
  at=$(redis_directory "$2" "$directory") || exit 1
  owner=$(stat -c %u:%g -- "$at")
  true >"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"
  redis_stage_file "$1" "$at/$file" "$owner"
  [ "$(redis_fact 3)" = yes ] || return 0
  if [ -z "$folder" ]; then
    redis_stage_file "$1" "$at/$name" "$owner"
    return
  fi
  mb_stage_beside "$at/$folder"
  printf '%s\n' "$at/$folder" >>"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"
  new=$(mb_beside "$at/$folder")
  mkdir -- "$new" && cp -- "$(mb_beside "$at/$file")" "$new/$name.1.base.rdb" &&
    printf 'file %s seq 1 type b\n' "$name.1.base.rdb" >"$new/$name.manifest" &&
    chown -R "$owner" -- "$new" || mb_fail E_RESTORE "The append-only files of $2 could not be made ready." safe 'nothing was changed'
  mb_phase staged-redis
}

redis_stage_file() {
  local new
  mb_stage_beside "$2"
  printf '%s\n' "$2" >>"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"
  new=$(mb_beside "$2")
  mb_raw "$1" >"$new" && chown "$3" -- "$new" && chmod 600 -- "$new" ||
    mb_fail E_RESTORE "The snapshot of Redis could not be made ready in ${2%/*}." safe 'nothing was changed'
}

# Where the directory $2 of the container $1 is on this server: in the mount that holds it.
redis_directory() {
  mb_docker inspect -f '{{range .Mounts}}{{.Destination}}{{"\t"}}{{.Source}}{{"\n"}}{{end}}' "$1" |
    awk -F '\t' -v at="$2" '
      NF == 2 && (at == $1 || index(at, $1 "/") == 1) && length($1) > best { best = length($1); found = $2 substr(at, best + 1) }
      END { print found; exit found == "" }' ||
    mb_fail E_PREREQ "Redis in $1 keeps its data ($2) in no volume, so nothing can be put there." \
      safe 'nothing was changed' next 'give it a volume'
}

redis_swap() {
  local file
  [ "$(mb_docker inspect -f '{{.State.Status}}' "$1")" = exited ] ||
    mb_fail E_RESTORE "Redis in $1 has not stopped, and would overwrite the restored files."
  while IFS= read -r file; do mb_swap "$file"; done <"$MB_WORK/redis-files"
}

# After the start: as many keys as the snapshot holds, but for those with a time to live, which may have expired since.
redis_compare() {
  local component="$1" container="$2" keys path raw offset length sha256 consistency counts
  mb_row "$component"
  # Archives of the old scripts say no number of keys: this run counted them.
  ! mb_is_old || counts=$(cat "$MB_WORK/redis-counts")
  redis_ask "$container" count
  keys=$(sed -n 's/^@keys //p' "$MB_WORK/redis-answer")
  counts=${counts#keys=}
  [ -n "$keys" ] && [ "$keys" -le "$counts" ] && [ "$keys" -ge $((counts - $(cat "$MB_WORK/redis-expires"))) ] ||
    mb_fail E_RESTORE "Redis in $container has ${keys:-no} keys now, and the backup holds $counts." \
      Said "$(tail -n 3 "$MB_WORK/redis-said" | mb_mask)"
  mb_restored "$component" "keys=$keys"
}
