# shellcheck shell=sh
# What a restore will do to a MongoDB server, tried before the mark, by the tools that will do it: a collection of this run's own name, in
# each database of the backup, is made, filled and indexed by mongorestore, and dropped by applyOps. Nothing of others is touched.

# The checksums (CRC-64) of the two documents below, as printf reads them.
MONGO_CRC_OF_ONE='\376\131\104\152\103\141\352\363'
MONGO_CRC_OF_SCHEMA='\104\003\116\204\110\234\110\276'

# Tries it for the component $1 in the container $2. What it makes goes again, also after a kill.
mongo_rights() {
  local component="$1" container="$2" slot list dropper=apply path raw offset length sha256 consistency counts
  slot=$(mongo_slot "$component")
  list="$MB_WORK/$slot.asked"
  mb_row "$component"
  cut -f 1 "$MB_WORK/$slot.wanted" | sed 's/\..*//' | sort -u >"$list" || mb_unwritable "$MB_WORK"
  true >"$MB_WORK/$slot.refused" || mb_unwritable "$MB_WORK"
  ! grep -qx '@accounts' "$MB_WORK/$slot.version" || mongo_try_accounts "$container"
  [ -s "$list" ] || return 0
  # First of collections that are not there: where applyOps is refused, nothing was made.
  mongo_try_apply "$container" "$list" "$MB_RUN"
  if mongo_is_refused; then
    mongo_refusal >"$MB_WORK/$slot.refused"
    [ "$consistency" != point-in-time ] || mongo_refuse_apply "$container" "$slot" 'it replays the oplog of this backup'
    # A tool that few containers lack; it drops without applyOps, as the restore then does.
    if mongo_try_import "$container" "$list" "$MB_RUN"; then dropper=import && true >"$MB_WORK/$slot.refused"; else dropper=; fi
  fi
  if [ -n "$dropper" ]; then
    mb_journal end_trial "$container" "$list" "$MB_RUN" "${MB_MONGO_URI:+MB_MONGO_URI}"
    MONGO_TRIAL=$MB_ENTRY
    mongo_try_load "$container" "$list" "$MB_RUN"
    mongo_loaded_well || mongo_refuse_account "$container" 'may not write what this backup puts back'
    mb_phase "trying-$component"
    "mongo_try_$dropper" "$container" "$list" "$MB_RUN" "$consistency"
    grep -qx '@status 0' "$MB_WORK/mongo-said" || mongo_refuse_account "$container" 'may not replace what this backup puts back'
    # There is nothing of the trial any more.
    rm -f -- "$MONGO_TRIAL"
  fi
  mb_phase "tried-$component"
}

# Before the mark: will the restore of the component $1 into the container $2 drop collections (all that the backup lacks where $3 is yes,
# else in its databases), or would its way back? Then it needs applyOps. By what the safety backup found: a collection that a program adds
# later is met after the mark, and a failure there is undone.
mongo_may_drop() {
  local component="$1" container="$2" exact="$3" slot others
  slot=$(mongo_slot "$component")
  [ -s "$MB_WORK/$slot.refused" ] || return 0
  awk -F '\t' -v component="$component" '$1 == component && $2 == "collection" { print $3 }' "$MB_WORK/contents" | sort >"$MB_WORK/there"
  cut -f 1 "$MB_WORK/$slot.wanted" | sort >"$MB_WORK/wanted-names"
  others=$(mongo_others "$MB_WORK/there" "$exact" | head -n 5 | tr '\n' ' ')
  [ -z "$others" ] || mongo_refuse_apply "$container" "$slot" "it drops collections that the backup lacks: ${others% }"
  others=$(mb_lines_not_in "$MB_WORK/there" <"$MB_WORK/wanted-names" | head -n 5 | tr '\n' ' ')
  [ -z "$others" ] ||
    mongo_refuse_apply "$container" "$slot" "its way back drops collections that are only in the backup: ${others% }"
}

