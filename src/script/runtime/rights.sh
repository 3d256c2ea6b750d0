# shellcheck shell=sh
# What a restore needs besides room, asked before its mark: from the mark on, services are down, and a right or a command that is missing
# costs them the time of a way back.

# Can what is in the places $@ be put aside by a rename?
mb_may_swap() {
  local at parent
  for at in "$@"; do
    parent=${at%/*}
    while [ ! -d "${parent:=/}" ]; do parent=${parent%/*}; done
    [ -w "$parent" ] && [ -x "$parent" ] ||
      mb_not_swapped "$at" "the user $(id -un) may not write in $parent" 'set sudo: true, or log in as a user who may'
    [ -e "$at" ] || [ -L "$at" ] || continue
    # Of a directory like /tmp, in which each user moves only what is theirs.
    [ ! -k "$parent" ] || [ "$(id -u)" = 0 ] || [ -O "$at" ] || [ -O "$parent" ] ||
      mb_not_swapped "$at" "it belongs to another user, and $parent is sticky" 'set sudo: true, or log in as its owner'
    [ -L "$at" ] || ! mb_is_mounted "$at" below ||
      mb_not_swapped "$at" 'a file system is mounted there or below, and a mount point cannot be renamed or removed' \
        'unmount it and restore again, or leave it out of components and put it back by hand: docs/restore.md'
  done
}

mb_not_swapped() {
  mb_fail E_PERM "$1 cannot be replaced: $2." safe 'nothing was stopped, nothing was changed' next "$3"
}

# Is something mounted on $1, or with a word after it on what is below? Field 5 of mountinfo (proc(5)) is the mount point,
# with blanks and the like in octal digits.
mb_is_mounted() {
  local at
  at=$(cd -P -- "${1%/*}/" && printf '%s.' "$PWD") || return 1
  at=${at%.}
  at=$(mb_encode "${at%/}/${1##*/}")
  awk -v at="$at" -v below="${2:-}" "$MB_AWK_ENCODED"'
    function plain(text,   out, n) {
      out = ""
      while (n = index(text, "\\")) {
        out = out substr(text, 1, n - 1) \
          sprintf("%c", 64 * substr(text, n + 1, 1) + 8 * substr(text, n + 2, 1) + substr(text, n + 3, 1))
        text = substr(text, n + 4)
      }
      return out text
    }
    { mounted = encoded(plain($5)) }
    mounted == at || below != "" && index(mounted, at "/") == 1 { found = 1; exit }
    END { exit !found }' /proc/self/mountinfo 2>/dev/null
}

# Is there what makes the containers anew?
mb_may_create() {
  mb_docker compose version >"$MB_WORK/noise" 2>&1 ||
    mb_fail E_PREREQ 'The containers of this project are gone, and there is no docker compose here that could make them.' \
      Said "$(tail -n 3 "$MB_WORK/noise" | mb_mask)" safe 'nothing was stopped, nothing was changed' next 'install Compose v2'
}
