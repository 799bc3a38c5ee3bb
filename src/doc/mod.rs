//! The intermediate document tree: an article by itself, independent of its source and of its outputs.
//!
//! Every front end makes a [`Document`], every back end takes one. The types are the contract:
//!
//! - Blocks hold inlines and inlines never hold blocks, except a [`Inline::Note`]. A tree that cannot be set on a page
//!   cannot be constructed.
//! - Notes stand where they are called, and pictures belong to the document ([`Assets`]), so no reference dangles.
//! - There are no raw blocks and no attribute maps. Data that only one format needs stays in that format's back end;
//!   content without a place in the tree becomes a remark.
//! - Text is plain characters: no mark-up, no line ends (a source's soft break is a space), and after
//!   [`crate::transform`] no control characters. A soft hyphen (U+00AD) or a zero-width space (U+200B, `<wbr>`) marks a
//!   place where the author lets a word be divided; [`plain_text()`] leaves these out, and so does
//!   [`without_break_marks`].
//!
//! After `transform::apply` a back end may rely on what [`check()`] asserts: every heading has an id, ids are unique,
//! tables are rectangular, lists have items, notes hold no notes and links no links, nesting is bounded, and a picture
//! either has its [`Asset`] or is shown by its alternative text. Headings and quotations may be empty
//! ([`hollow::filled`] gives the document without those). Heading levels are the source's and may skip
//! ([`outline::steps`] gives levels without gaps). An internal link may lack its target; back ends that cannot leave it
//! dangling set it as plain text with a remark.

pub(crate) mod alternatives;
pub(crate) mod assets;
pub mod census;
pub(crate) mod check;
pub mod count;
pub(crate) mod credits;
pub(crate) mod direction;
pub mod dump;
pub(crate) mod emoji;
mod grid;
pub(crate) mod hollow;
mod invisible;
pub(crate) mod meta;
pub(crate) mod notes;
pub(crate) mod numerals;
pub mod outline;
mod plain_text;
mod publication;
mod role;
pub(crate) mod targets;
pub mod walk;

pub use assets::{Asset, AssetId, Assets, MediaType};
pub use check::check;
pub use grid::most_places;
pub use invisible::{is_break_mark, shown, shows_nothing, without_break_marks, without_strays};
pub use meta::{Author, Guess, Meta, Series};
pub use plain_text::{plain_text, plain_text_start, plain_text_start_with, plain_text_with};
pub use publication::{PageMark, Part, Publication};
pub use role::Role;

pub use crate::lang::{Date, Lang, Time};

use crate::lang::{LANGUAGES, Labels, Language};
use crate::source::Span;

/// An article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Title, byline, dates and so on. The title is here and not repeated as a heading in `blocks`.
    pub meta: Meta,
    /// The body in reading order.
    pub blocks: Vec<Block>,
    /// The pictures that the body and the metadata refer to.
    pub assets: Assets,
}

/// A block and its place in the source.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its kind.
    pub kind: BlockKind,
    /// Its place in the source; the default span for a block made here. Ignored by `==`: two trees are equal if they
    /// say the same, regardless of their sources.
    pub span: Span,
}

impl PartialEq for Block {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl From<BlockKind> for Block {
    fn from(kind: BlockKind) -> Self {
        Block { kind, span: Span::default() }
    }
}

impl BlockKind {
    /// The block of this kind at a place.
    pub fn at(self, span: Span) -> Block {
        Block { kind: self, span }
    }
}

/// A list of inlines: the content of a paragraph, a heading, a caption.
pub type Inlines = Vec<Inline>;

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A heading inside the article. Levels count from 1; the article's title is not among them.
    Heading(Heading),
    /// Running text.
    Paragraph(Inlines),
    /// Words of another author, a pull quote or an epigraph.
    Quote(Quote),
    /// Lines that must stay lines: a poem's stanzas, an address. Each line's leading spaces are kept as no-break
    /// spaces; an empty line separates stanzas.
    Verse(Vec<Inlines>),
    /// Preformatted text, verbatim.
    Code(Code),
    /// Bulleted, numbered or task list.
    List(List),
    /// Terms and their meanings.
    DefinitionList(Vec<Definition>),
    /// A table.
    Table(Table),
    /// One or several pictures with a caption.
    Figure(Figure),
    /// A displayed formula.
    Math(Math),
    /// A box apart from the text: note, tip, warning, side story, question, letter head.
    Aside(Aside),
    /// A thematic break between paragraphs.
    Break,
}

