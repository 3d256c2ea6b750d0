#!/bin/sh
# The commands people know from the old scripts, each a thin shim over meeshy-backup: which became what is in docs/old-habits.md.
# It reads its settings as data, never as a program, and hands words on as words: nothing that is given here becomes shell text unquoted.
set -u

# shellcheck disable=SC2016
usage='usage: meeshy.sh prod   VERB [flags]         on this machine
       meeshy.sh deploy VERB HOST [flags]    over SSH; HOST is [USER@]HOST[:PORT]

prod verbs
  backup                  back up the database (quick)
  backup-all              back up everything, proven by reading it back
  list-backups            list the backups, and what the next rotation does with each
  restore [FILE|NAME]     put a backup back; without one it lists them and asks
  check                   the checklist before an important deploy
  stop | start | restart  the services of the application, or those that are named
  logs | status           their logs (docker compose logs), their state (docker compose ps)

deploy verbs
  deploy HOST             back up, test the connection, run the deploy command; if it fails, offer the restore
  deploy-reset HOST       the same with a critical backup, and the reset command before the deploy command
  backup HOST             back up the database (quick)
  backup-all HOST         back up everything
  list-backups HOST       list the backups
  restore HOST [BACKUP]   put a backup back; without one it lists them and asks
  check HOST              the checklist before an important deploy

flags
  --dry-run               show what would be done; change nothing
  --skip-backup           deploy without a backup: what it destroys is then lost; needs --skip-reason TEXT, or asks for it
  Others go to meeshy-backup as they are (--keep 5, --json, --components database, --confirm OUI).

settings, in the environment or in a file of NAME=VALUE lines, which is read as data: $MEESHY_SETTINGS, or else meeshy.conf
in this directory, beside meeshy.sh, or in ~/.config/meeshy
  MEESHY_DEPLOY_COMMAND, MEESHY_RESET_COMMAND     run here by sh, with MEESHY_HOST and MEESHY_BACKUP set
  MEESHY_USER (root)  MEESHY_PORT  MEESHY_SUDO (false)  MEESHY_PRIVATE_KEY_FILE  MEESHY_KNOWN_HOSTS_FILE  MEESHY_HOST_FINGERPRINT
  MEESHY_APP_DIR (/opt/meeshy)  MEESHY_BACKUP_DIR  MEESHY_KEEP

exit status: that of meeshy-backup (its --help lists them); 2 for what cannot be asked; of deploy, that of the command that failed'

known='MEESHY_DEPLOY_COMMAND MEESHY_RESET_COMMAND MEESHY_USER MEESHY_PORT MEESHY_SUDO MEESHY_PRIVATE_KEY_FILE MEESHY_KNOWN_HOSTS_FILE MEESHY_HOST_FINGERPRINT MEESHY_APP_DIR MEESHY_BACKUP_DIR MEESHY_KEEP'

say() {
  printf '%s\n' "$*" >&2
}

# What cannot be asked: $1 what is wrong, $2 what to do.
refuse() {
  say "Error: $1"
  [ -z "${2:-}" ] || say "  Next  $2"
  exit 2
}

