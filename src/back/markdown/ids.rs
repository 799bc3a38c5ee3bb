//! The choice of the headings that must state their id.
//!
//! A heading's id is made from its words when it is read. So it is written (`{#id}`) only if a link points to it and
//! the words alone would give another id.

use std::collections::BTreeSet;

use crate::doc::walk::{self, Visit};
use crate::doc::{Block, BlockKind, Document, Inline, outline, plain_text};

/// The ids that must be stated.
pub(super) fn stated(document: &Document) -> BTreeSet<String> {
    let mut seen = Seen::default();
    walk::document(&mut seen, document);
    if !seen.headings.iter().any(|(_, id)| seen.links.contains(id)) {
        return BTreeSet::new();
    }
    let mut stated = BTreeSet::new();
    // Stating one id can free or take another's, so look again until nothing changes; two rounds are usual.
    for _ in 0..4 {
        let wrong = wrong_guesses(&seen, &stated);
        if wrong.is_empty() {
            return stated;
        }
        stated.extend(wrong);
    }
    seen.headings.into_iter().map(|(_, id)| id).filter(|id| seen.links.contains(id)).collect()
}

/// The linked ids that reading would not find again when only `stated` are written.
fn wrong_guesses(seen: &Seen, stated: &BTreeSet<String>) -> Vec<String> {
    let mut taken: BTreeSet<String> = seen.others.union(stated).cloned().collect();
    let mut wrong = Vec::new();
    for (words, id) in &seen.headings {
        if stated.contains(id) {
            continue;
        }
        let slug = outline::slug(words);
        let base = if slug.is_empty() { "section".to_string() } else { slug };
        let mut guess = base.clone();
        let mut number = 1;
        while !taken.insert(guess.clone()) {
            guess = format!("{base}-{number}");
            number += 1;
        }
        if guess != *id && seen.links.contains(id) {
            wrong.push(id.clone());
        }
    }
    wrong
}

/// Headings with their words and ids, in order; ids of other things; the targets of links.
#[derive(Default)]
struct Seen {
    headings: Vec<(String, String)>,
    others: BTreeSet<String>,
    links: BTreeSet<String>,
}

impl Visit for Seen {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(heading) => {
                let id = heading.id.clone().unwrap_or_default();
                self.headings.push((plain_text(&heading.content), id));
            }
            BlockKind::Table(table) => self.others.extend(table.id.clone()),
            BlockKind::Figure(figure) => self.others.extend(figure.id.clone()),
            _ => {}
        }
        walk::block_children(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Anchor(id) => {
                self.others.insert(id.clone());
            }
            Inline::Link(link) => self.links.extend(link.url.strip_prefix('#').map(String::from)),
            _ => {}
        }
        walk::inline_children(self, inline);
    }
}
