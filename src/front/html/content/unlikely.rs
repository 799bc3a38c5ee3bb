//! Leaves out blocks of the chosen part that are hardly article: a request to subscribe, a teaser, a form for comments.
//!
//! Many have no telling name, but the block model gives them a low probability. Blocks above the text are kept, because
//! authors and dates are read there.

use super::Article;
use super::blocks::{TextBlock, TextBlocks};
use super::select;
use crate::front::html::dom::{Dom, Id, headings};
use crate::front::html::normalize::toggles::OPENED;
use crate::front::html::removals::outside;
use crate::front::removal::Reason;
use crate::lang::Labels;

/// A block with a lower probability is left out. In folds by site, 0.25 gains more and harms more pages.
const UNLIKELY: f32 = 0.2;

/// A block with this many words may be a paragraph of the text and is kept. Without this bound the folds gain no more.
const LONG: u32 = 40;

/// Nothing is left out if that were more than this share of the words, because the model does not know such pages.
const MOST: f32 = 1.0 / 3.0;

/// The box of a recipe is at most so many boxes above the heading of its ingredients, and a page has at most so many.
const RECIPE_DEPTH: usize = 5;
const MOST_RECIPES: usize = 8;

/// Leaves out unlikely blocks below the first likely one.
pub(crate) fn leave_out(dom: &Dom, article: &mut Article, blocks: &TextBlocks, probabilities: &[f32]) {
    let coverage = blocks.coverage(dom, article.root, &article.removed);
    let kept: Vec<usize> = (0..coverage.len()).filter(|at| coverage[*at] >= 0.5).collect();
    let Some(first) = kept.iter().position(|at| probabilities[*at] >= select::LIKELY) else { return };
    let recipes = recipes(dom, article.root);
    let mut goes = vec![false; coverage.len()];
    let mut next_goes = true;
    for at in kept[first..].iter().rev() {
        let TextBlock { host, words, .. } = blocks.blocks[*at];
        let is_measure = || is_measure(dom, &recipes, &blocks.blocks[*at]);
        // A heading belongs to the block below it.
        next_goes = probabilities[*at] < UNLIKELY
            && words < LONG
            && !is_structure(dom, article, host)
            && !is_measure()
            && (next_goes || !is_heading(dom, host));
        goes[*at] = next_goes;
    }
    // A description belongs to its term.
    for pair in kept.windows(2) {
        let tag = |at: usize| dom.tag(blocks.blocks[at].host);
        if tag(pair[1]) == "dd" && matches!(tag(pair[0]), "dt" | "dd") && !goes[pair[0]] {
            goes[pair[1]] = false;
        }
    }
    let going: Vec<f32> = coverage.iter().zip(&goes).map(|(share, goes)| if *goes { *share } else { 0.0 }).collect();
    if select::words(&going, blocks) > MOST * select::words(&coverage, blocks) {
        return;
    }
    let stays = |block: u32| !goes[block as usize] && coverage[block as usize] > 0.0;
    let words = blocks.pieces.iter().filter(|piece| stays(piece.block)).map(|piece| piece.node);
    let mut fixed = vec![false; dom.count()];
    let other = |id: &Id| article.removed.has(*id) || is_more_than_text(dom, *id);
    for id in words.chain(dom.descendants(article.root).filter(other)) {
        std::iter::once(id).chain(dom.ancestors(id)).for_each(|a| fixed[a.index()] = true);
    }
    for piece in blocks.pieces.iter().filter(|piece| goes[piece.block as usize]) {
        let free = |a: &Id| *a != article.root && !fixed[a.index()];
        let outer = dom.ancestors(piece.node).take_while(free).last().unwrap_or(piece.node);
        article.removed.leave_out(outer, outside::UNLIKELY.removal());
    }
}

fn is_heading(dom: &Dom, host: Id) -> bool {
    // A term belongs to its description.
    matches!(dom.tag(host), "h1" | "h2" | "h3" | "h4" | "h5" | "dt")
}

/// The boxes of recipes: the innermost box around the heading of ingredients that has another heading before it.
fn recipes(dom: &Dom, root: Id) -> Vec<Id> {
    let headings = |id: Id| dom.descendants(id).filter(|d| dom.is_subheading(*d));
    let names = |id: &Id| Labels::name_ingredients(&headings::heading_words(dom, *id));
    let around = |heading: Id| {
        let mut above = dom.ancestors(heading).take_while(|a| *a != root).take(RECIPE_DEPTH);
        above.find(|a| headings(*a).next() != Some(heading))
    };
    headings(root).filter(names).take(MOST_RECIPES).filter_map(around).collect()
}

/// True if a block of a recipe has a number and no link: a time, or for how many it is.
fn is_measure(dom: &Dom, recipes: &[Id], block: &TextBlock) -> bool {
    block.linked_words == 0 && block.digits > 0 && recipes.iter().any(|recipe| dom.within(block.host, *recipe))
}