# Sets root to the directory of this file, links followed: npm puts a link into node_modules/.bin.
find_root() {
  local file="$0" target n=0
  case $file in
    */*) ;;
    # `sh meeshy.sh` finds it here first, and then in the PATH, as we do.
    *) if [ -f "$file" ]; then file=./$file; else file=$(command -v -- "$file"); fi ;;
  esac
  while [ -L "$file" ] && [ "$n" -lt 40 ]; do
    target=$(readlink "$file")
    case $target in
      /*) file=$target ;;
      *) file=${file%/*}/$target ;;
    esac
    n=$((n + 1))
  done
  root=$(cd -P -- "${file%/*}" && pwd -P) || refuse "the directory of $0 cannot be found"
}

# $1 as one word of shell text.
quoted() {
  local rest="$1" done=''
  while case $rest in *\'*) ;; *) false ;; esac do done="$done${rest%%\'*}'\\''" rest=${rest#*\'}; done
  printf "'%s'" "$done$rest"
}

# Words as shell text, to be read by eval: each of them quoted.
words() {
  local word text=''
  for word in "$@"; do text="$text $(quoted "$word")"; done
  printf '%s' "$text"
}

# meeshy-backup with the words that follow, and those in $where and $more.
backup_cli() {
  command -v node >/dev/null 2>&1 || refuse 'there is no node here; meeshy-backup needs Node 20 or newer' 'on a server without Node use the scripts that meeshy-backup prints: script backup, script restore'
  [ -f "$root/dist/cli/index.js" ] || refuse "$root/dist/cli/index.js is missing" 'use a release, or build it: npm ci && npm run build'
  eval "set -- $(words "$@") $where $more"
  node "$root/dist/cli/index.js" "$@"
}

# The settings file, if there is one.
settings_file() {
  local file
  if [ -n "${MEESHY_SETTINGS:-}" ]; then
    [ -f "$MEESHY_SETTINGS" ] || refuse "MEESHY_SETTINGS names $MEESHY_SETTINGS, which is no file"
    printf '%s' "$MEESHY_SETTINGS"
    return
  fi
  for file in ./meeshy.conf "$root/meeshy.conf" "${XDG_CONFIG_HOME:-${HOME:-/nonexistent}/.config}/meeshy/meeshy.conf"; do
    [ ! -f "$file" ] || { printf '%s' "$file"; return; }
  done
}

# Takes NAME=VALUE lines: a value is what stands there, less one pair of quotes around it; nothing in it is expanded or run. The environment goes
# first. A name that is not known is an error, never passed over.
read_settings() {
  local file="$1" line n=0 name value seen=' '
  # It names commands that will be run, so nobody else may write it.
  [ -n "$(find -H "$file" -prune \( -user "$(id -u)" -o -user 0 \))" ] || refuse "the settings file $file belongs to somebody else" "it names commands that will be run: take it over (chown), or set MEESHY_SETTINGS"
  [ -z "$(find -H "$file" -prune \( -perm -020 -o -perm -002 \))" ] || refuse "others may write the settings file $file" "it names commands that will be run: chmod go-w $file"
  while IFS= read -r line || [ -n "$line" ]; do
    n=$((n + 1)) line=${line%"$(printf '\r')"}
    case $line in
      '' | '#'*) continue ;;
      *=*) ;;
      *) refuse "line $n of $file is not NAME=VALUE" ;;
    esac
    name=${line%%=*} value=${line#*=}
    case $name in
      *[!A-Z_]*) refuse "line $n of $file names no setting: $name" "the settings are: $known" ;;
    esac
    case " $known " in
      *" $name "*) ;;
      *) refuse "line $n of $file names no setting: $name" "the settings are: $known" ;;
    esac
    case $seen in
      *" $name "*) refuse "line $n of $file sets $name a second time" ;;
    esac
    seen="$seen$name "
    case $value in
      \"*\") value=${value#?} value=${value%?} ;;
      \'*\') value=${value#?} value=${value%?} ;;
    esac
    eval "[ -n \"\${$name+set}\" ] || $name=\$value"
  done <"$file"
}

# Sorts the words of a command: flags that say where become settings, those of this command are taken, others are handed on in
# $more, and what is no flag is left in $operands. A word behind an unknown flag is its value, but for flags that have none.
sort_words() {
  local name value
  while [ $# -gt 0 ]; do
    name=$1 value=
    case $1 in
      --*=*) name=${1%%=*} value=${1#*=} ;;
      --dry-run | --skip-backup | --sudo | --json | --exact | --resume | --undo) ;;
      --?*)
        [ $# -gt 1 ] || refuse "$1 needs a value"
        shift
        value=$1
        ;;
      -?*) refuse "there is no flag $1" 'meeshy.sh --help' ;;
      *)
        operands="$operands $(quoted "$1")"
        shift
        continue
        ;;
    esac
    shift
    case $name in
      --dry-run) dry=1 ;;
      --skip-backup) skip=1 ;;
      --skip-reason) reason=$value ;;
      --confirm) confirm=$value ;;
      --sudo) MEESHY_SUDO=true ;;
      --host) refuse '--host is not needed here' 'name the host after the verb: meeshy.sh deploy VERB HOST' ;;
      --user) MEESHY_USER=$value ;;
      --port) MEESHY_PORT=$value ;;
      --private-key-file) MEESHY_PRIVATE_KEY_FILE=$value ;;
      --known-hosts-file) MEESHY_KNOWN_HOSTS_FILE=$value ;;
      --host-fingerprint) MEESHY_HOST_FINGERPRINT=$value ;;
      --app-dir) MEESHY_APP_DIR=$value ;;
      --backup-dir) MEESHY_BACKUP_DIR=$value ;;
      --keep) MEESHY_KEEP=$value ;;
      --passphrase-file | --connect-timeout | --timeout | --client-timeout) where="$where $(quoted "$name=$value")" ;;
      --json | --exact | --resume | --undo) more="$more $name" ;;
      *) more="$more $(quoted "$name=$value")" given="$given$name " ;;
    esac
  done
}

# Completes $where: the server ($host, or this machine), and where things are on it.
locate() {
  where="$where $(words "--app-dir=${MEESHY_APP_DIR:-/opt/meeshy}")"
  [ -z "${MEESHY_BACKUP_DIR:-}" ] || where="$where $(words "--backup-dir=$MEESHY_BACKUP_DIR")"
  case ${MEESHY_SUDO:-false} in
    true) where="$where --sudo" ;;
    false) ;;
    *) refuse "MEESHY_SUDO is true or false, not $MEESHY_SUDO" ;;
  esac
  [ -n "$host" ] || return 0
  where="$where $(words "--host=$host")"
  case $host in
    *@*) ;;
    *) where="$where $(words "--user=${MEESHY_USER:-root}")" ;;
  esac
  case $host in
    *:*) ;;
    *) [ -z "${MEESHY_PORT:-}" ] || where="$where $(words "--port=$MEESHY_PORT")" ;;
  esac
  [ -z "${MEESHY_PRIVATE_KEY_FILE:-}" ] || where="$where $(words "--private-key-file=$MEESHY_PRIVATE_KEY_FILE")"
  [ -z "${MEESHY_KNOWN_HOSTS_FILE:-}" ] || where="$where $(words "--known-hosts-file=$MEESHY_KNOWN_HOSTS_FILE")"
  [ -z "${MEESHY_HOST_FINGERPRINT:-}" ] || where="$where $(words "--host-fingerprint=$MEESHY_HOST_FINGERPRINT")"
}

# Flags of a kind of backup, as far as the command line does not say them itself.
defaults() {
  local flag
  for flag in "$@"; do
    case $given in
      *" ${flag%%=*} "*) ;;
      *) more="$more $(quoted "$flag")" ;;
    esac
  done
}

keep_and_dry() {
  [ -z "${MEESHY_KEEP:-}" ] || more="$more $(words "--keep=$MEESHY_KEEP")"
  [ -z "$dry" ] || more="$more --dry-run"
}

# The database alone has a row of its own in the rotation, so that it never pushes out a full backup.
back_up_database() {
  nothing_more "$@"
  defaults --scope=database --prefix=manual
  keep_and_dry
  skipping backup
}

back_up_all() {
  nothing_more "$@"
  keep_and_dry
  skipping backup
}

# A backup, or the trace of one that is skipped.
skipping() {
  if [ -z "$skip" ]; then backup_cli "$@"; else
    ask_reason
    backup_cli "$@" --skip-backup "--skip-reason=$reason"
  fi
}

list_backups() {
  nothing_more "$@"
  [ -z "${MEESHY_KEEP:-}" ] || more="$more $(words "--keep=$MEESHY_KEEP")"
  backup_cli list
}

check() {
  nothing_more "$@"
  [ -z "${MEESHY_KEEP:-}" ] || more="$more $(words "--keep=$MEESHY_KEEP")"
  backup_cli check
}

# Without a backup it lists them and asks. With one: a name, the file of an archive, or its path; here, or on the server.
restore() {
  local backup="${1:-}"
  [ $# -lt 2 ] || refuse "restore takes one backup, but you gave $#"
  [ -z "$dry" ] || more="$more --dry-run"
  [ -z "$confirm" ] || more="$more $(words "--confirm=$confirm")"
  case $backup in
    '') backup_cli restore ;;
    /*) backup_cli restore "$backup" ;;
    */*)
      backup=$(absolute "$backup") || exit
      backup_cli restore "$backup"
      ;;
    # A file that is here, or else one of the backup directory.
    *.tar.*) if [ -z "$host" ] && [ -f "$backup" ]; then backup_cli restore "$(pwd -P)/$backup"; else backup_cli restore "${backup%%.tar.*}"; fi ;;
    *) backup_cli restore "$backup" ;;
  esac
}

