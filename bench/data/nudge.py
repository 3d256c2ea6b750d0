"""One write more. A dump's oplog begins with the last entry before it; after a load that is the making of an index, in a form of the bed's server
that mongorestore does not read (a real one's it does)."""
import os

import pymongo

with pymongo.MongoClient(os.environ["DATABASE_URL"], serverSelectionTimeoutMS=60000) as client:
    client["meeshy"]["history"].update_one({"_id": 0}, {"$inc": {"nudges": 1}})
