//! Menus, forms, buttons and the page's foot, by their tags and roles.

use super::{Decide, HtmlRule, Page};
use crate::front::html::clutter::is_named_clutter;
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Evidence, Reason, Rule, Scope};

/// A box with more than this part of the article's text is not a control, regardless of its tag.
const LARGEST: usize = 3;

const fn rule(
    id: &'static str,
    reason: Reason,
    about: &'static str,
    applies: fn(&Page, Id) -> bool,
    examples: &'static [(&'static str, &'static str)],
) -> HtmlRule {
    let (scope, evidence) = (Scope::Article, Evidence::Name);
    Rule { id, reason, scope, evidence, about, examples, decide: Decide::Node(applies) }
}

/// `<nav>`.
pub(crate) const MENU: HtmlRule = rule(
    "menu",
    Reason::Navigation,
    "Menus: nav and role=navigation.",
    |page, id| is_small(page, id, Reason::Navigation),
    &[("<nav><a href=/q>Quays</a> <a href=/b>Boats of old</a></nav><p>Sails.</p>", "Sails.")],
);

/// `<form>` and buttons.
pub(crate) const FORM: HtmlRule = rule(
    "form",
    Reason::Controls,
    "Forms, fields and buttons, except a button that is a heading, a picture or amid a sentence.",
    |page, id| is_small(page, id, Reason::Controls),
    &[
        ("<p>Sails.</p><form><label>Your name</label><input name=n></form>", "Sails."),
        ("<p>Sails.</p><button>Print</button>", "Sails."),
    ],
);

/// Switches in a heading.
pub(crate) const HEADING: HtmlRule = Rule {
    id: "heading-controls",
    reason: Reason::Controls,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Boxes with buttons or fields in a heading, with the words beside them, if the heading has other words.",
    examples: &[
        ("<h3>Ropes <div><button>Feet</button> - <button>Metres</button></div></h3><p>Sails.</p>", "Ropes Sails."),
        (
            "<h3>Ropes <div><label><input type=checkbox> Awake</label> Keeps the screen lit</div></h3><p>Sails.</p>",
            "Ropes Sails.",
        ),
        ("<h3><div>Ropes <input type=checkbox></div></h3><p>Sails.</p>", "Ropes Sails."),
    ],
    decide: Decide::Node(is_in_heading),
};

/// Buttons of maps.
pub(crate) const SIGNS: HtmlRule = Rule {
    id: "lists-of-signs",
    reason: Reason::Controls,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Lists whose items are single signs, as the buttons of a map: + and −.",
    examples: &[
        ("<p>Sails.</p><ul><li><a>+</a></li><li><a>-</a></li></ul>", "Sails."),
        ("<p>Sails.</p><ul><li>+ 4 m</li><li>-</li></ul>", "Sails. + 4 m -"),
    ],
    decide: Decide::Node(is_list_of_signs),
};

fn is_list_of_signs(page: &Page, id: Id) -> bool {
    let dom = page.dom;
    let is_sign = |item: Id| {
        matches!(dom.words_of(item).as_str(), "+" | "-" | "−" | "–" | "×") && dom.find(item, "img").is_none()
    };
    matches!(dom.tag(id), "ul" | "ol") && page.length(id) > 0 && dom.elements(id).all(is_sign)
}

/// True for the outermost box in a heading that holds a control, if the heading begins with other words.
fn is_in_heading(page: &Page, id: Id) -> bool {
    let dom = page.dom;
    let is_control = |d: Id| matches!(dom.tag(d), "button" | "input" | "select");
    dom.parent(id).is_some_and(|parent| dom.is_subheading(parent))
        && matches!(dom.tag(id), "div" | "span" | "label")
        && dom.descendants(id).any(is_control)
        && std::iter::successors(dom.prev(id), |before| dom.prev(*before)).any(|before| dom.has_words(before))
}

/// `<footer>`.
pub(crate) const FOOT: HtmlRule = rule(
    "page-foot",
    Reason::Frame,
    "The foot of the page or of the article: footer.",
    |page, id| is_small(page, id, Reason::Frame),
    &[
        ("<p>Sails.</p><footer>All rights kept.</footer>", "Sails."),
        ("<blockquote><p>Sails.</p><footer>Ada Marsh</footer></blockquote>", "Sails. Ada Marsh"),
    ],
);

fn is_small(page: &Page, id: Id, reason: Reason) -> bool {
    by_kind(page.dom, id) == Some(reason) && page.length(id) * LARGEST < page.total()
}

/// The reason to remove an element by its tag or role, regardless of its content.
pub(crate) fn by_kind(dom: &Dom, id: Id) -> Option<Reason> {
    match dom.tag(id) {
        "nav" => Some(Reason::Navigation),
        "button" if !is_plain_button(dom, id) => None,
        "form" | "select" | "button" | "input" | "textarea" => Some(Reason::Controls),
        // The footer of a quotation names its author.
        "footer" if dom.closest(id, "blockquote").is_some() => None,
        "footer" => Some(Reason::Frame),
        _ => (dom.attr(id, "role") == Some("navigation")).then_some(Reason::Navigation),
    }
}

/// A button that only does something. A button in a heading unfolds the text under it and has the heading's words. A
/// button around a picture enlarges it, and one within a sentence explains its word.
pub(crate) fn is_plain_button(dom: &Dom, id: Id) -> bool {
    let heading = |a: Id| dom.is_subheading(a) || dom.attr(a, "role") == Some("heading");
    let titles = || {
        let around = dom.ancestors(id).take(3).find(|a| heading(*a));
        dom.words_of(id).contains(' ') && around.is_some_and(|h| unfolds_text(dom, id, h))
    };
    let enlarges = || {
        let drawn = |d: &Id| matches!(dom.tag(*d), "img" | "picture");
        let icon = |d: Id| {
            let small =
                |side: &str| dom.value(d, side).and_then(|v| v.trim().parse::<f32>().ok()).is_some_and(|n| n <= 64.0);
            small("width") || small("height") || dom.value(d, "src").is_some_and(|src| src.contains(".svg"))
        };
        !dom.has_words(id) && !is_named_clutter(dom, id) && dom.descendants(id).find(drawn).is_some_and(|d| !icon(d))
    };
    !titles() && !enlarges() && !is_amid_sentence(dom, id)
}

/// True if a sentence runs on over an element, with words before it and words in small letters after it.
fn is_amid_sentence(dom: &Dom, id: Id) -> bool {
    let before = dom.prev(id).and_then(|n| dom.text(n)).map_or("", str::trim_end);
    let after =
        dom.next(id).and_then(|n| dom.text(n)).map_or("", |text| text.trim_start_matches([' ', ',', '\n', '\u{a0}']));
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_lowercase) && dom.has_words(id)
}

/// True if there is text under a heading with a button: at the place that the button names, or next to the heading or
/// its box.
fn unfolds_text(dom: &Dom, button: Id, heading: Id) -> bool {
    let panel = match dom.value(button, "aria-controls") {
        Some(key) => dom.by_id(key),
        None => std::iter::once(heading).chain(dom.ancestors(heading).take(2)).find_map(|h| dom.next_element(h)),
    };
    let mut length = 0;
    panel.is_some_and(|panel| {
        dom.descendants(panel).filter_map(|d| dom.text(d)).any(|text| {
            length += text.trim().len();
            length >= 40
        })
    })
}
