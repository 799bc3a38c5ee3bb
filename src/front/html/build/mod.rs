//! From elements to blocks: the structure pass.
//!
//! [`Builder`] walks the part of the page that is the article. A container's children are either in the line or blocks;
//! runs of inlines between blocks become paragraphs, as a browser's layout makes anonymous boxes. The kind of a block
//! follows from its tag and, because much of the web is made of `<div>`, from its class, role and content.

pub(crate) mod asides;
pub(crate) mod code;
pub(crate) mod code_languages;
pub(crate) mod embeds;
pub(crate) mod headings;
pub(crate) mod inlines;
pub(crate) mod lead_picture;
pub(crate) mod lists;
pub(crate) mod math;
pub(crate) mod mathml;
mod numbered;
pub(crate) mod pictures;
pub(crate) mod ruby;
pub(crate) mod tables;
pub(crate) mod whitespace;
pub(crate) mod wrappers;

use std::collections::{BTreeMap, BTreeSet};

use crate::context::Resources;
use crate::diag::{Diagnostic, codes};
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Figure, Heading, Image, Inline, Inlines, Lang, Link, Quote, QuoteKind, plain_text};
use crate::front::html::dom::class_words;
use crate::front::html::dom::urls::{Base, unescape};
use crate::front::html::dom::{Dom, Id, is_block_tag};
use crate::front::html::notes::Notes;
use crate::front::html::removals::Removals;
use crate::source::Span;
use headings::{heading_role, strip_permalink, unembolden, unlink};
use math::Part;

/// Makes the tree from a page.
pub(super) struct Builder<'a> {
    /// The page.
    pub dom: &'a Dom,
    /// Nodes that are left out with all below them.
    pub removed: &'a Removals,
    /// The notes, and the calls that lead to them.
    pub notes: &'a Notes,
    /// The base of references.
    pub base: &'a Base,
    /// Fragments that links of the article lead to.
    pub targets: BTreeSet<String>,
    /// The page's language, so that only other ones are marked.
    pub language: Option<Lang>,
    /// True if TeX between dollar signs or backslashes in text is mathematics here, because the page loads a program
    /// for it.
    pub tex_in_text: bool,
    /// The files of the page's folder: of a picture's addresses, the first with a file wins.
    pub files: Option<&'a dyn Resources>,
    /// The most pixels across at which a picture is shown, if known.
    pub picture_width: Option<u32>,
    /// The parts left out or changed, by kind.
    pub remarks: Remarks,
    block_inside: Vec<bool>,
    given: BTreeSet<String>,
    depth: usize,
    deepest: usize,
    in_note: bool,
    in_figure: bool,
}

/// Remarks, one of each kind for any number of events.
#[derive(Default)]
pub(super) struct Remarks {
    counts: BTreeMap<(codes::Code, &'static str), usize>,
}

impl Remarks {
    /// Counts an event of this kind for a remark, which reads "n times: " and then `what`.
    pub(super) fn note(&mut self, code: codes::Code, what: &'static str) {
        *self.counts.entry((code, what)).or_default() += 1;
    }

    /// As diagnostics.
    pub(super) fn diagnostics(self) -> impl Iterator<Item = Diagnostic> {
        self.counts.into_iter().map(|((code, what), n)| {
            let times = if n == 1 { String::new() } else { format!(" ({n} times)") };
            Diagnostic::remark(code, format!("{what}{times}."))
        })
    }
}

impl<'a> Builder<'a> {
    /// A builder for a page.
    pub(super) fn new(dom: &'a Dom, removed: &'a Removals, notes: &'a Notes, base: &'a Base, deepest: usize) -> Self {
        let mut builder = Builder {
            dom,
            removed,
            notes,
            base,
            targets: BTreeSet::new(),
            language: None,
            tex_in_text: false,
            files: None,
            picture_width: None,
            remarks: Remarks::default(),
            block_inside: vec![false; dom.count()],
            given: BTreeSet::new(),
            depth: 0,
            deepest,
            in_note: false,
            in_figure: false,
        };
        builder.find_blocks();
        builder
    }

