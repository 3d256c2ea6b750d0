# shellcheck shell=sh
# The table that an archive carries of itself, as its last entry: all that a restore acts on, so that whatever vouches for
# the archive vouches for its manifest too. Its place is known by structure and never searched for: the archive must end
# with it, to the byte, in members that hold their bytes as they are.

# Sets MB_TABLE to the table of the archive that is written, a line of JSON. Its twin is src/backups/table.ts.
mb_table() {
  local component path raw offset length sha256 milliseconds consistency counts
  set --
  while IFS="$MB_TAB" read -r component path raw offset length sha256 milliseconds consistency counts; do
    mb_component_fields
    mb_object @ "$MB_FIELDS" @ "$(mb_static "$component")"
    set -- "$@" "$MB_JSON"
  done <"$MB_WORK/components"
  mb_list "$@"
  set -- "$MB_JSON"
  mb_head_fields
  mb_object @ "$MB_FIELDS" @ "$(mb_static table)" components@ "$1"
  MB_TABLE=$MB_JSON
}

# Sets MB_FIELDS to the first fields of the table, and of the manifest.
mb_head_fields() {
  mb_object schema# 1 kind backup name "$MB_NAME" runId "$MB_RUN" sequence# "$MB_SEQUENCE" prefix "$MB_PREFIX" time# "$MB_TIME"
  mb_fields
}

# The same of a component, whose row is in the variables of the caller.
mb_component_fields() {
  mb_object name "$component" path "$path" rawBytes# "$raw" offset# "$offset" length# "$length" sha256 "$sha256" \
    consistency "$consistency"
  mb_fields
}

# Sets MB_FIELDS to what is in the object MB_JSON.
mb_fields() {
  MB_FIELDS=${MB_JSON#?}
  MB_FIELDS=${MB_FIELDS%?}
}

# The end of an archive whose table is in the file $1: its entry, and the zeros that end a tar. MB_NAME, MB_TIME and
# MB_COMPRESS are those of the archive.
mb_table_end() {
  local size n=0
  size=$(mb_size "$1")
  { mb_tar_header 0 "$MB_NAME/MANIFEST.json" "$size" && cat -- "$1" && mb_zeros "$size" && mb_nulls 1024; } >"$MB_WORK/ending" || return 1
  size=$(mb_size "$MB_WORK/ending")
  while [ "$size" -gt 0 ]; do
    dd if="$MB_WORK/ending" bs=32768 skip="$n" count=1 2>/dev/null | mb_stored_member $((size < 32768 ? size : 32768)) || return 1
    n=$((n + 1)) size=$((size - 32768))
  done
}

# Does the archive MB_SOURCE end with the table in the file $1?
mb_is_table() {
  mb_table_end "$1" >"$MB_WORK/ends" || return 1
  [ "$(tail -c "$(mb_size "$MB_WORK/ends")" -- "$MB_SOURCE" | mb_sha256)" = "$(mb_sha256 <"$MB_WORK/ends")" ]
}

# The manifest that is acted on must say what the archive says of itself.
mb_prove_table() {
  local MB_NAME MB_TIME MB_COMPRESS
  # An archive of the old scripts has no table, and no manifest beside it is acted on: it was read when it was opened.
  ! mb_is_old || return 0
  MB_NAME=$MB_SOURCE_NAME MB_TIME=$MB_SOURCE_TIME MB_COMPRESS=$MB_SOURCE_COMPRESSION
  printf '%s\n' "$MB_SOURCE_TABLE" >"$MB_WORK/table" || mb_unwritable "$MB_WORK"
  mb_is_table "$MB_WORK/table" || mb_unvouched "$(mb_table_differs)"
  mb_phase proven-table
}

# Fails: the manifest says another thing than the archive, and where ($1).
mb_unvouched() {
  mb_fail E_VERIFY "The manifest beside $MB_SOURCE_FILE says something else than the archive itself." Differs "$1" \
    safe 'nothing was stopped, nothing was changed' \
    next 'take the archive and its manifest from a place that nobody else writes to, or choose another backup'
}

# Where the table that is expected (.work/table) differs from the one in the archive, in words.
mb_table_differs() {
  if mb_own_table; then mb_table_difference "$MB_WORK/table" "$MB_WORK/table-found"; else
    printf 'the archive does not end with the table that this manifest would have'
  fi
}

# Takes the table that the archive ends with to .work/table-found. The rows of a manifest may lie about where the last
# component ends: then there is none.
mb_own_table() {
  local component path raw offset length rest
  IFS="$MB_TAB" read -r component path raw offset length rest <<END
$(printf '%s\n' "$MB_ALL_ROWS" | tail -n 1)
END
  ! mb_is_fragment "$path" || raw=0
  mb_unpack_end $((offset + length)) "$raw" && mb_table_found
}

# The entries from $1 on, which follow $2 raw bytes of the last component, unpacked to .work/rest. Status 1: they do not unpack.
mb_unpack_end() {
  rm -f "$MB_WORK/status-1"
  { mb_range "$1" $((MB_SOURCE_BYTES - $1)) "$MB_SOURCE" | { mb_unpack; echo $? >"$MB_WORK/status-1"; } |
    head -c 16777216 | tail -c +$(((512 - $2 % 512) % 512 + 1)) >"$MB_WORK/rest"; } 2>/dev/null
  [ "$MB_SOURCE_BYTES" -gt "$1" ] && [ "$(cat "$MB_WORK/status-1")" = 0 ]
}

# The table among those entries, to .work/table-found. Status 1, if it is not what the archive ends with.
mb_table_found() {
  tar -xOf "$MB_WORK/rest" "$MB_NAME/MANIFEST.json" >"$MB_WORK/table-found" 2>/dev/null && mb_is_table "$MB_WORK/table-found"
}

# Where the tables in the files $1 and $2 differ first: `<component> <field>`, or `<field>`. As differenceOf says it
# (src/backups/table.ts).
mb_table_difference() {
  awk '
    NR == FNR { one = $0; next }
    { other = $0 }
    END {
      high = length(one)
      while (low < high) {
        middle = int((low + high + 1) / 2)
        if (substr(one, 1, middle) == substr(other, 1, middle)) low = middle; else high = middle - 1
      }
      before = substr(one, 1, low)
      if (before ~ /([}]|"images":\[|"components":\[)$/) {
        print index(before, "\"components\":[") ? "components" : "images"
        exit
      }
      for (rest = one; match(rest, /[{]"name":"[^"\\]*","path":/); rest = substr(rest, RSTART + RLENGTH)) {
        if (passed + RSTART > low) break
        component = substr(rest, RSTART + 9, RLENGTH - 18) " "
        passed += RSTART + RLENGTH - 1
      }
      field = "schema"
      for (; match(before, /"[A-Za-z0-9-]+":/); before = substr(before, RSTART + RLENGTH))
        field = substr(before, RSTART + 1, RLENGTH - 3)
      print component field
    }' "$1" "$2"
}
