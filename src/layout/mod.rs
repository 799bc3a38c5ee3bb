//! Layout: a publication and a style become finished pages. Knows nothing of PDF.
//!
//! ```text
//! Publication --flow--> galley --paginate--> plan --assemble--> pages --furniture, contents--> Pages
//!               |                               |
//!      shape, linebreak                       lines
//! ```
//!
//! Each stage is a file or folder with one public function of its name:
//!
//! - [`flow`] walks the tree of an article and makes the [`galley`]: one endless column, every size and space in points. It
//!   sets each paragraph as it meets it, through [`setting`]: [`shape`] turns the text into glyphs, and [`linebreak`] chooses
//!   the line ends, in up to three lengths.
//! - [`paginate`] divides the galley into pages, and chooses among the lengths of each paragraph.
//! - [`assemble`] puts everything at its place on a page. Only now [`lines`] places the glyphs, and only for the chosen
//!   length.
//! - [`furniture`] adds running heads and folios, and [`contents`] the page numbers of the table of contents.
//! - `recolour` fits finished pages to the colours of a style that is not black on white.
//!
//! The articles of an edition go through these stages one after the other and join the same [`frame::Pages`]. The structure
//! tree for accessibility is made once, in [`flow`], and every mark on a page carries its [`frame::Owner`] in that tree.

pub(crate) mod assemble;
pub(crate) mod audit;
mod bidi;
mod code_colours;
pub(crate) mod contents;
pub(crate) mod cover;
pub mod dump;
pub(crate) mod flow;
pub mod fonts;
pub mod frame;
pub(crate) mod furniture;
pub(crate) mod galley;
pub(crate) mod impose;
pub mod inline;
pub mod linebreak;
pub mod lines;
pub(crate) mod math;
pub(crate) mod page_marks;
pub(crate) mod paginate;
pub(crate) mod place;
pub(crate) mod properties;
mod recolour;
pub(crate) mod setting;
pub mod shape;

use std::rc::Rc;

use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::targets::Targets;
use crate::doc::{Document, Inline, Lang, Meta, Publication, hollow, plain_text};
use crate::math::title_text;
use crate::style::{ArticleStart, Front, Style};
use assemble::OpenEntry;
use flow::{Article, Leaf};
use frame::{Pages, StructureKind};
use galley::{Entry, Galley};
use setting::Setter;

/// A publication as finished pages.
pub fn layout(publication: &Publication, style: &Style, cx: &mut Context) -> Pages {
    let mut pages = match publication.alone() {
        Some(document) => article_alone(document, style, cx),
        None => edition(publication, style, cx),
    };
    // Print editions are printed in black on the printer's own paper.
    if let (Some(colours), None) = (&style.colours, style.print.product) {
        recolour::recolour(&mut pages, colours);
    }
    pages
}

fn article_alone(document: &Document, style: &Style, cx: &mut Context) -> Pages {
    let lang = document.meta.language.clone().unwrap_or_else(Lang::english);
    let binding = lang.binding();
    let set = Setter::new(style, binding, cx.resources.faces());
    let mut pages = Pages { properties: properties::of(document, cx), binding, ..Pages::default() };
    let mut galley = Galley::default();
    let root = galley.structure.open(StructureKind::Document, None);
    let mut remarks = Vec::new();
    let targets = Rc::new(Targets::new(&[document], &[]));
    let article = Article { number: 0, prefix: String::new(), level: 1, targets };
    galley = leaves(&document.meta, &set, galley, root, &mut pages, &mut remarks);
    let filled = flow::without_typed(hollow::filled(document), style);
    let mut galley = flow::flow(&filled, &article, &[], &set, galley, root, &mut remarks);
    remarks.into_iter().for_each(|remark| cx.say(remark));
    let entries = set_article(&mut galley, &set, &lang, &mut pages);
    contents::number(&entries, &lang, &set, &mut pages);
    pages.bookmarks = assemble::bookmarks(&galley.outline, &pages);
    pages.structure = galley.structure.nodes;
    pages.pictures = galley.pictures;
    set.finish(&mut pages, cx);
    pages
}

