//! Marks inside a line: `*emphasis*`, `_emphasis_`, `**strong**`, `` `code` ``, web and e-mail addresses, calls of notes.
//!
//! Only clear marks count: a mark must be at the edge of words on both sides and close in the same line. All other
//! signs stay.

use std::collections::BTreeMap;

use crate::doc::dump::dump_blocks;
use crate::doc::{Block, Inline, Inlines, normalize_inlines};
use crate::front::addresses;
use crate::front::text::note_calls;

/// The longest note that is set again when it is called again, in bytes, and the most such repetitions in a document.
const AGAIN: (usize, usize) = (1_000, 500);

/// The notes of a document by their labels.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The notes not yet called.
    waiting: BTreeMap<String, Vec<Block>>,
    /// The notes already called, if they are short.
    called: BTreeMap<String, Vec<Block>>,
    repeated: usize,
}

impl Notes {
    /// Makes a note known.
    pub(super) fn insert(&mut self, label: String, blocks: Vec<Block>) {
        self.waiting.insert(label, blocks);
    }

    /// The notes without a call.
    pub(super) fn left(self) -> impl Iterator<Item = Block> {
        self.waiting.into_values().flatten()
    }

    fn knows(&self, label: &str) -> bool {
        self.waiting.contains_key(label)
    }

    /// The note, for its first call.
    fn call(&mut self, label: &str) -> Option<Vec<Block>> {
        let blocks = self.waiting.remove(label)?;
        if dump_blocks(&blocks).len() <= AGAIN.0 {
            self.called.insert(label.to_owned(), blocks.clone());
        }
        Some(blocks)
    }

    /// The note, for any call: notes are renumbered, so that a number left in the text would lead to another one.
    fn call_again(&mut self, label: &str) -> Option<Vec<Block>> {
        if let Some(blocks) = self.call(label) {
            return Some(blocks);
        }
        let blocks = self.called.get(label).filter(|_| self.repeated < AGAIN.1)?;
        self.repeated += 1;
        Some(blocks.clone())
    }
}

/// The longest stretch between a pair of marks, in bytes.
const LONGEST: usize = 400;

/// The inlines of a line; calls of `notes` become notes.
pub(super) fn inlines(text: &str, notes: &mut Notes) -> Inlines {
    let mut out = Vec::new();
    marks(text, notes, 0, &mut out);
    normalize_inlines(&mut out);
    out
}

/// The inlines of a line with addresses as the only construct: for titles and captions.
pub(super) fn plain(text: &str) -> Inlines {
    vec![Inline::Text(text.to_owned())]
}

fn marks(text: &str, notes: &mut Notes, depth: usize, out: &mut Inlines) {
    let mut plain_from = 0;
    let mut at = 0;
    let mut before = ' ';
    while let Some(c) = text.get(at..).and_then(|t| t.chars().next()) {
        let found = match c {
            '*' | '_' | '`' if depth < 3 && edge(before) && signed(text, at, notes).is_none() => {
                span(text, at, notes, depth)
            }
            '*' | '†' | '‡' => signed(text, at, notes)
                .map(|label| (vec![Inline::Note(notes.call(label).unwrap_or_default())], label.len())),
            '[' => note(text, at, notes),
            // w3m prints a superscript so: `^[1]`.
            '^' if text[at + 1..].starts_with('[') => note(text, at + 1, notes).map(|(found, used)| (found, used + 1)),
            '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' if before != ' ' => raised(text, at, notes),
            _ => None,
        };
        if let Some((inlines, used)) = found {
            let plain = text.get(plain_from..at).unwrap_or("");
            let calls = inlines.iter().any(|i| matches!(i, Inline::Note(_)));
            // A call directly follows the word it belongs to.
            addresses::split(if calls { plain.trim_end_matches([' ', '\u{a0}']) } else { plain }, out);
            out.extend(inlines);
            at += used;
            plain_from = at;
            before = 'x';
            continue;
        }
        before = c;
        at += c.len_utf8();
    }
    addresses::split(text.get(plain_from..).unwrap_or(""), out);
}

/// True if a character may precede an opening mark or follow a closing one.
fn edge(c: char) -> bool {
    c.is_whitespace() || (!c.is_alphanumeric() && !matches!(c, '*' | '_' | '`' | '/' | '\\' | '@' | '#' | '='))
}

