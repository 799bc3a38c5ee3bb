//! The display list: finished pages as data. Types only, no logic.
//!
//! Everything is decided here: the place of each glyph, its face, its meaning, the structure element that owns it.
//! `back/pdf` translates; previews and imposition are further readers. Lengths are PDF points (1/72 inch). The origin
//! of a page is its trim box's **top left** corner, x to the right, y **down**; glyphs stand on their baseline.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::doc::{AssetId, Date, Lang};
pub use crate::geometry::Pt;
use crate::geometry::Rect;
pub use crate::image::colour::Colour;
use crate::lang::Binding;

/// A finished publication: pages, and the facts about them as a whole.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The structure tree as an arena; the first node is the root, of kind [`StructureKind::Document`].
    pub structure: Vec<StructureNode>,
    /// The faces used, by [`FaceId`].
    pub faces: Vec<super::fonts::Face>,
    /// The pictures used, by [`PictureId`].
    pub pictures: Vec<Picture>,
    /// The side of the spine.
    pub binding: Binding,
    /// The targets of internal links, by id.
    pub destinations: BTreeMap<String, Destination>,
    /// The bookmarks, nested like the headings.
    pub bookmarks: Vec<Bookmark>,
    /// Title, authors and so on, as plain text.
    pub properties: Properties,
}

/// Document properties, as plain text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties {
    /// The title; if the article has none, its first words. Never empty.
    pub title: String,
    /// The authors in order.
    pub authors: Vec<String>,
    /// A sentence about the content.
    pub subject: Option<String>,
    /// Subjects.
    pub keywords: Vec<String>,
    /// The main language.
    pub language: Option<Lang>,
    /// The date of the article or of `SOURCE_DATE_EPOCH`; never the clock's.
    pub date: Option<Date>,
    /// The address of the article's source.
    pub source: Option<String>,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Width and height of the trimmed page.
    pub size: (Pt, Pt),
    /// Its marks, in the order of painting.
    pub items: Vec<Placed>,
    /// The areas to click.
    pub links: Vec<LinkArea>,
    /// The page's label as printed in the folio (`iv`, `12`), also where no folio is printed.
    pub label: String,
    /// The number of grid lines of body text on the page: for the page dump and its goldens.
    pub lines: u32,
}

/// Something to paint and its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The start of the baseline for glyphs, the top left corner for other items.
    pub at: (Pt, Pt),
    /// The mark.
    pub item: Item,
    /// Its owner.
    pub owner: Owner,
}

/// The owner of a mark on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    /// Content of a structure node. `order` grows in reading order over the whole document; a node's own content and
    /// its child nodes (by [`StructureNode::order`]) are sorted by it, so that a footnote set at the foot of the page
    /// is still read at its call.
    Node {
        /// The node.
        node: NodeId,
        /// Its place in reading order.
        order: u32,
    },
    /// Running heads, folios, rules, repeated table heads, backgrounds: artifacts.
    Furniture(FurnitureKind),
}

/// The kinds of artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FurnitureKind {
    /// Running head or folio at the head of the page.
    Header,
    /// Folio or running foot.
    Footer,
    /// Rules, backgrounds, table lines.
    Layout,
}

/// A mark.
#[derive(Clone, Debug)]
pub enum Item {
    /// Text.
    Glyphs(GlyphRun),
    /// A filled rectangle: rules, boxes behind code, table lines.
    Rect {
        /// Width.
        width: Pt,
        /// Height.
        height: Pt,
        /// Fill.
        colour: Colour,
    },
    /// A filled or stroked outline.
    Path(Path),
    /// A picture scaled into a box. SVG is painted as vectors.
    Picture {
        /// The picture's number.
        id: PictureId,
        /// Width of the box.
        width: Pt,
        /// Height of the box.
        height: Pt,
    },
}

/// Glyphs of one face at one size on one line, in visual order from left to right.
#[derive(Clone, Debug, Default)]
pub struct GlyphRun {
    /// The face, an index into [`Pages::faces`].
    pub face: FaceId,
    /// The em, in points.
    pub size: Pt,
    /// Fill.
    pub colour: Colour,
    /// Horizontal scale of the glyphs, 1 without font expansion. Advances are after scaling.
    pub stretch: f32,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// The text they show, in logical order. A hyphen that hyphenation added is U+00AD.
    pub text: String,
    /// The language, if it differs from its structure node's.
    pub lang: Option<Lang>,
    /// True if the run reads from right to left: `glyphs` are visual, `text` is logical.
    pub rtl: bool,
}

/// A glyph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Glyph {
    /// Its number in the face; 0 is never set.
    pub id: u16,
    /// The advance of the pen, in points: kerning, tracking and justification included.
    pub advance: Pt,
    /// Offset from the pen, in points, y up.
    pub offset: (Pt, Pt),
    /// The bytes of [`GlyphRun::text`] it shows; empty for the further glyphs of a cluster.
    pub text: Range<u32>,
}

