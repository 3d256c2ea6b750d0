# shellcheck shell=sh
# The runbook: beside each archive a script that puts it back, for the day when there is nothing but a shell on the
# server. It is this very runtime, the restore that the client planned when the backup was made, and what the manifest
# says; so nothing is sent for it twice, and by hand happens what happens every day.

# The text of this very script: as the connection brought it, or from its file. Nothing where it is read from a pipe.
mb_own_text() {
  if [ -n "${s:-}" ]; then printf '%s\n' "$s"; elif [ -f "$0" ]; then cat -- "$0"; fi
}

# The name of that file, where the general form has opened it from within the backup directory.
mb_own_name() {
  case $0 in
    /proc/self/fd/7/*) printf '%s/%s' "$(readlink /proc/self/fd/7)" "${0#/proc/self/fd/7/}" ;;
    *) printf '%s' "$0" ;;
  esac
}

# The part of it that every runbook has too.
mb_shared_text() {
  mb_own_text | sed -n '/^# What every runbook has too begins here\.$/,/^# What follows is of this script alone\.$/p'
}

# Writes the runbook of the archive that is about to be published into .work, and sets MB_RUNBOOK to whether there is
# one. Status 1: it cannot be written.
mb_write_runbook() {
  MB_RUNBOOK=false
  [ -n "${MB_RUNBOOK_FOR:-}" ] || return 0
  mb_shared_text >"$MB_WORK/shared" || return 1
  grep -qx '# What follows is of this script alone\.' "$MB_WORK/shared" || return 0
  {
    printf '#!/bin/sh\n# Puts back the backup %s, all of it or a part. Run it on the server: sh %s.restore.sh\n' "$MB_NAME" "$MB_NAME"
    printf '# It says what it will do and asks before it changes anything. More: sh %s.restore.sh --help\n' "$MB_NAME"
    cat "$MB_WORK/shared"
    mb_assigned MB_SOURCE_NAME MB_NAME
    mb_assigned MB_SOURCE_FILE MB_FILE
    mb_assigned MB_SOURCE_BYTES MB_BYTES
    mb_assigned MB_SOURCE_SHA256 MB_SHA256
    mb_assigned MB_SOURCE_COMPRESSION "$(mb_format)"
    mb_assigned MB_SOURCE_TIME MB_TIME
    mb_assigned MB_SOURCE_TABLE MB_TABLE
    printf 'MB_ROWS=%s\n' "$(mb_quoted "$(mb_runbook_rows "$MB_RUNBOOK_FOR")")"
    printf 'MB_ALL_ROWS=%s\n' "$(mb_quoted "$(mb_runbook_rows)")"
    mb_runbook_end
  } >"$MB_WORK/runbook" && tail -n 1 "$MB_WORK/runbook" | grep -q '^mb_runbook ' && mb_sync "$MB_WORK/runbook" || return 1
  MB_RUNBOOK=true
}

# `$1=value` as shell text: the value is that of the variable $2, or $2 itself.
mb_assigned() {
  local value="$2"
  case $value in MB_*) eval "value=\$$value" ;; esac
  printf '%s=%s\n' "$1" "$(mb_quoted "$value")"
}

# The rows of the components $1, or of all, as MB_ROWS has them.
mb_runbook_rows() {
  local component path raw offset length sha256 milliseconds consistency counts
  while IFS="$MB_TAB" read -r component path raw offset length sha256 milliseconds consistency counts; do
    case " ${1:-$component} " in *" $component "*) ;; *) continue ;; esac
    [ -n "$counts" ] || counts=$(awk -F '\t' -v name="$component" '$1 == name { print $2; exit }' "$MB_WORK/verified")
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$component" "$path" "$raw" "$offset" "$length" "$sha256" "$consistency" "$counts"
  done <"$MB_WORK/components"
}

# The last lines of every runbook.
mb_runbook_end() {
  # shellcheck disable=SC2016
  printf '%s\n' mb_secrets_given 'mb_runbook "$@"'
}

# Is one of the components before -- chosen, and none of those after it?
mb_serves() {
  local found=1
  while [ "$1" != -- ]; do
    ! mb_is_chosen "$1" || found=0
    shift
  done
  shift
  while [ $# -gt 0 ]; do
    ! mb_is_chosen "$1" || return 1
    shift
  done
  return $found
}

# A runbook from its first word to its last: $@ are the words that the person typed.
mb_runbook() {
  local confirm='' mode=restore
  mb_runbook_ground
  mb_runbook_words "$@"
  case $mode in
    help) mb_runbook_help && exit 0 ;;
    list) mb_runbook_list && exit 0 ;;
  esac
  mb_runbook_find
  case $mode in
    follow) mb_runbook_follow "$(mb_runbook_newest)" ;;
    undo) mb_runbook_undo ;;
  esac
  mb_runbook_choose
  mb_runbook_look
  mb_runbook_describe
  if [ "$mode" = dry-run ]; then
    mb_runbook_print
    exit 0
  fi
  mb_runbook_ask "$confirm"
  mb_runbook_start
}

# What a runbook stands on: the variables of its restore, and those of a script without a client.
mb_runbook_ground() {
  MB_RUN=asks MB_NONCE=0 MB_CLIENT=0 MB_HEARTBEAT=60 MB_DETACH=1 MB_EXITS=1 MB_CHOSEN='' MB_ASKED=''
  mb_directory_is "$MB_RUNBOOK_DIR"
  MB_WORK=/nowhere
  MB_SELF="sh $(mb_typed "$(mb_own_name)")${MB_GENERAL:+ $MB_SOURCE_NAME}"
  case $0 in */*) MB_HERE=${0%/*} ;; *) MB_HERE=. ;; esac
  mb_environment
  exec 3>&1 4>&2
  mb_runbook_constants
  mb_runbook_tools
  MB_TIMEOUT=7200
}

# The tools of the machine that it runs on, which need not be the one that the backup was made on.
mb_runbook_tools() {
  command -v "$MB_COMPRESS" >/dev/null 2>&1 || MB_COMPRESS=$MB_COMPRESS_EVERYWHERE
  mb_know_tar
}

mb_refuse() {
  mb_fail "$@" safe 'nothing was changed'
}

# Sets mode and confirm of the caller, and MB_ASKED: the words that name components.
mb_runbook_words() {
  local word
  while [ $# -gt 0 ]; do
    word=$1
    shift
    case $word in
      -h | --help) mode=help ;;
      --list) mode=list ;;
      --dry-run) mode=dry-run ;;
      --follow) mode=follow ;;
      --undo) mode=undo ;;
      --confirm=*) confirm=${word#*=} ;;
      --timeout=*)
        MB_TIMEOUT=$(mb_seconds "${word#*=}") ||
          mb_refuse E_INPUT "--timeout takes a number of seconds, or of minutes as in 30m."
        ;;
      --lock-timeout=*)
        MB_LOCK_TIMEOUT=$(mb_seconds "${word#*=}") ||
          mb_refuse E_INPUT "--lock-timeout takes a number of seconds, or of minutes as in 30m."
        ;;
      --min-free=*) MB_MIN_FREE=$(mb_bytes_of "${word#*=}") || mb_refuse E_INPUT "--min-free takes a number of bytes, or as in 500MB." ;;
      --confirm | --timeout | --lock-timeout | --min-free)
        [ $# -gt 0 ] || mb_refuse E_INPUT "$word needs a value."
        word="$word=$1"
        shift
        set -- "$word" "$@"
        ;;
      -*) mb_refuse E_INPUT "There is no flag $word." next "$MB_SELF --help" ;;
      *) MB_ASKED="$MB_ASKED$word
" ;;
    esac
  done
}

mb_seconds() {
  case $1 in
    *[!0-9]*[!0-9] | [!0-9]* | '') return 1 ;;
    *s) printf '%s' "${1%s}" ;;
    *m) printf '%s' $((${1%m} * 60)) ;;
    *h) printf '%s' $((${1%h} * 3600)) ;;
    *[!0-9]) return 1 ;;
    *) printf '%s' "$1" ;;
  esac
}

mb_bytes_of() {
  printf '%s\n' "$1" | awk '
    match($0, /^[0-9]+/) { n = substr($0, 1, RLENGTH); u = toupper(substr($0, RLENGTH + 1)); sub(/B$/, "", u)
      p = index("KMGT", u); if (u == "") p = 0; else if (length(u) > 1 || !p) exit 1
      printf "%.0f", n * 1000 ^ p; found = 1 }
    END { exit !found }'
}

# Finds the archive: beside this script first, so that both may be copied elsewhere together; then where it was made. Sets MB_DIR.
mb_runbook_find() {
  local at
  for at in "$MB_HERE/.." "$MB_RUNBOOK_DIR"; do
    [ ! -f "$at/$MB_SOURCE_FILE" ] || {
      mb_directory_is "$(cd -P -- "$at" && pwd -P)"
      return 0
    }
  done
  mb_refuse E_NOT_FOUND "The archive $MB_SOURCE_FILE is not there." 'Looked in' "$(cd -P -- "$MB_HERE/.." && pwd -P), $MB_RUNBOOK_DIR" \
    'There are' "$(cd -- "$MB_HERE/.." && for at in *.tar.*; do [ ! -f "$at" ] || printf '%s ' "$at"; done)" \
    next 'put it back there from where it was copied to, or take the script of another backup'
}

# Sets MB_CHOSEN from what was asked for, in the order of the archive. Names of volumes may stand without volumes/, as people say them.
mb_runbook_choose() {
  local name rest word found
  MB_CHOSEN=''
  while IFS= read -r word; do
    [ -n "$word" ] || continue
    found=''
    for name in $(mb_row_names); do ! mb_means "$word" "$name" || found=1; done
    [ -n "$found" ] ||
      mb_refuse E_NOT_FOUND "$MB_SOURCE_NAME has no $word that could be put back." \
        'It has' "$(mb_row_names | tr '\n' ' ')" 'Not put back by this script' "$MB_RUNBOOK_WITHOUT"
  done <<END
$MB_ASKED
END
  for name in $(mb_row_names); do
    found=''
    [ -n "$MB_ASKED" ] || found=1
    while IFS= read -r word; do
      [ -z "$word" ] || ! mb_means "$word" "$name" || found=1
    done <<END
$MB_ASKED
END
    [ -z "$found" ] || MB_CHOSEN="$MB_CHOSEN${MB_CHOSEN:+ }$name"
  done
}

mb_row_names() {
  printf '%s\n' "$MB_ROWS" | cut -f 1
}

# Does the word $1 mean the component $2?
mb_means() {
  [ "$1" = "$2" ] && return
  # What is the name of one as it is listed means that one alone.
  ! mb_row_names | grep -qxF -- "$1" || return 1
  case $2 in
    */"$1" | "$1"/*) return 0 ;;
    */*) [ "${2%%/*}/$(mb_encode "${1#*/}")" = "$2" ] && return 0 ;;
  esac
  return 1
}

# Everything that must be so before anybody is asked: tools, rights, the engine, and the servers that are to be kept
# first. Sets MB_VARIANT.
mb_runbook_look() {
  local tool missing='' name container state
  mb_format_row "$MB_SOURCE_COMPRESSION"
  for tool in $MB_RUNBOOK_TOOLS; do
    [ "$tool" = "$MB_UNPACKER" ] || command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
  done
  command -v "$MB_UNPACKER" >/dev/null 2>&1 || missing="$missing $MB_UNPACKER"
  command -v openssl >/dev/null 2>&1 || command -v sha256sum >/dev/null 2>&1 || missing="$missing sha256sum"
  [ -z "$MB_RUNBOOK_PROJECT" ] || command -v docker >/dev/null 2>&1 || missing="$missing docker"
  [ -z "$missing" ] || mb_refuse E_PREREQ "This machine lacks what a restore needs:$missing." next 'install it, or put it into the PATH'
  [ "$(mb_size "$MB_AT/$MB_SOURCE_FILE")" = "$MB_SOURCE_BYTES" ] ||
    mb_refuse E_VERIFY \
      "The archive $MB_SOURCE_FILE is damaged: it has $(mb_size "$MB_AT/$MB_SOURCE_FILE") bytes, and $MB_SOURCE_BYTES were written." \
      next 'restore another backup'
  for name in $MB_CHOSEN; do
    mb_kind "$name"
    [ -z "$MB_ROOT_ONLY" ] || [ "$(id -u)" = 0 ] ||
      mb_refuse E_PERM "$name cannot be restored by $(id -un): only root reaches its files." next "sudo $MB_SELF, or log in as root"
  done
  for name in $MB_RUNBOOK_SECRETS; do
    eval "state=\$$name"
    [ -n "$state" ] || mb_needs_no "$name" ||
      mb_refuse E_INPUT "This backup was made with a secret that this script does not hold: $name." \
      next "type it in, and try again: stty -echo; read -r $name; stty echo; export $name"
  done
  MB_VARIANT=here
  [ -n "$MB_RUNBOOK_PROJECT" ] || return 0
  state=$(mb_docker ps -aq --filter "label=com.docker.compose.project=$MB_RUNBOOK_PROJECT" 2>&1) ||
    mb_refuse E_DOCKER 'The Docker engine does not answer.' Said "$(mb_cap "$state")" \
      next 'see whether it runs: systemctl status docker'
  if [ -z "$state" ] && (MB_VARIANT=anew && mb_runbook_each); then MB_VARIANT=anew; fi
  [ "$MB_VARIANT" = here ] || { mb_runbook_compose && return 0; }
  for name in $MB_CHOSEN; do
    container=$(mb_runbook_reader_of "$name") || continue
    state=$(mb_docker inspect -f '{{.State.Status}}' "$container" 2>/dev/null) ||
      mb_refuse E_NOT_FOUND "There is no container $container here, into which $name goes." \
        next "make it (docker compose --project-directory $MB_RUNBOOK_APP create) and start it; or name other components"
    [ "$state" = running ] ||
      mb_refuse E_DOCKER \
        "$container does not run (it is $state), so its data cannot be saved before the restore replaces it." \
        next "docker start $container; if it cannot start: docs/restore.md, \"The database does not start at all\""
  done
  for container in $(mb_runbook_held); do
    [ "$(mb_docker inspect -f '{{.State.Status}}' "$container" 2>/dev/null)" != paused ] ||
      mb_refuse E_DOCKER "The container $container is paused, and uses what is restored." \
        next "docker unpause $container, or stop it"
  done
}

# Making containers anew needs Compose.
mb_runbook_compose() {
  docker compose version >/dev/null 2>&1 ||
    mb_refuse E_PREREQ \
      "The containers of $MB_RUNBOOK_PROJECT are gone, and there is no docker compose to make them anew." \
      next 'install the Compose plugin of Docker, or make them another way and run this again'
}

# The secret $1 is of a component that is not chosen.
mb_needs_no() {
  local name
  for name in $MB_CHOSEN; do
    mb_kind "$name"
    case " $MB_KIND_SECRETS " in *" $1 "*) return 1 ;; esac
  done
}

