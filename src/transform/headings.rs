//! Sets an id on every heading and makes all ids of a document differ.
//!
//! Ids are the targets of links, bookmarks and contents. A heading's id comes from its words, as GitHub makes them, so
//! that a link written for one place works in another. Levels stay as the source has them: see
//! [`crate::doc::outline::steps`].

use std::collections::{BTreeMap, BTreeSet};

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Document, Inline, Inlines, outline, plain_text};

/// Gives ids.
pub(crate) fn headings(document: &mut Document, cx: &mut Context) {
    // Ids that the source states win over ids made here, at any place.
    let stated = walk::ids(document).into_iter().collect();
    let mut ids = Ids { taken: stated, seen: BTreeSet::new(), next: BTreeMap::new(), renamed: 0 };
    walk::rewrite_document(&mut ids, document);
    if ids.renamed > 0 {
        let message = format!("{} ids were used more than once; links lead to the first.", ids.renamed);
        cx.say(Diagnostic::remark(codes::ID_TWICE, message));
    }
}

struct Ids {
    /// Ids that the source states, and those made so far.
    taken: BTreeSet<String>,
    /// Stated ids that were met.
    seen: BTreeSet<String>,
    /// The next number for a word that many headings share, so that a thousand equal headings cost no search.
    next: BTreeMap<String, u32>,
    renamed: usize,
}

impl Ids {
    /// Keeps the first use of a stated id and drops it from later ones.
    fn first_use(&mut self, id: &mut Option<String>) {
        if id.as_ref().is_some_and(|id| id.trim().is_empty()) {
            *id = None;
        }
        if let Some(stated) = id
            && !self.seen.insert(stated.clone())
        {
            *id = None;
            self.renamed += 1;
        }
    }

    fn fresh(&mut self, words: &str) -> String {
        let slug = outline::slug(words);
        let base = if slug.is_empty() { "section".to_string() } else { slug };
        let number = self.next.entry(base.clone()).or_default();
        loop {
            let id = if *number == 0 { base.clone() } else { format!("{base}-{number}") };
            *number += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

impl Rewrite for Ids {
    fn block(&mut self, block: &mut Block) {
        match &mut block.kind {
            BlockKind::Heading(heading) => {
                self.first_use(&mut heading.id);
                if heading.id.is_none() {
                    heading.id = Some(self.fresh(&plain_text(&heading.content)));
                }
            }
            BlockKind::Table(table) => self.first_use(&mut table.id),
            BlockKind::Figure(figure) => self.first_use(&mut figure.id),
            _ => {}
        }
        walk::rewrite_block_children(self, block);
    }

    fn inlines(&mut self, inlines: &mut Inlines) {
        inlines.retain(|inline| match inline {
            Inline::Anchor(id) => {
                let first = !id.trim().is_empty() && self.seen.insert(id.clone());
                self.renamed += usize::from(!first);
                first
            }
            _ => true,
        });
        walk::rewrite_inlines(self, inlines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Figure, Heading, Table};

    fn ids_of(blocks: Vec<Block>) -> Vec<String> {
        let mut document = Document { blocks, ..Document::default() };
        headings(&mut document, &mut Context::default());
        let id = |b: &Block| match &b.kind {
            BlockKind::Heading(h) => h.id.clone(),
            _ => None,
        };
        document.blocks.iter().filter_map(id).collect()
    }

    fn heading(words: &str, id: Option<&str>) -> Block {
        BlockKind::Heading(Heading { level: 1, id: id.map(String::from), content: vec![Inline::text(words)] }).into()
    }

    #[test]
    fn ids_differ_and_stated_ones_win() {
        let blocks = vec![
            heading("One", None),
            heading("One", None),
            heading("Two", Some("one")),
            heading("…", None),
            heading("x", Some("one")),
        ];
        assert_eq!(ids_of(blocks), ["one-1", "one-2", "one", "section", "x"]);
    }

    #[test]
    fn anchors_without_a_name_and_repeated_ones_go() {
        let anchor = |id: &str| Inline::Anchor(id.into());
        let content = vec![anchor("a"), anchor(" "), Inline::text("x"), anchor("a"), anchor("b")];
        let mut document = Document { blocks: vec![BlockKind::Paragraph(content).into()], ..Document::default() };
        headings(&mut document, &mut Context::default());
        let kept = BlockKind::Paragraph(vec![anchor("a"), Inline::text("x"), anchor("b")]);
        assert_eq!(document.blocks, [Block::from(kept)]);
    }

    #[test]
    fn ids_used_again_are_dropped_and_counted() {
        let table = |id: &str| BlockKind::Table(Table { id: Some(id.into()), ..Table::default() }).into();
        let figure = |id: &str| BlockKind::Figure(Figure { id: Some(id.into()), ..Figure::default() }).into();
        let anchor = |id: &str| BlockKind::Paragraph(vec![Inline::Anchor(id.into())]).into();
        let said = |blocks: Vec<Block>| {
            let mut document = Document { blocks, ..Document::default() };
            let mut cx = Context::default();
            headings(&mut document, &mut cx);
            let said: Vec<String> = cx.diags.iter().map(|d| d.message.clone()).collect();
            (walk::ids(&document), said.join(" "))
        };
        let all =
            vec![table("a"), figure("a"), table("b"), figure("c"), figure("b"), table("c"), anchor("a"), anchor("b")];
        let (ids, message) = said(all);
        assert_eq!(ids, ["a", "b", "c"]);
        assert_eq!(message, "5 ids were used more than once; links lead to the first.");
        assert_eq!(said(vec![table("a"), figure("b"), table(" ")]), (vec!["a".into(), "b".into()], String::new()));
    }
}
