//! The removals of a front end and their reasons: one vocabulary for web pages, plain text and mail.
//!
//! Every removed part names its [`Reason`] and the rule that decided ([`Removal`]). A front end holds its rules in a
//! table of [`Rule`]s; `--without` turns one off by its id, and `docs/rules.md` lists them all. The [`Report`] lists
//! each removed part, with its first words, its reason and its rule, and sums up. Nothing is removed silently, and
//! nothing at all after the report.

use std::collections::BTreeMap;

use crate::context::{Context, Reading};
use crate::diag::{Diagnostic, LeftOut, codes};
use crate::doc::count;
use crate::lang::phrases::Kind;
use crate::source::Span;

/// The reason that a part is not in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Scripts, styles, and invisible content.
    Hidden,
    /// A note, which is set at its call, or the line that led to it.
    Note,
    /// The title or standfirst, which the metadata has.
    Title,
    /// Menus, breadcrumbs, page numbers, the page's own table of contents.
    Navigation,
    /// Share buttons, counts of likes, print and mail.
    Sharing,
    /// Links and cards that lead to other articles.
    Related,
    /// Readers' comments below the article.
    Comments,
    /// Advertisements, sponsors, calls to buy.
    Advertisement,
    /// Sign-ups to newsletters and accounts.
    SignUp,
    /// Cookie notices and consent.
    Cookies,
    /// Authors, dates and topics of the article.
    Filing,
    /// Forms, buttons and other controls.
    Controls,
    /// Head and foot of the page, rights, disclosures, page numbers.
    Frame,
    /// The same text a second time, as pages hold it for other screens.
    Repeated,
    /// Outside the article, of no recognised kind.
    Outside,
}

/// All reasons with the code of their remarks and their words in a sentence.
const REASONS: &[(Reason, codes::Code, &str)] = &[
    (Reason::Hidden, codes::PAGE_HIDDEN, "hidden text"),
    (Reason::Note, codes::PAGE_NOTE, "text of notes"),
    (Reason::Title, codes::PAGE_TITLE, "a repeated title"),
    (Reason::Navigation, codes::PAGE_NAVIGATION, "navigation"),
    (Reason::Sharing, codes::PAGE_SHARING, "sharing"),
    (Reason::Related, codes::PAGE_RELATED, "links to other articles"),
    (Reason::Comments, codes::PAGE_COMMENTS, "comments"),
    (Reason::Advertisement, codes::PAGE_ADVERTISEMENT, "advertising"),
    (Reason::SignUp, codes::PAGE_NEWSLETTER, "sign-ups"),
    (Reason::Cookies, codes::PAGE_COOKIES, "cookie notices"),
    (Reason::Filing, codes::PAGE_FILING, "bylines and tags"),
    (Reason::Controls, codes::PAGE_CONTROLS, "forms and buttons"),
    (Reason::Frame, codes::PAGE_FRAME, "the page's head and foot"),
    (Reason::Repeated, codes::PAGE_REPEATED, "text that stands there twice"),
    (Reason::Outside, codes::PAGE_OUTSIDE, "text beside the article"),
];

impl Reason {
    /// The reason to remove a line made up of such phrases.
    pub fn of_phrase(kind: Kind) -> Reason {
        match kind {
            Kind::Share | Kind::Print => Reason::Sharing,
            Kind::FontSize => Reason::Controls,
            Kind::Cookies => Reason::Cookies,
            Kind::Newsletter => Reason::SignUp,
            Kind::Advertisement => Reason::Advertisement,
            Kind::Related => Reason::Related,
            Kind::Comments => Reason::Comments,
            Kind::Tags => Reason::Filing,
            Kind::Menu => Reason::Navigation,
        }
    }

    /// The code of the remark about a part removed for this reason.
    pub fn code(self) -> codes::Code {
        REASONS[self as usize].1
    }

    /// The kind of part in words for a sentence: "navigation".
    pub fn words(self) -> &'static str {
        REASONS[self as usize].2
    }
}

/// The elements that a rule sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole page, before the article is chosen.
    Page,
    /// The choice of the article: everything outside the chosen part.
    Choice,
    /// The part that is the article.
    Article,
    /// The first lines of the article.
    Head,
    /// The first and the last lines of the article.
    Edges,
}

impl Scope {
    /// The scope in the words of `docs/rules.md`.
    pub fn words(self) -> &'static str {
        match self {
            Scope::Page => "whole page",
            Scope::Choice => "choice of the article",
            Scope::Article => "article",
            Scope::Head => "head of the article",
            Scope::Edges => "head and end of the article",
        }
    }
}

/// The evidence of a rule. A name or a phrase is evidence but not proof: a rule that judges by one may not remove
/// running text (see the veto of each front end).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A class, an id, a tag or a role.
    Name,
    /// The words of the part.
    Phrase,
    /// The structure of the part, a repetition, or the fact that it cannot be seen.
    Structure,
}

/// A row in a table of rules; `D` is the decision, which depends on the front end's input.
pub struct Rule<D: 'static> {
    /// A stable name in kebab-case, unique among all tables: `--without ID`.
    pub id: &'static str,
    /// The reason that its finds are not in the article.
    pub reason: Reason,
    /// The elements that it sees.
    pub scope: Scope,
    /// Its evidence.
    pub evidence: Evidence,
    /// One sentence for people about the parts it removes.
    pub about: &'static str,
    /// Inputs, and the words that remain of each; one test runs the examples of all rules.
    pub examples: &'static [(&'static str, &'static str)],
    /// The decision.
    pub decide: D,
}

impl<D> Rule<D> {
    /// The note about a part that this rule removes.
    pub const fn removal(&self) -> Removal {
        Removal { reason: self.reason, rule: self.id }
    }