/// An outline in points from its place, y down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// The segments.
    pub segments: Vec<Segment>,
    /// Fill (non-zero winding), if any.
    pub fill: Option<Colour>,
    /// Stroke colour and width, if any.
    pub stroke: Option<(Colour, Pt)>,
}

/// A piece of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Begins a contour.
    Move(Pt, Pt),
    /// A straight line.
    Line(Pt, Pt),
    /// A cubic Bézier curve: two control points and the end.
    Curve(Pt, Pt, Pt, Pt, Pt, Pt),
    /// Closes the contour.
    Close,
}

/// The number of a face in [`Pages::faces`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// The number of a picture in [`Pages::pictures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureId(pub u32);

/// The number of a node in [`Pages::structure`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// A picture by name, without its bytes: the back end loads them when it writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The article it belongs to (0 for a single article) and its number there.
    pub asset: (u32, AssetId),
    /// Width and height in pixels.
    pub pixels: (u32, u32),
}

/// A place to click.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkArea {
    /// Its area on the page.
    pub rect: Rect,
    /// The structure node of kind [`StructureKind::Link`] or [`StructureKind::Reference`] that owns it. A link that
    /// wraps has several areas with the same node.
    pub node: NodeId,
    /// Its target.
    pub target: Target,
    /// Its words, for its `Contents` entry.
    pub contents: String,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// An absolute URL.
    Url(String),
    /// A destination in this document.
    Internal(String),
}

/// A place in the document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Destination {
    /// Index of the page.
    pub page: u32,
    /// The point to show at the top left, in points, y down.
    pub at: (Pt, Pt),
}

/// A bookmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Its words.
    pub title: String,
    /// Its target.
    pub to: Destination,
    /// Bookmarks under it.
    pub children: Vec<Bookmark>,
}

/// A node of the structure tree.
#[derive(Clone, Debug, PartialEq)]
pub struct StructureNode {
    /// Its kind.
    pub kind: StructureKind,
    /// Its parent; `None` only for the root.
    pub parent: Option<NodeId>,
    /// Its place in reading order among its parent's content and children: see [`Owner::Node`].
    pub order: u32,
    /// Its language, if it differs from its parent's.
    pub lang: Option<Lang>,
    /// Alternative text: pictures and formulas.
    pub alt: Option<String>,
}

/// The kinds of structure node; each has a standard structure type of ISO 32000-1, 14.8.4.
#[derive(Clone, Debug, PartialEq)]
pub enum StructureKind {
    /// The root: `Document`.
    Document,
    /// A part of an edition: `Part`.
    Part,
    /// An article of an edition: `Art`.
    Article,
    /// A section: `Sect`.
    Section,
    /// A division without further meaning, such as an aside: `Div`.
    Division,
    /// `H1` to `H6`. The title of a single article is `H1` and the body's headings step down from it.
    Heading(u8),
    /// `P`.
    Paragraph,
    /// `BlockQuote`.
    BlockQuote,
    /// `L`, with its ListNumbering.
    List(Numbering),
    /// `LI`.
    ListItem,
    /// `Lbl`: a bullet, a number, a note's number.
    Label,
    /// `LBody`.
    ListBody,
    /// `Table`.
    Table,
    /// `THead`.
    TableHead,
    /// `TBody`.
    TableBody,
    /// `TFoot`.
    TableFoot,
    /// `TR`.
    TableRow,
    /// `TH`.
    HeaderCell {
        /// True if it heads its column; otherwise it heads its row.
        column: bool,
        /// Columns covered.
        colspan: u16,
        /// Rows covered.
        rowspan: u16,
    },
    /// `TD`.
    Cell {
        /// Columns covered.
        colspan: u16,
        /// Rows covered.
        rowspan: u16,
    },
    /// `Figure`; its box comes from the picture placed in it.
    Figure,
    /// `Caption`.
    Caption,
    /// `Note`.
    Note,
    /// `Reference`: a note's call, a line of the contents.
    Reference,
    /// `Link`.
    Link,
    /// `Code`.
    Code,
    /// `Formula`.
    Formula,
    /// `TOC`.
    Contents,
    /// `TOCI`.
    ContentsItem,
    /// `Span`: foreign words, emphasis.
    Span,
    /// `Ruby`: words with their reading.
    Ruby,
    /// `RB`: the words.
    RubyBase,
    /// `RT`: their reading.
    RubyText,
}

/// The ListNumbering attribute, ISO 32000-1, table 347.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// No labels.
    None,
    /// Bullets.
    Disc,
    /// 1, 2, 3
    Decimal,
    /// a, b, c
    LowerAlpha,
    /// A, B, C
    UpperAlpha,
    /// i, ii, iii
    LowerRoman,
    /// I, II, III
    UpperRoman,
}
