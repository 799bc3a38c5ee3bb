//! Kickers inside the title's heading: a word or two over the title, in an element of their own.
//!
//! The page's titles for machines lack them, so they are no part of the title; only the look parts the two.

use crate::doc::count::letters;
use crate::front::html::dom::headings::heading_words;
use crate::front::html::dom::{Dom, Id};

/// Most words of a kicker.
const WORDS: usize = 4;
/// This many headings may be the title.
const HEADINGS: usize = 4;

/// Puts the kicker into a line of its own above the heading.
pub(crate) fn part(dom: &mut Dom) {
    let stated = stated_titles(dom);
    let headings: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "h1").take(HEADINGS).collect();
    for heading in headings {
        if let Some(kicker) = kicker(dom, heading, &stated) {
            let line = dom.new_element("p");
            dom.set_attr(line, "class", "kicker");
            dom.remove(kicker);
            dom.append(line, kicker);
            dom.insert_before(heading, line);
        }
    }
}

/// The letters of the titles of the window and of link previews.
pub(super) fn stated_titles(dom: &Dom) -> Vec<String> {
    let of_meta = |id: Id| {
        let name = dom.attr(id, "property").or(dom.attr(id, "name"))?;
        matches!(name, "og:title" | "twitter:title").then(|| dom.value(id, "content").map(letters)).flatten()
    };
    let title = |id: Id| match dom.tag(id) {
        "meta" => of_meta(id),
        "title" if dom.closest(id, "svg").is_none() => Some(letters(&dom.words_of(id))),
        _ => None,
    };
    dom.descendants(Dom::ROOT).filter_map(title).filter(|title| !title.is_empty()).collect()
}

/// The first element of a heading, if two stated titles at least have only the words behind it, or those first.
fn kicker(dom: &Dom, heading: Id, stated: &[String]) -> Option<Id> {
    let first = dom.children(heading).find(|child| dom.has_words(*child)).filter(|first| dom.is_element(*first))?;
    let (whole, own) = (letters(&heading_words(dom, heading)), letters(&dom.words_of(first)));
    let rest = whole.strip_prefix(&own).filter(|rest| !own.is_empty() && !rest.is_empty())?;
    let is_short = dom.words_of(first).split(' ').count() <= WORDS && rest.len() > own.len();
    let agree =
        stated.len() >= 2 && stated.iter().all(|title| title.starts_with(rest)) && stated.iter().any(|t| t == rest);
    (is_short && agree && dom.find(first, "img").is_none()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(titles: [&str; 2], heading: &str) -> String {
        let [window, preview] = titles;
        let html = format!("<title>{window}</title><meta property=og:title content='{preview}'><h1>{heading}</h1>");
        let mut dom = Dom::document(&html);
        part(&mut dom);
        dom.find(Dom::ROOT, "h1").map(|h1| dom.words_of(h1)).unwrap_or_default()
    }

    #[test]
    fn a_kicker_is_no_part_of_a_title_that_lacks_it() {
        let lack = ["The mole at dusk | Harbour", "The mole at dusk"];
        let kicker = "<span>Travel</span> The mole at dusk";
        assert_eq!(heading(lack, kicker), "The mole at dusk");
        assert_eq!(heading(lack, "<small>Travel: </small><b>The mole at dusk</b>"), "The mole at dusk");
        assert_eq!(
            heading(lack, "<em>Travel and all the ropes of</em> The mole at dusk"),
            "Travel and all the ropes of The mole at dusk"
        );
        assert_eq!(heading(["Travel: The mole at dusk", "The mole at dusk"], kicker), "Travel The mole at dusk");
        assert_eq!(heading(lack, "<em>The mole</em> at dusk"), "The mole at dusk", "a word in italics");
        assert_eq!(
            heading(["At dusk", "At dusk"], "<em>The mole</em> at dusk"),
            "The mole at dusk",
            "longer than the rest"
        );
    }
}
