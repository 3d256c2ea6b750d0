# shellcheck shell=sh
# The verification of kept backups: every part of an archive, from its first byte to its last, against what was
# recorded when it was made. Every damage is reported by its component and byte range; the sound parts beside it are
# still read. Without the lock: nothing is written, and an archive that rotation removes meanwhile is gone, which is
# no damage.

# What this run needs of the server, said at once.
mb_verify_tools() {
  local tool missing=''
  for tool in awk dd grep gzip head od sed stat tail tar timeout tr; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
  done
  command -v openssl >/dev/null 2>&1 || command -v sha256sum >/dev/null 2>&1 || missing="$missing openssl or sha256sum"
  [ -z "$missing" ] ||
    mb_fail E_PREREQ "Tools are missing on this server:$missing." safe 'nothing was changed' \
      next 'install them, or verify on the runner (where: runner)'
  mb_know_tar
}

# What is wrong where every part is sound and the whole is not.
MB_UNVOUCHED='its sha256 is not the recorded one, although every part of it reads as it was written: '
MB_UNVOUCHED="${MB_UNVOUCHED}bytes that nothing else vouches for, in the compressed padding"

# Checks one backup at level $1. $2 its name, $3 its file; what its manifest says: $4 bytes, $5 sha256, $6
# compression, $7 time, $8 the rows of its components (as MB_ROWS has them, and the container and service that read it
# back), $9 the table that it makes.
mb_verify() {
  local level="$1" hasher whole end=0 before=0 last=''
  local component path raw offset length sha256 consistency counts container service
  MB_SOURCE_NAME=$2 MB_SOURCE="$MB_AT/$3" MB_SOURCE_BYTES=$4 MB_SOURCE_COMPRESSION=$6 MB_TIME=$7
  MB_NAME=$2 MB_COMPRESS=$6 MB_GONE='' MB_TOLD=0
  mb_verify_open "$4" || { mb_verify_over; return; }
  mb_sha256 <"$MB_SOURCE" >"$MB_WORK/whole" 2>/dev/null &
  hasher=$!
  printf '%s\n' "$8" >"$MB_WORK/rows"
  while IFS="$MB_TAB" read -r component path raw offset length sha256 consistency counts container service; do
    [ -z "$MB_GONE" ] || break
    mb_verify_between
    mb_verify_component "$level"
    end=$((offset + length)) last=$component
    if mb_is_fragment "$path"; then before=0; else before=$raw; fi
  done <"$MB_WORK/rows"
  [ -n "$MB_GONE" ] || mb_verify_end "$8" "$9"
  wait "$hasher"
  whole=$(cat "$MB_WORK/whole")
  [ "$whole" = "$5" ] || [ "$MB_TOLD" -gt 0 ] ||
    mb_damage '' archive 0 "$MB_SOURCE_BYTES" "$MB_UNVOUCHED"
  mb_verify_over
}

# Is the archive there, a file, and as long as it should be? What can be read of one that is not is read.
mb_verify_open() {
  local bytes
  mb_emit verifying backup "$MB_SOURCE_NAME"
  mb_say "- $MB_SOURCE_NAME"
  [ -f "$MB_SOURCE" ] && [ ! -L "$MB_SOURCE" ] || { MB_GONE=1; return 1; }
  [ -r "$MB_SOURCE" ] ||
    mb_fail E_PERM "$(id -un) may not read the archive $(mb_shown "$MB_SOURCE")." safe 'nothing was changed' \
      next 'set sudo: true, or log in as the owner of the backups'
  bytes=$(mb_size "$MB_SOURCE") || { MB_GONE=1; return 1; }
  if [ "$bytes" -lt "$1" ]; then
    mb_damage '' archive "$bytes" "$1" "it ends early: it has $bytes bytes, and $1 were written"
  elif [ "$bytes" -gt "$1" ]; then
    mb_damage '' archive "$1" "$bytes" "something follows its end: it has $bytes bytes, and $1 were written"
  fi
  MB_SOURCE_BYTES=$bytes
  mb_format_row "$MB_SOURCE_COMPRESSION"
  command -v "$MB_UNPACKER" >/dev/null 2>&1 ||
    mb_fail E_PREREQ "The backup $MB_SOURCE_NAME is compressed with $MB_UNPACKER, which this server lacks." \
      safe 'nothing was changed' next "install $MB_UNPACKER there, or verify on the runner (where: runner)"
}

