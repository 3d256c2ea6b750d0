# shellcheck shell=sh
# What is in the backup directory, as it is: the client judges. And the removal of what the client, or the rule of a
# standing script, decided on.

# Every entry whose name is made of safe characters (no backup has another one), every manifest, and the marks.
mb_catalogue() {
  MB_ODD=0
  [ ! -d "$MB_AT" ] || mb_catalogue_entries
  mb_at_work
  mb_emit catalogue now# "$(date +%s)" odd# "$MB_ODD" atWork# "$MB_AT_WORK"
}

# Sets MB_AT_WORK to the number of runs that are at work, or died at it, unless it was more at an earlier look: what
# they stopped does not run, whatever it did before.
mb_at_work() {
  local dir n=0
  for dir in "$MB_AT"/.work/*/; do [ ! -d "$dir" ] || n=$((n + 1)); done
  [ "$n" -le "${MB_AT_WORK:-0}" ] || MB_AT_WORK=$n
  MB_AT_WORK=${MB_AT_WORK:-0}
}

mb_catalogue_entries() {
  local file
  [ -r "$MB_AT" ] && [ -x "$MB_AT" ] ||
    mb_fail E_PERM "$(id -un) may not list the backup directory $MB_DIR." safe 'nothing was changed' \
      next 'give this user the directory, or set sudo: true'
  set --
  for file in "$MB_AT"/*; do
    case ${file##*/} in
      '*') ;;
      *[!A-Za-z0-9._-]*) MB_ODD=$((MB_ODD + 1)) ;;
      *) set -- "$@" "$file" ;;
    esac
  done
  # The manifests between the two looks at the archives: one that is published or removed meanwhile is not there,
  # rather than there without a manifest.
  mb_catalogue_texts json | mb_lines manifest
  mb_catalogue_texts skipped | mb_lines skipped
  mb_catalogue_names restore.sh | mb_lines runbook
  [ $# = 0 ] || stat -c '%s %Y %F/%n' -- "$@" 2>/dev/null | sed "s,/.*/,/," | mb_lines entry
  for file in "$MB_AT"/.meta/*.unsound; do
    file=${file##*/} file=${file%.unsound}.tar.gz
    ! mb_is_unsound "$MB_AT/$file" || mb_emit unsound file "$file" why "$(sed -n '2s/^/it /p' "$MB_AT/.meta/${file%.tar.gz}.unsound")"
  done
  [ ! -e "$MB_AT/.restore-incomplete" ] || mb_catalogue_mark
}

# The lines of the files in .meta that end in $1, each behind the name of its file.
mb_catalogue_texts() {
  local names
  names=$(mb_catalogue_names "$1")
  # shellcheck disable=SC2086
  [ -z "$names" ] || (cd "$MB_AT/.meta" && grep -H '' -- $names 2>/dev/null)
}

# The names in .meta that end in $1, as far as they are made of safe characters: no file of a backup has another name.
mb_catalogue_names() (
  cd "$MB_AT/.meta" 2>/dev/null || return 0
  for file in *."$1"; do
    case $file in
      *[!A-Za-z0-9._-]*) ;;
      *) printf '%s\n' "$file" ;;
    esac
  done
)

# The mark of a restore that has not ended: what it says, and whether that restore is still at work.
mb_catalogue_mark() {
  local run backup components alive=false
  IFS="$MB_TAB" read -r run backup components <"$MB_AT/.restore-incomplete"
  ! mb_is_alive "${run:-none}" || alive=true
  mb_emit restore-incomplete alive? "$alive" text "$run$MB_TAB$backup$MB_TAB$components"
}

# What became of the run $1: published (with its manifest), working, or none. A run whose client is gone ends by
# itself. Whether it still lives is looked at first: what it does between the two looks it has then done. Its work
# directory tells nothing: a dead run has one, one that waits has none.
mb_status() {
  local file name state=none
  ! mb_is_alive "$1" || state=working
  file=$(grep -ls "\"runId\":\"$1\"" "$MB_AT"/.meta/*.json 2>/dev/null | head -n 1)
  name=${file##*/} name=${name%.json}
  if [ -n "$file" ] && mb_archive_of "$name"; then
    mb_lines result <"$file"
    state=published
  fi
  mb_emit status state "$state"
}

# Does anything of the run $1 live? Its watchdog always has a program that carries the mark, but for a moment between two heartbeats.
mb_is_alive() {
  MB_MARK=$1
  mb_ours 0
  [ -n "$MB_OURS" ] || { sleep 0.2; mb_ours 0; }
  MB_MARK=$MB_RUN
  [ -n "$MB_OURS" ]
}

# Was the archive $1 of the old scripts read and found unsound, and is it still the same file?
mb_is_unsound() {
  local mark="${1##*/}"
  mark="$MB_AT/.meta/${mark%.tar.gz}.unsound"
  [ -f "$1" ] && [ -f "$mark" ] && [ "$(head -n 1 "$mark")" = "$(stat -c '%s %Y' -- "$1")" ]
}

