# shellcheck shell=sh
# MongoDB back from a dump: by the mongorestore of its own container. Its exit status proves nothing (it exits 0 when documents fail,
# and when it did nothing), so the result is dumped again and compared, namespace by namespace.

# What is in a dump on stdin, from its prelude: lines of `<database>.<collection><TAB><type>`, after a tab each the names of its
# indexes, first `@version <of the server it came from>`, and `@accounts` for each collection of accounts or roles. All names are encoded
# words. Reads no further than the prelude. BSON: bsonspec.org.
mongo_prelude() {
  od -An -v -tu1 | awk "$MB_AWK_ENCODED$MB_AWK_NAMESPACE"'
    function byte() { while (at >= n) { if ((getline line) <= 0) return -1; n = split(line, b, " "); at = 0 } return b[++at] }
    function int32(   v) { v = byte(); if (v < 0) return -1; return v + 256 * byte() + 65536 * byte() + 16777216 * byte() }
    function cstring(   s, c) { s = ""; while ((c = byte()) > 0) s = s sprintf("%c", c + 0); return s }
    function text(   l, s, c) {
      l = int32(); s = ""
      while (--l > 0) { if ((c = byte()) <= 0) exit 1; s = s sprintf("%c", c + 0) }
      byte()
      return s }
    BEGIN {
      if (int32() != 2174345837) exit 1
      while ((size = int32()) != 4294967295) {
        if (size < 5) exit 1
        split("", field)
        while ((kind = byte()) > 0) {
          name = cstring()
          if (kind == 2) field[name] = text()
          else if (kind == 16) int32()
          else if (kind == 18) { int32(); int32() }
          else if (kind == 8) byte()
          else exit 1
        }
        if (kind < 0) exit 1
        if ("server_version" in field) { print "@version " field["server_version"]; continue }
        if (field["db"] == "admin" && field["collection"] ~ /^system[.](users|roles)$/) print "@accounts"
        if (field["db"] == "" || field["db"] ~ /^(admin|config|local)$/) continue
        print namespace(field["db"], field["collection"]) "\t" described(field["metadata"])
      }
    }'
}

# Proves the dump of component $1 for the container $2: mongorestore takes it apart, and its prelude is kept for later.
mongo_prove() {
  ! mb_is_old || { old_mongo_prove "$1"; return; }
  mb_prove "$1" mongo_read "$1"
  mb_raw "$1" | mongo_prelude >"$MB_WORK/wanted-all"
  grep -v '^@' "$MB_WORK/wanted-all" | sort >"$MB_WORK/$(mongo_slot "$1").wanted"
  grep '^@' "$MB_WORK/wanted-all" >"$MB_WORK/$(mongo_slot "$1").version"
  [ -s "$MB_WORK/$(mongo_slot "$1").version" ] || mb_damaged "$1 does not begin as a dump does"
}

# A file name for what belongs to a component.
mongo_slot() {
  printf '%s' "$1" | tr / -
}

# Dumps all of the server, or one database ($2), to .work: once no program writes any longer, this dump is the way back. $3 the
# component.
mongo_keep() {
  local container="$1" database="$2" slot status
  slot=$(mongo_slot "$3")
  mb_journal_of_container "$container"
  set -- mongodump --archive
  if [ -n "$database" ]; then set -- "$@" "--db=$database"; fi
  rm -f "$MB_WORK"/status-*
  { printf '%s\n' "$MB_MONGO_URI" | mongo_tool "$container" "$@" 2>"$MB_WORK/mongo-said"; echo $? >"$MB_WORK/status-1"; } |
    { mb_compress >"$MB_WORK/$slot.before"; echo $? >"$MB_WORK/status-2"; }
  status=$(cat "$MB_WORK/status-1")
  mongo_judge 'mongodump of the present data' "$container" "$status"
  [ "$(cat "$MB_WORK/status-2")" = 0 ] ||
    mb_fail E_NOSPACE "The present data of $container could not be kept in $MB_WORK." safe 'the database was not changed'
  mb_decompress <"$MB_WORK/$slot.before" | mongo_prelude >"$MB_WORK/now-all"
  grep -v '^@' "$MB_WORK/now-all" | sort >"$MB_WORK/$slot.now"
  mongo_fits "$slot" "$container"
  mb_over_in_container "$MB_WORK/mongo-said"
  mb_phase kept
}

