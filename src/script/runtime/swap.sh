# shellcheck shell=sh
# Files and directories that take the place of others: made ready beside their destination, on its filesystem, and
# swapped by renames. What was there lies beside it until the restore is over, and goes back by the same renames.

# $1 as one word of shell text.
mb_quoted() {
  local rest="$1" done=''
  while case $rest in *\'*) ;; *) false ;; esac do done="$done${rest%%\'*}'\\''" rest=${rest#*\'}; done
  printf "'%s'" "$done$rest"
}

# The name under which what replaces $1 is made ready. Whatever happens, it does not stay.
mb_beside() {
  printf '%s' "$1.meeshy-new-$MB_RUN"
}

mb_stage_beside() {
  local parent="${1%/*}"
  [ -d "$parent" ] || mkdir -p -- "$parent" || mb_fail E_PERM "The directory $parent cannot be created." safe 'nothing was changed'
  mb_journal remove_new "$1" "$MB_RUN"
  printf '%s\n' "$1" >>"$MB_WORK/destinations" || mb_unwritable "$MB_WORK"
}

# What the run $2 made ready beside $1 goes.
undo_remove_new() {
  mb_is_run "$2" && rm -rf -- "$1.meeshy-new-$2"
}

words_of_remove_new() {
  printf 'remove what was made ready beside %s (rm -rf %s)' "$1" "$(mb_typed "$1.meeshy-new-$2")"
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

# Puts in the place of $1 what was made ready for it; nothing, if nothing was. The old one is first put aside.
mb_swap() {
  local at="$1" new="$1.meeshy-new-$MB_RUN" old="$1.meeshy-old-$MB_RUN"
  if [ -e "$at" ] || [ -L "$at" ]; then
    mb_journal put_back "$at" "$MB_RUN"
    mb_leftover remove_old "$at" "$MB_RUN"
    mv -T -- "$at" "$old" 2>"$MB_WORK/noise" || mb_unswapped "$at"
    mb_phase "aside"
  else
    mb_journal remove_made "$at" "$MB_RUN"
  fi
  if [ -e "$new" ] || [ -L "$new" ]; then mv -T -- "$new" "$at" 2>"$MB_WORK/noise" || mb_unswapped "$at"; fi
  mb_sync "${at%/*}" || mb_unswapped "$at"
  mb_phase swapped
}

# What the run $2 put aside from the place $1 goes back, where it was put aside; what stands in its place then is the new one.
undo_put_back() {
  local at="$1" new="$1.meeshy-new-$2" old="$1.meeshy-old-$2"
  mb_is_run "$2" || return 1
  [ -e "$old" ] || [ -L "$old" ] || return 0
  if [ -e "$at" ] || [ -L "$at" ]; then mv -T -- "$at" "$new" || return 1; fi
  mv -T -- "$old" "$at" && mb_sync "${at%/*}"
}

words_of_put_back() {
  printf 'put %s back as it was, if %s is there (move away what is in its place, then: mv -T %s %s)' "$1" \
    "$1.meeshy-old-$2" "$(mb_typed "$1.meeshy-old-$2")" "$(mb_typed "$1")"
}

# Nothing stood in the place $1, into which the run $2 moved what it had made ready: that goes.
undo_remove_made() {
  local new="$1.meeshy-new-$2"
  mb_is_run "$2" || return 1
  [ -e "$new" ] || [ -L "$new" ] || rm -rf -- "$1"
}

words_of_remove_made() {
  printf 'remove %s, which was not there before (unless %s is still there: rm -rf %s)' "$1" "$1.meeshy-new-$2" "$(mb_typed "$1")"
}

# What the run $2 put aside from the place $1 goes, once its restore is final.
undo_remove_old() {
  mb_is_run "$2" && rm -rf -- "$1.meeshy-old-$2"
}

words_of_remove_old() {
  printf 'remove what was in the place of %s before (rm -rf %s)' "$1" "$(mb_typed "$1.meeshy-old-$2")"
}

mb_unswapped() {
  mb_fail E_RESTORE "$1 could not be replaced." Said "$(cat "$MB_WORK/noise")"
}
