//! Lists of terms: MDN's, as lists in lists, and lines that only look like one.

use crate::front::markdown::page::{Edit, Line, Page};

/// `:smile:` or `:::` at the start of a line is not a definition, which has a space after its colon.
pub(super) fn colons(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in page.lines() {
        let at = line.start + line.prefix().len();
        let after = line.body().strip_prefix(':');
        if after.is_some_and(|rest| !rest.starts_with([' ', '\t', ':']) && !rest.is_empty()) && !page.is_verbatim(at) {
            edits.push(Edit::insert(at, "\\"));
        }
    }
    edits
}

/// A term of MDN's: an item, and in it a list with a single item that begins with a colon.
pub(super) fn terms(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    let mut number = 0;
    while number < lines.len() {
        let count = list(&lines[number..]);
        if count == 0 || page.in_code(lines[number].start + lines[number].indent()) {
            number += 1;
            continue;
        }
        rewrite(&lines[number..number + count], &mut edits);
        number += count;
    }
    edits
}

/// The indentation of a term with its definition below it.
fn term(lines: &[Line]) -> Option<usize> {
    let [term, definition, ..] = lines else { return None };
    let indent = term.indent();
    let item = |line: &Line| line.text[line.indent()..].starts_with("- ");
    let colon = definition.indent() == indent + 2 && definition.text[indent + 2..].starts_with("- : ");
    (item(term) && colon && !term.text[indent..].starts_with("- : ")).then_some(indent)
}

/// The number of lines of a list of terms; 0 without such a list.
fn list(lines: &[Line]) -> usize {
    let Some(indent) = term(lines) else { return 0 };
    let mut count = 2;
    while let Some(line) = lines.get(count) {
        let below = line.is_blank() || line.indent() >= indent + 4;
        if !below && term(&lines[count..]) != Some(indent) {
            break;
        }
        count += if below { 1 } else { 2 };
    }
    count - lines[..count].iter().rev().take_while(|line| line.is_blank()).count()
}

/// The lines of a list of terms: terms lose their marker, definitions keep their colon, all below moves left with them.
fn rewrite(lines: &[Line], edits: &mut Vec<Edit>) {
    let indent = lines[0].indent();
    let mut number = 0;
    while number < lines.len() {
        let line = &lines[number];
        if term(&lines[number..]) == Some(indent) {
            // A blank line before each term keeps the definition above from going on.
            let gap = if number > 0 { "\n" } else { "" };
            edits.push(Edit::new(line.start..line.start + indent + 2, format!("{gap}{}", " ".repeat(indent))));
            let next = &lines[number + 1];
            edits.push(Edit::new(next.start..next.start + indent + 6, format!("{}: ", " ".repeat(indent))));
            number += 2;
            continue;
        }
        if !line.is_blank() {
            edits.push(Edit::remove(line.start..line.start + 2));
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn a_definition_has_a_space() {
        let text = "Thanks\n:smile: and\n\nNote\n:thumbsup:\n\nTerm\n: Definition\n\n```\n:x\n```\n";
        let expected = "Thanks\n\\:smile: and\n\nNote\n\\:thumbsup:\n\nTerm\n: Definition\n\n```\n:x\n```\n";
        assert_eq!(rewritten(colons, text), expected);
    }

    #[test]
    fn lists_of_terms_are_definitions() {
        let text = "- `a`\n  - : One.\n\n    More.\n- `b`\n  - : Two\n    lines.\n\nText.\n";
        assert_eq!(rewritten(terms, text), "`a`\n: One.\n\n  More.\n\n`b`\n: Two\n  lines.\n\nText.\n");
        let plain = "- a\n  - b: c\n- d\n";
        assert_eq!(rewritten(terms, plain), plain);
    }
}
