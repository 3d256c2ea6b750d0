# shellcheck shell=sh
# MongoDB by the mongodump and mongorestore of its own container (database tools 100.x), so that the tools always fit the server.

# For awk programs, which put it behind MB_AWK_ENCODED: names of databases, collections and indexes become words as soon as they are
# read. namespace(database, collection) is `<database>.<collection>`; its first dot parts the two. described(metadata) is what the JSON
# of a collection says of it: its type, and after a tab each the names of its indexes. The JSON is walked by its braces: other objects
# in it have names too. encoded_part(text) is a part of a word: an empty one adds nothing.
MB_AWK_NAMESPACE='
function namespace(database, collection) {
  database = encoded(database)
  gsub(/[.]/, "%2E", database)
  return database "." encoded_part(collection)
}
function encoded_part(text) { return text == "" ? "" : encoded(text) }
function described(metadata,   at, size, c, start, word, last, depth, key, value, type, indexes) {
  size = length(metadata); depth = value = 0; type = indexes = last = ""; key[0] = key[1] = ""
  for (at = 1; at <= size; at++) {
    c = substr(metadata, at, 1)
    if (c == "\"") {
      start = at + 1
      for (at++; at <= size && (c = substr(metadata, at, 1)) != "\""; at++) if (c == "\\") at++
      word = substr(metadata, start, at - start)
      if (!value) last = word
      else if (depth == 1 && key[1] == "type") type = encoded_letters(word)
      else if (depth == 2 && key[1] == "options" && key[2] == "viewOn" && type == "") type = "view"
      else if (depth == 3 && key[1] == "indexes" && key[3] == "name") indexes = indexes "\t" encoded_letters(word)
    } else if (c == ":") { key[depth] = last; value = 1 }
    else if (c == ",") value = 0
    else if (index("{[", c)) { depth++; key[depth] = ""; value = 0 }
    else if (index("]}", c)) { depth--; value = 0 }
  }
  return (type == "" ? "collection" : type) indexes
}
function encoded_letters(word,   at, c, out, code, low) {
  out = ""
  while (at = index(word, "\\")) {
    out = out encoded_part(substr(word, 1, at - 1)); c = substr(word, at + 1, 1); word = substr(word, at + 2)
    if (c == "u") {
      code = hexadecimal(substr(word, 1, 4)); word = substr(word, 5)
      low = substr(word, 1, 2) == "\\u" ? hexadecimal(substr(word, 3, 4)) : 0
      if (code >= 55296 && code < 56320 && low >= 56320 && low < 57344) {
        code = 65536 + (code - 55296) * 1024 + low - 56320; word = substr(word, 7)
      }
      out = out encoded_point(code)
    } else if (at = index("bfnrt", c)) out = out substr("%08%0C%0A%0D%09", 3 * at - 2, 3)
    else out = out encoded_part(c)
  }
  return out encoded_part(word)
}
function encoded_point(code,   first) {
  if (code < 128) return code ? encoded(sprintf("%c", code)) : "%00"
  if (code < 2048) return sprintf("%%%02X%%%02X", 192 + int(code / 64), 128 + code % 64)
  if (code < 65536) return sprintf("%%%02X%%%02X%%%02X", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
  first = sprintf("%%%02X%%%02X", 240 + int(code / 262144), 128 + int(code / 4096) % 64)
  return first sprintf("%%%02X%%%02X", 128 + int(code / 64) % 64, 128 + code % 64)
}
function hexadecimal(digits,   at, sum) {
  sum = 0
  for (at = 1; at <= length(digits); at++) sum = sum * 16 + index("0123456789abcdef", tolower(substr(digits, at, 1))) - 1
  return sum
}
'

# The program that runs inside the container; it needs a shell and the tools, and no network but the container's own.
# Its first line of stdin is the connection string. If it is empty, the container's own environment says which account to use, as the
# official image reads it. The password travels in a pipe (--config reads it; argv never holds it), and what the tool says is masked
# before it leaves the container.
mongo_inside() {
  cat <<'INSIDE'
IFS= read -r uri || exit 90
exec 4>&1 5<&0
user=${MONGO_INITDB_ROOT_USERNAME:-} pass=${MONGO_INITDB_ROOT_PASSWORD:-}
[ -z "${MONGO_INITDB_ROOT_USERNAME_FILE:-}" ] || user=$(cat "$MONGO_INITDB_ROOT_USERNAME_FILE")
[ -z "${MONGO_INITDB_ROOT_PASSWORD_FILE:-}" ] || pass=$(cat "$MONGO_INITDB_ROOT_PASSWORD_FILE")
quoted() {
  rest=$1 done=
  while case $rest in *\'*) ;; *) false ;; esac do done="$done${rest%%\'*}''" rest=${rest#*\'}; done
  printf "'%s'" "$done$rest"
}
config() {
  if [ -n "$uri" ]; then printf 'uri: %s\n' "$(quoted "$uri")"; elif [ -n "$user" ]; then printf 'password: %s\n' "$(quoted "$pass")"; fi
}
masked() {
  while IFS= read -r line || [ -n "$line" ]; do
    # Names alone stand in such a line, which is counted by them; and no line of the tool is an event.
    case $line in
      *'done dumping '*' document'*')' | *'finished restoring '*' document'*')')
        printf '%s\n' "$line"
        continue
        ;;
      @*) line=" $line" ;;
    esac
    if [ -n "$pass" ]; then
      done=
      while case $line in *"$pass"*) ;; *) false ;; esac do done="$done${line%%"$pass"*}[secret]" line=${line#*"$pass"}; done
      line=$done$line
    fi
    case $line in *://*@*) line="${line%%://*}://[secret]@${line##*@}" ;; esac
    printf '%s\n' "$line"
  done
}
tool=$1 bound=
shift
[ -z "${MB_BOUND:-}" ] || ! command -v timeout >/dev/null 2>&1 || bound="timeout $MB_BOUND"
case "$*" in
  *' --dir=@empty')
    for word; do
      shift
      [ "$word" != --dir=@empty ] || { word=$(mktemp -d) && trap 'rmdir "$word"' EXIT && set -- "$@" "--dir=$word" && continue; }
      set -- "$@" "$word"
    done ;;