# A server of an older major version than the dump's does not know all that is in it. Any other minor version is a warning: the tools
# promise nothing between them.
mongo_fits() {
  local dumped now
  dumped=$(sed -n 's/^@version //p' "$MB_WORK/$1.version") now=$(sed -n 's/^@version //p' "$MB_WORK/now-all")
  case $dumped,$now in
    [0-9]*.*,[0-9]*.*) ;;
    *) return 0 ;;
  esac
  [ "${now%%.*}" -ge "${dumped%%.*}" ] || mb_fail E_PREREQ "The dump is of MongoDB $dumped, and $2 runs an older one, $now." \
    safe 'the database was not changed' next 'run the image that the manifest names, then restore'
  [ "$(printf '%s' "$now" | cut -d . -f 1,2)" = "$(printf '%s' "$dumped" | cut -d . -f 1,2)" ] ||
    mb_warn other-version "The dump is of MongoDB $dumped, and $2 runs $now. The restored data is compared with the dump anyway."
}

# The component $1 into the container $2, in the place of the present data: all of the server, or the database $3. $4: yes if databases
# that the backup lacks go too.
mongo_put() {
  local component="$1" container="$2" database="$3" exact="$4" slot path raw offset length sha256 consistency counts
  slot=$(mongo_slot "$component")
  mb_row "$component"
  mb_journal mongo_put_back "$container" "$database" "$slot" "$MB_COMPRESS" "$MB_RUN" "${MB_MONGO_URI:+MB_MONGO_URI}"
  MONGO_UNDO=$MB_ENTRY
  mb_phase before-put
  if mb_is_old; then old_mongo_load "$container" "$consistency"; else mb_raw "$component" | mongo_load "$container" "$consistency"; fi
  mongo_judge_load "$component" "$counts"
  mb_phase loaded
  mongo_drop_others "$container" "$database" "$exact" "$slot.wanted"
  mongo_compare "$component" "$container" "$database" "$slot.wanted" "$exact"
  ! mb_is_old || old_mongo_compare "$component" "$consistency"
  mb_phase "put-$component"
}

# A dump on stdin into a server: its collections are dropped first, and made anew.
mongo_load() {
  local container="$1" consistency="$2"
  mb_journal_of_container "$container"
  set -- mongorestore --archive --drop --stopOnError
  [ "$consistency" != point-in-time ] || set -- "$@" --oplogReplay
  { printf '%s\n' "${MB_MONGO_URI:-}"; cat; } | mongo_tool "$container" "$@" >/dev/null 2>"$MB_WORK/mongo-said"
  mb_over_in_container "$MB_WORK/mongo-said"
}

# mongorestore's own words: its status, no failed document, and the number of documents that the manifest knows.
mongo_judge_load() {
  local said restored failed documents accounts
  said=$(grep -v '^@' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)
  restored=$(sed -n 's/^\(.*[^0-9]\)\{0,1\}\([0-9][0-9]*\) document(s) restored successfully.*/\2/p' "$MB_WORK/mongo-said" | tail -n 1)
  failed=$(sed -n 's/.*successfully\. \([0-9]*\) document(s) failed.*/\1/p' "$MB_WORK/mongo-said" | tail -n 1)
  documents=$(printf '%s' "$2" | sed -n 's/.*documents=\([0-9]*\).*/\1/p')
  accounts=$(printf '%s' "$2" | sed -n 's/.*accounts=\([0-9]*\).*/\1/p')
  grep -qx '@status 0' "$MB_WORK/mongo-said" || mb_fail E_RESTORE "mongorestore failed while it restored $1." Said "$said"
  [ "$failed" = 0 ] || mb_fail E_RESTORE "mongorestore reports ${failed:-an unknown number of} failed documents of $1." Said "$said"
  # Accounts of the server are counted when they are dumped; whether they are among the restored depends on the tool.
  [ -n "$restored" ] && [ "$restored" -le "${documents:-0}" ] && [ "$restored" -ge $((${documents:-0} - ${accounts:-0})) ] ||
    mb_fail E_RESTORE "mongorestore reports ${restored:-no} restored documents of $1, and the backup holds $documents." Said "$said"
  MONGO_RESTORED=$restored MONGO_APPLIED=$(sed -n 's/.*applied \([0-9]*\) oplog entries.*/\1/p' "$MB_WORK/mongo-said" | tail -n 1)
}

