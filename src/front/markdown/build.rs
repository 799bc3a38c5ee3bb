//! Events become the tree.
//!
//! The events nest, so the open elements are a stack of frames; a closed element becomes a block or an inline of the
//! frame below. There is no recursion here, so deep nesting costs no more than long text; past the bound of
//! [`crate::context::Limits::depth`] containers are left out and their content joins their parent.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::builder::{Builder, Frame, Kind, Piece, Run, is_inline};
use super::flavour::Flavour;
use super::page::Origin;
use super::{notes, raw, shape, tags};
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{
    Block, BlockKind, Cell, Definition, Delimiter, Heading, Image, Inline, Link, List, ListItem, ListKind, Math,
    Numbering, Row,
};
use crate::source::Span;

/// Builds the tree of `text`; `origin` maps its pieces to the source.
pub(super) fn build(text: &str, origin: &Origin, flavour: &Flavour, cx: &mut Context) -> Vec<Block> {
    let mut builder = Builder {
        source: text,
        origin,
        flavour,
        cx,
        frames: vec![Frame::new(Kind::Root, Span::default())],
        entered: Vec::new(),
        run: Run::default(),
        notes: notes::Notes::default(),
        mathml: None,
        flattened: 0,
    };
    for (event, range) in Parser::new_ext(text, flavour.options()).into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish()
}

/// The keywords that RCS, CVS and Subversion fill in: `$Id$`.
const KEYWORDS: &[&str] = &[
    "Author", "Date", "Header", "HeadURL", "Id", "LastChangedDate", "Log", "RCSfile", "Rev", "Revision", "Source",
    "URL",
];

