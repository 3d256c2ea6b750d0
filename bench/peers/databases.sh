# shellcheck shell=sh
# How people back up databases with a tool for files: they dump them into files, and load them from there. The scripts of the peers source this file. They
# take the variables of the specified scripts, and STAGE, a directory for the dumps; READERS, the containers that use the volumes.

mongo() {
  docker exec -i "$MONGO" "$@" --quiet --username "$MONGO_USER" --password "$MONGO_PASSWORD" --authenticationDatabase admin --archive
}

dump_databases() {
  mkdir -p "$STAGE"
  mongo mongodump </dev/null >"$STAGE/database.archive"
  docker exec --env REDISCLI_AUTH "$REDIS" redis-cli SAVE >/dev/null
  cp "$REDIS_FILE" "$STAGE/redis.rdb"
}

# The volumes' containers and Redis stop before their files are replaced.
hold() {
  # shellcheck disable=SC2086
  docker stop $READERS "$REDIS" >/dev/null
}

release() {
  # shellcheck disable=SC2086
  docker start "$REDIS" $READERS >/dev/null
}

load_databases() {
  cp "$STAGE/redis.rdb" "$REDIS_FILE"
  mongo mongorestore --drop <"$STAGE/database.archive"
}

empty() {
  find "$1" -mindepth 1 -delete
}
