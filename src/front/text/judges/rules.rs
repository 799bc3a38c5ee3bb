//! The rules around the judge of articles: removals from the text that it kept, and reasons for the text that it left
//! out.
//!
//! The judge decides which stretches of a page are the article ([`super::segment`]). [`RULES`] holds the rest. A rule
//! of [`Decide::Unit`] is applied to every unit inside the article, in this order. The sentence about each other rule
//! names its place of decision.

use super::stray;
use crate::context::Reading;
use crate::front::removal::{Evidence, Reason, Removal, Rule, Scope};
use crate::front::text::features::page::Page;

/// The way in which a rule decides.
pub(crate) enum Decide {
    /// Applied to every unit inside the article of a page.
    Unit(fn(&Page, usize) -> bool),
    /// Decided by the choice of the article, or by the reader of its head.
    Elsewhere,
}

/// A row of the table.
pub(crate) type TextRule = Rule<Decide>;

const fn elsewhere(
    id: &'static str,
    reason: Reason,
    scope: Scope,
    evidence: Evidence,
    about: &'static str,
) -> TextRule {
    Rule { id, reason, scope, evidence, about, examples: &[], decide: Decide::Elsewhere }
}

/// Outside the stretches that the judge takes for the article.
pub(crate) const JUDGE: TextRule = elsewhere(
    "text-judge",
    Reason::Outside,
    Scope::Choice,
    Evidence::Structure,
    "Outside the stretches of a captured page that the learned judge takes for its article.",
);
/// Outside them, and made of phrases that pages use.
pub(crate) const PHRASE: TextRule = elsewhere(
    "text-phrase",
    Reason::Outside,
    Scope::Choice,
    Evidence::Phrase,
    "Outside the article and made of phrases that pages say around articles; the phrase gives the reason.",
);
/// Outside them, and repeated in the page.
pub(crate) const REPEATED: TextRule = elsewhere(
    "text-repeated",
    Reason::Repeated,
    Scope::Choice,
    Evidence::Structure,
    "Outside the article and printed more than once on the page.",
);
/// Below the line that ends an article.
pub(crate) const AFTER_END: TextRule = elsewhere(
    "text-after-end",
    Reason::Outside,
    Scope::Edges,
    Evidence::Phrase,
    "Below a line that invites to comments or other articles, where no text follows any more.",
);
/// Below the line that counts the comments.
pub(crate) const RESPONSES: TextRule = elsewhere(
    "text-responses",
    Reason::Comments,
    Scope::Edges,
    Evidence::Structure,
    "From the line on that counts the responses to the title, or with which platforms of blogs leave an article.",
);
/// Above the title.
pub(crate) const ABOVE_TITLE: TextRule = elsewhere(
    "text-above-title",
    Reason::Frame,
    Scope::Head,
    Evidence::Structure,
    "Short lines above the title of a captured page: the site's name, a rubric, buttons.",
);
/// At the edges of a clean text.
pub(crate) const EDGE: TextRule = elsewhere(
    "text-edge",
    Reason::Outside,
    Scope::Edges,
    Evidence::Phrase,
    "Lines of phrases that pages say, above the first paragraph of a clean text or below its last.",
);
/// Lines of buttons.
pub(crate) const BUTTON: TextRule = Rule {
    id: "text-button",
    reason: Reason::Controls,
    scope: Scope::Article,
    evidence: Evidence::Phrase,
    about: "Up to four words inside the article that are buttons of the page; the phrase gives the reason.",
    examples: &[("Share on Facebook", ""), ("The harbour lay quiet.", "The harbour lay quiet.")],
    decide: Decide::Unit(stray::is_button),
};

/// All rules of the plain-text front end, in the order in which they apply.
pub(crate) const RULES: &[&TextRule] = &[
    &JUDGE,
    &PHRASE,
    &REPEATED,
    &AFTER_END,
    &BUTTON,
    &Rule {
        id: "text-embedded-post",
        reason: Reason::Sharing,
        scope: Scope::Article,
        evidence: Evidence::Phrase,
        about: "The frame of a post of a social network: the invitation to see it there, and whose it is.",
        examples: &[
            ("View this post on Instagram", ""),
            ("A post shared by thousands was a forgery.", "A post shared by thousands was a forgery."),
        ],
        decide: Decide::Unit(stray::is_embed),
    },
    &Rule {
        id: "text-profile",
        reason: Reason::Navigation,
        scope: Scope::Article,
        evidence: Evidence::Phrase,
        about: "What forums of questions print beside a name: the picture's label, badges, buttons.",
        examples: &[("Improve this answer", ""), ("12 gold badges, 3 silver badges", "")],
        decide: Decide::Unit(stray::is_profile),
    },
    &Rule {
        id: "text-page-foot",
        reason: Reason::Frame,
        scope: Scope::Article,
        evidence: Evidence::Phrase,
        about: "Lines that wikis and blogs print below an article or its pictures.",
        examples: &[("This page was last edited on 3 May 2024, at 11:02.", "")],
        decide: Decide::Unit(stray::is_foot),
    },
    &Rule {
        id: "text-invitation",
        reason: Reason::Related,
        scope: Scope::Article,
        evidence: Evidence::Phrase,
        about: "Words that lead away, a colon, and the title of another article.",
        examples: &[
            ("READ MORE: Bridge toll will be raised again, says council", ""),
            ("There is one thing more: he never came back.", "There is one thing more: he never came back."),
        ],
        decide: Decide::Unit(stray::invites),
    },
    &RESPONSES,
    &EDGE,
    &ABOVE_TITLE,
];

/// The removal of a unit by a rule about phrases, with the reason of its words.
pub(crate) fn by_phrase(page: &Page, i: usize, rule: &TextRule) -> Removal {
    let reason = page.basics.get(i).and_then(|basic| basic.cover.kind).map(Reason::of_phrase).unwrap_or(rule.reason);
    Removal { reason, rule: rule.id }
}

/// The rule by which a unit inside the article is removed.
pub(crate) fn unit(page: &Page, log_odds: &[f32], i: usize, reading: &Reading) -> Option<Removal> {
    if !stray::may_go(page, log_odds, i) {
        return None;
    }
    let applies = |rule: &&&TextRule| {
        let Decide::Unit(decide) = rule.decide else { return false };
        // A button is judged as well, because one word may be the article's.
        let judged = rule.id != BUTTON.id || stray::is_judged(page, log_odds, i);
        judged && reading.uses(rule.id) && decide(page, i)
    };
    let rule = RULES.iter().find(applies)?;
    Some(if rule.id == BUTTON.id { by_phrase(page, i, rule) } else { rule.removal() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::front::text::prepare::prepare;

    #[test]
    fn examples_hold() {
        for rule in RULES {
            let Decide::Unit(decide) = rule.decide else { continue };
            assert!(!rule.examples.is_empty(), "{} has no example", rule.id);
            for (before, after) in rule.examples {
                let page = Page::new(prepare(before, None, &mut Context::default()).units);
                assert_eq!(decide(&page, 0), after.is_empty(), "{}: {before}", rule.id);
            }
        }
    }
}
