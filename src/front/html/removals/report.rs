//! What is left out of a page, and why.
//!
//! Every part that goes has a reason, and every reason is said: one remark a part, with its first words and the line
//! where they stand, and one that sums up. `--keep all` leaves only the hidden parts out.

use std::collections::{BTreeMap, BTreeSet};

use crate::context::Context;
use crate::diag::Diagnostic;
use crate::front::html::dom::{Dom, Id, fold};
use crate::source::Span;

/// Why a part of a page is not in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Scripts, styles and what no reader sees.
    Hidden,
    /// A note, which stands at its call, or the line that led to it.
    Note,
    /// The title, which the metadata has.
    Title,
    /// Menus, crumbs, page numbers, the page's own contents.
    Navigation,
    /// Share buttons, counts of likes, print and mail.
    Sharing,
    /// Links and cards that lead to other articles.
    Related,
    /// What readers wrote below the article.
    Comments,
    /// Advertisements, sponsors, calls to buy.
    Advertisement,
    /// Sign-ups to newsletters and accounts.
    Newsletter,
    /// Cookie notices and consent.
    Cookies,
    /// Who wrote the article, when, and how it is filed.
    Filing,
    /// Forms, buttons and other controls.
    Controls,
    /// Head and foot of the page, rights, disclosures.
    Frame,
    /// The same text a second time, as pages hold it for other screens.
    Repeated,
    /// Everything beside the article that says not what it is.
    Outside,
}

impl Reason {
    /// The code of its remarks, and what was left out, in words.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Reason::Hidden => ("page-hidden", "hidden text"),
            Reason::Note => ("page-note", "text of notes"),
            Reason::Title => ("page-title", "a repeated title"),
            Reason::Navigation => ("page-navigation", "navigation"),
            Reason::Sharing => ("page-sharing", "sharing"),
            Reason::Related => ("page-related", "links to other articles"),
            Reason::Comments => ("page-comments", "comments"),
            Reason::Advertisement => ("page-advertisement", "advertising"),
            Reason::Newsletter => ("page-newsletter", "sign-ups"),
            Reason::Cookies => ("page-cookies", "cookie notices"),
            Reason::Filing => ("page-filing", "bylines and tags"),
            Reason::Controls => ("page-controls", "forms and buttons"),
            Reason::Frame => ("page-frame", "the page's head and foot"),
            Reason::Repeated => ("page-repeated", "text that stands there twice"),
            Reason::Outside => ("page-outside", "text beside the article"),
        }
    }
}

/// Nodes that are left out with all below them.
#[derive(Clone)]
pub struct Removals(Vec<Option<Reason>>);

impl Removals {
    /// Nothing is left out of so many nodes.
    pub fn nothing(count: usize) -> Self {
        Removals(vec![None; count])
    }

    /// Whether a node is left out by itself; what is below it goes with it.
    pub fn has(&self, id: Id) -> bool {
        self.reason(id).is_some()
    }

    /// Why a node is left out by itself.
    pub fn reason(&self, id: Id) -> Option<Reason> {
        self.0.get(id.index()).copied().flatten()
    }

    /// Leaves a node out. The first reason stays.
    pub fn leave_out(&mut self, id: Id, reason: Reason) {
        if let Some(slot) = self.0.get_mut(id.index()) {
            slot.get_or_insert(reason);
        }
    }
}

/// Most parts that are told one by one.
const MOST_TOLD: usize = 400;
/// Most searches for a part's words in the source that may fail before lines are no longer told.
const MOST_LOST: usize = 20;
/// The first words of a part are shown up to so many characters.
const SHOWN: usize = 60;

/// Says what was left out of the page; `beside` says of a part outside the article what it is.
pub fn report(dom: &Dom, root: Id, removed: &Removals, beside: impl Fn(Id) -> Reason, html: &str, cx: &mut Context) {
    let mut teller = Teller { html, from: 0, lost: 0, told: 0, sums: BTreeMap::new() };
    let around: BTreeSet<Id> = dom.ancestors(root).collect();
    let mut at = dom.first(Dom::ROOT);
    while let Some(id) = at {
        at = dom.after(id, Dom::ROOT);
        if around.contains(&id) {
            at = dom.first(id).or(at);
        } else if id == root {
            teller.inside(dom, root, removed, cx);
        } else {
            let reason = removed.reason(id).unwrap_or_else(|| beside(id));
            teller.tell(dom, id, reason, cx);
        }
    }
    teller.sum_up(cx);
}