# Drops collections that the dump lacks, in the databases that it has; with exact, in all of them. mongorestore applies a list of drops
# as it applies an oplog: so no shell of MongoDB is needed.
mongo_drop_others() {
  local container="$1" database="$2" exact="$3" wanted="$MB_WORK/$4" name within
  mongo_namespaces "$container" "$database" >"$MB_WORK/found"
  MONGO_FOUND=1
  cut -f 1 "$wanted" | sort >"$MB_WORK/wanted-names"
  cut -f 1 "$MB_WORK/found" >"$MB_WORK/found-names"
  mongo_others "$MB_WORK/found-names" "$exact" >"$MB_WORK/others"
  [ -s "$MB_WORK/others" ] || return 0
  MONGO_FOUND=
  mb_journal_of_container "$container"
  {
    printf '%s\n' "${MB_MONGO_URI:-}"
    while IFS= read -r name; do
      mb_decode "${name%%.*}" && within=$MB_DECODED && mb_decode "${name#*.}" && mongo_drop_entry "$within" "$MB_DECODED"
    done <"$MB_WORK/others"
  } |
    mongo_tool "$container" mongorestore --oplogReplay --oplogFile=/dev/stdin --dir=@empty >/dev/null 2>"$MB_WORK/mongo-said"
  mb_over_in_container "$MB_WORK/mongo-said"
  grep -qx '@status 0' "$MB_WORK/mongo-said" || { mongo_is_refused && mongo_drop_by_import "$container" "$MB_WORK/others"; } ||
    mb_fail E_RESTORE "Collections that the backup lacks could not be dropped: $(tr '\n' ' ' <"$MB_WORK/others")." \
      Said "$(grep -v '^@' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)"
  mb_say "  dropped, because the backup lacks them: $(tr '\n' ' ' <"$MB_WORK/others")"
  while IFS= read -r name; do mb_emit dropped collection "$name"; done <"$MB_WORK/others"
}

