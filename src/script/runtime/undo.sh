# shellcheck shell=sh
# How what the journal says is undone: its line is taken apart into words, and the function undo_<verb>, beside the
# code that wrote the entry, gets them. The function words_of_<verb> says the same to a person, and seconds_of_<verb>,
# where there is one, how long it may take. Nothing that stands in a file of .work is run.

# Undoes the entry $1 and removes it. If that fails it stays, and MB_UNDO_SAID is what the undo said.
mb_settle() {
  local line
  MB_UNDO_SAID=
  mb_entry "$1" && mb_undo_line "$1" "$line" && rm -f -- "$1"
}

# Sets line of the caller to the entry $1. Status 1 if the file is anything but one whole line.
mb_entry() {
  local rest=''
  { IFS= read -r line && ! IFS= read -r rest && [ -z "$rest" ]; } 2>/dev/null <"$1"
}

# Undoes what the line $2 of the file $1 says, within $3 seconds (as long as its verb may take, if none are given).
mb_undo_line() {
  local file="$1" seconds="${3:-}"
  MB_UNDO_SAID=
  mb_with_words "$2" mb_undo_now
}

# Calls $2 with the verb and the decoded words of the line $1. Status 2, and nothing is called, if it is not a line as
# mb_journal writes them.
mb_with_words() {
  local call="$2" left
  case $1 in
    '' | ' '* | *' ' | *'  '* | *[!A-Za-z0-9_./:@+,%\ -]*) return 2 ;;
  esac
  # shellcheck disable=SC2086
  set -- $1
  case $1 in
    *[!a-z_]*) return 2 ;;
  esac
  # Of a function command prints the bare name, of a program its path.
  [ "$(command -v "undo_$1")" = "undo_$1" ] || return 2
  left=$#
  while [ "$left" -gt 0 ]; do
    mb_is_encoded "$1" || return 2
    mb_decode "$1"
    shift
    set -- "$@" "$MB_DECODED"
    left=$((left - 1))
  done
  "$call" "$@"
}

# Is $1 a word as mb_encode makes them?
mb_is_encoded() {
  local rest="$1"
  [ "$rest" != % ] || return 0
  while case $rest in *%*) ;; *) false ;; esac do
    rest=${rest#*%}
    case $rest in
      00*) return 1 ;;
      [0-9A-F][0-9A-F]*) ;;
      *) return 1 ;;
    esac
  done
}

# The verb $1 and its words, undone in time. Its last lines on stderr are MB_UNDO_SAID, if it fails.
mb_undo_now() {
  # Beside its entry: an undo may settle entries of its own.
  local said="$file.said" status
  [ -n "$seconds" ] || seconds=$(mb_undo_seconds "$1")
  mb_bounded "$seconds" mb_undo_alone "$@"
  status=$?
  [ "$status" = 0 ] || MB_UNDO_SAID=$(tail -n 8 "$said" 2>/dev/null | mb_mask)
  [ "$status" != 124 ] || MB_UNDO_SAID="${MB_UNDO_SAID:+$MB_UNDO_SAID; }it did not finish within $seconds s"
  rm -f -- "$said"
  return "$status"
}

# How long the undo of the verb $1 may take, in seconds: a minute, unless seconds_of_<verb> says otherwise.
mb_undo_seconds() {
  if [ "$(command -v "seconds_of_$1")" = "seconds_of_$1" ]; then "seconds_of_$1"; else echo 60; fi
}

# The undo itself, in a shell of its own: what it says is no event of this run.
mb_undo_alone() {
  local verb="$1" why=''
  shift
  # A terminal that closes meanwhile does not cut it off.
  trap '' HUP
  exec 3>/dev/null
  # For writing, because NFS locks exclusively no descriptor that only reads (flock(2)); for reading on a disk that has
  # become read-only.
  if { true 8<>"$file"; } 2>/dev/null; then exec 8<>"$file"; else exec 8<"$file"; fi
  # A full disk takes no file: then it says it to everybody.
  if { true >"$said"; } 2>/dev/null; then exec 2>"$said"; fi
  exec 4>&2
  MB_CLIENT=0
  # Of a run that was killed while it undid this, the shell that did it may still live: it finishes first. A lock that
  # another one holds is refused without a word; a file system without locks says so, and keeps no undo from running.
  ! command -v flock >/dev/null 2>&1 || until why=$(flock -n 8 2>&1) || [ -n "$why" ]; do sleep 0.1; done
  "undo_$verb" "$@"
}

