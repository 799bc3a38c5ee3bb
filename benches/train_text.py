#!/usr/bin/env python3
"""Learns the judges of the plain-text front end: src/front/text/weights/*.rs, tables of Rust

  train_text.py article  --data DIR --evidence PROGRAM [--check]   the lines of the article
  train_text.py heading  --data DIR --evidence PROGRAM [--check]   the headings among an article's lines
  train_text.py title    --data DIR --evidence PROGRAM [--check]   the line that is the title
  train_text.py ends     --data DIR --evidence PROGRAM [--check]   the full lines that end paragraphs, in texts without other signs

DIR holds captures-dev.jsonl.gz and headings-dev.json.gz (web pages as text, with the article that people marked).
PROGRAM prints the features of every logical line as numbers: `cargo run --release --example text_evidence`.
Without --check the weights are learned from all data and written. With it only figures are printed: the judge on its
own training data (fitted), and, the figure that counts, each fifth of the sites judged by a model of the other four (a
line a fold, then cross-validated). Needs numpy and scikit-learn. Seeds are fixed.

The judges are boosted regression trees (Friedman 2001): small, fast, indifferent to the scale of the numbers, and able
to learn that a short line means one thing between paragraphs and another in a menu. Headings are judged by a small
neural network as well, and the mean of the two odds counts: trees see steps where the network sees slopes, so they err
on different lines, and the mean errs less than either. The network is four of eight neurons each, started differently
and laid side by side. The evidence of words for a heading (`pros`, `conclusion`, `how`) is a logistic regression with few
terms (L1); its result is one feature among the others. Trees learn from its results on documents that it was not trained
on, because otherwise they would trust them too much.
"""
import argparse
import collections
import gzip
import json
import os
import re
import subprocess
import sys
import urllib.parse
import warnings

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

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
        """[text, comes before the judge, numbers, terms] for every logical line."""
        self.process.stdin.write(json.dumps([mode, text]).encode() + b'\n')
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())['units']


def read(path):
    with gzip.open(path, 'rt', encoding='utf8') as f:
        return [json.loads(line) for line in f] if '.jsonl' in path else json.load(f)


# ---------------------------------------------------------------------------------------------------------- examples
Line = collections.namedtuple('Line', 'numbers right weight terms key', defaults=((), ''))


def covered(units, body):
    """For every unit, the share of its words that are in the body within the same four words; None without words."""
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
    # A short heading between a paragraph and foreign text shares no four words; it is found as a whole line.
    sure = [i for i, s in enumerate(share) if s is not None and s > .5 and len(split[i]) >= 8]
    if sure:
        for i in range(sure[0], sure[-1]):
            if share[i] is not None and len(split[i]) < 8 and lines.get(key(units[i][0])):
                share[i] = 1.
    return share, [len(ts) for ts in split], len(want)


def sites(data):
    """The number of every document's site: pages of one site are never parted by a fold."""
    numbers = {}
    for d in data:
        host = urllib.parse.urlsplit(d.get('url') or d['id']).netloc or d['id']
        yield numbers.setdefault('.'.join(host.split('.')[-2:]), len(numbers)), d


def article(data, evidence):
    """Units of captures: rows, true if in the body, weight by words; grouped by site."""
    for page, d in sites(data):
        body = d['truth']['body']
        for view in ('copy', 'lynx', 'insc', 'mess'):
            units = evidence.units(d['views'][view])
            share, words, total = covered(units, body)
            rows = [Line(u[2], s > .5, (n + 2) ** .8 / max(total, 50) ** .8) for u, s, n in zip(units, share, words) if s is not None]
            yield page, rows, None
        t = d['truth']
        head = [t.get('title'), t.get('author') and 'By ' + t['author']]
        units = evidence.units('\n\n'.join([p for p in head if p] + [body]) + '\n')
        share, words, total = covered(units, body)
        rows = [Line(u[2], True, (n + 2) ** .8 / max(total, 50) ** .8) for u, s, n in zip(units, share, words) if s and s > .5]
        yield page, rows, None


