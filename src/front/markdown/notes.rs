//! Footnotes: defined in one place and called in another; in the tree they stand at their calls.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Code, Inline, Inlines};
use crate::source::Span;

/// No article has such a language; the placeholder of a note that is not defined yet.
const PLACEHOLDER: &str = "\u{0}note";

/// A call with a definition that may come later.
pub(super) fn call(label: &str) -> Inline {
    let code = Code { language: Some(PLACEHOLDER.into()), lang: None, text: key(label), caption: Vec::new() };
    Inline::Note(vec![BlockKind::Code(code).into()])
}

fn key(label: &str) -> String {
    label.to_lowercase()
}

/// The label of a placeholder.
fn label(blocks: &[Block]) -> Option<&str> {
    match blocks {
        [Block { kind: BlockKind::Code(code), .. }] if code.language.as_deref() == Some(PLACEHOLDER) => {
            Some(&code.text)
        }
        _ => None,
    }
}

/// The definitions met so far.
#[derive(Default)]
pub(super) struct Notes(BTreeMap<String, Defined>);

struct Defined {
    blocks: Vec<Block>,
    /// The texts of later definitions with the same label.
    again: Vec<(Vec<Block>, Span)>,
    span: Span,
    calls: usize,
}

impl Notes {
    /// Remembers a definition.
    pub(super) fn define(&mut self, label: &str, blocks: Vec<Block>, span: Span) {
        match self.0.entry(key(label)) {
            Entry::Vacant(place) => drop(place.insert(Defined { blocks, again: Vec::new(), span, calls: 0 })),
            Entry::Occupied(mut first) => first.get_mut().again.push((blocks, span)),
        }
    }

    /// Makes one note of several definitions with one label. If there is a call for each, as in chapters that each count
    /// their notes from 1, they stay apart.
    fn join(&mut self, blocks: &mut Vec<Block>, cx: &mut Context) {
        if self.0.values().all(|note| note.again.is_empty()) {
            return;
        }
        let mut count = Count(BTreeMap::new());
        count.blocks(blocks);
        for (label, note) in &mut self.0 {
            if note.again.len() + 1 == count.0.get(label).copied().unwrap_or(0) {
                continue;
            }
            for (text, span) in std::mem::take(&mut note.again) {
                let message = format!("The note {label} is defined again; its texts were put together.");
                cx.say(Diagnostic::remark(codes::NOTE_REPEATED, message).at(span));
                if text != note.blocks {
                    note.blocks.extend(text);
                }
            }
        }
    }

    /// Puts every note at its call, with a remark for notes without a call.
    ///
    /// A note called twice is set twice. `size` bounds the copied length, so that a long note called a thousand times
    /// does not make a book of a page.
    pub(super) fn bring(&mut self, blocks: &mut Vec<Block>, size: usize, cx: &mut Context) {
        if self.0.is_empty() {
            return;
        }
        self.join(blocks, cx);
        // Notes called in notes are moved there first, without the notes that those call.
        let inner: BTreeMap<String, Vec<Block>> =
            self.0.iter().map(|(k, d)| (k.clone(), without_calls(&d.blocks))).collect();
        let mut bring = Bring { notes: &mut self.0, inner: &inner, inside: false, budget: size + 100_000, refused: 0 };
        bring.blocks(blocks);
        let refused = bring.refused;
        if refused > 0 {
            let message = format!("{refused} repeated calls of long notes were left out.");
            cx.say(Diagnostic::remark(codes::NOTE_REPEATED, message));
        }
        for (label, note) in &self.0 {
            if note.calls == 0 {
                let message = format!("The note {label} is called nowhere and was left out.");
                cx.say(Diagnostic::remark(codes::NOTE_UNUSED, message).at(note.span));
            }
        }
    }
}

fn without_calls(blocks: &[Block]) -> Vec<Block> {
    struct Drop;
    impl Rewrite for Drop {
        fn inlines(&mut self, inlines: &mut Inlines) {
            inlines.retain(|i| !matches!(i, Inline::Note(blocks) if label(blocks).is_some()));
            walk::rewrite_inlines(self, inlines);
        }
    }
    let mut blocks = blocks.to_vec();
    Drop.blocks(&mut blocks);
    blocks
}

/// The number of calls of each label outside of notes.
struct Count(BTreeMap<String, usize>);

impl Rewrite for Count {
    fn inline(&mut self, inline: &mut Inline) {
        match inline {
            Inline::Note(blocks) => {
                if let Some(name) = label(blocks) {
                    *self.0.entry(name.to_string()).or_default() += 1;
                }
            }
            other => walk::rewrite_inline_children(self, other),
        }
    }
}

struct Bring<'n> {
    notes: &'n mut BTreeMap<String, Defined>,
    inner: &'n BTreeMap<String, Vec<Block>>,
    inside: bool,
    budget: usize,
    refused: usize,
}

impl Rewrite for Bring<'_> {
    fn inline(&mut self, inline: &mut Inline) {
        let Inline::Note(blocks) = inline else { return walk::rewrite_inline_children(self, inline) };
        let Some(name) = label(blocks).map(String::from) else { return };
        let Some(note) = self.notes.get_mut(&name) else { return blocks.clear() };
        note.calls += 1;
        let own = note.calls.checked_sub(2).and_then(|at| note.again.get(at)).map_or(&note.blocks, |(text, _)| text);
        let source = if self.inside { self.inner.get(&name) } else { Some(own) };
        let copy = source.cloned().unwrap_or_default();
        let cost = (note.span.end - note.span.start) as usize + 16;
        if note.calls > 1 && self.budget < cost {
            self.refused += 1;
            return blocks.clear();
        }
        self.budget = self.budget.saturating_sub(if note.calls > 1 { cost } else { 0 });
        *blocks = copy;
        if !self.inside {
            self.inside = true;
            self.blocks(blocks);
            self.inside = false;
        }
    }

    fn inlines(&mut self, inlines: &mut Inlines) {
        walk::rewrite_inlines(self, inlines);
        inlines.retain(|i| !matches!(i, Inline::Note(blocks) if blocks.is_empty()));
    }
}