# Plays the plan of what was chosen with a function in the place of each step: $1, which gets title and command.
mb_runbook_each() {
  MB_EACH=${1:-:}
  # shellcheck disable=SC2317
  mb_step() {
    shift
    $MB_EACH "$@"
  }
  mb_plan_of_runbook
}

# The plan of this runbook.
mb_plan_of_runbook() {
  case $MB_VARIANT in
    anew) mb_runbook_anew ;;
    *) mb_runbook_here ;;
  esac
}

# The containers that will be held.
mb_runbook_held() {
  (mb_runbook_each mb_held_by | sort -u)
}

mb_held_by() {
  case $2 in
    mb_hold_each) (shift 3 && mb_held_names "$@" | tr ' ' '\n') ;;
  esac
}

# Roughly, in seconds: how long services are down. As src/plan/restore.ts estimates it.
mb_runbook_downtime() {
  local held name path raw offset length sha256 consistency counts sum=0
  held=$(mb_runbook_held | wc -l)
  for name in $MB_CHOSEN; do
    mb_kind "$name"
    [ -z "$MB_LOADED" ] || { mb_row "$name" && sum=$((sum + raw)); }
  done
  printf '%s' $((2 + 2 * held + (sum + 14999999) / 15000000))
}

# What is in the component $1, in the words of people: database (18,052 documents), gateway_uploads (812 MB).
mb_in_words() {
  local name="$1" path raw offset length sha256 consistency counts n
  mb_row "$name"
  mb_kind "$name"
  case $MB_UNIT in
    '') n='' ;;
    size) n=$(mb_amount "$raw") ;;
    *) n=$(mb_count_of "$MB_UNIT" "$counts") && n=${n:+"$(mb_thousands "$n") $MB_UNIT"} ;;
  esac
  printf '%s%s' "${name#volumes/}" "${n:+ ($n)}"
}