esac
command -v "$tool" >/dev/null 2>&1 || { echo "@missing $tool" >&2; exit 91; }
[ -n "$uri" ] || [ -z "$user" ] || set -- --username "$user" --authenticationDatabase admin "$@"
[ -n "$uri$user" ] || echo '@anonymous' >&2
status=$({
  {
    config | { exec 6<&0 0<&5; $bound "$tool" --config=/dev/fd/6 "$@" 2>&1 >&4 7>&-; }
    echo $? >&7
  } | masked >&2
} 7>&1)
echo "@status $status" >&2
INSIDE
}

# Runs a tool in a container: $1 the container, then the tool and its arguments. Its own exit status stands in what it says (@status),
# because a docker client that is stopped may exit 0. Stdin follows the connection string. MONGO_BOUND: seconds that it may take at most.
mongo_tool() {
  local container="$1"
  shift
  docker exec -i -e "MB_RUN=$MB_RUN" -e "MB_BOUND=${MONGO_BOUND:-}" "$container" sh -c "$(mongo_inside)" meeshy-backup "$@"
}

# Stopping `docker exec` does not stop what it started: the journal knows how, before it starts. Nor does it remove the file of a
# snapshot (redis.sh).
mb_journal_of_container() {
  mb_journal end_in_container "$1" "$MB_RUN"
}

# Stops what the run $2 left at work in the container $1. A container that is gone, or runs no longer, needs nothing.
undo_end_in_container() {
  mb_is_run "$2" || return 1
  # shellcheck disable=SC2016
  docker exec "$1" \
    sh -c 'for p in /proc/[0-9]*; do ! grep -qs "MB_RUN=$1" "$p/environ" || kill "${p#/proc/}"; done; rm -f "/tmp/meeshy-backup-$1.rdb"' \
    meeshy-backup "$2" >/dev/null 2>&1 || :
}

