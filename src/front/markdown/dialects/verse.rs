//! Line blocks: lines that begin with a bar, as pandoc and reStructuredText write verse.

use crate::front::markdown::page::{Edit, Line, Page};

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    let mut number = 0;
    while number < lines.len() {
        let prefix = lines[number].prefix();
        let verses = |line: &Line| line.prefix() == prefix && verse(line).is_some();
        // A line that is set in continues the verse above.
        let inside = |line: &&Line| verses(line) || verses(&lines[number]) && goes_on(line, prefix).is_some();
        let count = lines[number..].iter().take_while(inside).count();
        let block = &lines[number..number + count];
        if count >= 2 && is_verse(page, &lines, number, count) {
            edits.push(Edit::new(block[0].start + prefix.len()..block[count - 1].end(), lines_of(block, prefix)));
        }
        number += count.max(1);
    }
    edits
}

/// The text after the bar; `None` if the line could be a table's row.
fn verse<'p>(line: &Line<'p>) -> Option<&'p str> {
    let rest = line.body().strip_prefix('|')?;
    let words = rest.strip_prefix(' ').unwrap_or(rest);
    (rest.is_empty() || rest.starts_with(' ') && !words.contains('|')).then_some(words)
}

/// True if the lines are separate and contain words, and are not a table or code.
fn is_verse(page: &Page, lines: &[Line], number: usize, count: usize) -> bool {
    let start = lines[number].start + lines[number].prefix().len();
    let apart = |line: Option<&Line>| line.is_none_or(|line| !line.body().starts_with(['|', '+']));
    let above = number.checked_sub(1).and_then(|n| lines.get(n));
    let words = |line: &Line| verse(line).is_some_and(|words| words.chars().any(char::is_alphabetic));
    apart(above)
        && above.is_none_or(Line::is_blank)
        && apart(lines.get(number + count))
        && words(&lines[number])
        && !page.is_verbatim(start)
        && !page.in_table(start)
}

/// The words of a line that continues the one above it.
fn goes_on<'p>(line: &Line<'p>, prefix: &str) -> Option<&'p str> {
    let words = line.text.strip_prefix(prefix)?.strip_prefix([' ', '\t'])?.trim();
    (!words.is_empty() && !words.starts_with('|')).then_some(words)
}

/// The lines as a paragraph that `shape` takes for verse; spaces before the words set a line in, and a line without
/// words is a line break more.
fn lines_of(block: &[Line], prefix: &str) -> String {
    let mut out = String::new();
    for line in block {
        if let Some(words) = goes_on(line, prefix) {
            out.push(' ');
            out.push_str(words);
            continue;
        }
        let words = verse(line).unwrap_or("");
        let inner = words.trim_start_matches(' ');
        if inner.trim().is_empty() {
            out.push_str(if out.ends_with("<br>") { "<br>" } else { "\\\n<br>" });
            continue;
        }
        if !out.is_empty() && !out.ends_with("<br>") {
            out.push_str(&format!("\\\n{prefix}"));
        }
        out.push_str(&"\u{a0}".repeat(words.len() - inner.len()));
        out.push_str(inner.trim_end());
    }
    let out = out.trim_end_matches("<br>").trim_end_matches("\\\n").replace("\\\n<br>", &format!("\\\n{prefix}<br>"));
    format!("<!-- verse -->\n{prefix}{out}\n")
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn lines_behind_bars_are_verse() {
        assert_eq!(
            rewritten(read, "| The sea is wide,\n|   the line is short.\n|\n| End.\n"),
            "<!-- verse -->\nThe sea is wide,\\\n\u{a0}\u{a0}the line is short.\\\n<br>End.\n\n"
        );
        assert_eq!(rewritten(read, "> | One\n>   more\n> | two\n> |\n"), "> <!-- verse -->\n> One more\\\n> two\n\n");
    }

    #[test]
    fn tables_and_single_bars_stay() {
        for same in
            ["| a\n|---\n| b\n", "| alone\n", "| a | b |\n| c | d |\n", "text\n| a\n| b\n", "```\n| a\n| b\n```\n"]
        {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