# The number of $1 in the counts $2 (`documents=7 collections=2`); nothing where they do not count it.
mb_count_of() {
  case " $2 " in
    *" $1="*) set -- "${2##*"$1="}" && printf '%s' "${1%% *}" ;;
  esac
}

mb_thousands() {
  printf '%s\n' "$1" | awk '{
    n = $0
    while (length(n) > 3) { out = "," substr(n, length(n) - 2) out; n = substr(n, 1, length(n) - 3) }
    printf "%s", n out }'
}

mb_runbook_date() {
  date -d "@$MB_SOURCE_TIME" '+%d %B %Y, %H:%M UTC' | sed 's/^0//'
}

mb_runbook_describe() {
  local name list='' downtime said
  for name in $MB_CHOSEN; do list="$list${list:+, }$(mb_in_words "$name")"; done
  MB_WISHED=$(date +%Y%m%d_%H%M%S)
  downtime=$(mb_runbook_downtime)
  mb_say "This puts back: $list"
  said="as they were on $(mb_runbook_date), on THIS machine ($(hostname 2>/dev/null || uname -n))"
  mb_say "$said${MB_RUNBOOK_PROJECT:+, project $MB_RUNBOOK_PROJECT} in $MB_RUNBOOK_APP."
  [ -z "$MB_RUNBOOK_OUTSIDE" ] || mb_is_outside_spared ||
    mb_say "Outside of it are written: $(printf '%s' "$MB_RUNBOOK_OUTSIDE" | tr '\n' ' ')"
  if [ "$MB_VARIANT" = anew ]; then
    mb_say "Its containers are gone: they are made anew, with their volumes and networks." \
      "What is still there is first saved as pre-restore-$MB_WISHED."
  else
    mb_say "The present state is first saved as pre-restore-$MB_WISHED. Services stop for about $downtime s."
  fi
  [ -z "$MB_RUNBOOK_WITHOUT" ] || [ -n "$MB_ASKED" ] || printf '%s\n' "$MB_RUNBOOK_WITHOUT" | mb_restorable_lines |
    sed 's/^/Not put back by this script: /' >&3
  said='To put back only some, name them as arguments.'
  [ -z "$MB_ASKED" ] || said='Everything else stays as it is.'
  mb_say "$said Nothing has been changed yet."
}

