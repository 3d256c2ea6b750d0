#!/bin/sh
# Restores a backup on this machine: --list, a file, or nothing to choose from the list. Where there is no Node: meeshy-backup script restore.
# A shim over meeshy.sh, which says the rest.
set -u

# The directory two above this file, links followed.
file=$0
while [ -L "$file" ]; do
  target=$(readlink "$file")
  case $target in
    /*) file=$target ;;
    *) file=${file%/*}/$target ;;
  esac
done
root=$(cd -P -- "${file%/*}/../.." && pwd -P) || exit 2

if [ "${1:-}" = --list ]; then
  shift
  exec sh "$root/meeshy.sh" prod list-backups "$@"
fi
exec sh "$root/meeshy.sh" prod restore "$@"
