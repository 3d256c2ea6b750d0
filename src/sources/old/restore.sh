# shellcheck shell=sh
# Restoring from an archive of the old scripts: the same transaction, of bytes that are found by their names.

# The archive is read to its end, and must hold what was planned: as many bytes of each component.
old_open() {
  local name path raw rest paths
  paths=$(printf '%s\n' "$MB_ROWS" | cut -f 2)
  set -f
  IFS='
'
  # shellcheck disable=SC2086
  set -- $paths
  unset IFS
  set +f
  old_survey "$MB_SOURCE" "$@" || old_damaged
  while IFS="$MB_TAB" read -r name path raw rest; do
    grep -qF "$path$MB_TAB$raw$MB_TAB" "$MB_WORK/old-read" || mb_damaged "it no longer holds $name as the plan saw it"
  done <<END_OF_ROWS
$MB_ROWS
END_OF_ROWS
}

# A command for such an archive alone, in a plan that is for both kinds.
mb_if_old() {
  ! mb_is_old || "$@"
}

# The raw bytes of the member $1: of a volume the tar that is packed in it.
old_raw() {
  case $1 in
    volumes/*) old_member "$MB_SOURCE" "$1" | gzip -d -c ;;
    *) old_member "$MB_SOURCE" "$1" ;;
  esac
}

# Configuration and secrets into .work/unpacked: they lie in the archive as they are.
old_unpack_files() {
  local root part
  root=$(cat "$MB_WORK/old-root")
  set --
  for part in config secrets; do ! cut -f 3 "$MB_WORK/old-entries" | grep -q "^$part\$\|^$part/" || set -- "$@" "$root/$part"; done
  rm -f "$MB_WORK"/status-*
  { gzip -d -c <"$MB_SOURCE"; echo $? >"$MB_WORK/status-1"; } |
    { mb_tar -C "$MB_WORK/unpacked" -xpf - "$@" 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }
}

# Where the place $1 was unpacked.
old_unpacked() {
  local root
  root="$MB_WORK/unpacked/$(cat "$MB_WORK/old-root")"
  if [ -e "$root/config/$1" ] || [ -L "$root/config/$1" ]; then printf '%s' "$root/config/$1"; else printf '%s' "$root/$1"; fi
}

# A volume that was archived without its own directory gets the mode and owner of the one it replaces: of $1 for $2 (path: its row's).
old_like() {
  [ -d "$1" ] && ! grep -qxF -- "$path" "$MB_WORK/old-rooted" 2>/dev/null || return 0
  chmod -- "$(stat -c %a -- "$1")" "$2" && chown -- "$(stat -c %u:%g -- "$1")" "$2"
}

# What a dump directory holds, as mongo_prelude tells it of a dump: namespaces with their metadata, and documents by namespace.
old_mongo_prove() {
  local slot
  slot=$(mongo_slot "$1")
  awk -F '\t' -v documents="$MB_WORK/$slot.documents" "$MB_AWK_ENCODED$MB_AWK_NAMESPACE"'
    function hex(c) { return index("0123456789ABCDEF", toupper(c)) - 1 }
    function plain(text,   out, n) {
      while ((n = index(text, "%")) && substr(text, n + 1, 2) ~ /^[0-9A-Fa-f][0-9A-Fa-f]$/) {
        out = out substr(text, 1, n - 1) sprintf("%c", 16 * hex(substr(text, n + 1, 1)) + hex(substr(text, n + 2, 1)))
        text = substr(text, n + 3) }
      return out text }
    function space(key,   database) {
      database = namespace(substr(key, 1, index(key, "/") - 1), "")
      return database (key in full ? full[key] : encoded(plain(substr(key, index(key, "/") + 1)))) }
    FILENAME == ARGV[1] {
      key = $1; sub(/\.metadata\.json(\.gz)?$/, "", key)
      if (match($2, /"collectionName":"([^"\\]|\\.)*"/)) full[key] = encoded_letters(substr($2, RSTART + 18, RLENGTH - 19))
      shape[key] = described($2); next }
    $1 ~ /\/.*\.bson(\.gz)?$/ {
      key = $1; sub(/\.bson(\.gz)?$/, "", key); count[key] = $3
      if (!(key in shape)) shape[key] = "collection\t_id_" }
    END {
      for (key in shape) if (key !~ /^(admin|config|local)\//) {
        print space(key) "\t" shape[key]
        if (key in count && shape[key] !~ /^view(\t|$)/) print space(key) "\t" count[key] >documents } }' \
    "$MB_WORK/old-metadata" "$MB_WORK/old-files" | sort >"$MB_WORK/$slot.wanted"
  sed -n 's/.*"ServerVersion":"\([^"]*\)".*/@version \1/p' "$MB_WORK/old-prelude" >"$MB_WORK/$slot.version"
  ! cut -f 1 "$MB_WORK/old-files" | grep -q '^admin/system\.\(users\|roles\)\.bson' || echo @accounts >>"$MB_WORK/$slot.version"
  [ -f "$MB_WORK/$slot.documents" ] || true >"$MB_WORK/$slot.documents"
}

