//! The galley, which `flow` makes and `paginate` divides: the article as one endless column of chunks, in points.
//!
//! A [`Chunk`] is a paragraph in up to three lengths (a line short, the best, a line long) or a stack of finished rows:
//! a table, a figure. Chunks are flat: a list item inside a quotation is a chunk further to the right. Decoration over
//! several chunks (the tint behind an aside) is a [`Decor`] that chunks name.

use std::rc::Rc;

use super::frame::{Colour, Item, NodeId, Picture, Placed, Pt, StructureKind, StructureNode, Target};
use super::inline::Line;
use super::setting::Text;
use crate::doc::{Inline, Inlines, Lang};
use crate::geometry::Rect;
use crate::style::PageCosts;

/// A cost no break should ever have; finite, so that every article can be set.
pub(crate) const FORBIDDEN: f32 = 1e7;

/// An article before it is divided into pages.
#[derive(Default)]
pub(crate) struct Galley {
    /// The column, from top to bottom.
    pub chunks: Vec<Chunk>,
    /// The number of first chunks that span all columns: the title block.
    pub spanning: usize,
    /// The number of first chunks in the title block, over columns or not.
    pub opening: usize,
    /// The notes, by the number that pieces of text carry.
    pub notes: Vec<Vec<Row>>,
    /// Tints and rules around chunks.
    pub decors: Vec<Decor>,
    /// The links, by the number that pieces of text carry.
    pub links: Vec<Link>,
    /// The structure tree.
    pub structure: Structure,
    /// The pictures.
    pub pictures: Vec<Picture>,
    /// Headings for the bookmarks: level, words, anchor.
    pub outline: Vec<(u8, String, String)>,
    /// Lines of the contents without their page's number.
    pub entries: Vec<Entry>,
    /// The title of the edition that the articles are bound in, for running heads.
    pub book: Inlines,
    /// The article's title, for running heads.
    pub title: Inlines,
    /// True if the article reads from right to left.
    pub rtl: bool,
}

impl Galley {
    /// Forgets the article that is on pages now; the edition's title, the structure tree, the pictures and the links stay.
    pub(crate) fn next_article(&mut self) {
        self.chunks.clear();
        self.notes.clear();
        self.decors.clear();
        self.entries.clear();
        self.title.clear();
        self.rtl = false;
        self.spanning = 0;
        self.opening = 0;
    }
}

/// A line of the contents before its page number is known.
pub(crate) struct Entry {
    /// The anchor it points to.
    pub target: String,
    /// The node that the number belongs to.
    pub node: NodeId,
    /// Its place in reading order.
    pub order: u32,
}

/// A link of the article.
pub(crate) struct Link {
    /// The node that owns it.
    pub node: NodeId,
    /// Its target.
    pub target: Target,
    /// Its words.
    pub contents: String,
}

/// A piece of the column.
pub(crate) struct Chunk {
    /// Its content.
    pub body: Body,
    /// Its left edge, from the left edge of the column.
    pub left: Pt,
    /// Space over it, dropped at the head of a page.
    pub before: Pt,
    /// Space over it if the figure before it waits for a later page.
    pub without_figure: Option<Pt>,
    /// The way it returns to the baseline grid.
    pub snap: Snap,
    /// The cost of a page break before it.
    pub break_before: f32,
    /// True if its rows are not parted: headings, attributions.
    pub whole: bool,
    /// True if it begins a new page.
    pub forced: bool,
    /// True if it may be set at the head of the next page instead, text filling the gap.
    pub float: bool,
    /// The tint or rule that spans it and its neighbours.
    pub decor: Option<u32>,
    /// Targets of links at its top.
    pub anchors: Vec<String>,
    /// Labels next to rows: row, distance from the column's left edge, the label.
    pub hangers: Vec<(u32, Pt, Line)>,
    /// The running head from here on.
    pub section: Option<Rc<[Inline]>>,
    /// A line of the contents: index into [`Galley::entries`].
    pub entry: Option<u32>,
}