# Archives of the old scripts have no manifest: each is read to its end once, and a sound one gets a manifest that says so, and what it
# holds. An unsound one gets a mark, from which every listing knows it: its size and time, and why.
mb_adopt() {
  local file name stamp
  for file in "$MB_AT"/pre-update-*.tar.gz; do
    [ -f "$file" ] && [ ! -L "$file" ] || continue
    name=${file##*/} name=${name%.tar.gz} stamp=${name#pre-update-}
    ! mb_is_unsound "$file" && [ ! -e "$MB_AT/.meta/$name.json" ] && printf '%s\n' "$stamp" | grep -qx '[0-9]\{8\}_[0-9]\{6\}' || continue
    if old_list "$file"; then
      true >"$MB_WORK/old-read"
      old_manifest "$name" "$file" >"$MB_WORK/old" && mb_sync "$MB_WORK/old" && mv -T -- "$MB_WORK/old" "$MB_AT/.meta/$name.json"
    else
      { stat -c '%s %Y' -- "$file"; cat "$MB_WORK/why"; } >"$MB_AT/.meta/$name.unsound"
      mb_say "  $name.tar.gz $(cat "$MB_WORK/why"): it is not counted"
    fi
  done
  for file in "$MB_AT"/.meta/*.unsound; do
    name=${file##*/}
    [ -f "$MB_AT/${name%.unsound}.tar.gz" ] || rm -f -- "$file"
  done
}

# Removes backups by name, in the reverse order of publishing: the archive first, so that what is visible always has its manifest.
# What cannot be removed is said and keeps its manifest; it is tried again next time.
mb_remove() {
  local name
  [ ! -e "$MB_AT/.restore-incomplete" ] || {
    mb_warn restore-incomplete "A restore on this server is incomplete, so no old backup was removed."
    return 0
  }
  for name in "$@"; do
    case $name in
      */* | .* | '') continue ;;
    esac
    if mb_is_pinned "$name"; then
      mb_warn pinned-meanwhile "The backup $name was pinned meanwhile, so it stays."
      continue
    fi
    if mb_archive_of "$name"; then
      if ! rm -f -- "$MB_FOUND" 2>/dev/null || ! mb_sync "$MB_AT"; then
        mb_warn rotation-failed "The old backup $name could not be removed; the next run tries again."
        continue
      fi
    fi
    mb_phase unlinked
    mb_forget "$name"
    mb_emit removed name "$name"
    mb_say "  removed $name"
  done
}

# The same rule as src/backups/retention.ts, for a script that runs without a client: what the policy $2 (as its
# policyWords writes it) leaves of the prefix $1 stays, and what is pinned or not good is not counted. The two are
# held against each other by a property test.
mb_rotate_alone() {
  local file name
  ! grep -q "^run${MB_TAB}clock-skew${MB_TAB}" "$MB_WORK/warnings" || return 0
  for file in "$MB_AT"/.meta/*.json; do
    name=${file##*/} name=${name%.json}
    [ -f "$file" ] && mb_archive_of "$name" && [ ! -L "$MB_FOUND" ] || continue
    printf '%s %s ' "$(mb_size "$MB_FOUND")" "${MB_FOUND##*/}"
    head -n 1 -- "$file"
  done | mb_by_age | mb_beyond_policy "$1" "$2" >"$MB_WORK/old-ones" ||
    mb_fail E_UNKNOWN "The policy '$2' of this script cannot be read." \
      safe 'the backup is there; no old backup was removed' \
      next 'print the script again: meeshy-backup script backup'
  # shellcheck disable=SC2046
  mb_remove $(cat "$MB_WORK/old-ones")
}

# Of the rows of mb_by_age the names that go by the policy $2 of the prefix $1. Status 1, and no name, for a policy
# with a rule that is not known here.
mb_beyond_policy() {
  awk -v prefix="$1" -v policy="$2" '
    BEGIN {
      for (i = split(policy, rules, " "); i > 0; i--) { 
        split(rules[i], rule, "="); value[rule[1]] = rule[2]
        if (rule[1] != "keep") unknown = 1
      }
      if (unknown || value["keep"] !~ /^[1-9][0-9]*$/) exit (failed = 1) }
    $5 == 0 && index($4, prefix "-") == 1 && ++n > value["keep"] + 0 { sub(/\.tar\..*/, "", $4); print $4 }
    END { exit failed }'
}

# Rows of size, archive and manifest become rows of place, sequence, time, archive and whether it is pinned, newest
# first: by sequence; archives of the old scripts have none and are placed by their time. What is not good is left
# out.
mb_by_age() {
  awk '
    function number(key) { return match($0, "\"" key "\":[0-9]+") ? substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3) : 0 }
    substr($0, length($0) - 1) == "]}" && index($0, "\"archive\":{\"file\":\"" $2 "\",\"bytes\":" $1 ",") {
      pinned = index($0, "\"pinned\":true") || !index($0, "\"pinned\":false") && $2 ~ /^pre-re/
      old = index($0, "\"kind\":\"old-format\"")
      print number("sequence"), number("time"), $2, !!pinned, !!old }' |
    sort -k 1,1n -k 2,2n -k 3,3 |
    awk '{ if (!$5 && $2 + 0 > latest + 0) latest = $2; printf "%15s %15s %15s %s %s\n", $5 ? $2 : latest, $1, $2, $3, $4 }' |
    sort -r
}
