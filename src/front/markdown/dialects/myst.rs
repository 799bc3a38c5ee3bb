//! Marks of MyST between blocks: labels, comments, breaks; and the labels of displayed formulas, which Quarto has too.

use super::attributes;
use crate::front::markdown::page::{Edit, Page};

/// `(the-label)=` above a heading or a figure.
pub(super) fn labels(page: &Page) -> Vec<Edit> {
    let is_label = |body: &str| {
        let inside = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(")="));
        inside.is_some_and(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_:./ ".contains(c))
        })
    };
    let lines = page.lines().filter(|line| is_label(line.body()) && !page.in_code(line.start));
    lines.map(|line| Edit::remove(line.start + line.prefix().len()..line.end())).collect()
}

/// `% a comment`, and `+++` between cells.
pub(super) fn comments(page: &Page) -> Vec<Edit> {
    let is_comment = |text: &str| text.starts_with("% ") || text.trim_end() == "%";
    let is_break = |text: &str| text.strip_prefix("+++").is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let lines = page.lines().filter(|line| !page.in_code(line.start));
    lines
        .filter_map(|line| match line.text {
            text if is_comment(text) => Some(Edit::leave_out(line.start..line.end(), "a comment")),
            text if is_break(text) => Some(Edit::remove(line.start..line.end())),
            _ => None,
        })
        .collect()
}

/// `$$ (label)` and `$$ {#eq-label}` where a displayed formula ends.
pub(super) fn labelled_formulas(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in page.lines() {
        let Some((before, label)) = line.text.rsplit_once("$$") else { continue };
        let label = label.trim();
        let named =
            |inside: &str| !inside.is_empty() && inside.chars().all(|c| c.is_alphanumeric() || "-_:.".contains(c));
        let is_label = label.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).is_some_and(named)
            || label
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'))
                .is_some_and(|list| attributes::parse(list).is_some());
        let at = line.start + before.len() + 2;
        if is_label && !page.in_code_block(line.start) && !page.in_code(at) {
            edits.push(Edit::remove(at..line.end()));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn labels_and_comments_go() {
        assert_eq!(rewritten(labels, "(my-label)=\n# A\n\n(a) = b\n\n`(c)=`\n"), "\n# A\n\n(a) = b\n\n`(c)=`\n");
        assert_eq!(rewritten(comments, "% a\n+++\nb\n\n50 % c\n+++ {\"tags\": []}\n"), "\n\nb\n\n50 % c\n\n");
    }

    #[test]
    fn formulas_lose_their_labels() {
        for (source, expected) in [
            ("$$\nx = y\n$$ (eq-b)\n", "$$\nx = y\n$$\n"),
            ("$$ x $$ {#eq-sq}\n", "$$ x $$\n"),
            ("It costs 3 $$ (or 4).\n", "It costs 3 $$ (or 4).\n"),
        ] {
            assert_eq!(rewritten(labelled_formulas, source), expected);
        }
    }
}
