//! The look of an article: one resolved record, data and not flags.
//!
//! A [`Style`] is the result of [`load`] and [`resolve`] on `styles/*.yaml`: all relative values are absolute, in
//! points. Layout and back ends read it without knowing the source of a value.

mod colours;
pub mod device;
pub mod error;
pub mod load;
pub(crate) mod paper;
pub mod print;
pub mod raw;
pub mod resolve;
pub mod show;
pub(crate) mod size;
pub mod standard;

use std::collections::BTreeMap;

pub use crate::geometry::Pt;
pub use colours::{Colours, Rgb, contrast};

/// All choices for the look of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// The style's name: `article`.
    pub name: String,
    /// The size's name as asked for: `large`, `20pt`.
    pub size: String,
    /// The sheet and the text area.
    pub page: PageStyle,
    /// The look of each kind of text, by role.
    pub roles: BTreeMap<Role, TextStyle>,
    /// The family for each of the three generic ones.
    pub families: Families,
    /// The setting of emphasis.
    pub emphasis: Emphasis,
    /// The separation of paragraphs: by an indent or by space.
    pub paragraph: ParagraphMark,
    /// The least size of any text, in the style's sizes: superscripts, formulas and code in the line included. 0 if
    /// those are small as usual.
    pub floor: Pt,
    /// The smallest em of code, in points: at it, the lower case is as tall as the size's floor.
    pub least_code: Pt,
    /// Costs of lines.
    pub lines: LineCosts,
    /// Costs of pages.
    pub pages: PageCosts,
    /// The setting of wide tables.
    pub tables: TableStyle,
    /// Lists.
    pub lists: ListStyle,
    /// Folios and running heads.
    pub furniture: FurnitureStyle,
    /// The article's opening.
    pub opening: OpeningStyle,
    /// A table of contents is set from this many words on, if there are at least three headings.
    pub contents_from_words: Option<u32>,
    /// The place of notes.
    pub notes: NotesPlace,
    /// The form in which the address of an article is shown.
    pub source_link: SourceLink,
    /// Other colours than black on white.
    pub colours: Option<Colours>,
    /// Number the lines of code.
    pub code_line_numbers: bool,
    /// True if there may be tints behind text.
    pub tints: bool,
    /// Print editions.
    pub print: PrintStyle,
    /// Choices of the EPUB back end.
    pub epub: EpubStyle,
    /// Choices of the Markdown back end.
    pub markdown: MarkdownStyle,
    /// The guideline that was asked for, to be reported on.
    pub standard: Option<standard::Standard>,
    /// True if the user asked for a size: back ends without pages remark on it.
    pub size_asked: bool,
}

impl Style {
    /// The look of text of that role.
    pub fn text(&self, role: Role) -> &TextStyle {
        // resolve() fills every role; the body is used if one is missing.
        self.roles.get(&role).or_else(|| self.roles.get(&Role::Body)).expect("resolve fills Role::Body")
    }

    /// The least em of a family's face; 0 if superscripts and formulas are small as usual.
    pub fn least_em(&self, family: &Family) -> Pt {
        let like = self.roles.values().find(|text| text.family == *family).unwrap_or(self.body());
        self.floor * like.size / like.nominal.max(1.0)
    }

    /// The body text.
    pub fn body(&self) -> &TextStyle {
        self.text(Role::Body)
    }
}

/// The kinds of text that a style distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Running text.
    Body,
    /// The small line over the title.
    Eyebrow,
    /// The article's title.
    Title,
    /// A second title line.
    Subtitle,
    /// The sentence under the title.
    Standfirst,
    /// Authors.
    Byline,
    /// Date and source.
    Dateline,
    /// Headings in the body.
    Heading1,
    /// Second level.
    Heading2,
    /// Third level.
    Heading3,
    /// Fourth level and below.
    Heading4,
    /// Block quotations.
    Quote,
    /// Pull quotes.
    PullQuote,
    /// The attribution of a quotation.
    Attribution,
    /// Poems.
    Verse,
    /// Preformatted text.
    Code,
    /// Captions.
    Caption,
    /// Credits of pictures.
    Credit,
    /// Footnotes.
    Note,
    /// Cells.
    TableCell,
    /// Head cells.
    TableHead,
    /// Asides.
    Aside,
    /// Titles of asides.
    AsideTitle,
    /// Lines of the contents.
    Contents,
    /// Page numbers.
    Folio,
    /// Running heads.
    RunningHead,
}

