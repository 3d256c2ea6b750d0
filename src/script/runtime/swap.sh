# shellcheck shell=sh
# Files and directories that take the place of others: made ready beside their destination, on its filesystem, and
# swapped by renames. What was there lies beside it until the restore is over, and goes back by the same renames.

# $1 as one word of shell text.
mb_quoted() {
  local rest="$1" done=''
  while case $rest in *\'*) ;; *) false ;; esac do done="$done${rest%%\'*}'\\''" rest=${rest#*\'}; done
  printf "'%s'" "$done$rest"
}

# Makes the cover of the place $1, under which its replacement is made ready; a run that fails removes it. $2: flat, if tar
# makes nothing there but files without directories; for anything else nobody else may see the cover.
mb_stage_beside() {
  [ "${2:-}" = flat ] || [ "$(id -u)" != 0 ] || mb_unseen "$1"
  (mb_enter_place "$1" made || mb_fail E_PERM "The directory ${1%/*}/ cannot be entered: $MB_WHY." safe 'nothing was changed') || exit 1
  mb_journal remove_new "$1" "$MB_RUN"
  printf '%s\n' "$1" >>"$MB_WORK/destinations" || mb_unwritable "$MB_WORK"
  mb_beside "$1" true 2>"$MB_WORK/noise" ||
    mb_fail E_RESTORE "Nothing can be made ready beside $1." Said "$(cat "$MB_WORK/noise")" safe 'nothing was changed'
}

# Fails if a container that runs sees the cover of the place $1: then its mount is a filesystem of its own, and as root
# inside it could turn what is written there elsewhere.
mb_unseen() {
  local root="${1%%//*}"
  case $1 in *//*) ;; *) return 0 ;; esac
  [ "$(mb_cover_of "$1")" = "$1" ] && grep -qxF -- "$(readlink -f -- "$root")" "$MB_WORK/mounted-now" || return 0
  mb_fail E_PREREQ "$1 is in $root, a filesystem of its own to which containers write: they would see what is made ready there." \
    safe 'nothing was stopped, nothing was changed' next 'stop the containers that have it mounted (docker ps), then restore again'
}

# What the run $2 made ready beside $1 goes, and what it put there and took away again.
undo_remove_new() {
  local cover
  mb_is_run "$2" || return 1
  cover=$(mb_cover_of "$1")
  mb_discard "$cover" "$2" "${cover##*/}.meeshy-new-$2" && mb_discard "$1" "$2" "${1##*/}.meeshy-undone-$2"
}

words_of_remove_new() {
  local cover
  cover=$(mb_cover_of "$1").meeshy-new-$2
  printf 'remove what was made ready beside %s (rm -rf %s)' "$1" "$(mb_typed "$cover")"
}

# Is $1 what a run may be called? It ends the names of what stands beside a place.
mb_is_run() {
  case $1 in
    '' | *[!A-Za-z0-9-]*) return 1 ;;
  esac
}

mb_unstaged() {
  mb_is_full
  case $(cat "$MB_WORK/noise") in
    *'No space left'* | *'quota exceeded'*)
      mb_fail E_NOSPACE "The disk filled up while $1 was made ready beside its place ($2)." \
        safe 'nothing was changed; what was written is removed' next 'free space there'
      ;;
  esac
  mb_fail E_RESTORE "$1 could not be made ready beside its place ($2)." Said "$(tail -n 5 "$MB_WORK/noise")" safe 'nothing was changed'
}

