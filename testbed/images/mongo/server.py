"""Starts the server, with what mongod does and it does not: the root user in a new data directory, `applyOps`, and an end
without a pause."""
import contextlib
import os
import socket
import sys

from secantus import commands, oplog_replay
from secantus.cli import main
from secantus.cursors import CursorRegistry
from secantus.server import SecantusDBServer
from secantus.storage import Storage

DATA = "/data/db"


def create_root(user, password):
    """Before anyone can connect, as the official image does it."""
    storage = Storage(DATA)
    context = commands.CommandContext(connection_id=0, storage=storage, cursors=CursorRegistry())
    reply = commands._HANDLERS["createUser"]({"createUser": user, "pwd": password, "roles": ["root"]}, context)
    storage.close()
    if not reply["ok"]:
        sys.exit(f"the root user was refused: {reply}")


def apply_ops(doc, ctx):
    """The server has an applier of oplog entries, for recoveries of its own, but not the command by which mongorestore
    replays an oplog. What is inserted twice is replaced by itself: the last write before a dump is always in its oplog."""
    for entry in doc["applyOps"]:
        database, _, collection = entry["ns"].partition(".")
        if entry["op"] == "i":
            document = dict(entry["o"])
            ctx.storage.update_matching(database, collection, {"_id": document["_id"]}, document, upsert=True)
        else:
            oplog_replay._apply_entry(ctx.storage, entry)
    applied = len(doc["applyOps"])
    return {"applied": applied, "results": [True] * applied, "ok": 1.0}


def stop_at_once(self, stop=SecantusDBServer.stop):
    """Closing a socket does not wake who waits in accept(2), so a plain stop waits two seconds in vain."""
    self._stop_event.set()
    with contextlib.suppress(OSError, AttributeError):
        self._socket.shutdown(socket.SHUT_RDWR)
    stop(self)


commands._HANDLERS["applyOps"] = apply_ops
SecantusDBServer.stop = stop_at_once
if os.environ.get("MONGO_INITDB_ROOT_USERNAME") and not os.path.exists(f"{DATA}/WiredTiger"):
    create_root(os.environ["MONGO_INITDB_ROOT_USERNAME"], os.environ["MONGO_INITDB_ROOT_PASSWORD"])
sys.exit(main())
