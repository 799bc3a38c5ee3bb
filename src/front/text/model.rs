//! The learned judges of plain text.
//!
//! A judge computes the log-odds that a unit is of its kind: part of the article, a heading, the title, the first line
//! of a paragraph. `benches/train_text.py` writes them into [`super::weights`] as tables, so that nothing is read or
//! allocated at start. Headings are judged by a network as well, and the mean of both log-odds counts, because they err
//! on different lines. The words of a line are judged separately; the result becomes one feature among the others: see
//! [`Words`].

use super::weights;
use super::words::Words;
use crate::front::trees::Judge;

/// The judge that decides by its words if a short line is a heading.
pub(super) fn heading_words() -> &'static Words {
    &weights::heading::WORDS
}

/// The judge that decides if a unit of a page belongs to its article.
pub(super) fn article() -> &'static Judge {
    &weights::article::JUDGE
}

/// The judge that decides if a unit of an article is a heading.
pub(super) fn heading() -> &'static Judge {
    &weights::heading::JUDGE
}

/// The judge that decides if a line at the head of a page is the article's title.
pub(super) fn title() -> &'static Judge {
    &weights::title::JUDGE
}

/// The judge that decides if a paragraph ends with a full line, for texts that mark paragraphs only by short last
/// lines.
pub(super) fn ends() -> &'static Judge {
    &weights::ends::JUDGE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tree_is_whole_and_its_children_come_after_their_parent() {
        [article(), heading(), title(), ends()].into_iter().for_each(Judge::assert_whole);
    }

    #[test]
    fn the_words_of_headings_can_be_searched() {
        assert!(heading_words().weights.is_sorted_by_key(|(term, _)| *term) && heading_words().weights.len() > 20);
    }
}
