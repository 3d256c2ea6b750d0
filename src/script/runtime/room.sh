# shellcheck shell=sh
# Room for what a restore or a drill will write: each file system that is written to is asked, once, for the sum of it. What an
# account may use of it (a quota) cannot be asked everywhere, and is met when it is used up.

# Sets, of the file system of $1, MB_FREE (bytes that this user may still write), MB_INODES (0: none left; -: it does not count them) and
# MB_DISK (bytes in all). By numbers alone: what df prints begins with the name of a device, which may look like anything.
mb_free_at() {
  local all free size inodes files
  MB_FREE='' MB_INODES=- MB_DISK=''
  read -r all free size inodes files <<END_OF_STAT
$(stat -f -c '%b %a %S %d %c' -- "$1" 2>/dev/null)
END_OF_STAT
  case $all$free$size in '' | *[!0-9]*) return 1 ;; esac
  MB_FREE=$((free * size)) MB_DISK=$((all * size))
  [ "${files:-0}" = 0 ] || MB_INODES=$inodes
}

# Where the file system of the directory $1 begins.
mb_mount_of() {
  local at parent
  at=$(cd -P -- "$1" 2>/dev/null && printf '%s.' "$PWD") || at=$1.
  at=${at%.}
  while [ "$at" != / ]; do
    parent=${at%/*}
    [ "$(stat -c %d -- "${parent:-/}")" = "$(stat -c %d -- "$at")" ] || break
    at=${parent:-/}
  done
  printf '%s' "$at"
}

# Notes for mb_room that the component $1 will write $2 bytes and $3 files in the place $4; $5 says what, for people. One component's same
# words count once in a file system, wherever in it.
mb_will_write() {
  printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$(mb_encode "$4")" "$5" >>"$MB_WORK/writes" || mb_unwritable "$MB_WORK"
}

# Is there room for a restore, and min-free beyond? Sets of four words: a component, bytes (2x: twice its raw bytes, and all
# its files; 2s: twice
# its stored bytes, at most its raw ones, for a server that compresses what it loads),
# place (a dot: the backup directory; one after a ? counts only if it is on this machine), and what for; and what mb_will_write noted. Of
# the components that are chosen.
mb_room() {
  local place
  while [ $# -gt 3 ]; do
    place=$3
    [ "$place" != . ] || place=$MB_DIR
    ! mb_is_chosen "$1" || { [ "${place#'?'}" != "$place" ] && [ ! -d "${place#'?'}" ]; } ||
      mb_room_of "$1" "$2" "${place#'?'}" "$4"
    shift 4
  done
  mb_has_all_room 'for this restore' 'beside the present data until the end' 'nothing was stopped, nothing was changed' \
    'free space there, restore fewer components at a time, or lower min-free'
}

mb_room_of() {
  local component="$1" times="$2" place="$3" what="$4" path raw offset length sha256 consistency counts files=0
  case $times in
    *s)
      mb_row "$component"
      times=$((length * ${times%s}))
      [ "$times" -le "$raw" ] || times=$raw
      ;;
    *x)
      mb_row "$component"
      times=$((raw * ${times%x}))
      # Of a tree entries=12, of configuration files=3; what a server holds is a few files.
      case $counts in entries=* | files=*) files=${counts#*=} ;; esac
      case $files in *[!0-9]*) files=0 ;; esac
      ;;
  esac
  mb_will_write "$component" "$times" "$files" "$place" "$what"
}

# Fails unless each file system has room for what mb_will_write noted: $1 says for what, $2 until when, $3 what is safe, $4 what to do.
mb_has_all_room() {
  local device bytes files at
  mb_needs
  while IFS="$MB_TAB" read -r device bytes files at; do
    mb_decode "$at"
    at=$MB_DECODED
    mb_has_room "$at" "$bytes" || mb_fail E_NOSPACE "Not enough room $1 on the disk of $at." Disk "$(mb_mount_of "$at")" \
      Needs "$(mb_amount "$bytes") $2, and min-free keeps $(mb_amount "$MB_MIN_FREE") free" Has "$(mb_amount "$MB_FREE") free" \
      For "$(mb_room_for "$device")" safe "$3" next "$4"
    [ "$MB_INODES" = - ] || [ "$MB_INODES" -ge $((files + 64)) ] ||
      mb_fail E_NOSPACE "There are not enough inodes $1 on the disk of $at." Disk "$(mb_mount_of "$at")" Needs "$((files + 64)) inodes" \
        Has "$MB_INODES inodes" safe "$3" next 'remove files there'
  done <"$MB_WORK/needs"
}

# What mb_will_write noted, once for each component, use and file system, to .work/uses: device, bytes, files, place, component with
# its use; and their sums to .work/needs: device, bytes, files, and one place in it.
mb_needs() {
  local component bytes files place what
  while IFS="$MB_TAB" read -r component bytes files place what; do
    mb_decode "$place"
    place=$MB_DECODED
    while [ ! -d "${place:=/}" ]; do place=${place%/*}; done
    printf '%s\t%s\t%s\t%s\t%s: %s\n' "$(stat -c %d -- "$place")" "$bytes" "$files" "$(mb_encode "$place")" "$component" "$what"
  done <"$MB_WORK/writes" | awk -F '\t' '!seen[$1, $5]++' >"$MB_WORK/uses"
  awk -F '\t' '
    { bytes[$1] += $2; files[$1] += $3; at[$1] = $4 }
    END { for (d in bytes) printf "%s\t%.0f\t%.0f\t%s\n", d, bytes[d], files[d], at[d] }' "$MB_WORK/uses" >"$MB_WORK/needs"
}

# What is to be written to the device $1, a line each.
mb_room_for() {
  local device bytes files at use
  while IFS="$MB_TAB" read -r device bytes files at use; do
    [ "$device" != "$1" ] || printf '%s: %s\n' "$use" "$(mb_amount "$bytes")"
  done <"$MB_WORK/uses"
}

# Are $2 bytes free on the disk of $1, and min-free beyond? Sets MB_FREE.
mb_has_room() {
  mb_free_at "$1" && [ "$MB_FREE" -ge $(($2 + MB_MIN_FREE)) ]
}
