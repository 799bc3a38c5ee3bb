//! The evidence for the choice of the article, for `benches/train_content.py`, which trains the block model on it.

use super::content::candidates::{CANDIDATES, Candidate};
use super::content::discussion::Posts;
use super::content::features::Features;
use super::content::{self, Weighed};
use super::{metadata, normalize, notes, parse};
use crate::context::Context;

/// A text block of a page.
pub struct Block {
    /// Its text with white space folded.
    pub text: String,
    /// Its words, as the model weighs it.
    pub words: u32,
    /// True if the page's description quotes it.
    pub described: bool,
    /// Its features, in the order of the model.
    pub row: Vec<f32>,
}

/// The proposal of one candidate for a page.
pub struct Proposal {
    /// The way's name.
    pub name: &'static str,
    /// The share of each block that it keeps.
    pub coverage: Vec<f32>,
}

/// The text blocks of a page and every proposal for it.
pub fn evidence(html: &str) -> (Vec<Block>, Vec<Proposal>) {
    let mut cx = Context::default();
    let (parsed, mut dom) = parse(html, &mut cx);
    normalize::ungarble(&mut dom);
    normalize::normalize(&mut dom, &cx.reading);
    let known = metadata::read(&dom, html, None, &mut cx);
    let posts = Posts::find(&dom, &known);
    let notes = notes::find(&mut dom, &known.base, &cx.reading);
    let Weighed { blocks, candidates, features, .. } =
        content::weigh(&dom, parsed, &notes, &known, posts.as_ref(), &cx.reading);
    let mut texts = vec![String::new(); features.len()];
    for piece in &blocks.pieces {
        texts[piece.block as usize].push_str(dom.text(piece.node).unwrap_or(""));
    }
    let describe = |((text, words), features): ((String, u32), &Features)| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Block { text, words, described: features.is_described(), row: features.to_row() }
    };
    let words = blocks.blocks.iter().map(|block| block.words);
    let propose = |Candidate { way, coverage, .. }: Candidate| Proposal { name: CANDIDATES[way].name, coverage };
    (texts.into_iter().zip(words).zip(&features).map(describe).collect(), candidates.into_iter().map(propose).collect())
}