/// A heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The target of links; `transform::headings` makes an id for every heading without one.
    pub id: Option<String>,
    /// Its words.
    pub content: Inlines,
}

/// A quotation that stands as a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote {
    /// Its kind.
    pub kind: QuoteKind,
    /// The words quoted.
    pub blocks: Vec<Block>,
    /// The source of the words, without a leading dash; may be empty.
    pub attribution: Inlines,
}

/// The kinds of quotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuoteKind {
    /// Words from elsewhere.
    #[default]
    Block,
    /// The article's own words, repeated large.
    Pull,
    /// A motto at the head of an article or section.
    Epigraph,
}

/// Preformatted text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    /// The language's name as written (`rust`, `sh`); used for highlighting.
    pub language: Option<String>,
    /// The language of its words, if it is another than the article's.
    pub lang: Option<Lang>,
    /// The text, lines separated by `\n`, without a final one.
    pub text: String,
    /// The caption; may be empty.
    pub caption: Inlines,
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// Bulleted or numbered.
    pub kind: ListKind,
    /// True if the items are set without space between them.
    pub tight: bool,
    /// The items; never empty after `transform`.
    pub items: Vec<ListItem>,
}

impl List {
    /// The number of each item: as stated, otherwise one more than that of the item before.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        let mut next = match self.kind {
            ListKind::Bullet => 1,
            ListKind::Ordered { start, .. } => start,
        };
        self.items.iter().map(move |item| {
            let number = item.number.unwrap_or(next);
            next = number.saturating_add(1);
            number
        })
    }
}

/// Bulleted or numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListKind {
    /// With bullets; task lists are bulleted lists of items that are [`ListItem::checked`].
    #[default]
    Bullet,
    /// With numbers.
    Ordered {
        /// The first number.
        start: u32,
        /// The form of the numbers.
        numbering: Numbering,
        /// The punctuation around them.
        delimiter: Delimiter,
    },
}

/// The form of list numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// 1, 2, 3
    #[default]
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

/// The punctuation around list numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// `1.`
    #[default]
    Period,
    /// `1)`
    Paren,
    /// `(1)`
    Parens,
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListItem {
    /// True if a task is done; `None` for items that are no tasks.
    pub checked: Option<bool>,
    /// The number in a numbered list, if it is not one more than that of the item before.
    pub number: Option<u32>,
    /// The content of the item.
    pub blocks: Vec<Block>,
}

/// A term and its definitions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Inlines,
    /// One or more definitions of it.
    pub definitions: Vec<Vec<Block>>,
}

/// A table. After `transform`, the rows are rectangular: every row covers every column exactly once, counting spans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The target of links.
    pub id: Option<String>,
    /// One entry a column.
    pub columns: Vec<Column>,
    /// Head rows, repeated on every page.
    pub head: Vec<Row>,
    /// Body rows.
    pub body: Vec<Row>,
    /// Foot rows, such as totals.
    pub foot: Vec<Row>,
    /// The caption; may be empty.
    pub caption: Inlines,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Column {
    /// The alignment of its cells.
    pub align: Align,
    /// Its share of the table's width, 0 to 1, if the source states one.
    pub width: Option<f32>,
}

/// Horizontal alignment of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// By the style and the language.
    #[default]
    Auto,
    /// To the left.
    Left,
    /// Centred.
    Center,
    /// To the right: figures.
    Right,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The cells that begin in this row; cells that hang down from rows above are not repeated.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its content; often one paragraph, or empty.
    pub blocks: Vec<Block>,
    /// The number of columns it covers, at least 1.
    pub colspan: u16,
    /// The number of rows it covers, at least 1.
    pub rowspan: u16,
    /// Overrides its column's alignment.
    pub align: Option<Align>,
    /// True for a header cell outside the head rows: a row's label.
    pub header: bool,
}