    /// The row in the form of lists.
    pub const fn entry(&self) -> Entry {
        Entry {
            id: self.id,
            reason: Some(self.reason),
            scope: Some(self.scope),
            about: self.about,
            examples: self.examples,
        }
    }
}

/// A row in a table of steps that normalize an article: repairs of a page, finders of notes. `F` is the step.
pub struct Step<F: 'static> {
    /// A stable name in kebab-case, unique among all tables: `--without ID`.
    pub id: &'static str,
    /// One sentence for people about its effect.
    pub about: &'static str,
    /// Inputs, and the words of their outputs; one test runs the examples of all steps.
    pub examples: &'static [(&'static str, &'static str)],
    /// The step.
    pub apply: F,
}

impl<F> Step<F> {
    /// The row in the form of lists.
    pub const fn entry(&self) -> Entry {
        Entry { id: self.id, reason: None, scope: None, about: self.about, examples: self.examples }
    }
}

/// A row of any table, in the form of `--list-rules` and `docs/rules.md`. Steps that repair a page and finders of notes
/// remove nothing, so they have neither reason nor scope.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The id for `--without`.
    pub id: &'static str,
    /// The reason for its removals.
    pub reason: Option<Reason>,
    /// The elements that it sees.
    pub scope: Option<Scope>,
    /// One sentence for people.
    pub about: &'static str,
    /// Inputs, and the words that remain of each.
    pub examples: &'static [(&'static str, &'static str)],
}

/// Why one part went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The kind of part.
    pub reason: Reason,
    /// The id of the rule that decided.
    pub rule: &'static str,
}

/// The decision about one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is in the article.
    Keep,
    /// It is left out.
    Remove(Removal),
}

impl Reading {
    /// True if a rule is on: nobody turned it off with `--without`.
    pub fn uses(&self, rule: &str) -> bool {
        !self.without.iter().any(|off| off == rule)
    }
}

/// The most parts that are listed one by one.
const MOST_SAID: usize = 400;
/// The first words of a part are shown up to this many characters.
const SHOWN: usize = 60;

/// Reports the removals from an article.
#[derive(Default)]
pub struct Report {
    said: usize,
    /// Words left out, by reason.
    words: BTreeMap<Reason, usize>,
}

/// The warning of a loss that a rule is to blame for.
pub(crate) fn loss(rule: &str, message: String) -> Diagnostic {
    let hint = format!("--without {rule} turns that rule off, --keep all keeps everything.");
    Diagnostic::warning(codes::MUCH_LEFT_OUT, message).hint(hint)
}

impl Report {
    /// Reports that a part with this text was left out. `find` searches for its place, if the part is listed on its
    /// own.
    pub fn part(&mut self, removal: Removal, text: &str, find: impl FnOnce() -> Option<Span>, cx: &mut Context) {
        // A note is not lost, because it is set at its call; the title is set above the article.
        if matches!(removal.reason, Reason::Note | Reason::Title) {
            return;
        }
        // Signs alone count as a word, so that they are not lost in silence.
        let count = count::spoken(text).max(usize::from(!text.trim().is_empty()));
        if count == 0 {
            return;
        }
        *self.words.entry(removal.reason).or_default() += count;
        if self.said == MOST_SAID {
            return;
        }
        self.said += 1;
        let (what, rule) = (removal.reason.words(), removal.rule);
        let noun = if count == 1 { "word" } else { "words" };
        let shown = shown(text);
        let message = format!("Left out as {what} ({count} {noun}, rule {rule}): “{shown}”.");
        let mut remark = Diagnostic::remark(removal.reason.code(), message);
        remark.span = find();
        remark.left_out = Some(LeftOut { rule, words: count, text: shown });
        cx.say(remark);
    }

    /// The number of words that were left out.
    pub fn words(&self) -> usize {
        self.words.values().sum()
    }

    /// Reports the amount of text that was left out, by reason.
    pub fn sum_up(self, cx: &mut Context) {
        let words = self.words();
        if words == 0 {
            return;
        }
        let mut parts: Vec<(Reason, usize)> = self.words.into_iter().collect();
        parts.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
        let parts: Vec<String> = parts.iter().map(|(reason, count)| format!("{count} of {}", reason.words())).collect();
        let (noun, were) = if words == 1 { ("word", "was") } else { ("words", "were") };
        let message = format!("{words} {noun} of the page {were} left out: {}.", parts.join(", "));
        let mut remark = Diagnostic::remark(codes::PAGE_FURNITURE, message);
        if !cx.reading.keep_all {
            remark = remark.hint("Use --keep all to keep everything, or --without RULE to turn one rule off.");
        }
        cx.say(remark);
    }
}

/// The first words of a text.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.truncate(shown.rfind(' ').unwrap_or(shown.len()));
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_stand_in_their_own_order() {
        for (at, (reason, code, _)) in REASONS.iter().enumerate() {
            assert_eq!((*reason as usize, reason.code()), (at, *code));
        }
    }

    #[test]
    fn report_names_reason_and_rule() {
        let mut cx = Context::default();
        let mut report = Report::default();
        let menu = Removal { reason: Reason::Navigation, rule: "menu" };
        report.part(menu, "Home News", || Some(Span::new(3..7)), &mut cx);
        report.part(Removal { reason: Reason::Title, rule: "title-again" }, "The lens", || None, &mut cx);
        report.sum_up(&mut cx);
        let said: Vec<&str> = cx.diags.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "Left out as navigation (2 words, rule menu): “Home News”.",
                "2 words of the page were left out: 2 of navigation."
            ]
        );
    }
}
