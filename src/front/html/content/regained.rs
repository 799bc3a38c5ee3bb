//! Short parts of the text that the choice of the article left out, although their place says that they belong to it.
//!
//! Readability scores a box by its commas and its length. So it drops a section with one sentence, a callout, and what
//! stands below the body: thanks, funding, references. A box is kept if it begins with a heading like those of the text
//! and stands amid kept parts, or below them under a usual title; a callout, if kept parts are around it. If the article
//! is one of several numbered sections, or the title's box holds its first section, these are kept too.

use super::parts::{LINKED, has_controls, heading_of, is_clutter, is_end_matter};
use super::{Article, sentences, series, stated};
use crate::front::html::dom::callouts;
use crate::front::html::dom::measure::{is_announced, link_share};
use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::{Page, Removals, outside};

/// Most elements without words between a part and the words beside it.
const NEAR: usize = 6;
/// Most bytes of the words of a callout.
const CALLOUT: usize = 1500;

/// Keeps such parts. True if there are any.
pub(crate) fn keep(page: &Page, article: &mut Article) -> bool {
    let dom = page.dom;
    let whole = series::widen(page, article) | keep_table(page, article);
    let mut text = Text::of(dom, article);
    let left_out = |removed: &Removals, id: Id| removed.of(id).is_some_and(|r| r.rule == outside::NOT_KEPT.id);
    let mut at = dom.first(article.root);
    let beside: Vec<Id> = numbered_with(dom, article.root).chain(first_section(dom, article.root)).collect();
    let mut any = whole || !beside.is_empty();
    if !beside.is_empty() {
        let root = article.root;
        stated::widen(page, article, &beside);
        at = if root == article.root { at } else { dom.first(article.root) };
        beside.iter().for_each(|part| text.show(dom, *part));
    }
    while let Some(id) = at {
        if left_out(&article.removed, id) && text.belongs(page, id) {
            article.removed.keep(id);
            text.show(dom, id);
            any = true;
        }
        let goes_in = !article.removed.has(id);
        at = if goes_in { dom.following(id, article.root) } else { dom.after(id, article.root) };
    }
    any
}

/// Widens an article that is only rows or cells of a table with a head to the whole table.
fn keep_table(page: &Page, article: &mut Article) -> bool {
    let dom = page.dom;
    let is_part = |id: Id| matches!(dom.tag(id), "table" | "thead" | "tbody" | "tr" | "td" | "th");
    let table = std::iter::once(article.root).chain(dom.ancestors(article.root)).take_while(|id| is_part(*id)).last();
    let of_data = |table: Id| {
        let is_cell = |id: Id| matches!(dom.tag(id), "td" | "th");
        let rows =
            dom.descendants(table).filter(|d| dom.tag(*d) == "tr").filter(|row| dom.elements(*row).next().is_some());
        dom.tag(table) == "table"
            && dom.find(table, "th").is_some()
            && !dom.descendants(table).any(|d| dom.tag(d) == "table" || dom.is_heading(d) || dom.tag(d) == "form")
            && rows.into_iter().all(|row| dom.elements(row).filter(|d| is_cell(*d)).count() > 1)
    };
    let Some(table) = table.filter(|table| *table != article.root && of_data(*table)) else { return false };
    let by_choice = |id: &Id| article.removed.of(*id).is_some_and(|r| r.rule == outside::NOT_KEPT.id);
    let back: Vec<Id> = dom.descendants(table).filter(by_choice).collect();
    back.into_iter().for_each(|id| article.removed.keep(id));
    let Some(around) = dom.parent(table) else { return false };
    article.root = around;
    for other in dom.elements(around).filter(|other| *other != table) {
        article.removed.leave_out(other, outside::removal(page, &outside::OUTSIDE, other));
    }
    true
}

/// The words of the article.
struct Text {
    /// Nodes with kept words at or below them.
    shown: Vec<bool>,
    /// The last node of the article with words, as an index.
    last: usize,
    /// The levels of its headings.
    levels: Vec<String>,
}

impl Text {
    fn of(dom: &Dom, article: &Article) -> Self {
        let mut text = Text { shown: vec![false; dom.count()], last: 0, levels: Vec::new() };
        for id in dom.descendants_but(article.root, |id| article.removed.has(id)) {
            if dom.is_subheading(id) {
                text.levels.push(dom.tag(id).to_string());
            }
            if dom.text(id).is_some_and(|words| !words.trim().is_empty()) {
                std::iter::once(id).chain(dom.ancestors(id)).for_each(|a| text.shown[a.index()] = true);
                text.last = id.index();
            }
        }
        text
    }

    fn show(&mut self, dom: &Dom, part: Id) {
        let words = dom.descendants(part).filter(|d| dom.text(*d).is_some_and(|text| !text.trim().is_empty()));
        words.flat_map(|d| dom.ancestors(d).chain([d])).for_each(|a| self.shown[a.index()] = true);
    }

