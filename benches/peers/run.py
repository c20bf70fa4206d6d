"""wirecopy and its peers over one file, one table.

    python benches/peers/run.py --grow CORPUS.jsonl.zst --articles 10000
    python benches/peers/run.py --file rows.jsonl

Each tool runs in a process of its own, one after the other; seconds, CPU and peak memory are those of
that process (wait4), Python's start and reading included. With no peers in this Python, they are
installed into a temporary environment. What is measured against what: see README.md.
"""
import argparse
import csv
import importlib.util
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "benches"))
from process import machine, measured

KINDS = ("verbatim", "edited", "abridged", "planted")
COPY = ("wholly_shared", "partly_shared")
PEERS = ("datasketch", "rensa", "sklearn")


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--grow", metavar="CORPUS", help="grow this corpus and measure on the result")
    source.add_argument("--file", help="measure on these rows; labels `story` and `kind` are used if there")
    parser.add_argument("--articles", type=int, default=10_000, help="how many to grow, or to take of the file")
    parser.add_argument("--seed", type=int, default=1, help="seed of the generator")
    parser.add_argument("--mix", default="", help="further options of the generator, e.g. --mix='--outlets 50'")
    parser.add_argument("--wirecopy", default=ROOT / "target/release/wirecopy", help="the program")
    parser.add_argument("--generator", default=ROOT / "target/release/examples/grow", help="the generator")
    parser.add_argument("--output", help="stem of three files: .md, .csv, .json [default: the table only]")
    parser.add_argument("--only", default="", help="tools whose name holds this")
    parser.add_argument("--limit", type=int, default=900, help="seconds before a tool is stopped")
    return parser.parse_args()


