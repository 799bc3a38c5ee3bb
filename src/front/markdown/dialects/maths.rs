//! Formulas that are not between dollars: GitHub's `` $`x`$ ``, TeX's environments on separate lines, and the brackets
//! behind two backslashes that sites with MathJax use.

use crate::front::markdown::page::{Edit, Line, Page};

/// Environments that are a displayed formula by themselves, each with the environment of the same meaning between
/// dollars.
const ENVIRONMENTS: &[(&str, Option<&str>)] = &[
    ("equation", None),
    ("displaymath", None),
    ("math", None),
    ("align", Some("aligned")),
    ("flalign", Some("aligned")),
    ("gather", Some("gathered")),
    ("multline", Some("gathered")),
];

/// The longest formula in a line, in bytes.
const LONGEST: usize = 2000;
/// The most lines of an environment.
const MOST_LINES: usize = 300;

/// `` $`x`$ `` as `$x$`.
pub(super) fn ticked(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let text = page.text();
    let mut done = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), "$`") {
        let inside = page.after(at + 2, LONGEST);
        let Some(end) = inside.find("`$").filter(|_| at >= done) else { continue };
        let tex = &inside[..end];
        if tex.is_empty()
            || tex.contains(['`', '$', '\n'])
            || page.is_escaped(at)
            || page.in_code_already(at)
            || page.in_code_block(at)
        {
            continue;
        }
        done = at + 2 + end + 2;
        edits.push(Edit::new(at..done, format!("${}$", tex.trim())));
    }
    edits
}

/// `\begin{align}` and similar environments, from their line to the line of their end.
pub(super) fn environments(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let lines: Vec<Line> = page.lines().collect();
    let mut number = 0;
    while let Some(line) = lines.get(number) {
        number += 1;
        let Some(name) = line.body().strip_prefix("\\begin{").and_then(|rest| rest.split_once('}')).map(|(n, _)| n)
        else {
            continue;
        };
        let start = line.start + line.prefix().len();
        let known = ENVIRONMENTS.iter().find(|(known, _)| name.trim_end_matches('*') == *known);
        let Some((_, inner)) = known.filter(|_| !page.in_code(start)) else { continue };
        let close = format!("\\end{{{name}}}");
        let Some(last) = lines[number - 1..]
            .iter()
            .take(MOST_LINES)
            .take_while(|l| !l.is_blank())
            .position(|l| l.body().ends_with(&close))
        else {
            continue;
        };
        let last = &lines[number - 1 + last];
        let body: Vec<&str> =
            page.text()[start..last.end()].lines().map(|l| l.trim_matches([' ', '>', '\t'])).collect();
        let body = body.join("\n");
        let opening = format!("\\begin{{{name}}}");
        let tex = body.trim_start_matches(opening.as_str()).trim_end().trim_end_matches(close.as_str()).trim();
        let tex = inner.map_or(tex.to_string(), |inner| format!("\\begin{{{inner}}}\n{tex}\n\\end{{{inner}}}"));
        let prefix: String = line.prefix().to_string();
        let tex = tex.replace('\n', &format!("\n{prefix}"));
        edits.push(Edit::new(start..last.end(), format!("$$\n{prefix}{tex}\n{prefix}$$")));
    }
    edits
}

/// Formulas between lines of `$$` with blank lines in them, which end a paragraph but no formula of MathJax.
pub(super) fn with_gaps(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let signs: Vec<usize> = (0..lines.len()).filter(|n| lines[*n].body() == "$$").collect();
    let mut edits = Vec::new();
    for pair in signs.chunks_exact(2) {
        let inside = &lines[pair[0] + 1..pair[1]];
        let is_formula = inside.iter().any(|line| line.text.contains(['\\', '^', '_', '=']));
        let has_words = inside.iter().any(|line| line.body().ends_with('.') && line.body().split(' ').count() > 5);
        let gaps = inside.iter().filter(|line| line.is_blank());
        if is_formula && !has_words && inside.len() <= MOST_LINES && !page.in_code_block(lines[pair[0]].start) {
            edits.extend(gaps.map(|line| Edit::remove(line.start..line.end() + 1)));
        }
    }
    edits
}

/// `\\(x\\)` and `\\[x\\]`.
pub(super) fn brackets(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (open, close, sign) in [("\\\\(", "\\\\)", "$"), ("\\\\[", "\\\\]", "$$")] {
        let mut done = 0;
        for at in memchr::memmem::find_iter(page.text().as_bytes(), open) {
            let inside = page.after(at + 3, LONGEST);
            let Some(end) = inside.find(close).filter(|_| at >= done) else { continue };
            let tex = &inside[..end];
            if page.in_code(at) || tex.contains('$') || tex.contains("\n\n") || tex.trim().is_empty() {
                continue;
            }
            done = at + 3 + end + 3;
            edits.push(Edit::new(at..done, format!("{sign}{}{sign}", tex.trim())));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn formulas_come_between_dollars() {
        assert_eq!(rewritten(with_gaps, "$$\na = b\n\nc\n$$\n"), "$$\na = b\nc\n$$\n");
        let same = "$$\n\nIt cost 5 dollars = 4 pounds there.\n\n$$\n";
        assert_eq!(rewritten(with_gaps, same), same);
        assert_eq!(rewritten(ticked, "a $`b^2`$ c `$` d `$`"), "a $b^2$ c `$` d `$`");
        assert_eq!(rewritten(environments, "\\begin{equation}\nx\n\\end{equation}\n"), "$$\nx\n$$\n");
        assert_eq!(
            rewritten(environments, "> \\begin{align*}\n> a &= b\n> \\end{align*}\n"),
            "> $$\n> \\begin{aligned}\n> a &= b\n> \\end{aligned}\n> $$\n"
        );
        assert_eq!(
            rewritten(environments, "\\begin{itemize}\nx\n\\end{itemize}\n"),
            "\\begin{itemize}\nx\n\\end{itemize}\n"
        );
        assert_eq!(rewritten(brackets, "so \\\\( x \\\\) and \\\\[y\\\\]"), "so $x$ and $$y$$");
    }
}
