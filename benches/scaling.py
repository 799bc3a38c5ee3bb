#!/usr/bin/env python3
"""The growth of cost with the input: seventeen shapes, each doubled several times, in three formats.

    python3 benches/scaling.py --convert target/release/convert [--shapes words,quotes] [--to md,epub,pdf] [--largest 4]

For each shape and format a line: user seconds and peak memory at the largest size, and the exponent of the time over the
last doublings (1 is proportional, 2 the square). If `perf` may count instructions, these replace the seconds, so that a
busy machine gives the same result; with --count valgrind, callgrind counts them, on any machine and fifty times as slow.
Ends with 1 if an exponent is over --most.
"""
import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile

SENTENCE = "the quick brown fox jumps over the lazy dog "
SHAPES = {  # a piece that is repeated, and the text before the first
    "words": (SENTENCE, ""),
    "one-word": ("abcdefghij", ""),
    "paragraphs": ("A paragraph with a few words in it.\n\n", ""),
    "headings": ("## A heading\n\nSome words.\n\n", ""),
    "quotes": ("> A quotation.\n>\n> > And one inside.\n\n", ""),
    "lists": ("- an item\n  - one inside\n", ""),
    "numbered": ("1. an item of a list\n", ""),
    "definitions": ("Term\n: What it means.\n\n", ""),
    "tables": ("| a | b | c |\n", "| x | y | z |\n|---|---|---|\n"),
    "code": ("let x = f(y); // a line of code\n", "```rust\n"),
    "backticks": ("` `` ``` ", ""),
    "brackets": ("[x ", ""),
    "links": ("[a link](https://example.org/a) ", ""),
    "emphasis": ("*a **b** c* ", ""),
    "open-emphasis": ("*a _b ", ""),
    "notes": ("Words.[^%d]\n\n[^%d]: A note.\n\n", ""),
    "entities": ("&amp; &lt; &nope; ", ""),
}


def article(shape, size):
    piece, before = SHAPES[shape]
    count = max(1, size // len(piece))
    if "%d" in piece:
        return before + "".join(piece % (n, n) for n in range(count))
    return before + piece * count + "\n"


def run(convert, path, to, count):
    """Seconds or instructions of one run, its peak memory in MiB, and its result."""
    out = path + "." + to + ".out"
    command = [convert, path, "--to", to, "-o", out, "--force", "--quiet"]
    counted = path + ".count"
    if count == "perf":
        command = ["perf", "stat", "-x,", "-e", "instructions:u", "-o", counted] + command
    elif count == "valgrind":
        command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=" + counted] + command
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    cost = usage.ru_utime
    if count == "valgrind":
        cost = int(next(line.split()[1] for line in open(counted) if line.startswith(("summary:", "totals:")))) / 1e9
    elif count == "perf":
        lines = [line.split(",") for line in open(counted) if ",instructions" in line]
        cost = float(lines[0][0]) / 1e9 if lines and lines[0][0].isdigit() else cost
    return cost, usage.ru_maxrss / 1024, child.returncode


def counts_instructions():
    """True if `perf` is there and the machine lets it count."""
    if shutil.which("perf") is None:
        return False
    run = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "true"], capture_output=True, text=True)
    return run.stderr.split(",")[0].strip().isdigit()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--convert", required=True)
    parser.add_argument("--shapes", default=",".join(SHAPES))
    parser.add_argument("--to", default="md,epub,pdf")
    parser.add_argument("--largest", type=float, default=1.0, help="largest input in MiB")
    parser.add_argument("--doublings", type=int, default=3)
    parser.add_argument("--most", type=float, default=1.2, help="largest exponent that is no fault")
    parser.add_argument("--count", choices=["perf", "valgrind", "seconds"], help="what is counted; perf where it may")
    given = parser.parse_args()
    count = {None: counts_instructions() and "perf", "seconds": False}.get(given.count, given.count)
    largest = int(given.largest * (1 << 20))
    sizes = [largest >> n for n in range(given.doublings, -1, -1)]
    unit = "G instructions" if count else "s"
    print(f"{'shape':14} {'to':5} {unit:>15} {'MiB':>6} {'exponent':>8}")
    steep = 0
    with tempfile.TemporaryDirectory() as folder:
        for shape in given.shapes.split(","):
            path = os.path.join(folder, shape + ".md")
            for to in given.to.split(","):
                costs = []
                for size in sizes:
                    with open(path, "w") as file:
                        file.write(article(shape, size))
                    cost, memory, code = run(os.path.abspath(given.convert), path, to, count)
                    costs.append(max(cost, 1e-4))
                    if code != 0:
                        print(f"{shape:14} {to:5} ended with {code} at {size} bytes")
                exponent = math.log2(costs[-1] / costs[0]) / given.doublings
                steep += exponent > given.most
                print(f"{shape:14} {to:5} {costs[-1]:15.2f} {memory:6.0f} {exponent:8.2f}{'  !' if exponent > given.most else ''}", flush=True)
    sys.exit(1 if steep else 0)


if __name__ == "__main__":
    main()