impl Chunk {
    /// The cost of a page break before a row, by the prices of a style.
    pub(crate) fn break_cost(&self, costs: &PageCosts, variant: usize, row: usize) -> f32 {
        if row == 0 {
            return self.break_before;
        }
        if self.whole {
            return FORBIDDEN;
        }
        match &self.body {
            Body::Rows(stack) => stack.rows(variant).get(row).map_or(0.0, |r| r.break_before),
            Body::Text(text) => {
                let Some(rows) = text.variants.get(variant).map(|v| &v.rows) else { return 0.0 };
                let orphan = match row {
                    // A heading, or another chunk that is kept with the next, keeps two lines of it.
                    1 if self.break_before >= FORBIDDEN && rows.len() > 1 => FORBIDDEN / 4.0,
                    1 => costs.orphan,
                    _ => 0.0,
                };
                let widow = if row + 1 == rows.len() { costs.widow } else { 0.0 };
                let hyphen = if rows.get(row - 1).is_some_and(|r| r.hyphenated) { costs.hyphen } else { 0.0 };
                orphan + widow + hyphen
            }
        }
    }

    /// A chunk that begins at the left edge, without space or privilege.
    pub(crate) fn new(body: Body) -> Self {
        Chunk {
            body,
            left: 0.0,
            before: 0.0,
            without_figure: None,
            snap: Snap::No,
            break_before: 0.0,
            whole: false,
            forced: false,
            float: false,
            decor: None,
            anchors: Vec::new(),
            hangers: Vec::new(),
            section: None,
            entry: None,
        }
    }

    /// The number of lengths it can be set in.
    pub(crate) fn variants(&self) -> usize {
        match &self.body {
            Body::Text(text) => text.variants.len(),
            Body::Rows(stack) => 1 + stack.smaller.len(),
        }
    }

    /// The number of its rows in that length.
    pub(crate) fn rows(&self, variant: usize) -> usize {
        match &self.body {
            Body::Text(text) => text.variants.get(variant).map_or(0, |v| v.rows.len()),
            Body::Rows(stack) => stack.rows(variant).len(),
        }
    }

    /// The height of a row.
    pub(crate) fn height(&self, variant: usize, row: usize) -> Pt {
        match &self.body {
            Body::Text(text) => text.variants.get(variant).and_then(|v| v.rows.get(row)).map_or(0.0, |r| r.height),
            Body::Rows(stack) => stack.rows(variant).get(row).map_or(0.0, |r| r.height),
        }
    }

    /// The notes called in a row.
    pub(crate) fn notes(&self, variant: usize, row: usize) -> &[u32] {
        match &self.body {
            Body::Text(text) => text.variants.get(variant).and_then(|v| v.rows.get(row)).map_or(&[], |r| &r.notes),
            Body::Rows(stack) => stack.rows(variant).get(row).map_or(&[], |r| &r.notes),
        }
    }

    /// The height of the rows repeated at the head of the next page if a break falls before that row.
    pub(crate) fn repeated(&self, row: usize) -> Pt {
        match &self.body {
            Body::Rows(stack) if row > stack.head => stack.repeat.iter().map(|r| r.height).sum(),
            _ => 0.0,
        }
    }
}

/// The way a chunk returns to the baseline grid.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Snap {
    /// It keeps the place after the chunk before.
    #[default]
    No,
    /// Its first row is on a grid line: running text.
    Top,
    /// The chunk after it, below this space, starts on a grid line: for headings, which stay close to their text.
    Bottom(Pt),
}

/// The content of a chunk.
pub(crate) enum Body {
    /// Text in its lengths; boxed, so that it can be freed once it is on its pages.
    Text(Box<Text>),
    /// Finished rows.
    Rows(Stack),
}

/// Rows one below the other.
#[derive(Default)]
pub(crate) struct Stack {
    /// The rows.
    pub rows: Vec<Row>,
    /// The number of first rows that are head rows.
    pub head: usize,
    /// The rows repeated above the rest if a page breaks after the head: artifacts only.
    pub repeat: Vec<Row>,
    /// Smaller settings of a stack of one row, each with its cost in hyphens: a picture that may shrink to fit.
    pub smaller: Vec<(Row, f32)>,
}

impl Stack {
    /// The rows of a setting: 0 is the full size.
    pub(crate) fn rows(&self, variant: usize) -> &[Row] {
        match variant.checked_sub(1) {
            None => &self.rows,
            Some(smaller) => self.smaller.get(smaller).map_or(&[], |(row, _)| std::slice::from_ref(row)),
        }
    }
}