impl Role {
    /// The role of a heading of that level in the body, 1 to 6.
    pub fn heading(level: u8) -> Role {
        match level {
            0 | 1 => Role::Heading1,
            2 => Role::Heading2,
            3 => Role::Heading3,
            _ => Role::Heading4,
        }
    }
}

/// The look of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextStyle {
    /// The family of the face.
    pub family: Family,
    /// 400 is regular, 700 bold.
    pub weight: u16,
    /// Italic.
    pub italic: bool,
    /// The size as asked for, Arial-equivalent: the size that readers compare.
    pub nominal: Pt,
    /// The em of the face that results in that x-height.
    pub size: Pt,
    /// Distance of baselines.
    pub leading: Pt,
    /// The way lines are filled.
    pub align: Align,
    /// True if words may be divided.
    pub hyphenate: bool,
    /// Indent of the first line.
    pub first_indent: Pt,
    /// Indent of all lines from the left.
    pub left: Pt,
    /// And from the right.
    pub right: Pt,
    /// Space over the block.
    pub before: Pt,
    /// Space under the block.
    pub after: Pt,
    /// Ink: 0 is black.
    pub grey: f32,
    /// Added after every character, in ems.
    pub tracking: f32,
    /// Capitals.
    pub caps: Caps,
}

/// A family of faces.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// The text serif.
    Serif,
    /// The accessible sans.
    Sans,
    /// The sans for languages with letters that the accessible one lacks, such as Greek and Vietnamese.
    SansWide,
    /// The monospaced one.
    Mono,
    /// Mathematics.
    Math,
    /// One of the system's, by name.
    Named(String),
}

/// The face of each generic family; `None` is the embedded one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Families {
    /// Instead of the embedded serif.
    pub serif: Option<String>,
    /// Instead of the embedded sans.
    pub sans: Option<String>,
    /// Instead of the embedded monospaced face.
    pub mono: Option<String>,
}

/// The way lines are filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Both edges straight.
    #[default]
    Justify,
    /// Ragged at the end: left in left-to-right text.
    Start,
    /// Centred.
    Center,
    /// Ragged at the start.
    End,
}

/// Capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Caps {
    /// As written.
    #[default]
    None,
    /// Small capitals for lower case.
    Small,
    /// All capitals.
    All,
}

/// The ways to set emphasis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// Italic.
    #[default]
    Italic,
    /// Italic, but bold if it is longer than a line.
    ItalicThenBold,
    /// Bold: large print has no italics.
    Bold,
}

/// The separation of paragraphs: by an indent or by space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ParagraphMark {
    /// An indented first line, except after headings and breaks.
    Indent(Pt),
    /// Space between.
    Space(Pt),
}

/// The sheet and the text area.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyle {
    /// Width of the trimmed page.
    pub width: Pt,
    /// Height of the trimmed page.
    pub height: Pt,
    /// From the top of the page to the top of the text area.
    pub top: Pt,
    /// From the bottom of the text area to the bottom of the page.
    pub bottom: Pt,
    /// Margin at the spine (on the side of the binding when pages do not face).
    pub inner: Pt,
    /// Margin at the fore edge.
    pub outer: Pt,
    /// The length by which code may hang into the right margin so that its lines stay whole, in points: up to the
    /// size's least margin. 0 with facing pages, because the fore edge changes sides, and with columns.
    pub reach: Pt,
    /// True if left and right pages mirror each other.
    pub facing: bool,
    /// Columns of the body.
    pub columns: u8,
    /// Between columns.
    pub column_gap: Pt,
    /// The baseline grid: distance of body lines.
    pub grid: Pt,
    /// Body lines on a full page.
    pub lines: u32,
}