# Puts in the place of $1 what was made ready for it; nothing, if nothing was to be. The old one is first put aside.
mb_swap() {
  local at name="${1##*/}"
  at=$(mb_place "$1")
  if [ -e "$at" ] || [ -L "$at" ]; then
    mb_where "$at" mb_is_free "$name.meeshy-old-$MB_RUN" 2>"$MB_WORK/noise" || mb_unswapped "$at"
    mb_journal put_back "$at" "$MB_RUN"
    mb_leftover remove_old "$at" "$MB_RUN"
    mb_where "$at" mv -T -- "./$name" "./$name.meeshy-old-$MB_RUN" 2>"$MB_WORK/noise" || mb_unswapped "$at"
    mb_phase "aside"
  else
    mb_journal remove_made "$at" "$MB_RUN"
  fi
  if grep -qxF -- "$at" "$MB_WORK/destinations"; then
    mb_beside "$at" mb_swap_in "$at" 2>"$MB_WORK/noise" && mb_uncover "$at" new "$MB_RUN" 2>"$MB_WORK/noise" || mb_unswapped "$at"
  fi
  mb_where "$at" mb_sync . 2>"$MB_WORK/noise" || mb_unswapped "$at"
  mb_phase swapped
}

# Is there nothing at $1? What was there would be taken for what was put aside.
mb_is_free() {
  mb_unlinked "$1"
  ! mb_is_here "$1" || {
    printf 'something else is at %s\n' "$1" >&2
    return 1
  }
}

# From under the cover to the place $1: a rename, which follows no link. Between filesystems it would be a copy.
mb_swap_in() {
  exec 6<.
  local mode=''
  mb_enter_place "$1" && [ "$(stat -c %d .)" = "$(stat -c %d /proc/self/fd/6/.)" ] || return 1
  # Who is not root moves a directory to another parent only if he may write in it.
  if [ -d /proc/self/fd/6/new ] && [ ! -L /proc/self/fd/6/new ] && [ ! -w /proc/self/fd/6/new ]; then
    mode=$(stat -c %a /proc/self/fd/6/new) && chmod u+w /proc/self/fd/6/new || return 1
  fi
  mv -T -- /proc/self/fd/6/new "./${1##*/}" && { [ -z "$mode" ] || chmod "$mode" "./${1##*/}"; }
}

# What the run $2 put aside from the place $1 goes back, where it was put aside; what stands in its place then is the new one.
undo_put_back() {
  mb_is_run "$2" && mb_where "$1" mb_swap_back "${1##*/}" "$2"
}

mb_swap_back() {
  mb_is_here "$1.meeshy-old-$2" || return 0
  mb_unlinked "$1.meeshy-undone-$2"
  ! mb_is_here "$1" || mv -T -- "./$1" "./$1.meeshy-undone-$2" || return 1
  mv -T -- "./$1.meeshy-old-$2" "./$1" && mb_sync .
}

words_of_put_back() {
  printf 'put %s back as it was, if %s is there (move away what is in its place, then: mv -T %s %s)' "$1" \
    "$1.meeshy-old-$2" "$(mb_typed "$1.meeshy-old-$2")" "$(mb_typed "$1")"
}

# Nothing stood in the place $1, into which the run $2 moved what it had made ready: that goes, unless it was not moved yet.
undo_remove_made() {
  local cover
  mb_is_run "$2" || return 1
  cover=$(mb_cover_of "$1").meeshy-new-$2
  [ ! -d "${cover%/*}/" ] || ! mb_where "$cover" mb_is_here "${cover##*/}/new" || return 0
  mb_discard "$1" "$2" "${1##*/}"
}

words_of_remove_made() {
  local cover
  cover=$(mb_cover_of "$1").meeshy-new-$2
  printf 'remove %s, which was not there before (unless %s is still there: rm -rf %s)' "$1" "$cover/new" "$(mb_typed "$1")"
}

# What the run $2 put aside from the place $1 goes, once its restore is final.
undo_remove_old() {
  mb_is_run "$2" && mb_discard "$1" "$2" "${1##*/}.meeshy-old-$2"
}

words_of_remove_old() {
  printf 'remove what was in the place of %s before (rm -rf %s)' "$1" "$(mb_typed "$1.meeshy-old-$2")"
}

mb_unswapped() {
  mb_fail E_RESTORE "$1 could not be replaced." Said "$(cat "$MB_WORK/noise")"
}
