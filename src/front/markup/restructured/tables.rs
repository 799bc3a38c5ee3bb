//! Drawn tables: with lines between all cells (`+---+`), and with lines of `=` around columns.

use crate::front::markup::writer::Line;

/// Rows of cells, true for a head, and the number of lines.
type Table = (Vec<Vec<String>>, bool, usize);

/// The table at the first line.
pub(super) fn read(lines: &[Line]) -> Option<Table> {
    let first = lines[0].words();
    if first.starts_with("+-") && first.ends_with('+') {
        return grid(lines);
    }
    let is_rule = first.len() >= 3 && first.chars().all(|c| matches!(c, '=' | ' ')) && first.contains("= ");
    if is_rule { simple(lines) } else { None }
}

/// The columns of a line of signs: from and to, in characters.
fn columns(rule: &str, gap: char) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in rule.chars().chain([gap]).enumerate() {
        match (c == gap, start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                out.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn slice(text: &[char], from: usize, to: usize) -> String {
    let end = to.min(text.len());
    text.get(from.min(end)..end).map_or(String::new(), |cell| cell.iter().collect::<String>().trim().to_string())
}

fn add(cell: &mut String, words: &str) {
    if !cell.is_empty() && !words.is_empty() {
        cell.push(' ');
    }
    cell.push_str(words);
}

fn grid(lines: &[Line]) -> Option<Table> {
    let count = lines.iter().take_while(|line| line.words().starts_with(['+', '|'])).count();
    let own = &lines[..count];
    let columns = columns(own[0].words(), '+');
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut head = None;
    let mut row: Option<Vec<String>> = None;
    for line in own {
        let text: Vec<char> = line.words().chars().collect();
        if text.first() == Some(&'+') {
            // A rule that is not whole belongs to a cell over many rows.
            if text.iter().any(|c| !matches!(c, '+' | '-' | '=')) {
                return None;
            }
            if text.contains(&'=') {
                head = Some(rows.len() + usize::from(row.is_some()));
            }
            rows.extend(row.take());
            continue;
        }
        let row = row.get_or_insert_with(|| vec![String::new(); columns.len()]);
        let mut first = None;
        for (number, (from, to)) in columns.iter().enumerate() {
            // Without a bar the cell goes on over the next column.
            let is_open = text.get(*to) != Some(&'|');
            let from = first.take().unwrap_or(*from);
            if is_open {
                first = Some(from);
            } else {
                add(&mut row[number], &slice(&text, from, *to));
            }
        }
        if first.is_some() {
            return None;
        }
    }
    rows.extend(row);
    (!rows.is_empty() && count > 2).then_some((rows, head == Some(1), count))
}

fn simple(lines: &[Line]) -> Option<Table> {
    let rule = lines[0].words();
    let is_rule = |line: &Line| {
        let words = line.words();
        !words.is_empty() && words.chars().all(|c| matches!(c, '=' | ' '))
    };
    let mut rules: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if is_rule(line) {
            rules.push(at);
            // Below the last rule the table ends with a blank line.
            if rules.len() > 1 && lines.get(at + 1).is_none_or(Line::is_blank) {
                break;
            }
        }
        if rules.len() > 3 {
            return None;
        }
    }
    let (last, columns) = (*rules.last()?, columns(rule, ' '));
    if rules.len() < 2 || columns.len() < 2 {
        return None;
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (at, line) in lines[..last].iter().enumerate() {
        let is_underline = !line.is_blank() && line.words().chars().all(|c| matches!(c, '-' | ' '));
        if rules.contains(&at) || line.is_blank() || is_underline {
            continue;
        }
        let text: Vec<char> = line.from(lines[0].indent).chars().collect();
        let mut cells = columns.iter().enumerate().map(|(number, (from, to))| {
            let end = if number + 1 < columns.len() { columns[number + 1].0.max(*to) } else { text.len() };
            slice(&text, *from, end)
        });
        let first = cells.next().unwrap_or_default();
        match rows.last_mut().filter(|_| first.is_empty()) {
            Some(row) => row.iter_mut().skip(1).zip(cells).for_each(|(cell, words)| add(cell, &words)),
            None => rows.push(std::iter::once(first).chain(cells).collect()),
        }
    }
    // The column of an item's number may hold only a mark for "empty".
    rows.iter_mut().flatten().filter(|cell| *cell == "\\").for_each(String::clear);
    (!rows.is_empty()).then_some((rows, rules.len() == 3, last + 1))
}