impl PageStyle {
    /// Width of the text area: the measure if there is one column.
    pub fn text_width(&self) -> Pt {
        self.width - self.inner - self.outer
    }

    /// Width of one column.
    pub fn measure(&self) -> Pt {
        let n = f32::from(self.columns.max(1));
        (self.text_width() - (n - 1.0) * self.column_gap) / n
    }

    /// Height of the text area.
    pub fn text_height(&self) -> Pt {
        self.height - self.top - self.bottom
    }
}

/// The costs of a line: the parameters of optimum-fit breaking. See `layout::linebreak` for their meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct LineCosts {
    /// The most by which a word space may stretch, as a share of the space.
    pub stretch: f32,
    /// The most by which it may shrink, as a share of the space.
    pub shrink: f32,
    /// Most font expansion, a share: .02.
    pub expansion: f32,
    /// Most tracking, in ems: .015.
    pub tracking: f32,
    /// The share of the full protrusion that is used: 0 to 1.
    pub protrusion: f32,
    /// Cost of a hyphen.
    pub hyphen: f32,
    /// Cost of a second hyphen in a row.
    pub ladder: f32,
    /// Most hyphens in a row.
    pub most_hyphens: u8,
    /// Cost of contrast between neighbouring lines.
    pub contrast: f32,
    /// Cost of a last line shorter than 2.5 em.
    pub runt: f32,
    /// Cost of a line more or fewer than the optimum has.
    pub looseness: f32,
}

/// The costs of a page. See `layout::paginate`.
#[derive(Clone, Debug, PartialEq)]
pub struct PageCosts {
    /// A paragraph's last line alone at the head of a page.
    pub widow: f32,
    /// A paragraph's first line alone at the foot.
    pub orphan: f32,
    /// A page short by a line.
    pub short: f32,
    /// A hyphen at the end of a page.
    pub hyphen: f32,
    /// A paragraph set a line long or short.
    pub stretch: f32,
    /// Breaking a table row, a note, a figure that waits for a later page.
    pub tear: f32,
    /// A figure that waits so long that it passes the next heading.
    pub stray: f32,
}

/// The setting of tables.
#[derive(Clone, Debug, PartialEq)]
pub struct TableStyle {
    /// The setting of a table that is wider than the measure.
    pub wide: WideTable,
    /// Tables with more columns than this are set as "header: value" lists.
    pub linearise_beyond: Option<u16>,
    /// Space inside a cell, left and right.
    pub padding: Pt,
}

/// The ways to set a table that is too wide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WideTable {
    /// Let cells wrap, down to the longest word; then set smaller.
    #[default]
    Fit,
    /// Split the columns over several tables, the first column repeated.
    Split,
    /// Set as "header: value" lists.
    Linearise,
}

/// Lists.
#[derive(Clone, Debug, PartialEq)]
pub struct ListStyle {
    /// Indent of a level.
    pub indent: Pt,
    /// Space between items of loose lists.
    pub between: Pt,
    /// Space between items of tight lists.
    pub between_tight: Pt,
    /// Deepest level that is indented further.
    pub most_indents: u8,
    /// Bullets by level.
    pub bullets: Vec<String>,
}

/// The place of notes on pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotesPlace {
    /// At the foot of the page that calls them.
    Foot,
    /// After the article.
    End,
    /// At the foot, but after the article in large print and if they would fill more than a third of the pages.
    #[default]
    Auto,
}

/// The form in which the address of an article is shown, in addition to the name of its site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceLink {
    /// Not at all.
    #[default]
    None,
    /// As a line of text under the byline.
    Text,
    /// As a QR code at the article's end, with the address next to it.
    Qr,
}

/// Folios and running heads.
#[derive(Clone, Debug, PartialEq)]
pub struct FurnitureStyle {
    /// The place of the page number.
    pub folio: FolioPlace,
    /// True if running heads are set (title on the left, section on the right).
    pub running_heads: bool,
    /// True if the first page of an article has a running head.
    pub head_on_opening: bool,
}

