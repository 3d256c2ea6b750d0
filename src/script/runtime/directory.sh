# shellcheck shell=sh
# The backup directory: that it is a place to trust, whose turn it is there, and whether there is room.

# The backup directory is $1: its words for people (MB_DIR), and where its files are named from (MB_AT), which is more
# once it is entered.
mb_directory_is() {
  MB_DIR=$1 MB_AT=$1 MB_WORK="$1/.work/$MB_RUN"
}

# Makes sure of the backup directory: made if missing, entered, trusted, writable, one filesystem.
mb_directory() {
  local at
  [ -d "$MB_APP" ] || [ "$MB_OPERATION" = restore ] ||
    mb_fail E_NOT_FOUND "The application directory $MB_APP is not on this server." \
      next 'set app-dir to the directory of the compose project'
  [ -n "${MB_PINNED:-}" ] || [ -d "$MB_DIR" ] || mb_make_directory
  mb_enter_directory
  for at in .work .meta; do
    # Never `: >FILE` where it may fail: a redirection that fails ends the shell if the command is a special built-in (POSIX 2.8.1).
    mkdir -p -- "$MB_AT/$at" 2>/dev/null && true 2>/dev/null >"$MB_AT/$at/.probe-$MB_RUN" && rm -f -- "$MB_AT/$at/.probe-$MB_RUN" ||
      mb_unwritable "$MB_DIR/$at"
    [ "$(stat -c %d -- "$MB_AT/$at")" = "$(stat -c %d -- "$MB_AT/.")" ] ||
      mb_fail E_PREREQ "$MB_DIR/$at is on another filesystem than $MB_DIR, so nothing could be published in one step." next 'unmount it'
  done
}

mb_make_directory() {
  [ ! -e "$MB_DIR" ] && [ ! -L "$MB_DIR" ] ||
    mb_fail E_PERM "The backup directory $MB_DIR is not a directory." next 'set backup-dir to another place'
  (mb_enter_made "$MB_DIR" || {
    mb_fail E_PERM "The backup directory $MB_DIR cannot be created: $MB_WHY." next 'create it for this user, or set sudo: true'
  }) || exit 1
}

# Of a run that only reads: enters the directory where that can be; where it cannot, what reads there says why.
mb_directory_if_any() {
  if [ ! -d "$MB_DIR" ]; then
    # What appears there later was not judged: this run has none.
    exec 7<&-
    MB_AT=/proc/self/fd/7
  elif [ -x "$MB_DIR" ] && [ -r "$MB_DIR" ]; then
    mb_enter_directory
  fi
}

