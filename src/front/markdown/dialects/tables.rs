//! Pipe tables that `pulldown-cmark` would cut or not see: rows with more cells than the head, delimiter rows that are a
//! cell short or long, and the tables that `psql` and Org print, with `+` where the columns cross.

use crate::front::markdown::page::{Edit, Line, Page};

/// The longest row that is searched for code, in bytes.
const LONGEST: usize = 4000;
/// The most columns that rows can add to a table.
const MOST_MORE: usize = 20;

/// Delimiter rows with a `+` between the columns (`----+----`, `|---+---|`), and those with one cell too few or too many.
pub(super) fn delimiters(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    for at in 1..lines.len() {
        let line = &lines[at];
        if is_delimiter(line.body()) && !page.in_table(line.start) && !page.in_code(line.start) {
            delimiter(&lines, at, &mut edits);
        }
    }
    edits
}

fn delimiter(lines: &[Line], at: usize, edits: &mut Vec<Edit>) {
    let (head, line) = (&lines[at - 1], &lines[at]);
    let crossed = line.body().contains('+');
    let begins = at.checked_sub(2).and_then(|above| lines.get(above)).is_none_or(|above| {
        above.is_blank() || above.body().starts_with('#') || above.prefix() != head.prefix() && !crossed
    });
    let is_row = |l: &&Line| bars(l.body()).next().is_some() && !is_delimiter(l.body());
    let rows = lines[at + 1..].iter().take_while(is_row).count();
    let (columns, drawn) = (cells(head.body()).len(), cells(&line.body().replace('+', "|")).len());
    if !begins || !is_row(&head) || rows == 0 || columns < 2 || columns.abs_diff(drawn) > usize::from(!crossed) {
        return;
    }
    if !crossed {
        // GFM has no table here; rows as long as the head say that one was meant.
        if lines.get(at + 1).is_none_or(|row| cells(row.body()).len() != columns) {
            return;
        }
        let marks = "|---".repeat(columns - columns.min(drawn));
        let body = line.body().trim_end_matches('|');
        let kept = bars(body).nth(columns - usize::from(!body.starts_with('|'))).map_or(body, |bar| &body[..bar]);
        return edits.push(Edit::new(line.start + line.prefix().len()..line.end(), format!("{kept}{marks}|")));
    }
    for row in &lines[at - 1..=at + rows] {
        // Numbers that are set to the right begin with spaces, which would make code of them.
        let spaces = row.prefix().len() - row.prefix().trim_end_matches([' ', '\t']).len();
        let body = row.start + row.prefix().len();
        edits.push(Edit::remove(body - spaces..body));
    }
    edits.push(Edit::new(line.start + line.prefix().len()..line.end(), line.body().replace('+', "|")));
    if let Some(below) = lines.get(at + rows + 1).filter(|below| !below.is_blank()) {
        edits.push(Edit::insert(below.start, format!("{}\n", below.prefix().trim_end())));
    }
}

/// True for a row of dashes with bars, colons or crossings between them.
fn is_delimiter(body: &str) -> bool {
    body.contains("--")
        && body.contains(['|', '+'])
        && !body.starts_with('+')
        && body.bytes().all(|b| matches!(b, b'|' | b'+' | b'-' | b':' | b' '))
}

/// Cells beyond the last column. A bar in code or in a formula of such a row is no border, and for cells that are still
/// too many the head gets empty ones.
pub(super) fn beyond(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for table in page.tables() {
        let text = &page.text()[table.clone()];
        let mut at = table.start;
        let lines = text.split_inclusive('\n').map(|line| {
            let start = at;
            at += line.len();
            Line { start, text: line.trim_end_matches(['\n', '\r']) }
        });
        widen(&lines.collect::<Vec<_>>(), &mut edits);
    }
    edits
}

fn widen(lines: &[Line], edits: &mut Vec<Edit>) {
    let [head, delimiter, rows @ ..] = lines else { return };
    let columns = cells(head.body()).len();
    let mut more = 0;
    for row in rows {
        let body = row.body();
        if filled(body, &[]) <= columns {
            continue;
        }
        let start = row.start + row.prefix().len();
        let mut inside = held(body);
        if filled(body, &inside) < columns {
            inside.clear();
        }
        let surplus = filled(body, &inside).saturating_sub(columns);
        more = more.max(surplus.min(MOST_MORE));
        if surplus > MOST_MORE {
            let last = columns + MOST_MORE - usize::from(!body.starts_with('|'));
            let mut further = borders(body, &inside).split_off(last);
            further.pop_if(|bar| *bar + 1 == body.len());
            inside.append(&mut further);
            inside.sort_unstable();
        }
        edits.extend(inside.iter().map(|bar| Edit::insert(start + bar, "\\")));
    }
    for (line, cell) in [(head, " |"), (delimiter, " --- |")].into_iter().filter(|_| more > 0) {
        let closing = if closes(line.body()) { "" } else { " |" };
        let end = line.start + line.prefix().len() + line.body().len();
        edits.push(Edit::insert(end, format!("{closing}{}", cell.repeat(more))));
    }
}

/// The bars of a row that no backslash escapes.
fn bars(row: &str) -> impl Iterator<Item = usize> {
    let escaped = |at: usize| (at - row[..at].trim_end_matches('\\').len()) % 2 == 1;
    memchr::memchr_iter(b'|', row.as_bytes()).filter(move |at| !escaped(*at))
}

