#!/usr/bin/env python3
"""train_content.py COMMAND: trains the block model of src/front/html/content, and measures it honestly.

  collect --data FOLDER...   asks examples/content_evidence.rs about every page and keeps the answers in --cache
  check                      folds by site over all sets, then each set left out; a row of figures per set
  train                      trains on all sets and writes src/front/html/content/weights.rs

A folder holds `truth.jsonl.gz` (a page a line: id, url, truth with body, or with `with` and `without` snippets) and
`ID.html.gz`. No page is judged by a model that saw a page of its site, and no figure of a page that was trained on
is printed. If a set has no addresses, the host that a page links to most often is its site.

A text block is article if at least KEPT of its words are in the body in the same 4-word runs, and is not if at most
DROPPED are; blocks between are left out of training. Every page weighs the same. A set is judged and never learned if
its truth has no bodies, or is another program's output (--unlearned).

A candidate is judged by the text of the blocks of which it keeps at least half; other instruments measure the gains and
losses of the built document by its structure.

Needs numpy and lightgbm.
"""
import argparse
import gzip
import json
import os
import pickle
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from judging import FOLDS, covered, f1, fold_of, is_lost, judged, macro, read_truth, site_of, tokens

HERE = os.path.dirname(os.path.abspath(__file__))
WEIGHTS = os.path.join(HERE, '..', 'src', 'front', 'html', 'content', 'weights.rs')
KEPT, DROPPED = .6, .3
# As in src/front/html/content/select.rs.
TIE, MARGIN, FLOOR, LEAST, BELIEVED = .005, .02, 1 / 3, 60, .5
# As in src/front/html/content/model.rs, and the place of the feature `in_record` in a row.
STATED, IN_RECORD = .9, 22
# Candidates that are only described to the model and never taken.
DESCRIBED = ('densest', 'page')
SETTINGS = dict(num_leaves=31, learning_rate=.08, min_data_in_leaf=80, feature_fraction=.4, bagging_fraction=.8,
                bagging_freq=1, lambda_l2=5., max_bin=63, verbose=-1, objective='binary', num_threads=1, seed=1,
                deterministic=True, force_row_wise=True)
TREES = 190
# Most blocks of a page that are learned from, drawn at random.
BLOCKS = 150


# ------------------------------------------------------------------------------------------------ collecting
def judged_once(truth, candidates, texts):
    """The accuracy of each candidate; a candidate with the same share of every block as another is not judged again."""
    known = {}
    for coverage in (tuple(c[1]) for c in candidates):
        if coverage not in known:
            known[coverage] = judged(truth, ['\n'.join(t for t, share in zip(texts, coverage) if share >= .5)])
    return [known[tuple(c[1])] for c in candidates]