    /// Marks every element that has a block below it.
    fn find_blocks(&mut self) {
        for id in self.dom.descendants(Dom::ROOT) {
            if self.is_left_out(id) || !self.is_block_itself(id) {
                continue;
            }
            for above in self.dom.ancestors(id) {
                let mark = &mut self.block_inside[above.index()];
                if std::mem::replace(mark, true) {
                    break;
                }
            }
        }
    }

    /// Collects the fragments that links below `roots` lead to, so that only necessary ids are kept.
    pub(super) fn find_targets(&mut self, root: Id) {
        for id in self.dom.descendants_but(root, |id| self.removed.has(id) && !self.notes.used.contains(&id)) {
            if self.dom.tag(id) == "a"
                && let Some(fragment) = self.dom.attr(id, "href").and_then(|h| self.base.fragment(h))
                && !fragment.is_empty()
            {
                self.targets.insert(unescape(fragment));
            }
        }
    }

    /// Takes the ids of tables as targets too: in a piece of HTML, links to them may stand outside.
    pub(super) fn find_outer_targets(&mut self, root: Id) {
        let tables = self.dom.descendants(root).filter(|id| self.dom.tag(*id) == "table");
        self.targets.extend(tables.filter_map(|id| self.dom.value(id, "id")).map(String::from));
    }

    /// True if the node is left out.
    pub(super) fn is_left_out(&self, id: Id) -> bool {
        self.removed.has(id)
            // A note's own place is left out of the body, but not of the note.
            && !(self.in_note && self.notes.used.contains(&id) && !self.notes.furniture.contains(&id))
    }

    /// The children that are not left out.
    pub(super) fn kept(&self, id: Id) -> impl Iterator<Item = Id> + use<'a> {
        let (dom, removed) = (self.dom, self.removed);
        dom.children(id).filter(move |c| !removed.has(*c))
    }

    fn is_block_itself(&self, id: Id) -> bool {
        is_block_tag(self.dom.tag(id)) || math::is_display(self.dom, id) || code::is_block(self.dom, id)
    }

    /// True if a node is set as a block: it is one, or holds one.
    pub(super) fn is_block(&self, id: Id) -> bool {
        self.is_block_itself(id) || self.block_inside.get(id.index()).copied().unwrap_or(false)
    }

    /// Runs `f` one level deeper in the tree, or `flat` at the bound.
    pub(super) fn deeper<T>(&mut self, f: impl FnOnce(&mut Self) -> T, flat: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth >= self.deepest {
            self.remarks.note(codes::NESTING, "Nesting deeper than the bound was flattened");
            return flat(self);
        }
        self.depth += 1;
        let out = f(self);
        self.depth -= 1;
        out
    }

    /// The blocks that an element's children make.
    pub(super) fn container(&mut self, id: Id) -> Vec<Block> {
        let children: Vec<Id> = self.kept(id).collect();
        let mut blocks = self.flow(&children);
        if !self.in_note {
            self.keep_id(id, &mut blocks);
        }
        blocks
    }

    /// The blocks that some neighbouring nodes make.
    pub(super) fn flow(&mut self, nodes: &[Id]) -> Vec<Block> {
        let mut out = Vec::new();
        let mut run = Inlines::new();
        let mut at = 0;
        while let Some(&node) = nodes.get(at) {
            at += 1;
            if self.is_left_out(node) {
                continue;
            }
            if self.dom.is_element(node) && self.is_block(node) && !self.notes.is_call(node) {
                self.flush(&mut run, &mut out);
                match self.marked_list(&nodes[at - 1..], &mut out) {
                    0 => self.block(node, &mut out),
                    items => at += items - 1,
                }
            } else {
                self.inline(node, &mut run);
            }
        }
        self.flush(&mut run, &mut out);
        lists::gather_typed(&mut out);
        numbered::gather(&mut out);
        out
    }

