#!/bin/sh
# The specified way back, written out: the archive unpacked, each volume by a helper container, the dump copied into its container, Redis stopped and
# started on its file. Given as the script that made the archive, and READERS, the containers that use the volumes.
set -eu

work=$BACKUP_DIR/restoring
mkdir "$work"
tar xzf "$(find "$BACKUP_DIR" -maxdepth 1 -name 'pre-update-*.tar.gz')" -C "$work" --strip-components=1

# shellcheck disable=SC2086
docker stop $READERS "$REDIS" >/dev/null
for volume in $VOLUMES; do
  # shellcheck disable=SC2086
  docker run --rm ${HELPER_OPTIONS:-} --volume "$volume:/data" --volume "$work/volumes:/backup:ro" "$HELPER_IMAGE" sh -c "find /data -mindepth 1 -delete && tar xzf '/backup/$volume.tar.gz' -C /data"
done
docker cp "$(find "$work/redis" -name '*.rdb')" "$REDIS:/data/dump.rdb" >/dev/null
cp -r "$work/config/." "$APP_DIR/"

docker cp "$(find "$work/database" -mindepth 1 -maxdepth 1)" "$MONGO:/tmp/restore" >/dev/null
docker exec "$MONGO" mongorestore --quiet --drop --username "$MONGO_USER" --password "$MONGO_PASSWORD" --authenticationDatabase admin /tmp/restore
docker exec "$MONGO" rm -rf /tmp/restore

# shellcheck disable=SC2086
docker start "$REDIS" $READERS >/dev/null
rm -rf "$work"