def collect(folder, program, jobs, sample):
    data = read_truth(folder)
    if sample and len(data) > sample:
        data = [data[i] for i in sorted(np.random.RandomState(1).choice(len(data), sample, replace=False))]

    def part(rows):
        out = []
        with tempfile.NamedTemporaryFile(suffix='.html') as page:
            process = subprocess.Popen(program.split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            for d in rows:
                with gzip.open(os.path.join(folder, d['id'] + '.html.gz')) as f:
                    html = f.read()
                page.seek(0)
                page.truncate()
                page.write(html)
                page.flush()
                process.stdin.write(page.name.encode() + b'\n')
                process.stdin.flush()
                answer = json.loads(process.stdout.readline())
                texts = [text for text, _, _ in answer['blocks']]
                shape = len(texts), answer['features']
                rows_of = np.frombuffer(process.stdout.read(4 * shape[0] * shape[1]), dtype='<f4').reshape(shape)
                truth = d['truth']
                body = truth.get('body')
                out.append(dict(
                    id=d['id'], url=d.get('url'), kind=d.get('kind'), site=site_of(d.get('url'), html),
                    body=body is not None, size=len(tokens(body)), x=rows_of,
                    words=np.array([n for _, n, _ in answer['blocks']], dtype=np.float32),
                    described=np.array([is_it for _, _, is_it in answer['blocks']], dtype=bool),
                    y=covered(texts, body) if body is not None else None,
                    names=[c[0] for c in answer['candidates']],
                    coverage=np.array([c[1] for c in answer['candidates']], dtype=np.float32),
                    judged=judged_once(truth, answer['candidates'], texts)))
            process.stdin.close()
            process.wait()
        return out
    with ThreadPoolExecutor(jobs) as pool:
        parts = list(pool.map(part, [data[i::jobs] for i in range(jobs)]))
    return sorted((page for p in parts for page in p), key=lambda page: page['id'])


# ------------------------------------------------------------------------------------------------ learning and choosing
def learn(pages, trees=TREES):
    import lightgbm
    random = np.random.RandomState(1)
    xs, ys, ws = [], [], []
    for page in pages:
        sure = np.flatnonzero((page['y'] >= KEPT) | (page['y'] <= DROPPED)) if len(page['words']) else []
        if len(sure) > BLOCKS:
            sure = np.sort(random.choice(sure, BLOCKS, replace=False))
        if not len(sure):
            continue
        weight = np.minimum(page['words'][sure], 200)
        xs.append(page['x'][sure])
        ys.append(page['y'][sure] >= KEPT)
        ws.append(weight / weight.sum())
    w = np.concatenate(ws)
    data = lightgbm.Dataset(np.vstack(xs), np.concatenate(ys), weight=w / w.mean(), params=dict(max_bin=SETTINGS['max_bin']))
    return lightgbm.train(SETTINGS, data, trees)


def choose(page, q):
    """The index of the candidate that the product takes, given the probabilities of the blocks."""
    if not len(page['words']):
        return 0 if page['names'] else None
    w, c, names = page['words'], page['coverage'], page['names']
    q = np.where((page['x'][:, IN_RECORD] > .5) | page['described'], np.maximum(q, STATED), q)
    words = c @ w
    expected = c @ (w * q)
    score = 2 * expected / np.maximum(words + (w * q).sum(), 1e-9)
    at = names.index('readability') if 'readability' in names else None
    believed = at is not None and words[at] >= LEAST and expected[at] >= BELIEVED * words[at]
    allowed = (words >= (FLOOR * words[at] if believed else 0)) & ~np.isin(names, DESCRIBED)
    best = score[allowed].max(initial=0)
    if 'discussion' in names and allowed[names.index('discussion')]:
        return names.index('discussion')
    if 'carved' in names and allowed[names.index('carved')] and score[names.index('carved')] >= best - MARGIN:
        return names.index('carved')
    return int(np.argmax(np.where(allowed & (score >= best - TIE), words, -1)))


def figures(name, pages):
    """A row: F1 carved, chosen, best possible; lost pages of each; pages helped and harmed by more than .02."""
    def taken(pick):
        out = []
        for page in pages:
            at = pick(page)
            out.append(dict(page, taken=page['judged'][at] if at is not None else (0, 0, 1)))
        return out
    carved = taken(lambda page: page['names'].index('carved') if 'carved' in page['names'] else None)
    chosen = taken(lambda page: page['at'])
    best = taken(lambda page: max(range(len(page['judged'])), key=lambda i: score_of(page, i)) if page['judged'] else None)
    gain = [f1(b['taken']) - f1(a['taken']) for a, b in zip(carved, chosen)]
    lost = [sum(is_lost(x, x['taken']) for x in xs) for xs in (carved, chosen, best)]
    row = f'{name:28}{len(pages):5}  F1 {macro(carved):.4f} {macro(chosen):.4f} {macro(best):.4f}  lost {lost[0]:3} {lost[1]:3} {lost[2]:3}'
    print(f'{row}  helped {sum(g > .02 for g in gain):3} harmed {sum(g < -.02 for g in gain):3}', flush=True)


def score_of(page, i):
    t = page['judged'][i]
    return f1(t) if page['body'] else t[0] - t[1]


def show(sets, way):
    print(f'{way:28}{"n":>5}  carved, chosen, best candidate')
    for name, pages in sets.items():
        figures(name, pages)


def decide(model, pages):
    for page in pages:
        q = model.predict(page['x']) if len(page['words']) else np.zeros(0)
        page['q'] = q.astype(np.float32)
        page['at'] = choose(page, page['q'])


def learned(sets, o):
    return {n: [p for p in ps if p['body']] for n, ps in sets.items() if n not in o.unlearned}


def check(sets, o):
    for fold in range(FOLDS):
        train = [p for ps in learned(sets, o).values() for p in ps if fold_of(p['site']) != fold]
        test = {n: [p for p in ps if fold_of(p['site']) == fold] for n, ps in sets.items()}
        model = learn(train)
        for pages in test.values():
            decide(model, pages)
        if o.every_fold:
            show({n: ps for n, ps in test.items() if ps}, f'fold {fold}')
    show(sets, 'folds by site')
    if o.keep:
        with open(o.keep, 'wb') as f:
            pickle.dump({n: [{k: v for k, v in p.items() if k != 'x'} for p in ps] for n, ps in sets.items()}, f)
    for name in sets if o.leave_out else ():
        if name in o.unlearned or not any(p['body'] for p in sets[name]):
            continue
        sites = {p['site'] for p in sets[name]}
        model = learn([p for n, ps in learned(sets, o).items() if n != name for p in ps if p['site'] not in sites])
        decide(model, sets[name])
        show({name: sets[name]}, 'set left out')


# ------------------------------------------------------------------------------------------------ writing
def at_most(threshold):
    """The largest f32 that is at most a threshold, so that a comparison of f32 has the same result."""
    near = np.float32(threshold)
    return near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf))


