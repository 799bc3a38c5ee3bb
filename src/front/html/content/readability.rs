//! Readability's choice (the crate `dom_smoothie`), found again in our own tree.
//!
//! The algorithm finds the region of an article well and then cleans it hard: it drops headings, notes, code and
//! pictures that its scores do not understand. So only its choice is taken, as the numbers of the elements it kept.
//! [`Choice::exactly`] is that choice as a separate candidate. [`Choice::leave_out`] starts the carved candidate, in
//! which a rule for each kind decides again about all that Readability dropped.

use std::collections::{BTreeMap, BTreeSet};

use dom_query::Document;
use dom_smoothie::{CandidateSelectMode, Config, Readability};

use super::density::TextDensity;
use super::{Article, kept, sentences};
use crate::context::Reading;
use crate::front::html::clutter::is_named_clutter;
use crate::front::html::dom::is_block_tag;
use crate::front::html::dom::picture_sources::is_picture;
use crate::front::html::dom::{Dom, Id, MARK};
use crate::front::html::normalize::toggles::OPENED;
use crate::front::html::notes::Notes;
use crate::front::html::removals::{Page, Removals, outside};
use crate::front::removal::Reason;

/// The most elements for which Readability is used; a page with more is a data dump and not an article.
const MOST_ELEMENTS: usize = 80_000;

/// Most depths of nodes together, because Readability looks up and down from every node.
const MOST_DEPTHS: usize = 2_500_000;

/// The number of boxes on either side that are searched for similar boxes.
const NEIGHBOURS: usize = 6;

/// An item is at most this many boxes above its amount, and has at most so many nodes, and bytes of text.
const ITEM_DEPTH: usize = 4;
const ITEM: usize = 300;

/// The amount before an item has at most so many words.
const AMOUNT: usize = 3;

/// The elements Readability keeps, by number.
fn readability_choice(dom: &Dom, document: Document) -> Vec<Id> {
    // Like the original: of its 128 pages 127 match to the word; the crate's own settings match 116.
    let config =
        Config { candidate_select_mode: CandidateSelectMode::Readability, disable_json_ld: true, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else { return Vec::new() };
    // The crate cuts addresses of players at bytes, and an address with other letters in the wrong place makes it
    // panic: then it has found nothing.
    let parsed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| readability.parse()));
    let Ok(Ok(article)) = parsed else { return Vec::new() };
    let html: &str = &article.content;
    let marker = format!(" {MARK}=\"");
    let mut kept = Vec::new();
    for (at, _) in html.match_indices(marker.as_str()) {
        let digits: String = html[at + marker.len()..].chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse::<u32>()
            && (number as usize) < dom.count()
        {
            kept.push(Id(number));
        }
    }
    kept
}

/// Readability's choice, seen in our tree.
pub(crate) struct Choice {
    kept: Vec<bool>,
    /// Elements with something kept at or below them.
    holds: Vec<bool>,
}

impl Choice {
    /// Runs Readability on a page; nothing is kept if the page is too large or the crate fails.
    pub(crate) fn of(dom: &Dom, document: Document) -> Self {
        let costly = dom.count() > MOST_ELEMENTS || dom.depths() > MOST_DEPTHS;
        Choice::new(dom, if costly { Vec::new() } else { readability_choice(dom, document) })
    }

    /// Exactly Readability's choice. Inside it also elements without words (pictures, rules, breaks), formulas, code,
    /// embedded posts, and inline words that lost their element's number because Readability unwraps some. Cards of
    /// other articles, by `is_cards`, are excluded.
    pub(crate) fn exactly(&self, dom: &Dom, unreadable: &Removals, is_cards: impl Fn(Id) -> bool) -> Option<Article> {
        let root = self.root(dom).filter(|root| !is_cards(*root))?;
        let mut removed = unreadable.clone();
        let last = self.last();
        let mut at = dom.first(root);
        while let Some(id) = at {
            let kept = match dom.text(id) {
                Some(_) => dom.parent(id).is_some_and(|p| self.kept[p.index()] || !is_block_tag(dom.tag(p))),
                None => {
                    self.holds[id.index()]
                        || kept::is_in_line(dom, id)
                        || is_structure(dom, id)
                        || self.is_amount_of_item(dom, id)
                        || id.index() < last && (kept::is_boxed_quotation(dom, id) || kept::holds_toggles(dom, id))
                        || dom.attr(id, OPENED).is_some()
                }
            };
            let kept = kept && !is_cards(id);
            if !kept {
                removed.leave_out(id, outside::NOT_KEPT.removal());
            }
            at = if kept && self.holds[id.index()] { dom.following(id, root) } else { dom.after(id, root) };
        }
        Some(Article { root, removed, standfirst: None })
    }

