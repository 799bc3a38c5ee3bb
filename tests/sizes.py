#!/usr/bin/env python3
"""Sizes read back from the PDFs themselves: the measure of a ruler on the paper, against the style's promise.

    python3 tests/sizes.py --convert target/release/convert      prints the table of sizes and every failed check

The program only makes the PDFs. Places of glyphs come from the content streams, the height of the x from the
outlines in the embedded font program, so that a wrong metric in our own code cannot agree with itself. `make validate`
runs this with the rest.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter

import pdfread

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MM = 25.4 / 72
# Height of x of Arial in ems, between flat and round letters: sizes are given as if in Arial.
ARIAL = 0.5235
PAPERS = {"a4": (595.276, 841.89), "letter": (612.0, 792.0), "a5": (419.528, 595.276)}
# The rows of the style: body, leading, least, target and most characters, longest measure (mm), least margins (mm),
# floor, least x-height (mm, if the RNIB names one), lines on A4.
ROWS = {
    "small": (9.5, 12.5, 55, 68, 75, None, (15, 15), 8, None, 58),
    "normal": (11, 15.5, 55, 68, 75, None, (18, 15), 9, None, 47),
    "large": (14, 20.5, 45, 64, 70, None, (20, 20), 12, 2.3, 35),
    "x-large": (18, 27, 38, 58, 65, 152.4, (25.4, 25.4), 18, 2.3, 25),
    "huge": (24, 36, 28, 44, 52, 152.4, (25.4, 25.4), 24, 2.3, 19),
}
LARGE = ("large", "x-large", "huge")


def convert_to(convert, source, path, *options):
    done = subprocess.run([convert, source, "-o", path, "--force", "-q", *options], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def body_of(pdf):
    """Font and size of the body: those of most characters."""
    counts = Counter((c.font.name, round(c.size, 2)) for chars in pdf.pages for c in chars if not c.artifact)
    (name, size), _ = counts.most_common(1)[0]
    return next(f for f in pdf.fonts.values() if f.name == name), size


def body_lines(pdf, font, size):
    """Lines of the body: (page, baseline, left, right, text)."""
    kept = lambda c: not c.artifact and c.font.name == font.name and abs(c.size - size) < 0.02
    return [(n, *line) for n, chars in enumerate(pdf.pages) for line in pdfread.lines(filter(kept, chars))]


def measure(pdf):
    """The sizes that a ruler would measure: nominal size, leading, height of x in mm, characters a line, margins in mm, lines a page."""
    font, size = body_of(pdf)
    x = next(c.glyph for chars in pdf.pages for c in chars if c.font is font and c.text == "x")
    drawn = font.top(x)
    x_height = drawn or font.stated_x
    lines = body_lines(pdf, font, size)
    steps = Counter(round(a[1] - b[1], 1) for a, b in zip(lines, lines[1:]) if a[0] == b[0])
    leading = steps.most_common(1)[0][0]
    # Most lines begin at the left edge; indents, quotations and lists do not, hanging quotes begin a little before it.
    left = Counter(round(line[2], 1) for line in lines).most_common(1)[0][0]
    full = [line for line in lines if len(line[4]) > 15 and abs(line[2] - left) < 3]
    advance = sum(line[3] - line[2] for line in full) / sum(len(line[4]) for line in full)
    width, height = pdf.sizes[0]
    # The folio is at the foot: at the text's right edge, or in the middle of the measure, which gives the edge as well.
    feet = [c for c in pdf.pages[0] if c.artifact and c.text.isdigit() and c.y < 0.5 * height]
    start, right = min(c.x for c in feet), max(c.x + c.advance for c in feet)
    if right < max(line[3] for line in lines) - 36:
        right = start + right - left
    per_page = {n: [line[1] for line in lines if line[0] == n] for n in {line[0] for line in lines}}
    first, last = max(y for ys in per_page.values() for y in ys), min(y for ys in per_page.values() for y in ys)
    return {
        "nominal": size * x_height / ARIAL, "leading": leading, "x": size * x_height * MM, "drawn": drawn is not None,
        "measure": (right - left) * MM, "characters": (right - left) / advance, "advance": advance * MM,
        "median": statistics.median(len(line[4]) for line in full if line[3] - left > 0.75 * (right - left)),
        "left": left * MM, "right": (width - right) * MM, "top": height - first, "foot": last,
        "lines": round((first - last) / leading) + 1, "first": first, "body": lines, "page": (width, height),
    }


def check_row(size, paper, m, tally):
    body, leading, least, target, most, longest, margins, _, x_least, lines_a4 = ROWS[size]
    what = f"{size} on {paper}:"
    tally.check(f"{what} the body is {body} pt", abs(m["nominal"] - body) <= 0.1, f"{m['nominal']:.2f} pt")
    tally.check(f"{what} the leading is {leading} pt", abs(m["leading"] - leading) <= 0.1, f"{m['leading']:.2f} pt")
    tally.check(f"{what} the height of x was read from outlines", m["drawn"])
    if x_least:
        tally.check(f"{what} the x is at least {x_least} mm high", m["x"] >= x_least, f"{m['x']:.2f} mm")
    width, height = PAPERS[paper]
    paper_ok = abs(m["page"][0] - width) < 1 and abs(m["page"][1] - height) < 1
    tally.check(f"{what} the paper is kept", paper_ok, str(m["page"]))
    # The rule of the row: the narrowest of the target, the longest measure and the room between the least margins.
    room = width * MM - sum(margins)
    expected = min(target, (longest or 1e9) / m["advance"], room / m["advance"])
    tally.check(f"{what} {expected:.0f} characters a line", abs(m["characters"] - expected) <= 2,
                f"{m['characters']:.1f}")
    if paper == "a4":
        tally.check(f"{what} at least {least} characters", m["characters"] >= least - 1, f"{m['characters']:.1f}")
    tally.check(f"{what} at most {most} characters", m["characters"] <= most)
    if longest:
        tally.check(f"{what} no line is longer than {longest} mm", m["measure"] <= longest + 0.6, f"{m['measure']:.1f}")
    for side, margin in zip(("left", "right"), margins):
        tally.check(f"{what} the {side} margin is at least {margin} mm", m[side] >= margin - 0.6, f"{m[side]:.1f} mm")
    if paper == "a4":
        tally.check(f"{what} {lines_a4} lines a page", m["lines"] == lines_a4, str(m["lines"]))
    # Every line of running text is on the grid, or on half of it if paragraphs are half a line apart. The first
    # page opens with other sizes; notes have a leading of their own, which tells their lines.
    unit = leading / 2 if size == "large" else leading
    lines, running = m["body"], []
    for before, line in zip(lines, lines[1:]):
        if before[0] == line[0] > 0 and abs(before[1] - line[1] - leading) < 0.1:
            running += [before, line]
    tally.check(f"{what} there is running text", len(running) > 100, str(len(running)))
    steps = [(line, (m["first"] - line[1]) / unit) for line in running]
    off = [line for line, step in steps if abs(step - round(step)) > 0.03]
    tally.check(f"{what} the lines stand on the grid", not off, "; ".join(f"p{o[0]+1} y{o[1]} {o[4][:30]}" for o in off[:6]))


def letters(text):
    """True if the height of x shows the size of a character: Latin, Greek or Cyrillic letters, and digits."""
    char = text[:1]
    script = unicodedata.name(char, "").split(" ")[0] if char else ""
    return char.isalnum() and (char.isascii() or script in ("LATIN", "GREEK", "CYRILLIC"))


def check_large(size, path, article, tally):
    """At large and above: ragged, undivided, nothing under the floor."""
    pdf, floor = pdfread.Pdf(path), ROWS[size][7]
    font, em = body_of(pdf)
    em_floor, small = em * floor / ROWS[size][0], Counter()
    for number, chars in enumerate(pdf.pages):
        for c in chars:
            nominal = c.size * c.font.stated_x / ARIAL
            # Signs and scripts without an x are taken by the em; mathematical faces are scaled and drawn smaller.
            if (letters(c.text) and nominal < floor - 0.1) or (c.text.strip() and c.size < 0.85 * em_floor):
                small[(c.font.name.split("+")[-1], round(nominal, 1), c.text, number + 1)] += 1
    tally.check(f"{article} at {size}: nothing under {floor} pt", not small, str(small.most_common(12)))
    lines = body_lines(pdf, font, em)
    # Hyphens of ours are soft ones in the text layer; one that the text itself has may end a line.
    divided = [line for line in lines if line[4].endswith("\u00ad")]
    tally.check(f"{article} at {size}: no hyphen of ours", not divided, str(divided[:5]))
    rights = [line[3] for line in lines if len(line[4]) > 15]
    if len(rights) > 8:
        near = sum(abs(r - max(rights)) < 3 for r in rights) / len(rights)
        tally.check(f"{article} at {size}: ragged right", near < 0.5, f"{near:.0%} of lines end within 3 pt")


def check_standard(standard, rules, pdf, what, tally):
    """The report on a guideline agrees with the values read back here."""
    m = measure(pdf)
    chars = [c for page in pdf.pages for c in page if letters(c.text)]
    nominal = lambda c: c.size * c.font.stated_x / ARIAL
    folios = [nominal(c) for c in chars if c.artifact and c.text.isdigit()]
    soft = sum(line[4].endswith("\u00ad") for line in m["body"])
    near = lambda found, value, slack: abs(float(found.split(" ")[0]) - value) <= slack
    for rule in rules:
        name, found, met = rule["rule"], rule["found"], rule["met"]
        agrees = None
        if name.startswith("body at least"):
            least = float(name.split(" ")[3])
            agrees = near(found, m["nominal"], 0.1) and met == (m["nominal"] >= least - 0.05)
        elif name.startswith("leading"):
            agrees = near(found, m["leading"] / m["nominal"], 0.03)
        elif name.startswith("nothing"):
            agrees = near(found, min(map(nominal, chars)), 0.15)
        elif name.startswith("60 to 70 characters"):
            agrees = near(found, m["median"], 4) and met == (m["median"] <= 70.5)
        elif name.startswith("80 characters"):
            agrees = near(found, max(len(line[4]) for line in m["body"]), 6)
        elif name.startswith("folios"):
            agrees = near(found, min(folios), 0.1)
        elif name == "words not split":
            agrees = near(found, soft, 0) and met == (soft == 0)
        elif name == "A4":
            agrees = met == all(abs(a - b) < 1 for a, b in zip(m["page"], PAPERS["a4"]))
        elif "sans" in name:
            agrees = met == ("Serif" not in body_of(pdf)[0].name)
        if agrees is not None:
            tally.check(f"{what}: the report agrees on `{name}`", agrees, f"{found}, {met}; here {m['nominal']:.2f} pt, "
                        f"{m['leading']:.2f} pt, {m['median']} characters, {min(map(nominal, chars)):.2f} pt smallest")


def check_standards(convert, out, tally):
    """Every guideline as it is, and with a size, a paper or a face that breaks one of its rules."""
    broken = {"rnib-clear": (["--size", "small"], "body at least 12 pt"), "acb": (["--size", "large"], "nothing under"),
              "ukaaf-large": (["--paper", "letter"], "A4"), "aph": (["--font", "serif"], "sans serif"),
              "wcag-aaa": (None, None)}
    for standard, (options, rule) in broken.items():
        for more in filter(lambda o: o is not None, ([], options)):
            path = os.path.join(out, f"standard-{standard}-{len(more)}.pdf")
            command = [convert, os.path.join(ROOT, "examples/essay.md"), "-o", path, "--force", "-q", "--standard",
                       standard, "--report", "json", *more]
            done = subprocess.run(command, capture_output=True, text=True)
            what = " ".join(["--standard", standard, *more])
            tally.check(f"convert {what}", done.returncode == 0, done.stderr)
            rules = json.loads(done.stdout)["articles"][0]["reports"][0]["rules"]
            unmet = [r["rule"] for r in rules if not r["met"]]
            if more:
                tally.check(f"{what} is told", any(r.startswith(rule) for r in unmet), str(unmet))
            else:
                tally.check(f"{what} is kept", not unmet, str(unmet))
            check_standard(standard, rules, pdfread.Pdf(path), what, tally)


def check(convert, out, examples, tally):
    """Everything; `tally` counts. Returns the table of sizes as text."""
    table = ["size     paper    body  leading   x mm  characters (median line)  measure mm  margins mm  lines"]
    for size in ROWS:
        for paper in PAPERS:
            path = os.path.join(out, f"size-{size}-{paper}.pdf")
            essay = os.path.join(ROOT, "examples/essay.md")
            code, said = convert_to(convert, essay, path, "--size", size, "--paper", paper)
            tally.check(f"convert --size {size} --paper {paper}", code == 0, said)
            m = measure(pdfread.Pdf(path))
            check_row(size, paper, m, tally)
            table.append(
                f"{size:8} {paper:6} {m['nominal']:6.2f} {m['leading']:8.2f} {m['x']:6.2f} {m['characters']:11.1f} "
                f"({m['median']:.0f}) {m['measure']:17.1f} {m['left']:6.1f}/{m['right']:.1f} {m['lines']:6}"
            )
    # Another face has the same height of x, in the cut that it uses at that size.
    for size, face in (("normal", "sans"), ("large", "serif"), ("huge", "serif"), ("x-large", "mono")):
        path = os.path.join(out, f"size-{size}-{face}.pdf")
        convert_to(convert, os.path.join(ROOT, "examples/essay.md"), path, "--size", size, "--font", face)
        m = measure(pdfread.Pdf(path))
        tally.check(f"{size} in {face}: {ROWS[size][0]} pt", abs(m["nominal"] - ROWS[size][0]) <= 0.1,
                    f"{m['nominal']:.2f} pt")
    for size, points in (("20pt", 20), ("150%", 16.5), ("larger", 14), ("smaller", 9.5)):
        path = os.path.join(out, f"size-{points}.pdf")
        convert_to(convert, os.path.join(ROOT, "examples/essay.md"), path, "--size", size)
        m = measure(pdfread.Pdf(path))
        tally.check(f"--size {size} is {points} pt", abs(m["nominal"] - points) <= 0.1, f"{m['nominal']:.2f} pt")
    for size in LARGE:
        for name in examples:
            path = os.path.join(out, f"large-{name}-{size}.pdf")
            code, said = convert_to(convert, os.path.join(ROOT, "examples", name), path, "--size", size)
            tally.check(f"convert {name} --size {size}", code == 0, said)
            check_large(size, path, name, tally)
    check_standards(convert, out, tally)
    return "\n".join(table)


def main():
    sys.path.insert(0, os.path.join(ROOT, "tests"))
    import validate

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--convert", default=os.path.join(ROOT, "target/release/convert"))
    args = parser.parse_args()
    validate.with_readers()
    tally = validate.Tally()
    with tempfile.TemporaryDirectory() as out:
        print(check(os.path.abspath(args.convert), out, validate.EXAMPLES, tally))
    print(f"{tally.checked - len(tally.failed)} of {tally.checked} checks passed")
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
