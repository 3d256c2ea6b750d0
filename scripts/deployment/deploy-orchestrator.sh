#!/bin/sh
# The orchestrator of the old deploy scripts, a deploy with the backup built in: deploy-orchestrator.sh deploy|deploy-reset HOST [flags].
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
  deploy | deploy-reset) exec sh "$root/meeshy.sh" deploy "$@" ;;
  '' | -h | --help) printf 'usage: deploy-orchestrator.sh deploy|deploy-reset HOST [--skip-backup] [--dry-run]; see meeshy.sh --help\n' ;;
  *)
    printf 'Error: there is no %s: deploy, deploy-reset\n' "$1" >&2
    exit 2
    ;;
esac
