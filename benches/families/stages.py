"""Where the time of `families` goes: the samples of `perf` by stage, in ns a word.

    RUSTFLAGS="-C force-frame-pointers=yes" cargo build --release --bin wirecopy
    RAYON_NUM_THREADS=1 perf record -F 2500 --call-graph fp wirecopy families CORPUS.jsonl -o /dev/null
    python benches/families/stages.py --words 36.5e6 --user 3.0 --system 0.33

One thread, so that stages follow each other: a sample without a name that tells (an allocation, a
page fault, a sort) belongs to the stage before it. `--user` and `--system` are the seconds of the same
run without `perf`, which all samples together are taken for.
"""
import argparse
import collections
import re
import subprocess

# The first stage with a name on the stack counts.
STAGES = [
    ("read: copy", ["jsonl::fill"]),
    ("read: rows", ["jsonl::", "row::Row", "serde_json::de", "serde_json::read", "repair::"]),
    ("margins: tokens", ["Text::pieces", "Texts as wirecopy::family::shelf::Shelf>::page"]),
    ("tokens", ["wirecopy::token::"]),
    ("shingles", ["shingle::shingle", "hash_few"]),
    ("sieve", ["Sieve::keep", "winnow", "fingerprint::combine"]),
    ("scatter", ["Scattered::of"]),
    ("repeated grams", ["Repeated", "Places::of", "Scattered::part"]),
    ("regions", ["wirecopy::clean::"]),
    ("quotes", ["wirecopy::quote::", "detect_language", "whatlang"]),
    ("rows", ["FamilyRow", "json::line", "MemberRow", "Offsets"]),
    ("margins: rest", ["extend::", "Margin", "shelf::Page"]),
    ("link, stretch, absorb", ["link::", "stretch::", "absorb::", "Places::join", "family_of",
                               "family::assemble", "date::Day", "Shelf>::date", "kind::"]),
    ("order", ["read::read", "Inputs::open", "Texts::of", "Corpus::of"]),
]
# Symbols of the program and the C library; all others are the system's.
OURS = re.compile(r"::|^_{0,2}(mem|malloc|cfree|int_|realloc|rust)|unlink_chunk|calloc|sysmalloc|unknown")


def stacks(data):
    """The symbols of each sample, innermost first."""
    command = ["perf", "script", "-i", data, "-F", "tid,time,ip,sym"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for block in text.split("\n\n"):
        lines = [line.split(None, 1) for line in block.strip().splitlines()[1:]]
        symbols = [line[1] for line in lines if len(line) == 2]
        if symbols:
            yield symbols


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", nargs="?", default="perf.data", help="what perf recorded")
    parser.add_argument("--words", type=float, required=True, help="words of the corpus")
    parser.add_argument("--user", type=float, required=True, help="seconds")
    parser.add_argument("--system", type=float, required=True, help="seconds")
    options = parser.parse_args()
    counts = {True: collections.Counter(), False: collections.Counter()}
    stage = "start"
    for symbols in stacks(options.data):
        named = (name for name, keys in STAGES if any(key in s for s in symbols for key in keys))
        stage = next(named, stage)
        counts[bool(OURS.search(symbols[0]))][stage] += 1
    ours, system = counts[True], counts[False]
    each = options.user * 1e9 / options.words / max(sum(ours.values()), 1)
    each_system = options.system * 1e9 / options.words / max(sum(system.values()), 1)
    print("| stage | user | system |\n|---|---|---|")
    for stage in sorted(ours | system, key=lambda stage: -ours[stage]):
        print(f"| {stage} | {ours[stage] * each:.1f} | {system[stage] * each_system:.1f} |")


if __name__ == "__main__":
    main()