    /// Ends a run of inlines: one or several paragraphs, or a figure if there are only pictures.
    fn flush(&mut self, run: &mut Inlines, out: &mut Vec<Block>) {
        if run.is_empty() {
            return;
        }
        for part in whitespace::paragraphs(std::mem::take(run)) {
            if !self.tex_in_text {
                self.paragraph(part, out);
                continue;
            }
            if let Some(math) = math::lone_display_in(&part) {
                out.push(BlockKind::Math(math).into());
                continue;
            }
            for part in math::at_displays(part) {
                match part {
                    Part::Displayed(math) => out.push(BlockKind::Math(math).into()),
                    Part::Words(mut words) => {
                        math::lift_tex(&mut words);
                        self.paragraph(words, out);
                    }
                }
            }
        }
    }

    /// A paragraph; pictures at its ends become separate figures.
    fn paragraph(&mut self, mut part: Inlines, out: &mut Vec<Block>) {
        let leading = pictures::take_leading(&mut part);
        let trailing = pictures::take_trailing(&mut part);
        push_figure(leading, out);
        whitespace::tidy(&mut part);
        match part.as_slice() {
            [] => {}
            [Inline::Anchor(_)] if out.is_empty() => out.push(BlockKind::Paragraph(part).into()),
            [Inline::Math(math)] if self.is_lone_display(math) => out.push(BlockKind::Math(math.clone()).into()),
            _ => out.push(BlockKind::Paragraph(part).into()),
        }
        push_figure(trailing, out);
    }

    fn is_lone_display(&self, math: &crate::doc::Math) -> bool {
        let displays = |m: &str| m.contains("display=\"block\"") || m.contains("displaystyle=\"true\"");
        math.mathml.as_deref().is_some_and(displays)
            || math.tex.as_deref().is_some_and(|tex| tex.starts_with("\\displaystyle"))
    }

    /// One block element.
    pub(super) fn block(&mut self, id: Id, out: &mut Vec<Block>) {
        let start = out.len();
        self.block_inner(id, out);
        self.keep_id(id, &mut out[start..]);
        self.keep_language(id, &mut out[start..]);
    }

