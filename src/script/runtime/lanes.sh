# shellcheck shell=sh
# A compressor that uses one core, at work on several: its input is cut into pieces, each a member of its own.

# How many compressors work beside each other: one for each core, where there is plenty of room for what they have in
# hand, and a dd that reads whole pieces from a pipe (GNU, and BusyBox with that option). Sets MB_LANES.
mb_choose_lanes() {
  MB_LANES=1
  mb_uses_one_core && [ "$(printf 12 | dd bs=2 count=1 iflag=fullblock 2>/dev/null)" = 12 ] || return 0
  mb_space
  [ "$MB_FREE" -ge $((MB_MIN_FREE + 1073741824)) ] || return 0
  MB_LANES=$(nproc 2>/dev/null || grep -c '^processor' /proc/cpuinfo) || MB_LANES=1
  [ "$MB_LANES" -le 8 ] || MB_LANES=8
}

# mb_compress for what may be large.
mb_compress_much() {
  if [ "${MB_LANES:-1}" -gt 1 ] && mb_uses_one_core; then mb_compress_in_lanes; else mb_compress; fi
}

# Pieces of 8 MiB, at most one more than there are lanes in hand, given out in their order. Status 1 as soon as one of them is not whole.
mb_compress_in_lanes() {
  local lanes="$MB_WORK/lanes" piece=0 next=0
  rm -rf -- "$lanes" && mkdir "$lanes" || return 1
  while :; do
    dd bs=1048576 count=8 iflag=fullblock of="$lanes/$piece" 2>"$lanes/said" || {
      cat "$lanes/said" >&2
      return 1
    }
    # Of nothing there is one member too.
    [ -s "$lanes/$piece" ] || [ "$piece" = 0 ] || break
    mb_compress <"$lanes/$piece" >"$lanes/$piece.done" &
    eval "lane_$((piece % 16))=$!"
    piece=$((piece + 1))
    [ $((piece - next)) -le "$MB_LANES" ] || { mb_give_piece "$next" && next=$((next + 1)); } || return 1
  done
  while [ "$next" -lt "$piece" ]; do
    mb_give_piece "$next" || return 1
    next=$((next + 1))
  done
  rm -rf -- "$lanes"
}

# The piece $1 to stdout, as soon as it is compressed.
mb_give_piece() {
  eval "wait \"\$lane_$(($1 % 16))\"" && cat -- "$lanes/$1.done" && rm -f -- "$lanes/$1" "$lanes/$1.done"
}