impl Default for Cell {
    fn default() -> Self {
        Cell { blocks: Vec::new(), colspan: 1, rowspan: 1, align: None, header: false }
    }
}

/// Pictures with a caption.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// The target of links.
    pub id: Option<String>,
    /// The pictures, set side by side or one under the other; a figure without a picture is the caption of a picture
    /// that the source has lost.
    pub images: Vec<Image>,
    /// The caption of the pictures, in the article's words.
    pub caption: Inlines,
    /// The makers of the pictures.
    pub credit: Inlines,
}

impl Figure {
    /// The caption to show: the figure's own or, without one, the titles of its pictures, because Markdown keeps
    /// captions there.
    pub fn shown_caption(&self) -> std::borrow::Cow<'_, [Inline]> {
        if !self.caption.is_empty() {
            return (&self.caption[..]).into();
        }
        let titles: Vec<&str> =
            self.images.iter().filter_map(|i| i.title.as_deref()).filter(|t| !t.trim().is_empty()).collect();
        if titles.is_empty() { Vec::new().into() } else { vec![Inline::text(titles.join(" "))].into() }
    }
}

/// A picture's place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Image {
    /// Its address in the article: a relative path, a URL, a `data:` URL.
    pub url: String,
    /// The picture itself, once `transform::pictures` has loaded it.
    pub asset: Option<AssetId>,
    /// The alternative text. `None` if the source states none; empty if the source marks the picture as decoration.
    pub alt: Option<String>,
    /// A tooltip, as in Markdown.
    pub title: Option<String>,
    /// Width and height the source asks for, in CSS pixels (1/96 inch).
    pub size: (Option<f32>, Option<f32>),
    /// The target of the picture, if it is a link to something other than itself.
    pub link: Option<String>,
}

/// A formula, in one or both of the two notations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Math {
    /// In TeX, without delimiters.
    pub tex: Option<String>,
    /// In Presentation MathML, a `<math>` element.
    pub mathml: Option<String>,
}

/// A box apart from the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aside {
    /// Its kind.
    pub kind: AsideKind,
    /// Its title; if it is empty, back ends may print the kind's name.
    pub title: Inlines,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// The kinds of aside: the alerts of GitHub and some more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AsideKind {
    /// A note, or a side story without a name.
    #[default]
    Note,
    /// A tip.
    Tip,
    /// Important.
    Important,
    /// A warning.
    Warning,
    /// Caution.
    Caution,
    /// A side story or box that belongs to the article.
    Sidebar,
}

impl AsideKind {
    /// The title of an aside without one; side stories have no name.
    pub fn label(self, labels: &Labels) -> Option<&'static str> {
        match self {
            AsideKind::Note => Some(labels.note),
            AsideKind::Tip => Some(labels.tip),
            AsideKind::Important => Some(labels.important),
            AsideKind::Warning => Some(labels.warning),
            AsideKind::Caution => Some(labels.caution),
            AsideKind::Sidebar => None,
        }
    }

    /// True if words are no more than the kind's own name, in any language.
    pub(crate) fn is_named(self, words: &str) -> bool {
        let words = words.trim().trim_end_matches([':', '.']).trim().to_lowercase();
        let label = |language: &&Language| self.label(&language.labels).map(str::to_lowercase);
        !words.is_empty() && LANGUAGES.iter().filter_map(label).any(|label| label == words)
    }
}

