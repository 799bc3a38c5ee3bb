//! Hidden content: code, elements that styles hide, text for screen readers, pop-ups over a word; and notes, which are
//! set at their calls.
//!
//! A hidden box with a lot of text counts as visible (see [`veto`](super::veto)), and so do several in one box: some
//! pages hide the whole article, or all but its first paragraphs, until a script runs.

use super::{Decide, HtmlRule, Page, Removals, decide};
use crate::context::Reading;
use crate::front::html::dom::class_words::{has_word, is_for_screen_readers};
use crate::front::html::dom::running_text::is_inline;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::notes::Notes;
use crate::front::removal::{Evidence, Reason, Rule, Scope};

const fn rule(
    id: &'static str,
    evidence: Evidence,
    about: &'static str,
    applies: fn(&Page, Id) -> bool,
    examples: &'static [(&'static str, &'static str)],
) -> HtmlRule {
    Rule { id, reason: Reason::Hidden, scope: Scope::Page, evidence, about, examples, decide: Decide::Node(applies) }
}

/// Notes are set at their calls.
pub(crate) const NOTE: HtmlRule = Rule {
    id: "note-moved",
    reason: Reason::Note,
    scope: Scope::Page,
    evidence: Evidence::Structure,
    about: "The place of a note, its label and the link back: the note itself stands at its call.",
    examples: &[],
    decide: Decide::Elsewhere,
};

/// Code for the browser.
pub(crate) const CODE: HtmlRule = rule(
    "browser-code",
    Evidence::Structure,
    "Scripts, styles, templates, closed dialogs and drawings that are icons.",
    is_code,
    &[],
);

/// The attribute `hidden`.
pub(crate) const ATTRIBUTE: HtmlRule = rule(
    "hidden-attribute",
    Evidence::Structure,
    "Elements with the attribute hidden.",
    |page, id| page.dom.attr(id, "hidden").is_some_and(|value| value != "until-found") && !is_formula(page.dom, id),
    &[("<p>Sails.</p><p hidden>Unseen words.</p>", "Sails.")],
);

/// `display: none`.
pub(crate) const DISPLAY_NONE: HtmlRule = rule(
    "display-none",
    Evidence::Structure,
    "Elements whose style says display: none, except what a reader can unfold and paragraphs that are hidden one by one.",
    |page, id| is_not_displayed(page.dom, id) && !unfolds(page.dom, id),
    &[
        ("<p>Sails.</p><p style='display: none'>Unseen words.</p>", "Sails."),
        ("<div class=faq><p>Why?</p><p style='display:none'>Because.</p></div>", "Why? Because."),
        (
            "<div style='display:none'><p>Those who pay may read on: the ship that came in before noon had neither sails \
             nor a name, and it lay so deep that the quay stood above its deck.</p></div>\
             <div style='display:none'><p>Three men went aboard with lanterns, and the harbour master wrote down what \
             they called up to him, until the light was gone and nobody called.</p></div>\
             <div style='display:none'><p>In the morning the berth was empty, the book was gone from the desk, and the \
             three lanterns stood in a row on the steps of the church.</p></div>",
            "Those who pay may read on: the ship that came in before noon had neither sails nor a name, and it lay so deep \
             that the quay stood above its deck. Three men went aboard with lanterns, and the harbour master wrote down \
             what they called up to him, until the light was gone and nobody called. In the morning the berth was empty, \
             the book was gone from the desk, and the three lanterns stood in a row on the steps of the church.",
        ),
    ],
);

/// Lines of code that only the compiler needs.
pub(crate) const CODE_LINE: HtmlRule = rule(
    "hidden-code-line",
    Evidence::Name,
    "Lines of an mdBook example that the book hides because only the compiler needs them.",
    |page, id| {
        let dom = page.dom;
        dom.tag(id) == "span" && dom.has_class(id, "boring") && dom.closest(id, "code").is_some()
    },
    &[("<pre><code><span class=boring>fn main() {\n</span>sail();</code></pre>", "sail();")],
);

/// Hidden by its style.
pub(crate) const OUT_OF_SIGHT: HtmlRule = rule(
    "out-of-sight",
    Evidence::Structure,
    "Elements whose style makes them invisible or sets them far beside the page.",
    |page, id| {
        let style = style_of(page.dom, id);
        (style.contains("visibility:hidden") || is_off_screen(&style)) && !is_formula(page.dom, id)
    },
    &[
        ("<p>Sails.</p><p style='visibility:hidden'>Unseen words.</p>", "Sails."),
        ("<p>Sails.</p><p style='position:absolute; left:-9999px'>Unseen words.</p>", "Sails."),
    ],
);

