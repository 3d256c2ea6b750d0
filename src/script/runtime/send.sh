# shellcheck shell=sh
# An archive as it is, for a client: on the channel of the events, one that says how many bytes follow, and then
# exactly so many.

# Sends the archive $2 of the backup $1. If it cannot be read to its end, the failure stands where its bytes should
# be; the client knows it by the nonce, which is in no archive.
mb_send() {
  local file="$MB_AT/$2" bytes
  mb_emit verifying backup "$1"
  if [ ! -f "$file" ] || [ -L "$file" ] || ! bytes=$(mb_size "$file" 2>/dev/null); then
    mb_emit gone backup "$1"
    return 0
  fi
  [ -r "$file" ] ||
    mb_fail E_PERM "$(id -un) may not read the archive $MB_DIR/$2." safe 'nothing was changed' \
      next 'set sudo: true, or log in as the owner of the backups'
  mb_emit raw backup "$1" bytes# "$bytes"
  head -c "$bytes" "$file" >&3 2>"$MB_WORK/noise" ||
    mb_fail E_VERIFY "The archive $MB_DIR/$2 cannot be read to its end." Said "$(cat "$MB_WORK/noise")" \
      safe 'nothing was changed' next 'check the disk of this server (dmesg)'
  mb_phase sent
}