/// Many articles: a front page with the contents, then each article at the place that the style states.
fn edition(publication: &Publication, style: &Style, cx: &mut Context) -> Pages {
    let unnamed = Meta::default();
    let meta = publication.edition.as_ref().unwrap_or(&unnamed);
    let lang = meta.language.clone().unwrap_or_else(Lang::english);
    let binding = lang.binding();
    let set = Setter::new(style, binding, cx.resources.faces());
    let mut pages = Pages { properties: properties::of_meta(meta, cx), binding, ..Pages::default() };
    let mut galley = Galley::default();
    let root = galley.structure.open(StructureKind::Document, None);
    galley = leaves(meta, &set, galley, root, &mut pages, &mut Vec::new());
    galley.book = flow::said_again(&meta.title);
    let articles: Vec<&Document> = publication.articles().collect();
    let targets = Rc::new(Targets::new(&articles, &publication.names));
    let article = |number| article(number, meta, &targets);
    let mut work = Binding { set: &set, pages: &mut pages, galley, entries: Vec::new(), outline: Vec::new() };
    work.front(publication, meta, &article, (root, &lang), cx);
    let mut number = 0;
    for part in &publication.parts {
        let titled = !part.title.is_empty();
        let node = if titled { work.galley.structure.open(StructureKind::Part, Some(root)) } else { root };
        for (i, document) in part.articles.iter().enumerate() {
            if titled && i == 0 {
                work.outline.push((0, title_text(&part.title), article(number).start()));
            }
            let parent = work.galley.structure.open(StructureKind::Article, Some(node));
            work.article(document, &article(number), (parent, u8::from(titled)), cx);
            number += 1;
        }
    }
    let Binding { galley, entries, outline, .. } = work;
    contents::number(&entries, &lang, &set, &mut pages);
    pages.bookmarks = assemble::bookmarks(&outline, &pages);
    pages.structure = galley.structure.nodes;
    pages.pictures = galley.pictures;
    set.finish(&mut pages, cx);
    if pages.properties.title.is_empty() {
        pages.properties.title = match publication.articles().next() {
            Some(article) => properties::of(article, cx).title,
            None => properties::untitled(meta),
        };
    }
    pages
}

/// The leaves before a book, if the style asks for them: half title, a blank back, title page, and imprint on its back.
fn leaves(
    meta: &Meta,
    set: &Setter,
    mut galley: Galley,
    root: frame::NodeId,
    pages: &mut Pages,
    remarks: &mut Vec<Diagnostic>,
) -> Galley {
    if set.style.opening.front != Front::Full || plain_text(&meta.title).trim().is_empty() {
        return galley;
    }
    let document = Document { meta: meta.clone(), ..Document::default() };
    for leaf in [Leaf::HalfTitle, Leaf::Title, Leaf::Imprint] {
        let (flowed, top) = flow::leaf(leaf, &document, set, galley, root, remarks);
        galley = flowed;
        let plan = paginate::paginate(&galley, set, top);
        assemble::assemble(&mut galley, &plan, top, set, pages);
        galley.next_article();
        if leaf == Leaf::HalfTitle {
            blank_page(set.style, pages);
        }
    }
    galley
}

/// An edition's article by number: its ids have a prefix, its title is under the edition's.
fn article(number: u32, edition: &Meta, targets: &Rc<Targets>) -> Article {
    let titled = !plain_text(&edition.title).trim().is_empty();
    let prefix = flow::prefix(number as usize);
    Article { number, prefix, level: if titled { 2 } else { 1 }, targets: targets.clone() }
}

/// An edition while it is bound.
struct Binding<'a, 's> {
    set: &'a Setter<'s>,
    pages: &'a mut Pages,
    galley: Galley,
    entries: Vec<(Entry, OpenEntry)>,
    outline: Vec<(u8, String, String)>,
}

impl Binding<'_, '_> {
    /// The front page: title, editors, date, and the articles with their pages.
    fn front(
        &mut self,
        publication: &Publication,
        meta: &Meta,
        article: &dyn Fn(u32) -> Article,
        (root, lang): (frame::NodeId, &Lang),
        cx: &mut Context,
    ) {
        let mut lines: Vec<flow::Heading> = Vec::new();
        let mut number = 0;
        for part in &publication.parts {
            let titled = !part.title.is_empty();
            if titled && !part.articles.is_empty() {
                lines.push((0, flow::said_again(&part.title), article(number).start()));
            }
            for document in &part.articles {
                let start = article(number).start();
                let title = match plain_text(&document.meta.title).trim().is_empty() {
                    false => flow::said_again(&document.meta.title),
                    true => vec![Inline::Text(properties::of(document, cx).title)],
                };
                lines.push((u8::from(titled), title, start));
                number += 1;
            }
        }
        let front = Document { meta: meta.clone(), ..Document::default() };
        let place = Article { number: u32::MAX, prefix: "front-".into(), level: 1, ..Article::default() };
        self.flow(&front, &place, &lines, root, lang, cx);
        self.outline.append(&mut self.galley.outline);
        self.galley.next_article();
    }

