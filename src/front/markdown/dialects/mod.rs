//! The dialects of Markdown: constructs beyond CommonMark and GitHub's extensions.
//!
//! [`FEATURES`] has a row for each construct: the dialects that have it, whether its form is unmistakable, and the
//! reader that rewrites it for `pulldown-cmark`. An unmistakable construct is read in every text. A construct that
//! could be ordinary words (`%%`, `==`, a caret at the end of a line) is read only if another sign shows the dialect,
//! or if `--from` names it. A reader leaves out what it does not understand, with a remark.

mod addresses;
mod admonitions;
mod asides;
mod assistants;
mod attributes;
mod bold;
mod callouts;
mod calls;
mod cjk;
mod columns;
mod contents;
mod critic;
mod dark;
mod definitions;
mod directives;
mod distill;
mod drawings;
mod emoji;
mod examples;
mod exports;
mod fences;
mod formulas;
mod grid;
mod headings;
mod hexo;
mod jsx;
mod jsx_blocks;
mod leaves;
mod lines;
mod lists;
mod logseq;
mod macros;
mod marks;
mod maths;
mod meanings;
mod myst;
mod notes;
mod notes_apps;
mod placeholders;
mod references;
mod roles;
mod said;
mod squares;
mod tables;
mod templates;
mod tex;
mod tex_blocks;
mod verse;
mod wiki;

use std::collections::BTreeMap;

use super::flavour::Dialect::{
    self, Docusaurus, Hugo, Jekyll, MdBook, Mdn, MkDocs, Myst, Obsidian, Pandoc, Quarto, VitePress, Zola,
};
use super::flavour::Flavour;
use super::page::{Edit, Page};
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::source::Span;

/// The condition for reading a construct.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    /// Always, because its form is unmistakable.
    Always,
    /// Only if another sign shows one of its dialects.
    Shown,
}

/// A construct of some dialects.
struct Feature {
    /// Its name, in the plural.
    id: &'static str,
    /// The dialect that it is evidence of.
    shows: Option<Dialect>,
    /// Other dialects that have it. A construct of no named dialect is read in every dialect.
    also: &'static [Dialect],
    read: Read,
    /// Texts without any of these signs do not contain it.
    signs: &'static [&'static str],
    reader: fn(&Page) -> Vec<Edit>,
}

type Reader = fn(&Page) -> Vec<Edit>;
type Signs = &'static [&'static str];

impl Feature {
    /// A construct that is always read.
    const fn always(
        id: &'static str,
        shows: Option<Dialect>,
        also: &'static [Dialect],
        signs: Signs,
        reader: Reader,
    ) -> Self {
        Feature { id, shows, also, read: Read::Always, signs, reader }
    }

    /// A construct that is read only if another sign shows one of its dialects.
    const fn shown(id: &'static str, also: &'static [Dialect], signs: Signs, reader: Reader) -> Self {
        Feature { id, shows: None, also, read: Read::Shown, signs, reader }
    }

    fn belongs_to(&self, dialect: Dialect) -> bool {
        self.shows == Some(dialect) || self.also.contains(&dialect) || (self.shows.is_none() && self.also.is_empty())
    }
}