    /// True if a part that was left out belongs to the text.
    fn belongs(&self, page: &Page, id: Id) -> bool {
        let dom = page.dom;
        let beside = |step: fn(&Dom, Id) -> Option<Id>| {
            std::iter::successors(step(dom, id), |at| step(dom, *at)).take(NEAR).find(|at| dom.has_words(*at))
        };
        let is_shown = |at: Option<Id>| at.is_some_and(|at| self.shown[at.index()]);
        let (before, after) = (beside(Dom::prev_element), beside(Dom::next_element));
        let is_amid = id.index() < self.last && (is_shown(before) || is_shown(after));
        match dom.tag(id) {
            "div" | "section" | "aside" | "dl" | "ul" | "ol" | "p" => {}
            _ => return false,
        }
        if has_controls(dom, id) || is_clutter(dom, id) {
            return false;
        }
        let is_list =
            |at: Id| dom.descendants(at).chain([at]).take(NEAR).any(|d| matches!(dom.tag(d), "ul" | "ol" | "dl"));
        let announces = || dom.words_of(id).ends_with(':') && after.is_some_and(is_list);
        let is_line = || match dom.tag(id) {
            "p" => sentences::is_sentence(dom, id) || announces(),
            _ => is_list(id) && is_announced(dom, id) && is_shown(before),
        };
        is_amid && is_line() && link_share(dom, id) < LINKED
            || is_part_of_link(dom, id)
                && dom.ancestors(id).find(|a| dom.tag(*a) == "a").is_some_and(|a| is_shown(Some(a)))
            || is_amid && (is_callout(dom, id) && dom.words_of(id).len() <= CALLOUT && link_share(dom, id) < LINKED)
            || self.is_section(page, id, is_amid, is_shown(before))
            || is_shown(before) && before.is_some_and(|title| is_below_title(page, title, id))
    }

    /// True for a box that begins with a heading of a level that the text has.
    fn is_section(&self, page: &Page, id: Id, is_amid: bool, follows: bool) -> bool {
        let dom = page.dom;
        let Some(heading) = heading_of(dom, id).filter(|_| matches!(dom.tag(id), "div" | "section")) else {
            return false;
        };
        let is_of_text = self.levels.iter().any(|level| level == dom.tag(heading));
        let text = || sentences::are_all_below(dom, id, heading) && link_share(dom, id) < LINKED;
        is_of_text && (is_amid && text() || follows && is_end_matter(page, heading, id))
    }
}

/// A callout, perhaps in boxes with nothing else.
fn is_callout(dom: &Dom, id: Id) -> bool {
    let whole = std::iter::successors(Some(id), |at| dom.only_child(*at)).take(NEAR);
    whole.into_iter().any(|at| callouts::is_callout(dom, at))
}

/// True for a box in a link: the link is kept as a whole.
fn is_part_of_link(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "div" | "p") && dom.ancestors(id).take(NEAR).any(|a| dom.tag(a) == "a")
}

/// The sections beside the article, if it is one of several that are numbered through.
fn numbered_with(dom: &Dom, root: Id) -> impl Iterator<Item = Id> {
    let number = |id: Id| {
        let words = dom.words_of(heading_of(dom, id)?);
        let (number, title) = words.split_once(['.', ' ', '\u{a0}'])?;
        (!title.is_empty()).then(|| number.parse::<u32>().ok()).flatten()
    };
    let is_next = move |at: Id, to: Option<Id>, by: i64| {
        let to = to.filter(|to| dom.tag(*to) == dom.tag(at) && dom.attr(*to, "class") == dom.attr(at, "class"))?;
        let is_counted = i64::from(number(to)?) == i64::from(number(at)?) + by;
        (is_counted && !has_controls(dom, to) && !is_clutter(dom, to)).then_some(to)
    };
    let is_box = matches!(dom.tag(root), "div" | "section");
    let before = std::iter::successors(Some(root), move |at| is_next(*at, dom.prev_element(*at), -1)).skip(1);
    let after = std::iter::successors(Some(root), move |at| is_next(*at, dom.next_element(*at), 1)).skip(1);
    before.chain(after).filter(move |_| is_box)
}

/// The section below the title in the box of the title before the article: a subheading and a box built like those of
/// the text. Asciidoctor sets the names of manual pages so.
fn first_section(dom: &Dom, root: Id) -> Vec<Id> {
    let body = |heading: Id| {
        let body = dom.next_element(heading).filter(|_| dom.is_subheading(heading))?;
        Some((dom.tag(heading), dom.value(body, "class")?))
    };
    let section = || {
        let head = dom.prev_element(root).filter(|head| matches!(dom.tag(*head), "div" | "header" | "section"))?;
        let title = dom.elements(head).find(|d| dom.tag(*d) == "h1")?;
        let heading = dom.next_element(title)?;
        let text = dom.next_element(heading).filter(|text| dom.next_element(*text).is_none())?;
        let kind = body(heading)?;
        let is_text = link_share(dom, text) < LINKED && !has_controls(dom, text) && !is_clutter(dom, text);
        let is_like_others = || dom.descendants(root).any(|d| body(d) == Some(kind));
        (is_text && is_like_others()).then(|| vec![heading, text])
    };
    section().unwrap_or_default()
}

