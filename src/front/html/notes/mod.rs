//! Footnotes: the pairs of call and note, for all kinds of mark-up.
//!
//! A call is a short link (`1`, `[a]`, `*`, `†`) or a raised number. A note is the block that holds the call's target,
//! or that begins with it. Pages agree on little more, so evidence is weighed: a note comes after its call, begins with
//! the same label or a link back, or is named a note by class, role or id. A note found here is put in the tree at its
//! call, and its place in the page is left out.

pub(crate) mod beside;
pub(crate) mod evidence;
pub(crate) mod loose;
mod ranges;
pub(crate) mod unlinked;

use std::collections::{BTreeMap, BTreeSet};

use crate::context::Reading;
use crate::doc::{Block, BlockKind, Inline, plain_text};
use crate::front::html::dom::urls::Base;
use crate::front::html::dom::urls::unescape;
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::Step;
use evidence::{
    Call, Target, any_later_back_link, has_back_link, is_back_link, is_believable, is_call, is_empty_back_link,
    is_empty_furniture, is_label, is_named_box, is_notes_title, label_of, outermost,
};

/// The notes of a page.
#[derive(Default)]
pub(super) struct Notes {
    calls: BTreeMap<Id, usize>,
    definitions: Vec<Definition>,
    shells: BTreeSet<Id>,
    /// Nodes that are a note's own place, or furniture of it: left out of the body.
    pub used: BTreeSet<Id>,
    /// Links back and labels inside notes.
    pub furniture: BTreeSet<Id>,
}

struct Definition {
    nodes: Vec<Id>,
}

impl Notes {
    /// True if the node calls a note.
    pub(super) fn is_call(&self, id: Id) -> bool {
        self.calls.contains_key(&id)
    }

    /// The number of the note a node calls.
    pub(super) fn called(&self, id: Id) -> Option<usize> {
        self.calls.get(&id).copied()
    }

    /// The nodes of a note.
    pub(super) fn content(&self, number: usize) -> Option<&[Id]> {
        self.definitions.get(number).map(|d| d.nodes.as_slice())
    }

    /// True if the node is the box of a note; its content is the note.
    pub(super) fn is_shell(&self, id: Id) -> bool {
        self.shells.contains(&id)
    }

    /// The calls, for deciding whether an element matters.
    pub(super) fn calls(&self) -> impl Iterator<Item = Id> + '_ {
        self.calls.keys().copied()
    }

    /// The nodes of the notes all of whose calls are like that.
    pub(super) fn called_only(&self, is_like: impl Fn(Id) -> bool) -> Vec<Id> {
        let others: BTreeSet<usize> = self.calls.iter().filter(|(id, _)| !is_like(**id)).map(|(_, n)| *n).collect();
        let only: BTreeSet<usize> = self.calls.values().copied().filter(|number| !others.contains(number)).collect();
        only.into_iter().filter_map(|number| self.content(number)).flatten().copied().collect()
    }

    fn define(&mut self, nodes: Vec<Id>, shell: bool) -> usize {
        self.used.extend(&nodes);
        if shell {
            self.shells.extend(&nodes);
        }
        self.definitions.push(Definition { nodes });
        self.definitions.len() - 1
    }
}

/// A way in which pages write notes.
pub(super) type Finder = Step<fn(&mut Dom, &Base, &mut Notes)>;

const fn finder(
    id: &'static str,
    about: &'static str,
    apply: fn(&mut Dom, &Base, &mut Notes),
    examples: &'static [(&'static str, &'static str)],
) -> Finder {
    Step { id, about, examples, apply }
}