# Those of the collections in the file $1 that a restore drops: what is not among .work/wanted-names, in the databases of these; where $2
# is yes, in all.
mongo_others() {
  mb_lines_not_in "$MB_WORK/wanted-names" <"$1" | if [ "$2" = yes ]; then cat; else
    awk 'function database(name) { sub(/[.].*/, "", name); return name }
      FILENAME == ARGV[1] { own[database($0)] = 1; next }
      database($0) in own' "$MB_WORK/wanted-names" -
  fi
}

# The name of the collection that the run $1 makes.
mongo_trial() {
  printf 'meeshy-backup-asks-%s' "$1"
}

# Loads the collection of the run $3 into each database of the list $2 of the container $1, with a document and an index.
mongo_try_load() {
  mb_journal_of_container "$1"
  { printf '%s\n' "${MB_MONGO_URI:-}"; mongo_trial_archive "$2" "$(mongo_trial "$3")"; } |
    mongo_tool "$1" mongorestore --archive --drop --stopOnError >/dev/null 2>"$MB_WORK/mongo-said"
  mb_over_in_container "$MB_WORK/mongo-said"
}

mongo_loaded_well() {
  grep -qx '@status 0' "$MB_WORK/mongo-said" && grep -q 'successfully\. 0 document(s) failed' "$MB_WORK/mongo-said"
}

# Drops that collection as a restore drops, by applyOps; before, if $4 is point-in-time, a document goes and comes as an oplog has it.
mongo_try_apply() {
  local database trial
  trial=$(mongo_trial "$3")
  mb_journal_of_container "$1"
  {
    printf '%s\n' "${MB_MONGO_URI:-}"
    while IFS= read -r database; do
      mb_decode "$database"
      [ "${4:-}" != point-in-time ] || mongo_document_entries "$MB_DECODED" "$trial"
      mongo_drop_entry "$MB_DECODED" "$trial"
    done <"$2"
  } | mongo_tool "$1" mongorestore --oplogReplay --oplogFile=/dev/stdin --dir=@empty >/dev/null 2>"$MB_WORK/mongo-said"
  mb_over_in_container "$MB_WORK/mongo-said"
}

# Drops it by mongoimport. Status 1 if that cannot be.
mongo_try_import() {
  local trial
  trial=$(mongo_trial "$3")
  sed "s/\$/.$trial/" "$2" >"$MB_WORK/trials" && mongo_drop_by_import "$1" "$MB_WORK/trials"
}

# Drops the collections in the file $2 by mongoimport, which drops before it reads, and reads nothing. Status 1 if one cannot be.
mongo_drop_by_import() {
  local name within
  while IFS= read -r name; do
    mb_decode "${name%%.*}" && within=$MB_DECODED && mb_decode "${name#*.}"
    mb_journal_of_container "$1"
    printf '%s\n' "${MB_MONGO_URI:-}" |
      mongo_tool "$1" mongoimport "--db=$within" "--collection=$MB_DECODED" --drop >/dev/null 2>"$MB_WORK/mongo-said"
    mb_over_in_container "$MB_WORK/mongo-said"
    grep -qx '@status 0' "$MB_WORK/mongo-said" || return 1
  done <"$2"
}

# Accounts and roles of the backup are merged into those of the server $1 by a command of its own. Of none at all, it changes nothing; a
# server or tool that refuses it for another reason than the account is met by the restore itself.
mongo_try_accounts() {
  mb_journal_of_container "$1"
  { printf '%s\n' "${MB_MONGO_URI:-}"; mongo_no_accounts; } |
    mongo_tool "$1" mongorestore --archive "--tempUsersColl=$(mongo_trial "$MB_RUN")-users" \
      "--tempRolesColl=$(mongo_trial "$MB_RUN")-roles" >/dev/null 2>"$MB_WORK/mongo-said"
  mb_over_in_container "$MB_WORK/mongo-said"
  ! mongo_is_unauthorized || mongo_refuse_account "$1" 'may not put back the accounts and roles in this backup'
}