/// True if a block is part of a figure, a table, a list, code, a quotation or a note: the model knows little of them.
fn is_structure(dom: &Dom, article: &Article, host: Id) -> bool {
    std::iter::once(host).chain(dom.ancestors(host)).any(|a| {
        matches!(dom.tag(a), "figure" | "figcaption" | "table" | "li" | "pre" | "blockquote")
            || dom.attr(a, OPENED).is_some()
            || article.removed.reason(a) == Some(Reason::Note)
    })
}

fn is_more_than_text(dom: &Dom, id: Id) -> bool {
    matches!(
        dom.tag(id),
        "img" | "picture" | "figure" | "table" | "pre" | "math" | "video" | "audio" | "iframe" | "svg"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::html::removals::Removals;

    /// The words that stay of `html`, whose blocks have these probabilities.
    fn stays(html: &str, probabilities: &[f32]) -> String {
        let dom = Dom::fragment(html);
        let removed = Removals::nothing(dom.count());
        let blocks = TextBlocks::of(&dom, Dom::ROOT, &removed);
        assert_eq!(blocks.blocks.len(), probabilities.len());
        let mut article = Article { root: Dom::ROOT, removed, standfirst: None };
        leave_out(&dom, &mut article, &blocks, probabilities);
        let texts = dom.descendants_but(Dom::ROOT, |id| article.removed.has(id)).filter_map(|id| dom.text(id));
        texts.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn unlikely_blocks_go_below_the_first_likely_one() {
        let html = "<p>By Ada</p><p>One two three four five</p><h2>More</h2><div><p>Join us</p></div>";
        assert_eq!(stays(html, &[0.1, 0.9, 0.1, 0.1]), "By Ada|One two three four five");
        assert_eq!(stays(html, &[0.1, 0.9, 0.1, 0.2]), "By Ada|One two three four five|More|Join us");
        assert_eq!(
            stays(html, &[0.1, 0.4, 0.1, 0.1]),
            "By Ada|One two three four five|More|Join us",
            "nothing is likely"
        );
    }

    #[test]
    fn much_and_structure_stay() {
        let much = "<p>One two three</p><p>Four five</p>";
        assert_eq!(stays(much, &[0.9, 0.1]), "One two three|Four five");
        let long = |words: usize| format!("<p>{}</p><p>{}</p>", "one ".repeat(100), "two ".repeat(words));
        assert!(!stays(&long(39), &[0.9, 0.1]).contains("two"));
        assert!(stays(&long(40), &[0.9, 0.1]).contains("two"), "a paragraph");
        let table =
            "<p>One two three four</p><table><tr><td>Five</table><figure><img src=a.png><figcaption>Six</figure>";
        assert_eq!(stays(table, &[0.9, 0.1, 0.1]), "One two three four|Five|Six");
    }

    #[test]
    fn terms_and_headings_stay_above_what_stays() {
        let html = "<p>One two three four five six</p><h5>Parts</h5><dl><dt>Jib</dt><dd>A sail at the bow</dd></dl>";
        assert_eq!(stays(html, &[0.9, 0.1, 0.1, 0.3]), "One two three four five six|Parts|Jib|A sail at the bow");
        assert_eq!(
            stays(html, &[0.9, 0.1, 0.1, 0.1]),
            "One two three four five six|Parts|Jib|A sail at the bow",
            "a third"
        );
        let long = html.replace("six", &"six ".repeat(20));
        assert!(!stays(&long, &[0.9, 0.1, 0.1, 0.1]).contains("Jib"));
        assert!(stays(&long, &[0.9, 0.1, 0.9, 0.1]).ends_with("Jib|A sail at the bow"), "the term stays");
    }

    #[test]
    fn times_of_a_recipe_stay() {
        let text = "One ".repeat(30);
        let html = format!(
            "<div><p>{text}</p><div class=r><h2>Stew</h2><div>Time: 15 mins</div><div>Share it</div>\
             <div><h3>Ingredients</h3><ul><li>Stock</ul></div></div><div>Room 15</div></div>"
        );
        let kept = stays(&html, &[0.9, 0.5, 0.1, 0.1, 0.5, 0.5, 0.1]);
        assert!(kept.contains("15 mins") && !kept.contains("Share") && !kept.contains("Room"), "{kept}");
    }

    #[test]
    fn lists_and_quotations_stay() {
        let html = "<p>One two three four five six</p><ul><li>Tent</ul><blockquote><p>Ahoy</p></blockquote>";
        assert_eq!(stays(html, &[0.9, 0.1, 0.1]), "One two three four five six|Tent|Ahoy");
    }

    #[test]
    fn pictures_beside_unlikely_words_stay() {
        let html = "<p>One two three four</p><div><img src=a.png><p>Share</p></div>";
        let dom = Dom::fragment(html);
        let removed = Removals::nothing(dom.count());
        let blocks = TextBlocks::of(&dom, Dom::ROOT, &removed);
        let mut article = Article { root: Dom::ROOT, removed, standfirst: None };
        leave_out(&dom, &mut article, &blocks, &[0.9, 0.1]);
        assert!(dom.descendants_but(Dom::ROOT, |id| article.removed.has(id)).any(|id| dom.tag(id) == "img"));
        assert_eq!(stays(html, &[0.9, 0.1]), "One two three four");
    }
}
