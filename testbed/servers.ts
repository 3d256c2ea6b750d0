// How the bed starts its database servers: the same lines for its own images and the official ones.
// Variables and then a file carry passwords to a server, so that no process list shows them.

/** A replica set with passwords needs a key of its members (`KEYFILE`), which only the server may read. */
export const replicaSetMember: readonly string[] = [
  'sh',
  '-c',
  'umask 077; printf %s "$KEYFILE" > /tmp/keyfile; chown 999:999 /tmp/keyfile; ' +
    'exec docker-entrypoint.sh mongod --replSet rs0 --keyFile /tmp/keyfile --bind_ip_all',
]

/** A Redis server with the password in `REDIS_PASSWORD` and `options` of its own. */
export function redisServer(options: string): readonly string[] {
  return [
    'sh',
    '-c',
    `umask 077; printf 'requirepass "%s"\\n' "$REDIS_PASSWORD" > /tmp/auth.conf; chown redis /tmp/auth.conf; ` +
      `exec docker-entrypoint.sh redis-server /tmp/auth.conf ${options}`,
  ]
}