/// Every construct and its dialects, in the order in which they are read: templates first, because they contain all
/// others.
#[rustfmt::skip]
const FEATURES: &[Feature] = &[
    //              id                                  shows                also                             signs, reader
    Feature::always("thoughts of assistants",           None,                &[],                             &["<think"], assistants::thoughts),
    Feature::always("sources of assistants",            None,                &[],                             &[":contentReference[", "【", "\u{e200}", "citeturn"], assistants::sources),
    Feature::always("drawings",                         None,                &[],                             &["<svg"], drawings::read),
    Feature::always("elements of Distill",              None,                &[],                             &["<d-"], distill::read),
    Feature::always("changes",                          None,                &[],                             &["{++", "{--", "{~~", "{==", "{>>"], critic::read),
    Feature::always("places of contents",               None,                &[],                             &["[toc]", "[TOC]", "[[_TOC_]]", "[[_toc_]]", "{toc}", "{{TOC}}", "{{toc}}", "\\tableofcontents"], contents::read),
    Feature::always("embeds behind a sign",             None,                &[],                             &["@["], notes_apps::embeds),
    Feature::always("settings of HackMD",               None,                &[],                             &["###### tags:", "[name=", "[color=#"], notes_apps::hackmd),
    Feature::always("macros of Logseq",                 None,                &[Obsidian],                     &["{{", "((", "{:height", "{:width"], logseq::macros),
    Feature::always("clocks of tasks",                  None,                &[Obsidian],                     &[":LOGBOOK:"], logseq::clocks),
    Feature::always("blocks of Logseq",                 None,                &[Obsidian],                     &["#+BEGIN_"], logseq::blocks),
    Feature::always("quotations between signs",         None,                &[],                             &[">>>"], notes_apps::fenced_quotations),
    Feature::always("drawings between colons",          None,                &[],                             &["::: ", ":::m"], notes_apps::drawings),
    Feature::always("settings of pictures in slides",   None,                &[],                             &["![bg", "![w", "![h"], notes_apps::slides),
    Feature::always("readings in braces",               None,                &[],                             &["|"], notes_apps::readings),
    Feature::always("codes in square brackets",         None,                &[],                             &["[/", "="], squares::read),
    Feature::always("shortcodes",                       Some(Hugo),          &[Quarto],                       &["{{<", "{{%"], templates::hugo),
    Feature::always("tags of Liquid",                   Some(Jekyll),        &[],                             &["{%", "]({{", "=\"{{", "]: {{", "](<{{"], templates::liquid),
    Feature::always("tabs in comments",                 Some(Jekyll),        &[],                             &["<!-- tab "], hexo::tabs),
    Feature::always("calls in braces",                  Some(Zola),          &[],                             &["{{"], templates::zola),
    Feature::always("includes",                         Some(MdBook),        &[],                             &["{{#"], templates::mdbook),
    Feature::always("macros",                           Some(Mdn),           &[],                             &["{{"], macros::read),
    Feature::always("values and files",                 Some(VitePress),     &[],                             &["{{ $", "{{$", "<<< "], templates::vitepress),
    Feature::always("formulas between escaped brackets", None,               &[],                             &["\\(", "\\["], formulas::escaped),
    Feature::always("formulas between bare brackets",   None,                &[],                             &["\n["], formulas::bare),
    Feature::always("formulas between spaced dollars",  None,                &[],                             &["$ "], formulas::spaced),
    Feature::shown("expressions",                       &[Jekyll, Zola, Mdn, VitePress],                      &["{{", "{%"], templates::unknown),
    Feature::always("headings without a space",         None,                &[],                             &["##"], headings::unspaced),
    Feature::always("paragraphs above a rule",          None,                &[],                             &["---"], headings::underlined),
    Feature::always("spoilers",                         None,                &[],                             &["!<", "||"], exports::spoilers),
    Feature::always("properties of blocks",             None,                &[Obsidian],                     &[":: "], exports::properties),
    Feature::always("settings of a note",               None,                &[],                             &["type_: "], exports::settings),
    Feature::always("extensions in braces",             Some(Jekyll),        &[],                             &["{::"], exports::extensions),
    Feature::always("languages of code",                None,                &[MkDocs],                       &["    :::", "    #!"], exports::languages),
    Feature::always("prose that is set in",             None,                &[],                             &["    ", "\t", "\u{3000}"], lines::set_in),
    Feature::always("directives and fences in braces",  None,                &[Pandoc, Quarto, Myst, Docusaurus], &["```", "~~~"], fences::read),
    Feature::always("notations in code",                Some(VitePress),     &[],                             &["[!code "], fences::notations),
    Feature::always("drawings without fences",          None,                &[],                             &["--", "──", "/", "\\"], lines::drawings),
    Feature::always("pictures of imports",              Some(Docusaurus),    &[],                             &["import "], jsx::imported),
    Feature::always("imports and exports",              Some(Docusaurus),    &[],                             &["import ", "export "], jsx::statements),
    Feature::always("comments in braces",               Some(Docusaurus),    &[],                             &["{/*"], jsx::comments),
    Feature::always("blocks of components",             Some(Docusaurus),    &[],                             &["<"], jsx_blocks::read),
    Feature::always("components",                       Some(Docusaurus),    &[],                             &["<"], jsx::components),
    Feature::always("labels",                           Some(Myst),          &[],                             &[")="], myst::labels),
    Feature::always("labels of formulas",               None,                &[Myst, Quarto],                 &["$$ (", "$$ {"], myst::labelled_formulas),
    Feature::always("roles",                            Some(Myst),          &[],                             &["}`"], roles::read),
    Feature::shown("comments and cells",                &[Myst],                                              &["%", "+++"], myst::comments),
    Feature::always("queries of Dataview",              Some(Obsidian),      &[],                             &["```dataview", "~~~dataview"], fences::dataview),
    Feature::shown("queries",                           &[Obsidian],                                          &["```"], fences::queries),
    Feature::always("notes between colons",             None,                &[Pandoc, Quarto, Docusaurus, Myst], &[":::"], admonitions::colons),
    Feature::always("directives of a line",             None,                &[],                             &["::"], leaves::colons),
    Feature::always("brackets of a line",               None,                &[],                             &["[!"], leaves::brackets),
    Feature::always("notes between slashes",            Some(MkDocs),        &[],                             &["///"], admonitions::slashes),
    Feature::always("tabs",                             Some(MkDocs),        &[],                             &["=== \"", "===! \"", "===+ \""], admonitions::tabs),
    Feature::always("abbreviations",                    None,                &[MkDocs, Jekyll, Pandoc],       &["*[", "--8<--"], marks::abbreviations),
    Feature::always("indented notes",                   Some(MkDocs),        &[],                             &["!!! ", "??? ", "???+ "], admonitions::indented),
    Feature::always("callouts",                         Some(Obsidian),      &[],                             &["[!"], callouts::read),
    Feature::always("addresses with spaces and sizes",  None,                &[],                             &["]("], addresses::read),
    Feature::always("wiki links",                       Some(Obsidian),      &[],                             &["[["], wiki::read),
    Feature::always("widths of pictures",               Some(Obsidian),      &[],                             &["]("], wiki::sizes),
    Feature::shown("comments",                          &[Obsidian],                                          &["%%"], marks::comments),
    Feature::shown("fields",                            &[Obsidian],                                          &[":: "], exports::fields),
    Feature::shown("plugins",                           &[Obsidian],                                          &["--- ", "<%", "`=", "`$="], marks::plugins),
    Feature::shown("block ids",                         &[Obsidian],                                          &["^"], marks::block_ids),
    Feature::shown("tasks of many states",              &[Obsidian],                                          &["- [", "* [", "+ ["], marks::tasks),
    Feature::shown("lines of paragraphs",               &[Obsidian],                                          &["\n"], marks::line_breaks),
    Feature::always("highlights",                       None,                &[Obsidian, Pandoc, MkDocs],     &["=="], marks::highlights),
    Feature::always("keys",                             None,                &[MkDocs],                       &["++"], marks::keys),
    Feature::always("insertions",                       None,                &[],                             &["++", "^^"], marks::insertions),
    Feature::always("lists and figures of TeX",         None,                &[Pandoc, Quarto],               &["\\end{"], tex_blocks::read),
    Feature::always("commands of TeX",                  None,                &[Pandoc, Quarto],               &["\\"], tex::read),
    Feature::always("notes in the line",                None,                &[Pandoc, Obsidian, Quarto, Hugo], &["^["], notes::read),
    Feature::always("pictures for dark pages",          None,                &[],                             &["#gh-dark", "#gh-light", ".dark", "#only-dark", "#only-light"], dark::read),
    Feature::always("directives of words",              None,                &[],                             &["]{"], roles::directives),
    Feature::always("attributes",                       None,                &[Pandoc, Jekyll, Quarto, MkDocs], &["{"], attributes::read),
    Feature::always("drawn tables",                     Some(Pandoc),        &[Quarto, Myst],                 &["+-", "+="], grid::read),
    Feature::always("tables of dashes",                 Some(Pandoc),        &[Quarto],                       &["-- --", "-  -"], columns::read),
    Feature::always("captions of tables",               Some(Pandoc),        &[Quarto],                       &["\nTable: ", "\ntable: ", "\n: "], columns::captions),
    Feature::always("marks of columns",                 None,                &[],                             &["--"], tables::delimiters),
    Feature::always("cells beyond the head",            None,                &[],                             &["|"], tables::beyond),
    Feature::always("line blocks",                      Some(Pandoc),        &[Quarto],                       &["| "], verse::read),
    Feature::always("numbered examples",                Some(Pandoc),        &[Quarto],                       &["(@"], examples::read),
    Feature::always("lettered lists",                   Some(Pandoc),        &[Quarto],                       &[". ", ") "], lists::read),
    Feature::always("lists of terms",                   Some(Mdn),           &[],                             &["  - : "], definitions::terms),
    Feature::always("notes of typists",                 None,                &[],                             &["]: "], references::read),
    Feature::always("names of pictures",                None,                &[],                             &[":"], emoji::read),
    Feature::always("names of icons",                   Some(MkDocs),        &[],                             &[":material-", ":fontawesome-", ":octicons-", ":simple-"], emoji::icons),
    Feature::always("names of signs",                   None,                &[],                             &[":"], definitions::colons),
    Feature::always("formulas with blank lines",        None,                &[],                             &["$$\n", "$$\r"], maths::with_gaps),
    Feature::always("formulas between ticks",           None,                &[],                             &["$`"], maths::ticked),
    Feature::always("environments of TeX",              None,                &[],                             &["\\begin{"], maths::environments),
    Feature::shown("formulas between brackets",         &[Jekyll, Hugo],                                      &["\\\\(", "\\\\["], maths::brackets),
    Feature::shown("links to headings",                 &[Pandoc, Quarto],                                    &["["], headings::read),
    Feature::always("words in angle brackets",          None,                &[],                             &["<"], placeholders::read),
    Feature::always("lines that stay lines",            None,                &[],                             &["\n"], lines::read),
    Feature::always("stars beside full-width signs",    None,                &[],                             &["*"], cjk::read),
    Feature::always("bold with a sign at its edge",     None,                &[],                             &["**"], bold::read),
];

