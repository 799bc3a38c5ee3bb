//! Which part of a page is the article.
//!
//! Readability's algorithm (the crate `dom_smoothie`) finds the region well and then cleans it too hard: it drops
//! headings, notes, code and pictures that its scores do not understand. So only its choice is taken: the numbers of
//! the elements it kept, found again in our own tree. What it dropped inside the region is judged again here by
//! what it is, and what it kept but nobody reads (share bars, related stories) is left out by `clutter`.

pub mod density;
pub mod discussion;
pub mod intro;
pub mod kept;
pub mod standfirst;

use dom_query::Document;
use dom_smoothie::{CandidateSelectMode, Config, Readability};

use crate::context::Reading;
use crate::front::html::build::is_block_tag;
use crate::front::html::build::picture_sources::is_picture;
use crate::front::html::dom::{Dom, Id, MARK};
use crate::front::html::metadata::Known;
use crate::front::html::notes::Notes;
use crate::front::html::removals::names::is_named_clutter;
use crate::front::html::removals::{self, hidden, outside};
use crate::front::html::removals::{Page, Removals};
use crate::front::removal::{Reason, Scope};
use density::TextDensity;
use intro::Intro;

/// Most depths of nodes together, for the same reason: the finder looks up and down from every node.
const MOST_DEPTHS: usize = 2_500_000;

/// The part of a page to build from.
pub struct Article {
    /// Where it is.
    pub root: Id,
    /// Nodes that are left out with all below them.
    pub removed: Removals,
    /// A short paragraph between the title and the article.
    pub standfirst: Option<Id>,
}

/// Most elements for which the finder is asked; beyond, the page is no article but a data dump, and taken whole.
const MOST_ELEMENTS: usize = 80_000;

/// How many boxes on either side of one are looked at for others like it.
const NEIGHBOURS: usize = 6;

/// The share of the page's prose that Readability must have kept for its choice to be believed.
const TRUSTED: f64 = 0.6;

/// The share of the text for machines that must be in what was found, and that must stand on the page at all.
const TOLD: f64 = 0.5;

/// Finds the article. Never empty unless the page is: the whole body is the last resort. Where the page's record has
/// the article's text and most of that was not found, the box that holds it is the article.
pub fn find(dom: &Dom, document: Document, notes: &Notes, known: &Known, reading: &Reading) -> Article {
    let found = choose(dom, document, notes, known, reading);
    let Some(record) = &known.text else { return found };
    let told = TextDensity::told(dom, &hidden::hidden(dom, notes, reading), record);
    let body = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    let all = f64::from(told.of(body));
    let is_there = all >= TOLD * record.len() as f64;
    let is_found = f64::from(told.of_texts(dom, found.root, &found.removed)) >= TOLD * all;
    // Records of a film or a quotation on the page have texts too, which are short.
    let texts = dom.descendants_but(found.root, |id| found.removed.has(id)).filter_map(|id| dom.text(id));
    let is_longer = record.len() > texts.map(|text| text.trim().len()).sum();
    if !is_there || is_found || !is_longer {
        return found;
    }
    by_density(dom, &told, hidden::hidden(dom, notes, reading), known, reading)
}

/// The box that holds the density, without clutter.
fn by_density(dom: &Dom, density: &TextDensity, mut removed: Removals, known: &Known, reading: &Reading) -> Article {
    let root = density.region(dom, dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT));
    let page = Page::new(dom, root, known);
    kept::leave_out_links(&page, density, reading, &mut removed);
    removals::decide(&page, Scope::Article, reading, &mut removed);
    Article { root, removed, standfirst: None }
}

fn choose(dom: &Dom, document: Document, notes: &Notes, known: &Known, reading: &Reading) -> Article {
    let mut removed = hidden::hidden(dom, notes, reading);
    let costly = dom.count() > MOST_ELEMENTS || dom.depths() > MOST_DEPTHS;
    let kept = if costly { Vec::new() } else { readability_choice(dom, document) };
    let choice = Choice::new(dom, kept);
    let body = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    let density = TextDensity::score(dom, &removed, known.base.host());
    let chosen = choice.root(dom);
    let own = density.region(dom, body);
    // Prose in all parts of a page is a stream of articles or a second page under this one. What the page calls its
    // article, around the finder's choice, is the part meant.
    let around = chosen.filter(|_| own == body).and_then(|root| page_article(dom, root, &density));
    let own = around.filter(|around| density.of(*around) > 0).map_or(own, |around| density.region(dom, around));
    let root = match chosen {
        Some(root) if choice.density(dom, &density) >= TRUSTED * f64::from(density.of(own)) => {
            choice.leave_out(&Page::new(dom, root, known), notes, &density, reading, &mut removed);
            root
        }
        // Readability found a part of the text, or nothing: the box that holds nearly all of it, whole.
        _ => {
            kept::leave_out_links(&Page::new(dom, own, known), &density, reading, &mut removed);
            own
        }
    };
    let root = narrowed(dom, root, &density, &removed);
    let (root, standfirst) = match intro::find(&Page::new(dom, root, known), &density, &mut removed) {
        Intro::Nothing => (root, None),
        Intro::Standfirst(id) => (root, Some(id)),
        Intro::Paragraphs(wider) => (wider, None),
    };
    removals::decide(&Page::new(dom, root, known), Scope::Article, reading, &mut removed);
    Article { root, removed, standfirst }
}

/// The outermost `<article>` around an element, or else the one inside with nearly all of its prose.
fn page_article(dom: &Dom, id: Id, density: &TextDensity) -> Option<Id> {
    let article = |a: &Id| dom.tag(*a) == "article";
    let inside = || {
        dom.descendants(id).find(|d| article(d) && f64::from(density.of(*d)) >= OWN_SHARE * f64::from(density.of(id)))
    };
    std::iter::once(id).chain(dom.ancestors(id)).filter(article).last().or_else(inside)
}

