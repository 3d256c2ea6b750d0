# shellcheck shell=sh
# Trees and pieces of tar read to their end: counted, and judged by what unpacking them would do.

# Reads the tar of the component $1 to its end, counts its entries, and refuses one that would write outside of where it is unpacked.
mb_read_tree() {
  mb_read_tar any "${1:-}"
}

# The same for a piece of the archive's own tar, which has no end marks of its own. It holds files of the host, so nothing else may be
# in it: no devices, no pipes, and no program that would run as another user.
mb_read_fragment() {
  { cat; dd if=/dev/zero bs=1024 count=1 2>/dev/null; } | mb_read_tar files "${1:-}"
}

mb_read_tar() {
  local word files bytes
  mb_tar_rows | mb_harmless "$1" >"$MB_WORK/listed"
  [ "$(cat "$MB_WORK/tar-status" 2>/dev/null)" = 0 ] || {
    echo 'tar does not read it to its end' >"$MB_WORK/why"
    head -n 3 "$MB_WORK/tar-said" >&2
    return 1
  }
  # GNU and BusyBox show less than there is of some such names, and say so.
  if grep -i 'removing leading' "$MB_WORK/tar-said" >"$MB_WORK/outside"; then
    echo 'it holds names or links that would lead outside of its place' >"$MB_WORK/why"
    return 1
  fi
  # shellcheck disable=SC2002
  sed -n 's/^! //p' "$MB_WORK/listed" | head -c 300 >"$MB_WORK/why"
  [ ! -s "$MB_WORK/why" ] || return 1
  rm -f "$MB_WORK/why"
  grep '^entries=' "$MB_WORK/listed" >"$MB_WORK/counts"
  # Its files and their bytes (a file of several names counts its bytes once) are kept for the manifest, and for a drill.
  [ ! -f "$MB_WORK/contents" ] || while read -r word files bytes; do
    [ "$word" != tree ] || printf '%s\ttree\t%s\t%s\n' "$2" "$files" "$bytes"
  done <"$MB_WORK/listed" >>"$MB_WORK/contents"
}

# How many files are in the directory $1: a name may have several lines.
mb_files_in() {
  printf '%s' $(($(find "$1" -type f -print0 | tr -cd '\000' | wc -c)))
}

# Judges the rows of mb_tar_rows, and counts them. Prints the first harmful entry after a `!`.
mb_harmless() {
  awk -F '\t' -v only="$1" '
    function outside(name) { return name ~ /^\// || name ~ /(^|\/)\.\.(\/|$)/ }
    function tidy(name) { while (sub(/\/\.?\//, "/", name)) ; sub(/^(\.\/)+/, "", name); sub(/\/\.?$/, "", name); return name }
    function through(name,   n, at) {
      if (!links) return 0
      name = tidy(name)
      for (at = 1; (n = index(substr(name, at), "/")); at += n) if (substr(name, 1, at + n - 2) in link) return 1
      return 0
    }
    function tell(why) { if (told == "") told = why ": " name }
    $1 == "!" { if (told == "") told = "it " $2; next }
    { entries++; kind = substr($1, 1, 1); name = $3; target = kind == "h" ? $4 : ""
      if (outside(name) || target != "" && outside(target)) tell("it holds a file that would be written outside of its place")
      if (through(name) || target != "" && through(target))
        tell("it holds a file that would be written through a link, outside of its place")
      if (only == "volume" && kind ~ /[bc]/) tell("it holds a device")
      if (NR == 1 && name == "./") rooted = 1
      if (only == "files" && kind !~ /[-dlh]/) tell("it holds what is neither a file nor a directory nor a link")
      if (only == "files" && kind == "-" && $1 ~ /[sS]/) tell("it holds a program that would run as another user")
      if (kind == "l") { link[tidy(name)] = 1; links++ } }
    /^[-h]/ { files++; bytes += $2 }
    END { if (told != "") print "! " told; printf "entries=%d\ntree %.0f %.0f\n", entries, files, bytes; if (rooted) print "rooted" }'
}
