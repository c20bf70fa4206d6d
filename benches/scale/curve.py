"""How time, memory and disk grow with the corpus.

    python benches/scale/curve.py CORPUS.jsonl.zst --sizes 10000,100000,1000000 --work DIR --output STEM

For each size: grows the corpus, finds its families in memory, makes an archive of it, adds one more
day, and searches fifty articles of that day in it (median, nine tenths, slowest). Prints a table and the
exponent of growth of each column (slope of the logarithms, least squares; 1 is linear). Verbs that the program
does not have are left out, aloud. DIR needs about 10 KB an article; what is made there is removed again.
"""
import argparse
import itertools
import json
import math
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "benches"))
from process import machine, measured

DAY = 10_000  # articles added at once
SEARCHED = 50  # articles of the day that are searched for
SEARCHES = 3  # runs of each search; the best is the warm one


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", help="JSON Lines whose words are used")
    parser.add_argument("--sizes", default="10000,100000", help="articles, with commas between")
    parser.add_argument("--words", type=int, default=600, help="mean words of a page")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", help="folder for the files [default: that for temporary ones]")
    parser.add_argument("--only", choices=["families", "archive"], help="measure one of the two")
    parser.add_argument("--families", default="", help="further options of `wirecopy families`")
    parser.add_argument("--archive", default="", help="further options of `wirecopy archive create`")
    parser.add_argument("--wirecopy", default=ROOT / "target/release/wirecopy", help="the program")
    parser.add_argument("--generator", default=ROOT / "target/release/examples/grow", help="the generator")
    parser.add_argument("--output", help="stem of two files: .md and .json")
    parser.add_argument("--limit", type=int, default=7200, help="seconds before a step is stopped")
    return parser.parse_args()


def size_of(folder):
    return sum(path.stat().st_size for path in pathlib.Path(folder).rglob("*") if path.is_file())


class Curve:
    """One run of the measuring: its options, the folder it works in, the verbs there are."""

    def __init__(self, asked, folder):
        self.asked, self.folder = asked, folder
        text = subprocess.run([asked.wirecopy, "--help"], capture_output=True, text=True, check=True).stdout
        self.verbs = [verb for verb in ("families", "archive") if f"\n  {verb} " in text]
        for verb in {"families", "archive"} - set(self.verbs):
            print(f"this wirecopy has no verb {verb}: left out", file=sys.stderr)
        if asked.only:
            self.verbs = [verb for verb in self.verbs if verb == asked.only]

    def grow(self, name, articles, first=0):
        target = self.folder / name
        command = [self.asked.generator, self.asked.corpus, "--articles", articles, "--first", first]
        command += ["--seed", self.asked.seed, "--words", self.asked.words, "-o", target]
        return target, measured(command, self.asked.limit)

    def wirecopy(self, *arguments):
        run = measured([self.asked.wirecopy, "-q", *arguments], self.asked.limit, stdout=subprocess.DEVNULL)
        if not run["done"]:
            sys.exit(f"wirecopy {' '.join(map(str, arguments))}: stopped after {self.asked.limit} s")
        return run

    def point(self, articles):
        rows, grown = self.grow("rows.jsonl", articles)
        words = int(subprocess.run(["wc", "-w", rows], capture_output=True, text=True, check=True).stdout.split()[0])
        point = {"articles": articles, "MB": rows.stat().st_size >> 20, "grow_s": grown["seconds"]}
        if "families" in self.verbs:
            run = self.wirecopy("families", rows, *self.asked.families.split(), "-o", self.folder / "families.jsonl")
            point |= {"families_s": run["seconds"], "families_cpu": run["cpu"], "families_MB": run["peak_mb"]}
            point["families_words_per_s"] = round(words / run["seconds"])
        if "archive" in self.verbs:
            point |= self.archive(rows, articles, words)
        rows.unlink()
        return point

    def archive(self, rows, articles, words):
        kept = self.folder / "archive"
        self.wirecopy("archive", "create", kept, *self.asked.archive.split())
        run = self.wirecopy("archive", "add", kept, rows)
        size = size_of(kept)
        point = {"add_s": run["seconds"], "add_cpu": run["cpu"], "add_MB": run["peak_mb"]}
        point |= {"add_words_per_s": round(words / run["seconds"]), "bytes_per_article": round(size / articles)}
        stats = [self.asked.wirecopy, "-q", "archive", "stats", kept, "--json"]
        print(subprocess.run(stats, capture_output=True, text=True, check=True).stdout, file=sys.stderr)
        day, _ = self.grow("day.jsonl", DAY, first=articles)
        run = self.wirecopy("archive", "add", kept, day)
        point |= {"day_s": run["seconds"], "day_MB": run["peak_mb"]}
        point |= self.searches(kept, day)
        shutil.rmtree(kept)
        return point


    def searches(self, kept, day):
        """Every so many-th article of a day, whatever it is: how long a search takes, start of the program included."""
        one, best, peak = self.folder / "one.jsonl", [], 0
        with open(day, encoding="utf-8") as lines:
            for line in itertools.islice(lines, 0, None, DAY // SEARCHED):
                one.write_text(line, encoding="utf-8")
                runs = [self.wirecopy("archive", "search", kept, one) for _ in range(SEARCHES)]
                best.append(1000 * min(run["seconds"] for run in runs))
                peak = max(peak, *(run["peak_mb"] for run in runs))
        best.sort()
        found = {"search_ms": statistics.median(best), "search_p90_ms": best[len(best) * 9 // 10], "search_max_ms": best[-1]}
        return {name: round(value) for name, value in found.items()} | {"search_MB": peak}


def exponent(points, name):
    """Slope of log(value) over log(articles)."""
    xs = [math.log(point["articles"]) for point in points]
    ys = [math.log(max(point[name], 1e-3)) for point in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys)) / sum((a - x) ** 2 for a in xs)


def main():
    asked = options()
    about = machine()
    with tempfile.TemporaryDirectory(dir=asked.work) as folder:
        curve = Curve(asked, pathlib.Path(folder))
        points = []
        for articles in sorted({int(size) for size in asked.sizes.split(",")}):
            points.append(curve.point(articles))
            print(json.dumps(points[-1]), file=sys.stderr)
    columns = list(points[0])
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(str(point[name]) for name in columns) + " |" for point in points]
    exponents = {}
    if len(points) > 1:
        exponents = {name: round(exponent(points, name), 3) for name in columns[1:]}
        lines.append("| exponent | " + " | ".join(str(value) for value in exponents.values()) + " |")
    text = "\n".join(lines) + "\n"
    print(text)
    if asked.output:
        stem = pathlib.Path(asked.output)
        stem.parent.mkdir(parents=True, exist_ok=True)
        head = "".join(f"- {name}: {value}\n" for name, value in about.items())
        stem.with_suffix(".md").write_text(f"# Growth\n\n{head}\n{text}", encoding="utf-8")
        result = {**about, "points": points, "exponents": exponents}
        stem.with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
