# shellcheck shell=sh
# Directories that are entered once. Each program looks a path up anew, and who may write in a directory on the way can
# make it lead elsewhere between two lookups. So a run walks into a directory, judges from within what it stands in, and
# names what it does there from within: whatever is renamed or linked on the way changes nothing any more.

# Makes $1 the current directory, and sets MB_ENTERED to where it is, without links. Links on the way are followed where
# nobody can change them, or where who can change them gains nothing. Status 1: MB_WHY says why not.
mb_enter() {
  local rest="${1%/}/" here=/ step holder links=0
  MB_WHY="it is not there, or $(id -un) may not enter it"
  cd -P -- "$1" 2>/dev/null && mb_stand || return 1
  [ "${MB_ENTERED%/}/" != "$rest" ] || return 0
  cd / || return 1
  while [ -n "$rest" ]; do
    step=${rest%%/*} rest=${rest#*/}
    case $step in '' | .) continue ;; esac
    holder=$(stat -c '%u %a' .) || return 1
    if [ -L "./$step" ] && mb_is_ours "$holder"; then
      links=$((links + 1))
      step=$(readlink -- "./$step") && [ "$links" -lt 40 ] || return 1
      case $step in /*) here=/ && cd / || return 1 ;; esac
      rest=$step/$rest
      continue
    fi
    cd -P -- "./$step" 2>/dev/null && mb_stand || return 1
    [ "$MB_ENTERED" = "${here%/}/$step" ] || mb_is_ours "$holder" || mb_leads_home "$holder" || {
      MB_WHY="a link in $here is on the way, and others than $(mb_trusted_users) can make it lead elsewhere"
      return 1
    }
    here=$MB_ENTERED
  done
  mb_stand
}

# Sets MB_ENTERED to the current directory. The kernel says it: the shell's own pwd looks its path up anew.
mb_stand() {
  MB_ENTERED=$(readlink /proc/self/cwd && echo .) && MB_ENTERED=${MB_ENTERED%"$MB_NEWLINE".}
}

# Can only root, this user, and the account behind sudo change what stands in a directory of the owner and mode $1?
mb_is_ours() {
  mb_is_our_user "${1%% *}" || return 1
  case ${1#* } in *[2367]? | *[2367]) return 1 ;; esac
}

mb_trusted_users() {
  if [ "$(id -u)" = 0 ]; then printf 'root'; else printf 'root and %s' "$(id -un)"; fi
}

mb_is_our_user() {
  case $1 in
    0 | "$(id -u)" | "${MB_BEHIND:-0}") ;;
    *) return 1 ;;
  esac
}

# A link in the directory of a user other than root, of the owner and mode $1, may lead to a directory of the same user:
# there he can do as he likes anyway.
mb_leads_home() {
  case ${1#* } in *[2367]) return 1 ;; esac
  [ "${1%% *}" != 0 ] && [ "$(stat -c %u .)" = "${1%% *}" ]
}

# Enters $1 as mb_enter does, and makes what is missing of it, each step from within.
mb_enter_made() {
  local at="$1" missing='' step
  while [ ! -d "$at" ] && [ -n "$at" ]; do missing=${at##*/}/$missing at=${at%/*}; done
  mb_enter "${at:-/}" || return 1
  while [ -n "$missing" ]; do
    step=${missing%%/*} missing=${missing#*/} at=$MB_ENTERED
    [ -n "$step" ] || continue
    MB_WHY="$(id -un) cannot create it"
    mkdir -- "./$step" 2>/dev/null && cd -P -- "./$step" && mb_stand || return 1
    MB_WHY="somebody put something else into its place"
    [ "$MB_ENTERED" = "${at%/}/$step" ] && [ "$(stat -c %u .)" = "$(id -u)" ] || return 1
  done
}
