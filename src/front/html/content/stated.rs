//! Brings the parts that a page states as its article's into the article: the ingredients of a recipe, its steps.
//!
//! A recipe is lists and short lines, which look like furniture, and its ingredients often stand in a column of their own,
//! far from the text. But the page says what they are (see `metadata::parts`), so each part is looked for by its lines. The
//! innermost box with nearly all of them joins the article, with the heading above it.

use memchr::memmem::Finder;

use super::Article;
use super::blocks::TextBlocks;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::metadata::parts::{self, Part, only_letters};
use crate::front::html::removals::{Page, Removals, outside};
use crate::front::removal::Reason;

/// The share of a part's lines that its box must hold, and that the search goes down for.
const NEARLY_ALL: f64 = 0.8;
/// The share of a part's lines that must be on the page at all.
const ENOUGH: f64 = 0.6;
/// A box with more than this many times the letters of the lines is no box of them.
const COMPACT: usize = 3;
/// A line is looked for at so many places; pages have a recipe twice at most, and its words in the text.
const PLACES: usize = 20;
/// A line of more bytes is cut into sentences, because pages often set them apart.
const LONG: usize = 200;
/// Most words of a line above a box that is its heading without being marked as one.
const LABEL: usize = 6;

/// Brings each part into the article.
pub(crate) fn keep(page: &Page, parts: &[Part], blocks: &TextBlocks, article: &mut Article) {
    if parts.is_empty() {
        return;
    }
    let letters = Letters::of(page.dom, blocks);
    for part in parts {
        let Some(found) = letters.find(page.dom, &part.lines) else { continue };
        let missing = found.nodes.iter().filter(|node| !is_in(page.dom, article, **node)).count();
        if missing * 4 > found.nodes.len() {
            join(page, article, &found);
        }
        if is_in(page.dom, article, found.place) {
            keep_all(page.dom, &mut article.removed, &found);
        }
    }
}

/// The box of a part, and the texts in it that begin its lines.
struct Found {
    place: Id,
    nodes: Vec<Id>,
}

/// The letters of a page in one run, without digits and signs, and where each text begins in it.
struct Letters {
    run: String,
    starts: Vec<(usize, Id)>,
}

/// A long line, cut after full stops.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    line.split_inclusive(if line.len() > LONG { ". " } else { "\n" })
}

impl Letters {
    fn of(dom: &Dom, blocks: &TextBlocks) -> Self {
        let mut letters = Letters { run: String::new(), starts: Vec::new() };
        for piece in &blocks.pieces {
            letters.starts.push((letters.run.len(), piece.node));
            letters.run.push_str(&only_letters(dom.text(piece.node).unwrap_or_default()));
        }
        letters
    }

    /// The box of a part: its lines as stated, otherwise without their measures.
    fn find(&self, dom: &Dom, lines: &[String]) -> Option<Found> {
        let sentences: Vec<&str> = lines.iter().flat_map(|line| sentences(line)).collect();
        let whole: Vec<String> = sentences.iter().map(|line| only_letters(line)).collect();
        let most = COMPACT * whole.iter().map(String::len).sum::<usize>();
        let names = || sentences.iter().map(|line| self.without_measures(line)).collect();
        let found = self.place_of(dom, whole).or_else(|| self.place_of(dom, names()));
        found.filter(|found| self.length(dom, found.place) <= most)
    }

    /// The longest end of a line that the page has, if a few words at its head are left out.
    fn without_measures(&self, line: &str) -> String {
        parts::ends(line).find(|end| self.run.contains(end.as_str())).unwrap_or_default()
    }