# Runs $2… in a shell of its own for $1 seconds at most, then ends it and what it started. Status 124 if its time was up, else its own.
mb_bounded() {
  local seconds="$1" pid until n=0 pause=0.01 MB_NOW
  shift
  ("$@") </dev/null &
  pid=$!
  mb_now
  until=$((MB_NOW + seconds * 1000))
  while mb_lives "$pid"; do
    mb_now
    [ "$MB_NOW" -lt "$until" ] || {
      mb_end_bounded "$pid"
      return 124
    }
    [ "$n" -lt 50 ] || pause=0.2
    sleep "$pause"
    n=$((n + 1))
  done
  # A signal to this shell interrupts a wait, and the next one tells the status.
  { wait "$pid" || wait "$pid"; } 2>/dev/null
}

# Is the child $1 at work? One that has ended and was not waited for yet is not.
mb_lives() {
  local state
  { read -r _ _ state _ <"/proc/$1/stat"; } 2>/dev/null && [ "$state" != Z ]
}

# Ends the child $1 and everything below it. Stopped first: as long as it lives, what it started is found below it.
mb_end_bounded() {
  # No process carries this mark: only what is below counts.
  local MB_MARK=/
  kill -STOP "$1" 2>/dev/null
  mb_end_processes "$1" || :
  kill -KILL "$1" 2>/dev/null
  { wait "$1"; } 2>/dev/null
}

# Runs a journal backwards. Each undo is bounded; one that fails does not keep the others from running, unless the
# journal says that their order matters (`ordered`). Status 1 if any failed.
mb_undo() {
  local dir="$1" entry words status=0
  set --
  for entry in "$dir"/[0-9][0-9][0-9][0-9]; do
    [ ! -f "$entry" ] || set -- "$entry" "$@"
  done
  for entry in "$@"; do
    mb_settle "$entry" && continue
    status=1
    words="This could not be undone, and the next run tries again: $(mb_undo_words "$entry")."
    mb_warn undo-failed "$words${MB_UNDO_SAID:+${MB_NEWLINE}It said: $MB_UNDO_SAID}"
    [ ! -e "$dir/ordered" ] || return 1
  done
  return $status
}

# Does what each line of the file $1 says, in their order, within an hour each. Status 1 if any failed: MB_UNDONE are those, in words.
mb_complete() {
  local line status=0
  MB_UNDONE=
  # shellcheck disable=SC2094
  while IFS= read -r line || [ -n "$line" ]; do
    mb_undo_line "$1" "$line" 3600 && continue
    status=1
    MB_UNDONE="${MB_UNDONE:+$MB_UNDONE; }$(mb_line_words "$1" "$line")"
  done <"$1"
  return $status
}

# What the entry $1 owes, in words for a person, with what to type.
mb_undo_words() {
  local line
  line=
  mb_entry "$1" || line=
  mb_line_words "$1" "$line"
}

# The same of the line $2 of the file $1.
mb_line_words() {
  local words
  words=$(mb_with_words "$2" mb_words_now 2>/dev/null) && [ -n "$words" ] ||
    words="what the file $(mb_shown "$1") says, which this version cannot read (check the file, and remove it if nothing is left to undo)"
  printf '%s' "$words"
}

mb_words_now() {
  local verb="$1"
  shift
  "words_of_$verb" "$@"
}

# $1 as a person types it.
mb_typed() {
  case $1 in
    '' | *[!A-Za-z0-9_./:@+,-]*) mb_quoted "$1" ;;
    *) printf '%s' "$1" ;;
  esac
}
