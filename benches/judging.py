"""The accuracy of a document, for the other programs here: pandoc's JSON as text, F1 of 4-word runs, sites and folds.

A page's truth has a body, or snippets that must stay (`with`) and must go (`without`). A document is read four ways,
because truths differ in it: with the captions of figures and without, with notes at their calls and at the end; the best
reading counts.
"""
import collections
import gzip
import hashlib
import json
import os
import re
import statistics
import urllib.parse

import numpy as np

FOLDS = 5


def read_truth(folder):
    """The pages of a set: id, url, truth."""
    with gzip.open(os.path.join(folder, 'truth.jsonl.gz'), 'rt', encoding='utf8') as f:
        return [json.loads(line) for line in f]


def tokens(text):
    return re.findall(r'\w+', text or '')


# ------------------------------------------------------------------------------------------------ a document as text
def inline_text(inlines, notes):
    """The text of pandoc's inlines; notes is a list that takes the lines of notes, or None to leave them at their calls."""
    out = []
    for x in inlines:
        kind, c = x['t'], x.get('c')
        if kind == 'Str':
            out.append(c)
        elif kind in ('Space', 'SoftBreak'):
            out.append(' ')
        elif kind == 'LineBreak':
            out.append('\n')
        elif kind in ('Code', 'Math'):
            out.append(c[1])
        elif kind in ('Quoted', 'Link', 'Span', 'Cite'):
            out.append(inline_text(c[1], notes))
        elif kind == 'Note':
            lines = block_lines(c, True, None)
            if notes is None:
                out.append(' ' + ' '.join(lines) + ' ')
            else:
                notes.extend(lines)
        elif isinstance(c, list) and kind not in ('Image', 'RawInline'):
            out.append(inline_text(c, notes))
    return ''.join(out)


def block_lines(blocks, captions, notes):
    """The lines of pandoc's blocks, a table row a line."""
    out = []
    inner = lambda x: block_lines(x, captions, notes)
    for x in blocks:
        kind, c = x['t'], x.get('c')
        if kind in ('Para', 'Plain'):
            out += inline_text(c, notes).split('\n')
        elif kind == 'Header':
            out.append(inline_text(c[2], notes).replace('\n', ' '))
        elif kind == 'LineBlock':
            out += [inline_text(line, notes) for line in c]
        elif kind == 'CodeBlock':
            out += c[1].split('\n')
        elif kind == 'BlockQuote':
            out += inner(c)
        elif kind == 'Div':
            out += inner(c[1])
        elif kind == 'Figure':
            out += inner(c[2]) + (inner(c[1][1]) if captions else [])
        elif kind in ('BulletList', 'OrderedList'):
            for item in c if kind == 'BulletList' else c[1]:
                out += inner(item)
        elif kind == 'DefinitionList':
            for term, definitions in c:
                out.append(inline_text(term, notes))
                for definition in definitions:
                    out += inner(definition)
        elif kind == 'Table':
            out += inner(c[1][1])
            rows = list(c[3][1]) + [row for body in c[4] for row in body[2] + body[3]] + list(c[5][1])
            out += ['\t'.join(' '.join(inner(cell[4])) for cell in row[1]) for row in rows]
    return [line for line in out if line.strip()]


def readings(blocks):
    """The plain reading first: captions kept, notes at their calls."""
    out = []
    for captions in (True, False):
        for at_call in (True, False):
            notes = None if at_call else []
            text = '\n\n'.join(block_lines(blocks, captions, notes) + (notes or []))
            if text not in out:
                out.append(text)
    return out


# ------------------------------------------------------------------------------------------------ figures
def shingles(text, n=4):
    t = tokens(text)
    return collections.Counter(tuple(t[i:i + n]) for i in range(max(1, len(t) - n + 1)) if t)


def triple(want, text):
    """(hits, extra, missed) of 4-word runs, as shares of their sum."""
    got = shingles(text)
    hits = sum((want & got).values())
    extra, missed = sum(got.values()) - hits, sum(want.values()) - hits
    total = hits + extra + missed
    return (hits / total, extra / total, missed / total) if total else (0., 0., 0.)


def f1(t):
    return 2 * t[0] / (2 * t[0] + t[1] + t[2]) if t[0] else 0.


def judged(truth, texts):
    """The accuracy of a document by its readings: a triple of shares if the truth has a body, otherwise counts of snippets."""
    if truth.get('body') is not None:
        want = shingles(truth['body'])
        return max((triple(want, text) for text in texts), key=f1)
    flat = ' '.join(texts[0].split())
    stays = lambda s: ' '.join(s.split()) in flat
    hits, extra = (sum(map(stays, truth[k])) for k in ('with', 'without'))
    return hits, extra, len(truth['with']) - hits


def macro(pages):
    """F1 of a set: of mean precision and mean recall over pages with bodies, or over all snippets."""
    if not pages:
        return 0.
    if pages[0]['body']:
        p = [t[0] / (t[0] + t[1]) for t in (x['taken'] for x in pages) if t[0] + t[1]]
        r = [t[0] / (t[0] + t[2]) for t in (x['taken'] for x in pages) if t[0] + t[2]]
        p, r = statistics.mean(p or [0]), statistics.mean(r or [0])
    else:
        hits, extra, missed = (sum(x['taken'][i] for x in pages) for i in range(3))
        p, r = hits / max(1, hits + extra), hits / max(1, hits + missed)
    return 2 * p * r / (p + r) if p + r else 0.


def is_lost(page, t):
    return f1(t) <= .25 and page['size'] >= 100 if page['body'] else not t[0] and t[2] > 0


# ------------------------------------------------------------------------------------------------ blocks and sites
def covered(texts, body):
    """For every block, the share of its words that are in the body within the same 4-word runs."""
    want = tokens(body)
    runs = {tuple(want[i:i + 4]) for i in range(len(want) - 3)}
    lines = {tuple(tokens(line)) for line in body.split('\n')}
    flat = [(t, i) for i, text in enumerate(texts) for t in tokens(text)]
    hit = [False] * len(flat)
    for i in range(len(flat) - 3):
        if tuple(t for t, _ in flat[i:i + 4]) in runs:
            hit[i:i + 4] = [True] * 4
    count = collections.Counter(i for (_, i), h in zip(flat, hit) if h)
    size = collections.Counter(i for _, i in flat)
    share = np.array([count[i] / size[i] if size[i] else 0. for i in range(len(texts))], dtype=np.float32)
    # A short line between two foreign ones shares no four words; inside the article it is found as a whole line.
    sure = [i for i, s in enumerate(share) if s > .5 and size[i] >= 8]
    for i in range(sure[0], sure[-1]) if sure else ():
        if size[i] < 8 and tuple(tokens(texts[i])) in lines:
            share[i] = 1.
    return share


def site_of(url, html):
    """The host without `www.`; if the address is unknown, the host with the most links."""
    host = urllib.parse.urlparse(url or '').netloc
    if not host or host == 'fakehost':
        hosts = collections.Counter(re.findall(rb'href=["\']https?://([\w.-]+)', html))
        host = hosts.most_common(1)[0][0].decode() if hosts else hashlib.md5(html).hexdigest()
    return re.sub(r'^www\.', '', host.lower())


def fold_of(site):
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % FOLDS