# Enters the backup directory and judges it. From here on its files are named from the descriptor 7 (MB_AT), which is
# this directory whatever its name comes to mean. A detached run has that descriptor from the shell that started it.
mb_enter_directory() {
  local at="/proc/self/fd/7"
  if [ -n "${MB_PINNED:-}" ]; then
    [ "$(mb_identity "$at/.")" = "$MB_PINNED" ] || mb_fail E_PERM "The backup directory $MB_DIR was lost between two shells of this run." \
      safe 'nothing was changed' next 'start the restore again'
  else
    mb_open_directory
  fi
  MB_AT=$at MB_WORK="$at/.work/$MB_RUN"
  case $MB_DIR in
    / | /bin | /boot | /dev | /etc | /home | /lib | /lib64 | /proc | /root | /run | /sbin | /sys | /tmp | /usr | /var | \
      /etc/* | /dev/* | /proc/* | /sys/* | /usr/* | /var/lib/docker*)
      mb_fail E_PERM "The backup directory leads to $MB_DIR, a directory of the system." next 'set backup-dir to another place' ;;
  esac
  mb_judge_directory . "$MB_DIR" 'set backup-dir to another place'
  for at in .work .meta; do
    [ ! -L "$MB_AT/$at" ] || mb_fail E_PERM "$MB_DIR/$at is a symbolic link, which meeshy-backup did not create." next 'remove it'
    [ ! -e "$MB_AT/$at" ] || mb_judge_directory "$at" "$MB_DIR/$at" 'remove it'
  done
}

# Opens the descriptor 7 on the backup directory, and sets MB_DIR to where it is. The shell stays where it was: the name
# of its own file may be relative.
mb_open_directory() {
  # A redirection that fails ends the shell.
  (true <.) 2>/dev/null || cd /
  exec 6<.
  mb_enter "$MB_DIR" || mb_fail E_PERM "The backup directory $MB_DIR cannot be entered: $MB_WHY." \
    next 'set backup-dir to the place itself, or give what is on the way there to root or to this user'
  MB_DIR=$MB_ENTERED
  (true <.) 2>/dev/null || mb_fail E_PERM "$(id -un) may not list the backup directory $MB_DIR." safe 'nothing was changed' \
    next 'give this user the directory, or set sudo: true'
  exec 7<.
  cd -P /proc/self/fd/6 || mb_fail E_UNKNOWN 'The shell could not return to the directory that it was started in.'
  exec 6<&-
}

# Fails unless nobody but root, this user, and the account behind sudo owns $1 or may write to it. $2 it, in words; $3 what
# else helps.
mb_judge_directory() {
  local is owner mode
  is=$(stat -c '%u %a' -- "$MB_AT/$1") owner=${is% *} mode=${is#* }
  mb_is_our_user "$owner" ||
    mb_fail E_PERM "The backup directory $2 belongs to another user (id $owner)." next "chown it to $(id -un), or $3"
  mb_is_ours "$is" || mb_fail E_PERM "Others may write to the backup directory $2 (mode $mode)." next "chmod go-w $(mb_typed "$2")"
}

# What a file or directory is, whatever it is called.
mb_identity() {
  stat -c %d:%i -- "$1"
}

# $1 as people find it: files of the backup directory by its name.
mb_shown() {
  case $1 in
    "$MB_AT"/*) printf '%s/%s' "$MB_DIR" "${1#"$MB_AT"/}" ;;
    *) printf '%s' "$1" ;;
  esac
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
  mb_fail E_PERM "$(id -un) may not write to $(mb_shown "$1")." \
    Said "$({ true >"$1/.probe-$MB_RUN" && rm -f -- "$1/.probe-$MB_RUN"; } 2>&1)" safe 'nothing was written' \
    next 'give this user the directory, or set sudo: true; if the disk turned read-only, see dmesg'
}

# Takes the lock: the kernel's, on the directory itself, so that it can neither go stale nor be removed. `.lock` only names the holder.
mb_lock() {
  local waited=0 holder=''
  while ! flock -n 9; do
    [ -n "$holder" ] || {
      holder=$(head -c 2000 "$MB_AT/.lock" 2>/dev/null)
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
  [ ! -L "$MB_AT/.lock" ] || rm -f -- "$MB_AT/.lock"
  printf 'run %s, pid %s, since %s%s%s\n' "$MB_RUN" "$$" "$(date +%Y-%m-%dT%H:%M:%SZ)" "${MB_FROM:+, from $MB_FROM}" \
    "$MB_CALLER" >"$MB_AT/.lock"
  mb_phase locked
}

# Whether somebody holds the lock, and who. Asked with a lock that is shared and given back at once.
mb_lock_state() {
  if [ ! -r "$MB_AT" ] || (flock -s -n 8) 8<"$MB_AT"; then
    mb_emit lock free? true holder ''
  else
    mb_emit lock free? false holder "$(head -c 2000 "$MB_AT/.lock" 2>/dev/null)"
  fi
}

# Sets MB_FREE and MB_INODES to what is free where the backups are (mb_free_at).
mb_space() {
  mb_free_at "$MB_AT/."
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
  row=$(cd "$MB_AT" && stat -c '%s %n' -- ./*.tar.* 2>/dev/null | sort -rn | head -n 1)
  [ -z "$row" ] || printf '. Largest: %s, %s' "${row#* ./}" "$(mb_amount "${row%% *}")"
}