    fn new(dom: &Dom, list: Vec<Id>) -> Self {
        let mut choice = Choice { kept: vec![false; dom.count()], holds: vec![false; dom.count()] };
        for id in list {
            choice.kept[id.index()] = true;
            // Boxes inside boxes are merged there and carry the outer number.
            let mut inner = id;
            while let Some(child) = dom.only_child(inner).filter(|c| matches!(dom.tag(*c), "div" | "section")) {
                choice.kept[child.index()] = true;
                inner = child;
            }
        }
        for id in dom.descendants(Dom::ROOT) {
            let own = choice.kept[id.index()];
            if own {
                for above in dom.ancestors(id).chain([id]) {
                    choice.holds[above.index()] = true;
                }
            }
        }
        choice
    }

    /// The lowest element around all kept elements.
    pub(crate) fn root(&self, dom: &Dom) -> Option<Id> {
        let mut root = Dom::ROOT;
        if !self.holds.iter().any(|h| *h) {
            return None;
        }
        loop {
            if self.kept[root.index()] {
                return Some(root);
            }
            let mut holding = dom.elements(root).filter(|c| self.holds[c.index()]);
            match (holding.next(), holding.next()) {
                (Some(only), None) => root = only,
                _ => return Some(root),
            }
        }
    }

    /// The last element that was kept, as an index: ids rise in page order, and elements after it are rarely the
    /// article's.
    fn last(&self) -> usize {
        self.kept.iter().rposition(|kept| *kept).unwrap_or(0)
    }

    /// The prose in the kept part.
    pub(crate) fn density(&self, dom: &Dom, density: &TextDensity) -> f64 {
        let own = |id: Id| density.of(id).saturating_sub(dom.elements(id).map(|c| density.of(c)).sum());
        dom.descendants(Dom::ROOT).filter(|d| self.kept[d.index()]).map(|d| f64::from(own(d))).sum()
    }

    /// Leaves out the nodes that Readability dropped, unless their kind shows a mistake.
    pub(crate) fn leave_out(
        &self,
        page: &Page,
        notes: &Notes,
        density: &TextDensity,
        reading: &Reading,
        removed: &mut Removals,
    ) {
        let (dom, root) = (page.dom, page.root);
        let calls: BTreeSet<Id> = notes.calls().collect();
        let last = self.last();
        let mut at = dom.first(root);
        while let Some(id) = at {
            if !dom.is_element(id) || removed.has(id) {
                at = dom.after(id, root);
                continue;
            }
            if self.holds[id.index()] {
                at = dom.following(id, root);
                continue;
            }
            let amid = id.index() < last
                && (kept::is_running_text(dom, id, density)
                    || Self::is_plain_among_kept(dom, id, removed)
                    || self.is_sentence_amid_kept(dom, id, removed));
            if reading.uses(outside::NOT_KEPT.id)
                && !amid
                && !self.is_one_of_series(dom, id)
                && !self.is_amount_of_item(dom, id)
                && !self.is_worth_keeping(dom, id, &calls)
            {
                removed.leave_out(id, outside::removal(page, &outside::NOT_KEPT, id));
            }
            at = dom.after(id, root);
        }
        if reading.uses(outside::BARE_CARD.id) {
            leave_out_bare_cards(dom, root, removed);
        }
    }

    /// True if the box holds a number with a few plain words and belongs to a short item, cell or paragraph whose other
    /// words are kept: the amount before a thing, the number before a step.
    fn is_amount_of_item(&self, dom: &Dom, id: Id) -> bool {
        let is_item = |a: &Id| matches!(dom.tag(*a), "li" | "dt" | "dd" | "td" | "th" | "p");
        let item = dom.ancestors(id).take(ITEM_DEPTH).find(is_item).filter(|_| !is_item(&id));
        if !item.is_some_and(|item| self.holds[item.index()] && is_small(dom, item)) {
            return false;
        }
        let words = dom.words_of(id);
        words.starts_with(char::is_numeric)
            && words.split(' ').count() <= AMOUNT
            && is_plain(dom, id)
            && !is_named_clutter(dom, id)
    }

    /// True if the box holds only plain words and directly follows something that stays. The finder drops short ones
    /// without commas, as in a dialogue or under "Pros" and "Cons".
    fn is_plain_among_kept(dom: &Dom, id: Id, removed: &Removals) -> bool {
        let is_box = matches!(dom.tag(id), "div" | "section" | "li" | "dd" | "dt" | "aside");
        // The words before it may end the box that precedes the box it opens.
        let around = std::iter::once(id).chain(dom.ancestors(id)).take(3);
        let mut before = around
            .flat_map(|at| std::iter::successors(dom.prev_element(at), |c| dom.prev_element(*c)).take(NEIGHBOURS));
        is_box
            && dom.has_words(id)
            && is_plain(dom, id)
            && !is_named_clutter(dom, id)
            && before.find(|b| dom.has_words(*b)).is_some_and(|b| !removed.has(b))
    }

