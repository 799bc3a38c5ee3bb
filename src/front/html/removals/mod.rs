//! Removes all parts of a page outside its article, by a table of rules.
//!
//! [`RULES`] is the table, in the order in which rules apply; each file of this folder holds a few rules of one kind
//! with the constants and examples that belong to them. A rule only decides if a part goes. Only [`decide`] and
//! [`lines`](lines::decide) remove it, unless [`veto`] protects it: no rule that judges by a name or a phrase may
//! remove a large part of the page's running text. [`report`] then lists the removals.

pub(crate) mod cards;
pub(crate) mod comments;
pub(crate) mod contents;
pub(crate) mod controls;
pub(crate) mod duplicates;
pub(crate) mod gutenberg;
pub(crate) mod hidden;
pub(crate) mod lines;
pub(crate) mod names;
pub(crate) mod others;
pub(crate) mod outside;
pub(crate) mod platforms;
pub(crate) mod pointers;
pub(crate) mod report;
pub(crate) mod sections;
pub(crate) mod shares;
pub(crate) mod sign_ups;
pub(crate) mod signed;
pub(crate) mod titles;
pub(crate) mod veto;

use std::cell::{Cell, OnceCell};

use crate::context::Reading;
use crate::doc::Meta;
use crate::doc::count::letters;
use crate::front::html::dom::lengths::Lengths;
use crate::front::html::dom::measure::quoted_letters;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::metadata::Known;
use crate::front::removal::{Reason, Removal, Rule, Scope};

/// The ways to decide about a part of a page.
pub(super) enum Decide {
    /// Applied to each element of the article, from the outside in; elements inside a removed one are skipped.
    Node(Applies),
    /// Finds the elements that go in the whole of the article; sees earlier removals.
    Tree(fn(&Page, &Removals) -> Vec<Id>),
    /// Applied to each block at the head and end of the article that was built.
    Line(fn(&lines::Lines, usize) -> bool),
    /// Decided by the choice of the article, or by the search for notes.
    Elsewhere,
}

/// True if a rule applies to an element.
pub(super) type Applies = fn(&Page, Id) -> bool;

/// A row of the table.
pub(super) type HtmlRule = Rule<Decide>;

/// All rules of the HTML front end, in the order in which they apply.
pub(super) const RULES: &[&HtmlRule] = &[
    // The whole page, before the article is looked for.
    &hidden::NOTE,
    &hidden::CODE,
    &hidden::ATTRIBUTE,
    &hidden::DISPLAY_NONE,
    &hidden::CODE_LINE,
    &hidden::OUT_OF_SIGHT,
    &hidden::TOOLTIP,
    &hidden::HOVER_CARD,
    &hidden::SCREEN_READER,
    &hidden::ARIA,
    // The choice of the article.
    &outside::OUTSIDE,
    &outside::NOT_KEPT,
    &outside::LINK_BOX,
    &outside::BARE_CARD,
    &outside::UNLIKELY,
    &outside::HISTORY,
    &titles::STANDFIRST,
    &titles::EXCERPT,
    // The article.
    &gutenberg::FRAME,
    &sign_ups::BUTTON_LINK,
    &sign_ups::SIGN_UP,
    &platforms::FURNITURE,
    &platforms::DIALOG,
    &controls::MENU,
    &controls::HEADING,
    &controls::SIGNS,
    &controls::FORM,
    &controls::FOOT,
    &shares::SHARE_LINKS,
    &names::SHARING,
    &names::RELATED,
    &names::ADVERTISEMENT,
    &names::SIGN_UP,
    &names::COOKIES,
    &names::COMMENTS,
    &names::NAVIGATION,
    &names::FILING,
    &names::FRAME,
    &comments::THREAD,
    &comments::SIGNED,
    &comments::HEADED,
    &cards::CARDS,
    &others::NEXT,
    &titles::TITLE,
    &pointers::POINTER,
    &pointers::JUMP,
    &pointers::CHAPTER_LINKS,
    &pointers::LABEL,
    &pointers::RIGHTS,
    &pointers::DISCLOSURE,
    &duplicates::COPY,
    &contents::HEADING,
    &sections::AUTHOR,
    &sections::AUTHOR_BOX,
    &sections::LINKS,
    &others::EMPTIED,
    // Lines at the head and end of the built blocks.
    &lines::TITLE,
    &lines::TEXT_SIZE,
    &lines::BUTTONS,
    &lines::COUNTER,
    &lines::BYLINE,
    &lines::SHELF,
    &lines::LABEL,
    &lines::HOUSE_RULES,
    &lines::SIGN_UP_LINE,
    &lines::SITE,
    &lines::PICTURE,
];