/// A pair of marks and its content, with the bytes it takes.
fn span(text: &str, at: usize, notes: &mut Notes, depth: usize) -> Option<(Inlines, usize)> {
    let rest = text.get(at..)?;
    let mark = ["**", "__", "*", "_", "`"].into_iter().find(|m| rest.starts_with(m))?;
    let inside = rest.get(mark.len()..)?;
    let sign = mark.chars().next()?;
    let opens = inside.chars().next().is_some_and(|c| {
        !c.is_whitespace() && c != sign && (c.is_alphanumeric() || !edge(c) || "“‘\"'(«¿¡<[.$-".contains(c))
    });
    if !opens {
        return None;
    }
    let mut limit = inside.len().min(LONGEST);
    while !inside.is_char_boundary(limit) {
        limit -= 1;
    }
    let window = inside.get(..limit)?;
    let close = window.match_indices(mark).map(|(i, _)| i).find(|&i| {
        let last = window.get(..i).and_then(|t| t.chars().next_back());
        let next = inside.get(i + mark.len()..).and_then(|t| t.chars().next());
        last.is_some_and(|c| !c.is_whitespace() && c != sign) && next.is_none_or(|c| c != sign && edge(c))
    })?;
    let held = inside.get(..close)?;
    if sign != '`' && mark.len() == 1 && held.contains(sign) {
        return None;
    }
    let used = close + 2 * mark.len();
    if sign == '`' {
        return Some((vec![Inline::Code(held.to_owned())], used));
    }
    // `_private_name_` and `2*3*4` are no emphasis.
    let has_words = if mark == "**" { char::is_alphanumeric } else { char::is_alphabetic };
    if !held.chars().any(has_words) {
        return None;
    }
    let mut content = Vec::new();
    marks(held, notes, depth + 1, &mut content);
    Some((vec![if mark.len() == 2 { Inline::Strong(content) } else { Inline::Emph(content) }], used))
}

/// `[1]` or `[^a]` if such a note is known, and `[2, 3]` or `[2-4]` if one of them is.
fn note(text: &str, at: usize, notes: &mut Notes) -> Option<(Inlines, usize)> {
    if notes.waiting.is_empty() && notes.called.is_empty() {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let end = rest.bytes().take(12).position(|b| b == b']')?;
    let label = rest.get(..end)?.trim_start_matches('^');
    if let Some(blocks) = notes.call_again(label) {
        return Some((vec![Inline::Note(blocks)], end + 2));
    }
    let several = note_calls::several(label);
    if !several.iter().any(|l| notes.knows(l) || notes.called.contains_key(l)) {
        return None;
    }
    let call = |l: &String| notes.call_again(l).map_or_else(|| Inline::Text(format!("[{l}]")), Inline::Note);
    Some((several.iter().map(call).collect(), end + 2))
}

/// The sign that calls a note at the end of a word, if such a note is known.
fn signed<'a>(text: &'a str, at: usize, notes: &Notes) -> Option<&'a str> {
    let label = note_calls::sign(text, at)?;
    notes.knows(label).then_some(label)
}

/// Superscript digits, if such a note is known.
fn raised(text: &str, at: usize, notes: &mut Notes) -> Option<(Inlines, usize)> {
    let (label, used) = note_calls::superscript(text.get(at..)?)?;
    notes.call(&label).map(|blocks| (vec![Inline::Note(blocks)], used))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::plain_text;

    fn of(text: &str) -> Inlines {
        inlines(text, &mut Notes::default())
    }

    #[test]
    fn emphasis_only_when_clearly_meant() {
        assert!(matches!(&of("It was *very* late")[1], Inline::Emph(c) if plain_text(c) == "very"));
        assert!(matches!(&of("(_Moby-Dick_, 1851)")[1], Inline::Emph(_)));
        assert!(matches!(&of("**Note** well")[0], Inline::Strong(_)));
        assert!(matches!(&of("cast in **1512** and")[1], Inline::Strong(c) if plain_text(c) == "1512"));
        for text in [
            "5 * 3 * 2", "a snake_case_name", "a* and b*", "* * *", "f*ck*ng", "__init__py", "2*3*4", "2**3**4",
            "__12__",
        ] {
            assert_eq!(of(text), [Inline::text(text)], "{text}");
        }
    }

    #[test]
    fn addresses_become_links_without_the_full_stop() {
        let inlines = of("See https://example.org/a_(b), or write to ann@example.org.");
        let urls: Vec<_> =
            inlines.iter().filter_map(|i| if let Inline::Link(l) = i { Some(l.url.as_str()) } else { None }).collect();
        assert_eq!(urls, ["https://example.org/a_(b)", "mailto:ann@example.org"]);
        assert_eq!(plain_text(&inlines), "See https://example.org/a_(b), or write to ann@example.org.");
    }

    #[test]
    fn known_notes_are_called_as_often_as_they_stand_there() {
        let words = |text: &str| vec![crate::doc::BlockKind::Paragraph(plain(text)).into()];
        let mut notes = Notes::default();
        notes.insert("1".into(), words("Short."));
        notes.insert("3".into(), words(&"long ".repeat(300)));
        let inlines = inlines("So it is[1] and [2], again^[1], and so[3] on [3].", &mut notes);
        let found = inlines.iter().filter(|i| matches!(i, Inline::Note(_))).count();
        assert_eq!((found, plain_text(&inlines).as_str()), (3, "So it is and [2], again, and so on [3]."));
        assert_eq!(notes.left().count(), 0);
    }
}