/// The bars between cells: all but those of `inside`.
fn borders(row: &str, inside: &[usize]) -> Vec<usize> {
    bars(row).filter(|bar| inside.binary_search(bar).is_err()).collect()
}

fn closes(row: &str) -> bool {
    row.len() > 1 && bars(row).last().is_some_and(|bar| bar + 1 == row.len())
}

fn cells(row: &str) -> Vec<&str> {
    between(row, &borders(row, &[]))
}

fn between<'r>(row: &'r str, borders: &[usize]) -> Vec<&'r str> {
    let mut out = Vec::with_capacity(borders.len() + 1);
    let mut from = 0;
    for bar in borders {
        if *bar > 0 {
            out.push(&row[from..*bar]);
        }
        from = bar + 1;
    }
    if from < row.len() {
        out.push(&row[from..]);
    }
    out
}

/// The number of cells up to the last one with words.
fn filled(row: &str, inside: &[usize]) -> usize {
    let cells = between(row, &borders(row, inside));
    cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
}

/// The bars inside of code and of formulas, in rows of a usual length.
fn held(row: &str) -> Vec<usize> {
    let mut out = Vec::new();
    if row.len() > LONGEST {
        return out;
    }
    let mut at = 0;
    while let Some(found) = row[at..].find(['`', '$']) {
        let start = at + found;
        let end = if row[start..].starts_with('`') { code_end(row, start) } else { formula_end(row, start) };
        let run = row[start..].len() - row[start..].trim_start_matches(['`', '$']).len();
        if let Some(end) = end {
            out.extend(bars(row).filter(|bar| (start..end).contains(bar)));
        }
        at = end.unwrap_or(start + run);
    }
    out
}

/// The end of the code that opens at `start`.
fn code_end(row: &str, start: usize) -> Option<usize> {
    let ticks = row[start..].len() - row[start..].trim_start_matches('`').len();
    let mut at = start + ticks;
    while let Some(found) = row[at..].find('`') {
        let run = row[at + found..].len() - row[at + found..].trim_start_matches('`').len();
        at += found + run;
        if run == ticks {
            return Some(at);
        }
    }
    None
}

/// The end of the formula that opens at `start`; the dollars of two prices have a space or a digit at their sides.
fn formula_end(row: &str, start: usize) -> Option<usize> {
    let inside = row[start..].strip_prefix('$').filter(|rest| !rest.starts_with([' ', '$']))?;
    let end = inside.find('$').filter(|end| !inside[..*end].ends_with([' ', '\\']))?;
    let after = inside[end + 1..].chars().next();
    after.is_none_or(|c| !c.is_alphanumeric()).then_some(start + end + 2)
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn cells_beyond_the_head_stay() {
        for (source, expected) in [
            ("| a | b |\n|---|---|\n| c | d | e |\n", "| a | b | |\n|---|---| --- |\n| c | d | e |\n"),
            ("a | b\n--- | ---\nc | d | e\n", "a | b | |\n--- | --- | --- |\nc | d | e\n"),
            ("| a | b |\n|---|---|\n| c | `d|e` or `f` |\n", "| a | b |\n|---|---|\n| c | `d\\|e` or `f` |\n"),
            ("| a | b |\n|---|---|\n| c | $|d|$ is |\n", "| a | b |\n|---|---|\n| c | $\\|d\\|$ is |\n"),
            ("> | a |\n> |---|\n> | c | d |\n", "> | a | |\n> |---| --- |\n> | c | d |\n"),
        ] {
            assert_eq!(rewritten(beyond, source), expected);
        }
        for same in [
            "| a | b |\n|---|---|\n| c | d | |\n",
            "| a | b |\n|---|---|\n| `c|d` |\n",
            "| a | b | c |\n|---|---|---|\n| $5|$6 | 7 |\n",
            "| a | b |\n|---|---|\n| c\\|d | e |\n",
        ] {
            assert_eq!(rewritten(beyond, same), same);
        }
        let wide = format!("| a |\n|---|\n|{}\n", " b |".repeat(60));
        assert_eq!(rewritten(beyond, &wide).matches("\\|").count(), 39);
    }

    #[test]
    fn delimiter_rows_fit_the_head() {
        for (source, expected) in [
            ("| a | b | c |\n|---|---|\n| d | e | f |\n", "| a | b | c |\n|---|---|---|\n| d | e | f |\n"),
            ("| a | b |\n|---|:-:|---|\n| d | e |\n", "| a | b |\n|---|:-:|\n| d | e |\n"),
            (" id | name\n----+------\n  1 | Anna\n(1 row)\n", "id | name\n----|------\n1 | Anna\n\n(1 row)\n"),
            ("| a | b |\n|---+---|\n| c | d |\n", "| a | b |\n|---|---|\n| c | d |\n"),
        ] {
            assert_eq!(rewritten(delimiters, source), expected);
        }
        for same in [
            "| a | b |\n|---|---|\n| c | d |\n",
            "| a | b | c | d |\n|---|---|\n| e | f |\n",
            "| a | b |\n|---|\n| c |\n",
            "text | a\n| b | c |\n|---|\n| d | e |\n",
            "a\n----+----\nb\n",
            "```\n| a | b | c |\n|---|---|\n| d | e | f |\n```\n",
        ] {
            assert_eq!(rewritten(delimiters, same), same);
        }
    }
}