/// The part of a page that rules see.
pub(super) struct Page<'a> {
    /// The page.
    pub dom: &'a Dom,
    /// The part that is the article.
    pub root: Id,
    /// The article's title.
    pub title: &'a str,
    /// The article's metadata.
    pub meta: Option<&'a Meta>,
    /// The host of the page's address.
    pub host: Option<&'a str>,
    lengths: OnceCell<Lengths>,
    named: Cell<Option<(Id, Option<Reason>)>>,
}

impl<'a> Page<'a> {
    /// The article of a page.
    pub(super) fn new(dom: &'a Dom, root: Id, known: &'a Known) -> Self {
        Page { title: &known.title, meta: Some(&known.meta), host: known.base.host(), ..Page::bare(dom, root) }
    }

    /// A page without known facts.
    pub(super) fn bare(dom: &'a Dom, root: Id) -> Self {
        Page { dom, root, title: "", meta: None, host: None, lengths: OnceCell::new(), named: Cell::new(None) }
    }

    /// The length of the text at and below every node, in bytes.
    pub(super) fn lengths(&self) -> &Lengths {
        self.lengths.get_or_init(|| Lengths::of_page(self.dom))
    }

    /// The length of the text at and below a node, in bytes.
    pub(super) fn length(&self, id: Id) -> usize {
        self.lengths().of(id)
    }

    /// The length of the article's text, in bytes; never 0.
    pub(super) fn total(&self) -> usize {
        self.length(self.root).max(1)
    }

    /// True if the page's description quotes these words: they are the article's.
    pub(super) fn describes(&self, words: &str) -> bool {
        let description = self.meta.and_then(|meta| meta.description.as_deref());
        description.and_then(quoted_letters).is_some_and(|quoted| letters(words).contains(&quoted))
    }

    /// The meaning of an element's names, remembered because several rules look up the same element in a row.
    pub(super) fn named(&self, id: Id) -> Option<Reason> {
        if let Some((of, named)) = self.named.get()
            && of == id
        {
            return named;
        }
        let named = crate::front::html::clutter::named_clutter(self.dom, id);
        self.named.set(Some((id, named)));
        named
    }
}

/// The nodes that are left out of a page, each with all below it.
#[derive(Clone)]
pub(super) struct Removals(Vec<Option<Removal>>);

impl Removals {
    /// No removals, for a tree of this many nodes.
    pub(super) fn nothing(count: usize) -> Self {
        Removals(vec![None; count])
    }

    /// True if a node is left out by itself; the nodes below it go with it.
    pub(super) fn has(&self, id: Id) -> bool {
        self.of(id).is_some()
    }

    /// The removal of a node that is left out by itself.
    pub(super) fn of(&self, id: Id) -> Option<Removal> {
        self.0.get(id.index()).copied().flatten()
    }

    /// The reason for which a node is left out by itself.
    pub(super) fn reason(&self, id: Id) -> Option<Reason> {
        self.of(id).map(|removal| removal.reason)
    }

    /// Keeps a node that was left out.
    pub(super) fn keep(&mut self, id: Id) {
        if let Some(slot) = self.0.get_mut(id.index()) {
            *slot = None;
        }
    }

    /// Leaves a node out. The first reason stays.
    pub(super) fn leave_out(&mut self, id: Id, removal: Removal) {
        if let Some(slot) = self.0.get_mut(id.index()) {
            slot.get_or_insert(removal);
        }
    }
}