# Those lines of stdin that begin with the name of a component that a restore can put back; some kinds are kept for people to read.
mb_restorable_lines() {
  local line
  while IFS= read -r line; do
    mb_kind "${line%%[:"$MB_TAB"]*}"
    [ -n "$MB_FOR_PEOPLE" ] || printf '%s\n' "$line"
  done
}

# Are no paths outside of the application among what was chosen?
mb_is_outside_spared() {
  local name
  for name in $MB_CHOSEN; do
    mb_kind "$name"
    [ -z "$MB_PLACES" ] || return 1
  done
}

mb_runbook_print() {
  MB_COUNT=0
  mb_say ''
  (mb_runbook_each mb_print_step)
  mb_say ''
  mb_say 'This was a dry run: nothing was changed.'
}

mb_print_step() {
  MB_COUNT=$((MB_COUNT + 1))
  printf '%2d. %s\n' "$MB_COUNT" "$1" >&3
  shift
  printf '     ' >&3
  for MB_LINE in "$@"; do
    case $MB_LINE in
      *[!A-Za-z0-9_./:@%+,-]* | '') printf ' %s' "$(mb_quoted "$MB_LINE")" >&3 ;;
      *) printf ' %s' "$MB_LINE" >&3 ;;
    esac
  done
  printf '\n' >&3
}

