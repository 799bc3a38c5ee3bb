//! Layout: a document and a style become finished pages. Knows nothing of PDF.
//!
//! ```text
//! Document --flow--> galley --shape--> glyphs --linebreak--> lines --paginate--> plan --assemble--> pages (frame)
//! ```
//!
//! Each stage is a file or folder with one public function of its name. The structure tree for accessibility is made
//! once, in [`flow`], and carried on every mark by its [`frame::Owner`].

pub mod assemble;
pub mod audit;
pub mod dump;
pub mod flow;
pub mod fonts;
pub mod frame;
pub mod furniture;
pub mod galley;
pub mod inline;
pub mod linebreak;
pub mod lines;
pub mod paginate;
pub mod place;
pub mod properties;
pub mod setting;
pub mod shape;

use crate::context::Context;
use crate::doc::{Document, Edition, Lang, plain_text};
use crate::style::{ArticleStart, Style};
use flow::Article;
use frame::{Pages, StructureKind};
use galley::Galley;
use setting::Setter;

/// An article as finished pages.
pub fn layout(document: &Document, style: &Style, cx: &mut Context) -> Pages {
    let set = Setter::new(style);
    let mut pages = Pages { properties: properties::of(document, cx), ..Pages::default() };
    let mut galley = Galley::default();
    let root = galley.structure.open(StructureKind::Document, None);
    let mut remarks = Vec::new();
    let article = Article { number: 0, prefix: String::new(), level: 1 };
    let mut galley = flow::flow(document, &article, &set, galley, root, &mut remarks);
    remarks.into_iter().for_each(|remark| cx.say(remark));
    let lang = document.meta.language.clone().unwrap_or_else(Lang::english);
    set_article(&mut galley, &set, &lang, &mut pages);
    pages.bookmarks = assemble::bookmarks(&galley.outline, &pages);
    pages.structure = galley.structure.nodes;
    pages.pictures = galley.pictures;
    set.finish(&mut pages, cx);
    pages
}

/// Many articles as finished pages: a title for each part, each article where the style lets articles start.
pub fn layout_edition(edition: &Edition, style: &Style, cx: &mut Context) -> Pages {
    let set = Setter::new(style);
    let mut pages = Pages { properties: properties::of_meta(&edition.meta, cx), ..Pages::default() };
    let mut galley = Galley::default();
    let root = galley.structure.open(StructureKind::Document, None);
    let mut outline = Vec::new();
    let mut number = 0;
    for part in &edition.parts {
        let titled = !part.title.is_empty();
        let node = if titled { galley.structure.open(StructureKind::Part, Some(root)) } else { root };
        for (i, document) in part.articles.iter().enumerate() {
            let depth = u8::from(titled);
            let parent = galley.structure.open(StructureKind::Article, Some(node));
            let article = Article { number, prefix: format!("a{}-", number + 1), level: 1 + depth };
            number += 1;
            let mut remarks = Vec::new();
            galley = flow::flow(document, &article, &set, galley, parent, &mut remarks);
            remarks.into_iter().for_each(|remark| cx.say(remark));
            let lang = document.meta.language.clone().unwrap_or_else(Lang::english);
            if style.opening.article_start == ArticleStart::Recto && pages.pages.len() % 2 == 1 {
                blank_page(style, &mut pages);
            }
            set_article(&mut galley, &set, &lang, &mut pages);
            if titled
                && i == 0
                && let Some((_, _, anchor)) = galley.outline.first()
            {
                outline.push((0, plain_text(&part.title), anchor.clone()));
            }
            outline.extend(galley.outline.drain(..).map(|(level, title, anchor)| (level + depth, title, anchor)));
            galley.next_article();
        }
    }
    pages.bookmarks = assemble::bookmarks(&outline, &pages);
    pages.structure = galley.structure.nodes;
    pages.pictures = galley.pictures;
    set.finish(&mut pages, cx);
    if pages.properties.title.is_empty() {
        pages.properties.title = edition.articles().next().map_or("Untitled".into(), |a| properties::of(a, cx).title);
    }
    pages
}

/// A page with nothing on it, so that the next article starts on a right-hand one.
fn blank_page(style: &Style, pages: &mut Pages) {
    let label = (pages.pages.len() + 1).to_string();
    let size = (style.page.width, style.page.height);
    pages.pages.push(frame::Page { size, label, ..frame::Page::default() });
}

/// Divides a galley and puts it on pages, furniture included.
fn set_article(galley: &mut Galley, set: &Setter, lang: &Lang, pages: &mut Pages) {
    let start = pages.pages.len();
    let head = spanning_height(galley, set);
    let plan = paginate::paginate(galley, set, head);
    let (facts, _entries) = assemble::assemble(galley, &plan, head, set, pages);
    furniture::furnish(&mut pages.pages[start..], &facts, start, lang, set);
}

/// What the title block over several columns takes of the first page: whole grid lines.
fn spanning_height(galley: &Galley, set: &Setter) -> f32 {
    let chunks = galley.chunks.get(..galley.spanning).unwrap_or(&[]);
    let height = |c: &galley::Chunk| (0..c.rows(0)).map(|r| c.height(0, r)).sum::<f32>();
    let total: f32 = chunks.iter().enumerate().map(|(i, c)| if i > 0 { c.before } else { 0.0 } + height(c)).sum();
    let grid = set.style.page.grid.max(1.0);
    if total > 0.0 { ((total / grid).ceil() + 1.0) * grid } else { 0.0 }
}
