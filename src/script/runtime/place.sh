# shellcheck shell=sh
# Places: what a restore replaces, each a path. Who owns the directory around a place, and a container that has it
# mounted, may rename and link there at any moment. So what is done there is done from within (enter.sh), and what is made
# ready or removed lies under a cover, a directory that nobody else can look into.

# Which directories of this server containers may write to, to .work/mounted.
mb_mounted() {
  local ids
  ids=$(mb_docker ps -aq 2>/dev/null) && [ -n "$ids" ] || return 0
  # shellcheck disable=SC2086
  mb_docker inspect --type container -f '{{range .Mounts}}{{if .RW}}{{.Source}}{{"\n"}}{{end}}{{end}}' $ids 2>/dev/null |
    grep '^/.' | sort -u >"$MB_WORK/mounted"
  return 0
}

# The path $1 as a place: where a container may write to a directory above it, that is the outermost such directory, two
# slashes, and the rest.
mb_place() {
  local at='' rest="${1#/}"
  case $1 in *//*) rest= ;; esac
  [ -s "$MB_WORK/mounted" ] || rest=
  while case $rest in */*) ;; *) false ;; esac do
    at=$at/${rest%%/*} rest=${rest#*/}
    grep -qxF -- "$(readlink -f -- "$at")" "$MB_WORK/mounted" || continue
    printf '%s//%s' "$at" "$rest"
    return
  done
  printf '%s' "$1"
}

# Enters the directory that holds the place $1; $2: makes what is missing of it. Below a mount (/srv/data//sub/file) the
# container may be root, so there no link is followed.
mb_enter_place() {
  local rest="${1%/*}/" at step
  case $1 in
    *//*) rest=${rest#*//} ;;
    *)
      if [ -n "${2:-}" ]; then mb_enter_made "$rest"; else mb_enter "$rest"; fi
      return
      ;;
  esac
  mb_enter "${1%%//*}/" || return 1
  while [ -n "${rest%/}" ]; do
    step=${rest%%/*} rest=${rest#*/} at=$MB_ENTERED
    MB_WHY="$step is not a directory in $at, or is a link"
    [ -z "${2:-}" ] || mkdir -- "./$step" 2>/dev/null
    cd -P -- "./$step" 2>/dev/null && mb_stand && [ "$MB_ENTERED" = "${at%/}/$step" ] || return 1
  done
}

# Runs $2… in the directory that holds the place $1, in a shell of its own. Status 1, and why on stderr, if it cannot
# be entered.
mb_where() (
  mb_enter_place "$1" || {
    printf '%s cannot be entered: %s\n' "${1%/*}/" "$MB_WHY" >&2
    exit 1
  }
  shift
  "$@"
)

# Makes the directory $1 (a name in the directory that was entered) that nobody else can look into, and enters it. It may
# be there already, if it is such a one.
mb_cover() {
  local at="$MB_ENTERED"
  mb_unlinked "$1"
  mkdir -m 700 -- "./$1" 2>/dev/null
  cd -P -- "./$1" && mb_stand && [ "$MB_ENTERED" = "${at%/}/$1" ] && [ "$(stat -c %u .)" = "$(id -u)" ] || return 1
  case $(stat -c %a .) in
    *700) ;;
    # A filesystem without modes of its own: what nobody else can write in is as good.
    *) mb_is_ours "$(stat -c '%u %a' .)" && mb_is_ours "$(stat -c '%u %a' ..)" ;;
  esac
}

# Runs $2… under the cover of the place $1, in a shell of its own. What replaces the place is called new there.
mb_beside() {
  local place="$1"
  shift
  mb_covered "$place" new "$MB_RUN" "$@"
}

# Runs $4… under the cover of the place $1 that is for $2 (new, gone) in the run $3, in a shell of its own.
mb_covered() (
  cover="$(mb_cover_of "$1").meeshy-$2-$3"
  mb_enter_place "$cover" && mb_cover "${cover##*/}" || {
    printf '%s cannot be made or entered, or something else is in its place\n' "$cover" >&2
    exit 1
  }
  shift 3
  "$@"
)

# The place beside which the covers of the place $1 stand: itself; below a container's mount a name beside that mount,
# where the container has no way to. A mount that is a filesystem of its own has no such place beside it.
mb_cover_of() {
  local root="${1%%//*}"
  case $1 in
    *//*)
      if [ "$(stat -c %d -- "$root/." 2>/dev/null)" = "$(stat -c %d -- "$root/.." 2>/dev/null)" ]; then
        printf '%s.%s' "$root" "$(printf %s "$1" | cksum | tr ' ' -)"
        return
      fi
      ;;
  esac
  printf '%s' "$1"
}

# Removes an empty cover of the place $1.
mb_uncover() {
  local cover
  cover="$(mb_cover_of "$1").meeshy-$2-$3"
  mb_where "$cover" rmdir -- "./${cover##*/}"
}

# Removes $3, a name in the directory of the place $1, for the run $2: under a cover, because not every rm can be trusted
# with names that others replace while it works (BusyBox looks each path up anew).
mb_discard() {
  [ -d "${1%/*}/" ] || return 0
  mb_covered "$1" gone "$2" mb_discard_here "$1" "$3" && mb_uncover "$1" gone "$2"
}

# Under the cover.
mb_discard_here() {
  exec 6<.
  rm -rf -- ./gone && mb_enter_place "$1" || return 1
  mb_is_here "$2" || return 0
  mv -T -- "./$2" /proc/self/fd/6/gone && cd -P /proc/self/fd/6 && rm -rf -- ./gone
}

mb_is_here() {
  [ -e "./$1" ] || [ -L "./$1" ]
}

# A link that somebody put at $1, a name of this run's alone, goes. Some mv would take it for the directory it leads to.
mb_unlinked() {
  [ ! -L "./$1" ] || rm -f -- "./$1"
}