    /// True if the box holds only a sentence or two, perhaps with links, or a file to load, and what stands directly
    /// before and after it stays. Short as it is, it is as much a paragraph as a `p` without a box.
    fn is_sentence_amid_kept(&self, dom: &Dom, id: Id, removed: &Removals) -> bool {
        let around = || std::iter::once(id).chain(dom.ancestors(id)).take(2);
        let words = |at: &Id| dom.tag(*at) != "button" && dom.has_words(*at);
        let before =
            |at| std::iter::successors(dom.prev_element(at), |c| dom.prev_element(*c)).take(NEIGHBOURS).find(words);
        let after =
            |at| std::iter::successors(dom.next_element(at), |c| dom.next_element(*c)).take(NEIGHBOURS).find(words);
        matches!(dom.tag(id), "div" | "section")
            && is_small(dom, id)
            && (sentences::are_all(dom, id) || sentences::is_file(dom, id))
            && !std::iter::once(id).chain(dom.descendants(id)).any(|d| is_named_clutter(dom, d))
            && around().find_map(before).is_some_and(|before| !removed.has(before))
            && around().find_map(after).is_some_and(|after| self.holds[after.index()] || dom.is_heading(after))
    }

    /// True if the box is a section like its kept neighbours: of the same class, with a heading.
    fn is_one_of_series(&self, dom: &Dom, id: Id) -> bool {
        let Some(class) = dom.value(id, "class") else { return false };
        let headed = |id: Id| dom.descendants(id).take(6).any(|d| matches!(dom.tag(d), "h2" | "h3" | "h4"));
        if !matches!(dom.tag(id), "div" | "section") || !headed(id) || is_named_clutter(dom, id) {
            return false;
        }
        let alike = |c: &Id| self.holds[c.index()] && dom.value(*c, "class") == Some(class) && headed(*c);
        let before = std::iter::successors(dom.prev_element(id), |c| dom.prev_element(*c)).take(NEIGHBOURS);
        let after = std::iter::successors(dom.next_element(id), |c| dom.next_element(*c)).take(NEIGHBOURS);
        before.chain(after).filter(alike).take(2).count() == 2
    }

    fn is_worth_keeping(&self, dom: &Dom, id: Id, calls: &BTreeSet<Id>) -> bool {
        kept::is_content(dom, id) || dom.descendants(id).chain([id]).any(|d| calls.contains(&d))
    }
}

/// True if few nodes and little text are below an item.
fn is_small(dom: &Dom, item: Id) -> bool {
    let nodes = dom.descendants(item).take(ITEM + 1);
    let (count, length) = nodes.fold((0, 0), |(n, sum), id| (n + 1, sum + dom.text(id).map_or(0, str::len)));
    count <= ITEM && length <= ITEM
}

/// True if nothing at or below an element is more than words: no link, field, button, picture or date.
fn is_plain(dom: &Dom, id: Id) -> bool {
    const NOT_PLAIN: [&str; 14] = [
        "a", "button", "footer", "form", "iframe", "img", "input", "label", "nav", "picture", "select", "svg",
        "textarea", "time",
    ];
    let is_plain = |d: Id| !NOT_PLAIN.contains(&dom.tag(d));
    dom.descendants(id).all(is_plain)
}

/// Leaves out pictures that lead to other pages if the words next to them were left out: cards without their titles.
fn leave_out_bare_cards(dom: &Dom, root: Id, removed: &mut Removals) {
    let mut cards = Vec::new();
    // One box may contain many pictures, so each answer is remembered.
    let mut known: BTreeMap<Id, bool> = BTreeMap::new();
    for id in dom.descendants_but(root, |id| removed.has(id)).filter(|id| dom.tag(*id) == "img") {
        let above = || dom.ancestors(id).take_while(|a| *a != root);
        let leads = |a: &Id| dom.tag(*a) == "a" && dom.value(*a, "href").is_some_and(|href| !is_picture(href));
        if above().take(4).any(|a| leads(&a)) {
            cards.extend(above().take(6).find(|a| *known.entry(*a).or_insert_with(|| is_stripped(dom, *a, removed))));
        }
    }
    cards.into_iter().for_each(|card| removed.leave_out(card, outside::BARE_CARD.removal()));
}

/// True if a box has words in the page and all of them were left out.
fn is_stripped(dom: &Dom, card: Id, removed: &Removals) -> bool {
    let mut had = false;
    let mut at = dom.first(card);
    while let Some(id) = at {
        if let Some(reason) = removed.reason(id) {
            had |= matches!(reason, Reason::Outside | Reason::Related) && dom.has_words(id);
            at = dom.after(id, card);
            continue;
        }
        if dom.text(id).is_some_and(|text| !text.trim().is_empty()) {
            return false;
        }
        at = dom.following(id, card);
    }
    had
}

/// Parts that Readability drops because they are not prose: pictures, breaks, formulas and code.
fn is_structure(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "img" | "picture" | "br" | "hr" | "pre" | "math" | "mjx-container" | "script")
        || !dom.has_words(id) && !matches!(dom.tag(id), "style" | "template" | "noscript")
}