# One damage: the component (empty: of no component), which part of it (header, data, padding, end, archive), the byte
# range in the archive, and what is wrong with it. Any other operation refuses the archive for it.
mb_damage() {
  [ "$MB_OPERATION" = verify ] || mb_damaged "${1:-the archive} ($2, bytes $3 to $4): $5"
  [ -f "$MB_SOURCE" ] || { MB_GONE=1; return 0; }
  MB_TOLD=$((MB_TOLD + 1))
  mb_emit damage backup "$MB_SOURCE_NAME" component "$1" part "$2" from# "$3" to# "$4" why "$(mb_cap "$5")"
  mb_say "  damaged: ${1:-the archive} ($2, bytes $3 to $4): $5"
}

# The end of one backup's verification: gone, or all told.
mb_verify_over() {
  local state=verified
  [ -z "$MB_GONE" ] || state=gone
  mb_emit "$state" backup "$MB_SOURCE_NAME"
  mb_say "  $state: $MB_TOLD damaged"
}

# What lies between the component before (its end in end, its raw size in before) and this one: padding, perhaps a
# long name, and the tar header, which are made anew and compared, for each is known to the byte.
mb_verify_between() {
  local header="$offset"
  if ! mb_is_fragment "$path"; then
    header=$((offset - $(mb_stored_length)))
    if [ "$header" -lt "$end" ]; then
      mb_damage "$component" header "$end" "$offset" 'there is no room for its tar header'
      return 0
    fi
    mb_tar_header 0 "$MB_NAME/$path" "$raw" | mb_stored_member >"$MB_WORK/member"
    [ "$(mb_range "$header" $((offset - header)) "$MB_SOURCE" 2>/dev/null | mb_sha256)" = "$(mb_sha256 <"$MB_WORK/member")" ] ||
      mb_damage "$component" header "$header" "$offset" 'its tar header is not the one that was written'
  fi
  { mb_zeros "$before" && { mb_is_fragment "$path" || mb_long_name "$path"; }; } >"$MB_WORK/filler"
  mb_verify_filler "$header"
}

# The zeros that fill an entry of $1 bytes up to the next 512.
mb_zeros() {
  dd if=/dev/zero bs=1 count=$(((512 - $1 % 512) % 512)) 2>/dev/null
}

# Do the bytes from end to $1 unpack to .work/filler, and to nothing more?
mb_verify_filler() {
  local size
  size=$(mb_size "$MB_WORK/filler")
  if [ "$size" = 0 ]; then
    [ "$end" = "$1" ] || mb_damage "$component" header "$end" "$1" 'there are bytes that belong to nothing'
    return 0
  fi
  rm -f "$MB_WORK/status-1"
  { mb_range "$end" $(($1 - end)) "$MB_SOURCE" | { mb_unpack; echo $? >"$MB_WORK/status-1"; } |
    head -c $((size + 1)) >"$MB_WORK/found"; } 2>/dev/null
  [ "$(cat "$MB_WORK/status-1")" = 0 ] && [ "$(mb_sha256 <"$MB_WORK/found")" = "$(mb_sha256 <"$MB_WORK/filler")" ] && return 0
  # The zeros come first: where they are as they should be, it is the long name that is not.
  if [ "$size" -gt 511 ] &&
    [ "$(head -c $(((512 - before % 512) % 512)) "$MB_WORK/found" | mb_sha256)" = "$(mb_zeros "$before" | mb_sha256)" ]; then
    mb_damage "$component" header "$end" "$1" 'its long name is not the one that was written'
  else
    mb_damage "$last" padding "$end" "$1" 'what follows its data is not what was written'
  fi
}

