"""Fills the database: every BSON type, indexes of every kind, a view, a capped collection. argv: small | large.
Nothing depends on the clock, and what expires does so long after us."""
import datetime
import os
import random
import sys
import uuid

import pymongo
from bson import Binary, Code, Decimal128, Int64, MaxKey, MinKey, ObjectId, Regex, Timestamp

LARGE = sys.argv[1] == "large"
NOON = datetime.datetime(2024, 10, 19, 12, 0, 0, 123000)


def main():
    with pymongo.MongoClient(os.environ["DATABASE_URL"], serverSelectionTimeoutMS=60000) as client:
        meeshy, audit = client["meeshy"], client["audit"]
        meeshy["types"].insert_many(types())
        users(meeshy["users"])
        messages(meeshy)
        meeshy.create_collection("empty")
        meeshy["sessions"].create_index("expires", expireAfterSeconds=3600)
        meeshy["sessions"].insert_many([{"_id": f"s{n}", "expires": datetime.datetime(2099, 1, 1)} for n in range(20)])
        audit.create_collection("recent", capped=True, size=1 << 20, max=1000)
        audit["recent"].insert_many([{"_id": n, "what": f"event {n}"} for n in range(100)])
        audit["a name with spaces.and.dots"].insert_one({"_id": 1})


def types():
    values = {
        "int": 42, "long": Int64(2**53 + 1), "small long": Int64(1), "double": 0.1, "whole double": 3.0, "minus zero": -0.0,
        "infinity": float("inf"), "nan": float("nan"), "decimal": Decimal128("1.10"), "date": NOON,
        "early date": datetime.datetime(1901, 2, 3), "late date": datetime.datetime(9999, 12, 31), "id": ObjectId("0123456789abcdef01234567"),
        "binary": Binary(bytes(range(256)), 0), "uuid": Binary.from_uuid(uuid.UUID(int=7)), "empty binary": Binary(b"", 128),
        "nested": {"a": {"b": {"c": [1, [2, [3]]]}}, "": "empty key", "dollar$": 1}, "array": [1, "two", None, {"three": 3}], "empty": [{}, []],
        "null": None, "true": True, "unicode": "é 日本語 👩‍👩‍👧 \u202e nul:\x00", "long text": "x" * 20000,
        "regex": Regex("^a.*b$", "im"), "timestamp": Timestamp(1729339200, 7), "code": Code("function () { return 1 }"),
        "min": MinKey(), "max": MaxKey(),
    }
    yield {"_id": ObjectId("65a000000000000000000001"), **values}
    for key in (1, Int64(2), 2.5, "text", True, NOON, Binary(b"id"), {"compound": 1, "id": "x"}):
        yield {"_id": key}


def users(collection):
    collection.create_index("email", unique=True)
    collection.create_index([("country", 1), ("age", -1)], name="country and age")
    collection.create_index("phone", partialFilterExpression={"phone": {"$exists": True}})
    collection.create_index("nick", sparse=True)
    collection.insert_many(
        [{"_id": n, "email": f"u{n}@meeshy.example", "country": ["FR", "CM", "日本"][n % 3], "age": n % 90, **({"phone": f"+33{n}"} if n % 2 else {})}
         for n in range(500)]
    )


def messages(database):
    """Half text, which compresses, and half noise, which does not; in the large seed at least 30 MB."""
    noise, count, size = random.Random(7), 8000 if LARGE else 1000, 4400 if LARGE else 200
    collection = database["messages"]
    collection.create_index([("conversation", 1), ("at", -1)])
    collection.create_index([("tags", 1)])
    words = "le chat est sur la table et il regarde par la fenêtre ".split(" ")
    for start in range(0, count, 1000):
        collection.insert_many(
            [{"_id": n, "conversation": n % 97, "at": NOON + datetime.timedelta(seconds=n), "tags": [words[n % 11], words[n % 7]],
              "text": " ".join(words[(n + k) % 11] for k in range(size // 10)), "attachment": noise.randbytes(size // 2)}
             for n in range(start, min(start + 1000, count))],
            ordered=False,
        )
    database.command("create", "latest", viewOn="messages", pipeline=[{"$match": {"conversation": 1}}, {"$sort": {"at": -1}}])


main()