/// All finders, in their order: a later finder does not change the finds of earlier ones.
pub(super) const FINDERS: &[Finder] = &[
    finder(
        "linked-notes",
        "Notes to which a short link or a raised number leads.",
        linked_notes,
        &[
            ("<p>Sails.<a href='#f'><sup>1</sup></a></p><ol><li id=f>Of linen.</ol>", "Sails. Of linen."),
            (
                "<p>Sails. <a href='#f' id=c class=footnote-reference>1</a></p><dl class=footnote><dt id=f><span>\
                 <a href='#c'>1</a></span><dd><p>Of linen.</dl>",
                "Sails. Of linen.",
            ),
            (
                "<p>Sails. <a href='#f' id=c class=reference>1</a></p><dl class=footnote><dt id=f>Linen<dd><p>Of flax.</dl>",
                "Sails. Of flax. Linen",
            ),
        ],
    ),
    finder(
        "stated-notes",
        "Notes that their call names in an attribute, such as data-footnote.",
        |dom, _, notes| stated_notes(dom, notes),
        &[("<p>Sails.<button data-footnote=f>1</button></p><div id=f>Of linen.</div>", "Sails. Of linen.")],
    ),
    finder(
        "side-notes",
        "Notes that stand in the line at their call: Tufte's, hidden ones, tooltips.",
        |dom, _, notes| beside::side_notes(dom, notes),
        &[("<p>Sails<span class=sidenote>Of linen.</span> fill.</p>", "Sails Of linen. fill.")],
    ),
    finder(
        "unlinked-notes",
        "Raised numbers without links, and the paragraphs at the end that begin with them.",
        |dom, _, notes| unlinked::numbers(dom, notes),
        &[
            ("<p>Sails.<sup>1</sup></p><p><sup>1</sup> Of linen.</p>", "Sails. Of linen."),
            (
                "<p>Sails.<sup>1</sup> It has 9 m<sup>1</sup>.</p><p><sup>1</sup> Of linen.</p>",
                "Sails. Of linen. It has 9 m1.",
            ),
            ("<p>Sails.<sup>1</sup></p><p><b><sup>1</sup> Note:</b> Of linen.</p>", "Sails. Note: Of linen."),
        ],
    ),
    finder(
        "listed-notes",
        "Raised numbers without links, and items whose ids have the same numbers: fn1, footnote-2.",
        |dom, _, notes| unlinked::listed(dom, notes),
        &[("<p>Sails.<sup>1</sup></p><ol><li id=footnote-1>Of linen.</ol>", "Sails. Of linen.")],
    ),
];

/// Finds the notes of a page.
pub(super) fn find(dom: &mut Dom, base: &Base, reading: &Reading) -> Notes {
    let mut notes = Notes::default();
    FINDERS.iter().filter(|finder| reading.uses(finder.id)).for_each(|finder| (finder.apply)(dom, base, &mut notes));
    leave_out_brackets(dom, &mut notes);
    take_brackets(dom, &notes);
    leave_out_shells(dom, &mut notes);
    notes
}

/// Takes brackets out of the text around calls: `[<a>1</a>, <a>2</a>]`.
fn take_brackets(dom: &mut Dom, notes: &Notes) {
    let calls: Vec<Id> = notes.calls().collect();
    for call in calls {
        let before = dom.prev(call).filter(|n| dom.text(*n).is_some_and(|t| t.trim_end().ends_with(['[', '('])));
        let Some(open) = before else { continue };
        // The calls of one pair of brackets, with commas between them.
        let mut between = Vec::new();
        let mut at = dom.next(call);
        while let Some(node) = at {
            let Some(text) = dom.text(node) else {
                at = dom.next(node).filter(|_| notes.is_call(node));
                continue;
            };
            let trimmed = text.trim_start();
            if trimmed.starts_with([']', ')']) {
                let rest = trimmed[1..].to_string();
                let kept = dom.text(open).unwrap_or("").trim_end();
                let kept = kept[..kept.len() - 1].trim_end().to_string();
                dom.set_text(open, kept);
                dom.set_text(node, rest);
                between.into_iter().for_each(|comma: Id| dom.set_text(comma, String::new()));
                break;
            }
            if !trimmed.chars().all(|c| c.is_whitespace() || matches!(c, ',' | ';' | '–' | '-')) {
                break;
            }
            between.push(node);
            at = dom.next(node);
        }
    }
}

