#!/bin/sh
# The limit: the same components by the tools alone, each byte read once, compressed once and hashed once, then one file. No
# name, no manifest, no check, no lock, no undo. The benchmark compares the overhead of the product with it.
# Takes the variables of the specified scripts, but TREES (directories) instead of volumes, and REDIS_FILE; COMPRESS is a command.
set -eu

stored() {
  # shellcheck disable=SC2086
  $COMPRESS | tee "$BACKUP_DIR/$1" | hashed >"$BACKUP_DIR/$1.sha256"
}

hashed() {
  if command -v openssl >/dev/null; then openssl dgst -sha256 -r; else sha256sum; fi
}

printf "password: '%s'\n" "$(printf %s "$MONGO_PASSWORD" | sed "s/'/''/g")" |
  docker exec -i "$MONGO" mongodump --quiet --config=/dev/stdin --username "$MONGO_USER" --authenticationDatabase admin --oplog --archive | stored database

docker exec --env REDISCLI_AUTH "$REDIS" redis-cli SAVE >/dev/null
stored redis <"$REDIS_FILE"

n=0
for tree in $TREES; do
  n=$((n + 1))
  tar -c -f - -C "$tree" . | stored "tree$n"
done

tar -c -f - -C "$APP_DIR" docker-compose.yml .env env.production nginx secrets | stored config

cat "$BACKUP_DIR/config" "$BACKUP_DIR/database" "$BACKUP_DIR/redis" "$BACKUP_DIR"/tree? >"$BACKUP_DIR/all"
sync "$BACKUP_DIR/all"