/// Rules that apply to every chosen article: the elements they find are never text, even if a candidate kept them.
const CERTAIN: &[&HtmlRule] = &[
    &hidden::HOVER_CARD,
    &gutenberg::FRAME,
    &platforms::FURNITURE,
    &platforms::DIALOG,
    &shares::SHARE_LINKS,
    &others::NEXT,
    &pointers::CHAPTER_LINKS,
    &duplicates::COPY,
];

/// Applies the certain rules to the chosen article.
pub(super) fn decide_certain(page: &Page, reading: &Reading, removed: &mut Removals) {
    ask(page, CERTAIN.iter().copied().filter(|rule| reading.uses(rule.id)), removed);
}

/// Applies the rule about the furniture of programs, the only one for a discussion, which is text in full.
pub(super) fn decide_furniture(page: &Page, reading: &Reading, removed: &mut Removals) {
    ask(page, [&platforms::FURNITURE].into_iter().filter(|rule| reading.uses(rule.id)), removed);
}

/// Applies the rules of a scope to a page, in the order of the table.
pub(super) fn decide(page: &Page, scope: Scope, reading: &Reading, removed: &mut Removals) {
    ask(page, RULES.iter().copied().filter(|rule| rule.scope == scope && reading.uses(rule.id)), removed);
}

fn ask<'r>(page: &Page, rules: impl Iterator<Item = &'r HtmlRule>, removed: &mut Removals) {
    let mut nodes: Vec<(&HtmlRule, Applies)> = Vec::new();
    for rule in rules {
        match rule.decide {
            Decide::Node(applies) => nodes.push((rule, applies)),
            Decide::Tree(find) => {
                decide_nodes(page, &std::mem::take(&mut nodes), removed);
                for id in find(page, removed) {
                    remove(page, rule, id, removed);
                }
            }
            Decide::Line(_) | Decide::Elsewhere => {}
        }
    }
    decide_nodes(page, &nodes, removed);
}

/// Applies rules to each element from the outside in; the first that applies decides. Parts that one rule removes are
/// kept if together they are too much; what is inside hidden ones is judged then.
fn decide_nodes(page: &Page, rules: &[(&HtmlRule, Applies)], removed: &mut Removals) {
    let sections = decide_below(page, page.root, rules, removed);
    let kept: Vec<(&HtmlRule, Id)> = veto::too_much_together(page.dom, &sections).collect();
    for (rule, id) in kept {
        removed.keep(id);
        if veto::is_hiding(rule) {
            decide_below(page, id, rules, removed);
        }
    }
}

/// Applies rules to each element below one. Returns the removed parts that may be sections of the text. A note's place is
/// left out, but the note is shown at its call, so hidden elements inside it must be found too.
fn decide_below<'r>(
    page: &Page,
    root: Id,
    rules: &[(&'r HtmlRule, Applies)],
    removed: &mut Removals,
) -> Vec<(&'r HtmlRule, Id)> {
    let dom = page.dom;
    let mut at = dom.first(root).filter(|_| !rules.is_empty());
    let mut sections = Vec::new();
    while let Some(id) = at {
        let is_open = |removed: &Removals| removed.reason(id).is_none_or(|reason| reason == Reason::Note);
        if dom.is_element(id)
            && is_open(removed)
            && let Some((rule, _)) = rules.iter().find(|(_, applies)| applies(page, id))
        {
            remove(page, rule, id, removed);
            if removed.has(id) && veto::may_be_section(dom, rule, id) {
                sections.push((*rule, id));
            }
        }
        at = if is_open(removed) { dom.following(id, root) } else { dom.after(id, root) };
    }
    sections
}

/// Removes an element that a rule found, unless a veto protects it. No other function removes elements by rule.
fn remove(page: &Page, rule: &HtmlRule, id: Id, removed: &mut Removals) {
    if !veto::protects(page, rule, id) {
        removed.leave_out(id, rule.removal());
    }
}
