# shellcheck shell=sh
# The archive, written once from front to back: for each entry a member for its tar header, its data, and its padding
# (docs/format.md). The size of streamed data is known only at its end, so the header is a member of constant length
# (its block stored, not compressed) whose place is kept free and filled in afterwards. So nothing is written twice,
# and nothing lies on the disk uncompressed, but for pieces in hand (lanes.sh).

# $1 zero bytes. In the shell itself: a header has hundreds, and each program that starts costs a millisecond.
mb_nulls() {
  local n="$1" zeros=''
  while [ "$n" -ge 8 ]; do
    zeros="$zeros\\000\\000\\000\\000\\000\\000\\000\\000"
    n=$((n - 8))
  done
  while [ "$n" -gt 0 ]; do
    zeros="$zeros\\000"
    n=$((n - 1))
  done
  # shellcheck disable=SC2059
  printf "$zeros"
}

# $2 with zero bytes after it up to $1 bytes in all: a text field of a tar header.
mb_field() {
  printf '%s' "$2"
  mb_nulls $(($1 - ${#2}))
}

# A number of $1 - 1 octal digits and a zero byte; from 8 GiB on, GNU's base-256 form of 12 bytes (tar(5): what every tar of today reads).
mb_octal() {
  local shift=56
  if [ "$2" -lt 8589934592 ]; then
    printf "%0$(($1 - 1))o\\000" "$2"
    return
  fi
  printf '\200\000\000\000'
  while [ "$shift" -ge 0 ]; do
    # shellcheck disable=SC2059
    printf "\\$(printf %03o $((($2 >> shift) & 255)))"
    shift=$((shift - 8))
  done
}

# One 512-byte tar header in GNU's format: type, path (cut at 100 bytes: mb_open_entry sends longer ones ahead), size,
# and a mode other than 0600.
mb_tar_header() {
  local path="$2" sum
  [ "${#path}" -le 100 ] || path=$(printf '%s' "$path" | dd bs=100 count=1 2>/dev/null)
  # The sum of all bytes, those of its own field counted as blanks.
  sum=$(mb_tar_fields "$1" "$path" "$3" "${4:-600}" '        ' |
    od -An -v -tu1 | awk '{ for (i = 1; i <= NF; i++) sum += $i } END { printf "%06o", sum }')
  mb_tar_fields "$1" "$path" "$3" "${4:-600}" "$sum"
}

# The same with $5 in the field of the sum: eight blanks, or six digits, which a zero byte and a blank follow.
mb_tar_fields() {
  mb_field 100 "$2"
  printf '0000%s\0000000000\0000000000\000' "$4"
  mb_octal 12 "$3"
  mb_octal 12 "$MB_TIME"
  case $5 in
    ' '*) printf %s "$5" ;;
    *) printf '%s\000 ' "$5" ;;
  esac
  printf %s "$1"
  mb_field 100 ''
  printf 'ustar  \000'
  mb_field 32 root
  mb_field 32 root
  mb_nulls 183
}

# Zero bytes up to the next multiple of 512 after $1, as a member of their own; nothing if there is nothing to fill.
mb_padding() {
  local rest=$(((512 - $1 % 512) % 512))
  [ "$rest" = 0 ] || mb_nulls "$rest" | mb_compress
}

# Starts an entry of path $1 below the backup's name: the room for its header. Sets MB_HEADER and MB_DATA, offsets in the archive.
mb_open_entry() {
  local length
  [ $((${#MB_NAME} + ${#1})) -lt 100 ] || mb_long_name "$1" | mb_compress >>"$MB_WORK/archive"
  MB_HEADER=$(mb_size "$MB_WORK/archive")
  length=$(mb_stored_length)
  MB_DATA=$((MB_HEADER + length))
  mb_nulls "$length" >>"$MB_WORK/archive"
}

# What goes before the header of an entry whose path is too long for it; nothing, if it is not.
mb_long_name() {
  local path="$MB_NAME/$1"
  [ "${#path}" -gt 100 ] || return 0
  mb_tar_header L ././@LongLink $((${#path} + 1)) && mb_field $(((${#path} / 512 + 1) * 512)) "$path"
}

# Ends the entry of path $1 whose $2 bytes of data are written: its header into the room kept for it, and its padding.
mb_close_entry() {
  mb_tar_header 0 "$MB_NAME/$1" "$2" | mb_stored_member >"$MB_WORK/member" || return 1
  [ "$(mb_size "$MB_WORK/member")" = "$(mb_stored_length)" ] || return 1
  dd if="$MB_WORK/member" of="$MB_WORK/archive" bs=1 seek="$MB_HEADER" conv=notrunc 2>/dev/null && mb_padding "$2" >>"$MB_WORK/archive"
}

# Cuts the archive back to $1 bytes: what a failed attempt wrote is gone.
mb_cut_back() {
  dd if=/dev/null of="$MB_WORK/archive" bs=1 seek="$1" count=0 2>/dev/null
}

# Starts the archive: its name (decided here, under the lock), its time, its file.
mb_open_archive() {
  MB_HASHED=0 MB_HASHERS=""
  if mb_dd_tells; then MB_DD_TELLS=yes; else MB_DD_TELLS=no; fi
  mb_choose_lanes
  mb_choose_name
  true >"$MB_WORK/archive" && true >"$MB_WORK/rows" || mb_unwritable "$MB_WORK"
  # What the plan already knew belongs into the manifest too.
  [ -z "$MB_NOTES" ] || printf '%s\n' "$MB_NOTES" | sed "s/^/run${MB_TAB}note${MB_TAB}/" >>"$MB_WORK/warnings"
  mb_emit name name "$MB_NAME"
}

# Some kinds come as pieces of tar themselves, headers and all: they are entries already. $1 the component's name, or
# its path in the archive.
mb_is_fragment() {
  mb_kind "$1"
  [ -n "$MB_FRAGMENT" ]
}

# One pass of a producer ("$@" after the entry's path) into the archive: counted raw, compressed, written. No status
# of the three is lost. Leaves status files and the raw count in .work. A producer P may count its bytes by itself
# (P_counts says so, P_counted prints them from what it said): in one more pipe every byte would be copied twice more,
# which costs as much as compressing it (bench/).
mb_stream() {
  local path="$1"
  shift
  rm -f "$MB_WORK"/status-* "$MB_WORK/counted"
  if mb_is_fragment "$path"; then MB_DATA=$(mb_size "$MB_WORK/archive"); else mb_open_entry "$path"; fi || return 1
  if command -v "$1_counts" >/dev/null 2>&1 && "$1_counts"; then
    {
      { "$@" 2>"$MB_WORK/said"; echo $? >"$MB_WORK/status-1"; } |
        { mb_compress_much >>"$MB_WORK/archive"; echo $? >"$MB_WORK/status-3"; }
    } 2>"$MB_WORK/noise"
    "$1_counted" <"$MB_WORK/said" >"$MB_WORK/counted" && echo 0 >"$MB_WORK/status-2"
    return
  fi
  {
    { "$@" 2>"$MB_WORK/said"; echo $? >"$MB_WORK/status-1"; } |
      { mb_count; echo $? >"$MB_WORK/status-2"; } |
      { mb_compress_much >>"$MB_WORK/archive"; echo $? >"$MB_WORK/status-3"; }
  } 2>"$MB_WORK/noise"
}

mb_dd_tells() {
  dd if=/dev/null 2>&1 | grep -q byte
}

# Stdin to stdout, the bytes counted in .work/counted: by dd, which says them at its end, but not where BusyBox was
# built without that line.
mb_count() {
  local counter status
  if [ "${MB_DD_TELLS:-}" = yes ] || [ -z "${MB_DD_TELLS:-}" ] && mb_dd_tells; then
    dd bs=65536 2>"$MB_WORK/counted"
    return
  fi
  rm -f "$MB_WORK/raw" && mkfifo "$MB_WORK/raw" || return 1
  wc -c <"$MB_WORK/raw" >"$MB_WORK/counted" &
  counter=$!
  tee "$MB_WORK/raw"
  status=$?
  : <>"$MB_WORK/raw"
  wait "$counter" || status=1
  return $status
}

# Sets MB_WORD to the first line of the file $1; to nothing if it is not there, or empty.
mb_word() {
  MB_WORD=
  [ ! -f "$1" ] || read -r MB_WORD <"$1" || :
}

# The bytes that were counted; nothing if the count did not finish.
mb_counted() {
  awk '/ bytes? / || NF == 1 { n = $1 } END { print n }' "$MB_WORK/counted"
}

# The status of the producer, or 9 if the writing of its bytes failed.
mb_stream_status() {
  local n
  for n in 2 3; do
    mb_word "$MB_WORK/status-$n"
    [ "$MB_WORD" = 0 ] || return 9
  done
  mb_word "$MB_WORK/status-1"
  return "${MB_WORD:-9}"
}

# Asks for what takes its time: $1 the component, then the command that asks, and does not wait.
mb_ask() {
  local component="$1"
  shift
  "$@"
  mb_phase "asked-$component"
}

# Takes one component: $1 its name, $2 its path in the archive, then the producer. A producer ends 0 (whole), 75 (what
# it read changed meanwhile: tried again, twice, then kept and said), 76 (a file shrank, so that the copy is padded
# with zeros: tried again, twice), or otherwise, having said why by mb_fail.
mb_collect() {
  local component="$1" path="$2" start began tries=0 status raw
  shift 2
  case $path in
    *'<stamp>'*) path=${path%%'<stamp>'*}$MB_STAMP${path#*'<stamp>'} ;;
  esac
  mb_now
  began=$MB_NOW
  start=$(mb_size "$MB_WORK/archive")
  while :; do
    rm -f "$MB_WORK/counts" "$MB_WORK/consistency"
    mb_stream "$path" "$@"
    mb_stream_status
    status=$?
    case $status in
      75 | 76) [ "$tries" -lt 2 ] || break ;;
      *) break ;;
    esac
    tries=$((tries + 1))
    mb_cut_back "$start"
  done
  case $status in
    0) ;;
    75)
      mb_warn changed-while-read \
        "Files of $component changed while they were read, three times: it is kept as it was read ($(head -n 1 "$MB_WORK/said"))." \
        "$component"
      echo changed-while-read >"$MB_WORK/consistency"
      ;;
    9) mb_broken_stream "$component" ;;
    76)
      mb_fail E_ARCHIVE "Files of $component shrank while they were read, three times, so no copy of it is whole." \
        Said "$(grep 'padding with zeros' "$MB_WORK/said" | mb_mask)" \
        safe 'nothing was published; no old backup was touched' \
        next 'set quiesce to pause or stop, so that nothing writes there meanwhile'
      ;;
    *) mb_fail E_ARCHIVE "Reading $component ended with status $status." Said "$(mb_mask <"$MB_WORK/said")" ;;
  esac
  raw=$(mb_counted)
  case $raw in
    '' | *[!0-9]*) mb_fail E_ARCHIVE "The bytes of $component could not be counted." Said "$(cat "$MB_WORK/counted")" ;;
  esac
  mb_record "$component" "$path" "$raw" "$began" || mb_broken_stream "$component"
  mb_phase "collected-$component"
}

