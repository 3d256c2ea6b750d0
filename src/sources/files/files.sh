# shellcheck shell=sh
# Trees of files by tar: volumes and directories as a tar of their own, small sets (config, secrets, system) as a piece of the
# archive's own tar.

# Runs the tar of this machine, which keeps all it can: GNU tar also numeric owners, ACLs, xattrs and holes; BusyBox tar does not.
# Where it extracts, GNU tar takes a backslash in a directory after -C for an escape, and finds another directory or none
# (--no-unquote).
mb_tar() {
  case $MB_TAR in
    gnu) tar --no-unquote --format=posix --numeric-owner --acls --xattrs '--xattrs-include=*' -S "$@" ;;
    *) tar "$@" ;;
  esac
}

# GNU tar counts what it writes (--totals); BusyBox does not.
tree_take_counts() {
  [ "$MB_TAR" = gnu ]
}

# The bytes that tar wrote, from what it said (stdin).
tree_take_counted() {
  sed -n 's/^Total bytes written: \([0-9][0-9]*\) .*/\1/p'
}

# The directory $1 as a tar on stdout; $2 is the consistency this gives when nothing changes meanwhile.
tree_take() {
  local status
  [ -d "$1" ] || mb_fail E_NOT_FOUND "The directory $1 is not there." safe 'nothing was published; no old backup was touched'
  echo "$2" >"$MB_WORK/consistency"
  if [ "$MB_TAR" != gnu ]; then
    tree_take_plainly "$1"
    return
  fi
  mb_tar --totals -C "$1" -b 128 -cf - .
  status=$?
  tree_sockets "$1"
  [ "$status" = 1 ] || return "$status"
  # GNU tar(1): status 1 means that files changed, shrank (it pads them with zeros) or went while they were read.
  tree_changed
}

# No tar keeps sockets: the program that listens makes them anew.
tree_sockets() {
  local n
  n=$(grep -c 'socket ignored' "$MB_WORK/said")
  [ "$n" = 0 ] || grep -qF "sockets in $1 " "$MB_WORK/warnings" ||
    mb_warn sockets "$n sockets in $1 are not kept; the programs that listen there make them anew."
}

tree_changed() {
  ! grep -q 'padding with zeros' "$MB_WORK/said" || return 76
  return 75
}

# Its files and their bytes, of the component $1, as the JSON object of its manifest.
tree_contents_json() {
  awk -F '\t' -v component="$1" "$MB_AWK_JSON"'
    $1 == component && $2 == "tree" { tree = json_object(json_add(json_add("", "files", json_number($3)), "bytes", json_number($4))) }
    END { if (json_refused) exit 1; if (tree != "") printf "%s", json_object(json_add("", "tree", tree)) }' "$MB_WORK/contents"
}

# What is in the volume $1 now, as a tar on stdout; $2 the consistency.
volume_read() {
  local at
  at=$(mb_mountpoint "$1") || exit 1
  tree_take "$at" "$2"
}

# BusyBox tar does not report files that change while it reads: what tree_stamps says before and after is compared instead.
# What cannot be looked at counts as changed.
tree_take_plainly() {
  local status=0
  tree_is_plain "The tar of this server is not GNU tar"
  tree_stamps "$1" >"$MB_WORK/stamps-before" || status=75
  tar -C "$1" -cf - . || return
  tree_stamps "$1" >"$MB_WORK/stamps-after" && [ "$status" = 0 ] &&
    cmp -s "$MB_WORK/stamps-before" "$MB_WORK/stamps-after" && return
  echo 'sizes or times differ before and after' >&2
  return 75
}

# Warns of what a plain tar does not keep. $1 begins the sentence.
tree_is_plain() {
  mb_warn plain-tar "$1: extended attributes, ACLs, holes and fractions of a second in times are not kept."
}

# A line for each file at or below the paths: what differs when one is written, replaced, made or removed, then a tab and
# its name. Times have fractions of a second, where the file system has: a password that is replaced by another one has
# the same size.
tree_stamps() {
  find -H "$@" -type f -exec stat -c "%i %f %s %y %z$MB_TAB%n" {} +
}

