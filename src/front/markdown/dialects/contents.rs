//! The place of a table of contents, alone in a paragraph: `[TOC]`, `[[_TOC_]]`, `${toc}`, `\tableofcontents`. It is left
//! out, because an edition makes contents of its own.

use crate::front::markdown::page::{Edit, Page};

/// All forms, in lower case.
const PLACES: &[&str] = &["[toc]", "[[toc]]", "[[_toc_]]", "{{toc}}", "${toc}", "@[toc]", "\\tableofcontents"];

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let is_place = |words: &str| PLACES.contains(&words.to_ascii_lowercase().as_str());
    let places = page.paragraphs().iter().filter(|paragraph| {
        let words = page.text()[(*paragraph).clone()].trim();
        // A definition elsewhere makes a link of it.
        words.len() <= 20 && is_place(words) && !page.is_link_start(paragraph.start)
    });
    let edit = |place: &std::ops::Range<usize>| {
        Edit::leave_out(place.start..place.start + page.text()[place.clone()].trim_end().len(), "a table of contents")
            .because("an edition makes its own")
    };
    places.map(edit).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn places_of_contents_go() {
        let text = "# A\n\n[TOC]\n\n[[_TOC_]]\n\n${toc}\n\n@[toc]\n\n\\tableofcontents\n\nB\n";
        assert_eq!(rewritten(read, text), "# A\n\n\n\n\n\n\n\n\n\n\n\nB\n");
        for same in ["The [TOC] of it\n", "`[TOC]`\n", "[toc]\n\n[toc]: /b\n", "- [TOC]\n", "[TOC] x\n"] {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