# One entry of an oplog, in BSON: drop the collection $2 of the database $1.
mongo_drop_entry() {
  mongo_entry c "$1.\$cmd" $((16 + ${#2}))
  mongo_int32 $((16 + ${#2}))
  mongo_string drop "$2"
  printf '\000\000'
}

# The beginning of an entry: the operation $1 on $2, with a document of $3 bytes. That document follows, and a zero.
mongo_entry() {
  mongo_int32 $((46 + ${#2} + $3))
  printf '\021ts\000\001\000\000\000\001\000\000\000\020v\000\002\000\000\000'
  mongo_string op "$1" && mongo_string ns "$2"
  printf '\003o\000'
}

# The field $1 of a BSON document, with the text $2.
mongo_string() {
  printf '\002%s\000' "$1"
  mongo_int32 $((${#2} + 1))
  printf '%s\000' "$2"
}

mongo_int32() {
  # shellcheck disable=SC2059
  printf "$(printf '\\%03o\\%03o\\%03o\\%03o' $(($1 & 255)) $((($1 >> 8) & 255)) $((($1 >> 16) & 255)) $((($1 >> 24) & 255)))"
}

# Dumps the present data of the server to nowhere: its namespaces with their metadata on stdout, its documents as mongodump counts them
# in mongo-said.
mongo_namespaces() {
  local container="$1" database="$2"
  mb_journal_of_container "$container"
  set -- mongodump --archive
  if [ -n "$database" ]; then set -- "$@" "--db=$database"; fi
  { printf '%s\n' "${MB_MONGO_URI:-}" | mongo_tool "$container" "$@" 2>"$MB_WORK/mongo-said"; } |
    { mongo_prelude; cat >/dev/null; } | grep -v '^@' | sort
  mb_over_in_container "$MB_WORK/mongo-said"
  grep -qx '@status 0' "$MB_WORK/mongo-said" ||
    mb_fail E_RESTORE "The present data of $container cannot be read." Said "$(grep -v '^@' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)"
}

# Compares the server with the dump: the same collections and views with the same options and indexes, and as many documents.
mongo_compare() {
  local component="$1" container="$2" database="$3" wanted="$MB_WORK/$4" exact="$5" there difference
  # No program writes now: what was read to find collections to drop is still true, if there were none.
  [ -n "$MONGO_FOUND" ] || mongo_namespaces "$container" "$database" >"$MB_WORK/found"
  if [ "$exact" != yes ]; then
    awk -F '\t' 'NR == FNR { d = $1; sub(/\..*/, "", d); own[d] = 1; next } { d = $1; sub(/\..*/, "", d) } d in own' \
      "$wanted" "$MB_WORK/found" >"$MB_WORK/found-own" && mv "$MB_WORK/found-own" "$MB_WORK/found"
  fi
  mongo_shapes <"$wanted" >"$MB_WORK/shapes-wanted"
  mongo_shapes <"$MB_WORK/found" >"$MB_WORK/shapes-found"
  difference=$({
    mb_lines_not_in "$MB_WORK/shapes-found" <"$MB_WORK/shapes-wanted" | sed 's/^/in the backup: /'
    mb_lines_not_in "$MB_WORK/shapes-wanted" <"$MB_WORK/shapes-found" | sed 's/^/there now: /'
  } | head -n 5)
  [ -z "$difference" ] || mb_fail E_RESTORE "Collections or indexes of $component are not as in the backup." 'They differ' "$difference"
  there=$(mongo_documents "$wanted")
  [ "$there" -ge $((MONGO_RESTORED - ${MONGO_APPLIED:-0})) ] && [ "$there" -le $((MONGO_RESTORED + ${MONGO_APPLIED:-0})) ] ||
    mb_fail E_RESTORE "$component has $there documents now, and $MONGO_RESTORED were restored."
  mb_restored "$component" "documents=$there collections=$(($(wc -l <"$MB_WORK/found")))"
}

# What must be the same on every server, a line each: of a namespace its type, and the name of each of its indexes.
mongo_shapes() {
  awk -F '\t' '{ print $1 " " $2; for (i = 3; i <= NF; i++) print $1 " index " $i }'
}

# Documents of the databases in the list $1, by the lines of the last mongodump.
mongo_documents() {
  mongo_told mongo-said 'done dumping' | awk -F '\t' '
    function database(name) { sub(/[.].*/, "", name); return name }
    FILENAME == ARGV[1] { own[database($1)] = 1; next }
    { if ($1 ~ /^%60.*%60$/ && (database(substr($1, 4)) in own) || (database($1) in own)) n += $2 }
    END { print n + 0 }' "$1" -
}

# An undo that moves data may take hours.
seconds_of_mongo_put_back() {
  echo 21600
}

# Gives the container $1 again what mongo_keep kept of it, and nothing else: all of its server, or the database $2; kept for the
# component of the slot $3, compressed as $4 says, in the work of the run $5 that replaced it. $6 is the variable that this run had its
# connection string in, if it had one: its value is that of the run that recovers.
undo_mongo_put_back() {
  local MB_COMPRESS="$4" MB_WORK="$MB_AT/.work/$5" status
  mb_is_run "$5" || return 1
  # What this run has said elsewhere does not silence the undo.
  rm -rf -- "$MB_WORK/failed"
  (mongo_put_back "$1" "$2" "$3")
  status=$?
  rm -rf -- "$MB_WORK/failed"
  [ "$status" = 0 ] || [ -z "$6" ] || [ -n "${MB_MONGO_URI:-}" ] ||
    echo 'the restore had a mongo-uri, and this run has none: give it the same' >&2
  return "$status"
}

words_of_mongo_put_back() {
  printf 'load into MongoDB in the container %s what it held before, the dump %s (%s)' \
    "$1" "$MB_DIR/.work/$5/$3.before" 'meeshy-backup restore --undo, with the mongo-uri that the restore had'
}

mongo_put_back() {
  local container="$1" database="$2" slot="$3"
  [ "$(docker inspect -f '{{.State.Status}}' "$container" 2>/dev/null)" != exited ] || docker start "$container" >/dev/null
  mongo_ready "$container"
  mb_decompress <"$MB_WORK/$slot.before" | mongo_load "$container" live
  grep -qx '@status 0' "$MB_WORK/mongo-said" && grep -q 'successfully\. 0 document(s) failed' "$MB_WORK/mongo-said" || {
    grep -v '^@' "$MB_WORK/mongo-said" | tail -n 3 >&2
    return 1
  }
  mongo_drop_others "$container" "$database" yes "$slot.now"
}

# Waits until the server in container $1 answers with the account of this run.
mongo_ready() {
  local n=0
  until
    printf '%s\n' "${MB_MONGO_URI:-}" |
      mongo_tool "$1" mongodump --db=meeshy-backup-asks --archive 2>"$MB_WORK/mongo-said" >/dev/null
    grep -qx '@status 0' "$MB_WORK/mongo-said"
  do
    n=$((n + 1))
    [ "$n" -lt 60 ] || mb_fail E_RESTORE "MongoDB in the container $1 does not answer." \
      Said "$(grep -v '^@' "$MB_WORK/mongo-said" | tail -n 3 | mb_mask)"
    sleep 1
  done
}
