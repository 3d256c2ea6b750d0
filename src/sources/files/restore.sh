# shellcheck shell=sh
# Configuration and secrets back: each listed file or directory takes the place of the present one, as a name, so that nothing is
# written through a link (swap.sh).

# Makes the listed paths of the set $1 ready beside their places, from the component of that name.
files_stage() {
  local set="$1" item from to n=0 root
  shift
  root="$MB_WORK/unpacked/$MB_SOURCE_NAME/$set"
  mkdir -p "$MB_WORK/unpacked"
  rm -f "$MB_WORK"/status-*
  if mb_is_old; then
    old_unpack_files
  else
    { mb_raw "$set"; echo $? >"$MB_WORK/status-1"; dd if=/dev/zero bs=1024 count=1 2>/dev/null; } |
      { mb_tar -C "$MB_WORK/unpacked" -xpf - 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }
  fi
  [ "$(cat "$MB_WORK/status-1")$(cat "$MB_WORK/status-2")" = 00 ] || mb_unstaged "$set" "$MB_WORK"
  for item in "$@"; do
    to=$(files_place "$item") from="$root/$item"
    case $item in /*) from="$root/@root$item" ;; esac
    ! mb_is_old || from=$(old_unpacked "$item")
    # A discovered path that was missing then is not in the backup: the present one stays as it is.
    [ -e "$from" ] || [ -L "$from" ] || continue
    files_within "$item" "${to%/*}"
    to=$(mb_place "$to")
    mb_stage_beside "$to"
    mb_beside "$to" cp -a -T -- "$from" ./new 2>"$MB_WORK/noise" || mb_unstaged "$set" "$to"
    n=$((n + $(mb_files_in "$from")))
  done
  rm -rf -- "$MB_WORK/unpacked"
  mb_restored "$set" "files=$n"
  mb_phase "staged-$set"
}

files_place() {
  case $1 in
    /*) printf '%s' "$1" ;;
    *) printf '%s/%s' "$MB_APP" "$1" ;;
  esac
}

# A relative path must not lead out of the application by a link on its way.
files_within() {
  local at="$2"
  case $1 in
    /*) return 0 ;;
    ../* | */../* | */..) mb_fail E_INPUT "The path $1 leads out of the application directory." safe 'nothing was changed' ;;
  esac
  while [ ! -d "${at:=/}" ]; do at=${at%/*}; done
  at=$(cd -P -- "$at" && pwd -P)
  [ -d "$MB_APP" ] || return 0
  case $at/ in
    "$(cd -P -- "$MB_APP" && pwd -P)"/*) ;;
    *) mb_fail E_INPUT "$1 would be written outside of the application directory, in $at." \
      safe 'nothing was changed' next 'a link on the way leads there: look at it' ;;
  esac
}

files_may_swap() {
  local item
  for item in "$@"; do mb_may_swap "$(files_place "$item")"; done
}

files_swap() {
  local item to
  shift
  for item in "$@"; do
    to=$(mb_place "$(files_place "$item")")
    grep -qxF -- "$to" "$MB_WORK/destinations" || continue
    mb_swap "$(files_place "$item")"
  done
}