# The component of this row: its stored bytes, and with `read` what they unpack to, as the reader of its kind sees it.
mb_verify_component() {
  mb_now
  local began="$MB_NOW" found=''
  if ! mb_examine_stored; then
    mb_damage "$component" data "$offset" $((offset + length)) "$MB_WHY"
    return 0
  fi
  if [ "$1" = read ]; then
    mb_kind "$path"
    mb_verify_container
    mb_examine_read "$MB_READER" "$component" || {
      mb_damage "$component" data "$offset" $((offset + length)) "$MB_WHY$(mb_verify_said)"
      return 0
    }
    found=$(cat "$MB_WORK/counts" 2>/dev/null)
    mb_verify_counts "$found" || {
      mb_damage "$component" data "$offset" $((offset + length)) "it holds ${found#*=} ${found%%=*}, and the manifest says $counts"
      return 0
    }
  fi
  mb_now
  mb_emit sound backup "$MB_SOURCE_NAME" component "$component" raw# "$raw" milliseconds# $((MB_NOW - began)) found "$found"
}

# What its reader said, after a colon.
mb_verify_said() {
  local said
  said=$(grep -v '^$' "$MB_WORK/noise" 2>/dev/null | tail -n 3 | mb_mask | tr '\n' ' ')
  [ -z "$said" ] || printf ': %s' "$said"
}

# Is what was counted ($1, one `what=number`) what the manifest counts of the same? What one of the two does not count
# is not compared; nor are the entries that BusyBox lists, where a name with a line break in it is two.
mb_verify_counts() {
  case "$MB_TAR $1" in
    'plain entries='*) return 0 ;;
  esac
  case " $counts " in
    *" $1 "*) return 0 ;;
    *" ${1%%=*}="*) return 1 ;;
  esac
}

# The containers of this service.
mb_verify_served() {
  mb_docker ps -q --filter "label=com.docker.compose.project.working_dir=$MB_APP" \
    --filter "label=com.docker.compose.service=$service" 2>/dev/null
}

# Dumps are read by the tools of their containers: the one that a setting names, else the one they came from, else that
# of the same service. If none runs, the dump is decompressed to its end and no more, and that is said: a lower level is
# never taken in silence.
mb_verify_container() {
  local why='does not run'
  MB_CONTAINER=''
  [ -n "$MB_SERVED" ] || return 0
  for MB_CONTAINER in "$container" $([ "$service" = - ] || mb_verify_served); do
    [ "$(mb_docker inspect -f '{{.State.Status}}' "$MB_CONTAINER" 2>/dev/null)" = running ] || continue
    [ "$service" != - ] && ! mb_verify_ours "$MB_CONTAINER" || return 0
    why="is not of the application in $MB_APP (a setting can name it)"
  done
  mb_emit unread backup "$MB_SOURCE_NAME" component "$component" why "the container ${container#-}, whose tools read it, $why"
  mb_say "  not read: $component (its container ${container#-} $why)"
  MB_READER=mb_read_nothing
}

# Is the container $1 one that Compose made from this application? A manifest may name any, and what it names gets the
# whole dump. A label that the image carries itself says nothing (placeOf in facts.ts), unless Compose names that image.
mb_verify_ours() {
  local place image
  place='{{index $.Config.Labels "com.docker.compose.project.working_dir"}},'
  place="$place"'{{index $.Config.Labels "com.docker.compose.project.config_files"}}'
  mb_verify_near "$(mb_docker inspect -f "$place" "$1" 2>/dev/null)" || return 1
  image=$(mb_docker inspect -f '{{.Image}},{{index $.Config.Labels "com.docker.compose.image"}}' "$1" 2>/dev/null) || return 1
  [ "${image%%,*}" != "${image#*,}" ] || return 0
  ! mb_verify_near "$(mb_docker image inspect -f "$place" "${image%%,*}" 2>/dev/null)"
}