/// Boxes that pop up over a word.
pub(crate) const TOOLTIP: HtmlRule = rule(
    "tooltip",
    Evidence::Name,
    "What pops up over a word when the pointer rests on it: in print it would stand glued to the word.",
    |page, id| is_tooltip(page.dom, id) && !is_not_displayed(page.dom, id),
    &[("<p>The jib<span class=tooltip>a small sail</span> is set.</p>", "The jib is set.")],
);

/// A card that opens over a name.
pub(crate) const HOVER_CARD: HtmlRule = rule(
    "hover-card",
    Evidence::Structure,
    "Cards that open over a linked name in a sentence: right behind the link, with the same link again and others.",
    |page, id| is_hover_card(page.dom, id),
    &[
        (
            "<p>Mayor <a href=/ada>Ada</a><span><b>Ada Marsh</b> <a href=/s>Her speech</a> <a href=/ada>More</a></span> spoke.</p>",
            "Mayor Ada spoke.",
        ),
        (
            "<p>Mayor <a href=/ada>Ada</a> <span>and <a href=/bo>Bo</a> and <a href=/cy>Cy</a></span> spoke.</p>",
            "Mayor Ada and Bo and Cy spoke.",
        ),
    ],
);

/// Text for screen readers.
pub(crate) const SCREEN_READER: HtmlRule = rule(
    "screen-reader-text",
    Evidence::Name,
    "Text in classes by which pages hide text from all but screen readers, except in formulas.",
    |page, id| is_for_machines(page.dom, id) && !is_in_formula(page.dom, id),
    &[
        ("<p>Sails.</p><div class=sr-only>Unseen words.</div>", "Sails."),
        ("<p><span class='not-reader:hidden'># </span>Sails.</p>", "Sails."),
        ("<p><span class='md:hidden'>Sails.</span></p>", "Sails."),
    ],
);

/// Hidden from screen readers.
pub(crate) const ARIA: HtmlRule = rule(
    "aria-hidden",
    Evidence::Structure,
    "Short parts that the page hides from screen readers, because they only decorate it.",
    |page, id| is_silent(page.dom, id) && !is_in_formula(page.dom, id),
    &[("<p>Sails.</p><div aria-hidden=true>Ornament.</div>", "Sails.")],
);

/// Classes of other text that readers do not see, or that is not for print.
const UNSEEN: &[&str] = &["print-only", "noprint", "w-condition-invisible", "speechify-ignore"];

/// Nodes that no reader sees, and the places of notes.
pub(crate) fn hidden(dom: &Dom, notes: &Notes, reading: &Reading) -> Removals {
    let mut removed = without_notes(dom, notes);
    decide(&Page::bare(dom, Dom::ROOT), Scope::Page, reading, &mut removed);
    removed
}

/// Nodes that never hold text for readers, hidden or not: code, and the places of notes.
pub(crate) fn unreadable(dom: &Dom, notes: &Notes) -> Removals {
    let mut removed = without_notes(dom, notes);
    let code = |d: &Id| matches!(dom.tag(*d), "script" | "style" | "template" | "head" | "svg" | "noscript" | "canvas");
    dom.descendants(Dom::ROOT).filter(code).for_each(|id| removed.leave_out(id, CODE.removal()));
    removed
}

/// Adds the hidden parts that are no prose: scripts show what pages hide, so prose that Readability kept may be visible.
pub(crate) fn leave_out_short(dom: &Dom, hidden: &Removals, removed: &mut Removals) {
    for id in dom.descendants(Dom::ROOT) {
        if let Some(removal) = hidden.of(id).filter(|removal| !may_be_shown(dom, removal.rule, id)) {
            removed.leave_out(id, removal);
        }
    }
}

/// True if a hidden part is a block of running text, or all of a paragraph, and a script may make it visible where it is.
fn may_be_shown(dom: &Dom, rule: &str, id: Id) -> bool {
    /// Fewest bytes of words in a line that is prose.
    const SENTENCE: usize = 40;
    let is_whole = |id: Id| {
        let around = std::iter::once(id).chain(dom.ancestors(id)).take_while(|a| is_inline(dom.tag(*a)));
        let words = dom.words_of(id);
        let block = around.last().and_then(|last| dom.parent(last));
        is_inline(dom.tag(id)) && words.len() >= SENTENCE && block.is_some_and(|block| dom.words_of(block) == words)
    };
    let by_script = [DISPLAY_NONE.id, ATTRIBUTE.id, OUT_OF_SIGHT.id, SCREEN_READER.id, ARIA.id];
    by_script.contains(&rule) && !is_off_screen(&style_of(dom, id)) && (dom.running_text().of(id) > 0 || is_whole(id))
}

/// The places of notes, because notes are set at their calls.
fn without_notes(dom: &Dom, notes: &Notes) -> Removals {
    let mut removed = Removals::nothing(dom.count());
    for id in notes.used.iter().chain(&notes.furniture) {
        removed.leave_out(*id, NOTE.removal());
    }
    removed
}

