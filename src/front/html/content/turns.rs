//! Keeps every turn of a conversation with a model, because a short question is as much of it as the long answer.
//!
//! The choice of the article goes by prose, and of two long answers and a question of three words it takes the answers,
//! or only one of them. But the page marks who speaks.

use super::Article;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::normalize::SPEAKER;
use crate::front::html::removals::Removals;

/// Fewest turns of a conversation.
const FEWEST: usize = 2;

/// Keeps all turns in the article. If some are outside it and it holds nothing but turns, the box around all turns is the
/// article, with nothing but the turns in it; `hidden` has the hidden nodes of the page.
pub(crate) fn keep(dom: &Dom, hidden: impl FnOnce() -> Removals, article: &mut Article) {
    let turns: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| dom.attr(*d, SPEAKER).is_some()).collect();
    let (Some(&first), Some(&last)) = (turns.first(), turns.last()) else { return };
    if turns.len() < FEWEST {
        return;
    }
    let Some(around) = dom.ancestors(first).find(|a| dom.within(last, *a)) else { return };
    if !dom.within(around, article.root) {
        let is_spoken = |id: Id| std::iter::once(id).chain(dom.ancestors(id)).any(|a| dom.attr(a, SPEAKER).is_some());
        let is_turns = |article: &Article| {
            let mut kept = dom.descendants_but(article.root, |id| article.removed.has(id));
            kept.all(|id| dom.text(id).is_none_or(|text| text.trim().is_empty()) || is_spoken(id))
        };
        if !is_turns(article) {
            return;
        }
        *article = Article { root: around, removed: hidden(), standfirst: None };
    }
    for turn in turns {
        let to_root = std::iter::once(turn).chain(dom.ancestors(turn)).take_while(|a| *a != article.root);
        to_root.for_each(|id| article.removed.keep(id));
    }
}
