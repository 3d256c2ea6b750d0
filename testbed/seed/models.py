"""Fills a models directory: few files, large ones. argv: directory, small | large."""
import os
import random
import sys

ROOT, SIZE = sys.argv[1], (40 << 20) if sys.argv[2] == "large" else (512 << 10)
noise = random.Random(13)
for name in ("fr-en", "en-ja"):
    os.makedirs(f"{ROOT}/{name}", exist_ok=True)
    with open(f"{ROOT}/{name}/weights.bin", "wb") as file:
        file.write(noise.randbytes(SIZE // 2))
        file.write((b"\x00\x00\x80\x3f" * (SIZE // 8))[: SIZE // 2])
    with open(f"{ROOT}/{name}/config.json", "w", encoding="utf-8") as file:
        file.write('{"beams": 4}\n')
