//! Line blocks: lines that begin with a bar, as pandoc and reStructuredText write verse.

use crate::front::markdown::page::{Edit, Line, Page};

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    let mut number = 0;
    while number < lines.len() {
        let prefix = lines[number].prefix();
        let inside = |line: &&Line| line.prefix() == prefix && verse(line).is_some();
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

/// The lines as a paragraph that `shape` takes for verse; spaces before the words set a line in.
fn lines_of(block: &[Line], prefix: &str) -> String {
    let line = |line: &Line| {
        let words = verse(line).unwrap_or("");
        let inner = words.trim_start_matches(' ');
        let indent = "\u{a0}".repeat(words.len() - inner.len());
        if inner.trim().is_empty() { "<!-- -->".to_string() } else { format!("{indent}{}", inner.trim_end()) }
    };
    let all: Vec<String> = block.iter().map(line).collect();
    format!("<!-- verse -->\n{prefix}{}\n", all.join(&format!("\\\n{prefix}")))
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn lines_behind_bars_are_verse() {
        assert_eq!(
            rewritten(read, "| The sea is wide,\n|   the line is short.\n|\n| End.\n"),
            "<!-- verse -->\nThe sea is wide,\\\n\u{a0}\u{a0}the line is short.\\\n<!-- -->\\\nEnd.\n\n"
        );
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
