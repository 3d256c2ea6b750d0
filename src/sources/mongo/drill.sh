# shellcheck shell=sh
# A drill of a dump: the mongorestore of the image that the dump came from puts it into a throw-away server of that image. Then every
# collection is read from that server, and its documents and indexes are compared with the dump.

# How many documents of each collection a tool reported in .work/$1 (after the words $2): lines of its name as the tool writes it,
# encoded, and the documents. A name ends at the last ` (N documents)`: it may hold such words itself.
mongo_told() {
  awk -v tool="$2 " "$MB_AWK_ENCODED"'
    { at = index($0, tool) + length(tool) }
    at > length(tool) && match($0, / \([0-9]+ documents?(, [0-9]+ failures?)?\)$/) && RSTART > at {
      print encoded(substr($0, at, RSTART - at)) "\t" substr($0, RSTART + 2) + 0 }' "$MB_WORK/$1"
}

# Such lines on stdin become `<database>.<collection><TAB><documents>` for the collections that the file $1 begins its lines with. Newer
# tools put a name between backquotes, and name a time series after its buckets. Where a name could be that of two, the documents of
# both are `-`.
mongo_matched() {
  awk -F '\t' '
    function owner(text) { return text in names ? names[text] : text in buckets ? buckets[text] : "" }
    function unsure(name) { if (name != "") documents[name] = "-" }
    FILENAME == ARGV[1] {
      text = $1; gsub(/%2E/, ".", text); names[text] = $1
      text = $1; sub(/[.]/, ".system.buckets.", text); gsub(/%2E/, ".", text); buckets[text] = $1
      next }
    { said = owner($1); quoted = $1 ~ /^%60.*%60$/ ? owner(substr($1, 4, length($1) - 6)) : ""
      if (said != "" && quoted != "" && said != quoted) { unsure(said); unsure(quoted); next }
      if (said == "") said = quoted
      if (said in documents) unsure(said); else if (said != "") documents[said] = $2 }
    END { for (name in documents) print name "\t" documents[name] }' "$1" -
}

# Keeps what the dump of the component $1 (stdin: its beginning, at least) holds: for each collection its documents, as the dump
# counted them (`-` for a view, and where the tool's words were not clear), and its indexes. A line each in .work/contents, for the
# manifest and for a drill.
mongo_contents() {
  local counted
  counted="documents-$(mongo_slot "$1")"
  [ -f "$MB_WORK/$counted" ] || true >"$MB_WORK/$counted"
  mongo_prelude 2>/dev/null | grep -v '^@' >"$MB_WORK/prelude"
  mongo_is_restorable "$1"
  mongo_matched "$MB_WORK/prelude" <"$MB_WORK/$counted" >"$MB_WORK/documents"
  awk -F '\t' -v component="$1" '
    FILENAME == ARGV[1] { documents[$1] = $2; next }
    { name = $1; sub(/^[^\t]*\t[^\t]*/, "")
      print component "\tcollection\t" name "\t" ((name in documents) ? documents[name] : "-") $0 }' \
    "$MB_WORK/documents" "$MB_WORK/prelude" >>"$MB_WORK/contents" || mb_unwritable "$MB_WORK"
}

# mongodump takes a collection whose name has a line break in it; mongorestore skips it without a word, because its patterns end at a
# line break. All other characters come back.
mongo_is_restorable() {
  local names
  names=$(cut -f 1 "$MB_WORK/prelude" | grep '%0A' | head -n 5)
  [ -z "$names" ] ||
    mb_fail E_DUMP "The $1 holds a collection that mongorestore cannot put back: its name has a line break in it." Collections "$names" \
    safe 'nothing was published; no old backup was touched' next 'rename it, or list the databases to keep (mongo-databases)'
}

# Its collections with their documents and indexes, of the component $1, as the JSON object of its manifest. More than 1 MB of names is
# left out: a drill reads them from the dump itself.
mongo_contents_json() {
  awk -F '\t' -v component="$1" "$MB_AWK_JSON"'
    $1 != component || $2 != "collection" { next }
    { indexes = ""
      for (i = 5; i <= NF; i++) indexes = json_item(indexes, json_text($i))
      row = json_add("", "name", json_text($3))
      if ($4 != "-") row = json_add(row, "documents", json_number($4))
      rows = json_item(rows, json_object(json_add(row, "indexes", json_list(indexes)))) }
    END {
      if (json_refused) exit 1
      if (rows != "" && length(rows) < 1000000)
        printf "%s", json_object(json_add("", "collections", json_list(rows))) }' "$MB_WORK/contents"
}

