//! The contents of a long article or of an edition: one line an entry, its page's number to come when pages are known.

use std::borrow::Cow;
use std::ops::Range;

use super::{Flow, Place, Standing, said_again};
use crate::doc::walk::{self, Visit};
use crate::doc::{Block, BlockKind, Document, Inline, Inlines, plain_text};
use crate::lang::Labels;
use crate::layout::frame::{Pt, StructureKind, Target};
use crate::layout::galley::{Entry, FORBIDDEN, Link};
use crate::math::title_text;
use crate::style::{Role, Style};

/// A line of the contents: its depth, its words, the anchor it leads to.
pub(crate) type Heading = (u8, Inlines, String);

impl Flow<'_, '_> {
    /// Sets the contents if the article is long enough for the style and has at least three headings; if the style
    /// states no length, one heading is enough.
    pub(super) fn contents_of_article(&mut self, place: &Place) {
        let headings = self.headings();
        if !are_wanted(self.document, self.set.style, headings.len()) {
            return;
        }
        let after = self.set.style.body().leading * 2.0;
        self.keep = false;
        self.contents(&headings, place);
        self.after = self.after.max(after);
        self.flush = true;
    }

    /// The headings that contents name: two levels, or one if that would be a long list.
    fn headings(&self) -> Vec<Heading> {
        let mut all: Vec<Heading> = Vec::new();
        let headings = self.document.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some(heading),
            _ => None,
        });
        for (number, heading) in headings.enumerate() {
            if !plain_text(&heading.content).trim().is_empty() {
                all.push((
                    self.steps.get(number).copied().unwrap_or(1) - 1,
                    said_again(&heading.content),
                    self.heading_anchor(heading.id.as_deref(), number as u32 + 1),
                ));
            }
        }
        let deepest = if all.iter().filter(|h| h.0 <= 1).count() > 40 { 0 } else { 1 };
        all.retain(|h| h.0 <= deepest);
        all
    }

    /// The anchor of a heading at the article's own level.
    pub(super) fn heading_anchor(&self, id: Option<&str>, number: u32) -> String {
        match id {
            Some(id) => self.anchor(id),
            None => self.anchor(&format!("heading-{number}")),
        }
    }

    /// Sets lines of contents under their title.
    pub(crate) fn contents(&mut self, headings: &[Heading], place: &Place) {
        let title = self.open(StructureKind::Paragraph, place.node);
        let style = self.set.style.text(Role::Heading2);
        let (before, after) = (style.before, style.after);
        let name = vec![Inline::text(Labels::of(&self.lang).contents)];
        let index = self.text(&name, title, Role::Heading2, place, Standing { before, after, ..Standing::default() });
        self.finish_heading(index, before, after);
        let list = self.open(StructureKind::Contents, place.node);
        let size = self.set.style.text(Role::Contents).size;
        let first = self.galley.chunks.len();
        for (depth, words, anchor) in headings {
            let node = self.open(StructureKind::ContentsItem, list);
            let node = self.open(StructureKind::Reference, node);
            let link = Link { node, target: Target::Internal(anchor.clone()), contents: title_text(words) };
            self.galley.links.push(link);
            let indent = 1.3 * size;
            let mut here = place.inside(node);
            // Room for the number and some dots; turnovers hang.
            here.right = (here.right - 3.0 * size).max(here.left + 60.0);
            here.left += indent * Pt::from(*depth) + indent;
            let mut around = self.around(Role::Contents, node, &here);
            around.link = Some(self.galley.links.len() as u32 - 1);
            let mut pieces = Vec::new();
            self.inlines(words, &around, &mut pieces);
            let index = self.pieces(pieces, Role::Contents, &here, Standing { indent: -indent, ..Standing::default() });
            let order = self.galley.structure.order();
            self.galley.entries.push(Entry { target: anchor.clone(), node, order });
            let entry = Some(self.galley.entries.len() as u32 - 1);
            if let Some(chunk) = self.galley.chunks.get_mut(index) {
                chunk.entry = entry;
                // The second line stays with the first, and so do the last two.
                if index == first + 1 || index + 1 == first + headings.len() {
                    chunk.break_before = chunk.break_before.max(FORBIDDEN / 1e3);
                }
            }
        }
    }
}

/// True if a document of this many headings gets contents.
fn are_wanted(document: &Document, style: &Style, headings: usize) -> bool {
    let Some(least) = style.contents_from_words else { return false };
    let fewest = if least == 0 { 1 } else { 3 };
    headings >= fewest && words(document) >= least as usize
}

/// The document without contents typed by its author, if it gets ours, because theirs have no page numbers.
pub(crate) fn without_typed<'d>(document: Cow<'d, Document>, style: &Style) -> Cow<'d, Document> {
    let Some(range) = typed(&document.blocks) else { return document };
    let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Heading(_));
    let rest = document.blocks[..range.start].iter().chain(&document.blocks[range.end..]);
    if !are_wanted(&document, style, rest.filter(is_heading).count()) {
        return document;
    }
    let mut document = document.into_owned();
    document.blocks.drain(range);
    Cow::Owned(document)
}

/// The range of a typed list of contents among the first blocks, with its title: a list of at least three links, all to
/// places in the article itself.
fn typed(blocks: &[Block]) -> Option<Range<usize>> {
    let list = blocks.iter().take(FIRST_BLOCKS).position(|block| links(block).is_some_and(|links| links >= 3))?;
    let title = list.checked_sub(1).and_then(|above| blocks.get(above)).is_some_and(|block| match &block.kind {
        BlockKind::Heading(_) => true,
        BlockKind::Paragraph(content) => matches!(&content[..], [Inline::Strong(_)]),
        _ => false,
    });
    Some(list - usize::from(title)..list + 1)
}

/// The number of blocks that are searched for typed contents.
const FIRST_BLOCKS: usize = 8;

/// The number of links in a list of links to places in the article; `None` if it holds other content.
fn links(block: &Block) -> Option<usize> {
    let BlockKind::List(list) = &block.kind else { return None };
    let leads_inside = |inline: &Inline| matches!(inline, Inline::Link(link) if link.url.starts_with('#'));
    let of_block = |block: &Block| match &block.kind {
        BlockKind::Paragraph(content) => content.iter().all(leads_inside).then_some(content.len()),
        _ => links(block),
    };
    list.items.iter().flat_map(|item| &item.blocks).map(of_block).sum()
}

/// The number of words of a document, about: spaces in its text.
fn words(document: &Document) -> usize {
    struct Counted(usize);
    impl Visit for Counted {
        fn inline(&mut self, inline: &Inline) {
            if let Inline::Text(text) = inline {
                self.0 += text.split_whitespace().count();
            }
            walk::inline_children(self, inline);
        }
    }
    let mut words = Counted(0);
    words.blocks(&document.blocks);
    words.0
}
