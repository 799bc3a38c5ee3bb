//! The content of the files made from the examples, read back by a reader that does not know the writer.
//!
//! Two kinds of test. Goldens show each example's PDF and EPUB as a screen reader, an outline and a search engine find
//! them, as text for `git diff` to judge. Comparisons check the PDF against its display list: each run of glyphs,
//! picture, link area, destination, bookmark and label is where layout put it, and each width is as in the face. A
//! validator shows that a file is well-formed; these show that it is right.
#![allow(clippy::disallowed_methods, reason = "tests read examples and goldens")]

#[path = "support/epub.rs"]
mod epub;
#[path = "support/examples.rs"]
mod examples;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/pdf.rs"]
mod pdf;
#[path = "support/pictures.rs"]
mod pictures;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use offprint::back;
use offprint::context::Context;
use offprint::doc::{Document, Inline, Meta, Part, Publication};
use offprint::geometry::Rect;
use offprint::layout::frame::{Bookmark, Destination, Item, Pages, Target};
use offprint::layout::layout;
use offprint::source::Source;
use offprint::style::resolve::plain;
use skrifa::MetadataProvider;

use examples::EXAMPLES;
use pdf::Pdf;
use pictures::Pictures;

/// Constructs that the examples lack: cells over several rows and columns, heads of rows, three languages, two
/// directions, notes, a picture without and one with words, and links to the middle of the page.
const FEATURES: &str = r##"<!DOCTYPE html><html lang="en"><head><title>Features</title></head><body><article><h1>Features</h1>
<p>A first paragraph, with words enough to be the beginning of an article, says <i lang="de">Donaudampfschifffahrt</i> and goes on
to <a href="#end">the last section</a>, then to <a href="https://example.org/elsewhere">a page elsewhere</a>, and ends.</p>
<table><caption>Trains</caption><thead><tr><th>Line<th>From<th>To</tr></thead>
<tbody><tr><th rowspan="2" scope="row">North<td>A-town<td>B-ville</tr><tr><td colspan="2">No service on Sundays</tr></tbody></table>
<p lang="ar" dir="rtl">هذه فقرة قصيرة باللغة العربية في وسط المقال.</p>
<pre lang="de"><code>Schiff = neu</code></pre>
<ol type="a" start="3"><li>The third letter</li><li>The fourth, with a list:<ul><li>inner</li></ul></li></ol>
<figure><img src="pictures/square.png" alt="A square of colours"><figcaption>What the square shows</figcaption></figure>
<p>After the picture there are more ordinary words, so that nobody takes the page for a list of links and nothing besides.</p>
<h2 id="end">The last section</h2>
<p>It ends with a formula, <math><mi>x</mi><mo>=</mo><mn>2</mn></math>, and with <code>code</code> that is set in a face of its own.</p>
</article></body></html>"##;

/// An article with all metadata, sections four deep, and a link of several lines.
const METADATA: &str = "---
title: Everything that is known
subtitle: Of one article
author:
  - Ada Quill
  - Jonas Ferrand
  - name: Ines Vale
    role: translator
date: 2024-05-31
updated: 2024-06-02
lang: en-GB
site: The Wave
publisher: Harbour House
rights: All rights kept
description: A sentence that says what the article is about.
keywords: [harbours, boats]
series:
  name: Letters from the pier
  position: 3
source: https://example.org/letters/3
---

A paragraph of the beginning, and then [a link whose words are so many that they need more than one line on any page, however \
wide it is, because they go on and on about harbours, boats, ropes, gulls and the weather of last week](https://example.org/a\
%20b).

## First

Words of the first section.

### Below the first

Words below.

#### And below that

More words, which end the section *in italics*.

##### The deepest

The last words of the section, about an office file and a difficult affair.

## Second

Words of the second section.
";

/// An article that is read from right to left.
const ARABIC: &str = "---
title: رسالة من الميناء
author: ليلى حسن
lang: ar
---

هذه فقرة قصيرة باللغة العربية في بداية المقال.

## القسم الأول

وهذه فقرة أخرى تنتهي بها الرسالة.
";

fn document(name: &str, cx: &mut Context) -> Document {
    let source = match name {
        "features.html" => Source::from_text(name, FEATURES),
        "metadata.md" => Source::from_text(name, METADATA),
        "arabic.md" => Source::from_text(name, ARABIC),
        _ => {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
            Source::new(name, std::fs::read(path).unwrap())
        }
    };
    let front = match name.rsplit('.').next() {
        Some("md") => "markdown",
        Some("html") => "html",
        _ => "text",
    };
    offprint::read(&source, offprint::front::by_name(front).unwrap(), cx).unwrap()
}

/// Two articles as one book, with a contents page.
const EDITION: &str = "edition";

/// The inputs that are read back: the examples, the features and metadata that they lack, and an edition.
fn names() -> impl Iterator<Item = &'static str> {
    EXAMPLES.iter().copied().chain(["features.html", "metadata.md", "arabic.md", EDITION])
}

