# shellcheck shell=sh
# Archives of the old scripts (docs/format.md): one gzip stream with a dump directory, an archive of each volume, and files as they
# were. No range of it can be cut out, and it has no manifest. So its listing is judged before anything is unpacked, then it is read to
# its end.

mb_is_old() {
  [ "${MB_SOURCE_KIND:-}" = old-format ]
}

# Why an archive is not sound. $1 the words, which follow "it ".
old_why() {
  printf '%s\n' "$1" >"$MB_WORK/why"
  return 1
}

# A sound archive unpacks to no more than the whole disk of $1 holds.
old_limit() {
  mb_free_at "${1%/*}" && printf '%s' "$MB_DISK"
}

# Is $1 an archive with a table of its contents (runtime/table.sh)? Read as one of the old scripts, it would be put back by
# other rules than those it was made by, and nothing would hold its manifest against it. It ends with zeros as they are, and
# the checksum of a gzip member; what gzip wrote as one stream does not. Of the 1024 zeros its last member may have 512.
old_has_table() {
  [ "$(tail -c 520 -- "$1" | head -c 512 | tr -d '\000' | wc -c)" -eq 0 ] && [ "$(mb_size "$1")" -ge 520 ]
}

# Lists the archive $1 to its end, and judges what is listed.
old_list() {
  local limit
  limit=$(old_limit "$1")
  rm -f "$MB_WORK"/status-* "$MB_WORK/why"
  ! old_has_table "$1" || old_why 'is no archive of the old scripts: it carries a table of its contents' || return
  {
    { gzip -d -c <"$1"; echo $? >"$MB_WORK/status-1"; } |
      head -c "$((limit + 1))" |
      { mb_count; } |
      { mb_tar_rows >"$MB_WORK/listed"; cat >/dev/null; }
  } 2>"$MB_WORK/noise"
  old_is_bounded "$limit" || return
  [ "$(cat "$MB_WORK/status-1" 2>/dev/null)" = 0 ] && [ "$(cat "$MB_WORK/tar-status" 2>/dev/null)" = 0 ] ||
    old_why 'does not read to its end' || return
  old_judge && old_rows || return
  ! grep -i 'removing leading' "$MB_WORK/tar-said" >"$MB_WORK/outside" || old_why 'holds a name that leads outside of it'
}

old_is_bounded() {
  [ "$(mb_counted)" -le "$1" ] || old_why "unpacks to more than $(mb_amount "$1"), which its whole disk does not hold"
}

