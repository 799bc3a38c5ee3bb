//! Warnings if much of a page may have been lost, because a silent loss is the worst fault.
//!
//! Rules and the choice of the article are right on most pages and wrong on some. If the numbers contradict the
//! removals, a message states the numbers and the remedy.

use super::judgement::Judgement;
use super::select::Doubt;
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::{Page, Removals, others, outside};
use crate::front::removal::{Reason, Removal, loss};

/// A part that was left out has at least this many times the running text of the kept part, for a warning.
const MANY_TIMES: usize = 2;
/// The same for comments, which often are longer than their article.
const MANY_TIMES_COMMENTS: usize = 6;
/// Fewest characters of running text of such a part: two paragraphs.
const FEWEST: usize = 600;
/// If fewer characters of running text are kept than this, a part that was left out need not be like an article.
const LITTLE: usize = 200;
/// Fewest things with prices that make a page about them.
const GOODS: usize = 8;
/// Such a list inside the article has at least this fraction, one in six, of the text that is kept.
const GOODS_SHARE: usize = 6;
/// A page with fewer visible characters than this counts as empty.
const EMPTY: usize = 200;

/// A page, the part of it that is kept, and the evidence that too little of it is.
struct Kept<'a> {
    page: &'a Page<'a>,
    removed: &'a Removals,
    judgement: &'a Judgement,
    /// Characters of the page's own description.
    described: usize,
    /// Characters of running text that are kept.
    running: usize,
}

/// The checks; the first that speaks is heard, because the later ones would say the same of the same loss.
const CHECKS: [fn(&Kept) -> Option<Diagnostic>; 7] =
    [shows_nothing, lost_in_one_part, less_than_described, without_described, doubtful_choice, lost_goods, lost_lists];

/// Warns where much less is kept than was left out in one part, less than the page's description has, or nothing because
/// a script would show it; or where the choice of the article is in doubt.
pub(crate) fn warn(
    page: &Page,
    removed: &Removals,
    description: Option<&str>,
    judgement: &Judgement,
    cx: &mut Context,
) {
    let text = page.dom.running_text();
    let running = kept_characters(page, removed, |id| text.of(id));
    let described = description.map_or(0, |words| words.chars().count());
    let kept = Kept { page, removed, judgement, described, running };
    if let Some(warning) = CHECKS.iter().find_map(|check| check(&kept)) {
        cx.say(warning);
    }
}

/// The page is empty, or a script would fill it.
fn shows_nothing(kept: &Kept) -> Option<Diagnostic> {
    let dom = kept.page.dom;
    if !is_empty_shell(kept.page, kept.running) {
        return None;
    }
    let message = match dom.descendants(Dom::ROOT).any(|d| dom.tag(d) == "script") {
        true => "The page holds no article: a script would have loaded it.",
        false => "The page shows no text at all.",
    };
    let hint = "Open it in a browser, wait until the text is there, and save that page.";
    Some(Diagnostic::warning(codes::PAGE_EMPTY, message).hint(hint))
}

/// One part that was left out has many times the running text that is kept.
fn lost_in_one_part(&Kept { page, removed, judgement, running, .. }: &Kept) -> Option<Diagnostic> {
    let dom = page.dom;
    let text = dom.running_text();
    // Hidden text is rarely the author's, but of next to no text it is the likeliest place.
    let (id, removal) = left_out_parts(page, removed, running < LITTLE).max_by_key(|(id, _)| text.of(*id))?;
    let many = if removal.reason == Reason::Comments { MANY_TIMES_COMMENTS } else { MANY_TIMES };
    let (lost, what, rule) = (text.of(id), removal.reason.words(), removal.rule);
    if lost < FEWEST.max(running * many) || running >= LITTLE && !judgement.may_be_article(dom, id) {
        return None;
    }
    let message = format!(
        "Much may be missing: {running} characters of running text are kept, and {lost} in one place were left out as \
         {what} (rule {rule})."
    );
    Some(loss(rule, message))
}

/// Less is kept than the page's own description has.
fn less_than_described(&Kept { page, described, running, .. }: &Kept) -> Option<Diagnostic> {
    let all = page.dom.running_text().of(Dom::ROOT);
    if running >= described || all <= running * MANY_TIMES {
        return None;
    }
    let message = format!(
        "Much may be missing: {running} characters of running text are kept of {all}, fewer than the page's own \
         description has ({described})."
    );
    Some(Diagnostic::warning(codes::LESS_THAN_DESCRIBED, message).hint("--keep all keeps everything."))
}

/// The text that the page's own description quotes is not kept.
fn without_described(&Kept { page, removed, judgement, running, .. }: &Kept) -> Option<Diagnostic> {
    let has_standfirst = page.meta.is_some_and(|meta| !meta.subtitle.is_empty());
    if has_standfirst || !judgement.lacks_described(page.dom, page.root, removed) {
        return None;
    }
    let message = format!(
        "Much may be missing: the text that the page's own description quotes is not among the {running} characters of \
         running text that are kept."
    );
    Some(Diagnostic::warning(codes::LESS_THAN_DESCRIBED, message).hint("--keep all keeps everything."))
}

/// The block model expects more of the article outside the choice. The next articles of a stream are no loss.
fn doubtful_choice(&Kept { page, removed, judgement, .. }: &Kept) -> Option<Diagnostic> {
    let Doubt { taken, missing } = judgement.doubt?;
    let is_next = |id: Id| removed.of(id).is_some_and(|removal| removal.rule == others::NEXT.id);
    if page.dom.descendants(page.root).any(is_next) {
        return None;
    }
    let message = format!(
        "Much may be missing: {} words were chosen as the article, and about {} words that look like a part of it were \
         left out.",
        taken.round(),
        missing.round()
    );
    Some(Diagnostic::warning(codes::MUCH_LEFT_OUT, message).hint("--keep all keeps everything."))
}

