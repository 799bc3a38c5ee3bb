"""A small reader of PDF pages for the checks from outside: the place, font and ink of each glyph.

It interprets content streams after ISO 32000-1 (8.4, 9.4, 14.6) with pikepdf as parser and asks nothing of the program
under test. Other libraries were tried first; they give fonts by shortened names, which mixes the weights of a family.
"""

import re
import struct
from collections import namedtuple

try:
    import pikepdf
except ImportError:
    pikepdf = None

# text and glyph; the font's name; size and place in points from the page's lower left corner; advance in points;
# true if it is an artifact (a folio, a running head); the ink as (operator, values); true if it overprints.
Char = namedtuple("Char", "text glyph font size x y advance artifact ink overprint")
# An operator that sets a colour: page, true if for strokes, operator, values.
Ink = namedtuple("Ink", "page operator values")


class Font:
    """The data of a font resource: widths, characters, height of x, and the outlines in its program."""

    def __init__(self, resource):
        # A Type 3 font (9.6.5) draws its glyphs by content streams and has one byte a code.
        self.wide = "/DescendantFonts" in resource
        if not self.wide:
            scale = float(resource.FontMatrix[0]) * 1000 if "/FontMatrix" in resource else 1.0
            first = int(resource.get("/FirstChar", 0))
            self.widths = {first + i: float(w) * scale for i, w in enumerate(resource.get("/Widths", []))}
            self.name, self.stated_x, self.program, self.default = "Type3", 0.0, None, 0.0
            self.text = self.characters(resource.get("/ToUnicode"))
            return
        below = resource.DescendantFonts[0]
        descriptor = below.FontDescriptor
        self.name = str(resource.BaseFont)[1:]
        self.stated_x = float(descriptor.get("/XHeight", 0)) / 1000
        self.program = bytes(descriptor.FontFile2.read_bytes()) if "/FontFile2" in descriptor else None
        self.default = float(below.get("/DW", 1000))
        self.widths, rows = {}, list(below.get("/W", []))
        while rows:
            first = int(rows.pop(0))
            if isinstance(rows[0], pikepdf.Array):
                for i, width in enumerate(rows.pop(0)):
                    self.widths[first + i] = float(width)
            else:
                last, width = int(rows.pop(0)), float(rows.pop(0))
                self.widths.update(dict.fromkeys(range(first, last + 1), width))
        self.text = self.characters(resource.get("/ToUnicode"))

    @staticmethod
    def characters(stream):
        """Text by code, from the ToUnicode CMap (9.10.3)."""
        out = {}
        source = stream.read_bytes().decode("latin-1") if stream is not None else ""
        decode = lambda digits: bytes.fromhex(digits).decode("utf-16-be", "replace")
        for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
            for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
                out[int(code, 16)] = decode(text)
        for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.S):
            for low, high, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
                for i in range(int(high, 16) - int(low, 16) + 1):
                    start = decode(text)
                    out[int(low, 16) + i] = start[:-1] + chr(ord(start[-1]) + i)
        return out

    def top(self, glyph):
        """The top of a glyph's outline in ems, from the `glyf` table; None for programs of other kinds."""
        program = self.program
        if not program or program[:4] not in (b"\0\1\0\0", b"true"):
            return None
        tables = {}
        for i in range(struct.unpack(">H", program[4:6])[0]):
            tag, _, at, length = struct.unpack(">4sIII", program[12 + 16 * i : 28 + 16 * i])
            tables[tag] = program[at : at + length]
        head = tables[b"head"]
        units, long_offsets = struct.unpack(">H", head[18:20])[0], struct.unpack(">h", head[50:52])[0]
        step, scale = (4, 1) if long_offsets else (2, 2)
        at = int.from_bytes(tables[b"loca"][step * glyph : step * glyph + step], "big") * scale
        return struct.unpack(">h", tables[b"glyf"][at + 8 : at + 10])[0] / units


def times(a, b):
    """The product of two matrices as PDF writes them."""
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2],
            a[2] * b[1] + a[3] * b[3], a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5])


