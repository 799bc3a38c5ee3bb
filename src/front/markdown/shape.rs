//! The meaning of marks in combination.
//!
//! Markdown has no mark for a caption, an attribution or a poem. Careful people write them anyway, in ways that are
//! recognised here: a picture alone in its paragraph with a line in italics under it, a last line that begins with a
//! dash, a first line in bold. Any other meaning needs a comment before it (`<!-- verse -->`), which no renderer shows;
//! [`super::comments::mark`] gives the next block its meaning.

use pulldown_cmark::{Alignment, BlockQuoteKind};
use std::ops::Range;

use super::builder::Piece;
use crate::doc::{
    Align, Aside, AsideKind, Block, BlockKind, Code, Column, Figure, Inline, Inlines, Math, Quote, QuoteKind, Row,
    Table, normalize_inlines, plain_text,
};

/// The longest last line of a quotation that is taken for its author, in characters.
const ATTRIBUTION: usize = 120;

/// Inlines in normal form: line ends are spaces (or nothing between characters that are set without spaces), runs of
/// spaces are one space, with no spaces at the ends.
pub(super) fn tidy(mut inlines: Inlines) -> Inlines {
    normalize_inlines(&mut inlines);
    Tidy { last: ' ' }.inlines(&mut inlines);
    trim_end(&mut inlines);
    normalize_inlines(&mut inlines);
    inlines
}

struct Tidy {
    /// The last character that was kept; a space at the start.
    last: char,
}

impl Tidy {
    fn inlines(&mut self, inlines: &mut Inlines) {
        for inline in inlines {
            match inline {
                Inline::Text(text) if self.is_tidy(text) => self.last = text.chars().next_back().unwrap_or(self.last),
                Inline::Text(text) => *text = self.text(text),
                Inline::LineBreak => self.last = ' ',
                Inline::Literal(_) | Inline::Code(_) => self.last = 'x',
                Inline::Image(_) | Inline::Math(_) | Inline::Note(_) => self.last = 'x',
                Inline::Anchor(_) => {}
                other => {
                    if let Some(children) = other.children_mut() {
                        self.inlines(children);
                    }
                }
            }
        }
    }

    /// True if white space in it is single spaces, as it should be.
    fn is_tidy(&self, text: &str) -> bool {
        let mut space = self.last == ' ';
        text.bytes().all(|byte| {
            let before = std::mem::replace(&mut space, byte == b' ');
            !(matches!(byte, b'\t' | b'\n' | b'\r') || before && space)
        })
    }

    fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\n' if is_unspaced(self.last) && chars.peek().is_some_and(|n| is_unspaced(*n)) => {}
                ' ' | '\t' | '\n' | '\r' => {
                    if self.last != ' ' {
                        out.push(' ');
                        self.last = ' ';
                    }
                }
                c => {
                    out.push(c);
                    self.last = c;
                }
            }
        }
        out
    }
}

/// Scripts that are set without spaces: ideographs and kana with their punctuation.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x3000..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFF65 | 0x20000..=0x3FFFF)
}

fn trim_end(inlines: &mut Inlines) {
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Text(text) => {
                text.truncate(text.trim_end_matches(' ').len());
                if !text.is_empty() {
                    return;
                }
                inlines.pop();
            }
            Inline::Anchor(_) | Inline::Code(_) | Inline::Link(_) => return,
            other => {
                if let Some(children) = other.children_mut() {
                    trim_end(children);
                    if !children.is_empty() {
                        return;
                    }
                    inlines.pop();
                } else {
                    return;
                }
            }
        }
    }
}

/// The blocks that a paragraph becomes: a figure, displayed formulas, paragraphs. `displayed`: places of formulas that
/// are displayed if they are alone on their lines.
pub(super) fn paragraph(mut inlines: Inlines, small: Option<Range<usize>>, displayed: &[usize]) -> Vec<BlockKind> {
    if let Some(figure) = figure(&inlines, small) {
        return vec![BlockKind::Figure(figure)];
    }
    let mut out = Vec::new();
    for at in displayed.iter().rev() {
        if !is_alone(&inlines, *at) {
            continue;
        }
        let mut after = inlines.split_off(at + 1);
        let breaks = after.iter().take_while(|inline| matches!(inline, Inline::LineBreak)).count();
        out.extend(text(after.split_off(breaks)));
        if let Some(Inline::Math(math)) = inlines.pop() {
            out.push(BlockKind::Math(math));
        }
        inlines.pop_if(|last| matches!(last, Inline::LineBreak));
    }
    out.extend(text(inlines));
    out.reverse();
    out
}

