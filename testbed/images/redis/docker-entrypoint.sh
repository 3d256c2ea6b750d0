#!/bin/sh
# As the official image does it: options or a configuration file mean redis-server, and it runs as its own user.
set -e
case ${1-} in -* | *.conf) set -- redis-server "$@" ;; esac
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
  find . ! -user redis -exec chown redis {} +
  exec setpriv --reuid=redis --regid=redis --clear-groups "$0" "$@"
fi
[ "$1" = redis-server ] && umask 0077
# Debian's package would listen on loopback only; the official image has no protected mode.
[ "$1" = redis-server ] && [ $# = 1 ] && set -- redis-server --protected-mode no
exec "$@"