class Pdf:
    """A file: `pages` is a list of lists of characters, `inks` every setting of a colour, `sizes` the
    pages' trims, `upright` is true if all text is upright."""

    def __init__(self, path):
        self.fonts, self.pages, self.inks, self.sizes, self.upright = {}, [], [], [], True
        with pikepdf.open(path) as pdf:
            for number, page in enumerate(pdf.pages):
                box = [float(v) for v in page.get("/TrimBox", page.MediaBox)]
                self.sizes.append((box[2] - box[0], box[3] - box[1]))
                self.number, self.chars = number, []
                self.run(page, page.get("/Resources", {}), (1, 0, 0, 1, -box[0], -box[1]), 0)
                self.pages.append(self.chars)

    def font(self, resource):
        key = resource.objgen if resource.is_indirect else str(resource.get("/BaseFont"))
        if key not in self.fonts:
            self.fonts[key] = Font(resource)
        return self.fonts[key]

    def run(self, holder, resources, matrix, depth):
        state = {"ctm": matrix, "font": None, "size": 0.0, "stretch": 1.0, "rise": 0.0, "leading": 0.0, "char": 0.0,
                 "word": 0.0, "fill": ("g", (0.0,)), "overprint": False}
        stack, marks = [], []
        text = line = (1, 0, 0, 1, 0, 0)

        def show(codes):
            nonlocal text
            font, size, stretch = state["font"], state["size"], state["stretch"]
            step = 2 if font.wide else 1
            for i in range(0, len(codes) - step + 1, step):
                code = int.from_bytes(codes[i : i + step], "big")
                width = font.widths.get(code, font.default) / 1000 * size
                at = times(times((1, 0, 0, 1, 0, state["rise"]), text), state["ctm"])
                self.upright &= at[0] > 0 and at[3] > 0 and abs(at[1]) + abs(at[2]) < 1e-6
                up = (at[2] ** 2 + at[3] ** 2) ** 0.5
                along = (at[0] ** 2 + at[1] ** 2) ** 0.5
                self.chars.append(Char(font.text.get(code, ""), code, font, size * up, at[4], at[5],
                                       width * stretch * along, "Artifact" in marks, state["fill"],
                                       state["overprint"]))
                text = times((1, 0, 0, 1, (width + state["char"]) * stretch, 0), text)

        for operands, operator in pikepdf.parse_content_stream(holder):
            op = str(operator)
            numbers = lambda: tuple(float(v) for v in operands if not isinstance(v, (pikepdf.Name, pikepdf.String)))
            if op == "q":
                stack.append(dict(state))
            elif op == "Q" and stack:
                state = stack.pop()
            elif op == "cm":
                state["ctm"] = times(numbers(), state["ctm"])
            elif op == "BT":
                text = line = (1, 0, 0, 1, 0, 0)
            elif op == "Tf":
                state["font"] = self.font(resources.Font[str(operands[0])])
                state["size"] = float(operands[1])
            elif op == "Tz":
                state["stretch"] = numbers()[0] / 100
            elif op == "Ts":
                state["rise"] = numbers()[0]
            elif op == "TL":
                state["leading"] = numbers()[0]
            elif op == "Tc":
                state["char"] = numbers()[0]
            elif op in ("Td", "TD"):
                x, y = numbers()
                state["leading"] = -y if op == "TD" else state["leading"]
                text = line = times((1, 0, 0, 1, x, y), line)
            elif op == "T*":
                text = line = times((1, 0, 0, 1, 0, -state["leading"]), line)
            elif op == "Tm":
                text = line = numbers()
            elif op == "Tj":
                show(bytes(operands[0]))
            elif op == "TJ":
                for part in operands[0]:
                    if isinstance(part, pikepdf.String):
                        show(bytes(part))
                    else:
                        text = times((1, 0, 0, 1, -float(part) / 1000 * state["size"] * state["stretch"], 0), text)
            elif op in ("g", "rg", "k", "G", "RG", "K", "cs", "CS", "sc", "scn", "SC", "SCN", "sh"):
                names = tuple(str(v) for v in operands if isinstance(v, pikepdf.Name))
                self.inks.append(Ink(self.number, op, names + numbers()))
                if op in ("g", "rg", "k", "sc", "scn"):
                    state["fill"] = (op, names + numbers())
            elif op == "gs":
                entry = resources.ExtGState[str(operands[0])]
                state["overprint"] = bool(entry.get("/op", state["overprint"]))
            elif op in ("BDC", "BMC"):
                marks.append(str(operands[0])[1:])
            elif op == "EMC" and marks:
                marks.pop()
            elif op == "Do" and depth < 8:
                form = resources.XObject[str(operands[0])]
                if form.get("/Subtype") == "/Form":
                    inner = tuple(float(v) for v in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
                    self.run(form, form.get("/Resources", resources), times(inner, state["ctm"]), depth + 1)


def lines(chars):
    """Characters as lines: (baseline, left, right, text), from the top; without spaces at the ends."""
    rows = {}
    for char in chars:
        key = next((y for y in rows if abs(y - char.y) < 0.6), char.y)
        rows.setdefault(key, []).append(char)
    out = []
    for y, row in sorted(rows.items(), reverse=True):
        row.sort(key=lambda c: c.x)
        shown = [c for c in row if c.text.strip() and c.text != "\u00ad" or c.text == "\u00ad"]
        if shown:
            right = max(c.x + c.advance for c in shown)
            out.append((y, shown[0].x, right, "".join(c.text for c in row).strip(" \u00a0")))
    return out
