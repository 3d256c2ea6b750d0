"""Fills a collection with messages of text and small attachments, the same each time. argv: bytes."""
import os
import random
import sys

import pymongo

AMOUNT = int(sys.argv[1])
CHARACTERS, ATTACHMENT, BATCH = 3500, 1500, 500
noise = random.Random(5)
words = ["".join(noise.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(noise.randint(3, 9))) for _ in range(4000)]

with pymongo.MongoClient(os.environ["DATABASE_URL"], serverSelectionTimeoutMS=60000) as client:
    history = client["meeshy"]["history"]
    for start in range(0, AMOUNT // (CHARACTERS + ATTACHMENT), BATCH):
        history.insert_many(
            [{"_id": n, "text": " ".join(noise.choices(words, k=CHARACTERS // 7)), "attachment": noise.randbytes(ATTACHMENT)} for n in range(start, start + BATCH)],
            ordered=False,
        )
