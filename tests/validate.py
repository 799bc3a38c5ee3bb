#!/usr/bin/env python3
"""Strangers' validators over the program's real output: every example and the stress set (tests/stress.py), in every
format, at every size.

    python3 tests/validate.py --convert target/release/convert [--tools DIR] [--quick] [--strict]

Checks with the validators that are there: qpdf --check, pdffonts (everything embedded), pdftotext (every word of the article is in
the PDF), veraPDF for PDF/UA-1 and PDF/A-2a, epubcheck and Ace; sizes read back from the PDFs (tests/sizes.py) and print
editions as a print shop looks at them (tests/press.py). DIR (or $OFFPRINT_VALIDATORS) holds two programs: `verapdf
PROFILE FILE...` and `epub-check FILE`, each ending with 0 when nothing was found. A missing validator counts as
skipped, which is a failure only with --strict.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

import messy
import stress

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLES = ["essay.md", "kitchen-sink.md", "letter.txt", "news.txt", "page.html", "poem.md", "poem.txt", "recipe.md", "technical.md"]
# Plain prose without notes: the page's order is the article's, so every word can be held to its place.
PROSE = ["letter.txt", "news.txt", "poem.md", "poem.txt"]
SIZES = ["small", "normal", "large", "x-large", "huge"]


class Tally:
    """Counts the checks, and remembers the failures and the checks that could not run."""

    def __init__(self):
        self.checked, self.failed, self.skipped = 0, [], []

    def skip(self, what):
        self.skipped.append(what)
        print(f"SKIP {what}")

    def check(self, what, ok, why=""):
        self.checked += 1
        if not ok:
            self.failed.append(what)
            print(f"FAIL {what}\n{why.strip()[:2000]}")


def with_readers():
    """Starts again under a Python with pikepdf and PyMuPDF, if there is one, because they read PDFs back."""
    try:
        import pikepdf, pymupdf  # noqa: F401
        return True
    except ImportError:
        tools = os.environ.get("OFFPRINT_TOOLS", os.path.expanduser("~/.cache/offprint-tools"))
        python = os.path.join(tools, "venv/bin/python")
        if os.path.exists(python) and not os.environ.get("OFFPRINT_READERS"):
            os.environ["OFFPRINT_READERS"] = "tried"
            os.execv(python, [python, *sys.argv])
        return False


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    return done.returncode, done.stdout + done.stderr


def words(text):
    """Words without the signs that typography may change: quotes, hyphens, spaces, ligatures."""
    for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl"), ("\u00ad", "")):
        text = text.replace(ligature, letters)
    return re.findall(r"[^\W\d_]{2,}", re.sub(r"-\n\s*", "", text))


def out_of_order(quoted, text):
    """Words of the tree (its quoted strings) that are not in the page's text at or after the word before them."""
    text = unicodedata.normalize("NFKC", re.sub("\u00ad\\s*", "", text))
    have, at, strayed = re.findall(r"\w+", text), 0, []
    for string in quoted:
        plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), string)
        for word in re.findall(r"\w+", unicodedata.normalize("NFKC", plain)):
            try:
                at = have.index(word, at) + 1
            except ValueError:
                strayed.append(word)
    return strayed


def pdfs(convert, out, sizes, tally):
    made = []
    for size in sizes:
        for source in [os.path.join(ROOT, "examples", name) for name in EXAMPLES] + stress.main(out):
            name = os.path.basename(source)
            path = os.path.join(out, f"{name.replace('.', '-')}-{size}.pdf")
            code, said = run(convert, source, "--size", size, "-o", path, "-q")
            tally.check(f"convert {name} --size {size}", code == 0, said)
            made.append((source, path))
    for source, path in made:
        name = os.path.basename(source)
        base = os.path.basename(path)
        if shutil.which("qpdf"):
            code, said = run("qpdf", "--check", path)
            tally.check(f"qpdf --check {base}", code == 0, said)
        if shutil.which("pdffonts"):
            _, said = run("pdffonts", path)
            rows = [line.split() for line in said.splitlines()[2:]]
            tally.check(f"pdffonts {base}", rows and all(row[-5] == "yes" and row[-3] == "yes" for row in rows), said)
        if shutil.which("pdftotext"):
            _, tree = run(convert, source, "--to", "tree", "-o", "-", "-q")
            _, text = run("pdftotext", path, "-")
            have = set(words(text)) | set(words(text.replace("\n", "")))
            quoted = re.findall(r'^ +"(.*)"$', tree, re.M)
            want = {w for q in quoted for w in words(re.sub(r"\\u\{[0-9a-f]+\}|\\.", " ", q)) if w.isascii()}
            joined = "".join(words(text))
            lost = sorted(w for w in want if w not in have and w not in joined)
            tally.check(f"every word of {name} is in {base}", not lost, " ".join(lost))
            if name in PROSE:
                # Without -raw, pdftotext joins words that the article itself writes with a hyphen.
                strayed = out_of_order(quoted, run("pdftotext", "-raw", path, "-")[1])
                tally.check(f"the words of {name} stand in reading order in {base}", not strayed, " ".join(strayed))
    return [path for _, path in made]


