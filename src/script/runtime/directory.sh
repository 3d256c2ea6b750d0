# shellcheck shell=sh
# The backup directory: that it is a place to trust, whose turn it is there, and whether there is room.

# Makes sure of MB_DIR: made if missing, resolved once if it is a link, writable, by nobody else, one filesystem.
mb_directory() {
  local at owner mode
  [ -d "$MB_APP" ] || [ "$MB_OPERATION" = restore ] ||
    mb_fail E_NOT_FOUND "The application directory $MB_APP is not on this server." \
      next 'set app-dir to the directory of the compose project'
  if [ ! -e "$MB_DIR" ] && [ ! -L "$MB_DIR" ]; then
    mkdir -p -- "$MB_DIR" 2>/dev/null ||
      mb_fail E_PERM "The backup directory $MB_DIR cannot be created." next 'create it for this user, or set sudo: true'
  fi
  [ -d "$MB_DIR" ] || mb_fail E_PERM "The backup directory $MB_DIR is not a directory." next 'set backup-dir to another place'
  at=$(cd -P -- "$MB_DIR" && pwd -P) || mb_fail E_PERM "The backup directory $MB_DIR cannot be entered."
  case $at in
    / | /bin | /boot | /dev | /etc | /home | /lib | /lib64 | /proc | /root | /run | /sbin | /sys | /tmp | /usr | /var | \
      /etc/* | /dev/* | /proc/* | /sys/* | /usr/* | /var/lib/docker*)
      mb_fail E_PERM "The backup directory $MB_DIR leads to $at, a directory of the system." next 'set backup-dir to another place' ;;
  esac
  MB_DIR=$at MB_WORK="$at/.work/$MB_RUN"
  owner=$(stat -c %u -- "$at") mode=$(stat -c %a -- "$at")
  case $owner in
    0 | "$(id -u)") ;;
    *)
      mb_fail E_PERM "The backup directory $at belongs to another user (id $owner)." \
        next "chown it to $(id -un), or set backup-dir to another place"
      ;;
  esac
  case $mode in
    *[2367]? | *[2367]) mb_fail E_PERM "Others may write to the backup directory $at (mode $mode)." next "chmod go-w $at" ;;
  esac
  for at in .work .meta; do
    # Never `: >FILE` where it may fail: a redirection that fails ends the shell if the command is a special built-in (POSIX 2.8.1).
    [ ! -L "$MB_DIR/$at" ] || mb_fail E_PERM "$MB_DIR/$at is a symbolic link, which meeshy-backup did not create." next 'remove it'
    mkdir -p -- "$MB_DIR/$at" 2>/dev/null && true 2>/dev/null >"$MB_DIR/$at/.probe-$MB_RUN" && rm -f -- "$MB_DIR/$at/.probe-$MB_RUN" ||
      mb_unwritable "$MB_DIR/$at"
    [ "$(stat -c %d -- "$MB_DIR/$at")" = "$(stat -c %d -- "$MB_DIR")" ] ||
      mb_fail E_PREREQ "$MB_DIR/$at is on another filesystem than $MB_DIR, so nothing could be published in one step." next 'unmount it'
  done
}

# A write failed: full, out of inodes, or not allowed?
mb_unwritable() {
  mb_space
  [ "$MB_FREE" -gt 65536 ] ||
    mb_fail E_NOSPACE "There is no room left in $MB_DIR." Has "$(mb_amount "$MB_FREE") free" \
      safe 'nothing was written; no old backup was touched' next 'free space there'
  [ "$MB_INODES" != 0 ] ||
    mb_fail E_NOSPACE "There are no inodes left in $MB_DIR." safe 'nothing was written; no old backup was touched' \
      next 'remove files there'
  mb_fail E_PERM "$(id -un) may not write to $1." \
    Said "$({ true >"$1/.probe-$MB_RUN" && rm -f -- "$1/.probe-$MB_RUN"; } 2>&1)" safe 'nothing was written' \
    next 'give this user the directory, or set sudo: true; if the disk turned read-only, see dmesg'
}

# Takes the lock: the kernel's, on the directory itself, so that it can neither go stale nor be removed. `.lock` only names the holder.
mb_lock() {
  local waited=0 holder=''
  while ! flock -n 9; do
    [ -n "$holder" ] || {
      holder=$(head -c 2000 "$MB_DIR/.lock" 2>/dev/null)
      mb_emit waiting holder "$holder"
      mb_say "  waiting for another run: $holder"
    }
    [ "$waited" -lt $((MB_LOCK_TIMEOUT * 5)) ] ||
      mb_fail E_LOCKED "Another run holds the lock of $MB_DIR, and did not end within $MB_LOCK_TIMEOUT s." \
        Holder "${holder:-unknown}" safe 'nothing was changed by this run' \
        next 'wait for it to end, or raise lock-timeout'
    sleep 0.2
    waited=$((waited + 1))
  done
  # Nothing is written through a link that somebody put there.
  [ ! -L "$MB_DIR/.lock" ] || rm -f -- "$MB_DIR/.lock"
  printf 'run %s, pid %s, since %s%s%s\n' "$MB_RUN" "$$" "$(date +%Y-%m-%dT%H:%M:%SZ)" "${MB_FROM:+, from $MB_FROM}" \
    "$MB_CALLER" >"$MB_DIR/.lock"
  mb_phase locked
}

# Whether somebody holds the lock, and who. Asked with a lock that is shared and given back at once.
mb_lock_state() {
  if [ ! -r "$MB_DIR" ] || (flock -s -n 8) 8<"$MB_DIR"; then
    mb_emit lock free? true holder ''
  else
    mb_emit lock free? false holder "$(head -c 2000 "$MB_DIR/.lock" 2>/dev/null)"
  fi
}

# Sets MB_FREE (bytes this user may still write) and MB_INODES (0: none left; -: the filesystem does not count them).
mb_space() {
  MB_FREE=$(mb_free_at "$MB_DIR")
  MB_INODES=$(mb_free_inodes_at "$MB_DIR" 2>/dev/null)
}

# Is the disk full, of bytes or of inodes?
mb_is_full() {
  mb_space
  [ "${MB_FREE:-65536}" -lt 65536 ] || [ "${MB_INODES:--}" = 0 ]
}

# What a full disk has none of.
mb_lack() {
  if [ "${MB_INODES:--}" = 0 ]; then echo inodes; else echo room; fi
}

# Is there room for $1 bytes, and MB_MIN_FREE beyond? $2 says what the number was made of.
mb_preflight() {
  mb_space
  [ "${MB_INODES:--}" = - ] || [ "$MB_INODES" -ge 64 ] ||
    mb_fail E_NOSPACE "There are almost no inodes left in $MB_DIR." Has "$MB_INODES inodes" \
      safe 'nothing was written; no old backup was touched; no container was paused' next 'remove files there'
  [ "$MB_FREE" -ge $(($1 + MB_MIN_FREE)) ] || mb_fail E_NOSPACE "Not enough room for this backup in $MB_DIR." \
    Needs "$(mb_amount "$1") ($2), and min-free keeps $(mb_amount "$MB_MIN_FREE") free" Has "$(mb_amount "$MB_FREE") free in $MB_DIR" \
    safe 'nothing was written; no old backup was touched; no container was paused' \
    next "free space, lower keep or min-free, or put backup-dir on another disk$(mb_largest)"
}

mb_largest() {
  local row
  row=$(cd "$MB_DIR" && stat -c '%s %n' -- ./*.tar.* 2>/dev/null | sort -rn | head -n 1)
  [ -z "$row" ] || printf '. Largest: %s, %s' "${row#* ./}" "$(mb_amount "${row%% *}")"
}