struct Teller<'h> {
    html: &'h str,
    /// Where the last part was found: parts are told in the order of the source.
    from: usize,
    lost: usize,
    told: usize,
    /// Words left out, by reason.
    sums: BTreeMap<Reason, usize>,
}

impl Teller<'_> {
    fn inside(&mut self, dom: &Dom, root: Id, removed: &Removals, cx: &mut Context) {
        let mut at = dom.first(root);
        while let Some(id) = at {
            at = match removed.reason(id) {
                Some(reason) => {
                    self.tell(dom, id, reason, cx);
                    dom.after(id, root)
                }
                None => dom.following(id, root),
            };
        }
    }

    fn tell(&mut self, dom: &Dom, id: Id, reason: Reason, cx: &mut Context) {
        // A note is not lost: it stands at its call. The title stands above the article.
        if matches!(reason, Reason::Note | Reason::Title) || is_no_text(dom, id) {
            return;
        }
        let text = words_of(dom, id);
        let count = text.split_whitespace().count();
        if count == 0 {
            return;
        }
        *self.sums.entry(reason).or_default() += count;
        if self.told == MOST_TOLD {
            return;
        }
        self.told += 1;
        let (code, what) = reason.words();
        let mut shown: String = text.chars().take(SHOWN).collect();
        if shown.len() < text.len() {
            shown.truncate(shown.rfind(' ').unwrap_or(shown.len()));
            shown.push('…');
        }
        let noun = if count == 1 { "word" } else { "words" };
        let mut remark = Diagnostic::remark(code, format!("Left out as {what} ({count} {noun}): “{shown}”."));
        if let Some(span) = self.find(dom, id) {
            remark = remark.at(span);
        }
        cx.say(remark);
    }

    /// Where the part's first words stand in the source, as far as they stand there as they are.
    fn find(&mut self, dom: &Dom, id: Id) -> Option<Span> {
        if self.lost > MOST_LOST {
            return None;
        }
        let own = dom.text(id).map(|_| id);
        let first = own.into_iter().chain(dom.descendants(id)).find_map(|d| {
            let text = dom.text(d)?.trim();
            // Other characters may be written as entities.
            let pieces = text.lines().next()?.split(|c: char| !c.is_ascii() || matches!(c, '&' | '<' | '>'));
            pieces.max_by_key(|piece| piece.len()).map(str::trim).filter(|piece| !piece.is_empty())
        })?;
        let Some(found) = memchr::memmem::find(&self.html.as_bytes()[self.from..], first.as_bytes()) else {
            self.lost += 1;
            return None;
        };
        let start = self.from + found;
        self.from = start + first.len();
        Some(Span::new(start..self.from))
    }

    fn sum_up(self, cx: &mut Context) {
        let words: usize = self.sums.values().sum();
        if words == 0 {
            return;
        }
        let mut parts: Vec<(Reason, usize)> = self.sums.into_iter().collect();
        parts.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
        let parts: Vec<String> =
            parts.iter().map(|(reason, count)| format!("{count} of {}", reason.words().1)).collect();
        let noun = if words == 1 { "word" } else { "words" };
        let message = format!("{words} {noun} of the page were left out: {}.", parts.join(", "));
        let mut remark = Diagnostic::remark("page-furniture", message);
        if !cx.reading.keep_all {
            remark = remark.hint("Use --keep all to keep everything on the page.");
        }
        cx.say(remark);
    }
}

fn is_no_text(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "script" | "style" | "head" | "template" | "svg" | "noscript" | "iframe")
}

/// The text of a part without the code in it.
fn words_of(dom: &Dom, root: Id) -> String {
    let mut out = String::new();
    out.push_str(dom.text(root).unwrap_or(""));
    let mut at = dom.first(root);
    while let Some(id) = at {
        if is_no_text(dom, id) {
            at = dom.after(id, root);
            continue;
        }
        if let Some(text) = dom.text(id) {
            out.push_str(text);
        } else {
            out.push(' ');
        }
        at = dom.following(id, root);
    }
    fold(&out)
}
