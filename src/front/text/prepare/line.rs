//! Lines: the view of the characters for the later stages.
//!
//! A [`Line`] is a non-empty line of the source, cleaned by [`super::normalize`], with its indent, the depth of its `>`
//! marks and the number of empty lines above it. Lines keep their place in the source, so everything made of them knows
//! its place without a table of offsets.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::source::Span;

/// The kind of a line, if the document's format states it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stated {
    /// Nothing is stated: its own form decides.
    #[default]
    Nothing,
    /// A heading of that level, from 1.
    Heading(u8),
    /// Drawn or typed in columns: it stays unchanged.
    Fixed,
    /// Running text: it continues the line above if nothing parts them.
    Prose,
}

/// A line that is not empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// Its text without indent, quotation marks `>` and white space at the end; spaces inside are as typed.
    pub text: String,
    /// Columns of white space before the text, after the last `>`; tabs go to every eighth column.
    pub indent: usize,
    /// The number of `>` before it.
    pub quote: usize,
    /// The number of empty lines directly above.
    pub gap: usize,
    /// True if a page break (form feed) separates this line from the one above.
    pub page: bool,
    /// True if the line ended in a space: in format=flowed (RFC 3676) the paragraph continues.
    pub soft: bool,
    /// Characters of the text, the measure of wrapping.
    pub width: usize,
    /// The kind that the document's format states.
    pub stated: Stated,
    /// Its place in the source.
    pub span: Span,
}

impl Line {
    /// Columns from the margin to the end of the text.
    pub(crate) fn end(&self) -> usize {
        self.indent + self.width
    }

    /// The first word.
    pub(crate) fn first_word(&self) -> &str {
        self.text.split_whitespace().next().unwrap_or("")
    }

    /// The column that the line would reach with the first word of the next.
    pub(crate) fn reach(&self, next: &Line) -> usize {
        self.end() + 1 + next.first_word().chars().count()
    }

    /// True if the line holds five spaces: its words are set apart.
    pub(crate) fn is_set_apart(&self) -> bool {
        self.text.contains("     ")
    }

    /// Gives the line another text.
    pub(crate) fn retype(&mut self, text: impl Into<String>) {
        self.text = text.into();
        self.width = self.text.chars().count();
    }

    /// The text at its column, with the indent restored up to a bound.
    pub(crate) fn indented(&self, base: usize) -> String {
        let spaces = self.indent.saturating_sub(base).min(200);
        format!("{:spaces$}{}", "", self.text)
    }
}

/// One piece of the source's text between line ends: its cleaned text and place.
#[derive(Clone, Debug)]
pub(crate) struct RawLine {
    /// Cleaned, still indented.
    pub text: String,
    /// Its place in the source, without the line end.
    pub span: Span,
    /// True if a form feed precedes it.
    pub page: bool,
}

/// Takes the lines out for which `goes` is true, given their places; the next line keeps the space that was above them.
pub(crate) fn take_out(lines: &mut Vec<Line>, mut goes: impl FnMut(usize, &Line) -> bool) {
    let (mut at, mut gap) = (0, 0);
    lines.retain_mut(|line| {
        let goes = goes(at, line);
        at += 1;
        if goes {
            gap = gap.max(line.gap);
        } else {
            line.gap = line.gap.max(std::mem::take(&mut gap));
        }
        !goes
    });
}

/// Says that a line was left out because it is for programs.
pub(crate) fn say_for_programs(line: &Line, cx: &mut Context) {
    let message = format!("A line for programs was left out: “{}”.", line.text);
    cx.say(Diagnostic::remark(codes::MACHINE_LINE, message).at(line.span));
}

/// The parts of a line that three spaces or more keep apart.
pub(crate) fn columns(text: &str) -> impl Iterator<Item = &str> {
    text.split("   ").map(str::trim).filter(|part| !part.is_empty())
}

