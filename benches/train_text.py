#!/usr/bin/env python3
"""Learns the judges of the plain-text front end: src/front/text/weights/*.txt

  train_text.py article  --data DIR --evidence PROGRAM [--check]   which lines belong to the article
  train_text.py heading  --data DIR --evidence PROGRAM [--check]   which lines of an article are headings
  train_text.py title    --data DIR --evidence PROGRAM [--check]   which line is the title

DIR holds captures-dev.jsonl.gz and headings-dev.json.gz (web pages as text with what people found to be their article).
PROGRAM prints what the front end knows of every logical line as numbers: `cargo run --release --example text_evidence`.
Without --check the weights are learned from everything and written; with it each half of the pages is judged by what
the other half taught, and only figures are printed. Needs numpy and scikit-learn. Seeds are fixed.

The judges are boosted regression trees (Friedman 2001): small, fast, indifferent to the scale of the numbers, and able
to learn that a short line means one thing between paragraphs and another in a menu.
"""
import argparse
import collections
import gzip
import json
import math
import os
import re
import subprocess
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

HERE = os.path.dirname(os.path.abspath(__file__))
WEIGHTS = os.path.join(HERE, '..', 'src', 'front', 'text', 'weights')


def tokens(text):
    return re.findall(r'\w+', text or '')


def key(text):
    return ' '.join(tokens((text or '').lower()))


class Evidence:
    """The front end's own view of a text."""

    def __init__(self, program):
        self.process = subprocess.Popen(program.split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def units(self, text, mode='page'):
        """[text, has a marker, numbers] for every logical line."""
        self.process.stdin.write(json.dumps([mode, text]).encode() + b'\n')
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())['units']


def read(path):
    with gzip.open(path, 'rt', encoding='utf8') as f:
        return [json.loads(line) for line in f] if '.jsonl' in path else json.load(f)


# ---------------------------------------------------------------------------------------------------------- examples
def covered(units, body):
    """For every unit, which share of its words stands in the body within the same four words; None without words."""
    want = tokens(body)
    shingles = {tuple(want[i:i + 4]) for i in range(len(want) - 3)}
    lines = collections.Counter(key(x) for x in body.split('\n'))
    split = [tokens(u[0]) for u in units]
    flat = [(t, i) for i, ts in enumerate(split) for t in ts]
    hit = [False] * len(flat)
    for i in range(len(flat) - 3):
        if tuple(t for t, _ in flat[i:i + 4]) in shingles:
            hit[i:i + 4] = [True] * 4
    count = collections.Counter(i for (_, i), h in zip(flat, hit) if h)
    share = [count[i] / len(ts) if ts else None for i, ts in enumerate(split)]
    # A short heading between a paragraph and something foreign shares no four words; it is known as a line.
    sure = [i for i, s in enumerate(share) if s is not None and s > .5 and len(split[i]) >= 8]
    if sure:
        for i in range(sure[0], sure[-1]):
            if share[i] is not None and len(split[i]) < 8 and lines.get(key(units[i][0])):
                share[i] = 1.
    return share, [len(ts) for ts in split], len(want)


def article(data, evidence):
    """Units of captures: rows, belongs to the body?, weight by words; grouped by page."""
    for page, d in enumerate(data):
        body = d['truth']['body']
        for view in ('copy', 'lynx', 'insc', 'mess'):
            units = evidence.units(d['views'][view])
            share, words, total = covered(units, body)
            rows = [(u[2], s > .5, (n + 2) ** .8 / max(total, 50) ** .8) for u, s, n in zip(units, share, words) if s is not None]
            yield page, rows
        t = d['truth']
        head = [t.get('title'), t.get('author') and 'By ' + t['author']]
        units = evidence.units('\n\n'.join([p for p in head if p] + [body]) + '\n')
        share, words, total = covered(units, body)
        yield page, [(u[2], True, (n + 2) ** .8 / max(total, 50) ** .8) for u, s, n in zip(units, share, words) if s and s > .5]


