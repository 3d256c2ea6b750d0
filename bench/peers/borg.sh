#!/bin/sh
# The same with Borg: dumps the databases to files, backs up everything into a repository with Borg's best setting (lz4, no encryption), and restores it.
# borg.sh prepare | backup | restore | component; takes the variables of restic.sh except the program.
set -eu
# shellcheck disable=SC1091
. "$(dirname "$0")/databases.sh"

export BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes BORG_BASE_DIR="$REPOSITORY-home"

bring_back() {
  empty "$1"
  (cd / && borg extract "$REPOSITORY::one" "${1#/}")
}

case $1 in
  prepare) borg init --encryption none "$REPOSITORY" ;;
  backup)
    dump_databases
    # shellcheck disable=SC2086
    borg create --compression lz4 "$REPOSITORY::one" $TREES "$STAGE" "$APP_DIR"
    rm -r "$STAGE"
    ;;
  restore)
    hold
    mkdir -p "$STAGE"
    for tree in $TREES "$STAGE"; do bring_back "$tree"; done
    (cd / && borg extract "$REPOSITORY::one" "${APP_DIR#/}")
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