def heading(data, evidence):
    """Units of marker-free articles: rows, true if a heading, weight, terms; the units of the figures; grouped by document."""
    for page, (_, d) in enumerate(sorted(data.items())):
        title = key(d.get('title'))
        lines = [(x, k) for x, k in d['lines'] if key(x) != title]
        units = evidence.units('\n\n'.join(([d['title']] if title else []) + [x for x, _ in lines]) + '\n', 'body')
        want = collections.Counter(key(x) for x, k in lines if k[0] == 'h' and key(x))
        rows = [Line(numbers, want[key(text)] > 0, 1., terms, key(text))
                for text, judged, numbers, terms in units if judged and key(text) and key(text) != title]
        yield page, rows, want


def title(data, evidence):
    """Units at the head of captures: rows, true if the title."""
    for page, d in sites(data):
        want = key(d['truth'].get('title'))
        if not want or not d['truth'].get('title_visible'):
            continue
        for view in ('copy', 'lynx', 'insc', 'mess'):
            units = evidence.units(d['views'][view], 'head')
            right = [key(u[0]) == want for u in units]
            if any(right):
                yield page, [Line(u[2], r, 1.) for u, r in zip(units, right)], None


def wrapped(paragraph, width, play):
    """The lines of a paragraph, each as wide as that or less by up to so many columns, as if broken by eye."""
    lines, random = [''], np.random.RandomState(len(paragraph))
    limit = width - random.randint(play + 1)
    for word in paragraph.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > limit:
            lines.append(word)
            limit = width - random.randint(play + 1)
        else:
            lines[-1] = (lines[-1] + ' ' + word).strip()
    return lines


def ends(data, evidence):
    """Lines below full ones, of articles wrapped with nothing between the paragraphs: rows, true if a paragraph begins."""
    for page, d in sites(data):
        paragraphs = [' '.join(p.split()) for p in d['truth']['body'].split('\n')]
        paragraphs = [p for p in paragraphs if tokens(p)]
        for width, play in WIDTHS if len(paragraphs) >= 5 else ():
            lines = [wrapped(p, width, play) for p in paragraphs]
            begins = [n == 0 for p in lines for n in range(len(p))]
            units = evidence.units('\n'.join(line for p in lines for line in p) + '\n', 'ends')
            yield page, [Line(u[2], begins[int(u[0])], 1.) for u in units], None


# ---------------------------------------------------------------------------------------------------------- learning
SETTINGS = dict(
    article=dict(max_iter=140, learning_rate=.1, max_leaf_nodes=15, min_samples_leaf=100, l2_regularization=5., max_features=.3),
    heading=dict(max_iter=150, learning_rate=.06, max_leaf_nodes=8, min_samples_leaf=100, l2_regularization=5., max_features=.1),
    title=dict(max_iter=60, learning_rate=.1, max_leaf_nodes=8, min_samples_leaf=30, l2_regularization=5., max_features=.3),
    ends=dict(max_iter=100, learning_rate=.08, max_leaf_nodes=12, min_samples_leaf=60, l2_regularization=5., max_features=.3))

# The columns at which people and programs wrap, and the lengths by which lines fall short.
WIDTHS = ((54, 0), (60, 0), (66, 0), (72, 0), (78, 0), (66, 8), (80, 12))

NETWORKS = dict(heading=dict(hidden_layer_sizes=(8,), alpha=3., max_iter=25))


HEADING = -.5  # the threshold of headings.rs


def split(groups, parts):
    """Groups by site, at random: the groups of a part, and those of the others. No site is in both."""
    pages = np.random.RandomState(0).permutation(sorted({g[0] for g in groups}))
    for n in range(parts):
        held = set(pages[n::parts].tolist())
        yield [g for g in groups if g[0] in held], [g for g in groups if g[0] not in held]