/// Makes lines of pieces: strips `>` and indent, counts the empty lines between.
pub(crate) fn lines(pieces: Vec<RawLine>) -> Vec<Line> {
    let quoted = quoted_pieces(&pieces);
    let mut out: Vec<Line> = Vec::with_capacity(pieces.len());
    let (mut gap, mut page) = (0, false);
    for (piece, quoted) in pieces.into_iter().zip(quoted) {
        page |= piece.page;
        let (quote, rest) = if quoted { strip_quote(&piece.text) } else { (0, piece.text.as_str()) };
        let text = rest.trim();
        if text.is_empty() {
            gap += 1;
            continue;
        }
        let indent = indent_of(rest);
        let soft = rest.ends_with(' ');
        // Manual pages break words with U+2010, which is judged like any other hyphen at the end of a line.
        let text = text.strip_suffix('‐').map_or_else(|| text.to_owned(), |rest| format!("{rest}-"));
        let width = text.chars().count();
        out.push(Line { text, indent, quote, gap, page, soft, width, stated: Stated::Nothing, span: piece.span });
        (gap, page) = (0, false);
    }
    out
}

/// For each piece, true if it is quoted. A quoted piece begins with `>` and a space, another `>` or nothing; or it has
/// a bare `>` and stands next to a quoted piece. A lone `>50 % of readers` is not a quotation.
fn quoted_pieces(pieces: &[RawLine]) -> Vec<bool> {
    let mark = |p: &RawLine| {
        let rest = p.text.trim_start().strip_prefix('>')?;
        Some(rest.is_empty() || rest.starts_with([' ', '>', '\t', '\u{a0}']))
    };
    let marks: Vec<Option<bool>> = pieces.iter().map(mark).collect();
    let sure = |i: usize| marks.get(i).copied().flatten();
    (0..marks.len())
        .map(|i| match marks[i] {
            None => false,
            Some(true) => true,
            Some(false) => sure(i + 1).is_some() || (i > 0 && sure(i - 1).is_some()),
        })
        .collect()
}

/// The depth of `>` marks, and the text after them and one space.
fn strip_quote(text: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, text.trim_start());
    while let Some(after) = rest.strip_prefix('>') {
        depth += 1;
        let next = after.trim_start_matches([' ', '\t']);
        if !next.starts_with('>') {
            return (depth, after.strip_prefix(' ').unwrap_or(after));
        }
        rest = next;
    }
    (depth, rest)
}

/// Columns of leading white space.
fn indent_of(text: &str) -> usize {
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => column = (column / 8 + 1) * 8,
            c if c.is_whitespace() => column += 1,
            _ => break,
        }
    }
    column
}

/// White space folded to single spaces, ends trimmed. No-break spaces stay if they are alone between two characters
/// that are not white space.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pending: Option<char> = None;
    for c in text.chars() {
        if c.is_whitespace() {
            pending = Some(match (pending, c) {
                (None, '\u{a0}' | '\u{202f}' | '\u{2007}') => c,
                _ => ' ',
            });
        } else {
            if let Some(space) = pending.take()
                && !out.is_empty()
            {
                out.push(space);
            }
            out.push(c);
        }
    }
    out
}

/// The lines of a text without spans, for tests.
#[cfg(test)]
pub(crate) fn of_text(text: &str) -> Vec<Line> {
    lines(text.split('\n').map(|t| RawLine { text: t.into(), span: Span::default(), page: false }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quote_marks_are_counted_and_taken_off() {
        let lines = of_text("> > deep\n>> too\n> one\n\nnone");
        assert_eq!(lines.iter().map(|l| l.quote).collect::<Vec<_>>(), [2, 2, 1, 0]);
        assert_eq!(lines[3].gap, 1);
    }

    #[test]
    fn a_lone_greater_sign_is_no_quotation() {
        assert_eq!(of_text(">50 % of readers agree")[0].quote, 0);
    }
}
