//! Environments of LaTeX between Markdown that are no formulas: lists, figures, tables, quotations.

use std::collections::BTreeSet;
use std::ops::Range;

use super::tex::closing;
use crate::front::markdown::page::{Edit, Line, Page};

/// The most environments around a line.
const MOST_OPEN: usize = 12;

/// What an environment holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Items with a mark.
    Items(&'static str),
    /// A picture or a table, and its caption.
    Float,
    Quotation,
    Table,
}

const ENVIRONMENTS: &[(&[&str], Holds)] = &[
    (&["itemize"], Holds::Items("- ")),
    (&["enumerate"], Holds::Items("1. ")),
    (&["figure", "figure*", "wrapfigure", "table", "table*"], Holds::Float),
    (&["quote", "quotation"], Holds::Quotation),
    (&["tabular", "tabular*", "tabularx", "longtable"], Holds::Table),
];

/// Reads the environments whose tags stand in lines of their own.
pub(super) fn read(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut open: Vec<(&str, Holds)> = Vec::new();
    // Environments without an end further down.
    let mut unclosed: BTreeSet<&str> = BTreeSet::new();
    let mut edits = Vec::new();
    let mut number = 0;
    while let Some(line) = lines.get(number) {
        number += 1;
        let start = line.start + line.prefix().len();
        let body = line.body();
        if page.in_code(start) {
            continue;
        }
        if let Some((name, holds)) =
            tag(body, "\\begin{").filter(|(name, _)| open.len() < MOST_OPEN && !unclosed.contains(name))
        {
            let end = format!("\\end{{{name}}}");
            let Some(length) = lines[number..].iter().position(|line| line.body() == end) else {
                unclosed.insert(name);
                continue;
            };
            if holds == Holds::Table {
                let rows: Vec<&str> = lines[number..number + length].iter().map(Line::body).collect();
                let last = lines[number + length].end();
                let range = start..last;
                number += length + 1;
                edits.push(Edit::new(range, table(&rows, line.prefix())));
                continue;
            }
            let apart = if matches!(holds, Holds::Items(_)) && !open.is_empty() {
                whole(page, line)
            } else {
                start..line.end()
            };
            edits.push(Edit::remove(apart));
            open.push((name, holds));
            continue;
        }
        let Some((name, holds)) = open.last().copied() else { continue };
        if body.strip_prefix("\\end{").and_then(|rest| rest.strip_suffix('}')) == Some(name) {
            open.pop();
            let is_inner = matches!(holds, Holds::Items(_)) && !open.is_empty();
            edits.push(Edit::remove(if is_inner { whole(page, line) } else { start..line.end() }));
            continue;
        }
        edits.extend(within(page, line, holds, &open));
    }
    edits
}

/// A line of an environment.
fn within(page: &Page, line: &Line, holds: Holds, open: &[(&str, Holds)]) -> Option<Edit> {
    let start = line.start + line.prefix().len();
    let body = line.body();
    match holds {
        Holds::Items(mark) => {
            let marks = open[..open.len() - 1]
                .iter()
                .map(|(_, holds)| if let Holds::Items(mark) = holds { mark.len() } else { 0 });
            let indent = " ".repeat(marks.sum());
            let Some(rest) = body.strip_prefix("\\item").filter(|rest| rest.is_empty() || rest.starts_with([' ', '[']))
            else {
                return Some(Edit::new(line.start..start, format!("{indent}{}", " ".repeat(mark.len()))));
            };
            let label = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
            let (label, rest) =
                label.map_or((String::new(), rest), |(label, rest)| (format!("<strong>{label}</strong> "), rest));
            let end = line.start + line.text.trim_end().len();
            Some(Edit::new(line.start..end - rest.trim_start().len(), format!("{indent}{mark}{label}")))
        }
        Holds::Float => {
            let word = body.split(['{', '[']).next().unwrap_or("");
            match word {
                "\\centering" | "\\label" | "\\small" => Some(Edit::remove(whole(page, line))),
                "\\caption" => {
                    let inside = body.strip_prefix("\\caption{")?;
                    let end = closing(inside)?;
                    // Below a picture it is the next line, below a table a paragraph.
                    let is_table = open.last().is_some_and(|(name, _)| name.starts_with("table"));
                    let apart = if is_table { "\n" } else { "" };
                    Some(Edit::new(start..line.end(), format!("{apart}<em>{}</em>{apart}", &inside[..end])))
                }
                _ => None,
            }
        }
        Holds::Quotation => Some(Edit::insert(start, "> ")),
        Holds::Table => None,
    }
}

/// The known environment that a line opens: its name.
fn tag<'l>(line: &'l str, sign: &str) -> Option<(&'l str, Holds)> {
    let (name, rest) = line.strip_prefix(sign)?.split_once('}')?;
    let rest = rest.trim();
    let known = ENVIRONMENTS.iter().find(|(names, _)| names.contains(&name)).map(|(_, holds)| *holds)?;
    (rest.is_empty() || rest.starts_with(['[', '{'])).then_some((name, known))
}

/// A line with its end.
fn whole(page: &Page, line: &Line) -> Range<usize> {
    line.start..(line.end() + 1).min(page.text().len())
}

/// The rows of a table, `a & b \\`, as a table between bars.
fn table(lines: &[&str], prefix: &str) -> String {
    const RULES: &[&str] =
        &["\\hline", "\\toprule", "\\midrule", "\\bottomrule", "\\endhead", "\\endfirsthead", "\\centering"];
    let mut text = lines.join(" ");
    RULES.iter().for_each(|rule| text = text.replace(rule, ""));
    let rows: Vec<Vec<String>> = text
        .split("\\\\")
        .filter(|row| !row.trim().is_empty())
        .map(|row| {
            row.replace("\\&", "\u{1}")
                .split('&')
                .map(|cell| cell.trim().replace('\u{1}', "&").replace('|', "\\|"))
                .collect()
        })
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<&str> = (0..columns).map(|n| row.get(n).map_or("", String::as_str)).collect();
        out.push_str(&format!("\n{prefix}| {} |", cells.join(" | ")));
        if number == 0 {
            out.push_str(&format!("\n{prefix}|{}", "---|".repeat(columns)));
        }
    }
    out + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn environments_are_read() {
        for (source, expected) in [
            ("\\begin{itemize}\n\\item one\n  and\n\\item two\n\\end{itemize}\n", "\n- one\n  and\n- two\n\n"),
            (
                "\\begin{enumerate}\n\\item a\n\\begin{itemize}\n\\item b\n\\end{itemize}\n\\end{enumerate}\n",
                "\n1. a\n   - b\n\n",
            ),
            (
                "\\begin{figure}[h]\n\\centering\n\\includegraphics{a.png}\n\\caption{The \\emph{pier}}\n\\label{b}\n\\end{figure}\n",
                "\n\\includegraphics{a.png}\n<em>The \\emph{pier}</em>\n\n",
            ),
            ("\\begin{quote}\na\n\\end{quote}\n", "\n> a\n\n"),
            (
                "\\begin{tabular}{ll}\n\\hline\na & b \\\\\nc \\& d & e\n\\end{tabular}\n",
                "\n| a | b |\n|---|---|\n| c & d | e |\n\n",
            ),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
        for same in
            ["\\begin{itemize}\n\\item a\n", "```\n\\begin{quote}\na\n\\end{quote}\n```\n", "See \\begin{quote} a.\n"]
        {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
