//! MyST's and Sphinx's directives that hold text: tabs and cards, quotations, margin notes, tables written as lists,
//! glossaries.

use std::ops::Range;

use super::asides;
use super::templates::quoted;
use crate::front::markdown::page::{Edit, Page};

/// The kind of content in a directive.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Text like the text around it; a title goes above.
    Text,
    /// It is a quotation.
    Quotation,
    /// An aside: it stands beside the text.
    Aside,
    /// A list of lists that is a table.
    Table,
    /// Terms at the margin, their meanings set in.
    Terms,
}

/// Directives and their kind of content.
const DIRECTIVES: &[(&[&str], Holds)] = &[
    (
        &[
            "tab-set", "tab-item", "tabs", "tab", "grid", "grid-item", "grid-item-card", "card", "container", "div",
            "compound", "rubric", "centered", "exercise", "solution", "proof",
        ],
        Holds::Text,
    ),
    (&["epigraph", "pull-quote", "highlights", "blockquote"], Holds::Quotation),
    (&["margin", "sidebar", "topic", "dropdown", "marginnote", "aside"], Holds::Aside),
    (&["list-table"], Holds::Table),
    (&["glossary"], Holds::Terms),
];

fn holds(name: &str) -> Option<Holds> {
    DIRECTIVES.iter().find(|(names, _)| names.contains(&name)).map(|(_, holds)| *holds)
}

/// True if a directive of that name holds text.
pub(super) fn holds_text(name: &str) -> bool {
    holds(name).is_some()
}

/// The place of a directive: the lines around it.
pub(super) struct Place<'p> {
    /// The prefix of each of its lines.
    pub prefix: &'p str,
    /// Its first line.
    pub opening: Range<usize>,
    /// The lines between the fences.
    pub inside: Range<usize>,
    /// Its last line.
    pub closing: Range<usize>,
}

/// Reads one directive; `title` is the text after its name.
pub(super) fn read(page: &Page, place: &Place, name: &str, title: &str, edits: &mut Vec<Edit>) {
    let Some(holds) = holds(name) else { return };
    let whole = place.opening.start..place.closing.end;
    let lines =
        || page.text()[place.inside.clone()].lines().map(|line| line.strip_prefix(place.prefix).unwrap_or(line));
    match holds {
        Holds::Table => return edits.push(Edit::new(whole, table(lines(), title, place.prefix))),
        Holds::Terms => return edits.push(Edit::new(whole, terms(lines(), place.prefix))),
        Holds::Text | Holds::Quotation | Holds::Aside => {}
    }
    let from = leave_options(page, place.inside.clone(), edits);
    let strong = |title: &str| format!("<strong>{}</strong>\n{}\n{}", title.trim(), place.prefix, place.prefix);
    let opened = match (holds, title.trim()) {
        (Holds::Aside, title) => format!("> {}", asides::open(&format!("{}> ", place.prefix), "NOTE", title)),
        (Holds::Quotation, _) => "> ".to_string(),
        // The number of columns of a grid is not a title.
        (_, title) if title.is_empty() || title.split(' ').all(|word| word.bytes().all(|b| b.is_ascii_digit())) => {
            String::new()
        }
        (_, title) => strong(title),
    };
    edits.push(Edit::new(place.opening.clone(), opened));
    if holds != Holds::Text {
        edits.extend(quoted(page, from.saturating_sub(1)..place.inside.end, place.prefix.len()));
    }
    edits.push(Edit::remove(place.closing.clone()));
}

/// Removes the options at the top of some lines, `#| echo: false` and `:name: x`; returns their end.
pub(super) fn leave_options(page: &Page, inside: std::ops::Range<usize>, edits: &mut Vec<Edit>) -> usize {
    let mut at = inside.start;
    while at < inside.end {
        let end = page.line_end(at);
        let line = page.text()[at..end].trim_start_matches([' ', '>']);
        let option = line.starts_with("#|") || line.starts_with("//|") || is_option(line);
        if !option {
            return at;
        }
        let next = (end + 1).min(inside.end);
        edits.push(Edit::remove(at..next.max(end)));
        at = next.max(end + 1);
    }
    inside.end
}

/// True if a line is an option of a directive.
pub(super) fn is_option(line: &str) -> bool {
    let name = line.strip_prefix(':').and_then(|rest| rest.split_once(':')).map(|(name, _)| name);
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)))
}