# Closes the entry and writes the component's row: name, path, raw bytes, offset, stored bytes, sha256 (later),
# milliseconds, consistency, counts.
mb_record() {
  local end consistency counts
  end=$(mb_size "$MB_WORK/archive")
  mb_is_fragment "$2" || mb_close_entry "$2" "$3" || return 1
  mb_now
  mb_word "$MB_WORK/consistency"
  consistency=${MB_WORD:-exact}
  mb_word "$MB_WORK/counts"
  counts=$MB_WORD
  printf '%s\t%s\t%s\t%s\t%s\t-\t%s\t%s\t%s\n' "$1" "$2" "$3" "$MB_DATA" $((end - MB_DATA)) $((MB_NOW - $4)) \
    "$consistency" "$counts" >>"$MB_WORK/rows" || return 1
  mb_hash_beside "$MB_DATA" $((end - MB_DATA))
  mb_emit component component "$1" raw# "$3" stored# $((end - MB_DATA)) milliseconds# $((MB_NOW - $4)) found "$consistency $counts"
  [ "$MB_CLIENT" = 1 ] || mb_say "  $1: $(mb_amount "$3") -> $(mb_amount $((end - MB_DATA)))"
}

# The bytes from $1 on, $2 of them, as they lie in the archive $3, or in the one that is written. dd only moves to the
# place, head reads: nothing is copied twice.
mb_range() {
  { dd bs=1 skip="$1" count=0 2>/dev/null && head -c "$2"; } <"${3:-$MB_WORK/archive}"
}