# Nothing but OUI, or the backup's own name, is yes. $1: what --confirm said.
mb_runbook_ask() {
  local said="$1"
  if [ -z "$said" ]; then
    printf 'Type OUI to go on: ' >&3
    IFS= read -r said || :
  fi
  case $said in
    OUI | "$MB_SOURCE_NAME") ;;
    *)
      mb_refuse E_INPUT "The restore was not confirmed: type OUI, in capital letters." \
        next 'see the plan first (--dry-run), then confirm; without a terminal: --confirm OUI'
      ;;
  esac
}

# Starts the restore in a session of its own, and shows what it says.
mb_runbook_start() {
  MB_LOCKED=1 MB_OPERATION=restore MB_WHOLE=1
  [ -z "$MB_ASKED" ] || MB_WHOLE=''
  mb_directory
  MB_RUN="restore-$(date +%s)-$$"
  mb_detach "$(mb_runbook_detached)"
  mb_runbook_follow "$MB_RUN"
}

# What the detached script has that its text does not.
mb_runbook_detached() {
  local name
  echo 'mb_runbook_constants'
  for name in MB_SOURCE_NAME MB_SOURCE_FILE MB_SOURCE_BYTES MB_SOURCE_SHA256 MB_SOURCE_COMPRESSION MB_SOURCE_TIME \
    MB_SOURCE_TABLE MB_ROWS MB_ALL_ROWS MB_WHOLE MB_RUN MB_DIR MB_CHOSEN MB_VARIANT MB_WISHED MB_TIMEOUT MB_LOCK_TIMEOUT MB_MIN_FREE \
    MB_COMPRESS MB_TAR MB_SELF; do mb_assigned "$name" "$name"; done
  [ -z "${MB_SOURCE_KIND:-}" ] || mb_assigned MB_SOURCE_KIND MB_SOURCE_KIND
  printf '%s\n' 'MB_OPERATION=restore MB_LOCKED=1 MB_CLIENT=2 MB_NONCE=0 MB_HEARTBEAT=60' \
    'mb_static() { mb_runbook_static "$@"; }' 'mb_reader_of() { mb_runbook_reader_of "$@"; }' \
    'mb_plan() { mb_plan_of_runbook && mb_runbook_done; }'
}

