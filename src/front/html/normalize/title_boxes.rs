//! The title of a page without a heading of the first rank, in a box that a class names the title.

use super::kickers::stated_titles;
use crate::doc::count::letters;
use crate::front::html::dom::{Dom, Id};

/// Classes of the box with an article's title.
const NAMES: &[&str] = &["post-title", "entry-title", "article-title", "story-title", "page-title", "headline"];

/// Makes a heading of the box, if it is the only one and a stated title has its words.
pub(crate) fn make_heading(dom: &mut Dom) {
    const WORDS: usize = 2;
    if dom.descendants(Dom::ROOT).any(|id| dom.tag(id) == "h1" && dom.has_words(id)) {
        return;
    }
    let stated = stated_titles(dom);
    let is_title = |id: &Id| {
        matches!(dom.tag(*id), "div" | "p" | "span")
            && dom.has_any_class(*id, NAMES)
            && !dom.descendants(*id).any(|part| dom.is_heading(part))
            && dom.words_of(*id).split(' ').nth(WORDS - 1).is_some()
            && stated.iter().any(|title| title.contains(&letters(&dom.words_of(*id))))
    };
    let mut titles = dom.descendants(Dom::ROOT).filter(is_title);
    if let (Some(title), None) = (titles.next(), titles.next()) {
        drop(titles);
        dom.rename(title, "h1");
    }
}
