//! Pages that our own HTML back end made: they hold one article and state all of its metadata, so nothing is searched
//! for or judged.

use std::collections::BTreeMap;

use super::build_whole;
use super::dom::{Dom, Id};
use super::pages::Pages;
use super::title_block::{self, Field};
use crate::context::Context;
use crate::doc::walk;
use crate::doc::{Author, Date, Document, Inline, Lang, Meta, Role, Series};

/// True if the page may be ours: a look at its bytes spares all other pages a walk over their trees.
pub(super) fn may_be_ours(html: &str) -> bool {
    html.contains("\"Offprint ")
}

/// The article of a page that we made.
pub(super) fn article(dom: &Dom) -> Option<Id> {
    let ours = metas(dom, "generator").any(|id| dom.value(id, "content").is_some_and(crate::is_own));
    let main = ours.then(|| dom.find(Dom::ROOT, "main"))??;
    dom.elements(main).find(|id| dom.tag(*id) == "article")
}

/// The document that the page was made from.
pub(super) fn read(mut dom: Dom, cx: &mut Context) -> Document {
    let mut meta = meta(&dom);
    let pictures = name_pictures(&mut dom);
    let fields = title_block::all(&dom).next().map(|header| title_block::fields(&dom, header)).unwrap_or_default();
    if fields.contains(&Field::Title) {
        // The title block replaces this title, because it keeps the emphasis.
        meta.title = vec![Inline::Text(String::new())];
    }
    let mut whole = Dom::fragment("");
    Pages::new(&["page.html".to_string()], vec![(0, dom)]).join_from(article, &mut whole);
    let mut document = build_whole(whole, meta, cx);
    title_block::take(&fields, &mut document);
    walk::images_mut(&mut document.blocks, &mut |image| {
        if let Some(picture) = pictures.get(&image.url) {
            image.url.clone_from(picture);
        }
    });
    document
}

/// Replaces the addresses of embedded pictures by names of files, because a short `data:` address counts as a
/// placeholder on other pages; returns the new names, with their addresses.
fn name_pictures(dom: &mut Dom) -> BTreeMap<String, String> {
    let shown: Vec<Id> = dom.descendants(Dom::ROOT).filter(|id| dom.tag(*id) == "img").collect();
    let mut names = BTreeMap::new();
    for (number, id) in shown.into_iter().enumerate() {
        if let Some(address) = dom.value(id, "src").filter(|src| src.starts_with("data:image/")).map(String::from) {
            let name = format!("images/picture-{}.png", number + 1);
            dom.set_attr(id, "src", &name);
            names.insert(name, address);
        }
    }
    names
}

fn metas<'d>(dom: &'d Dom, name: &'d str) -> impl Iterator<Item = Id> + 'd {
    dom.descendants(Dom::ROOT).filter(move |id| dom.tag(*id) == "meta" && dom.value(*id, "name") == Some(name))
}

fn meta(dom: &Dom) -> Meta {
    let said = |name: &'static str| metas(dom, name).filter_map(|id| dom.value(id, "content")).map(String::from);
    let date = |name| said(name).find_map(|date| Date::parse_iso(&date));
    let html = dom.find(Dom::ROOT, "html");
    let is_assumed = said("offprint:assumed").any(|what| what == "language");
    let language = html.and_then(|html| dom.value(html, "lang")).filter(|_| !is_assumed).and_then(Lang::new);
    let canonical = |id: &Id| dom.tag(*id) == "link" && dom.value(*id, "rel") == Some("canonical");
    let source = dom.descendants(Dom::ROOT).find(canonical).and_then(|id| dom.value(id, "href")).map(String::from);
    Meta {
        authors: metas(dom, "author")
            .chain(metas(dom, "dcterms.contributor"))
            .filter_map(|id| person(dom, id))
            .collect(),
        published: date("dcterms.issued"),
        updated: date("dcterms.modified"),
        language,
        site: said("dcterms.isPartOf").next(),
        publisher: said("dcterms.publisher").next(),
        rights: said("dcterms.rights").next(),
        identifier: said("dcterms.identifier").next(),
        description: said("description").next(),
        subjects: said("dcterms.subject").collect(),
        series: metas(dom, "dcterms.relation").next().and_then(|id| series(dom, id)),
        vertical: html.is_some_and(|html| dom.has_class(html, "vertical")),
        source,
        ..Meta::default()
    }
}

fn person(dom: &Dom, id: Id) -> Option<Author> {
    let name = dom.value(id, "content")?.to_string();
    let role = dom.value(id, "data-role").map(Role::new).unwrap_or_default();
    Some(Author { name, file_as: dom.value(id, "data-file-as").map(String::from), role })
}

fn series(dom: &Dom, id: Id) -> Option<Series> {
    let position = dom.value(id, "data-position").and_then(|position| position.parse().ok());
    Some(Series { name: dom.value(id, "content")?.to_string(), position })
}
