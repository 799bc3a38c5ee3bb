//! From units to blocks: quotations by their depth, then lists, tables, code, verse, headings and paragraphs.

mod definitions;
pub(crate) mod structure;

use std::collections::HashSet;

use crate::doc::{
    Block, BlockKind, Cell, Code, Column, Figure, Heading, Inline, Inlines, List, ListItem, ListKind, Quote, Row, Table,
};

use crate::front::text::features::speakers;
use crate::front::text::inline::{self, Notes};
use crate::front::text::prepare::unit::{Kind, Marker, Unit};
use crate::lang::{Captioned, caption_label};

/// Columns between two blocks of short lines that do not belong together.
const FAR: usize = 20;

/// The role of a unit that stays in the body, as earlier stages found it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum BodyRole {
    /// The role that its form shows.
    Plain,
    /// A heading of that level.
    Heading(u8),
    /// The caption of a lost picture, with the credit.
    Caption(String, Option<String>),
    /// A line of verse.
    Verse,
    /// An item of a list that lost its bullets.
    Item,
    /// A term; its definition is set in below it.
    Term,
    /// The article's own words, set large in the page.
    PullQuote,
}

/// A unit of the body.
pub(super) struct BodyUnit<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Its role.
    pub part: BodyRole,
}

/// Builds blocks of pieces.
pub(super) struct Builder<'a> {
    /// Notes not yet called.
    pub notes: &'a mut Notes,
    /// Deepest nesting.
    pub depth: usize,
    /// Most columns of a table.
    pub columns: usize,
    /// True after nesting was flattened.
    pub flattened: bool,
    /// The speakers of an interview; their names at the head of paragraphs are set strong.
    pub speakers: HashSet<String>,
    /// The column from which on a paragraph is a quotation.
    pub margin: usize,
    /// The number of definitions around the current place.
    pub definitions_around: usize,
    /// The bullets that mark a list even where one stands alone.
    pub bullets: HashSet<char>,
}

/// The stars and plus signs that begin several units, and hyphens set in directly below a line: the list of a short
/// section may have one item. One star in a text may call a note, and a dash may begin a speech.
pub(super) fn bullets(pieces: &[BodyUnit]) -> HashSet<char> {
    let mut seen = HashSet::new();
    let is_below = |n: usize, unit: &Unit| {
        let above = n.checked_sub(1).map(|above| pieces[above].unit);
        above.is_some_and(|above| unit.gap == 0 && above.is_plain() && unit.indent >= above.indent + 2)
    };
    let sign = |(n, piece): (usize, &BodyUnit)| match piece.unit.marker {
        Some(Marker::Bullet(sign @ ('*' | '+'), None)) => Some(sign),
        Some(Marker::Bullet('-', None)) if is_below(n, piece.unit) => Some('-'),
        _ => None,
    };
    pieces.iter().enumerate().filter_map(sign).filter(|sign| !seen.insert(*sign)).collect()
}

