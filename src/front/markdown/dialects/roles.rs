//! Names before words: MyST's roles, a name in braces before code, `` {ref}`the words <target>` ``, of which most are
//! words and no code; and directives, a name between a colon and brackets.

use super::attributes::{self, opening_bracket};
use crate::front::markdown::page::{Edit, Page};

/// The longest list of attributes, in bytes.
const LONGEST: usize = 400;

/// Roles that mark text as code.
const CODE: &[&str] = &["code", "literal", "file", "command", "option", "envvar", "program", "kbd"];

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for span in page.code_spans() {
        let before = &page.text()[page.line_start(span.start)..span.start];
        let Some(open) = before.strip_suffix('}').and_then(|b| b.rfind('{')) else { continue };
        let name = &before[open + 1..before.len() - 1];
        let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
        let start = span.start - (before.len() - open);
        if name.is_empty() || !name.chars().all(simple) || page.is_escaped(start) {
            continue;
        }
        let inside = page.text()[span.clone()].trim_matches('`').trim();
        let with = match name.rsplit(':').next().unwrap_or(name) {
            "math" => format!("${inside}$"),
            name if CODE.contains(&name) => page.text()[span.clone()].to_string(),
            "sub" => format!("<sub>{inside}</sub>"),
            "sup" => format!("<sup>{inside}</sup>"),
            // The target after the words is for the site's builder.
            _ if name.contains(':') => page.text()[span.clone()].to_string(),
            _ => words(inside).to_string(),
        };
        edits.push(Edit::new(start..span.end, with));
    }
    edits
}

/// The words of a directive in a text, `:abbr[HTML]{title="x"}`, or alone on a line, `::video[A talk]{#id}`.
pub(super) fn directives(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for at in page.find("]{") {
        let (Some(open), Some(end)) = (opening_bracket(page, at), page.after(at + 1, LONGEST).find('}')) else {
            continue;
        };
        let before = &page.text()[..open];
        let named = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let name = &before[named.len()..];
        let colons = named.len() - named.trim_end_matches(':').len();
        let start = named.len() - colons;
        let is_free = match colons {
            1 => !named[..start].ends_with(|c: char| c.is_alphanumeric()),
            2 => page.line_start(start) == start,
            _ => false,
        };
        let is_list = |inside: &str| inside.trim().is_empty() || attributes::parse(inside).is_some();
        let is_directive = is_free && name.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_directive
            && is_list(&page.text()[at + 2..at + 1 + end])
            && !page.is_escaped(start)
            && !page.is_verbatim(at)
        {
            edits.push(Edit::remove(start..open + 1));
            edits.push(Edit::remove(at..at + 2 + end));
        }
    }
    edits
}

/// The words before a target in angle brackets, or the target itself.
fn words(inside: &str) -> &str {
    match inside.strip_suffix('>').and_then(|rest| rest.split_once('<')) {
        Some(("", target)) => target,
        Some((words, _)) => words.trim(),
        None => inside,
    }
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn directives_keep_their_words() {
        for (source, expected) in [
            ("The :abbr[HTML]{title=\"Hyper\"} page, :badge[*new*]{}.", "The HTML page, *new*."),
            ("::video[A talk]{#a}\n", "A talk\n"),
        ] {
            assert_eq!(rewritten(directives, source), expected);
        }
        for same in ["x:y[z]{.a}", "`:a[b]{}`", "Note:[b]{.c}", ":a[b]", ":a[b]{c d}", "a ::b[c]{}", "\\:a[b]{}"] {
            assert_eq!(rewritten(directives, same), same);
        }
    }

    #[test]
    fn roles_keep_their_words() {
        for (source, expected) in [
            ("See {ref}`the pier <pier>` and {issue}`9475`.", "See the pier and 9475."),
            ("{math}`x^2`, {py:func}`len`, {code}`a`", "$x^2$, `len`, `a`"),
            ("{a b}`c` \\{d}`e` f`g`", "{a b}`c` \\{d}`e` f`g`"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }
}
