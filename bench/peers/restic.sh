#!/bin/sh
# The same with restic: dumps the databases to files, backs up everything into a repository with restic's best setting (compression auto), and restores it.
# restic.sh prepare | backup | restore | component; takes the variables of databases.sh, and RESTIC (the program), REPOSITORY, COMPONENT (one tree of TREES).
set -eu
# shellcheck disable=SC1091
. "$(dirname "$0")/databases.sh"

restic() {
  RESTIC_PASSWORD=bench "$RESTIC" --quiet --no-cache --repo "$REPOSITORY" "$@"
}

bring_back() {
  empty "$1"
  restic restore "latest:$1" --target "$1"
}

case $1 in
  prepare) restic init ;;
  backup)
    dump_databases
    # shellcheck disable=SC2086
    restic backup $TREES "$STAGE" "$APP_DIR"
    rm -r "$STAGE"
    ;;
  restore)
    hold
    mkdir -p "$STAGE"
    for tree in $TREES "$STAGE"; do bring_back "$tree"; done
    restic restore "latest:$APP_DIR" --target "$APP_DIR"
    load_databases
    release
    rm -r "$STAGE"
    ;;
  component)
    hold
    bring_back "$COMPONENT"
    release
    ;;
esac