/// The place of the page number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FolioPlace {
    /// No page numbers.
    None,
    /// At the foot, at the outer edge.
    #[default]
    FootOuter,
    /// At the foot, centred.
    FootCenter,
}

/// The opening of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct OpeningStyle {
    /// Lines of the drop cap; 0 without one.
    pub drop_cap: u8,
    /// The place where each article of an edition starts.
    pub article_start: ArticleStart,
    /// The leaves before the text.
    pub front: Front,
    /// A rule under the title block.
    pub rule: bool,
    /// Align the title block.
    pub align: Align,
}

/// The leaves before the text of a book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Front {
    /// None: the text begins on the first page.
    #[default]
    None,
    /// Half title, title page and imprint.
    Full,
}

/// The place where an article of an edition starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArticleStart {
    /// On a new page.
    #[default]
    Page,
    /// On a new right-hand page.
    Recto,
    /// Directly after the one before.
    Continuous,
}

/// Print editions; `None` in `product` is a plain PDF for screens and offices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrintStyle {
    /// Its purpose.
    pub product: Option<PrintProduct>,
    /// Bleed, in points.
    pub bleed: Pt,
    /// Crop marks.
    pub marks: bool,
    /// The PDF/X standard.
    pub conformance: Conformance,
    /// Addresses of links become notes.
    pub links_as_notes: bool,
    /// The number of pages is a multiple of this.
    pub page_multiple: u8,
    /// Everything in grey.
    pub grey: bool,
    /// The least outside margin that the printer requires, in points; 0 for the usual one.
    pub outside: Pt,
    /// Sheets a signature of a booklet; 0 for all in one, or for several signatures if there are too many to fold
    /// together.
    pub signature: u8,
    /// Thickness of a sheet, in points: creep.
    pub caliper: Pt,
    /// The output profile: a name we know or bytes of an ICC file that `cli` read.
    pub profile: Option<String>,
    /// A cover around the whole book is made too, for paper of this thickness: that of a leaf, in points.
    pub cover: Option<Pt>,
}

/// The purposes of a print edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintProduct {
    /// An office printer.
    Office,
    /// Print on demand.
    Pod,
    /// Offset.
    Offset,
    /// A folded booklet.
    Booklet,
}

/// Conformance of the PDF beyond the standards that always hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conformance {
    /// PDF/UA-1 and PDF/A-2a.
    #[default]
    Archive,
    /// PDF/X-1a:2003.
    X1a,
    /// PDF/X-4.
    X4,
}

/// Choices of the EPUB back end.
#[derive(Clone, Debug, PartialEq)]
pub struct EpubStyle {
    /// Also readable by EPUB 2 systems, without EPUB 3 features.
    pub epub2: bool,
    /// Longest side of pictures, in pixels.
    pub picture_side: u32,
    /// Largest file, in bytes; pictures are scaled further to meet it.
    pub max_bytes: Option<u64>,
    /// Embed the text faces, with the characters of the book.
    pub embed_faces: bool,
    /// Set Chinese, Japanese and Korean in columns from right to left.
    pub vertical: bool,
    /// The certifier of conformance to WCAG, if any.
    pub certifier: Option<String>,
    /// The user's own rules, which follow the program's in the style sheet. `cli` reads them.
    pub css: Option<String>,
    /// The device that the book is for, if any.
    pub device: Option<&'static device::Device>,
}

impl Default for EpubStyle {
    fn default() -> Self {
        EpubStyle {
            epub2: false,
            picture_side: 1600,
            max_bytes: None,
            embed_faces: false,
            vertical: false,
            certifier: None,
            css: None,
            device: None,
        }
    }
}

/// Choices of the Markdown back end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkdownStyle {
    /// Wrap lines at this many columns; `None` writes a paragraph a line.
    pub wrap: Option<u16>,
    /// The dialect.
    pub flavour: Flavour,
}

/// A dialect of Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavour {
    /// GitHub's, with footnotes.
    #[default]
    Gfm,
    /// CommonMark alone: tables as HTML, notes as links.
    CommonMark,
}
