//! Tables with dashes that mark the columns: pandoc's simple and multiline tables, and the captions of all tables.
//!
//! ```text
//! Fruit     Good for
//! --------  ---------
//! Bananas   wrapper
//! ```
//!
//! They become pipe tables. Only tables have groups of dashes with words above them that begin or end where the dashes
//! do.

use super::attributes;
use crate::front::markdown::page::{Edit, Line, Page};

/// The most lines of a table.
const MOST_LINES: usize = 2000;

/// The most lines of a head.
const MOST_HEAD: usize = 6;

/// A column: the bytes between which its dashes are.
type Column = (usize, usize);

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    let mut number = 1;
    while number < lines.len() {
        let found = dashes(lines[number].text)
            .filter(|_| !page.in_code_block(lines[number].start))
            .and_then(|columns| table_at(&lines, number, &columns));
        match found {
            Some((first, last, table)) => {
                edits.push(Edit::new(lines[first].start..lines[last].end(), table));
                number = last + 1;
            }
            None => number += 1,
        }
    }
    edits
}

/// The columns of a line of two or more groups of dashes.
fn dashes(line: &str) -> Option<Vec<Column>> {
    if line.len() - line.trim_start().len() > 3 || !line.bytes().all(|b| b == b'-' || b == b' ') {
        return None;
    }
    let mut columns: Vec<Column> = Vec::new();
    for (at, byte) in line.bytes().enumerate() {
        match columns.last_mut() {
            Some((_, end)) if byte == b'-' && *end == at => *end += 1,
            _ if byte == b'-' => columns.push((at, at + 1)),
            _ => {}
        }
    }
    // `- - -` is a rule.
    (columns.len() >= 2 && columns.iter().all(|(from, to)| to - from >= 2)).then_some(columns)
}

/// The first and last line of the table with column marks in line `number`, and the table.
fn table_at(lines: &[Line], number: usize, columns: &[Column]) -> Option<(usize, usize, String)> {
    let above = &lines[..number];
    let full = |line: &Line| line.text.len() >= 5 && line.text.trim_end().bytes().all(|b| b == b'-');
    let near = number.saturating_sub(MOST_HEAD + 2);
    let blank = above[near..].iter().rposition(Line::is_blank).map(|blank| near + blank + 1);
    let head_from = blank.or((near == 0).then_some(0))?;
    let multiline = above.get(head_from).is_some_and(full);
    let head = &above[head_from + usize::from(multiline)..];
    let plain = |l: &&Line| !l.text.contains(['|', '\t']);
    if head.is_empty() || head.len() > MOST_HEAD || (!multiline && head.len() != 1) || !head.iter().all(|l| plain(&l)) {
        return None;
    }
    if !head.iter().any(|line| stands_over(line.text, columns)) {
        return None;
    }
    let body = &lines[number + 1..];
    let (count, closing) = match multiline {
        true => (body.iter().take(MOST_LINES).position(full)?, 1),
        false => {
            let ends = |l: &Line| l.is_blank() || dashes(l.text).is_some();
            let count = body.iter().take(MOST_LINES).position(ends).unwrap_or(body.len().min(MOST_LINES));
            let closed = body.get(count).is_some_and(|line| dashes(line.text).is_some());
            (count, usize::from(closed))
        }
    };
    let body = &body[..count];
    if body.is_empty() {
        return None;
    }
    let rows: Vec<&[Line]> = match multiline {
        true => body.split(Line::is_blank).filter(|row| !row.is_empty()).collect(),
        false => body.chunks(1).collect(),
    };
    let first = head_from;
    Some((first, number + count + closing, pipes(head, &rows, columns)))
}

/// True if the words of a line are over the columns: each begins or ends with its dashes or is in the middle of them.
fn stands_over(line: &str, columns: &[Column]) -> bool {
    let words = columns.iter().filter(|column| !cut(line, column, columns).is_empty()).count();
    let gap = |pair: &[Column]| line.get(pair[0].1..pair[1].0).is_none_or(|gap| gap.trim().is_empty());
    words >= 2 && columns.windows(2).all(gap)
}

/// The words of a line in a column, which reaches up to the next.
fn cut<'l>(line: &'l str, column: &Column, columns: &[Column]) -> &'l str {
    let end = columns.iter().map(|(from, _)| *from).find(|from| *from > column.0).unwrap_or(line.len().max(column.0));
    let boundary = |at: usize| line.floor_char_boundary(at.min(line.len()));
    line.get(boundary(column.0)..boundary(end)).unwrap_or("").trim()
}

