//! The sums of a page, and the features of a block beside them.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::super::blocks::{TextBlock, TextBlocks};
use super::names::Names;
use super::stated::{described, in_record, title_block};
use super::{
    AROUND, BOXES, BoxShares, CANDIDATES, Features, NEIGHBOURS, NONE, Neighbour, PageFacts, TAGS, is_prose, link_share,
};
use crate::front::html::dom::{Dom, Id};
use crate::front::trees::flag;

/// The most siblings that are searched, so that a list of many thousands does not cost the square of its length.
const MOST_SIBLINGS: usize = 40;

/// Sums over the page, made before single blocks are described.
pub(super) struct PageSums<'a> {
    dom: &'a Dom,
    blocks: &'a [TextBlock],
    facts: &'a PageFacts<'a>,
    /// By element: words, prose words, linked words and blocks at and below it.
    below: Vec<[u32; 4]>,
    words: u32,
    prose: u32,
    linked: u32,
    before: Vec<u32>,
    repeats: HashMap<u64, u32, RandomState>,
    /// The block with the title, or the first in an `h1`, otherwise the first of all.
    title: usize,
    in_record: Vec<f32>,
    described: Vec<bool>,
}

impl<'a> PageSums<'a> {
    pub(super) fn of(dom: &'a Dom, blocks: &'a TextBlocks, facts: &'a PageFacts<'a>) -> Self {
        let in_record = in_record(dom, blocks, facts.record);
        let described = described(dom, blocks, facts.description);
        let title = title_block(dom, blocks, facts.title);
        let blocks = blocks.blocks.as_slice();
        let mut below = vec![[0u32; 4]; dom.count()];
        let mut repeats: HashMap<u64, u32, RandomState> = HashMap::default();
        let (mut words, mut prose, mut linked, mut before) = (0, 0, 0, Vec::with_capacity(blocks.len()));
        for block in blocks {
            before.push(words);
            let own = [block.words, if is_prose(block) { block.words } else { 0 }, block.linked_words, 1];
            (words, prose, linked) = (words + own[0], prose + own[1], linked + own[2]);
            for above in dom.ancestors(block.host).chain([block.host]) {
                below[above.index()].iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
            }
            *repeats.entry(block.hash).or_default() += 1;
        }
        PageSums { dom, blocks, facts, below, words, prose, linked, before, repeats, title, in_record, described }
    }

    pub(super) fn features(&self, at: usize, names: &mut Names) -> Features {
        let block = &self.blocks[at];
        let (count, total) = (self.blocks.len() as f32, self.words.max(1) as f32);
        let characters = block.characters.max(1) as f32;
        let (near, far) = names.around(block.host);
        Features {
            words: block.words as f32,
            characters: block.characters as f32,
            word_length: characters / block.words.max(1) as f32,
            link_share: link_share(block),
            links: block.links as f32,
            hidden_share: block.hidden_words as f32 / block.words.max(1) as f32,
            ends_sentence: flag(matches!(
                block.last,
                '.' | '!' | '?' | '…' | '”' | '"' | '’' | '»' | '。' | '！' | '？'
            )),
            ends_colon: flag(matches!(block.last, ':' | '：')),
            marks: block.marks as f32,
            capital_share: block.capitals as f32 / characters,
            digit_share: block.digits as f32 / characters,
            copyright: flag(block.copyright),
            bar: flag(block.bar),
            repeats: self.repeats.get(&block.hash).copied().unwrap_or(0) as f32,
            tag: TAGS.map(|tag| flag(self.dom.tag(block.host) == tag)),
            around: self.around(block.host),
            depth: self.dom.ancestors(block.host).count() as f32,
            names: std::array::from_fn(|word| if near >> word & 1 == 1 { 2.0 } else { (far >> word & 1) as f32 }),
            place: at as f32 / count,
            words_before: self.before[at] as f32 / total,
            words_through: (self.before[at] + block.words) as f32 / total,
            blocks_after_title: (at as f32 - self.title as f32) / count,
            after_title: flag(at >= self.title),
            is_title: flag(at == self.title),
            neighbours: NEIGHBOURS.map(|by| self.neighbour(at, by)),
            boxes: self.boxes(block.host),
            siblings: self.siblings(block.host),
            in_record: self.in_record[at],
            described: self.described[at],
            page_words: self.words as f32,
            page_blocks: count,
            page_prose: self.prose as f32 / total,
            page_links: self.linked as f32 / total,
            coverages: self.coverages(at),
        }
    }

    fn coverages(&self, at: usize) -> [f32; CANDIDATES.len()] {
        let mut coverages = [NONE; CANDIDATES.len()];
        for candidate in self.facts.candidates {
            coverages[candidate.way] = candidate.coverage[at];
        }
        coverages
    }

    fn around(&self, host: Id) -> [f32; AROUND.len()] {
        let mut counts = [0.0; AROUND.len()];
        for above in std::iter::once(host).chain(self.dom.ancestors(host)) {
            if let Some(tag) = AROUND.iter().position(|tag| *tag == self.dom.tag(above)) {
                counts[tag] += 1.0;
            }
        }
        counts
    }

    fn neighbour(&self, at: usize, by: isize) -> Neighbour {
        let Some(block) = at.checked_add_signed(by).and_then(|at| self.blocks.get(at)) else {
            return Neighbour { words: NONE, link_share: NONE, is_paragraph: NONE, same_element: NONE };
        };
        let element = |block: &TextBlock| (self.dom.tag(block.host), self.dom.attr(block.host, "class"));
        Neighbour {
            words: block.words as f32,
            link_share: link_share(block),
            is_paragraph: flag(self.dom.tag(block.host) == "p"),
            same_element: flag(element(block) == element(&self.blocks[at])),
        }
    }

    fn boxes(&self, host: Id) -> [BoxShares; BOXES] {
        let mut at = host;
        std::array::from_fn(|_| {
            let [words, prose, linked, blocks] = self.below[at.index()];
            at = self.dom.parent(at).unwrap_or(at);
            BoxShares {
                words: words as f32 / self.words.max(1) as f32,
                prose: prose as f32 / self.prose.max(1) as f32,
                links: linked as f32 / words.max(1) as f32,
                blocks: blocks as f32,
            }
        })
    }

    /// Siblings of the same tag and class, the element among them; at most [`MOST_SIBLINGS`].
    fn siblings(&self, host: Id) -> f32 {
        let dom = self.dom;
        let Some(parent) = dom.parent(host) else { return 0.0 };
        let alike = |id: &Id| dom.tag(*id) == dom.tag(host) && dom.attr(*id, "class") == dom.attr(host, "class");
        dom.elements(parent).take(MOST_SIBLINGS).filter(alike).count() as f32
    }
}
