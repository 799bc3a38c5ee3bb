//! Tables in plain text: rows of cells by pipes, by tabs, and in aligned columns.

use super::line::Line;
use super::unit::{Kind, Region, is_rule};

/// Rows of cells separated by `|`.
pub(crate) fn pipes(run: &[Line]) -> Option<Region> {
    let is_row = |l: &Line| l.text.matches('|').count() >= 2 || (l.text.contains(" | ") && !l.text.ends_with('|'));
    let is_border =
        |l: &Line| l.text.chars().all(|c| "+-=|: ".contains(c)) && (l.text.contains("--") || l.text.contains("=="));
    let framed_early = run.first()?.text.starts_with('|') || run.iter().take(3).any(is_border);
    if !framed_early {
        return None;
    }
    let length = run.iter().take_while(|l| is_row(l) || is_border(l)).count();
    let run = run.get(..length)?;
    let framed = run.iter().filter(|l| l.text.starts_with('|') || is_border(l)).count();
    let border = run.iter().position(is_border);
    // A line of menu entries has pipes too; a table has a border or a frame.
    if run.iter().filter(|l| is_row(l) && !is_border(l)).count() < 2 || framed * 2 < length && border.is_none() {
        return None;
    }
    let cells = |l: &Line| {
        let text = l.text.strip_prefix('|').unwrap_or(&l.text);
        let text = text.strip_suffix('|').unwrap_or(text);
        text.split('|').map(super::line::fold).collect::<Vec<_>>()
    };
    let rows = grouped(run, is_border, cells);
    let head = match border {
        Some(0) => run.iter().skip(2).position(is_border) == Some(0),
        Some(1) => true,
        _ => false,
    };
    rectangular(&rows).then_some((length, Kind::Table(rows, head)))
}

/// The rows of a framed table: a line each, or, with a border below every row, the lines between borders.
fn grouped(run: &[Line], is_border: impl Fn(&Line) -> bool, cells: impl Fn(&Line) -> Vec<String>) -> Vec<Vec<String>> {
    let groups: Vec<&[Line]> = run.split(|l| is_border(l)).filter(|g| !g.is_empty()).collect();
    if groups.len() < 3 {
        return run.iter().filter(|l| !is_border(l)).map(cells).collect();
    }
    let mut rows = Vec::with_capacity(groups.len());
    for group in groups {
        let mut row: Vec<String> = Vec::new();
        for line in group {
            for (i, cell) in cells(line).into_iter().enumerate() {
                match row.get_mut(i) {
                    Some(whole) if cell.is_empty() || whole.is_empty() => whole.push_str(&cell),
                    Some(whole) => {
                        whole.push(' ');
                        whole.push_str(&cell);
                    }
                    None => row.push(cell),
                }
            }
        }
        rows.push(row);
    }
    rows
}

/// So many first rows tell whether cells are missing, because a search of all would cost the square of the lines.
const ROWS: usize = 40;
/// So many first lines tell whether there is a table by tabs at all.
const START: usize = 3 * ROWS;

/// Rows of cells separated by tabs: as browsers copy a table; or by as many tabs as it took to line the cells up, which
/// people type.
pub(super) fn tabs(run: &[Line]) -> Option<Region> {
    let start = tabs_of(run.get(..run.len().min(START))?)?;
    if run.len() <= START { Some(start) } else { tabs_of(run) }
}

fn tabs_of(run: &[Line]) -> Option<Region> {
    let copied = |text: &str| text.split('\t').map(super::line::fold).collect::<Vec<_>>();
    let typed = |text: &str| copied(text).into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>();
    let lines = whole_rows(run);
    // The last cells of a row may be missing, in fewer than half of the first rows.
    let alike = |cells: &dyn Fn(&str) -> Vec<String>| {
        let width = lines.first().map_or(0, |(text, _)| cells(text).len());
        let rows = || lines.iter().map(|(text, _)| cells(text));
        let first = || rows().take(ROWS).take_while(|row| (2..=width).contains(&row.len()));
        let least = if first().filter(|row| row.len() == width).count() * 2 > first().count() { 2 } else { width };
        if width < 2 { Vec::new() } else { rows().take_while(|row| (least..=width).contains(&row.len())).collect() }
    };
    let (copied, typed) = (alike(&copied), alike(&typed));
    let whole = |rows: &[Vec<String>]| rows.iter().filter(|row| Some(row.len()) == rows.first().map(Vec::len)).count();
    let rows = if whole(&typed) > whole(&copied) { typed } else { copied };
    if rows.len() < 2 {
        return None;
    }
    let length = lines.iter().take(rows.len()).map(|(_, count)| count).sum();
    let head = figures(&rows);
    Some((length, Kind::Table(rows, head)))
}

