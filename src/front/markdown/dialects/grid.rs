//! Tables drawn with `+---+`, `|` and `=`: pandoc's grid tables, with blocks in their cells.
//!
//! A table becomes an HTML table with the Markdown of each cell in it, which `raw` puts together again.

use crate::front::markdown::page::{Edit, Line, Page};

/// The widest table, in bytes of a line.
const WIDEST: usize = 1000;
/// The most lines of a table.
const MOST_LINES: usize = 5000;

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    let mut number = 0;
    while let Some(line) = lines.get(number) {
        let start = line.start + line.prefix().len();
        if !is_border(line.body()) || page.in_code_block(start) {
            number += 1;
            continue;
        }
        let inside = |l: &&Line| l.body().starts_with(['|', '+']) && l.prefix() == line.prefix();
        let count = lines[number..].iter().take(MOST_LINES).take_while(inside).count();
        let table = &lines[number..number + count];
        if let Some((last, html)) = table_of(table) {
            edits.push(Edit::new(start..last.end(), html));
        }
        number += count.max(1);
    }
    edits
}

/// `+---+====+`, with colons for the alignment of columns.
pub(super) fn is_border(body: &str) -> bool {
    (5..=WIDEST).contains(&body.len())
        && body.starts_with('+')
        && body.ends_with('+')
        && body.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b':'))
        && body.contains(['-', '='])
}

/// The table of some lines as HTML, and its last line. `None` if the lines are not a table.
fn table_of<'p>(lines: &[Line<'p>]) -> Option<(Line<'p>, String)> {
    let last = lines.iter().rposition(|line| is_border(line.body())).filter(|last| *last >= 2)?;
    let lines = &lines[..=last];
    let prefix = lines[0].prefix();
    let columns = columns(lines);
    let mut out = String::from("<table>\n");
    let mut rows: Vec<(usize, usize)> = Vec::new();
    let borders: Vec<usize> = (0..lines.len()).filter(|n| is_border(lines[*n].body())).collect();
    let printed = is_printed(lines, &borders, &columns);
    for (number, pair) in borders.windows(2).enumerate() {
        if printed && number > 0 {
            rows.extend((pair[0] + 1..pair[1]).map(|line| (line, line + 1)));
        } else if pair[1] > pair[0] + 1 {
            rows.push((pair[0] + 1, pair[1]));
        }
    }
    let head = borders.iter().skip(1).find(|n| printed || lines[**n].body().contains('='));
    for (from, to) in rows {
        let name = if head.is_some_and(|head| to <= *head) { "th" } else { "td" };
        out.push_str(&format!("{prefix}<tr>\n"));
        for (left, span) in cells(&lines[from..to], &columns) {
            let right = columns[left + span];
            let width = if span > 1 { format!(" colspan=\"{span}\"") } else { String::new() };
            out.push_str(&format!("{prefix}<{name}{width}>\n\n"));
            for line in cell(&lines[from..to], columns[left], right) {
                out.push_str(format!("{prefix}{line}").trim_end());
                out.push('\n');
            }
            out.push_str(&format!("\n{prefix}</{name}>\n"));
        }
        out.push_str(&format!("{prefix}</tr>\n"));
    }
    out.push_str(&format!("{prefix}</table>\n"));
    Some((lines[last], out))
}

/// True for the table of a program such as MySQL: a border above and below a head of one line, one below the rows, and
/// each line is a row. Its columns are as wide as their longest cell, and the first one has no empty cell.
fn is_printed(lines: &[Line], borders: &[usize], columns: &[usize]) -> bool {
    let [0, 2, last] = borders else { return false };
    let widest = |pair: &[usize]| lines.iter().map(|line| width(line, pair[0], pair[1])).max();
    lines[1..*last].iter().all(|line| is_border(line.body()) || width(line, 0, columns[1]) > 0)
        && *last > 4
        && columns.windows(2).all(|pair| widest(pair) == Some((pair[1] - pair[0]).saturating_sub(3)))
}

/// The width of a cell's words, in characters; 0 for a border.
fn width(line: &Line, left: usize, right: usize) -> usize {
    let cell: String = line.body().chars().skip(left + 1).take(right - left - 1).collect();
    if is_border(line.body()) { 0 } else { cell.trim().chars().count() }
}

/// The columns, in characters, at which some border has a `+`.
fn columns(lines: &[Line]) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    for line in lines.iter().filter(|line| is_border(line.body())) {
        all.extend(line.body().chars().enumerate().filter(|(_, c)| *c == '+').map(|(at, _)| at));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The cells of a row: the column at which each begins, and the number of columns it spans. Where a row's lines have no
/// bar between two columns, one cell spans both.
fn cells(lines: &[Line], columns: &[usize]) -> Vec<(usize, usize)> {
    let bar = |column: usize| lines.iter().all(|line| matches!(line.body().chars().nth(column), Some('|' | '+')));
    let mut out = Vec::new();
    let mut left = 0;
    for (number, column) in columns.iter().enumerate().skip(1) {
        if bar(*column) || number + 1 == columns.len() {
            out.push((left, number - left));
            left = number;
        }
    }
    out
}

/// The lines of a cell between two columns, without the white space that they share.
fn cell(lines: &[Line], left: usize, right: usize) -> Vec<String> {
    let cut = |line: &Line| -> String {
        line.body().chars().skip(left + 1).take(right - left - 1).collect::<String>().trim_end().to_string()
    };
    let cut: Vec<String> = lines.iter().map(cut).collect();
    let indent = |line: &String| line.len() - line.trim_start_matches(' ').len();
    let shared = cut.iter().filter(|line| !line.is_empty()).map(indent).min().unwrap_or(0);
    cut.into_iter().map(|line| line.get(shared..).unwrap_or("").to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn a_drawn_table_is_a_table() {
        let html =
            rewritten(read, "+---+-----+\n| a | b   |\n+===+=====+\n| c | - d |\n|   | - e |\n+---+-----+\n\nText.\n");
        assert!(html.starts_with("<table>\n<tr>\n<th>\n\na\n\n</th>\n<th>\n\nb\n\n</th>\n</tr>\n"), "{html}");
        assert!(html.contains("<td>\n\n- d\n- e\n\n</td>"), "{html}");
        assert!(html.ends_with("</table>\n\n\nText.\n"), "{html}");
    }

    #[test]
    fn a_program_prints_a_row_a_line() {
        let html = rewritten(
            read,
            "+----+------+\n| id | name |\n+----+------+\n|  1 | Anna |\n| 12 | Bo   |\n+----+------+\n",
        );
        assert_eq!((html.matches("<th>").count(), html.matches("<tr>").count()), (2, 3), "{html}");
        // Cells of two lines: the first cell of the second is empty, or the columns are wider than their words.
        for drawn in [
            "+----+------+\n| id | name |\n+----+------+\n| 12 | Anna |\n|    | Bo   |\n+----+------+\n",
            "+------+------+\n| id   | name |\n+------+------+\n| 12   | Anna |\n| 13   | Bo   |\n+------+------+\n",
        ] {
            assert_eq!(rewritten(read, drawn).matches("<tr>").count(), 2);
        }
    }

    #[test]
    fn cells_span_columns() {
        let html = rewritten(read, "+---+---+\n| a b   |\n+---+---+\n| c | d |\n+---+---+\n");
        assert!(html.contains("<td colspan=\"2\">\n\na b\n"), "{html}");
    }

    #[test]
    fn other_lines_with_plus_signs_stay() {
        for same in ["+ a\n+ b\n", "+---+\n", "+---+\ntext\n", "```\n+---+\n| a |\n+---+\n```\n", "++--++ a\n"] {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