def number(value):
    """A constant of Rust."""
    text = str(np.float32(value))
    return text if '.' in text or 'e' in text else text + '.'


def nodes_of(tree, out):
    """The nodes of a tree in the order of src/front/trees.rs: a node, its left part, its right part."""
    at = len(out)
    if 'leaf_value' in tree:
        out.append('leaf(' + number('%.4g' % tree['leaf_value']) + ')')
        return
    out.append(None)
    nodes_of(tree['left_child'], out)
    right = len(out)
    nodes_of(tree['right_child'], out)
    out[at] = f"ask({tree['split_feature']}, {number(at_most(tree['threshold']))}, {at + 1}, {right})"


def write(model, path):
    """The model as tables of Rust, a tree a line."""
    trees = []
    for tree in model.dump_model()['tree_info']:
        trees.append([])
        nodes_of(tree['tree_structure'], trees[-1])
    sizes = ', '.join(str(len(nodes)) for nodes in trees)
    lines = ''.join(', '.join(nodes) + ',\n' for nodes in trees)
    with open(path, 'w', encoding='utf8') as f:
        f.write('//! Weights trained by `benches/train_content.py`.\n'
                '#![allow(clippy::approx_constant, reason = "a learned threshold may come near a constant of mathematics")]\n'
                '#![allow(clippy::excessive_precision, reason = "Python writes some numbers with a digit more")]\n\n'
                'use crate::front::trees::{Judge, ask, leaf};\n\n'
                f'#[rustfmt::skip]\npub(crate) static JUDGE: Judge = Judge {{\nbase: 0.0,\nsizes: &[{sizes}],\nnodes: &[\n{lines}],\nnetwork: None,\n}};\n')
    print(f'{path}: {len(trees)} trees of {sum(map(len, trees))} nodes')


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('command', choices=('collect', 'check', 'train'))
    a.add_argument('--data', action='append', default=[], help='a folder of pages; several times')
    a.add_argument('--program', default='target/release/examples/content_evidence')
    a.add_argument('--cache', required=True, help='a folder for what was collected')
    a.add_argument('--sample', type=int, default=0, help='at most so many pages a set, drawn at random')
    a.add_argument('--jobs', type=int, default=2)
    a.add_argument('--unlearned', action='append', default=['pages-readability'], help='a set that is only judged')
    a.add_argument('--every-fold', action='store_true', help='figures of each fold, too')
    a.add_argument('--leave-out', action='store_true', help='then each set left out')
    a.add_argument('--keep', help='a file for the probabilities of the folds')
    a.add_argument('--weights', default=WEIGHTS)
    o = a.parse_args()
    os.makedirs(o.cache, exist_ok=True)
    if o.command == 'collect':
        for folder in o.data:
            name = os.path.basename(os.path.normpath(folder))
            pages = collect(folder, o.program, o.jobs, o.sample)
            with open(os.path.join(o.cache, name + '.pickle'), 'wb') as f:
                pickle.dump(pages, f, protocol=5)
            print(name, len(pages), 'pages', sum(len(p['words']) for p in pages), 'blocks', flush=True)
        return
    sets = {}
    for file in sorted(os.listdir(o.cache)):
        if file.endswith('.pickle'):
            with open(os.path.join(o.cache, file), 'rb') as f:
                sets[file[:-len('.pickle')]] = pickle.load(f)
    if o.command == 'check':
        return check(sets, o)
    write(learn([p for ps in learned(sets, o).values() for p in ps]), o.weights)


if __name__ == '__main__':
    main()