impl Builder<'_> {
    /// The blocks of some pieces inside `quote` marks.
    pub(super) fn blocks(&mut self, pieces: &[BodyUnit], quote: usize) -> Vec<Block> {
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            if piece.unit.quote > quote {
                let count = run(pieces, at, |p| p.unit.quote > quote).max(1);
                out.push(self.quotation(&pieces[at..at + count], quote));
                at += count;
                continue;
            }
            // Only the units at this depth: lists must not reach into quotations.
            let end = at + run(pieces, at, |p| p.unit.quote <= quote).max(1);
            while at < end {
                at += self.block(&pieces[at..end], &mut out).max(1);
            }
        }
        out
    }

    fn quotation(&mut self, pieces: &[BodyUnit], quote: usize) -> Block {
        let span = span(pieces);
        // The next depth that is really used: `>>>` without `>` is one quotation, not three.
        let least = pieces.iter().map(|p| p.unit.quote).min().unwrap_or(quote + 1);
        let inner = if quote + 1 >= self.depth {
            self.flattened = true;
            usize::MAX
        } else {
            least
        };
        let blocks = self.blocks(pieces, inner);
        quoted(blocks).at(span)
    }

    /// Builds the block that starts with the first piece, and returns the number of pieces it takes.
    fn block(&mut self, pieces: &[BodyUnit], out: &mut Vec<Block>) -> usize {
        let Some(piece) = pieces.first() else { return 1 };
        let unit = piece.unit;
        let mut one = |kind: BlockKind| {
            out.push(kind.at(unit.span));
            1
        };
        match (&piece.part, &unit.kind) {
            (_, Kind::Rule) => one(BlockKind::Break),
            (_, Kind::Verbatim(lines, language)) => one(BlockKind::Code(Code {
                language: language.clone(),
                lang: None,
                text: lines.join("\n"),
                caption: Vec::new(),
            })),
            (_, Kind::Table(rows, head)) => {
                let mut table = self.table(rows, *head);
                let mut span = unit.span;
                if let Some((caption, above)) = out.last().and_then(|above| Some((table_caption(above)?, above.span))) {
                    table.caption = caption;
                    span = above.to(span);
                    out.pop();
                }
                out.push(BlockKind::Table(table).at(span));
                1
            }
            (BodyRole::Heading(level), _) => {
                let content = inline::inlines(&unit.full_text(), self.notes);
                one(BlockKind::Heading(Heading { level: *level, id: None, content }))
            }
            (BodyRole::Caption(caption, credit), _) => {
                let caption = inline::inlines(caption, self.notes);
                let credit = credit.as_deref().map(inline::plain).unwrap_or_default();
                one(BlockKind::Figure(Figure { caption, credit, ..Figure::default() }))
            }
            (BodyRole::Term, _) if self.definitions_around < self.depth => self.definitions(pieces, out),
            (BodyRole::PullQuote, _) => {
                let content = inline::inlines(&unit.full_text(), self.notes);
                let blocks = vec![BlockKind::Paragraph(content).at(unit.span)];
                one(BlockKind::Quote(Quote { kind: crate::doc::QuoteKind::Pull, blocks, ..Quote::default() }))
            }
            (BodyRole::Verse, _) => {
                let count = run(pieces, 0, |p| p.part == BodyRole::Verse);
                // The addresses of a letter stand far apart, and are no stanzas of one poem.
                let moves = |pair: &[BodyUnit]| {
                    pair[1].unit.gap > 0 && pair[0].unit.indent.abs_diff(pair[1].unit.indent) >= FAR
                };
                let count = pieces[..count].windows(2).position(moves).map_or(count, |at| at + 1);
                out.push(self.verse(&pieces[..count]));
                count
            }
            (BodyRole::Item, _) => {
                let count = run(pieces, 0, |p| p.part == BodyRole::Item);
                let items = pieces[..count].iter().map(|p| self.item(p.unit)).collect();
                out.push(
                    BlockKind::List(List { kind: ListKind::Bullet, tight: true, items }).at(span(&pieces[..count])),
                );
                count
            }
            _ if unit.marker.is_some() => self.list(pieces, 0, out),
            _ if unit.indent >= self.margin && unit.gap > 0 => {
                let count =
                    run(pieces, 0, |p| p.unit.is_plain() && p.part == BodyRole::Plain && p.unit.indent >= self.margin);
                if count == 1 && is_centred(unit, self.margin) {
                    out.push(self.paragraph(unit));
                    return 1;
                }
                let blocks = pieces[..count].iter().map(|p| self.paragraph(p.unit)).collect();
                out.push(quoted(blocks).at(span(&pieces[..count])));
                count
            }
            _ => {
                out.push(self.paragraph(unit));
                1
            }
        }
    }

    /// A paragraph; a speaker's name at its start is strong.
    fn paragraph(&mut self, unit: &Unit) -> Block {
        let speaker = speakers::speaker(&unit.text).filter(|(name, _)| self.speakers.contains(*name));
        let content = match speaker {
            Some((name, colon)) => {
                let rest = unit.text.get(colon + 1..).unwrap_or("");
                let time = unit.text.get(..colon - name.len()).filter(|time| !time.is_empty());
                let mut content: Inlines = time.map(|time| Inline::Text(time.to_owned())).into_iter().collect();
                content.push(Inline::Strong(vec![Inline::Text(format!("{name}:"))]));
                content.extend(inline::inlines(rest, self.notes));
                content
            }
            None => inline::inlines(&unit.text, self.notes),
        };
        BlockKind::Paragraph(content).at(unit.span)
    }

    fn item(&mut self, unit: &Unit) -> ListItem {
        let content = inline::inlines(&unit.text, self.notes);
        let checked = if let Some(Marker::Bullet(_, checked)) = unit.marker { checked } else { None };
        ListItem { number: None, checked, blocks: vec![BlockKind::Paragraph(content).at(unit.span)] }
    }

    /// A list, or the words of a marker that begins none; returns the number of pieces taken.
    fn list(&mut self, pieces: &[BodyUnit], depth: usize, out: &mut Vec<Block>) -> usize {
        let Some(first) = pieces.first().map(|p| p.unit) else { return 1 };
        let Some(mark) = first.marker.clone() else { return 1 };
        let mut items: Vec<ListItem> = Vec::new();
        let mut expected = mark.clone();
        let mut loose = false;
        let mut at = 0;
        let answers = has_answers(pieces);
        while let Some(piece) = pieces.get(at) {
            let unit = piece.unit;
            let at_level = unit.indent <= first.indent + 1 && unit.indent + 1 >= first.indent;
            let prose = unit.kind == Kind::Prose && piece.part == BodyRole::Plain;
            match &unit.marker {
                Some(found) if prose && at_level && follows(&expected, found) => {
                    loose |= at > 0 && unit.gap > 0;
                    expected = next(found);
                    let mut item = self.item(unit);
                    if let (true, Marker::Bullet(sign, _)) = (answers, found)
                        && let Some(BlockKind::Paragraph(content)) = item.blocks.first_mut().map(|b| &mut b.kind)
                    {
                        content.insert(0, Inline::Text(format!("{sign} ")));
                        crate::doc::normalize_inlines(content);
                    }
                    items.push(item);
                    at += 1;
                }
                Some(found)
                    if prose
                        && !items.is_empty()
                        && depth < self.depth.min(12)
                        && (nests(&mark, found, first, unit) || counts_within(&expected, found, &pieces[at - 1..])) =>
                {
                    let mut inner = Vec::new();
                    at += self.list(&pieces[at..], depth + 1, &mut inner).max(1);
                    if let Some(item) = items.last_mut() {
                        item.blocks.append(&mut inner);
                    }
                }
                // A further paragraph, a table or code of the item: indented to its text.
                None if !items.is_empty()
                    && unit.kind != Kind::Rule
                    && matches!(piece.part, BodyRole::Plain)
                    && unit.indent > first.indent
                    && unit.indent + usize::from(unit.kind == Kind::Prose) >= first.content =>
                {
                    let mut inner = Vec::new();
                    at += self.block(&pieces[at..=at], &mut inner).max(1);
                    if let Some(item) = items.last_mut() {
                        item.blocks.append(&mut inner);
                    }
                    loose = true;
                }
                _ => break,
            }
        }
        if items.is_empty() {
            let content = inline::inlines(&first.full_text(), self.notes);
            out.push(BlockKind::Paragraph(content).at(first.span));
            return 1;
        }
        let lone_number = items.len() == 1 && matches!(mark, Marker::Number { .. }) && depth == 0;
        let is_sign = |sign: char| matches!(sign, '-' | '–' | '*' | '+' | '§') && !self.bullets.contains(&sign);
        let lone_dash = items.len() == 1 && depth == 0 && matches!(mark, Marker::Bullet(sign, None) if is_sign(sign));
        if lone_number || lone_dash {
            // One number is not a list: the words as typed, and the lines that hung below them.
            let text = match &mark {
                Marker::Bullet(sign, _) => format!("{sign} {}", first.text),
                Marker::Number { .. } => first.full_text(),
            };
            let content = inline::inlines(&text, self.notes);
            out.push(BlockKind::Paragraph(content).at(first.span));
            out.extend(items.pop().into_iter().flat_map(|i| i.blocks.into_iter().skip(1)));
            return at.max(1);
        }
        let kind = match mark {
            Marker::Bullet(..) => ListKind::Bullet,
            Marker::Number { value, numbering, delimiter, .. } => {
                ListKind::Ordered { start: value, numbering, delimiter }
            }
        };
        out.push(BlockKind::List(List { kind, tight: !loose, items }).at(span(&pieces[..at.max(1)])));
        at.max(1)
    }

    fn verse(&mut self, pieces: &[BodyUnit]) -> Block {
        let base = pieces.iter().map(|p| p.unit.indent).min().unwrap_or(0);
        let mut lines: Vec<Inlines> = Vec::new();
        for (i, piece) in pieces.iter().enumerate() {
            if i > 0 && piece.unit.gap > 0 {
                lines.push(Vec::new());
            }
            let indent = (piece.unit.indent - base).min(40);
            let mut line = inline::inlines(&piece.unit.full_text(), self.notes);
            if indent > 0 {
                line.insert(0, Inline::Text("\u{a0}".repeat(indent)));
                crate::doc::normalize_inlines(&mut line);
            }
            lines.push(line);
        }
        BlockKind::Verse(lines).at(span(pieces))
    }

    fn table(&mut self, rows: &[Vec<String>], head: bool) -> Table {
        let width = rows.iter().map(Vec::len).max().unwrap_or(1).clamp(1, self.columns.max(1));
        let mut made: Vec<Row> = Vec::with_capacity(rows.len());
        for row in rows {
            let mut cells: Vec<Cell> = Vec::with_capacity(width);
            for column in 0..width {
                // Cells beyond the last column join it.
                let text = if column + 1 == width && row.len() > width {
                    row.get(column..).map(|r| r.join(" ")).unwrap_or_default()
                } else {
                    row.get(column).cloned().unwrap_or_default()
                };
                let lines: Vec<Inlines> = text.split('\n').map(|line| inline::inlines(line, self.notes)).collect();
                let content = lines.join(&Inline::LineBreak);
                let blocks = if content.is_empty() { Vec::new() } else { vec![BlockKind::Paragraph(content).into()] };
                cells.push(Cell { blocks, ..Cell::default() });
            }
            made.push(Row { cells });
        }
        let columns = (0..width).map(|c| Column { align: align(rows, c, head), width: None }).collect();
        let body = if head && made.len() > 1 { made.split_off(1) } else { std::mem::take(&mut made) };
        Table { columns, head: made, body, ..Table::default() }
    }
}

