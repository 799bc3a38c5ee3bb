//! Warnings where much of a page may have been lost: silence is the fault.
//!
//! Rules and the choice of the article are right on most pages and wrong on some. If the numbers speak against the
//! removals, a message gives the numbers and the way out.

use super::{Page, Removals};
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Reason, Removal};

/// A part that was left out has at least this many times the running text of the kept part, for a warning.
const MANY_TIMES: usize = 2;
/// The same for comments, which often are longer than their article.
const MANY_TIMES_COMMENTS: usize = 6;
/// Fewest characters of running text of such a part: two paragraphs.
const FEWEST: usize = 600;
/// Fewest things with prices that make a page about them.
const GOODS: usize = 8;
/// A page that shows fewer characters than this shows nothing.
const EMPTY: usize = 200;

/// A choice that may be wrong, in words of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Doubt {
    /// Words that were taken.
    pub taken: f32,
    /// Words that are expected to be article although they are left out.
    pub missing: f32,
}

/// Warns where much less is kept than was left out in one part, less than the page's description has, or nothing because
/// a script would show it; or where the choice of the article is in doubt.
pub(crate) fn warn(page: &Page, removed: &Removals, description: Option<&str>, doubt: Option<Doubt>, cx: &mut Context) {
    let dom = page.dom;
    let text = dom.running_text();
    let kept = kept_text(page, removed);
    if is_empty_shell(dom, kept) {
        let message = match dom.descendants(Dom::ROOT).any(|d| dom.tag(d) == "script") {
            true => "The page holds no article: a script would have loaded it.",
            false => "The page shows no text at all.",
        };
        let hint = "Open it in a browser, wait until the text is there, and save that page.";
        return cx.say(Diagnostic::warning(codes::PAGE_EMPTY, message).hint(hint));
    }
    let lost = left_out_parts(page, removed).max_by_key(|(id, _)| text.of(*id));
    let many = |reason: Reason| if reason == Reason::Comments { MANY_TIMES_COMMENTS } else { MANY_TIMES };
    let is_much = |(id, removal): &(Id, Removal)| text.of(*id) >= FEWEST.max(kept * many(removal.reason));
    if let Some((id, removal)) = lost.filter(is_much) {
        let (lost, what, rule) = (text.of(id), removal.reason.words(), removal.rule);
        let message = format!(
            "Much may be missing: {kept} characters of running text are kept, and {lost} in one place were left out as \
             {what} (rule {rule})."
        );
        let hint = format!("--without {rule} turns that rule off, --keep all keeps everything.");
        return cx.say(Diagnostic::warning(codes::MUCH_LEFT_OUT, message).hint(hint));
    }
    let described = description.map_or(0, |words| words.chars().count());
    let all = text.of(Dom::ROOT);
    if kept < described && all > kept * MANY_TIMES {
        let message = format!(
            "Much may be missing: {kept} characters of running text are kept of {all}, fewer than the page's own \
             description has ({described})."
        );
        return cx.say(Diagnostic::warning(codes::LESS_THAN_DESCRIBED, message).hint("--keep all keeps everything."));
    }
    if let Some(Doubt { taken, missing }) = doubt {
        let message = format!(
            "Much may be missing: {} words were chosen as the article, and about {} words that look like a part of it \
             were left out.",
            taken.round(),
            missing.round()
        );
        return cx.say(Diagnostic::warning(codes::MUCH_LEFT_OUT, message).hint("--keep all keeps everything."));
    }
    let goods = |(id, removal)| (prices(dom, id), id, removal);
    let most = left_out_parts(page, removed).map(goods).max_by_key(|(count, ..)| *count);
    if let Some((count, id, removal)) = most.filter(|(count, id, _)| *count >= GOODS && page.length(*id) > kept) {
        let (what, rule) = (removal.reason.words(), removal.rule);
        let message = format!(
            "Much may be missing: a list of {count} things with prices, longer than the text that is kept, was left out as \
             {what} (rule {rule}); {} characters.",
            page.length(id)
        );
        cx.say(Diagnostic::warning(codes::MUCH_LEFT_OUT, message).hint("--keep all keeps everything."));
    }
}

/// How many texts below a node name a price.
fn prices(dom: &Dom, id: Id) -> usize {
    const SIGNS: [char; 6] = ['$', '€', '£', '¥', '₹', '₽'];
    let names = |text: &str| text.len() < 40 && text.contains(SIGNS) && text.contains(|c: char| c.is_ascii_digit());
    dom.descendants(id).filter_map(|d| dom.text(d)).filter(|text| names(text.trim())).count()
}

/// The running text of the article without its removals.
fn kept_text(page: &Page, removed: &Removals) -> usize {
    let text = page.dom.running_text();
    let gone: usize = parts_in_article(page, removed).map(|(id, _)| text.of(id)).sum();
    text.of(page.root).saturating_sub(gone)
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

/// The parts that were left out, in the article and around it, that may have been the author's: not hidden ones, notes,
/// titles and copies.
fn left_out_parts<'a>(page: &'a Page, removed: &'a Removals) -> impl Iterator<Item = (Id, Removal)> + 'a {
    let dom = page.dom;
    let around = dom.ancestors(page.root).flat_map(|above| dom.children(above));
    let outside = around
        .filter(|id| !dom.within(page.root, *id))
        .map(|id| (id, removed.of(id).unwrap_or_else(|| super::outside::removal(page, &super::outside::OUTSIDE, id))));
    let own = |removal: Reason| !matches!(removal, Reason::Hidden | Reason::Note | Reason::Title | Reason::Repeated);
    outside.chain(parts_in_article(page, removed)).filter(move |(_, removal)| own(removal.reason))
}

/// Whether a page has no text at all, or next to none and waits for a script.
fn is_empty_shell(dom: &Dom, kept: usize) -> bool {
    let body = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
    let shown = || {
        let unread = |id: Id| matches!(dom.tag(id), "script" | "style" | "template" | "noscript" | "svg");
        dom.descendants_but(body, unread).filter_map(|id| dom.text(id)).map(|text| text.trim().len()).sum::<usize>()
    };
    let pictures = || dom.descendants(body).any(|d| matches!(dom.tag(d), "img" | "picture" | "math" | "table" | "pre"));
    let scripts = || dom.descendants(Dom::ROOT).any(|d| dom.tag(d) == "script");
    kept == 0 && shown() < EMPTY && !pictures() && (scripts() || shown() == 0)
}
