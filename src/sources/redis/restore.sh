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
  redis_judge_names "$2" "$(redis_fact 1)" "$(redis_fact 2)" "$(redis_fact 4)" "$(redis_fact 5)"
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
  local directory at file folder name owner
  redis_ask "$2" where
  directory=$(redis_fact 1) file=$(redis_fact 2) folder=$(redis_fact 4) name=$(redis_fact 5)
  redis_judge_names "$2" "$directory" "$file" "$folder" "$name"
  at=$(redis_directory "$2" "$directory") || exit 1
  at=$(mb_place "$at/.") at=${at%/.}
  owner=$(mb_where "$at/$file" stat -c %u:%g . 2>"$MB_WORK/noise") ||
    mb_fail E_PREREQ "Redis in $2 keeps its data in $directory, which cannot be entered on this server." Said "$(cat "$MB_WORK/noise")" \
      safe 'nothing was changed' next 'give Redis a volume whose directories are no links'
  true >"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"
  redis_stage_file "$1" "$at/$file" "$owner"
  [ "$(redis_fact 3)" = yes ] || return 0
  if [ -z "$folder" ]; then
    redis_stage_file "$1" "$at/$name" "$owner"
    return
  fi
  mb_stage_beside "$at/$folder" flat
  printf '%s\n' "$at/$folder" >>"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"
  redis_base_tar "$1" "$name" |
    mb_beside "$at/$folder" redis_unpack_folder "$owner" "$name.1.base.rdb" "$name.manifest" 2>"$MB_WORK/noise" ||
    mb_unstaged "the append-only files of Redis in $2" "$at/$folder"
  mb_phase staged-redis
}

redis_stage_file() {
  mb_stage_beside "$2" flat
  printf '%s\n' "$2" >>"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"
  redis_tar "$1" new | mb_beside "$2" redis_unpack "$3" new 2>"$MB_WORK/noise" ||
    mb_unstaged "the snapshot of Redis" "$2"
}

# The snapshot of the component $1 as a tar of one file, $2: tar makes a new file and follows no link, which a shell that
# writes to a name does.
redis_tar() {
  local path raw offset length sha256 consistency counts
  mb_row "$1"
  redis_tar_entry "$2" "$raw" && mb_raw "$1" && redis_tar_end "$raw" && mb_nulls 1024
}

# The same as the base of append-only files called $2, with their manifest. Redis 7 and later.
redis_base_tar() {
  local path raw offset length sha256 consistency counts text="file $2.1.base.rdb seq 1 type b$MB_NEWLINE"
  mb_row "$1"
  redis_tar_entry "$2.1.base.rdb" "$raw" && mb_raw "$1" && redis_tar_end "$raw" &&
    redis_tar_entry "$2.manifest" "${#text}" && printf '%s' "$text" && redis_tar_end "${#text}" && mb_nulls 1024
}

redis_tar_entry() {
  local MB_TIME=0
  mb_tar_header 0 "$1" "$2"
}

redis_tar_end() {
  mb_nulls $(((512 - $1 % 512) % 512))
}

# A tar of the files $2… on stdin into the present directory, for the owner $1.
redis_unpack() {
  local owner="$1"
  shift
  mb_tar -xf - && chown -h -- "$owner" "$@"
}

# The same into a new directory.
redis_unpack_folder() {
  local at="$MB_ENTERED"
  mkdir ./new && cd -P ./new && mb_stand && [ "$MB_ENTERED" = "${at%/}/new" ] && redis_unpack "$@" && chown -- "$1" .
}

# What a server says of its files is what a program in a container says: a name that leads elsewhere is refused. $2 the
# directory, then names.
redis_judge_names() {
  local container="$1" name odd=''
  case $2/ in [!/]* | *//* | */../* | */./* | *[[:cntrl:]]*) odd=$2 ;; esac
  [ -n "$3" ] || odd='nothing'
  shift 2
  for name in "$@"; do
    case $name in */* | . | .. | *[[:cntrl:]]*) odd=$name ;; esac
  done
  [ -z "$odd" ] ||
    mb_fail E_PREREQ "Redis in $container says that it keeps its data as $odd, which names no file or directory in a volume." \
    safe 'nothing was changed' next 'see CONFIG GET dir, dbfilename, appenddirname and appendfilename'
}

# Where the directory $2 of the container $1 is on this server: in the mount that holds it.
redis_directory() {
  mb_docker inspect -f '{{range .Mounts}}{{.Destination}}{{"\t"}}{{.Source}}{{"\n"}}{{end}}' "$1" |
    MB_INSIDE="$2" awk -F '\t' '
      BEGIN { at = ENVIRON["MB_INSIDE"] }
      NF == 2 && $2 ~ /^\// && (at == $1 || index(at, $1 "/") == 1) && length($1) > best {
        best = length($1); found = $2 substr(at, best + 1) }
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