# A path on this machine is relative to where we are, one on a server to its application.
absolute() {
  local directory
  if [ -n "$host" ]; then
    printf '%s/%s' "${MEESHY_APP_DIR:-/opt/meeshy}" "${1#./}"
  else
    directory=$(cd -P -- "${1%/*}" 2>/dev/null && pwd -P) || refuse "there is no directory ${1%/*}"
    printf '%s/%s' "$directory" "${1##*/}"
  fi
}

nothing_more() {
  [ $# = 0 ] || refuse "$verb takes no further words, but you gave: $*" 'meeshy.sh --help'
}

# docker compose of the application's project on this machine, which its containers name.
services() {
  local directory="${MEESHY_APP_DIR:-/opt/meeshy}" projects
  [ -d "$directory" ] || refuse "the application directory $directory is not on this machine" 'set MEESHY_APP_DIR'
  directory=$(cd -P -- "$directory" && pwd -P)
  projects=$(docker ps --all --filter "label=com.docker.compose.project.working_dir=$directory" --format '{{.Label "com.docker.compose.project"}}') || exit 4
  projects=$(printf '%s\n' "$projects" | sort -u)
  case $projects in
    *[!a-z0-9_-]*) refuse "there are several compose projects in $directory: $(printf '%s' "$projects" | tr '\n' ' ')" ;;
    '') ;;
    *) set -- --project-name "$projects" "$@" ;;
  esac
  if docker compose version >/dev/null 2>&1; then
    set -- docker compose "$@"
  elif command -v docker-compose >/dev/null 2>&1; then
    set -- docker-compose "$@"
  else
    refuse 'there is no docker compose here'
  fi
  if [ -n "$dry" ]; then
    say "would run, in $directory:$(words "$@")"
  else
    (cd -- "$directory" && "$@")
  fi
}

