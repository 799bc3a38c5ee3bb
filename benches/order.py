#!/usr/bin/env python3
"""Notes which functions articles run through, by the names that the linker knows, for build.rs to lay side by side.

    benches/order.py --convert target/release/convert --order benches/order.txt      (make order)

The program must have its symbols (`-C strip=none`); valgrind counts, so that it is the same on every machine. What every
article needs comes first, then what books need, then what pages need: whoever makes Markdown touches the least of it.
"""

import argparse
import pathlib
import re
import subprocess
import tempfile

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent / "examples"
ARTICLES = ["essay.md", "news.txt", "page.html"]
FORMATS = ["md", "epub", "pdf"]
# What valgrind's processor has not and others have, and what it counts with the functions around it: by its name.
OTHERS = re.compile(r"^main$|^_ZN4sha26sha256.*x86|^_ZN9crc32fast.*avx|^_ZN3std3sys12thread_local.*16get_or_init_slow17h"
                    r"|^_ZN5alloc3vec16Vec.LT.T.C.A.GT.6remove17h")
HEAD = """\
# Functions in the order in which they are to lie in the program, by their names for the linker: see `ordered` in build.rs.
# Written by `make order`. Names that are not there any more are passed over.
"""


def functions(convert, article, fmt, folder):
    """The functions that one article runs through, in the order in which callgrind lists them."""
    counts = folder / "counts"
    command = ["valgrind", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={counts}", "-q"]
    command += [convert, EXAMPLES / article, "--to", fmt, "-q", "--force", "-o", folder / f"out.{fmt}"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    for line in counts.read_text().splitlines():
        # `fn=(12) name` is said once of each; a quote and a number tell levels of recursion apart.
        if found := re.match(r"c?fn=\(\d+\) ([^']*)", line):
            yield found.group(1).strip()


def plain(name):
    """Without the number that the optimizer puts behind the name of what it moves: it is another with every change."""
    return re.sub(r"\.llvm\.\d+$", "", name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--convert", required=True, help="the program, with its symbols")
    parser.add_argument("--order", required=True, help="the file to write")
    args = parser.parse_args()
    listed = subprocess.run(["nm", args.convert], check=True, capture_output=True, text=True).stdout
    symbols = {name for _, kind, name in (line.split() for line in listed.splitlines() if len(line.split()) == 3)
               if kind in "tTwW"}
    if not symbols:
        parser.error(f"{args.convert} has no symbols; make order builds it with them")
    order = {}  # a set that keeps its order
    with tempfile.TemporaryDirectory() as folder:
        for fmt in FORMATS:
            for article in ARTICLES:
                seen = functions(args.convert, article, fmt, pathlib.Path(folder))
                # The C library's have no sections of their own.
                ours = (name for name in seen if name in symbols and name.startswith(("_ZN", "_R")))
                order.update(dict.fromkeys(map(plain, ours)))
    order = dict.fromkeys(sorted(plain(name) for name in symbols if OTHERS.match(name))) | order
    pathlib.Path(args.order).write_text(HEAD + "\n".join(order) + "\n")
    print(f"{args.order}: {len(order)} functions")


if __name__ == "__main__":
    main()