fn linked_notes(dom: &mut Dom, base: &Base, notes: &mut Notes) {
    let order = positions(dom);
    let mut by_target = linked_calls(dom, base, &order);
    let cited = ranges::lists(dom, base, by_target.values());
    by_target.retain(|_, target| ranges::list_of(dom, target.place).is_none_or(|list| !cited.contains(&list)));
    let targets: BTreeSet<Id> = by_target.values().map(|t| t.place).collect();
    for target in by_target.values() {
        loose::wrap(dom, target, &targets);
    }
    for target in by_target.values() {
        let Some((nodes, shell)) = definition_at(dom, target, &targets, base) else { continue };
        furnish(dom, base, target, &nodes, notes);
        notes.used.extend(term_of(dom, target));
        let number = notes.define(nodes, shell);
        for call in &target.calls {
            notes.calls.insert(call.node, number);
        }
    }
}

/// `[1, 2]`: the brackets and commas around calls are meaningless once the calls are notes.
fn leave_out_brackets(dom: &Dom, notes: &mut Notes) {
    let parents: BTreeSet<Id> = notes.calls.keys().filter_map(|c| dom.parent(*c)).collect();
    for parent in parents {
        if !matches!(dom.tag(parent), "cite" | "sup" | "span") {
            continue;
        }
        // A space that parts the call from the word after it stays.
        let parts = |c: Id| dom.text(c).is_some_and(|t| t.trim().is_empty()) && parts_words(dom, parent, c);
        let mark = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | ',' | ';' | '\u{a0}');
        let only_marks = |c: Id| dom.text(c).is_some_and(|t| t.chars().all(mark));
        if dom.children(parent).all(|c| notes.is_call(c) || only_marks(c)) {
            let marks: Vec<Id> = dom.children(parent).filter(|c| !notes.is_call(*c) && !parts(*c)).collect();
            notes.furniture.extend(marks);
        }
    }
}

/// True if a text of white space closes an element right before a word.
fn parts_words(dom: &Dom, parent: Id, space: Id) -> bool {
    let mut at = parent;
    let next = std::iter::from_fn(|| {
        let next = dom.next(at);
        if next.is_none() {
            at = dom.parent(at).filter(|a| matches!(dom.tag(*a), "span" | "sup" | "cite" | "em" | "b" | "i"))?;
        }
        Some(next)
    });
    let text = next.take(6).flatten().next().and_then(|n| dom.text(n));
    dom.next(space).is_none() && text.is_some_and(|text| text.starts_with(char::is_alphanumeric))
}

fn positions(dom: &Dom) -> Vec<usize> {
    let mut order = vec![usize::MAX; dom.count()];
    for (n, id) in dom.descendants(Dom::ROOT).enumerate() {
        order[id.index()] = n;
    }
    order
}

/// Calls by the place they lead to, in the order of the places' first calls.
fn linked_calls(dom: &Dom, base: &Base, order: &[usize]) -> BTreeMap<usize, Target> {
    let mut by_target: BTreeMap<usize, Target> = BTreeMap::new();
    let mut of_place: BTreeMap<Id, usize> = BTreeMap::new();
    for link in dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "a") {
        let Some(place) = target_of(dom, base, link) else { continue };
        let label = label_of(&dom.words_of(link));
        let node = outermost(dom, link);
        if !is_call(dom, link, node, &label) && !loose::is_echoed(dom, node, place, &label)
            || order[place.index()] <= order[link.index()] && !is_named_box(dom, place)
        {
            continue;
        }
        if dom.within(link, place) {
            continue;
        }
        let key = *of_place.entry(place).or_insert(order[link.index()]);
        let target = by_target.entry(key).or_insert_with(|| Target { place, calls: Vec::new(), label });
        target.calls.push(Call { node });
    }
    by_target
}