fn publication(name: &str, cx: &mut Context) -> Publication {
    if name != EDITION {
        return document(name, cx).into();
    }
    let articles = ["essay.md", "features.html"].map(|name| document(name, cx)).into();
    let meta = Meta { title: vec![Inline::text("Two articles")], ..Meta::default() };
    let parts = vec![Part { title: vec![Inline::text("A part")], articles }];
    Publication { edition: Some(meta), parts, ..Publication::default() }
}

/// Pages, and the file that they became.
struct Set {
    name: &'static str,
    size: &'static str,
    pages: Pages,
    pdf: Pdf,
}

/// All inputs at two sizes, made once for all tests.
static SETS: LazyLock<Vec<Set>> = LazyLock::new(|| {
    let sizes = names().flat_map(|name| ["normal", "huge"].map(|size| (name, size)));
    sizes
        .map(|(name, size)| {
            let (style, mut cx) = (plain(size), Context::new(&Pictures));
            let publication = publication(name, &mut cx);
            let pages = layout(&publication, &style, &mut cx);
            let output = back::by_name("pdf").unwrap().emit(&publication, &style, &mut cx).unwrap();
            Set { name, size, pages, pdf: Pdf::read(&output.bytes) }
        })
        .collect()
});

fn normal() -> impl Iterator<Item = &'static Set> {
    SETS.iter().filter(|set| set.size == "normal")
}

fn compare(name: &str, extension: &str, got: &str) -> Option<String> {
    golden::compare(format!("tests/golden/readback/{}.{extension}", name.replace('.', "-")), got).err()
}

