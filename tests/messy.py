#!/usr/bin/env python3
"""Articles as messy as they come, for the checkers of e-reader editions: `python3 tests/messy.py FOLDER` writes them;
tests/validate.py makes books of them, each alone and all bound together.

Pictures without alternatives, with empty and with empty-headed ones, remote, in data: URLs, lost and broken; levels of
headings that skip; ids that clash between the articles and with ours; ampersands, quotes and controls in titles; frames,
scripts, forms; MathML and inline SVG; dead fragments; contents of a hundred levels; notes in tables and headings; an
article without a title; columns from right to left; digits, hyphens and spaces as ids.
"""

import base64
import os
import struct
import sys
import zlib


def picture(shade):
    """A sound picture as a data: URL, large enough to count as a picture."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + bytes((shade, x % 256, y % 256)[c] for x in range(240) for c in range(3)) for y in range(160))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 240, 160, 8, 2, 0, 0, 0))
    return "data:image/png;base64," + base64.b64encode(png + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")).decode()


HTML = f"""<!DOCTYPE html><html lang="en"><head><title>Fish &amp; "Chips" &lt;b&gt; 'n' Tea\x07 &#1; | A Site</title>
<meta name="author" content='O&apos;Brien "Bobby" &amp; Sons'></head><body><article><h1 id="a1_title">Fish &amp; "Chips" &lt;b&gt; 'n' Tea</h1>
<p id="1st">An opening with words enough to be taken for the article that this page is about, as any reader would.</p>
<h4 id="same">Level four at once</h4><p>Text under it with <a href="#nowhere">a dead fragment</a>, <a href="#same">a live one</a> and
<a href="javascript:alert(1)">a script</a>, <a href="">an empty link</a>, <a href="http://[bad/">a bad address</a>.</p>
<h2 id="same">The same id, a level up</h2><p>One <img src="lost.png"> without words, one <img src="photo.jpg" alt="photo.jpg"> with its
name, one <img src="https://example.org/remote.webp" alt="A remote heron"> remote, one <img src="{picture(10)}" alt=""> empty,
one <img src="{picture(90)}" alt="A gradient over a field"> that says what it is.</p>
<figure><img src="{picture(170)}"><figcaption>A figure without an alternative</figcaption></figure>
<iframe src="https://example.org/frame" title="A frame"></iframe><script>alert(1)</script><form><input value="x"><button>Send</button></form>
<video src="a.mp4" controls></video><object data="a.swf"></object>
<p>Mathematics <math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mi>b</mi></mfrac></math> and a drawing
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><script>x</script><circle id="same" cx="9" cy="9" r="8" onclick="x()"/><use href="#same"/></svg>.</p>
<h6>Level six</h6><p style="color:red" onclick="x()">Styled words<sup><a href="#fn1" id="ref1">1</a></sup> and
<font color="red">old</font> <center>mark-up</center> <b id="2 nd">with</b> a control \x0b here.</p>
<table><tr><th>Head<sup><a href="#fn2" id="ref2">2</a></sup><td colspan=0 rowspan=99>Cell<tr><td><ul><li>in a cell</ul></table>
<dl><dd>A meaning without a term</dl><ol start="-5"><li value="9">Nine</li><p>no item</p></ol>
<ol class="footnotes"><li id="fn1">The first note. <a href="#ref1">back</a></li><li id="fn2">The second. <a href="#ref2">back</a></li></ol>
</article></body></html>
"""


def levels():
    """A hundred headings, each a level under the one before as far as levels go, with the same words and ids."""
    return "# Contents & more\n\n" + "\n\n".join(f"{'#' * (2 + n % 5)} Same {{#same}}\n\nWords {n}.[^1]" for n in range(100)) + "\n\n[^1]: A note.\n"


ARTICLES = {
    "messy.html": HTML,
    "levels.md": levels(),
    "untitled.md": "## Begins with a heading\n\nWords, and [a link](messy.html#same) to the other article, [a dead one](messy.html#gone).\n\n"
    "##### Skips\n\nMore.\n",
    "words.txt": "No title, only words that go on for a while & stop \"here\" <there>.\n\nAnother paragraph of them.\n",
    "columns.md": "---\ntitle: 縦書き & more\nlang: ja\nwriting: vertical\n---\n\n平成31年4月1日。[^1]\n\n## 第1章\n\n*強調*、`code 12`、2024年!?\n\n"
    "| 年 | 事 |\n|--|--|\n| 1905 | 一 |\n\n[^1]: 注。\n",
    "reversed.md": "---\ntitle: \"עיתון \u202e & 'more'\"\nlang: he\n---\n\nמילים.[^1]\n\n- פריט\n\n[^1]: הערה.\n",
}

STYLE = "extends: article\nname: messy\nepub:\n  longest_side: 600\n  certifier: A & B\n"


def main(folder):
    """Writes all articles, and a style; returns the articles' paths and the style's."""
    paths = []
    for name, text in ARTICLES.items():
        paths.append(os.path.join(folder, name))
        with open(paths[-1], "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(text)
    with open(os.path.join(folder, "photo.jpg"), "wb") as file:
        file.write(b"\xff\xd8\xff\xe0 no picture")
    style = os.path.join(folder, "messy-style.yaml")
    with open(style, "w", encoding="utf-8") as file:
        file.write(STYLE)
    return paths, style


if __name__ == "__main__":
    print("\n".join(main(sys.argv[1])[0]))
