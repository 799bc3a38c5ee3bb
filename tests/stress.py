#!/usr/bin/env python3
"""Articles that strain the layout, made by rule: `python3 tests/stress.py FOLDER` writes them; tests/validate.py sets them.

A table over pages and one too wide, tables with spans, 200 notes of which some are longer than a page, pictures of every
kind (those that need Pillow only where it is installed), scripts that read from both sides, ten levels of lists,
mathematics, 300 lines of code, emoji, long addresses. The same bytes on every machine.
"""

import os
import random
import struct
import sys
import zlib

WORDS = """the slow river carried its timber past gardens where nobody had spoken since morning and every window stood open to a
light that seemed older than brick or memory while bells counted hours""".split()

SCRIPTS = {
    "Arabic": "هذا نص قصير كتب لاختبار الطباعة، وفيه كلمات English words وأرقام 2026 (بين قوسين) ثم يعود إلى العربية.",
    "Hebrew": "זה טקסט קצר שנכתב כדי לבדוק את הדפוס, ובו מילים English words ומספרים 2026 (בסוגריים), ואז הוא חוזר לעברית.",
    "Devanagari": "यह छपाई की जाँच के लिए लिखा गया एक छोटा पाठ है, जिसमें English words और अंक २०२६ भी हैं।",
    "Thai": "นี่คือข้อความสั้นที่เขียนขึ้นเพื่อทดสอบการพิมพ์ มีคำว่า English words และตัวเลข 2026 อยู่ด้วย",
    "Chinese": "这是一段为检验排版而写的短文，其中有“引号”、（括号）以及 English words 和数字 2026。",
    "Japanese": "これは印刷を確かめるために書いた短い文章で、「引用」と English words と数字の 2026 を含みます。",
    "Korean": "이것은 인쇄를 시험하려고 쓴 짧은 글이며 English words 와 숫자 2026 도 들어 있다.",
}

SVG = {
    "shapes": '<rect width="200" height="100" fill="#357"/><circle cx="60" cy="50" r="40" fill="orange"/>',
    "words": '<text x="10" y="60" font-size="30" font-family="serif">Words</text>',
    "gradient": '<defs><radialGradient id="r"><stop stop-color="#fff"/><stop offset="1" stop-color="green"/></radialGradient></defs>'
    '<circle cx="100" cy="50" r="40" fill="url(#r)"/>',
    "clipped": '<defs><clipPath id="c"><circle cx="60" cy="50" r="45"/></clipPath></defs>'
    '<g clip-path="url(#c)" opacity=".5"><rect width="200" height="50" fill="teal"/></g>',
    "blurred": '<defs><filter id="f"><feGaussianBlur stdDeviation="4"/></filter></defs>'
    '<rect x="20" y="20" width="120" height="60" fill="purple" filter="url(#f)"/>',
}

FORMULAS = [
    r"\int_0^\infty \frac{x^3}{e^x-1}\,dx=\frac{\pi^4}{15}",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}^{-1}=\frac{1}{ad-bc}\begin{pmatrix}d&-b\\-c&a\end{pmatrix}",
    r"\sqrt[3]{1+\sqrt{2+\cdots}}",
    r"\begin{cases}x&x>0\\-x&x\le0\end{cases}",
    r"\overbrace{a+b+\cdots+z}^{26}",
]