fn target_of(dom: &Dom, base: &Base, link: Id) -> Option<Id> {
    let href = dom.attr(link, "href")?;
    // A saved page does not always state its old address. An absolute link leads here if this page has its fragment and
    // the link looks like a call.
    let elsewhere = || href.split_once('#').map(|(_, f)| f).filter(|_| is_label(&label_of(&dom.words_of(link))));
    let fragment = base.fragment(href).or_else(elsewhere)?;
    if fragment.is_empty() {
        return None;
    }
    dom.by_id(fragment).or_else(|| dom.by_id(&unescape(fragment)))
}

/// The nodes of the note at a target, with true if these are separate boxes.
fn definition_at(dom: &Dom, target: &Target, targets: &BTreeSet<Id>, base: &Base) -> Option<(Vec<Id>, bool)> {
    let mut block = target.place;
    while !crate::front::html::dom::is_block_tag(dom.tag(block)) {
        block = dom.parent(block)?;
    }
    if dom.is_heading(block) && is_label(&label_of(&dom.words_of(block))) {
        return below_heading(dom, block);
    }
    if matches!(
        dom.tag(block),
        "h1" | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "body"
            | "html"
            | "main"
            | "article"
            | "table"
            | "tbody"
            | "ul"
            | "ol"
            | "nav"
            | "figure"
    ) {
        return None;
    }
    // The call itself must not be in the note's block.
    if target.calls.iter().any(|c| dom.within(c.node, block)) {
        return None;
    }
    let others = dom.descendants(block).filter(|d| targets.contains(d) && *d != target.place).count();
    if others > 0 {
        return between_targets(dom, block, target.place, targets);
    }
    let block = widen(dom, block, targets);
    if !is_believable(dom, block, target, base) {
        return None;
    }
    let mut nodes = vec![block];
    if matches!(dom.tag(block), "p" | "div") && dom.tag(block) == "p" {
        // Further paragraphs of the same note: until the next note begins, as long as no link back has come.
        let mut at = block;
        while !has_back_link(dom, at, target, base)
            && let Some(next) = dom.next_element(at)
            && matches!(dom.tag(next), "p" | "blockquote" | "ul" | "ol" | "pre")
            && nodes.len() < 8
            && !dom.descendants(next).chain([next]).any(|d| targets.contains(&d))
            && any_later_back_link(dom, next, target, base)
        {
            nodes.push(next);
            at = next;
        }
        if nodes.len() == 1 {
            let is_note = |id: Id| dom.descendants(id).chain([id]).any(|d| targets.contains(&d));
            nodes.extend(further_blocks(dom, block, is_note));
        }
    }
    Some((nodes, true))
}

/// The note below a heading that is only its number, as Texinfo writes it: the heading, and the blocks up to the next one.
fn below_heading(dom: &Dom, heading: Id) -> Option<(Vec<Id>, bool)> {
    const MOST: usize = 6;
    let blocks = std::iter::successors(dom.next_element(heading), |id| dom.next_element(*id));
    let own = |id: &Id| matches!(dom.tag(*id), "p" | "blockquote" | "ul" | "ol" | "pre" | "table" | "dl");
    let nodes: Vec<Id> = std::iter::once(heading).chain(blocks.take_while(own).take(MOST)).collect();
    (nodes.len() > 1).then_some((nodes, true))
}

