"""Fills a server and a directory with the names that a test gives. standard input: {"databases": {database: {collection: [index]}},
"files": [path in base64], "root": directory}. Each collection has two documents, each file its own name.
Documents come last: the last write before a dump is always in its oplog, and mongorestore reads no index as SecantusDB writes it there."""
import base64
import json
import os
import sys

import pymongo

given = json.load(sys.stdin)
with pymongo.MongoClient(os.environ["DATABASE_URL"], serverSelectionTimeoutMS=60000) as client:
    for database, collections in given["databases"].items():
        for collection, indexes in collections.items():
            for at, index in enumerate(indexes):
                client[database][collection].create_index(f"field {at}", name=index)
            client[database][collection].insert_many([{"_id": 1, "of": collection}, {"_id": 2, "of": database}])
for name in given.get("files", []):
    path = os.path.join(os.fsencode(given["root"]), base64.b64decode(name))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(os.path.basename(path))