    fn article(
        &mut self,
        document: &Document,
        article: &Article,
        (node, depth): (frame::NodeId, u8),
        cx: &mut Context,
    ) {
        if self.set.style.opening.article_start == ArticleStart::Recto && self.pages.pages.len() % 2 == 1 {
            blank_page(self.set.style, self.pages);
        }
        let lang = document.meta.language.clone().unwrap_or_else(Lang::english);
        let filled = flow::without_typed(hollow::filled(document), self.set.style);
        self.flow(&filled, article, &[], node, &lang, cx);
        let outline = self.galley.outline.drain(..);
        self.outline.extend(outline.map(|(level, title, anchor)| (level + depth, title, anchor)));
        self.galley.next_article();
    }

    fn flow(
        &mut self,
        document: &Document,
        article: &Article,
        contents: &[flow::Heading],
        node: frame::NodeId,
        lang: &Lang,
        cx: &mut Context,
    ) {
        let galley = std::mem::take(&mut self.galley);
        let mut remarks = Vec::new();
        self.galley = flow::flow(document, article, contents, self.set, galley, node, &mut remarks);
        remarks.into_iter().for_each(|remark| cx.say(remark));
        self.entries.extend(set_article(&mut self.galley, self.set, lang, self.pages));
    }
}

/// An empty page, so that the next article starts on a right-hand one.
fn blank_page(style: &Style, pages: &mut Pages) {
    let label = (pages.pages.len() + 1).to_string();
    let size = (style.page.width, style.page.height);
    pages.pages.push(frame::Page { size, label, ..frame::Page::default() });
}

/// Divides a galley and puts it on pages, furniture included; returns the lines of contents without numbers.
fn set_article(galley: &mut Galley, set: &Setter, lang: &Lang, pages: &mut Pages) -> Vec<(Entry, OpenEntry)> {
    let start = pages.pages.len();
    let head = if set.style.page.columns > 1 { spanning_height(galley, set) } else { sunk(galley, set) };
    let plan = paginate::paginate(galley, set, head);
    let (facts, mut open) = assemble::assemble(galley, &plan, head, set, pages);
    furniture::furnish(&mut pages.pages[start..], &facts, start, lang, set);
    open.sort_by_key(|open| open.entry);
    let entries = std::mem::take(&mut galley.entries);
    entries
        .into_iter()
        .enumerate()
        .filter_map(|(i, e)| Some((e, open.iter().find(|o| o.entry == i as u32)?.clone())))
        .collect()
}

/// The length by which a title block sinks so that the text after it is on the grid: less than a line.
fn sunk(galley: &Galley, set: &Setter) -> f32 {
    let chunks = galley.chunks.get(..galley.opening).unwrap_or(&[]);
    let height = |c: &galley::Chunk| (0..c.rows(0)).map(|r| c.height(0, r)).sum::<f32>();
    let total: f32 = chunks.iter().enumerate().map(|(i, c)| if i > 0 { c.before } else { 0.0 } + height(c)).sum();
    let unit = set.unit();
    (total / unit - 0.01).ceil().max(0.0) * unit - total
}

/// The height of the title block over several columns, in whole grid lines.
fn spanning_height(galley: &Galley, set: &Setter) -> f32 {
    let chunks = galley.chunks.get(..galley.spanning).unwrap_or(&[]);
    let height = |c: &galley::Chunk| (0..c.rows(0)).map(|r| c.height(0, r)).sum::<f32>();
    let total: f32 = chunks.iter().enumerate().map(|(i, c)| if i > 0 { c.before } else { 0.0 } + height(c)).sum();
    let grid = set.style.page.grid.max(1.0);
    if total > 0.0 { ((total / grid).ceil() + 1.0) * grid } else { 0.0 }
}