# What the run $3 made in the databases of the list $2 of the container $1 goes. $4 as for mongo_put_back.
undo_end_trial() {
  local MB_WORK="${2%/*}"
  mb_is_run "$3" || return 1
  [ -s "$2" ] || return 0
  case $(docker inspect -f '{{.State.Running}}' "$1" 2>&1) in
    true) ;;
    *'o such container'* | *'o such object'*) return 0 ;;
    *)
      # In a container that this restore made, it goes with the container.
      [ ! -e "$MB_WORK/journal/ordered" ] || return 0
      echo "the container $1 does not run" >&2
      return 1
      ;;
  esac
  mongo_try_apply "$1" "$2" "$3"
  # A server that drops only what is there stops at the first that is not: so all of them are made again.
  ! grep -q 'NamespaceNotFound\|ns not found' "$MB_WORK/mongo-said" ||
    { mongo_try_load "$1" "$2" "$3" && mongo_try_apply "$1" "$2" "$3"; }
  grep -qx '@status 0' "$MB_WORK/mongo-said" || mongo_try_import "$1" "$2" "$3"
  ! grep -qx '@status 0' "$MB_WORK/mongo-said" || return 0
  grep -v '^@' "$MB_WORK/mongo-said" | tail -n 3 >&2
  [ -z "$4" ] || [ -n "${MB_MONGO_URI:-}" ] || echo 'the restore had a mongo-uri, and this run has none: give it the same' >&2
  return 1
}

words_of_end_trial() {
  printf 'drop the collection %s, by which the run %s asked for its rights, in MongoDB in the container %s (databases: %s)' \
    "$(mongo_trial "$3")" "$3" "$1" "$(tr '\n' ' ' <"$2" 2>/dev/null)"
}

# Did the server refuse applyOps, by its last words: because of the account, or because it has no such command?
mongo_is_refused() {
  mongo_is_unauthorized || grep -qi 'no such command\|CommandNotFound\|unrecognized command\|not supported' "$MB_WORK/mongo-said"
}

mongo_is_unauthorized() {
  grep -v '^@' "$MB_WORK/mongo-said" | grep -qi 'not authorized\|unauthorized\|not allowed\|AtlasError'
}

# The refusal, a line each: the code of the failure, what the server said.
mongo_refusal() {
  if mongo_is_unauthorized; then echo E_PERM; else echo E_PREREQ; fi
  grep -v '^@' "$MB_WORK/mongo-said" | tail -n 3 | mb_mask
}

# Fails because applyOps was refused by the server in the container $1 (slot $2), which the restore needs because $3.
mongo_refuse_apply() {
  local code title
  read -r code <"$MB_WORK/$2.refused"
  case $code in
    E_PERM) title="The account of this restore may not use applyOps in MongoDB in the container $1" ;;
    *) title="MongoDB in the container $1 has no applyOps" ;;
  esac
  mb_fail "$code" "$title, and the restore needs it: $3." Said "$(sed 1d "$MB_WORK/$2.refused")" \
    safe 'nothing was stopped, nothing was changed' next "$(mongo_apply_advice "$code")"
}

mongo_apply_advice() {
  case $1 in
    E_PERM) mongo_role_advice ;;
    *) printf 'restore into a server that has applyOps (a mongod, not a mongos), or put the dump back by hand: docs/restore.md' ;;
  esac
}

mongo_role_advice() {
  printf '%s' 'set mongo-uri to an account with the role restore of the database admin (beside backup); where MongoDB still refuses ' \
    'applyOps, it wants a role that grants anyAction on anyResource'
}