/// A list of goods with prices was left out, and the page may be about them.
fn lost_goods(&Kept { page, removed, running, .. }: &Kept) -> Option<Diagnostic> {
    let dom = page.dom;
    let is_lost = |(count, id, removal): &(usize, Id, Removal)| {
        // Inside the article a list of goods is the article's subject.
        let inside = || dom.within(*id, page.root) && page.length(*id) * GOODS_SHARE > running;
        *count >= GOODS
            && !matches!(removal.reason, Reason::Frame | Reason::Navigation)
            && (page.length(*id) > running || inside())
    };
    let goods = left_out_parts(page, removed, false).map(|(id, removal)| (prices(dom, id), id, removal));
    let (count, id, removal) = goods.filter(is_lost).max_by_key(|(count, ..)| *count)?;
    let (what, rule) = (removal.reason.words(), removal.rule);
    let message = format!(
        "Much may be missing: a list of {count} things with prices was left out as {what} (rule {rule}), {} characters.",
        page.length(id)
    );
    Some(loss(rule, message))
}

/// Next to nothing is kept, and lists of links were left out.
fn lost_lists(&Kept { page, removed, .. }: &Kept) -> Option<Diagnostic> {
    let rule = outside::LINK_BOX.id;
    let lists = parts_in_article(page, removed).filter(|(_, removal)| removal.rule == rule);
    let linked: usize = lists.map(|(id, _)| page.length(id)).sum();
    let shown = kept_characters(page, removed, |id| page.length(id));
    if shown >= EMPTY || linked < FEWEST.max(shown * MANY_TIMES) {
        return None;
    }
    let message = format!(
        "Much may be missing: {shown} characters are kept, and {linked} in lists of links were left out (rule {rule})."
    );
    Some(loss(rule, message))
}

/// The number of texts below a node that name a price.
fn prices(dom: &Dom, id: Id) -> usize {
    const SIGNS: [char; 6] = ['$', '€', '£', '¥', '₹', '₽'];
    let texts: Vec<&str> =
        dom.descendants(id).filter_map(|d| dom.text(d)).map(str::trim).filter(|t| !t.is_empty()).collect();
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    // The sign and the number may be two texts.
    let names = |at: usize| {
        let (text, next) = (texts[at], texts.get(at + 1).copied().unwrap_or(""));
        text.len() < 40 && text.contains(SIGNS) && (has_digit(text) || text.len() <= 4 && has_digit(next))
    };
    (0..texts.len()).filter(|at| names(*at)).count()
}

/// The characters of the article without its removals, as `count` counts them below a node.
fn kept_characters(page: &Page, removed: &Removals, count: impl Fn(Id) -> usize) -> usize {
    let gone: usize = parts_in_article(page, removed).map(|(id, _)| count(id)).sum();
    count(page.root).saturating_sub(gone)
}

/// The outermost parts of the article that were left out.
fn parts_in_article<'a>(page: &'a Page, removed: &'a Removals) -> impl Iterator<Item = (Id, Removal)> + 'a {
    let dom = page.dom;
    let mut at = dom.first(page.root);
    std::iter::from_fn(move || {
        while let Some(id) = at {
            let removal = removed.of(id);
            at = if removal.is_some() { dom.after(id, page.root) } else { dom.following(id, page.root) };
            if let Some(removal) = removal {
                return Some((id, removal));
            }
        }
        None
    })
}

/// The parts that were left out, in the article and around it, that may have been the author's: not notes, titles and
/// copies, and hidden ones only on request.
fn left_out_parts<'a>(page: &'a Page, removed: &'a Removals, hidden: bool) -> impl Iterator<Item = (Id, Removal)> + 'a {
    let dom = page.dom;
    let around = dom.ancestors(page.root).flat_map(|above| dom.children(above));
    let outside = around
        .filter(|id| !dom.within(page.root, *id))
        .map(|id| (id, removed.of(id).unwrap_or_else(|| outside::removal(page, &outside::OUTSIDE, id))));
    let own = move |reason: Reason| match reason {
        Reason::Hidden => hidden,
        Reason::Note | Reason::Title | Reason::Repeated => false,
        _ => true,
    };
    outside.chain(parts_in_article(page, removed)).filter(move |(_, removal)| own(removal.reason))
}

/// True if a page has no text at all, or next to none and waits for a script.
fn is_empty_shell(page: &Page, kept: usize) -> bool {
    let dom = page.dom;
    let body = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    let text_without = |links: bool| {
        // A menu does not count as text.
        let unread = |id: Id| match dom.tag(id) {
            "script" | "style" | "template" | "noscript" | "svg" => true,
            "a" | "button" | "nav" => links,
            _ => false,
        };
        dom.descendants_but(body, unread).filter_map(|id| dom.text(id)).map(|text| text.trim().len()).sum::<usize>()
    };
    let frame = |id: Id| matches!(dom.tag(id), "footer" | "header" | "nav");
    let shows = |id: Id| matches!(dom.tag(id), "img" | "picture" | "math" | "table" | "pre");
    let pictures = || !page.title.is_empty() && dom.descendants_but(body, frame).any(shows);
    let scripts = || dom.descendants(Dom::ROOT).any(|d| dom.tag(d) == "script");
    kept == 0 && text_without(true) < EMPTY && !pictures() && (scripts() || text_without(false) == 0)
}