/// The page's own `<article>` or `<main>` inside the part that was found, where it holds nearly all of the prose and
/// every figure: the finder joins neighbours to its choice, and what a page calls its article seldom stands outside.
fn narrowed(dom: &Dom, root: Id, density: &TextDensity, removed: &Removals) -> Id {
    let enough = OWN_SHARE * f64::from(density.of(root));
    let outside = |own: Id| dom.descendants_but(root, move |d| d == own || removed.has(d));
    let own = |d: &Id| {
        matches!(dom.tag(*d), "article" | "main")
            && f64::from(density.of(*d)) >= enough
            && !outside(*d).any(|d| dom.tag(d) == "figure")
    };
    dom.descendants(root).filter(own).last().unwrap_or(root)
}

/// The share of the prose that the page's own article must hold.
const OWN_SHARE: f64 = 0.93;

/// The whole page: for fragments, and for readers who want everything kept.
pub fn whole(dom: &Dom, notes: &Notes, reading: &Reading) -> Article {
    let root = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    Article { root, removed: hidden::hidden(dom, notes, reading), standfirst: None }
}

/// What a page hides, where it shows nothing else: a script would have opened it.
pub fn unhidden(dom: &Dom, notes: &Notes, known: &Known, reading: &Reading) -> Article {
    let removed = hidden::unreadable(dom, notes);
    let density = TextDensity::score(dom, &removed, known.base.host());
    by_density(dom, &density, removed, known, reading)
}

/// The elements Readability keeps, by number.
fn readability_choice(dom: &Dom, document: Document) -> Vec<Id> {
    // As the original chooses: of its 128 pages 127 come out to the word; the crate's own way gives 116.
    let config =
        Config { candidate_select_mode: CandidateSelectMode::Readability, disable_json_ld: true, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else { return Vec::new() };
    // The crate cuts addresses of players at bytes, and one with other letters in the wrong place makes it panic: then it
    // has found nothing.
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
struct Choice {
    kept: Vec<bool>,
    /// Elements with something kept at or below them.
    holds: Vec<bool>,
}

impl Choice {
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

    /// The lowest element that holds all that was kept.
    fn root(&self, dom: &Dom) -> Option<Id> {
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

    /// The prose in what was kept.
    fn density(&self, dom: &Dom, density: &TextDensity) -> f64 {
        let own = |id: Id| density.of(id).saturating_sub(dom.elements(id).map(|c| density.of(c)).sum());
        dom.descendants(Dom::ROOT).filter(|d| self.kept[d.index()]).map(|d| f64::from(own(d))).sum()
    }

    /// Leaves out what Readability dropped, unless its kind says that it was dropped by mistake.
    fn leave_out(&self, page: &Page, notes: &Notes, density: &TextDensity, reading: &Reading, removed: &mut Removals) {
        let (dom, root) = (page.dom, page.root);
        let calls: std::collections::BTreeSet<Id> = notes.calls().collect();
        // Numbers rise in the order of the page. What stands after all that was kept is seldom the article's.
        let last = self.kept.iter().rposition(|kept| *kept).unwrap_or(0);
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
            let amid =
                id.index() < last && (kept::is_running_text(dom, id, density) || self.is_line_among_kept(dom, id));
            if reading.uses(outside::NOT_KEPT.id)
                && !amid
                && !self.is_one_of_series(dom, id)
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

    /// Whether the box is a line of plain words after something that was kept, with none but its like between: the finder
    /// drops short ones without commas, as what stands under "Pros" and "Cons".
    fn is_line_among_kept(&self, dom: &Dom, id: Id) -> bool {
        let is_plain = |d: Id| !is_block_tag(dom.tag(d)) && !matches!(dom.tag(d), "a" | "img" | "button" | "input");
        let line = dom.tag(id) == "div" && dom.has_words(id) && dom.descendants(id).all(is_plain);
        let class = dom.value(id, "class");
        let mut before = std::iter::successors(dom.prev_element(id), |c| dom.prev_element(*c)).take(NEIGHBOURS);
        line && !is_named_clutter(dom, id)
            && before
                .find(|b| self.holds[b.index()] || dom.value(*b, "class") != class)
                .is_some_and(|b| self.holds[b.index()])
    }

    /// Whether the box is a section like those beside it which were kept: of the same class, with a heading.
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

    fn is_worth_keeping(&self, dom: &Dom, id: Id, calls: &std::collections::BTreeSet<Id>) -> bool {
        kept::is_content(dom, id) || dom.descendants(id).chain([id]).any(|d| calls.contains(&d))
    }
}

/// Leaves out pictures that lead to other pages where the words beside them were left out: cards without their titles.
fn leave_out_bare_cards(dom: &Dom, root: Id, removed: &mut Removals) {
    let mut cards = Vec::new();
    // One box may hold many pictures.
    let mut known: std::collections::BTreeMap<Id, bool> = std::collections::BTreeMap::new();
    for id in dom.descendants_but(root, |id| removed.has(id)).filter(|id| dom.tag(*id) == "img") {
        let above = || dom.ancestors(id).take_while(|a| *a != root);
        let leads = |a: &Id| dom.tag(*a) == "a" && dom.value(*a, "href").is_some_and(|href| !is_picture(href));
        if above().take(4).any(|a| leads(&a)) {
            cards.extend(above().take(6).find(|a| *known.entry(*a).or_insert_with(|| is_stripped(dom, *a, removed))));
        }
    }
    cards.into_iter().for_each(|card| removed.leave_out(card, outside::BARE_CARD.removal()));
}

/// Whether a box had words and all of them were left out.
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