/// True for a list or a paragraph directly below a kept title of end matter.
fn is_below_title(page: &Page, title: Id, id: Id) -> bool {
    page.dom.is_subheading(title) && is_end_matter(page, title, id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// True if the part with the id `x` is kept, although it was left out.
    fn keeps(html: &str) -> bool {
        let dom = Dom::document(&format!("<body>{html}</body>"));
        let part = dom.by_id("x").unwrap_or(Dom::ROOT);
        let mut article = Article { root: Dom::ROOT, removed: Removals::nothing(dom.count()), standfirst: None };
        article.removed.leave_out(part, outside::NOT_KEPT.removal());
        keep(&Page::bare(&dom, Dom::ROOT), &mut article);
        !article.removed.has(part)
    }

    const BEFORE: &str = "<h2>Sails</h2><p>They are wet.</p>";
    const AFTER: &str = "<h2>Ropes</h2><p>They are dry.</p>";

    #[test]
    fn a_short_section_amid_others_is_kept() {
        let amid = |part: &str| keeps(&format!("{BEFORE}{part}{AFTER}"));
        assert!(amid("<div id=x><div><h2>Masts</h2></div><p>They are few.</p></div>"));
        assert!(amid("<div id=x><h2>Masts</h2><p>There are two of them:</p><ul><li>fore</ul></div>"));
        assert!(!amid("<div id=x><h2>Masts</h2><p>They are <a href=/few>few and far between</a>.</p></div>"));
        assert!(!amid("<div id=x><h2>Masts</h2><p>They are few.</p><form><input></form></div>"));
        assert!(!amid("<div id=x class=related-posts><h2>Masts</h2><p>They are few.</p></div>"));
        assert!(!amid("<div id=x><h4>Masts</h4><p>They are few.</p></div>"), "the text has no such headings");
        assert!(!keeps(&format!("{BEFORE}<div id=x><h2>Masts</h2><p>They are few.</p></div>")), "nothing follows it");
    }

    #[test]
    fn end_matter_is_kept_below_the_text() {
        let below = |part: &str| keeps(&format!("{BEFORE}{part}"));
        assert!(below("<section id=x><h2>Acknowledgements</h2><p>To Ada.</p></section>"));
        assert!(below(
            "<section id=x><h2>References</h2><ol><li><a href='https://papers.example/1'>Ropes</a></ol></section>"
        ));
        assert!(below("<h2>Sources</h2><ol id=x><li><a href='https://papers.example/1'>Ropes</a></ol>"));
        assert!(
            !below("<section id=x><h2>References</h2><ol><li><a href=/1>Ropes</a></ol></section>"),
            "the same site"
        );
        assert!(!below("<section id=x><h2>Our harbour</h2><p>It is old.</p></section>"));
    }

    #[test]
    fn callouts_and_sentences_amid_the_text_are_kept() {
        let amid = |part: &str| keeps(&format!("{BEFORE}{part}{AFTER}"));
        assert!(amid("<aside id=x class='starlight-aside starlight-aside--tip'><p>Reef early.</p></aside>"));
        assert!(amid("<div id=x><div role=note><p>Reef early.</p></div></div>"));
        assert!(amid("<p id=x>Whoever sails reefs early.</p>"));
        assert!(!amid("<p id=x>Photo</p>"));
        assert!(!amid("<aside id=x><h3><a href=/b>Another article</a></h3></aside>"));
        assert!(amid("<p>There are:</p><div id=x><ul><li>two masts</ul></div>"));
        assert!(!amid("<div id=x><ul><li>two masts</ul></div>"));
        assert!(amid("<a href=/jib><div id=x>The jib</div><div>is small.</div></a>"), "a link is kept whole");
    }

    #[test]
    fn numbered_sections_beside_the_article_are_kept() {
        let html = "<div class=s><h2>1. Sails</h2><p>Wet.</p></div><div class=s id=x><h2>2. Ropes</h2><p>Dry.</p></div>\
                    <div class=s><h2>4. Masts</h2><p>Few.</p></div>";
        let dom = Dom::fragment(html);
        let first = dom.find(Dom::ROOT, "div").unwrap_or(Dom::ROOT);
        assert_eq!(numbered_with(&dom, first).collect::<Vec<Id>>(), Vec::from_iter(dom.by_id("x")));
    }

    #[test]
    fn a_section_in_the_head_is_kept_if_it_is_built_like_others() {
        let parts = |head: &str| {
            let text = "<div id=x><h2>Synopsis</h2><div class=sectionbody>Haul.</div></div>";
            let dom = Dom::fragment(&format!("<div><h1>haul(1)</h1>{head}</div>{text}"));
            dom.by_id("x").map_or(0, |root| first_section(&dom, root).len())
        };
        assert_eq!(parts("<h2>Name</h2><div class=sectionbody>haul - pull a rope</div>"), 2);
        assert_eq!(parts("<h2>How ropes are pulled</h2><div class=byline>By Ada</div>"), 0);
    }
}