/// The kinds of inlines.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Characters.
    Text(String),
    /// Characters that stay as they were typed: quotes that the author escaped do not turn.
    Literal(String),
    /// Emphasis: italic, or the style's substitute.
    Emph(Inlines),
    /// Strong emphasis: bold.
    Strong(Inlines),
    /// Struck out.
    Strike(Inlines),
    /// Underlined in the source.
    Underline(Inlines),
    /// Marked, highlighted.
    Mark(Inlines),
    /// Small capitals.
    SmallCaps(Inlines),
    /// Raised.
    Super(Inlines),
    /// Lowered.
    Sub(Inlines),
    /// Code, verbatim.
    Code(String),
    /// A link.
    Link(Link),
    /// A small picture in the line.
    Image(Image),
    /// A note, called here. Its number is its order in the document. A note that is called again has equal blocks from
    /// the same place of the source, and back ends give it one number.
    Note(Vec<Block>),
    /// A formula in the line.
    Math(Math),
    /// Words in another language.
    Lang(Lang, Inlines),
    /// Words with the reading over them, as Japanese and Chinese texts set it.
    Ruby(Ruby),
    /// A target of links in the middle of text.
    Anchor(String),
    /// A hard line break.
    LineBreak,
}

/// A link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// An absolute URL, a relative one, or `#id`.
    pub url: String,
    /// A tooltip, as in Markdown.
    pub title: Option<String>,
    /// The words of the link.
    pub content: Inlines,
}

/// Words and their reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ruby {
    /// The words.
    pub base: Inlines,
    /// Their reading: plain characters, never empty. A format without small readings sets it after the words in
    /// brackets.
    pub reading: String,
}

impl Inline {
    /// Text from anything that is text.
    pub fn text(text: impl Into<String>) -> Self {
        Inline::Text(text.into())
    }

    /// The inlines inside, if it is a wrapper.
    pub fn children(&self) -> Option<&Inlines> {
        use Inline::*;
        match self {
            Emph(c)
            | Strong(c)
            | Strike(c)
            | Underline(c)
            | Mark(c)
            | SmallCaps(c)
            | Super(c)
            | Sub(c)
            | Lang(_, c) => Some(c),
            Link(link) => Some(&link.content),
            Ruby(ruby) => Some(&ruby.base),
            Text(_) | Literal(_) | Code(_) | Image(_) | Note(_) | Math(_) | Anchor(_) | LineBreak => None,
        }
    }

    /// The inlines inside, to change.
    pub fn children_mut(&mut self) -> Option<&mut Inlines> {
        use Inline::*;
        match self {
            Emph(c)
            | Strong(c)
            | Strike(c)
            | Underline(c)
            | Mark(c)
            | SmallCaps(c)
            | Super(c)
            | Sub(c)
            | Lang(_, c) => Some(c),
            Link(link) => Some(&mut link.content),
            Ruby(ruby) => Some(&mut ruby.base),
            Text(_) | Literal(_) | Code(_) | Image(_) | Note(_) | Math(_) | Anchor(_) | LineBreak => None,
        }
    }
}

/// True if an inline ends in something raised, or in a formula: the number of a note after it would be read as part of
/// an exponent.
pub(crate) fn ends_raised(inline: &Inline) -> bool {
    match inline {
        Inline::Super(_) | Inline::Math(_) => true,
        Inline::Text(text) | Inline::Literal(text) => {
            text.ends_with(|c| matches!(c, '¹' | '²' | '³' | '\u{2070}'..='\u{207F}'))
        }
        other => other.children().and_then(|children| children.last()).is_some_and(ends_raised),
    }
}

/// Joins neighbouring texts and drops empty ones and empty wrappers: the one normal form, so that equal content
/// means equal trees. Anchors and explicit breaks stay.
pub fn normalize_inlines(inlines: &mut Inlines) {
    let mut out: Inlines = Vec::with_capacity(inlines.len());
    for mut inline in inlines.drain(..) {
        if let Some(children) = inline.children_mut() {
            normalize_inlines(children);
            if children.is_empty() && !matches!(inline, Inline::Link(_)) {
                continue;
            }
        }
        match (out.last_mut(), inline) {
            (_, Inline::Text(text) | Inline::Literal(text)) if text.is_empty() => {}
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, inline) => out.push(inline),
        }
    }
    *inlines = out;
}
