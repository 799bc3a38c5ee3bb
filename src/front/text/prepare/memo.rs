//! The head of a memo, as RFCs print it: on the left the kind of memo, on the right its authors and date.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Author, Date, Meta};

use super::line::Line;
use crate::lang::calendar;

/// Most lines of a head.
const LONGEST: usize = 24;
/// A line that starts at or after this column is at the right.
const RIGHT: usize = 30;

/// The text at the right of a line, and the length in bytes of the text at its left.
#[derive(Clone)]
struct Entry {
    line: usize,
    left: usize,
    text: String,
}

/// Takes names and the date out of the right column of a memo's head. Other text there stays.
pub(crate) fn memo(lines: &mut Vec<Line>, cx: &mut Context) -> Meta {
    let mut meta = Meta::default();
    let Some((names, day)) = column(lines).as_deref().and_then(read) else { return meta };
    for entry in &names {
        said(cx, lines, entry, codes::BYLINE, "author");
        meta.authors.push(Author::new(editor(&entry.text)));
    }
    said(cx, lines, &day, codes::DATELINE, "date");
    meta.published = dated(&day.text);
    if cx.reading.keep_all {
        return meta;
    }
    for entry in names.iter().chain([&day]) {
        let line = &mut lines[entry.line];
        let left = line.text[..entry.left].trim_end().to_owned();
        line.retype(left);
    }
    // An emptied line is removed; the empty lines above it stay.
    let mut gap = 0;
    lines.retain_mut(|line| {
        line.gap += gap;
        gap = if line.text.is_empty() { line.gap } else { 0 };
        !line.text.is_empty()
    });
    meta
}

fn said(cx: &mut Context, lines: &[Line], entry: &Entry, code: codes::Code, what: &str) {
    let message = format!("Read as the {what}: “{}”.", entry.text);
    cx.say(Diagnostic::remark(code, message).at(lines[entry.line].span));
}

/// The right column of the first lines, if all of it ends at one column.
fn column(lines: &[Line]) -> Option<Vec<Entry>> {
    let head = lines.iter().take(LONGEST).enumerate();
    let entries: Vec<Entry> =
        head.take_while(|(i, l)| *i == 0 || l.gap == 0).filter_map(|(i, line)| right(i, line)).collect();
    let end = |e: &Entry| lines[e.line].end();
    let widest = entries.iter().map(end).max()?;
    (entries.len() >= 2 && entries.iter().all(|e| end(e) + 1 >= widest)).then_some(entries)
}

/// The text at the right of a line, separated by five spaces or by the margin.
fn right(at: usize, line: &Line) -> Option<Entry> {
    if line.quote > 0 {
        return None;
    }
    let (left, text) = match line.text.rsplit_once("     ") {
        Some((left, text)) => (left.len(), text.trim()),
        None => (0, line.text.as_str()),
    };
    let begins = line.end() - text.chars().count();
    (begins >= RIGHT && !text.is_empty()).then(|| Entry { line: at, left, text: text.to_owned() })
}

/// The entries that are names, and the last, which is the date.
fn read(entries: &[Entry]) -> Option<(Vec<Entry>, Entry)> {
    let (last, others) = entries.split_last()?;
    dated(&last.text)?;
    let names: Vec<Entry> = others.iter().filter(|e| has_initial(&e.text)).cloned().collect();
    (!names.is_empty()).then(|| (names, last.clone()))
}

/// `March 2024`, or a day.
pub(crate) fn dated(text: &str) -> Option<Date> {
    let whole = |f: &calendar::Found| f.start == 0 && f.end == text.len();
    calendar::read_month(text, None).or_else(|| calendar::find(text, None).filter(whole).map(|f| f.date))
}

/// Words in the names of institutions, which may begin like the name of a person: `T.J. Watson Research Center`.
const HOUSES: &[&str] = &[
    "center", "centre", "university", "research", "society", "institute", "institution", "laboratories", "laboratory",
    "labs", "inc", "corporation", "corp", "company", "systems", "networks", "technologies", "group", "forum",
    "department", "office", "college", "school", "ltd", "limited", "communications", "force", "board",
];

/// True if one of its words names an institution.
pub(crate) fn is_house(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.into_iter().any(|word| HOUSES.contains(&word.as_str()))
}

/// True for a name that begins with initials, as memos print them: `A. Penrose`, `J. de Vries, Ed.`
pub(crate) fn has_initial(text: &str) -> bool {
    let mut words = editor(text).split_whitespace().peekable();
    let initial = |w: &&str| {
        let is_short = w.chars().filter(|c| c.is_lowercase()).count() <= 2;
        is_short
            && w.len() <= 8
            && w.ends_with('.')
            && w.starts_with(char::is_uppercase)
            && !w.contains(char::is_numeric)
    };
    let first = words.next_if(initial).is_some();
    while words.next_if(initial).is_some() {}
    let rest: Vec<&str> = words.collect();
    let named = |w: &&str| w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
    first && !is_house(text) && (1..=3).contains(&rest.len()) && rest.iter().all(named)
}

/// A name without the editor's mark after it.
pub(crate) fn editor(text: &str) -> &str {
    const BEHIND: &[&str] = &[", Ed.", ", Editor", ", Eds.", " (Editor)", " (Ed.)", " (editor)", ",", ";"];
    BEHIND.iter().find_map(|behind| text.strip_suffix(behind)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn of(text: &str) -> (Meta, Vec<String>) {
        let mut lines = of_text(text);
        let meta = memo(&mut lines, &mut Context::default());
        (meta, lines.into_iter().map(|l| l.text).collect())
    }

    #[test]
    fn names_and_date_leave_the_right_column() {
        let row = |left: &str, right: &str| format!("{left}{right:>width$}\n", width = 64 - left.len());
        let text = row("Network Notes Group", "A. Penrose")
            + &row("Request for Notes: XII", "Chalk Works")
            + &row("Category: Informational", "J. de Vries, Ed.")
            + &row("", "March 2024")
            + "\n              A Protocol for Passing Notes";
        let (meta, left) = of(&text);
        assert_eq!(meta.authors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["A. Penrose", "J. de Vries"]);
        assert_eq!(meta.published.map(|d| d.to_string()).as_deref(), Some("2024-03"));
        assert_eq!(left[0], "Network Notes Group");
        assert!(left[1].ends_with("Chalk Works"), "a house stays: {left:?}");
        assert_eq!(left[2..], ["Category: Informational", "A Protocol for Passing Notes"]);
    }

    #[test]
    fn columns_without_a_date_below_names_are_none() {
        for right in [["A. Penrose", "Monday"], ["Population", "March 2024"]] {
            let text = format!("Harbour Office{:>50}\nRoom twelve{:>53}", right[0], right[1]);
            let (meta, left) = of(&text);
            assert_eq!((meta.authors.len(), meta.published), (0, None));
            assert_eq!(left.join("\n"), text);
        }
    }
}