    fn place_of(&self, dom: &Dom, mut lines: Vec<String>) -> Option<Found> {
        lines.sort();
        lines.dedup();
        let all = lines.len();
        lines.retain(|line| !line.is_empty());
        // For each element the number of lines in it, and the last line that was counted.
        let mut held: Vec<(u32, usize)> = vec![(0, usize::MAX); dom.count()];
        let mut places: Vec<Vec<Id>> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let found = Finder::new(line.as_str());
            let nodes: Vec<Id> = found.find_iter(self.run.as_bytes()).take(PLACES).map(|at| self.node(at)).collect();
            for id in nodes.iter().flat_map(|node| dom.ancestors(*node)) {
                let (count, last) = &mut held[id.index()];
                if std::mem::replace(last, at) != at {
                    *count += 1;
                }
            }
            places.push(nodes);
        }
        let there = places.iter().filter(|nodes| !nodes.is_empty()).count();
        if there < 2 || (there as f64) < ENOUGH * all as f64 {
            return None;
        }
        let enough = (NEARLY_ALL * there as f64).ceil() as u32;
        let mut place = Dom::ROOT;
        while let Some(inner) = dom.elements(place).find(|child| held[child.index()].0 >= enough) {
            place = inner;
        }
        let nodes: Vec<Id> = places.into_iter().flatten().filter(|node| dom.within(*node, place)).collect();
        Some(Found { place, nodes })
    }

    /// The text in which a place of the run is.
    fn node(&self, at: usize) -> Id {
        let after = self.starts.partition_point(|(start, _)| *start <= at);
        self.starts[after.saturating_sub(1)].1
    }

    /// The number of letters below a node, in bytes.
    fn length(&self, dom: &Dom, place: Id) -> usize {
        let ends = self.starts.iter().skip(1).map(|(start, _)| *start).chain([self.run.len()]);
        let inside = self.starts.iter().zip(ends).filter(|((_, node), _)| dom.within(*node, place));
        inside.map(|((start, _), end)| end - start).sum()
    }
}

/// True if a node is in the article.
fn is_in(dom: &Dom, article: &Article, node: Id) -> bool {
    let gone = |id: Id| article.removed.reason(id).is_some_and(|reason| reason != Reason::Note);
    dom.within(node, article.root)
        && !std::iter::once(node).chain(dom.ancestors(node)).take_while(|id| *id != article.root).any(gone)
}

/// Joins a box and its heading to the article. A box around the article says nothing of what is beside it.
fn join(page: &Page, article: &mut Article, found: &Found) {
    let dom = page.dom;
    if found.place != article.root && dom.within(article.root, found.place) {
        return;
    }
    let mut joining = vec![found.place];
    joining.extend(heading_above(dom, found.place));
    widen(page, article, &joining);
    for id in &joining {
        bring_back(dom, &mut article.removed, *id, article.root);
    }
}

/// Keeps the lines of a part, and all in its box that the choice of the article left out, such as amounts.
fn keep_all(dom: &Dom, removed: &mut Removals, found: &Found) {
    for node in &found.nodes {
        let inside = dom.ancestors(*node).take_while(|id| *id != found.place);
        inside.for_each(|id| removed.keep(id));
    }
    let by_choice = |id: &Id| {
        let rule = removed.of(*id).map(|removal| removal.rule);
        [outside::NOT_KEPT.id, outside::UNLIKELY.id, outside::LINK_BOX.id].into_iter().any(|id| rule == Some(id))
    };
    let back: Vec<Id> = dom.descendants(found.place).filter(by_choice).collect();
    back.into_iter().for_each(|id| removed.keep(id));
}

/// The heading of a box, or a short line above it.
fn heading_above(dom: &Dom, place: Id) -> Option<Id> {
    let mut at = place;
    loop {
        if let Some(before) = dom.prev_element(at) {
            let is_label = || {
                let words = dom.words_of(before);
                !words.is_empty() && words.split(' ').count() <= LABEL
            };
            return (dom.is_heading(before) || is_label()).then_some(before);
        }
        at = dom.parent(at).filter(|parent| !matches!(dom.tag(*parent), "body" | "html" | "main" | "article"))?;
    }
}

/// Widens the article's root until it holds these boxes; what else is in the wider root is left out.
pub(crate) fn widen(page: &Page, article: &mut Article, joining: &[Id]) {
    let dom = page.dom;
    let old = article.root;
    let holds = |root: Id| joining.iter().all(|id| dom.within(*id, root));
    let Some(root) = std::iter::once(old).chain(dom.ancestors(old)).find(|root| holds(*root)) else { return };
    if root == old {
        return;
    }
    let stays = |id: Id| id == old || joining.contains(&id);
    let mut on_way = vec![false; dom.count()];
    for id in joining.iter().chain([&old]) {
        dom.ancestors(*id).for_each(|a| on_way[a.index()] = true);
    }
    let mut open = vec![root];
    while let Some(at) = open.pop() {
        for child in dom.children(at) {
            match (stays(child), on_way[child.index()]) {
                (true, _) => {}
                (false, true) => open.push(child),
                (false, false) if dom.is_element(child) || dom.has_words(child) => {
                    article.removed.leave_out(child, outside::removal(page, &outside::OUTSIDE, child));
                }
                (false, false) => {}
            }
        }
    }
    article.root = root;
}