/// True if nothing is next to an inline in its lines.
fn is_alone(inlines: &[Inline], at: usize) -> bool {
    let is_blank = |inline: &&Inline| matches!(inline, Inline::Text(text) if text.trim_matches(' ').is_empty());
    let before = inlines.iter().take(at).rev().find(|inline| !is_blank(inline));
    let after = inlines.iter().skip(at + 1).find(|inline| !is_blank(inline));
    let ends = |inline: Option<&Inline>| match inline {
        None | Some(Inline::LineBreak) => true,
        Some(Inline::Text(text)) => text == "\n",
        _ => false,
    };
    matches!(inlines.get(at), Some(Inline::Math(_))) && ends(before) && ends(after)
}

/// The paragraph of some inlines; `None` without any text.
fn text(inlines: Inlines) -> Option<BlockKind> {
    let content = tidy(inlines);
    (!content.is_empty()).then_some(BlockKind::Paragraph(content))
}

/// Pictures, each on its line, an anchor before them, a caption in italics and a credit in small type after them.
fn figure(inlines: &[Inline], small: Option<Range<usize>>) -> Option<Figure> {
    let mut figure = Figure::default();
    let (body, credit) = match small {
        Some(range) if range.end == inlines.len() => inlines.split_at_checked(range.start)?,
        _ => (inlines, &[] as &[Inline]),
    };
    let space = |i: &&Inline| !matches!(i, Inline::Text(text) if text.trim_matches(['\n', ' ']).is_empty());
    let parts: Vec<&Inline> = body.iter().filter(space).collect();
    let line_ends = body.len() - parts.len();
    let mut parts = parts.into_iter().peekable();
    if let Some(Inline::Anchor(id)) = parts.peek() {
        figure.id = Some(id.clone());
        parts.next();
    }
    while let Some(Inline::Image(image)) = parts.peek() {
        figure.images.push(image.clone());
        parts.next();
    }
    if let Some(Inline::Emph(caption)) = parts.peek() {
        figure.caption = tidy(caption.clone());
        parts.next();
    }
    figure.credit = tidy(credit.to_vec());
    let count = usize::from(figure.id.is_some()) + figure.images.len() + usize::from(!figure.caption.is_empty());
    // Each part fills a separate line: a picture with words next to it is part of a sentence.
    let lines = count + usize::from(!figure.credit.is_empty()) == line_ends + 1;
    (parts.next().is_none() && !figure.images.is_empty() && lines).then_some(figure)
}

/// The words of a picture's alternative; `None` if it is empty.
pub(super) fn alternative(inlines: &[Inline]) -> Option<String> {
    let text = plain_text(inlines).replace('\n', " ");
    (!text.is_empty()).then_some(text)
}

/// A link's or picture's title on one line.
pub(super) fn tooltip(title: &str) -> Option<String> {
    let line = title.replace("\r\n", " ").replace(['\n', '\r'], " ");
    (!line.is_empty()).then_some(line)
}

/// A code block, or the formula that GitHub writes as one.
pub(super) fn code(language: Option<String>, text: String) -> BlockKind {
    if language.as_deref() == Some("math") {
        return BlockKind::Math(Math { tex: Some(text), mathml: None });
    }
    BlockKind::Code(Code { language, lang: None, text, caption: Vec::new() })
}

