"""What all peers share: the rows of a file, their words, and how pairs are written.

A word is a run of letters and digits, lower case, as most users of these libraries cut them.
"""
import json
import re
import sys

WORD = re.compile(r"\w+")
K = 5  # words in a shingle


def read(path):
    """Ids and texts of a JSON Lines file, in order."""
    ids, texts = [], []
    with open(path, encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            ids.append(row["id"])
            texts.append(row["text"])
    return ids, texts


def shingles(text):
    """The different runs of K words of a text, each one string; of a shorter text all of it."""
    words = WORD.findall(text.lower())
    return {" ".join(words[at : at + K]) for at in range(max(1, len(words) - K + 1))}


def write(path, ids, pairs):
    """Writes pairs of positions, each once, as {"a", "b"} rows."""
    unique = {(min(x, y), max(x, y)) for x, y in pairs if x != y}
    with open(path, "w", encoding="utf-8") as out:
        for x, y in sorted(unique):
            out.write(json.dumps({"a": ids[x], "b": ids[y]}) + "\n")


def arguments():
    """INPUT, OUTPUT and the threshold of a peer's command line."""
    if len(sys.argv) != 4:
        sys.exit(f"usage: {sys.argv[0]} INPUT.jsonl PAIRS.jsonl THRESHOLD")
    return sys.argv[1], sys.argv[2], float(sys.argv[3])
