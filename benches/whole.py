#!/usr/bin/env python3
"""Whole processes: time, processor time and memory of `convert` on the examples, and against its peers if a meter of
peers is named (a program that is called `METER --bin CONVERT --quick`); instruction counts if valgrind is there.

    python3 benches/whole.py --convert target/release/convert [--peers METER] [--instructions]
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
JOBS = [
    ("essay.md", "pdf"), ("essay.md", "epub"), ("essay.md", "md"), ("news.txt", "pdf"), ("news.txt", "md"),
    ("technical.md", "pdf"), ("recipe.md", "pdf"), ("page.html", "pdf"), ("kitchen-sink.md", "pdf"),
]


def measure(command):
    """Wall seconds, processor seconds and peak MiB of one run."""
    begun = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def instructions(command):
    """Instructions as callgrind counts them: the same on every machine."""
    run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
                         capture_output=True, text=True, check=True)
    line = next(line for line in run.stderr.splitlines() if "Collected" in line)
    return int(line.split(":")[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--convert", default=os.path.join(ROOT, "target/release/convert"))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--peers", metavar="METER", help="run this meter of peers too (minutes)")
    parser.add_argument("--instructions", action="store_true", help="count instructions with valgrind")
    args = parser.parse_args()
    convert = os.path.abspath(args.convert)
    counting = args.instructions and shutil.which("valgrind")
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'article':18}{'to':6}{'wall ms':>9}{'cpu ms':>9}{'MiB':>7}{'KiB out':>9}" + ("   instructions" if counting else ""))
        for name, to in JOBS:
            out = os.path.join(folder, f"out.{to}")
            command = [convert, os.path.join(ROOT, "examples", name), "--to", to, "-o", out, "--force", "-q"]
            runs = [measure(command) for _ in range(args.rounds)]
            wall, cpu, memory = (statistics.median(column) for column in zip(*runs))
            row = f"{name:18}{to:6}{wall * 1000:9.1f}{cpu * 1000:9.1f}{memory:7.1f}{os.path.getsize(out) / 1024:9.1f}"
            print(row + (f"{instructions(command):15,}" if counting else ""))
    if args.peers:
        subprocess.run([sys.executable, args.peers, "--bin", convert, "--quick"], check=True)


if __name__ == "__main__":
    main()
