#!/bin/sh
# The work of the database servers that every way needs: a dump, which this throws away, and a snapshot.
# Takes the variables of bare-tools.sh.
set -eu

printf "password: '%s'\n" "$(printf %s "$MONGO_PASSWORD" | sed "s/'/''/g")" |
  docker exec -i "$MONGO" mongodump --quiet --config=/dev/stdin --username "$MONGO_USER" --authenticationDatabase admin --oplog --archive >/dev/null
docker exec --env REDISCLI_AUTH "$REDIS" redis-cli SAVE >/dev/null
