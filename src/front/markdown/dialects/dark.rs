//! Pictures for dark pages, paired with pictures for light pages: GitHub's `#gh-dark-mode-only`, Chirpy's `{: .dark }`.
//! Paper is light.

use super::attributes;
use crate::front::markdown::page::{Edit, Page};

/// Ends of the addresses of pictures for dark pages, and for light ones.
const DARK: &[&str] = &["#gh-dark-mode-only", "#only-dark"];
const LIGHT: &[&str] = &["#gh-light-mode-only", "#only-light"];

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let text = page.text();
    let mut edits = Vec::new();
    let leave_out = |at: usize, end: usize| {
        let picture = page.picture_at(at)?;
        let whole = picture.start..picture.end.max(end);
        Some(Edit::leave_out(whole, "a picture for dark pages"))
    };
    for end in DARK {
        edits.extend(page.find(end).filter_map(|at| leave_out(at, 0)));
    }
    for end in LIGHT {
        let shown = page.find(end).filter(|at| page.picture_at(*at).is_some());
        edits.extend(shown.map(|at| Edit::remove(at..at + end.len())));
    }
    // `![Boats](a.png){: .dark }` below its twin.
    let is_shown_light = text.contains(".light");
    for at in page.find("{").filter(|_| is_shown_light) {
        let Some(picture) = page.link_before(at).filter(|link| text[link.start..].starts_with('!')) else { continue };
        let Some(length) = text[at..].find('}').filter(|length| *length < 200) else { continue };
        let list = attributes::parse(text[at + 1..at + length].trim_start_matches(':'));
        if list.is_some_and(|list| list.classes.iter().any(|class| class == "dark")) {
            edits.extend(leave_out(picture.start, at + length + 1));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn the_picture_for_light_pages_stays() {
        for (source, expected) in [
            ("![a](b.png#gh-dark-mode-only)![a](c.png#gh-light-mode-only)", "![a](c.png)"),
            (
                "![a](b.png){: .light }\n![a](c.png){: .dark .shadow }\n_A pier._\n",
                "![a](b.png){: .light }\n\n_A pier._\n",
            ),
            ("[a](#only-dark) `#gh-dark-mode-only`", "[a](#only-dark) `#gh-dark-mode-only`"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }
}