# Judges the listing of an archive: one directory, in it plain files, directories, and links only among configuration and secrets. All
# else is refused by its name. Leaves the directory in old-root, and kind, bytes and path below it of each member in old-entries.
old_judge() {
  awk -F '\t' -v entries="$MB_WORK/old-entries" -v top="$MB_WORK/old-root" -v odd="\$\`|;<>&*?\"'" '
    function refuse(why) { print why ": " substr(shown, 1, 200); refused = 1; exit 1 }
    function oddity(name,   n) {
      if (name ~ /[[:cntrl:]]/) return 1
      for (n = 1; n <= length(odd); n++) if (index(name, substr(odd, n, 1))) return 1
      gsub(/\\[23][0-7][0-7]/, "", name)
      return index(name, "\\") }
    $1 == "!" { print $2; refused = 1; exit 1 }
    { kind = substr($1, 1, 1); bytes = $2; name = shown = $3
      if (kind == "h") refuse("holds a hard link")
      if (kind !~ /^[-dl]$/) refuse("holds a device, a pipe, or another special file")
      if (kind == "-" && $1 ~ /[sS]/) refuse("holds a file that runs as another user (setuid)")
      if (NR == 1) { dot = sub(/^\.\//, "", name); root = name; sub(/\/.*$/, "", root) } else sub(/^\.\//, "", name)
      sub(/\/$/, "", name)
      if (root == "" || root ~ /^(\.|-)/ || name != root && index(name, root "/") != 1) refuse("holds what is outside of its directory")
      if (("/" name "/") ~ /\/(\.|\.\.|-[^\/]*)\//) refuse("holds a name that climbs, or looks like an option")
      if (oddity(name)) refuse("holds a name with characters that the old scripts never wrote")
      path = substr(name, length(root) + 2)
      if (kind == "l" && path !~ /^(config|secrets)\/./ || path ~ /^[a-z]*\/[^\/]*\\/)
        refuse("holds a link, or a name, where the old scripts wrote none such")
      if (path == "MANIFEST.json" || path == "MANIFEST.sha256") refuse("carries a table of its contents, as ours do")
      if (kind != "d" && seen[name]++) refuse("holds a member twice")
      if (kind == "l") link[name] = 1
      all[NR] = name
      print kind "\t" bytes "\t" path >entries }
    END {
      if (refused) exit 1
      if (NR == 0) { print "is empty"; exit 1 }
      for (n = 1; n <= NR; n++) for (p = all[n]; match(p, /\/[^\/]*$/);) {
        p = substr(p, 1, RSTART - 1)
        if (p in link) { shown = all[n]; refuse("holds a member that is written through a link") } }
      print (dot ? "./" : "") root >top }' "$MB_WORK/listed" >"$MB_WORK/why" && [ -s "$MB_WORK/old-root" ]
}

# What the entries are to a restore, in old-rows: name, kind, path, stored bytes, and the places of files (parted by slashes).
old_rows() {
  true >"$MB_WORK/old-others"
  awk -F '\t' -v others="$MB_WORK/old-others" '
    function add(name, kind, path, bytes) {
      if (!(name in stored)) { order[++n] = name; kinds[name] = kind; paths[name] = path }
      else if (paths[name] != path) {
        print "holds two files where only one can be: " paths[name] " and " path >"/dev/stderr"
        exit 1
      }
      stored[name] += bytes }
    function place(set, item, bytes) {
      add(set, set, set, bytes)
      if (!((set, item) in placed)) { placed[set, item] = 1; items[set] = items[set] (items[set] == "" ? "" : "/") item } }
    { part = $3; sub(/^[^\/]*\//, "", part); first = part; sub(/\/.*$/, "", first) }
    $3 ~ /^config\/./ { place(first ~ /^(\.?secrets?|certs?|certificates|ssl|tls|keys)$/ ? "secrets" : "config", first, $2); next }
    $3 ~ /^secrets\/./ { place("secrets", "secrets", $2); next }
    $1 != "-" || $3 == "backup-metadata.txt" { next }
    $3 ~ /^database\/[^\/]+\/./ { add("database", "database", "database/" first, $2); next }
    $3 ~ /^redis\/[^\/]+\.rdb$/ { add("redis", "redis", $3, $2); next }
    $3 ~ /^volumes\/[A-Za-z0-9][A-Za-z0-9_.-]*\.tar\.gz$/ { sub(/\.tar\.gz$/, "", part); add("volumes/" part, "volume", $3, $2); next }
    { print $3 >others }
    END {
      for (i = 1; i <= n; i++) {
        name = order[i]
        print name "\t" kinds[name] "\t" paths[name] "\t" stored[name] "\t" (name in items ? items[name] : "-") } }' \
    "$MB_WORK/old-entries" >"$MB_WORK/old-unsorted" 2>"$MB_WORK/why" && sort "$MB_WORK/old-unsorted" >"$MB_WORK/old-rows"
}

# The member $2 of the archive $1, which was listed, on stdout.
old_member() {
  gzip -d -c <"$1" | { tar -xOf - "$(cat "$MB_WORK/old-root")/$2"; cat >/dev/null; }
}

# Lists the archive $1, and reads the components whose paths follow (all, if none do) to their end. Leaves path, raw bytes, consistency
# and counts of each in old-read; if one is not sound, the reason in why, and its name in old-where.
old_survey() {
  local file="$1" name kind path bytes items raw consistency counts
  shift
  rm -f "$MB_WORK/old-where"
  true >"$MB_WORK/old-read"
  old_list "$file" || return
  while IFS="$MB_TAB" read -r name kind path bytes items; do
    old_is_among "$path" "$@" || continue
    old_read </dev/null || {
      printf '%s\n' "$name" >"$MB_WORK/old-where"
      return 1
    }
    printf '%s\t%s\t%s\t%s\n' "$path" "$raw" "$consistency" "$counts" >>"$MB_WORK/old-read"
  done <"$MB_WORK/old-rows"
}

# Reads the component of this row of old-rows, of the archive in file, to its end. Sets raw, consistency and counts (- if it has none).
old_read() {
  raw=$bytes consistency=fuzzy counts=-
  case $kind in
    volume) old_read_volume ;;
    redis) old_read_snapshot ;;
    database) old_read_dump ;;
  esac
}

# What the last reading said, as a clause: of the archive, of a component, or of a file of a dump.
old_said() {
  case $(cat "$MB_WORK/why") in
    */*.bson*': '*) cat "$MB_WORK/why" ;;
    *) sed '1s/^/it /' "$MB_WORK/why" ;;
  esac
}

old_is_among() {
  local path="$1"
  [ $# -gt 1 ] || return 0
  shift
  for _ in "$@"; do
    [ "$1" != "$path" ] || return 0
    shift
  done
  return 1
}

# An archive of a volume in the archive: it unpacks to its end, and writes nothing elsewhere. Names and kinds of its files are the
# application's own, and come back as they were, pipes and setuid too; only devices have no place in a volume.
old_read_volume() {
  local limit
  limit=$(old_limit "$file")
  rm -f "$MB_WORK"/status-* "$MB_WORK/why"
  {
    old_member "$file" "$path" | { gzip -d -c; echo $? >"$MB_WORK/status-1"; } | head -c "$((limit + 1))" | { mb_count; } |
      { mb_read_tar volume "$name"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }
  } 2>"$MB_WORK/noise"
  old_is_bounded "$limit" || return
  [ "$(cat "$MB_WORK/status-1" 2>/dev/null)" = 0 ] || old_why 'cannot be decompressed to its end' || return
  if [ "$(cat "$MB_WORK/status-2")" != 0 ]; then
    sed 's/^it //; s/^tar does not read it/does not read/' "$MB_WORK/why" >"$MB_WORK/why-so" && mv "$MB_WORK/why-so" "$MB_WORK/why"
    return 1
  fi
  raw=$(mb_counted)
  # Made with `tar .`, it holds the mode of the volume's own directory, and so how many entries come out; BusyBox lists a name of two
  # lines as two.
  grep -qx rooted "$MB_WORK/listed" || return 0
  printf '%s\n' "$path" >>"$MB_WORK/old-rooted"
  [ "$MB_TAR" != gnu ] || counts=$(cat "$MB_WORK/counts")
}

# A snapshot of Redis: it begins and ends as one (a magic word and a version; 255 and a checksum). redis-check-rdb reads it too, where a
# container has it; a container that is still to be made is asked later.
old_read_snapshot() {
  # shellcheck disable=SC2046
  set -- $(old_member "$file" "$path" | { dd bs=9 count=1; tail -c 9; } 2>/dev/null | od -An -v -tu1)
  [ $# = 18 ] && [ "$1 $2 $3 $4 $5" = '82 69 68 73 83' ] && [ "${10}" = 255 ] ||
    old_why 'is no snapshot of Redis from its beginning to its end' || return
  [ "${MB_VARIANT:-}" != anew ] && [ -n "$(mb_reader_of redis)" ] || return 0
  rm -f "$MB_WORK/counts"
  old_member "$file" "$path" | redis_read redis 2>"$MB_WORK/noise" || old_why 'is refused by redis-check-rdb' || return
  counts=$(cat "$MB_WORK/counts")
}

# A dump directory: each of its files to its end, of BSON one document after the other. Leaves a line for each in old-files: path below
# the dump, raw bytes, documents, and what is wrong with it.
old_read_dump() {
  true >"$MB_WORK/old-files" && true >"$MB_WORK/old-metadata" && true >"$MB_WORK/old-prelude"
  old_reader >"$MB_WORK/old-reader"
  old_walker >"$MB_WORK/old-walker"
  old_each_file "$file" "$path" old-reader "OLD_LIMIT=$(old_limit "$file")"
  [ "$(cat "$MB_WORK/status-1")" = 0 ] || old_why "cannot be read: $(tail -n 1 "$MB_WORK/noise")" || return
  awk -F '\t' '$4 != "" { print $1 ": " $4 > "/dev/stderr"; exit 1 }
    { raw += $2 } $1 == "oplog.bson" || $1 == "oplog.bson.gz" { whole = 1; next }
    $1 ~ /\.bson(\.gz)?$/ { documents += $3; collections++; if ($1 ~ /^(admin|config|local)\//) accounts += $3 }
    END {
      if (accounts) ending = " accounts=" accounts
      moment = whole ? "point-in-time" : "fuzzy"
      if (collections) printf "%.0f %s documents=%d collections=%d%s\n", raw, moment, documents, collections, ending }' \
    "$MB_WORK/old-files" >"$MB_WORK/old-dump" 2>"$MB_WORK/why" || return
  [ -s "$MB_WORK/old-dump" ] || old_why 'holds no collection' || return
  read -r raw consistency counts <"$MB_WORK/old-dump"
}

# Runs the shell text .work/$3 for each file below $2 of the archive $1, the file on its stdin; with the variables that follow
# (NAME=value).
old_each_file() {
  local file="$1" path script="$3"
  path="$(cat "$MB_WORK/old-root")/$2"
  shift 3
  rm -f "$MB_WORK/status-1"
  gzip -d -c <"$file" | {
    env "OLD_WORK=$MB_WORK" "OLD_DUMP=$path/" "$@" tar -xf - --to-command=". \"\$OLD_WORK/$script\"" "$path" 2>"$MB_WORK/noise"
    echo $? >"$MB_WORK/status-1"
    cat >/dev/null
  }
}

# What is run for each file of a dump that is read.
old_reader() {
  cat <<'READER'
plainly() {
  case $TAR_FILENAME in
    *.gz)
      { gzip -d -c || printf '%s\t0\t0\tit cannot be decompressed to its end\n' "$name" >>"$OLD_WORK/old-files"; cat >/dev/null; } |
        head -c "$OLD_LIMIT" ;;
    *) cat ;;
  esac
}
name=${TAR_FILENAME#"$OLD_DUMP"}
export name
case $name in
  *.bson | *.bson.gz) plainly | od -An -v -tu1 | awk -f "$OLD_WORK/old-walker" >>"$OLD_WORK/old-files" ;;
  *.metadata.json | *.metadata.json.gz)
    plainly >"$OLD_WORK/old-file"
    printf '%s\t%s\t0\t\n' "$name" "$(($(wc -c <"$OLD_WORK/old-file")))" >>"$OLD_WORK/old-files"
    { printf '%s\t' "$name"; tr '\t\r\n' '   ' <"$OLD_WORK/old-file"; echo; } >>"$OLD_WORK/old-metadata" ;;
  prelude.json | prelude.json.gz) plainly | head -c 100000 >"$OLD_WORK/old-prelude" ;;
esac
cat >/dev/null
READER
}

# Documents of BSON, as od shows their bytes, 16 a line: each begins with its length in four bytes, lowest first, and ends with a zero
# (bsonspec.org).
old_walker() {
  cat <<'WALKER'
function wrong(why) { bad = why; exit 1 }
function look(b, n) {
  for (i = want - at; i < n; i = want - at) {
    if (step < 4) {
      size += b[i + 1] * (step == 0 ? 1 : step == 1 ? 256 : step == 2 ? 65536 : 16777216)
      want++
      if (++step < 4) continue
      if (size < 5 || size > 50331648) wrong("it holds no document where one should begin, at byte " start)
      want = start + size - 1
    } else {
      if (b[i + 1] != 0) wrong("a document does not end where it should, at byte " want)
      documents++
      start = ++want
      step = size = 0
    }
  }
}
want >= at + 16 { at += 16; last = $0; next }
{ n = split($0, b, " "); look(b, n); at += n; last = "" }
END {
  if (bad == "" && last != "") at += split(last, b, " ") - 16
  if (bad == "" && (at != start || step)) bad = "it ends within a document"
  printf "%s\t%.0f\t%d\t%s\n", ENVIRON["name"], at, documents, bad
}
WALKER
}

# The manifest of the archive $2 of the name $1, as far as it was read. A component has no range of its own: the sum of the whole archive
# proves its bytes.
old_manifest() {
  local bytes sha components
  bytes=$(mb_size "$2") sha=$(mb_sha256 <"$2")
  [ "${#sha}" = 64 ] || return 1
  components=$(old_components "$bytes" "$sha") || return 1
  mb_object file "${2##*/}" bytes# "$bytes" sha256 "$sha" compression gzip
  mb_object schema# 1 kind old-format name "$1" runId '' sequence# 0 prefix pre-update time# "$(mb_epoch "${1#pre-update-}")" \
    verified read archive@ "$MB_JSON" \
    @ "$(old_left_out)" components@ "$components"
  printf '%s\n' "$MB_JSON"
}

# What of the archive is not restored, as a field of its manifest; nothing, if there is none. Names that tar has to escape are left out.
old_left_out() {
  awk "$MB_AWK_JSON"'
    !/\\/ && NR <= 50 {
      other = json_add(json_add("", "what", json_text($0)), "why", json_text("no part of the old format"))
      others = json_item(others, json_object(other)) }
    END { if (others != "") printf "%s", json_add("", "leftOut", json_list(others)) }' "$MB_WORK/old-others"
}

# The components of an archive of $1 bytes and the sha256 $2, as a JSON list. Status 1 where a number of theirs is none.
old_components() {
  awk -F '\t' -v bytes="$1" -v sha="$2" "$MB_AWK_JSON"'
    FILENAME != ARGV[2] { raw[$1] = $2; consistency[$1] = $3; counts[$1] = $4; next }
    { n = $5 == "-" ? 0 : split($5, item, "/"); places = ""
      for (i = 1; i <= n; i++) places = json_item(places, json_text(item[i]))
      m = counts[$3] ~ /=/ ? split(counts[$3], each, " ") : 0; found = ""
      for (i = 1; i <= m; i++) { split(each[i], pair, "="); found = json_add(found, pair[1], json_number(pair[2])) }
      row = json_add(json_add(json_add("", "name", json_text($1)), "kind", json_text($2)), "path", json_text($3))
      row = json_add(json_add(row, "rawBytes", json_number(($3 in raw) ? raw[$3] : $4)), "offset", 0)
      row = json_add(json_add(row, "length", json_number(bytes)), "sha256", json_text(sha))
      row = json_add(json_add(row, "counts", json_object(found)), "consistency", json_text(($3 in raw) ? consistency[$3] : "fuzzy"))
      rows = json_item(rows, json_object(json_add(row, "paths", json_list(places)))) }
    END { if (json_refused) exit 1; printf "%s", json_list(rows) }' "$MB_WORK/old-read" "$MB_WORK/old-rows"
}

# Reads the archive $1 of the old scripts to its end for a client that asks what is in it: an event with what its manifest would be.
# Changes nothing.
old_look() {
  local file="$MB_AT/$1.tar.gz"
  MB_SOURCE_NAME=$1
  mb_know_tar
  [ -f "$file" ] && [ ! -L "$file" ] ||
    mb_fail E_NOT_FOUND "The archive $(mb_shown "$file") is not there." safe 'nothing was changed' next 'list the backups'
  old_survey "$file" || old_damaged
  [ -s "$MB_WORK/old-rows" ] || mb_damaged 'it holds nothing that the old scripts kept'
  old_manifest "$1" "$file" >"$MB_WORK/old" ||
    mb_fail E_VERIFY "The archive $(mb_shown "$file") cannot be read." safe 'nothing was changed'
  mb_lines old-manifest <"$MB_WORK/old"
}

# Says what old_survey found.
old_damaged() {
  local component
  component=$(cat "$MB_WORK/old-where" 2>/dev/null)
  mb_damaged "${component:+$component: }$(old_said)"
}