class Words:
    """A logistic regression on terms."""

    def __init__(self, groups):
        # A term of a few documents belongs to their subject.
        spread = collections.Counter(t for g in groups for t in {t for r in g[1] for t in r.terms})
        vocabulary = sorted(t for t, n in spread.items() if n >= 6)
        self.vectorizer = CountVectorizer(analyzer=lambda terms: terms, binary=True, vocabulary=vocabulary)
        lines = [r for g in groups for r in g[1] if r.terms]
        x = self.vectorizer.fit_transform([r.terms for r in lines])
        self.model = LogisticRegression(C=.15, l1_ratio=1., solver='liblinear', max_iter=1000, random_state=1)
        self.model.fit(x, [r.right for r in lines])

    def odds(self, rows):
        return self.model.decision_function(self.vectorizer.transform([r.terms for r in rows]))

    def rust(self):
        names, weights = self.vectorizer.get_feature_names_out(), self.model.coef_[0]
        terms = [f'("{n}", {number(w, 4)}),\n' for n, w in sorted(zip(names, weights)) if w]
        return f'Words {{ base: {number(self.model.intercept_[0], 4)}, weights: &[\n{"".join(terms)}] }}'


class Network:
    """Small networks side by side; their mean is one network with the neurons of all."""

    def __init__(self, x, y, count=4, **settings):
        x = x.astype(np.float64)
        self.centre, self.spread = x.mean(0), np.maximum(x.std(0), 1e-3)
        warnings.simplefilter('ignore', ConvergenceWarning)  # they stop early on purpose
        self.parts = [MLPClassifier(random_state=n, **settings).fit(self.scaled(x), y) for n in range(1, count + 1)]

    def scaled(self, x):
        """In standard deviations from the mean, four at most, because learning saw no values farther out."""
        return np.clip((x - self.centre) / self.spread, -4, 4)

    def odds(self, x):
        hidden = lambda p: np.maximum(self.scaled(x) @ p.coefs_[0] + p.intercepts_[0], 0)
        return np.mean([(hidden(p) @ p.coefs_[1] + p.intercepts_[1])[:, 0] for p in self.parts], axis=0)

    def rust(self):
        """The network as a value of Rust, a neuron a line."""
        neurons = [f'Neuron {{ gives: {number(given / len(self.parts), 3)}, bias: {number(p.intercepts_[0][n], 3)}, '
                   f'weights: &{numbers(p.coefs_[0][:, n])} }},\n'
                   for p in self.parts for n, given in enumerate(p.coefs_[1][:, 0])]
        base = number(np.mean([p.intercepts_[1][0] for p in self.parts]), 3)
        return (f'Network {{ base: {base},\ncentre: &{numbers(self.centre)},\nspread: &{numbers(self.spread)},\n'
                f'neurons: &[\n{"".join(neurons)}] }}')


class Judge:
    """Boosted trees, with a model of words before them if lines have terms, and a network for headings."""

    def __init__(self, what, groups):
        self.words = None
        if what == 'heading':
            held = [(g, Words(others)) for part, others in split(groups, 5) for g in part]
            numbers = [self.numbers(g[1], words) for g, words in held]
            groups = [g for g, _ in held]
            self.words = Words(groups)
        else:
            numbers = [self.numbers(g[1]) for g in groups if g[1]]
        rows = [r for g in groups for r in g[1]]
        y, w = np.array([r.right for r in rows], dtype=int), np.array([r.weight for r in rows])
        self.trees = HistGradientBoostingClassifier(random_state=1, early_stopping=False, **SETTINGS[what])
        x = np.concatenate([n for n in numbers if len(n)])
        self.trees.fit(x, y, sample_weight=w / w.mean())
        self.network = Network(x, y, **NETWORKS[what]) if what in NETWORKS else None

    @staticmethod
    def numbers(rows, words=None):
        x = np.array([r.numbers for r in rows], dtype=np.float32)
        return np.hstack([x, words.odds(rows)[:, None]]).astype(np.float32) if words and rows else x

    def odds(self, rows):
        if not rows:
            return np.array([])
        x = self.numbers(rows, self.words)
        odds = self.trees.decision_function(x)
        return (odds + self.network.odds(x)) / 2 if self.network else odds


