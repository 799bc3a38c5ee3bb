//! The pages of an edition besides its articles: cover page, front page, the title pages of its parts.

use super::book::{PageBreak, TextFile};
use super::files::{Frame, document};
use super::{Input, Part};
use crate::back::xhtml::opening::{byline, title_of};
use crate::back::xhtml::xml::{Dialect, Writer, one_line};
use crate::doc::PageMark;
use crate::lang::{Labels, calendar, with_bound_names};
use crate::math::title_text;

/// The page that shows the cover.
pub(super) fn cover_page(frame: &Frame, image: &str, alt: &str) -> TextFile {
    let mut w = Writer::new(frame.dialect);
    w.open("div", &[("class", "cover"), ("epub:type", "cover")]);
    w.empty("img", &[("src", image), ("alt", alt), ("role", "doc-cover")]);
    w.close();
    w.line();
    TextFile { name: "cover.xhtml".into(), text: document(frame, &w.finish()), ..TextFile::default() }
}

/// The front page: the edition's title and its articles with their standfirsts.
pub(super) fn front_page(
    input: &Input,
    title: &str,
    frame: &Frame,
    labels: &Labels,
    path: &dyn Fn(usize) -> String,
    marks: &[&PageMark],
) -> (TextFile, Vec<PageBreak>) {
    let mut w = Writer::new(frame.dialect);
    w.open("section", &[("epub:type", "titlepage"), ("aria-labelledby", "front-title")]);
    w.line();
    let pages = page_breaks(marks, &mut w);
    w.open("header", &[("class", "opening")]);
    w.leaf("h1", &[("id", "front-title"), ("epub:type", "title")], title);
    let subtitle = one_line(&title_text(&input.meta.subtitle));
    if !subtitle.is_empty() {
        w.leaf("p", &[("class", "subtitle"), ("epub:type", "subtitle"), ("role", "doc-subtitle")], &subtitle);
    }
    let standfirst = one_line(&title_text(&input.meta.standfirst));
    if !standfirst.is_empty() {
        w.leaf("p", &[("class", "standfirst")], &standfirst);
    }
    let editors = byline(input.meta, labels);
    if !editors.is_empty() {
        w.leaf("p", &[("class", "byline")], &with_bound_names(&editors));
    }
    if let Some(date) = input.meta.published {
        w.leaf("p", &[("class", "dateline")], &calendar::print(date, frame.lang));
    }
    w.close();
    w.line();
    for part in &input.parts {
        let title = part_title(part);
        if !title.is_empty() {
            w.leaf("h2", &[], &title);
        }
        listing(input, part, labels, path, &mut w);
    }
    w.close();
    w.line();
    let file = TextFile { name: "front.xhtml".into(), text: document(frame, &w.finish()), ..TextFile::default() };
    (file, pages)
}

/// The pages of the printed twin before all articles: its front page and contents.
fn page_breaks(marks: &[&PageMark], w: &mut Writer) -> Vec<PageBreak> {
    let mut pages = Vec::new();
    for (number, mark) in marks.iter().enumerate() {
        let label = one_line(&mark.label);
        if w.dialect() == Dialect::Epub2 || label.is_empty() {
            continue;
        }
        let id = format!("front_page-{}", number + 1);
        let attributes =
            [("epub:type", "pagebreak"), ("role", "doc-pagebreak"), ("id", id.as_str()), ("aria-label", &label)];
        w.empty("span", &attributes);
        pages.push(PageBreak { label, href: format!("front.xhtml#{id}") });
    }
    pages
}

fn listing(input: &Input, part: &Part, labels: &Labels, path: &dyn Fn(usize) -> String, w: &mut Writer) {
    if part.articles.is_empty() {
        return;
    }
    w.open("ol", &[("class", "listing")]);
    w.line();
    for index in part.articles.clone() {
        let Some(article) = input.articles.get(index) else { continue };
        let tag = article.meta.language.as_ref().or(input.meta.language.as_ref()).map(|l| l.as_str());
        let mut attributes: Vec<(&str, &str)> = Vec::new();
        if let Some(tag) = tag {
            attributes.extend([("lang", tag), ("xml:lang", tag)]);
        }
        w.open("li", &attributes);
        w.open("p", &[("class", "entry")]);
        w.leaf("a", &[("href", &path(index))], &title_of(article, labels.untitled));
        w.close();
        let names = byline(&article.meta, labels);
        if !names.is_empty() {
            w.leaf("p", &[("class", "byline")], &with_bound_names(&names));
        }
        let standfirst = one_line(&title_text(&article.meta.standfirst));
        if !standfirst.is_empty() {
            w.leaf("p", &[], &standfirst);
        }
        w.close();
        w.line();
    }
    w.close();
    w.line();
}

/// The title page of a part.
pub(super) fn part_page(part: &Part, number: usize, frame: &Frame) -> TextFile {
    let id = format!("part-{number}");
    let mut w = Writer::new(frame.dialect);
    let attributes = [("epub:type", "part"), ("role", "doc-part"), ("class", "part"), ("aria-labelledby", id.as_str())];
    w.open("section", &attributes);
    w.leaf("h1", &[("id", &id), ("epub:type", "title")], &part_title(part));
    w.close();
    w.line();
    TextFile { name: format!("part-{number}.xhtml"), text: document(frame, &w.finish()), ..TextFile::default() }
}

/// A part's title in plain words; empty if the edition has no sections.
pub(super) fn part_title(part: &Part) -> String {
    one_line(&title_text(part.title))
}

/// The dialect affects only the writer's vocabulary here.
pub(super) fn dialect(epub2: bool) -> Dialect {
    if epub2 { Dialect::Epub2 } else { Dialect::Epub3 }
}
