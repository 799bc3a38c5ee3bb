//! The bars of links that calibre sets around each article of a newspaper that it makes a book of.

use crate::front::html::dom::measure::linked_length;
use crate::front::html::dom::{Dom, Id};

/// Most bytes of the words of a bar outside its links: "This article was downloaded by calibre from".
const WORDS: usize = 80;

/// Drops the bars.
pub(crate) fn drop(dom: &mut Dom) {
    let is_bar = |d: &Id| {
        dom.has_class(*d, "calibre_navbar") && {
            let length = dom.words_of(*d).len();
            length.saturating_sub(linked_length(dom, *d)) <= WORDS && linked_length(dom, *d) > 0
        }
    };
    let bars: Vec<Id> = dom.descendants(Dom::ROOT).filter(is_bar).collect();
    bars.into_iter().for_each(|bar| dom.remove(bar));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bars_of_links_go() {
        let kept = |html: &str| {
            let mut dom = Dom::fragment(html);
            drop(&mut dom);
            dom.words_of(Dom::ROOT)
        };
        let bar = "<div class=calibre_navbar>| <a href=/2>Next</a> | <a href=/>Main menu</a> |</div><p>The jib.</p>";
        assert_eq!(kept(bar), "The jib.");
        let text = "<div class=calibre_navbar><p>A bar of sand lies before the <a href=/h>harbour</a>, and no ship that \
                    draws more than six feet comes over it at any time of the year, the pilots say.</p></div>";
        assert!(kept(text).starts_with("A bar of sand"));
    }
}