# Is one of these paths, with commas between them, the application directory or in it?
mb_verify_near() {
  local app path rest="$1,"
  app=$(cd -P -- "$MB_APP" 2>/dev/null && pwd -P) || app=$MB_APP
  # The first one may have a comma in it.
  case $1 in "$MB_APP",* | "$app",*) return 0 ;; esac
  while [ -n "$rest" ]; do
    path=${rest%%,*} rest=${rest#*,}
    case $path in "$MB_APP" | "$MB_APP"/* | "$app" | "$app"/*) return 0 ;; esac
  done
  return 1
}

# The entries after the last component: they unpack, are the three that belong there, and what the archive says of
# itself is what its manifest says. $1 the rows, $2 the table that its manifest makes.
mb_verify_end() {
  local why='' about='' differs entries="$MB_NAME/backup-metadata.txt $MB_NAME/MANIFEST.sha256 $MB_NAME/MANIFEST.json "
  printf '%s\n' "$1" | awk -F '\t' -v name="$MB_NAME" '{ printf "%s %s %s %s %s/%s\n", $6, $4, $5, $3, name, $2 }' >"$MB_WORK/sums"
  printf '%s\n' "$2" >"$MB_WORK/table"
  if ! mb_unpack_end "$end" "$before"; then
    why='the entries after its last component cannot be decompressed to their end'
  elif [ "$(tar -tf "$MB_WORK/rest" 2>/dev/null | tr '\n' ' ')" != "$entries" ]; then
    why='the entries after its last component are not those that were written'
  elif ! mb_table_found; then
    why='it does not end with the table of its contents'
  elif [ "$(cat "$MB_WORK/table-found")" != "$(cat "$MB_WORK/table")" ]; then
    differs=$(mb_table_difference "$MB_WORK/table" "$MB_WORK/table-found")
    case $differs in *' '*) about=${differs% *} ;; esac
    mb_damage "$about" manifest 0 0 "the manifest beside the archive says something else than the archive itself (${differs##* })"
    return 0
  elif [ "$(tar -xOf "$MB_WORK/rest" "$MB_NAME/MANIFEST.sha256" 2>/dev/null | grep -v '^#')" != "$(cat "$MB_WORK/sums")" ]; then
    why='its own MANIFEST.sha256 says something else than its manifest'
  fi
  [ -z "$why" ] || mb_damage '' end "$end" "$MB_SOURCE_BYTES" "$why"
}

# Checks an archive of the old scripts, which has one stream, and components that only its reading shows: $1 the
# level, $2 its name, $3 its file; what is known of it (nothing, if it was never read): $4 bytes, $5 sha256.
mb_verify_old() {
  MB_SOURCE_NAME=$2 MB_SOURCE="$MB_AT/$3" MB_SOURCE_BYTES=${4:-0} MB_SOURCE_COMPRESSION=gzip MB_GONE='' MB_TOLD=0
  mb_verify_open "${4:-$(mb_size "$MB_SOURCE" 2>/dev/null || echo 0)}" || { mb_verify_over; return; }
  if [ "$MB_TOLD" = 0 ] && [ -n "$5" ] && old_has_table "$MB_SOURCE"; then
    mb_damage '' manifest 0 0 'the manifest beside the archive says something else than the archive itself (kind)'
  elif [ "$MB_TOLD" = 0 ] && [ -n "$5" ] && [ "$(mb_sha256 <"$MB_SOURCE")" != "$5" ]; then
    mb_damage '' archive 0 "$MB_SOURCE_BYTES" 'its sha256 is not the one it had when it was first read'
  elif [ "$MB_TOLD" = 0 ] && { [ -z "$5" ] || [ "$1" = read ]; }; then
    mb_verify_old_parts "$1"
  fi
  mb_verify_over
}

mb_verify_old_parts() {
  local file="$MB_SOURCE" name kind path bytes items raw consistency counts began
  old_list "$file" || {
    mb_damage '' archive 0 "$MB_SOURCE_BYTES" "$(old_said)"
    return 0
  }
  [ "$1" = read ] || return 0
  while IFS="$MB_TAB" read -r name kind path bytes items; do
    mb_now
    began=$MB_NOW
    if old_read </dev/null; then
      mb_now
      mb_emit sound backup "$MB_SOURCE_NAME" component "$name" raw# "$raw" milliseconds# $((MB_NOW - began)) found "${counts#-}"
    else
      mb_damage "$name" archive 0 "$MB_SOURCE_BYTES" "$(old_said)"
    fi
  done <"$MB_WORK/old-rows"
}