# Hashes what was just written ($1 its offset, $2 its length), beside the taking of the next component: reading it back from memory costs
# half of what a second pipe beside the compressor does (bench/).
mb_hash_beside() {
  MB_HASHED=$((MB_HASHED + 1))
  mb_range "$1" "$2" | mb_sha256 >"$MB_WORK/hash-$MB_HASHED" &
  MB_HASHERS="$MB_HASHERS $!"
}

# Puts the hashes into the rows. A hasher that dies says less than 64 digits.
mb_hashed() {
  # shellcheck disable=SC2086
  wait $MB_HASHERS
  (cd -- "$MB_WORK" &&
    awk -F '\t' -v OFS='\t' \
      '{ $6 = ""; getline $6 <("hash-" NR) } $6 !~ /^[0-9a-f]+$/ || length($6) != 64 { exit 1 } { print }' \
    rows >components)
}

# The bytes could not be compressed or written: is the disk full, or a tool gone?
mb_broken_stream() {
  local said
  said=$(cat "$MB_WORK/noise" "$MB_WORK/counted" 2>/dev/null | grep -v ' records \| bytes \| byte ')
  mb_space
  case "$said" in
    *'No space left'* | *'quota exceeded'*) MB_FREE=0 ;;
  esac
  if [ "${MB_FREE:-0}" -lt 262144 ] || [ "${MB_INODES:--}" = 0 ]; then
    mb_fail E_NOSPACE "The disk of $MB_DIR filled up while $1 was written: no $(mb_lack) left." \
      Has "$(mb_amount "$(mb_size "$MB_WORK/archive")") of this backup were written" \
      safe 'what was written is removed; no old backup was touched' next "free space there$(mb_largest)"
  fi
  mb_fail E_ARCHIVE \
    "Writing $1 into the archive failed (statuses $(cat "$MB_WORK"/status-* 2>/dev/null | tr '\n' ' '))." \
    Said "$said" safe 'what was written is removed; no old backup was touched'
}

