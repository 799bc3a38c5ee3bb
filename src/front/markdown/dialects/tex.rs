//! Commands of TeX between Markdown, as authors for pandoc and R Markdown write them for PDF: `\footnote{words}`,
//! `\textbf{words}`, `\newpage`.

use std::collections::BTreeSet;

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
    ("texttt", "<code>", "</code>"),
    ("textsuperscript", "<sup>", "</sup>"),
    ("textsubscript", "<sub>", "</sub>"),
    ("includegraphics", "![](<", ">)"),
    ("url", "<", ">"),
];

/// Commands that cite: their keys stay, because they name the works.
const CITES: &[&str] =
    &["cite", "citep", "citet", "citealp", "citealt", "citeauthor", "parencite", "textcite", "autocite", "footcite"];

/// Commands that refer to a label.
const REFERENCES: &[&str] = &["ref", "autoref", "cref", "Cref", "pageref", "nameref", "eqref"];

/// Commands with an argument that means nothing on another page.
const SILENT: &[&str] = &[
    "label", "vspace", "vspace*", "hspace", "hspace*", "nocite", "bibliography", "bibliographystyle", "thispagestyle",
    "pagestyle", "addcontentsline", "setcounter",
];

/// Commands that are alone in their line and mean nothing on another page.
const ALONE: &[&str] = &[
    "\\newpage", "\\pagebreak", "\\clearpage", "\\cleardoublepage", "\\noindent", "\\bigskip", "\\medskip",
    "\\smallskip", "\\vfill", "\\centering", "\\maketitle", "\\tableofcontents", "\\appendix", "\\printbibliography",
    "\\listoffigures", "\\listoftables", "\\begin{center}", "\\end{center}", "\\begin{flushright}",
    "\\end{flushright}",
];

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let labels = labels(page.text());
    for at in page.find("\\").filter(|at| !page.is_verbatim(*at) && !page.in_address(*at)) {
        edits.extend(command(page, at, &labels));
    }
    let alone = page.lines().filter(|line| ALONE.contains(&line.body()) && !page.in_code(line.start));
    edits.extend(alone.map(|line| {
        Edit::leave_out(line.start + line.prefix().len()..line.end(), format!("the command {}", line.body()))
    }));
    edits
}

/// The names of all labels in a text.
fn labels(text: &str) -> BTreeSet<&str> {
    const SIGN: &str = "\\label{";
    let found = memchr::memmem::find_iter(text.as_bytes(), SIGN).map(|at| &text[at + SIGN.len()..]);
    found.filter_map(|rest| rest[..rest.floor_char_boundary(100)].split_once('}')).map(|(name, _)| name).collect()
}

/// The command that begins at `at`.
fn command(page: &Page, at: usize, labels: &BTreeSet<&str>) -> Vec<Edit> {
    let rest = page.after(at + 1, LONGEST);
    let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (name, after) = rest.split_at(length);
    // A path of Windows has the same sign.
    if name.is_empty()
        || page.text()[..at].ends_with(|c: char| c.is_alphanumeric() && c.is_ascii() || c == ':') && !has_words(name)
    {
        return Vec::new();
    }
    if let (true, rest) =
        (matches!(name, "LaTeX" | "TeX"), after.strip_prefix("{}").or(after.strip_prefix(' ')).unwrap_or(after))
    {
        let used = if after.starts_with("{}") { after.len() - rest.len() } else { 0 };
        return vec![Edit::new(at..at + 1 + length + used, name)];
    }
    if name == "noindent" && after.starts_with(' ') && page.line_start(at) == at {
        return vec![Edit::remove(at..at + 1 + length + 1)];
    }
    // Options stand in brackets.
    let options = after.strip_prefix('[').and_then(|inside| inside.split(['\n', '{']).next()?.split_once(']'));
    let options = options.map(|(options, _)| options);
    let after_options = options.map_or(after, |options| &after[options.len() + 2..]);
    let Some(inside) = after_options.strip_prefix('{') else { return Vec::new() };
    let Some(end) = closing(inside) else { return Vec::new() };
    let from = at + 1 + rest.len() - inside.len();
    let whole = at..from + end + 1;
    let words = &inside[..end];
    if let Some((_, open, close)) = WITH_WORDS.iter().find(|(known, ..)| *known == name) {
        return vec![Edit::new(at..from, *open), Edit::new(from + end..from + end + 1, *close)];
    }
    let is_key = !words.contains(['\n', '{', '\\']);
    match name {
        "href" => {
            let title = inside[end + 1..].strip_prefix('{').and_then(|title| Some(&title[..closing(title)?]));
            let link =
                title.map(|title| Edit::new(whole.start..whole.end + title.len() + 2, format!("[{title}](<{words}>)")));
            link.into_iter().collect()
        }
        name if CITES.contains(&name) && is_key => {
            let keys = words.split(',').map(str::trim).collect::<Vec<_>>().join("; ");
            let place =
                options.filter(|place| !place.trim().is_empty()).map_or(String::new(), |place| format!(", {place}"));
            vec![Edit::new(unbroken(page, at)..whole.end, format!("{}\\[{keys}{place}\\]", space(page, at)))]
        }
        // A label that some formula has is replaced by its number later.
        name if REFERENCES.contains(&name) && is_key && !labels.contains(words) => {
            vec![Edit::new(unbroken(page, at)..whole.end, format!("{}\\[{words}\\]", space(page, at)))]
        }
        name if SILENT.contains(&name) && is_key => {
            vec![Edit::leave_out(whole.clone(), format!("the command {}", &page.text()[whole]))]
        }
        _ => Vec::new(),
    }
}

/// True for commands that may follow a letter directly, such as a note.
fn has_words(name: &str) -> bool {
    WITH_WORDS.iter().any(|(known, ..)| *known == name)
}

/// The start of the tie before a command: `Figure~\ref{a}`.
fn unbroken(page: &Page, at: usize) -> usize {
    if page.text()[..at].ends_with('~') { at - 1 } else { at }
}

fn space(page: &Page, at: usize) -> &'static str {
    if page.text()[..at].ends_with('~') { "\u{a0}" } else { "" }
}

/// The brace that closes the words at the start of a text; words end with their paragraph.
pub(super) fn closing(text: &str) -> Option<usize> {
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
            ("So \\citep[p. 3]{a, b}~\\ref{c}. \\vspace{1cm}\n", "So \\[a; b, p. 3\\]\u{a0}\\[c\\]. \n"),
            ("\\includegraphics[width=3cm]{a.png} \\href{b}{c} \\LaTeX{}\n", "![](<a.png>) [c](<b>) LaTeX\n"),
            ("See \\ref{a}.\n\n$$x \\label{a}$$\n", "See \\ref{a}.\n\n$$x \\label{a}$$\n"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
        for same in [
            "`\\emph{a}` $\\textbf{a}$ \\\\emph{a}\n",
            "\\emph{a\n\nb}\n",
            "\\emph{} \\other{a}\n",
            "a \\newpage b\n",
            "C:\\ref{a} \\cite a \\label\n",
        ] {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
