//! Furniture that very common programs set amid the text: each row names an element of one program by its class.

use super::{Decide, HtmlRule, Page};
use crate::front::html::dom::Id;
use crate::front::removal::{Evidence, Reason, Rule, Scope};

/// An element by a class of it and a class of an element around it, and the most bytes of its words: more is text.
struct Row {
    class: &'static str,
    within: &'static str,
    longest: usize,
}

const fn row(class: &'static str, within: &'static str, longest: usize) -> Row {
    Row { class, within, longest }
}

/// The elements.
const ROWS: &[Row] = &[
    // Discourse: the name and the size of a picture below it.
    row("meta", "lightbox", 200),
    // XenForo: "Click to expand...".
    row("bbCodeBlock-expandLink", "bbCodeBlock", 60),
    // Sphinx: "[source]".
    row("viewcode-link", "", 20),
    // Rustdoc: "Source" and "§".
    row("src", "rustdoc", 12),
    row("anchor", "rustdoc", 3),
    // Jupyter: "In [1]:" and "Out[1]:".
    row("jp-InputPrompt", "", 16),
    row("jp-OutputPrompt", "", 16),
    row("input_prompt", "", 16),
    row("output_prompt", "", 16),
    // GitHub: "Loading" in place of a drawing.
    row("js-render-enrichment-loader", "", 40),
    // MediaWiki: the categories of a page.
    row("catlinks", "", 4000),
];

/// Furniture of programs.
pub(crate) const FURNITURE: HtmlRule = Rule {
    id: "program-furniture",
    reason: Reason::Controls,
    scope: Scope::Article,
    evidence: Evidence::Name,
    about: "Controls and labels of common programs, by their classes: the prompts of Jupyter, “[source]” of Sphinx, the \
            size of a picture in Discourse.",
    examples: &[
        ("<p>Sails.</p><div class=jp-InputPrompt>In [1]:</div>", "Sails."),
        ("<p>Sails.</p><p class=meta>Ada's word</p>", "Sails. Ada's word"),
    ],
    decide: Decide::Node(is_furniture),
};

fn is_furniture(page: &Page, id: Id) -> bool {
    let dom = page.dom;
    let has = |id: Id, class: &str| dom.classes(id).any(|own| own == class || is_variant(own, class));
    ROWS.iter().any(|row| {
        dom.has_class(id, row.class)
            && page.length(id) <= row.longest
            && (row.within.is_empty() || dom.ancestors(id).any(|above| has(above, row.within)))
    })
}

/// `lightbox-wrapper` is a `lightbox` too.
fn is_variant(own: &str, class: &str) -> bool {
    own.strip_prefix(class).is_some_and(|rest| rest.starts_with('-'))
}

/// A dialog that the page shows over itself.
pub(crate) const DIALOG: HtmlRule = Rule {
    id: "dialog",
    reason: Reason::Controls,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Dialogs that a page shows over itself, such as a request for consent.",
    examples: &[(
        "<p>Sails.</p><div role=dialog aria-modal=true><h2>Your privacy</h2><p>We count biscuits.</p></div>",
        "Sails.",
    )],
    decide: Decide::Node(is_dialog),
};

/// The most part of the article's text that a dialog may hold, and the most bytes.
const SHARE: usize = 4;
const LONGEST: usize = 2000;

fn is_dialog(page: &Page, id: Id) -> bool {
    let dom = page.dom;
    matches!(dom.attr(id, "role"), Some("dialog" | "alertdialog"))
        && dom.attr(id, "aria-modal") == Some("true")
        && page.length(id) <= LONGEST
        && page.length(id) * SHARE < page.total()
        && !dom.descendants(id).any(|d| dom.tag(d) == "h1")
}
