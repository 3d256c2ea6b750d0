# shellcheck shell=sh
# How a backup becomes one: its name, its manifest, and the order of writes after which it is visible, complete and durable.

# The archive of a backup's name, if there is one: sets MB_FOUND to its file.
mb_archive_of() {
  local format MB_EXTENSION MB_UNPACKER MB_MEMBER
  # By its plain names first: a pattern reads the whole directory, and among a thousand backups this is asked a thousand times.
  for format in $MB_FORMATS; do
    mb_format_row "$format"
    MB_FOUND=$MB_AT/$1.tar.$MB_EXTENSION
    [ ! -f "$MB_FOUND" ] || return 0
  done
  for MB_FOUND in "$MB_AT/$1".tar.*.age "$MB_AT/$1".tar.*.gpg; do
    [ ! -f "$MB_FOUND" ] || return 0
  done
  return 1
}

# Seconds since 1970 of a stamp YYYYMMDD_HHMMSS in UTC: days from civil, for calendars from March on (no date(1) reads
# this form everywhere).
mb_epoch() {
  local y m d rest="${1#*_}" era
  y=${1%%????_*} m=${1#????} d=${1#??????}
  m=${m%%??_*} d=${d%%_*}
  m=${m#0} d=${d#0}
  [ "$m" -gt 2 ] || y=$((y - 1)) m=$((m + 12))
  era=$((y / 400)) y=$((y % 400))
  d=$((era * 146097 + y * 365 + y / 4 - y / 100 + (153 * (m - 3) + 2) / 5 + d - 1 - 719468))
  printf '%s' $((d * 86400 + (1${rest%????} - 100) * 3600 + (1$(printf %s "${rest%??}" | cut -c 3-4) - 100) * 60 + (1${rest#????} - 100)))
}

# The newest stamp of any backup's name here, or nothing.
mb_newest_stamp() {
  local file
  for file in "$MB_AT"/*.tar.* "$MB_AT"/.meta/*.json; do
    file=${file##*/}
    case $file in
      pre-update-[0-9]* | nightly-[0-9]* | pre-reset-[0-9]* | manual-[0-9]* | pre-restore-[0-9]*) ;;
      *) continue ;;
    esac
    file=${file%%.*}
    printf '%s\n' "${file#"${file%-*}"-}"
  done | grep -x '[12][0-9][0-9][0-9][01][0-9][0-3][0-9]_[0-2][0-9][0-5][0-9][0-5][0-9]' | sort | tail -n 1
}

# Is stamp $1 later than stamp $2?
mb_later() {
  [ "${1%_*}${1#*_}" -gt "${2%_*}${2#*_}" ]
}

# Sets MB_NAME, MB_STAMP, MB_TIME, MB_SEQUENCE. Names strictly increase, whatever the clock does: if it does not pass the newest name
# within 5 s, the name is that one's second plus one, and the clock is called suspicious.
mb_choose_name() {
  local newest words n=0
  newest=$(mb_newest_stamp)
  MB_STAMP=$(date +%Y%m%d_%H%M%S)
  # The name that a person read, if that was a moment ago.
  if [ -n "${MB_WISHED:-}" ] && [ $(($(mb_epoch "$MB_STAMP") - $(mb_epoch "$MB_WISHED"))) -lt 600 ] &&
    { [ -z "$newest" ] || mb_later "$MB_WISHED" "$newest"; }; then MB_STAMP=$MB_WISHED; fi
  while [ -n "$newest" ] && ! mb_later "$MB_STAMP" "$newest" && [ "$n" -lt 25 ] &&
    [ $(($(mb_epoch "$newest") - $(mb_epoch "$MB_STAMP"))) -lt 5 ]; do
    sleep 0.2
    n=$((n + 1))
    MB_STAMP=$(date +%Y%m%d_%H%M%S)
  done
  MB_TIME=$(mb_epoch "$MB_STAMP")
  if [ -n "$newest" ] && ! mb_later "$MB_STAMP" "$newest"; then
    words="The clock of this server says $MB_STAMP, and its newest backup is from $newest."
    mb_warn clock-skew "$words This backup is named one second after that one, and no old backup is removed."
    MB_TIME=$(($(mb_epoch "$newest") + 1))
    MB_STAMP=$(date -d "@$MB_TIME" +%Y%m%d_%H%M%S)
  fi
  MB_NAME=$MB_PREFIX-$MB_STAMP
  mb_format_row "$(mb_format)"
  MB_FILE=$MB_NAME.tar.$MB_EXTENSION
  MB_SEQUENCE=$(cat "$MB_AT"/.meta/*.json 2>/dev/null | sed -n 's/^{.*"sequence":\([0-9]\{1,15\}\)[,}].*/\1/p' | sort -n | tail -n 1)
  MB_SEQUENCE=$((${MB_SEQUENCE:-0} + 1))
}

# Bytes of a manifest; readers take no more than 4 MiB, and a line of an event is cut at 4,000,000. What it says of the
# contents of components may be as long as somebody likes to make it, and a list holds the manifests of all backups: so it
# takes that many bytes at most, some 400 collections. The drill of a run has all of it beside.
MB_MANIFEST_MOST=3900000
MB_CONTENTS_MOST=20000

# The manifest as one line of JSON: what the plan knew (mb_static, rendered by the client), and what the run measured.
mb_manifest() {
  local archive warnings components milliseconds
  mb_object file "$MB_FILE" bytes# "$MB_BYTES" sha256 "$MB_SHA256" compression "$(mb_format)"
  archive=$MB_JSON
  mb_warnings_of run
  warnings=$MB_JSON
  mb_manifest_components
  components=$MB_JSON
  mb_now
  milliseconds=$((MB_NOW - MB_BEGAN))
  mb_head_fields
  set -- @ "$MB_FIELDS" timeText "$(date -d "@$MB_TIME" +%Y-%m-%dT%H:%M:%SZ)" milliseconds# "$milliseconds" verified "$MB_VERIFIED" \
    runbook? "$MB_RUNBOOK" archive@ "$archive"
  [ -z "${MB_DRILL:-}" ] || set -- "$@" drill@ "$MB_DRILL"
  mb_object "$@" @ "$(mb_static table)" @ "$(mb_static manifest)" warnings@ "$warnings" components@ "$components"
  printf '%s\n' "$MB_JSON"
}

# Sets MB_JSON to the list of the components.
mb_manifest_components() {
  local component path raw offset length sha256 milliseconds consistency counts contents verified warnings room="$MB_CONTENTS_MOST"
  set --
  while IFS="$MB_TAB" read -r component path raw offset length sha256 milliseconds consistency counts; do
    verified=$(awk -F '\t' -v name="$component" '$1 == name { print $2; exit }' "$MB_WORK/verified")
    mb_counts "${counts:-$verified}"
    counts=$MB_JSON
    contents=$(mb_contents "$component") || mb_fail E_UNKNOWN "The contents of $component are not known."
    [ -n "$contents" ] && [ "${#contents}" -le "$room" ] || contents='{}'
    room=$((room - ${#contents}))
    mb_warnings_of "$component"
    warnings=$MB_JSON
    mb_component_fields
    mb_object @ "$MB_FIELDS" counts@ "$counts" milliseconds# "$milliseconds" @ "$(mb_static "$component")" \
      contents@ "$contents" warnings@ "$warnings"
    set -- "$@" "$MB_JSON"
  done <"$MB_WORK/components"
  mb_list "$@"
}

# What is known of the contents of the component $1 (lines of .work/contents), as a JSON object by the function of its
# kind; nothing, where nothing is.
mb_contents() {
  mb_kind "$1"
  [ -z "$MB_CONTENTS_JSON" ] || "$MB_CONTENTS_JSON" "$1"
}

# Sets MB_JSON to "documents=18052 collections=7" as an object.
mb_counts() {
  local each
  set -f
  # shellcheck disable=SC2086
  set -- $1
  set +f
  for each in "$@"; do
    shift
    set -- "$@" "${each%%=*}#" "${each#*=}"
  done
  mb_object "$@"
}

# Sets MB_JSON to the list of the warnings of one component (or of the run).
mb_warnings_of() {
  local wanted="$1" about code text
  set --
  while IFS="$MB_TAB" read -r about code text; do
    [ "$about" = "$wanted" ] && [ $# -lt 1000 ] || continue
    mb_json_text "$code: $text"
    set -- "$@" "$MB_TEXT"
  done <"$MB_WORK/warnings"
  mb_list "$@"
}

# Publishes: data durable, then runbook and manifest under their names, then the archive under its name (a link fails
# if the name exists), each made durable before the next. A visible archive therefore always has its manifest, and a
# run that dies in between has published nothing.
mb_publish() {
  local meta="$MB_AT/.meta/$MB_NAME.json" runbook="$MB_AT/.meta/$MB_NAME.restore.sh"
  MB_PATH="$MB_AT/$MB_FILE"
  mb_sync "$MB_WORK/archive" || mb_unpublished 'the archive could not be made durable (fsync)'
  mb_write_runbook || mb_unpublished 'its runbook could not be written'
  mb_manifest >"$MB_WORK/manifest" && [ -s "$MB_WORK/manifest" ] && mb_sync "$MB_WORK/manifest" ||
    mb_unpublished 'its manifest could not be written'
  # Without one that reads again, an archive could be neither listed nor removed.
  [ "$(mb_size "$MB_WORK/manifest")" -le "$MB_MANIFEST_MOST" ] && mb_is_json <"$MB_WORK/manifest" ||
    mb_unpublished 'its manifest could not be read again'
  mb_phase synced
  true >"$MB_WORK/publishing" || mb_unpublished 'the work directory cannot be written'
  [ ! -e "$meta" ] && [ ! -e "$MB_PATH" ] && [ ! -e "$runbook" ] ||
    mb_unpublished 'another file took that name meanwhile'
  [ "$MB_RUNBOOK" = false ] || mv -T -- "$MB_WORK/runbook" "$runbook" || mb_unpublished 'its runbook could not be put in place'
  mv -T -- "$MB_WORK/manifest" "$meta" && mb_sync "$MB_AT/.meta" ||
    mb_unpublished 'its manifest could not be put in place' "$meta" "$runbook"
  mb_phase manifest
  mb_link "$MB_WORK/archive" "$MB_PATH" || mb_unpublished 'the archive could not be put under its name' "$meta" "$runbook"
  # Visible, but perhaps not durable: the archive goes before its manifest does.
  mb_sync "$MB_AT" || mb_unpublished 'its name could not be made durable (fsync of the directory)' "$MB_PATH" "$meta" "$runbook"
  mb_phase linked
  rm -f -- "$MB_WORK/archive" "$MB_WORK/publishing"
  mb_phase published
}

# The archive under its final name, never over another one. Where the filesystem has no hard links, absence is checked
# under the lock instead.
mb_link() {
  ln -T -- "$1" "$2" 2>"$MB_WORK/noise" && return
  [ ! -e "$2" ] && [ ! -L "$2" ] && mv -T -- "$1" "$2"
}

# Fails because of $1, after what is already in place ($2…) is taken away again, in that order.
mb_unpublished() {
  local why="$1"
  shift
  rm -f -- "$@" "$MB_WORK/publishing"
  mb_fail E_PUBLISH "The backup $MB_NAME was taken and verified, but not published: $why." Said "$(cat "$MB_WORK/noise" 2>/dev/null)" \
    safe 'no old backup was touched; nothing half done is visible' \
    next 'look at the disk of this server (dmesg), then run the backup again'
}

# The last word of a backup: its manifest, as it is kept.
mb_result() {
  [ -f "$MB_PATH" ] || mb_fail E_PUBLISH "The published archive $MB_DIR/$MB_FILE is gone."
  mb_lines result <"$MB_AT/.meta/$MB_NAME.json"
  mb_say "Backed up as $MB_DIR/$MB_FILE, $(mb_amount "$MB_BYTES"), verified: $MB_VERIFIED."
}