def python_with_peers(folder):
    """This Python if it has the peers, else that of a new environment."""
    if all(importlib.util.find_spec(name) for name in PEERS):
        return sys.executable
    print("installing the peers into a temporary environment", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv/bin/python"
    install = [python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"]
    subprocess.run(install, check=True)
    return str(python)


def take(source, target, articles):
    """Copies so many rows, spread over the file."""
    with open(source, encoding="utf-8") as rows:
        total = sum(1 for _ in rows)
    step = max(1, total // articles)
    with open(source, encoding="utf-8") as rows, open(target, "w", encoding="utf-8") as out:
        out.writelines(itertools.islice(rows, 0, step * articles, step))


def pairs_of(path, verdicts=None):
    """The pairs of a file; of one with verdicts, those that have one of these."""
    found = set()
    with open(path, encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            if verdicts is None or row["verdict"] in verdicts:
                found.add((min(row["a"], row["b"]), max(row["a"], row["b"])))
    return found


def pairs_of_families(path):
    """The pairs that meet in any family of copy: expanded here, outside of the time."""
    found = set()
    with open(path, encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            if row["kind"] == "copy":
                members = sorted({member["id"] for member in row["members"]})
                found.update(itertools.combinations(members, 2))
    return found


def planted(path):
    """The pairs of copies a generated file was made with, by the kinds of their articles; or none."""
    stories = {}
    with open(path, encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            if "story" not in row or "kind" not in row:
                return {}
            if row["kind"] != "quoting":
                stories.setdefault(row["story"], []).append((row["id"], row["kind"]))
    pairs = {}
    for members in stories.values():
        for (a, kind_a), (b, kind_b) in itertools.combinations(sorted(members), 2):
            # The farther of the two from the story names the pair.
            kinds = [kind for kind in KINDS if kind in (kind_a, kind_b)]
            pairs[a, b] = kinds[-1] if kinds else "verbatim"
    return pairs


def share(part, whole):
    return round(len(part) / len(whole), 4) if whole else None


def tools(python, wirecopy):
    """Name → command with places for the input and the output, and the verdicts that count as found."""
    rows = {"wirecopy pairs": ([wirecopy, "pairs", "{in}", "--run", "12", "-q", "-o", "{out}"], COPY, {})}
    verbs = subprocess.run([wirecopy, "--help"], capture_output=True, text=True, check=True).stdout
    if "\n  families " in verbs:
        rows["wirecopy families"] = ([wirecopy, "families", "{in}", "-q", "-o", "{out}"], None, {})
    for threshold in ("0.5", "0.2"):
        for name in ("datasketch", "rensa"):
            script = HERE / f"with_{name}.py"
            rows[f"{name} {threshold}"] = ([python, script, "{in}", "{out}", threshold], None, {})
    for k, threshold in (("1", "0.5"), ("5", "0.5"), ("5", "0.2")):
        command = [python, HERE / "with_tfidf.py", "{in}", "{out}", threshold]
        rows[f"TF-IDF {k}-grams {threshold}"] = (command, None, {"TFIDF_K": k})
    return rows


def table(results, labelled):
    """The results as Markdown."""
    columns = ["tool", "seconds", "cpu", "peak_mb", "pairs", "precision", "recall", "recall_exact"]
    columns += [f"recall_{kind}" for kind in KINDS if any(row.get(f"recall_{kind}") is not None for row in results)]
    if not labelled:
        columns = [name for name in columns if name not in ("precision", "recall")]
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for row in results:
        cells = ["" if row.get(name) is None else str(row[name]) for name in columns]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n", columns


def main():
    asked = options()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        python = python_with_peers(folder)
        source = folder / "rows.jsonl"
        if asked.grow:
            grow = [asked.generator, asked.grow, "--articles", asked.articles, "--seed", asked.seed, *asked.mix.split(), "-o", source]
            subprocess.run([str(part) for part in grow], check=True)
        else:
            take(asked.file, source, asked.articles)
        count = sum(1 for _ in open(source, "rb"))
        truth, exact, results = planted(source), None, []
        for name, (command, verdicts, extra) in tools(python, str(asked.wirecopy)).items():
            if asked.only not in name and name != "wirecopy pairs":
                continue
            target = folder / "pairs.jsonl"
            filled = [str(part).replace("{in}", str(source)).replace("{out}", str(target)) for part in command]
            row = {"tool": name, **measured(filled, asked.limit, env={**os.environ, **extra})}
            print(json.dumps(row), file=sys.stderr)
            results.append(row)
            if not row.pop("done"):
                row["pairs"] = f"stopped after {asked.limit} s"
                continue
            families = name == "wirecopy families"
            found = pairs_of_families(target) if families else pairs_of(target, verdicts)
            target.unlink()
            exact = found if exact is None else exact
            row["pairs"] = len(found)
            row["recall_exact"] = share(found & exact, exact)
            if truth:
                row["precision"] = share(found & truth.keys(), found)
                row["recall"] = share(found & truth.keys(), truth)
                for kind in KINDS:
                    of_kind = {pair for pair, label in truth.items() if label == kind}
                    row[f"recall_{kind}"] = share(found & of_kind, of_kind)
    about = {
        **machine(),
        "articles": count,
        "planted_pairs": len(truth) or None,
        "source": pathlib.Path(asked.grow or asked.file).name + (f", grown, seed {asked.seed} {asked.mix}".rstrip() if asked.grow else ""),
    }
    text, columns = table(results, bool(truth))
    print(text)
    if asked.output:
        stem = pathlib.Path(asked.output)
        stem.parent.mkdir(parents=True, exist_ok=True)
        head = "".join(f"- {name}: {value}\n" for name, value in about.items() if value is not None)
        stem.with_suffix(".md").write_text(f"# Peers\n\n{head}\n{text}", encoding="utf-8")
        stem.with_suffix(".json").write_text(json.dumps({**about, "rows": results}, indent=1) + "\n", encoding="utf-8")
        with open(stem.with_suffix(".csv"), "w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(results)


if __name__ == "__main__":
    main()
