#!/bin/sh
# What the servers of the databases need by themselves for what every way asks of them: a dump that nobody keeps, and a snapshot.
# Given as to the bare tools.
set -eu

printf "password: '%s'\n" "$(printf %s "$MONGO_PASSWORD" | sed "s/'/''/g")" |
  docker exec -i "$MONGO" mongodump --quiet --config=/dev/stdin --username "$MONGO_USER" --authenticationDatabase admin --oplog --archive >/dev/null
docker exec --env REDISCLI_AUTH "$REDIS" redis-cli SAVE >/dev/null