/// A quotation with its attribution, or an alert with its title.
pub(super) fn quote(
    mut pieces: Vec<Piece>,
    alert: Option<BlockQuoteKind>,
    read: impl FnOnce(Vec<Piece>) -> Vec<Block>,
) -> BlockKind {
    if let Some(alert) = alert {
        let kind = match alert {
            BlockQuoteKind::Note => AsideKind::Note,
            BlockQuoteKind::Tip => AsideKind::Tip,
            BlockQuoteKind::Important => AsideKind::Important,
            BlockQuoteKind::Warning => AsideKind::Warning,
            BlockQuoteKind::Caution => AsideKind::Caution,
        };
        let title = aside_title(&mut pieces);
        return BlockKind::Aside(Aside { kind, title, blocks: read(pieces) });
    }
    let attribution = attribution(&mut pieces);
    // An aside is marked outside, when its pieces are blocks already: the title is found again there.
    BlockKind::Quote(Quote { kind: QuoteKind::Block, blocks: read(pieces), attribution })
}

pub(super) fn aside_title(pieces: &mut Vec<Piece>) -> Inlines {
    let title = match pieces.first() {
        Some(Piece::Block(Block { kind: BlockKind::Paragraph(content), .. })) => match content.as_slice() {
            [Inline::Strong(title)] => title.clone(),
            _ => return Inlines::new(),
        },
        _ => return Inlines::new(),
    };
    pieces.remove(0);
    title
}

/// The last line of a quotation, if it is an attribution.
fn attribution(pieces: &mut Vec<Piece>) -> Inlines {
    let count = pieces.len();
    let Some(last) = count.checked_sub(1) else { return Inlines::new() };
    let marked = last > 0 && comment_at(pieces, last - 1) == Some("attribution");
    let Some(found) = said(pieces, last) else { return Inlines::new() };
    let talk = || last.checked_sub(1).is_some_and(|before| said(pieces, before).is_some());
    if !marked && (last == 0 || talk() || plain_text(&found).chars().count() > ATTRIBUTION) {
        return Inlines::new();
    }
    pieces.truncate(last - usize::from(marked));
    found
}

/// The text of a paragraph after an opening dash, unless a comment makes a poem or a caption of it.
fn said(pieces: &[Piece], at: usize) -> Option<Inlines> {
    let Piece::Block(Block { kind: BlockKind::Paragraph(content), .. }) = &pieces[at] else { return None };
    let meant = at.checked_sub(1).and_then(|before| comment_at(pieces, before)).unwrap_or("");
    if matches!(meant, "verse" | "caption" | "figure") { None } else { by(content) }
}

fn comment_at(pieces: &[Piece], at: usize) -> Option<&str> {
    if let Piece::Html(html, _) = &pieces[at] { comment(html) } else { None }
}

/// The words after an opening dash.
fn by(content: &[Inline]) -> Option<Inlines> {
    let Some(Inline::Text(first)) = content.first() else { return None };
    let rest = first.strip_prefix("— ")?;
    let mut out = vec![Inline::text(rest)];
    out.extend_from_slice(&content[1..]);
    normalize_inlines(&mut out);
    (!out.is_empty()).then_some(out)
}

/// A pipe table; an empty head is left out.
pub(super) fn table(columns: &[Alignment], head: Vec<Row>, body: Vec<Row>) -> BlockKind {
    let column = |a: &Alignment| Column {
        align: match a {
            Alignment::None => Align::Auto,
            Alignment::Left => Align::Left,
            Alignment::Center => Align::Center,
            Alignment::Right => Align::Right,
        },
        width: None,
    };
    let empty = head.iter().all(|row| row.cells.iter().all(|cell| cell.blocks.is_empty()));
    let head = if empty { Vec::new() } else { head };
    BlockKind::Table(Table { columns: columns.iter().map(column).collect(), head, body, ..Table::default() })
}

/// The words of an HTML comment that is alone.
pub(super) fn comment(html: &str) -> Option<&str> {
    let inside = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    (!inside.contains("-->")).then_some(inside.trim())
}
/// The address in `<URL:https://example.org>`, as RFC 3986 (appendix C) lets it be written.
pub(super) fn unlabelled(address: &str) -> &str {
    let label = address.get(..4).filter(|label| label.eq_ignore_ascii_case("url:"));
    label.and_then(|_| address.get(4..)).filter(|rest| rest.contains("://")).unwrap_or(address)
}