def main(folder):
    """Writes all articles; returns their paths."""
    rng = random.Random(5)

    def prose(count):
        words = " ".join(rng.choice(WORDS) for _ in range(count))
        return words[0].upper() + words[1:] + "."

    articles = {
        "tables": tables(rng, prose),
        "notes": notes(rng, prose),
        "pictures": pictures(folder, prose),
        "scripts": scripts(),
        "arabic": article("ar", "عنوان", SCRIPTS["Arabic"]),
        "hebrew": article("he", "כותרת", SCRIPTS["Hebrew"]),
        "nested": nested(prose),
        "mathematics": "# Mathematics\n\n" + "\n\n".join(f"{prose(9)}\n\n$$\n{f}\n$$" for f in FORMULAS),
        "code": code(prose),
        "emoji": "# Emoji 🙂\n\nA rocket 🚀, a family 👩‍👩‍👧‍👦, flags 🇩🇪 🏴󠁧󠁢󠁥󠁮󠁧󠁿, tones 👍🏽, a key 1️⃣, a heart ❤️ and ❤.\n\n"
        + "See https://example.org/a/very/long/path-with-hyphens/and_more/page.html?query=value&other=thing for it. " * 3,
    }
    paths = []
    for name, text in articles.items():
        paths.append(os.path.join(folder, f"stress-{name}.md"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            file.write(text + "\n")
    return paths


def tables(rng, prose):
    long = "\n".join(f"| {i} | {prose(rng.choice([2, 3, 9]))} | {rng.random() * 1000:.2f} |" for i in range(1, 151))
    cells = lambda: " | ".join(prose(2) if j % 5 == 0 else str(rng.randint(1, 99999)) for j in range(12))
    wide = "\n".join(f"| {cells()} |" for _ in range(8))
    heads = " | ".join(f"Column {i}" for i in range(12))
    spans = (
        "<table><thead><tr><th rowspan=2>Size</th><th colspan=2>Points</th></tr><tr><th>body</th><th>leading</th></tr></thead>"
        "<tbody><tr><td rowspan=2>normal</td><td>11</td><td>15.5</td></tr><tr><td colspan=2>eleven and more</td></tr>"
        "<tr><td>large</td><td><ul><li>a list</li><li>in a cell</li></ul></td><td></td></tr></tbody></table>"
    )
    return (
        f"# Tables\n\n{prose(40)}\n\n| No. | What | Value |\n|--:|---|--:|\n{long}\n\n{prose(60)}\n\n"
        f"| {heads} |\n|{'---|' * 12}\n{wide}\n\n{prose(30)}\n\n{spans}\n\n{prose(30)}"
    )


def notes(rng, prose):
    calls = "\n\n".join(" ".join(f"{prose(rng.randint(4, 12))}[^{i * 4 + j + 1}]" for j in range(4)) for i in range(50))
    long = {40: 300, 41: 300, 77: 1200, 120: 300}
    texts = "\n\n".join(f"[^{n}]: {prose(long.get(n, rng.randint(3, 25)))}" for n in range(1, 201))
    return f"# Two hundred notes\n\n{calls}\n\n{texts}"


def png16(path, alpha):
    """A PNG of 16 bits a sample, 120 by 80."""
    wide, tall = 120, 80
    sample = lambda x, y: struct.pack(">HHH", x * 65535 // wide, y * 65535 // tall, 30000)
    opacity = lambda y: struct.pack(">H", 65535 * y // tall) if alpha else b""
    rows = b"".join(b"\0" + b"".join(sample(x, y) + opacity(y) for x in range(wide)) for y in range(tall))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", wide, tall, 16, 6 if alpha else 2, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def pictures(folder, prose):
    names = ["deep.png", "deep-alpha.png"]
    for name in names:
        png16(os.path.join(folder, name), "alpha" in name)
    for name, drawing in SVG.items():
        names.append(f"{name}.svg")
        with open(os.path.join(folder, names[-1]), "w", encoding="utf-8") as file:
            file.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">{drawing}</svg>')
    try:
        names += with_pillow(folder)
    except ImportError:
        print("Pillow is not installed: its pictures are left out of the stress set")
    figure = lambda i, name: f'## Section {i // 4 + 1}\n\n' * (i % 4 == 0) + f'{prose(30)}\n\n![Picture {name}]({name} "Caption of {name}")'
    return "# Pictures of all kinds\n\n" + "\n\n".join(figure(i, name) for i, name in enumerate(names)) + f"\n\n{prose(80)}"


def with_pillow(folder):
    from PIL import Image

    def ramp(mode, wide, tall):
        image = Image.new("RGB", (wide, tall))
        image.putdata([(x * 255 // wide, y * 255 // tall, x * y % 256) for y in range(tall) for x in range(wide)])
        return image.convert(mode)

    veil = ramp("RGBA", 220, 150)
    veil.putalpha(ramp("L", 220, 150))
    turned = Image.Exif()
    turned[0x112] = 6
    made = {
        "rgb.jpg": (ramp("RGB", 300, 200), {}),
        "cmyk.jpg": (ramp("CMYK", 300, 200), {}),
        "grey.jpg": (ramp("L", 300, 200), {}),
        "progressive.jpg": (ramp("RGB", 300, 200), {"progressive": True}),
        "turned.jpg": (ramp("RGB", 300, 180), {"exif": turned.tobytes()}),
        "palette.png": (ramp("RGB", 200, 140).quantize(16), {"transparency": 3}),
        "palette-alpha.png": (ramp("RGB", 200, 140).quantize(64), {"transparency": bytes(range(0, 256, 4))}),
        "alpha.png": (veil, {}),
        "grey-alpha.png": (ramp("LA", 150, 90), {}),
        "bilevel.png": (ramp("1", 150, 90), {}),
        "tall.png": (ramp("RGB", 60, 600), {}),
        "flat.png": (ramp("RGB", 1600, 60), {}),
        "plain.gif": (ramp("P", 160, 100), {}),
        "hole.gif": (ramp("RGB", 160, 100).quantize(8), {"transparency": 2}),
        "plain.webp": (ramp("RGB", 300, 160), {}),
        "alpha.webp": (veil, {"lossless": True}),
    }
    for name, (image, options) in made.items():
        image.save(os.path.join(folder, name), **options)
    return list(made)


def scripts():
    parts = (f"## {name}\n\n{text} {text}\n\n- {text}\n\n> {text}" for name, text in SCRIPTS.items())
    rows = "\n".join(f"| {name} | {text} |" for name, text in SCRIPTS.items())
    return "# Scripts\n\n" + "\n\n".join(parts) + f"\n\n| English | Other |\n|---|---|\n{rows}"


def article(lang, title, text):
    return f"---\nlang: {lang}\ntitle: {title}\n---\n\n{text} {text}[^1]\n\n1. {text}\n2. {text}\n\n> {text}\n\n| {title} | 2 |\n|---|---|\n| {title} | 3 |\n\n[^1]: {text}"


def nested(prose):
    levels = ("   " * i + (f"{i + 1}. " if i % 2 else "-  ") + prose(6) for i in range(10))
    return "# Ten levels\n\n" + "\n".join(levels) + f"\n\n> one\n>\n>> two\n>>\n>>> {prose(20)}\n\n- [x] done\n- [ ] open"


def code(prose):
    # The long line is of digits: words that a page's end parts would count as lost.
    line = lambda i: "    " * (i % 4) + f'let value_{i} = compute({i}, "{prose(14 if i % 9 == 0 else 2)}");' if i % 7 else ""
    return f"# Code\n\n{prose(30)}\n\n```rust\n" + "\n".join(map(line, range(300))) + f"\n```\n\n```\n{'7' * 400}\n```"


if __name__ == "__main__":
    main(sys.argv[1])