    fn block_inner(&mut self, id: Id, out: &mut Vec<Block>) {
        if let Some((math, _)) = math::math_at(self.dom, id) {
            out.push(BlockKind::Math(math).into());
            return;
        }
        if let Some(code) = code::code_at(self.dom, id, self.removed) {
            if let Some(title) = code::title_at(self.dom, id).filter(|title| !self.is_left_out(*title)) {
                self.titled(title, out);
            }
            out.push(BlockKind::Code(code).into());
            return;
        }
        match self.dom.tag(id) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(id, out),
            "ul" | "ol" | "menu" | "dir" => self.list(id, out),
            "dl" => self.definitions(id, out),
            "blockquote" => self.quote(id, out),
            "figure" if asides::callout(self, id, out) => {}
            "figure" => self.figure(id, out),
            "table" => tables::table(self, id, out),
            // The text between two rules may have been left out; one rule is enough.
            "hr" if out.last().is_some_and(|last| last.kind == BlockKind::Break) => {}
            "hr" => out.push(BlockKind::Break.into()),
            "details" => asides::details(self, id, out),
            "iframe" | "video" | "audio" | "embed" | "object" => embeds::embed(self, id, out),
            "script" | "style" | "template" | "head" | "select" | "textarea" | "dialog" | "canvas" => {}
            "a" | "em" | "strong" | "b" | "i" | "u" | "s" | "del" | "ins" | "mark" | "sup" | "sub" | "small" => {
                self.wrapped_blocks(id, out);
            }
            _ => self.box_(id, out),
        }
    }

    /// The name of a file above its code, as a line.
    fn titled(&mut self, id: Id, out: &mut Vec<Block>) {
        let mut title = Inlines::new();
        self.flat_inlines(id, &mut title);
        whitespace::tidy(&mut title);
        if !title.is_empty() {
            out.push(BlockKind::Paragraph(title).into());
        }
    }

    /// A `<div>`, or another element without a meaning: read by class and role, otherwise only for its content.
    fn box_(&mut self, id: Id, out: &mut Vec<Block>) {
        if let Some(level) = heading_role(self.dom, id) {
            return self.heading_of(id, level, out);
        }
        if self.dom.attr(id, "role") == Some("list") && lists::looks_like_role_list(self.dom, id) {
            return self.list(id, out);
        }
        if asides::callout(self, id, out) || pictures::figure_like(self, id, out) || asides::verse(self, id, out) {
            return;
        }
        if class_words::is_pull_quote(self.dom, id) {
            return self.quote(id, out);
        }
        if asides::is_sidebar(self.dom, id) {
            return asides::sidebar(self, id, out);
        }
        out.append(&mut self.container(id));
    }

    /// An inline element around blocks: each paragraph and heading inside is wrapped instead.
    fn wrapped_blocks(&mut self, id: Id, out: &mut Vec<Block>) {
        let mut blocks = self.container(id);
        let wrap: Option<Box<dyn Fn(Inlines) -> Inline>> =
            match self.dom.tag(id) {
                "a" => self.dom.attr(id, "href").and_then(|h| self.base.link(h)).map(|url| {
                    Box::new(move |content| Inline::Link(Link { url: url.clone(), title: None, content })) as _
                }),
                "em" | "i" => Some(Box::new(Inline::Emph)),
                "strong" | "b" => Some(Box::new(Inline::Strong)),
                "u" | "ins" => Some(Box::new(Inline::Underline)),
                "s" | "del" => Some(Box::new(Inline::Strike)),
                "mark" => Some(Box::new(Inline::Mark)),
                _ => None,
            };
        if let Some(wrap) = wrap {
            for block in &mut blocks {
                if let BlockKind::Paragraph(content) = &mut block.kind
                    && !content.iter().any(|i| matches!(i, Inline::Link(_)))
                {
                    *content = vec![wrap(std::mem::take(content))];
                }
            }
        }
        out.append(&mut blocks);
    }

    fn heading(&mut self, id: Id, out: &mut Vec<Block>) {
        let level = self.dom.tag(id)[1..].parse().unwrap_or(2);
        self.heading_of(id, level, out);
    }

    /// A heading; blocks that sloppy pages put inside are flattened into it, pictures set before it.
    fn heading_of(&mut self, id: Id, level: u8, out: &mut Vec<Block>) {
        let mut content = Inlines::new();
        self.flat_inlines(id, &mut content);
        let content: Inlines = whitespace::paragraphs(content).into_iter().fold(Inlines::new(), |mut all, part| {
            if !all.is_empty() {
                all.push(Inline::text(" "));
            }
            all.extend(part);
            all
        });
        let (images, mut content): (Vec<Inline>, Vec<Inline>) =
            content.into_iter().partition(|i| matches!(i, Inline::Image(_)));
        push_figure(images.into_iter().filter_map(into_image).collect(), out);
        strip_permalink(&mut content);
        if unlink(&mut content) {
            self.remarks.note(codes::HEADING_LINK, "A link from a heading into the page itself was made plain text");
        }
        unembolden(&mut content);
        whitespace::tidy(&mut content);
        if !plain_text(&content).trim().is_empty() || content.iter().any(|i| matches!(i, Inline::Math(_))) {
            let id = take_anchor(&mut content);
            let heading = Heading { level, id, content };
            out.push(BlockKind::Heading(heading).into());
        }
    }

    /// All inlines below an element, block borders as spaces.
    pub(super) fn flat_inlines(&mut self, id: Id, out: &mut Inlines) {
        let children: Vec<Id> = self.kept(id).collect();
        for child in children {
            if self.dom.is_element(child) && self.is_block(child) && !self.notes.is_call(child) {
                out.push(Inline::text(" "));
                self.flat_inlines(child, out);
                out.push(Inline::text(" "));
            } else {
                self.inline(child, out);
            }
        }
    }

    fn quote(&mut self, id: Id, out: &mut Vec<Block>) {
        if asides::callout(self, id, out) {
            return;
        }
        let kind = match () {
            () if class_words::is_pull_quote(self.dom, id) => QuoteKind::Pull,
            () if self.dom.attr(id, "role") == Some("doc-epigraph") => QuoteKind::Epigraph,
            () => QuoteKind::Block,
        };
        let mut blocks = self.deeper(|b| b.container(id), |b| b.container(id));
        let attribution = asides::attribution(&mut blocks);
        if !blocks.is_empty() {
            out.push(BlockKind::Quote(Quote { kind, blocks, attribution }).into());
        }
    }

    fn figure(&mut self, id: Id, out: &mut Vec<Block>) {
        let outside = std::mem::replace(&mut self.in_figure, true);
        pictures::figure(self, id, out);
        self.in_figure = outside;
    }

    /// True if the builder is inside a `<figure>`.
    pub(super) fn is_in_figure(&self) -> bool {
        self.in_figure
    }

    /// True if the builder is inside a note, where no further notes can be called.
    pub(super) fn is_in_note(&self) -> bool {
        self.in_note
    }

    /// The blocks of a note.
    pub(super) fn note(&mut self, number: usize) -> Vec<Block> {
        let Some(nodes) = self.notes.content(number) else { return Vec::new() };
        let outside = std::mem::replace(&mut self.in_note, true);
        let depth = std::mem::take(&mut self.depth);
        let mut blocks = Vec::new();
        let mut loose = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            // A definition's own element, of any name, is a box, and its content is the note. Further blocks are themselves.
            if self.dom.is_element(*node) && self.notes.is_shell(*node) {
                blocks.append(&mut self.flow(&std::mem::take(&mut loose)));
                match self.dom.tag(*node) {
                    "ul" | "ol" | "dl" | "blockquote" | "pre" | "table" | "figure" if at > 0 => {
                        self.block(*node, &mut blocks);
                    }
                    _ => blocks.append(&mut self.container(*node)),
                }
            } else {
                loose.push(*node);
            }
        }
        blocks.append(&mut self.flow(&loose));
        self.in_note = outside;
        self.depth = depth;
        crate::front::html::notes::trim(&mut blocks);
        // Nodes have no place in the source. The note's number stands for it, so that a note called twice is known as one.
        if let Some(first @ Block { kind: BlockKind::Paragraph(_), .. }) = blocks.first_mut() {
            first.span = Span::new(number + 1..number + 1);
        }
        blocks
    }

    /// Sets the element's id on the first of some blocks, if a link leads there.
    pub(super) fn keep_id(&mut self, id: Id, blocks: &mut [Block]) {
        let Some(first) = blocks.first_mut() else { return };
        let Some(key) = self.target_in(id) else { return };
        if put_id(first, &key) {
            self.given.insert(key);
        }
    }

    /// The id of an element that a link of the article leads to and that is not used yet. Headings are searched,
    /// because their anchors are often inside.
    fn target_in(&self, id: Id) -> Option<String> {
        let own = |id: Id| {
            let names = [self.dom.attr(id, "id"), self.dom.attr(id, "name").filter(|_| self.dom.tag(id) == "a")];
            names.into_iter().flatten().find(|k| self.targets.contains(*k) && !self.given.contains(*k))
        };
        let inside = self.dom.is_heading(id);
        own(id).or_else(|| inside.then(|| self.dom.descendants(id).find_map(own)).flatten()).map(String::from)
    }

    /// An anchor for an inline element's id.
    pub(super) fn anchor(&mut self, id: Id, out: &mut Inlines) {
        if self.in_note {
            return;
        }
        if let Some(key) = self.target_in(id) {
            self.given.insert(key.clone());
            out.push(Inline::Anchor(key));
        }
    }

    /// The language that an element states, where it differs from the page's.
    pub(super) fn other_language(&self, id: Id) -> Option<Lang> {
        let stated = self.dom.stated_language(id)?;
        let lang = Lang::new(stated)?;
        let differs = |page: &Lang| match lang.region() {
            Some(region) if page.primary() == lang.primary() => page.region() != Some(region),
            _ => page.primary() != lang.primary(),
        };
        self.language.as_ref().is_none_or(differs).then_some(lang)
    }

    fn keep_language(&mut self, id: Id, blocks: &mut [Block]) {
        let Some(lang) = self.other_language(id) else { return };
        if !matches!(self.dom.tag(id), "html" | "body" | "main" | "article") {
            blocks.iter_mut().for_each(|block| InLanguage(lang.clone()).block(block));
        }
    }
}

