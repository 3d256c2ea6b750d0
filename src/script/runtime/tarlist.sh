# shellcheck shell=sh
# What a tar of a stranger holds, entry by entry, in a form that nothing in it can shift: a name of an owner that looks like a time, a
# name of several lines that looks like an entry, a name that holds an arrow.

# Reads the tar on stdin to its end. Prints a row for each entry: mode, bytes, name, and the target of a hard or symbolic link, tabs
# between them. In names, \n, \t and \\ stand for what tar would print as it is; a hard link has the kind h. An entry that cannot be told
# is a row of `!` and why. Leaves the status of tar in .work/tar-status, and what it said in .work/tar-said.
mb_tar_rows() {
  [ -n "${MB_TAR:-}" ] || mb_know_tar
  rm -f "$MB_WORK/tar-status" "$MB_WORK/tar-names" "$MB_WORK/tar-lines"
  if [ "$MB_TAR" = gnu ]; then
    { tar --numeric-owner --quoting-style=c -tvf - 2>"$MB_WORK/tar-said"; echo $? >"$MB_WORK/tar-status"; } | mb_rows_quoted
  else
    mb_list_twice
    mb_rows_paired "$MB_WORK/tar-names" <"$MB_WORK/tar-lines"
  fi
}

# Sets MB_TAR to the kind of tar of this machine, for plans that do not say it.
mb_know_tar() {
  case $(tar --version 2>/dev/null) in *GNU*) MB_TAR=gnu ;; *) MB_TAR=plain ;; esac
}

# The listing of a tar that quotes names and shows owners as numbers, as GNU's can: before the first quote stands nothing that the archive
# chooses.
mb_rows_quoted() {
  awk '
    { at = index($0, "\""); head = substr($0, 1, at - 1); rest = substr($0, at)
      if (!at || length($0) > 40000 || head !~ /^[-?A-Za-z][-rwxsStT]+ -?[0-9]+\/-?[0-9]+ / || !match(rest, /^"([^"\\]|\\.)*"/)) {
        print "!\tholds an entry that tar does not show so that it can be judged"; next }
      name = substr(rest, 2, RLENGTH - 2); rest = substr(rest, RLENGTH + 1); target = ""
      if (match(rest, /^ (->|link to) "/)) target = substr(rest, RLENGTH + 1, length(rest) - RLENGTH - 1)
      split(head, field, " ")
      print substr(head, 1, 10) "\t" field[3] "\t" name "\t" target }'
}

# A plain tar shows owners by name, and names as they are. Its two listings of one tar say together what is what: one has nothing but the
# names, the other has the same lines with a head before each entry, and behind a link its target.
mb_list_twice() {
  local pipe="$MB_WORK/tar-pipe" reader
  rm -f "$pipe" && mkfifo "$pipe" || return 1
  { tar -tf - 2>/dev/null; cat >/dev/null; } <"$pipe" >"$MB_WORK/tar-names" &
  reader=$!
  tee "$pipe" | { tar -tvf - >"$MB_WORK/tar-lines" 2>"$MB_WORK/tar-said"; echo $? >"$MB_WORK/tar-status"; cat >/dev/null; }
  wait "$reader"
}

# $1 the listing of names, stdin the one with heads. As long as both have as many lines, no head and no target has a line break, so line
# stands for line; a head is all that comes before the name, and ends with a time. A line that can be read in two ways is refused.
mb_rows_paired() {
  awk -v names="$1" '
    function safe(text) { gsub(/\\/, "&&", text); gsub(/\t/, "\\t", text); return text }
    function tell() {
      if (mode ~ /^-/ && target != "") mode = "h" substr(mode, 2)
      if (mode != "") print mode "\t" bytes "\t" name "\t" target
      mode = "" }
    function refuse(why) { tell(); print "!\t" why; refused = 1; exit }
    function head_before(at) {
      return substr($0, 1, at - 1) ~ /-[0-9][0-9] [0-9][0-9]:[0-9][0-9](:[0-9][0-9])? $/ &&
        substr($0, 1, at - 1) ~ /^[-?A-Za-z][-rwxsStT]+ .* [0-9,]+ [0-9]+-[0-9][0-9]-[0-9][0-9] [0-9:]+ $/ }
    function follows(at) { return at == length($0) + 1 || substr($0, at, 4) == " -> " }
    BEGIN {
      unclear = "holds an entry that tar does not show so that it can be judged"
      torn = "holds an owner, or the target of a link, of several lines, which this tar does not show apart (GNU tar does)" }
    { if ((getline part <names) != 1) refuse(torn)
      if (length($0) > 10000) refuse(unclear)
      heads = 0
      for (at = 1; at <= length($0) + 1 - length(part) && heads < 2; at++) {
        if (part != "") { if (!(n = index(substr($0, at), part))) break; at += n - 1 }
        if (head_before(at) && follows(at + length(part))) { heads++; head = at - 1 } }
      continued = substr($0, 1, length(part)) == part && follows(length(part) + 1)
      if (heads + continued != 1 || !heads && mode == "") refuse(unclear)
      if (heads) {
        tell()
        n = split(substr($0, 1, head), field, " ")
        mode = substr($0, 1, 10); bytes = field[n - 2]; name = safe(part)
      } else { head = 0; name = name "\\n" safe(part) }
      target = safe(substr($0, head + length(part) + 5)) }
    END {
      if (refused) exit
      if ((getline part <names) == 1) refuse(unclear)
      tell() }'
}
