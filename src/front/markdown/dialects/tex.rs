//! Commands of TeX between Markdown, as authors for pandoc and R Markdown write them for PDF: `\footnote{words}`,
//! `\textbf{words}`, `\newpage`.

use crate::front::markdown::page::{Edit, Page};

/// The longest words of a command, in bytes.
const LONGEST: usize = 4000;

/// Commands with words, and the signs around their words.
const WITH_WORDS: &[(&str, &str, &str)] = &[
    ("footnote", "^[", "]"),
    ("textbf", "<strong>", "</strong>"),
    ("textit", "<em>", "</em>"),
    ("emph", "<em>", "</em>"),
    ("underline", "<u>", "</u>"),
    ("textsc", "<span class=\"small-caps\">", "</span>"),
];

/// Commands that are alone in their line and mean nothing on another page.
const ALONE: &[&str] = &[
    "\\newpage",
    "\\pagebreak",
    "\\clearpage",
    "\\begin{center}",
    "\\end{center}",
    "\\begin{flushright}",
    "\\end{flushright}",
];

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for at in page.find("\\").filter(|at| !page.is_verbatim(*at) && !page.in_address(*at)) {
        let rest = page.after(at + 1, LONGEST);
        let found = WITH_WORDS.iter().find_map(|(name, open, close)| {
            let inside = rest.strip_prefix(name)?.strip_prefix('{')?;
            closing(inside).map(|end| (name.len() + 2, end, open, close))
        });
        if let Some((length, end, open, close)) = found {
            let from = at + length;
            edits.push(Edit::new(at..from, *open));
            edits.push(Edit::new(from + end..from + end + 1, *close));
        }
    }
    let alone = page.lines().filter(|line| ALONE.contains(&line.body()) && !page.in_code(line.start));
    edits.extend(alone.map(|line| {
        Edit::leave_out(line.start + line.prefix().len()..line.end(), format!("the command {}", line.body()))
    }));
    edits
}

/// The brace that closes the words at the start of a text; words end with their paragraph.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return (at > 0).then_some(at),
            '}' => depth -= 1,
            '\n' if text[at + 1..].starts_with('\n') => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn commands_become_marks() {
        for (source, expected) in [
            ("Two.\\footnote{A \\emph{third} was empty.}\n", "Two.^[A <em>third</em> was empty.]\n"),
            ("\\newpage\n\n\\begin{center}\nThe end\n\\end{center}\n", "\n\n\nThe end\n\n"),
            (
                "\\textbf{Smith} and \\textsc{Hall}\n",
                "<strong>Smith</strong> and <span class=\"small-caps\">Hall</span>\n",
            ),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
        for same in
            ["`\\emph{a}` $\\textbf{a}$ \\\\emph{a}\n", "\\emph{a\n\nb}\n", "\\emph{} \\other{a}\n", "a \\newpage b\n"]
        {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
