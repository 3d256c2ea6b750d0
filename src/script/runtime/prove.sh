# shellcheck shell=sh
# Proof of what is kept: every check reads the archive itself, never the streams it was made from.

# Verifies the archive at level $1 (as far as reading goes: for a drill its steps follow), and leaves its size and
# sha256 in MB_BYTES and MB_SHA256. The hash of the whole runs beside the reading of the parts.
mb_prove_new() {
  local hasher between stored
  MB_BYTES=$(mb_size "$MB_WORK/archive")
  mb_sha256 <"$MB_WORK/archive" >"$MB_WORK/whole" &
  hasher=$!
  mb_prove_new_between >"$MB_WORK/between" &
  between=$!
  true >"$MB_WORK/verified"
  while IFS="$MB_TAB" read -r component path raw offset length sha256 rest; do
    # Beside each other: that it decompresses proves that it is what the compressor was given (each member has a
    # checksum), and the hash that it is still what was hashed (gzip's header has bytes without a checksum).
    mb_prove_new_stored &
    stored=$!
    case $1 in
      checksum) mb_prove_new_decompressed ;;
      read | drill) mb_prove_new_read "$path" ;;
    esac
    wait "$stored" || exit 1
    mb_kind "$path"
    [ -z "$MB_CONTENTS_BY" ] || mb_range "$offset" "$length" | mb_decompress 2>/dev/null | "$MB_CONTENTS_BY" "$component" || exit
  done <"$MB_WORK/components"
  # Only now: damage that reaches from a component into what lies beside it counts as the component's.
  wait "$between" || mb_prove_new_between_failed
  wait "$hasher" ||
    mb_fail E_VERIFY "The archive could not be read back from $MB_DIR." \
      safe 'nothing was published; no old backup was touched'
  MB_SHA256=$(cat "$MB_WORK/whole")
  MB_VERIFIED=$1 MB_DRILL=
  [ "$1" != drill ] || MB_VERIFIED='read'
  case $MB_SHA256 in
    *[!0-9a-f]* | '') mb_fail E_VERIFY "The archive's sha256 could not be taken." ;;
  esac
  [ "${#MB_SHA256}" = 64 ] || mb_fail E_VERIFY "The archive's sha256 could not be taken."
  mb_phase verified
}

mb_unproven() {
  mb_fail E_VERIFY "$component does not read back as it was taken: $1." \
    Archive "bytes $offset to $((offset + length)) of the new archive" \
    Said "$(mb_mask <"$MB_WORK/noise" 2>/dev/null)" \
    safe 'nothing was published; no old backup was touched' \
    next 'run the backup again; if it happens twice, look at where it comes from (docker logs), and test memory and disk of this server'
}

mb_prove_new_stored() {
  [ "$(mb_range "$offset" "$length" | mb_sha256)" = "$sha256" ] || mb_unproven 'its stored bytes have another sha256'
}

mb_prove_new_decompressed() {
  local bytes
  rm -f "$MB_WORK/status-1"
  bytes=$({ mb_range "$offset" "$length" | { mb_decompress; echo $? >"$MB_WORK/status-1"; } | wc -c; } 2>"$MB_WORK/noise")
  mb_prove_new_was_decompressed $((bytes))
}

# Fails unless the last decompression ended well, and gave $1 bytes, as many as were taken.
mb_prove_new_was_decompressed() {
  mb_word "$MB_WORK/status-1"
  [ "$MB_WORD" = 0 ] || mb_unproven 'it cannot be decompressed to its end'
  [ "$1" = "$raw" ] || mb_unproven "it has not the $raw bytes that were taken"
}

# What lies between the components, headers and padding, and the entries after the last: each member has a checksum of
# its own. Fails with what is wrong on stdout: the bytes that do not decompress, or the archive's size.
mb_prove_new_between() {
  local end=0
  while IFS="$MB_TAB" read -r component path raw offset length rest; do
    mb_prove_new_gap "$end" "$offset" || return 1
    end=$((offset + length))
  done <"$MB_WORK/components"
  mb_prove_new_gap "$end" "$MB_BYTES" || return 1
  [ "$MB_BYTES" = "$MB_CLOSED" ] || {
    printf 'size\n'
    return 1
  }
}

mb_prove_new_gap() {
  [ "$1" -lt "$2" ] || return 0
  mb_range "$1" $(($2 - $1)) | mb_decompress >/dev/null 2>&1 || {
    printf 'bytes %s to %s of the new archive\n' "$1" "$2"
    return 1
  }
}

mb_prove_new_between_failed() {
  mb_word "$MB_WORK/between"
  [ "$MB_WORD" != size ] ||
    mb_fail E_VERIFY "The archive has $MB_BYTES bytes, and $MB_CLOSED were written." \
      safe 'nothing was published; no old backup was touched'
  mb_fail E_VERIFY \
    "The archive does not read back as it was written: a part that is no component's cannot be decompressed." \
    Archive "$MB_WORD" \
    safe 'nothing was published; no old backup was touched' \
    next 'run the backup again; if it happens twice, test memory and disk of this server'
}

# Reads one component to its end: decompressed (each member has a checksum), counted, and given to the reader of its
# kind. Each status counts.
mb_prove_new_read() {
  mb_kind "$1"
  rm -f "$MB_WORK"/status-* "$MB_WORK/counts"
  {
    mb_range "$offset" "$length" |
      { mb_decompress; echo $? >"$MB_WORK/status-1"; } |
      { mb_count; echo $? >"$MB_WORK/status-2"; } |
      { "$MB_READER" "$component"; echo $? >"$MB_WORK/status-3"; }
  } 2>"$MB_WORK/noise"
  [ "$(cat "$MB_WORK/status-1" 2>/dev/null)" != 0 ] || [ "$(cat "$MB_WORK/status-3" 2>/dev/null)" = 0 ] ||
    mb_unproven "$(cat "$MB_WORK/why" 2>/dev/null || echo 'its reader did not come to its end')"
  mb_prove_new_was_decompressed "$(mb_counted)"
  printf '%s\t%s\n' "$component" "$(cat "$MB_WORK/counts" 2>/dev/null)" >>"$MB_WORK/verified"
}
