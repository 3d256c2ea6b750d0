# shellcheck shell=sh
# The ground every script stands on: an environment that does not depend on the account, clocks that do not depend on
# the date, amounts for people.

# Keeps what says where tools and the Docker engine are, and nothing else. Values that span lines make false names here, which do no harm.
# shellcheck disable=SC2163
mb_environment() {
  local name behind="${SUDO_UID:-}"
  umask 077
  for name in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p'); do
    case $name in
      PATH | HOME | DOCKER_HOST | DOCKER_CONTEXT | DOCKER_CONFIG | DOCKER_CERT_PATH | DOCKER_TLS_VERIFY | XDG_RUNTIME_DIR) ;;
      # Not from the account: only what sudo says, or the shell that started this one.
      MB_BEHIND) unset MB_BEHIND ;;
      # A variable of this script that the account exports would take its value, a secret maybe, to every program.
      MB_*) eval "MB_LINE=\$$name" && unset "$name" && eval "$name=\$MB_LINE" ;;
      # `command`, because unset is a special built-in: on a read-only name it would end the shell.
      *) command unset "$name" 2>/dev/null || : ;;
    esac
  done
  PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
  LC_ALL=C TZ=UTC
  export PATH LC_ALL TZ
  # The mark: every program of this run carries it, inside containers too, so that all of them can be found and ended.
  export MB_RUN
  # The account behind sudo: it may become root anyway. Known to root alone, and never from a variable of the account.
  behind=${behind:-${MB_BEHIND:-}} MB_BEHIND=
  case $(id -u)-$behind in *[!0-9-]* | *-) ;; 0-*) MB_BEHIND=$behind ;; esac
  MB_TAB=$(printf '\t')
  MB_NEWLINE='
'
  set -u
}

# The secrets follow the script on stdin, a line each, in the order of MB_SECRETS (names). They stay unexported shell
# variables. A client that stalls before their end is waited for as long as one that stalls in the script
# (transport.ts). head may swallow some of the heartbeats that follow.
mb_secrets() {
  local name given
  # shellcheck disable=SC2086
  set -- $MB_SECRETS end
  given=$(
    if command -v timeout >/dev/null 2>&1; then timeout 60 head -n $#; else head -n $#; fi
    echo .
  )
  for name; do
    case $name in
      end) [ "$given" = "end of secrets$MB_NEWLINE." ] || return 1 ;;
      *)
        eval "$name=\${given%%\"\$MB_NEWLINE\"*}"
        given=${given#*"$MB_NEWLINE"}
        ;;
    esac
  done
}

# Sets MB_NOW: milliseconds of the machine's uptime, which no change of the date can bend.
mb_now() {
  local up
  read -r up _ </proc/uptime
  MB_NOW=$((${up%.*} * 1000 + (1${up#*.} - 100) * 10))
}

# The lines of stdin that are no lines of the file $1. Not by grep -vxFf: with an empty file that of BusyBox prints none.
mb_lines_not_in() {
  MB_LINES_OF="$1" awk 'BEGIN { while ((getline line <ENVIRON["MB_LINES_OF"]) > 0) known[line] = 1 } !($0 in known)'
}

# Prints a number of bytes as people read it: 903 MB, 1.4 GB.
mb_amount() {
  awk -v n="$1" 'BEGIN {
    split("B kB MB GB TB PB", unit, " "); i = 1
    while (n >= 999.5 && i < 6) { n /= 1000; i++ }
    printf (i > 1 && n < 9.95 ? "%.1f %s" : "%.0f %s"), n, unit[i] }'
}

# SHA-256 of stdin as 64 hexadecimal digits. If the program did not end well, words after them that are never the same: two
# sums that both failed are not equal. OpenSSL knows the processor's own instructions; coreutils often does not (5 times
# slower). bash finds a program that this user may not run.
mb_sha256() {
  {
    if [ -x "$(command -v openssl)" ]; then openssl dgst -sha256 -r; else sha256sum; fi ||
      printf 'failed %s\n' "$(cat /proc/sys/kernel/random/uuid)"
  } | cut -c 1-64
}

# Size of a file in bytes.
mb_size() {
  stat -c %s -- "$1"
}

# Makes a file or directory durable: fsync, whose error is the status (sync(1) with an argument, GNU 8.24 and
# BusyBox).
mb_sync() {
  sync -- "$1"
}

# Removes one directory of .work, or the place of a run that only reads, and nothing else, whatever went wrong with
# the variable that names it.
mb_remove_work() {
  case ${1:?} in
    */../* | */./*) return 1 ;;
    /*/.work/[a-z0-9]*)
      case ${1##*/.work/} in
        '' | *[!a-z0-9-]*) return 1 ;;
      esac
      ;;
    /tmp/meeshy-backup-[A-Za-z0-9]*)
      case ${1#/tmp/meeshy-backup-} in
        *[!A-Za-z0-9-]*) return 1 ;;
      esac
      ;;
    *) return 1 ;;
  esac
  rm -rf -- "$1"
}

# A place of its own for a run that reads without the lock: in .work it would be taken for one that died. mktemp makes
# it 0700, for this user alone.
mb_scratch() {
  MB_WORK=$(mktemp -d "/tmp/meeshy-backup-$MB_RUN-XXXXXX") && mkdir "$MB_WORK/journal" && true >"$MB_WORK/warnings" ||
    mb_fail E_NOSPACE "There is no room in /tmp for the files of this run." safe 'nothing was changed' next 'free space there'
}