impl Builder<'_, '_, '_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        if let Some(start) = self.mathml
            && self.in_mathml(start, &event, &range)
        {
            return;
        }
        if !matches!(event, Event::Text(_)) {
            self.end_run();
        }
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(text) => self.push(Inline::Code(clean(&text))),
            Event::InlineMath(tex) => self.math(&tex, &range, false),
            Event::DisplayMath(tex) => self.math(&tex, &range, true),
            Event::Html(html) => self.top().text.push_str(&html),
            Event::InlineHtml(tag) => self.inline_html(&tag, &range),
            Event::FootnoteReference(label) => self.push(notes::call(&label)),
            Event::SoftBreak => self.push(Inline::text("\n")),
            Event::HardBreak => self.push(Inline::LineBreak),
            Event::Rule => {
                self.end_paragraph();
                let span = self.span(&range);
                self.block(BlockKind::Break.at(span));
            }
            Event::TaskListMarker(checked) => self.tick(checked),
        }
    }

    /// A task's box belongs to the item, even if a paragraph is open in it.
    fn tick(&mut self, checked: bool) {
        if let Some(item) = self.frames.iter_mut().rev().find(|f| matches!(f.kind, Kind::Item)) {
            item.checked = Some(checked);
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if matches!(self.top().kind, Kind::Code(_)) {
            return self.top().text.push_str(text);
        }
        // A gap in the source is an escape: the text on its two sides is not read together.
        if self.run.end != range.start {
            self.end_run();
        }
        if self.run.text.is_empty() {
            self.run.escaped = self.source[..range.start].ends_with('\\');
        }
        self.run.text.push_str(text);
        self.run.end = range.end;
    }

    /// A formula, unless its dollars touch letters or digits outside: then they are prices. Alone in its line the name of
    /// a keyword is not one either.
    fn math(&mut self, tex: &CowStr, range: &Range<usize>, display: bool) {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = self.source[..range.start].chars().last();
        let after = self.source[range.end..].chars().next();
        let is_alone = before.is_none_or(|c| c == '\n') && after.is_none_or(|c| matches!(c, '\n' | '\r'));
        if !display && (word(before) || word(after) || is_alone && KEYWORDS.contains(&tex.trim())) {
            return self.text(&self.source[range.clone()], range);
        }
        let tex = if display { tex.trim_matches('\n').to_string() } else { tex.trim().replace('\n', " ") };
        let top = self.top();
        if display {
            top.displayed.push(top.inlines.len());
        }
        self.push(Inline::Math(Math { tex: Some(tex), mathml: None }));
    }

    /// Collects a `<math>` element unchanged; true while inside.
    fn in_mathml(&mut self, start: usize, event: &Event, range: &Range<usize>) -> bool {
        match event {
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("</math") => {
                let mathml = self.source[start..range.end].to_string();
                self.mathml = None;
                self.push(Inline::Math(Math { tex: None, mathml: Some(mathml) }));
                true
            }
            Event::Start(_) | Event::End(_) if is_block_event(event) => {
                self.mathml = None;
                false
            }
            _ => true,
        }
    }

    fn inline_html(&mut self, tag: &str, range: &Range<usize>) {
        if tag.len() > 5 && tag.as_bytes()[..5].eq_ignore_ascii_case(b"<math") {
            self.mathml = Some(range.start);
            return;
        }
        tags::tag(self, tag, range);
    }

    fn start(&mut self, tag: Tag, range: &Range<usize>) {
        let span = self.span(range);
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, id, classes, attrs } => {
                if !classes.is_empty() || !attrs.is_empty() {
                    let message = "A heading's classes and attributes have no place here and were left out.";
                    self.cx.say(Diagnostic::remark(codes::HEADING_ATTRIBUTES, message).at(span));
                }
                Kind::Heading(level_of(level), id.map(|id| id.to_string()))
            }
            Tag::BlockQuote(kind) => Kind::Quote(kind),
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code(None),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Code(language(&info)),
            Tag::HtmlBlock => Kind::Html,
            Tag::List(start) => Kind::List(start),
            Tag::Item => Kind::Item,
            Tag::FootnoteDefinition(label) => Kind::Footnote(label.to_string()),
            Tag::DefinitionList => Kind::Definitions,
            Tag::DefinitionListTitle => Kind::Term,
            Tag::DefinitionListDefinition => Kind::Definition,
            Tag::Table(columns) => Kind::Table(columns),
            Tag::TableHead => Kind::Head,
            Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emph,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strike,
            Tag::Link { dest_url, title, link_type, .. } => {
                let mail = matches!(link_type, pulldown_cmark::LinkType::Email);
                let url = shape::unlabelled(&dest_url);
                Kind::Link(if mail { format!("mailto:{url}") } else { url.to_owned() }, title.to_string())
            }
            Tag::Image { dest_url, title, .. } => {
                self.place_picture(&dest_url, range);
                Kind::Image(dest_url.to_string(), title.to_string())
            }
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {
                self.entered.push(false);
                return;
            }
        };
        if !is_inline(&kind) {
            self.end_paragraph();
            self.loosen(&kind);
        }
        let nests = matches!(kind, Kind::Quote(_) | Kind::List(_) | Kind::Item | Kind::Definitions | Kind::Footnote(_))
            || is_inline(&kind) && !matches!(kind, Kind::Image(..));
        let enter = !nests || self.frames.len() <= self.cx.limits.depth || self.belongs(&kind);
        if enter {
            self.frames.push(Frame { start: range.start, ..Frame::new(kind, span) });
        } else {
            self.flattened += 1;
        }
        self.entered.push(enter);
    }

    /// Items belong to their list: they are nested if it is.
    fn belongs(&self, kind: &Kind) -> bool {
        matches!(kind, Kind::Item) && self.frames.last().is_some_and(|f| matches!(f.kind, Kind::List(_)))
    }

    /// A paragraph directly in an item makes its list a loose one.
    fn loosen(&mut self, kind: &Kind) {
        let count = self.frames.len();
        if matches!(kind, Kind::Paragraph)
            && count >= 2
            && matches!(self.frames[count - 1].kind, Kind::Item)
            && matches!(self.frames[count - 2].kind, Kind::List(_))
        {
            self.frames[count - 2].loose = true;
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if !self.entered.pop().unwrap_or(false) {
            if matches!(tag, TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::List(_)) {
                self.end_paragraph();
            }
            return;
        }
        tags::close_all(self);
        if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            self.ended(frame);
        }
    }

    fn ended(&mut self, mut frame: Frame) {
        if !is_inline(&frame.kind)
            && !matches!(frame.kind, Kind::Paragraph | Kind::Heading(..) | Kind::Term | Kind::Cell)
        {
            self.frames.push(frame);
            self.end_paragraph();
            let Some(popped) = self.frames.pop() else { return };
            frame = popped;
        }
        let span = frame.span;
        match frame.kind {
            Kind::Paragraph => {
                let blocks = paragraph(frame);
                self.top().pieces.extend(blocks.map(Piece::Block));
            }
            Kind::Heading(level, id) => {
                let content = shape::tidy(frame.inlines);
                self.block(BlockKind::Heading(Heading { level, id, content }).at(span));
            }
            Kind::Quote(alert) => {
                let block = shape::quote(frame.pieces, alert, |pieces| raw::blocks(pieces, self.cx));
                self.block(block.at(span));
            }
            Kind::Code(language) => {
                let mut text = frame.text.replace("\r\n", "\n");
                if text.ends_with('\n') {
                    text.pop();
                }
                self.block(shape::code(language, text).at(span));
            }
            Kind::Html => self.top().pieces.push(Piece::Html(frame.text, span)),
            Kind::List(start) => {
                let kind = self.list_kind(start, frame.start);
                let list = List { kind, tight: !frame.loose, items: frame.items };
                self.block(BlockKind::List(list).at(span));
            }
            Kind::Item => {
                let blocks = raw::blocks(frame.pieces, self.cx);
                self.top().items.push(ListItem { number: None, checked: frame.checked, blocks });
            }
            Kind::Footnote(label) => {
                let blocks = raw::blocks(frame.pieces, self.cx);
                self.notes.define(&label, blocks, span);
            }
            _ => self.ended_more(frame),
        }
    }

    fn ended_more(&mut self, frame: Frame) {
        let span = frame.span;
        match frame.kind {
            Kind::Definitions => self.block(BlockKind::DefinitionList(frame.definitions).at(span)),
            Kind::Term => {
                let term = shape::tidy(frame.inlines);
                self.top().definitions.push(Definition { term, definitions: Vec::new() });
            }
            Kind::Definition => {
                let blocks = raw::blocks(frame.pieces, self.cx);
                if let Some(last) = self.top().definitions.last_mut() {
                    last.definitions.push(blocks);
                }
            }
            Kind::Table(columns) => {
                let block = shape::table(&columns, frame.head, frame.body);
                self.block(block.at(span));
            }
            Kind::Head => self.top().head.push(Row { cells: frame.cells }),
            Kind::Row => self.top().body.push(Row { cells: frame.cells }),
            Kind::Cell => {
                let content = shape::tidy(frame.inlines);
                let blocks = if content.is_empty() { Vec::new() } else { vec![BlockKind::Paragraph(content).at(span)] };
                self.top().cells.push(Cell { blocks, ..Cell::default() });
            }
            Kind::Emph => self.push(Inline::Emph(frame.inlines)),
            Kind::Strong => self.push(Inline::Strong(frame.inlines)),
            Kind::Strike => self.push(Inline::Strike(frame.inlines)),
            Kind::Link(url, title) => {
                let title = shape::tooltip(&title);
                let mut content = frame.inlines;
                if let [Inline::Text(words)] = content.as_mut_slice()
                    && shape::unlabelled(words) == url
                {
                    words.clone_from(&url);
                }
                self.push(Inline::Link(Link { url, title, content }));
            }
            Kind::Image(url, title) => {
                let alt = shape::alternative(&frame.inlines);
                let title = shape::tooltip(&title);
                self.push(Inline::Image(Image { url, alt, title, ..Image::default() }));
            }
            Kind::Tag(open) => tags::closed(self, open, frame.inlines),
            // All other frames are closed above.
            _ => {}
        }
    }

    /// The sign after the number distinguishes `1.` from `1)`.
    fn list_kind(&self, start: Option<u64>, from: usize) -> ListKind {
        let Some(start) = start else { return ListKind::Bullet };
        let sign = self.source.get(from..).and_then(|s| s.chars().find(|c| !c.is_ascii_digit() && *c != ' '));
        let delimiter = if sign == Some(')') { Delimiter::Paren } else { Delimiter::Period };
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        ListKind::Ordered { start, numbering: Numbering::Decimal, delimiter }
    }

    /// Ends the paragraph that text right in a container makes (an item of a tight list).
    fn end_paragraph(&mut self) {
        self.end_run();
        if is_inline(&self.top().kind) {
            return;
        }
        if self.top().inlines.is_empty() {
            return;
        }
        let frame = self.top();
        let mut open = Frame::new(Kind::Paragraph, frame.span);
        open.inlines = std::mem::take(&mut frame.inlines);
        open.small = frame.small.take();
        open.displayed = std::mem::take(&mut frame.displayed);
        let blocks = paragraph(open);
        self.top().pieces.extend(blocks.map(Piece::Block));
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_run();
        tags::close_all(&mut self);
        self.end_paragraph();
        if self.flattened > 0 {
            let message =
                format!("{} marks nested deeper than {} levels were left out.", self.flattened, self.cx.limits.depth);
            self.cx.say(Diagnostic::remark(codes::NESTING_DEEP, message));
        }
        let pieces = std::mem::take(&mut self.top().pieces);
        let mut blocks = raw::blocks(pieces, self.cx);
        self.notes.bring(&mut blocks, self.source.len(), self.cx);
        blocks
    }
}