# The words of a service verb are docker compose's own, but for two.
service_words() {
  local compose="$1"
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) dry=1 ;;
      --app-dir)
        [ $# -gt 1 ] || refuse '--app-dir needs a value'
        MEESHY_APP_DIR=$2
        shift
        ;;
      --app-dir=*) MEESHY_APP_DIR=${1#*=} ;;
      *) compose="$compose $(quoted "$1")" ;;
    esac
    shift
  done
  eval "set -- $compose"
  services "$@"
}

is_terminal() {
  [ -t 0 ] && [ -t 2 ]
}

# A skip has a reason, and leaves a trace.
ask_reason() {
  [ -z "$reason" ] || return 0
  is_terminal || refuse 'a backup that is skipped needs a reason' 'say why: --skip-backup --skip-reason "TEXT"'
  printf 'NO BACKUP will be taken: what this destroys cannot be brought back. Why? ' >&2
  IFS= read -r reason
  [ -n "$reason" ] || refuse 'a backup that is skipped needs a reason; nothing was done'
}

# A reset without its backup is asked for twice.
ask_reset() {
  [ "$confirm" != OUI ] || return 0
  is_terminal || refuse 'a reset without a backup must be confirmed' 'add --confirm OUI'
  printf 'A RESET WITHOUT A BACKUP destroys what is on %s for good. Type OUI to go on: ' "$host" >&2
  IFS= read -r confirm
  [ "$confirm" = OUI ] || refuse 'the reset was not confirmed; nothing was done'
}

# Back up, test the connection, deploy. $1: deploy or deploy-reset.
deploy() {
  local kind="$1" path='' name='' code
  shift
  nothing_more "$@"
  say "1. Validate: $kind to $host"
  [ -n "${MEESHY_DEPLOY_COMMAND:-}" ] || refuse 'no deploy command is configured, so there is nothing to run after the backup' "set MEESHY_DEPLOY_COMMAND in the environment or in meeshy.conf, such as: MEESHY_DEPLOY_COMMAND=./deploy.sh"
  [ "$kind" = deploy ] || [ -n "${MEESHY_RESET_COMMAND:-}" ] || refuse 'no reset command is configured' 'set MEESHY_RESET_COMMAND in the environment or in meeshy.conf'
  case "$more " in
    *' --json '*) refuse "$kind prints what it does, and has no --json" ;;
  esac
  [ -z "$skip" ] || ask_reason
  [ "$kind" = deploy ] || [ -z "$skip" ] || [ -n "$dry" ] || ask_reset
  [ "$kind" = deploy ] || defaults --scope=critical --prefix=pre-reset
  keep_and_dry
  if [ -n "$dry" ]; then
    rehearse "$kind"
    return
  fi
  say "2. Back up before anything is changed"
  path=$(skipping backup) || {
    code=$?
    say "The backup failed, so nothing was deployed: everything is as it was."
    exit "$code"
  }
  name=${path##*/} name=${name%%.tar.*}
  # A backup that ended well and did not say where it is proves nothing.
  [ -n "$skip" ] || [ -n "$name" ] || refuse "the backup on $host ended without naming its archive, so nothing was deployed" "list the backups there: meeshy.sh deploy list-backups $host"
  more=
  say "3. Test the connection"
  list=$(backup_cli list) || exit
  [ -z "$name" ] || case $list in
    *"$name"*) ;;
    *) refuse "the backup $name is not listed on $host, so nothing was deployed" ;;
  esac
  if [ "$kind" = deploy ]; then
    command_of_user '4. Deploy' deploy "$MEESHY_DEPLOY_COMMAND" "$name"
  else
    command_of_user '4. Reset' reset "$MEESHY_RESET_COMMAND" "$name"
    command_of_user '5. Deploy' deploy "$MEESHY_DEPLOY_COMMAND" "$name"
  fi
  say "Deployed to $host.${name:+ What was there before is kept as $name.}"
}

