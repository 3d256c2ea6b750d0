# shellcheck shell=sh
# A drill of files: unpacked into a directory of its own, counted there, and removed. Nothing of it is run.

# The component $1, a tar of its own.
tree_drill() {
  drill_unpack "$1" mb_raw "$1"
}

# The component $1, a piece of the archive's own tar, without the marks that end one.
fragment_drill() {
  drill_unpack "$1" drill_fragment "$1"
}

drill_fragment() {
  mb_raw "$1" && dd if=/dev/zero bs=1024 count=1 2>/dev/null
}

# The component $1, whose tar $2… writes.
drill_unpack() {
  local component="$1" at="$MB_WORK/drill" began loaded entries files bytes path raw offset length sha256 consistency counts
  shift
  mb_row "$component"
  mb_drill_fits "$component" "$raw" "$MB_DIR"
  mb_journal remove_unpacked "$at"
  MB_DRILL_ENTRY=$MB_ENTRY
  mb_now
  began=$MB_NOW
  rm -f "$MB_WORK"/status-*
  mkdir -- "$at" || mb_unwritable "$MB_WORK"
  # tar stops at the end marks and leaves what fills the last record: cat reads that, or its writer would die.
  { "$@"; echo $? >"$MB_WORK/status-1"; } | { mb_tar -C "$at" -xpf - 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }
  mb_now
  loaded=$((MB_NOW - began))
  [ "$(cat "$MB_WORK/status-1")$(cat "$MB_WORK/status-2")" = 00 ] ||
    mb_undrilled "$component" 'it cannot be unpacked' Said "$(tail -n 5 "$MB_WORK/noise")" \
      next 'if the disk was full, free space there; otherwise do not trust this backup: take a new one'
  mb_phase drill-loaded
  entries=$(($(find "$at" -print0 | tr -cd '\000' | wc -c)))
  read -r files bytes <<END
$(find "$at" -type f -exec stat -c '%i %s' {} + | awk '{ files++ } !seen[$1]++ { bytes += $2 } END { printf "%.0f %.0f", files, bytes }')
END
  drill_compare_files "$component" "$counts" "$entries" "$files" "$bytes"
  mb_drill_passed "$component" "$loaded" "files=$files bytes=$bytes"
}

# The directory $1, which a drill was unpacked into, goes.
undo_remove_unpacked() {
  case $1 in */drill) ;; *) return 1 ;; esac
  [ -d "$1" ] || return 0
  # What only its owner may not write could not be removed by others than root.
  chmod -R u+rwx -- "$1" 2>/dev/null
  rm -rf -- "$1"
}

words_of_remove_unpacked() {
  printf 'remove what a drill unpacked (rm -rf %s)' "$(mb_typed "$(mb_shown "$1")")"
}

# Compares files and their bytes with what was counted when the backup was read; of a small set also with the files that were copied
# for it.
drill_compare_files() {
  local component="$1" counts=" $2 " entries="$3" files="$4" bytes="$5" differences
  differences=$(
    case $counts in
      *" files=$files "*) ;;
      *' files='*) echo "$files files are there, and the backup says ${counts##* files=}" ;;
    esac
    case $counts in
      *" entries=$entries "*) ;;
      # BusyBox lists names of several lines as several entries.
      *' entries='*) [ "$MB_TAR" != gnu ] || echo "$entries files and directories are there, and the backup says ${counts##* entries=}" ;;
    esac
    awk -F '\t' -v component="$component" -v files="$files" -v bytes="$bytes" '
      $1 == component && $2 == "tree" && $3 != files { print files " files are there, and the backup says " $3 }
      $1 == component && $2 == "tree" && $4 != bytes { print bytes " bytes are in them, and the backup says " $4 }' "$MB_WORK/contents"
  )
  [ -z "$differences" ] || mb_undrilled "$component" 'the restored data differs from the backup' 'It differs' "$differences" \
    next 'do not trust this backup: take a new one; if it happens twice, test memory and disk of this server'
}