words_of_end_in_container() {
  printf 'end what the run %s left at work in the container %s (docker top %s shows it)' "$2" "$1" "$(mb_typed "$1")"
}

# What ran in the container is over, and its entry in the journal goes. A program that said its last word ($1: what it said) has ended
# by itself: looking for it in there would cost as much as a small dump. Any other is stopped.
mb_over_in_container() {
  if grep -q '^@status ' "$1"; then rm -f -- "$MB_ENTRY"; else mb_settle "$MB_ENTRY"; fi
}

# Fails unless what the tool said ends well; $1 what was being done, $2 the container.
mongo_judge() {
  local status
  status=$(sed -n 's/^@status //p' "$MB_WORK/mongo-said" | tail -n 1)
  [ "$status" != 0 ] || return 0
  if grep -q '^@missing' "$MB_WORK/mongo-said"; then
    mb_fail E_PREREQ "There is no $(sed -n 's/^@missing //p' "$MB_WORK/mongo-said") in the container $2." \
      next 'use an image that has the MongoDB database tools, as the official one does'
  fi
  mb_fail E_DUMP "$(mongo_failure "$@")" Said "$(grep -v '^@' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)" \
    safe 'nothing was published; no old backup was touched' next "$(mongo_advice)"
}

# What went wrong, in one sentence: the arguments of mongo_judge.
mongo_failure() {
  case $(cat "$MB_WORK/mongo-said") in
    *'uthentication failed'* | *AuthenticationFailed*) printf 'MongoDB in the container %s refused the user or the password.' "$2" ;;
    *) printf '%s in the container %s failed (%s).' "$1" "$2" "$(mb_how_it_ended "${status:-}" "$3" "$2")" ;;
  esac
}

# In words, how a program in a container ended: its own status if it reported one, else the states of the docker client and of the
# container.
mb_how_it_ended() {
  local state
  if [ -n "$1" ]; then
    printf 'status %s' "$1"
    return
  fi
  state=$(timeout 20 docker inspect -f '{{.State.Status}}' "$3" 2>&1 | tail -n 1)
  printf 'it did not finish: docker exec ended with status %s, the container is now: %s' "$2" "$state"
}

mongo_advice() {
  case $(cat "$MB_WORK/mongo-said") in
    *uthentication* | *nauthorized* | *'not authorized'*)
      printf '%s' 'set mongo-uri to an account with the backup role (authSource included), ' \
        'or give the container its MONGO_INITDB_ROOT_* variables' ;;
    *'oplog overflow'* | *'oplog rolled'*) printf 'the oplog is too small for the time a dump takes: enlarge it (replSetResizeOplog)' ;;
    *) printf 'look at the container: docker logs' ;;
  esac
}

# The dump on stdout: $1 the container, $2 one database (empty: all of the server). A replica set is dumped to one moment, with its oplog;
# that is tried first, and never given up in silence.
mongo_dump() {
  local container="$1" database="$2" status why
  mb_journal_of_container "$container"
  echo fuzzy >"$MB_WORK/consistency"
  if [ -n "$database" ]; then
    mongo_dumped "$container" "--db=$database"
  else
    mongo_dumped "$container" --oplog
    if why=$(mongo_without_oplog "$container"); then
      mb_warn fuzzy "$why" database
      mongo_dumped "$container"
    else
      echo point-in-time >"$MB_WORK/consistency"
    fi
  fi
  mongo_judge 'mongodump' "$container" "$status"
  mongo_count "$container" "$database"
  mongo_told mongo-said 'done dumping' >"$MB_WORK/documents-$(mongo_slot "database${database:+/$(mb_encode "$database")}")"
  mb_over_in_container "$MB_WORK/mongo-said"
}

# One call of mongodump in the container $1, with the arguments that follow; its status in status.
mongo_dumped() {
  local container="$1"
  shift
  printf '%s\n' "$MB_MONGO_URI" | mongo_tool "$container" mongodump --archive "$@" 2>"$MB_WORK/mongo-said"
  status=$?
}