/// A table of a list of lists: `* - a` begins a row, `  - b` continues it.
fn table<'l>(lines: impl Iterator<Item = &'l str>, title: &str, prefix: &str) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut heads = 0;
    for line in lines {
        let words = line.trim();
        if is_option(words) {
            heads = words.strip_prefix(":header-rows:").and_then(|n| n.trim().parse().ok()).unwrap_or(heads);
            continue;
        }
        let row = words.strip_prefix("* -").or_else(|| words.strip_prefix("- -")).or_else(|| words.strip_prefix("* *"));
        let cell = words.strip_prefix("- ").or((words == "-").then_some("")).or_else(|| words.strip_prefix("* "));
        match (row, cell, rows.last_mut()) {
            (Some(cell), _, _) => rows.push(vec![cell.trim().to_string()]),
            (None, Some(cell), Some(row)) => row.push(cell.trim().to_string()),
            (None, None, Some(row)) if !words.is_empty() => {
                if let Some(cell) = row.last_mut() {
                    cell.push(' ');
                    cell.push_str(words);
                }
            }
            _ => {}
        }
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    let mut line = |cells: &[String]| {
        let cells = (0..columns).map(|n| cells.get(n).map_or(String::new(), |cell| cell.trim().replace('|', "\\|")));
        out.push_str(&format!("| {} |\n{prefix}", cells.collect::<Vec<_>>().join(" | ")));
    };
    let body = if heads > 0 && !rows.is_empty() { rows.split_off(1) } else { std::mem::take(&mut rows) };
    line(rows.first().map_or(&[], Vec::as_slice));
    line(&vec!["---".to_string(); columns]);
    body.iter().for_each(|row| line(row));
    if !title.trim().is_empty() {
        out.push_str(&format!("\n{prefix}<!-- caption -->\n{prefix}{}\n", title.trim()));
    }
    out
}

/// A glossary as a list of terms.
fn terms<'l>(lines: impl Iterator<Item = &'l str>, prefix: &str) -> String {
    let mut out = String::new();
    let mut is_open = false;
    for line in lines.filter(|line| !is_option(line.trim())) {
        let set_in = line.starts_with([' ', '\t']);
        match (line.trim(), set_in) {
            ("", _) => out.push_str(&format!("\n{prefix}")),
            (words, true) if is_open => out.push_str(&format!("  {words}\n{prefix}")),
            (words, true) => {
                out.push_str(&format!(": {words}\n{prefix}"));
                is_open = true;
            }
            (words, false) => {
                out.push_str(&format!("\n{prefix}{words}\n{prefix}"));
                is_open = false;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{fences, rewritten};

    #[test]
    fn directives_give_their_text() {
        for (source, expected) in [
            ("```{margin} Beside\nA *note*.\n```\n", "> [!NOTE]\n> <strong>Beside</strong>\n>\n> \n> A *note*.\n\n"),
            ("```{epigraph}\nSaid.\n\n-- Ada\n```\n", "> \n> Said.\n>\n> -- Ada\n\n"),
            ("````{tab-set}\n```{tab-item} One\nText\n```\n````\n", "\n```{tab-item} One\nText\n```\n\n"),
            ("```{tab-item} One\n:sync: a\nText\n```\n", "<strong>One</strong>\n\n\nText\n\n"),
            ("```{grid} 1 2 3\nText\n```\n", "\nText\n\n"),
        ] {
            assert_eq!(rewritten(fences::read, source), expected);
        }
    }

    #[test]
    fn lists_become_tables_and_terms() {
        let table = rewritten(
            fences::read,
            "```{list-table} Boats\n:header-rows: 1\n* - Name\n  - Length\n* - Ada\n  - 12 feet,\n    as built\n```\n",
        );
        assert!(table.starts_with("| Name | Length |\n| --- | --- |\n| Ada | 12 feet, as built |\n"), "{table}");
        assert!(table.contains("<!-- caption -->\nBoats\n"), "{table}");
        let terms = rewritten(fences::read, "```{glossary}\nRope\n  Of hemp,\n  mostly.\n\nOar\n  Of ash.\n```\n");
        assert_eq!(terms, "\nRope\n: Of hemp,\n  mostly.\n\n\nOar\n: Of ash.\n\n");
    }
}