/// The most runs of the readers, for constructs that nest: a note in a note.
const MOST_NESTED: usize = 4;

/// Evidence for a dialect in the front matter: keys that only that dialect has.
const HEADS: &[(&str, Dialect)] = &[
    ("layout", Jekyll),
    ("permalink", Jekyll),
    ("page-type", Mdn),
    ("browser-compat", Mdn),
    ("cssclasses", Obsidian),
    ("cssclass", Obsidian),
    ("kanban-plugin", Obsidian),
    ("sidebar_label", Docusaurus),
    ("sidebar_position", Docusaurus),
    ("output", Quarto),
    ("knit", Quarto),
    ("execute", Quarto),
    ("jupytext", Myst),
    ("kernelspec", Myst),
    ("header-includes", Pandoc),
    ("bibliography", Pandoc),
    ("link-citations", Pandoc),
];

/// The dialects that the keys of front matter show.
pub(super) fn of_keys(keys: &[String]) -> Vec<Dialect> {
    keys.iter().filter_map(|key| HEADS.iter().find(|(known, _)| *known == key).map(|(_, dialect)| *dialect)).collect()
}

/// The alert of an aside's name.
pub(super) fn alert(name: &str) -> Option<&'static str> {
    asides::kind(name)
}

/// Rewrites the text of a page for `pulldown-cmark`. `shown`: dialects that the front matter shows.
pub(super) fn read(page: &mut Page, flavour: &Flavour, shown: &[Dialect], cx: &mut Context) {
    if !flavour.dialects {
        return;
    }
    let mut evidence: BTreeMap<Dialect, Vec<&'static str>> = BTreeMap::new();
    shown.iter().for_each(|dialect| evidence.entry(*dialect).or_default().push("front matter"));
    for pass in [Read::Always, Read::Shown] {
        for feature in FEATURES.iter().filter(|feature| feature.read == pass) {
            let read = match flavour.dialect {
                Some(dialect) => feature.belongs_to(dialect),
                None => pass == Read::Always || evidence.keys().any(|dialect| feature.belongs_to(*dialect)),
            };
            if read
                && apply(page, feature, cx)
                && let Some(dialect) = feature.shows
            {
                evidence.entry(dialect).or_default().push(feature.id);
            }
        }
    }
    say(flavour, &evidence, cx);
}