/// The blocks between one note and the next, if notes follow each other and no call is among them. Behind the last note,
/// the block that its colon announces.
fn further_blocks(dom: &Dom, block: Id, is_note: impl Fn(Id) -> bool) -> Vec<Id> {
    /// Most further blocks of a note, and most bytes in them: more is the text of an article with notes in its midst.
    const MOST: usize = 4;
    const LONGEST: usize = 1200;
    let calls = |id: Id| dom.descendants(id).any(|d| dom.tag(d) == "sup");
    let mut found: Vec<Id> = Vec::new();
    let mut length = 0;
    let mut at = dom.next_element(block);
    while let Some(id) =
        at.filter(|id| matches!(dom.tag(*id), "p" | "blockquote" | "ul" | "ol" | "pre" | "table" | "dl" | "figure"))
    {
        if is_note(id) {
            return found;
        }
        length += dom.words_of(id).len();
        if found.len() == MOST || length > LONGEST || calls(id) {
            break;
        }
        found.push(id);
        at = dom.next_element(id);
    }
    let announced = |id: &Id| dom.tag(*id) != "p" && dom.words_of(block).ends_with(':');
    found.first().copied().filter(announced).into_iter().collect()
}

/// A cell or a term holds only the label: the note is the row, or the description.
fn widen(dom: &Dom, block: Id, targets: &BTreeSet<Id>) -> Id {
    let only = |id: Id| !dom.descendants(id).any(|d| targets.contains(&d) && !dom.within(d, block));
    match dom.tag(block) {
        "td" | "th" => dom.parent(block).filter(|p| only(*p)).unwrap_or(block),
        "dt" => dom.next_element(block).filter(|n| dom.tag(*n) == "dd").unwrap_or(block),
        _ => {
            // A paragraph with only the label, inside a box with the note.
            let words = dom.words_of(block);
            match dom.parent(block) {
                Some(parent)
                    if (is_label(&label_of(&words)) || words.is_empty())
                        && matches!(dom.tag(parent), "div" | "li" | "aside")
                        && only(parent)
                        && dom.words_of(parent).len() < 4000 =>
                {
                    parent
                }
                Some(parent) if dom.tag(parent) == "li" && only(parent) => parent,
                // One of several boxes with a note each.
                Some(parent) if dom.tag(parent) == "div" && only(parent) && is_beside_notes(dom, parent, targets) => {
                    parent
                }
                _ => block,
            }
        }
    }
}

/// The term that is only the label of a note in its description: `<dt>1</dt><dd>The note.</dd>`.
fn term_of(dom: &Dom, target: &Target) -> Option<Id> {
    let term = std::iter::once(target.place).chain(dom.ancestors(target.place)).find(|id| dom.tag(*id) == "dt")?;
    let is_described = dom.next_element(term).is_some_and(|next| dom.tag(next) == "dd");
    let words = dom.words_of(term);
    (is_described && (words.is_empty() || label_of(&words) == target.label)).then_some(term)
}

/// True if the box before or after a box holds another note.
fn is_beside_notes(dom: &Dom, id: Id, targets: &BTreeSet<Id>) -> bool {
    let holds =
        |id: Id| dom.tag(id) == "div" && std::iter::once(id).chain(dom.descendants(id)).any(|d| targets.contains(&d));
    [dom.prev_element(id), dom.next_element(id)].into_iter().flatten().any(holds)
}

/// Notes that share a block, parted by the targets: the nodes from one to the next.
fn between_targets(dom: &Dom, block: Id, place: Id, targets: &BTreeSet<Id>) -> Option<(Vec<Id>, bool)> {
    let child_of_block = |mut id: Id| {
        while dom.parent(id) != Some(block) {
            id = dom.parent(id)?;
        }
        Some(id)
    };
    let first = child_of_block(place)?;
    let mut nodes = vec![first];
    let mut at = first;
    while let Some(next) = dom.next(at) {
        if dom.descendants(next).chain([next]).any(|d| targets.contains(&d)) {
            break;
        }
        nodes.push(next);
        at = next;
    }
    let block_notes = nodes.iter().any(|n| crate::front::html::dom::is_block_tag(dom.tag(*n)));
    if block_notes && first != place && nodes.len() == 1 {
        return Some((nodes, true));
    }
    let words: usize = nodes.iter().map(|n| dom.words_of(*n).len()).sum();
    (words > 3 && words < 8000).then_some((nodes, false))
}

