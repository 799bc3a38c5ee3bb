#!/usr/bin/env python3
"""An article of 3,000 words to tagged PDF with the Python package, beside WeasyPrint in the same process, and with threads.

    target/wheels/env/bin/python benches/wheel.py [--article FILE] [--rounds 20]

Run it where the wheel is installed (`make wheel-test` leaves such a place), and WeasyPrint beside it if there is to be a
comparison. Times are of a warm process; the two take turns, and the ratio is the median of the rounds' ratios.
"""
import argparse, os, re, statistics, threading, time

import offprint

HERE = os.path.dirname(os.path.abspath(__file__))


def article(path, words):
    """An article of that many words: the paragraphs of a file, again and again, under one title."""
    with open(path or os.path.join(HERE, "..", "examples", "essay.md"), encoding="utf-8") as file:
        text = file.read()
    paragraphs = re.split(r"\n\s*\n", re.sub(r"^---.*?\n---\n|\[\^\w+\]:?", "", text, flags=re.S))
    plain = [p.strip() for p in paragraphs if re.match(r"\w", p.strip())]
    out, count = ["# An article"], 0
    while count < words:
        for number, paragraph in enumerate(plain):
            if count >= words:
                break
            out += [f"## Part {len(out)}"] if number % 9 == 8 else []
            out.append(" ".join(paragraph.split()[: words - count]))
            count += len(paragraph.split())
    return "\n\n".join(out).encode()


def seconds(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--article")
    args.add_argument("--words", type=int, default=3000)
    args.add_argument("--rounds", type=int, default=20)
    args.add_argument("--keep", help="a file for the PDF that was made")
    args = args.parse_args()
    data = article(args.article, args.words)
    ours = lambda: offprint.convert(data, to="pdf", name="article.md")
    if args.keep:
        ours().save(args.keep)
    try:
        import weasyprint

        page = offprint.convert(data, to="html", name="article.md").text
        page = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.S)
        sheet = "@page { size: A4; margin: 25mm } body { font: 11pt/1.4 serif; text-align: justify; hyphens: auto }"
        page = page.replace("</head>", f"<style>{sheet}</style></head>")
        theirs = lambda: weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    except ImportError:
        theirs = None
        print("WeasyPrint is not installed here, so there is nothing to compare with")
    for _ in range(3):
        ours()
    times, others = [], []
    for _ in range(args.rounds):
        times.append(seconds(ours))
        if theirs and len(others) < 5:
            others.append(seconds(theirs))
    print(f"{args.words} words to tagged PDF, warm: best {min(times) * 1e3:.1f} ms, median {statistics.median(times) * 1e3:.1f} ms")
    if others:
        ratio = statistics.median(them / us for us, them in zip(times, others))
        print(f"WeasyPrint {weasyprint.__version__} to PDF/UA: best {min(others) * 1e3:.0f} ms, {ratio:.0f} times as long")

    def many(threads, articles=16):
        def work():
            for _ in range(articles // threads):
                ours()

        started = [threading.Thread(target=work) for _ in range(threads)]
        begun = time.perf_counter()
        [thread.start() for thread in started]
        [thread.join() for thread in started]
        return articles / (time.perf_counter() - begun)

    for threads in (1, 2, os.cpu_count() or 2):
        rates = [many(threads) for _ in range(5)]
        print(f"{threads} thread{'s' if threads > 1 else ''}: {max(rates):.0f} articles a second")
        if threads == os.cpu_count():
            break


if __name__ == "__main__":
    main()