mb_runbook_done() {
  mb_say "Restored $MB_SOURCE_NAME.${MB_KEPT:+ What was there before is $MB_KEPT.}"
}

# The run whose log is the newest.
mb_runbook_newest() {
  local log
  # shellcheck disable=SC2012
  log=$(cd -- "$MB_AT/.work" 2>/dev/null && ls -t -- *.log 2>/dev/null | head -n 1)
  [ -n "$log" ] || mb_refuse E_NOT_FOUND "There is no restore to follow in $MB_DIR."
  printf '%s' "${log%.log}"
}

mb_runbook_follow() {
  [ -n "$1" ] || exit "$(mb_exit_of E_NOT_FOUND)"
  trap mb_runbook_left INT TERM
  mb_follow "$1"
}

# A person stops following.
mb_runbook_left() {
  printf '%s\n' '' "The restore continues. To follow it again: $MB_SELF --follow" >&3
  exit 130
}

# Only what every run begins with: a restore that died half way is put back.
mb_runbook_undo() {
  [ -e "$MB_AT/.restore-incomplete" ] || mb_say 'No restore is incomplete here.'
  MB_RUN="undo-$(date +%s)-$$" MB_EXITS=''
  MB_OPERATION=recover MB_LOCKED=1 MB_DETACH=0
  mb_plan() {
    mb_step 1 'Take the lock' mb_lock
    mb_step 2 'Clean up after runs that died' mb_recover
    [ ! -e "$MB_AT/.restore-incomplete" ] || mb_fail E_RESTORE 'Not all that the restore changed could be put back.' \
      safe 'what was there before lies beside its place (names that end in .meeshy-old-...) and in the safety backup' \
      next 'remove the cause that the warning names, then run this again; by hand: docs/restore.md'
  }
  mb_main
}

mb_runbook_list() {
  local said name path raw offset length sha256 consistency counts
  said="$MB_SOURCE_NAME, $(mb_runbook_date), $(mb_amount "$MB_SOURCE_BYTES")"
  mb_say "$said${MB_RUNBOOK_PROJECT:+, of the project $MB_RUNBOOK_PROJECT} in $MB_RUNBOOK_APP"
  for name in $(mb_row_names); do
    mb_row "$name"
    printf '  %-32s %-9s %-15s %s\n' "$name" "$(mb_amount "$raw")" "$consistency" "$(printf '%s' "$counts" | tr '=' ' ')" >&3
  done
  [ -z "$MB_RUNBOOK_WITHOUT" ] || printf '%s\n' "$MB_RUNBOOK_WITHOUT" | sed 's/^/  not put back: /' >&3
}

mb_runbook_help() {
  cat >&3 <<END
$MB_SELF [component...] [flags]

Puts the backup $MB_SOURCE_NAME back on this machine, all of it or the components that are named.
It shows what it will do, and changes nothing before OUI is typed. It needs sh, docker, tar and the decompressor;
no Node, no network.

  COMPONENT...          only these, by their names; --list shows which there are
  --list                what is in the backup
  --dry-run             shows each step of the restore; nothing is done
  --confirm OUI         confirms without the question, for scripts
  --follow              shows the restore that runs, or how the last one ended
  --undo                puts back what an interrupted restore changed, after a power cut for instance
  --timeout 2h          a restore that takes longer is undone
  --lock-timeout 10m    how long to wait for another run
  --min-free 500MB      what must stay free

What is there is first kept as a backup of its own (pre-restore-...). If anything fails, it is put back. The restore
continues if this terminal closes. The script looks for the archive in the directory above it, then in
$MB_RUNBOOK_DIR.
END
  [ -z "$MB_RUNBOOK_SECRETS" ] ||
    printf '\nThe backup was made with secrets, which this script does not hold. Set them as environment variables: %s.\n' \
      "$MB_RUNBOOK_SECRETS" >&3
  printf '\nExit codes\n' >&3
  mb_exit_codes >&3
}