/// Marks links back and the label in a note as furniture.
fn furnish(dom: &mut Dom, base: &Base, target: &Target, nodes: &[Id], notes: &mut Notes) {
    let links: Vec<Id> = nodes
        .iter()
        .flat_map(|n| dom.descendants(*n).chain([*n]))
        .filter(|d| dom.tag(*d) == "a" && is_back_link(dom, base, *d, target) || is_empty_back_link(dom, *d))
        .collect();
    for link in links {
        // The whole `<sup>`, brackets included, when the link is all of it.
        let outer = outermost(dom, link);
        let outer = if dom.words_of(outer).len() <= dom.words_of(link).len() + 4 && !nodes.contains(&outer) {
            outer
        } else {
            link
        };
        notes.furniture.insert(outer);
    }
    let backlinks: Vec<Id> = nodes
        .iter()
        .flat_map(|n| dom.descendants(*n))
        .filter(|d| {
            dom.has_any_class(*d, &["mw-cite-backlink", "footnote-backref", "footnote-number", "fn-number"])
                // docutils: `<span class="label">[<a>1</a>]</span>`.
                || dom.has_class(*d, "label") && dom.words_of(*d).chars().count() < 8
        })
        .collect();
    notes.furniture.extend(backlinks);
    strip_label(dom, nodes, &target.label, notes);
}

/// Takes the label off the start of a note: an element, or the text's first characters.
fn strip_label(dom: &mut Dom, nodes: &[Id], label: &str, notes: &mut Notes) {
    let first = nodes.iter().flat_map(|n| [*n].into_iter().chain(dom.descendants(*n))).find(|d| {
        dom.text(*d).is_some_and(|t| !t.trim().is_empty())
            && !dom.ancestors(*d).chain([*d]).any(|a| notes.furniture.contains(&a))
    });
    let Some(text_node) = first else { return };
    let Some(text) = dom.text(text_node).map(String::from) else { return };
    let start = text.trim_start().trim_start_matches(['[', '(', '^']);
    let Some(rest) = start.strip_prefix(label).filter(|_| !label.is_empty()) else {
        // Brackets, colons and stops that the link back left.
        let kept = text.trim_start().trim_start_matches([']', ')', ':', '.', '^', '\u{a0}', ' ']);
        let removed = notes.furniture.iter().any(|f| nodes.iter().any(|n| dom.within(*f, *n)));
        if removed && kept.len() < text.len() && !kept.is_empty() {
            dom.set_text(text_node, kept.to_owned());
        }
        return;
    };
    if rest.starts_with(|c: char| c.is_alphanumeric()) && dom.parent(text_node).is_none_or(|p| dom.tag(p) != "sup") {
        return;
    }
    let kept = rest.trim_start_matches([']', ')', ':', '.', ' ', '\u{a0}', '\n', '\t']);
    // A sole label in an element: the element goes, and the punctuation after it.
    dom.set_text(text_node, kept.to_owned());
    if kept.is_empty() {
        trim_following(dom, text_node, nodes);
    }
}

fn trim_following(dom: &mut Dom, from: Id, nodes: &[Id]) {
    let root = nodes.iter().copied().find(|n| dom.within(from, *n)).unwrap_or(from);
    let next = std::iter::successors(dom.after(from, root), |at| dom.first(*at).or_else(|| dom.after(*at, root)))
        .find(|d| dom.text(*d).is_some_and(|t| !t.trim().is_empty()));
    let next = next.or_else(|| {
        let at = nodes.iter().position(|n| *n == root)?;
        nodes[at + 1..].iter().copied().find(|d| dom.text(*d).is_some_and(|t| !t.trim().is_empty()))
    });
    if let Some(next) = next
        && let Some(text) = dom.text(next).map(String::from)
    {
        let kept = text.trim_start().trim_start_matches([']', ')', ':', '.']);
        if kept.len() < text.trim_start().len() {
            dom.set_text(next, kept.to_owned());
        }
    }
}