# The dump directory of the component $1 into the container $2, file by file: no tar is needed there.
old_mongo_stage() {
  local path raw offset length sha256 consistency counts place="/tmp/meeshy-backup-$MB_RUN" free
  mb_row "$1"
  free=$(mb_docker exec "$2" df -P -k /tmp 2>/dev/null | awk 'NR == 2 { printf "%.0f", $4 * 1024 }')
  [ "${free:-$raw}" -ge "$raw" ] ||
    mb_fail E_NOSPACE "The dump does not fit into /tmp of the container $2." Needs "$(mb_amount "$raw")" Has "$(mb_amount "$free") free" \
      safe 'nothing was changed' next 'free space there'
  mb_journal remove_dump "$2" "$MB_RUN"
  mb_leftover remove_dump "$2" "$MB_RUN"
  mb_journal_of_container "$2"
  old_feeder >"$MB_WORK/old-feeder"
  old_each_file "$MB_SOURCE" "$path" old-feeder "OLD_CONTAINER=$2" "OLD_PLACE=$place"
  mb_settle "$MB_ENTRY"
  [ "$(cat "$MB_WORK/status-1")" = 0 ] ||
    mb_fail E_RESTORE "The dump could not be made ready in the container $2." Said "$(tail -n 5 "$MB_WORK/noise" | mb_mask)" \
      safe 'nothing was changed' next 'see that there is room in its /tmp, and that it has a shell'
  mb_phase "staged-$1"
}

# Removes the dump directory of the run $2 in the container $1. A container that is gone, or runs no longer, needs nothing.
undo_remove_dump() {
  mb_is_run "$2" && { timeout 50 docker exec "$1" rm -rf "/tmp/meeshy-backup-$2" >/dev/null 2>&1 || :; }
}

words_of_remove_dump() {
  printf 'remove the dump in the container %s (docker exec %s rm -rf /tmp/meeshy-backup-%s)' "$1" "$(mb_typed "$1")" "$2"
}

old_feeder() {
  cat <<'FEEDER'
got=$(docker exec -i -e "MB_RUN=$MB_RUN" "$OLD_CONTAINER" \
  sh -c 'umask 077 && mkdir -p "${1%/*}" && cat >"$1" && wc -c <"$1"' meeshy-backup "$OLD_PLACE/${TAR_FILENAME#"$OLD_DUMP"}")
cat >/dev/null
[ "$((got))" = "$TAR_SIZE" ] || { echo "$TAR_FILENAME: $((got)) of $TAR_SIZE bytes arrived" >&2; exit 1; }
FEEDER
}

# The dump that was made ready in the container $1 into its server. $2 its consistency.
old_mongo_load() {
  local container="$1" consistency="$2"
  mb_journal_of_container "$container"
  set -- mongorestore "--dir=/tmp/meeshy-backup-$MB_RUN" --drop --stopOnError
  ! grep -q '\.bson\.gz' "$MB_WORK/old-files" || set -- "$@" --gzip
  [ "$consistency" != point-in-time ] || set -- "$@" --oplogReplay
  printf '%s\n' "${MB_MONGO_URI:-}" | mongo_tool "$container" "$@" >/dev/null 2>"$MB_WORK/mongo-said"
  mb_settle "$MB_ENTRY"
}

# After mongo_compare, which dumped the server again: as many documents in each collection as its file holds. With an oplog only their
# sum is known.
old_mongo_compare() {
  local difference
  [ "$2" != point-in-time ] || return 0
  mongo_told mongo-said 'done dumping' | mongo_matched "$MB_WORK/$(mongo_slot "$1").documents" >"$MB_WORK/documents"
  difference=$(awk -F '\t' '
    FILENAME != ARGV[2] { there[$1] = $2; next }
    there[$1] != "-" && there[$1] + 0 != $2 { print $1 ": " there[$1] + 0 " documents now, " $2 " in the backup" }' \
    "$MB_WORK/documents" "$MB_WORK/$(mongo_slot "$1").documents" | head -n 5)
  [ -z "$difference" ] || mb_fail E_RESTORE "Collections of $1 are not as in the backup." 'They differ' "$difference"
}
