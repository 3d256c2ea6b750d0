# shellcheck shell=sh
# The archive formats, and the compressors that write them: the twin of src/backups/formats.ts, against which a test
# holds it. Each is named in every case here, and nothing else names one, but what reads archives of the old scripts,
# which are gzip. What a compressor writes is a sequence of members or frames, which every reader takes for one
# stream.

MB_FORMATS='zstd gzip'
# By the program that each is, the fastest first.
MB_COMPRESSORS='zstd pigz gzip'
# The compressor that every server has.
MB_COMPRESS_EVERYWHERE=gzip

# Sets what is known of the format $1: the extension of its files, the program that decompresses it, and the length of
# the member that holds a tar header.
mb_format_row() {
  case $1 in
    zstd) MB_EXTENSION=zst MB_UNPACKER=zstd MB_MEMBER=526 ;;
    gzip) MB_EXTENSION=gz MB_UNPACKER=gzip MB_MEMBER=535 ;;
    *) mb_unknown_format "$1" ;;
  esac
}

# The format that MB_COMPRESS writes.
mb_format() {
  case $MB_COMPRESS in
    zstd) echo zstd ;;
    pigz | gzip) echo gzip ;;
    *) mb_unknown_format "$MB_COMPRESS" ;;
  esac
}

mb_unknown_format() {
  mb_fail E_PREREQ "This script knows no compression '$1'." safe 'nothing was changed' next 'use a version of meeshy-backup that knows it'
}

# Stdin to stdout, compressed as MB_COMPRESS says: fast levels, because a deploy waits.
mb_compress() {
  case $MB_COMPRESS in
    zstd) zstd -q -c -T0 -1 ;;
    pigz) pigz -c -6 ;;
    gzip) gzip -c -4 ;;
    *) mb_unknown_format "$MB_COMPRESS" ;;
  esac
}

# Does MB_COMPRESS use one core, however many there are?
mb_uses_one_core() {
  case $MB_COMPRESS in
    gzip) return 0 ;;
    zstd | pigz) return 1 ;;
    *) mb_unknown_format "$MB_COMPRESS" ;;
  esac
}

# Stdin to stdout, decompressed from the format $1.
mb_decompress_as() {
  case $1 in
    zstd) zstd -q -d -c ;;
    gzip) gzip -d -c ;;
    *) mb_unknown_format "$1" ;;
  esac
}

# The same from what MB_COMPRESS writes.
mb_decompress() {
  mb_decompress_as "$(mb_format)"
}

# $1 bytes of stdin (512, if nothing is said; at most 32768) as one member of constant length: a zstd frame with one raw
# block (RFC 8878, 3.1.1; with its checksum), or a gzip member with one stored block (RFC 1952, RFC 1951 3.2.4). The
# checksums are borrowed from the tools, which end with them.
mb_stored_member() {
  local size="${1:-512}"
  cat >"$MB_WORK/block"
  case $(mb_format) in
    zstd)
      printf '\050\265\057\375\144'
      mb_little 2 $((size - 256))
      mb_little 3 $((size * 8 + 1))
      cat "$MB_WORK/block"
      zstd -q -c <"$MB_WORK/block" | tail -c 4
      ;;
    gzip)
      printf '\037\213\010\000\000\000\000\000\000\003\001'
      mb_little 2 "$size"
      mb_little 2 $((65535 - size))
      cat "$MB_WORK/block"
      gzip -c <"$MB_WORK/block" | tail -c 8
      ;;
    *) mb_unknown_format "$MB_COMPRESS" ;;
  esac
}

# The number $2 in $1 bytes, the lowest first.
mb_little() {
  local left="$1" rest="$2"
  while [ "$left" -gt 0 ]; do
    # shellcheck disable=SC2059
    printf "\\$((rest / 64 % 4))$((rest / 8 % 8))$((rest % 8))"
    rest=$((rest / 256)) left=$((left - 1))
  done
}

# The length of the member that holds a tar header.
mb_stored_length() {
  local MB_EXTENSION MB_UNPACKER MB_MEMBER
  mb_format_row "$(mb_format)"
  echo "$MB_MEMBER"
}
