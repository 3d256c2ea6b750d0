#!/bin/sh
# The backup module of the old deploy scripts: deploy-backup.sh backup-all|backup|list-backups|restore-interactive HOST [flags].
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

case ${1:-} in
  backup-all | backup | list-backups) exec sh "$root/meeshy.sh" deploy "$@" ;;
  restore-interactive)
    shift
    exec sh "$root/meeshy.sh" deploy restore "$@"
    ;;
  '' | -h | --help) printf 'usage: deploy-backup.sh backup-all|backup|list-backups|restore-interactive HOST [flags]; see meeshy.sh --help\n' ;;
  *)
    printf 'Error: there is no %s: backup-all, backup, list-backups, restore-interactive\n' "$1" >&2
    exit 2
    ;;
esac