def number(value, digits):
    """A constant of Rust."""
    text = f'{float(value):.{digits}g}'
    return text if '.' in text or 'e' in text else text + '.'


def numbers(values):
    return '[' + ', '.join(number(v, 3) for v in values) + ']'


def nodes(tree):
    """The nodes of a tree on a line; children come after their parent, which is how scikit-learn keeps them."""
    line = ''
    for at, n in enumerate(tree.nodes):
        assert n['is_leaf'] or (n['left'] > at and n['right'] > at)
        line += (f"leaf({number(n['value'], 4)}), " if n['is_leaf'] else
                 f"ask({n['feature_idx']}, {number(n['num_threshold'], 5)}, {n['left']}, {n['right']}), ")
    return line.rstrip() + '\n'


def write(what, judge):
    """The judge as tables of Rust: a tree, a neuron or a term a line."""
    trees = [tree for (tree,) in judge.trees._predictors]
    sizes = ', '.join(str(len(tree.nodes)) for tree in trees)
    network = f'Some({judge.network.rust()})' if judge.network else 'None'
    used = ['Judge', *(['Network', 'Neuron'] if judge.network else []), *(['Words'] if judge.words else []), 'ask', 'leaf']
    code = f'//! Weights trained by `benches/train_text.py {what}`.\n\nuse super::{{{", ".join(used)}}};\n\n'
    code += (f'pub(crate) static JUDGE: Judge = Judge {{\nbase: {number(np.ravel(judge.trees._baseline_prediction)[0], 5)},\n'
             f'sizes: &[{sizes}],\nnodes: &[\n{"".join(map(nodes, trees))}],\nnetwork: {network},\n}};\n')
    if judge.words:
        code += f'\npub(crate) static WORDS: Words = {judge.words.rust()};\n'
    with open(os.path.join(WEIGHTS, what + '.rs'), 'w', encoding='utf8') as f:
        f.write(code)


def figures(what, judged):
    """Precision, recall and F1 of groups and the odds of their lines: by weight, or by heading as tools/score counts."""
    tp = fp = fn = 0.
    for (_, rows, want), odds in judged:
        if what == 'title':
            best = int(np.argmax(odds))
            tp, fp, fn = tp + rows[best].right, fp + (not rows[best].right), fn + (not rows[best].right)
        elif what == 'heading':
            got = collections.Counter(r.key for r, o in zip(rows, odds) if o > HEADING)
            both = sum((want & got).values())
            tp, fp, fn = tp + both, fp + sum(got.values()) - both, fn + sum(want.values()) - both
        else:
            for o, r in zip(odds, rows):
                tp, fp, fn = tp + r.weight * (o > 0 and r.right), fp + r.weight * (o > 0 and not r.right), fn + r.weight * (o <= 0 and r.right)
    return f'P {tp / (tp + fp):.4f} R {tp / (tp + fn):.4f} F1 {2 * tp / (2 * tp + fp + fn):.4f}'


def check(what, groups):
    groups = [g for g in groups if g[1]]
    judge = Judge(what, groups)
    print(f'{what} fitted          {figures(what, [(g, judge.odds(g[1])) for g in groups])}', flush=True)
    judged = []
    for number, (part, others) in enumerate(split(groups, 5), 1):
        judge = Judge(what, others)
        fold = [(g, judge.odds(g[1])) for g in part]
        print(f'{what} fold {number}          {figures(what, fold)}', flush=True)
        judged += fold
    print(f'{what} cross-validated {figures(what, judged)}')


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('what', choices=SETTINGS)
    a.add_argument('--data', required=True)
    a.add_argument('--evidence', required=True)
    a.add_argument('--check', action='store_true')
    o = a.parse_args()
    data = read(os.path.join(o.data, 'headings-dev.json.gz' if o.what == 'heading' else 'captures-dev.jsonl.gz'))
    groups = list(dict(article=article, heading=heading, title=title, ends=ends)[o.what](data, Evidence(o.evidence)))
    if o.check:
        return check(o.what, groups)
    write(o.what, Judge(o.what, groups))


if __name__ == '__main__':
    sys.exit(main())