/// Runs one reader, and again if its find contains more of the kind; returns true if it found any.
fn apply(page: &mut Page, feature: &Feature, cx: &mut Context) -> bool {
    let mut found = false;
    for _ in 0..MOST_NESTED {
        let has = |sign: &&str| memchr::memmem::find(page.text().as_bytes(), sign.as_bytes()).is_some();
        if !feature.signs.iter().any(has) {
            return found;
        }
        let edits = (feature.reader)(page);
        if edits.is_empty() {
            return found;
        }
        found = true;
        for edit in &edits {
            if let Some(what) = &edit.left_out {
                let span = Span::new(page.origin().of(edit.range.start)..page.origin().of(edit.range.end));
                let what: String = what.chars().take(100).map(|c| if c.is_control() { ' ' } else { c }).collect();
                let message = format!("Left out, since {}: {what}.", edit.because);
                cx.say(Diagnostic::remark(codes::DIALECT_LEFT_OUT, message).at(span));
            }
        }
        page.apply(edits);
        if !NESTS.contains(&feature.id) {
            return found;
        }
    }
    found
}

/// Constructs that contain others of their kind.
const NESTS: &[&str] = &[
    "directives and fences in braces",
    "notes between colons",
    "notes between slashes",
    "tabs",
    "indented notes",
    "notes in the line",
];

/// Reports the dialects seen, with the evidence.
fn say(flavour: &Flavour, evidence: &BTreeMap<Dialect, Vec<&'static str>>, cx: &mut Context) {
    if evidence.is_empty() || flavour.dialect.is_some() {
        return;
    }
    let names: Vec<String> =
        evidence.iter().map(|(dialect, by)| format!("{} ({})", dialect.name(), by.join(", "))).collect();
    let message = format!("Read as Markdown with the signs of {}.", names.join(" and of "));
    cx.say(
        Diagnostic::remark(codes::MARKDOWN_DIALECT, message)
            .hint("--from names one dialect: gfm, commonmark, pandoc, obsidian, …"),
    );
}

/// The text as rewritten by one reader, for its tests.
#[cfg(test)]
fn rewritten(reader: fn(&Page) -> Vec<Edit>, text: &str) -> String {
    let mut page = Page::new(text, 0, super::flavour::FRIENDLY.options());
    let edits = reader(&page);
    page.apply(edits);
    page.text().to_string()
}