# Fails because the trial in the container $1 failed: what the account may not do, in words, is $2.
mongo_refuse_account() {
  local said
  said=$(grep -v '^@' "$MB_WORK/mongo-said" | tail -n 5 | mb_mask)
  ! mongo_is_unauthorized ||
    mb_fail E_PERM "The account of this restore $2, in MongoDB in the container $1." Said "$said" \
      safe 'nothing was stopped, nothing was changed' next "$(mongo_role_advice)"
  mb_fail E_RESTORE "A trial showed that MongoDB in the container $1 does not take what this backup puts back." Said "$said" \
    safe 'nothing was stopped, nothing was changed' next 'see what MongoDB says there (docker logs), then restore again'
}

# A dump of one collection $2 with a document and an index for each database of the list $1, as mongodump writes it (common/archive in
# mongo-tools). No name in it needs an escape but that of the database, which stands in BSON alone.
mongo_trial_archive() {
  local database metadata
  metadata='{"options":{},"indexes":[{"v":2,"key":{"_id":1},"name":"_id_"},{"v":2,"key":{"asks":1},"name":"asks"}],"type":"collection"}'
  mongo_archive_head
  while IFS= read -r database; do
    mb_decode "$database" && mongo_archive_entry "$MB_DECODED" "$2" "$metadata"
  done <"$1"
  mongo_archive_end
  while IFS= read -r database; do
    mb_decode "$database"
    mongo_archive_block "$MB_DECODED" "$2" '\000' '\000\000\000\000\000\000\000\000'
    # {_id: 1}
    printf '\016\000\000\000\020_id\000\001\000\000\000\000'
    mongo_archive_end
    mongo_archive_block "$MB_DECODED" "$2" '\001' "$MONGO_CRC_OF_ONE"
    mongo_archive_end
  done <"$1"
}

# A dump of the accounts and roles of a server that has none. Its schema is that of every server since 3.0.
mongo_no_accounts() {
  local name
  mongo_archive_head
  for name in system.users system.roles system.version; do mongo_archive_entry admin "$name" '{"indexes":[]}'; done
  mongo_archive_end
  mongo_archive_block admin system.version '\000' '\000\000\000\000\000\000\000\000'
  # {_id: "authSchema", currentVersion: 5}
  printf '\055\000\000\000\002_id\000\013\000\000\000authSchema\000\020currentVersion\000\005\000\000\000\000'
  mongo_archive_end
  mongo_archive_block admin system.version '\001' "$MONGO_CRC_OF_SCHEMA"
  mongo_archive_end
  for name in system.users system.roles; do
    mongo_archive_block admin "$name" '\001' '\000\000\000\000\000\000\000\000'
    mongo_archive_end
  done
}

mongo_archive_head() {
  printf '\155\342\231\201'
  mongo_int32 100
  printf '\020concurrent_collections\000\001\000\000\000\002version\000\004\000\000\0000.1\000'
  printf '\002server_version\000\006\000\000\0000.0.0\000\002tool_version\000\006\000\000\0000.0.0\000\000'
}

# The collection $2 of the database $1 in the prelude of a dump, with its metadata $3.
mongo_archive_entry() {
  mongo_int32 $((77 + ${#1} + ${#2} + ${#3}))
  mongo_string db "$1" && mongo_string collection "$2" && mongo_string metadata "$3"
  printf '\020size\000\001\000\000\000' && mongo_string 'type' collection && printf '\000'
}

# The beginning of a block of that collection, or its last one: whether it is the last and its checksum, as printf reads them.
mongo_archive_block() {
  mongo_int32 $((50 + ${#1} + ${#2}))
  mongo_string db "$1" && mongo_string collection "$2"
  # shellcheck disable=SC2059
  printf "\\010EOF\\000$3\\022CRC\\000$4\\000"
}

mongo_archive_end() {
  printf '\377\377\377\377'
}

# Two entries of an oplog, in BSON: a document of the collection $2 of the database $1 comes, and goes.
mongo_document_entries() {
  local op
  for op in i d; do
    mongo_entry "$op" "$1.$2" 14
    # {_id: 2}
    printf '\016\000\000\000\020_id\000\002\000\000\000\000\000'
  done
}