/// Calls that name their note in an attribute: `data-definition="id"`, `aria-describedby`, `data-footnote-id`.
fn stated_notes(dom: &mut Dom, notes: &mut Notes) {
    let mut found = Vec::new();
    for id in dom.descendants(Dom::ROOT).filter(|d| dom.is_element(*d)) {
        let key = ["data-definition", "data-footnote", "data-footnote-id", "data-note-id", "data-fn"]
            .iter()
            .find_map(|n| dom.value(id, n));
        let Some(place) = key.and_then(|k| dom.by_id(k.trim_start_matches('#'))) else { continue };
        let small = dom.words_of(id).chars().count() <= 6;
        if small && !dom.within(id, place) && !notes.is_call(id) && !notes.used.contains(&place) {
            found.push((id, place));
        }
    }
    for (call, place) in found {
        // A button would be left out with all other buttons.
        dom.rename(call, "sup");
        let number = notes.define(vec![place], true);
        notes.calls.insert(call, number);
    }
}

/// Leaves out lists, sections, headings and rules that held only notes.
fn leave_out_shells(dom: &Dom, notes: &mut Notes) {
    let mut candidates: Vec<Id> = Vec::new();
    for id in notes.used.iter().copied() {
        candidates.extend(dom.ancestors(id).take(6));
    }
    candidates.sort();
    candidates.dedup();
    // Inner boxes first: a box is empty when all in it is.
    candidates.sort_by_key(|c| std::cmp::Reverse(dom.ancestors(*c).count()));
    for id in candidates {
        if matches!(dom.tag(id), "body" | "html" | "article" | "main" | "") || notes.used.contains(&id) {
            continue;
        }
        let left = dom.children(id).any(|c| !notes.used.contains(&c) && !is_empty_furniture(dom, c));
        if !left {
            notes.used.insert(id);
        }
    }
    let used: Vec<Id> = notes.used.iter().copied().collect();
    for id in used {
        // The rule and the heading before the notes.
        let before_breaks = |id: Id| {
            std::iter::successors(dom.prev_element(id), |b| dom.prev_element(*b)).find(|b| dom.tag(*b) != "br")
        };
        let mut before = before_breaks(id);
        for _ in 0..2 {
            let Some(node) = before else { break };
            let tag = dom.tag(node);
            let title = matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "div" | "b" | "strong")
                && is_notes_title(&dom.words_of(node));
            if tag == "hr" || title {
                notes.used.insert(node);
            } else if !notes.used.contains(&node) {
                break;
            }
            before = before_breaks(node);
        }
    }
}

/// Trims a note's blocks: no empty ones, and no brackets or arrows left by links back at the ends.
pub(super) fn trim(blocks: &mut Vec<Block>) {
    if let Some(Block { kind: BlockKind::Paragraph(words), .. }) = blocks.last_mut() {
        while let Some(Inline::Text(text)) = words.last_mut() {
            let kept =
                text.trim_end().trim_end_matches(['↩', '↵', '⏎', '↑', '\u{fe0e}', '\u{fe0f}', '\u{a0}', ' ']).len();
            text.truncate(kept);
            let bare = text.trim_end();
            let kept = if bare.ends_with("[]") || bare.ends_with("()") { bare.len() - 2 } else { bare.len() };
            text.truncate(kept);
            if !text.is_empty() {
                break;
            }
            words.pop();
        }
    }
    if let Some(Block { kind: BlockKind::Paragraph(words), .. }) = blocks.first_mut()
        && let Some(Inline::Text(text)) = words.first_mut()
    {
        let kept = text.trim_start_matches([' ', '\u{a0}', '^']).to_string();
        *text = kept;
    }
    blocks.retain(|b| !matches!(&b.kind, BlockKind::Paragraph(words) if plain_text(words).trim().is_empty() && !words.iter().any(|i| matches!(i, Inline::Math(_) | Inline::Image(_)))));
}