/// A pipe table.
fn pipes(head: &[Line], rows: &[&[Line]], columns: &[Column]) -> String {
    let cell = |lines: &[Line], column: &Column| {
        let parts: Vec<&str> = lines.iter().map(|l| cut(l.text, column, columns)).filter(|p| !p.is_empty()).collect();
        parts.join(" ").replace('|', "\\|")
    };
    let row = |lines: &[Line]| {
        let cells: Vec<String> = columns.iter().map(|column| cell(lines, column)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut out = format!("\n{}", row(head));
    out.push('|');
    for column in columns {
        out.push_str(alignment(head, column, columns));
    }
    out.push('\n');
    rows.iter().for_each(|lines| out.push_str(&row(lines)));
    out
}

/// The alignment of a column, by the place of its head over its dashes.
fn alignment(head: &[Line], column: &Column, columns: &[Column]) -> &'static str {
    let Some(line) = head.iter().find(|line| !cut(line.text, column, columns).is_empty()) else { return " --- |" };
    let starts = line.text.get(column.0..).is_some_and(|rest| !rest.starts_with(' '));
    let ends = line.text.len() == column.1 || line.text.as_bytes().get(column.1 - 1).is_some_and(|b| *b != b' ');
    match (starts, ends) {
        (true, true) => " --- |",
        (true, false) => " :-- |",
        (false, true) => " --: |",
        (false, false) => " :-: |",
    }
}

/// `Table: words` or `: words` next to a table: its caption.
pub(super) fn captions(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for table in page.tables() {
        let after = &page.text()[table.end..];
        let blank = after.len() - after.trim_start_matches(['\n', '\r', ' ']).len();
        let start = page.line_start(table.end + blank);
        let gap = page.text()[table.end..start.max(table.end)].matches('\n').count();
        let line = &page.text()[start..page.line_end(start)];
        let words = ["Table: ", "table: ", ": "].iter().find_map(|mark| line.trim_start().strip_prefix(mark));
        if let Some(words) = words.filter(|words| gap <= 2 && !words.trim().is_empty() && start >= table.end) {
            let mark = start + line.len() - words.len();
            edits.push(Edit::new(start..mark, "\n<!-- caption -->\n"));
            // `{#tbl-a .striped}` behind the words.
            let list = words.trim_end().strip_suffix('}').and_then(|rest| rest.rfind('{'));
            if let Some(at) =
                list.filter(|at| attributes::parse(words[at + 1..].trim_end().trim_end_matches('}')).is_some())
            {
                edits.push(Edit::remove(mark + words[..at].trim_end().len()..start + line.len()));
            }
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn dashes_mark_columns() {
        assert_eq!(
            rewritten(read, "  Right Left\n------- ------\n     12 ab\n      3 c|d\n\nText\n"),
            "\n| Right | Left |\n| --: | :-- |\n| 12 | ab |\n| 3 | c\\|d |\n\n\nText\n"
        );
    }

    #[test]
    fn rows_go_over_lines() {
        let table = "-----------------\n Fruit  Good for\n------- ---------\nBananas wrapper\n        colour\n\nOranges scurvy\n-----------------\n";
        let table = rewritten(read, table);
        assert!(table.contains("| Bananas | wrapper colour |\n| Oranges | scurvy |\n"), "{table}");
    }

    #[test]
    fn rules_and_underlines_stay() {
        for same in ["Title\n-----\n\ntext\n", "a\n\n- - -\n\nb\n", "a\n-- --\nb\n", "one two\n\n--- ---\n\nb\n"] {
            assert_eq!(rewritten(read, same), same);
        }
    }

    #[test]
    fn a_caption_belongs_to_its_table() {
        let text = rewritten(captions, "| a |\n|---|\n| b |\n\nTable: Of *c*.\n");
        assert!(text.ends_with("<!-- caption -->\nOf *c*.\n"), "{text}");
        let text = rewritten(captions, "| a |\n|---|\n| b |\n\n: Of c {#tbl-x .striped}\n");
        assert!(text.ends_with("<!-- caption -->\nOf c\n"), "{text}");
    }
}
