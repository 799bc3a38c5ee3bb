//! Boxes and buttons that ask the reader for something: an address, an account, a click.
//!
//! A sign-up is a box with a field for an address and a few words about signing up. A button is a link that looks like
//! a button, alone in its line; on paper it cannot be pressed, and its target is not part of the text.

use super::{Decide, HtmlRule, Page, Removals};
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::{Dom, Id, fold};
use crate::front::removal::{Evidence, Reason, Rule, Scope};
use crate::lang::sites;

/// Links that look like buttons.
pub(crate) const BUTTON_LINK: HtmlRule = Rule {
    id: "button-link",
    reason: Reason::Controls,
    scope: Scope::Article,
    evidence: Evidence::Phrase,
    about: "Links that look like buttons, stand alone and say “Buy”, “Sign up” or the like.",
    examples: &[("<p>Sails.</p><p><a class=btn href=/give>Donate</a></p>", "Sails.")],
    decide: Decide::Tree(buttons),
};

/// Sign-ups.
pub(crate) const SIGN_UP: HtmlRule = Rule {
    id: "sign-up",
    reason: Reason::SignUp,
    scope: Scope::Article,
    evidence: Evidence::Phrase,
    about: "Short boxes around a field for an address that speak of signing up.",
    examples: &[("<p>Sails.</p><div><p>News in your inbox</p><span><input type=email></span></div>", "Sails.")],
    decide: Decide::Tree(sign_ups),
};

/// A box with more than this part of the article's text is not a sign-up.
const LARGEST: usize = 4;
/// The longest sign-up, in bytes: its small print is long.
const LONGEST: usize = 900;
/// The longest label of a button, in bytes.
const LABEL: usize = 60;

/// The first words of buttons that sell, sign up or lead on. Buttons with other words may be the point of their
/// section.
const CALLS: &[&str] = &[
    "add to cart", "apply now", "book", "buy", "check price", "claim", "click here", "contact us", "discover more",
    "donate", "download now", "explore", "find out more", "follow", "get", "join", "jump to", "learn more", "order",
    "pin", "print", "read more", "register", "request", "save", "schedule", "see at", "see deal", "see price",
    "see it", "share", "shop", "sign in", "sign up", "start", "subscribe", "talk to", "try", "view at", "view deal",
    "view on", "view price", "visit site", "visit website", "$", "£", "€",
];

fn buttons(page: &Page, removed: &Removals) -> Vec<Id> {
    shown(page, removed).filter(|id| is_button(page.dom, *id)).map(|id| block_of(page.dom, id, page.root)).collect()
}

fn sign_ups(page: &Page, removed: &Removals) -> Vec<Id> {
    let fields = shown(page, removed).filter(|id| asks_for_address(page.dom, *id));
    fields.filter_map(|field| sign_up(page, field)).collect()
}

/// The elements that are not hidden. The form itself may be removed already; the words around it are not.
fn shown<'a>(page: &Page<'a>, removed: &Removals) -> impl Iterator<Item = Id> {
    page.dom.descendants_but(page.root, |id| removed.reason(id) == Some(Reason::Hidden))
}

fn asks_for_address(dom: &Dom, id: Id) -> bool {
    let kind = |name: &str| dom.attr(id, name).unwrap_or("").to_ascii_lowercase();
    let says_so =
        || ["name", "placeholder", "aria-label"].iter().any(|name| kind(name).replace('-', "").contains("email"));
    dom.tag(id) == "input" && (matches!(kind("type").as_str(), "email" | "tel") || says_so())
}

/// The largest box around a field that is short and speaks of signing up.
fn sign_up(page: &Page, field: Id) -> Option<Id> {
    let dom = page.dom;
    let boxes =
        dom.ancestors(field).take_while(|a| *a != page.root && !matches!(dom.tag(*a), "article" | "main" | "body"));
    let mut found = None;
    for around in boxes {
        let Some(words) = few_words(dom, around) else { break };
        if words.len() * LARGEST >= page.total() || dom.find(around, "h1").is_some() || page.describes(&words) {
            break;
        }
        let low = words.to_lowercase();
        if sites::sign_up_cues(&low, 1) > 0 {
            found = Some(around);
        }
    }
    found
}

/// The words of a box that has few.
fn few_words(dom: &Dom, id: Id) -> Option<String> {
    let mut text = String::new();
    for node in dom.descendants(id) {
        if matches!(dom.parent(node).map_or("", |p| dom.tag(p)), "script" | "style" | "option" | "template") {
            continue;
        }
        text.push_str(dom.text(node).unwrap_or(" "));
        if text.len() > 20 * LONGEST {
            return None;
        }
    }
    let words = fold(&text);
    (words.len() <= LONGEST).then_some(words)
}

/// True for a link that looks like a button, with a short label and no file as its target.
fn is_button(dom: &Dom, id: Id) -> bool {
    if dom.tag(id) != "a" || !looks_like_button(dom, id) {
        return false;
    }
    let href = dom.attr(id, "href").unwrap_or("");
    let path = href.split(['?', '#']).next().unwrap_or(href).to_ascii_lowercase();
    let file = [".pdf", ".zip", ".epub", ".doc", ".docx", ".xls", ".xlsx", ".csv"].iter().any(|e| path.ends_with(e));
    let label = dom.words_of(id);
    let low = label.to_lowercase();
    let calls = CALLS.iter().any(|call| {
        low.strip_prefix(call).is_some_and(|rest| call.len() < 3 || !rest.starts_with(char::is_alphanumeric))
    });
    !file && calls && label.len() <= LABEL && stands_alone(dom, id) && dom.find(id, "img").is_none()
}

fn looks_like_button(dom: &Dom, id: Id) -> bool {
    let named = |id: Id| has_word(dom, id, &["btn", "button", "cta"]);
    dom.attr(id, "role") == Some("button")
        || named(id)
        || dom.parent(id).is_some_and(|p| named(p) && dom.tag(p) != "li")
}

/// True if the line of the link holds only the link.
fn stands_alone(dom: &Dom, id: Id) -> bool {
    let silent = |n: Option<Id>| n.is_none_or(|n| dom.text(n).is_some_and(|t| t.trim().is_empty()) || is_box(dom, n));
    let line = std::iter::once(id)
        .chain(dom.ancestors(id))
        .take_while(|a| matches!(dom.tag(*a), "a" | "span" | "strong" | "b" | "em" | "i"));
    line.into_iter().all(|a| silent(dom.prev(a)) && silent(dom.next(a)))
}

fn is_box(dom: &Dom, id: Id) -> bool {
    !matches!(dom.tag(id), "" | "span" | "strong" | "b" | "em" | "i" | "code" | "sup" | "sub" | "u")
}

/// The largest block that holds only the link.
fn block_of(dom: &Dom, id: Id, root: Id) -> Id {
    let mut block = id;
    while let Some(parent) = dom.parent(block).filter(|p| *p != root && dom.only_child(*p) == Some(block)) {
        if matches!(dom.tag(parent), "td" | "th" | "tr" | "tbody" | "table" | "article" | "main") {
            break;
        }
        block = parent;
    }
    block
}
