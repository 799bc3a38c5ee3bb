#!/usr/bin/env python3
"""rules.py: the worth of each rule of the HTML front end, on pages with a known article. `make rules DATA=FOLDER`.

Every page is read as the product reads it, then once more without each rule that left text out of it. A rule helps a
page if the page's own F1 (4-word runs of the body, or snippets that stay and go) is higher with the rule than without,
and harms it if it is lower, by more than STEP. `lost` are 4-word runs of the article that stay only without the rule,
`spared` runs of other text that go only with it. F1 is that of all pages on which the rule acted, with and without
it. `folds` counts the fifths of the sites in which the rule harms at least as many pages as it helps.

FOLDER holds sets: folders with `truth.jsonl.gz` and `ID.html.gz`. Without --data the program reads the pages in
examples/, which have no truth, and says only how often each rule acts.
"""
import argparse
import collections
import glob
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from judging import FOLDS, f1, fold_of, judged, read_truth, readings, shingles, site_of

HERE = os.path.dirname(os.path.abspath(__file__))
STEP = .002


def asked(program, paths):
    """The program's answer for each path, in order."""
    process = subprocess.Popen(program.split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for path in paths:
        process.stdin.write(path.encode() + b'\n')
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            sys.exit(f'{program} ended on {path}')
        yield json.loads(line)
    process.stdin.close()
    process.wait()


def score(truth, document):
    """(own F1, runs of the article kept, other runs kept)."""
    texts = readings(document['blocks'])
    t = judged(truth, texts)
    if truth.get('body') is None:
        hits, extra, missed = t
        right = hits + len(truth['without']) - extra
        return right / max(1, right + extra + missed), hits, extra
    want, got = shingles(truth['body']), shingles(texts[0])
    hits = sum((want & got).values())
    return f1(t), hits, sum(got.values()) - hits


def measure(folder, program, jobs, sample):
    """For each page of a set: its site, and for each rule that acted on it the scores with the rule and without."""
    data = read_truth(folder)
    if sample and len(data) > sample:
        data = [data[i] for i in sorted(np.random.RandomState(1).choice(len(data), sample, replace=False))]

    def part(rows):
        out = []
        with tempfile.TemporaryDirectory() as tmp:
            sites, paths = [], []
            for d in rows:
                with gzip.open(os.path.join(folder, d['id'] + '.html.gz')) as f:
                    html = f.read()
                sites.append(site_of(d.get('url'), html))
                paths.append(os.path.join(tmp, d['id'] + '.html'))
                with open(paths[-1], 'wb') as f:
                    f.write(html)
            for d, site, answer in zip(rows, sites, asked(program, paths)):
                document, words = answer.pop('')
                whole = score(d['truth'], document)
                for rule, (other, _) in answer.items():
                    same = other['blocks'] == document['blocks']
                    out.append((rule, site, words.get(rule, 0), whole, whole if same else score(d['truth'], other)))
        return out
    with ThreadPoolExecutor(jobs) as pool:
        return [row for rows in pool.map(part, [data[i::jobs] for i in range(jobs)]) for row in rows]


def table(rows):
    """Markdown, the rules that harm most first."""
    by = collections.defaultdict(list)
    for rule, *row in rows:
        by[rule].append(row)
    lines = []
    for rule, acted in by.items():
        gain = [(site, a[0] - b[0]) for site, _, a, b in acted]
        helped, harmed = sum(g > STEP for _, g in gain), sum(g < -STEP for _, g in gain)
        bad = 0
        for fold in range(FOLDS):
            own = [g for site, g in gain if fold_of(site) == fold]
            bad += bool(own) and any(abs(g) > STEP for g in own) and sum(g < -STEP for g in own) >= sum(g > STEP for g in own)
        lost = sum(max(0, b[1] - a[1]) for _, _, a, b in acted)
        spared = sum(max(0, b[2] - a[2]) for _, _, a, b in acted)
        with_, without = (statistics.mean(x[i][0] for x in acted) for i in (2, 3))
        lines.append((helped - harmed, f'| `{rule}` | {len(acted)} | {sum(x[1] for x in acted)} | {helped} | {harmed} | {bad} of {FOLDS} | '
                                       f'{lost} | {spared} | {with_:.4f} | {without:.4f} |'))
    head = ['| rule | pages | words left out | helped | harmed | bad folds | article lost | other spared | F1 with | F1 without |',
            '|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|']
    return '\n'.join(head + [line for _, line in sorted(lines)])


def unjudged(program):
    """The number of times that each rule acts on the pages in examples/, which have no truth."""
    pages, words = collections.Counter(), collections.Counter()
    for answer in asked(program, sorted(glob.glob(os.path.join(HERE, '..', 'examples', '*.html')))):
        for rule, count in answer[''][1].items():
            pages[rule] += 1
            words[rule] += count
    lines = [f'| `{rule}` | {n} | {words[rule]} |' for rule, n in sorted(pages.items())]
    return '\n'.join(['| rule | pages | words left out |', '|:--|--:|--:|'] + lines)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('--data', help='a folder of sets')
    a.add_argument('--set', action='append', help='only these sets')
    a.add_argument('--program', required=True, help='examples/rule_evidence.rs, built; rules to turn off on every page may follow')
    a.add_argument('--sample', type=int, default=0, help='at most so many pages a set')
    a.add_argument('--jobs', type=int, default=2)
    o = a.parse_args()
    print('# What each rule is worth\n\nMade by `make rules`; [rules.py](rules.py) says what the columns mean.\n')
    if not o.data:
        return print(unjudged(o.program))
    sets = sorted(o.set or (name for name in os.listdir(o.data) if os.path.exists(os.path.join(o.data, name, 'truth.jsonl.gz'))))
    rows = []
    for name in sets:
        own = measure(os.path.join(o.data, name), o.program, o.jobs, o.sample)
        print(f'{name}: {len(own)} readings', file=sys.stderr, flush=True)
        rows += own
    print(f"Sets: {', '.join(sets)}{f', at most {o.sample} pages each' if o.sample else ''}.\n")
    print(table(rows))


if __name__ == '__main__':
    main()
