# shellcheck shell=sh
# Reading an archive that is kept, MB_SOURCE: one component by its range, and what a tar may hold. A restore does this
# before it touches anything, a verification for its own sake, and a backup before it counts.

# The stored bytes of the range offset, length.
mb_stored() {
  mb_range "$offset" "$length" "$MB_SOURCE" 2>/dev/null
}

mb_unpack() {
  mb_decompress_as "$MB_SOURCE_COMPRESSION"
}

# The raw bytes of this row.
mb_unpacked() {
  if mb_is_old; then old_raw "$path"; else mb_stored | mb_unpack; fi
}

# Are the stored bytes of this row (path, raw, offset, length, sha256) those that were recorded? If not, status 1, and
# MB_WHY says what is wrong.
mb_examine_stored() {
  MB_WHY=
  if [ "$((offset + length))" -gt "$MB_SOURCE_BYTES" ]; then
    MB_WHY='it would lie beyond the end of the archive'
  elif [ "$(mb_stored | mb_sha256)" != "$sha256" ]; then
    MB_WHY='its stored bytes have another sha256'
  fi
  [ -z "$MB_WHY" ]
}

# Does this row unpack to what was taken, and is it read to its end by "$@"? Never more is unpacked than was taken, and one byte.
mb_examine_read() {
  local counted
  rm -f "$MB_WORK"/status-* "$MB_WORK/why" "$MB_WORK/counts"
  {
    { mb_unpacked; echo $? >"$MB_WORK/status-1"; } |
      head -c "$((raw + 1))" |
      mb_count |
      { "$@"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }
  } 2>"$MB_WORK/noise"
  counted=$(mb_counted)
  MB_WHY=
  if [ "${counted:-0}" -gt "$raw" ]; then
    MB_WHY="it unpacks to more than the $raw bytes that were taken"
  elif [ "$(cat "$MB_WORK/status-1" 2>/dev/null)" != 0 ]; then
    MB_WHY='it cannot be decompressed to its end'
  elif [ "$counted" != "$raw" ]; then
    MB_WHY="it does not unpack to the $raw bytes that were taken"
  elif [ "$(cat "$MB_WORK/status-2" 2>/dev/null)" != 0 ]; then
    MB_WHY=$(cat "$MB_WORK/why" 2>/dev/null || echo 'it cannot be read to its end')
  fi
  [ -z "$MB_WHY" ]
}

# mb_kind (rendered from the registry of sources) sets MB_READER, the reader of a component. A reader takes the
# component's name, reads stdin to its end, counts what is in it (.work/counts), and ends with status 1 if it is not
# whole, and says why in .work/why.

mb_read_nothing() {
  cat >/dev/null
}