# Why the container $1 gave no oplog, if that is how the dump failed. mongodump 100.x looks for the oplog's last entry before it writes
# the first byte of an archive (mongodump.go, Dump), so a second dump may follow it on the same stdout.
mongo_without_oplog() {
  case $(grep '^@status\|oplog' "$MB_WORK/mongo-said") in
    *'@status 0'*) return 1 ;;
    *'error getting oplog start'*'no documents in result'*)
      printf 'MongoDB in %s is not a replica set: each collection is as it was when it was read, not all at one moment.' "$1" ;;
    *'error getting oplog start'*uthorized*)
      printf 'The account may not read the oplog of MongoDB in %s (databases local and config), so the dump is not of one moment.' "$1" ;;
    *'when dumping from a mongos'*)
      printf 'MongoDB in %s is a mongos, through which no oplog can be read: the dump is not of one moment.' "$1" ;;
    *) return 1 ;;
  esac
}

# Documents and collections of the dump, from the tool's own lines; a dump of nothing is no backup. A line that fits no name counts as a
# collection too, and the verification says by its name why it has no count.
mongo_count() {
  mongo_told mongo-said 'done dumping' >"$MB_WORK/told"
  awk -F '\t' -v lines="$(grep -c 'done dumping' "$MB_WORK/mongo-said")" '
    { documents += $2; collections++; database = $1
      if (database ~ /^%60.*%60$/) database = substr(database, 4)
      sub(/[.].*/, "", database)
      if (database !~ /^(admin|config|local)$/) own++; else accounts += $2 }
    END {
      printf "documents=%d collections=%d%s\n", documents, collections, accounts ? " accounts=" accounts : ""
      exit own == 0 && lines <= NR }' "$MB_WORK/told" >"$MB_WORK/counts" && return
  if [ -n "$2" ] && [ "${MB_OPERATION:-}" = restore ]; then
    mb_warn empty "The database $2 is not in $1, or holds no collection: there is nothing of it to keep." "database/$(mb_encode "$2")"
    return
  fi
  if [ -n "$2" ]; then
    mb_fail E_NOT_FOUND "The database $2 does not exist in $1, or holds no collection." \
      safe 'nothing was published; no old backup was touched' next 'check mongo-databases for a typing error'
  fi
  # A restore may replace a server that was just made, and is empty.
  if grep -q 'collections=0' "$MB_WORK/counts" && [ "${MB_OPERATION:-}" != restore ] && ! mongo_hides_nothing; then
    mb_fail E_EMPTY "mongodump in $1 ended well, but dumped nothing." \
      Said "$(grep -v '^@' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)" safe 'nothing was published; no old backup was touched' \
      next 'check that this is the right container (mongo-container), and that its account may read everything'
  fi
  mb_warn empty "MongoDB in $1 holds no collection of an application." database
}

# Of a server without accounts a dump of nothing is the truth; an account that sees nothing may lack the right to.
mongo_hides_nothing() {
  grep -qx '@anonymous' "$MB_WORK/mongo-said" && ! grep -q '[[:blank:]]writing ' "$MB_WORK/mongo-said"
}

# Reads a dump on stdin to its end, restoring nothing: mongorestore takes the archive apart and finds every namespace of its prelude ended.
mongo_read() {
  local container status
  container=${MB_CONTAINER:-$(mb_reader_of "$1")}
  mb_journal_of_container "$container"
  { printf '%s\n' "$MB_MONGO_URI"; cat; } |
    mongo_tool "$container" mongorestore --archive '--nsInclude=meeshy-backup-reads-only.*' --stopOnError \
      >/dev/null 2>"$MB_WORK/mongo-said"
  status=$?
  mb_over_in_container "$MB_WORK/mongo-said"
  [ "$status" = 0 ] && grep -qx '@status 0' "$MB_WORK/mongo-said" && return
  echo 'mongorestore cannot read the dump to its end' >"$MB_WORK/why"
  grep -v '^@' "$MB_WORK/mongo-said" | tail -n 5 | mb_mask >&2
  return 1
}