# The last entries: what people read about the backup, what proves each component, the table of all that a restore acts
# on, and the end of the tar.
mb_close_archive() {
  mb_hashed || mb_broken_stream 'the sha256 of its components'
  mb_record_metadata >"$MB_WORK/metadata" && mb_entry_of_file backup-metadata.txt "$MB_WORK/metadata" &&
    mb_record_sums >"$MB_WORK/sums" && mb_entry_of_file MANIFEST.sha256 "$MB_WORK/sums" &&
    mb_table && printf '%s\n' "$MB_TABLE" >"$MB_WORK/table" && mb_table_end "$MB_WORK/table" >>"$MB_WORK/archive" ||
    mb_broken_stream 'the end of the archive'
  MB_CLOSED=$(mb_size "$MB_WORK/archive")
  mb_phase closed
}

mb_entry_of_file() {
  mb_open_entry "$1" && mb_compress <"$2" >>"$MB_WORK/archive" && mb_close_entry "$1" "$(mb_size "$2")"
}

# MANIFEST.sha256: each component's range in this very file, and the sha256 of its stored bytes.
mb_record_sums() {
  printf '# sha256 of a component as it is stored, its offset and length in this archive, its size when decompressed, its path.\n'
  # shellcheck disable=SC2016
  printf '# To check one:  tail -c +$((OFFSET + 1)) ARCHIVE | head -c LENGTH | sha256sum\n'
  awk -F '\t' -v name="$MB_NAME" '{ printf "%s %s %s %s %s/%s\n", $6, $4, $5, $3, name, $2 }' "$MB_WORK/components"
}
