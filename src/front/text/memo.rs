//! The head of a memo in the form of RFCs: two columns, the series and its numbers on the left, who and when on the
//! right, above a title in the middle of the line (RFC 7322, 4.1).
//!
//! Authors, date and the body that publishes go into the metadata; what is left of a line stays in the text.

use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::{Author, Meta};

use super::line::Line;
use super::{byline, date};

/// Spaces that part the columns.
const GAP: &str = "     ";

/// What the head of a memo says, taken off its lines: nothing unless the first line has two columns with a person in
/// the right one, a date stands in the same column, and a line set in the middle follows.
pub fn memo(lines: &mut Vec<Line>, cx: &mut Context) -> Option<Meta> {
    if cx.reading.keep_all {
        return None;
    }
    let end = lines.iter().skip(1).take(20).position(|l| l.gap > 0)? + 1;
    let below = lines.get(end)?;
    let head = lines.get(..end)?;
    let (first, who) = columns(head.first()?)?;
    let centred = below.indent >= 8 && below.indent < 60;
    if end < 2 || !centred || person(who).is_none() || head.iter().any(|l| l.quote > 0) {
        return None;
    }
    let mut meta = Meta { publisher: Some(first.to_owned()), ..Meta::default() };
    for right in head.iter().filter_map(right) {
        if let Some(name) = person(right) {
            meta.authors.push(Author::new(&name));
        } else if let Some(found) = date::find(right) {
            meta.published.get_or_insert(found.date);
        }
    }
    meta.published.as_ref()?;
    let rest: Vec<Line> = lines.drain(..end).enumerate().filter_map(|(i, line)| left(i, line, cx)).collect();
    lines.splice(0..0, rest);
    Some(meta)
}

/// The two columns of a line.
fn columns(line: &Line) -> Option<(&str, &str)> {
    let (left, right) = line.text.split_once(GAP)?;
    Some((left.trim_end(), right.trim_start())).filter(|(_, right)| !right.contains(GAP))
}

/// What stands in the right column; the left one may be empty.
fn right(line: &Line) -> Option<&str> {
    columns(line).map(|(_, right)| right).or_else(|| (line.indent >= 30).then_some(line.text.as_str()))
}

/// The person a cell names: initials and a surname, perhaps an editor.
fn person(cell: &str) -> Option<String> {
    let name = cell.split(", ").next().unwrap_or(cell);
    let initials = name.split(' ').next().is_some_and(|w| w.ends_with('.') && w.starts_with(char::is_uppercase));
    (initials && byline::is_name(name)).then(|| name.to_owned())
}

/// What is left of a line without its right column: the first names the publisher and goes whole.
fn left(i: usize, mut line: Line, cx: &mut Context) -> Option<Line> {
    let Some(taken) = right(&line).map(str::to_owned) else { return Some(line) };
    let kept = columns(&line).map_or("", |(left, _)| left).to_owned();
    let said = if i == 0 { line.text.as_str() } else { taken.as_str() };
    cx.say(Diagnostic::remark("memo-head", format!("Read from the head of the memo: “{said}”.")).at(line.span));
    line.width = kept.chars().count();
    line.text = kept;
    (i > 0 && !line.text.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::super::line::{Piece, lines};
    use super::*;

    fn of(text: &str) -> (Option<Meta>, Vec<String>) {
        let pieces =
            text.split('\n').map(|t| Piece { text: t.into(), span: Default::default(), page: false }).collect();
        let mut lines = lines(pieces);
        let meta = memo(&mut lines, &mut Context::default());
        (meta, lines.into_iter().map(|l| l.text).collect())
    }

    #[test]
    fn a_memo_says_who_and_when() {
        let (meta, left) = of(
            "Network Notes Group                    A. Penrose, Ed.\nMemo: 12                                  Desk Works\nCategory: Informational                  B. C. Quill\n                                          March 2024\n\n                 A Title\n\nText.",
        );
        let meta = meta.expect("a memo");
        assert_eq!(meta.authors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["A. Penrose", "B. C. Quill"]);
        assert_eq!(meta.publisher.as_deref(), Some("Network Notes Group"));
        assert!(meta.published.is_some());
        assert_eq!(left, ["Memo: 12", "Category: Informational", "A Title", "Text."]);
    }

    #[test]
    fn columns_of_other_texts_stay() {
        for text in [
            "Plumber         Price\nDaly            £240\n\n         A title\n",
            "A. Penrose\nMarch 2024\n\n          A Title\n",
        ] {
            assert!(of(text).0.is_none(), "{text}");
        }
    }
}
