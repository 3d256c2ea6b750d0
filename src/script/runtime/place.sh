# shellcheck shell=sh
# Places: what a restore replaces, each a path. Who owns the directory around a place, and a container that has it
# mounted, may rename and link there at any moment. So what is done there is done from within (enter.sh), and what is made
# ready or removed lies under a cover, a directory that nobody else can look into.

# Which directories of this server containers may write to, to .work/mounted; those of containers that run, to
# .work/mounted-now. As Docker says them, and where they are.
mb_mounted() {
  mb_mounted_by -aq >"$MB_WORK/mounted" && mb_mounted_by -q >"$MB_WORK/mounted-now" || mb_unwritable "$MB_WORK"
}

mb_mounted_by() {
  local ids at
  ids=$(mb_docker ps "$1" 2>/dev/null) && [ -n "$ids" ] || return 0
  # shellcheck disable=SC2086
  mb_docker inspect --type container -f '{{range .Mounts}}{{if .RW}}{{println .Source}}{{end}}{{end}}' $ids 2>/dev/null |
    while IFS= read -r at; do
      case $at in /?*) printf '%s\n' "$at" && readlink -f -- "$at" ;; esac
    done | sort -u
}

# The path $1 as a place: where a container may write to a directory above it, that is the outermost such directory, two
# slashes, and the rest. A path is the same place in all of a run, whatever is made on the way to it meanwhile.
mb_place() {
  local path place
  [ -f "$MB_WORK/mounted" ] || { printf '%s' "$1" && return; }
  path=$(mb_encode "$1")
  place=$(awk -v path="$path" '$1 == path { print $2; exit }' "$MB_WORK/places" 2>/dev/null)
  [ -n "$place" ] || {
    place=$(mb_encode "$(mb_place_now "$1")")
    printf '%s %s\n' "$path" "$place" >>"$MB_WORK/places" || mb_unwritable "$MB_WORK"
  }
  mb_decode "$place"
  printf '%s' "$MB_DECODED"
}

mb_place_now() {
  local at='' rest="${1#/}"
  case $1 in *//*) rest= ;; esac
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
  if [ -n "${2:-}" ]; then mb_enter_made "${1%%//*}/"; else mb_enter "${1%%//*}/"; fi || return 1
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
  cd -P -- "./$1" && mb_stand && [ "$MB_ENTERED" = "${at%/}/$1" ] || return 1
  case $(stat -c '%u %a' .) in
    "$(id -u) "*700) ;;
    # A filesystem without owners or modes of its own: what nobody else can write in is as good.
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
      # Who may not write there is not root, and a container gains nothing by what he does.
      if [ -w "${root%/*}/" ] && { [ ! -d "$root" ] || { ! mb_is_mounted "$root" &&
        [ "$(stat -c %d -- "$root/.")" = "$(stat -c %d -- "${root%/*}/.")" ]; }; }; then
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