#[test]
fn every_pdf_reads_back_as_blessed() {
    let wrong: Vec<String> = normal().filter_map(|set| compare(set.name, "pdf.txt", &set.pdf.describe())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_epub_reads_back_as_blessed() {
    let described = |name: &str| {
        let mut cx = Context::new(&Pictures);
        let publication = publication(name, &mut cx);
        let output = back::by_name("epub").unwrap().emit(&publication, &plain("normal"), &mut cx).unwrap();
        epub::describe(&output.bytes)
    };
    let wrong: Vec<String> = names().filter_map(|name| compare(name, "epub.txt", &described(name))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All inputs at two sizes through a comparison.
fn each(compare: impl Fn(&str, &Pages, &Pdf)) {
    for Set { name, size, pages, pdf } in SETS.iter() {
        assert_eq!(pages.pages.len(), pdf.pages.len(), "{name}: pages");
        compare(&format!("{name} at {size}"), pages, pdf);
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.15
}

/// The letters of a text, sorted: words of some scripts are painted from their end.
fn letters(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[test]
fn every_run_stands_where_layout_put_it_and_says_its_words() {
    each(|name, pages, pdf| {
        for (number, (page, read)) in pages.pages.iter().zip(&pdf.pages).enumerate() {
            let mut said = String::new();
            for placed in &page.items {
                let Item::Glyphs(run) = &placed.item else { continue };
                said.push_str(&run.text);
                let Some((first, last)) = run.glyphs.first().zip(run.glyphs.last()) else { continue };
                let (x, y) = (f64::from(placed.at.0), f64::from(page.size.1 - placed.at.1));
                let to_last: f32 = run.glyphs[..run.glyphs.len() - 1].iter().map(|glyph| glyph.advance).sum();
                for (what, x, glyph) in [("begins", x, first), ("ends", x + f64::from(to_last), last)] {
                    let (x, y) = (x + f64::from(glyph.offset.0), y + f64::from(glyph.offset.1));
                    let there = read.shown.iter().any(|shown| near(shown.at.0, x) && near(shown.at.1, y));
                    // A glyph without text is under the words of its cluster.
                    let alone = !glyph.text.is_empty();
                    assert!(
                        there || !alone,
                        "{name}, page {}: {:?} {what} at {x:.2},{y:.2} and nothing is there",
                        number + 1,
                        run.text
                    );
                }
            }
            let found: String = read.shown.iter().map(|shown| shown.text.as_str()).collect();
            assert_eq!(letters(&found), letters(&said), "{name}, page {}: the words", number + 1);
        }
    });
}

#[test]
fn every_picture_stands_where_layout_put_it() {
    let mut seen = 0;
    each(|name, pages, pdf| {
        for (page, read) in pages.pages.iter().zip(&pdf.pages) {
            let wanted: Vec<[f64; 4]> = page
                .items
                .iter()
                .filter_map(|placed| match &placed.item {
                    Item::Picture { width, height, .. } => {
                        let (left, top) = (placed.at.0, page.size.1 - placed.at.1);
                        Some([left, top - height, left + width, top].map(f64::from))
                    }
                    _ => None,
                })
                .collect();
            let found: Vec<[f64; 4]> = read.painted.iter().map(|painted| painted.rect).collect();
            assert_eq!(wanted.len(), found.len(), "{name}: pictures");
            for (wanted, found) in wanted.iter().zip(&found) {
                assert!(wanted.iter().zip(found).all(|(a, b)| near(*a, *b)), "{name}: {found:?} for {wanted:?}");
            }
        }
    });
    for set in normal() {
        seen += set.pdf.pages.iter().map(|page| page.painted.len()).sum::<usize>();
    }
    assert!(seen >= 3, "the examples show {seen} pictures");
}

#[test]
fn every_link_lies_over_its_words_and_leads_where_it_says() {
    each(|name, pages, pdf| {
        for (number, (page, read)) in pages.pages.iter().zip(&pdf.pages).enumerate() {
            let mut wanted: Vec<[f64; 4]> = page
                .links
                .iter()
                .filter(|area| match &area.target {
                    Target::Url(url) => !url.trim().is_empty(),
                    Target::Internal(id) => pages.destinations.contains_key(id),
                })
                .map(|area| {
                    let Rect { left: l, top: t, right: r, bottom: b } = area.rect;
                    [l, page.size.1 - b, r, page.size.1 - t].map(f64::from)
                })
                .collect();
            let mut found: Vec<[f64; 4]> = read.links.iter().flat_map(|link| link.rects.clone()).collect();
            let order = |a: &[f64; 4], b: &[f64; 4]| a.partial_cmp(b).unwrap();
            wanted.sort_by(order);
            found.sort_by(order);
            assert_eq!(wanted.len(), found.len(), "{name}, page {}: link areas", number + 1);
            for (wanted, found) in wanted.iter().zip(&found) {
                assert!(wanted.iter().zip(found).all(|(a, b)| near(*a, *b)), "{name}: {found:?} for {wanted:?}");
            }
            for link in &read.links {
                let words: String = link.rects.iter().map(|rect| pdf.under(number, *rect)).collect();
                assert!(!words.trim().is_empty(), "{name}: a link to {} lies over nothing", link.target);
            }
        }
    });
}

#[test]
fn every_destination_bookmark_and_label_is_the_pages() {
    fn flat<'a>(bookmarks: &'a [Bookmark], level: usize, out: &mut Vec<(usize, &'a Bookmark)>) {
        for bookmark in bookmarks {
            out.push((level, bookmark));
            flat(&bookmark.children, level + 1, out);
        }
    }
    each(|name, pages, pdf| {
        let place = |to: Destination| {
            let height = pages.pages[to.page as usize].size.1;
            (to.page as usize + 1, f64::from(to.at.0), f64::from(height - to.at.1))
        };
        let same = |found: (usize, f64, f64), wanted: (usize, f64, f64)| {
            found.0 == wanted.0 && near(found.1, wanted.1) && near(found.2, wanted.2)
        };
        for (id, to) in &pages.destinations {
            let found = pdf.destination(id).unwrap_or_else(|| panic!("{name}: {id} is no destination"));
            assert!(same(found, place(*to)), "{name}: {id} leads to {found:?} and not {:?}", place(*to));
        }
        let mut wanted = Vec::new();
        flat(&pages.bookmarks, 1, &mut wanted);
        let found = pdf.outline();
        assert_eq!(found.len(), wanted.len(), "{name}: bookmarks");
        for (found, (level, wanted)) in found.iter().zip(&wanted) {
            assert_eq!((found.level, &found.title), (*level, &wanted.title), "{name}");
            assert!(same(found.place, place(wanted.to)), "{name}: {:?} leads to {:?}", found.title, found.place);
        }
        let labels: Vec<&str> = pages.pages.iter().map(|page| page.label.as_str()).collect();
        assert_eq!(pdf.labels(), labels, "{name}: labels");
    });
}

#[test]
fn widths_are_those_of_the_faces() {
    let mut compared = 0;
    let mut different: BTreeMap<String, usize> = BTreeMap::new();
    for Set { pages, pdf, .. } in normal() {
        for font in pdf.fonts.values() {
            let own = font.name.split_once('+').map_or(font.name.as_str(), |(_, own)| own);
            let Some(face) = pages.faces.iter().find(|face| face.name == own) else { continue };
            let Ok(loaded) = skrifa::FontRef::from_index(face.data.bytes(), face.index) else { continue };
            // A variable face is set at a weight that its name does not show.
            if loaded.axes().iter().next().is_some() {
                continue;
            }
            let metrics =
                loaded.glyph_metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default());
            for (code, said) in &font.says {
                let mut chars = said.chars();
                let (Some(c), None) = (chars.next(), chars.next()) else { continue };
                if !c.is_alphabetic() {
                    continue;
                }
                let Some(glyph) = loaded.charmap().map(c) else { continue };
                let wanted =
                    f64::from(metrics.advance_width(glyph).unwrap_or_default()) * 1000.0 / f64::from(face.units_per_em);
                let found = font.widths.get(code).copied().unwrap_or(font.default_width);
                compared += 1;
                // Small capitals and other forms have different widths.
                *different.entry(font.name.clone()).or_default() += usize::from((wanted - found).abs() > 1.0);
            }
        }
    }
    let different: usize = different.values().sum();
    assert!(compared > 500, "{compared} widths were compared");
    assert!(different * 20 < compared, "{different} of {compared} widths are not the face's");
}