/// The rows with tabs, and the number of lines of each: a line set in below a row goes on with its last cell.
fn whole_rows(run: &[Line]) -> Vec<(String, usize)> {
    /// The width of a tab, in columns.
    const TAB: usize = 8;
    let mut rows: Vec<(String, usize)> = Vec::new();
    for line in run {
        let base = run.first().map_or(0, |first| first.indent);
        match rows.last_mut() {
            _ if line.text.contains('\t') => rows.push((line.text.clone(), 1)),
            Some((row, count)) if line.indent >= base + TAB => {
                row.push(' ');
                row.push_str(&line.text);
                *count += 1;
            }
            _ => break,
        }
    }
    rows
}

/// True if a column has figures below a first row without figures: that row is a head.
fn figures(rows: &[Vec<String>]) -> bool {
    let digits = |s: &String| s.chars().any(|c| c.is_ascii_digit());
    let Some((first, rest)) = rows.split_first() else { return false };
    let none = |cell: &str| matches!(cell, "" | "-" | "–" | "—" | "n/a" | "N/A");
    let counts = |c: usize| {
        let cells = || rest.iter().filter_map(|r| r.get(c)).map(String::as_str);
        cells().all(|cell| none(cell) || is_figure(cell)) && cells().filter(|cell| is_figure(cell)).count() >= 2
    };
    !first.iter().skip(1).any(digits) && rest.len() >= 2 && (1..first.len()).any(counts)
}

/// A number, with its unit and signs, or a date: `$24.5 billion`, `3 km`, `Dec 20, 2025`. Not words with a number in them.
fn is_figure(cell: &str) -> bool {
    let first = cell.chars().find(|c| c.is_alphanumeric());
    let (digits, letters) = cell.chars().filter(|c| c.is_alphanumeric()).fold((0, 0), |(digits, letters), c| {
        if c.is_ascii_digit() { (digits + 1, letters) } else { (digits, letters + 1) }
    });
    first.is_some_and(|c| c.is_ascii_digit()) || digits > 0 && digits >= letters
}

/// Rows of cells in aligned columns: the same columns are empty in at least three lines.
pub(super) fn columns(run: &[Line]) -> (usize, Option<Region>) {
    const WIDEST: usize = 200;
    let is_row = |l: &Line| l.width <= WIDEST && (gaps(&l.text) > 0 || is_rule(&l.text) || begins_with_number(&l.text));
    // A cell that continues is alone in its line, far from the margin.
    let margin = run.iter().take(2).map(|l| l.indent).min().unwrap_or(0);
    let goes_on = |l: &Line| l.width <= 60 && l.indent >= margin + 4;
    let rows = run.iter().take(500).take_while(|l| is_row(l)).count();
    let whole = run.iter().take(500).take_while(|l| is_row(l) || goes_on(l)).count();
    let trimmed = |mut length: usize| {
        // A rule below belongs to the article, unless it is drawn under columns.
        while length > 0 && run.get(length - 1).is_some_and(|l| is_rule(&l.text) && gaps(&l.text) == 0) {
            length -= 1;
        }
        run.get(..length).unwrap_or(&[])
    };
    let longer = if rows > 0 && whole > rows { aligned(trimmed(whole)) } else { None };
    (rows, longer.or_else(|| aligned(trimmed(rows))))
}

/// The table of lines that all have gaps, if the gaps are aligned.
fn aligned(run: &[Line]) -> Option<Region> {
    let rows: Vec<&Line> = run.iter().filter(|l| !is_rule(&l.text)).collect();
    let parted = rows.iter().filter(|l| gaps(&l.text) > 0).count();
    if rows.len() < 3 || parted * 2 < rows.len() {
        return None;
    }
    let base = rows.iter().map(|l| l.indent).min()?;
    let texts: Vec<Vec<char>> = rows.iter().map(|l| l.indented(base).chars().collect()).collect();
    let width = texts.iter().map(Vec::len).max()?;
    // The upper of two heads spans columns.
    let ruled = heads(run);
    let spanned = ruled.saturating_sub(1);
    let is_used = |c: usize| texts.iter().skip(spanned).any(|t| t.get(c).is_some_and(|c| *c != ' '));
    let used: Vec<bool> = (0..width).map(is_used).collect();
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for (column, pair) in used.windows(2).enumerate() {
        match pair {
            [true, false] => {
                cuts.push((start, column + 1));
            }
            [false, true] => start = column + 1,
            _ => {}
        }
    }
    cuts.push((start, width));
    let cell = |t: &Vec<char>, (a, b): (usize, usize)| {
        let text: String = t.iter().skip(a).take(b - a).collect();
        text.trim().to_owned()
    };
    // Columns one space apart are words that line up by chance, but for numbers of unequal length in the first column.
    let numbers = |cut: (usize, usize)| cut.0 == 0 && texts.iter().all(|t| is_number(&cell(t, cut)));
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for cut in cuts {
        match merged.last_mut() {
            Some(last) if cut.0 < last.1 + 2 && !numbers(*last) => last.1 = cut.1,
            _ => merged.push(cut),
        }
    }
    // A column reaches to the next, because a head may be wider than what is below it.
    for i in 1..merged.len() {
        merged[i - 1].1 = merged[i].0;
    }
    let is_torn = |t: &Vec<char>, (a, _): (usize, usize)| {
        a > 0 && [t.get(a - 1), t.get(a)].iter().all(|c| c.is_some_and(|c| *c != ' '))
    };
    if merged.len() < 2 || texts.iter().take(spanned).any(|t| merged.iter().any(|&cut| is_torn(t, cut))) {
        return None;
    }
    let mut rows: Vec<Vec<String>> = Vec::with_capacity(texts.len());
    for text in &texts {
        let row: Vec<String> = merged.iter().map(|&cut| cell(text, cut)).collect();
        let mut filled = row.iter().enumerate().filter(|(_, c)| !c.is_empty());
        match (filled.next(), filled.next(), rows.last_mut()) {
            // A single cell, not the first, continues the row above.
            (Some((column, words)), None, Some(above)) if column > 0 && !above[column].is_empty() => {
                above[column].push(' ');
                above[column].push_str(words);
            }
            _ => rows.push(row),
        }
    }
    // The corner of a table is empty over names.
    let corner = rows.first().is_some_and(|r| r.first().is_some_and(String::is_empty));
    join_heads(&mut rows, ruled);
    // Further figures of the row above stand below them; words without a name are none.
    let nameless = || rows.iter().skip(1).filter(|r| r.first().is_none_or(String::is_empty));
    let figures_alone = nameless().all(|r| r.iter().all(|cell| cell.is_empty() || is_number(cell)));
    let filled = rows.iter().flatten().filter(|c| !c.is_empty()).count();
    let stray = !figures_alone || nameless().count() * 3 > rows.len();
    if rows.len() < 2 || filled * 10 < rows.len() * merged.len() * 7 || stray {
        return None;
    }
    let head = ruled > 0 || corner || figures(&rows);
    Some((run.len(), Kind::Table(rows, head)))
}

