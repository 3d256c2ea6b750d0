// Generated from the .sh files beside it and in src/sources by npm run generate: change them there.

/** The text of each shell file by its path below src, without comments, blank lines and indentation. */
export const scripts: Readonly<Record<string, string>> = {
  'script/runtime/archive.sh':
    'mb_nulls() {\n' +
    'local n="$1" zeros=\'\'\n' +
    'while [ "$n" -ge 8 ]; do\n' +
    'zeros="$zeros\\\\000\\\\000\\\\000\\\\000\\\\000\\\\000\\\\000\\\\000"\n' +
    'n=$((n - 8))\n' +
    'done\n' +
    'while [ "$n" -gt 0 ]; do\n' +
    'zeros="$zeros\\\\000"\n' +
    'n=$((n - 1))\n' +
    'done\n' +
    'printf "$zeros"\n' +
    '}\n' +
    'mb_field() {\n' +
    'printf \'%s\' "$2"\n' +
    'mb_nulls $(($1 - ${#2}))\n' +
    '}\n' +
    'mb_octal() {\n' +
    'local shift=56\n' +
    'if [ "$2" -lt 8589934592 ]; then\n' +
    'printf "%0$(($1 - 1))o\\\\000" "$2"\n' +
    'return\n' +
    'fi\n' +
    'printf \'\\200\\000\\000\\000\'\n' +
    'while [ "$shift" -ge 0 ]; do\n' +
    'printf "\\\\$(printf %03o $((($2 >> shift) & 255)))"\n' +
    'shift=$((shift - 8))\n' +
    'done\n' +
    '}\n' +
    'mb_tar_header() {\n' +
    'local path="$2" sum\n' +
    '[ "${#path}" -le 100 ] || path=$(printf \'%s\' "$path" | dd bs=100 count=1 2>/dev/null)\n' +
    'sum=$(mb_tar_fields "$1" "$path" "$3" "${4:-600}" \'        \' |\n' +
    'od -An -v -tu1 | awk \'{ for (i = 1; i <= NF; i++) sum += $i } END { printf "%06o", sum }\')\n' +
    'mb_tar_fields "$1" "$path" "$3" "${4:-600}" "$sum"\n' +
    '}\n' +
    'mb_tar_fields() {\n' +
    'mb_field 100 "$2"\n' +
    'printf \'0000%s\\0000000000\\0000000000\\000\' "$4"\n' +
    'mb_octal 12 "$3"\n' +
    'mb_octal 12 "$MB_TIME"\n' +
    'case $5 in\n' +
    '\' \'*) printf %s "$5" ;;\n' +
    '*) printf \'%s\\000 \' "$5" ;;\n' +
    'esac\n' +
    'printf %s "$1"\n' +
    'mb_field 100 \'\'\n' +
    'printf \'ustar  \\000\'\n' +
    'mb_field 32 root\n' +
    'mb_field 32 root\n' +
    'mb_nulls 183\n' +
    '}\n' +
    'mb_padding() {\n' +
    'local rest=$(((512 - $1 % 512) % 512))\n' +
    '[ "$rest" = 0 ] || mb_nulls "$rest" | mb_compress\n' +
    '}\n' +
    'mb_open_entry() {\n' +
    'local length\n' +
    '[ $((${#MB_NAME} + ${#1})) -lt 100 ] || mb_long_name "$1" | mb_compress >>"$MB_WORK/archive"\n' +
    'MB_HEADER=$(mb_size "$MB_WORK/archive")\n' +
    'length=$(mb_stored_length)\n' +
    'MB_DATA=$((MB_HEADER + length))\n' +
    'mb_nulls "$length" >>"$MB_WORK/archive"\n' +
    '}\n' +
    'mb_long_name() {\n' +
    'local path="$MB_NAME/$1"\n' +
    '[ "${#path}" -gt 100 ] || return 0\n' +
    'mb_tar_header L ././@LongLink $((${#path} + 1)) && mb_field $(((${#path} / 512 + 1) * 512)) "$path"\n' +
    '}\n' +
    'mb_close_entry() {\n' +
    'mb_tar_header 0 "$MB_NAME/$1" "$2" | mb_stored_member >"$MB_WORK/member" || return 1\n' +
    '[ "$(mb_size "$MB_WORK/member")" = "$(mb_stored_length)" ] || return 1\n' +
    'dd if="$MB_WORK/member" of="$MB_WORK/archive" bs=1 seek="$MB_HEADER" conv=notrunc 2>/dev/null && mb_padding "$2" >>"$MB_WORK/archive"\n' +
    '}\n' +
    'mb_cut_back() {\n' +
    'dd if=/dev/null of="$MB_WORK/archive" bs=1 seek="$1" count=0 2>/dev/null\n' +
    '}\n' +
    'mb_open_archive() {\n' +
    'MB_HASHED=0 MB_HASHERS=""\n' +
    'if mb_dd_tells; then MB_DD_TELLS=yes; else MB_DD_TELLS=no; fi\n' +
    'mb_choose_lanes\n' +
    'mb_choose_name\n' +
    'true >"$MB_WORK/archive" && true >"$MB_WORK/rows" || mb_unwritable "$MB_WORK"\n' +
    '[ -z "$MB_NOTES" ] || printf \'%s\\n\' "$MB_NOTES" | sed "s/^/run${MB_TAB}note${MB_TAB}/" >>"$MB_WORK/warnings"\n' +
    'mb_emit name name "$MB_NAME"\n' +
    '}\n' +
    'mb_is_fragment() {\n' +
    'mb_kind "$1"\n' +
    '[ -n "$MB_FRAGMENT" ]\n' +
    '}\n' +
    'mb_stream() {\n' +
    'local path="$1"\n' +
    'shift\n' +
    'rm -f "$MB_WORK"/status-* "$MB_WORK/counted"\n' +
    'if mb_is_fragment "$path"; then MB_DATA=$(mb_size "$MB_WORK/archive"); else mb_open_entry "$path"; fi || return 1\n' +
    'if command -v "$1_counts" >/dev/null 2>&1 && "$1_counts"; then\n' +
    '{\n' +
    '{ "$@" 2>"$MB_WORK/said"; echo $? >"$MB_WORK/status-1"; } |\n' +
    '{ mb_compress_much >>"$MB_WORK/archive"; echo $? >"$MB_WORK/status-3"; }\n' +
    '} 2>"$MB_WORK/noise"\n' +
    '"$1_counted" <"$MB_WORK/said" >"$MB_WORK/counted" && echo 0 >"$MB_WORK/status-2"\n' +
    'return\n' +
    'fi\n' +
    '{\n' +
    '{ "$@" 2>"$MB_WORK/said"; echo $? >"$MB_WORK/status-1"; } |\n' +
    '{ mb_count; echo $? >"$MB_WORK/status-2"; } |\n' +
    '{ mb_compress_much >>"$MB_WORK/archive"; echo $? >"$MB_WORK/status-3"; }\n' +
    '} 2>"$MB_WORK/noise"\n' +
    '}\n' +
    'mb_dd_tells() {\n' +
    'dd if=/dev/null 2>&1 | grep -q byte\n' +
    '}\n' +
    'mb_count() {\n' +
    'local counter status\n' +
    'if [ "${MB_DD_TELLS:-}" = yes ] || [ -z "${MB_DD_TELLS:-}" ] && mb_dd_tells; then\n' +
    'dd bs=65536 2>"$MB_WORK/counted"\n' +
    'return\n' +
    'fi\n' +
    'rm -f "$MB_WORK/raw" && mkfifo "$MB_WORK/raw" || return 1\n' +
    'wc -c <"$MB_WORK/raw" >"$MB_WORK/counted" &\n' +
    'counter=$!\n' +
    'tee "$MB_WORK/raw"\n' +
    'status=$?\n' +
    ': <>"$MB_WORK/raw"\n' +
    'wait "$counter" || status=1\n' +
    'return $status\n' +
    '}\n' +
    'mb_word() {\n' +
    'MB_WORD=\n' +
    '[ ! -f "$1" ] || read -r MB_WORD <"$1" || :\n' +
    '}\n' +
    'mb_counted() {\n' +
    'awk \'/ bytes? / || NF == 1 { n = $1 } END { print n }\' "$MB_WORK/counted"\n' +
    '}\n' +
    'mb_stream_status() {\n' +
    'local n\n' +
    'for n in 2 3; do\n' +
    'mb_word "$MB_WORK/status-$n"\n' +
    '[ "$MB_WORD" = 0 ] || return 9\n' +
    'done\n' +
    'mb_word "$MB_WORK/status-1"\n' +
    'return "${MB_WORD:-9}"\n' +
    '}\n' +
    'mb_ask() {\n' +
    'local component="$1"\n' +
    'shift\n' +
    '"$@"\n' +
    'mb_phase "asked-$component"\n' +
    '}\n' +
    'mb_collect() {\n' +
    'local component="$1" path="$2" start began tries=0 status raw\n' +
    'shift 2\n' +
    'case $path in\n' +
    '*\'<stamp>\'*) path=${path%%\'<stamp>\'*}$MB_STAMP${path#*\'<stamp>\'} ;;\n' +
    'esac\n' +
    'mb_now\n' +
    'began=$MB_NOW\n' +
    'start=$(mb_size "$MB_WORK/archive")\n' +
    'while :; do\n' +
    'rm -f "$MB_WORK/counts" "$MB_WORK/consistency"\n' +
    'mb_stream "$path" "$@"\n' +
    'mb_stream_status\n' +
    'status=$?\n' +
    'case $status in\n' +
    '75 | 76) [ "$tries" -lt 2 ] || break ;;\n' +
    '*) break ;;\n' +
    'esac\n' +
    'tries=$((tries + 1))\n' +
    'mb_cut_back "$start"\n' +
    'done\n' +
    'case $status in\n' +
    '0) ;;\n' +
    '75)\n' +
    'mb_warn changed-while-read \\\n' +
    '"Files of $component changed while they were read, three times: it is kept as it was read ($(head -n 1 "$MB_WORK/said"))." \\\n' +
    '"$component"\n' +
    'echo changed-while-read >"$MB_WORK/consistency"\n' +
    ';;\n' +
    '9) mb_broken_stream "$component" ;;\n' +
    '76)\n' +
    'mb_fail E_ARCHIVE "Files of $component shrank while they were read, three times, so no copy of it is whole." \\\n' +
    'Said "$(grep \'padding with zeros\' "$MB_WORK/said" | mb_mask)" \\\n' +
    'safe \'nothing was published; no old backup was touched\' \\\n' +
    'next \'set quiesce to pause or stop, so that nothing writes there meanwhile\'\n' +
    ';;\n' +
    '*) mb_fail E_ARCHIVE "Reading $component ended with status $status." Said "$(mb_mask <"$MB_WORK/said")" ;;\n' +
    'esac\n' +
    'raw=$(mb_counted)\n' +
    'case $raw in\n' +
    '\'\' | *[!0-9]*) mb_fail E_ARCHIVE "The bytes of $component could not be counted." Said "$(cat "$MB_WORK/counted")" ;;\n' +
    'esac\n' +
    'mb_record "$component" "$path" "$raw" "$began" || mb_broken_stream "$component"\n' +
    'mb_phase "collected-$component"\n' +
    '}\n' +
    'mb_record() {\n' +
    'local end consistency counts\n' +
    'end=$(mb_size "$MB_WORK/archive")\n' +
    'mb_is_fragment "$2" || mb_close_entry "$2" "$3" || return 1\n' +
    'mb_now\n' +
    'mb_word "$MB_WORK/consistency"\n' +
    'consistency=${MB_WORD:-exact}\n' +
    'mb_word "$MB_WORK/counts"\n' +
    'counts=$MB_WORD\n' +
    'printf \'%s\\t%s\\t%s\\t%s\\t%s\\t-\\t%s\\t%s\\t%s\\n\' "$1" "$2" "$3" "$MB_DATA" $((end - MB_DATA)) $((MB_NOW - $4)) \\\n' +
    '"$consistency" "$counts" >>"$MB_WORK/rows" || return 1\n' +
    'mb_hash_beside "$MB_DATA" $((end - MB_DATA))\n' +
    'mb_emit component component "$1" raw# "$3" stored# $((end - MB_DATA)) milliseconds# $((MB_NOW - $4)) found "$consistency $counts"\n' +
    '[ "$MB_CLIENT" = 1 ] || mb_say "  $1: $(mb_amount "$3") -> $(mb_amount $((end - MB_DATA)))"\n' +
    '}\n' +
    'mb_range() {\n' +
    '{ dd bs=1 skip="$1" count=0 2>/dev/null && head -c "$2"; } <"${3:-$MB_WORK/archive}"\n' +
    '}\n' +
    'mb_hash_beside() {\n' +
    'MB_HASHED=$((MB_HASHED + 1))\n' +
    'mb_range "$1" "$2" | mb_sha256 >"$MB_WORK/hash-$MB_HASHED" &\n' +
    'MB_HASHERS="$MB_HASHERS $!"\n' +
    '}\n' +
    'mb_hashed() {\n' +
    'wait $MB_HASHERS\n' +
    '(cd -- "$MB_WORK" &&\n' +
    'awk -F \'\\t\' -v OFS=\'\\t\' \\\n' +
    '\'{ $6 = ""; getline $6 <("hash-" NR) } $6 !~ /^[0-9a-f]+$/ || length($6) != 64 { exit 1 } { print }\' \\\n' +
    'rows >components)\n' +
    '}\n' +
    'mb_broken_stream() {\n' +
    'local said\n' +
    'said=$(cat "$MB_WORK/noise" "$MB_WORK/counted" 2>/dev/null | grep -v \' records \\| bytes \\| byte \')\n' +
    'mb_space\n' +
    'case "$said" in\n' +
    '*\'No space left\'* | *\'quota exceeded\'*) MB_FREE=0 ;;\n' +
    'esac\n' +
    'if [ "${MB_FREE:-0}" -lt 262144 ] || [ "${MB_INODES:--}" = 0 ]; then\n' +
    'mb_fail E_NOSPACE "The disk of $MB_DIR filled up while $1 was written: no $(mb_lack) left." \\\n' +
    'Has "$(mb_amount "$(mb_size "$MB_WORK/archive")") of this backup were written" \\\n' +
    'safe \'what was written is removed; no old backup was touched\' next "free space there$(mb_largest)"\n' +
    'fi\n' +
    'mb_fail E_ARCHIVE \\\n' +
    '"Writing $1 into the archive failed (statuses $(cat "$MB_WORK"/status-* 2>/dev/null | tr \'\\n\' \' \'))." \\\n' +
    'Said "$said" safe \'what was written is removed; no old backup was touched\'\n' +
    '}\n' +
    'mb_close_archive() {\n' +
    'mb_hashed || mb_broken_stream \'the sha256 of its components\'\n' +
    'mb_record_metadata >"$MB_WORK/metadata" && mb_entry_of_file backup-metadata.txt "$MB_WORK/metadata" &&\n' +
    'mb_record_sums >"$MB_WORK/sums" && mb_entry_of_file MANIFEST.sha256 "$MB_WORK/sums" &&\n' +
    'mb_table && printf \'%s\\n\' "$MB_TABLE" >"$MB_WORK/table" && mb_table_end "$MB_WORK/table" >>"$MB_WORK/archive" ||\n' +
    'mb_broken_stream \'the end of the archive\'\n' +
    'MB_CLOSED=$(mb_size "$MB_WORK/archive")\n' +
    'mb_phase closed\n' +
    '}\n' +
    'mb_entry_of_file() {\n' +
    'mb_open_entry "$1" && mb_compress <"$2" >>"$MB_WORK/archive" && mb_close_entry "$1" "$(mb_size "$2")"\n' +
    '}\n' +
    'mb_record_sums() {\n' +
    'printf \'# sha256 of a component as it is stored, its offset and length in this archive, its size when decompressed, its path.\\n\'\n' +
    'printf \'# To check one:  tail -c +$((OFFSET + 1)) ARCHIVE | head -c LENGTH | sha256sum\\n\'\n' +
    'awk -F \'\\t\' -v name="$MB_NAME" \'{ printf "%s %s %s %s %s/%s\\n", $6, $4, $5, $3, name, $2 }\' "$MB_WORK/components"\n' +
    '}\n',
  'script/runtime/catalogue.sh':
    'mb_catalogue() {\n' +
    'MB_ODD=0\n' +
    '[ ! -d "$MB_AT" ] || mb_catalogue_entries\n' +
    'mb_at_work\n' +
    'mb_emit catalogue now# "$(date +%s)" odd# "$MB_ODD" atWork# "$MB_AT_WORK"\n' +
    '}\n' +
    'mb_at_work() {\n' +
    'local dir n=0\n' +
    'for dir in "$MB_AT"/.work/*/; do [ ! -d "$dir" ] || n=$((n + 1)); done\n' +
    '[ "$n" -le "${MB_AT_WORK:-0}" ] || MB_AT_WORK=$n\n' +
    'MB_AT_WORK=${MB_AT_WORK:-0}\n' +
    '}\n' +
    'mb_catalogue_entries() {\n' +
    'local file\n' +
    '[ -r "$MB_AT" ] && [ -x "$MB_AT" ] ||\n' +
    'mb_fail E_PERM "$(id -un) may not list the backup directory $MB_DIR." safe \'nothing was changed\' \\\n' +
    'next \'give this user the directory, or set sudo: true\'\n' +
    'set --\n' +
    'for file in "$MB_AT"/*; do\n' +
    'case ${file##*/} in\n' +
    '\'*\') ;;\n' +
    '*[!A-Za-z0-9._-]*) MB_ODD=$((MB_ODD + 1)) ;;\n' +
    '*) set -- "$@" "$file" ;;\n' +
    'esac\n' +
    'done\n' +
    'mb_catalogue_texts json | mb_lines manifest\n' +
    'mb_catalogue_texts skipped | mb_lines skipped\n' +
    'mb_catalogue_names restore.sh | mb_lines runbook\n' +
    '[ $# = 0 ] || stat -c \'%s %Y %F/%n\' -- "$@" 2>/dev/null | sed "s,/.*/,/," | mb_lines entry\n' +
    'for file in "$MB_AT"/.meta/*.unsound; do\n' +
    'file=${file##*/} file=${file%.unsound}.tar.gz\n' +
    '! mb_is_unsound "$MB_AT/$file" || mb_emit unsound file "$file" why "$(sed -n \'2s/^/it /p\' "$MB_AT/.meta/${file%.tar.gz}.unsound")"\n' +
    'done\n' +
    '[ ! -e "$MB_AT/.restore-incomplete" ] || mb_catalogue_mark\n' +
    '}\n' +
    'mb_catalogue_texts() {\n' +
    'local names\n' +
    'names=$(mb_catalogue_names "$1")\n' +
    '[ -z "$names" ] || (cd "$MB_AT/.meta" && grep -H \'\' -- $names 2>/dev/null)\n' +
    '}\n' +
    'mb_catalogue_names() (\n' +
    'cd "$MB_AT/.meta" 2>/dev/null || return 0\n' +
    'for file in *."$1"; do\n' +
    'case $file in\n' +
    '*[!A-Za-z0-9._-]*) ;;\n' +
    '*) printf \'%s\\n\' "$file" ;;\n' +
    'esac\n' +
    'done\n' +
    ')\n' +
    'mb_catalogue_mark() {\n' +
    'local run backup components alive=false\n' +
    'IFS="$MB_TAB" read -r run backup components <"$MB_AT/.restore-incomplete"\n' +
    '! mb_is_alive "${run:-none}" || alive=true\n' +
    'mb_emit restore-incomplete alive? "$alive" text "$run$MB_TAB$backup$MB_TAB$components"\n' +
    '}\n' +
    'mb_status() {\n' +
    'local file name state=none\n' +
    '! mb_is_alive "$1" || state=working\n' +
    'file=$(grep -ls "\\"runId\\":\\"$1\\"" "$MB_AT"/.meta/*.json 2>/dev/null | head -n 1)\n' +
    'name=${file##*/} name=${name%.json}\n' +
    'if [ -n "$file" ] && mb_archive_of "$name"; then\n' +
    'mb_lines result <"$file"\n' +
    'state=published\n' +
    'fi\n' +
    'mb_emit status state "$state"\n' +
    '}\n' +
    'mb_is_alive() {\n' +
    'MB_MARK=$1\n' +
    'mb_ours 0\n' +
    '[ -n "$MB_OURS" ] || { sleep 0.2; mb_ours 0; }\n' +
    'MB_MARK=$MB_RUN\n' +
    '[ -n "$MB_OURS" ]\n' +
    '}\n' +
    'mb_is_unsound() {\n' +
    'local mark="${1##*/}"\n' +
    'mark="$MB_AT/.meta/${mark%.tar.gz}.unsound"\n' +
    '[ -f "$1" ] && [ -f "$mark" ] && [ "$(head -n 1 "$mark")" = "$(stat -c \'%s %Y\' -- "$1")" ]\n' +
    '}\n' +
    'mb_adopt() {\n' +
    'local file name stamp\n' +
    'for file in "$MB_AT"/pre-update-*.tar.gz; do\n' +
    '[ -f "$file" ] && [ ! -L "$file" ] || continue\n' +
    'name=${file##*/} name=${name%.tar.gz} stamp=${name#pre-update-}\n' +
    '! mb_is_unsound "$file" && [ ! -e "$MB_AT/.meta/$name.json" ] && printf \'%s\\n\' "$stamp" | grep -qx \'[0-9]\\{8\\}_[0-9]\\{6\\}\' || continue\n' +
    'if old_list "$file"; then\n' +
    'true >"$MB_WORK/old-read"\n' +
    'old_manifest "$name" "$file" >"$MB_WORK/old" && mb_sync "$MB_WORK/old" && mv -T -- "$MB_WORK/old" "$MB_AT/.meta/$name.json"\n' +
    'else\n' +
    '{ stat -c \'%s %Y\' -- "$file"; cat "$MB_WORK/why"; } >"$MB_AT/.meta/$name.unsound"\n' +
    'mb_say "  $name.tar.gz $(cat "$MB_WORK/why"): it is not counted"\n' +
    'fi\n' +
    'done\n' +
    'for file in "$MB_AT"/.meta/*.unsound; do\n' +
    'name=${file##*/}\n' +
    '[ -f "$MB_AT/${name%.unsound}.tar.gz" ] || rm -f -- "$file"\n' +
    'done\n' +
    '}\n' +
    'mb_remove() {\n' +
    'local name\n' +
    '[ ! -e "$MB_AT/.restore-incomplete" ] || {\n' +
    'mb_warn restore-incomplete "A restore on this server is incomplete, so no old backup was removed."\n' +
    'return 0\n' +
    '}\n' +
    'for name in "$@"; do\n' +
    'case $name in\n' +
    '*/* | .* | \'\') continue ;;\n' +
    'esac\n' +
    'if mb_is_pinned "$name"; then\n' +
    'mb_warn pinned-meanwhile "The backup $name was pinned meanwhile, so it stays."\n' +
    'continue\n' +
    'fi\n' +
    'if mb_archive_of "$name"; then\n' +
    'if ! rm -f -- "$MB_FOUND" 2>/dev/null || ! mb_sync "$MB_AT"; then\n' +
    'mb_warn rotation-failed "The old backup $name could not be removed; the next run tries again."\n' +
    'continue\n' +
    'fi\n' +
    'fi\n' +
    'mb_phase unlinked\n' +
    'mb_forget "$name"\n' +
    'mb_emit removed name "$name"\n' +
    'mb_say "  removed $name"\n' +
    'done\n' +
    '}\n' +
    'mb_rotate_alone() {\n' +
    'local file name\n' +
    '! grep -q "^run${MB_TAB}clock-skew${MB_TAB}" "$MB_WORK/warnings" || return 0\n' +
    'for file in "$MB_AT"/.meta/*.json; do\n' +
    'name=${file##*/} name=${name%.json}\n' +
    '[ -f "$file" ] && mb_archive_of "$name" && [ ! -L "$MB_FOUND" ] || continue\n' +
    'printf \'%s %s \' "$(mb_size "$MB_FOUND")" "${MB_FOUND##*/}"\n' +
    'head -n 1 -- "$file"\n' +
    'done | mb_by_age | mb_beyond_policy "$1" "$2" >"$MB_WORK/old-ones" ||\n' +
    'mb_fail E_UNKNOWN "The policy \'$2\' of this script cannot be read." \\\n' +
    'safe \'the backup is there; no old backup was removed\' \\\n' +
    'next \'print the script again: meeshy-backup script backup\'\n' +
    'mb_remove $(cat "$MB_WORK/old-ones")\n' +
    '}\n' +
    'mb_beyond_policy() {\n' +
    'awk -v prefix="$1" -v policy="$2" \'\n' +
    'BEGIN {\n' +
    'for (i = split(policy, rules, " "); i > 0; i--) { \n' +
    'split(rules[i], rule, "="); value[rule[1]] = rule[2]\n' +
    'if (rule[1] != "keep") unknown = 1\n' +
    '}\n' +
    'if (unknown || value["keep"] !~ /^[1-9][0-9]*$/) exit (failed = 1) }\n' +
    '$5 == 0 && index($4, prefix "-") == 1 && ++n > value["keep"] + 0 { sub(/\\.tar\\..*/, "", $4); print $4 }\n' +
    'END { exit failed }\'\n' +
    '}\n' +
    'mb_by_age() {\n' +
    'awk \'\n' +
    'function number(key) { return match($0, "\\"" key "\\":[0-9]+") ? substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3) : 0 }\n' +
    'substr($0, length($0) - 1) == "]}" && index($0, "\\"archive\\":{\\"file\\":\\"" $2 "\\",\\"bytes\\":" $1 ",") {\n' +
    'pinned = index($0, "\\"pinned\\":true") || !index($0, "\\"pinned\\":false") && $2 ~ /^pre-re/\n' +
    'old = index($0, "\\"kind\\":\\"old-format\\"")\n' +
    'print number("sequence"), number("time"), $2, !!pinned, !!old }\' |\n' +
    'sort -k 1,1n -k 2,2n -k 3,3 |\n' +
    'awk \'{ if (!$5 && $2 + 0 > latest + 0) latest = $2; printf "%15s %15s %15s %s %s\\n", $5 ? $2 : latest, $1, $2, $3, $4 }\' |\n' +
    'sort -r\n' +
    '}\n',
  'script/runtime/create.sh':
    'mb_create() {\n' +
    'local project="$1"\n' +
    'shift\n' +
    'mb_project_has "$project" >"$MB_WORK/before-create" || mb_fail E_DOCKER "Docker does not say what there is of the project $project."\n' +
    'mb_journal remove_created "$project" "$MB_RUN"\n' +
    '[ -n "${MB_DOWN:-}" ] || { mb_now; MB_DOWN=$MB_NOW; }\n' +
    'mb_phase before-create\n' +
    'timeout "$MB_TIMEOUT" docker compose --project-directory "$MB_APP" --project-name "$project" create \\\n' +
    '--no-recreate "$@" >"$MB_WORK/noise" 2>&1 </dev/null ||\n' +
    'mb_fail E_DOCKER "docker compose could not make the containers of $project from what is in $MB_APP." \\\n' +
    'Said "$(tail -n 8 "$MB_WORK/noise" | mb_mask)" \\\n' +
    'next \'check that Compose v2 is installed, and that the images can be pulled\'\n' +
    'mb_phase created\n' +
    '}\n' +
    'undo_remove_created() {\n' +
    'local filter="label=com.docker.compose.project=$1" before="$MB_AT/.work/$2/before-create" ids\n' +
    'mb_is_run "$2" && [ -f "$before" ] || return 1\n' +
    'ids=$(docker ps -aq --no-trunc --filter "$filter") || return 1\n' +
    'mb_each_created "$ids" docker rm -f || return 1\n' +
    'ids=$(docker volume ls -q --filter "$filter") || return 1\n' +
    'mb_each_created "$ids" docker volume rm || return 1\n' +
    'ids=$(docker network ls -q --no-trunc --filter "$filter") || return 1\n' +
    'mb_each_created "$ids" docker network rm\n' +
    '}\n' +
    'mb_each_created() {\n' +
    'local id ids="$1"\n' +
    'shift\n' +
    'printf \'%s\\n\' "$ids" | mb_lines_not_in "$before" | while IFS= read -r id; do\n' +
    '[ -z "$id" ] || "$@" "$id" </dev/null >/dev/null || exit 1\n' +
    'done\n' +
    '}\n' +
    'words_of_remove_created() {\n' +
    'printf \'remove the containers, volumes and networks that were made for the project %s\' "$1"\n' +
    'printf \' (docker ps -a --filter label=com.docker.compose.project=%s shows its containers; \' "$(mb_typed "$1")"\n' +
    'printf \'the list of what was there before is %s)\' "$MB_DIR/.work/$2/before-create"\n' +
    '}\n' +
    'mb_project_has() {\n' +
    'local filter="label=com.docker.compose.project=$1"\n' +
    'mb_docker ps -aq --no-trunc --filter "$filter" && mb_docker volume ls -q --filter "$filter" &&\n' +
    'mb_docker network ls -q --no-trunc --filter "$filter"\n' +
    '}\n' +
    'mb_wake() {\n' +
    'local name\n' +
    'for name in "$@"; do\n' +
    'mb_docker start "$name" >/dev/null 2>"$MB_WORK/noise" ||\n' +
    'mb_fail E_RESTORE "The container $name does not start." Said "$(cat "$MB_WORK/noise")"\n' +
    'printf \'stop %s\\n\' "$name" >>"$MB_WORK/held" || mb_unwritable "$MB_WORK"\n' +
    'done\n' +
    '}\n' +
    'mb_expect() {\n' +
    'local name\n' +
    'for name in "$@"; do printf \'stop %s\\n\' "$name" >>"$MB_WORK/held" || mb_unwritable "$MB_WORK"; done\n' +
    '}\n' +
    'mb_safety() {\n' +
    'MB_KEPT=$MB_NAME\n' +
    'mb_emit safety name "$MB_NAME"\n' +
    'mb_say "  the present state is kept as $MB_NAME"\n' +
    '}\n',
  'script/runtime/decisions.sh':
    'mb_is_pinned() {\n' +
    'local manifest\n' +
    'manifest=$(head -n 1 -- "$MB_AT/.meta/$1.json" 2>/dev/null)\n' +
    'case $manifest in\n' +
    '\'\' | *\'"pinned":false\'*) return 1 ;;\n' +
    '*\'"pinned":true\'*) return 0 ;;\n' +
    'esac\n' +
    'case $1 in\n' +
    'pre-re*) return 0 ;;\n' +
    'esac\n' +
    'return 1\n' +
    '}\n' +
    'mb_pin() {\n' +
    'local wanted="$1" name meta\n' +
    'shift\n' +
    'for name in "$@"; do\n' +
    'meta="$MB_AT/.meta/$name.json"\n' +
    '[ -f "$meta" ] && [ ! -L "$meta" ] && mb_archive_of "$name" ||\n' +
    'mb_fail E_NOT_FOUND "The backup $name is not in $MB_DIR, or has no manifest." safe \'nothing was changed\' next \'list the backups\'\n' +
    'done\n' +
    'for name in "$@"; do\n' +
    'meta="$MB_AT/.meta/$name.json"\n' +
    'sed -e "1s/\\"pinned\\":true/\\"pinned\\":$wanted/" -e t -e "1s/\\"pinned\\":false/\\"pinned\\":$wanted/" -e t \\\n' +
    '-e "1s/\\"prefix\\":\\"[a-z-]*\\",/&\\"pinned\\":$wanted,/" -- "$meta" >"$MB_WORK/manifest" &&\n' +
    'grep -q "\\"pinned\\":$wanted" "$MB_WORK/manifest" ||\n' +
    'mb_fail E_PUBLISH "The manifest of $name could not be rewritten." \\\n' +
    'safe \'it is unchanged; no backup was touched\' \\\n' +
    'next \'check the manifest: it must be one line of JSON, as docs/format.md says\'\n' +
    'mb_phase rewritten\n' +
    'mb_sync "$MB_WORK/manifest" && mv -T -- "$MB_WORK/manifest" "$meta" && mb_sync "$MB_AT/.meta" ||\n' +
    'mb_fail E_PUBLISH "The manifest of $name could not be put in place." \\\n' +
    'safe \'it is whole, the old one or the new one; no backup was touched\' \\\n' +
    'next \'look at the disk of this server (dmesg)\'\n' +
    'mb_emit pinned name "$name" pinned? "$wanted"\n' +
    'mb_phase pinned\n' +
    'done\n' +
    '}\n' +
    'mb_delete() {\n' +
    'local file\n' +
    'for file in "$@"; do mb_may_go "$file"; done\n' +
    'for file in "$@"; do\n' +
    'rm -f -- "$MB_AT/$file" 2>"$MB_WORK/noise" && mb_sync "$MB_AT" ||\n' +
    'mb_fail E_PERM "$MB_DIR/$file cannot be deleted." Said "$(cat "$MB_WORK/noise")" safe \'it keeps its manifest and counts as before\'\n' +
    'mb_phase unlinked\n' +
    'mb_archive_of "${file%%.*}" || mb_forget "${file%%.*}"\n' +
    'mb_emit removed name "${file%%.*}" file "$file"\n' +
    'done\n' +
    'mb_sync "$MB_AT/.meta" || :\n' +
    '}\n' +
    'mb_may_go() {\n' +
    'local name="${1%%.*}" run=\'\' backup=\'\' meta="$MB_AT/.meta/${1%%.*}.json"\n' +
    '[ -f "$MB_AT/$1" ] && [ ! -L "$MB_AT/$1" ] ||\n' +
    'mb_fail E_NOT_FOUND "$1 is no longer in $MB_DIR." safe \'nothing was deleted\' next \'list the backups\'\n' +
    'if mb_is_pinned "$name" && grep -q "\\"file\\":\\"$1\\"" "$meta"; then\n' +
    'mb_fail E_INPUT "The backup $name is pinned, so it is not deleted." safe \'nothing was deleted\' \\\n' +
    'next "if it may go, release it first: meeshy-backup unpin $name"\n' +
    'fi\n' +
    '[ -e "$MB_AT/.restore-incomplete" ] || return 0\n' +
    'IFS="$MB_TAB" read -r run backup _ <"$MB_AT/.restore-incomplete" || :\n' +
    'if [ -z "$run" ] || [ "$name" = "$backup" ] || grep -qs "\\"runId\\":\\"$run\\"" "$meta"; then\n' +
    'mb_fail E_INPUT "A restore on this server is incomplete and may need $name, so it is not deleted." \\\n' +
    'safe \'nothing was deleted\' next \'end the restore first: meeshy-backup restore --undo, or --resume\'\n' +
    'fi\n' +
    '}\n' +
    'mb_forget() {\n' +
    'rm -f -- "$MB_AT/.meta/$1.json" "$MB_AT/.meta/$1.restore.sh" "$MB_AT/.meta/$1.unsound"\n' +
    '}\n',
  'script/runtime/detach.sh':
    'mb_detach() {\n' +
    'local script="$MB_AT/.work/$MB_RUN.script" log="$MB_AT/.work/$MB_RUN.log"\n' +
    '{\n' +
    'mb_own_text | sed \'$d\' && printf \'%s\\nMB_DETACH=0 MB_DEAF=1 MB_PINNED=%s MB_BEHIND=%s\\nmb_main\\n\' \\\n' +
    '"$1" "$(mb_identity "$MB_AT/.")" "$MB_BEHIND"\n' +
    '} >"$script" && true >"$log" ||\n' +
    'mb_unwritable "$MB_AT/.work"\n' +
    '{ for name in $MB_SECRETS; do eval "printf \'%s\\\\n\' \\"\\$$name\\""; done; echo \'end of secrets\'; } |\n' +
    'if command -v setsid >/dev/null 2>&1; then exec setsid sh "$script"; else exec sh "$script"; fi >"$log" 2>&1 3>&- 4>&- 5<&- &\n' +
    '}\n' +
    'mb_ended() {\n' +
    '[ -f "$MB_AT/.work/$MB_RUN.log" ] || return 0\n' +
    'rm -f -- "$MB_AT/.work/$MB_RUN.script"\n' +
    'mb_emit ended status# "$1"\n' +
    '}\n' +
    'mb_follow() {\n' +
    'local run="$1" log="$MB_AT/.work/$1.log" seen=0 lines=0 listener=\'\' dead=0 status\n' +
    '[ -f "$log" ] ||\n' +
    'mb_fail E_NOT_FOUND "There is no log of the run $run in $MB_DIR/.work." \\\n' +
    'next \'list the backups: the list names a restore that is incomplete\'\n' +
    'MB_RUN="follow-$run"\n' +
    '[ "$MB_CLIENT" != 1 ] || {\n' +
    '(while mb_listen && [ -z "${MB_DEAF:-}" ]; do :; done) <&5 &\n' +
    'listener=$!\n' +
    '}\n' +
    'while :; do\n' +
    'lines=$(($(wc -l <"$log")))\n' +
    'if [ "$lines" -gt "$seen" ]; then\n' +
    'mb_follow_lines "$((seen + 1))" "$lines"\n' +
    'seen=$lines dead=0\n' +
    'fi\n' +
    '! grep -q \'^@[0-9a-f]* {"type":"ended",\' "$log" || break\n' +
    '[ -z "$listener" ] || kill -0 "$listener" 2>/dev/null || {\n' +
    'mb_emit unheard\n' +
    'exit 0\n' +
    '}\n' +
    '[ "$dead" -lt 20 ] || mb_is_alive "$run" || { [ "$dead" -lt 40 ] || mb_died "$run"; }\n' +
    'dead=$((dead + 1))\n' +
    'sleep 0.2\n' +
    'done\n' +
    'lines=$(($(wc -l <"$log")))\n' +
    'mb_follow_lines "$((seen + 1))" "$lines"\n' +
    '[ -z "$listener" ] || kill -KILL "$listener" 2>/dev/null\n' +
    'status=$(sed -n \'s/^@[0-9a-f]* {"type":"ended","status":\\([0-9]\\{1,3\\}\\)}$/\\1/p\' "$log" | tail -n 1)\n' +
    '[ "$MB_CLIENT" != 1 ] && [ "$status" != 0 ] || exit "$status"\n' +
    '! grep -q \'^@[0-9a-f]* {"type":"unrecovered",\' "$log" || exit "$(mb_exit_of E_RESTORE)"\n' +
    'exit "$(mb_exit_of "$(sed -n \'s/^@[0-9a-f]* {"type":"error","code":"\\(E_[A-Z_]*\\)".*/\\1/p\' "$log" | head -n 1)")"\n' +
    '}\n' +
    'mb_follow_lines() {\n' +
    '[ "$1" -le "$2" ] || return 0\n' +
    'if [ "$MB_CLIENT" = 1 ]; then\n' +
    'sed -n "$1,$2s/^@[0-9a-f]* /@$MB_NONCE /p" "$log" >&3\n' +
    'else\n' +
    'sed -n "$1,$2{/^@[0-9a-f]* {/d;/^\\$/d;p;}" "$log" >&3\n' +
    'fi\n' +
    '}\n' +
    'mb_died() {\n' +
    '[ ! -f "$MB_AT/.work/$1/forward" ] ||\n' +
    'mb_fail E_INTERRUPTED "The restore on this server was final, and was killed before it could tidy up." \\\n' +
    'safe \'what was restored is in place\' \\\n' +
    'next \'the next run of any kind removes what it replaced; meeshy-backup recover does only that\'\n' +
    '[ -e "$MB_AT/.restore-incomplete" ] ||\n' +
    'mb_fail E_INTERRUPTED "The restore on this server was killed before it reported how it ended." \\\n' +
    'safe \'it is not incomplete: either it had replaced nothing yet, or all of what it restored is in place\' \\\n' +
    'next \'check that the application is as in the backup; to be sure, restore again\'\n' +
    'mb_fail E_INTERRUPTED "The restore on this server was killed before it could end." \\\n' +
    'safe \'what it had changed is put back by the next run of any kind; until then no old backup is removed\' \\\n' +
    'next "${MB_SELF:-meeshy-backup restore} --undo puts back what was there; then restore again"\n' +
    '}\n' +
    'mb_forget_detached() {\n' +
    'local file run\n' +
    'for file in "$MB_AT"/.work/*.log "$MB_AT"/.work/*.script; do\n' +
    'run=${file##*/} run=${run%.*}\n' +
    '[ -f "$file" ] && [ "$run" != "$MB_RUN" ] && ! mb_is_alive "$run" && rm -f -- "$file"\n' +
    'done\n' +
    'return 0\n' +
    '}\n',
  'script/runtime/directory.sh':
    'mb_directory_is() {\n' +
    'MB_DIR=$1 MB_AT=$1 MB_WORK="$1/.work/$MB_RUN"\n' +
    '}\n' +
    'mb_directory() {\n' +
    'local at\n' +
    '[ -d "$MB_APP" ] || [ "$MB_OPERATION" = restore ] ||\n' +
    'mb_fail E_NOT_FOUND "The application directory $MB_APP is not on this server." \\\n' +
    'next \'set app-dir to the directory of the compose project\'\n' +
    '[ -n "${MB_PINNED:-}" ] || [ -d "$MB_DIR" ] || mb_make_directory\n' +
    'mb_enter_directory\n' +
    'for at in .work .meta; do\n' +
    'mkdir -p -- "$MB_AT/$at" 2>/dev/null && true 2>/dev/null >"$MB_AT/$at/.probe-$MB_RUN" && rm -f -- "$MB_AT/$at/.probe-$MB_RUN" ||\n' +
    'mb_unwritable "$MB_DIR/$at"\n' +
    '[ "$(stat -c %d -- "$MB_AT/$at")" = "$(stat -c %d -- "$MB_AT/.")" ] ||\n' +
    'mb_fail E_PREREQ "$MB_DIR/$at is on another filesystem than $MB_DIR, so nothing could be published in one step." next \'unmount it\'\n' +
    'done\n' +
    '}\n' +
    'mb_make_directory() {\n' +
    '[ ! -e "$MB_DIR" ] && [ ! -L "$MB_DIR" ] ||\n' +
    'mb_fail E_PERM "The backup directory $MB_DIR is not a directory." next \'set backup-dir to another place\'\n' +
    '(mb_enter_made "$MB_DIR" || {\n' +
    'mb_fail E_PERM "The backup directory $MB_DIR cannot be created: $MB_WHY." next \'create it for this user, or set sudo: true\'\n' +
    '}) || exit 1\n' +
    '}\n' +
    'mb_directory_if_any() {\n' +
    'if [ ! -d "$MB_DIR" ]; then\n' +
    'exec 7<&-\n' +
    'MB_AT=/proc/self/fd/7\n' +
    'elif [ -x "$MB_DIR" ] && [ -r "$MB_DIR" ]; then\n' +
    'mb_enter_directory\n' +
    'fi\n' +
    '}\n' +
    'mb_enter_directory() {\n' +
    'local at="/proc/self/fd/7"\n' +
    'if [ -n "${MB_PINNED:-}" ]; then\n' +
    '[ "$(mb_identity "$at/.")" = "$MB_PINNED" ] || mb_fail E_PERM "The backup directory $MB_DIR was lost between two shells of this run." \\\n' +
    'safe \'nothing was changed\' next \'start the restore again\'\n' +
    'else\n' +
    'mb_open_directory\n' +
    'fi\n' +
    'MB_AT=$at MB_WORK="$at/.work/$MB_RUN"\n' +
    'case $MB_DIR in\n' +
    '/ | /bin | /boot | /dev | /etc | /home | /lib | /lib64 | /proc | /root | /run | /sbin | /sys | /tmp | /usr | /var | \\\n' +
    '/etc/* | /dev/* | /proc/* | /sys/* | /usr/* | /var/lib/docker*)\n' +
    'mb_fail E_PERM "The backup directory leads to $MB_DIR, a directory of the system." next \'set backup-dir to another place\' ;;\n' +
    'esac\n' +
    'mb_judge_directory . "$MB_DIR" \'set backup-dir to another place\'\n' +
    'for at in .work .meta; do\n' +
    '[ ! -L "$MB_AT/$at" ] || mb_fail E_PERM "$MB_DIR/$at is a symbolic link, which meeshy-backup did not create." next \'remove it\'\n' +
    '[ ! -e "$MB_AT/$at" ] || mb_judge_directory "$at" "$MB_DIR/$at" \'remove it\'\n' +
    'done\n' +
    '}\n' +
    'mb_open_directory() {\n' +
    '(true <.) 2>/dev/null || cd /\n' +
    'exec 6<.\n' +
    'mb_enter "$MB_DIR" || mb_fail E_PERM "The backup directory $MB_DIR cannot be entered: $MB_WHY." \\\n' +
    'next \'set backup-dir to the place itself, or give what is on the way there to root or to this user\'\n' +
    'MB_DIR=$MB_ENTERED\n' +
    '(true <.) 2>/dev/null || mb_fail E_PERM "$(id -un) may not list the backup directory $MB_DIR." safe \'nothing was changed\' \\\n' +
    'next \'give this user the directory, or set sudo: true\'\n' +
    'exec 7<.\n' +
    'cd -P /proc/self/fd/6 || mb_fail E_UNKNOWN \'The shell could not return to the directory that it was started in.\'\n' +
    'exec 6<&-\n' +
    '}\n' +
    'mb_judge_directory() {\n' +
    'local is owner mode\n' +
    'is=$(stat -c \'%u %a\' -- "$MB_AT/$1") owner=${is% *} mode=${is#* }\n' +
    'mb_is_our_user "$owner" ||\n' +
    'mb_fail E_PERM "The backup directory $2 belongs to another user (id $owner)." next "chown it to $(id -un), or $3"\n' +
    'mb_is_ours "$is" || mb_fail E_PERM "Others may write to the backup directory $2 (mode $mode)." next "chmod go-w $(mb_typed "$2")"\n' +
    '}\n' +
    'mb_identity() {\n' +
    'stat -c %d:%i -- "$1"\n' +
    '}\n' +
    'mb_shown() {\n' +
    'case $1 in\n' +
    '"$MB_AT"/*) printf \'%s/%s\' "$MB_DIR" "${1#"$MB_AT"/}" ;;\n' +
    '*) printf \'%s\' "$1" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_unwritable() {\n' +
    'mb_space\n' +
    '[ "$MB_FREE" -gt 65536 ] ||\n' +
    'mb_fail E_NOSPACE "There is no room left in $MB_DIR." Has "$(mb_amount "$MB_FREE") free" \\\n' +
    'safe \'nothing was written; no old backup was touched\' next \'free space there\'\n' +
    '[ "$MB_INODES" != 0 ] ||\n' +
    'mb_fail E_NOSPACE "There are no inodes left in $MB_DIR." safe \'nothing was written; no old backup was touched\' \\\n' +
    'next \'remove files there\'\n' +
    'mb_fail E_PERM "$(id -un) may not write to $(mb_shown "$1")." \\\n' +
    'Said "$({ true >"$1/.probe-$MB_RUN" && rm -f -- "$1/.probe-$MB_RUN"; } 2>&1)" safe \'nothing was written\' \\\n' +
    'next \'give this user the directory, or set sudo: true; if the disk turned read-only, see dmesg\'\n' +
    '}\n' +
    'mb_lock() {\n' +
    'local waited=0 holder=\'\'\n' +
    'while ! flock -n 9; do\n' +
    '[ -n "$holder" ] || {\n' +
    'holder=$(head -c 2000 "$MB_AT/.lock" 2>/dev/null)\n' +
    'mb_emit waiting holder "$holder"\n' +
    'mb_say "  waiting for another run: $holder"\n' +
    '}\n' +
    '[ "$waited" -lt $((MB_LOCK_TIMEOUT * 5)) ] ||\n' +
    'mb_fail E_LOCKED "Another run holds the lock of $MB_DIR, and did not end within $MB_LOCK_TIMEOUT s." \\\n' +
    'Holder "${holder:-unknown}" safe \'nothing was changed by this run\' \\\n' +
    'next \'wait for it to end, or raise lock-timeout\'\n' +
    'sleep 0.2\n' +
    'waited=$((waited + 1))\n' +
    'done\n' +
    '[ ! -L "$MB_AT/.lock" ] || rm -f -- "$MB_AT/.lock"\n' +
    'printf \'run %s, pid %s, since %s%s%s\\n\' "$MB_RUN" "$$" "$(date +%Y-%m-%dT%H:%M:%SZ)" "${MB_FROM:+, from $MB_FROM}" \\\n' +
    '"$MB_CALLER" >"$MB_AT/.lock"\n' +
    'mb_phase locked\n' +
    '}\n' +
    'mb_lock_state() {\n' +
    'if [ ! -r "$MB_AT" ] || (flock -s -n 8) 8<"$MB_AT"; then\n' +
    'mb_emit lock free? true holder \'\'\n' +
    'else\n' +
    'mb_emit lock free? false holder "$(head -c 2000 "$MB_AT/.lock" 2>/dev/null)"\n' +
    'fi\n' +
    '}\n' +
    'mb_space() {\n' +
    'mb_free_at "$MB_AT/."\n' +
    '}\n' +
    'mb_is_full() {\n' +
    'mb_space\n' +
    '[ "${MB_FREE:-65536}" -lt 65536 ] || [ "${MB_INODES:--}" = 0 ]\n' +
    '}\n' +
    'mb_lack() {\n' +
    'if [ "${MB_INODES:--}" = 0 ]; then echo inodes; else echo room; fi\n' +
    '}\n' +
    'mb_preflight() {\n' +
    'mb_space\n' +
    '[ "${MB_INODES:--}" = - ] || [ "$MB_INODES" -ge 64 ] ||\n' +
    'mb_fail E_NOSPACE "There are almost no inodes left in $MB_DIR." Has "$MB_INODES inodes" \\\n' +
    'safe \'nothing was written; no old backup was touched; no container was paused\' next \'remove files there\'\n' +
    '[ "$MB_FREE" -ge $(($1 + MB_MIN_FREE)) ] || mb_fail E_NOSPACE "Not enough room for this backup in $MB_DIR." \\\n' +
    'Needs "$(mb_amount "$1") ($2), and min-free keeps $(mb_amount "$MB_MIN_FREE") free" Has "$(mb_amount "$MB_FREE") free in $MB_DIR" \\\n' +
    'safe \'nothing was written; no old backup was touched; no container was paused\' \\\n' +
    'next "free space, lower keep or min-free, or put backup-dir on another disk$(mb_largest)"\n' +
    '}\n' +
    'mb_largest() {\n' +
    'local row\n' +
    'row=$(cd "$MB_AT" && stat -c \'%s %n\' -- ./*.tar.* 2>/dev/null | sort -rn | head -n 1)\n' +
    '[ -z "$row" ] || printf \'. Largest: %s, %s\' "${row#* ./}" "$(mb_amount "${row%% *}")"\n' +
    '}\n',
  'script/runtime/drill.sh':
    'mb_drill_new() {\n' +
    'MB_SOURCE="$MB_WORK/archive" MB_SOURCE_NAME=$MB_NAME MB_SOURCE_BYTES=$MB_BYTES MB_SOURCE_COMPRESSION=$(mb_format)\n' +
    'MB_ROWS=$(awk -F \'\\t\' -v OFS=\'\\t\' \'NR == FNR { read[$1] = $2; next } { print $1, $2, $3, $4, $5, $6, $8, $9 == "" ? read[$1] : $9 }\' \\\n' +
    '"$MB_WORK/verified" "$MB_WORK/components")\n' +
    'MB_DRILL_SAFE=\'nothing was published; no old backup was touched\'\n' +
    'true >"$MB_WORK/drilled"\n' +
    '}\n' +
    'mb_drill_old() {\n' +
    'mb_know_tar\n' +
    'MB_DRILL_SAFE=\'the backup was not changed, and is not marked as drilled\'\n' +
    'printf \'%s\\n\' "$MB_CONTENTS" >"$MB_WORK/contents" && true >"$MB_WORK/drilled" || mb_unwritable "$MB_WORK"\n' +
    '}\n' +
    'mb_undrilled() {\n' +
    'local component="$1" title="$2"\n' +
    'shift 2\n' +
    'mb_fail E_VERIFY "The drill of $component failed: $title." "$@" safe "$MB_DRILL_SAFE"\n' +
    '}\n' +
    'mb_drill_room() {\n' +
    'true >"$MB_WORK/writes" || mb_unwritable "$MB_WORK"\n' +
    'mb_will_write drill "$1" 0 "$MB_DIR" \'the archive, and the largest directory unpacked\'\n' +
    'mb_will_write drill "$2" 0 "$(mb_docker_root)" \'the largest throw-away server\'\n' +
    'mb_has_all_room \'to drill this backup\' \'beside the archive until the comparison\' \\\n' +
    '\'nothing was written; no old backup was touched; no container was paused\' \'free space there, lower min-free, or set verify: read\'\n' +
    '}\n' +
    'mb_drill_fits() {\n' +
    'mb_has_room "$3" "$2" ||\n' +
    'mb_undrilled "$1" "there is no room to restore it on the disk of $3" \\\n' +
    'Needs "$(mb_amount "$2"), and min-free keeps $(mb_amount "$MB_MIN_FREE") free" \\\n' +
    'Has "$(mb_amount "$MB_FREE") free" next \'free space there, lower min-free, or set verify: read\'\n' +
    '}\n' +
    'mb_docker_root() {\n' +
    'local at\n' +
    'at=$(mb_docker info -f \'{{.DockerRootDir}}\' 2>/dev/null)\n' +
    '[ -d "${at:-/none}" ] || at=$MB_DIR\n' +
    'printf \'%s\' "$at"\n' +
    '}\n' +
    'mb_drill_create() {\n' +
    'local component="$1" image="$2" named="$3" memory="$4" cores\n' +
    'shift 4\n' +
    'MB_DRILLED="meeshy-drill-$MB_RUN-$(printf \'%s\' "$component" | tr -c \'A-Za-z0-9\' -)"\n' +
    'cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || nproc)\n' +
    'mb_drill_image "$component" "$image" "$named"\n' +
    'mb_journal remove_drilled "$MB_DRILLED"\n' +
    'MB_DRILL_ENTRY=$MB_ENTRY\n' +
    'mb_docker create --pull never --name "$MB_DRILLED" --label "meeshy-backup=$MB_RUN" \\\n' +
    '--label "meeshy-backup.directory=$MB_DIR" --label "meeshy-backup.drill=$MB_SOURCE_NAME" \\\n' +
    '--network none --memory "$memory" --memory-swap "$memory" --pids-limit 512 --cpus "$((cores > 1 ? cores - 1 : 1))" --cpu-shares 512 \\\n' +
    '--cap-drop ALL --cap-add CHOWN --cap-add DAC_OVERRIDE --cap-add FOWNER --cap-add SETGID --cap-add SETUID \\\n' +
    '--security-opt no-new-privileges \\\n' +
    '--restart no --no-healthcheck --log-driver json-file --log-opt max-size=1m -e "MB_RUN=$MB_RUN" \\\n' +
    '-e ALLOW_EMPTY_PASSWORD=yes "$@" >/dev/null 2>"$MB_WORK/noise" ||\n' +
    'mb_undrilled "$component" "its throw-away container could not be made" Image "$named ($image)" \\\n' +
    'Said "$(tail -n 5 "$MB_WORK/noise" | mb_mask)" next \'see what docker create says, or set verify: read\'\n' +
    'mb_phase drill-created\n' +
    '}\n' +
    'undo_remove_drilled() {\n' +
    'case $1 in meeshy-drill-*) ;; *) return 1 ;; esac\n' +
    'docker rm -f -v "$1" >/dev/null 2>&1\n' +
    'case $(docker inspect -f \'{{.Id}}\' "$1" 2>&1) in\n' +
    '*\'o such\'*) ;;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    '}\n' +
    'words_of_remove_drilled() {\n' +
    'printf \'remove the container %s (docker rm -f -v %s)\' "$1" "$(mb_typed "$1")"\n' +
    '}\n' +
    'mb_drill_image() {\n' +
    'mb_docker image inspect -f \'{{.Id}}\' "$2" >/dev/null 2>"$MB_WORK/noise" && return\n' +
    'if [ "${MB_DRILL_WHERE:-server}" = runner ]; then\n' +
    'printf \'%s\\n\' "$MB_DRILL_FETCH" | grep -qxF -e "$2" ||\n' +
    'mb_undrilled "$1" \'the image it came from is not on this machine, and a drill fetches the official images of databases alone\' \\\n' +
    'Image "$2" next \'if your application uses this image, docker pull it here first, or drill on the server\'\n' +
    'mb_say "  $1: pulling $2"\n' +
    'timeout "$MB_TIMEOUT" docker pull -q "$2" >/dev/null 2>"$MB_WORK/noise" </dev/null && return\n' +
    'mb_undrilled "$1" "the image it came from is not on this machine, and cannot be pulled" Image "$2" \\\n' +
    'Said "$(tail -n 2 "$MB_WORK/noise")" \\\n' +
    'next \'let this machine reach the registry (docker login), or drill on the server\'\n' +
    'fi\n' +
    'mb_undrilled "$1" "the image it came from is not on this server" Image "$3 ($2)" \\\n' +
    'Said "$(tail -n 1 "$MB_WORK/noise")" \\\n' +
    'next "a drill never pulls an image: run docker pull $3, start the container from it, and back up again; or set verify: read"\n' +
    '}\n' +
    'mb_drill_command() {\n' +
    'mb_docker image inspect -f \'{{range .Config.Cmd}}{{println .}}{{end}}\' "$1" 2>/dev/null | head -n 1\n' +
    '}\n' +
    'mb_drill_start() {\n' +
    'mb_docker start "$MB_DRILLED" >/dev/null 2>"$MB_WORK/noise" ||\n' +
    'mb_undrilled "$1" "its throw-away container does not start" Said "$(tail -n 5 "$MB_WORK/noise" | mb_mask)"\n' +
    'mb_phase drill-started\n' +
    '}\n' +
    'mb_drill_lives() {\n' +
    'local state\n' +
    'state=\'{{.State.Status}}, status {{.State.ExitCode}}{{if .State.OOMKilled}}, killed for want of memory{{end}}\'\n' +
    'state=$(mb_docker inspect -f "$state" "$MB_DRILLED" 2>&1 | tail -n 1)\n' +
    'case $state in\n' +
    'running*) return 0 ;;\n' +
    'esac\n' +
    'mb_undrilled "$1" "its throw-away server has stopped: $state" \\\n' +
    'Said "$(mb_docker logs --tail 5 "$MB_DRILLED" 2>&1 | mb_mask)" \\\n' +
    'next \'run it again; if it fails the same way, check memory and disk of this server\'\n' +
    '}\n' +
    'mb_drill_passed() {\n' +
    'local component="$1" milliseconds="$2" found="$3"\n' +
    'mb_settle "$MB_DRILL_ENTRY" ||\n' +
    'mb_undrilled "$component" "what it was restored into could not be removed" \\\n' +
    '\'To remove\' "$(mb_undo_words "$MB_DRILL_ENTRY")" next \'the next run tries it again\'\n' +
    'printf \'%s\\t%s\\n\' "$component" "$milliseconds" >>"$MB_WORK/drilled" || mb_unwritable "$MB_WORK"\n' +
    'mb_emit drilled component "$component" milliseconds# "$milliseconds" found "$found"\n' +
    'mb_say "  $component: restored in $((milliseconds / 1000)) s, $found"\n' +
    'mb_phase "drilled-$component"\n' +
    '}\n' +
    'mb_drill_done() {\n' +
    'MB_VERIFIED=drill MB_DRILL=$(mb_drill_record) || mb_fail E_UNKNOWN \'The duration of the drill is not known.\' safe "$MB_DRILL_SAFE"\n' +
    '}\n' +
    'mb_drill_record() {\n' +
    'awk -F \'\\t\' -v time="$(date +%s)" -v where="${MB_DRILL_WHERE:-server}" "$MB_AWK_JSON"\'\n' +
    '{ sum += $2; parts = json_add(parts, $1, json_number($2)) }\n' +
    'END {\n' +
    'if (json_refused) exit 1\n' +
    'record = json_add(json_add("", "time", json_number(time)), "where", json_text(where))\n' +
    'record = json_add(record, "milliseconds", json_number(sprintf("%.0f", sum)))\n' +
    'printf "%s", json_object(json_add(record, "components", json_object(parts))) }\' "$MB_WORK/drilled"\n' +
    '}\n' +
    'mb_drill_keep() {\n' +
    'local meta="$MB_AT/.meta/$MB_SOURCE_NAME.json"\n' +
    'if [ -n "${1:-}" ]; then MB_DRILL=$1 MB_DRILL_SAFE=\'the backup is as it was\'; else mb_drill_done; fi\n' +
    '[ -f "$meta" ] && MB_KEPT_DRILL="$MB_DRILL" awk "$MB_AWK_JSON"\'\n' +
    'NR == 1 {\n' +
    'if (match($0, /"drill":\\{"time":[0-9]+,"where":"[a-z]*","milliseconds":[0-9]+,"components":\\{[^}]*\\}\\},/))\n' +
    '$0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH)\n' +
    'if (!match($0, /"verified":"[a-z]*",/)) exit 1\n' +
    'fields = json_add(json_add("", "verified", json_text("drill")), "drill", ENVIRON["MB_KEPT_DRILL"])\n' +
    '$0 = substr($0, 1, RSTART - 1) fields "," substr($0, RSTART + RLENGTH)\n' +
    '}\n' +
    '{ print }\' "$meta" >"$MB_WORK/manifest" && mb_sync "$MB_WORK/manifest" && mb_phase drill-kept &&\n' +
    'mv -T -- "$MB_WORK/manifest" "$meta" && mb_sync "$MB_AT/.meta" ||\n' +
    'mb_fail E_PUBLISH "The drill of $MB_SOURCE_NAME passed, but its manifest could not be written." \\\n' +
    'safe "$MB_DRILL_SAFE" next \'look at the disk of this server (dmesg), then run it again\'\n' +
    '}\n' +
    'mb_drill_sweep() {\n' +
    'local id run\n' +
    'command -v docker >/dev/null 2>&1 || return 0\n' +
    'MB_DOCKER_TIMEOUT=10 mb_docker ps -a --no-trunc --filter "label=meeshy-backup.directory=$MB_DIR" \\\n' +
    '--format \'{{.ID}} {{.Label "meeshy-backup"}}\' 2>/dev/null </dev/null |\n' +
    'while read -r id run; do\n' +
    '[ -z "$run" ] || [ "$run" = "$MB_RUN" ] || mb_docker rm -f -v "$id" >/dev/null 2>&1 </dev/null\n' +
    'done\n' +
    '}\n',
  'script/runtime/encoding.sh':
    'MB_AWK_ENCODED=\'\n' +
    'function encoded(text,   word, at, size) {\n' +
    'if (text ~ "^[A-Za-z0-9_./:@+,-]*$") return text\n' +
    'if (!("%" in encoded_byte)) for (at = 1; at < 256; at++) encoded_byte[sprintf("%c", at)] = sprintf("%%%02X", at)\n' +
    'word = ""\n' +
    'size = length(text)\n' +
    'for (at = 1; at <= size; at++) word = word encoded_one(substr(text, at, 1))\n' +
    'return word\n' +
    '}\n' +
    'function encoded_one(byte) { return byte ~ "^[A-Za-z0-9_./:@+,-]$" ? byte : encoded_byte[byte] }\n' +
    '\'\n' +
    'mb_encode() {\n' +
    'case $1 in\n' +
    '\'\') printf \'%%\' ;;\n' +
    '*[!A-Za-z0-9_./:@+,-]*)\n' +
    'printf \'%s.\' "$1" | awk "$MB_AWK_ENCODED"\'\n' +
    'NR > 1 { printf "%s%%0A", encoded(line) }\n' +
    '{ line = $0 }\n' +
    'END { printf "%s", encoded(substr(line, 1, length(line) - 1)) }\'\n' +
    ';;\n' +
    '*) printf \'%s\' "$1" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_decode() {\n' +
    'local rest="$1" text=\'\' byte\n' +
    'case $rest in\n' +
    '%)\n' +
    'MB_DECODED=\'\'\n' +
    'return 0\n' +
    ';;\n' +
    '*[!A-Za-z0-9_./:@+,%-]*) return 1 ;;\n' +
    '*%*) ;;\n' +
    '*)\n' +
    'MB_DECODED=$rest\n' +
    'return 0\n' +
    ';;\n' +
    'esac\n' +
    'while case $rest in *%*) ;; *) false ;; esac do\n' +
    'text="$text${rest%%%*}" rest=${rest#*%}\n' +
    'byte=${rest%"${rest#??}"} rest=${rest#??}\n' +
    'case $byte in\n' +
    '00) return 1 ;;\n' +
    '[0-9A-F][0-9A-F]) byte=$((0x$byte)) ;;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    'text="$text\\\\0$((byte / 64))$((byte / 8 % 8))$((byte % 8))"\n' +
    'done\n' +
    'MB_DECODED=$(printf \'%b.\' "$text$rest")\n' +
    'MB_DECODED=${MB_DECODED%.}\n' +
    '}\n',
  'script/runtime/enter.sh':
    'mb_enter() {\n' +
    'local rest="${1%/}/" here=/ step holder links=0\n' +
    'MB_WHY="it is not there, or $(id -un) may not enter it"\n' +
    'cd -P -- "$1" 2>/dev/null && mb_stand || return 1\n' +
    '[ "${MB_ENTERED%/}/" != "$rest" ] || return 0\n' +
    'cd / || return 1\n' +
    'while [ -n "$rest" ]; do\n' +
    'step=${rest%%/*} rest=${rest#*/}\n' +
    'case $step in \'\' | .) continue ;; esac\n' +
    'holder=$(stat -c \'%u %a\' .) || return 1\n' +
    'if [ -L "./$step" ] && mb_is_ours "$holder"; then\n' +
    'links=$((links + 1))\n' +
    'step=$(readlink -- "./$step") && [ "$links" -lt 40 ] || return 1\n' +
    'case $step in /*) here=/ && cd / || return 1 ;; esac\n' +
    'rest=$step/$rest\n' +
    'continue\n' +
    'fi\n' +
    'cd -P -- "./$step" 2>/dev/null && mb_stand || return 1\n' +
    '[ "$MB_ENTERED" = "${here%/}/$step" ] || mb_is_ours "$holder" || mb_leads_home "$holder" || {\n' +
    'MB_WHY="a link in $here is on the way, and others than $(mb_trusted_users) can make it lead elsewhere"\n' +
    'return 1\n' +
    '}\n' +
    'here=$MB_ENTERED\n' +
    'done\n' +
    'mb_stand\n' +
    '}\n' +
    'mb_stand() {\n' +
    'MB_ENTERED=$(readlink /proc/self/cwd && echo .) && MB_ENTERED=${MB_ENTERED%"$MB_NEWLINE".}\n' +
    '}\n' +
    'mb_is_ours() {\n' +
    'mb_is_our_user "${1%% *}" || return 1\n' +
    'case ${1#* } in *[2367]? | *[2367]) return 1 ;; esac\n' +
    '}\n' +
    'mb_trusted_users() {\n' +
    'if [ "$(id -u)" = 0 ]; then printf \'root\'; else printf \'root and %s\' "$(id -un)"; fi\n' +
    '}\n' +
    'mb_is_our_user() {\n' +
    'case $1 in\n' +
    '0 | "$(id -u)" | "${MB_BEHIND:-0}") ;;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_leads_home() {\n' +
    'case ${1#* } in *[2367]) return 1 ;; esac\n' +
    '[ "${1%% *}" != 0 ] && [ "$(stat -c %u .)" = "${1%% *}" ]\n' +
    '}\n' +
    'mb_enter_made() {\n' +
    'local at="$1" missing=\'\' step\n' +
    'while [ ! -d "$at" ] && [ -n "$at" ]; do missing=${at##*/}/$missing at=${at%/*}; done\n' +
    'mb_enter "${at:-/}" || return 1\n' +
    'while [ -n "$missing" ]; do\n' +
    'step=${missing%%/*} missing=${missing#*/} at=$MB_ENTERED\n' +
    '[ -n "$step" ] || continue\n' +
    'MB_WHY="$(id -un) cannot create it"\n' +
    'mkdir -- "./$step" 2>/dev/null && cd -P -- "./$step" && mb_stand || return 1\n' +
    'MB_WHY="somebody put something else into its place"\n' +
    '[ "$MB_ENTERED" = "${at%/}/$step" ] && [ "$(stat -c %u .)" = "$(id -u)" ] || return 1\n' +
    'done\n' +
    '}\n',
  'script/runtime/environment.sh':
    'mb_environment() {\n' +
    'local name behind="${SUDO_UID:-}"\n' +
    'umask 077\n' +
    'for name in $(env | sed -n \'s/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p\'); do\n' +
    'case $name in\n' +
    'PATH | HOME | DOCKER_HOST | DOCKER_CONTEXT | DOCKER_CONFIG | DOCKER_CERT_PATH | DOCKER_TLS_VERIFY | XDG_RUNTIME_DIR) ;;\n' +
    'MB_BEHIND) unset MB_BEHIND ;;\n' +
    'MB_*) eval "MB_LINE=\\$$name" && unset "$name" && eval "$name=\\$MB_LINE" ;;\n' +
    '*) command unset "$name" 2>/dev/null || : ;;\n' +
    'esac\n' +
    'done\n' +
    'PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\n' +
    'LC_ALL=C TZ=UTC\n' +
    'export PATH LC_ALL TZ\n' +
    'export MB_RUN\n' +
    'behind=${behind:-${MB_BEHIND:-}} MB_BEHIND=\n' +
    'case $(id -u)-$behind in *[!0-9-]* | *-) ;; 0-*) MB_BEHIND=$behind ;; esac\n' +
    'MB_TAB=$(printf \'\\t\')\n' +
    'MB_NEWLINE=\'\n' +
    '\'\n' +
    'set -u\n' +
    '}\n' +
    'mb_secrets() {\n' +
    'local name given\n' +
    'set -- $MB_SECRETS end\n' +
    'given=$(\n' +
    'if command -v timeout >/dev/null 2>&1; then timeout 60 head -n $#; else head -n $#; fi\n' +
    'echo .\n' +
    ')\n' +
    'for name; do\n' +
    'case $name in\n' +
    'end) [ "$given" = "end of secrets$MB_NEWLINE." ] || return 1 ;;\n' +
    '*)\n' +
    'eval "$name=\\${given%%\\"\\$MB_NEWLINE\\"*}"\n' +
    'given=${given#*"$MB_NEWLINE"}\n' +
    ';;\n' +
    'esac\n' +
    'done\n' +
    '}\n' +
    'mb_now() {\n' +
    'local up\n' +
    'read -r up _ </proc/uptime\n' +
    'MB_NOW=$((${up%.*} * 1000 + (1${up#*.} - 100) * 10))\n' +
    '}\n' +
    'mb_lines_not_in() {\n' +
    'MB_LINES_OF="$1" awk \'BEGIN { while ((getline line <ENVIRON["MB_LINES_OF"]) > 0) known[line] = 1 } !($0 in known)\'\n' +
    '}\n' +
    'mb_amount() {\n' +
    'awk -v n="$1" \'BEGIN {\n' +
    'split("B kB MB GB TB PB", unit, " "); i = 1\n' +
    'while (n >= 999.5 && i < 6) { n /= 1000; i++ }\n' +
    'printf (i > 1 && n < 9.95 ? "%.1f %s" : "%.0f %s"), n, unit[i] }\'\n' +
    '}\n' +
    'mb_sha256() {\n' +
    '{\n' +
    'if [ -x "$(command -v openssl)" ]; then openssl dgst -sha256 -r; else sha256sum; fi ||\n' +
    'printf \'failed %s\\n\' "$(cat /proc/sys/kernel/random/uuid)"\n' +
    '} | cut -c 1-64\n' +
    '}\n' +
    'mb_size() {\n' +
    'stat -c %s -- "$1"\n' +
    '}\n' +
    'mb_sync() {\n' +
    'sync -- "$1"\n' +
    '}\n' +
    'mb_remove_work() {\n' +
    'case ${1:?} in\n' +
    '*/../* | */./*) return 1 ;;\n' +
    '/*/.work/[a-z0-9]*)\n' +
    'case ${1##*/.work/} in\n' +
    '\'\' | *[!a-z0-9-]*) return 1 ;;\n' +
    'esac\n' +
    ';;\n' +
    '/tmp/meeshy-backup-[A-Za-z0-9]*)\n' +
    'case ${1#/tmp/meeshy-backup-} in\n' +
    '*[!A-Za-z0-9-]*) return 1 ;;\n' +
    'esac\n' +
    ';;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    'rm -rf -- "$1"\n' +
    '}\n' +
    'mb_scratch() {\n' +
    'MB_WORK=$(mktemp -d "/tmp/meeshy-backup-$MB_RUN-XXXXXX") && mkdir "$MB_WORK/journal" && true >"$MB_WORK/warnings" ||\n' +
    'mb_fail E_NOSPACE "There is no room in /tmp for the files of this run." safe \'nothing was changed\' next \'free space there\'\n' +
    '}\n',
  'script/runtime/events.sh':
    'mb_event() {\n' +
    '[ "$MB_CLIENT" != 0 ] || return 0\n' +
    'printf \'\\n@%s %s\\n\' "$MB_NONCE" "$1" >&3 2>/dev/null || :\n' +
    '}\n' +
    'mb_say() {\n' +
    '[ "$MB_CLIENT" = 1 ] || printf \'%s\\n\' "$*" >&3\n' +
    '}\n' +
    'mb_lines() {\n' +
    'if [ "$MB_CLIENT" = 0 ]; then\n' +
    'cat >/dev/null\n' +
    'return\n' +
    'fi\n' +
    'awk -v nonce="$MB_NONCE" -v types="$*" "$MB_AWK_JSON"\'\n' +
    'BEGIN { several = index(types, " "); type = types }\n' +
    'NR <= 20000 { line = substr($0, 1, 4000000)\n' +
    'if (several) { space = index(line, " "); type = substr(line, 1, space - 1); line = substr(line, space + 1)\n' +
    'if (space < 2 || !index(" " types " ", " " type " ")) next }\n' +
    'gsub(/[\\001-\\010\\012-\\037\\177]/, "?", line)\n' +
    'printf "\\n@%s %s\\n", nonce, json_object(json_add(json_add("", "type", json_text(type)), "text", json_text(line))) }\' >&3\n' +
    '}\n' +
    'mb_warn() {\n' +
    'local words="$2" row\n' +
    'case $words in *"$MB_NEWLINE"*) words=$(printf \'%s\' "$words" | tr \'\\n\' \' \') ;; esac\n' +
    'row="${3:-run}$MB_TAB$1$MB_TAB$words"\n' +
    '[ ! -d "$MB_WORK" ] || {\n' +
    '! grep -qxF -e "$row" "$MB_WORK/warnings" 2>/dev/null || return 0\n' +
    'printf \'%s\\n\' "$row" >>"$MB_WORK/warnings"\n' +
    '}\n' +
    'mb_emit warning code "$1" component "${3:-}" text "$(mb_cap "$2")"\n' +
    'mb_say "  warning ($1): $2"\n' +
    '}\n' +
    'mb_fail() {\n' +
    'mb_failed "$@"\n' +
    '[ -z "${MB_EXITS:-}" ] || exit "$(mb_exit_of "$1")"\n' +
    'exit 1\n' +
    '}\n' +
    'mb_failed() {\n' +
    'local code="$1" title="$2" details=\'\' MB_JSON MB_TEXT safe=\'no backup was lost; a new one is visible only if it is complete\'\n' +
    'shift 2\n' +
    'if [ -d "$MB_WORK" ]; then\n' +
    'mkdir "$MB_WORK/failed" 2>/dev/null || [ ! -d "$MB_WORK/failed" ] || return 0\n' +
    'case $code in\n' +
    'E_ARCHIVE | E_DUMP | E_PUBLISH | E_RESTORE | E_UNKNOWN | E_VERIFY)\n' +
    'if mb_is_full; then\n' +
    'set -- \'What failed\' "$title" safe \'what was written is removed; no old backup was touched\' next "free space there$(mb_largest)"\n' +
    'code=E_NOSPACE title="The disk of $MB_DIR filled up during the $MB_OPERATION: no $(mb_lack) left."\n' +
    'fi\n' +
    ';;\n' +
    'esac\n' +
    'rm -f -- "$MB_WORK/ballast"\n' +
    'fi\n' +
    '[ "$MB_CLIENT" = 1 ] || printf \'Error: %s  %s\\n\' "$code" "$title" >&4\n' +
    'while [ $# -gt 1 ]; do\n' +
    'if [ -n "$2" ]; then\n' +
    '[ "$1" != safe ] || safe=\n' +
    '[ "$MB_CLIENT" = 1 ] || printf \'  %s: %s\\n\' "$1" "$2" >&4\n' +
    'mb_object @ "$details" "$1" "$(mb_cap "$2")"\n' +
    'details=${MB_JSON#?}\n' +
    'details=${details%?}\n' +
    'fi\n' +
    'shift 2\n' +
    'done\n' +
    'set --\n' +
    '[ -z "$safe" ] || set -- safe "$safe"\n' +
    'mb_object @ "$details" "$@"\n' +
    'mb_emit error code "$code" step# "${MB_STEP:-0}" title "$(mb_cap "$title")" details@ "$MB_JSON"\n' +
    '}\n' +
    'mb_cap() {\n' +
    'printf \'%s\\n\' "$1" | head -n 20 | cut -c 1-300 | dd bs=1500 count=1 2>/dev/null\n' +
    '}\n' +
    'mb_phase() {\n' +
    ':\n' +
    '}\n' +
    'mb_step() {\n' +
    'local title="$2" began\n' +
    'MB_STEP=$1\n' +
    'shift 2\n' +
    'mb_now\n' +
    'began=$MB_NOW\n' +
    'mb_emit step step# "$MB_STEP" state start\n' +
    'mb_say "- $title"\n' +
    'case $1 in\n' +
    'mb_lock) "$@" ;;\n' +
    '*) "$@" 9<&- ;;\n' +
    'esac || mb_fail E_UNKNOWN "The step \'$title\' ended with status $?."\n' +
    'mb_now\n' +
    'mb_emit step step# "$MB_STEP" state end milliseconds# $((MB_NOW - began))\n' +
    '}\n',
  'script/runtime/examine.sh':
    'mb_stored() {\n' +
    'mb_range "$offset" "$length" "$MB_SOURCE" 2>/dev/null\n' +
    '}\n' +
    'mb_unpack() {\n' +
    'mb_decompress_as "$MB_SOURCE_COMPRESSION"\n' +
    '}\n' +
    'mb_unpacked() {\n' +
    'if mb_is_old; then old_raw "$path"; else mb_stored | mb_unpack; fi\n' +
    '}\n' +
    'mb_examine_stored() {\n' +
    'MB_WHY=\n' +
    'if [ "$((offset + length))" -gt "$MB_SOURCE_BYTES" ]; then\n' +
    'MB_WHY=\'it would lie beyond the end of the archive\'\n' +
    'elif [ "$(mb_stored | mb_sha256)" != "$sha256" ]; then\n' +
    'MB_WHY=\'its stored bytes have another sha256\'\n' +
    'fi\n' +
    '[ -z "$MB_WHY" ]\n' +
    '}\n' +
    'mb_examine_read() {\n' +
    'local counted\n' +
    'rm -f "$MB_WORK"/status-* "$MB_WORK/why" "$MB_WORK/counts"\n' +
    '{\n' +
    '{ mb_unpacked; echo $? >"$MB_WORK/status-1"; } |\n' +
    'head -c "$((raw + 1))" |\n' +
    'mb_count |\n' +
    '{ "$@"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
    '} 2>"$MB_WORK/noise"\n' +
    'counted=$(mb_counted)\n' +
    'MB_WHY=\n' +
    'if [ "${counted:-0}" -gt "$raw" ]; then\n' +
    'MB_WHY="it unpacks to more than the $raw bytes that were taken"\n' +
    'elif [ "$(cat "$MB_WORK/status-1" 2>/dev/null)" != 0 ]; then\n' +
    'MB_WHY=\'it cannot be decompressed to its end\'\n' +
    'elif [ "$counted" != "$raw" ]; then\n' +
    'MB_WHY="it does not unpack to the $raw bytes that were taken"\n' +
    'elif [ "$(cat "$MB_WORK/status-2" 2>/dev/null)" != 0 ]; then\n' +
    'MB_WHY=$(cat "$MB_WORK/why" 2>/dev/null || echo \'it cannot be read to its end\')\n' +
    'fi\n' +
    '[ -z "$MB_WHY" ]\n' +
    '}\n' +
    'mb_read_nothing() {\n' +
    'cat >/dev/null\n' +
    '}\n',
  'script/runtime/facts.sh':
    'mb_docker() {\n' +
    'timeout "${MB_DOCKER_TIMEOUT:-60}" docker "$@"\n' +
    '}\n' +
    'mb_fact() {\n' +
    'printf \'%s\\n\' "$2" | mb_lines "$1"\n' +
    '}\n' +
    'mb_facts() {\n' +
    'mb_at_work\n' +
    'mb_facts_machine\n' +
    'mb_facts_tools\n' +
    'mb_facts_docker\n' +
    'mb_facts_application\n' +
    'mb_facts_sizes\n' +
    'mb_catalogue\n' +
    '}\n' +
    'mb_facts_machine() {\n' +
    'local at="$MB_DIR"\n' +
    'while [ ! -d "$at" ]; do at=${at%/*} && at=${at:-/}; done\n' +
    '{\n' +
    'printf \'hostname %s\\n\' "$(hostname 2>/dev/null || uname -n)"\n' +
    'sed -n \'s/^PRETTY_NAME="\\{0,1\\}\\([^"]*\\)"\\{0,1\\}$/os \\1/p\' /etc/os-release 2>/dev/null\n' +
    'printf \'user %s %s\\n\' "$(id -u)" "$(id -un)"\n' +
    'mb_free_at "$at"\n' +
    'printf \'space %s %s\\n\' "$MB_FREE" "$MB_INODES"\n' +
    '} | mb_lines hostname os user space\n' +
    '}\n' +
    'mb_facts_tools() {\n' +
    'local tool\n' +
    'for tool in awk cat cp cut date dd du find flock grep head ln mkfifo mv od openssl readlink rm sed sha256sum \\\n' +
    'sleep sort stat sync tail tar tee timeout tr $MB_COMPRESSORS; do\n' +
    'command -v "$tool" >/dev/null 2>&1 || continue\n' +
    'case " openssl tar $MB_COMPRESSORS " in\n' +
    '" $tool "*) printf \'%s %s\\n\' "$tool" "$(openssl version 2>/dev/null | head -n 1)" ;;\n' +
    '*" $tool "*) printf \'%s %s\\n\' "$tool" "$("$tool" --version 2>&1 | head -n 1)" ;;\n' +
    '*) printf \'%s\\n\' "$tool" ;;\n' +
    'esac\n' +
    'done | mb_lines tool\n' +
    '}\n' +
    'mb_facts_docker() {\n' +
    'command -v docker >/dev/null 2>&1 || return 0\n' +
    'mb_facts_volumes | mb_facts_containers\n' +
    '}\n' +
    'mb_facts_containers() {\n' +
    'local ids listed said form\n' +
    'said=$(mb_docker version --format \'{{.Client.Version}} {{.Server.Version}}\' 2>&1) || {\n' +
    'mb_fact docker-error "$(printf \'%s\' "$said" | tail -n 1)"\n' +
    'cat >/dev/null\n' +
    'return\n' +
    '}\n' +
    'mb_fact docker "$said"\n' +
    'listed=$(mb_docker ps -a --no-trunc --format \'{{.ID}} {{.Command}}\' 2>/dev/null) || mb_fact docker-error \'docker ps does not answer\'\n' +
    'ids=$(printf \'%s\\n\' "$listed" | sed -n \'s/^\\([0-9a-z]*\\) .*/\\1/p\')\n' +
    'printf \'%s\\n\' "$listed" | sed -n "$MB_HINTS" | mb_lines started\n' +
    'form=\'{"id":{{json .Id}},"name":{{json .Name}},"image":{{json .Config.Image}},"imageId":{{json .Image}},"state":{{json .State.Status}}\'\n' +
    'form="$form"\',"project":{{json (index .Config.Labels "com.docker.compose.project")}}\'\n' +
    'form="$form"\',"service":{{json (index .Config.Labels "com.docker.compose.service")}}\'\n' +
    'form="$form"\',"directory":{{json (index .Config.Labels "com.docker.compose.project.working_dir")}}\'\n' +
    'form="$form"\',"files":{{json (index .Config.Labels "com.docker.compose.project.config_files")}}\'\n' +
    'form="$form"\',"environmentFiles":{{json (index .Config.Labels "com.docker.compose.project.environment_file")}}\'\n' +
    'form="$form"\',"madeFrom":{{json (index .Config.Labels "com.docker.compose.image")}}\'\n' +
    'form="$form"\',"oneOff":{{json (index .Config.Labels "com.docker.compose.oneoff")}},"mounts":{{json .Mounts}}}\'\n' +
    'listed=$([ -z "$ids" ] || mb_docker inspect --type container --format "$form" $ids 2>/dev/null)\n' +
    '[ -n "$listed" ] || [ -z "$ids" ] || mb_fact docker-error \'docker inspect says nothing about the containers that docker ps lists\'\n' +
    '[ -z "$ids" ] || printf \'%s\\n\' "$listed" | mb_lines container\n' +
    'mb_facts_images "$(printf \'%s\\n\' "$listed" | sed -n \'s/.*"imageId":"\\(sha256:[0-9a-f]*\\)".*/\\1/p\' | sort -u)"\n' +
    'mb_lines docker-error volume size\n' +
    '}\n' +
    'mb_facts_images() {\n' +
    'local form said\n' +
    '[ -n "$1" ] || return 0\n' +
    'form=\'{{with .Config}}{"id":{{json $.Id}},"directory":{{json (index .Labels "com.docker.compose.project.working_dir")}}\'\n' +
    'form="$form"\',"files":{{json (index .Labels "com.docker.compose.project.config_files")}}\'\n' +
    'form="$form"\',"environmentFiles":{{json (index .Labels "com.docker.compose.project.environment_file")}}}{{end}}\'\n' +
    'said=$(mb_docker image inspect --format "$form" $1 2>/dev/null)\n' +
    'printf \'%s\\n\' "$said" | grep \'^{\' |\n' +
    'grep -Ev \'"directory":(null|""),"files":(null|""),"environmentFiles":(null|"")}$\' | mb_lines image\n' +
    '}\n' +
    'mb_facts_volumes() {\n' +
    'local ids said form\n' +
    'ids=$(mb_docker volume ls -q 2>/dev/null) || printf \'docker-error docker volume ls does not answer\\n\'\n' +
    '[ -n "$ids" ] || return 0\n' +
    'form=\'{"name":{{json .Name}},"driver":{{json .Driver}},"mountpoint":{{json .Mountpoint}},"kind":{{json (index .Options "type")}}\'\n' +
    'form="$form"\',"project":{{json (index .Labels "com.docker.compose.project")}}\'\n' +
    'form="$form"\',"volume":{{json (index .Labels "com.docker.compose.volume")}}}{{"\\n"}}{{.Mountpoint}}\'\n' +
    'said=$(mb_docker volume inspect --format "$form" $ids 2>/dev/null)\n' +
    '[ -n "$said" ] || printf \'docker-error docker volume inspect says nothing about the volumes that docker volume ls lists\\n\'\n' +
    'printf \'%s\\n\' "$said" | sed -n \'s/^{/volume {/p\'\n' +
    'printf \'%s\\n\' "$said" | grep \'^/\' | mb_facts_size | sed \'s/^/size /\'\n' +
    '}\n' +
    'mb_facts_size() {\n' +
    'local dir\n' +
    'while IFS= read -r dir; do [ ! -d "$dir" ] || printf \'%s\\000\' "$dir"; done | timeout 20 xargs -0 -r du -sk -- 2>/dev/null |\n' +
    'awk "$MB_AWK_ENCODED"\'{ at = index($0, "\\t"); print substr($0, 1, at) encoded(substr($0, at + 1)) }\'\n' +
    '}\n' +
    'mb_facts_application() {\n' +
    'local file kind\n' +
    '[ -d "$MB_APP" ] || return 0\n' +
    'mb_fact application "$(mb_encode "$(cd -P -- "$MB_APP" && pwd -P)")"\n' +
    'for file in "$MB_APP"/* "$MB_APP"/.[!.]* "$MB_APP"/..?*; do\n' +
    'kind=\'other\'\n' +
    'if [ -d "$file" ]; then kind=\'directory\'; elif [ -f "$file" ]; then kind=\'file\'; fi\n' +
    '[ ! -L "$file" ] || kind=link-to-$kind\n' +
    '[ -e "$file" ] || [ -L "$file" ] || continue\n' +
    'printf \'%s \' "$kind" && mb_encode "${file##*/}" && printf \'\\n\'\n' +
    'done | head -n 1000 | mb_lines file\n' +
    '}\n' +
    'mb_facts_sizes() {\n' +
    '[ -n "$MB_MEASURED" ] || return 0\n' +
    'printf \'%s\\n\' "$MB_MEASURED" | while IFS= read -r dir; do\n' +
    '[ ! -d "$dir" ] || { mb_encode "$dir" && printf \'\\n\'; }\n' +
    'done | mb_lines present\n' +
    'printf \'%s\\n\' "$MB_MEASURED" | mb_facts_size | mb_lines size\n' +
    '}\n',
  'script/runtime/formats.sh':
    'MB_FORMATS=\'zstd gzip\'\n' +
    'MB_COMPRESSORS=\'zstd pigz gzip\'\n' +
    'MB_COMPRESS_EVERYWHERE=gzip\n' +
    'mb_format_row() {\n' +
    'case $1 in\n' +
    'zstd) MB_EXTENSION=zst MB_UNPACKER=zstd MB_MEMBER=526 ;;\n' +
    'gzip) MB_EXTENSION=gz MB_UNPACKER=gzip MB_MEMBER=535 ;;\n' +
    '*) mb_unknown_format "$1" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_format() {\n' +
    'case $MB_COMPRESS in\n' +
    'zstd) echo zstd ;;\n' +
    'pigz | gzip) echo gzip ;;\n' +
    '*) mb_unknown_format "$MB_COMPRESS" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_unknown_format() {\n' +
    'mb_fail E_PREREQ "This script knows no compression \'$1\'." safe \'nothing was changed\' next \'use a version of meeshy-backup that knows it\'\n' +
    '}\n' +
    'mb_compress() {\n' +
    'case $MB_COMPRESS in\n' +
    'zstd) zstd -q -c -T0 -1 ;;\n' +
    'pigz) pigz -c -6 ;;\n' +
    'gzip) gzip -c -4 ;;\n' +
    '*) mb_unknown_format "$MB_COMPRESS" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_uses_one_core() {\n' +
    'case $MB_COMPRESS in\n' +
    'gzip) return 0 ;;\n' +
    'zstd | pigz) return 1 ;;\n' +
    '*) mb_unknown_format "$MB_COMPRESS" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_decompress_as() {\n' +
    'case $1 in\n' +
    'zstd) zstd -q -d -c ;;\n' +
    'gzip) gzip -d -c ;;\n' +
    '*) mb_unknown_format "$1" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_decompress() {\n' +
    'mb_decompress_as "$(mb_format)"\n' +
    '}\n' +
    'mb_stored_member() {\n' +
    'local size="${1:-512}"\n' +
    'cat >"$MB_WORK/block"\n' +
    'case $(mb_format) in\n' +
    'zstd)\n' +
    'printf \'\\050\\265\\057\\375\\144\'\n' +
    'mb_little 2 $((size - 256))\n' +
    'mb_little 3 $((size * 8 + 1))\n' +
    'cat "$MB_WORK/block"\n' +
    'zstd -q -c <"$MB_WORK/block" | tail -c 4\n' +
    ';;\n' +
    'gzip)\n' +
    'printf \'\\037\\213\\010\\000\\000\\000\\000\\000\\000\\003\\001\'\n' +
    'mb_little 2 "$size"\n' +
    'mb_little 2 $((65535 - size))\n' +
    'cat "$MB_WORK/block"\n' +
    'gzip -c <"$MB_WORK/block" | tail -c 8\n' +
    ';;\n' +
    '*) mb_unknown_format "$MB_COMPRESS" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_little() {\n' +
    'local left="$1" rest="$2"\n' +
    'while [ "$left" -gt 0 ]; do\n' +
    'printf "\\\\$((rest / 64 % 4))$((rest / 8 % 8))$((rest % 8))"\n' +
    'rest=$((rest / 256)) left=$((left - 1))\n' +
    'done\n' +
    '}\n' +
    'mb_stored_length() {\n' +
    'local MB_EXTENSION MB_UNPACKER MB_MEMBER\n' +
    'mb_format_row "$(mb_format)"\n' +
    'echo "$MB_MEMBER"\n' +
    '}\n',
  'script/runtime/general.sh':
    'mb_general() {\n' +
    'local file=\'\' name directory\n' +
    'MB_GENERAL="sh $(mb_typed "$0")"\n' +
    'mb_runbook_ground\n' +
    'case ${1:-} in\n' +
    '-h | --help) mb_general_help && exit 0 ;;\n' +
    '--dir)\n' +
    '[ $# -gt 1 ] || mb_refuse E_INPUT \'--dir needs a directory.\'\n' +
    'mb_directory_is "$2"\n' +
    'shift 2\n' +
    ';;\n' +
    '--dir=*) mb_directory_is "${1#*=}" && shift ;;\n' +
    'esac\n' +
    'case ${1:-} in\n' +
    '--list) mb_directory_if_any && mb_general_list && exit 0 ;;\n' +
    '-* | \'\') file=$(mb_general_ask) || exit "$(mb_exit_of E_INPUT)" ;;\n' +
    '*) file=$1 && shift ;;\n' +
    'esac\n' +
    'case $file in\n' +
    '*/*) directory=${file%/*}/ name=${file##*/} ;;\n' +
    '*) directory=$MB_DIR name=$file ;;\n' +
    'esac\n' +
    'mb_directory_is "$(cd -P -- "$directory" 2>/dev/null && pwd -P)"\n' +
    '[ -n "$MB_DIR" ] || mb_refuse E_NOT_FOUND "There is no directory $directory." next "$MB_GENERAL --dir DIRECTORY"\n' +
    'name=${name%%.tar.*}\n' +
    'mb_archive_of "$name" || mb_refuse E_NOT_FOUND "There is no backup $name in $MB_DIR." next "$MB_GENERAL --list"\n' +
    'mb_enter_directory\n' +
    'if [ -f "$MB_AT/.meta/$name.restore.sh" ]; then\n' +
    'MB_LINE="$MB_AT/.meta/$name.restore.sh"\n' +
    '[ -z "$MB_BEHIND" ] || { SUDO_UID=$MB_BEHIND && export SUDO_UID; }\n' +
    'exec sh "$MB_LINE" "$@" 3>&- 4>&-\n' +
    'fi\n' +
    'if mb_general_is_old "$name"; then mb_general_old "$MB_FOUND" "$@"; else mb_general_new "$name" "$@"; fi\n' +
    '}\n' +
    'mb_general_is_old() {\n' +
    'case $1 in pre-update-*) ;; *) return 1 ;; esac\n' +
    '[ ! -e "$MB_AT/.meta/$1.json" ] || grep -q \'^{"schema":1,"kind":"old-format"\' "$MB_AT/.meta/$1.json"\n' +
    '}\n' +
    'mb_general_new() {\n' +
    'local name="$1" manifest="$MB_AT/.meta/$1.json" from\n' +
    'shift\n' +
    '[ -f "$manifest" ] ||\n' +
    'mb_refuse E_NOT_FOUND "$name has no manifest ($(mb_shown "$manifest")), so it is not known to be whole." \\\n' +
    'next \'by hand: docs/restore.md\'\n' +
    '[ -n "$MB_RUNBOOK_FOR" ] ||\n' +
    'mb_refuse E_NOT_FOUND \\\n' +
    '"$name has no runbook, and this script was printed where nothing ran that could be restored." \\\n' +
    'next \'print it again (meeshy-backup script restore); or by hand: docs/restore.md\'\n' +
    'from=$(mb_general_origin <"$manifest")\n' +
    '[ "${from:-$MB_RUNBOOK_APP}" = "$MB_RUNBOOK_APP" ] ||\n' +
    'mb_refuse E_INPUT "$name is of the application in $from, and this script is for $MB_RUNBOOK_APP."\n' +
    'MB_SOURCE_NAME=$name MB_SOURCE_FILE=${MB_FOUND##*/} MB_RUNBOOK_DIR=$MB_DIR\n' +
    'MB_SOURCE_BYTES=$(mb_general_field archive bytes) MB_SOURCE_COMPRESSION=$(mb_general_field archive compression)\n' +
    'MB_SOURCE_TIME=$(mb_general_field head time)\n' +
    'MB_SOURCE_SHA256=$(mb_general_field archive sha256) MB_ALL_ROWS=$(mb_general_rows <"$manifest")\n' +
    'mb_general_prove\n' +
    'MB_ROWS=$(printf \'%s\\n\' "$MB_ALL_ROWS" | awk -F \'\\t\' -v known=" $MB_RUNBOOK_FOR " \'index(known, " " $1 " ")\')\n' +
    'MB_RUNBOOK_WITHOUT=$(printf \'%s\\n\' "$MB_ALL_ROWS" | awk -F \'\\t\' -v known=" $MB_RUNBOOK_FOR " \'\n' +
    '!index(known, " " $1 " ") { print $1 ": it was not there when this script was printed" }\' | mb_restorable_lines)\n' +
    'case $MB_SOURCE_BYTES$MB_SOURCE_TIME in *[!0-9]* | \'\') MB_ROWS=\'\' ;; esac\n' +
    '[ -n "$MB_ROWS" ] ||\n' +
    'mb_refuse E_VERIFY "The manifest of $name cannot be understood, or holds nothing that this script puts back." \\\n' +
    'next \'by hand: docs/restore.md\'\n' +
    'mb_runbook "$@"\n' +
    '}\n' +
    'mb_general_prove() {\n' +
    'local MB_WORK MB_SOURCE="$MB_FOUND" MB_NAME="$MB_SOURCE_NAME" MB_TIME="$MB_SOURCE_TIME" MB_COMPRESS="$MB_SOURCE_COMPRESSION"\n' +
    'local same=\'\'\n' +
    'case $MB_SOURCE_BYTES/$MB_SOURCE_TIME in\n' +
    '*[!0-9/]* | /* | */) mb_refuse E_VERIFY "The manifest of $name cannot be understood." next \'by hand: docs/restore.md\' ;;\n' +
    'esac\n' +
    'MB_WORK=$(mktemp -d) || mb_refuse E_PREREQ \'There is no room for temporary files (TMPDIR).\'\n' +
    'if mb_own_table && [ "$(mb_general_acted <"$manifest")" = "$(mb_general_acted <"$MB_WORK/table-found")" ]; then\n' +
    'MB_SOURCE_TABLE=$(cat "$MB_WORK/table-found") same=1\n' +
    'fi\n' +
    'rm -rf -- "$MB_WORK"\n' +
    '[ -n "$same" ] || mb_unvouched \'the time, the application, or a component with its place in the archive\'\n' +
    '}\n' +
    'mb_general_acted() {\n' +
    'tee "$MB_WORK/acted" | mb_general_rows | cut -f 1-7\n' +
    'mb_general_origin <"$MB_WORK/acted"\n' +
    'sed -n \'s/^{"schema":1,"kind":"backup","name":"[^"]*","runId":"[^"]*","sequence":[0-9]*,"prefix":"[^"]*","time":\\([0-9]*\\),.*/\\1/p\' \\\n' +
    '"$MB_WORK/acted"\n' +
    '}\n' +
    'mb_general_origin() {\n' +
    'tr \'{\' \'\\n\' | sed -n \'s/^"name":"[^"]*","appDir":"\\([^"]*\\)"}.*/\\1/p\' | head -n 1\n' +
    '}\n' +
    'mb_general_field() {\n' +
    'tr \'{\' \'\\n\' <"$manifest" | awk -v part="$1" -v key="$2" \'\n' +
    '(part == "archive" ? /^"file":/ : /^"schema":/) && match($0, "\\"" key "\\":\\"?[a-z0-9]+") {\n' +
    'text = substr($0, RSTART, RLENGTH); sub(/.*:"?/, "", text); print text; exit }\'\n' +
    '}\n' +
    'mb_general_rows() {\n' +
    'tr \'{\' \'\\n\' | awk -v OFS=\'\\t\' \'\n' +
    'function text(key) {\n' +
    'return match($0, "\\"" key "\\":\\"[^\\"]*\\"") ? substr($0, RSTART + length(key) + 4, RLENGTH - length(key) - 5) : ""\n' +
    '}\n' +
    'function number(key) { return match($0, "\\"" key "\\":[0-9]+") ? substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3) : "" }\n' +
    '/^"name":"[^"\\\\]*","path":"/ {\n' +
    'row = text("name") OFS text("path") OFS number("rawBytes") OFS number("offset")\n' +
    'row = row OFS number("length") OFS text("sha256") OFS text("consistency")\n' +
    'getline\n' +
    'sub(/}.*/, ""); gsub(/"/, ""); gsub(/:/, "="); gsub(/,/, " ")\n' +
    'print row, $0 ~ /^([a-z]+=[0-9]+( |$))*$/ ? $0 : "" }\'\n' +
    '}\n' +
    'mb_general_names() {\n' +
    'local file name\n' +
    'for file in "$MB_AT"/*.tar.*; do\n' +
    'name=${file##*/} name=${name%%.tar.*}\n' +
    'case $name in\n' +
    '*[!A-Za-z0-9_-]* | \'\') continue ;;\n' +
    'esac\n' +
    '[ ! -f "$file" ] || [ -L "$file" ] || printf \'%s %s\\n\' "${name##*-}" "$name"\n' +
    'done | sort -ru | cut -d \' \' -f 2\n' +
    '}\n' +
    'mb_general_list() {\n' +
    'local name manifest n=0 proven\n' +
    'for name in $(mb_general_names); do\n' +
    'mb_archive_of "$name" || continue\n' +
    'n=$((n + 1))\n' +
    'manifest="$MB_AT/.meta/$name.json"\n' +
    'proven=\'no manifest\'\n' +
    '[ ! -f "$manifest" ] || proven=$(mb_general_field head verified)\n' +
    '! mb_general_is_old "$name" || proven=\'old format\'\n' +
    'printf \'%4d  %-30s %-8s %-12s %s\\n\' "$n" "$name" "$(mb_amount "$(mb_size "$MB_FOUND")")" "$proven" \\\n' +
    '"$([ ! -f "$manifest" ] || mb_general_rows <"$manifest" | cut -f 1 | mb_restorable_lines | sed \'s,^volumes/,,\' | tr \'\\n\' \' \')" >&3\n' +
    'done\n' +
    '[ "$n" -gt 0 ] || mb_say "There are no backups in $MB_DIR."\n' +
    '}\n' +
    'mb_general_ask() {\n' +
    'local said=\'\' names\n' +
    'mb_general_list\n' +
    'names=$(mb_general_names)\n' +
    '[ -n "$names" ] || exit 1\n' +
    'printf \'Which one? A number, 1 is the newest: \' >&3\n' +
    'IFS= read -r said || :\n' +
    'case $said in\n' +
    '\'\' | *[!0-9]*) names=\'\' ;;\n' +
    '*) names=$(printf \'%s\\n\' "$names" | sed -n "${said}p") ;;\n' +
    'esac\n' +
    '[ -n "$names" ] || mb_refuse E_INPUT \'No backup was chosen.\' next \'type the number in front of a backup\'\n' +
    'printf \'%s\\n\' "$names"\n' +
    '}\n' +
    'mb_general_help() {\n' +
    'cat >&3 <<END\n' +
    '$MB_GENERAL [--dir DIRECTORY] [FILE or NAME] [component...] [flags]\n' +
    '\n' +
    'Puts a backup back on this machine: the one that is named, or the one that is chosen from the list. It shows what it\n' +
    'will do, and changes nothing before OUI is typed. It needs sh, docker, tar and the decompressor; no Node, no network.\n' +
    '\n' +
    '  --list                the backups in $MB_DIR\n' +
    '  --dir DIRECTORY       backups that lie elsewhere\n' +
    '  everything else       goes to the script of that very backup: $MB_GENERAL NAME --help\n' +
    '\n' +
    'Exit codes\n' +
    'END\n' +
    'mb_exit_codes >&3\n' +
    '}\n',
  'script/runtime/health.sh':
    'mb_health() {\n' +
    'local n=0 first=\'\' now until\n' +
    '[ -f "$MB_WORK/held" ] || return 0\n' +
    'mb_now\n' +
    'until=$((MB_NOW + ${MB_HEALTH_TIMEOUT:-120} * 1000))\n' +
    'while :; do\n' +
    'now=$(mb_health_now)\n' +
    'case $now in\n' +
    '*\' exited \'* | *\' dead \'*) [ "$n" -lt 3 ] || mb_unhealthy "$now" ;;\n' +
    '*\' restarting \'* | *unhealthy* | *starting*) ;;\n' +
    '*)\n' +
    '[ "$now" != "$first" ] || break\n' +
    'first=$now\n' +
    ';;\n' +
    'esac\n' +
    'n=$((n + 1))\n' +
    'mb_now\n' +
    '[ "$n" -lt "${MB_HEALTH_TIMEOUT:-120}" ] && [ "$MB_NOW" -lt "$until" ] || mb_unhealthy "$now"\n' +
    'sleep 1\n' +
    'done\n' +
    'mb_phase healthy\n' +
    '}\n' +
    'mb_health_now() {\n' +
    'local how name state\n' +
    'while read -r how name; do\n' +
    '! grep -qsxF -- "$name" "$MB_WORK/unsteady" || continue\n' +
    'state=\'{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{.RestartCount}}\'\n' +
    'state=$(mb_docker inspect -f "$state" "$name" 2>&1 </dev/null)\n' +
    'case $state in\n' +
    '\'running starting \'*) ! mb_probe "$name" || state="running healthy ${state##* }" ;;\n' +
    'esac\n' +
    'printf \'%s %s\\n\' "$name" "$state"\n' +
    'done <"$MB_WORK/held"\n' +
    '}\n' +
    'mb_probe() {\n' +
    'local test kind words name="$1"\n' +
    '! grep -qsxF -- "$name" "$MB_WORK/hanging" || return 1\n' +
    'test=\'{{len .Config.Healthcheck.Test}}{{range .Config.Healthcheck.Test}}{{"\\n"}}{{.}}{{end}}\'\n' +
    'test=$(mb_docker inspect -f "$test" "$name" 2>/dev/null </dev/null) || return 1\n' +
    'words=${test%%"$MB_NEWLINE"*} test=${test#*"$MB_NEWLINE"}\n' +
    'kind=${test%%"$MB_NEWLINE"*} test=${test#*"$MB_NEWLINE"}\n' +
    'case $kind in\n' +
    'CMD-SHELL) set -- sh -c "$test" ;;\n' +
    'CMD)\n' +
    'set -f\n' +
    'IFS=$MB_NEWLINE\n' +
    'set -- $test\n' +
    'unset IFS\n' +
    'set +f\n' +
    '[ $(($# + 1)) = "$words" ] || return 1\n' +
    ';;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    'timeout 10 docker exec "$name" "$@" </dev/null >/dev/null 2>&1\n' +
    'case $? in\n' +
    '0) ;;\n' +
    '124 | 137 | 143)\n' +
    'printf \'%s\\n\' "$name" >>"$MB_WORK/hanging"\n' +
    'return 1\n' +
    ';;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_unhealthy() {\n' +
    'mb_fail E_RESTORE "Not every container is healthy with what was restored." \'They are\' "$1" \\\n' +
    'next \'look at their logs (docker logs), and restore another backup\'\n' +
    '}\n',
  'script/runtime/journal.sh':
    'mb_journal() {\n' +
    'local n=0\n' +
    'mkdir -p "$MB_WORK/journal"\n' +
    'while [ -e "$MB_WORK/journal/$(printf %04d "$n")" ]; do n=$((n + 1)); done\n' +
    'MB_ENTRY="$MB_WORK/journal/$(printf %04d "$n")"\n' +
    'mb_line_of "$@" && printf \'%s\\n\' "$MB_UNDO_LINE" >"$MB_WORK/entry" && mb_sync "$MB_WORK/entry" &&\n' +
    'mv -T -- "$MB_WORK/entry" "$MB_ENTRY" && mb_sync "$MB_WORK/journal" ||\n' +
    'mb_fail E_PUBLISH "The journal could not be written in $MB_DIR." safe \'nothing was stopped or changed\'\n' +
    'mb_phase journaled\n' +
    '}\n' +
    'mb_line_of() {\n' +
    'local word\n' +
    'MB_UNDO_LINE=$1\n' +
    'shift\n' +
    'for word in "$@"; do\n' +
    'word=$(mb_encode "$word") && [ -n "$word" ] || return 1\n' +
    'MB_UNDO_LINE="$MB_UNDO_LINE $word"\n' +
    'done\n' +
    '}\n' +
    'mb_leftover() {\n' +
    'mb_line_of "$@" && printf \'%s\\n\' "$MB_UNDO_LINE" >>"$MB_WORK/leftovers" || mb_unwritable "$MB_WORK"\n' +
    '}\n' +
    'mb_recover() {\n' +
    'local dir file name final\n' +
    'for dir in "$MB_AT"/.work/*/; do\n' +
    '[ -d "$dir" ] || continue\n' +
    'dir=${dir%/}\n' +
    'MB_MARK=${dir##*/.work/}\n' +
    'mb_end_processes 0 $$ || :\n' +
    'MB_MARK=$MB_RUN\n' +
    'final=false\n' +
    '[ ! -f "$dir/forward" ] || final=true\n' +
    'if mb_finish "$dir"; then mb_remove_work "$dir" || continue; else\n' +
    'mb_warn_unfinished "$dir"\n' +
    '[ ! -e "$dir/journal/ordered" ] || mb_emit unrecovered run "${dir##*/}"\n' +
    '[ "$final" = true ] && [ ! -e "$dir/journal/ordered" ] || continue\n' +
    'fi\n' +
    'mb_emit recovered run "${dir##*/}" final? "$final"\n' +
    'mb_say "  cleaned up after the run ${dir##*/}, which had died"\n' +
    'done\n' +
    'mb_forget_detached\n' +
    'mb_drill_sweep\n' +
    'rm -f -- "$MB_AT"/.work/.probe-* "$MB_AT"/.meta/.probe-*\n' +
    'for file in "$MB_AT"/.meta/*.json; do\n' +
    'name=${file##*/} name=${name%.json}\n' +
    '[ -e "$file" ] && ! mb_archive_of "$name" && rm -f -- "$file" "$MB_AT/.meta/$name.restore.sh"\n' +
    'done\n' +
    'for file in "$MB_AT"/.meta/*.restore.sh; do\n' +
    'name=${file##*/} name=${name%.restore.sh}\n' +
    '[ ! -e "$file" ] || [ -e "$MB_AT/.meta/$name.json" ] || mb_archive_of "$name" || rm -f -- "$file"\n' +
    'done\n' +
    'mkdir "$MB_WORK" && mkdir "$MB_WORK/journal" && true >"$MB_WORK/warnings" && true >"$MB_WORK/contents" || mb_unwritable "$MB_AT/.work"\n' +
    '}\n' +
    'mb_warn_unfinished() {\n' +
    '[ ! -f "$1/forward" ] ||\n' +
    'mb_warn leftovers \\\n' +
    '"What the restore of the run ${1##*/} replaced could not all be removed, and the next run tries again: $MB_UNDONE."\n' +
    '}\n',
  'script/runtime/json.sh':
    'MB_AWK_JSON=\'\n' +
    'function json_text(text,   at, byte) {\n' +
    'gsub(/["\\\\]/, "\\\\\\\\&", text)\n' +
    'if (text ~ /[\\001-\\037\\177]/)\n' +
    'for (at = 1; at < 128; at = at == 31 ? 127 : at + 1) {\n' +
    'byte = sprintf("%c", at)\n' +
    'if (index(text, byte)) gsub(byte, sprintf("\\\\u%04x", at), text)\n' +
    '}\n' +
    'return "\\"" text "\\""\n' +
    '}\n' +
    'function json_number(text) {\n' +
    'if (text ~ /^(0|-?[1-9][0-9]*)$/) return text ""\n' +
    'json_refused = 1\n' +
    'exit 1\n' +
    '}\n' +
    'function json_add(fields, key, value) { return fields (fields == "" ? "" : ",") json_text(key) ":" value }\n' +
    'function json_item(items, value) { return items (items == "" ? "" : ",") value }\n' +
    'function json_object(fields) { return "{" fields "}" }\n' +
    'function json_list(items) { return "[" items "]" }\n' +
    '\'\n' +
    'mb_json_text() {\n' +
    'case $1 in\n' +
    '*[!\\ -~]* | *\\"* | *\\\\*)\n' +
    'MB_TEXT=$(printf \'%s.\' "$1" | awk "$MB_AWK_JSON"\'\n' +
    '{ text = NR > 1 ? text "\\n" $0 : $0 }\n' +
    'END { printf "%s", json_text(substr(text, 1, length(text) - 1)) }\')\n' +
    ';;\n' +
    '*) MB_TEXT="\\"$1\\"" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_json() {\n' +
    'local MB_TEXT\n' +
    'mb_json_text "$1"\n' +
    'printf \'%s\' "$MB_TEXT"\n' +
    '}\n' +
    'mb_object() {\n' +
    'local fields=\'\'\n' +
    'while [ $# -gt 1 ]; do\n' +
    'case $1 in\n' +
    '@) fields="$fields${2:+,$2}" ;;\n' +
    '*@) fields="$fields,\\"${1%@}\\":$2" ;;\n' +
    '*\'#\')\n' +
    'mb_is_number "$2" || mb_fail E_UNKNOWN "The number ${1%?} is not known: it is \'$(mb_cap "$2")\'."\n' +
    'fields="$fields,\\"${1%?}\\":$2"\n' +
    ';;\n' +
    '*\'?\')\n' +
    'case $2 in\n' +
    'true | false) fields="$fields,\\"${1%?}\\":$2" ;;\n' +
    '*) mb_fail E_UNKNOWN "It is not known whether ${1%?} is true or false: it is \'$(mb_cap "$2")\'." ;;\n' +
    'esac\n' +
    ';;\n' +
    '*)\n' +
    'mb_json_text "$2"\n' +
    'fields="$fields,\\"$1\\":$MB_TEXT"\n' +
    ';;\n' +
    'esac\n' +
    'shift 2\n' +
    'done\n' +
    'MB_JSON="{${fields#,}}"\n' +
    '}\n' +
    'mb_is_number() {\n' +
    'case ${1#-} in\n' +
    '0) [ "$1" = 0 ] ;;\n' +
    '\'\' | 0* | *[!0-9]*) return 1 ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_is_json() {\n' +
    'local text value\n' +
    'text=$(printf \'\\001\') value=$(printf \'\\002\')\n' +
    'case $(sed -E -e \'s/[[:cntrl:]]/!/g\' \\\n' +
    '-e "s/\\"([^\\"\\\\\\\\]|\\\\\\\\([\\"\\\\\\\\/bfnrt]|u[0-9A-Fa-f]{4}))*\\"/$text/g" \\\n' +
    '-e "s/(^|[:,[])(-?(0|[1-9][0-9]*)(\\\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null)/\\\\1$value/g" \\\n' +
    '-e \':again\' -e "s/\\\\[([$text$value](,[$text$value])*)?\\\\]|\\\\{($text:[$text$value](,$text:[$text$value])*)?\\\\}/$value/g" \\\n' +
    '-e \'t again\') in\n' +
    '"$text" | "$value") ;;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_list() {\n' +
    'local items=\'\'\n' +
    'while [ $# -gt 0 ]; do\n' +
    'items="$items,$1"\n' +
    'shift\n' +
    'done\n' +
    'MB_JSON="[${items#,}]"\n' +
    '}\n' +
    'mb_emit() {\n' +
    'local MB_JSON MB_TEXT\n' +
    '[ "$MB_CLIENT" != 0 ] || return 0\n' +
    'mb_object type "$@"\n' +
    'mb_event "$MB_JSON"\n' +
    '}\n',
  'script/runtime/lanes.sh':
    'mb_choose_lanes() {\n' +
    'MB_LANES=1\n' +
    'mb_uses_one_core && [ "$(printf 12 | dd bs=2 count=1 iflag=fullblock 2>/dev/null)" = 12 ] || return 0\n' +
    'mb_space\n' +
    '[ "$MB_FREE" -ge $((MB_MIN_FREE + 1073741824)) ] || return 0\n' +
    'MB_LANES=$(nproc 2>/dev/null || grep -c \'^processor\' /proc/cpuinfo) || MB_LANES=1\n' +
    '[ "$MB_LANES" -le 8 ] || MB_LANES=8\n' +
    '}\n' +
    'mb_compress_much() {\n' +
    'if [ "${MB_LANES:-1}" -gt 1 ] && mb_uses_one_core; then mb_compress_in_lanes; else mb_compress; fi\n' +
    '}\n' +
    'mb_compress_in_lanes() {\n' +
    'local lanes="$MB_WORK/lanes" piece=0 next=0\n' +
    'rm -rf -- "$lanes" && mkdir "$lanes" || return 1\n' +
    'while :; do\n' +
    'dd bs=1048576 count=8 iflag=fullblock of="$lanes/$piece" 2>"$lanes/said" || {\n' +
    'cat "$lanes/said" >&2\n' +
    'return 1\n' +
    '}\n' +
    '[ -s "$lanes/$piece" ] || [ "$piece" = 0 ] || break\n' +
    'mb_compress <"$lanes/$piece" >"$lanes/$piece.done" &\n' +
    'eval "lane_$((piece % 16))=$!"\n' +
    'piece=$((piece + 1))\n' +
    '[ $((piece - next)) -le "$MB_LANES" ] || { mb_give_piece "$next" && next=$((next + 1)); } || return 1\n' +
    'done\n' +
    'while [ "$next" -lt "$piece" ]; do\n' +
    'mb_give_piece "$next" || return 1\n' +
    'next=$((next + 1))\n' +
    'done\n' +
    'rm -rf -- "$lanes"\n' +
    '}\n' +
    'mb_give_piece() {\n' +
    'eval "wait \\"\\$lane_$(($1 % 16))\\"" && cat -- "$lanes/$1.done" && rm -f -- "$lanes/$1" "$lanes/$1.done"\n' +
    '}\n',
  'script/runtime/metadata.sh':
    'mb_record_metadata() {\n' +
    'printf \'Backup          %s\\nTaken           %s UTC\\nServer          %s\\nApplication     %s\\nScope           %s\\n%s\\n\' \\\n' +
    '"$MB_NAME" "$(date -d "@$MB_TIME" \'+%Y-%m-%d %H:%M:%S\')" "$(uname -n)" "$MB_APP" "$MB_SCOPE" "$MB_CONTEXT"\n' +
    'printf \'\\nComponents (bytes before and after compression)\\n\'\n' +
    'awk -F \'\\t\' \'{ printf "  %-40s %14s %14s  %s  %s\\n", $1, $3, $5, $8, $9 }\' "$MB_WORK/components"\n' +
    'printf \'\\nWarnings\\n\'\n' +
    'awk -F \'\\t\' \'{ printf "  %s (%s): %s\\n", $2, $1, $3 }\' "$MB_WORK/warnings"\n' +
    'command -v docker >/dev/null 2>&1 || return 0\n' +
    '{ mb_docker volume ls --format \'  {{.Name}}\t{{.Driver}}\' || printf \'  Docker does not say.\\n\'; } | {\n' +
    'printf \'\\nRunning containers and their images\\n\'\n' +
    'mb_docker ps --format \'  {{.Names}}\t{{.Image}}\t{{.Status}}\' || printf \'  Docker does not say.\\n\'\n' +
    'printf \'\\nVolumes\\n\'\n' +
    'cat\n' +
    '}\n' +
    '}\n',
  'script/runtime/place.sh':
    'mb_mounted() {\n' +
    'mb_mounted_by -aq >"$MB_WORK/mounted" && mb_mounted_by -q >"$MB_WORK/mounted-now" || mb_unwritable "$MB_WORK"\n' +
    '}\n' +
    'mb_mounted_by() {\n' +
    'local ids at\n' +
    'ids=$(mb_docker ps "$1" 2>/dev/null) && [ -n "$ids" ] || return 0\n' +
    'mb_docker inspect --type container -f \'{{range .Mounts}}{{if .RW}}{{println .Source}}{{end}}{{end}}\' $ids 2>/dev/null |\n' +
    'while IFS= read -r at; do\n' +
    'case $at in /?*) printf \'%s\\n\' "$at" && readlink -f -- "$at" ;; esac\n' +
    'done | sort -u\n' +
    '}\n' +
    'mb_place() {\n' +
    'local path place\n' +
    '[ -f "$MB_WORK/mounted" ] || { printf \'%s\' "$1" && return; }\n' +
    'path=$(mb_encode "$1")\n' +
    'place=$(awk -v path="$path" \'$1 == path { print $2; exit }\' "$MB_WORK/places" 2>/dev/null)\n' +
    '[ -n "$place" ] || {\n' +
    'place=$(mb_encode "$(mb_place_now "$1")")\n' +
    'printf \'%s %s\\n\' "$path" "$place" >>"$MB_WORK/places" || mb_unwritable "$MB_WORK"\n' +
    '}\n' +
    'mb_decode "$place"\n' +
    'printf \'%s\' "$MB_DECODED"\n' +
    '}\n' +
    'mb_place_now() {\n' +
    'local at=\'\' rest="${1#/}"\n' +
    'case $1 in *//*) rest= ;; esac\n' +
    'while case $rest in */*) ;; *) false ;; esac do\n' +
    'at=$at/${rest%%/*} rest=${rest#*/}\n' +
    'grep -qxF -- "$(readlink -f -- "$at")" "$MB_WORK/mounted" || continue\n' +
    'printf \'%s//%s\' "$at" "$rest"\n' +
    'return\n' +
    'done\n' +
    'printf \'%s\' "$1"\n' +
    '}\n' +
    'mb_enter_place() {\n' +
    'local rest="${1%/*}/" at step\n' +
    'case $1 in\n' +
    '*//*) rest=${rest#*//} ;;\n' +
    '*)\n' +
    'if [ -n "${2:-}" ]; then mb_enter_made "$rest"; else mb_enter "$rest"; fi\n' +
    'return\n' +
    ';;\n' +
    'esac\n' +
    'if [ -n "${2:-}" ]; then mb_enter_made "${1%%//*}/"; else mb_enter "${1%%//*}/"; fi || return 1\n' +
    'while [ -n "${rest%/}" ]; do\n' +
    'step=${rest%%/*} rest=${rest#*/} at=$MB_ENTERED\n' +
    'MB_WHY="$step is not a directory in $at, or is a link"\n' +
    '[ -z "${2:-}" ] || mkdir -- "./$step" 2>/dev/null\n' +
    'cd -P -- "./$step" 2>/dev/null && mb_stand && [ "$MB_ENTERED" = "${at%/}/$step" ] || return 1\n' +
    'done\n' +
    '}\n' +
    'mb_where() (\n' +
    'mb_enter_place "$1" || {\n' +
    'printf \'%s cannot be entered: %s\\n\' "${1%/*}/" "$MB_WHY" >&2\n' +
    'exit 1\n' +
    '}\n' +
    'shift\n' +
    '"$@"\n' +
    ')\n' +
    'mb_cover() {\n' +
    'local at="$MB_ENTERED"\n' +
    'mb_unlinked "$1"\n' +
    'mkdir -m 700 -- "./$1" 2>/dev/null\n' +
    'cd -P -- "./$1" && mb_stand && [ "$MB_ENTERED" = "${at%/}/$1" ] || return 1\n' +
    'case $(stat -c \'%u %a\' .) in\n' +
    '"$(id -u) "*700) ;;\n' +
    '*) mb_is_ours "$(stat -c \'%u %a\' .)" && mb_is_ours "$(stat -c \'%u %a\' ..)" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_beside() {\n' +
    'local place="$1"\n' +
    'shift\n' +
    'mb_covered "$place" new "$MB_RUN" "$@"\n' +
    '}\n' +
    'mb_covered() (\n' +
    'cover="$(mb_cover_of "$1").meeshy-$2-$3"\n' +
    'mb_enter_place "$cover" && mb_cover "${cover##*/}" || {\n' +
    'printf \'%s cannot be made or entered, or something else is in its place\\n\' "$cover" >&2\n' +
    'exit 1\n' +
    '}\n' +
    'shift 3\n' +
    '"$@"\n' +
    ')\n' +
    'mb_cover_of() {\n' +
    'local root="${1%%//*}"\n' +
    'case $1 in\n' +
    '*//*)\n' +
    'if [ -w "${root%/*}/" ] && { [ ! -d "$root" ] || { ! mb_is_mounted "$root" &&\n' +
    '[ "$(stat -c %d -- "$root/.")" = "$(stat -c %d -- "${root%/*}/.")" ]; }; }; then\n' +
    'printf \'%s.%s\' "$root" "$(printf %s "$1" | cksum | tr \' \' -)"\n' +
    'return\n' +
    'fi\n' +
    ';;\n' +
    'esac\n' +
    'printf \'%s\' "$1"\n' +
    '}\n' +
    'mb_uncover() {\n' +
    'local cover\n' +
    'cover="$(mb_cover_of "$1").meeshy-$2-$3"\n' +
    'mb_where "$cover" rmdir -- "./${cover##*/}"\n' +
    '}\n' +
    'mb_discard() {\n' +
    '[ -d "${1%/*}/" ] || return 0\n' +
    'mb_covered "$1" gone "$2" mb_discard_here "$1" "$3" && mb_uncover "$1" gone "$2"\n' +
    '}\n' +
    'mb_discard_here() {\n' +
    'exec 6<.\n' +
    'rm -rf -- ./gone && mb_enter_place "$1" || return 1\n' +
    'mb_is_here "$2" || return 0\n' +
    'mv -T -- "./$2" /proc/self/fd/6/gone && cd -P /proc/self/fd/6 && rm -rf -- ./gone\n' +
    '}\n' +
    'mb_is_here() {\n' +
    '[ -e "./$1" ] || [ -L "./$1" ]\n' +
    '}\n' +
    'mb_unlinked() {\n' +
    '[ ! -L "./$1" ] || rm -f -- "./$1"\n' +
    '}\n',
  'script/runtime/processes.sh':
    'mb_ours() {\n' +
    'local root="$1" found pid n=0\n' +
    'shift\n' +
    'until found=$(\n' +
    'unset MB_RUN\n' +
    'found=$(grep -lsz "^MB_RUN=$MB_MARK\\$" /proc/[0-9]*/environ 2>/dev/null | sed \'s,^/proc/\\([0-9]*\\)/.*,\\1,\' | tr \'\\n\' \' \')\n' +
    'grep -Hs -e \'^State:\' -e \'^PPid:\' /proc/[0-9]*/status | awk -F \'[/:\\t ]+\' -v root="$root" -v spared=" $* " -v marked=" $found" \'\n' +
    '$5 == "State" { state = $6 }\n' +
    '$5 == "PPid" && state != "Z" { parent[$3] = $6 }\n' +
    'END { for (p in parent) {\n' +
    'ours = index(marked, " " p " "); q = p; n = 0\n' +
    'while ((q in parent) && q != root && !index(spared, " " q " ") && n++ < 99) q = parent[q]\n' +
    'if (p != root && !index(spared, " " q " ") && (ours || root > 1 && q == root)) print p } }\'\n' +
    ') || [ "$n" = 5 ]; do n=$((n + 1)); done\n' +
    'MB_OURS=\n' +
    'for pid in $found; do\n' +
    '! kill -0 "$pid" 2>/dev/null || MB_OURS="$MB_OURS $pid"\n' +
    'done\n' +
    '}\n' +
    'mb_end_processes() {\n' +
    'local n=0 signal=TERM pause=0.02\n' +
    'while mb_ours "$@" && [ -n "$MB_OURS" ]; do\n' +
    '[ "$n" -lt 3 ] || pause=0.1\n' +
    '[ "$n" -lt 43 ] || signal=KILL\n' +
    '[ "$n" -lt 83 ] || return 1\n' +
    'kill -"$signal" $MB_OURS 2>/dev/null || :\n' +
    'sleep "$pause"\n' +
    'n=$((n + 1))\n' +
    'done\n' +
    '}\n' +
    'mb_tell() {\n' +
    'local parent\n' +
    'read -r _ _ _ parent _ </proc/self/stat && [ "$parent" = $$ ] && kill -"$1" $$ 2>/dev/null || :\n' +
    '}\n' +
    'mb_watch() {\n' +
    'local worker="$1" self\n' +
    'trap : PIPE INT HUP TERM\n' +
    'self=$(exec sh -c \'echo "$PPID"\')\n' +
    'while :; do\n' +
    'mb_listen || mb_tell USR1\n' +
    'mb_now\n' +
    '[ "$MB_NOW" -lt "$MB_DEADLINE" ] || mb_tell USR2\n' +
    'if ! kill -0 $$ 2>/dev/null; then\n' +
    'mb_let_publish "$worker"\n' +
    'mb_end_worker "$worker" "$self"\n' +
    'MB_STATUS=1\n' +
    'if mb_clean; then mb_undone 0; else mb_undone 1; fi\n' +
    'mb_is_final && mb_ended 0 && return\n' +
    '[ -n "$MB_SAID" ] ||\n' +
    'mb_failed E_UNKNOWN "The script\'s main shell was killed, so the run was stopped." \\\n' +
    'safe \'everything was put back as it was\'\n' +
    'mb_ended 1\n' +
    'return 1\n' +
    'fi\n' +
    'mb_progress || mb_tell ALRM\n' +
    'done\n' +
    '}\n' +
    'mb_let_publish() {\n' +
    'local n=0\n' +
    'while [ -e "$MB_WORK/publishing" ] && kill -0 "$1" 2>/dev/null && [ "$n" -lt 300 ]; do\n' +
    'sleep 0.1\n' +
    'n=$((n + 1))\n' +
    'done\n' +
    '}\n' +
    'mb_listen() {\n' +
    'if [ "$MB_CLIENT" != 1 ] || [ -n "${MB_DEAF:-}" ]; then\n' +
    'sleep 1 9<&-\n' +
    'return\n' +
    'fi\n' +
    '[ -n "$(timeout "$MB_HEARTBEAT" dd bs=1 count=1 2>/dev/null 9<&-)" ] && return\n' +
    'MB_DEAF=1\n' +
    'return 1\n' +
    '}\n' +
    'mb_progress() {\n' +
    'local bytes\n' +
    '[ -f "$MB_WORK/archive" ] && bytes=$(mb_size "$MB_WORK/archive" 2>/dev/null) || return 0\n' +
    'mb_emit progress bytes# "$bytes"\n' +
    'mb_space\n' +
    '[ "$MB_FREE" -ge $((MB_MIN_FREE / 4)) ]\n' +
    '}\n' +
    'mb_main() {\n' +
    'local worker watchdog code=0\n' +
    'mb_environment\n' +
    'exec 3>&1 4>&2 1>&2\n' +
    'MB_MARK=$MB_RUN\n' +
    'mb_directory_is "$MB_DIR"\n' +
    '[ "$MB_CLIENT" = 0 ] || mb_secrets ||\n' +
    'mb_fail E_PROTOCOL "The client stopped sending before its secrets arrived." safe \'nothing was run\'\n' +
    'mb_now\n' +
    'MB_BEGAN=$MB_NOW MB_DEADLINE=$((MB_NOW + MB_TIMEOUT * 1000)) MB_ENDING=\n' +
    'if [ "$MB_LOCKED" = 1 ]; then\n' +
    'mb_directory\n' +
    'exec 9<"$MB_AT"\n' +
    'else\n' +
    'mb_directory_if_any\n' +
    'fi\n' +
    '[ "${MB_SCRATCH:-0}" = 0 ] || mb_scratch\n' +
    'if [ "${MB_DETACH:-0}" = 1 ]; then\n' +
    'exec 5<&0 </dev/null 9<&-\n' +
    'mb_detach \'\'\n' +
    'mb_follow "$MB_RUN"\n' +
    'fi\n' +
    'if [ -n "${MB_FOLLOW:-}" ]; then\n' +
    'exec 5<&0 </dev/null\n' +
    'mb_follow "$MB_FOLLOW"\n' +
    'fi\n' +
    'trap \'MB_ENDING=${MB_ENDING:-E_INTERRUPTED}\' INT TERM HUP\n' +
    'trap \'MB_ENDING=${MB_ENDING:-lost}\' USR1\n' +
    'trap \'MB_ENDING=${MB_ENDING:-E_TIMEOUT}\' USR2\n' +
    'trap \'MB_ENDING=${MB_ENDING:-E_NOSPACE}\' ALRM\n' +
    'trap : PIPE\n' +
    'exec 5<&0 </dev/null\n' +
    '(\n' +
    'trap : PIPE\n' +
    'exec 5<&-\n' +
    'mb_plan\n' +
    ') &\n' +
    'worker=$!\n' +
    '(mb_watch "$worker") <&5 5<&- &\n' +
    'watchdog=$!\n' +
    '(sleep "$MB_TIMEOUT" && mb_tell USR2) 5<&- 9<&- 2>/dev/null &\n' +
    'exec 5<&-\n' +
    'mb_await "$worker" "$watchdog"\n' +
    'mb_end_processes $$ "$watchdog" || [ "$MB_STATUS" -eq 0 ] || code=1\n' +
    'mb_clean || code=1\n' +
    'mb_undone "$code"\n' +
    'mb_report_ending || code=1\n' +
    'kill -KILL "$watchdog" 2>/dev/null\n' +
    '{ wait "$watchdog"; mb_end_processes $$; } 2>/dev/null || code=1\n' +
    'mb_ended "$code"\n' +
    'exit $code\n' +
    '}\n' +
    'mb_await() {\n' +
    'MB_SAID=\n' +
    'while :; do\n' +
    'wait "$1"\n' +
    'MB_STATUS=$?\n' +
    'if ! kill -0 "$1" 2>/dev/null; then\n' +
    '[ "$MB_STATUS" -ne 1 ] || MB_SAID=1\n' +
    'return\n' +
    'fi\n' +
    '[ -z "$MB_ENDING" ] || break\n' +
    'done\n' +
    'mb_let_publish "$1"\n' +
    'mb_end_worker "$1" "$2"\n' +
    'wait "$1" 2>/dev/null\n' +
    'MB_STATUS=$?\n' +
    '}\n' +
    'mb_end_worker() {\n' +
    'kill -STOP "$1" 2>/dev/null\n' +
    'MB_SAID=\n' +
    '[ ! -d "$MB_WORK" ] || mkdir "$MB_WORK/failed" 2>/dev/null || [ ! -d "$MB_WORK/failed" ] || MB_SAID=1\n' +
    'mb_end_processes "$1" "$2" $$\n' +
    'kill -KILL "$1" 2>/dev/null\n' +
    '[ -n "$MB_SAID" ] || rmdir "$MB_WORK/failed" 2>/dev/null || :\n' +
    '}\n' +
    'mb_report_ending() {\n' +
    'local safe=\'everything was put back as it was\'\n' +
    '[ "$MB_STATUS" -ne 0 ] || return 0\n' +
    'mb_is_final && return\n' +
    '[ -z "$MB_SAID" ] || return 1\n' +
    'case $MB_ENDING in\n' +
    'lost) mb_failed E_INTERRUPTED "The client disconnected, so the run was stopped." safe "$safe" ;;\n' +
    'E_TIMEOUT)\n' +
    'mb_failed E_TIMEOUT "The run did not finish within its timeout of $MB_TIMEOUT s, so it was stopped." safe "$safe" \\\n' +
    'next \'raise timeout, or check what takes so long\'\n' +
    ';;\n' +
    'E_NOSPACE)\n' +
    'mb_failed E_NOSPACE "The disk of $MB_DIR ran low while the backup was written, so the run was stopped." \\\n' +
    'Has "$(mb_space; mb_amount "$MB_FREE") free now that the unfinished backup is removed" safe "$safe; no old backup was touched" \\\n' +
    'next "free space there, or lower min-free (now $(mb_amount "$MB_MIN_FREE"))"\n' +
    ';;\n' +
    'E_INTERRUPTED) mb_failed E_INTERRUPTED "A signal stopped the run." safe "$safe" ;;\n' +
    '*) mb_failed E_UNKNOWN "The script\'s worker ended with status $MB_STATUS." safe "$safe" ;;\n' +
    'esac\n' +
    'return 1\n' +
    '}\n' +
    'mb_clean() {\n' +
    '[ -d "$MB_WORK" ] || return 0\n' +
    '[ ! -e "$MB_WORK/journal/ordered" ] || MB_MARKED=1\n' +
    '[ ! -e "$MB_WORK/forward" ] || MB_FINAL=1\n' +
    'if mb_finish "$MB_WORK" || [ "${MB_SCRATCH:-0}" = 1 ]; then mb_remove_work "$MB_WORK"; else\n' +
    '[ ! -e "$MB_WORK/journal/ordered" ] || return 1\n' +
    'find "$MB_WORK" -mindepth 1 -maxdepth 1 ! -name journal -exec rm -rf {} +\n' +
    'return 1\n' +
    'fi\n' +
    '}\n' +
    'mb_is_final() {\n' +
    '[ -n "${MB_FINAL:-}" ] && [ -z "$MB_SAID" ] || return 1\n' +
    'mb_warn outcome-late \'The restore was final before its run was stopped: what was restored is in place.\'\n' +
    '}\n' +
    'mb_undone() {\n' +
    '[ "$MB_OPERATION" = restore ] && [ "${MB_STATUS:-1}" -ne 0 ] || return 0\n' +
    'if [ -n "${MB_FINAL:-}" ]; then mb_emit final; return; fi\n' +
    '[ -n "${MB_MARKED:-}" ] || return 0\n' +
    'if [ "$1" = 0 ]; then\n' +
    'mb_emit undone\n' +
    'mb_say \'Everything is as it was before: what the restore replaced is back, and what ran before runs.\'\n' +
    'else\n' +
    'mb_emit unrecovered run "$MB_RUN"\n' +
    'mb_say "Not everything could be put back. What was there before lies beside its place" \\\n' +
    '"(names that end in .meeshy-old-$MB_RUN) and in the safety backup."\n' +
    'mb_say "Meanwhile no old backup is removed. Remove the cause that the warning names, then: ${MB_SELF:-meeshy-backup restore} --undo"\n' +
    'fi\n' +
    '}\n',
  'script/runtime/prove.sh':
    'mb_prove_new() {\n' +
    'local hasher between stored\n' +
    'MB_BYTES=$(mb_size "$MB_WORK/archive")\n' +
    'mb_sha256 <"$MB_WORK/archive" >"$MB_WORK/whole" &\n' +
    'hasher=$!\n' +
    'mb_prove_new_between >"$MB_WORK/between" &\n' +
    'between=$!\n' +
    'true >"$MB_WORK/verified"\n' +
    'while IFS="$MB_TAB" read -r component path raw offset length sha256 rest; do\n' +
    'mb_prove_new_stored &\n' +
    'stored=$!\n' +
    'case $1 in\n' +
    'checksum) mb_prove_new_decompressed ;;\n' +
    'read | drill) mb_prove_new_read "$path" ;;\n' +
    'esac\n' +
    'wait "$stored" || exit 1\n' +
    'mb_kind "$path"\n' +
    '[ -z "$MB_CONTENTS_BY" ] || mb_range "$offset" "$length" | mb_decompress 2>/dev/null | "$MB_CONTENTS_BY" "$component" || exit\n' +
    'done <"$MB_WORK/components"\n' +
    'wait "$between" || mb_prove_new_between_failed\n' +
    'wait "$hasher" ||\n' +
    'mb_fail E_VERIFY "The archive could not be read back from $MB_DIR." \\\n' +
    'safe \'nothing was published; no old backup was touched\'\n' +
    'MB_SHA256=$(cat "$MB_WORK/whole")\n' +
    'MB_VERIFIED=$1 MB_DRILL=\n' +
    '[ "$1" != drill ] || MB_VERIFIED=\'read\'\n' +
    'case $MB_SHA256 in\n' +
    '*[!0-9a-f]* | \'\') mb_fail E_VERIFY "The archive\'s sha256 could not be taken." ;;\n' +
    'esac\n' +
    '[ "${#MB_SHA256}" = 64 ] || mb_fail E_VERIFY "The archive\'s sha256 could not be taken."\n' +
    'mb_phase verified\n' +
    '}\n' +
    'mb_unproven() {\n' +
    'mb_fail E_VERIFY "$component does not read back as it was taken: $1." \\\n' +
    'Archive "bytes $offset to $((offset + length)) of the new archive" \\\n' +
    'Said "$(mb_mask <"$MB_WORK/noise" 2>/dev/null)" \\\n' +
    'safe \'nothing was published; no old backup was touched\' \\\n' +
    'next \'run the backup again; if it happens twice, look at where it comes from (docker logs), and test memory and disk of this server\'\n' +
    '}\n' +
    'mb_prove_new_stored() {\n' +
    '[ "$(mb_range "$offset" "$length" | mb_sha256)" = "$sha256" ] || mb_unproven \'its stored bytes have another sha256\'\n' +
    '}\n' +
    'mb_prove_new_decompressed() {\n' +
    'local bytes\n' +
    'rm -f "$MB_WORK/status-1"\n' +
    'bytes=$({ mb_range "$offset" "$length" | { mb_decompress; echo $? >"$MB_WORK/status-1"; } | wc -c; } 2>"$MB_WORK/noise")\n' +
    'mb_prove_new_was_decompressed $((bytes))\n' +
    '}\n' +
    'mb_prove_new_was_decompressed() {\n' +
    'mb_word "$MB_WORK/status-1"\n' +
    '[ "$MB_WORD" = 0 ] || mb_unproven \'it cannot be decompressed to its end\'\n' +
    '[ "$1" = "$raw" ] || mb_unproven "it has not the $raw bytes that were taken"\n' +
    '}\n' +
    'mb_prove_new_between() {\n' +
    'local end=0\n' +
    'while IFS="$MB_TAB" read -r component path raw offset length rest; do\n' +
    'mb_prove_new_gap "$end" "$offset" || return 1\n' +
    'end=$((offset + length))\n' +
    'done <"$MB_WORK/components"\n' +
    'mb_prove_new_gap "$end" "$MB_BYTES" || return 1\n' +
    '[ "$MB_BYTES" = "$MB_CLOSED" ] || {\n' +
    'printf \'size\\n\'\n' +
    'return 1\n' +
    '}\n' +
    '}\n' +
    'mb_prove_new_gap() {\n' +
    '[ "$1" -lt "$2" ] || return 0\n' +
    'mb_range "$1" $(($2 - $1)) | mb_decompress >/dev/null 2>&1 || {\n' +
    'printf \'bytes %s to %s of the new archive\\n\' "$1" "$2"\n' +
    'return 1\n' +
    '}\n' +
    '}\n' +
    'mb_prove_new_between_failed() {\n' +
    'mb_word "$MB_WORK/between"\n' +
    '[ "$MB_WORD" != size ] ||\n' +
    'mb_fail E_VERIFY "The archive has $MB_BYTES bytes, and $MB_CLOSED were written." \\\n' +
    'safe \'nothing was published; no old backup was touched\'\n' +
    'mb_fail E_VERIFY \\\n' +
    '"The archive does not read back as it was written: a part that is no component\'s cannot be decompressed." \\\n' +
    'Archive "$MB_WORD" \\\n' +
    'safe \'nothing was published; no old backup was touched\' \\\n' +
    'next \'run the backup again; if it happens twice, test memory and disk of this server\'\n' +
    '}\n' +
    'mb_prove_new_read() {\n' +
    'mb_kind "$1"\n' +
    'rm -f "$MB_WORK"/status-* "$MB_WORK/counts"\n' +
    '{\n' +
    'mb_range "$offset" "$length" |\n' +
    '{ mb_decompress; echo $? >"$MB_WORK/status-1"; } |\n' +
    '{ mb_count; echo $? >"$MB_WORK/status-2"; } |\n' +
    '{ "$MB_READER" "$component"; echo $? >"$MB_WORK/status-3"; }\n' +
    '} 2>"$MB_WORK/noise"\n' +
    '[ "$(cat "$MB_WORK/status-1" 2>/dev/null)" != 0 ] || [ "$(cat "$MB_WORK/status-3" 2>/dev/null)" = 0 ] ||\n' +
    'mb_unproven "$(cat "$MB_WORK/why" 2>/dev/null || echo \'its reader did not come to its end\')"\n' +
    'mb_prove_new_was_decompressed "$(mb_counted)"\n' +
    'printf \'%s\\t%s\\n\' "$component" "$(cat "$MB_WORK/counts" 2>/dev/null)" >>"$MB_WORK/verified"\n' +
    '}\n',
  'script/runtime/publish.sh':
    'mb_archive_of() {\n' +
    'local format MB_EXTENSION MB_UNPACKER MB_MEMBER\n' +
    'for format in $MB_FORMATS; do\n' +
    'mb_format_row "$format"\n' +
    'MB_FOUND=$MB_AT/$1.tar.$MB_EXTENSION\n' +
    '[ ! -f "$MB_FOUND" ] || return 0\n' +
    'done\n' +
    'for MB_FOUND in "$MB_AT/$1".tar.*.age "$MB_AT/$1".tar.*.gpg; do\n' +
    '[ ! -f "$MB_FOUND" ] || return 0\n' +
    'done\n' +
    'return 1\n' +
    '}\n' +
    'mb_epoch() {\n' +
    'local y m d rest="${1#*_}" era\n' +
    'y=${1%%????_*} m=${1#????} d=${1#??????}\n' +
    'm=${m%%??_*} d=${d%%_*}\n' +
    'm=${m#0} d=${d#0}\n' +
    '[ "$m" -gt 2 ] || y=$((y - 1)) m=$((m + 12))\n' +
    'era=$((y / 400)) y=$((y % 400))\n' +
    'd=$((era * 146097 + y * 365 + y / 4 - y / 100 + (153 * (m - 3) + 2) / 5 + d - 1 - 719468))\n' +
    'printf \'%s\' $((d * 86400 + (1${rest%????} - 100) * 3600 + (1$(printf %s "${rest%??}" | cut -c 3-4) - 100) * 60 + (1${rest#????} - 100)))\n' +
    '}\n' +
    'mb_newest_stamp() {\n' +
    'local file\n' +
    'for file in "$MB_AT"/*.tar.* "$MB_AT"/.meta/*.json; do\n' +
    'file=${file##*/}\n' +
    'case $file in\n' +
    'pre-update-[0-9]* | nightly-[0-9]* | pre-reset-[0-9]* | manual-[0-9]* | pre-restore-[0-9]*) ;;\n' +
    '*) continue ;;\n' +
    'esac\n' +
    'file=${file%%.*}\n' +
    'printf \'%s\\n\' "${file#"${file%-*}"-}"\n' +
    'done | grep -x \'[12][0-9][0-9][0-9][01][0-9][0-3][0-9]_[0-2][0-9][0-5][0-9][0-5][0-9]\' | sort | tail -n 1\n' +
    '}\n' +
    'mb_later() {\n' +
    '[ "${1%_*}${1#*_}" -gt "${2%_*}${2#*_}" ]\n' +
    '}\n' +
    'mb_choose_name() {\n' +
    'local newest words n=0\n' +
    'newest=$(mb_newest_stamp)\n' +
    'MB_STAMP=$(date +%Y%m%d_%H%M%S)\n' +
    'if [ -n "${MB_WISHED:-}" ] && [ $(($(mb_epoch "$MB_STAMP") - $(mb_epoch "$MB_WISHED"))) -lt 600 ] &&\n' +
    '{ [ -z "$newest" ] || mb_later "$MB_WISHED" "$newest"; }; then MB_STAMP=$MB_WISHED; fi\n' +
    'while [ -n "$newest" ] && ! mb_later "$MB_STAMP" "$newest" && [ "$n" -lt 25 ] &&\n' +
    '[ $(($(mb_epoch "$newest") - $(mb_epoch "$MB_STAMP"))) -lt 5 ]; do\n' +
    'sleep 0.2\n' +
    'n=$((n + 1))\n' +
    'MB_STAMP=$(date +%Y%m%d_%H%M%S)\n' +
    'done\n' +
    'MB_TIME=$(mb_epoch "$MB_STAMP")\n' +
    'if [ -n "$newest" ] && ! mb_later "$MB_STAMP" "$newest"; then\n' +
    'words="The clock of this server says $MB_STAMP, and its newest backup is from $newest."\n' +
    'mb_warn clock-skew "$words This backup is named one second after that one, and no old backup is removed."\n' +
    'MB_TIME=$(($(mb_epoch "$newest") + 1))\n' +
    'MB_STAMP=$(date -d "@$MB_TIME" +%Y%m%d_%H%M%S)\n' +
    'fi\n' +
    'MB_NAME=$MB_PREFIX-$MB_STAMP\n' +
    'mb_format_row "$(mb_format)"\n' +
    'MB_FILE=$MB_NAME.tar.$MB_EXTENSION\n' +
    'MB_SEQUENCE=$(cat "$MB_AT"/.meta/*.json 2>/dev/null | sed -n \'s/^{.*"sequence":\\([0-9]\\{1,15\\}\\)[,}].*/\\1/p\' | sort -n | tail -n 1)\n' +
    'MB_SEQUENCE=$((${MB_SEQUENCE:-0} + 1))\n' +
    '}\n' +
    'MB_MANIFEST_MOST=3900000\n' +
    'MB_CONTENTS_MOST=20000\n' +
    'mb_manifest() {\n' +
    'local archive warnings components milliseconds\n' +
    'mb_object file "$MB_FILE" bytes# "$MB_BYTES" sha256 "$MB_SHA256" compression "$(mb_format)"\n' +
    'archive=$MB_JSON\n' +
    'mb_warnings_of run\n' +
    'warnings=$MB_JSON\n' +
    'mb_manifest_components\n' +
    'components=$MB_JSON\n' +
    'mb_now\n' +
    'milliseconds=$((MB_NOW - MB_BEGAN))\n' +
    'mb_head_fields\n' +
    'set -- @ "$MB_FIELDS" timeText "$(date -d "@$MB_TIME" +%Y-%m-%dT%H:%M:%SZ)" milliseconds# "$milliseconds" verified "$MB_VERIFIED" \\\n' +
    'runbook? "$MB_RUNBOOK" archive@ "$archive"\n' +
    '[ -z "${MB_DRILL:-}" ] || set -- "$@" drill@ "$MB_DRILL"\n' +
    'mb_object "$@" @ "$(mb_static table)" @ "$(mb_static manifest)" warnings@ "$warnings" components@ "$components"\n' +
    'printf \'%s\\n\' "$MB_JSON"\n' +
    '}\n' +
    'mb_manifest_components() {\n' +
    'local component path raw offset length sha256 milliseconds consistency counts contents verified warnings room="$MB_CONTENTS_MOST"\n' +
    'set --\n' +
    'while IFS="$MB_TAB" read -r component path raw offset length sha256 milliseconds consistency counts; do\n' +
    'verified=$(awk -F \'\\t\' -v name="$component" \'$1 == name { print $2; exit }\' "$MB_WORK/verified")\n' +
    'mb_counts "${counts:-$verified}"\n' +
    'counts=$MB_JSON\n' +
    'contents=$(mb_contents "$component") || mb_fail E_UNKNOWN "The contents of $component are not known."\n' +
    '[ -n "$contents" ] && [ "${#contents}" -le "$room" ] || contents=\'{}\'\n' +
    'room=$((room - ${#contents}))\n' +
    'mb_warnings_of "$component"\n' +
    'warnings=$MB_JSON\n' +
    'mb_component_fields\n' +
    'mb_object @ "$MB_FIELDS" counts@ "$counts" milliseconds# "$milliseconds" @ "$(mb_static "$component")" \\\n' +
    'contents@ "$contents" warnings@ "$warnings"\n' +
    'set -- "$@" "$MB_JSON"\n' +
    'done <"$MB_WORK/components"\n' +
    'mb_list "$@"\n' +
    '}\n' +
    'mb_contents() {\n' +
    'mb_kind "$1"\n' +
    '[ -z "$MB_CONTENTS_JSON" ] || "$MB_CONTENTS_JSON" "$1"\n' +
    '}\n' +
    'mb_counts() {\n' +
    'local each\n' +
    'set -f\n' +
    'set -- $1\n' +
    'set +f\n' +
    'for each in "$@"; do\n' +
    'shift\n' +
    'set -- "$@" "${each%%=*}#" "${each#*=}"\n' +
    'done\n' +
    'mb_object "$@"\n' +
    '}\n' +
    'mb_warnings_of() {\n' +
    'local wanted="$1" about code text\n' +
    'set --\n' +
    'while IFS="$MB_TAB" read -r about code text; do\n' +
    '[ "$about" = "$wanted" ] && [ $# -lt 1000 ] || continue\n' +
    'mb_json_text "$code: $text"\n' +
    'set -- "$@" "$MB_TEXT"\n' +
    'done <"$MB_WORK/warnings"\n' +
    'mb_list "$@"\n' +
    '}\n' +
    'mb_publish() {\n' +
    'local meta="$MB_AT/.meta/$MB_NAME.json" runbook="$MB_AT/.meta/$MB_NAME.restore.sh"\n' +
    'MB_PATH="$MB_AT/$MB_FILE"\n' +
    'mb_sync "$MB_WORK/archive" || mb_unpublished \'the archive could not be made durable (fsync)\'\n' +
    'mb_write_runbook || mb_unpublished \'its runbook could not be written\'\n' +
    'mb_manifest >"$MB_WORK/manifest" && [ -s "$MB_WORK/manifest" ] && mb_sync "$MB_WORK/manifest" ||\n' +
    'mb_unpublished \'its manifest could not be written\'\n' +
    '[ "$(mb_size "$MB_WORK/manifest")" -le "$MB_MANIFEST_MOST" ] && mb_is_json <"$MB_WORK/manifest" ||\n' +
    'mb_unpublished \'its manifest could not be read again\'\n' +
    'mb_phase synced\n' +
    'true >"$MB_WORK/publishing" || mb_unpublished \'the work directory cannot be written\'\n' +
    '[ ! -e "$meta" ] && [ ! -e "$MB_PATH" ] && [ ! -e "$runbook" ] ||\n' +
    'mb_unpublished \'another file took that name meanwhile\'\n' +
    '[ "$MB_RUNBOOK" = false ] || mv -T -- "$MB_WORK/runbook" "$runbook" || mb_unpublished \'its runbook could not be put in place\'\n' +
    'mv -T -- "$MB_WORK/manifest" "$meta" && mb_sync "$MB_AT/.meta" ||\n' +
    'mb_unpublished \'its manifest could not be put in place\' "$meta" "$runbook"\n' +
    'mb_phase manifest\n' +
    'mb_link "$MB_WORK/archive" "$MB_PATH" || mb_unpublished \'the archive could not be put under its name\' "$meta" "$runbook"\n' +
    'mb_sync "$MB_AT" || mb_unpublished \'its name could not be made durable (fsync of the directory)\' "$MB_PATH" "$meta" "$runbook"\n' +
    'mb_phase linked\n' +
    'rm -f -- "$MB_WORK/archive" "$MB_WORK/publishing"\n' +
    'mb_phase published\n' +
    '}\n' +
    'mb_link() {\n' +
    'ln -T -- "$1" "$2" 2>"$MB_WORK/noise" && return\n' +
    '[ ! -e "$2" ] && [ ! -L "$2" ] && mv -T -- "$1" "$2"\n' +
    '}\n' +
    'mb_unpublished() {\n' +
    'local why="$1"\n' +
    'shift\n' +
    'rm -f -- "$@" "$MB_WORK/publishing"\n' +
    'mb_fail E_PUBLISH "The backup $MB_NAME was taken and verified, but not published: $why." Said "$(cat "$MB_WORK/noise" 2>/dev/null)" \\\n' +
    'safe \'no old backup was touched; nothing half done is visible\' \\\n' +
    'next \'look at the disk of this server (dmesg), then run the backup again\'\n' +
    '}\n' +
    'mb_result() {\n' +
    '[ -f "$MB_PATH" ] || mb_fail E_PUBLISH "The published archive $MB_DIR/$MB_FILE is gone."\n' +
    'mb_lines result <"$MB_AT/.meta/$MB_NAME.json"\n' +
    'mb_say "Backed up as $MB_DIR/$MB_FILE, $(mb_amount "$MB_BYTES"), verified: $MB_VERIFIED."\n' +
    '}\n',
  'script/runtime/quiesce.sh':
    'mb_quiesce() {\n' +
    'local how="$1" id state\n' +
    'shift\n' +
    'MB_QUIESCED=\n' +
    'for id in "$@"; do\n' +
    'state=$(mb_docker inspect -f \'{{.State.Status}}\' "$id" 2>"$MB_WORK/noise") ||\n' +
    'mb_fail E_DOCKER "Docker does not say whether the container $id runs, so it could not be quiesced." \\\n' +
    'Said "$(cat "$MB_WORK/noise")" safe \'what was quiesced before it runs again\'\n' +
    '[ "$state" = running ] || continue\n' +
    'case $how in\n' +
    'pause) mb_journal run_again "$id" && mb_docker pause "$id" >/dev/null ;;\n' +
    'stop) mb_journal run_again "$id" && mb_docker stop "$id" >/dev/null ;;\n' +
    'esac || mb_fail E_DOCKER "The container $id could not be quiesced ($how)." safe \'what was quiesced before it runs again\'\n' +
    'MB_QUIESCED="${MB_ENTRY##*/} $MB_QUIESCED"\n' +
    'mb_phase quiesced\n' +
    'done\n' +
    '}\n' +
    'mb_resume() {\n' +
    'local entry\n' +
    'for entry in $MB_QUIESCED; do\n' +
    'entry="$MB_WORK/journal/$entry"\n' +
    'mb_settle "$entry" ||\n' +
    'mb_fail E_DOCKER "A container that was quiesced for the backup did not come back." Said "$MB_UNDO_SAID" \\\n' +
    'next "the next run tries again; or do it by hand: $(mb_undo_words "$entry")"\n' +
    'done\n' +
    'MB_QUIESCED=\n' +
    '}\n' +
    'undo_run_again() {\n' +
    'case $(docker inspect -f \'{{.State.Status}}\' "$1" 2>&1) in\n' +
    '*paused) docker unpause "$1" >/dev/null ;;\n' +
    '*exited | *created | *dead) docker start "$1" >/dev/null ;;\n' +
    '*running | *restarting | *removing | *\'o such container\'* | *\'o such object\'*) ;;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    '}\n' +
    'words_of_run_again() {\n' +
    'printf \'let the container %s run again (docker unpause %s, or docker start %s if it is stopped)\' \\\n' +
    '"$1" "$(mb_typed "$1")" "$(mb_typed "$1")"\n' +
    '}\n',
  'script/runtime/restore.sh':
    'mb_row() {\n' +
    'local name\n' +
    'while IFS="$MB_TAB" read -r name path raw offset length sha256 consistency counts; do\n' +
    '[ "$name" != "$1" ] || return 0\n' +
    'done <<EOF\n' +
    '$MB_ROWS\n' +
    'EOF\n' +
    'mb_fail E_NOT_FOUND "There is no component $1 in $MB_SOURCE_NAME." safe \'nothing was changed\'\n' +
    '}\n' +
    'mb_restore_open() {\n' +
    'mb_owes_nothing\n' +
    'MB_SOURCE="$MB_AT/$MB_SOURCE_FILE"\n' +
    '[ -f "$MB_SOURCE" ] && [ ! -L "$MB_SOURCE" ] ||\n' +
    'mb_fail E_NOT_FOUND "The archive $MB_DIR/$MB_SOURCE_FILE is not there." safe \'nothing was changed\' \\\n' +
    'next \'list the backups, and choose another one\'\n' +
    '[ "$(mb_size "$MB_SOURCE")" = "$MB_SOURCE_BYTES" ] ||\n' +
    'mb_damaged "the archive has $(mb_size "$MB_SOURCE") bytes, and its manifest says $MB_SOURCE_BYTES"\n' +
    'dd if=/dev/zero of="$MB_WORK/ballast" bs=65536 count=16 2>/dev/null || mb_unwritable "$MB_WORK"\n' +
    'true >"$MB_WORK/destinations" && true >"$MB_WORK/leftovers" && true >"$MB_WORK/restored" || mb_unwritable "$MB_WORK"\n' +
    'mb_mounted\n' +
    'true >"$MB_WORK/writes" || mb_unwritable "$MB_WORK"\n' +
    '! mb_is_old || old_open\n' +
    '}\n' +
    'mb_owes_nothing() {\n' +
    'local run backup rest\n' +
    '[ -f "$MB_AT/.restore-incomplete" ] || return 0\n' +
    'IFS="$MB_TAB" read -r run backup rest <"$MB_AT/.restore-incomplete" || :\n' +
    '[ -d "$MB_AT/.work/${run:-none}" ] || return 0\n' +
    'mb_fail E_RESTORE "An earlier restore on this server (run $run, of $backup) is incomplete, and what it changed could not be put back." \\\n' +
    'safe \'this one changed nothing; what the earlier one replaced lies beside its place (names that end in .meeshy-old-…)\' \\\n' +
    'next \'remove the cause that the warning names, then: \'"${MB_SELF:-meeshy-backup restore} --undo"\n' +
    '}\n' +
    'mb_damaged() {\n' +
    'mb_fail E_VERIFY "The backup $MB_SOURCE_NAME is damaged: $1." safe \'nothing was stopped, nothing was changed\' \\\n' +
    'next \'restore another backup; keep this one, its other components may be whole\'\n' +
    '}\n' +
    'mb_prove_whole() {\n' +
    'local found\n' +
    'found=$(mb_sha256 <"$MB_SOURCE")\n' +
    '[ "$found" = "$1" ] ||\n' +
    'mb_fail E_VERIFY "The archive $MB_DIR/$MB_SOURCE_FILE is not the one that expected-sha256 names." Expected "$1" Has "$found" \\\n' +
    'safe \'nothing was stopped, nothing was changed\' \\\n' +
    'next \'compare it with the output backup-sha256 of the run that made it\'\n' +
    '}\n' +
    'mb_prove_rest() {\n' +
    'local end=0 before=0 last=\'\' component path raw offset length sha256 consistency counts MB_NAME MB_TIME MB_COMPRESS\n' +
    'MB_NAME=$MB_SOURCE_NAME MB_TIME=$MB_SOURCE_TIME MB_COMPRESS=$MB_SOURCE_COMPRESSION\n' +
    'if mb_is_old; then true; else printf \'%s\\n\' "$MB_ALL_ROWS"; fi >"$MB_WORK/source-rows"\n' +
    'while IFS="$MB_TAB" read -r component path raw offset length sha256 consistency counts; do\n' +
    'mb_verify_between\n' +
    'end=$((offset + length)) last=$component\n' +
    'if mb_is_fragment "$path"; then before=0; else before=$raw; fi\n' +
    'done <"$MB_WORK/source-rows"\n' +
    'mb_is_old || mb_verify_end "$MB_ALL_ROWS" "$MB_SOURCE_TABLE"\n' +
    '[ "$(mb_sha256 <"$MB_SOURCE")" = "$MB_SOURCE_SHA256" ] || mb_damaged "the archive\'s sha256 is not the one that its manifest says"\n' +
    'mb_phase proven-rest\n' +
    '}\n' +
    'mb_raw() {\n' +
    'local path raw offset length sha256 consistency counts\n' +
    'mb_row "$1"\n' +
    'mb_unpacked 2>/dev/null | head -c "$raw"\n' +
    '}\n' +
    'mb_prove() {\n' +
    'local component="$1" path raw offset length sha256 consistency counts\n' +
    'shift\n' +
    'mb_row "$component"\n' +
    '! mb_is_old || { mb_kind "$component" && [ "$1" = "$MB_READER" ] && [ -n "$MB_SERVED" ]; } || return 0\n' +
    '{ mb_is_old || mb_examine_stored; } && mb_examine_read "$@" ||\n' +
    'mb_damaged "$component (bytes $offset to $((offset + length)) of the archive): $MB_WHY"\n' +
    'mb_phase "proven-$component"\n' +
    '}\n' +
    'mb_is_chosen() {\n' +
    'case " $MB_CHOSEN " in\n' +
    '*" $1 "*) ;;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_if_whole() {\n' +
    '[ -z "${MB_WHOLE:-}" ] || "$@"\n' +
    '}\n' +
    'mb_if_taken() {\n' +
    'if [ -s "$MB_WORK/rows" ]; then "$@"; else rm -f -- "$MB_WORK/archive"; fi\n' +
    '}\n' +
    'mb_mark() {\n' +
    'local mark="$MB_AT/.restore-incomplete"\n' +
    'true >"$MB_WORK/journal/ordered" || mb_unwritable "$MB_WORK"\n' +
    'if [ -f "$mark" ]; then\n' +
    'cp -- "$mark" "$MB_WORK/mark-before" && mb_sync "$MB_WORK/mark-before" || mb_unwritable "$MB_WORK"\n' +
    'mb_journal put_mark_back "$MB_RUN"\n' +
    'else\n' +
    'mb_journal remove_mark\n' +
    'fi\n' +
    'printf \'%s\\t%s\\t%s\\n\' "$MB_RUN" "$MB_SOURCE_NAME" "$MB_CHOSEN" >"$MB_WORK/mark" && mb_sync "$MB_WORK/mark" &&\n' +
    'mv -T -- "$MB_WORK/mark" "$mark" && mb_sync "$MB_AT" ||\n' +
    'mb_unwritable "$MB_DIR"\n' +
    'mb_phase marked\n' +
    '}\n' +
    'undo_remove_mark() {\n' +
    'rm -f -- "$MB_AT/.restore-incomplete" && mb_sync "$MB_AT"\n' +
    '}\n' +
    'words_of_remove_mark() {\n' +
    'printf \'remove the mark of a restore that is incomplete (rm %s)\' "$(mb_typed "$MB_DIR/.restore-incomplete")"\n' +
    '}\n' +
    'undo_put_mark_back() {\n' +
    'mb_is_run "$1" || return 1\n' +
    '[ ! -f "$MB_AT/.work/$1/mark-before" ] || mv -T -- "$MB_AT/.work/$1/mark-before" "$MB_AT/.restore-incomplete" && mb_sync "$MB_AT"\n' +
    '}\n' +
    'words_of_put_mark_back() {\n' +
    'printf \'mark the earlier restore as incomplete again (mv -T %s %s)\' "$(mb_typed "$MB_DIR/.work/$1/mark-before")" \\\n' +
    '"$(mb_typed "$MB_DIR/.restore-incomplete")"\n' +
    '}\n' +
    'mb_hold() {\n' +
    'local how="$1" name state pause=\'\' stop=\'\'\n' +
    'shift\n' +
    'for name in "$@"; do\n' +
    'state=$(mb_docker inspect -f \'{{.State.Status}}\' "$name" 2>"$MB_WORK/noise") ||\n' +
    'mb_fail E_DOCKER "Docker does not say whether the container $name runs." Said "$(cat "$MB_WORK/noise")"\n' +
    'case $how-$state in\n' +
    'pause-running) pause="$pause $name" ;;\n' +
    'stop-running | stop-restarting) stop="$stop $name" ;;\n' +
    'pause-restarting)\n' +
    'stop="$stop $name"\n' +
    'printf \'%s\\n\' "$name" >>"$MB_WORK/unsteady" || mb_unwritable "$MB_WORK"\n' +
    ';;\n' +
    'stop-paused) mb_fail E_DOCKER "The container $name is paused, and uses what is restored." next "docker unpause $name, or stop it" ;;\n' +
    '*) continue ;;\n' +
    'esac\n' +
    'mb_journal run_again "$name"\n' +
    '[ "$how-$state" = pause-running ] && state=pause || state=stop\n' +
    'printf \'%s %s\\n\' "$state" "$name" >>"$MB_WORK/held" || mb_unwritable "$MB_WORK"\n' +
    'done\n' +
    '[ -n "$pause$stop" ] || return 0\n' +
    '[ -n "${MB_DOWN:-}" ] || { mb_now; MB_DOWN=$MB_NOW; }\n' +
    'for how in stop pause; do\n' +
    '[ "$how" = stop ] && name=$stop || name=$pause\n' +
    '[ -z "$name" ] || mb_docker "$how" $name >/dev/null 2>"$MB_WORK/noise" ||\n' +
    'mb_fail E_DOCKER "Docker could not $how all of the containers$name." Said "$(cat "$MB_WORK/noise")"\n' +
    'done\n' +
    'mb_phase held\n' +
    '}\n' +
    'mb_held_names() {\n' +
    'local name found spared\n' +
    'while [ $# -gt 0 ]; do\n' +
    'name=$1 found=\'\' spared=\'\'\n' +
    'shift\n' +
    'while [ "$1" != -- ]; do\n' +
    'if [ "$1" = ! ]; then spared=1; elif mb_is_chosen "$1"; then\n' +
    '[ -z "$spared" ] || { found=\'\' && spared=2; }\n' +
    '[ -n "$spared" ] || found=1\n' +
    'fi\n' +
    'shift\n' +
    'done\n' +
    'shift\n' +
    '[ -z "$found" ] || printf \'%s \' "$name"\n' +
    'done\n' +
    '}\n' +
    'mb_hold_each() {\n' +
    'local how="$1"\n' +
    'shift\n' +
    'mb_hold "$how" $(mb_held_names "$@")\n' +
    '}\n' +
    'mb_hold_users() {\n' +
    'local names\n' +
    'names=$(mb_docker ps --filter "volume=$1" --format \'{{.Names}}\') ||\n' +
    'mb_fail E_DOCKER "Docker does not say which containers use the volume $1."\n' +
    'mb_hold stop $names\n' +
    '}\n' +
    'mb_release() {\n' +
    'local how name\n' +
    '[ -f "$MB_WORK/held" ] || return 0\n' +
    'while read -r how name; do\n' +
    'mb_journal hold_again "$how" "$name"\n' +
    'done <"$MB_WORK/held"\n' +
    'mb_phase before-start\n' +
    'awk \'{ line[NR] = $0 } END { for (n = NR; n > 0; n--) print line[n] }\' "$MB_WORK/held" >"$MB_WORK/releasing" || mb_unwritable "$MB_WORK"\n' +
    'while read -r how name; do\n' +
    'case $how in\n' +
    'pause) mb_docker unpause "$name" ;;\n' +
    'stop) mb_docker start "$name" ;;\n' +
    'esac >/dev/null 2>"$MB_WORK/noise" </dev/null ||\n' +
    'mb_fail E_RESTORE "The container $name does not start with what was restored." Said "$(cat "$MB_WORK/noise")"\n' +
    'done <"$MB_WORK/releasing"\n' +
    'mb_now\n' +
    'mb_emit downtime milliseconds# $((MB_NOW - MB_DOWN))\n' +
    'mb_say "  services were down for $(((MB_NOW - MB_DOWN) / 1000)) s"\n' +
    'mb_phase started\n' +
    '}\n' +
    'undo_hold_again() {\n' +
    'case $1 in pause | stop) ;; *) return 1 ;; esac\n' +
    'docker "$1" "$2" >/dev/null 2>&1\n' +
    'case $(docker inspect -f \'{{.State.Status}}\' "$2" 2>&1) in\n' +
    '*exited | *created | *dead | *paused | *\'o such container\'* | *\'o such object\'*) ;;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    '}\n' +
    'words_of_hold_again() {\n' +
    'printf \'%s the container %s again (docker %s %s)\' "$1" "$2" "$1" "$(mb_typed "$2")"\n' +
    '}\n' +
    'mb_restored() {\n' +
    'printf \'%s\\t%s\\n\' "$1" "$2" >>"$MB_WORK/restored"\n' +
    'mb_emit restored component "$1" found "$2"\n' +
    'mb_say "  $1: $2"\n' +
    '}\n' +
    'mb_clear() {\n' +
    'rm -f -- "$MB_WORK/ballast"\n' +
    '{\n' +
    'mb_line_of remove_mark && printf \'%s\\n\' "$MB_UNDO_LINE" && cat "$MB_WORK/leftovers"\n' +
    '} >"$MB_WORK/forward-to-be" && mb_sync "$MB_WORK/forward-to-be" && mb_phase before-clear &&\n' +
    'mv -T -- "$MB_WORK/forward-to-be" "$MB_WORK/forward" && mb_sync "$MB_WORK" ||\n' +
    'mb_unwritable "$MB_WORK"\n' +
    'mb_phase cleared\n' +
    'mb_finish "$MB_WORK" || mb_warn leftovers "What the restore replaced could not all be removed, and the next run tries again: $MB_UNDONE."\n' +
    '}\n' +
    'mb_finish() {\n' +
    'rm -f -- "$1/ballast"\n' +
    'if [ -f "$1/forward" ]; then\n' +
    'mb_complete "$1/forward" && rm -rf -- "$1/journal"\n' +
    'else\n' +
    'mb_undo "$1/journal"\n' +
    'fi\n' +
    '}\n',
  'script/runtime/rights.sh':
    'mb_may_swap() {\n' +
    'local at parent\n' +
    'for at in "$@"; do\n' +
    'parent=${at%/*}\n' +
    'while [ ! -d "${parent:=/}" ]; do parent=${parent%/*}; done\n' +
    '[ -w "$parent" ] && [ -x "$parent" ] ||\n' +
    'mb_not_swapped "$at" "the user $(id -un) may not write in $parent" \'set sudo: true, or log in as a user who may\'\n' +
    '[ -e "$at" ] || [ -L "$at" ] || continue\n' +
    '[ ! -k "$parent" ] || [ "$(id -u)" = 0 ] || [ -O "$at" ] || [ -O "$parent" ] ||\n' +
    'mb_not_swapped "$at" "it belongs to another user, and $parent is sticky" \'set sudo: true, or log in as its owner\'\n' +
    '[ -L "$at" ] || ! mb_is_mounted "$at" below ||\n' +
    'mb_not_swapped "$at" \'a file system is mounted there or below, and a mount point cannot be renamed or removed\' \\\n' +
    '\'unmount it and restore again, or leave it out of components and put it back by hand: docs/restore.md\'\n' +
    'done\n' +
    '}\n' +
    'mb_not_swapped() {\n' +
    'mb_fail E_PERM "$1 cannot be replaced: $2." safe \'nothing was stopped, nothing was changed\' next "$3"\n' +
    '}\n' +
    'mb_is_mounted() {\n' +
    'local at\n' +
    'at=$(cd -P -- "${1%/*}/" && printf \'%s.\' "$PWD") || return 1\n' +
    'at=${at%.}\n' +
    'at=$(mb_encode "${at%/}/${1##*/}")\n' +
    'awk -v at="$at" -v below="${2:-}" "$MB_AWK_ENCODED"\'\n' +
    'function plain(text,   out, n) {\n' +
    'out = ""\n' +
    'while (n = index(text, "\\\\")) {\n' +
    'out = out substr(text, 1, n - 1) \\\n' +
    'sprintf("%c", 64 * substr(text, n + 1, 1) + 8 * substr(text, n + 2, 1) + substr(text, n + 3, 1))\n' +
    'text = substr(text, n + 4)\n' +
    '}\n' +
    'return out text\n' +
    '}\n' +
    '{ mounted = encoded(plain($5)) }\n' +
    'mounted == at || below != "" && index(mounted, at "/") == 1 { found = 1; exit }\n' +
    'END { exit !found }\' /proc/self/mountinfo 2>/dev/null\n' +
    '}\n' +
    'mb_may_create() {\n' +
    'mb_docker compose version >"$MB_WORK/noise" 2>&1 ||\n' +
    'mb_fail E_PREREQ \'The containers of this project are gone, and there is no docker compose here that could make them.\' \\\n' +
    'Said "$(tail -n 3 "$MB_WORK/noise" | mb_mask)" safe \'nothing was stopped, nothing was changed\' next \'install Compose v2\'\n' +
    '}\n',
  'script/runtime/room.sh':
    'mb_free_at() {\n' +
    'local all free size inodes files\n' +
    'MB_FREE=\'\' MB_INODES=- MB_DISK=\'\'\n' +
    'read -r all free size inodes files <<END_OF_STAT\n' +
    '$(stat -f -c \'%b %a %S %d %c\' -- "$1" 2>/dev/null)\n' +
    'END_OF_STAT\n' +
    'case $all$free$size in \'\' | *[!0-9]*) return 1 ;; esac\n' +
    'MB_FREE=$((free * size)) MB_DISK=$((all * size))\n' +
    '[ "${files:-0}" = 0 ] || MB_INODES=$inodes\n' +
    '}\n' +
    'mb_mount_of() {\n' +
    'local at parent\n' +
    'at=$(cd -P -- "$1" 2>/dev/null && printf \'%s.\' "$PWD") || at=$1.\n' +
    'at=${at%.}\n' +
    'while [ "$at" != / ]; do\n' +
    'parent=${at%/*}\n' +
    '[ "$(stat -c %d -- "${parent:-/}")" = "$(stat -c %d -- "$at")" ] || break\n' +
    'at=${parent:-/}\n' +
    'done\n' +
    'printf \'%s\' "$at"\n' +
    '}\n' +
    'mb_will_write() {\n' +
    'printf \'%s\\t%s\\t%s\\t%s\\t%s\\n\' "$1" "$2" "$3" "$(mb_encode "$4")" "$5" >>"$MB_WORK/writes" || mb_unwritable "$MB_WORK"\n' +
    '}\n' +
    'mb_room() {\n' +
    'local place\n' +
    'while [ $# -gt 3 ]; do\n' +
    'place=$3\n' +
    '[ "$place" != . ] || place=$MB_DIR\n' +
    '! mb_is_chosen "$1" || { [ "${place#\'?\'}" != "$place" ] && [ ! -d "${place#\'?\'}" ]; } ||\n' +
    'mb_room_of "$1" "$2" "${place#\'?\'}" "$4"\n' +
    'shift 4\n' +
    'done\n' +
    'mb_has_all_room \'for this restore\' \'beside the present data until the end\' \'nothing was stopped, nothing was changed\' \\\n' +
    '\'free space there, restore fewer components at a time, or lower min-free\'\n' +
    '}\n' +
    'mb_room_of() {\n' +
    'local component="$1" times="$2" place="$3" what="$4" path raw offset length sha256 consistency counts files=0\n' +
    'case $times in\n' +
    '*s)\n' +
    'mb_row "$component"\n' +
    'times=$((length * ${times%s}))\n' +
    '[ "$times" -le "$raw" ] || times=$raw\n' +
    ';;\n' +
    '*x)\n' +
    'mb_row "$component"\n' +
    'times=$((raw * ${times%x}))\n' +
    'case $counts in entries=* | files=*) files=${counts#*=} ;; esac\n' +
    'case $files in *[!0-9]*) files=0 ;; esac\n' +
    ';;\n' +
    'esac\n' +
    'mb_will_write "$component" "$times" "$files" "$place" "$what"\n' +
    '}\n' +
    'mb_has_all_room() {\n' +
    'local device bytes files at\n' +
    'mb_needs\n' +
    'while IFS="$MB_TAB" read -r device bytes files at; do\n' +
    'mb_decode "$at"\n' +
    'at=$MB_DECODED\n' +
    'mb_has_room "$at" "$bytes" || mb_fail E_NOSPACE "Not enough room $1 on the disk of $at." Disk "$(mb_mount_of "$at")" \\\n' +
    'Needs "$(mb_amount "$bytes") $2, and min-free keeps $(mb_amount "$MB_MIN_FREE") free" Has "$(mb_amount "$MB_FREE") free" \\\n' +
    'For "$(mb_room_for "$device")" safe "$3" next "$4"\n' +
    '[ "$MB_INODES" = - ] || [ "$MB_INODES" -ge $((files + 64)) ] ||\n' +
    'mb_fail E_NOSPACE "There are not enough inodes $1 on the disk of $at." Disk "$(mb_mount_of "$at")" Needs "$((files + 64)) inodes" \\\n' +
    'Has "$MB_INODES inodes" safe "$3" next \'remove files there\'\n' +
    'done <"$MB_WORK/needs"\n' +
    '}\n' +
    'mb_needs() {\n' +
    'local component bytes files place what\n' +
    'while IFS="$MB_TAB" read -r component bytes files place what; do\n' +
    'mb_decode "$place"\n' +
    'place=$MB_DECODED\n' +
    'while [ ! -d "${place:=/}" ]; do place=${place%/*}; done\n' +
    'printf \'%s\\t%s\\t%s\\t%s\\t%s: %s\\n\' "$(stat -c %d -- "$place")" "$bytes" "$files" "$(mb_encode "$place")" "$component" "$what"\n' +
    'done <"$MB_WORK/writes" | awk -F \'\\t\' \'!seen[$1, $5]++\' >"$MB_WORK/uses"\n' +
    'awk -F \'\\t\' \'\n' +
    '{ bytes[$1] += $2; files[$1] += $3; at[$1] = $4 }\n' +
    'END { for (d in bytes) printf "%s\\t%.0f\\t%.0f\\t%s\\n", d, bytes[d], files[d], at[d] }\' "$MB_WORK/uses" >"$MB_WORK/needs"\n' +
    '}\n' +
    'mb_room_for() {\n' +
    'local device bytes files at use\n' +
    'while IFS="$MB_TAB" read -r device bytes files at use; do\n' +
    '[ "$device" != "$1" ] || printf \'%s: %s\\n\' "$use" "$(mb_amount "$bytes")"\n' +
    'done <"$MB_WORK/uses"\n' +
    '}\n' +
    'mb_has_room() {\n' +
    'mb_free_at "$1" && [ "$MB_FREE" -ge $(($2 + MB_MIN_FREE)) ]\n' +
    '}\n',
  'script/runtime/runbook.sh':
    'mb_own_text() {\n' +
    'if [ -n "${s:-}" ]; then printf \'%s\\n\' "$s"; elif [ -f "$0" ]; then cat -- "$0"; fi\n' +
    '}\n' +
    'mb_own_name() {\n' +
    'case $0 in\n' +
    '/proc/self/fd/7/*) printf \'%s/%s\' "$(readlink /proc/self/fd/7)" "${0#/proc/self/fd/7/}" ;;\n' +
    '*) printf \'%s\' "$0" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_shared_text() {\n' +
    'mb_own_text | sed -n \'/^# What every runbook has too begins here\\.$/,/^# What follows is of this script alone\\.$/p\'\n' +
    '}\n' +
    'mb_write_runbook() {\n' +
    'MB_RUNBOOK=false\n' +
    '[ -n "${MB_RUNBOOK_FOR:-}" ] || return 0\n' +
    'mb_shared_text >"$MB_WORK/shared" || return 1\n' +
    'grep -qx \'# What follows is of this script alone\\.\' "$MB_WORK/shared" || return 0\n' +
    '{\n' +
    'printf \'#!/bin/sh\\n# Puts back the backup %s, all of it or a part. Run it on the server: sh %s.restore.sh\\n\' "$MB_NAME" "$MB_NAME"\n' +
    'printf \'# It says what it will do and asks before it changes anything. More: sh %s.restore.sh --help\\n\' "$MB_NAME"\n' +
    'cat "$MB_WORK/shared"\n' +
    'mb_assigned MB_SOURCE_NAME MB_NAME\n' +
    'mb_assigned MB_SOURCE_FILE MB_FILE\n' +
    'mb_assigned MB_SOURCE_BYTES MB_BYTES\n' +
    'mb_assigned MB_SOURCE_SHA256 MB_SHA256\n' +
    'mb_assigned MB_SOURCE_COMPRESSION "$(mb_format)"\n' +
    'mb_assigned MB_SOURCE_TIME MB_TIME\n' +
    'mb_assigned MB_SOURCE_TABLE MB_TABLE\n' +
    'printf \'MB_ROWS=%s\\n\' "$(mb_quoted "$(mb_runbook_rows "$MB_RUNBOOK_FOR")")"\n' +
    'printf \'MB_ALL_ROWS=%s\\n\' "$(mb_quoted "$(mb_runbook_rows)")"\n' +
    'mb_runbook_end\n' +
    '} >"$MB_WORK/runbook" && tail -n 1 "$MB_WORK/runbook" | grep -q \'^mb_runbook \' && mb_sync "$MB_WORK/runbook" || return 1\n' +
    'MB_RUNBOOK=true\n' +
    '}\n' +
    'mb_assigned() {\n' +
    'local value="$2"\n' +
    'case $value in MB_*) eval "value=\\$$value" ;; esac\n' +
    'printf \'%s=%s\\n\' "$1" "$(mb_quoted "$value")"\n' +
    '}\n' +
    'mb_runbook_rows() {\n' +
    'local component path raw offset length sha256 milliseconds consistency counts\n' +
    'while IFS="$MB_TAB" read -r component path raw offset length sha256 milliseconds consistency counts; do\n' +
    'case " ${1:-$component} " in *" $component "*) ;; *) continue ;; esac\n' +
    '[ -n "$counts" ] || counts=$(awk -F \'\\t\' -v name="$component" \'$1 == name { print $2; exit }\' "$MB_WORK/verified")\n' +
    'printf \'%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\n\' "$component" "$path" "$raw" "$offset" "$length" "$sha256" "$consistency" "$counts"\n' +
    'done <"$MB_WORK/components"\n' +
    '}\n' +
    'mb_runbook_end() {\n' +
    'printf \'%s\\n\' mb_secrets_given \'mb_runbook "$@"\'\n' +
    '}\n' +
    'mb_serves() {\n' +
    'local found=1\n' +
    'while [ "$1" != -- ]; do\n' +
    '! mb_is_chosen "$1" || found=0\n' +
    'shift\n' +
    'done\n' +
    'shift\n' +
    'while [ $# -gt 0 ]; do\n' +
    '! mb_is_chosen "$1" || return 1\n' +
    'shift\n' +
    'done\n' +
    'return $found\n' +
    '}\n' +
    'mb_runbook() {\n' +
    'local confirm=\'\' mode=restore\n' +
    'mb_runbook_ground\n' +
    'mb_runbook_words "$@"\n' +
    'case $mode in\n' +
    'help) mb_runbook_help && exit 0 ;;\n' +
    'list) mb_runbook_list && exit 0 ;;\n' +
    'esac\n' +
    'mb_runbook_find\n' +
    'case $mode in\n' +
    'follow) mb_runbook_follow "$(mb_runbook_newest)" ;;\n' +
    'undo) mb_runbook_undo ;;\n' +
    'esac\n' +
    'mb_runbook_choose\n' +
    'mb_runbook_look\n' +
    'mb_runbook_describe\n' +
    'if [ "$mode" = dry-run ]; then\n' +
    'mb_runbook_print\n' +
    'exit 0\n' +
    'fi\n' +
    'mb_runbook_ask "$confirm"\n' +
    'mb_runbook_start\n' +
    '}\n' +
    'mb_runbook_ground() {\n' +
    'MB_RUN=asks MB_NONCE=0 MB_CLIENT=0 MB_HEARTBEAT=60 MB_DETACH=1 MB_EXITS=1 MB_CHOSEN=\'\' MB_ASKED=\'\'\n' +
    'mb_directory_is "$MB_RUNBOOK_DIR"\n' +
    'MB_WORK=/nowhere\n' +
    'MB_SELF="sh $(mb_typed "$(mb_own_name)")${MB_GENERAL:+ $MB_SOURCE_NAME}"\n' +
    'case $0 in */*) MB_HERE=${0%/*} ;; *) MB_HERE=. ;; esac\n' +
    'mb_environment\n' +
    'exec 3>&1 4>&2\n' +
    'mb_runbook_constants\n' +
    'mb_runbook_tools\n' +
    'MB_TIMEOUT=7200\n' +
    '}\n' +
    'mb_runbook_tools() {\n' +
    'command -v "$MB_COMPRESS" >/dev/null 2>&1 || MB_COMPRESS=$MB_COMPRESS_EVERYWHERE\n' +
    'mb_know_tar\n' +
    '}\n' +
    'mb_refuse() {\n' +
    'mb_fail "$@" safe \'nothing was changed\'\n' +
    '}\n' +
    'mb_runbook_words() {\n' +
    'local word\n' +
    'while [ $# -gt 0 ]; do\n' +
    'word=$1\n' +
    'shift\n' +
    'case $word in\n' +
    '-h | --help) mode=help ;;\n' +
    '--list) mode=list ;;\n' +
    '--dry-run) mode=dry-run ;;\n' +
    '--follow) mode=follow ;;\n' +
    '--undo) mode=undo ;;\n' +
    '--confirm=*) confirm=${word#*=} ;;\n' +
    '--timeout=*)\n' +
    'MB_TIMEOUT=$(mb_seconds "${word#*=}") ||\n' +
    'mb_refuse E_INPUT "--timeout takes a number of seconds, or of minutes as in 30m."\n' +
    ';;\n' +
    '--lock-timeout=*)\n' +
    'MB_LOCK_TIMEOUT=$(mb_seconds "${word#*=}") ||\n' +
    'mb_refuse E_INPUT "--lock-timeout takes a number of seconds, or of minutes as in 30m."\n' +
    ';;\n' +
    '--min-free=*) MB_MIN_FREE=$(mb_bytes_of "${word#*=}") || mb_refuse E_INPUT "--min-free takes a number of bytes, or as in 500MB." ;;\n' +
    '--confirm | --timeout | --lock-timeout | --min-free)\n' +
    '[ $# -gt 0 ] || mb_refuse E_INPUT "$word needs a value."\n' +
    'word="$word=$1"\n' +
    'shift\n' +
    'set -- "$word" "$@"\n' +
    ';;\n' +
    '-*) mb_refuse E_INPUT "There is no flag $word." next "$MB_SELF --help" ;;\n' +
    '*) MB_ASKED="$MB_ASKED$word\n' +
    '" ;;\n' +
    'esac\n' +
    'done\n' +
    '}\n' +
    'mb_seconds() {\n' +
    'case $1 in\n' +
    '*[!0-9]*[!0-9] | [!0-9]* | \'\') return 1 ;;\n' +
    '*s) printf \'%s\' "${1%s}" ;;\n' +
    '*m) printf \'%s\' $((${1%m} * 60)) ;;\n' +
    '*h) printf \'%s\' $((${1%h} * 3600)) ;;\n' +
    '*[!0-9]) return 1 ;;\n' +
    '*) printf \'%s\' "$1" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_bytes_of() {\n' +
    'printf \'%s\\n\' "$1" | awk \'\n' +
    'match($0, /^[0-9]+/) { n = substr($0, 1, RLENGTH); u = toupper(substr($0, RLENGTH + 1)); sub(/B$/, "", u)\n' +
    'p = index("KMGT", u); if (u == "") p = 0; else if (length(u) > 1 || !p) exit 1\n' +
    'printf "%.0f", n * 1000 ^ p; found = 1 }\n' +
    'END { exit !found }\'\n' +
    '}\n' +
    'mb_runbook_find() {\n' +
    'local at\n' +
    'for at in "$MB_HERE/.." "$MB_RUNBOOK_DIR"; do\n' +
    '[ ! -f "$at/$MB_SOURCE_FILE" ] || {\n' +
    'mb_directory_is "$(cd -P -- "$at" && pwd -P)"\n' +
    'return 0\n' +
    '}\n' +
    'done\n' +
    'mb_refuse E_NOT_FOUND "The archive $MB_SOURCE_FILE is not there." \'Looked in\' "$(cd -P -- "$MB_HERE/.." && pwd -P), $MB_RUNBOOK_DIR" \\\n' +
    '\'There are\' "$(cd -- "$MB_HERE/.." && for at in *.tar.*; do [ ! -f "$at" ] || printf \'%s \' "$at"; done)" \\\n' +
    'next \'put it back there from where it was copied to, or take the script of another backup\'\n' +
    '}\n' +
    'mb_runbook_choose() {\n' +
    'local name rest word found\n' +
    'MB_CHOSEN=\'\'\n' +
    'while IFS= read -r word; do\n' +
    '[ -n "$word" ] || continue\n' +
    'found=\'\'\n' +
    'for name in $(mb_row_names); do ! mb_means "$word" "$name" || found=1; done\n' +
    '[ -n "$found" ] ||\n' +
    'mb_refuse E_NOT_FOUND "$MB_SOURCE_NAME has no $word that could be put back." \\\n' +
    '\'It has\' "$(mb_row_names | tr \'\\n\' \' \')" \'Not put back by this script\' "$MB_RUNBOOK_WITHOUT"\n' +
    'done <<END\n' +
    '$MB_ASKED\n' +
    'END\n' +
    'for name in $(mb_row_names); do\n' +
    'found=\'\'\n' +
    '[ -n "$MB_ASKED" ] || found=1\n' +
    'while IFS= read -r word; do\n' +
    '[ -z "$word" ] || ! mb_means "$word" "$name" || found=1\n' +
    'done <<END\n' +
    '$MB_ASKED\n' +
    'END\n' +
    '[ -z "$found" ] || MB_CHOSEN="$MB_CHOSEN${MB_CHOSEN:+ }$name"\n' +
    'done\n' +
    '}\n' +
    'mb_row_names() {\n' +
    'printf \'%s\\n\' "$MB_ROWS" | cut -f 1\n' +
    '}\n' +
    'mb_means() {\n' +
    '[ "$1" = "$2" ] && return\n' +
    '! mb_row_names | grep -qxF -- "$1" || return 1\n' +
    'case $2 in\n' +
    '*/"$1" | "$1"/*) return 0 ;;\n' +
    '*/*) [ "${2%%/*}/$(mb_encode "${1#*/}")" = "$2" ] && return 0 ;;\n' +
    'esac\n' +
    'return 1\n' +
    '}\n' +
    'mb_runbook_look() {\n' +
    'local tool missing=\'\' name container state\n' +
    'mb_format_row "$MB_SOURCE_COMPRESSION"\n' +
    'for tool in $MB_RUNBOOK_TOOLS; do\n' +
    '[ "$tool" = "$MB_UNPACKER" ] || command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"\n' +
    'done\n' +
    'command -v "$MB_UNPACKER" >/dev/null 2>&1 || missing="$missing $MB_UNPACKER"\n' +
    'command -v openssl >/dev/null 2>&1 || command -v sha256sum >/dev/null 2>&1 || missing="$missing sha256sum"\n' +
    '[ -z "$MB_RUNBOOK_PROJECT" ] || command -v docker >/dev/null 2>&1 || missing="$missing docker"\n' +
    '[ -z "$missing" ] || mb_refuse E_PREREQ "This machine lacks what a restore needs:$missing." next \'install it, or put it into the PATH\'\n' +
    '[ "$(mb_size "$MB_AT/$MB_SOURCE_FILE")" = "$MB_SOURCE_BYTES" ] ||\n' +
    'mb_refuse E_VERIFY \\\n' +
    '"The archive $MB_SOURCE_FILE is damaged: it has $(mb_size "$MB_AT/$MB_SOURCE_FILE") bytes, and $MB_SOURCE_BYTES were written." \\\n' +
    'next \'restore another backup\'\n' +
    'for name in $MB_CHOSEN; do\n' +
    'mb_kind "$name"\n' +
    '[ -z "$MB_ROOT_ONLY" ] || [ "$(id -u)" = 0 ] ||\n' +
    'mb_refuse E_PERM "$name cannot be restored by $(id -un): only root reaches its files." next "sudo $MB_SELF, or log in as root"\n' +
    'done\n' +
    'for name in $MB_RUNBOOK_SECRETS; do\n' +
    'eval "state=\\$$name"\n' +
    '[ -n "$state" ] || mb_needs_no "$name" ||\n' +
    'mb_refuse E_INPUT "This backup was made with a secret that this script does not hold: $name." \\\n' +
    'next "type it in, and try again: stty -echo; read -r $name; stty echo; export $name"\n' +
    'done\n' +
    'MB_VARIANT=here\n' +
    '[ -n "$MB_RUNBOOK_PROJECT" ] || return 0\n' +
    'state=$(mb_docker ps -aq --filter "label=com.docker.compose.project=$MB_RUNBOOK_PROJECT" 2>&1) ||\n' +
    'mb_refuse E_DOCKER \'The Docker engine does not answer.\' Said "$(mb_cap "$state")" \\\n' +
    'next \'see whether it runs: systemctl status docker\'\n' +
    'if [ -z "$state" ] && (MB_VARIANT=anew && mb_runbook_each); then MB_VARIANT=anew; fi\n' +
    '[ "$MB_VARIANT" = here ] || { mb_runbook_compose && return 0; }\n' +
    'for name in $MB_CHOSEN; do\n' +
    'container=$(mb_runbook_reader_of "$name") || continue\n' +
    'state=$(mb_docker inspect -f \'{{.State.Status}}\' "$container" 2>/dev/null) ||\n' +
    'mb_refuse E_NOT_FOUND "There is no container $container here, into which $name goes." \\\n' +
    'next "make it (docker compose --project-directory $MB_RUNBOOK_APP create) and start it; or name other components"\n' +
    '[ "$state" = running ] ||\n' +
    'mb_refuse E_DOCKER \\\n' +
    '"$container does not run (it is $state), so its data cannot be saved before the restore replaces it." \\\n' +
    'next "docker start $container; if it cannot start: docs/restore.md, \\"The database does not start at all\\""\n' +
    'done\n' +
    'for container in $(mb_runbook_held); do\n' +
    '[ "$(mb_docker inspect -f \'{{.State.Status}}\' "$container" 2>/dev/null)" != paused ] ||\n' +
    'mb_refuse E_DOCKER "The container $container is paused, and uses what is restored." \\\n' +
    'next "docker unpause $container, or stop it"\n' +
    'done\n' +
    '}\n' +
    'mb_runbook_compose() {\n' +
    'docker compose version >/dev/null 2>&1 ||\n' +
    'mb_refuse E_PREREQ \\\n' +
    '"The containers of $MB_RUNBOOK_PROJECT are gone, and there is no docker compose to make them anew." \\\n' +
    'next \'install the Compose plugin of Docker, or make them another way and run this again\'\n' +
    '}\n' +
    'mb_needs_no() {\n' +
    'local name\n' +
    'for name in $MB_CHOSEN; do\n' +
    'mb_kind "$name"\n' +
    'case " $MB_KIND_SECRETS " in *" $1 "*) return 1 ;; esac\n' +
    'done\n' +
    '}\n' +
    'mb_runbook_each() {\n' +
    'MB_EACH=${1:-:}\n' +
    'mb_step() {\n' +
    'shift\n' +
    '$MB_EACH "$@"\n' +
    '}\n' +
    'mb_plan_of_runbook\n' +
    '}\n' +
    'mb_plan_of_runbook() {\n' +
    'case $MB_VARIANT in\n' +
    'anew) mb_runbook_anew ;;\n' +
    '*) mb_runbook_here ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_runbook_held() {\n' +
    '(mb_runbook_each mb_held_by | sort -u)\n' +
    '}\n' +
    'mb_held_by() {\n' +
    'case $2 in\n' +
    'mb_hold_each) (shift 3 && mb_held_names "$@" | tr \' \' \'\\n\') ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_runbook_downtime() {\n' +
    'local held name path raw offset length sha256 consistency counts sum=0\n' +
    'held=$(mb_runbook_held | wc -l)\n' +
    'for name in $MB_CHOSEN; do\n' +
    'mb_kind "$name"\n' +
    '[ -z "$MB_LOADED" ] || { mb_row "$name" && sum=$((sum + raw)); }\n' +
    'done\n' +
    'printf \'%s\' $((2 + 2 * held + (sum + 14999999) / 15000000))\n' +
    '}\n' +
    'mb_in_words() {\n' +
    'local name="$1" path raw offset length sha256 consistency counts n\n' +
    'mb_row "$name"\n' +
    'mb_kind "$name"\n' +
    'case $MB_UNIT in\n' +
    '\'\') n=\'\' ;;\n' +
    'size) n=$(mb_amount "$raw") ;;\n' +
    '*) n=$(mb_count_of "$MB_UNIT" "$counts") && n=${n:+"$(mb_thousands "$n") $MB_UNIT"} ;;\n' +
    'esac\n' +
    'printf \'%s%s\' "${name#volumes/}" "${n:+ ($n)}"\n' +
    '}\n' +
    'mb_count_of() {\n' +
    'case " $2 " in\n' +
    '*" $1="*) set -- "${2##*"$1="}" && printf \'%s\' "${1%% *}" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_thousands() {\n' +
    'printf \'%s\\n\' "$1" | awk \'{\n' +
    'n = $0\n' +
    'while (length(n) > 3) { out = "," substr(n, length(n) - 2) out; n = substr(n, 1, length(n) - 3) }\n' +
    'printf "%s", n out }\'\n' +
    '}\n' +
    'mb_runbook_date() {\n' +
    'date -d "@$MB_SOURCE_TIME" \'+%d %B %Y, %H:%M UTC\' | sed \'s/^0//\'\n' +
    '}\n' +
    'mb_runbook_describe() {\n' +
    'local name list=\'\' downtime said\n' +
    'for name in $MB_CHOSEN; do list="$list${list:+, }$(mb_in_words "$name")"; done\n' +
    'MB_WISHED=$(date +%Y%m%d_%H%M%S)\n' +
    'downtime=$(mb_runbook_downtime)\n' +
    'mb_say "This puts back: $list"\n' +
    'said="as they were on $(mb_runbook_date), on THIS machine ($(hostname 2>/dev/null || uname -n))"\n' +
    'mb_say "$said${MB_RUNBOOK_PROJECT:+, project $MB_RUNBOOK_PROJECT} in $MB_RUNBOOK_APP."\n' +
    '[ -z "$MB_RUNBOOK_OUTSIDE" ] || mb_is_outside_spared ||\n' +
    'mb_say "Outside of it are written: $(printf \'%s\' "$MB_RUNBOOK_OUTSIDE" | tr \'\\n\' \' \')"\n' +
    'if [ "$MB_VARIANT" = anew ]; then\n' +
    'mb_say "Its containers are gone: they are made anew, with their volumes and networks." \\\n' +
    '"What is still there is first saved as pre-restore-$MB_WISHED."\n' +
    'else\n' +
    'mb_say "The present state is first saved as pre-restore-$MB_WISHED. Services stop for about $downtime s."\n' +
    'fi\n' +
    '[ -z "$MB_RUNBOOK_WITHOUT" ] || [ -n "$MB_ASKED" ] || printf \'%s\\n\' "$MB_RUNBOOK_WITHOUT" | mb_restorable_lines |\n' +
    'sed \'s/^/Not put back by this script: /\' >&3\n' +
    'said=\'To put back only some, name them as arguments.\'\n' +
    '[ -z "$MB_ASKED" ] || said=\'Everything else stays as it is.\'\n' +
    'mb_say "$said Nothing has been changed yet."\n' +
    '}\n' +
    'mb_restorable_lines() {\n' +
    'local line\n' +
    'while IFS= read -r line; do\n' +
    'mb_kind "${line%%[:"$MB_TAB"]*}"\n' +
    '[ -n "$MB_FOR_PEOPLE" ] || printf \'%s\\n\' "$line"\n' +
    'done\n' +
    '}\n' +
    'mb_is_outside_spared() {\n' +
    'local name\n' +
    'for name in $MB_CHOSEN; do\n' +
    'mb_kind "$name"\n' +
    '[ -z "$MB_PLACES" ] || return 1\n' +
    'done\n' +
    '}\n' +
    'mb_runbook_print() {\n' +
    'MB_COUNT=0\n' +
    'mb_say \'\'\n' +
    '(mb_runbook_each mb_print_step)\n' +
    'mb_say \'\'\n' +
    'mb_say \'This was a dry run: nothing was changed.\'\n' +
    '}\n' +
    'mb_print_step() {\n' +
    'MB_COUNT=$((MB_COUNT + 1))\n' +
    'printf \'%2d. %s\\n\' "$MB_COUNT" "$1" >&3\n' +
    'shift\n' +
    'printf \'     \' >&3\n' +
    'for MB_LINE in "$@"; do\n' +
    'case $MB_LINE in\n' +
    '*[!A-Za-z0-9_./:@%+,-]* | \'\') printf \' %s\' "$(mb_quoted "$MB_LINE")" >&3 ;;\n' +
    '*) printf \' %s\' "$MB_LINE" >&3 ;;\n' +
    'esac\n' +
    'done\n' +
    'printf \'\\n\' >&3\n' +
    '}\n' +
    'mb_runbook_ask() {\n' +
    'local said="$1"\n' +
    'if [ -z "$said" ]; then\n' +
    'printf \'Type OUI to go on: \' >&3\n' +
    'IFS= read -r said || :\n' +
    'fi\n' +
    'case $said in\n' +
    'OUI | "$MB_SOURCE_NAME") ;;\n' +
    '*)\n' +
    'mb_refuse E_INPUT "The restore was not confirmed: type OUI, in capital letters." \\\n' +
    'next \'see the plan first (--dry-run), then confirm; without a terminal: --confirm OUI\'\n' +
    ';;\n' +
    'esac\n' +
    '}\n' +
    'mb_runbook_start() {\n' +
    'MB_LOCKED=1 MB_OPERATION=restore MB_WHOLE=1\n' +
    '[ -z "$MB_ASKED" ] || MB_WHOLE=\'\'\n' +
    'mb_directory\n' +
    'MB_RUN="restore-$(date +%s)-$$"\n' +
    'mb_detach "$(mb_runbook_detached)"\n' +
    'mb_runbook_follow "$MB_RUN"\n' +
    '}\n' +
    'mb_runbook_detached() {\n' +
    'local name\n' +
    'echo \'mb_runbook_constants\'\n' +
    'for name in MB_SOURCE_NAME MB_SOURCE_FILE MB_SOURCE_BYTES MB_SOURCE_SHA256 MB_SOURCE_COMPRESSION MB_SOURCE_TIME \\\n' +
    'MB_SOURCE_TABLE MB_ROWS MB_ALL_ROWS MB_WHOLE MB_RUN MB_DIR MB_CHOSEN MB_VARIANT MB_WISHED MB_TIMEOUT MB_LOCK_TIMEOUT MB_MIN_FREE \\\n' +
    'MB_COMPRESS MB_TAR MB_SELF; do mb_assigned "$name" "$name"; done\n' +
    '[ -z "${MB_SOURCE_KIND:-}" ] || mb_assigned MB_SOURCE_KIND MB_SOURCE_KIND\n' +
    'printf \'%s\\n\' \'MB_OPERATION=restore MB_LOCKED=1 MB_CLIENT=2 MB_NONCE=0 MB_HEARTBEAT=60\' \\\n' +
    '\'mb_static() { mb_runbook_static "$@"; }\' \'mb_reader_of() { mb_runbook_reader_of "$@"; }\' \\\n' +
    '\'mb_plan() { mb_plan_of_runbook && mb_runbook_done; }\'\n' +
    '}\n' +
    'mb_runbook_done() {\n' +
    'mb_say "Restored $MB_SOURCE_NAME.${MB_KEPT:+ What was there before is $MB_KEPT.}"\n' +
    '}\n' +
    'mb_runbook_newest() {\n' +
    'local log\n' +
    'log=$(cd -- "$MB_AT/.work" 2>/dev/null && ls -t -- *.log 2>/dev/null | head -n 1)\n' +
    '[ -n "$log" ] || mb_refuse E_NOT_FOUND "There is no restore to follow in $MB_DIR."\n' +
    'printf \'%s\' "${log%.log}"\n' +
    '}\n' +
    'mb_runbook_follow() {\n' +
    '[ -n "$1" ] || exit "$(mb_exit_of E_NOT_FOUND)"\n' +
    'trap mb_runbook_left INT TERM\n' +
    'mb_follow "$1"\n' +
    '}\n' +
    'mb_runbook_left() {\n' +
    'printf \'%s\\n\' \'\' "The restore continues. To follow it again: $MB_SELF --follow" >&3\n' +
    'exit 130\n' +
    '}\n' +
    'mb_runbook_undo() {\n' +
    '[ -e "$MB_AT/.restore-incomplete" ] || mb_say \'No restore is incomplete here.\'\n' +
    'MB_RUN="undo-$(date +%s)-$$" MB_EXITS=\'\'\n' +
    'MB_OPERATION=recover MB_LOCKED=1 MB_DETACH=0\n' +
    'mb_plan() {\n' +
    'mb_step 1 \'Take the lock\' mb_lock\n' +
    'mb_step 2 \'Clean up after runs that died\' mb_recover\n' +
    '[ ! -e "$MB_AT/.restore-incomplete" ] || mb_fail E_RESTORE \'Not all that the restore changed could be put back.\' \\\n' +
    'safe \'what was there before lies beside its place (names that end in .meeshy-old-...) and in the safety backup\' \\\n' +
    'next \'remove the cause that the warning names, then run this again; by hand: docs/restore.md\'\n' +
    '}\n' +
    'mb_main\n' +
    '}\n' +
    'mb_runbook_list() {\n' +
    'local said name path raw offset length sha256 consistency counts\n' +
    'said="$MB_SOURCE_NAME, $(mb_runbook_date), $(mb_amount "$MB_SOURCE_BYTES")"\n' +
    'mb_say "$said${MB_RUNBOOK_PROJECT:+, of the project $MB_RUNBOOK_PROJECT} in $MB_RUNBOOK_APP"\n' +
    'for name in $(mb_row_names); do\n' +
    'mb_row "$name"\n' +
    'printf \'  %-32s %-9s %-15s %s\\n\' "$name" "$(mb_amount "$raw")" "$consistency" "$(printf \'%s\' "$counts" | tr \'=\' \' \')" >&3\n' +
    'done\n' +
    '[ -z "$MB_RUNBOOK_WITHOUT" ] || printf \'%s\\n\' "$MB_RUNBOOK_WITHOUT" | sed \'s/^/  not put back: /\' >&3\n' +
    '}\n' +
    'mb_runbook_help() {\n' +
    'cat >&3 <<END\n' +
    '$MB_SELF [component...] [flags]\n' +
    '\n' +
    'Puts the backup $MB_SOURCE_NAME back on this machine, all of it or the components that are named.\n' +
    'It shows what it will do, and changes nothing before OUI is typed. It needs sh, docker, tar and the decompressor;\n' +
    'no Node, no network.\n' +
    '\n' +
    '  COMPONENT...          only these, by their names; --list shows which there are\n' +
    '  --list                what is in the backup\n' +
    '  --dry-run             shows each step of the restore; nothing is done\n' +
    '  --confirm OUI         confirms without the question, for scripts\n' +
    '  --follow              shows the restore that runs, or how the last one ended\n' +
    '  --undo                puts back what an interrupted restore changed, after a power cut for instance\n' +
    '  --timeout 2h          a restore that takes longer is undone\n' +
    '  --lock-timeout 10m    how long to wait for another run\n' +
    '  --min-free 500MB      what must stay free\n' +
    '\n' +
    'What is there is first kept as a backup of its own (pre-restore-...). If anything fails, it is put back. The restore\n' +
    'continues if this terminal closes. The script looks for the archive in the directory above it, then in\n' +
    '$MB_RUNBOOK_DIR.\n' +
    'END\n' +
    '[ -z "$MB_RUNBOOK_SECRETS" ] ||\n' +
    'printf \'\\nThe backup was made with secrets, which this script does not hold. Set them as environment variables: %s.\\n\' \\\n' +
    '"$MB_RUNBOOK_SECRETS" >&3\n' +
    'printf \'\\nExit codes\\n\' >&3\n' +
    'mb_exit_codes >&3\n' +
    '}\n',
  'script/runtime/secrets.sh':
    'mb_mask() {\n' +
    'local line name value rest\n' +
    'while IFS= read -r line || [ -n "$line" ]; do\n' +
    'for name in $MB_SECRETS; do\n' +
    'eval "value=\\$$name"\n' +
    '[ -z "$value" ] || mb_replace "$value"\n' +
    'done\n' +
    'rest=$line line=\n' +
    'while case $rest in *://*@*) ;; *) false ;; esac do\n' +
    'line="$line${rest%%://*}://[secret]@" rest=${rest#*://}\n' +
    'rest=${rest#*@}\n' +
    'done\n' +
    'printf \'%s\\n\' "$line$rest"\n' +
    'done\n' +
    '}\n' +
    'mb_replace() {\n' +
    'local done=\'\' todo="$line"\n' +
    'while case $todo in *"$1"*) ;; *) false ;; esac do\n' +
    'done="$done${todo%%"$1"*}[secret]"\n' +
    'todo=${todo#*"$1"}\n' +
    'done\n' +
    'line=$done$todo\n' +
    '}\n',
  'script/runtime/send.sh':
    'mb_send() {\n' +
    'local file="$MB_AT/$2" bytes\n' +
    'mb_emit verifying backup "$1"\n' +
    'if [ ! -f "$file" ] || [ -L "$file" ] || ! bytes=$(mb_size "$file" 2>/dev/null); then\n' +
    'mb_emit gone backup "$1"\n' +
    'return 0\n' +
    'fi\n' +
    '[ -r "$file" ] ||\n' +
    'mb_fail E_PERM "$(id -un) may not read the archive $MB_DIR/$2." safe \'nothing was changed\' \\\n' +
    'next \'set sudo: true, or log in as the owner of the backups\'\n' +
    'mb_emit raw backup "$1" bytes# "$bytes"\n' +
    'head -c "$bytes" "$file" >&3 2>"$MB_WORK/noise" ||\n' +
    'mb_fail E_VERIFY "The archive $MB_DIR/$2 cannot be read to its end." Said "$(cat "$MB_WORK/noise")" \\\n' +
    'safe \'nothing was changed\' next \'check the disk of this server (dmesg)\'\n' +
    'mb_phase sent\n' +
    '}\n',
  'script/runtime/skipped.sh':
    'mb_record_skip() {\n' +
    'local newest time stamp file\n' +
    'newest=$(mb_newest_stamp) time=$(date +%s)\n' +
    'if [ -n "$newest" ] && [ "$(mb_epoch "$newest")" -ge "$time" ]; then time=$(($(mb_epoch "$newest") + 1)); fi\n' +
    'while\n' +
    'stamp=$(date -d "@$time" +%Y%m%d_%H%M%S)\n' +
    'file="$MB_AT/.meta/$MB_PREFIX-$stamp.skipped"\n' +
    '[ -e "$file" ] || [ -L "$file" ]\n' +
    'do time=$((time + 1)); done\n' +
    'mb_object schema# 1 kind skipped prefix "$MB_PREFIX" runId "$MB_RUN" time# "$time" timeText \\\n' +
    '"$(date -d "@$time" +%Y-%m-%dT%H:%M:%SZ)" @ "$(mb_static skipped)"\n' +
    'printf \'%s\\n\' "$MB_JSON" >"$MB_WORK/skipped" && mb_sync "$MB_WORK/skipped" && mv -T -- "$MB_WORK/skipped" "$file" &&\n' +
    'mb_sync "$MB_AT/.meta" ||\n' +
    'mb_fail E_PUBLISH "The record of the skipped backup could not be written in $MB_DIR/.meta." safe \'the run had nothing else to do\'\n' +
    'mb_prune_skips "$1"\n' +
    '}\n' +
    'mb_prune_skips() {\n' +
    'local file\n' +
    'for file in "$MB_AT"/.meta/*.skipped; do\n' +
    'file=${file##*/}\n' +
    'case $file in\n' +
    '*[!A-Za-z0-9._-]*) ;;\n' +
    '*) printf \'%s %s\\n\' "${file##*-}" "$file" ;;\n' +
    'esac\n' +
    'done | sort -r | tail -n "+$(($1 + 1))" | while read -r _ file; do rm -f -- "$MB_AT/.meta/$file"; done\n' +
    '}\n',
  'script/runtime/swap.sh':
    'mb_quoted() {\n' +
    'local rest="$1" done=\'\'\n' +
    'while case $rest in *\\\'*) ;; *) false ;; esac do done="$done${rest%%\\\'*}\'\\\\\'\'" rest=${rest#*\\\'}; done\n' +
    'printf "\'%s\'" "$done$rest"\n' +
    '}\n' +
    'mb_stage_beside() {\n' +
    '[ "${2:-}" = flat ] || [ "$(id -u)" != 0 ] || mb_unseen "$1"\n' +
    '(mb_enter_place "$1" made || mb_fail E_PERM "The directory ${1%/*}/ cannot be entered: $MB_WHY." safe \'nothing was changed\') || exit 1\n' +
    'mb_journal remove_new "$1" "$MB_RUN"\n' +
    'printf \'%s\\n\' "$1" >>"$MB_WORK/destinations" || mb_unwritable "$MB_WORK"\n' +
    'mb_beside "$1" true 2>"$MB_WORK/noise" ||\n' +
    'mb_fail E_RESTORE "Nothing can be made ready beside $1." Said "$(cat "$MB_WORK/noise")" safe \'nothing was changed\'\n' +
    '}\n' +
    'mb_unseen() {\n' +
    'local root="${1%%//*}"\n' +
    'case $1 in *//*) ;; *) return 0 ;; esac\n' +
    '[ "$(mb_cover_of "$1")" = "$1" ] && grep -qxF -- "$(readlink -f -- "$root")" "$MB_WORK/mounted-now" || return 0\n' +
    'mb_fail E_PREREQ "$1 is in $root, a filesystem of its own to which containers write: they would see what is made ready there." \\\n' +
    'safe \'nothing was stopped, nothing was changed\' next \'stop the containers that have it mounted (docker ps), then restore again\'\n' +
    '}\n' +
    'undo_remove_new() {\n' +
    'local cover\n' +
    'mb_is_run "$2" || return 1\n' +
    'cover=$(mb_cover_of "$1")\n' +
    'mb_discard "$cover" "$2" "${cover##*/}.meeshy-new-$2" && mb_discard "$1" "$2" "${1##*/}.meeshy-undone-$2"\n' +
    '}\n' +
    'words_of_remove_new() {\n' +
    'local cover\n' +
    'cover=$(mb_cover_of "$1").meeshy-new-$2\n' +
    'printf \'remove what was made ready beside %s (rm -rf %s)\' "$1" "$(mb_typed "$cover")"\n' +
    '}\n' +
    'mb_is_run() {\n' +
    'case $1 in\n' +
    '\'\' | *[!A-Za-z0-9-]*) return 1 ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_unstaged() {\n' +
    'mb_is_full\n' +
    'case $(cat "$MB_WORK/noise") in\n' +
    '*\'No space left\'* | *\'quota exceeded\'*)\n' +
    'mb_fail E_NOSPACE "The disk filled up while $1 was made ready beside its place ($2)." \\\n' +
    'safe \'nothing was changed; what was written is removed\' next \'free space there\'\n' +
    ';;\n' +
    'esac\n' +
    'mb_fail E_RESTORE "$1 could not be made ready beside its place ($2)." Said "$(tail -n 5 "$MB_WORK/noise")" safe \'nothing was changed\'\n' +
    '}\n' +
    'mb_swap() {\n' +
    'local at name="${1##*/}"\n' +
    'at=$(mb_place "$1")\n' +
    'if [ -e "$at" ] || [ -L "$at" ]; then\n' +
    'mb_where "$at" mb_is_free "$name.meeshy-old-$MB_RUN" 2>"$MB_WORK/noise" || mb_unswapped "$at"\n' +
    'mb_journal put_back "$at" "$MB_RUN"\n' +
    'mb_leftover remove_old "$at" "$MB_RUN"\n' +
    'mb_where "$at" mv -T -- "./$name" "./$name.meeshy-old-$MB_RUN" 2>"$MB_WORK/noise" || mb_unswapped "$at"\n' +
    'mb_phase "aside"\n' +
    'else\n' +
    'mb_journal remove_made "$at" "$MB_RUN"\n' +
    'fi\n' +
    'if grep -qxF -- "$at" "$MB_WORK/destinations"; then\n' +
    'mb_beside "$at" mb_swap_in "$at" 2>"$MB_WORK/noise" && mb_uncover "$at" new "$MB_RUN" 2>"$MB_WORK/noise" || mb_unswapped "$at"\n' +
    'fi\n' +
    'mb_where "$at" mb_sync . 2>"$MB_WORK/noise" || mb_unswapped "$at"\n' +
    'mb_phase swapped\n' +
    '}\n' +
    'mb_is_free() {\n' +
    'mb_unlinked "$1"\n' +
    '! mb_is_here "$1" || {\n' +
    'printf \'something else is at %s\\n\' "$1" >&2\n' +
    'return 1\n' +
    '}\n' +
    '}\n' +
    'mb_swap_in() {\n' +
    'exec 6<.\n' +
    'local mode=\'\'\n' +
    'mb_enter_place "$1" && [ "$(stat -c %d .)" = "$(stat -c %d /proc/self/fd/6/.)" ] || return 1\n' +
    'if [ -d /proc/self/fd/6/new ] && [ ! -L /proc/self/fd/6/new ] && [ ! -w /proc/self/fd/6/new ]; then\n' +
    'mode=$(stat -c %a /proc/self/fd/6/new) && chmod u+w /proc/self/fd/6/new || return 1\n' +
    'fi\n' +
    'mv -T -- /proc/self/fd/6/new "./${1##*/}" && { [ -z "$mode" ] || chmod "$mode" "./${1##*/}"; }\n' +
    '}\n' +
    'undo_put_back() {\n' +
    'mb_is_run "$2" && mb_where "$1" mb_swap_back "${1##*/}" "$2"\n' +
    '}\n' +
    'mb_swap_back() {\n' +
    'mb_is_here "$1.meeshy-old-$2" || return 0\n' +
    'mb_unlinked "$1.meeshy-undone-$2"\n' +
    '! mb_is_here "$1" || mv -T -- "./$1" "./$1.meeshy-undone-$2" || return 1\n' +
    'mv -T -- "./$1.meeshy-old-$2" "./$1" && mb_sync .\n' +
    '}\n' +
    'words_of_put_back() {\n' +
    'printf \'put %s back as it was, if %s is there (move away what is in its place, then: mv -T %s %s)\' "$1" \\\n' +
    '"$1.meeshy-old-$2" "$(mb_typed "$1.meeshy-old-$2")" "$(mb_typed "$1")"\n' +
    '}\n' +
    'undo_remove_made() {\n' +
    'local cover\n' +
    'mb_is_run "$2" || return 1\n' +
    'cover=$(mb_cover_of "$1").meeshy-new-$2\n' +
    '[ ! -d "${cover%/*}/" ] || ! mb_where "$cover" mb_is_here "${cover##*/}/new" || return 0\n' +
    'mb_discard "$1" "$2" "${1##*/}"\n' +
    '}\n' +
    'words_of_remove_made() {\n' +
    'local cover\n' +
    'cover=$(mb_cover_of "$1").meeshy-new-$2\n' +
    'printf \'remove %s, which was not there before (unless %s is still there: rm -rf %s)\' "$1" "$cover/new" "$(mb_typed "$1")"\n' +
    '}\n' +
    'undo_remove_old() {\n' +
    'mb_is_run "$2" && mb_discard "$1" "$2" "${1##*/}.meeshy-old-$2"\n' +
    '}\n' +
    'words_of_remove_old() {\n' +
    'printf \'remove what was in the place of %s before (rm -rf %s)\' "$1" "$(mb_typed "$1.meeshy-old-$2")"\n' +
    '}\n' +
    'mb_unswapped() {\n' +
    'mb_fail E_RESTORE "$1 could not be replaced." Said "$(cat "$MB_WORK/noise")"\n' +
    '}\n',
  'script/runtime/table.sh':
    'mb_table() {\n' +
    'local component path raw offset length sha256 milliseconds consistency counts\n' +
    'set --\n' +
    'while IFS="$MB_TAB" read -r component path raw offset length sha256 milliseconds consistency counts; do\n' +
    'mb_component_fields\n' +
    'mb_object @ "$MB_FIELDS" @ "$(mb_static "$component")"\n' +
    'set -- "$@" "$MB_JSON"\n' +
    'done <"$MB_WORK/components"\n' +
    'mb_list "$@"\n' +
    'set -- "$MB_JSON"\n' +
    'mb_head_fields\n' +
    'mb_object @ "$MB_FIELDS" @ "$(mb_static table)" components@ "$1"\n' +
    'MB_TABLE=$MB_JSON\n' +
    '}\n' +
    'mb_head_fields() {\n' +
    'mb_object schema# 1 kind backup name "$MB_NAME" runId "$MB_RUN" sequence# "$MB_SEQUENCE" prefix "$MB_PREFIX" time# "$MB_TIME"\n' +
    'mb_fields\n' +
    '}\n' +
    'mb_component_fields() {\n' +
    'mb_object name "$component" path "$path" rawBytes# "$raw" offset# "$offset" length# "$length" sha256 "$sha256" \\\n' +
    'consistency "$consistency"\n' +
    'mb_fields\n' +
    '}\n' +
    'mb_fields() {\n' +
    'MB_FIELDS=${MB_JSON#?}\n' +
    'MB_FIELDS=${MB_FIELDS%?}\n' +
    '}\n' +
    'mb_table_end() {\n' +
    'local size n=0\n' +
    'size=$(mb_size "$1")\n' +
    '{ mb_tar_header 0 "$MB_NAME/MANIFEST.json" "$size" && cat -- "$1" && mb_zeros "$size" && mb_nulls 1024; } >"$MB_WORK/ending" || return 1\n' +
    'size=$(mb_size "$MB_WORK/ending")\n' +
    'while [ "$size" -gt 0 ]; do\n' +
    'dd if="$MB_WORK/ending" bs=32768 skip="$n" count=1 2>/dev/null | mb_stored_member $((size < 32768 ? size : 32768)) || return 1\n' +
    'n=$((n + 1)) size=$((size - 32768))\n' +
    'done\n' +
    '}\n' +
    'mb_is_table() {\n' +
    'mb_table_end "$1" >"$MB_WORK/ends" || return 1\n' +
    '[ "$(tail -c "$(mb_size "$MB_WORK/ends")" -- "$MB_SOURCE" | mb_sha256)" = "$(mb_sha256 <"$MB_WORK/ends")" ]\n' +
    '}\n' +
    'mb_prove_table() {\n' +
    'local MB_NAME MB_TIME MB_COMPRESS\n' +
    '! mb_is_old || return 0\n' +
    'MB_NAME=$MB_SOURCE_NAME MB_TIME=$MB_SOURCE_TIME MB_COMPRESS=$MB_SOURCE_COMPRESSION\n' +
    'printf \'%s\\n\' "$MB_SOURCE_TABLE" >"$MB_WORK/table" || mb_unwritable "$MB_WORK"\n' +
    'mb_is_table "$MB_WORK/table" || mb_unvouched "$(mb_table_differs)"\n' +
    'mb_phase proven-table\n' +
    '}\n' +
    'mb_unvouched() {\n' +
    'mb_fail E_VERIFY "The manifest beside $MB_SOURCE_FILE says something else than the archive itself." Differs "$1" \\\n' +
    'safe \'nothing was stopped, nothing was changed\' \\\n' +
    'next \'take the archive and its manifest from a place that nobody else writes to, or choose another backup\'\n' +
    '}\n' +
    'mb_table_differs() {\n' +
    'if mb_own_table; then mb_table_difference "$MB_WORK/table" "$MB_WORK/table-found"; else\n' +
    'printf \'the archive does not end with the table that this manifest would have\'\n' +
    'fi\n' +
    '}\n' +
    'mb_own_table() {\n' +
    'local component path raw offset length rest\n' +
    'IFS="$MB_TAB" read -r component path raw offset length rest <<END\n' +
    '$(printf \'%s\\n\' "$MB_ALL_ROWS" | tail -n 1)\n' +
    'END\n' +
    '! mb_is_fragment "$path" || raw=0\n' +
    'mb_unpack_end $((offset + length)) "$raw" && mb_table_found\n' +
    '}\n' +
    'mb_unpack_end() {\n' +
    'rm -f "$MB_WORK/status-1"\n' +
    '{ mb_range "$1" $((MB_SOURCE_BYTES - $1)) "$MB_SOURCE" | { mb_unpack; echo $? >"$MB_WORK/status-1"; } |\n' +
    'head -c 16777216 | tail -c +$(((512 - $2 % 512) % 512 + 1)) >"$MB_WORK/rest"; } 2>/dev/null\n' +
    '[ "$MB_SOURCE_BYTES" -gt "$1" ] && [ "$(cat "$MB_WORK/status-1")" = 0 ]\n' +
    '}\n' +
    'mb_table_found() {\n' +
    'tar -xOf "$MB_WORK/rest" "$MB_NAME/MANIFEST.json" >"$MB_WORK/table-found" 2>/dev/null && mb_is_table "$MB_WORK/table-found"\n' +
    '}\n' +
    'mb_table_difference() {\n' +
    'awk \'\n' +
    'NR == FNR { one = $0; next }\n' +
    '{ other = $0 }\n' +
    'END {\n' +
    'high = length(one)\n' +
    'while (low < high) {\n' +
    'middle = int((low + high + 1) / 2)\n' +
    'if (substr(one, 1, middle) == substr(other, 1, middle)) low = middle; else high = middle - 1\n' +
    '}\n' +
    'before = substr(one, 1, low)\n' +
    'if (before ~ /([}]|"images":\\[|"components":\\[)$/) {\n' +
    'print index(before, "\\"components\\":[") ? "components" : "images"\n' +
    'exit\n' +
    '}\n' +
    'for (rest = one; match(rest, /[{]"name":"[^"\\\\]*","path":/); rest = substr(rest, RSTART + RLENGTH)) {\n' +
    'if (passed + RSTART > low) break\n' +
    'component = substr(rest, RSTART + 9, RLENGTH - 18) " "\n' +
    'passed += RSTART + RLENGTH - 1\n' +
    '}\n' +
    'field = "schema"\n' +
    'for (; match(before, /"[A-Za-z0-9-]+":/); before = substr(before, RSTART + RLENGTH))\n' +
    'field = substr(before, RSTART + 1, RLENGTH - 3)\n' +
    'print component field\n' +
    '}\' "$1" "$2"\n' +
    '}\n',
  'script/runtime/tarlist.sh':
    'mb_tar_rows() {\n' +
    '[ -n "${MB_TAR:-}" ] || mb_know_tar\n' +
    'rm -f "$MB_WORK/tar-status" "$MB_WORK/tar-names" "$MB_WORK/tar-lines"\n' +
    'if [ "$MB_TAR" = gnu ]; then\n' +
    '{ tar --numeric-owner --quoting-style=c -tvf - 2>"$MB_WORK/tar-said"; echo $? >"$MB_WORK/tar-status"; } | mb_rows_quoted\n' +
    'else\n' +
    'mb_list_twice\n' +
    'mb_rows_paired "$MB_WORK/tar-names" <"$MB_WORK/tar-lines"\n' +
    'fi\n' +
    '}\n' +
    'mb_know_tar() {\n' +
    'case $(tar --version 2>/dev/null) in *GNU*) MB_TAR=gnu ;; *) MB_TAR=plain ;; esac\n' +
    '}\n' +
    'mb_rows_quoted() {\n' +
    'awk \'\n' +
    '{ at = index($0, "\\""); head = substr($0, 1, at - 1); rest = substr($0, at)\n' +
    'if (!at || length($0) > 40000 || head !~ /^[-?A-Za-z][-rwxsStT]+ -?[0-9]+\\/-?[0-9]+ / || !match(rest, /^"([^"\\\\]|\\\\.)*"/)) {\n' +
    'print "!\\tholds an entry that tar does not show so that it can be judged"; next }\n' +
    'name = substr(rest, 2, RLENGTH - 2); rest = substr(rest, RLENGTH + 1); target = ""\n' +
    'if (match(rest, /^ (->|link to) "/)) target = substr(rest, RLENGTH + 1, length(rest) - RLENGTH - 1)\n' +
    'split(head, field, " ")\n' +
    'print substr(head, 1, 10) "\\t" field[3] "\\t" name "\\t" target }\'\n' +
    '}\n' +
    'mb_list_twice() {\n' +
    'local pipe="$MB_WORK/tar-pipe" reader\n' +
    'rm -f "$pipe" && mkfifo "$pipe" || return 1\n' +
    '{ tar -tf - 2>/dev/null; cat >/dev/null; } <"$pipe" >"$MB_WORK/tar-names" &\n' +
    'reader=$!\n' +
    'tee "$pipe" | { tar -tvf - >"$MB_WORK/tar-lines" 2>"$MB_WORK/tar-said"; echo $? >"$MB_WORK/tar-status"; cat >/dev/null; }\n' +
    'wait "$reader"\n' +
    '}\n' +
    'mb_rows_paired() {\n' +
    'awk -v names="$1" \'\n' +
    'function safe(text) { gsub(/\\\\/, "&&", text); gsub(/\\t/, "\\\\t", text); return text }\n' +
    'function tell() {\n' +
    'if (mode ~ /^-/ && target != "") mode = "h" substr(mode, 2)\n' +
    'if (mode != "") print mode "\\t" bytes "\\t" name "\\t" target\n' +
    'mode = "" }\n' +
    'function refuse(why) { tell(); print "!\\t" why; refused = 1; exit }\n' +
    'function head_before(at) {\n' +
    'return substr($0, 1, at - 1) ~ /-[0-9][0-9] [0-9][0-9]:[0-9][0-9](:[0-9][0-9])? $/ &&\n' +
    'substr($0, 1, at - 1) ~ /^[-?A-Za-z][-rwxsStT]+ .* [0-9,]+ [0-9]+-[0-9][0-9]-[0-9][0-9] [0-9:]+ $/ }\n' +
    'function follows(at) { return at == length($0) + 1 || substr($0, at, 4) == " -> " }\n' +
    'BEGIN {\n' +
    'unclear = "holds an entry that tar does not show so that it can be judged"\n' +
    'torn = "holds an owner, or the target of a link, of several lines, which this tar does not show apart (GNU tar does)" }\n' +
    '{ if ((getline part <names) != 1) refuse(torn)\n' +
    'if (length($0) > 10000) refuse(unclear)\n' +
    'heads = 0\n' +
    'for (at = 1; at <= length($0) + 1 - length(part) && heads < 2; at++) {\n' +
    'if (part != "") { if (!(n = index(substr($0, at), part))) break; at += n - 1 }\n' +
    'if (head_before(at) && follows(at + length(part))) { heads++; head = at - 1 } }\n' +
    'continued = substr($0, 1, length(part)) == part && follows(length(part) + 1)\n' +
    'if (heads + continued != 1 || !heads && mode == "") refuse(unclear)\n' +
    'if (heads) {\n' +
    'tell()\n' +
    'n = split(substr($0, 1, head), field, " ")\n' +
    'mode = substr($0, 1, 10); bytes = field[n - 2]; name = safe(part)\n' +
    '} else { head = 0; name = name "\\\\n" safe(part) }\n' +
    'target = safe(substr($0, head + length(part) + 5)) }\n' +
    'END {\n' +
    'if (refused) exit\n' +
    'if ((getline part <names) == 1) refuse(unclear)\n' +
    'tell() }\'\n' +
    '}\n',
  'script/runtime/undo.sh':
    'mb_settle() {\n' +
    'local line\n' +
    'MB_UNDO_SAID=\n' +
    'mb_entry "$1" && mb_undo_line "$1" "$line" && rm -f -- "$1"\n' +
    '}\n' +
    'mb_entry() {\n' +
    'local rest=\'\'\n' +
    '{ IFS= read -r line && ! IFS= read -r rest && [ -z "$rest" ]; } 2>/dev/null <"$1"\n' +
    '}\n' +
    'mb_undo_line() {\n' +
    'local file="$1" seconds="${3:-}"\n' +
    'MB_UNDO_SAID=\n' +
    'mb_with_words "$2" mb_undo_now\n' +
    '}\n' +
    'mb_with_words() {\n' +
    'local call="$2" left\n' +
    'case $1 in\n' +
    '\'\' | \' \'* | *\' \' | *\'  \'* | *[!A-Za-z0-9_./:@+,%\\ -]*) return 2 ;;\n' +
    'esac\n' +
    'set -- $1\n' +
    'case $1 in\n' +
    '*[!a-z_]*) return 2 ;;\n' +
    'esac\n' +
    '[ "$(command -v "undo_$1")" = "undo_$1" ] || return 2\n' +
    'left=$#\n' +
    'while [ "$left" -gt 0 ]; do\n' +
    'mb_is_encoded "$1" || return 2\n' +
    'mb_decode "$1"\n' +
    'shift\n' +
    'set -- "$@" "$MB_DECODED"\n' +
    'left=$((left - 1))\n' +
    'done\n' +
    '"$call" "$@"\n' +
    '}\n' +
    'mb_is_encoded() {\n' +
    'local rest="$1"\n' +
    '[ "$rest" != % ] || return 0\n' +
    'while case $rest in *%*) ;; *) false ;; esac do\n' +
    'rest=${rest#*%}\n' +
    'case $rest in\n' +
    '00*) return 1 ;;\n' +
    '[0-9A-F][0-9A-F]*) ;;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    'done\n' +
    '}\n' +
    'mb_undo_now() {\n' +
    'local said="$file.said" status\n' +
    '[ -n "$seconds" ] || seconds=$(mb_undo_seconds "$1")\n' +
    'mb_bounded "$seconds" mb_undo_alone "$@"\n' +
    'status=$?\n' +
    '[ "$status" = 0 ] || MB_UNDO_SAID=$(tail -n 8 "$said" 2>/dev/null | mb_mask)\n' +
    '[ "$status" != 124 ] || MB_UNDO_SAID="${MB_UNDO_SAID:+$MB_UNDO_SAID; }it did not finish within $seconds s"\n' +
    'rm -f -- "$said"\n' +
    'return "$status"\n' +
    '}\n' +
    'mb_undo_seconds() {\n' +
    'if [ "$(command -v "seconds_of_$1")" = "seconds_of_$1" ]; then "seconds_of_$1"; else echo 60; fi\n' +
    '}\n' +
    'mb_undo_alone() {\n' +
    'local verb="$1" why=\'\'\n' +
    'shift\n' +
    'trap \'\' HUP\n' +
    'exec 3>/dev/null\n' +
    'if { true 8<>"$file"; } 2>/dev/null; then exec 8<>"$file"; else exec 8<"$file"; fi\n' +
    'if { true >"$said"; } 2>/dev/null; then exec 2>"$said"; fi\n' +
    'exec 4>&2\n' +
    'MB_CLIENT=0\n' +
    '! command -v flock >/dev/null 2>&1 || until why=$(flock -n 8 2>&1) || [ -n "$why" ]; do sleep 0.1; done\n' +
    '"undo_$verb" "$@"\n' +
    '}\n' +
    'mb_bounded() {\n' +
    'local seconds="$1" pid until n=0 pause=0.01 MB_NOW\n' +
    'shift\n' +
    '("$@") </dev/null &\n' +
    'pid=$!\n' +
    'mb_now\n' +
    'until=$((MB_NOW + seconds * 1000))\n' +
    'while mb_lives "$pid"; do\n' +
    'mb_now\n' +
    '[ "$MB_NOW" -lt "$until" ] || {\n' +
    'mb_end_bounded "$pid"\n' +
    'return 124\n' +
    '}\n' +
    '[ "$n" -lt 50 ] || pause=0.2\n' +
    'sleep "$pause"\n' +
    'n=$((n + 1))\n' +
    'done\n' +
    '{ wait "$pid" || wait "$pid"; } 2>/dev/null\n' +
    '}\n' +
    'mb_lives() {\n' +
    'local state\n' +
    '{ read -r _ _ state _ <"/proc/$1/stat"; } 2>/dev/null && [ "$state" != Z ]\n' +
    '}\n' +
    'mb_end_bounded() {\n' +
    'local MB_MARK=/\n' +
    'kill -STOP "$1" 2>/dev/null\n' +
    'mb_end_processes "$1" || :\n' +
    'kill -KILL "$1" 2>/dev/null\n' +
    '{ wait "$1"; } 2>/dev/null\n' +
    '}\n' +
    'mb_undo() {\n' +
    'local dir="$1" entry words status=0\n' +
    'set --\n' +
    'for entry in "$dir"/[0-9][0-9][0-9][0-9]; do\n' +
    '[ ! -f "$entry" ] || set -- "$entry" "$@"\n' +
    'done\n' +
    'for entry in "$@"; do\n' +
    'mb_settle "$entry" && continue\n' +
    'status=1\n' +
    'words="This could not be undone, and the next run tries again: $(mb_undo_words "$entry")."\n' +
    'mb_warn undo-failed "$words${MB_UNDO_SAID:+${MB_NEWLINE}It said: $MB_UNDO_SAID}"\n' +
    '[ ! -e "$dir/ordered" ] || return 1\n' +
    'done\n' +
    'return $status\n' +
    '}\n' +
    'mb_complete() {\n' +
    'local line status=0\n' +
    'MB_UNDONE=\n' +
    'while IFS= read -r line || [ -n "$line" ]; do\n' +
    'mb_undo_line "$1" "$line" 3600 && continue\n' +
    'status=1\n' +
    'MB_UNDONE="${MB_UNDONE:+$MB_UNDONE; }$(mb_line_words "$1" "$line")"\n' +
    'done <"$1"\n' +
    'return $status\n' +
    '}\n' +
    'mb_undo_words() {\n' +
    'local line\n' +
    'line=\n' +
    'mb_entry "$1" || line=\n' +
    'mb_line_words "$1" "$line"\n' +
    '}\n' +
    'mb_line_words() {\n' +
    'local words\n' +
    'words=$(mb_with_words "$2" mb_words_now 2>/dev/null) && [ -n "$words" ] ||\n' +
    'words="what the file $(mb_shown "$1") says, which this version cannot read (check the file, and remove it if nothing is left to undo)"\n' +
    'printf \'%s\' "$words"\n' +
    '}\n' +
    'mb_words_now() {\n' +
    'local verb="$1"\n' +
    'shift\n' +
    '"words_of_$verb" "$@"\n' +
    '}\n' +
    'mb_typed() {\n' +
    'case $1 in\n' +
    '\'\' | *[!A-Za-z0-9_./:@+,-]*) mb_quoted "$1" ;;\n' +
    '*) printf \'%s\' "$1" ;;\n' +
    'esac\n' +
    '}\n',
  'script/runtime/verify.sh':
    'mb_verify_tools() {\n' +
    'local tool missing=\'\'\n' +
    'for tool in awk dd grep gzip head od sed stat tail tar timeout tr; do\n' +
    'command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"\n' +
    'done\n' +
    'command -v openssl >/dev/null 2>&1 || command -v sha256sum >/dev/null 2>&1 || missing="$missing openssl or sha256sum"\n' +
    '[ -z "$missing" ] ||\n' +
    'mb_fail E_PREREQ "Tools are missing on this server:$missing." safe \'nothing was changed\' \\\n' +
    'next \'install them, or verify on the runner (where: runner)\'\n' +
    'mb_know_tar\n' +
    '}\n' +
    'MB_UNVOUCHED=\'its sha256 is not the recorded one, although every part of it reads as it was written: \'\n' +
    'MB_UNVOUCHED="${MB_UNVOUCHED}bytes that nothing else vouches for, in the compressed padding"\n' +
    'mb_verify() {\n' +
    'local level="$1" hasher whole end=0 before=0 last=\'\'\n' +
    'local component path raw offset length sha256 consistency counts container service\n' +
    'MB_SOURCE_NAME=$2 MB_SOURCE="$MB_AT/$3" MB_SOURCE_BYTES=$4 MB_SOURCE_COMPRESSION=$6 MB_TIME=$7\n' +
    'MB_NAME=$2 MB_COMPRESS=$6 MB_GONE=\'\' MB_TOLD=0\n' +
    'mb_verify_open "$4" || { mb_verify_over; return; }\n' +
    'mb_sha256 <"$MB_SOURCE" >"$MB_WORK/whole" 2>/dev/null &\n' +
    'hasher=$!\n' +
    'printf \'%s\\n\' "$8" >"$MB_WORK/rows"\n' +
    'while IFS="$MB_TAB" read -r component path raw offset length sha256 consistency counts container service; do\n' +
    '[ -z "$MB_GONE" ] || break\n' +
    'mb_verify_between\n' +
    'mb_verify_component "$level"\n' +
    'end=$((offset + length)) last=$component\n' +
    'if mb_is_fragment "$path"; then before=0; else before=$raw; fi\n' +
    'done <"$MB_WORK/rows"\n' +
    '[ -n "$MB_GONE" ] || mb_verify_end "$8" "$9"\n' +
    'wait "$hasher"\n' +
    'whole=$(cat "$MB_WORK/whole")\n' +
    '[ "$whole" = "$5" ] || [ "$MB_TOLD" -gt 0 ] ||\n' +
    'mb_damage \'\' archive 0 "$MB_SOURCE_BYTES" "$MB_UNVOUCHED"\n' +
    'mb_verify_over\n' +
    '}\n' +
    'mb_verify_open() {\n' +
    'local bytes\n' +
    'mb_emit verifying backup "$MB_SOURCE_NAME"\n' +
    'mb_say "- $MB_SOURCE_NAME"\n' +
    '[ -f "$MB_SOURCE" ] && [ ! -L "$MB_SOURCE" ] || { MB_GONE=1; return 1; }\n' +
    '[ -r "$MB_SOURCE" ] ||\n' +
    'mb_fail E_PERM "$(id -un) may not read the archive $(mb_shown "$MB_SOURCE")." safe \'nothing was changed\' \\\n' +
    'next \'set sudo: true, or log in as the owner of the backups\'\n' +
    'bytes=$(mb_size "$MB_SOURCE") || { MB_GONE=1; return 1; }\n' +
    'if [ "$bytes" -lt "$1" ]; then\n' +
    'mb_damage \'\' archive "$bytes" "$1" "it ends early: it has $bytes bytes, and $1 were written"\n' +
    'elif [ "$bytes" -gt "$1" ]; then\n' +
    'mb_damage \'\' archive "$1" "$bytes" "something follows its end: it has $bytes bytes, and $1 were written"\n' +
    'fi\n' +
    'MB_SOURCE_BYTES=$bytes\n' +
    'mb_format_row "$MB_SOURCE_COMPRESSION"\n' +
    'command -v "$MB_UNPACKER" >/dev/null 2>&1 ||\n' +
    'mb_fail E_PREREQ "The backup $MB_SOURCE_NAME is compressed with $MB_UNPACKER, which this server lacks." \\\n' +
    'safe \'nothing was changed\' next "install $MB_UNPACKER there, or verify on the runner (where: runner)"\n' +
    '}\n' +
    'mb_damage() {\n' +
    '[ "$MB_OPERATION" = verify ] || mb_damaged "${1:-the archive} ($2, bytes $3 to $4): $5"\n' +
    '[ -f "$MB_SOURCE" ] || { MB_GONE=1; return 0; }\n' +
    'MB_TOLD=$((MB_TOLD + 1))\n' +
    'mb_emit damage backup "$MB_SOURCE_NAME" component "$1" part "$2" from# "$3" to# "$4" why "$(mb_cap "$5")"\n' +
    'mb_say "  damaged: ${1:-the archive} ($2, bytes $3 to $4): $5"\n' +
    '}\n' +
    'mb_verify_over() {\n' +
    'local state=verified\n' +
    '[ -z "$MB_GONE" ] || state=gone\n' +
    'mb_emit "$state" backup "$MB_SOURCE_NAME"\n' +
    'mb_say "  $state: $MB_TOLD damaged"\n' +
    '}\n' +
    'mb_verify_between() {\n' +
    'local header="$offset"\n' +
    'if ! mb_is_fragment "$path"; then\n' +
    'header=$((offset - $(mb_stored_length)))\n' +
    'if [ "$header" -lt "$end" ]; then\n' +
    'mb_damage "$component" header "$end" "$offset" \'there is no room for its tar header\'\n' +
    'return 0\n' +
    'fi\n' +
    'mb_tar_header 0 "$MB_NAME/$path" "$raw" | mb_stored_member >"$MB_WORK/member"\n' +
    '[ "$(mb_range "$header" $((offset - header)) "$MB_SOURCE" 2>/dev/null | mb_sha256)" = "$(mb_sha256 <"$MB_WORK/member")" ] ||\n' +
    'mb_damage "$component" header "$header" "$offset" \'its tar header is not the one that was written\'\n' +
    'fi\n' +
    '{ mb_zeros "$before" && { mb_is_fragment "$path" || mb_long_name "$path"; }; } >"$MB_WORK/filler"\n' +
    'mb_verify_filler "$header"\n' +
    '}\n' +
    'mb_zeros() {\n' +
    'dd if=/dev/zero bs=1 count=$(((512 - $1 % 512) % 512)) 2>/dev/null\n' +
    '}\n' +
    'mb_verify_filler() {\n' +
    'local size\n' +
    'size=$(mb_size "$MB_WORK/filler")\n' +
    'if [ "$size" = 0 ]; then\n' +
    '[ "$end" = "$1" ] || mb_damage "$component" header "$end" "$1" \'there are bytes that belong to nothing\'\n' +
    'return 0\n' +
    'fi\n' +
    'rm -f "$MB_WORK/status-1"\n' +
    '{ mb_range "$end" $(($1 - end)) "$MB_SOURCE" | { mb_unpack; echo $? >"$MB_WORK/status-1"; } |\n' +
    'head -c $((size + 1)) >"$MB_WORK/found"; } 2>/dev/null\n' +
    '[ "$(cat "$MB_WORK/status-1")" = 0 ] && [ "$(mb_sha256 <"$MB_WORK/found")" = "$(mb_sha256 <"$MB_WORK/filler")" ] && return 0\n' +
    'if [ "$size" -gt 511 ] &&\n' +
    '[ "$(head -c $(((512 - before % 512) % 512)) "$MB_WORK/found" | mb_sha256)" = "$(mb_zeros "$before" | mb_sha256)" ]; then\n' +
    'mb_damage "$component" header "$end" "$1" \'its long name is not the one that was written\'\n' +
    'else\n' +
    'mb_damage "$last" padding "$end" "$1" \'what follows its data is not what was written\'\n' +
    'fi\n' +
    '}\n' +
    'mb_verify_component() {\n' +
    'mb_now\n' +
    'local began="$MB_NOW" found=\'\'\n' +
    'if ! mb_examine_stored; then\n' +
    'mb_damage "$component" data "$offset" $((offset + length)) "$MB_WHY"\n' +
    'return 0\n' +
    'fi\n' +
    'if [ "$1" = read ]; then\n' +
    'mb_kind "$path"\n' +
    'mb_verify_container\n' +
    'mb_examine_read "$MB_READER" "$component" || {\n' +
    'mb_damage "$component" data "$offset" $((offset + length)) "$MB_WHY$(mb_verify_said)"\n' +
    'return 0\n' +
    '}\n' +
    'found=$(cat "$MB_WORK/counts" 2>/dev/null)\n' +
    'mb_verify_counts "$found" || {\n' +
    'mb_damage "$component" data "$offset" $((offset + length)) "it holds ${found#*=} ${found%%=*}, and the manifest says $counts"\n' +
    'return 0\n' +
    '}\n' +
    'fi\n' +
    'mb_now\n' +
    'mb_emit sound backup "$MB_SOURCE_NAME" component "$component" raw# "$raw" milliseconds# $((MB_NOW - began)) found "$found"\n' +
    '}\n' +
    'mb_verify_said() {\n' +
    'local said\n' +
    'said=$(grep -v \'^$\' "$MB_WORK/noise" 2>/dev/null | tail -n 3 | mb_mask | tr \'\\n\' \' \')\n' +
    '[ -z "$said" ] || printf \': %s\' "$said"\n' +
    '}\n' +
    'mb_verify_counts() {\n' +
    'case "$MB_TAR $1" in\n' +
    '\'plain entries=\'*) return 0 ;;\n' +
    'esac\n' +
    'case " $counts " in\n' +
    '*" $1 "*) return 0 ;;\n' +
    '*" ${1%%=*}="*) return 1 ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_verify_served() {\n' +
    'mb_docker ps -q --filter "label=com.docker.compose.project.working_dir=$MB_APP" \\\n' +
    '--filter "label=com.docker.compose.service=$service" 2>/dev/null\n' +
    '}\n' +
    'mb_verify_container() {\n' +
    'local why=\'does not run\'\n' +
    'MB_CONTAINER=\'\'\n' +
    '[ -n "$MB_SERVED" ] || return 0\n' +
    'for MB_CONTAINER in "$container" $([ "$service" = - ] || mb_verify_served); do\n' +
    '[ "$(mb_docker inspect -f \'{{.State.Status}}\' "$MB_CONTAINER" 2>/dev/null)" = running ] || continue\n' +
    '[ "$service" != - ] && ! mb_verify_ours "$MB_CONTAINER" || return 0\n' +
    'why="is not of the application in $MB_APP (a setting can name it)"\n' +
    'done\n' +
    'mb_emit unread backup "$MB_SOURCE_NAME" component "$component" why "the container ${container#-}, whose tools read it, $why"\n' +
    'mb_say "  not read: $component (its container ${container#-} $why)"\n' +
    'MB_READER=mb_read_nothing\n' +
    '}\n' +
    'mb_verify_ours() {\n' +
    'local place image\n' +
    'place=\'{{index $.Config.Labels "com.docker.compose.project.working_dir"}},\'\n' +
    'place="$place"\'{{index $.Config.Labels "com.docker.compose.project.config_files"}}\'\n' +
    'mb_verify_near "$(mb_docker inspect -f "$place" "$1" 2>/dev/null)" || return 1\n' +
    'image=$(mb_docker inspect -f \'{{.Image}},{{index $.Config.Labels "com.docker.compose.image"}}\' "$1" 2>/dev/null) || return 1\n' +
    '[ "${image%%,*}" != "${image#*,}" ] || return 0\n' +
    '! mb_verify_near "$(mb_docker image inspect -f "$place" "${image%%,*}" 2>/dev/null)"\n' +
    '}\n' +
    'mb_verify_near() {\n' +
    'local app path rest="$1,"\n' +
    'app=$(cd -P -- "$MB_APP" 2>/dev/null && pwd -P) || app=$MB_APP\n' +
    'case $1 in "$MB_APP",* | "$app",*) return 0 ;; esac\n' +
    'while [ -n "$rest" ]; do\n' +
    'path=${rest%%,*} rest=${rest#*,}\n' +
    'case $path in "$MB_APP" | "$MB_APP"/* | "$app" | "$app"/*) return 0 ;; esac\n' +
    'done\n' +
    'return 1\n' +
    '}\n' +
    'mb_verify_end() {\n' +
    'local why=\'\' about=\'\' differs entries="$MB_NAME/backup-metadata.txt $MB_NAME/MANIFEST.sha256 $MB_NAME/MANIFEST.json "\n' +
    'printf \'%s\\n\' "$1" | awk -F \'\\t\' -v name="$MB_NAME" \'{ printf "%s %s %s %s %s/%s\\n", $6, $4, $5, $3, name, $2 }\' >"$MB_WORK/sums"\n' +
    'printf \'%s\\n\' "$2" >"$MB_WORK/table"\n' +
    'if ! mb_unpack_end "$end" "$before"; then\n' +
    'why=\'the entries after its last component cannot be decompressed to their end\'\n' +
    'elif [ "$(tar -tf "$MB_WORK/rest" 2>/dev/null | tr \'\\n\' \' \')" != "$entries" ]; then\n' +
    'why=\'the entries after its last component are not those that were written\'\n' +
    'elif ! mb_table_found; then\n' +
    'why=\'it does not end with the table of its contents\'\n' +
    'elif [ "$(cat "$MB_WORK/table-found")" != "$(cat "$MB_WORK/table")" ]; then\n' +
    'differs=$(mb_table_difference "$MB_WORK/table" "$MB_WORK/table-found")\n' +
    'case $differs in *\' \'*) about=${differs% *} ;; esac\n' +
    'mb_damage "$about" manifest 0 0 "the manifest beside the archive says something else than the archive itself (${differs##* })"\n' +
    'return 0\n' +
    'elif [ "$(tar -xOf "$MB_WORK/rest" "$MB_NAME/MANIFEST.sha256" 2>/dev/null | grep -v \'^#\')" != "$(cat "$MB_WORK/sums")" ]; then\n' +
    'why=\'its own MANIFEST.sha256 says something else than its manifest\'\n' +
    'fi\n' +
    '[ -z "$why" ] || mb_damage \'\' end "$end" "$MB_SOURCE_BYTES" "$why"\n' +
    '}\n' +
    'mb_verify_old() {\n' +
    'MB_SOURCE_NAME=$2 MB_SOURCE="$MB_AT/$3" MB_SOURCE_BYTES=${4:-0} MB_SOURCE_COMPRESSION=gzip MB_GONE=\'\' MB_TOLD=0\n' +
    'mb_verify_open "${4:-$(mb_size "$MB_SOURCE" 2>/dev/null || echo 0)}" || { mb_verify_over; return; }\n' +
    'if [ "$MB_TOLD" = 0 ] && [ -n "$5" ] && old_has_table "$MB_SOURCE"; then\n' +
    'mb_damage \'\' manifest 0 0 \'the manifest beside the archive says something else than the archive itself (kind)\'\n' +
    'elif [ "$MB_TOLD" = 0 ] && [ -n "$5" ] && [ "$(mb_sha256 <"$MB_SOURCE")" != "$5" ]; then\n' +
    'mb_damage \'\' archive 0 "$MB_SOURCE_BYTES" \'its sha256 is not the one it had when it was first read\'\n' +
    'elif [ "$MB_TOLD" = 0 ] && { [ -z "$5" ] || [ "$1" = read ]; }; then\n' +
    'mb_verify_old_parts "$1"\n' +
    'fi\n' +
    'mb_verify_over\n' +
    '}\n' +
    'mb_verify_old_parts() {\n' +
    'local file="$MB_SOURCE" name kind path bytes items raw consistency counts began\n' +
    'old_list "$file" || {\n' +
    'mb_damage \'\' archive 0 "$MB_SOURCE_BYTES" "$(old_said)"\n' +
    'return 0\n' +
    '}\n' +
    '[ "$1" = read ] || return 0\n' +
    'while IFS="$MB_TAB" read -r name kind path bytes items; do\n' +
    'mb_now\n' +
    'began=$MB_NOW\n' +
    'if old_read </dev/null; then\n' +
    'mb_now\n' +
    'mb_emit sound backup "$MB_SOURCE_NAME" component "$name" raw# "$raw" milliseconds# $((MB_NOW - began)) found "${counts#-}"\n' +
    'else\n' +
    'mb_damage "$name" archive 0 "$MB_SOURCE_BYTES" "$(old_said)"\n' +
    'fi\n' +
    'done <"$MB_WORK/old-rows"\n' +
    '}\n',
  'sources/files/drill.sh':
    'tree_drill() {\n' +
    'drill_unpack "$1" mb_raw "$1"\n' +
    '}\n' +
    'fragment_drill() {\n' +
    'drill_unpack "$1" drill_fragment "$1"\n' +
    '}\n' +
    'drill_fragment() {\n' +
    'mb_raw "$1" && dd if=/dev/zero bs=1024 count=1 2>/dev/null\n' +
    '}\n' +
    'drill_unpack() {\n' +
    'local component="$1" at="$MB_WORK/drill" began loaded entries files bytes path raw offset length sha256 consistency counts\n' +
    'shift\n' +
    'mb_row "$component"\n' +
    'mb_drill_fits "$component" "$raw" "$MB_DIR"\n' +
    'mb_journal remove_unpacked "$at"\n' +
    'MB_DRILL_ENTRY=$MB_ENTRY\n' +
    'mb_now\n' +
    'began=$MB_NOW\n' +
    'rm -f "$MB_WORK"/status-*\n' +
    'mkdir -- "$at" || mb_unwritable "$MB_WORK"\n' +
    '{ "$@"; echo $? >"$MB_WORK/status-1"; } | { mb_tar -C "$at" -xpf - 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
    'mb_now\n' +
    'loaded=$((MB_NOW - began))\n' +
    '[ "$(cat "$MB_WORK/status-1")$(cat "$MB_WORK/status-2")" = 00 ] ||\n' +
    'mb_undrilled "$component" \'it cannot be unpacked\' Said "$(tail -n 5 "$MB_WORK/noise")" \\\n' +
    'next \'if the disk was full, free space there; otherwise do not trust this backup: take a new one\'\n' +
    'mb_phase drill-loaded\n' +
    'entries=$(($(find "$at" -print0 | tr -cd \'\\000\' | wc -c)))\n' +
    'read -r files bytes <<END\n' +
    '$(find "$at" -type f -exec stat -c \'%i %s\' {} + | awk \'{ files++ } !seen[$1]++ { bytes += $2 } END { printf "%.0f %.0f", files, bytes }\')\n' +
    'END\n' +
    'drill_compare_files "$component" "$counts" "$entries" "$files" "$bytes"\n' +
    'mb_drill_passed "$component" "$loaded" "files=$files bytes=$bytes"\n' +
    '}\n' +
    'undo_remove_unpacked() {\n' +
    'case $1 in */drill) ;; *) return 1 ;; esac\n' +
    '[ -d "$1" ] || return 0\n' +
    'chmod -R u+rwx -- "$1" 2>/dev/null\n' +
    'rm -rf -- "$1"\n' +
    '}\n' +
    'words_of_remove_unpacked() {\n' +
    'printf \'remove what a drill unpacked (rm -rf %s)\' "$(mb_typed "$(mb_shown "$1")")"\n' +
    '}\n' +
    'drill_compare_files() {\n' +
    'local component="$1" counts=" $2 " entries="$3" files="$4" bytes="$5" differences\n' +
    'differences=$(\n' +
    'case $counts in\n' +
    '*" files=$files "*) ;;\n' +
    '*\' files=\'*) echo "$files files are there, and the backup says ${counts##* files=}" ;;\n' +
    'esac\n' +
    'case $counts in\n' +
    '*" entries=$entries "*) ;;\n' +
    '*\' entries=\'*) [ "$MB_TAR" != gnu ] || echo "$entries files and directories are there, and the backup says ${counts##* entries=}" ;;\n' +
    'esac\n' +
    'awk -F \'\\t\' -v component="$component" -v files="$files" -v bytes="$bytes" \'\n' +
    '$1 == component && $2 == "tree" && $3 != files { print files " files are there, and the backup says " $3 }\n' +
    '$1 == component && $2 == "tree" && $4 != bytes { print bytes " bytes are in them, and the backup says " $4 }\' "$MB_WORK/contents"\n' +
    ')\n' +
    '[ -z "$differences" ] || mb_undrilled "$component" \'the restored data differs from the backup\' \'It differs\' "$differences" \\\n' +
    'next \'do not trust this backup: take a new one; if it happens twice, test memory and disk of this server\'\n' +
    '}\n',
  'sources/files/files.sh':
    'mb_tar() {\n' +
    'case $MB_TAR in\n' +
    'gnu) tar --no-unquote --format=posix --numeric-owner --acls --xattrs \'--xattrs-include=*\' -S "$@" ;;\n' +
    '*) tar "$@" ;;\n' +
    'esac\n' +
    '}\n' +
    'tree_take_counts() {\n' +
    '[ "$MB_TAR" = gnu ]\n' +
    '}\n' +
    'tree_take_counted() {\n' +
    'sed -n \'s/^Total bytes written: \\([0-9][0-9]*\\) .*/\\1/p\'\n' +
    '}\n' +
    'tree_take() {\n' +
    'local status\n' +
    '[ -d "$1" ] || mb_fail E_NOT_FOUND "The directory $1 is not there." safe \'nothing was published; no old backup was touched\'\n' +
    'echo "$2" >"$MB_WORK/consistency"\n' +
    'if [ "$MB_TAR" != gnu ]; then\n' +
    'tree_take_plainly "$1"\n' +
    'return\n' +
    'fi\n' +
    'mb_tar --totals -C "$1" -b 128 -cf - .\n' +
    'status=$?\n' +
    'tree_sockets "$1"\n' +
    '[ "$status" = 1 ] || return "$status"\n' +
    'tree_changed\n' +
    '}\n' +
    'tree_sockets() {\n' +
    'local n\n' +
    'n=$(grep -c \'socket ignored\' "$MB_WORK/said")\n' +
    '[ "$n" = 0 ] || grep -qF "sockets in $1 " "$MB_WORK/warnings" ||\n' +
    'mb_warn sockets "$n sockets in $1 are not kept; the programs that listen there make them anew."\n' +
    '}\n' +
    'tree_changed() {\n' +
    '! grep -q \'padding with zeros\' "$MB_WORK/said" || return 76\n' +
    'return 75\n' +
    '}\n' +
    'tree_contents_json() {\n' +
    'awk -F \'\\t\' -v component="$1" "$MB_AWK_JSON"\'\n' +
    '$1 == component && $2 == "tree" { tree = json_object(json_add(json_add("", "files", json_number($3)), "bytes", json_number($4))) }\n' +
    'END { if (json_refused) exit 1; if (tree != "") printf "%s", json_object(json_add("", "tree", tree)) }\' "$MB_WORK/contents"\n' +
    '}\n' +
    'volume_read() {\n' +
    'local at\n' +
    'at=$(mb_mountpoint "$1") || exit 1\n' +
    'tree_take "$at" "$2"\n' +
    '}\n' +
    'tree_take_plainly() {\n' +
    'local status=0\n' +
    'tree_is_plain "The tar of this server is not GNU tar"\n' +
    'tree_stamps "$1" >"$MB_WORK/stamps-before" || status=75\n' +
    'tar -C "$1" -cf - . || return\n' +
    'tree_stamps "$1" >"$MB_WORK/stamps-after" && [ "$status" = 0 ] &&\n' +
    'cmp -s "$MB_WORK/stamps-before" "$MB_WORK/stamps-after" && return\n' +
    'echo \'sizes or times differ before and after\' >&2\n' +
    'return 75\n' +
    '}\n' +
    'tree_is_plain() {\n' +
    'mb_warn plain-tar "$1: extended attributes, ACLs, holes and fractions of a second in times are not kept."\n' +
    '}\n' +
    'tree_stamps() {\n' +
    'find -H "$@" -type f -exec stat -c "%i %f %s %y %z$MB_TAB%n" {} +\n' +
    '}\n' +
    'volume_take() {\n' +
    'local status\n' +
    'timeout 60 docker volume inspect "$1" >/dev/null 2>&1 ||\n' +
    'mb_fail E_NOT_FOUND "The volume $1 does not exist." next \'check volumes for a typing error\'\n' +
    'echo "$3" >"$MB_WORK/consistency"\n' +
    'mb_journal remove_reader "meeshy-backup-$MB_RUN"\n' +
    'docker run --rm --pull never --name "meeshy-backup-$MB_RUN" --label "meeshy-backup=$MB_RUN" --network none --log-driver none --user 0:0 \\\n' +
    '--mount "type=volume,source=$1,destination=/volume,readonly" --entrypoint sh "$2" -c \\\n' +
    '\'cd /volume || exit 3\n' +
    'if tar --version 2>/dev/null | grep -q GNU; then\n' +
    'exec tar --format=posix --numeric-owner --acls --xattrs "--xattrs-include=*" -S -b 128 -cf - .\n' +
    'fi\n' +
    'stamps() { find . -type f -exec stat -c "%n %i %f %s %y %z" {} +; }\n' +
    'before=$(stamps)\n' +
    'seen=$?\n' +
    'tar -cf - . || exit 2\n' +
    'after=$(stamps) && [ "$seen" = 0 ] && [ "$before" = "$after" ]\n' +
    'seen=$?\n' +
    '[ "$seen" = 0 ] || echo "sizes or times differ before and after" >&2\n' +
    'echo @plain >&2\n' +
    '[ "$seen" = 0 ]\'\n' +
    'status=$?\n' +
    'mb_settle "$MB_ENTRY"\n' +
    '! grep -qx @plain "$MB_WORK/said" || tree_is_plain "The tar of the image that read the volume $1 is not GNU tar"\n' +
    '[ "$status" = 1 ] || return "$status"\n' +
    'tree_changed\n' +
    '}\n' +
    'undo_remove_reader() {\n' +
    'case $1 in meeshy-backup-*) ;; *) return 1 ;; esac\n' +
    'docker rm -f "$1" >/dev/null 2>&1 || :\n' +
    '}\n' +
    'words_of_remove_reader() {\n' +
    'printf \'remove the container %s (docker rm -f %s)\' "$1" "$(mb_typed "$1")"\n' +
    '}\n' +
    'files_take() {\n' +
    'local set="$1" item path from to changed=\'\'\n' +
    'shift\n' +
    'files_stamps "$@" >"$MB_WORK/stamps-before" || changed=\'a file\'\n' +
    'for item in "$@"; do\n' +
    'path=${item#?}\n' +
    'case /$path/ in\n' +
    '*/../* | */./*) mb_fail E_INPUT "The path $path, of $set, is not in its plain form." next \'write it without . and ..\' ;;\n' +
    'esac\n' +
    'case $path in\n' +
    '"$MB_APP"/*) path=${path#"$MB_APP"/} ;;\n' +
    'esac\n' +
    'case $path in\n' +
    '/*) from=$path to="$MB_WORK/stage/$MB_NAME/$set/@root$path" ;;\n' +
    '*) from=$MB_APP/$path to="$MB_WORK/stage/$MB_NAME/$set/$path" ;;\n' +
    'esac\n' +
    'if [ "${item%"${item#?}"}" = @ ] && [ -L "$from" ]; then\n' +
    'mkdir -p -- "${to%/*}" && cp -a -T -- "$from" "$to" || mb_fail E_ARCHIVE "$from could not be read for $set."\n' +
    'continue\n' +
    'fi\n' +
    '[ -e "$from" ] || {\n' +
    'files_missing "${item%"${item#?}"}" "$set" "$from"\n' +
    'continue\n' +
    '}\n' +
    'files_inside "$path" "$from"\n' +
    'mkdir -p -- "${to%/*}" && cp -a -H -T -- "$from" "$to" ||\n' +
    'mb_fail E_ARCHIVE "$from could not be read for $set." next \'see who may read it, or set sudo: true\'\n' +
    'done\n' +
    'files_stamps "$@" >"$MB_WORK/stamps-after" && cmp -s "$MB_WORK/stamps-before" "$MB_WORK/stamps-after" || changed=$(files_changed)\n' +
    '[ -d "$MB_WORK/stage/$MB_NAME/$set" ] || mkdir -p "$MB_WORK/stage/$MB_NAME/$set"\n' +
    'files_owned "$set" "$@"\n' +
    'files_plain "$set"\n' +
    'printf \'files=%s\\n\' "$(mb_files_in "$MB_WORK/stage/$MB_NAME/$set")" >"$MB_WORK/counts"\n' +
    'fragment_out "$set"\n' +
    '[ -z "$changed" ] || {\n' +
    'printf \'%s changed while it was copied\\n\' "$changed" >&2\n' +
    'return 75\n' +
    '}\n' +
    '}\n' +
    'files_stamps() {\n' +
    'local item path\n' +
    'for item in "$@"; do\n' +
    'shift\n' +
    'path=${item#?}\n' +
    'case $path in /*) ;; *) path=$MB_APP/$path ;; esac\n' +
    'case $item in @*) [ ! -L "$path" ] || continue ;; esac\n' +
    '[ ! -e "$path" ] || set -- "$@" "$path"\n' +
    'done\n' +
    '[ $# = 0 ] || tree_stamps "$@" 2>/dev/null\n' +
    '}\n' +
    'files_changed() {\n' +
    'awk -F \'\\t\' \'\n' +
    'FILENAME == ARGV[1] { was[$0] = $2; next }\n' +
    '!($0 in was) { name = $2 }\n' +
    '{ delete was[$0] }\n' +
    'END { for (line in was) if (name == "") name = was[line]; print name == "" ? "a file" : name }\' \\\n' +
    '"$MB_WORK/stamps-before" "$MB_WORK/stamps-after"\n' +
    '}\n' +
    'files_owned() {\n' +
    'local set="$1" item\n' +
    '[ "$(id -u)" != 0 ] || return 0\n' +
    'shift\n' +
    'for item in "$@"; do\n' +
    'item=${item#?}\n' +
    'case $item in /*) ;; *) item=$MB_APP/$item ;; esac\n' +
    '[ -z "$(find -H "$item" ! -user "$(id -un)" 2>/dev/null | head -n 1)" ] && continue\n' +
    'mb_warn owners \\\n' +
    '"Some files of $set have other owners than $(id -un), and lose them in the archive: only root keeps them (sudo: true)." "$set"\n' +
    'return\n' +
    'done\n' +
    '}\n' +
    'files_plain() {\n' +
    'local at="$MB_WORK/stage/$MB_NAME/$1" n\n' +
    'n=$(find "$at" \\( -type b -o -type c -o -type p -o -type f -perm -4000 -o -type f -perm -2000 \\) -print0 | tr -cd \'\\000\' | wc -c)\n' +
    '[ "$n" -gt 0 ] || return 0\n' +
    'mb_warn special \\\n' +
    '"$((n)) special files of $1 are not kept as they are: no devices, no pipes, and no right to run as another user (setuid, setgid)." "$1"\n' +
    'find "$at" \\( -type b -o -type c -o -type p \\) -exec rm -f {} +\n' +
    'find "$at" -type f -exec chmod ug-s {} +\n' +
    '}\n' +
    'files_missing() {\n' +
    'case $1 in\n' +
    '=) mb_fail E_NOT_FOUND "$3, which $2-paths names, is not there." safe \'nothing was published; no old backup was touched\' \\\n' +
    'next "check $2-paths; a ? at the end of a path lets it be missing" ;;\n' +
    '\'~\') mb_warn missing "$3 belongs to $2, but is missing or leads nowhere." "$2" ;;\n' +
    'esac\n' +
    '}\n' +
    'files_inside() {\n' +
    'local at\n' +
    'case $1 in\n' +
    '/*) return 0 ;;\n' +
    'esac\n' +
    'at=$(readlink -f -- "$2")\n' +
    'case $at in\n' +
    '"$(cd -P -- "$MB_APP" && pwd -P)"/*) ;;\n' +
    '*) mb_fail E_INPUT "$2 leads out of the application directory, to $at." next \'name that path itself, absolute\' ;;\n' +
    'esac\n' +
    '}\n' +
    'fragment_out() {\n' +
    'case $MB_TAR in\n' +
    'gnu) mb_tar -C "$MB_WORK/stage" -b 1 -cf "$MB_WORK/fragment" "$MB_NAME/$1" ;;\n' +
    '*) tar -C "$MB_WORK/stage" -cf "$MB_WORK/fragment" "$MB_NAME/$1" ;;\n' +
    'esac || mb_fail E_ARCHIVE "The files of $1 could not be put together."\n' +
    'head -c "$(($(mb_size "$MB_WORK/fragment") - 1024))" "$MB_WORK/fragment"\n' +
    'rm -rf -- "$MB_WORK/fragment" "$MB_WORK/stage"\n' +
    '}\n',
  'sources/files/read.sh':
    'mb_read_tree() {\n' +
    'mb_read_tar any "${1:-}"\n' +
    '}\n' +
    'mb_read_fragment() {\n' +
    '{ cat; dd if=/dev/zero bs=1024 count=1 2>/dev/null; } | mb_read_tar files "${1:-}"\n' +
    '}\n' +
    'mb_read_tar() {\n' +
    'local word files bytes\n' +
    'mb_tar_rows | mb_harmless "$1" >"$MB_WORK/listed"\n' +
    '[ "$(cat "$MB_WORK/tar-status" 2>/dev/null)" = 0 ] || {\n' +
    'echo \'tar does not read it to its end\' >"$MB_WORK/why"\n' +
    'head -n 3 "$MB_WORK/tar-said" >&2\n' +
    'return 1\n' +
    '}\n' +
    'if grep -i \'removing leading\' "$MB_WORK/tar-said" >"$MB_WORK/outside"; then\n' +
    'echo \'it holds names or links that would lead outside of its place\' >"$MB_WORK/why"\n' +
    'return 1\n' +
    'fi\n' +
    'sed -n \'s/^! //p\' "$MB_WORK/listed" | head -c 300 >"$MB_WORK/why"\n' +
    '[ ! -s "$MB_WORK/why" ] || return 1\n' +
    'rm -f "$MB_WORK/why"\n' +
    'grep \'^entries=\' "$MB_WORK/listed" >"$MB_WORK/counts"\n' +
    '[ ! -f "$MB_WORK/contents" ] || while read -r word files bytes; do\n' +
    '[ "$word" != tree ] || printf \'%s\\ttree\\t%s\\t%s\\n\' "$2" "$files" "$bytes"\n' +
    'done <"$MB_WORK/listed" >>"$MB_WORK/contents"\n' +
    '}\n' +
    'mb_files_in() {\n' +
    'printf \'%s\' $(($(find "$1" -type f -print0 | tr -cd \'\\000\' | wc -c)))\n' +
    '}\n' +
    'mb_harmless() {\n' +
    'awk -F \'\\t\' -v only="$1" \'\n' +
    'function outside(name) { return name ~ /^\\// || name ~ /(^|\\/)\\.\\.(\\/|$)/ }\n' +
    'function tidy(name) { while (sub(/\\/\\.?\\//, "/", name)) ; sub(/^(\\.\\/)+/, "", name); sub(/\\/\\.?$/, "", name); return name }\n' +
    'function through(name,   n, at) {\n' +
    'if (!links) return 0\n' +
    'name = tidy(name)\n' +
    'for (at = 1; (n = index(substr(name, at), "/")); at += n) if (substr(name, 1, at + n - 2) in link) return 1\n' +
    'return 0\n' +
    '}\n' +
    'function tell(why) { if (told == "") told = why ": " name }\n' +
    '$1 == "!" { if (told == "") told = "it " $2; next }\n' +
    '{ entries++; kind = substr($1, 1, 1); name = $3; target = kind == "h" ? $4 : ""\n' +
    'if (outside(name) || target != "" && outside(target)) tell("it holds a file that would be written outside of its place")\n' +
    'if (through(name) || target != "" && through(target))\n' +
    'tell("it holds a file that would be written through a link, outside of its place")\n' +
    'if (only == "volume" && kind ~ /[bc]/) tell("it holds a device")\n' +
    'if (NR == 1 && name == "./") rooted = 1\n' +
    'if (only == "files" && kind !~ /[-dlh]/) tell("it holds what is neither a file nor a directory nor a link")\n' +
    'if (only == "files" && kind == "-" && $1 ~ /[sS]/) tell("it holds a program that would run as another user")\n' +
    'if (kind == "l") { link[tidy(name)] = 1; links++ } }\n' +
    '/^[-h]/ { files++; bytes += $2 }\n' +
    'END { if (told != "") print "! " told; printf "entries=%d\\ntree %.0f %.0f\\n", entries, files, bytes; if (rooted) print "rooted" }\'\n' +
    '}\n',
  'sources/files/restore.sh':
    'files_stage() {\n' +
    'local set="$1" item from to n=0 root\n' +
    'shift\n' +
    'root="$MB_WORK/unpacked/$MB_SOURCE_NAME/$set"\n' +
    'mkdir -p "$MB_WORK/unpacked"\n' +
    'rm -f "$MB_WORK"/status-*\n' +
    'if mb_is_old; then\n' +
    'old_unpack_files\n' +
    'else\n' +
    '{ mb_raw "$set"; echo $? >"$MB_WORK/status-1"; dd if=/dev/zero bs=1024 count=1 2>/dev/null; } |\n' +
    '{ mb_tar -C "$MB_WORK/unpacked" -xpf - 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
    'fi\n' +
    '[ "$(cat "$MB_WORK/status-1")$(cat "$MB_WORK/status-2")" = 00 ] || mb_unstaged "$set" "$MB_WORK"\n' +
    'for item in "$@"; do\n' +
    'to=$(files_place "$item") from="$root/$item"\n' +
    'case $item in /*) from="$root/@root$item" ;; esac\n' +
    '! mb_is_old || from=$(old_unpacked "$item")\n' +
    '[ -e "$from" ] || [ -L "$from" ] || continue\n' +
    'files_within "$item" "${to%/*}"\n' +
    'to=$(mb_place "$to")\n' +
    'mb_stage_beside "$to"\n' +
    'mb_beside "$to" cp -a -T -- "$from" ./new 2>"$MB_WORK/noise" || mb_unstaged "$set" "$to"\n' +
    'n=$((n + $(mb_files_in "$from")))\n' +
    'done\n' +
    'rm -rf -- "$MB_WORK/unpacked"\n' +
    'mb_restored "$set" "files=$n"\n' +
    'mb_phase "staged-$set"\n' +
    '}\n' +
    'files_place() {\n' +
    'case $1 in\n' +
    '/*) printf \'%s\' "$1" ;;\n' +
    '*) printf \'%s/%s\' "$MB_APP" "$1" ;;\n' +
    'esac\n' +
    '}\n' +
    'files_within() {\n' +
    'local at="$2"\n' +
    'case $1 in\n' +
    '/*) return 0 ;;\n' +
    '../* | */../* | */..) mb_fail E_INPUT "The path $1 leads out of the application directory." safe \'nothing was changed\' ;;\n' +
    'esac\n' +
    'while [ ! -d "${at:=/}" ]; do at=${at%/*}; done\n' +
    'at=$(cd -P -- "$at" && pwd -P)\n' +
    '[ -d "$MB_APP" ] || return 0\n' +
    'case $at/ in\n' +
    '"$(cd -P -- "$MB_APP" && pwd -P)"/*) ;;\n' +
    '*) mb_fail E_INPUT "$1 would be written outside of the application directory, in $at." \\\n' +
    'safe \'nothing was changed\' next \'a link on the way leads there: look at it\' ;;\n' +
    'esac\n' +
    '}\n' +
    'files_may_swap() {\n' +
    'local item\n' +
    'for item in "$@"; do mb_may_swap "$(files_place "$item")"; done\n' +
    '}\n' +
    'files_swap() {\n' +
    'local item to\n' +
    'shift\n' +
    'for item in "$@"; do\n' +
    'to=$(mb_place "$(files_place "$item")")\n' +
    'grep -qxF -- "$to" "$MB_WORK/destinations" || continue\n' +
    'mb_swap "$(files_place "$item")"\n' +
    'done\n' +
    '}\n',
  'sources/files/swap.sh':
    'mb_stage_tree() {\n' +
    'local component="$1" destination found\n' +
    'local path raw offset length sha256 consistency counts\n' +
    'mb_row "$component"\n' +
    'destination=$(mb_place "$2")\n' +
    'mb_stage_beside "$destination"\n' +
    'rm -f "$MB_WORK"/status-*\n' +
    '{ mb_raw "$component"; echo $? >"$MB_WORK/status-1"; } |\n' +
    '{ mb_beside "$destination" tree_unpack 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
    '[ "$(cat "$MB_WORK/status-1")$(cat "$MB_WORK/status-2")" = 00 ] || mb_unstaged "$component" "$destination"\n' +
    '! mb_is_old || mb_beside "$destination" old_like "$destination" ./new || mb_unstaged "$component" "$destination"\n' +
    'found=$(mb_beside "$destination" find ./new -print0 | tr -cd \'\\000\' | wc -c)\n' +
    'case $counts in\n' +
    '"entries=$((found))" | \'\') ;;\n' +
    '*) [ "$MB_TAR" != gnu ] ||\n' +
    'mb_fail E_RESTORE "$component unpacked to $((found)) files and directories, and the backup says $counts." \\\n' +
    'safe \'nothing was changed\' ;;\n' +
    'esac\n' +
    'mb_restored "$component" "entries=$((found))"\n' +
    'mb_phase "staged-$component"\n' +
    '}\n' +
    'tree_unpack() {\n' +
    'mkdir ./new && mb_tar -C ./new -xpf -\n' +
    '}\n' +
    'mb_mountpoint() {\n' +
    'mb_docker volume inspect -f \'{{.Mountpoint}}\' "$1" 2>"$MB_WORK/noise" ||\n' +
    'mb_fail E_NOT_FOUND "The volume $1 is not there." Said "$(cat "$MB_WORK/noise")"\n' +
    '}\n' +
    'mb_may_swap_volume() {\n' +
    'local at\n' +
    'at=$(mb_mountpoint "$1") || exit 1\n' +
    'mb_may_swap "$at"\n' +
    '}\n' +
    'mb_stage_volume() {\n' +
    'local at\n' +
    'at=$(mb_mountpoint "$2") || exit 1\n' +
    'mb_stage_tree "$1" "$at"\n' +
    '}\n' +
    'mb_swap_volume() {\n' +
    'local at users\n' +
    'users=$(mb_docker ps -q --filter "volume=$1") && [ -z "$users" ] ||\n' +
    'mb_fail E_RESTORE "The volume $1 is in use: $(mb_docker ps --filter "volume=$1" --format \'{{.Names}}\' 2>&1 | tr \'\\n\' \' \')" \\\n' +
    'next \'stop it, and restore again\'\n' +
    'at=$(mb_mountpoint "$1") || exit 1\n' +
    'mb_swap "$at"\n' +
    '}\n' +
    'mb_if_volume() {\n' +
    'if mb_docker volume inspect "$1" >/dev/null 2>&1 && [ -d "$(mb_mountpoint "$1")" ]; then\n' +
    'shift\n' +
    '"$@"\n' +
    'fi\n' +
    '}\n' +
    'mb_if_path() {\n' +
    'if [ -d "$1" ]; then\n' +
    'shift\n' +
    '"$@"\n' +
    'fi\n' +
    '}\n',
  'sources/mongo/drill.sh':
    'mongo_told() {\n' +
    'awk -v tool="$2 " "$MB_AWK_ENCODED"\'\n' +
    '{ at = index($0, tool) + length(tool) }\n' +
    'at > length(tool) && match($0, / \\([0-9]+ documents?(, [0-9]+ failures?)?\\)$/) && RSTART > at {\n' +
    'print encoded(substr($0, at, RSTART - at)) "\\t" substr($0, RSTART + 2) + 0 }\' "$MB_WORK/$1"\n' +
    '}\n' +
    'mongo_matched() {\n' +
    'awk -F \'\\t\' \'\n' +
    'function owner(text) { return text in names ? names[text] : text in buckets ? buckets[text] : "" }\n' +
    'function unsure(name) { if (name != "") documents[name] = "-" }\n' +
    'FILENAME == ARGV[1] {\n' +
    'text = $1; gsub(/%2E/, ".", text); names[text] = $1\n' +
    'text = $1; sub(/[.]/, ".system.buckets.", text); gsub(/%2E/, ".", text); buckets[text] = $1\n' +
    'next }\n' +
    '{ said = owner($1); quoted = $1 ~ /^%60.*%60$/ ? owner(substr($1, 4, length($1) - 6)) : ""\n' +
    'if (said != "" && quoted != "" && said != quoted) { unsure(said); unsure(quoted); next }\n' +
    'if (said == "") said = quoted\n' +
    'if (said in documents) unsure(said); else if (said != "") documents[said] = $2 }\n' +
    'END { for (name in documents) print name "\\t" documents[name] }\' "$1" -\n' +
    '}\n' +
    'mongo_contents() {\n' +
    'local counted\n' +
    'counted="documents-$(mongo_slot "$1")"\n' +
    '[ -f "$MB_WORK/$counted" ] || true >"$MB_WORK/$counted"\n' +
    'mongo_prelude 2>/dev/null | grep -v \'^@\' >"$MB_WORK/prelude"\n' +
    'mongo_is_restorable "$1"\n' +
    'mongo_matched "$MB_WORK/prelude" <"$MB_WORK/$counted" >"$MB_WORK/documents"\n' +
    'awk -F \'\\t\' -v component="$1" \'\n' +
    'FILENAME == ARGV[1] { documents[$1] = $2; next }\n' +
    '{ name = $1; sub(/^[^\\t]*\\t[^\\t]*/, "")\n' +
    'print component "\\tcollection\\t" name "\\t" ((name in documents) ? documents[name] : "-") $0 }\' \\\n' +
    '"$MB_WORK/documents" "$MB_WORK/prelude" >>"$MB_WORK/contents" || mb_unwritable "$MB_WORK"\n' +
    '}\n' +
    'mongo_is_restorable() {\n' +
    'local names\n' +
    'names=$(cut -f 1 "$MB_WORK/prelude" | grep \'%0A\' | head -n 5)\n' +
    '[ -z "$names" ] ||\n' +
    'mb_fail E_DUMP "The $1 holds a collection that mongorestore cannot put back: its name has a line break in it." Collections "$names" \\\n' +
    'safe \'nothing was published; no old backup was touched\' next \'rename it, or list the databases to keep (mongo-databases)\'\n' +
    '}\n' +
    'mongo_contents_json() {\n' +
    'awk -F \'\\t\' -v component="$1" "$MB_AWK_JSON"\'\n' +
    '$1 != component || $2 != "collection" { next }\n' +
    '{ indexes = ""\n' +
    'for (i = 5; i <= NF; i++) indexes = json_item(indexes, json_text($i))\n' +
    'row = json_add("", "name", json_text($3))\n' +
    'if ($4 != "-") row = json_add(row, "documents", json_number($4))\n' +
    'rows = json_item(rows, json_object(json_add(row, "indexes", json_list(indexes)))) }\n' +
    'END {\n' +
    'if (json_refused) exit 1\n' +
    'if (rows != "" && length(rows) < 1000000)\n' +
    'printf "%s", json_object(json_add("", "collections", json_list(rows))) }\' "$MB_WORK/contents"\n' +
    '}\n' +
    'mongo_drill() {\n' +
    'local component="$1" image="$2" named="$3" database="$4" began loaded first\n' +
    'local MB_MONGO_URI=\'\' MONGO_BOUND path raw offset length sha256 consistency counts\n' +
    'mb_row "$component"\n' +
    'mb_drill_fits "$component" $((raw + raw / 2 + 350000000)) "$(mb_docker_root)"\n' +
    'mb_now\n' +
    'began=$MB_NOW\n' +
    'MONGO_BOUND=$((60 + raw / 500000))\n' +
    'first=$(mb_drill_command "$image")\n' +
    'case ${first##*/} in\n' +
    'mongod | \'\') set -- "$image" mongod ;;\n' +
    '*) set -- "$image" ;;\n' +
    'esac\n' +
    'mb_drill_create "$component" "$image" "$named" 2147483648 "$@"\n' +
    'mb_drill_start "$component"\n' +
    'mongo_drill_ready "$component"\n' +
    'mb_raw "$component" | mongo_load "$MB_DRILLED" "$consistency"\n' +
    'mb_phase drill-loaded\n' +
    'mb_now\n' +
    'loaded=$((MB_NOW - began))\n' +
    'mongo_drill_loaded "$component"\n' +
    'mongo_drill_read "$component" "$database"\n' +
    'mongo_drill_compare "$component" "$counts"\n' +
    'mb_drill_passed "$component" "$loaded" "$(awk -F \'\\t\' \'\n' +
    '$2 != "-" { n += $2 }\n' +
    '{ i += NF - 2 }\n' +
    'END { printf "documents=%.0f collections=%d indexes=%d", n, NR, i }\' "$MB_WORK/drill-wanted")"\n' +
    '}\n' +
    'mongo_drill_ready() {\n' +
    'local n=0\n' +
    'until\n' +
    'printf \'\\n\' | mongo_tool "$MB_DRILLED" mongodump --db=meeshy-backup-asks --archive 2>"$MB_WORK/mongo-said" >/dev/null\n' +
    'grep -qx \'@status 0\' "$MB_WORK/mongo-said"\n' +
    'do\n' +
    'mb_drill_lives "$1"\n' +
    '! grep -q \'^@missing\' "$MB_WORK/mongo-said" || mb_undrilled "$1" "its image has no mongodump and mongorestore" \\\n' +
    'next \'use an image that has the MongoDB database tools, as the official one does, or take verify: read\'\n' +
    'n=$((n + 1))\n' +
    '[ "$n" -lt 8 ] ||\n' +
    'mb_undrilled "$1" \'its throw-away server does not answer\' Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 3 | mb_mask)" \\\n' +
    'Log "$(mb_docker logs --tail 5 "$MB_DRILLED" 2>&1 | mb_mask)"\n' +
    'sleep 0.5\n' +
    'done\n' +
    '}\n' +
    'mongo_drill_loaded() {\n' +
    'local said\n' +
    'mv -- "$MB_WORK/mongo-said" "$MB_WORK/drill-said"\n' +
    'said=$(grep -v \'^@\' "$MB_WORK/drill-said" | tail -n 5 | mb_mask)\n' +
    'grep -qx \'@status 0\' "$MB_WORK/drill-said" || {\n' +
    'mb_drill_lives "$1"\n' +
    '! grep -qx \'@status 124\' "$MB_WORK/drill-said" ||\n' +
    'mb_undrilled "$1" "mongorestore did not finish within $MONGO_BOUND s" Said "$said" \\\n' +
    'next \'this dump may be cut off: take another backup; or this server is too busy to restore it\'\n' +
    'mb_undrilled "$1" \'mongorestore fails on it\' Said "$said" \\\n' +
    'next \'this backup cannot be restored as it is: take another one, and check the server that it comes from\'\n' +
    '}\n' +
    'grep -q \'successfully\\. 0 document(s) failed\' "$MB_WORK/drill-said" ||\n' +
    'mb_undrilled "$1" \'mongorestore does not say that every document was restored\' Said "$said"\n' +
    '}\n' +
    'mongo_drill_read() {\n' +
    'set -- "$1" mongodump --archive ${2:+"--db=$2"}\n' +
    'local component="$1"\n' +
    'shift\n' +
    '{ printf \'\\n\' | mongo_tool "$MB_DRILLED" "$@" 2>"$MB_WORK/mongo-said"; } | { mongo_prelude; cat >/dev/null; } | grep -v \'^@\' |\n' +
    'awk -F \'\\t\' \'{ name = $1; sub(/^[^\\t]*\\t[^\\t]*/, ""); print name $0 }\' >"$MB_WORK/drill-there"\n' +
    'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || {\n' +
    'mb_drill_lives "$component"\n' +
    'mb_undrilled "$component" \'what was restored cannot be read\' Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 5 | mb_mask)"\n' +
    '}\n' +
    '}\n' +
    'mongo_drill_compare() {\n' +
    'local component="$1" counts="$2" applied differences\n' +
    'awk -F \'\\t\' -v OFS=\'\\t\' -v component="$component" \'\n' +
    '$1 == component && $2 == "collection" { sub(/^[^\\t]*\\t[^\\t]*\\t/, ""); print }\' "$MB_WORK/contents" >"$MB_WORK/drill-wanted"\n' +
    '[ -s "$MB_WORK/drill-wanted" ] ||\n' +
    'mb_raw "$component" | mongo_prelude 2>/dev/null | grep -v \'^@\' |\n' +
    'awk -F \'\\t\' \'{ name = $1; sub(/^[^\\t]*\\t[^\\t]*/, ""); print name "\\t-" $0 }\' >"$MB_WORK/drill-wanted"\n' +
    'cut -f 1 "$MB_WORK/drill-wanted" "$MB_WORK/drill-there" | sort -u >"$MB_WORK/drill-known"\n' +
    'mongo_told mongo-said \'done dumping\' | mongo_matched "$MB_WORK/drill-known" >"$MB_WORK/drill-read"\n' +
    'mongo_told drill-said \'finished restoring\' | mongo_matched "$MB_WORK/drill-known" >"$MB_WORK/drill-restored"\n' +
    'applied=$(sed -n \'s/.*applied \\([0-9]*\\) oplog entries.*/\\1/p\' "$MB_WORK/drill-said" | tail -n 1)\n' +
    'differences=$(awk -F \'\\t\' -v applied="${applied:-0}" -v counts=" $counts " \'\n' +
    'function many(n) { return n == 1 ? "1 document" : n " documents" }\n' +
    'function total(what) { return match(counts, " " what "=[0-9]+ ") ? substr(counts, RSTART + length(what) + 2) + 0 : -1 }\n' +
    'FILENAME ~ /drill-read$/ { read[$1] = $2; next }\n' +
    'FILENAME ~ /drill-restored$/ { restored[$1] = $2; next }\n' +
    'FILENAME ~ /drill-there$/ { there[$1] = 1; for (i = 2; i <= NF; i++) index_there[$1, $i] = 1; indexes[$1] = NF; line[$1] = $0; next }\n' +
    '{ wanted[$1] = 1; sum += restored[$1]; if (restored[$1] == "-") unsure = 1\n' +
    'if (!($1 in there)) { print $1 " is missing"; next }\n' +
    'if ($2 != "-" && restored[$1] != "-" && restored[$1] + 0 != $2)\n' +
    'print $1 ": " many(restored[$1] + 0) " restored, and the backup says " $2\n' +
    'else if ($2 != "-" && read[$1] != "-" && (read[$1] - $2 > applied || $2 - read[$1] > applied))\n' +
    'print $1 ": " many(read[$1] + 0) " after the restore, and the backup says " $2\n' +
    'for (i = 3; i <= NF; i++) { index_wanted[$1, $i] = 1; if (!(($1, $i) in index_there)) print $1 ": the index " $i " is missing" }\n' +
    'n = split(line[$1], found, "\\t")\n' +
    'for (i = 2; i <= n; i++) if (!(($1, found[i]) in index_wanted)) print $1 ": the index " found[i] " is not in the backup" }\n' +
    'END {\n' +
    'for (name in there) if (!(name in wanted)) print name " is not in the backup"\n' +
    'said = total("documents") - (total("accounts") > 0 ? total("accounts") : 0)\n' +
    'if (total("documents") >= 0 && !unsure && sum != said) print many(sum) " restored in all, and the backup says " said }\' \\\n' +
    '"$MB_WORK/drill-read" "$MB_WORK/drill-restored" "$MB_WORK/drill-there" "$MB_WORK/drill-wanted" | sort | head -n 10)\n' +
    '[ -z "$differences" ] || mb_undrilled "$component" \'the restored data differs from the backup\' \'It differs\' "$differences" \\\n' +
    'next "$(printf \'%s\' \'do not trust this backup: take a new one, and check the server that it comes from; \' \\\n' +
    '\'collections or indexes that were made or dropped during the backup also differ\')"\n' +
    '}\n',
  'sources/mongo/mongo.sh':
    'MB_AWK_NAMESPACE=\'\n' +
    'function namespace(database, collection) {\n' +
    'database = encoded(database)\n' +
    'gsub(/[.]/, "%2E", database)\n' +
    'return database "." encoded_part(collection)\n' +
    '}\n' +
    'function encoded_part(text) { return text == "" ? "" : encoded(text) }\n' +
    'function described(metadata,   at, size, c, start, word, last, depth, key, value, type, indexes) {\n' +
    'size = length(metadata); depth = value = 0; type = indexes = last = ""; key[0] = key[1] = ""\n' +
    'for (at = 1; at <= size; at++) {\n' +
    'c = substr(metadata, at, 1)\n' +
    'if (c == "\\"") {\n' +
    'start = at + 1\n' +
    'for (at++; at <= size && (c = substr(metadata, at, 1)) != "\\""; at++) if (c == "\\\\") at++\n' +
    'word = substr(metadata, start, at - start)\n' +
    'if (!value) last = word\n' +
    'else if (depth == 1 && key[1] == "type") type = encoded_letters(word)\n' +
    'else if (depth == 2 && key[1] == "options" && key[2] == "viewOn" && type == "") type = "view"\n' +
    'else if (depth == 3 && key[1] == "indexes" && key[3] == "name") indexes = indexes "\\t" encoded_letters(word)\n' +
    '} else if (c == ":") { key[depth] = last; value = 1 }\n' +
    'else if (c == ",") value = 0\n' +
    'else if (index("{[", c)) { depth++; key[depth] = ""; value = 0 }\n' +
    'else if (index("]}", c)) { depth--; value = 0 }\n' +
    '}\n' +
    'return (type == "" ? "collection" : type) indexes\n' +
    '}\n' +
    'function encoded_letters(word,   at, c, out, code, low) {\n' +
    'out = ""\n' +
    'while (at = index(word, "\\\\")) {\n' +
    'out = out encoded_part(substr(word, 1, at - 1)); c = substr(word, at + 1, 1); word = substr(word, at + 2)\n' +
    'if (c == "u") {\n' +
    'code = hexadecimal(substr(word, 1, 4)); word = substr(word, 5)\n' +
    'low = substr(word, 1, 2) == "\\\\u" ? hexadecimal(substr(word, 3, 4)) : 0\n' +
    'if (code >= 55296 && code < 56320 && low >= 56320 && low < 57344) {\n' +
    'code = 65536 + (code - 55296) * 1024 + low - 56320; word = substr(word, 7)\n' +
    '}\n' +
    'out = out encoded_point(code)\n' +
    '} else if (at = index("bfnrt", c)) out = out substr("%08%0C%0A%0D%09", 3 * at - 2, 3)\n' +
    'else out = out encoded_part(c)\n' +
    '}\n' +
    'return out encoded_part(word)\n' +
    '}\n' +
    'function encoded_point(code,   first) {\n' +
    'if (code < 128) return code ? encoded(sprintf("%c", code)) : "%00"\n' +
    'if (code < 2048) return sprintf("%%%02X%%%02X", 192 + int(code / 64), 128 + code % 64)\n' +
    'if (code < 65536) return sprintf("%%%02X%%%02X%%%02X", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)\n' +
    'first = sprintf("%%%02X%%%02X", 240 + int(code / 262144), 128 + int(code / 4096) % 64)\n' +
    'return first sprintf("%%%02X%%%02X", 128 + int(code / 64) % 64, 128 + code % 64)\n' +
    '}\n' +
    'function hexadecimal(digits,   at, sum) {\n' +
    'sum = 0\n' +
    'for (at = 1; at <= length(digits); at++) sum = sum * 16 + index("0123456789abcdef", tolower(substr(digits, at, 1))) - 1\n' +
    'return sum\n' +
    '}\n' +
    '\'\n' +
    'mongo_inside() {\n' +
    'cat <<\'INSIDE\'\n' +
    'IFS= read -r uri || exit 90\n' +
    'exec 4>&1 5<&0\n' +
    'user=${MONGO_INITDB_ROOT_USERNAME:-} pass=${MONGO_INITDB_ROOT_PASSWORD:-}\n' +
    '[ -z "${MONGO_INITDB_ROOT_USERNAME_FILE:-}" ] || user=$(cat "$MONGO_INITDB_ROOT_USERNAME_FILE")\n' +
    '[ -z "${MONGO_INITDB_ROOT_PASSWORD_FILE:-}" ] || pass=$(cat "$MONGO_INITDB_ROOT_PASSWORD_FILE")\n' +
    'quoted() {\n' +
    '  rest=$1 done=\n' +
    '  while case $rest in *\\\'*) ;; *) false ;; esac do done="$done${rest%%\\\'*}\'\'" rest=${rest#*\\\'}; done\n' +
    '  printf "\'%s\'" "$done$rest"\n' +
    '}\n' +
    'config() {\n' +
    '  if [ -n "$uri" ]; then printf \'uri: %s\\n\' "$(quoted "$uri")"; elif [ -n "$user" ]; then printf \'password: %s\\n\' "$(quoted "$pass")"; fi\n' +
    '}\n' +
    'masked() {\n' +
    '  while IFS= read -r line || [ -n "$line" ]; do\n' +
    '    # Names alone stand in such a line, which is counted by them; and no line of the tool is an event.\n' +
    '    case $line in\n' +
    '      *\'done dumping \'*\' document\'*\')\' | *\'finished restoring \'*\' document\'*\')\')\n' +
    '        printf \'%s\\n\' "$line"\n' +
    '        continue\n' +
    '        ;;\n' +
    '      @*) line=" $line" ;;\n' +
    '    esac\n' +
    '    if [ -n "$pass" ]; then\n' +
    '      done=\n' +
    '      while case $line in *"$pass"*) ;; *) false ;; esac do done="$done${line%%"$pass"*}[secret]" line=${line#*"$pass"}; done\n' +
    '      line=$done$line\n' +
    '    fi\n' +
    '    case $line in *://*@*) line="${line%%://*}://[secret]@${line##*@}" ;; esac\n' +
    '    printf \'%s\\n\' "$line"\n' +
    '  done\n' +
    '}\n' +
    'tool=$1 bound=\n' +
    'shift\n' +
    '[ -z "${MB_BOUND:-}" ] || ! command -v timeout >/dev/null 2>&1 || bound="timeout $MB_BOUND"\n' +
    'case "$*" in\n' +
    '  *\' --dir=@empty\')\n' +
    '    for word; do\n' +
    '      shift\n' +
    '      [ "$word" != --dir=@empty ] || { word=$(mktemp -d) && trap \'rmdir "$word"\' EXIT && set -- "$@" "--dir=$word" && continue; }\n' +
    '      set -- "$@" "$word"\n' +
    '    done ;;\n' +
    'esac\n' +
    'command -v "$tool" >/dev/null 2>&1 || { echo "@missing $tool" >&2; exit 91; }\n' +
    '[ -n "$uri" ] || [ -z "$user" ] || set -- --username "$user" --authenticationDatabase admin "$@"\n' +
    '[ -n "$uri$user" ] || echo \'@anonymous\' >&2\n' +
    'status=$({\n' +
    '  {\n' +
    '    config | { exec 6<&0 0<&5; $bound "$tool" --config=/dev/fd/6 "$@" 2>&1 >&4 7>&-; }\n' +
    '    echo $? >&7\n' +
    '  } | masked >&2\n' +
    '} 7>&1)\n' +
    'echo "@status $status" >&2\n' +
    'INSIDE\n' +
    '}\n' +
    'mongo_tool() {\n' +
    'local container="$1"\n' +
    'shift\n' +
    'docker exec -i -e "MB_RUN=$MB_RUN" -e "MB_BOUND=${MONGO_BOUND:-}" "$container" sh -c "$(mongo_inside)" meeshy-backup "$@"\n' +
    '}\n' +
    'mb_journal_of_container() {\n' +
    'mb_journal end_in_container "$1" "$MB_RUN"\n' +
    '}\n' +
    'undo_end_in_container() {\n' +
    'mb_is_run "$2" || return 1\n' +
    'docker exec "$1" \\\n' +
    'sh -c \'for p in /proc/[0-9]*; do ! grep -qs "MB_RUN=$1" "$p/environ" || kill "${p#/proc/}"; done; rm -f "/tmp/meeshy-backup-$1.rdb"\' \\\n' +
    'meeshy-backup "$2" >/dev/null 2>&1 || :\n' +
    '}\n' +
    'words_of_end_in_container() {\n' +
    'printf \'end what the run %s left at work in the container %s (docker top %s shows it)\' "$2" "$1" "$(mb_typed "$1")"\n' +
    '}\n' +
    'mb_over_in_container() {\n' +
    'if grep -q \'^@status \' "$1"; then rm -f -- "$MB_ENTRY"; else mb_settle "$MB_ENTRY"; fi\n' +
    '}\n' +
    'mongo_judge() {\n' +
    'local status\n' +
    'status=$(sed -n \'s/^@status //p\' "$MB_WORK/mongo-said" | tail -n 1)\n' +
    '[ "$status" != 0 ] || return 0\n' +
    'if grep -q \'^@missing\' "$MB_WORK/mongo-said"; then\n' +
    'mb_fail E_PREREQ "There is no $(sed -n \'s/^@missing //p\' "$MB_WORK/mongo-said") in the container $2." \\\n' +
    'next \'use an image that has the MongoDB database tools, as the official one does\'\n' +
    'fi\n' +
    'mb_fail E_DUMP "$(mongo_failure "$@")" Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)" \\\n' +
    'safe \'nothing was published; no old backup was touched\' next "$(mongo_advice)"\n' +
    '}\n' +
    'mongo_failure() {\n' +
    'case $(cat "$MB_WORK/mongo-said") in\n' +
    '*\'uthentication failed\'* | *AuthenticationFailed*) printf \'MongoDB in the container %s refused the user or the password.\' "$2" ;;\n' +
    '*) printf \'%s in the container %s failed (%s).\' "$1" "$2" "$(mb_how_it_ended "${status:-}" "$3" "$2")" ;;\n' +
    'esac\n' +
    '}\n' +
    'mb_how_it_ended() {\n' +
    'local state\n' +
    'if [ -n "$1" ]; then\n' +
    'printf \'status %s\' "$1"\n' +
    'return\n' +
    'fi\n' +
    'state=$(timeout 20 docker inspect -f \'{{.State.Status}}\' "$3" 2>&1 | tail -n 1)\n' +
    'printf \'it did not finish: docker exec ended with status %s, the container is now: %s\' "$2" "$state"\n' +
    '}\n' +
    'mongo_advice() {\n' +
    'case $(cat "$MB_WORK/mongo-said") in\n' +
    '*uthentication* | *nauthorized* | *\'not authorized\'*)\n' +
    'printf \'%s\' \'set mongo-uri to an account with the backup role (authSource included), \' \\\n' +
    '\'or give the container its MONGO_INITDB_ROOT_* variables\' ;;\n' +
    '*\'oplog overflow\'* | *\'oplog rolled\'*) printf \'the oplog is too small for the time a dump takes: enlarge it (replSetResizeOplog)\' ;;\n' +
    '*) printf \'look at the container: docker logs\' ;;\n' +
    'esac\n' +
    '}\n' +
    'mongo_dump() {\n' +
    'local container="$1" database="$2" status why\n' +
    'mb_journal_of_container "$container"\n' +
    'echo fuzzy >"$MB_WORK/consistency"\n' +
    'if [ -n "$database" ]; then\n' +
    'mongo_dumped "$container" "--db=$database"\n' +
    'else\n' +
    'mongo_dumped "$container" --oplog\n' +
    'if why=$(mongo_without_oplog "$container"); then\n' +
    'mb_warn fuzzy "$why" database\n' +
    'mongo_dumped "$container"\n' +
    'else\n' +
    'echo point-in-time >"$MB_WORK/consistency"\n' +
    'fi\n' +
    'fi\n' +
    'mongo_judge \'mongodump\' "$container" "$status"\n' +
    'mongo_count "$container" "$database"\n' +
    'mongo_told mongo-said \'done dumping\' >"$MB_WORK/documents-$(mongo_slot "database${database:+/$(mb_encode "$database")}")"\n' +
    'mb_over_in_container "$MB_WORK/mongo-said"\n' +
    '}\n' +
    'mongo_dumped() {\n' +
    'local container="$1"\n' +
    'shift\n' +
    'printf \'%s\\n\' "$MB_MONGO_URI" | mongo_tool "$container" mongodump --archive "$@" 2>"$MB_WORK/mongo-said"\n' +
    'status=$?\n' +
    '}\n' +
    'mongo_without_oplog() {\n' +
    'case $(grep \'^@status\\|oplog\' "$MB_WORK/mongo-said") in\n' +
    '*\'@status 0\'*) return 1 ;;\n' +
    '*\'error getting oplog start\'*\'no documents in result\'*)\n' +
    'printf \'MongoDB in %s is not a replica set: each collection is as it was when it was read, not all at one moment.\' "$1" ;;\n' +
    '*\'error getting oplog start\'*uthorized*)\n' +
    'printf \'The account may not read the oplog of MongoDB in %s (databases local and config), so the dump is not of one moment.\' "$1" ;;\n' +
    '*\'when dumping from a mongos\'*)\n' +
    'printf \'MongoDB in %s is a mongos, through which no oplog can be read: the dump is not of one moment.\' "$1" ;;\n' +
    '*) return 1 ;;\n' +
    'esac\n' +
    '}\n' +
    'mongo_count() {\n' +
    'mongo_told mongo-said \'done dumping\' >"$MB_WORK/told"\n' +
    'awk -F \'\\t\' -v lines="$(grep -c \'done dumping\' "$MB_WORK/mongo-said")" \'\n' +
    '{ documents += $2; collections++; database = $1\n' +
    'if (database ~ /^%60.*%60$/) database = substr(database, 4)\n' +
    'sub(/[.].*/, "", database)\n' +
    'if (database !~ /^(admin|config|local)$/) own++; else accounts += $2 }\n' +
    'END {\n' +
    'printf "documents=%d collections=%d%s\\n", documents, collections, accounts ? " accounts=" accounts : ""\n' +
    'exit own == 0 && lines <= NR }\' "$MB_WORK/told" >"$MB_WORK/counts" && return\n' +
    'if [ -n "$2" ] && [ "${MB_OPERATION:-}" = restore ]; then\n' +
    'mb_warn empty "The database $2 is not in $1, or holds no collection: there is nothing of it to keep." "database/$(mb_encode "$2")"\n' +
    'return\n' +
    'fi\n' +
    'if [ -n "$2" ]; then\n' +
    'mb_fail E_NOT_FOUND "The database $2 does not exist in $1, or holds no collection." \\\n' +
    'safe \'nothing was published; no old backup was touched\' next \'check mongo-databases for a typing error\'\n' +
    'fi\n' +
    'if grep -q \'collections=0\' "$MB_WORK/counts" && [ "${MB_OPERATION:-}" != restore ] && ! mongo_hides_nothing; then\n' +
    'mb_fail E_EMPTY "mongodump in $1 ended well, but dumped nothing." \\\n' +
    'Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)" safe \'nothing was published; no old backup was touched\' \\\n' +
    'next \'check that this is the right container (mongo-container), and that its account may read everything\'\n' +
    'fi\n' +
    'mb_warn empty "MongoDB in $1 holds no collection of an application." database\n' +
    '}\n' +
    'mongo_hides_nothing() {\n' +
    'grep -qx \'@anonymous\' "$MB_WORK/mongo-said" && ! grep -q \'[[:blank:]]writing \' "$MB_WORK/mongo-said"\n' +
    '}\n' +
    'mongo_read() {\n' +
    'local container status\n' +
    'container=${MB_CONTAINER:-$(mb_reader_of "$1")}\n' +
    'mb_journal_of_container "$container"\n' +
    '{ printf \'%s\\n\' "$MB_MONGO_URI"; cat; } |\n' +
    'mongo_tool "$container" mongorestore --archive \'--nsInclude=meeshy-backup-reads-only.*\' --stopOnError \\\n' +
    '>/dev/null 2>"$MB_WORK/mongo-said"\n' +
    'status=$?\n' +
    'mb_over_in_container "$MB_WORK/mongo-said"\n' +
    '[ "$status" = 0 ] && grep -qx \'@status 0\' "$MB_WORK/mongo-said" && return\n' +
    'echo \'mongorestore cannot read the dump to its end\' >"$MB_WORK/why"\n' +
    'grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 5 | mb_mask >&2\n' +
    'return 1\n' +
    '}\n',
  'sources/mongo/restore.sh':
    'mongo_prelude() {\n' +
    'od -An -v -tu1 | awk "$MB_AWK_ENCODED$MB_AWK_NAMESPACE"\'\n' +
    'function byte() { while (at >= n) { if ((getline line) <= 0) return -1; n = split(line, b, " "); at = 0 } return b[++at] }\n' +
    'function int32(   v) { v = byte(); if (v < 0) return -1; return v + 256 * byte() + 65536 * byte() + 16777216 * byte() }\n' +
    'function cstring(   s, c) { s = ""; while ((c = byte()) > 0) s = s sprintf("%c", c + 0); return s }\n' +
    'function text(   l, s, c) {\n' +
    'l = int32(); s = ""\n' +
    'while (--l > 0) { if ((c = byte()) <= 0) exit 1; s = s sprintf("%c", c + 0) }\n' +
    'byte()\n' +
    'return s }\n' +
    'BEGIN {\n' +
    'if (int32() != 2174345837) exit 1\n' +
    'while ((size = int32()) != 4294967295) {\n' +
    'if (size < 5) exit 1\n' +
    'split("", field)\n' +
    'while ((kind = byte()) > 0) {\n' +
    'name = cstring()\n' +
    'if (kind == 2) field[name] = text()\n' +
    'else if (kind == 16) int32()\n' +
    'else if (kind == 18) { int32(); int32() }\n' +
    'else if (kind == 8) byte()\n' +
    'else exit 1\n' +
    '}\n' +
    'if (kind < 0) exit 1\n' +
    'if ("server_version" in field) { print "@version " field["server_version"]; continue }\n' +
    'if (field["db"] == "admin" && field["collection"] ~ /^system[.](users|roles)$/) print "@accounts"\n' +
    'if (field["db"] == "" || field["db"] ~ /^(admin|config|local)$/) continue\n' +
    'print namespace(field["db"], field["collection"]) "\\t" described(field["metadata"])\n' +
    '}\n' +
    '}\'\n' +
    '}\n' +
    'mongo_prove() {\n' +
    '! mb_is_old || { old_mongo_prove "$1"; return; }\n' +
    'mb_prove "$1" mongo_read "$1"\n' +
    'mb_raw "$1" | mongo_prelude >"$MB_WORK/wanted-all"\n' +
    'grep -v \'^@\' "$MB_WORK/wanted-all" | sort >"$MB_WORK/$(mongo_slot "$1").wanted"\n' +
    'grep \'^@\' "$MB_WORK/wanted-all" >"$MB_WORK/$(mongo_slot "$1").version"\n' +
    '[ -s "$MB_WORK/$(mongo_slot "$1").version" ] || mb_damaged "$1 does not begin as a dump does"\n' +
    '}\n' +
    'mongo_slot() {\n' +
    'printf \'%s\' "$1" | tr / -\n' +
    '}\n' +
    'mongo_keep() {\n' +
    'local container="$1" database="$2" slot status\n' +
    'slot=$(mongo_slot "$3")\n' +
    'mb_journal_of_container "$container"\n' +
    'set -- mongodump --archive\n' +
    'if [ -n "$database" ]; then set -- "$@" "--db=$database"; fi\n' +
    'rm -f "$MB_WORK"/status-*\n' +
    '{ printf \'%s\\n\' "$MB_MONGO_URI" | mongo_tool "$container" "$@" 2>"$MB_WORK/mongo-said"; echo $? >"$MB_WORK/status-1"; } |\n' +
    '{ mb_compress >"$MB_WORK/$slot.before"; echo $? >"$MB_WORK/status-2"; }\n' +
    'status=$(cat "$MB_WORK/status-1")\n' +
    'mongo_judge \'mongodump of the present data\' "$container" "$status"\n' +
    '[ "$(cat "$MB_WORK/status-2")" = 0 ] ||\n' +
    'mb_fail E_NOSPACE "The present data of $container could not be kept in $MB_WORK." safe \'the database was not changed\'\n' +
    'mb_decompress <"$MB_WORK/$slot.before" | mongo_prelude >"$MB_WORK/now-all"\n' +
    'grep -v \'^@\' "$MB_WORK/now-all" | sort >"$MB_WORK/$slot.now"\n' +
    'mongo_fits "$slot" "$container"\n' +
    'mb_over_in_container "$MB_WORK/mongo-said"\n' +
    'mb_phase kept\n' +
    '}\n' +
    'mongo_fits() {\n' +
    'local dumped now\n' +
    'dumped=$(sed -n \'s/^@version //p\' "$MB_WORK/$1.version") now=$(sed -n \'s/^@version //p\' "$MB_WORK/now-all")\n' +
    'case $dumped,$now in\n' +
    '[0-9]*.*,[0-9]*.*) ;;\n' +
    '*) return 0 ;;\n' +
    'esac\n' +
    '[ "${now%%.*}" -ge "${dumped%%.*}" ] || mb_fail E_PREREQ "The dump is of MongoDB $dumped, and $2 runs an older one, $now." \\\n' +
    'safe \'the database was not changed\' next \'run the image that the manifest names, then restore\'\n' +
    '[ "$(printf \'%s\' "$now" | cut -d . -f 1,2)" = "$(printf \'%s\' "$dumped" | cut -d . -f 1,2)" ] ||\n' +
    'mb_warn other-version "The dump is of MongoDB $dumped, and $2 runs $now. The restored data is compared with the dump anyway."\n' +
    '}\n' +
    'mongo_put() {\n' +
    'local component="$1" container="$2" database="$3" exact="$4" slot path raw offset length sha256 consistency counts\n' +
    'slot=$(mongo_slot "$component")\n' +
    'mb_row "$component"\n' +
    'mb_journal mongo_put_back "$container" "$database" "$slot" "$MB_COMPRESS" "$MB_RUN" "${MB_MONGO_URI:+MB_MONGO_URI}"\n' +
    'MONGO_UNDO=$MB_ENTRY\n' +
    'mb_phase before-put\n' +
    'if mb_is_old; then old_mongo_load "$container" "$consistency"; else mb_raw "$component" | mongo_load "$container" "$consistency"; fi\n' +
    'mongo_judge_load "$component" "$counts"\n' +
    'mb_phase loaded\n' +
    'mongo_drop_others "$container" "$database" "$exact" "$slot.wanted"\n' +
    'mongo_compare "$component" "$container" "$database" "$slot.wanted" "$exact"\n' +
    '! mb_is_old || old_mongo_compare "$component" "$consistency"\n' +
    'mb_phase "put-$component"\n' +
    '}\n' +
    'mongo_load() {\n' +
    'local container="$1" consistency="$2"\n' +
    'mb_journal_of_container "$container"\n' +
    'set -- mongorestore --archive --drop --stopOnError\n' +
    '[ "$consistency" != point-in-time ] || set -- "$@" --oplogReplay\n' +
    '{ printf \'%s\\n\' "${MB_MONGO_URI:-}"; cat; } | mongo_tool "$container" "$@" >/dev/null 2>"$MB_WORK/mongo-said"\n' +
    'mb_over_in_container "$MB_WORK/mongo-said"\n' +
    '}\n' +
    'mongo_judge_load() {\n' +
    'local said restored failed documents accounts\n' +
    'said=$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)\n' +
    'restored=$(sed -n \'s/^\\(.*[^0-9]\\)\\{0,1\\}\\([0-9][0-9]*\\) document(s) restored successfully.*/\\2/p\' "$MB_WORK/mongo-said" | tail -n 1)\n' +
    'failed=$(sed -n \'s/.*successfully\\. \\([0-9]*\\) document(s) failed.*/\\1/p\' "$MB_WORK/mongo-said" | tail -n 1)\n' +
    'documents=$(printf \'%s\' "$2" | sed -n \'s/.*documents=\\([0-9]*\\).*/\\1/p\')\n' +
    'accounts=$(printf \'%s\' "$2" | sed -n \'s/.*accounts=\\([0-9]*\\).*/\\1/p\')\n' +
    'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || mb_fail E_RESTORE "mongorestore failed while it restored $1." Said "$said"\n' +
    '[ "$failed" = 0 ] || mb_fail E_RESTORE "mongorestore reports ${failed:-an unknown number of} failed documents of $1." Said "$said"\n' +
    '[ -n "$restored" ] && [ "$restored" -le "${documents:-0}" ] && [ "$restored" -ge $((${documents:-0} - ${accounts:-0})) ] ||\n' +
    'mb_fail E_RESTORE "mongorestore reports ${restored:-no} restored documents of $1, and the backup holds $documents." Said "$said"\n' +
    'MONGO_RESTORED=$restored MONGO_APPLIED=$(sed -n \'s/.*applied \\([0-9]*\\) oplog entries.*/\\1/p\' "$MB_WORK/mongo-said" | tail -n 1)\n' +
    '}\n' +
    'mongo_drop_others() {\n' +
    'local container="$1" database="$2" exact="$3" wanted="$MB_WORK/$4" name within\n' +
    'mongo_namespaces "$container" "$database" >"$MB_WORK/found"\n' +
    'MONGO_FOUND=1\n' +
    'cut -f 1 "$wanted" | sort >"$MB_WORK/wanted-names"\n' +
    'cut -f 1 "$MB_WORK/found" >"$MB_WORK/found-names"\n' +
    'mongo_others "$MB_WORK/found-names" "$exact" >"$MB_WORK/others"\n' +
    '[ -s "$MB_WORK/others" ] || return 0\n' +
    'MONGO_FOUND=\n' +
    'mb_journal_of_container "$container"\n' +
    '{\n' +
    'printf \'%s\\n\' "${MB_MONGO_URI:-}"\n' +
    'while IFS= read -r name; do\n' +
    'mb_decode "${name%%.*}" && within=$MB_DECODED && mb_decode "${name#*.}" && mongo_drop_entry "$within" "$MB_DECODED"\n' +
    'done <"$MB_WORK/others"\n' +
    '} |\n' +
    'mongo_tool "$container" mongorestore --oplogReplay --oplogFile=/dev/stdin --dir=@empty >/dev/null 2>"$MB_WORK/mongo-said"\n' +
    'mb_over_in_container "$MB_WORK/mongo-said"\n' +
    'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || { mongo_is_refused && mongo_drop_by_import "$container" "$MB_WORK/others"; } ||\n' +
    'mb_fail E_RESTORE "Collections that the backup lacks could not be dropped: $(tr \'\\n\' \' \' <"$MB_WORK/others")." \\\n' +
    'Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)"\n' +
    'mb_say "  dropped, because the backup lacks them: $(tr \'\\n\' \' \' <"$MB_WORK/others")"\n' +
    'while IFS= read -r name; do mb_emit dropped collection "$name"; done <"$MB_WORK/others"\n' +
    '}\n' +
    'mongo_drop_entry() {\n' +
    'mongo_entry c "$1.\\$cmd" $((16 + ${#2}))\n' +
    'mongo_int32 $((16 + ${#2}))\n' +
    'mongo_string drop "$2"\n' +
    'printf \'\\000\\000\'\n' +
    '}\n' +
    'mongo_entry() {\n' +
    'mongo_int32 $((46 + ${#2} + $3))\n' +
    'printf \'\\021ts\\000\\001\\000\\000\\000\\001\\000\\000\\000\\020v\\000\\002\\000\\000\\000\'\n' +
    'mongo_string op "$1" && mongo_string ns "$2"\n' +
    'printf \'\\003o\\000\'\n' +
    '}\n' +
    'mongo_string() {\n' +
    'printf \'\\002%s\\000\' "$1"\n' +
    'mongo_int32 $((${#2} + 1))\n' +
    'printf \'%s\\000\' "$2"\n' +
    '}\n' +
    'mongo_int32() {\n' +
    'printf "$(printf \'\\\\%03o\\\\%03o\\\\%03o\\\\%03o\' $(($1 & 255)) $((($1 >> 8) & 255)) $((($1 >> 16) & 255)) $((($1 >> 24) & 255)))"\n' +
    '}\n' +
    'mongo_namespaces() {\n' +
    'local container="$1" database="$2"\n' +
    'mb_journal_of_container "$container"\n' +
    'set -- mongodump --archive\n' +
    'if [ -n "$database" ]; then set -- "$@" "--db=$database"; fi\n' +
    '{ printf \'%s\\n\' "${MB_MONGO_URI:-}" | mongo_tool "$container" "$@" 2>"$MB_WORK/mongo-said"; } |\n' +
    '{ mongo_prelude; cat >/dev/null; } | grep -v \'^@\' | sort\n' +
    'mb_over_in_container "$MB_WORK/mongo-said"\n' +
    'grep -qx \'@status 0\' "$MB_WORK/mongo-said" ||\n' +
    'mb_fail E_RESTORE "The present data of $container cannot be read." Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)"\n' +
    '}\n' +
    'mongo_compare() {\n' +
    'local component="$1" container="$2" database="$3" wanted="$MB_WORK/$4" exact="$5" there difference\n' +
    '[ -n "$MONGO_FOUND" ] || mongo_namespaces "$container" "$database" >"$MB_WORK/found"\n' +
    'if [ "$exact" != yes ]; then\n' +
    'awk -F \'\\t\' \'NR == FNR { d = $1; sub(/\\..*/, "", d); own[d] = 1; next } { d = $1; sub(/\\..*/, "", d) } d in own\' \\\n' +
    '"$wanted" "$MB_WORK/found" >"$MB_WORK/found-own" && mv "$MB_WORK/found-own" "$MB_WORK/found"\n' +
    'fi\n' +
    'mongo_shapes <"$wanted" >"$MB_WORK/shapes-wanted"\n' +
    'mongo_shapes <"$MB_WORK/found" >"$MB_WORK/shapes-found"\n' +
    'difference=$({\n' +
    'mb_lines_not_in "$MB_WORK/shapes-found" <"$MB_WORK/shapes-wanted" | sed \'s/^/in the backup: /\'\n' +
    'mb_lines_not_in "$MB_WORK/shapes-wanted" <"$MB_WORK/shapes-found" | sed \'s/^/there now: /\'\n' +
    '} | head -n 5)\n' +
    '[ -z "$difference" ] || mb_fail E_RESTORE "Collections or indexes of $component are not as in the backup." \'They differ\' "$difference"\n' +
    'there=$(mongo_documents "$wanted")\n' +
    '[ "$there" -ge $((MONGO_RESTORED - ${MONGO_APPLIED:-0})) ] && [ "$there" -le $((MONGO_RESTORED + ${MONGO_APPLIED:-0})) ] ||\n' +
    'mb_fail E_RESTORE "$component has $there documents now, and $MONGO_RESTORED were restored."\n' +
    'mb_restored "$component" "documents=$there collections=$(($(wc -l <"$MB_WORK/found")))"\n' +
    '}\n' +
    'mongo_shapes() {\n' +
    'awk -F \'\\t\' \'{ print $1 " " $2; for (i = 3; i <= NF; i++) print $1 " index " $i }\'\n' +
    '}\n' +
    'mongo_documents() {\n' +
    'mongo_told mongo-said \'done dumping\' | awk -F \'\\t\' \'\n' +
    'function database(name) { sub(/[.].*/, "", name); return name }\n' +
    'FILENAME == ARGV[1] { own[database($1)] = 1; next }\n' +
    '{ if ($1 ~ /^%60.*%60$/ && (database(substr($1, 4)) in own) || (database($1) in own)) n += $2 }\n' +
    'END { print n + 0 }\' "$1" -\n' +
    '}\n' +
    'seconds_of_mongo_put_back() {\n' +
    'echo 21600\n' +
    '}\n' +
    'undo_mongo_put_back() {\n' +
    'local MB_COMPRESS="$4" MB_WORK="$MB_AT/.work/$5" status\n' +
    'mb_is_run "$5" || return 1\n' +
    'rm -rf -- "$MB_WORK/failed"\n' +
    '(mongo_put_back "$1" "$2" "$3")\n' +
    'status=$?\n' +
    'rm -rf -- "$MB_WORK/failed"\n' +
    '[ "$status" = 0 ] || [ -z "$6" ] || [ -n "${MB_MONGO_URI:-}" ] ||\n' +
    'echo \'the restore had a mongo-uri, and this run has none: give it the same\' >&2\n' +
    'return "$status"\n' +
    '}\n' +
    'words_of_mongo_put_back() {\n' +
    'printf \'load into MongoDB in the container %s what it held before, the dump %s (%s)\' \\\n' +
    '"$1" "$MB_DIR/.work/$5/$3.before" \'meeshy-backup restore --undo, with the mongo-uri that the restore had\'\n' +
    '}\n' +
    'mongo_put_back() {\n' +
    'local container="$1" database="$2" slot="$3"\n' +
    '[ "$(docker inspect -f \'{{.State.Status}}\' "$container" 2>/dev/null)" != exited ] || docker start "$container" >/dev/null\n' +
    'mongo_ready "$container"\n' +
    'mb_decompress <"$MB_WORK/$slot.before" | mongo_load "$container" live\n' +
    'grep -qx \'@status 0\' "$MB_WORK/mongo-said" && grep -q \'successfully\\. 0 document(s) failed\' "$MB_WORK/mongo-said" || {\n' +
    'grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 3 >&2\n' +
    'return 1\n' +
    '}\n' +
    'mongo_drop_others "$container" "$database" yes "$slot.now"\n' +
    '}\n' +
    'mongo_ready() {\n' +
    'local n=0\n' +
    'until\n' +
    'printf \'%s\\n\' "${MB_MONGO_URI:-}" |\n' +
    'mongo_tool "$1" mongodump --db=meeshy-backup-asks --archive 2>"$MB_WORK/mongo-said" >/dev/null\n' +
    'grep -qx \'@status 0\' "$MB_WORK/mongo-said"\n' +
    'do\n' +
    'n=$((n + 1))\n' +
    '[ "$n" -lt 60 ] || mb_fail E_RESTORE "MongoDB in the container $1 does not answer." \\\n' +
    'Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 3 | mb_mask)"\n' +
    'sleep 1\n' +
    'done\n' +
    '}\n',
  'sources/mongo/rights.sh':
    'MONGO_CRC_OF_ONE=\'\\376\\131\\104\\152\\103\\141\\352\\363\'\n' +
    'MONGO_CRC_OF_SCHEMA=\'\\104\\003\\116\\204\\110\\234\\110\\276\'\n' +
    'mongo_rights() {\n' +
    'local component="$1" container="$2" slot list dropper=apply path raw offset length sha256 consistency counts\n' +
    'slot=$(mongo_slot "$component")\n' +
    'list="$MB_WORK/$slot.asked"\n' +
    'mb_row "$component"\n' +
    'cut -f 1 "$MB_WORK/$slot.wanted" | sed \'s/\\..*//\' | sort -u >"$list" || mb_unwritable "$MB_WORK"\n' +
    'true >"$MB_WORK/$slot.refused" || mb_unwritable "$MB_WORK"\n' +
    '! grep -qx \'@accounts\' "$MB_WORK/$slot.version" || mongo_try_accounts "$container"\n' +
    '[ -s "$list" ] || return 0\n' +
    'mongo_try_apply "$container" "$list" "$MB_RUN"\n' +
    'if mongo_is_refused; then\n' +
    'mongo_refusal >"$MB_WORK/$slot.refused"\n' +
    '[ "$consistency" != point-in-time ] || mongo_refuse_apply "$container" "$slot" \'it replays the oplog of this backup\'\n' +
    'if mongo_try_import "$container" "$list" "$MB_RUN"; then dropper=import && true >"$MB_WORK/$slot.refused"; else dropper=; fi\n' +
    'fi\n' +
    'if [ -n "$dropper" ]; then\n' +
    'mb_journal end_trial "$container" "$list" "$MB_RUN" "${MB_MONGO_URI:+MB_MONGO_URI}"\n' +
    'MONGO_TRIAL=$MB_ENTRY\n' +
    'mongo_try_load "$container" "$list" "$MB_RUN"\n' +
    'mongo_loaded_well || mongo_refuse_account "$container" \'may not write what this backup puts back\'\n' +
    'mb_phase "trying-$component"\n' +
    '"mongo_try_$dropper" "$container" "$list" "$MB_RUN" "$consistency"\n' +
    'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || mongo_refuse_account "$container" \'may not replace what this backup puts back\'\n' +
    'rm -f -- "$MONGO_TRIAL"\n' +
    'fi\n' +
    'mb_phase "tried-$component"\n' +
    '}\n' +
    'mongo_may_drop() {\n' +
    'local component="$1" container="$2" exact="$3" slot others\n' +
    'slot=$(mongo_slot "$component")\n' +
    '[ -s "$MB_WORK/$slot.refused" ] || return 0\n' +
    'awk -F \'\\t\' -v component="$component" \'$1 == component && $2 == "collection" { print $3 }\' "$MB_WORK/contents" | sort >"$MB_WORK/there"\n' +
    'cut -f 1 "$MB_WORK/$slot.wanted" | sort >"$MB_WORK/wanted-names"\n' +
    'others=$(mongo_others "$MB_WORK/there" "$exact" | head -n 5 | tr \'\\n\' \' \')\n' +
    '[ -z "$others" ] || mongo_refuse_apply "$container" "$slot" "it drops collections that the backup lacks: ${others% }"\n' +
    'others=$(mb_lines_not_in "$MB_WORK/there" <"$MB_WORK/wanted-names" | head -n 5 | tr \'\\n\' \' \')\n' +
    '[ -z "$others" ] ||\n' +
    'mongo_refuse_apply "$container" "$slot" "its way back drops collections that are only in the backup: ${others% }"\n' +
    '}\n' +
    'mongo_others() {\n' +
    'mb_lines_not_in "$MB_WORK/wanted-names" <"$1" | if [ "$2" = yes ]; then cat; else\n' +
    'awk \'function database(name) { sub(/[.].*/, "", name); return name }\n' +
    'FILENAME == ARGV[1] { own[database($0)] = 1; next }\n' +
    'database($0) in own\' "$MB_WORK/wanted-names" -\n' +
    'fi\n' +
    '}\n' +
    'mongo_trial() {\n' +
    'printf \'meeshy-backup-asks-%s\' "$1"\n' +
    '}\n' +
    'mongo_try_load() {\n' +
    'mb_journal_of_container "$1"\n' +
    '{ printf \'%s\\n\' "${MB_MONGO_URI:-}"; mongo_trial_archive "$2" "$(mongo_trial "$3")"; } |\n' +
    'mongo_tool "$1" mongorestore --archive --drop --stopOnError >/dev/null 2>"$MB_WORK/mongo-said"\n' +
    'mb_over_in_container "$MB_WORK/mongo-said"\n' +
    '}\n' +
    'mongo_loaded_well() {\n' +
    'grep -qx \'@status 0\' "$MB_WORK/mongo-said" && grep -q \'successfully\\. 0 document(s) failed\' "$MB_WORK/mongo-said"\n' +
    '}\n' +
    'mongo_try_apply() {\n' +
    'local database trial\n' +
    'trial=$(mongo_trial "$3")\n' +
    'mb_journal_of_container "$1"\n' +
    '{\n' +
    'printf \'%s\\n\' "${MB_MONGO_URI:-}"\n' +
    'while IFS= read -r database; do\n' +
    'mb_decode "$database"\n' +
    '[ "${4:-}" != point-in-time ] || mongo_document_entries "$MB_DECODED" "$trial"\n' +
    'mongo_drop_entry "$MB_DECODED" "$trial"\n' +
    'done <"$2"\n' +
    '} | mongo_tool "$1" mongorestore --oplogReplay --oplogFile=/dev/stdin --dir=@empty >/dev/null 2>"$MB_WORK/mongo-said"\n' +
    'mb_over_in_container "$MB_WORK/mongo-said"\n' +
    '}\n' +
    'mongo_try_import() {\n' +
    'local trial\n' +
    'trial=$(mongo_trial "$3")\n' +
    'sed "s/\\$/.$trial/" "$2" >"$MB_WORK/trials" && mongo_drop_by_import "$1" "$MB_WORK/trials"\n' +
    '}\n' +
    'mongo_drop_by_import() {\n' +
    'local name within\n' +
    'while IFS= read -r name; do\n' +
    'mb_decode "${name%%.*}" && within=$MB_DECODED && mb_decode "${name#*.}"\n' +
    'mb_journal_of_container "$1"\n' +
    'printf \'%s\\n\' "${MB_MONGO_URI:-}" |\n' +
    'mongo_tool "$1" mongoimport "--db=$within" "--collection=$MB_DECODED" --drop >/dev/null 2>"$MB_WORK/mongo-said"\n' +
    'mb_over_in_container "$MB_WORK/mongo-said"\n' +
    'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || return 1\n' +
    'done <"$2"\n' +
    '}\n' +
    'mongo_try_accounts() {\n' +
    'mb_journal_of_container "$1"\n' +
    '{ printf \'%s\\n\' "${MB_MONGO_URI:-}"; mongo_no_accounts; } |\n' +
    'mongo_tool "$1" mongorestore --archive "--tempUsersColl=$(mongo_trial "$MB_RUN")-users" \\\n' +
    '"--tempRolesColl=$(mongo_trial "$MB_RUN")-roles" >/dev/null 2>"$MB_WORK/mongo-said"\n' +
    'mb_over_in_container "$MB_WORK/mongo-said"\n' +
    '! mongo_is_unauthorized || mongo_refuse_account "$1" \'may not put back the accounts and roles in this backup\'\n' +
    '}\n' +
    'undo_end_trial() {\n' +
    'local MB_WORK="${2%/*}"\n' +
    'mb_is_run "$3" || return 1\n' +
    '[ -s "$2" ] || return 0\n' +
    'case $(docker inspect -f \'{{.State.Running}}\' "$1" 2>&1) in\n' +
    'true) ;;\n' +
    '*\'o such container\'* | *\'o such object\'*) return 0 ;;\n' +
    '*)\n' +
    '[ ! -e "$MB_WORK/journal/ordered" ] || return 0\n' +
    'echo "the container $1 does not run" >&2\n' +
    'return 1\n' +
    ';;\n' +
    'esac\n' +
    'mongo_try_apply "$1" "$2" "$3"\n' +
    '! grep -q \'NamespaceNotFound\\|ns not found\' "$MB_WORK/mongo-said" ||\n' +
    '{ mongo_try_load "$1" "$2" "$3" && mongo_try_apply "$1" "$2" "$3"; }\n' +
    'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || mongo_try_import "$1" "$2" "$3"\n' +
    '! grep -qx \'@status 0\' "$MB_WORK/mongo-said" || return 0\n' +
    'grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 3 >&2\n' +
    '[ -z "$4" ] || [ -n "${MB_MONGO_URI:-}" ] || echo \'the restore had a mongo-uri, and this run has none: give it the same\' >&2\n' +
    'return 1\n' +
    '}\n' +
    'words_of_end_trial() {\n' +
    'printf \'drop the collection %s, by which the run %s asked for its rights, in MongoDB in the container %s (databases: %s)\' \\\n' +
    '"$(mongo_trial "$3")" "$3" "$1" "$(tr \'\\n\' \' \' <"$2" 2>/dev/null)"\n' +
    '}\n' +
    'mongo_is_refused() {\n' +
    'mongo_is_unauthorized || grep -qi \'no such command\\|CommandNotFound\\|unrecognized command\\|not supported\' "$MB_WORK/mongo-said"\n' +
    '}\n' +
    'mongo_is_unauthorized() {\n' +
    'grep -v \'^@\' "$MB_WORK/mongo-said" | grep -qi \'not authorized\\|unauthorized\\|not allowed\\|AtlasError\'\n' +
    '}\n' +
    'mongo_refusal() {\n' +
    'if mongo_is_unauthorized; then echo E_PERM; else echo E_PREREQ; fi\n' +
    'grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 3 | mb_mask\n' +
    '}\n' +
    'mongo_refuse_apply() {\n' +
    'local code title\n' +
    'read -r code <"$MB_WORK/$2.refused"\n' +
    'case $code in\n' +
    'E_PERM) title="The account of this restore may not use applyOps in MongoDB in the container $1" ;;\n' +
    '*) title="MongoDB in the container $1 has no applyOps" ;;\n' +
    'esac\n' +
    'mb_fail "$code" "$title, and the restore needs it: $3." Said "$(sed 1d "$MB_WORK/$2.refused")" \\\n' +
    'safe \'nothing was stopped, nothing was changed\' next "$(mongo_apply_advice "$code")"\n' +
    '}\n' +
    'mongo_apply_advice() {\n' +
    'case $1 in\n' +
    'E_PERM) mongo_role_advice ;;\n' +
    '*) printf \'restore into a server that has applyOps (a mongod, not a mongos), or put the dump back by hand: docs/restore.md\' ;;\n' +
    'esac\n' +
    '}\n' +
    'mongo_role_advice() {\n' +
    'printf \'%s\' \'set mongo-uri to an account with the role restore of the database admin (beside backup); where MongoDB still refuses \' \\\n' +
    '\'applyOps, it wants a role that grants anyAction on anyResource\'\n' +
    '}\n' +
    'mongo_refuse_account() {\n' +
    'local said\n' +
    'said=$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 5 | mb_mask)\n' +
    '! mongo_is_unauthorized ||\n' +
    'mb_fail E_PERM "The account of this restore $2, in MongoDB in the container $1." Said "$said" \\\n' +
    'safe \'nothing was stopped, nothing was changed\' next "$(mongo_role_advice)"\n' +
    'mb_fail E_RESTORE "A trial showed that MongoDB in the container $1 does not take what this backup puts back." Said "$said" \\\n' +
    'safe \'nothing was stopped, nothing was changed\' next \'see what MongoDB says there (docker logs), then restore again\'\n' +
    '}\n' +
    'mongo_trial_archive() {\n' +
    'local database metadata\n' +
    'metadata=\'{"options":{},"indexes":[{"v":2,"key":{"_id":1},"name":"_id_"},{"v":2,"key":{"asks":1},"name":"asks"}],"type":"collection"}\'\n' +
    'mongo_archive_head\n' +
    'while IFS= read -r database; do\n' +
    'mb_decode "$database" && mongo_archive_entry "$MB_DECODED" "$2" "$metadata"\n' +
    'done <"$1"\n' +
    'mongo_archive_end\n' +
    'while IFS= read -r database; do\n' +
    'mb_decode "$database"\n' +
    'mongo_archive_block "$MB_DECODED" "$2" \'\\000\' \'\\000\\000\\000\\000\\000\\000\\000\\000\'\n' +
    'printf \'\\016\\000\\000\\000\\020_id\\000\\001\\000\\000\\000\\000\'\n' +
    'mongo_archive_end\n' +
    'mongo_archive_block "$MB_DECODED" "$2" \'\\001\' "$MONGO_CRC_OF_ONE"\n' +
    'mongo_archive_end\n' +
    'done <"$1"\n' +
    '}\n' +
    'mongo_no_accounts() {\n' +
    'local name\n' +
    'mongo_archive_head\n' +
    'for name in system.users system.roles system.version; do mongo_archive_entry admin "$name" \'{"indexes":[]}\'; done\n' +
    'mongo_archive_end\n' +
    'mongo_archive_block admin system.version \'\\000\' \'\\000\\000\\000\\000\\000\\000\\000\\000\'\n' +
    'printf \'\\055\\000\\000\\000\\002_id\\000\\013\\000\\000\\000authSchema\\000\\020currentVersion\\000\\005\\000\\000\\000\\000\'\n' +
    'mongo_archive_end\n' +
    'mongo_archive_block admin system.version \'\\001\' "$MONGO_CRC_OF_SCHEMA"\n' +
    'mongo_archive_end\n' +
    'for name in system.users system.roles; do\n' +
    'mongo_archive_block admin "$name" \'\\001\' \'\\000\\000\\000\\000\\000\\000\\000\\000\'\n' +
    'mongo_archive_end\n' +
    'done\n' +
    '}\n' +
    'mongo_archive_head() {\n' +
    'printf \'\\155\\342\\231\\201\'\n' +
    'mongo_int32 100\n' +
    'printf \'\\020concurrent_collections\\000\\001\\000\\000\\000\\002version\\000\\004\\000\\000\\0000.1\\000\'\n' +
    'printf \'\\002server_version\\000\\006\\000\\000\\0000.0.0\\000\\002tool_version\\000\\006\\000\\000\\0000.0.0\\000\\000\'\n' +
    '}\n' +
    'mongo_archive_entry() {\n' +
    'mongo_int32 $((77 + ${#1} + ${#2} + ${#3}))\n' +
    'mongo_string db "$1" && mongo_string collection "$2" && mongo_string metadata "$3"\n' +
    'printf \'\\020size\\000\\001\\000\\000\\000\' && mongo_string \'type\' collection && printf \'\\000\'\n' +
    '}\n' +
    'mongo_archive_block() {\n' +
    'mongo_int32 $((50 + ${#1} + ${#2}))\n' +
    'mongo_string db "$1" && mongo_string collection "$2"\n' +
    'printf "\\\\010EOF\\\\000$3\\\\022CRC\\\\000$4\\\\000"\n' +
    '}\n' +
    'mongo_archive_end() {\n' +
    'printf \'\\377\\377\\377\\377\'\n' +
    '}\n' +
    'mongo_document_entries() {\n' +
    'local op\n' +
    'for op in i d; do\n' +
    'mongo_entry "$op" "$1.$2" 14\n' +
    'printf \'\\016\\000\\000\\000\\020_id\\000\\002\\000\\000\\000\\000\\000\'\n' +
    'done\n' +
    '}\n',
  'sources/old/general.sh':
    'mb_general_old() {\n' +
    'MB_SOURCE=$1 MB_SOURCE_FILE=${1##*/} MB_SOURCE_KIND=old-format MB_SOURCE_COMPRESSION=gzip MB_SOURCE_TABLE=\'\' MB_RUNBOOK_DIR=$MB_DIR\n' +
    'MB_SOURCE_NAME=${MB_SOURCE_FILE%%.tar.*}\n' +
    'shift\n' +
    '[ -n "$MB_RUNBOOK_FOR" ] || mb_refuse E_NOT_FOUND \\\n' +
    '"$MB_SOURCE_NAME is an archive of the old scripts, and this script was printed where nothing ran that could be restored." \\\n' +
    'next \'print it again (meeshy-backup script restore); or by hand: docs/format.md, Archives of the old scripts\'\n' +
    'case $MB_SOURCE_FILE in\n' +
    'pre-update-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]_[0-9][0-9][0-9][0-9][0-9][0-9].tar.gz)\n' +
    'MB_SOURCE_TIME=$(mb_epoch "${MB_SOURCE_NAME#pre-update-}") ;;\n' +
    '*) mb_refuse E_INPUT \\\n' +
    '"$MB_SOURCE_FILE has no manifest, and is no archive of the old scripts: their names are pre-update-YYYYMMDD_HHMMSS.tar.gz." ;;\n' +
    'esac\n' +
    'MB_WORK=$(mktemp -d) || mb_refuse E_PREREQ \'There is no room for temporary files (TMPDIR).\'\n' +
    'trap \'rm -rf -- "$MB_WORK"\' EXIT\n' +
    'trap \'exit 130\' INT TERM\n' +
    'mb_say "$MB_SOURCE_FILE is of the old scripts: it has no manifest, so it is read to its end first."\n' +
    'mb_general_old_look\n' +
    'rm -rf -- "$MB_WORK"\n' +
    'trap - EXIT INT TERM\n' +
    'mb_runbook "$@"\n' +
    '}\n' +
    'mb_general_old_look() {\n' +
    'mb_reader_of() { :; }\n' +
    'old_survey "$MB_SOURCE" || old_damaged\n' +
    'MB_SOURCE_BYTES=$(mb_size "$MB_SOURCE") MB_SOURCE_SHA256=$(mb_sha256 <"$MB_SOURCE")\n' +
    'MB_VARIANT=here MB_CHOSEN=$MB_RUNBOOK_FOR\n' +
    '(mb_runbook_each mb_general_place) >"$MB_WORK/places" || mb_refuse E_UNKNOWN \'The plan of this script cannot be read.\'\n' +
    'mb_general_old_rows >"$MB_WORK/rows" 2>"$MB_WORK/without" ||\n' +
    'mb_refuse E_AMBIGUOUS "Two volumes in $MB_SOURCE_FILE are the same volume here: $(tail -n 1 "$MB_WORK/without")." \\\n' +
    'next \'put the one you mean back by hand: docs/format.md, "Archives of the old scripts"\'\n' +
    'MB_ROWS=$(cat "$MB_WORK/rows") MB_RUNBOOK_WITHOUT=$(cat "$MB_WORK/without")\n' +
    'MB_ALL_ROWS=$MB_ROWS\n' +
    '[ -n "$MB_ROWS" ] ||\n' +
    'mb_refuse E_VERIFY "$MB_SOURCE_FILE holds nothing that this script puts back." \'Not put back by this script\' "$MB_RUNBOOK_WITHOUT"\n' +
    '}\n' +
    'mb_general_place() {\n' +
    'local component="${3:-}"\n' +
    'case $2 in\n' +
    'mb_stage_volume) printf \'volume\\t%s\\t%s\\n\' "$3" "$4" ;;\n' +
    'files_stage)\n' +
    'shift 3\n' +
    'for MB_LINE in "$@"; do printf \'path\\t%s\\t%s\\n\' "$component" "$MB_LINE"; done\n' +
    ';;\n' +
    'esac\n' +
    '}\n' +
    'mb_general_old_rows() {\n' +
    'awk -F \'\\t\' -v OFS=\'\\t\' -v known=" $MB_RUNBOOK_FOR " -v bytes="$MB_SOURCE_BYTES" -v sha="$MB_SOURCE_SHA256" \'\n' +
    'function without(what, why) { print what ": " why >"/dev/stderr" }\n' +
    'function named(volume,   each, ending, n, found) {\n' +
    'if (("volumes/" volume) in volumes) return "volumes/" volume\n' +
    'if (volume in at_docker) return at_docker[volume]\n' +
    'for (each in volumes) {\n' +
    'ending = "_" substr(each, 9)\n' +
    'if (length(volume) > length(ending) && substr(volume, length(volume) - length(ending) + 1) == ending) { n++; found = each }\n' +
    '}\n' +
    'return n == 1 ? found : "volumes/" volume }\n' +
    'FILENAME == ARGV[1] { if ($1 == "volume") { volumes[$2] = 1; at_docker[$3] = $2 } else paths[$3] = 1; next }\n' +
    'FILENAME == ARGV[2] { raw[$1] = $2; consistency[$1] = $3; counts[$1] = $4 == "-" ? "" : $4; next }\n' +
    '{ name = $2 == "volume" ? named(substr($1, 9)) : $1\n' +
    'if (!index(known, " " name " ")) {\n' +
    'absent = "it did not exist when this script was printed"\n' +
    'without($1, $2 == "volume" ? "a dump carries it, or " absent : absent); next }\n' +
    'if (name in taken) { print taken[name] " and " $3 >"/dev/stderr"; exit 1 }\n' +
    'taken[name] = $3\n' +
    'n = $5 == "-" ? 0 : split($5, item, "/")\n' +
    'for (i = 1; i <= n; i++) if (!(item[i] in paths)) without(name " " item[i], "this script does not know where it belongs")\n' +
    'print name, $3, raw[$3], 0, bytes, sha, consistency[$3], counts[$3] }\' "$MB_WORK/places" "$MB_WORK/old-read" "$MB_WORK/old-rows"\n' +
    '}\n',
  'sources/old/old.sh':
    'mb_is_old() {\n' +
    '[ "${MB_SOURCE_KIND:-}" = old-format ]\n' +
    '}\n' +
    'old_why() {\n' +
    'printf \'%s\\n\' "$1" >"$MB_WORK/why"\n' +
    'return 1\n' +
    '}\n' +
    'old_limit() {\n' +
    'mb_free_at "${1%/*}" && printf \'%s\' "$MB_DISK"\n' +
    '}\n' +
    'old_has_table() {\n' +
    '[ "$(tail -c 520 -- "$1" | head -c 512 | tr -d \'\\000\' | wc -c)" -eq 0 ] && [ "$(mb_size "$1")" -ge 520 ]\n' +
    '}\n' +
    'old_list() {\n' +
    'local limit\n' +
    'limit=$(old_limit "$1")\n' +
    'rm -f "$MB_WORK"/status-* "$MB_WORK/why"\n' +
    '! old_has_table "$1" || old_why \'is no archive of the old scripts: it carries a table of its contents\' || return\n' +
    '{\n' +
    '{ gzip -d -c <"$1"; echo $? >"$MB_WORK/status-1"; } |\n' +
    'head -c "$((limit + 1))" |\n' +
    '{ mb_count; } |\n' +
    '{ mb_tar_rows >"$MB_WORK/listed"; cat >/dev/null; }\n' +
    '} 2>"$MB_WORK/noise"\n' +
    'old_is_bounded "$limit" || return\n' +
    '[ "$(cat "$MB_WORK/status-1" 2>/dev/null)" = 0 ] && [ "$(cat "$MB_WORK/tar-status" 2>/dev/null)" = 0 ] ||\n' +
    'old_why \'does not read to its end\' || return\n' +
    'old_judge && old_rows || return\n' +
    '! grep -i \'removing leading\' "$MB_WORK/tar-said" >"$MB_WORK/outside" || old_why \'holds a name that leads outside of it\'\n' +
    '}\n' +
    'old_is_bounded() {\n' +
    '[ "$(mb_counted)" -le "$1" ] || old_why "unpacks to more than $(mb_amount "$1"), which its whole disk does not hold"\n' +
    '}\n' +
    'old_judge() {\n' +
    'awk -F \'\\t\' -v entries="$MB_WORK/old-entries" -v top="$MB_WORK/old-root" -v odd="\\$\\`|;<>&*?\\"\'" \'\n' +
    'function refuse(why) { print why ": " substr(shown, 1, 200); refused = 1; exit 1 }\n' +
    'function oddity(name,   n) {\n' +
    'if (name ~ /[[:cntrl:]]/) return 1\n' +
    'for (n = 1; n <= length(odd); n++) if (index(name, substr(odd, n, 1))) return 1\n' +
    'gsub(/\\\\[23][0-7][0-7]/, "", name)\n' +
    'return index(name, "\\\\") }\n' +
    '$1 == "!" { print $2; refused = 1; exit 1 }\n' +
    '{ kind = substr($1, 1, 1); bytes = $2; name = shown = $3\n' +
    'if (kind == "h") refuse("holds a hard link")\n' +
    'if (kind !~ /^[-dl]$/) refuse("holds a device, a pipe, or another special file")\n' +
    'if (kind == "-" && $1 ~ /[sS]/) refuse("holds a file that runs as another user (setuid)")\n' +
    'if (NR == 1) { dot = sub(/^\\.\\//, "", name); root = name; sub(/\\/.*$/, "", root) } else sub(/^\\.\\//, "", name)\n' +
    'sub(/\\/$/, "", name)\n' +
    'if (root == "" || root ~ /^(\\.|-)/ || name != root && index(name, root "/") != 1) refuse("holds what is outside of its directory")\n' +
    'if (("/" name "/") ~ /\\/(\\.|\\.\\.|-[^\\/]*)\\//) refuse("holds a name that climbs, or looks like an option")\n' +
    'if (oddity(name)) refuse("holds a name with characters that the old scripts never wrote")\n' +
    'path = substr(name, length(root) + 2)\n' +
    'if (kind == "l" && path !~ /^(config|secrets)\\/./ || path ~ /^[a-z]*\\/[^\\/]*\\\\/)\n' +
    'refuse("holds a link, or a name, where the old scripts wrote none such")\n' +
    'if (path == "MANIFEST.json" || path == "MANIFEST.sha256") refuse("carries a table of its contents, as ours do")\n' +
    'if (kind != "d" && seen[name]++) refuse("holds a member twice")\n' +
    'if (kind == "l") link[name] = 1\n' +
    'all[NR] = name\n' +
    'print kind "\\t" bytes "\\t" path >entries }\n' +
    'END {\n' +
    'if (refused) exit 1\n' +
    'if (NR == 0) { print "is empty"; exit 1 }\n' +
    'for (n = 1; n <= NR; n++) for (p = all[n]; match(p, /\\/[^\\/]*$/);) {\n' +
    'p = substr(p, 1, RSTART - 1)\n' +
    'if (p in link) { shown = all[n]; refuse("holds a member that is written through a link") } }\n' +
    'print (dot ? "./" : "") root >top }\' "$MB_WORK/listed" >"$MB_WORK/why" && [ -s "$MB_WORK/old-root" ]\n' +
    '}\n' +
    'old_rows() {\n' +
    'true >"$MB_WORK/old-others"\n' +
    'awk -F \'\\t\' -v others="$MB_WORK/old-others" \'\n' +
    'function add(name, kind, path, bytes) {\n' +
    'if (!(name in stored)) { order[++n] = name; kinds[name] = kind; paths[name] = path }\n' +
    'else if (paths[name] != path) {\n' +
    'print "holds two files where only one can be: " paths[name] " and " path >"/dev/stderr"\n' +
    'exit 1\n' +
    '}\n' +
    'stored[name] += bytes }\n' +
    'function place(set, item, bytes) {\n' +
    'add(set, set, set, bytes)\n' +
    'if (!((set, item) in placed)) { placed[set, item] = 1; items[set] = items[set] (items[set] == "" ? "" : "/") item } }\n' +
    '{ part = $3; sub(/^[^\\/]*\\//, "", part); first = part; sub(/\\/.*$/, "", first) }\n' +
    '$3 ~ /^config\\/./ { place(first ~ /^(\\.?secrets?|certs?|certificates|ssl|tls|keys)$/ ? "secrets" : "config", first, $2); next }\n' +
    '$3 ~ /^secrets\\/./ { place("secrets", "secrets", $2); next }\n' +
    '$1 != "-" || $3 == "backup-metadata.txt" { next }\n' +
    '$3 ~ /^database\\/[^\\/]+\\/./ { add("database", "database", "database/" first, $2); next }\n' +
    '$3 ~ /^redis\\/[^\\/]+\\.rdb$/ { add("redis", "redis", $3, $2); next }\n' +
    '$3 ~ /^volumes\\/[A-Za-z0-9][A-Za-z0-9_.-]*\\.tar\\.gz$/ { sub(/\\.tar\\.gz$/, "", part); add("volumes/" part, "volume", $3, $2); next }\n' +
    '{ print $3 >others }\n' +
    'END {\n' +
    'for (i = 1; i <= n; i++) {\n' +
    'name = order[i]\n' +
    'print name "\\t" kinds[name] "\\t" paths[name] "\\t" stored[name] "\\t" (name in items ? items[name] : "-") } }\' \\\n' +
    '"$MB_WORK/old-entries" >"$MB_WORK/old-unsorted" 2>"$MB_WORK/why" && sort "$MB_WORK/old-unsorted" >"$MB_WORK/old-rows"\n' +
    '}\n' +
    'old_member() {\n' +
    'gzip -d -c <"$1" | { tar -xOf - "$(cat "$MB_WORK/old-root")/$2"; cat >/dev/null; }\n' +
    '}\n' +
    'old_survey() {\n' +
    'local file="$1" name kind path bytes items raw consistency counts\n' +
    'shift\n' +
    'rm -f "$MB_WORK/old-where"\n' +
    'true >"$MB_WORK/old-read"\n' +
    'old_list "$file" || return\n' +
    'while IFS="$MB_TAB" read -r name kind path bytes items; do\n' +
    'old_is_among "$path" "$@" || continue\n' +
    'old_read </dev/null || {\n' +
    'printf \'%s\\n\' "$name" >"$MB_WORK/old-where"\n' +
    'return 1\n' +
    '}\n' +
    'printf \'%s\\t%s\\t%s\\t%s\\n\' "$path" "$raw" "$consistency" "$counts" >>"$MB_WORK/old-read"\n' +
    'done <"$MB_WORK/old-rows"\n' +
    '}\n' +
    'old_read() {\n' +
    'raw=$bytes consistency=fuzzy counts=-\n' +
    'case $kind in\n' +
    'volume) old_read_volume ;;\n' +
    'redis) old_read_snapshot ;;\n' +
    'database) old_read_dump ;;\n' +
    'esac\n' +
    '}\n' +
    'old_said() {\n' +
    'case $(cat "$MB_WORK/why") in\n' +
    '*/*.bson*\': \'*) cat "$MB_WORK/why" ;;\n' +
    '*) sed \'1s/^/it /\' "$MB_WORK/why" ;;\n' +
    'esac\n' +
    '}\n' +
    'old_is_among() {\n' +
    'local path="$1"\n' +
    '[ $# -gt 1 ] || return 0\n' +
    'shift\n' +
    'for _ in "$@"; do\n' +
    '[ "$1" != "$path" ] || return 0\n' +
    'shift\n' +
    'done\n' +
    'return 1\n' +
    '}\n' +
    'old_read_volume() {\n' +
    'local limit\n' +
    'limit=$(old_limit "$file")\n' +
    'rm -f "$MB_WORK"/status-* "$MB_WORK/why"\n' +
    '{\n' +
    'old_member "$file" "$path" | { gzip -d -c; echo $? >"$MB_WORK/status-1"; } | head -c "$((limit + 1))" | { mb_count; } |\n' +
    '{ mb_read_tar volume "$name"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
    '} 2>"$MB_WORK/noise"\n' +
    'old_is_bounded "$limit" || return\n' +
    '[ "$(cat "$MB_WORK/status-1" 2>/dev/null)" = 0 ] || old_why \'cannot be decompressed to its end\' || return\n' +
    'if [ "$(cat "$MB_WORK/status-2")" != 0 ]; then\n' +
    'sed \'s/^it //; s/^tar does not read it/does not read/\' "$MB_WORK/why" >"$MB_WORK/why-so" && mv "$MB_WORK/why-so" "$MB_WORK/why"\n' +
    'return 1\n' +
    'fi\n' +
    'raw=$(mb_counted)\n' +
    'grep -qx rooted "$MB_WORK/listed" || return 0\n' +
    'printf \'%s\\n\' "$path" >>"$MB_WORK/old-rooted"\n' +
    '[ "$MB_TAR" != gnu ] || counts=$(cat "$MB_WORK/counts")\n' +
    '}\n' +
    'old_read_snapshot() {\n' +
    'set -- $(old_member "$file" "$path" | { dd bs=9 count=1; tail -c 9; } 2>/dev/null | od -An -v -tu1)\n' +
    '[ $# = 18 ] && [ "$1 $2 $3 $4 $5" = \'82 69 68 73 83\' ] && [ "${10}" = 255 ] ||\n' +
    'old_why \'is no snapshot of Redis from its beginning to its end\' || return\n' +
    '[ "${MB_VARIANT:-}" != anew ] && [ -n "$(mb_reader_of redis)" ] || return 0\n' +
    'rm -f "$MB_WORK/counts"\n' +
    'old_member "$file" "$path" | redis_read redis 2>"$MB_WORK/noise" || old_why \'is refused by redis-check-rdb\' || return\n' +
    'counts=$(cat "$MB_WORK/counts")\n' +
    '}\n' +
    'old_read_dump() {\n' +
    'true >"$MB_WORK/old-files" && true >"$MB_WORK/old-metadata" && true >"$MB_WORK/old-prelude"\n' +
    'old_reader >"$MB_WORK/old-reader"\n' +
    'old_walker >"$MB_WORK/old-walker"\n' +
    'old_each_file "$file" "$path" old-reader "OLD_LIMIT=$(old_limit "$file")"\n' +
    '[ "$(cat "$MB_WORK/status-1")" = 0 ] || old_why "cannot be read: $(tail -n 1 "$MB_WORK/noise")" || return\n' +
    'awk -F \'\\t\' \'$4 != "" { print $1 ": " $4 > "/dev/stderr"; exit 1 }\n' +
    '{ raw += $2 } $1 == "oplog.bson" || $1 == "oplog.bson.gz" { whole = 1; next }\n' +
    '$1 ~ /\\.bson(\\.gz)?$/ { documents += $3; collections++; if ($1 ~ /^(admin|config|local)\\//) accounts += $3 }\n' +
    'END {\n' +
    'if (accounts) ending = " accounts=" accounts\n' +
    'moment = whole ? "point-in-time" : "fuzzy"\n' +
    'if (collections) printf "%.0f %s documents=%d collections=%d%s\\n", raw, moment, documents, collections, ending }\' \\\n' +
    '"$MB_WORK/old-files" >"$MB_WORK/old-dump" 2>"$MB_WORK/why" || return\n' +
    '[ -s "$MB_WORK/old-dump" ] || old_why \'holds no collection\' || return\n' +
    'read -r raw consistency counts <"$MB_WORK/old-dump"\n' +
    '}\n' +
    'old_each_file() {\n' +
    'local file="$1" path script="$3"\n' +
    'path="$(cat "$MB_WORK/old-root")/$2"\n' +
    'shift 3\n' +
    'rm -f "$MB_WORK/status-1"\n' +
    'gzip -d -c <"$file" | {\n' +
    'env "OLD_WORK=$MB_WORK" "OLD_DUMP=$path/" "$@" tar -xf - --to-command=". \\"\\$OLD_WORK/$script\\"" "$path" 2>"$MB_WORK/noise"\n' +
    'echo $? >"$MB_WORK/status-1"\n' +
    'cat >/dev/null\n' +
    '}\n' +
    '}\n' +
    'old_reader() {\n' +
    'cat <<\'READER\'\n' +
    'plainly() {\n' +
    '  case $TAR_FILENAME in\n' +
    '    *.gz)\n' +
    '      { gzip -d -c || printf \'%s\\t0\\t0\\tit cannot be decompressed to its end\\n\' "$name" >>"$OLD_WORK/old-files"; cat >/dev/null; } |\n' +
    '        head -c "$OLD_LIMIT" ;;\n' +
    '    *) cat ;;\n' +
    '  esac\n' +
    '}\n' +
    'name=${TAR_FILENAME#"$OLD_DUMP"}\n' +
    'export name\n' +
    'case $name in\n' +
    '  *.bson | *.bson.gz) plainly | od -An -v -tu1 | awk -f "$OLD_WORK/old-walker" >>"$OLD_WORK/old-files" ;;\n' +
    '  *.metadata.json | *.metadata.json.gz)\n' +
    '    plainly >"$OLD_WORK/old-file"\n' +
    '    printf \'%s\\t%s\\t0\\t\\n\' "$name" "$(($(wc -c <"$OLD_WORK/old-file")))" >>"$OLD_WORK/old-files"\n' +
    '    { printf \'%s\\t\' "$name"; tr \'\\t\\r\\n\' \'   \' <"$OLD_WORK/old-file"; echo; } >>"$OLD_WORK/old-metadata" ;;\n' +
    '  prelude.json | prelude.json.gz) plainly | head -c 100000 >"$OLD_WORK/old-prelude" ;;\n' +
    'esac\n' +
    'cat >/dev/null\n' +
    'READER\n' +
    '}\n' +
    'old_walker() {\n' +
    'cat <<\'WALKER\'\n' +
    'function wrong(why) { bad = why; exit 1 }\n' +
    'function look(b, n) {\n' +
    '  for (i = want - at; i < n; i = want - at) {\n' +
    '    if (step < 4) {\n' +
    '      size += b[i + 1] * (step == 0 ? 1 : step == 1 ? 256 : step == 2 ? 65536 : 16777216)\n' +
    '      want++\n' +
    '      if (++step < 4) continue\n' +
    '      if (size < 5 || size > 50331648) wrong("it holds no document where one should begin, at byte " start)\n' +
    '      want = start + size - 1\n' +
    '    } else {\n' +
    '      if (b[i + 1] != 0) wrong("a document does not end where it should, at byte " want)\n' +
    '      documents++\n' +
    '      start = ++want\n' +
    '      step = size = 0\n' +
    '    }\n' +
    '  }\n' +
    '}\n' +
    'want >= at + 16 { at += 16; last = $0; next }\n' +
    '{ n = split($0, b, " "); look(b, n); at += n; last = "" }\n' +
    'END {\n' +
    '  if (bad == "" && last != "") at += split(last, b, " ") - 16\n' +
    '  if (bad == "" && (at != start || step)) bad = "it ends within a document"\n' +
    '  printf "%s\\t%.0f\\t%d\\t%s\\n", ENVIRON["name"], at, documents, bad\n' +
    '}\n' +
    'WALKER\n' +
    '}\n' +
    'old_manifest() {\n' +
    'local bytes sha components\n' +
    'bytes=$(mb_size "$2") sha=$(mb_sha256 <"$2")\n' +
    '[ "${#sha}" = 64 ] || return 1\n' +
    'components=$(old_components "$bytes" "$sha") || return 1\n' +
    'mb_object file "${2##*/}" bytes# "$bytes" sha256 "$sha" compression gzip\n' +
    'mb_object schema# 1 kind old-format name "$1" runId \'\' sequence# 0 prefix pre-update time# "$(mb_epoch "${1#pre-update-}")" \\\n' +
    'verified read archive@ "$MB_JSON" \\\n' +
    '@ "$(old_left_out)" components@ "$components"\n' +
    'printf \'%s\\n\' "$MB_JSON"\n' +
    '}\n' +
    'old_left_out() {\n' +
    'awk "$MB_AWK_JSON"\'\n' +
    '!/\\\\/ && NR <= 50 {\n' +
    'other = json_add(json_add("", "what", json_text($0)), "why", json_text("no part of the old format"))\n' +
    'others = json_item(others, json_object(other)) }\n' +
    'END { if (others != "") printf "%s", json_add("", "leftOut", json_list(others)) }\' "$MB_WORK/old-others"\n' +
    '}\n' +
    'old_components() {\n' +
    'awk -F \'\\t\' -v bytes="$1" -v sha="$2" "$MB_AWK_JSON"\'\n' +
    'FILENAME != ARGV[2] { raw[$1] = $2; consistency[$1] = $3; counts[$1] = $4; next }\n' +
    '{ n = $5 == "-" ? 0 : split($5, item, "/"); places = ""\n' +
    'for (i = 1; i <= n; i++) places = json_item(places, json_text(item[i]))\n' +
    'm = counts[$3] ~ /=/ ? split(counts[$3], each, " ") : 0; found = ""\n' +
    'for (i = 1; i <= m; i++) { split(each[i], pair, "="); found = json_add(found, pair[1], json_number(pair[2])) }\n' +
    'row = json_add(json_add(json_add("", "name", json_text($1)), "kind", json_text($2)), "path", json_text($3))\n' +
    'row = json_add(json_add(row, "rawBytes", json_number(($3 in raw) ? raw[$3] : $4)), "offset", 0)\n' +
    'row = json_add(json_add(row, "length", json_number(bytes)), "sha256", json_text(sha))\n' +
    'row = json_add(json_add(row, "counts", json_object(found)), "consistency", json_text(($3 in raw) ? consistency[$3] : "fuzzy"))\n' +
    'rows = json_item(rows, json_object(json_add(row, "paths", json_list(places)))) }\n' +
    'END { if (json_refused) exit 1; printf "%s", json_list(rows) }\' "$MB_WORK/old-read" "$MB_WORK/old-rows"\n' +
    '}\n' +
    'old_look() {\n' +
    'local file="$MB_AT/$1.tar.gz"\n' +
    'MB_SOURCE_NAME=$1\n' +
    'mb_know_tar\n' +
    '[ -f "$file" ] && [ ! -L "$file" ] ||\n' +
    'mb_fail E_NOT_FOUND "The archive $(mb_shown "$file") is not there." safe \'nothing was changed\' next \'list the backups\'\n' +
    'old_survey "$file" || old_damaged\n' +
    '[ -s "$MB_WORK/old-rows" ] || mb_damaged \'it holds nothing that the old scripts kept\'\n' +
    'old_manifest "$1" "$file" >"$MB_WORK/old" ||\n' +
    'mb_fail E_VERIFY "The archive $(mb_shown "$file") cannot be read." safe \'nothing was changed\'\n' +
    'mb_lines old-manifest <"$MB_WORK/old"\n' +
    '}\n' +
    'old_damaged() {\n' +
    'local component\n' +
    'component=$(cat "$MB_WORK/old-where" 2>/dev/null)\n' +
    'mb_damaged "${component:+$component: }$(old_said)"\n' +
    '}\n',
  'sources/old/restore.sh':
    'old_open() {\n' +
    'local name path raw rest paths\n' +
    'paths=$(printf \'%s\\n\' "$MB_ROWS" | cut -f 2)\n' +
    'set -f\n' +
    'IFS=\'\n' +
    '\'\n' +
    'set -- $paths\n' +
    'unset IFS\n' +
    'set +f\n' +
    'old_survey "$MB_SOURCE" "$@" || old_damaged\n' +
    'while IFS="$MB_TAB" read -r name path raw rest; do\n' +
    'grep -qF "$path$MB_TAB$raw$MB_TAB" "$MB_WORK/old-read" || mb_damaged "it no longer holds $name as the plan saw it"\n' +
    'done <<END_OF_ROWS\n' +
    '$MB_ROWS\n' +
    'END_OF_ROWS\n' +
    '}\n' +
    'mb_if_old() {\n' +
    '! mb_is_old || "$@"\n' +
    '}\n' +
    'old_raw() {\n' +
    'case $1 in\n' +
    'volumes/*) old_member "$MB_SOURCE" "$1" | gzip -d -c ;;\n' +
    '*) old_member "$MB_SOURCE" "$1" ;;\n' +
    'esac\n' +
    '}\n' +
    'old_unpack_files() {\n' +
    'local root part\n' +
    'root=$(cat "$MB_WORK/old-root")\n' +
    'set --\n' +
    'for part in config secrets; do ! cut -f 3 "$MB_WORK/old-entries" | grep -q "^$part\\$\\|^$part/" || set -- "$@" "$root/$part"; done\n' +
    'rm -f "$MB_WORK"/status-*\n' +
    '{ gzip -d -c <"$MB_SOURCE"; echo $? >"$MB_WORK/status-1"; } |\n' +
    '{ mb_tar -C "$MB_WORK/unpacked" -xpf - "$@" 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
    '}\n' +
    'old_unpacked() {\n' +
    'local root\n' +
    'root="$MB_WORK/unpacked/$(cat "$MB_WORK/old-root")"\n' +
    'if [ -e "$root/config/$1" ] || [ -L "$root/config/$1" ]; then printf \'%s\' "$root/config/$1"; else printf \'%s\' "$root/$1"; fi\n' +
    '}\n' +
    'old_like() {\n' +
    '[ -d "$1" ] && ! grep -qxF -- "$path" "$MB_WORK/old-rooted" 2>/dev/null || return 0\n' +
    'chmod -- "$(stat -c %a -- "$1")" "$2" && chown -- "$(stat -c %u:%g -- "$1")" "$2"\n' +
    '}\n' +
    'old_mongo_prove() {\n' +
    'local slot\n' +
    'slot=$(mongo_slot "$1")\n' +
    'awk -F \'\\t\' -v documents="$MB_WORK/$slot.documents" "$MB_AWK_ENCODED$MB_AWK_NAMESPACE"\'\n' +
    'function hex(c) { return index("0123456789ABCDEF", toupper(c)) - 1 }\n' +
    'function plain(text,   out, n) {\n' +
    'while ((n = index(text, "%")) && substr(text, n + 1, 2) ~ /^[0-9A-Fa-f][0-9A-Fa-f]$/) {\n' +
    'out = out substr(text, 1, n - 1) sprintf("%c", 16 * hex(substr(text, n + 1, 1)) + hex(substr(text, n + 2, 1)))\n' +
    'text = substr(text, n + 3) }\n' +
    'return out text }\n' +
    'function space(key,   database) {\n' +
    'database = namespace(substr(key, 1, index(key, "/") - 1), "")\n' +
    'return database (key in full ? full[key] : encoded(plain(substr(key, index(key, "/") + 1)))) }\n' +
    'FILENAME == ARGV[1] {\n' +
    'key = $1; sub(/\\.metadata\\.json(\\.gz)?$/, "", key)\n' +
    'if (match($2, /"collectionName":"([^"\\\\]|\\\\.)*"/)) full[key] = encoded_letters(substr($2, RSTART + 18, RLENGTH - 19))\n' +
    'shape[key] = described($2); next }\n' +
    '$1 ~ /\\/.*\\.bson(\\.gz)?$/ {\n' +
    'key = $1; sub(/\\.bson(\\.gz)?$/, "", key); count[key] = $3\n' +
    'if (!(key in shape)) shape[key] = "collection\\t_id_" }\n' +
    'END {\n' +
    'for (key in shape) if (key !~ /^(admin|config|local)\\//) {\n' +
    'print space(key) "\\t" shape[key]\n' +
    'if (key in count && shape[key] !~ /^view(\\t|$)/) print space(key) "\\t" count[key] >documents } }\' \\\n' +
    '"$MB_WORK/old-metadata" "$MB_WORK/old-files" | sort >"$MB_WORK/$slot.wanted"\n' +
    'sed -n \'s/.*"ServerVersion":"\\([^"]*\\)".*/@version \\1/p\' "$MB_WORK/old-prelude" >"$MB_WORK/$slot.version"\n' +
    '! cut -f 1 "$MB_WORK/old-files" | grep -q \'^admin/system\\.\\(users\\|roles\\)\\.bson\' || echo @accounts >>"$MB_WORK/$slot.version"\n' +
    '[ -f "$MB_WORK/$slot.documents" ] || true >"$MB_WORK/$slot.documents"\n' +
    '}\n' +
    'old_mongo_stage() {\n' +
    'local path raw offset length sha256 consistency counts place="/tmp/meeshy-backup-$MB_RUN" free\n' +
    'mb_row "$1"\n' +
    'free=$(mb_docker exec "$2" df -P -k /tmp 2>/dev/null | awk \'NR == 2 { printf "%.0f", $4 * 1024 }\')\n' +
    '[ "${free:-$raw}" -ge "$raw" ] ||\n' +
    'mb_fail E_NOSPACE "The dump does not fit into /tmp of the container $2." Needs "$(mb_amount "$raw")" Has "$(mb_amount "$free") free" \\\n' +
    'safe \'nothing was changed\' next \'free space there\'\n' +
    'mb_journal remove_dump "$2" "$MB_RUN"\n' +
    'mb_leftover remove_dump "$2" "$MB_RUN"\n' +
    'mb_journal_of_container "$2"\n' +
    'old_feeder >"$MB_WORK/old-feeder"\n' +
    'old_each_file "$MB_SOURCE" "$path" old-feeder "OLD_CONTAINER=$2" "OLD_PLACE=$place"\n' +
    'mb_settle "$MB_ENTRY"\n' +
    '[ "$(cat "$MB_WORK/status-1")" = 0 ] ||\n' +
    'mb_fail E_RESTORE "The dump could not be made ready in the container $2." Said "$(tail -n 5 "$MB_WORK/noise" | mb_mask)" \\\n' +
    'safe \'nothing was changed\' next \'see that there is room in its /tmp, and that it has a shell\'\n' +
    'mb_phase "staged-$1"\n' +
    '}\n' +
    'undo_remove_dump() {\n' +
    'mb_is_run "$2" && { timeout 50 docker exec "$1" rm -rf "/tmp/meeshy-backup-$2" >/dev/null 2>&1 || :; }\n' +
    '}\n' +
    'words_of_remove_dump() {\n' +
    'printf \'remove the dump in the container %s (docker exec %s rm -rf /tmp/meeshy-backup-%s)\' "$1" "$(mb_typed "$1")" "$2"\n' +
    '}\n' +
    'old_feeder() {\n' +
    'cat <<\'FEEDER\'\n' +
    'got=$(docker exec -i -e "MB_RUN=$MB_RUN" "$OLD_CONTAINER" \\\n' +
    '  sh -c \'umask 077 && mkdir -p "${1%/*}" && cat >"$1" && wc -c <"$1"\' meeshy-backup "$OLD_PLACE/${TAR_FILENAME#"$OLD_DUMP"}")\n' +
    'cat >/dev/null\n' +
    '[ "$((got))" = "$TAR_SIZE" ] || { echo "$TAR_FILENAME: $((got)) of $TAR_SIZE bytes arrived" >&2; exit 1; }\n' +
    'FEEDER\n' +
    '}\n' +
    'old_mongo_load() {\n' +
    'local container="$1" consistency="$2"\n' +
    'mb_journal_of_container "$container"\n' +
    'set -- mongorestore "--dir=/tmp/meeshy-backup-$MB_RUN" --drop --stopOnError\n' +
    '! grep -q \'\\.bson\\.gz\' "$MB_WORK/old-files" || set -- "$@" --gzip\n' +
    '[ "$consistency" != point-in-time ] || set -- "$@" --oplogReplay\n' +
    'printf \'%s\\n\' "${MB_MONGO_URI:-}" | mongo_tool "$container" "$@" >/dev/null 2>"$MB_WORK/mongo-said"\n' +
    'mb_settle "$MB_ENTRY"\n' +
    '}\n' +
    'old_mongo_compare() {\n' +
    'local difference\n' +
    '[ "$2" != point-in-time ] || return 0\n' +
    'mongo_told mongo-said \'done dumping\' | mongo_matched "$MB_WORK/$(mongo_slot "$1").documents" >"$MB_WORK/documents"\n' +
    'difference=$(awk -F \'\\t\' \'\n' +
    'FILENAME != ARGV[2] { there[$1] = $2; next }\n' +
    'there[$1] != "-" && there[$1] + 0 != $2 { print $1 ": " there[$1] + 0 " documents now, " $2 " in the backup" }\' \\\n' +
    '"$MB_WORK/documents" "$MB_WORK/$(mongo_slot "$1").documents" | head -n 5)\n' +
    '[ -z "$difference" ] || mb_fail E_RESTORE "Collections of $1 are not as in the backup." \'They differ\' "$difference"\n' +
    '}\n',
  'sources/redis/drill.sh':
    'redis_drill() {\n' +
    'local component="$1" image="$2" named="$3" began loaded path raw offset length sha256 consistency counts\n' +
    'mb_row "$component"\n' +
    'mb_drill_fits "$component" $((raw + 20000000)) "$(mb_docker_root)"\n' +
    'mb_now\n' +
    'began=$MB_NOW\n' +
    'redis_drill_create "$component" "$image" "$named" $((268435456 + 16 * raw))\n' +
    'redis_drill_file "$component" | timeout "$MB_TIMEOUT" docker cp - "$MB_DRILLED:/" >/dev/null 2>"$MB_WORK/noise" ||\n' +
    'mb_undrilled "$component" \'it could not be put into its throw-away container\' Said "$(tail -n 3 "$MB_WORK/noise")"\n' +
    'mb_drill_start "$component"\n' +
    'redis_drill_answer "$component"\n' +
    'mb_phase drill-loaded\n' +
    'mb_now\n' +
    'loaded=$((MB_NOW - began))\n' +
    'redis_drill_compare "$component" "$counts"\n' +
    'mb_drill_passed "$component" "$loaded" "$REDIS_FOUND"\n' +
    '}\n' +
    'redis_drill_create() {\n' +
    'local component="$1" image="$2" named="$3" memory="$4" first\n' +
    'first=$(mb_drill_command "$image")\n' +
    'set -- --dir /meeshy-drill --dbfilename dump.rdb --appendonly no --save \'\'\n' +
    'case ${first##*/} in\n' +
    'redis-server | valkey-server) set -- "$image" "$first" "$@" ;;\n' +
    'entrypoint.sh) set -- -e "REDIS_ARGS=--dir /meeshy-drill --dbfilename dump.rdb --appendonly no" "$image" ;;\n' +
    '*) set -- --entrypoint redis-server "$image" "$@" ;;\n' +
    'esac\n' +
    'mb_drill_create "$component" "$image" "$named" "$memory" "$@"\n' +
    '}\n' +
    'redis_drill_file() {\n' +
    'local path raw offset length sha256 consistency counts\n' +
    'mb_row "$1"\n' +
    'MB_TIME=0\n' +
    'mb_tar_header 5 meeshy-drill/ 0 755\n' +
    'mb_tar_header 0 meeshy-drill/dump.rdb "$raw" 644\n' +
    'mb_raw "$1"\n' +
    'mb_field $(((512 - raw % 512) % 512 + 1024)) \'\'\n' +
    '}\n' +
    'redis_drill_answer() {\n' +
    'local n=0\n' +
    'until\n' +
    'timeout 30 docker exec -e "MB_RUN=$MB_RUN" "$MB_DRILLED" redis-cli INFO 2>"$MB_WORK/redis-said" | tr -d \'\\r\' >"$MB_WORK/redis-info"\n' +
    'grep -qx \'loading:0\' "$MB_WORK/redis-info"\n' +
    'do\n' +
    'mb_drill_lives "$1"\n' +
    'if grep -qx \'loading:1\' "$MB_WORK/redis-info"; then n=0; else n=$((n + 1)); fi\n' +
    '[ "$n" -lt 300 ] || mb_undrilled "$1" \'its throw-away server does not answer\' Said "$(tail -n 3 "$MB_WORK/redis-said")" \\\n' +
    'Log "$(mb_docker logs --tail 5 "$MB_DRILLED" 2>&1)"\n' +
    'sleep 0.2\n' +
    'done\n' +
    '}\n' +
    'redis_info() {\n' +
    'sed -n "s/^$1:\\([0-9]*\\).*/\\1/p" "$MB_WORK/redis-info"\n' +
    '}\n' +
    'redis_drill_compare() {\n' +
    'local component="$1" said="${2#keys=}" keys expired slack=0\n' +
    'keys=$(sed -n \'s/^db[0-9]*:keys=\\([0-9]*\\),.*/\\1/p\' "$MB_WORK/redis-info" | awk \'{ n += $1 } END { print n + 0 }\')\n' +
    'expired=$(redis_info rdb_last_load_keys_expired)\n' +
    'if [ -n "$expired" ]; then expired=$((expired + $(redis_info expired_keys))); else slack=$(redis_drill_mortal); fi\n' +
    '[ "$((keys + ${expired:-0}))" -le "$said" ] && [ "$((keys + ${expired:-0}))" -ge "$((said - slack))" ] ||\n' +
    'mb_undrilled "$component" \'the restored data differs from the backup\' \\\n' +
    '\'It differs\' "$keys keys are there after the restore${expired:+, and $expired more have expired}, and the backup says $said" \\\n' +
    'next \'do not trust this backup: take a new one, and check the server that it comes from\'\n' +
    'REDIS_FOUND="keys=$keys${expired:+ expired=$expired}"\n' +
    '}\n' +
    'redis_drill_mortal() {\n' +
    'local n\n' +
    'n=$(timeout 600 docker exec -e "MB_RUN=$MB_RUN" "$MB_DRILLED" redis-check-rdb /meeshy-drill/dump.rdb 2>/dev/null |\n' +
    'sed -n \'s/.*\\[info\\] \\([0-9]*\\) expires.*/\\1/p\')\n' +
    'printf \'%s\' "${n:-0}"\n' +
    '}\n',
  'sources/redis/redis.sh':
    'redis_inside() {\n' +
    'cat <<\'INSIDE\'\n' +
    'IFS= read -r REDISCLI_AUTH || exit 90\n' +
    'fail() { echo "@fail $1" >&2; exit 92; }\n' +
    'command -v redis-cli >/dev/null 2>&1 || { echo \'@missing redis-cli\' >&2; exit 91; }\n' +
    'cli() { redis-cli -e "$@" 2>&1; }\n' +
    'configuration() {\n' +
    '  for file in $(tr \'\\000\' \'\\n\' </proc/1/cmdline | grep \'^/.*\\.conf$\') /etc/redis/redis.conf /usr/local/etc/redis/redis.conf; do\n' +
    '    [ ! -r "$file" ] || cat "$file"\n' +
    '  done\n' +
    '}\n' +
    'candidates() {\n' +
    '  set +f\n' +
    '  printf \'%s\\n\' "${REDIS_PASSWORD:-}"\n' +
    '  [ -z "${REDIS_PASSWORD_FILE:-}" ] || cat "$REDIS_PASSWORD_FILE"\n' +
    '  for p in /proc/[0-9]*/cmdline; do tr \'\\000\' \'\\n\' <"$p" | sed -n \'/^--requirepass$/{n;p;}\'; done 2>/dev/null\n' +
    '  configuration | sed -n "s/^ *requirepass  *//p" | sed \'s/^"\\(.*\\)"$/\\1/; s/\\\\\\(.\\)/\\1/g; \'"s/^\'\\\\(.*\\\\)\'\\$/\\\\1/"\n' +
    '}\n' +
    '# MISCONF: the password is right, but Redis refuses PING until a save succeeds (redis.conf, stop-writes-on-bgsave-error).\n' +
    'works() { case $(cli PING) in PONG | MISCONF*) return 0 ;; *) return 1 ;; esac }\n' +
    'given=$REDISCLI_AUTH\n' +
    'if [ -n "$given" ]; then export REDISCLI_AUTH; else unset REDISCLI_AUTH; fi\n' +
    'if ! works && [ -z "$given" ]; then\n' +
    '  set -f\n' +
    '  IFS=\'\n' +
    '\'\n' +
    '  for REDISCLI_AUTH in $(candidates); do export REDISCLI_AUTH; ! works || break; unset REDISCLI_AUTH; done\n' +
    '  unset IFS\n' +
    '  set +f\n' +
    'fi\n' +
    'works || fail "$(cli PING)"\n' +
    'info() { cli INFO "$1" | tr -d \'\\r\' | sed -n "s/^$2://p"; }\n' +
    'look() { state=$(cli INFO persistence | tr -d \'\\r\'); }\n' +
    'said() { printf \'%s\\n\' "$state" | sed -n "s/^$1://p"; }\n' +
    'tells() { case "\n' +
    '$state\n' +
    '" in *"\n' +
    '$1\n' +
    '"*) ;; *) return 1 ;; esac; }\n' +
    'patiently() { n=0; while ! "$@"; do n=$((n + 1)); [ $n -lt 150000 ] || fail \'Redis did not finish in time\'; sleep 0.02; done; }\n' +
    'INSIDE\n' +
    'case $1 in\n' +
    'ask)\n' +
    'redis_inside_ask\n' +
    'printf \'%s\\n\' \'ask\' \'echo "@asked ${before:--} $started"\'\n' +
    ';;\n' +
    'save) redis_inside_ask && redis_inside_save ;;\n' +
    'where) redis_inside_where ;;\n' +
    'count) redis_inside_count ;;\n' +
    'esac\n' +
    '}\n' +
    'redis_inside_ask() {\n' +
    'cat <<\'INSIDE\'\n' +
    'quiet() { look; tells loading:0 && tells rdb_bgsave_in_progress:0 && tells aof_rewrite_in_progress:0; }\n' +
    'newer() { [ "$(cli LASTSAVE)" -lt "$(date +%s)" ]; }\n' +
    'ask() {\n' +
    '  patiently quiet\n' +
    '  before=$(said rdb_saves)\n' +
    '  [ -n "$before" ] || patiently newer\n' +
    '  started=$(date +%s)\n' +
    '  answer=$(cli BGSAVE)\n' +
    '  case $answer in *started* | *scheduled*) ;; *) fail "$answer" ;; esac\n' +
    '}\n' +
    'INSIDE\n' +
    '}\n' +
    'redis_inside_save() {\n' +
    'cat <<\'INSIDE\'\n' +
    'saved() { look; tells rdb_bgsave_in_progress:0; }\n' +
    'IFS= read -r asked || exit 90\n' +
    'case $asked in\n' +
    '  \'\') ask ;;\n' +
    '  *) before=${asked% *} started=${asked#* } ;;\n' +
    'esac\n' +
    '[ "$before" != - ] || before=\n' +
    'patiently saved\n' +
    'tells rdb_last_bgsave_status:ok || fail \'the save failed (rdb_last_bgsave_status is not ok): see the log and the disk of Redis\'\n' +
    'if [ -n "$before" ]; then\n' +
    '  [ "$(said rdb_saves)" -gt "$before" ] || fail \'no new save was made\'\n' +
    'else\n' +
    '  [ "$(cli LASTSAVE)" -ge "$started" ] || fail \'no new save was made\'\n' +
    'fi\n' +
    'directory=$(cli CONFIG GET dir | sed -n 2p) name=$(cli CONFIG GET dbfilename | sed -n 2p)\n' +
    'if [ -n "$directory" ] && [ -n "$name" ] && [ -r "$directory/$name" ]; then file=$directory/$name made=; else\n' +
    '  file=/tmp/meeshy-backup-$MB_RUN.rdb made=1\n' +
    '  trap \'rm -f "$file"\' EXIT\n' +
    '  umask 077\n' +
    '  cli --rdb "$file" >&2 || fail \'CONFIG is denied, and redis-cli --rdb failed too\'\n' +
    'fi\n' +
    'exec 6<"$file"\n' +
    'size=$(stat -c %s "$file" 2>/dev/null || wc -c <"$file")\n' +
    'cat <&6 &\n' +
    'checked=$(redis-check-rdb "$file" 2>&1)\n' +
    'sound=$?\n' +
    'wait $! || fail \'the file could not be read\'\n' +
    '[ $sound = 0 ] || fail "redis-check-rdb: $(printf \'%s\' "$checked" | tail -n 3)"\n' +
    'keys=$(printf \'%s\\n\' "$checked" | sed -n \'s/.*\\[info\\] \\([0-9]*\\) keys read.*/\\1/p\')\n' +
    'echo "@keys ${keys:-0} bytes $size aof $(said aof_enabled) version $(info server redis_version)" >&2\n' +
    'echo \'@status 0\' >&2\n' +
    'INSIDE\n' +
    '}\n' +
    'redis_judge() {\n' +
    'local said reason\n' +
    '! grep -qx \'@status 0\' "$MB_WORK/redis-said" || return 0\n' +
    'reason=$(sed -n \'s/^@fail //p\' "$MB_WORK/redis-said" | head -n 1)\n' +
    'said=$(grep -v \'^@\' "$MB_WORK/redis-said" | tail -n 5 | mb_mask)\n' +
    'if grep -q \'^@missing\' "$MB_WORK/redis-said"; then\n' +
    'mb_fail E_PREREQ "There is no redis-cli in the container $1." next \'use an image that has it, as the official one does\'\n' +
    'fi\n' +
    'case $reason in\n' +
    '*NOAUTH* | *WRONGPASS* | *\'invalid password\'* | *NOPERM*)\n' +
    'mb_fail E_DUMP "Redis in $1 refused the password." Said "$(printf \'%s\' "$reason" | mb_mask)" \\\n' +
    'safe \'nothing was published; no old backup was touched\' next \'set redis-password (a secret of the workflow)\' ;;\n' +
    'esac\n' +
    'mb_fail E_DUMP "The snapshot of Redis in $1 failed (${reason:-$(mb_how_it_ended \'\' "$2" "$1")})." Said "$said" \\\n' +
    'safe \'nothing was published; no old backup was touched\' next "look at the container: docker logs"\n' +
    '}\n' +
    'redis_begin_save() {\n' +
    'mb_journal_of_container "$1"\n' +
    'MB_REDIS_ENTRY=$MB_ENTRY\n' +
    'true >"$MB_WORK/redis-asked"\n' +
    'printf \'%s\\n\' "$MB_REDIS_PASSWORD" |\n' +
    'docker exec -i -e "MB_RUN=$MB_RUN" "$1" sh -c "$(redis_inside ask)" >"$MB_WORK/redis-asked" 2>/dev/null &\n' +
    'MB_REDIS_ASKING=$!\n' +
    '}\n' +
    'redis_asked() {\n' +
    '[ -n "${MB_REDIS_ASKING:-}" ] || return 0\n' +
    'while ! grep -q \'^@asked\' "$MB_WORK/redis-asked" && kill -0 "$MB_REDIS_ASKING" 2>/dev/null; do sleep 0.02; done\n' +
    'sed -n \'s/^@asked //p\' "$MB_WORK/redis-asked"\n' +
    '}\n' +
    'redis_save() {\n' +
    'local container="$1" status asked\n' +
    'asked=$(redis_asked)\n' +
    'if [ -n "${MB_REDIS_ASKING:-}" ]; then MB_ENTRY=$MB_REDIS_ENTRY; else mb_journal_of_container "$container"; fi\n' +
    'printf \'%s\\n\' "$MB_REDIS_PASSWORD" "$asked" |\n' +
    'docker exec -i -e "MB_RUN=$MB_RUN" "$container" sh -c "$(redis_inside save)" 2>"$MB_WORK/redis-said"\n' +
    'status=$?\n' +
    'redis_judge "$container" "$status"\n' +
    'sed -n \'s/^@keys \\([0-9]*\\) .*/keys=\\1/p\' "$MB_WORK/redis-said" >"$MB_WORK/counts"\n' +
    'echo snapshot >"$MB_WORK/consistency"\n' +
    'mb_over_in_container "$MB_WORK/redis-said"\n' +
    '}\n' +
    'redis_read() {\n' +
    'local container said\n' +
    'container=${MB_CONTAINER:-$(mb_reader_of "$1")}\n' +
    'mb_journal_of_container "$container"\n' +
    'said=$(docker exec -i -e "MB_RUN=$MB_RUN" "$container" redis-check-rdb /dev/stdin 2>&1)\n' +
    'case $said in\n' +
    '*\'Checksum OK\'* | *\'RDB looks OK\'*) rm -f -- "$MB_ENTRY" ;;\n' +
    '*)\n' +
    'mb_settle "$MB_ENTRY"\n' +
    'echo \'redis-check-rdb does not read it to its end\' >"$MB_WORK/why"\n' +
    'printf \'%s\\n\' "$said" | tail -n 5 >&2\n' +
    'cat >/dev/null\n' +
    'return 1\n' +
    ';;\n' +
    'esac\n' +
    'printf \'%s\\n\' "$said" | sed -n \'s/.*\\[info\\] \\([0-9]*\\) keys read.*/keys=\\1/p\' >"$MB_WORK/counts"\n' +
    'printf \'%s\\n\' "$said" | sed -n \'s/.*\\[info\\] \\([0-9]*\\) expires.*/\\1/p\' >"$MB_WORK/redis-expires"\n' +
    '}\n',
  'sources/redis/restore.sh':
    'redis_inside_where() {\n' +
    'cat <<\'INSIDE\'\n' +
    'get() { cli CONFIG GET "$1" | sed -n 2p; }\n' +
    'printf \'@where %s\\n\' "$(get dir)" "$(get dbfilename)" "$(get appendonly)" "$(get appenddirname)" "$(get appendfilename)" \\\n' +
    '  "$(info server redis_version)" "$(info replication connected_slaves)"\n' +
    'INSIDE\n' +
    '}\n' +
    'redis_inside_count() {\n' +
    'cat <<\'INSIDE\'\n' +
    'loaded() { [ "$(info persistence loading)" = 0 ]; }\n' +
    'patiently loaded\n' +
    'printf \'@keys %s\\n\' "$(cli INFO keyspace | tr -d \'\\r\' | sed -n \'s/^db[0-9]*:keys=\\([0-9]*\\),.*/\\1/p\' |\n' +
    '  awk \'{ n += $1 } END { print n + 0 }\')"\n' +
    'INSIDE\n' +
    '}\n' +
    'redis_ask() {\n' +
    'mb_journal_of_container "$1"\n' +
    'printf \'%s\\n\' "$MB_REDIS_PASSWORD" |\n' +
    'docker exec -i -e "MB_RUN=$MB_RUN" "$1" sh -c "$(redis_inside "$2")" >"$MB_WORK/redis-answer" 2>"$MB_WORK/redis-said"\n' +
    'mb_settle "$MB_ENTRY"\n' +
    '}\n' +
    'redis_prove() {\n' +
    'local at path raw offset length sha256 consistency counts\n' +
    'mb_prove "$1" redis_read "$1" && cp -- "$MB_WORK/counts" "$MB_WORK/redis-counts" && [ -s "$MB_WORK/redis-expires" ] ||\n' +
    'echo 0 >"$MB_WORK/redis-expires"\n' +
    'redis_ask "$2" where\n' +
    '[ "$(grep -c \'^@where\' "$MB_WORK/redis-answer")" = 7 ] ||\n' +
    'mb_fail E_RESTORE "Redis in $2 does not say where it keeps its files." Said "$(tail -n 3 "$MB_WORK/redis-said" | mb_mask)" \\\n' +
    'safe \'nothing was changed\' next \'set redis-password, or allow CONFIG GET\'\n' +
    '[ "$(redis_fact 7)" = 0 ] ||\n' +
    'mb_fail E_RESTORE "Redis in $2 has $(redis_fact 7) replicas, which a restore would not reach." \\\n' +
    'safe \'nothing was changed\' next \'detach them (REPLICAOF NO ONE), restore, and attach them again\'\n' +
    'redis_judge_names "$2" "$(redis_fact 1)" "$(redis_fact 2)" "$(redis_fact 4)" "$(redis_fact 5)"\n' +
    'at=$(redis_directory "$2" "$(redis_fact 1)") || exit 1\n' +
    'mb_row "$1"\n' +
    '[ "$(redis_fact 3)" != yes ] || raw=$((2 * raw))\n' +
    'mb_will_write "$1" "$raw" 3 "$at" \'made ready beside the files of Redis\'\n' +
    '}\n' +
    'redis_fact() {\n' +
    'sed -n \'s/^@where //p\' "$MB_WORK/redis-answer" | tr -d \'\\r\' | sed -n "$1p"\n' +
    '}\n' +
    'redis_stage() {\n' +
    'local directory at file folder name owner\n' +
    'redis_ask "$2" where\n' +
    'directory=$(redis_fact 1) file=$(redis_fact 2) folder=$(redis_fact 4) name=$(redis_fact 5)\n' +
    'redis_judge_names "$2" "$directory" "$file" "$folder" "$name"\n' +
    'at=$(redis_directory "$2" "$directory") || exit 1\n' +
    'at=$(mb_place "$at/.") at=${at%/.}\n' +
    'owner=$(mb_where "$at/$file" stat -c %u:%g . 2>"$MB_WORK/noise") ||\n' +
    'mb_fail E_PREREQ "Redis in $2 keeps its data in $directory, which cannot be entered on this server." Said "$(cat "$MB_WORK/noise")" \\\n' +
    'safe \'nothing was changed\' next \'give Redis a volume whose directories are no links\'\n' +
    'true >"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"\n' +
    'redis_stage_file "$1" "$at/$file" "$owner"\n' +
    '[ "$(redis_fact 3)" = yes ] || return 0\n' +
    'if [ -z "$folder" ]; then\n' +
    'redis_stage_file "$1" "$at/$name" "$owner"\n' +
    'return\n' +
    'fi\n' +
    'mb_stage_beside "$at/$folder" flat\n' +
    'printf \'%s\\n\' "$at/$folder" >>"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"\n' +
    'redis_base_tar "$1" "$name" |\n' +
    'mb_beside "$at/$folder" redis_unpack_folder "$owner" "$name.1.base.rdb" "$name.manifest" 2>"$MB_WORK/noise" ||\n' +
    'mb_unstaged "the append-only files of Redis in $2" "$at/$folder"\n' +
    'mb_phase staged-redis\n' +
    '}\n' +
    'redis_stage_file() {\n' +
    'mb_stage_beside "$2" flat\n' +
    'printf \'%s\\n\' "$2" >>"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"\n' +
    'redis_tar "$1" new | mb_beside "$2" redis_unpack "$3" new 2>"$MB_WORK/noise" ||\n' +
    'mb_unstaged "the snapshot of Redis" "$2"\n' +
    '}\n' +
    'redis_tar() {\n' +
    'local path raw offset length sha256 consistency counts\n' +
    'mb_row "$1"\n' +
    'redis_tar_entry "$2" "$raw" && mb_raw "$1" && redis_tar_end "$raw" && mb_nulls 1024\n' +
    '}\n' +
    'redis_base_tar() {\n' +
    'local path raw offset length sha256 consistency counts text="file $2.1.base.rdb seq 1 type b$MB_NEWLINE"\n' +
    'mb_row "$1"\n' +
    'redis_tar_entry "$2.1.base.rdb" "$raw" && mb_raw "$1" && redis_tar_end "$raw" &&\n' +
    'redis_tar_entry "$2.manifest" "${#text}" && printf \'%s\' "$text" && redis_tar_end "${#text}" && mb_nulls 1024\n' +
    '}\n' +
    'redis_tar_entry() {\n' +
    'local MB_TIME=0\n' +
    'mb_tar_header 0 "$1" "$2"\n' +
    '}\n' +
    'redis_tar_end() {\n' +
    'mb_nulls $(((512 - $1 % 512) % 512))\n' +
    '}\n' +
    'redis_unpack() {\n' +
    'local owner="$1"\n' +
    'shift\n' +
    'mb_tar -xf - && chown -h -- "$owner" "$@"\n' +
    '}\n' +
    'redis_unpack_folder() {\n' +
    'local at="$MB_ENTERED"\n' +
    'mkdir ./new && cd -P ./new && mb_stand && [ "$MB_ENTERED" = "${at%/}/new" ] && redis_unpack "$@" && chown -- "$1" .\n' +
    '}\n' +
    'redis_judge_names() {\n' +
    'local container="$1" name odd=\'\'\n' +
    'case $2/ in [!/]* | *//* | */../* | */./* | *[[:cntrl:]]*) odd=$2 ;; esac\n' +
    '[ -n "$3" ] || odd=\'nothing\'\n' +
    'shift 2\n' +
    'for name in "$@"; do\n' +
    'case $name in */* | . | .. | *[[:cntrl:]]*) odd=$name ;; esac\n' +
    'done\n' +
    '[ -z "$odd" ] ||\n' +
    'mb_fail E_PREREQ "Redis in $container says that it keeps its data as $odd, which names no file or directory in a volume." \\\n' +
    'safe \'nothing was changed\' next \'see CONFIG GET dir, dbfilename, appenddirname and appendfilename\'\n' +
    '}\n' +
    'redis_directory() {\n' +
    'mb_docker inspect -f \'{{range .Mounts}}{{.Destination}}{{"\\t"}}{{.Source}}{{"\\n"}}{{end}}\' "$1" |\n' +
    'MB_INSIDE="$2" awk -F \'\\t\' \'\n' +
    'BEGIN { at = ENVIRON["MB_INSIDE"] }\n' +
    'NF == 2 && $2 ~ /^\\// && (at == $1 || index(at, $1 "/") == 1) && length($1) > best {\n' +
    'best = length($1); found = $2 substr(at, best + 1) }\n' +
    'END { print found; exit found == "" }\' ||\n' +
    'mb_fail E_PREREQ "Redis in $1 keeps its data ($2) in no volume, so nothing can be put there." \\\n' +
    'safe \'nothing was changed\' next \'give it a volume\'\n' +
    '}\n' +
    'redis_swap() {\n' +
    'local file\n' +
    '[ "$(mb_docker inspect -f \'{{.State.Status}}\' "$1")" = exited ] ||\n' +
    'mb_fail E_RESTORE "Redis in $1 has not stopped, and would overwrite the restored files."\n' +
    'while IFS= read -r file; do mb_swap "$file"; done <"$MB_WORK/redis-files"\n' +
    '}\n' +
    'redis_compare() {\n' +
    'local component="$1" container="$2" keys path raw offset length sha256 consistency counts\n' +
    'mb_row "$component"\n' +
    '! mb_is_old || counts=$(cat "$MB_WORK/redis-counts")\n' +
    'redis_ask "$container" count\n' +
    'keys=$(sed -n \'s/^@keys //p\' "$MB_WORK/redis-answer")\n' +
    'counts=${counts#keys=}\n' +
    '[ -n "$keys" ] && [ "$keys" -le "$counts" ] && [ "$keys" -ge $((counts - $(cat "$MB_WORK/redis-expires"))) ] ||\n' +
    'mb_fail E_RESTORE "Redis in $container has ${keys:-no} keys now, and the backup holds $counts." \\\n' +
    'Said "$(tail -n 3 "$MB_WORK/redis-said" | mb_mask)"\n' +
    'mb_restored "$component" "keys=$keys"\n' +
    '}\n',
  'sources/system/system.sh':
    'system_take() {\n' +
    'local at="$MB_WORK/stage/$MB_NAME/system"\n' +
    'mkdir -p "$at"\n' +
    '! command -v docker >/dev/null 2>&1 || system_docker "$at"\n' +
    'df -P -k >"$at/disk.txt" 2>/dev/null\n' +
    '{ uname -a; cat /etc/os-release; date; cat /proc/uptime; } >"$at/machine.txt" 2>/dev/null\n' +
    'printf \'files=%s\\n\' "$(mb_files_in "$at")" >"$MB_WORK/counts"\n' +
    'fragment_out system\n' +
    '}\n' +
    'system_docker() {\n' +
    'local at="$1"\n' +
    'mb_docker ps -a --no-trunc --format \'{{.Names}}\t{{.Image}}\t{{.Status}}\t{{.ID}}\' >"$at/containers.txt" 2>&1 &\n' +
    'mb_docker images --no-trunc --format \'{{.Repository}}:{{.Tag}}\t{{.ID}}\t{{.Size}}\' >"$at/images.txt" 2>&1 &\n' +
    'mb_docker volume ls --format \'{{.Name}}\t{{.Driver}}\' >"$at/volumes.txt" 2>&1 &\n' +
    'mb_docker network ls --format \'{{.Name}}\t{{.Driver}}\' >"$at/networks.txt" 2>&1 &\n' +
    'mb_docker version --format \'client {{.Client.Version}}, server {{.Server.Version}}\' >"$at/docker.txt" 2>&1 &\n' +
    'wait\n' +
    '}\n',
}
