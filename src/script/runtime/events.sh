# shellcheck shell=sh
# What the script tells its client: one JSON object a line, each line framed with the run's nonce. Everything else on
# the channel is noise. Without a client (MB_CLIENT=0: a rendered script that is run by hand) the same functions print
# plain words; MB_CLIENT=2 is a log for both.

# One framed event of the JSON $1 (mb_emit makes it); the leading newline ends whatever a login shell left on the
# line. Short events are one atomic write to the pipe.
mb_event() {
  [ "$MB_CLIENT" != 0 ] || return 0
  printf '\n@%s %s\n' "$MB_NONCE" "$1" >&3 2>/dev/null || :
}

# Plain words, for a person who runs the script without a client.
mb_say() {
  [ "$MB_CLIENT" = 1 ] || printf '%s\n' "$*" >&3
}

# Each line of stdin as an event of type $1, for listings. With more types than one the first word of a line says
# which, and a line without one of them is not sent. Capped: 4 MB a line (what the client takes), 20,000 lines.
mb_lines() {
  if [ "$MB_CLIENT" = 0 ]; then
    cat >/dev/null
    return
  fi
  awk -v nonce="$MB_NONCE" -v types="$*" "$MB_AWK_JSON"'
    BEGIN { several = index(types, " "); type = types }
    NR <= 20000 { line = substr($0, 1, 4000000)
      if (several) { space = index(line, " "); type = substr(line, 1, space - 1); line = substr(line, space + 1)
        if (space < 2 || !index(" " types " ", " " type " ")) next }
      gsub(/[\001-\010\012-\037\177]/, "?", line)
      printf "\n@%s %s\n", nonce, json_object(json_add(json_add("", "type", json_text(type)), "text", json_text(line))) }' >&3
}

# A warning: its code, its words, and the component it is about (empty: the run). Kept for the manifest too, in one line;
# what is tried again warns once.
mb_warn() {
  local words="$2" row
  case $words in *"$MB_NEWLINE"*) words=$(printf '%s' "$words" | tr '\n' ' ') ;; esac
  row="${3:-run}$MB_TAB$1$MB_TAB$words"
  [ ! -d "$MB_WORK" ] || {
    ! grep -qxF -e "$row" "$MB_WORK/warnings" 2>/dev/null || return 0
    printf '%s\n' "$row" >>"$MB_WORK/warnings"
  }
  mb_emit warning code "$1" component "${3:-}" text "$(mb_cap "$2")"
  mb_say "  warning ($1): $2"
}

# The run fails: code, one sentence, then labels and values (lower-case labels "safe" and "next" are those answers). Ends this shell.
# In a pipeline several members may fail at once: the first to say why is the one that is heard.
mb_fail() {
  mb_failed "$@"
  [ -z "${MB_EXITS:-}" ] || exit "$(mb_exit_of "$1")"
  exit 1
}

mb_failed() {
  local code="$1" title="$2" details='' MB_JSON MB_TEXT safe='no backup was lost; a new one is visible only if it is complete'
  shift 2
  if [ -d "$MB_WORK" ]; then
    # On a full disk the directory cannot be made, although nothing was reported.
    mkdir "$MB_WORK/failed" 2>/dev/null || [ ! -d "$MB_WORK/failed" ] || return 0
    case $code in
      E_ARCHIVE | E_DUMP | E_PUBLISH | E_RESTORE | E_UNKNOWN | E_VERIFY)
        # A full disk makes anything fail: then that is the cause to tell.
        if mb_is_full; then
          set -- 'What failed' "$title" safe 'what was written is removed; no old backup was touched' next "free space there$(mb_largest)"
          code=E_NOSPACE title="The disk of $MB_DIR filled up during the $MB_OPERATION: no $(mb_lack) left."
        fi
        ;;
    esac
    rm -f -- "$MB_WORK/ballast"
  fi
  # To the script's own stderr: that of a step may be a file.
  [ "$MB_CLIENT" = 1 ] || printf 'Error: %s  %s\n' "$code" "$title" >&4
  while [ $# -gt 1 ]; do
    if [ -n "$2" ]; then
      [ "$1" != safe ] || safe=
      [ "$MB_CLIENT" = 1 ] || printf '  %s: %s\n' "$1" "$2" >&4
      mb_object @ "$details" "$1" "$(mb_cap "$2")"
      details=${MB_JSON#?}
      details=${details%?}
    fi
    shift 2
  done
  set --
  [ -z "$safe" ] || set -- safe "$safe"
  mb_object @ "$details" "$@"
  mb_emit error code "$code" step# "${MB_STEP:-0}" title "$(mb_cap "$title")" details@ "$MB_JSON"
}

# At most 20 lines and 1,500 bytes of a text: enough to see a cause, too little to flood a log or to tear an event.
mb_cap() {
  printf '%s\n' "$1" | head -n 20 | cut -c 1-300 | dd bs=1500 count=1 2>/dev/null
}

# A name for each moment at which a run may die. It does nothing: it is the seam at which the fault tests put another
# function in its place.
mb_phase() {
  :
}

# One titled step: said when it starts and when it ends, timed, and failed by its status.
mb_step() {
  local title="$2" began
  MB_STEP=$1
  shift 2
  mb_now
  began=$MB_NOW
  mb_emit step step# "$MB_STEP" state start
  mb_say "- $title"
  # Nothing that a step starts inherits the lock: only the step that takes it sees its descriptor.
  case $1 in
    mb_lock) "$@" ;;
    *) "$@" 9<&- ;;
  esac || mb_fail E_UNKNOWN "The step '$title' ended with status $?."
  mb_now
  mb_emit step step# "$MB_STEP" state end milliseconds# $((MB_NOW - began))
}
