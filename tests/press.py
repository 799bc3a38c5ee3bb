#!/usr/bin/env python3
"""Print editions judged from outside: every key and every colour operator, as a print shop's preflight would.

    python3 tests/press.py --convert target/release/convert [--tools DIR] [--only offset]

Only files and a report come from the program, and the report must agree with the findings here.
Besides pikepdf, asks pdfinfo, pdffonts, pdfimages, Ghostscript's inkcov, qpdf, pdf_oxide and veraPDF, whichever are
there. Booklets are folded in thought: the text of every side of every sheet is read back in the order of a reader.
`make validate` runs this with the rest.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import pdfread
from pdfread import pikepdf

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MM = 72 / 25.4
INCH = 72.0
# Name, words after --print, conformance, true if everything is grey.
EDITIONS = [
    ("office", ["office"], "archive", False),
    ("pod", ["pod"], "x1a", True),
    ("pod-bleed", ["pod", "5.5x8.5in", "bleed"], "x1a", True),
    ("pod-x4-colour", ["pod", "x4", "colour"], "x4", False),
    ("offset", ["offset"], "x4", True),
    ("offset-x1a-colour", ["offset", "x1a", "colour", "multiple=8"], "x1a", False),
    ("booklet", ["booklet"], "archive", True),
]
# Amazon KDP, "Set trim size, bleed, and margins": most pages and inside margin in inches.
GUTTERS = [(150, 0.375), (300, 0.5), (500, 0.625), (700, 0.75), (828, 0.875)]


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    return done.returncode, done.stdout, done.stderr


def gutter(pages):
    return next((inches for most, inches in GUTTERS if pages <= most), 0.875) * INCH


# ---- the content of the file ----

def boxes(pdf, edition, tally, what):
    """MediaBox holds BleedBox holds TrimBox; no ArtBox; the bleed is where it belongs."""
    bleed = {"pod-bleed": 9.0}.get(edition, 3 * MM if edition.startswith("offset") else 0.0)
    wrong = []
    for number, page in enumerate(pdf.pages):
        box = lambda key: [float(v) for v in page.obj[key]] if key in page.obj else None
        media, trim, cut = box("/MediaBox"), box("/TrimBox"), box("/BleedBox")
        cut = cut or trim
        holds = lambda a, b: a[0] <= b[0] + .01 and a[1] <= b[1] + .01 and a[2] >= b[2] - .01 and a[3] >= b[3] - .01
        if not trim or "/ArtBox" in page.obj or not (holds(media, cut) and holds(cut, trim)):
            wrong.append(f"page {number + 1}: {media} {cut} {trim}")
            continue
        sides = [trim[0] - cut[0], trim[1] - cut[1], cut[2] - trim[2], cut[3] - trim[3]]
        expected = [bleed] * 4
        if edition.startswith("pod"):
            expected[0 if number % 2 == 0 else 2] = 0.0
        if any(abs(a - b) > 0.05 for a, b in zip(sides, expected)):
            wrong.append(f"page {number + 1} bleeds {sides}")
    tally.check(f"{what}: boxes nest and bleed", not wrong, "; ".join(wrong[:4]))


def dictionaries(pdf):
    for item in pdf.objects:
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            yield item


def space_of(space, depth=0):
    """The device family behind a colour space, as a set of names."""
    if isinstance(space, pikepdf.Name):
        return {str(space)}
    kind = str(space[0])
    if kind == "/Indexed" and depth < 4:
        return space_of(space[1], depth + 1)
    if kind in ("/Separation", "/DeviceN"):
        return {"spot"} | space_of(space[2], depth + 1)
    if kind == "/ICCBased":
        return {f"icc{int(space[1].N)}"}
    return {kind}


def colours(pdf, read, conformance, grey, tally, what):
    """Every operator and every picture: no RGB in files for presses, no ink but black if all is grey."""
    allowed = {"/DeviceGray", "/DeviceCMYK", "spot"} | ({"icc1", "icc3", "icc4"} if conformance == "x4" else set())
    rgb, inked = set(), set()
    for ink in read.inks:
        if ink.operator in ("rg", "RG"):
            rgb.add(f"page {ink.page + 1}: {ink.operator} {ink.values}")
        if ink.operator in ("k", "K") and any(v > 0 for v in ink.values[:3]):
            inked.add(f"page {ink.page + 1}: {ink.operator} {ink.values}")
    for item in dictionaries(pdf):
        for key in ("/ColorSpace", "/CS"):
            space = item.get(key)
            if space is None or isinstance(space, pikepdf.Dictionary):
                continue
            names = space_of(space)
            # A shading, a picture or a transparency group.
            if names - allowed:
                rgb.add(f"{item.get('/Subtype', item.get('/S', '?'))} in {names}")
            if names & {"/DeviceRGB", "icc3", "icc4"} or ("/DeviceCMYK" in names and "spot" not in names
                                                          and item.get("/Subtype") == "/Image"):
                inked.add(f"{item.get('/Subtype', '?')} in {names}")
    if conformance != "archive":
        tally.check(f"{what}: no RGB", not rgb, "; ".join(sorted(rgb)[:5]))
    if grey:
        tally.check(f"{what}: black is the only ink", not inked, "; ".join(sorted(inked)[:5]))


def black_text(read, conformance, tally, what):
    """Text is black ink alone, and overprints in PDF/X."""
    black = {"archive": [("g", (0.0,))], "x1a": [("k", (0.0, 0.0, 0.0, 1.0)), ("g", (0.0,))]}
    black["x4"] = black["x1a"]
    wrong, knocked = {}, 0
    for number, chars in enumerate(read.pages):
        for c in chars:
            if not c.text.strip():
                continue
            if c.ink not in black[conformance]:
                wrong.setdefault((number + 1, c.ink), "")
                wrong[(number + 1, c.ink)] += c.text
            elif conformance != "archive" and not c.overprint:
                knocked += 1
    tally.check(f"{what}: text is black alone", not wrong, str(list(wrong.items())[:5]))
    tally.check(f"{what}: black text overprints", knocked == 0, f"{knocked} characters do not")


def keys(pdf, path, conformance, tally, what):
    """The keys of PDF/X-1a:2003 (ISO 15930-4) and PDF/X-4 (ISO 15930-7)."""
    wrong = []
    need = lambda ok, why: ok or wrong.append(why)
    with open(path, "rb") as file:
        head = file.read(8)
    info, root = pdf.docinfo, pdf.Root
    need(len(pdf.trailer.get("/ID", [])) == 2, "no ID")
    need("/Encrypt" not in pdf.trailer, "encrypted")
    for key in ("/Title", "/CreationDate", "/ModDate"):
        need(str(info.get(key, "")) != "", f"Info lacks {key}")
    need(info.get("/Trapped") in (pikepdf.Name.True_ if hasattr(pikepdf.Name, "True_") else pikepdf.Name("/True"),
                                  pikepdf.Name("/False")), f"Trapped is {info.get('/Trapped')}")
    intents = [i for i in root.get("/OutputIntents", []) if i.get("/S") == "/GTS_PDFX"]
    need(len(intents) == 1, f"{len(intents)} GTS_PDFX intents")
    for intent in intents:
        need(str(intent.get("/OutputConditionIdentifier", "")) != "", "no OutputConditionIdentifier")
        profile = intent.get("/DestOutputProfile")
        if profile is not None:
            icc = profile.read_bytes()
            need(icc[12:16] == b"prtr" and icc[16:20] == b"CMYK", f"profile is {icc[12:20]}")
            need(int(profile.N) == 4, "profile has not four components")
        need(profile is not None or conformance == "x1a" and "/RegistryName" in intent, "no profile, no registry")
    forbidden = {"/JavaScript", "/URI", "/Launch", "/SubmitForm", "/GoToR"}
    for item in dictionaries(pdf):
        need(item.get("/S") not in forbidden, f"action {item.get('/S')}")
        need("/AA" not in item, "additional actions")
        need(item.get("/Type") != "/Filespec" and "/EmbeddedFiles" not in item, "an embedded file")
    need("/OpenAction" not in root, "OpenAction")
    need(not any("/Annots" in page.obj for page in pdf.pages), "annotations")
    if conformance == "x1a":
        need(head == b"%PDF-1.4", f"header {head}")
        need(str(info.get("/GTS_PDFXVersion", "")) == "PDF/X-1a:2003", "GTS_PDFXVersion")
        for item in dictionaries(pdf):
            need(item.get("/Type") not in ("/ObjStm", "/XRef"), "an object stream")
            need(item.get("/SMask") in (None, pikepdf.Name("/None")), "a soft mask")
            need(item.get("/Group", {}).get("/S") != "/Transparency" if isinstance(
                item.get("/Group", {}), pikepdf.Dictionary) else True, "a transparency group")
            need(item.get("/BM", "/Normal") in ("/Normal", "/Compatible"), "a blend mode")
            need(all(float(item.get(k, 1)) == 1 for k in ("/ca", "/CA")), "transparency")
            need("/OCGs" not in item, "layers")
        with open(path, "rb") as file:
            need(b"/ObjStm" not in file.read(), "an object stream")
    else:
        need(head == b"%PDF-1.6", f"header {head}")
        xmp = root.Metadata.read_bytes().decode("utf-8", "replace")
        need(re.search(r"pdfxid:GTS_PDFXVersion\W+PDF/X-4\b", xmp), "XMP lacks pdfxid:GTS_PDFXVersion PDF/X-4")
    tally.check(f"{what}: the keys of PDF/{conformance.upper()}", not wrong, "; ".join(sorted(set(wrong))[:8]))


def marks(pdf, tally, what):
    """Crop marks: eight lines of 5 mm and .25 pt in the colour of all plates, outside the bleed."""
    wrong = []
    for number, page in enumerate(pdf.pages):
        cut = [float(v) for v in page.BleedBox]
        trim = [float(v) for v in page.TrimBox]
        width, space, start, lines = 1.0, None, None, []
        for operands, operator in pikepdf.parse_content_stream(page):
            op = str(operator)
            if op == "w":
                width = float(operands[0])
            elif op == "CS":
                space = str(operands[0])
            elif op == "m":
                start = [float(v) for v in operands]
            elif op == "l" and start and space == "/All":
                lines.append((start, [float(v) for v in operands], width))
        good = 0
        for (x0, y0), (x1, y1), width in lines:
            long = abs(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 - 5 * MM) < 0.05 and abs(width - 0.25) < 0.01
            low, high = (min(x0, x1), min(y0, y1)), (max(x0, x1), max(y0, y1))
            outside = high[0] <= cut[0] + .02 or low[0] >= cut[2] - .02 or high[1] <= cut[1] + .02 or low[1] >= cut[3] - .02
            edge = any(abs(v - t) < .02 for v in (y0,) for t in (trim[1], trim[3]) if y0 == y1) or any(
                abs(x0 - t) < .02 for t in (trim[0], trim[2]) if x0 == x1)
            good += long and outside and edge
        if good != 8 or len(lines) != 8:
            wrong.append(f"page {number + 1}: {good} of {len(lines)}")
        registration = page.Resources.ColorSpace.All if "/ColorSpace" in page.Resources else None
        if registration is None or str(registration[1]) != "/All":
            wrong.append(f"page {number + 1}: no registration colour")
    tally.check(f"{what}: crop marks", not wrong, "; ".join(wrong[:4]))


def margins(read, edition, tally, what):
    """Mirrored margins, the gutter for the number of pages, the outside margins, blanks without a mark."""
    count, wrong, edges = len(read.pages), [], ([], [])
    least_out = {"pod-bleed": 0.375}.get(edition, 0.25) * INCH
    for number, chars in enumerate(read.pages):
        shown = [c for c in chars if c.text.strip()]
        if not any(not c.artifact for c in shown):
            if shown:
                wrong.append(f"blank page {number + 1} is not blank")
            continue
        width, height = read.sizes[number]
        left, right = min(c.x for c in shown), width - max(c.x + c.advance for c in shown)
        foot, head = min(c.y for c in shown), height - max(c.y for c in shown)
        spine, edge = (left, right) if number % 2 == 0 else (right, left)
        for line in pdfread.lines([c for c in shown if not c.artifact]):
            edges[number % 2].append((round(line[1]), round(width - line[2])))
        if edition.startswith("pod") and spine < gutter(count) - 0.1:
            wrong.append(f"page {number + 1}: {spine:.1f} pt at the spine, {gutter(count)} needed")
        if edition.startswith("pod") and min(edge, foot, head) < least_out - 0.1:
            wrong.append(f"page {number + 1}: {min(edge, foot, head):.1f} pt outside, {least_out} needed")
    tally.check(f"{what}: gutter, outside margins and blanks", not wrong, "; ".join(wrong[:5]))
    # Long prose shows its edges; pages of code and tables do not.
    if ("essay" in what or "book" in what) and len(edges[1]) > 20:
        # The left edge of right-hand pages is as far from the spine as the right edge of left-hand ones.
        usual = lambda values: max(set(values), key=values.count)
        recto, verso = usual([left for left, _ in edges[0]]), usual([left for left, _ in edges[1]])
        narrow = min(right for _, right in edges[1]), min(right for _, right in edges[0])
        mirrored = abs(recto - narrow[0]) <= 4 and abs(verso - narrow[1]) <= 4
        tally.check(f"{what}: margins mirror each other", mirrored, f"{recto} {narrow[0]}; {verso} {narrow[1]} pt")


def pictures(path, rules, tally, what):
    """The report names the pictures that pdfimages finds too coarse, and no others."""
    if not shutil.which("pdfimages"):
        return
    _, out, _ = run("pdfimages", "-list", path)
    coarse = 0
    for line in out.splitlines()[2:]:
        row = line.split()
        if row[2] in ("image", "stencil") and min(int(row[-4]), int(row[-3])) < 299:
            coarse += 1
    rule = next(r for r in rules if r["rule"] == "Pictures under 300 ppi")
    tally.check(f"{what}: coarse pictures are named", rule["met"] == (coarse == 0), f"{coarse} found; {rule['found']}")


def ink(path, tally, what):
    if not shutil.which("gs"):
        return
    code, out, err = run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-r30", "-dUseTrimBox", "-o", "-",
                         "-sDEVICE=inkcov", path)
    rows = [line.split() for line in out.splitlines() if line.rstrip().endswith("OK")]
    bad = [row for row in rows if any(float(v) > 0 for v in row[:3])]
    tally.check(f"{what}: inkcov finds black alone", rows and not bad, str(bad[:3]) + err)


def second_opinion(path, conformance, tally, what):
    """pdf_oxide on PDF/X. It misses programs of composite fonts (pdffonts sees them) and, for X-4, demands a key that
    X-4 keeps in the XMP; and it forbids Type 3 fonts, which are embedded by their nature and forbidden by no part of
    ISO 15930. Those three complaints are known to be wrong."""
    try:
        import pdf_oxide
    except ImportError:
        return
    if conformance == "x4":
        said = pdf_oxide.PdfDocument(path).validate_pdf_x("4")["errors"]
        said = [s for s in said if not re.match(r"\[(XFONT-001|XFONT-002|XMETA-007)\]", s)]
        tally.check(f"{what}: pdf_oxide agrees", not said, "; ".join(said[:5]))


# ---- booklets ----

def folded(sides, signature):
    """The halves of sides in the reading order of the folded sheets: (side, true for the right half)."""
    sheets, order = sides // 2, []
    per = signature or sheets
    for start in range(0, sheets, per):
        stack = range(start, min(start + per, sheets))
        for sheet in stack:
            order += [(2 * sheet, True), (2 * sheet + 1, False)]
        for sheet in reversed(stack):
            order += [(2 * sheet + 1, True), (2 * sheet, False)]
    return order


def halves(read):
    out = {}
    for side, chars in enumerate(read.pages):
        middle = read.sizes[side][0] / 2
        for right in (False, True):
            out[side, right] = [c for c in chars if (c.x >= middle) == right]
    return out


def booklet(convert, out, source, tally, words):
    """Sheets of signatures of any size, read back as a reader turns the leaves, and creep."""
    name = os.path.basename(source)
    reading = {}
    for signature in (0, 1, 2, 3):
        path = os.path.join(out, f"fold-{name}-{signature}.pdf")
        more = [f"signature={signature}"] if signature else []
        code, _, err = run(convert, source, "-o", path, "--force", "-q", "--print", "booklet", *more, "caliper=0mm")
        what = f"booklet of {name}, signature {signature or 'of all'}"
        tally.check(f"convert: {what}", code == 0, err)
        read = pdfread.Pdf(path)
        parts, order = halves(read), folded(len(read.pages), signature)
        wide = all(abs(w - read.sizes[0][0]) < .1 and w > h for w, h in read.sizes)
        tally.check(f"{what}: sheets lie, two sides each", wide and len(read.pages) % 2 == 0)
        tally.check(f"{what}: both sides stand upright", read.upright)
        folios, text, blank = [], "", 0
        for half in order:
            chars = parts[half]
            digits = [c for c in chars if c.artifact and c.text.isdigit()]
            low = min((c.y for c in digits), default=0)
            folio = "".join(c.text for c in sorted(digits, key=lambda c: c.x) if abs(c.y - low) < 1)
            body = [c for c in chars if not c.artifact and c.text.strip()]
            blank += not body
            if body:
                folios.append(folio)
                text += " ".join(line[3] for line in pdfread.lines([c for c in chars if not c.artifact])) + "\n"
            else:
                tally.check(f"{what}: a blank carries nothing", not digits)
        expected = [str(n + 1) for n in range(len(folios))]
        tally.check(f"{what}: pages read in order", folios == expected, f"{folios}")
        tally.check(f"{what}: fewer than four blanks, at the end", blank < 4 and not any(
            [c for c in parts[h] if c.text.strip()] for h in order[len(order) - blank:]))
        reading[signature] = "".join(words(text))
    tally.check(f"booklet of {name}: all signatures hold the same text", len(set(reading.values())) == 1)
    # Creep: a sheet further inside is moved towards the spine by the thickness of the paper.
    path = os.path.join(out, f"fold-{name}-creep.pdf")
    run(convert, source, "-o", path, "--force", "-q", "--print", "booklet", "caliper=1mm")
    flat, thick = (halves(pdfread.Pdf(os.path.join(out, f"fold-{name}-{k}.pdf"))) for k in ("0", "creep"))
    wrong = []
    for (side, right), chars in flat.items():
        for a, b in zip(chars[:3], thick[side, right][:3]):
            moved = (b.x - a.x) * (-1 if right else 1)
            if abs(moved - side // 2 * MM) > 0.05:
                wrong.append(f"side {side + 1}: {moved:.2f} pt")
    tally.check(f"booklet of {name}: creep by the paper's thickness", not wrong, "; ".join(wrong[:5]))


def addresses(read, source, tally, what):
    """Links leave a numbered note with their address."""
    with open(source, encoding="utf-8") as file:
        urls = set(re.findall(r"\]\(https?://([^)\s]+)\)", file.read())) if source.endswith(".md") else set()
    squash = lambda s: re.sub(r"[\s\u00ad\u200b\u2060-]", "", s)
    text = squash("".join(line[3] for chars in read.pages for line in pdfread.lines(chars)))
    lost = [u for u in urls if squash(u.rstrip("/").split(" ")[0]) not in text]
    tally.check(f"{what}: addresses of links are printed", not lost, " ".join(lost[:5]))


def gutters(convert, out, tally):
    """A book whose pages pass 150, 300, 500 and 700: the inside margin follows."""
    with open(os.path.join(ROOT, "examples/essay.md"), encoding="utf-8") as file:
        essay = re.sub(r"\A---.*?---\n", "", file.read(), flags=re.S)
    for copies in (2, 18, 36, 60, 84):
        source, path = os.path.join(out, f"long-{copies}.md"), os.path.join(out, f"long-{copies}.pdf")
        with open(source, "w", encoding="utf-8") as file:
            file.write("# Long\n\n" + essay * copies)
        code, text, err = run(convert, source, "-o", path, "--force", "-q", "--print", "pod", "5x8in", "--report", "json")
        tally.check(f"convert a book of {copies} essays", code == 0, err)
        with pikepdf.open(path) as pdf:
            count = len(pdf.pages)
        rules = {r["rule"]: r for r in json.loads(text)["articles"][0]["reports"][0]["rules"]}
        rule = next((r for name, r in rules.items() if name.startswith("The inside margin is")), None)
        named = rule and f"{gutter(count) / INCH:.3f} in" in rule["rule"] and rule["met"]
        tally.check(f"a book of {count} pages: the report knows its gutter", named, str(rule))
        read = pdfread.Pdf(path)
        tally.check(f"a book of {count} pages is even", count % 2 == 0)
        margins(read, "pod", tally, f"a book of {count} pages")


def openings(convert, out, tally):
    """Articles of a book open on right-hand pages, without running heads; blank pages are empty."""
    path, what = os.path.join(out, "recto.pdf"), "a book of several articles"
    code, _, err = run(convert, "--edition", os.path.join(ROOT, "examples/morning.yaml"), "--style", "book", "--print",
                       "pod", "-o", path, "--force", "-q")
    tally.check(f"convert {what}", code == 0, err)
    read = pdfread.Pdf(path)
    margins(read, "pod", tally, what)
    # Titles are larger than anything else; the edition's own title on the first page is larger still.
    largest = [max((c.size for c in chars if c.text.strip() and not c.artifact), default=0) for chars in read.pages]
    title = sorted(set(round(s, 1) for s in largest[1:]))[-1]
    titled = [n for n, s in enumerate(largest) if n and abs(s - title) < 0.1]
    tally.check(f"{what}: articles open on right-hand pages", len(titled) > 1 and all(n % 2 == 0 for n in titled),
                str([n + 1 for n in titled]))
    headed = [n + 1 for n in titled if any(
        c.artifact and c.text.strip() and c.y > 0.88 * read.sizes[n][1] for c in read.pages[n])]
    tally.check(f"{what}: openings have no running head", not headed, str(headed))


def check(convert, out, examples, tools, tally, words, only=None):
    verapdf, archives = os.path.join(tools, "verapdf"), []
    for edition, options, conformance, grey in EDITIONS:
        if only and only != edition:
            continue
        for name in examples:
            source, what = os.path.join(ROOT, "examples", name), f"{edition} of {name}"
            path = os.path.join(out, f"press-{edition}-{name}.pdf")
            code, text, err = run(convert, source, "-o", path, "--force", "-q", "--report", "json", "--print", *options)
            tally.check(f"convert: {what}", code == 0, err)
            reports = json.loads(text)["articles"][0]["reports"]
            rules = next(r["rules"] for r in reports if r["title"].startswith("Preflight"))
            fair = ("Pictures under 300 ppi", "A bound book has 24 to 828 pages")
            unmet = [r for r in rules if not r["met"] and r["rule"] not in fair]
            tally.check(f"{what}: the program's own preflight", not unmet, str(unmet))
            read = pdfread.Pdf(path)
            with pikepdf.open(path) as pdf:
                boxes(pdf, edition, tally, what)
                colours(pdf, read, conformance, grey, tally, what)
                if conformance != "archive":
                    keys(pdf, path, conformance, tally, what)
                if edition.startswith("offset"):
                    marks(pdf, tally, what)
                multiple = {"booklet": 2, "offset": 4, "offset-x1a-colour": 8, "office": 1}.get(edition, 2)
                tally.check(f"{what}: pages are a multiple of {multiple}", len(pdf.pages) % multiple == 0)
            black_text(read, conformance, tally, what)
            if edition != "booklet":
                margins(read, edition, tally, what)
            addresses(read, source, tally, what)
            pictures(path, rules, tally, what)
            if grey:
                ink(path, tally, what)
            second_opinion(path, conformance, tally, what)
            if shutil.which("pdffonts"):
                _, said, _ = run("pdffonts", path)
                rows = [line.split() for line in said.splitlines()[2:]]
                tally.check(f"{what}: pdffonts finds all embedded", rows and all(row[-5] == "yes" for row in rows), said)
            if shutil.which("pdfinfo"):
                _, said, _ = run("pdfinfo", "-box", path)
                want = "1.4" if conformance == "x1a" else "1.6" if conformance == "x4" else "1.7"
                tally.check(f"{what}: pdfinfo reads version and boxes",
                            re.search(rf"PDF version:\s+{want}", said) and "TrimBox:" in said, said)
            if shutil.which("qpdf"):
                code, said, err = run("qpdf", "--check", path)
                tally.check(f"{what}: qpdf --check", code == 0, said + err)
            if conformance != "x1a":
                archives.append(path)
    if not only or only == "booklet":
        for name in ("essay.md", "news.txt"):
            booklet(convert, out, os.path.join(ROOT, "examples", name), tally, words)
    if not only or only == "pod":
        gutters(convert, out, tally)
        openings(convert, out, tally)
    if os.path.exists(verapdf):
        # PDF/A-2a and PDF/UA-1 hold in the same file wherever the version of PDF allows it.
        for profile in ("ua1", "2a"):
            code, said, err = run(verapdf, profile, *archives)
            tally.check(f"verapdf {profile} on {len(archives)} print editions", code == 0, said + err)


def main():
    import validate

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--convert", default=os.path.join(ROOT, "target/release/convert"))
    parser.add_argument("--tools", default=os.environ.get("OFFPRINT_VALIDATORS", ""))
    parser.add_argument("--only", help="one edition")
    args = parser.parse_args()
    validate.with_readers()
    tally = validate.Tally()
    with tempfile.TemporaryDirectory() as out:
        convert = os.path.abspath(args.convert)
        check(convert, out, validate.EXAMPLES, args.tools, tally, validate.words, args.only)
    print(f"{tally.checked - len(tally.failed)} of {tally.checked} checks passed")
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
