#!/bin/sh
# The specified way, written out: the dump into a directory and out of the container by docker cp, each volume as a tar.gz
# made by a helper container, all of it once more as a tar.gz, the newest three kept. What the benchmark measures against.
# It is given BACKUP_DIR, APP_DIR, MONGO, MONGO_USER, MONGO_PASSWORD, REDIS, REDISCLI_AUTH, VOLUMES (Docker's names), HELPER_IMAGE, and if need be HELPER_OPTIONS for docker run.
set -eu

stamp=$(date +%Y%m%d_%H%M%S)
name=pre-update-$stamp
work=$BACKUP_DIR/$name
mkdir -p "$work/volumes" "$work/database" "$work/redis" "$work/config"

docker exec "$MONGO" mongodump --quiet --username "$MONGO_USER" --password "$MONGO_PASSWORD" --authenticationDatabase admin --out "/tmp/mongodb_$stamp"
docker cp "$MONGO:/tmp/mongodb_$stamp" "$work/database/" >/dev/null
docker exec "$MONGO" rm -rf "/tmp/mongodb_$stamp"

docker exec --env REDISCLI_AUTH "$REDIS" redis-cli SAVE >/dev/null
docker cp "$REDIS:/data/dump.rdb" "$work/redis/redis_dump_$stamp.rdb" >/dev/null

for volume in $VOLUMES; do
  # shellcheck disable=SC2086
  docker run --rm ${HELPER_OPTIONS:-} --volume "$volume:/data:ro" --volume "$work/volumes:/backup" "$HELPER_IMAGE" tar czf "/backup/$volume.tar.gz" -C /data .
done

cp "$APP_DIR/docker-compose.yml" "$APP_DIR/.env" "$APP_DIR/env.production" "$work/config/"
cp -r "$APP_DIR/nginx" "$APP_DIR/secrets" "$work/config/"

{
  date
  docker ps --format '{{.Names}} {{.Image}} {{.Status}}'
  docker volume ls
  du -sh "$work"/*
} >"$work/backup-metadata.txt"

tar czf "$BACKUP_DIR/$name.tar.gz" -C "$BACKUP_DIR" "$name"
rm -rf "$work"

cd "$BACKUP_DIR"
if [ "$(find . -maxdepth 1 -name 'pre-update-*.tar.gz' | wc -l)" -gt 3 ]; then
  # shellcheck disable=SC2012
  ls -1t pre-update-*.tar.gz | tail -n +4 | xargs rm -f
fi
