//! The open elements while Markdown is read, each with its content so far. [`super::build`] handles the parser's
//! events, [`super::tags`] the HTML tags in paragraphs; both write into the innermost frame.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind};

use super::flavour::Flavour;
use super::page::Origin;
use super::{bare, notes};
use crate::context::Context;
use crate::doc::{Block, Cell, Definition, Inline, Inlines, Lang, ListItem, Row};
use crate::source::Span;

/// A piece of a container: a block, or unread HTML.
pub(super) enum Piece {
    Block(Block),
    Html(String, Span),
}

/// An open element.
pub(super) struct Frame {
    pub kind: Kind,
    pub span: Span,
    /// The offset of its start in the parsed text.
    pub start: usize,
    pub pieces: Vec<Piece>,
    pub inlines: Inlines,
    /// Code or HTML as text.
    pub text: String,
    pub items: Vec<ListItem>,
    pub definitions: Vec<Definition>,
    pub head: Vec<Row>,
    pub body: Vec<Row>,
    pub cells: Vec<Cell>,
    pub loose: bool,
    pub checked: Option<bool>,
    /// The places of displayed formulas among the inlines.
    pub displayed: Vec<usize>,
    /// The range of the inlines inside `<small>`.
    pub small: Option<Range<usize>>,
}

impl Frame {
    pub(super) fn new(kind: Kind, span: Span) -> Self {
        Frame {
            kind,
            span,
            start: 0,
            pieces: Vec::new(),
            inlines: Vec::new(),
            text: String::new(),
            items: Vec::new(),
            definitions: Vec::new(),
            head: Vec::new(),
            body: Vec::new(),
            cells: Vec::new(),
            loose: false,
            checked: None,
            displayed: Vec::new(),
            small: None,
        }
    }
}

/// The kind of an open element.
pub(super) enum Kind {
    Root,
    Paragraph,
    Heading(u8, Option<String>),
    Quote(Option<BlockQuoteKind>),
    Code(Option<String>),
    Html,
    List(Option<u64>),
    Item,
    Definitions,
    Term,
    Definition,
    Table(Vec<Alignment>),
    Head,
    Row,
    Cell,
    Footnote(String),
    Emph,
    Strong,
    Strike,
    Link(String, String),
    Image(String, String),
    Tag(Open),
}

/// Text that is one piece in the source.
#[derive(Default)]
pub(super) struct Run {
    pub text: String,
    pub end: usize,
    /// True if a backslash precedes its first character.
    pub escaped: bool,
}

pub(super) struct Builder<'s, 'c, 'r> {
    pub source: &'s str,
    pub origin: &'s Origin,
    pub flavour: &'s Flavour,
    pub cx: &'c mut Context<'r>,
    pub frames: Vec<Frame>,
    /// For each open event: true if it has a frame.
    pub entered: Vec<bool>,
    pub run: Run,
    pub notes: notes::Notes,
    /// The offset of the start of a `<math>` element.
    pub mathml: Option<usize>,
    pub flattened: usize,
}

/// True if an element belongs in a line.
pub(super) fn is_inline(kind: &Kind) -> bool {
    matches!(kind, Kind::Emph | Kind::Strong | Kind::Strike | Kind::Link(..) | Kind::Image(..) | Kind::Tag(_))
}

/// An open HTML element.
pub(super) struct Open {
    pub name: String,
    pub wrap: Wrap,
}

impl Open {
    /// True if bare addresses inside are not links.
    pub(super) fn is_opaque(&self) -> bool {
        matches!(self.wrap, Wrap::Link(..) | Wrap::Code | Wrap::Math | Wrap::Drop)
    }
}

/// The effect of an inline element on its content.
pub(super) enum Wrap {
    Emph,
    Strong,
    Strike,
    Underline,
    Mark,
    SmallCaps,
    Super,
    Sub,
    Quote,
    Small,
    Code,
    Math,
    Lang(Lang),
    Link(String, Option<String>),
    Anchor(String),
    /// The reading of the words before it in `<ruby>`.
    Reading,
    Nothing,
    Drop,
}

impl Builder<'_, '_, '_> {
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.origin.of(range.start)..self.origin.of(range.end))
    }

    /// Keeps the place of a picture, for messages about it.
    pub(super) fn place_picture(&mut self, url: &str, range: &Range<usize>) {
        if !self.origin.is_unknown() {
            let span = self.span(range);
            self.cx.picture_places.entry(url.to_owned()).or_insert(span);
        }
    }

    /// The innermost frame; the root never leaves.
    pub(super) fn top(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Kind::Root, Span::default()));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    pub(super) fn push(&mut self, inline: Inline) {
        self.top().inlines.push(inline);
    }

    pub(super) fn block(&mut self, block: Block) {
        self.top().pieces.push(Piece::Block(block));
    }

    /// Ends a run of text: bare links, `^super^` and `~sub~` are found in it.
    pub(super) fn end_run(&mut self) {
        if self.run.text.is_empty() {
            return;
        }
        let mut text = std::mem::take(&mut self.run.text);
        // An author escapes a quote to keep it straight: 19\" wide.
        if self.run.escaped && text.starts_with(['"', '\'']) {
            let mark = text.remove(0).to_string();
            self.push(Inline::Literal(mark));
            self.run.escaped = false;
            if text.is_empty() {
                return;
            }
        }
        let closed = |f: &Frame| {
            matches!(f.kind, Kind::Link(..) | Kind::Image(..)) || matches!(&f.kind, Kind::Tag(t) if t.is_opaque())
        };
        let plain = self.frames.iter().rev().take_while(|f| is_inline(&f.kind)).any(closed);
        if plain {
            self.push(Inline::Text(text));
        } else {
            let found = bare::bare(&text, self.run.escaped, self.flavour);
            self.top().inlines.extend(found);
        }
    }
}
