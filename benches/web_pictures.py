#!/usr/bin/env python3
"""The pictures that Chromium paints at 1200 pixels against those in our EPUB, on the page patterns of tests/fetch.rs.

    python3 benches/web_pictures.py --convert target/debug/convert [--browser chromium] [--percollate node_modules/.bin/percollate]

A server on the loopback interface shows each pattern. A picture in the article that the browser has painted counts
as ours if the book of the same page has it; patterns with pictures that only a script makes are named.
With percollate, the pictures in its books of the same pages are counted in the same way.
"""
import argparse, html, http.server, json, os, re, shutil, struct, subprocess, sys, tempfile, threading, zipfile, zlib

HERE = os.path.dirname(os.path.abspath(__file__))
PROSE = "The harbour master counted forty boats on the morning of the fair, three more than the year before. " * 5
LOOK = """<script>addEventListener('load', () => setTimeout(() => {
  const painted = [...document.querySelectorAll('article img')].filter(i =>
    i.complete && i.naturalWidth > 2 && i.getBoundingClientRect().width > 2).map(i => i.currentSrc);
  document.documentElement.setAttribute('data-painted', JSON.stringify(painted));
}, 50))</script>"""


def png(side):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([side % 256]) * side for _ in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def patterns():
    with open(os.path.join(HERE, "..", "tests", "fetch.rs"), encoding="utf-8") as file:
        text = file.read()
    block = text[text.index("const PATTERNS"):text.index("#[test]")]
    rows = re.findall(r'\(\s*"([a-z0-9-]+)",\s*"((?:[^"\\]|\\.)*)",\s*&\[', block, re.S)
    letters = {"n": "\n", "\\": "\\"}
    plain = lambda m: letters.get(m.group(1)) or chr(int(m.group(2), 16))
    return [(name, re.sub(r"\\(n|\\|u\{(\w+)\})", plain, shows)) for name, shows in rows]


class Pages(http.server.BaseHTTPRequestHandler):
    pages, sides = {}, {}

    def log_message(self, *_):
        pass

    def do_GET(self):
        path = self.path.split("?")[0]
        if path in self.pages:
            kind, body = "text/html; charset=utf-8", self.pages[path]
        elif path.endswith(".svg"):
            kind, body = "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'><path d='M0 0h90v90z'/></svg>"
        elif path.endswith((".html", ".avif", "blank.gif", "favicon.ico")):
            return self.send_error(404)
        else:
            kind, body = "image/png", png(self.sides.setdefault(self.path, 120 + len(self.sides)))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def shown(book):
    """How many places of a book show a picture that is in it: by its bytes, since a book may keep an error page as one."""
    book = zipfile.ZipFile(book)
    files = {os.path.basename(name): book.read(name) for name in book.namelist()}
    is_picture = lambda data: data.startswith((b"\x89PNG", b"\xff\xd8", b"RIFF")) or b"<svg" in data[:400]
    pages = [book.read(n).decode() for n in book.namelist() if n.endswith((".xhtml", ".html")) and not re.search("cover|nav", n)]
    sources = re.findall(r"<img [^>]*?src=[\"']([^\"']+)", "".join(pages))
    return sum("svg+xml" in source or is_picture(files.get(os.path.basename(source), b"")) for source in sources)


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--convert", required=True)
    args.add_argument("--browser", default="chromium")
    args.add_argument("--percollate", help="the program percollate, from npm")
    args = args.parse_args()
    if not shutil.which(args.browser):
        sys.exit(f"{args.browser} is not there")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_address[1]}"
    rows = patterns()
    for name, shows in rows:
        shows = shows.replace("HOST", f"http://{host}").replace("NAME", host).replace("~", f"/{name}")
        Pages.pages[f"/{name}/page.html"] = (
            f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Row {name}</title></head><body><article>"
            f"<h1>Row {name}</h1><p>{PROSE}</p>{shows}<p>{PROSE}</p></article>{LOOK}</body></html>").encode()
    with tempfile.TemporaryDirectory() as folder:
        addresses = "\n".join(f"http://{host}/{name}/page.html" for name, _ in rows)
        out = os.path.join(folder, "out", "")
        subprocess.run([os.path.abspath(args.convert), "--list", "-", "--to", "epub", "-o", out, "--no-cache", "-q"], input=addresses.encode())
        painted = ours = more = theirs = 0
        for name, _ in rows:
            command = [args.browser, "--headless", "--disable-gpu", "--window-size=1200,2000", "--virtual-time-budget=3000",
                       f"--user-data-dir={folder}/profile", "--dump-dom", f"http://{host}/{name}/page.html"]
            if os.geteuid() == 0:
                command.insert(1, "--no-sandbox")
            dom = subprocess.run(command, capture_output=True, timeout=120).stdout.decode()
            found = re.search(r'data-painted="(.*?)"', dom)
            seen = len(json.loads(html.unescape(found.group(1)))) if found else 0
            have = shown(f"{out}row-{name}.epub")
            painted, ours, more = painted + seen, ours + min(have, seen), more + max(0, have - seen)
            if have < seen:
                print(f"{name}: {seen} painted, {have} in the book")
            if args.percollate:
                book = os.path.join(folder, f"{name}.epub")
                command = [args.percollate, "epub", f"http://{host}/{name}/page.html", "-o", book]
                subprocess.run(command, capture_output=True, timeout=120)
                has = shown(book) if os.path.exists(book) else 0
                theirs += min(has, seen)
                if has < seen:
                    print(f"{name}: {seen} painted, {has} in percollate's book")
        print(f"{painted} pictures painted, {ours} of them in our books ({100 * ours / max(painted, 1):.1f} %); {more} more in ours")
        if args.percollate:
            print(f"{theirs} of them in percollate's books ({100 * theirs / max(painted, 1):.1f} %)")


if __name__ == "__main__":
    main()