def heading(data, evidence):
    """Units of marker-free articles: rows, is a heading?"""
    for page, (_, d) in enumerate(sorted(data.items())):
        title = key(d.get('title'))
        lines = [(x, k) for x, k in d['lines'] if key(x) != title]
        units = evidence.units('\n\n'.join(([d['title']] if title else []) + [x for x, _ in lines]) + '\n', 'body')
        want = collections.Counter(key(x) for x, k in lines if k[0] == 'h')
        rows = []
        for text, _, numbers in units:
            if key(text) and key(text) != title:
                rows.append((numbers, want[key(text)] > 0, 1. / math.sqrt(1 + len(lines))))
        yield page, rows


def title(data, evidence):
    """Units at the head of captures: rows, is the title?"""
    for page, d in enumerate(data):
        want = key(d['truth'].get('title'))
        if not want or not d['truth'].get('title_visible'):
            continue
        for view in ('copy', 'lynx', 'insc', 'mess'):
            units = evidence.units(d['views'][view], 'head')
            right = [key(u[0]) == want for u in units]
            if any(right):
                yield page, [(u[2], r, 1.) for u, r in zip(units, right)]


# ---------------------------------------------------------------------------------------------------------- learning
SETTINGS = dict(
    article=dict(max_iter=140, learning_rate=.1, max_leaf_nodes=15, min_samples_leaf=100, l2_regularization=5., max_features=.3),
    heading=dict(max_iter=100, learning_rate=.08, max_leaf_nodes=10, min_samples_leaf=40, l2_regularization=5., max_features=.3),
    title=dict(max_iter=60, learning_rate=.1, max_leaf_nodes=8, min_samples_leaf=30, l2_regularization=5., max_features=.3))


def learn(what, groups):
    rows = [r for _, rows in groups for r in rows]
    x = np.array([r[0] for r in rows], dtype=np.float32)
    y = np.array([r[1] for r in rows], dtype=int)
    w = np.array([r[2] for r in rows])
    model = HistGradientBoostingClassifier(random_state=1, early_stopping=False, **SETTINGS[what])
    return model.fit(x, y, sample_weight=w / w.mean())


def write(what, model):
    """One tree a line after the first: nodes as `feature threshold left right`, leaves as `value`."""
    os.makedirs(WEIGHTS, exist_ok=True)
    with open(os.path.join(WEIGHTS, what + '.txt'), 'w', encoding='utf8') as f:
        f.write(f'{float(np.ravel(model._baseline_prediction)[0]):.5g}\n')
        for (tree,) in model._predictors:
            nodes = []
            for n in tree.nodes:
                leaf = f"{n['value']:.4g}"
                split = f"{n['feature_idx']} {n['num_threshold']:.5g} {n['left']} {n['right']}"
                nodes.append(leaf if n['is_leaf'] else split)
            f.write(';'.join(nodes) + '\n')


def check(what, groups):
    """Each half judged by the other: precision, recall and F1 by weight."""
    tp = fp = fn = 0.
    for half in (0, 1):
        model = learn(what, [g for g in groups if g[0] % 2 != half])
        for page, rows in groups:
            if page % 2 != half or not rows:
                continue
            p = model.predict_proba(np.array([r[0] for r in rows], dtype=np.float32))[:, 1]
            if what == 'title':
                best = int(np.argmax(p))
                tp, fp, fn = tp + rows[best][1], fp + (not rows[best][1]), fn + (not rows[best][1])
                continue
            for q, (_, right, w) in zip(p, rows):
                tp, fp, fn = tp + w * (q > .5 and right), fp + w * (q > .5 and not right), fn + w * (q <= .5 and right)
    print(f'{what}: P {tp / (tp + fp):.4f} R {tp / (tp + fn):.4f} F1 {2 * tp / (2 * tp + fp + fn):.4f}')


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('what', choices=SETTINGS)
    a.add_argument('--data', required=True)
    a.add_argument('--evidence', required=True)
    a.add_argument('--check', action='store_true')
    o = a.parse_args()
    data = read(os.path.join(o.data, 'headings-dev.json.gz' if o.what == 'heading' else 'captures-dev.jsonl.gz'))
    groups = list(dict(article=article, heading=heading, title=title)[o.what](data, Evidence(o.evidence)))
    if o.check:
        return check(o.what, groups)
    write(o.what, learn(o.what, groups))


if __name__ == '__main__':
    sys.exit(main())