/// True for a few words far to the right that are no sentence: the author's name below a title, the number of a part, the
/// day of a letter. They are no quotation.
fn is_centred(unit: &Unit, margin: usize) -> bool {
    let words = unit.text.split(' ').count();
    unit.lines == 1 && unit.indent >= margin + 4 && words <= 4 && !unit.text.ends_with(['.', '!', '?', '”', '"', '»'])
}

/// `Table 3` and its title, directly above the table.
fn table_caption(above: &Block) -> Option<Inlines> {
    let mut words = match &above.kind {
        BlockKind::Paragraph(words) => words.clone(),
        BlockKind::Verse(lines) if lines.len() <= 3 => lines.join(&Inline::Text(" ".into())),
        _ => return None,
    };
    crate::doc::normalize_inlines(&mut words);
    let text = crate::doc::plain_text(&words);
    let numbered = caption_label(&text).is_some_and(|label| label.of == Captioned::Table);
    (numbered && !text.starts_with(char::is_lowercase) && text.chars().count() <= 300).then_some(words)
}

/// A quotation; a last short paragraph after a dash names the author.
fn quoted(mut blocks: Vec<Block>) -> BlockKind {
    let mut attribution = Vec::new();
    if blocks.len() > 1
        && let Some(BlockKind::Paragraph(content)) = blocks.last().map(|b| &b.kind)
        && let Some(Inline::Text(text)) = content.first()
        && let Some(rest) = ["— ", "—", "– ", "-- ", "― "].iter().find_map(|dash| text.strip_prefix(dash))
        && crate::doc::plain_text(content).chars().count() <= 100
    {
        attribution = content.clone();
        attribution[0] = Inline::Text(rest.to_owned());
        blocks.pop();
    }
    BlockKind::Quote(Quote { blocks, attribution, ..Quote::default() })
}

