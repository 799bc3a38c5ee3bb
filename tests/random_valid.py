#!/usr/bin/env python3
"""Random formulas and drawings through strangers' validators: for any input, our output is valid.

    python3 tests/random_valid.py --convert target/release/convert --tools DIR [--formulas 1000] [--drawings 1000] [--seed 1]

DIR holds `epub-check` and `verapdf`. Formulas are TeX out of a small grammar and MathML out of a soup of tags; drawings are
SVG out of elements, references and numbers that make sense or do not. Each book holds fifty of them, half in each notation.
Ends with 1 when a validator finds anything, or the program fails or takes longer than a minute.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

LEAVES = ["a", "x", "y_1", "7", "3.14", r"\alpha", r"\infty", r"\text{if } ", r"\mathbb{R}", r"\Gamma", "+", "=", "<", r"\le", ",", "'", r"\ldots"]
ONE = [r"\sqrt{%s}", r"\hat{%s}", r"\overline{%s}", r"\mathbf{%s}", r"\left( %s \right)", r"\boxed{%s}", r"\operatorname{%s}", r"\phantom{%s}",
       r"\underbrace{%s}_{n}", r"\text{words %s}", r"\cancel{%s}", r"\mathrm{%s}", r"\big| %s \big|", r"\href{https://e.org/}{%s}", r"\vec{%s}",
       r"\begin{matrix} %s & b \\ c & d \end{matrix}", r"\begin{cases} %s & x > 0 \\ 0 & \text{else} \end{cases}", r"\htmlId{i}{%s}",
       r"\begin{aligned} %s &= b \\ c &= d \end{aligned}", r"\mathllap{%s}", r"\raisebox{2pt}{%s}", r"\xrightarrow{%s}", r"\sum_{%s}", "{%s}"]
TWO = [r"\frac{%s}{%s}", r"\overset{%s}{%s}", r"\underset{%s}{%s}", r"\stackrel{%s}{%s}", "%s^{%s}", "{%s}_{%s}", r"\binom{%s}{%s}",
       r"\sum_{%s}^{%s}", r"\int_{%s}^{%s}", r"\sqrt[%s]{%s}", r"\xleftarrow[%s]{%s}", r"%s \bmod %s", r"%s \pmod{%s}", r"\genfrac{(}{]}{0pt}{}{%s}{%s}"]
TAGS = ["mi", "mn", "mo", "mtext", "ms", "mspace", "mrow", "mfrac", "msqrt", "mroot", "mstyle", "mpadded", "mphantom", "mfenced", "menclose", "msub",
        "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd", "mlabeledtr", "semantics",
        "annotation", "maction", "mglyph", "span", "b", "merror"]
ATTRIBUTES = ["mathvariant='bold'", "mathvariant='wild'", "stretchy='true'", "stretchy='1'", "width='2em'", "width='wide'", "rowspan='0'", "columnalign='left right'",
              "lspace='.5em'", "lspace='x'", "notation='box'", "href='javascript:x'", "onclick='x()'", "style='color:red'", "open='['", "separators=';,'", "scriptlevel='+1'"]


def tex(rng, depth=0):
    if depth > 4 or rng.random() < 0.3:
        return rng.choice(LEAVES)
    if rng.random() < 0.4:
        return " ".join(tex(rng, depth + 1) for _ in range(rng.randint(1, 4)))
    if rng.random() < 0.5:
        return rng.choice(ONE).replace("%s", "{0}").replace("{0}", "\0").replace("\0", tex(rng, depth + 1))
    template = rng.choice(TWO)
    return template.replace("%s", "\0", 1).replace("%s", "\1", 1).replace("\0", tex(rng, depth + 1)).replace("\1", tex(rng, depth + 1))


def mathml(rng, depth=0):
    if depth > 5 or rng.random() < 0.2:
        return rng.choice(["x", "1", "&lt;", "", " ", "∑", "&nbsp;", "&#8289;"])
    tag = rng.choice(TAGS)
    attributes = "".join(" " + rng.choice(ATTRIBUTES) for _ in range(rng.randint(0, 2)))
    inside = "".join(mathml(rng, depth + 1) for _ in range(rng.randint(0, 4)))
    return f"<{tag}{attributes}>{inside}</{tag}>"


def number(rng):
    return rng.choice(["0", "5", "50", "-3", "1e3", "10%", "auto", "", "NaN", "2em", str(rng.randint(0, 100))])


def shape(rng, depth=0):
    ids = ["a", "b", "c", "d"]
    reference = rng.choice(["", f" fill='url(#{rng.choice(ids)})'", f" clip-path='url(#{rng.choice(ids)})'", f" mask='url(#{rng.choice(ids)})'",
                            f" filter='url(#{rng.choice(ids)})'", " onclick='x()'", " fill='red'", " opacity='.5'", " style='stroke:url(http://e.org/x)'"])
    name = rng.choice(ids + [""] * 4)
    name = f" id='{name}'" if name else ""
    kinds = ["rect", "circle", "path", "text", "use", "image", "line"]
    if depth < 4 and rng.random() < 0.5:
        tag = rng.choice(["g", "clipPath", "mask", "pattern", "filter", "symbol", "defs", "a", "linearGradient", "switch", "foreignObject", "marker", "svg"])
        inside = "".join(shape(rng, depth + 1) for _ in range(rng.randint(0, 3)))
        if tag == "filter":
            inside = rng.choice(["<feGaussianBlur stdDeviation='%s'/>", "<feTurbulence baseFrequency='%s' numOctaves='3'/>", "<feFlood flood-color='%s'/>"]) % number(rng)
        if tag == "linearGradient":
            inside = "<stop offset='0' stop-color='red'/><stop offset='1' stop-color='blue' stop-opacity='.2'/>"
        return f"<{tag}{name}{reference} width='{number(rng)}' height='{number(rng)}'>{inside}</{tag}>"
    kind = rng.choice(kinds)
    n = lambda: number(rng)
    return {
        "rect": f"<rect{name}{reference} x='{n()}' y='{n()}' width='{n()}' height='{n()}'/>",
        "circle": f"<circle{name}{reference} cx='{n()}' cy='{n()}' r='{n()}'/>",
        "path": f"<path{name}{reference} d='M{n()} {n()}L{n()} 9Z'/>",
        "text": f"<text{name}{reference} x='{n()}' y='{n()}'>Words &lt; more</text>",
        "use": f"<use{name}{reference} href='#{rng.choice(ids)}'/>",
        "image": f"<image{name}{reference} href='{rng.choice(['x.png', 'http://e.org/x.png', '#a', 'data:image/png;base64,AAAA'])}' width='9' height='9'/>",
        "line": f"<line{name}{reference} x1='{n()}' y1='{n()}' x2='{n()}' y2='{n()}' stroke='black'/>",
    }[kind]


def drawing(rng):
    inside = "".join(shape(rng) for _ in range(rng.randint(1, 8)))
    return f"<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100' viewBox='0 0 100 100'>{inside}</svg>"


def write_books(folder, given, rng):
    books = []
    for at in range(0, given.formulas, 50):
        lines = []
        for n in range(min(50, given.formulas - at)):
            if n % 2:
                lines.append(f"<p>Formula {n}: <math>{mathml(rng)}<mi>z</mi></math> and words after it, so that it is a paragraph.</p>")
            else:
                lines.append(f"<p>Formula {n}: <script type='math/tex'>{tex(rng)}</script> and words after it, so that it is a paragraph.</p>")
        path = os.path.join(folder, f"formulas-{at}.html")
        with open(path, "w") as file:
            file.write(f"<!DOCTYPE html><html lang=en><title>Formulas {at}</title><article><h1>Formulas {at}</h1>{''.join(lines)}</article></html>")
        books.append(path)
    for at in range(0, given.drawings, 50):
        text = [f"# Drawings {at}\n"]
        for n in range(min(50, given.drawings - at)):
            name = f"d{at}-{n}.svg"
            with open(os.path.join(folder, name), "w") as file:
                file.write(drawing(rng))
            text.append(f"Words.\n\n![Drawing {n}]({name})\n")
        path = os.path.join(folder, f"drawings-{at}.md")
        with open(path, "w") as file:
            file.write("\n".join(text))
        books.append(path)
    return books


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--convert", required=True)
    parser.add_argument("--tools", help="folder of epub-check and verapdf; without it files are only made")
    parser.add_argument("--formulas", type=int, default=1000)
    parser.add_argument("--drawings", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for path in write_books(folder, given, rng):
            outputs = [path.rsplit(".", 1)[0] + end for end in (".epub", ".pdf")]
            command = [os.path.abspath(given.convert), path, "--to", "epub,pdf", "-o", folder + "/", "--quiet"]
            try:
                run = subprocess.run(command, capture_output=True, text=True, timeout=60)
                failed = run.returncode != 0 or "mistake of ours" in run.stderr
            except subprocess.TimeoutExpired:
                failed, run = True, None
            if failed:
                bad += 1
                print("FAIL", os.path.basename(path), run.stderr.strip()[:300] if run else "took longer than a minute")
            made += [output for output in outputs if os.path.exists(output)]
        print(f"{len(made)} files made of {given.formulas} formulas and {given.drawings} drawings")
        if given.tools:
            epubs, pdfs = [m for m in made if m.endswith(".epub")], [m for m in made if m.endswith(".pdf")]
            for command in ([os.path.join(given.tools, "epub-check"), "--no-ace", *epubs], [os.path.join(given.tools, "verapdf"), "ua1", *pdfs],
                            [os.path.join(given.tools, "verapdf"), "2a", *pdfs]):
                run = subprocess.run(command, capture_output=True, text=True)
                bad += run.returncode != 0
                found = [line for line in run.stdout.splitlines() if "FAIL" in line.upper() or "ERROR" in line.upper()]
                print(os.path.basename(command[0]), command[1] if command[1][0] != "/" else "", "ok" if run.returncode == 0 else "\n".join(found[:20]))
        else:
            print("skipped: no --tools, so nothing was validated")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
