"""Prints the state of a server as JSON: per database its collections with options, indexes and documents.
standard input: {"user", "password"} or {}. Few documents are canonical extended JSON, many are a digest of their BSON."""
import hashlib
import json
import sys

import bson
import pymongo
from bson import json_util
from bson.codec_options import CodecOptions, DatetimeConversion
from bson.raw_bson import RawBSONDocument

READABLE = 2000
RAW = CodecOptions(document_class=RawBSONDocument)


def main():
    auth = json.load(sys.stdin)
    given = {"username": auth["user"], "password": auth["password"], "authSource": "admin"} if auth else {}
    with pymongo.MongoClient("127.0.0.1", 27017, directConnection=True, serverSelectionTimeoutMS=60000, **given) as client:
        names = sorted(set(client.list_database_names()) - {"admin", "config", "local"})
        json.dump({name: database(client[name]) for name in names}, sys.stdout)


def database(db):
    found = {info["name"]: collection(db, info) for info in db.list_collections()}
    return {name: found[name] for name in sorted(found) if not name.startswith("system.")}


def collection(db, info):
    options = canonical(info.get("options", {}))
    if info["type"] == "view":
        return {"type": "view", "options": options}
    indexes = sorted((dict(index) for index in db[info["name"]].list_indexes()), key=lambda index: index["name"])
    for index in indexes:
        # Servers before 4.4 and mongorestore write the name of the collection into the index as well.
        index.pop("ns", None)
    documents = list(db.get_collection(info["name"], codec_options=RAW).find())
    if not info.get("options", {}).get("capped"):
        documents.sort(key=lambda document: bson.encode({"_id": document["_id"]}))
    state = {"type": info["type"], "options": options, "indexes": [canonical(index) for index in indexes], "count": len(documents)}
    if len(documents) > READABLE:
        digest = hashlib.sha256()
        for document in documents:
            digest.update(document.raw)
        return {**state, "sha256": digest.hexdigest()}
    return {**state, "documents": [canonical(bson.decode(document.raw, EXACT)) for document in documents]}


def canonical(document):
    return json_util.dumps(document, json_options=json_util.CANONICAL_JSON_OPTIONS)


EXACT = CodecOptions(tz_aware=True, datetime_conversion=DatetimeConversion.DATETIME_AUTO)
main()
