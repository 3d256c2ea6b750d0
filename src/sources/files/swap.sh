# shellcheck shell=sh
# Volumes and listed directories back: unpacked beside their places, then swapped.

# A tree (a volume, a listed directory) made ready beside $2 from the component $1.
mb_stage_tree() {
  local component="$1" destination found
  local path raw offset length sha256 consistency counts
  mb_row "$component"
  destination=$(mb_place "$2")
  mb_stage_beside "$destination"
  rm -f "$MB_WORK"/status-*
  # tar stops at the end marks and leaves what fills the last record: cat reads that, or its writer would die.
  { mb_raw "$component"; echo $? >"$MB_WORK/status-1"; } |
    { mb_beside "$destination" tree_unpack 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }
  [ "$(cat "$MB_WORK/status-1")$(cat "$MB_WORK/status-2")" = 00 ] || mb_unstaged "$component" "$destination"
  ! mb_is_old || mb_beside "$destination" old_like "$destination" ./new || mb_unstaged "$component" "$destination"
  found=$(mb_beside "$destination" find ./new -print0 | tr -cd '\000' | wc -c)
  case $counts in
    "entries=$((found))" | '') ;;
    *) [ "$MB_TAR" != gnu ] ||
      mb_fail E_RESTORE "$component unpacked to $((found)) files and directories, and the backup says $counts." \
        safe 'nothing was changed' ;;
  esac
  mb_restored "$component" "entries=$((found))"
  mb_phase "staged-$component"
}

# A tar on stdin to the directory new under the cover.
tree_unpack() {
  mkdir ./new && mb_tar -C ./new -xpf -
}

# Where Docker keeps the volume $1 of this server.
mb_mountpoint() {
  mb_docker volume inspect -f '{{.Mountpoint}}' "$1" 2>"$MB_WORK/noise" ||
    mb_fail E_NOT_FOUND "The volume $1 is not there." Said "$(cat "$MB_WORK/noise")"
}

mb_may_swap_volume() {
  local at
  at=$(mb_mountpoint "$1") || exit 1
  mb_may_swap "$at"
}

mb_stage_volume() {
  local at
  at=$(mb_mountpoint "$2") || exit 1
  mb_stage_tree "$1" "$at"
}

mb_swap_volume() {
  local at users
  # A running container keeps the directory that is put aside, and what it writes there would be lost.
  users=$(mb_docker ps -q --filter "volume=$1") && [ -z "$users" ] ||
    mb_fail E_RESTORE "The volume $1 is in use: $(mb_docker ps --filter "volume=$1" --format '{{.Names}}' 2>&1 | tr '\n' ' ')" \
      next 'stop it, and restore again'
  at=$(mb_mountpoint "$1") || exit 1
  mb_swap "$at"
}

# Runs the command that follows only if its object exists: the volume $1, or the directory $1.
mb_if_volume() {
  if mb_docker volume inspect "$1" >/dev/null 2>&1 && [ -d "$(mb_mountpoint "$1")" ]; then
    shift
    "$@"
  fi
}

mb_if_path() {
  if [ -d "$1" ]; then
    shift
    "$@"
  fi
}