# The component $1 into a throw-away server of the image $2 ($3 for people); $4 its database, if it holds only one.
mongo_drill() {
  local component="$1" image="$2" named="$3" database="$4" began loaded first
  local MB_MONGO_URI='' MONGO_BOUND path raw offset length sha256 consistency counts
  mb_row "$component"
  mb_drill_fits "$component" $((raw + raw / 2 + 350000000)) "$(mb_docker_root)"
  mb_now
  began=$MB_NOW
  # mongorestore may wait for ever for the rest of a dump that ends between two blocks.
  MONGO_BOUND=$((60 + raw / 500000))
  # No replica set: it would have to be founded, and its key file and settings lie in mounts that a drill must not have.
  first=$(mb_drill_command "$image")
  case ${first##*/} in
    mongod | '') set -- "$image" mongod ;;
    *) set -- "$image" ;;
  esac
  mb_drill_create "$component" "$image" "$named" 2147483648 "$@"
  mb_drill_start "$component"
  mongo_drill_ready "$component"
  mb_raw "$component" | mongo_load "$MB_DRILLED" "$consistency"
  mb_phase drill-loaded
  mb_now
  loaded=$((MB_NOW - began))
  mongo_drill_loaded "$component"
  mongo_drill_read "$component" "$database"
  mongo_drill_compare "$component" "$counts"
  mb_drill_passed "$component" "$loaded" "$(awk -F '\t' '
    $2 != "-" { n += $2 }
    { i += NF - 2 }
    END { printf "documents=%.0f collections=%d indexes=%d", n, NR, i }' "$MB_WORK/drill-wanted")"
}

# Waits until the throw-away server answers: each mongodump itself waits half a minute for a server.
mongo_drill_ready() {
  local n=0
  until
    printf '\n' | mongo_tool "$MB_DRILLED" mongodump --db=meeshy-backup-asks --archive 2>"$MB_WORK/mongo-said" >/dev/null
    grep -qx '@status 0' "$MB_WORK/mongo-said"
  do
    mb_drill_lives "$1"
    ! grep -q '^@missing' "$MB_WORK/mongo-said" || mb_undrilled "$1" "its image has no mongodump and mongorestore" \
      next 'use an image that has the MongoDB database tools, as the official one does, or take verify: read'
    n=$((n + 1))
    [ "$n" -lt 8 ] ||
      mb_undrilled "$1" 'its throw-away server does not answer' Said "$(grep -v '^@' "$MB_WORK/mongo-said" | tail -n 3 | mb_mask)" \
        Log "$(mb_docker logs --tail 5 "$MB_DRILLED" 2>&1 | mb_mask)"
    sleep 0.5
  done
}

# What mongorestore reports: its status, and no document that failed. Its words stay in .work/drill-said.
mongo_drill_loaded() {
  local said
  mv -- "$MB_WORK/mongo-said" "$MB_WORK/drill-said"
  said=$(grep -v '^@' "$MB_WORK/drill-said" | tail -n 5 | mb_mask)
  grep -qx '@status 0' "$MB_WORK/drill-said" || {
    mb_drill_lives "$1"
    ! grep -qx '@status 124' "$MB_WORK/drill-said" ||
      mb_undrilled "$1" "mongorestore did not finish within $MONGO_BOUND s" Said "$said" \
        next 'this dump may be cut off: take another backup; or this server is too busy to restore it'
    mb_undrilled "$1" 'mongorestore fails on it' Said "$said" \
      next 'this backup cannot be restored as it is: take another one, and check the server that it comes from'
  }
  grep -q 'successfully\. 0 document(s) failed' "$MB_WORK/drill-said" ||
    mb_undrilled "$1" 'mongorestore does not say that every document was restored' Said "$said"
}