# A volume that this user cannot reach on the disk: tar runs in a container of an image that is here already (never pulled), with the
# volume read-only, no network and no log. $1 the volume, $2 the image, $3 the consistency.
volume_take() {
  local status
  timeout 60 docker volume inspect "$1" >/dev/null 2>&1 ||
    mb_fail E_NOT_FOUND "The volume $1 does not exist." next 'check volumes for a typing error'
  echo "$3" >"$MB_WORK/consistency"
  mb_journal remove_reader "meeshy-backup-$MB_RUN"
  # shellcheck disable=SC2016
  docker run --rm --pull never --name "meeshy-backup-$MB_RUN" --label "meeshy-backup=$MB_RUN" --network none --log-driver none --user 0:0 \
    --mount "type=volume,source=$1,destination=/volume,readonly" --entrypoint sh "$2" -c \
    'cd /volume || exit 3
    if tar --version 2>/dev/null | grep -q GNU; then
      exec tar --format=posix --numeric-owner --acls --xattrs "--xattrs-include=*" -S -b 128 -cf - .
    fi
    stamps() { find . -type f -exec stat -c "%n %i %f %s %y %z" {} +; }
    before=$(stamps)
    seen=$?
    tar -cf - . || exit 2
    after=$(stamps) && [ "$seen" = 0 ] && [ "$before" = "$after" ]
    seen=$?
    [ "$seen" = 0 ] || echo "sizes or times differ before and after" >&2
    echo @plain >&2
    [ "$seen" = 0 ]'
  status=$?
  mb_settle "$MB_ENTRY"
  ! grep -qx @plain "$MB_WORK/said" || tree_is_plain "The tar of the image that read the volume $1 is not GNU tar"
  [ "$status" = 1 ] || return "$status"
  tree_changed
}

# The container $1, in which a volume was read, goes. It goes by itself too, when tar has ended.
undo_remove_reader() {
  case $1 in meeshy-backup-*) ;; *) return 1 ;; esac
  docker rm -f "$1" >/dev/null 2>&1 || :
}

words_of_remove_reader() {
  printf 'remove the container %s (docker rm -f %s)' "$1" "$(mb_typed "$1")"
}