/// A paragraph's blocks: itself, or the figure that it consists of, or the formulas that are displayed in it with the
/// text between them; none if it is empty.
fn paragraph(frame: Frame) -> impl Iterator<Item = Block> {
    let span = frame.span;
    shape::paragraph(frame.inlines, frame.small, &frame.displayed).into_iter().map(move |kind| kind.at(span))
}

/// True if an event begins or ends a block.
pub(super) fn is_block_event(event: &Event) -> bool {
    let ends = |tag: &TagEnd| {
        !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
    };
    match event {
        Event::Start(tag) => ends(&tag.to_end()),
        Event::End(tag) => ends(tag),
        _ => false,
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}

/// The first word of the line after the fence, without the options of programs: `rust,ignore`, `js{1,3}`, `python=12`,
/// `js:lamp.js`.
fn language(info: &str) -> Option<String> {
    let word = info.split_whitespace().next()?;
    let name = word.split([',', '{', '=', ':']).next().filter(|name| !name.is_empty());
    Some(name.unwrap_or(word).to_string())
}

/// Code without line ends.
fn clean(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_no_options() {
        let of = |info: &str| language(info).unwrap_or_default();
        assert_eq!(
            ["rust,ignore", "js{1,3}", "python=12", "js:lamp.js", "sh {1}"].map(of),
            ["rust", "js", "python", "js", "sh"]
        );
        assert_eq!(
            ["c++", "c#", "objective-c", "{.python}", "=html", ""].map(of),
            ["c++", "c#", "objective-c", "{.python}", "=html", ""]
        );
    }
}
