//! Pandoc's numbered examples: `(@)` and `(@good)` count through the whole text, and a later `(@good)` is replaced by
//! its number.

use std::collections::BTreeMap;

use crate::front::markdown::page::{Edit, Page};

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = 0;
    let mut items = Vec::new();
    for line in page.lines() {
        let at = line.start + line.prefix().len();
        let Some((label, rest)) = label(line.body()) else { continue };
        if !rest.starts_with(' ') || page.in_code(at) {
            continue;
        }
        // A label that has a number refers to the same example again.
        let number = *numbers.entry(label).or_insert_with(|| {
            count += 1;
            count
        });
        if label.is_empty() {
            numbers.remove("");
        }
        items.push(at);
        edits.push(Edit::new(at..at + label.len() + "(@)".len(), format!("{number}.")));
    }
    for at in page.find("(@").filter(|at| items.binary_search(at).is_err()) {
        if let Some((label, _)) = label(&page.text()[at..])
            && let Some(number) = numbers.get(label)
        {
            edits.push(Edit::new(at..at + label.len() + "(@)".len(), format!("({number})")));
        }
    }
    if items.is_empty() { Vec::new() } else { edits }
}

/// The label in `(@label)` with which a text begins, and the rest.
fn label(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.strip_prefix("(@")?.split_once(')')?;
    label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).then_some((label, rest))
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn examples_are_numbered_through_the_text() {
        for (source, expected) in [
            (
                "(@) One.\n(@good) Two.\n\nAs (@good) shows.\n\n(@) Three.\n",
                "1. One.\n2. Two.\n\nAs (2) shows.\n\n3. Three.\n",
            ),
            ("Ask (@ada) or (@ben) for it.\n", "Ask (@ada) or (@ben) for it.\n"),
            ("`(@a) b`\n", "`(@a) b`\n"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }
}