/// Keeps a box that was left out with what is around it; the rest stays left out for the same reason.
fn bring_back(dom: &Dom, removed: &mut Removals, id: Id, root: Id) {
    removed.keep(id);
    let around: Vec<Id> = dom.ancestors(id).take_while(|a| *a != root).collect();
    let Some(outermost) = around.iter().rposition(|a| removed.has(*a)) else { return };
    for (at, above) in around.iter().enumerate().take(outermost + 1).rev() {
        let Some(removal) = removed.of(*above) else { continue };
        removed.keep(*above);
        let way = if at == 0 { id } else { around[at - 1] };
        dom.children(*above).filter(|child| *child != way).for_each(|child| removed.leave_out(child, removal));
        if way != id {
            removed.leave_out(way, removal);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::html::metadata::parts::Kind;

    const RECIPE: &str = "<body><div id=side><h3>To buy</h3><ul><li>200 g barley<li><b>2</b> leeks<li>salt</ul><p>Order now</div>\
                          <div id=text><p>Barley drinks broth, and leeks want to be washed.</div>";

    /// The words of a page whose article is the element `text`, after a part joined it.
    fn joined(html: &str, lines: &[&str]) -> String {
        let dom = Dom::document(html);
        let nothing = Removals::nothing(dom.count());
        let blocks = TextBlocks::of(&dom, Dom::ROOT, &nothing);
        let root = dom.by_id("text").unwrap();
        let mut article = Article { root, removed: nothing, standfirst: None };
        let lines = lines.iter().map(|line| line.to_string()).collect();
        let parts = [Part { kind: Kind::Ingredients, lines, shown: true }];
        keep(&Page::bare(&dom, root), &parts, &blocks, &mut article);
        let texts = dom.descendants_but(article.root, |id| article.removed.has(id)).filter_map(|id| dom.text(id));
        texts.collect::<Vec<_>>().join("|")
    }

    const TEXT: &str = "Barley drinks broth, and leeks want to be washed.";

    #[test]
    fn a_part_joins_the_article_with_its_heading() {
        let whole = format!("To buy|200 g barley|2| leeks|salt|{TEXT}");
        assert_eq!(joined(RECIPE, &["200 g barley", "2 leeks", "salt"]), whole);
        assert_eq!(joined(RECIPE, &["7 ounces barley", "two leeks", "salt"]), whole, "other measures");
    }

    #[test]
    fn a_part_that_is_not_there_changes_nothing() {
        assert_eq!(joined(RECIPE, &["200 g barley", "butter", "cream", "thyme", "parsley"]), TEXT);
        assert_eq!(joined(RECIPE, &["leeks"]), TEXT, "one line");
        let scattered = RECIPE.replace("<p>Order", &format!("<p>{} Order", "word ".repeat(60)));
        let apart = scattered.replace("<li>salt", "").replace("now", "now, salt");
        assert_eq!(joined(&apart, &["200 g barley", "2 leeks", "salt"]), TEXT, "no box of its own");
    }

    #[test]
    fn what_was_left_out_inside_the_article_comes_back_alone() {
        let html = "<body><div id=text><p>Soup.<div id=box><p>Join us<ul><li>200 g barley<li>2 leeks</ul></div></div>";
        let dom = Dom::document(html);
        let mut removed = Removals::nothing(dom.count());
        removed.leave_out(dom.by_id("box").unwrap(), outside::NOT_KEPT.removal());
        let blocks = TextBlocks::of(&dom, Dom::ROOT, &Removals::nothing(dom.count()));
        let root = dom.by_id("text").unwrap();
        let mut article = Article { root, removed, standfirst: None };
        let lines = vec!["200 g barley".to_string(), "2 leeks".to_string()];
        keep(&Page::bare(&dom, root), &[Part { kind: Kind::Ingredients, lines, shown: true }], &blocks, &mut article);
        let texts = dom.descendants_but(root, |id| article.removed.has(id)).filter_map(|id| dom.text(id));
        assert_eq!(texts.collect::<Vec<_>>(), ["Soup.", "Join us", "200 g barley", "2 leeks"]);
    }
}