# The listed files as a piece of tar on stdout: $1 config or secrets, then paths, relative to the application or absolute, each with a
# letter before it: "=" must exist, "~" found by discovery (missing: a warning), "?" may be missing, "@" (what a restore is about to
# replace by name) may be missing, and a link is kept as a link.
files_take() {
  local set="$1" item path from to changed=''
  shift
  files_stamps "$@" >"$MB_WORK/stamps-before" || changed='a file'
  for item in "$@"; do
    path=${item#?}
    case /$path/ in
      */../* | */./*) mb_fail E_INPUT "The path $path, of $set, is not in its plain form." next 'write it without . and ..' ;;
    esac
    case $path in
      "$MB_APP"/*) path=${path#"$MB_APP"/} ;;
    esac
    case $path in
      /*) from=$path to="$MB_WORK/stage/$MB_NAME/$set/@root$path" ;;
      *) from=$MB_APP/$path to="$MB_WORK/stage/$MB_NAME/$set/$path" ;;
    esac
    if [ "${item%"${item#?}"}" = @ ] && [ -L "$from" ]; then
      mkdir -p -- "${to%/*}" && cp -a -T -- "$from" "$to" || mb_fail E_ARCHIVE "$from could not be read for $set."
      continue
    fi
    [ -e "$from" ] || {
      files_missing "${item%"${item#?}"}" "$set" "$from"
      continue
    }
    files_inside "$path" "$from"
    # A listed name that is a link is kept as what it leads to; links inside a listed directory stay links.
    mkdir -p -- "${to%/*}" && cp -a -H -T -- "$from" "$to" ||
      mb_fail E_ARCHIVE "$from could not be read for $set." next 'see who may read it, or set sudo: true'
  done
  files_stamps "$@" >"$MB_WORK/stamps-after" && cmp -s "$MB_WORK/stamps-before" "$MB_WORK/stamps-after" || changed=$(files_changed)
  [ -d "$MB_WORK/stage/$MB_NAME/$set" ] || mkdir -p "$MB_WORK/stage/$MB_NAME/$set"
  files_owned "$set" "$@"
  files_plain "$set"
  printf 'files=%s\n' "$(mb_files_in "$MB_WORK/stage/$MB_NAME/$set")" >"$MB_WORK/counts"
  fragment_out "$set"
  [ -z "$changed" ] || {
    printf '%s changed while it was copied\n' "$changed" >&2
    return 75
  }
}

# The stamps of the listed files, each with a letter before it, as files_take gets them. Those that are missing have none,
# nor have those that are kept as a link: what it leads to is not copied. Status 1 if one could not be looked at.
files_stamps() {
  local item path
  for item in "$@"; do
    shift
    path=${item#?}
    case $path in /*) ;; *) path=$MB_APP/$path ;; esac
    case $item in @*) [ ! -L "$path" ] || continue ;; esac
    [ ! -e "$path" ] || set -- "$@" "$path"
  done
  # Without a path find takes the present directory.
  [ $# = 0 ] || tree_stamps "$@" 2>/dev/null
}

# The name of a file whose stamp is another after the copying, or that came or went.
files_changed() {
  awk -F '\t' '
    FILENAME == ARGV[1] { was[$0] = $2; next }
    !($0 in was) { name = $2 }
    { delete was[$0] }
    END { for (line in was) if (name == "") name = was[line]; print name == "" ? "a file" : name }' \
    "$MB_WORK/stamps-before" "$MB_WORK/stamps-after"
}

# Only root can copy a file that belongs to another user: a restore would need the owner, so its loss is a warning.
files_owned() {
  local set="$1" item
  [ "$(id -u)" != 0 ] || return 0
  shift
  for item in "$@"; do
    item=${item#?}
    case $item in /*) ;; *) item=$MB_APP/$item ;; esac
    [ -z "$(find -H "$item" ! -user "$(id -un)" 2>/dev/null | head -n 1)" ] && continue
    mb_warn owners \
      "Some files of $set have other owners than $(id -un), and lose them in the archive: only root keeps them (sudo: true)." "$set"
    return
  done
}

# What no configuration needs and no restore would put on a host: devices, pipes, and the right of a program to run as another user.
files_plain() {
  local at="$MB_WORK/stage/$MB_NAME/$1" n
  n=$(find "$at" \( -type b -o -type c -o -type p -o -type f -perm -4000 -o -type f -perm -2000 \) -print0 | tr -cd '\000' | wc -c)
  [ "$n" -gt 0 ] || return 0
  mb_warn special \
    "$((n)) special files of $1 are not kept as they are: no devices, no pipes, and no right to run as another user (setuid, setgid)." "$1"
  find "$at" \( -type b -o -type c -o -type p \) -exec rm -f {} +
  find "$at" -type f -exec chmod ug-s {} +
}

files_missing() {
  case $1 in
    =) mb_fail E_NOT_FOUND "$3, which $2-paths names, is not there." safe 'nothing was published; no old backup was touched' \
      next "check $2-paths; a ? at the end of a path lets it be missing" ;;
    '~') mb_warn missing "$3 belongs to $2, but is missing or leads nowhere." "$2" ;;
  esac
}

# A relative path must not lead out of the application by a link on its way.
files_inside() {
  local at
  case $1 in
    /*) return 0 ;;
  esac
  at=$(readlink -f -- "$2")
  case $at in
    "$(cd -P -- "$MB_APP" && pwd -P)"/*) ;;
    *) mb_fail E_INPUT "$2 leads out of the application directory, to $at." next 'name that path itself, absolute' ;;
  esac
}

# What was staged as $1, as tar entries without the two zero blocks that end a tar. Staged files lie in .work, 0700, until now.
fragment_out() {
  case $MB_TAR in
    gnu) mb_tar -C "$MB_WORK/stage" -b 1 -cf "$MB_WORK/fragment" "$MB_NAME/$1" ;;
    *) tar -C "$MB_WORK/stage" -cf "$MB_WORK/fragment" "$MB_NAME/$1" ;;
  esac || mb_fail E_ARCHIVE "The files of $1 could not be put together."
  head -c "$(($(mb_size "$MB_WORK/fragment") - 1024))" "$MB_WORK/fragment"
  rm -rf -- "$MB_WORK/fragment" "$MB_WORK/stage"
}