/// Columns of figures are set to the right.
fn align(rows: &[Vec<String>], column: usize, head: bool) -> crate::doc::Align {
    let figure = |s: &str| {
        let digits = s.chars().filter(char::is_ascii_digit).count();
        digits > 0 && s.chars().all(|c| c.is_ascii_digit() || " .,%$€£+-–−()".contains(c))
    };
    let cells: Vec<&str> =
        rows.iter().skip(usize::from(head)).filter_map(|r| r.get(column)).map(String::as_str).collect();
    let filled = cells.iter().filter(|c| !c.is_empty()).count();
    if filled >= 2 && cells.iter().filter(|c| !c.is_empty()).all(|c| figure(c)) {
        crate::doc::Align::Right
    } else {
        crate::doc::Align::Auto
    }
}

/// True if a marker continues a list that expects `expected`.
fn follows(expected: &Marker, found: &Marker) -> bool {
    match (expected, found) {
        (Marker::Bullet(a, x), Marker::Bullet(b, y)) => {
            a == b || x.is_some() && y.is_some() || is_answer(*a) && is_answer(*b)
        }
        (
            Marker::Number { value: a, numbering: n, delimiter: d, .. },
            Marker::Number { value: b, numbering: m, delimiter: e, typed },
        ) => {
            // `i.` after `h.` is a letter, not a number.
            let letter = typed.trim_matches(|c: char| !c.is_alphabetic());
            let as_letter = letter.len() == 1
                && letter.bytes().next().is_some_and(|l| u32::from(l.to_ascii_lowercase() - b'a') + 1 == *a);
            d == e
                && (n == m && a == b
                    || as_letter && matches!(n, crate::doc::Numbering::LowerAlpha | crate::doc::Numbering::UpperAlpha))
        }
        _ => false,
    }
}