/// A finished row: items relative to its top left corner, in the column's own left edge.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// Its height.
    pub height: Pt,
    /// Its marks.
    pub items: Vec<Placed>,
    /// Links, by number.
    pub links: Vec<(Rect, u32)>,
    /// Notes called in it.
    pub notes: Vec<u32>,
    /// Targets of links in it, with their places.
    pub anchors: Vec<(String, Pt, Pt)>,
    /// The cost of a page break before it.
    pub break_before: f32,
}

impl Row {
    /// The right edge of its marks.
    pub(crate) fn right(&self) -> Pt {
        let right = |p: &Placed| match &p.item {
            Item::Glyphs(run) => p.at.0 + run.glyphs.iter().map(|g| g.advance).sum::<Pt>(),
            Item::Rect { width, .. } | Item::Picture { width, .. } => p.at.0 + width,
            Item::Path(_) => p.at.0,
        };
        self.items.iter().map(right).fold(0.0, Pt::max)
    }

    /// Adds another row's marks, moved.
    pub(crate) fn absorb(&mut self, other: Row, dx: Pt, dy: Pt) {
        self.items.extend(other.items.into_iter().map(|p| moved(p, dx, dy)));
        self.links.extend(other.links.into_iter().map(|(rect, number)| (rect.moved(dx, dy), number)));
        self.notes.extend(other.notes);
        self.anchors.extend(other.anchors.into_iter().map(|(a, x, y)| (a, x + dx, y + dy)));
    }
}

/// A mark moved by that much.
pub(crate) fn moved(mut placed: Placed, dx: Pt, dy: Pt) -> Placed {
    placed.at.0 += dx;
    placed.at.1 += dy;
    placed
}

/// Tints and rules behind or next to chunks, drawn once a page.
#[derive(Clone, Debug)]
pub(crate) struct Decor {
    /// The one around it.
    pub parent: Option<u32>,
    /// Left edge, from the column's.
    pub left: Pt,
    /// Right edge.
    pub right: Pt,
    /// The height by which it reaches over the first and under the last row.
    pub padding: Pt,
    /// A tint over the whole.
    pub tint: Option<Colour>,
    /// True if its rule is at the right edge, as in articles that read from the right.
    pub mirrored: bool,
    /// A rule at the left edge, that wide.
    pub rule: Option<(Pt, Colour)>,
    /// Rules over and under, that thick.
    pub frame: Option<(Pt, Colour)>,
}

/// The structure tree while it grows. Order numbers rise as the article is read.
#[derive(Default)]
pub(crate) struct Structure {
    /// The nodes.
    pub nodes: Vec<StructureNode>,
    order: u32,
}

impl Structure {
    /// The next place in reading order.
    pub(crate) fn order(&mut self) -> u32 {
        self.order += 1;
        self.order
    }

    /// A new node under `parent`.
    pub(crate) fn open(&mut self, kind: StructureKind, parent: Option<NodeId>) -> NodeId {
        let order = self.order();
        self.nodes.push(StructureNode { kind, parent, order, lang: None, alt: None });
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// The current number of nodes, and the current order.
    pub(crate) fn mark(&self) -> (usize, u32) {
        (self.nodes.len(), self.order)
    }

    /// Forgets the nodes made since.
    pub(crate) fn back_to(&mut self, (nodes, order): (usize, u32)) {
        self.nodes.truncate(nodes);
        self.order = order;
    }

    /// States a node's language.
    pub(crate) fn lang(&mut self, node: NodeId, lang: Lang) {
        if let Some(node) = self.nodes.get_mut(node.0 as usize) {
            node.lang = Some(lang);
        }
    }

    /// States a node's alternative text.
    pub(crate) fn alt(&mut self, node: NodeId, alt: String) {
        if let Some(node) = self.nodes.get_mut(node.0 as usize) {
            node.alt = Some(alt);
        }
    }
}

/// A filled rectangle as furniture.
pub(crate) fn rect(x: Pt, y: Pt, width: Pt, height: Pt, colour: Colour) -> Placed {
    let owner = super::frame::Owner::Furniture(super::frame::FurnitureKind::Layout);
    Placed { at: (x, y), item: Item::Rect { width, height, colour }, owner }
}
