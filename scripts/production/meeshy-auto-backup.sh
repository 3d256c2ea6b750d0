#!/bin/sh
# A full backup of this machine before an update, as the old script of this name made it. Where there is no Node: meeshy-backup script backup.
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

exec sh "$root/meeshy.sh" prod backup-all "$@"