# Reads everything from the throw-away server: its collections with their indexes to .work/drill-there, and the documents read of each
# to .work/mongo-said.
mongo_drill_read() {
  set -- "$1" mongodump --archive ${2:+"--db=$2"}
  local component="$1"
  shift
  { printf '\n' | mongo_tool "$MB_DRILLED" "$@" 2>"$MB_WORK/mongo-said"; } | { mongo_prelude; cat >/dev/null; } | grep -v '^@' |
    awk -F '\t' '{ name = $1; sub(/^[^\t]*\t[^\t]*/, ""); print name $0 }' >"$MB_WORK/drill-there"
  grep -qx '@status 0' "$MB_WORK/mongo-said" || {
    mb_drill_lives "$component"
    mb_undrilled "$component" 'what was restored cannot be read' Said "$(grep -v '^@' "$MB_WORK/mongo-said" | tail -n 5 | mb_mask)"
  }
}

# Compares the backup (its contents; without any, the beginning of its dump) with what was restored and what the server holds. Before
# the oplog is replayed each collection must have exactly the documents that were dumped; afterwards as many, but for the replayed ones.
mongo_drill_compare() {
  local component="$1" counts="$2" applied differences
  awk -F '\t' -v OFS='\t' -v component="$component" '
    $1 == component && $2 == "collection" { sub(/^[^\t]*\t[^\t]*\t/, ""); print }' "$MB_WORK/contents" >"$MB_WORK/drill-wanted"
  [ -s "$MB_WORK/drill-wanted" ] ||
    mb_raw "$component" | mongo_prelude 2>/dev/null | grep -v '^@' |
    awk -F '\t' '{ name = $1; sub(/^[^\t]*\t[^\t]*/, ""); print name "\t-" $0 }' >"$MB_WORK/drill-wanted"
  cut -f 1 "$MB_WORK/drill-wanted" "$MB_WORK/drill-there" | sort -u >"$MB_WORK/drill-known"
  mongo_told mongo-said 'done dumping' | mongo_matched "$MB_WORK/drill-known" >"$MB_WORK/drill-read"
  mongo_told drill-said 'finished restoring' | mongo_matched "$MB_WORK/drill-known" >"$MB_WORK/drill-restored"
  applied=$(sed -n 's/.*applied \([0-9]*\) oplog entries.*/\1/p' "$MB_WORK/drill-said" | tail -n 1)
  differences=$(awk -F '\t' -v applied="${applied:-0}" -v counts=" $counts " '
    function many(n) { return n == 1 ? "1 document" : n " documents" }
    function total(what) { return match(counts, " " what "=[0-9]+ ") ? substr(counts, RSTART + length(what) + 2) + 0 : -1 }
    FILENAME ~ /drill-read$/ { read[$1] = $2; next }
    FILENAME ~ /drill-restored$/ { restored[$1] = $2; next }
    FILENAME ~ /drill-there$/ { there[$1] = 1; for (i = 2; i <= NF; i++) index_there[$1, $i] = 1; indexes[$1] = NF; line[$1] = $0; next }
    { wanted[$1] = 1; sum += restored[$1]; if (restored[$1] == "-") unsure = 1
      if (!($1 in there)) { print $1 " is missing"; next }
      if ($2 != "-" && restored[$1] != "-" && restored[$1] + 0 != $2)
        print $1 ": " many(restored[$1] + 0) " restored, and the backup says " $2
      else if ($2 != "-" && read[$1] != "-" && (read[$1] - $2 > applied || $2 - read[$1] > applied))
        print $1 ": " many(read[$1] + 0) " after the restore, and the backup says " $2
      for (i = 3; i <= NF; i++) { index_wanted[$1, $i] = 1; if (!(($1, $i) in index_there)) print $1 ": the index " $i " is missing" }
      n = split(line[$1], found, "\t")
      for (i = 2; i <= n; i++) if (!(($1, found[i]) in index_wanted)) print $1 ": the index " found[i] " is not in the backup" }
    END {
      for (name in there) if (!(name in wanted)) print name " is not in the backup"
      said = total("documents") - (total("accounts") > 0 ? total("accounts") : 0)
      if (total("documents") >= 0 && !unsure && sum != said) print many(sum) " restored in all, and the backup says " said }' \
    "$MB_WORK/drill-read" "$MB_WORK/drill-restored" "$MB_WORK/drill-there" "$MB_WORK/drill-wanted" | sort | head -n 10)
  [ -z "$differences" ] || mb_undrilled "$component" 'the restored data differs from the backup' 'It differs' "$differences" \
    next "$(printf '%s' 'do not trust this backup: take a new one, and check the server that it comes from; ' \
      'collections or indexes that were made or dropped during the backup also differ')"
}