/// Marks every line of words as being in a language, except text that states its own.
struct InLanguage(Lang);

impl Rewrite for InLanguage {
    fn block(&mut self, block: &mut Block) {
        match &mut block.kind {
            // `<pre lang="php">` names the language of the code.
            BlockKind::Code(code) if code.language.as_deref() == Some(self.0.as_str()) => {}
            BlockKind::Code(code) => code.lang = code.lang.take().or_else(|| Some(self.0.clone())),
            _ => walk::rewrite_block_children(self, block),
        }
    }

    fn inlines(&mut self, inlines: &mut Inlines) {
        if !inlines.is_empty() && !matches!(inlines.as_slice(), [Inline::Lang(..)]) {
            *inlines = vec![Inline::Lang(self.0.clone(), std::mem::take(inlines))];
        }
    }
}

/// Puts an id into a block, or into the first block in it; false if it has no place for one.
fn put_id(block: &mut Block, key: &str) -> bool {
    let anchor = || Inline::Anchor(key.to_owned());
    let place = match &mut block.kind {
        BlockKind::Heading(heading) if heading.id.is_some() => {
            heading.content.insert(0, anchor());
            return true;
        }
        BlockKind::Heading(heading) => &mut heading.id,
        BlockKind::Figure(figure) => &mut figure.id,
        BlockKind::Table(table) => &mut table.id,
        BlockKind::Paragraph(content) => {
            content.insert(0, anchor());
            return true;
        }
        BlockKind::Quote(quote) => return quote.blocks.first_mut().is_some_and(|block| put_id(block, key)),
        BlockKind::Aside(aside) => return aside.blocks.first_mut().is_some_and(|block| put_id(block, key)),
        BlockKind::List(list) => {
            let first = list.items.first_mut().and_then(|item| item.blocks.first_mut());
            return first.is_some_and(|block| put_id(block, key));
        }
        BlockKind::DefinitionList(list) => {
            return list.first_mut().is_some_and(|first| {
                first.term.insert(0, anchor());
                true
            });
        }
        _ => return false,
    };
    let is_free = place.is_none();
    if is_free {
        *place = Some(key.to_owned());
    }
    is_free
}

/// The first anchor in a heading, which is the heading's own target.
fn take_anchor(content: &mut Inlines) -> Option<String> {
    let at = content.iter().position(|i| matches!(i, Inline::Anchor(_)))?;
    match content.remove(at) {
        Inline::Anchor(key) => Some(key),
        _ => None,
    }
}

/// Pushes a figure of loose pictures. A picture that is there twice, in another size for a lightbox, is dropped.
pub(super) fn push_figure(mut images: Vec<Image>, out: &mut Vec<Block>) {
    pictures::dedup(&mut images);
    if !images.is_empty() {
        out.push(BlockKind::Figure(Figure { images, ..Figure::default() }).into());
    }
}

fn into_image(inline: Inline) -> Option<Image> {
    match inline {
        Inline::Image(image) => Some(image),
        _ => None,
    }
}
