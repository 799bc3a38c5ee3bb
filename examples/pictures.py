#!/usr/bin/env python3
"""Draws the pictures of the README: examples/page.png, the essay's first page at two sizes; examples/sizes.png, its
second page at the five sizes; examples/styles.png, the technical example in every style; and examples/booklet.png, the sides of a booklet's sheets as they leave the printer. Needs
poppler-utils and Pillow.

    python3 examples/pictures.py [path of convert]
"""

import glob
import os
import subprocess
import sys
import tempfile

from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))


def sheet(pictures, columns, path, mode="L", colours=16):
    """Pictures in rows on a grey ground, in so many greys or colours."""
    gap, images = 10, [Image.open(p).convert(mode) for p in pictures]
    width, height = max(i.width for i in images) + gap, max(i.height for i in images) + gap
    rows = -(-len(images) // columns)
    ground = 0xB8 if mode == "L" else (0xB8, 0xB8, 0xB8)
    out = Image.new(mode, (columns * width + gap, rows * height + gap), ground)
    for n, image in enumerate(images):
        out.paste(image, (gap + n % columns * width, gap + n // columns * height))
    out.quantize(colours).save(path, optimize=True)


def main():
    convert = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../target/release/convert"))
    essay = os.path.join(HERE, "essay.md")
    with tempfile.TemporaryDirectory() as work:
        def drawn(size, page, dots):
            pdf = os.path.join(work, f"{size}-{page}")
            subprocess.run([convert, essay, "--size", size, "-o", pdf + ".pdf"], check=True)
            subprocess.run(["pdftoppm", "-r", dots, "-png", "-f", page, "-singlefile", pdf + ".pdf", pdf], check=True)
            return pdf + ".png"

        sheet([drawn(size, "1", "76") for size in ("normal", "large")], 2, os.path.join(HERE, "page.png"))
        sizes = ("small", "normal", "large", "x-large", "huge")
        sheet([drawn(size, "2", "38") for size in sizes], 5, os.path.join(HERE, "sizes.png"))
        styles = subprocess.run([convert, "--list-styles"], check=True, capture_output=True, text=True).stdout
        pages = []
        for style in (line.split()[0] for line in styles.splitlines()):
            pdf = os.path.join(work, style)
            subprocess.run([convert, os.path.join(HERE, "technical.md"), "--style", style, "-o", pdf + ".pdf"], check=True)
            subprocess.run(["pdftoppm", "-r", "34", "-png", "-singlefile", pdf + ".pdf", pdf], check=True)
            pages.append(pdf + ".png")
        sheet(pages, 4, os.path.join(HERE, "styles.png"), "RGB", 48)
        pdf = os.path.join(work, "booklet")
        subprocess.run([convert, essay, "--print", "booklet", "-o", pdf + ".pdf"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["pdftoppm", "-r", "30", "-png", pdf + ".pdf", pdf], check=True)
        sheet(sorted(glob.glob(pdf + "-*.png")), 3, os.path.join(HERE, "booklet.png"))


if __name__ == "__main__":
    main()