/// The number of rows above the last of the rules that follow one or two rows at the top of a table.
fn heads(run: &[Line]) -> usize {
    let top = run.iter().skip_while(|l| is_rule(&l.text)).take(4).map(|l| is_rule(&l.text));
    let top: Vec<bool> = top.collect();
    match top[..] {
        [false, true, false, true] => 2,
        [false, true, ..] => 1,
        _ => 0,
    }
}

/// Makes one head of so many rows: the words of a column below each other.
fn join_heads(rows: &mut Vec<Vec<String>>, count: usize) {
    for _ in 1..count.min(rows.len()) {
        let second = rows.remove(1);
        for (cell, below) in rows[0].iter_mut().zip(second).filter(|(_, below)| !below.is_empty()) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&below);
        }
    }
}

/// True for a number without a unit: `3`, `25.5`, `1,200`.
fn is_number(text: &str) -> bool {
    let inner = text.strip_prefix(['-', '+', '−']).unwrap_or(text);
    let edges = inner.starts_with(|c: char| c.is_ascii_digit()) && inner.ends_with(|c: char| c.is_ascii_digit());
    edges && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

/// True if a number and something else stand in a line.
fn begins_with_number(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(first, _)| is_number(first))
}

/// Runs of two and more spaces inside a text that do not follow the end of a sentence, three and more anywhere.
pub(super) fn gaps(text: &str) -> usize {
    let mut count = 0;
    let mut spaces = 0;
    let mut before = ' ';
    for c in text.chars() {
        if c == ' ' {
            spaces += 1;
            continue;
        }
        if spaces >= 3 || spaces == 2 && !matches!(before, '.' | '!' | '?' | ':' | '"') {
            count += 1;
        }
        (spaces, before) = (0, c);
    }
    count
}

/// True if seven in ten rows or more have as many cells as the longest, and the first has two at least.
fn rectangular(rows: &[Vec<String>]) -> bool {
    let most = rows.iter().map(Vec::len).max().unwrap_or(0);
    let full = rows.iter().filter(|row| row.len() == most).count();
    rows.first().is_some_and(|first| first.len() >= 2) && full * 10 >= rows.len() * 7
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    #[test]
    fn a_line_set_in_below_a_row_goes_on_with_its_last_cell() {
        let rows = |text: &str| match tabs(&of_text(text)) {
            Some((length, Kind::Table(rows, _))) => (length, rows.iter().map(|row| row.join("|")).collect::<Vec<_>>()),
            _ => (0, Vec::new()),
        };
        let games = "boggle:\ta game\ntrek:\tWe come in peace.\n\tNot always.\n\tAs they say.\nworm:\teat";
        let want = ["boggle:|a game", "trek:|We come in peace. Not always. As they say.", "worm:|eat"];
        assert_eq!(rows(games), (5, want.map(String::from).to_vec()));
        assert_eq!(rows("boggle:\ta game\nworm:\teat\n  two spaces\nhunt:\tthe beast").0, 2, "not set in so far");
        assert_eq!(rows("boggle:\ta game\n\tof words").0, 0, "one row is no table");
    }
}