def books(convert, out, tally):
    made = []
    for name in EXAMPLES:
        path = os.path.join(out, name.replace(".", "-") + ".epub")
        code, said = run(convert, os.path.join(ROOT, "examples", name), "-o", path, "-q")
        tally.check(f"convert {name} --to epub", code == 0, said)
        made.append(path)
    path = os.path.join(out, "morning.epub")
    code, said = run(convert, "--edition", os.path.join(ROOT, "examples/morning.yaml"), "-o", path, "-q")
    tally.check("convert --edition morning.yaml", code == 0, said)
    return made + [path] + messy_books(convert, out, tally)


def messy_books(convert, out, tally):
    """Books of the messy articles: each alone, and all in one."""
    folder = os.path.join(out, "messy")
    os.mkdir(folder)
    articles, style = messy.main(folder)
    made = [(os.path.join(folder, os.path.basename(path).replace(".", "-") + ".epub"), [path]) for path in articles]
    bound = ["--edition", 'A & B "C"', "--style", style, *articles]
    made.append((os.path.join(folder, "all.epub"), bound))
    for path, options in made:
        code, said = run(convert, *options, "--to", "epub", "-o", path, "-q")
        tally.check(f"convert {' '.join(map(os.path.basename, options))} --to epub", code == 0, said)
    return [path for path, _ in made]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--convert", default=os.path.join(ROOT, "target/release/convert"))
    parser.add_argument("--tools", default=os.environ.get("OFFPRINT_VALIDATORS", ""), help="folder of verapdf and epub-check")
    parser.add_argument("--strict", action="store_true", help="fail where something could not be checked")
    parser.add_argument("--quick", action="store_true", help="two sizes, and epubcheck without Ace")
    args = parser.parse_args()
    convert, tally, readers = os.path.abspath(args.convert), Tally(), with_readers()
    for tool in ("qpdf", "pdffonts", "pdftotext"):
        if not shutil.which(tool):
            tally.skip(f"{tool}: it is not installed")
    if not readers:
        tally.skip("sizes and print editions read back: pikepdf and PyMuPDF are not installed")
    with tempfile.TemporaryDirectory() as out:
        files = pdfs(convert, out, ["normal", "x-large"] if args.quick else SIZES, tally)
        epubs = books(convert, out, tally)
        verapdf, epub_check = (os.path.join(args.tools, t) for t in ("verapdf", "epub-check"))
        if os.path.exists(verapdf):
            for profile in ("ua1", "2a"):
                code, said = run(verapdf, profile, *files)
                tally.check(f"verapdf {profile} on {len(files)} files", code == 0, said)
        else:
            tally.skip("PDF/UA and PDF/A: there is no verapdf in --tools")
        if os.path.exists(epub_check):
            for path in epubs:
                code, said = run(epub_check, *(["--no-ace"] if args.quick else []), path)
                tally.check(f"epub-check {os.path.basename(path)}", code == 0, said)
        else:
            tally.skip("EPUB: there is no epub-check in --tools")
        if readers:
            import press
            import sizes

            print(sizes.check(convert, out, EXAMPLES, tally))
            press.check(convert, out, EXAMPLES[:3] if args.quick else EXAMPLES, args.tools, tally, words)
    print(f"{tally.checked - len(tally.failed)} of {tally.checked} checks passed, {len(tally.skipped)} skipped")
    sys.exit(1 if tally.failed or args.strict and tally.skipped else 0)


if __name__ == "__main__":
    main()
