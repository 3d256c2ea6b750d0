#!/usr/bin/python3
"""What the official image's entry point does: options mean mongod, which runs as its own user; with MONGO_INITDB_ROOT_* it
asks for passwords. Of mongod's arguments it knows those that a Compose file gives: --replSet, --port, --bind_ip and the like."""
import os
import shutil
import sys

DATA = "/data/db"


def main(arguments):
    if not arguments or arguments[0].startswith("-"):
        arguments = ["mongod", *arguments]
    if arguments[0] != "mongod":
        os.execvp(arguments[0], arguments)
    if os.geteuid() == 0:
        become("mongodb")
    flags = ["--host", "0.0.0.0", "--port", option(arguments, "--port") or "27017", "--storage-path", DATA, "--log-level", "WARNING", "--cache-size", "256M"]
    if option(arguments, "--replSet") is None:
        flags.append("--standalone")
    if os.environ.get("MONGO_INITDB_ROOT_USERNAME"):
        flags.append("--auth")
    os.execv(sys.executable, [sys.executable, "/usr/local/lib/server.py", *flags])


def option(arguments, name):
    for word, following in zip(arguments, [*arguments[1:], ""]):
        if word == name:
            return following
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return None


def become(user):
    for directory, names, files in os.walk(DATA):
        for path in [directory, *(os.path.join(directory, name) for name in names + files)]:
            shutil.chown(path, user, user)
    os.environ["HOME"] = DATA
    os.execv("/usr/bin/setpriv", ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *sys.orig_argv])


main(sys.argv[1:])
