//! What no rule may remove.

use super::{HtmlRule, Page};
use crate::front::html::dom::Id;
use crate::front::removal::Scope;

/// Fewest paragraphs, and bytes of text, of a hidden box that is an article a script would have shown.
const PARAGRAPHS: usize = 3;
const BYTES: usize = 1500;

/// Whether an element stays although a rule would remove it.
pub fn protects(page: &Page, rule: &HtmlRule, id: Id) -> bool {
    match rule.scope {
        Scope::Page => holds_article(page, id),
        _ => false,
    }
}

/// Whether a hidden element holds so much text that it is no hidden text: some pages hide the whole article until a
/// script runs.
fn holds_article(page: &Page, id: Id) -> bool {
    let dom = page.dom;
    if matches!(
        dom.tag(id),
        "script" | "style" | "template" | "head" | "noscript" | "nav" | "form" | "dialog" | "button"
    ) {
        return false;
    }
    let paragraphs = dom.descendants(id).filter(|d| dom.tag(*d) == "p").take(PARAGRAPHS + 1).count();
    paragraphs >= PARAGRAPHS && dom.words_of(id).len() > BYTES
}
