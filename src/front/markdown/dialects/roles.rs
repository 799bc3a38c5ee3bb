//! MyST's roles: a name in braces before code, `` {ref}`the words <target>` ``. Most are words and no code.

use crate::front::markdown::page::{Edit, Page};

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