# What a deploy would do; nothing is changed.
rehearse() {
  say "2. Back up before anything is changed: shown, not done"
  if [ -n "$skip" ]; then
    say "   would take none, and record why: $reason"
    more=
    backup_cli list >/dev/null || exit
  else
    backup_cli backup || exit
  fi
  say "3. Test the connection: done with it"
  [ "$1" = deploy ] || say "   Reset: would run here: $MEESHY_RESET_COMMAND"
  say "   Deploy: would run here: $MEESHY_DEPLOY_COMMAND"
}

# Runs a command of the settings ($3, called $2 below the heading $1) after the backup $4. An interrupt ends the command, and then we still say what
# there is to go back to.
command_of_user() {
  local code
  say "$1: $3"
  trap : INT
  MEESHY_HOST="$host" MEESHY_BACKUP="$4" sh -c "$3"
  code=$?
  trap - INT
  [ "$code" = 0 ] || way_back "$2" "$code" "$4"
}

# A command failed: offers to put back what was there before. Ends with the command's own status, whatever becomes of the restore.
way_back() {
  local answer=''
  say "Error: the $1 command ended with status $2."
  if [ -z "$3" ]; then
    say "  There is no backup to go back to: it was skipped ($reason). Older ones: meeshy.sh deploy list-backups $host"
    exit "$2"
  fi
  say "  Safe  what was there before is the backup $3, proven"
  say "  Next  to put it back: $(cli_text) restore $3$where"
  is_terminal || exit "$2"
  printf 'Put back now what was there before? Type OUI: ' >&2
  IFS= read -r answer
  if [ "$answer" != OUI ]; then
    say 'Nothing was put back.'
    exit "$2"
  fi
  more=
  if backup_cli restore "$3" --confirm=OUI; then say "What was there before the deploy is there again."; else say "Error: the restore failed; the message above says what to do."; fi
  exit "$2"
}

# How a person calls meeshy-backup from here.
cli_text() {
  if command -v meeshy-backup >/dev/null 2>&1; then printf meeshy-backup; else printf 'node %s' "$(quoted "$root/dist/cli/index.js")"; fi
}

main() {
  local side="${1:-}" file
  find_root
  case $side in
    '' | -h | --help | help)
      printf '%s\n' "$usage"
      [ -n "$side" ] || exit 2
      exit 0
      ;;
    prod | deploy) ;;
    *) refuse "there is no $side: prod (this machine) or deploy (over SSH)" 'meeshy.sh --help' ;;
  esac
  verb=${2:-}
  [ $# -lt 2 ] || shift
  shift
  host='' where='' more='' given=' ' operands='' dry='' skip='' reason='' confirm=''
  for file in "$@"; do
    case $file in
      -h | --help)
        printf '%s\n' "$usage"
        exit 0
        ;;
    esac
  done
  # In a shell of its own a refusal ends only that.
  file=$(settings_file) || exit
  [ -z "$file" ] || read_settings "$file"
  case "$side $verb" in
    'prod stop' | 'prod start' | 'prod restart') service_words "$verb" "$@" && exit 0 || exit ;;
    'prod logs') service_words 'logs --tail 200' "$@" && exit 0 || exit ;;
    'prod status') service_words ps "$@" && exit 0 || exit ;;
  esac
  sort_words "$@"
  eval "set -- $operands"
  if [ "$side" = deploy ]; then
    case $verb in
      deploy | deploy-reset | backup | backup-all | list-backups | restore | check) ;;
      *) refuse "deploy has no verb ${verb:-at all}: deploy, deploy-reset, backup, backup-all, list-backups, restore, check" 'meeshy.sh --help' ;;
    esac
    [ $# -gt 0 ] || refuse "$verb needs a host" "meeshy.sh deploy $verb HOST"
    host=$1
    shift
  fi
  locate
  case $verb in
    deploy | deploy-reset) deploy "$verb" "$@" ;;
    backup) back_up_database "$@" ;;
    backup-all) back_up_all "$@" ;;
    list-backups) list_backups "$@" ;;
    restore) restore "$@" ;;
    check) check "$@" ;;
    *) refuse "prod has no verb ${verb:-at all}: backup, backup-all, list-backups, restore, check, stop, start, restart, logs, status" 'meeshy.sh --help' ;;
  esac
}

main "$@"
