"""Fills an uploads directory with what people and programs put there, and what breaks careless backups.
argv: directory, small | large. No file is as old or as new as the moment of this run."""
import os
import random
import struct
import sys

ROOT, LARGE = os.fsencode(sys.argv[1]), sys.argv[2] == "large"
OLD, NEW = 1_000_000_000_123_456_789, 1_729_339_200_987_654_321
noise = random.Random(11)


def write(name, content=b"content of a file\n", mode=0o644, owner=(33, 33), mtime=NEW):
    path = os.path.join(ROOT, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    os.chown(path, *owner)
    os.chmod(path, mode)
    os.utime(path, ns=(mtime, mtime))
    return path


def names():
    for name in (
        b"a file with spaces.txt", b"two\nlines", b"tab\there", b'"double" and \'single\' quotes', b"-rf", b"--help", b"$HOME `id` $(id)",
        b"back\\slash", b"*?[glob]", "emoji 👩‍👩‍👧 é.png".encode(), b"not utf-8 \xff\xfe\xe9", b" leading and trailing ", b".hidden", b"#hash", b"semi;colon&",
        b"..three dots...", b"~tilde", b"e" * 255,
    ):
        write(b"names/" + name)
    write(b"deep/" + b"/".join([b"directory-%02d-%s" % (n, b"d" * 40) for n in range(20)]) + b"/at the end")


def kinds():
    with open(write(b"kinds/sparse.img", b""), "r+b") as file:
        file.truncate(16 << 20)
        file.seek(8 << 20)
        file.write(b"an island")
    first = write(b"kinds/hard link 1", b"one content, three names\n")
    os.makedirs(os.path.join(ROOT, b"links"), exist_ok=True)
    os.link(first, os.path.join(ROOT, b"kinds/hard link 2"))
    os.link(first, os.path.join(ROOT, b"links/hard link 3"))
    for name, target in ((b"relative", b"../kinds/sparse.img"), (b"dangling", b"no/such/file"), (b"absolute", b"/etc/passwd"), (b"loop", b"loop"), (b"up", b"..")):
        os.symlink(target, os.path.join(ROOT, b"links", name))
    os.lchown(os.path.join(ROOT, b"links/relative"), 4242, 4343)
    os.mkfifo(os.path.join(ROOT, b"kinds/fifo"), 0o620)
    write(b"kinds/empty", b"")


def attributes():
    write(b"modes/setuid", b"#!/bin/sh\n", mode=0o4755, owner=(0, 0))
    write(b"modes/setgid", mode=0o2755)
    write(b"modes/nobody may", mode=0o000)
    write(b"owners/foreign", owner=(100_000, 200_000))
    write(b"owners/unknown", owner=(4242, 4343), mode=0o640)
    write(b"times/old", mtime=OLD)
    write(b"times/before 1970", mtime=-86_400_000_000_000)
    write(b"times/future", mtime=4_000_000_000_000_000_001)
    path = write(b"attributes/xattr")
    os.setxattr(path, "user.mime_type", b"image/png")
    os.setxattr(path, "user.binary", bytes(range(1, 64)))
    os.setxattr(write(b"attributes/acl", mode=0o640), "system.posix_acl_access", acl())


def acl():
    """acl(5) as the kernel keeps it: version 2, then tag, permissions and id of each entry. User 4242 may read."""
    none = 0xFFFFFFFF
    entries = [(1, 6, none), (2, 4, 4242), (4, 4, none), (16, 4, none), (32, 0, none)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def directories():
    for name, mode in ((b"empty directory", 0o755), (b"private directory", 0o700), (b"sticky directory", 0o1777)):
        path = os.path.join(ROOT, name)
        os.mkdir(path)
        os.chmod(path, mode)
        os.chown(path, 33, 33)


def bulk():
    """Half of it compresses; many are small, as uploads are."""
    size = (80 << 20) if LARGE else (1 << 20)
    big = size // 8
    for n in range(2):
        write(b"photos/%d.jpg" % n, noise.randbytes(big))
        write(b"logs/%d.log" % n, (b"2024-10-19 12:00:00 GET /api/messages 200 %d\n" % n) * (big // 45))
    count = 2000 if LARGE else 50
    small = size // 2 // count
    for n in range(count):
        half = noise.randbytes(small // 2)
        write(b"small/%02d/%04d" % (n % 16, n), half + b"x" * (small - len(half)))


def times_of_directories():
    for directory, _, _ in os.walk(ROOT, topdown=False):
        os.utime(directory, ns=(NEW, NEW))


for part in (names, kinds, attributes, directories, bulk, times_of_directories):
    part()