fn is_code(page: &Page, id: Id) -> bool {
    match page.dom.tag(id) {
        "script" => !page.dom.attr(id, "type").is_some_and(|t| t.starts_with("math/tex")),
        "style" | "template" | "head" | "dialog" | "canvas" | "datalist" | "svg" => true,
        _ => false,
    }
}

/// The style attribute in small letters without spaces.
fn style_of(dom: &Dom, id: Id) -> String {
    dom.attr(id, "style").unwrap_or("").to_ascii_lowercase().replace(' ', "")
}

fn is_not_displayed(dom: &Dom, id: Id) -> bool {
    style_of(dom, id).contains("display:none") && !is_formula(dom, id)
}

/// Formulas are never hidden, regardless of their styles: the script that shows them hides one of several forms.
fn is_formula(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "math" | "mjx-container" | "script")
}

fn is_in_formula(dom: &Dom, id: Id) -> bool {
    let formula =
        |a: Id| matches!(dom.tag(a), "math" | "mjx-container") || dom.has_any_class(a, &["katex", "mwe-math-element"]);
    is_formula(dom, id) || dom.ancestors(id).take(4).any(formula)
}

/// Short parts that are hidden from screen readers and are not part of a sentence.
fn is_silent(dom: &Dom, id: Id) -> bool {
    /// Most bytes of an ornament's words; more is text that another element repeats, or the page itself.
    const ORNAMENT: usize = 400;
    dom.attr(id, "aria-hidden") == Some("true")
        && !is_inline(dom.tag(id))
        && !matches!(dom.tag(id), "img" | "picture" | "figure" | "pre")
        && dom.words_of(id).len() < ORNAMENT
        && !unfolds(dom, id)
}

/// True if a class hides an element from all but machines: `not-machine:hidden` shows it only to these.
fn is_for_machines(dom: &Dom, id: Id) -> bool {
    const MACHINES: &[&str] =
        &["machine", "machines", "bot", "bots", "agent", "agents", "crawler", "llm", "ai", "reader", "sr"];
    let alone = |class: &str| class.strip_prefix("not-")?.strip_suffix(":hidden").map(|to| MACHINES.contains(&to));
    let is_named = is_for_screen_readers(dom, id) || dom.has_any_class(id, UNSEEN);
    is_named || dom.classes(id).any(|class| alone(class) == Some(true))
}

/// True if an element directly follows a link in a sentence and holds the same link again, among others.
fn is_hover_card(dom: &Dom, id: Id) -> bool {
    let in_line = || dom.ancestors(id).take(4).any(|a| matches!(dom.tag(a), "p" | "li" | "td" | "dd"));
    if !matches!(dom.tag(id), "span" | "div") || !in_line() {
        return false;
    }
    let links = || dom.descendants(id).filter(|d| dom.tag(*d) == "a");
    let name = dom.prev(id).filter(|before| dom.tag(*before) == "a").and_then(|a| dom.value(a, "href"));
    name.is_some_and(|name| links().count() >= 2 && links().any(|a| dom.value(a, "href") == Some(name)))
}

/// True if a reader may unfold the hidden element: it belongs to a callout, an accordion or a list of questions.
fn unfolds(dom: &Dom, id: Id) -> bool {
    std::iter::once(id).chain(dom.ancestors(id)).take(4).any(|a| {
        dom.attr(a, "data-callout").is_some()
            || dom.tag(a) == "details"
            || has_word(
                dom,
                a,
                &["callout", "admonition", "accordion", "collapsible", "collapse", "faq", "faqs", "spoiler"],
            )
    })
}

/// Set a thousand pixels or more outside the page: for machines, never for readers.
fn is_off_screen(style: &str) -> bool {
    ["left:-", "top:-", "text-indent:-"].iter().any(|side| {
        style.split(side).skip(1).any(|rest| {
            let number: String = rest.chars().take_while(|c| c.is_ascii_digit()).collect();
            let unit = &rest[number.len()..];
            number.len() >= 4 && (unit.starts_with("px") || unit.starts_with("em") || unit.starts_with("rem"))
        })
    })
}

fn is_tooltip(dom: &Dom, id: Id) -> bool {
    let named = || {
        has_word(dom, id, &["tooltip", "tooltiptext", "popover", "hovercard"])
            && !has_word(dom, id, &["trigger", "wrapper", "container", "footnote", "has"])
    };
    let in_line = || dom.ancestors(id).take(4).any(|a| matches!(dom.tag(a), "p" | "li" | "td" | "dd"));
    // A word with a tooltip may itself have the class: some text must precede it in the line.
    let after_word = || dom.prev(id).is_some();
    dom.attr(id, "role") == Some("tooltip")
        || matches!(dom.tag(id), "span" | "div") && named() && in_line() && after_word()
}