/// True for a sign that means yes or no.
fn is_answer(sign: char) -> bool {
    matches!(sign, '✓' | '✔' | '✗' | '✘')
}

/// True if the list that begins here marks some of its items with "no": then its signs are words.
fn has_answers(pieces: &[BodyUnit]) -> bool {
    let sign = |p: &BodyUnit| if let Some(Marker::Bullet(sign, _)) = p.unit.marker { Some(sign) } else { None };
    pieces.iter().map_while(sign).take_while(|c| is_answer(*c)).any(|c| matches!(c, '✗' | '✘'))
}

/// The marker that would come after this one.
fn next(marker: &Marker) -> Marker {
    let mut next = marker.clone();
    if let Marker::Number { value, .. } = &mut next {
        *value = value.saturating_add(1);
    }
    next
}

/// True if a marker opens a list inside the item above: indented further, or of another, lesser sign.
fn nests(outer: &Marker, found: &Marker, first: &Unit, unit: &Unit) -> bool {
    if unit.indent > first.indent + 1 {
        return true;
    }
    let same_margin = unit.indent + 1 >= first.indent && unit.gap == 0;
    same_margin
        && matches!(
            (outer, found),
            (
                Marker::Bullet('•' | '*' | '●' | '■', _),
                Marker::Bullet('◦' | '○' | '-' | '–' | '▪' | '·' | '‣' | '□' | '▫', _)
            )
        )
}

/// True if numbers of another sort begin below an item that announces them, or stand before the item's next: `(a)`
/// under `(1)` and `(i)` under `(a)`, as laws count, all at one margin. The first of `pieces` is the unit above.
fn counts_within(expected: &Marker, found: &Marker, pieces: &[BodyUnit]) -> bool {
    let (Marker::Number { numbering: outer, .. }, Marker::Number { value: 1, numbering: inner, .. }) =
        (expected, found)
    else {
        return false;
    };
    let announced = pieces.first().is_some_and(|above| above.unit.text.ends_with([':', '—', '–', '―']));
    let numbers =
        || pieces[1..].iter().map_while(|piece| piece.unit.marker.as_ref().filter(|_| piece.part == BodyRole::Plain));
    outer != inner && (announced || numbers().take(60).any(|marker| follows(expected, marker)))
}

/// The number of pieces from `at` on that satisfy `test`.
fn run(pieces: &[BodyUnit], at: usize, test: impl Fn(&BodyUnit) -> bool) -> usize {
    pieces.get(at..).unwrap_or(&[]).iter().take_while(|p| test(p)).count()
}

fn span(pieces: &[BodyUnit]) -> crate::source::Span {
    pieces.iter().fold(crate::source::Span::default(), |s, p| s.to(p.unit.span))
}
