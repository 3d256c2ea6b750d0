"""Prints the state of a directory as JSON: path to what lstat, the content, the extended attributes and the links say.
argv: directory. Names that are not UTF-8 become strings with lone surrogates, which JSON keeps."""
import base64
import hashlib
import json
import os
import stat
import sys

ROOT = os.fsencode(sys.argv[1])
KINDS = {stat.S_IFREG: "file", stat.S_IFDIR: "directory", stat.S_IFLNK: "symlink", stat.S_IFIFO: "fifo", stat.S_IFSOCK: "socket", stat.S_IFCHR: "char", stat.S_IFBLK: "block"}


def main():
    paths = [ROOT]
    for directory, folders, files in os.walk(ROOT):
        paths += [os.path.join(directory, name) for name in folders + files]
    looks = {path: os.lstat(path) for path in sorted(paths)}
    names = {}
    for path, look in looks.items():
        names.setdefault((look.st_dev, look.st_ino), []).append(relative(path))
    json.dump({relative(path): entry(path, look, names[(look.st_dev, look.st_ino)]) for path, look in looks.items()}, sys.stdout)


def relative(path):
    return os.fsdecode(os.path.relpath(path, ROOT))


def entry(path, look, names):
    kind = KINDS[stat.S_IFMT(look.st_mode)]
    state = {"type": kind, "mode": oct(stat.S_IMODE(look.st_mode))[2:], "uid": look.st_uid, "gid": look.st_gid, "mtimeNs": str(look.st_mtime_ns)}
    attributes = {name: base64.b64encode(os.getxattr(path, name, follow_symlinks=False)).decode() for name in sorted(os.listxattr(path, follow_symlinks=False))}
    if attributes:
        state["xattrs"] = attributes
    if kind == "symlink":
        state["target"] = os.fsdecode(os.readlink(path))
    if kind in ("char", "block"):
        state["device"] = look.st_rdev
    if kind != "file":
        return state
    if len(names) > 1:
        state["names"] = names
    with open(path, "rb") as file:
        return {**state, "size": look.st_size, "sparse": look.st_blocks * 512 < look.st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


main()
