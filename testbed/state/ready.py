"""Waits until the server lets us in and takes writes, and prints its version. The official server waits in its turn for
someone to initiate its replica set. standard input: {"user", "password"} or {}; argv: "replica set", or nothing."""
import json
import sys

import pymongo

auth = json.load(sys.stdin)
given = {"username": auth["user"], "password": auth["password"], "authSource": "admin"} if auth else {}
with pymongo.MongoClient("127.0.0.1", 27017, directConnection=True, serverSelectionTimeoutMS=60000, **given) as client:
    if sys.argv[1:] and "setName" not in client.admin.command("hello"):
        client.admin.command("replSetInitiate", {"_id": "rs0", "members": [{"_id": 0, "host": "localhost:27017"}]})
    while not client.admin.command("hello")["isWritablePrimary"]:
        pass
    json.dump(client.admin.command("buildInfo")["version"], sys.stdout)
