//! The leaves before a book, pictures that are links, and booklets of many sheets.
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use std::path::Path;

use offprint::back;
use offprint::context::Context;
use offprint::doc::{
    Author, Block, BlockKind, Date, Document, Figure, Image, Inline, Lang, Meta, Part, Publication, plain_text,
};
use offprint::front;
use offprint::layout::frame::{Item, Owner, Page, Pages, StructureKind, Target};
use offprint::layout::layout;
use offprint::source::Source;
use offprint::style::resolve::plain;
use offprint::style::{Front, Style};

#[path = "support/pictures.rs"]
mod pictures;

fn paragraph(words: &str) -> Block {
    BlockKind::Paragraph(vec![Inline::text(words)]).into()
}

fn book(lang: &str) -> Document {
    let meta = Meta {
        title: vec![Inline::text("The Long Wait")],
        subtitle: vec![Inline::text("A ferry story")],
        authors: vec![Author::new("Ada Quill")],
        published: Date::ymd(2026, 3, 14),
        publisher: Some("Offprint Press".into()),
        rights: Some("All rights reserved.".into()),
        identifier: Some("urn:isbn:9780000000000".into()),
        language: Lang::new(lang),
        ..Meta::default()
    };
    let blocks = (0..40).map(|n| paragraph(&format!("Paragraph {n} of the story goes on for a line or so."))).collect();
    Document { meta, blocks, ..Document::default() }
}

fn with_leaves(size: &str) -> Style {
    let mut style = plain(size);
    style.opening.front = Front::Full;
    style
}

fn words(page: &Page) -> String {
    let runs = page.items.iter().filter_map(|item| match &item.item {
        Item::Glyphs(run) => Some(run.text.as_str()),
        _ => None,
    });
    runs.collect::<Vec<_>>().join(" ")
}

fn without_furniture(pages: &Pages, number: usize) -> bool {
    pages.pages[number].items.iter().all(|item| matches!(item.owner, Owner::Node { .. }))
}

#[test]
fn a_book_has_half_title_title_page_and_imprint_and_begins_on_the_right() {
    for (lang, size) in [("en", "small"), ("de", "normal"), ("ar", "large"), ("fr", "huge")] {
        let document = book(lang);
        let pages = layout(&document.clone().into(), &with_leaves(size), &mut Context::default());
        let plain_pages = layout(&document.into(), &plain(size), &mut Context::default());
        assert_eq!(pages.pages.len(), plain_pages.pages.len() + 4, "{lang} {size}");
        let said: Vec<String> = pages.pages.iter().take(4).map(words).collect();
        assert!(said[0].contains("The Long Wait") && !said[0].contains("Ada"), "{said:?}");
        assert!(said[1].is_empty() && pages.pages[1].items.is_empty(), "{said:?}");
        let title = ["The Long Wait", "A ferry story", "Ada Quill", "Offprint Press"];
        assert!(title.iter().all(|part| said[2].contains(part)), "{said:?}");
        let imprint = ["Offprint Press", "2026", "All rights reserved", "urn:isbn:9780000000000"];
        assert!(imprint.iter().all(|part| said[3].contains(part)), "{said:?}");
        assert!((0..4).all(|number| without_furniture(&pages, number)), "no folio stands on them");
        // The imprint is at the foot.
        let foot = pages.pages[3].items.iter().map(|item| item.at.1).fold(0.0, f32::max);
        assert!(foot > 0.8 * pages.pages[3].size.1 - 40.0, "{foot}");
    }
}

#[test]
fn an_edition_has_its_leaves_once_and_what_is_not_known_is_not_said() {
    let meta = Meta { title: vec![Inline::text("Morning")], language: Lang::new("en"), ..Meta::default() };
    let parts = vec![Part { title: Vec::new(), articles: vec![book("en"), book("en")] }];
    let edition = Publication { edition: Some(meta), parts, ..Publication::default() };
    let pages = layout(&edition, &with_leaves("normal"), &mut Context::default());
    let said: Vec<String> = pages.pages.iter().map(words).collect();
    assert!(said[0].contains("Morning") && said[2].contains("Morning"));
    assert_eq!(said[3].trim(), "Morning");
    assert_eq!(said.iter().filter(|words| words.contains("All rights reserved.")).count(), 0);
    let untitled = Document { meta: Meta::default(), ..book("en") };
    let alone = layout(&untitled.clone().into(), &with_leaves("normal"), &mut Context::default());
    assert_eq!(alone.pages.len(), layout(&untitled.into(), &plain("normal"), &mut Context::default()).pages.len());
}

fn pictured(link: Option<&str>) -> Document {
    let source = Source::new("a.md", b"![A plum cake](pictures/plum-cake.svg)\n".to_vec());
    let mut cx = Context::new(&pictures::Pictures);
    let mut document = offprint::read(&source, front::by_name("markdown").unwrap(), &mut cx).unwrap();
    for block in &mut document.blocks {
        if let BlockKind::Figure(Figure { images, .. }) = &mut block.kind {
            images.iter_mut().for_each(|image| image.link = link.map(str::to_owned));
        }
    }
    document
}

#[test]
fn a_picture_that_is_a_link_can_be_clicked_and_its_figure_keeps_its_box() {
    for (link, leads) in [(Some("https://example.org/cake"), true), (Some("cake.html"), false), (None, false)] {
        let document = pictured(link);
        for size in ["normal", "huge"] {
            let mut cx = Context::new(&pictures::Pictures);
            let pages = layout(&document.clone().into(), &plain(size), &mut cx);
            let picture = pages.pages[0].items.iter().find_map(|item| match item.item {
                Item::Picture { width, height, .. } => Some((item.at, width, height)),
                _ => None,
            });
            let ((x, y), width, height) = picture.expect("the picture is there");
            let areas = &pages.pages[0].links;
            assert_eq!(areas.len(), usize::from(leads), "{link:?}");
            let Some(area) = areas.first() else { continue };
            assert_eq!(area.target, Target::Url("https://example.org/cake".into()));
            assert_eq!(area.contents, "A plum cake");
            let (l, t, r, b) = (area.rect.left, area.rect.top, area.rect.right, area.rect.bottom);
            assert!((l - x).abs() + (t - y).abs() + (r - x - width).abs() + (b - y - height).abs() < 0.1);
            let parent = pages.structure[area.node.0 as usize].parent.unwrap();
            assert_eq!(pages.structure[parent.0 as usize].kind, StructureKind::Figure);
            let pdf = back::by_name("pdf").unwrap().emit(&document.clone().into(), &plain(size), &mut cx).unwrap();
            let pdf = lopdf::Document::load_mem(&pdf.bytes).unwrap();
            let has = |key: &[u8], value: &[u8]| {
                pdf.objects.values().filter_map(|object| object.as_dict().ok()).any(|dict| {
                    dict.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|name| name == value) && dict.has(key)
                })
            };
            assert!(has(b"A", b"Figure"), "the figure has its box");
        }
    }
}

#[test]
fn a_small_picture_in_a_linked_line_is_part_of_the_link() {
    let document = pictured(None);
    let BlockKind::Figure(figure) = &document.blocks[0].kind else { panic!("{}", plain_text(&[])) };
    let image =
        Image { link: Some("https://example.org/".into()), size: (Some(12.0), Some(12.0)), ..figure.images[0].clone() };
    let blocks = vec![BlockKind::Paragraph(vec![Inline::text("Before "), Inline::Image(image)]).into()];
    let document = Document { blocks, ..document };
    let pages = layout(&document.into(), &plain("normal"), &mut Context::new(&pictures::Pictures));
    let area = pages.pages[0].links.first().expect("there is a link");
    assert!((area.rect.right - area.rect.left - 9.0).abs() < 0.1, "{:?}", area.rect);
}

#[test]
fn a_booklet_of_many_sheets_says_how_it_is_parted() {
    let words = ["booklet".to_owned()];
    let choices = offprint::style::resolve::Choices {
        size: Some("huge".into()),
        print: Some(offprint::style::print::parse(&words).unwrap()),
        ..Default::default()
    };
    let raw = offprint::style::load::named("article").unwrap();
    let mut said = offprint::diag::Diagnostics::default();
    let unmeasured = offprint::style::resolve::Unmeasured;
    let style = offprint::style::resolve::resolve(&raw, &choices, &unmeasured, &mut said).unwrap();
    let essay = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/essay.md")).unwrap();
    let mut long = essay.clone();
    (0..3).for_each(|_| long.extend(&essay));
    for (bytes, parted) in [(essay, false), (long, true)] {
        let mut cx = Context::default();
        let source = Source::new("essay.md", bytes);
        let document = offprint::read(&source, front::by_name("markdown").unwrap(), &mut cx).unwrap();
        let output = back::by_name("pdf").unwrap().emit(&document.into(), &style, &mut cx).unwrap();
        let steps = output.reports.iter().flat_map(|report| &report.steps).cloned().collect::<Vec<_>>().join(" ");
        assert_eq!(steps.contains("signatures"), parted, "{steps}");
        assert_eq!(cx.diags.iter().any(|said| said.code == "signatures"), parted);
    }
}

/// The least distances of a page's words from its left and its right edge.
fn margins(page: &Page) -> (f32, f32) {
    let runs = page.items.iter().filter_map(|placed| match &placed.item {
        Item::Glyphs(run) if !run.text.trim().is_empty() => {
            let width: f32 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
            Some((placed.at.0, page.size.0 - placed.at.0 - width))
        }
        _ => None,
    });
    runs.fold((f32::MAX, f32::MAX), |least, (left, right)| (least.0.min(left), least.1.min(right)))
}

#[test]
fn books_in_languages_that_read_from_the_right_are_bound_there() {
    let mut style = plain("normal");
    style.print = offprint::style::print::parse(&["pod", "bleed"].map(String::from)).unwrap().print;
    (style.page.facing, style.page.inner, style.page.outer) = (true, 90.0, 50.0);
    style.furniture.running_heads = true;
    style.furniture.folio = offprint::style::FolioPlace::FootOuter;
    for (lang, is_mirrored) in
        [("en", false), ("de", false), ("he", true), ("ar", true), ("fa", true), ("ar-Latn", false)]
    {
        let mut document = book(lang);
        document.blocks = (0..30).map(|n| paragraph(&"The boat was late. ".repeat(60 + n % 7))).collect();
        let publication: Publication = document.into();
        let pages = layout(&publication, &style, &mut Context::default());
        for (number, page) in pages.pages.iter().enumerate() {
            let (left, right) = margins(page);
            assert_eq!(left > right, number.is_multiple_of(2) != is_mirrored, "{lang}, page {number}: {left} {right}");
            let folio = page.items.iter().find(|placed| match &placed.item {
                Item::Glyphs(run) => run.text == page.label && matches!(placed.owner, Owner::Furniture(_)),
                _ => false,
            });
            let at_left = folio.unwrap().at.0 < page.size.0 / 2.0;
            assert_eq!(at_left, left < right, "{lang}: the folio of page {number} is at the fore edge");
        }
        let output = back::by_name("pdf").unwrap().emit(&publication, &style, &mut Context::default()).unwrap();
        let rows = || output.reports.iter().flat_map(|report| &report.rows);
        for rule in ["The bleed", "The inside margin", "The outside margins"] {
            assert!(rows().any(|row| row.rule.starts_with(rule) && row.met), "{lang}: {rule}");
        }
        let file = lopdf::Document::load_mem(&output.bytes).unwrap();
        let preferences = file.catalog().unwrap().get_deref(b"ViewerPreferences", &file).unwrap().as_dict().unwrap();
        let direction = preferences.get(b"Direction").and_then(lopdf::Object::as_name).ok();
        assert_eq!(direction, is_mirrored.then_some(b"R2L".as_slice()), "{lang}");
    }
}

/// A cover made with a book of this many paragraphs: the boxes of its page, in points, and the text that it shows.
fn cover_of(words: &str, paragraphs: usize) -> ([f32; 4], [f32; 4], String, Vec<u8>) {
    let mut document = book("en");
    document.meta.standfirst = vec![Inline::text("A boat is late, and people wait.")];
    document.blocks = (0..paragraphs).map(|n| paragraph(&"The boat was late. ".repeat(60 + n % 7))).collect();
    let choices = offprint::style::print::parse(&words.split(' ').map(String::from).collect::<Vec<_>>()).unwrap();
    let mut style = plain("normal");
    style.page.width = 432.0;
    style.page.height = 648.0;
    style.print = choices.print;
    let mut cx = Context::default();
    let output = back::by_name("pdf").unwrap().emit(&document.into(), &style, &mut cx).unwrap();
    let (suffix, bytes) = output.companions.into_iter().next().expect("a cover");
    assert_eq!(suffix, "-cover");
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let pages = file.get_pages();
    assert_eq!(pages.len(), 1);
    let page = file.get_dictionary(pages[&1]).unwrap();
    let numbers = |key: &[u8]| -> [f32; 4] {
        let list = page.get(key).unwrap().as_array().unwrap();
        std::array::from_fn(|n| list[n].as_float().unwrap())
    };
    let text = file.extract_text(&[1]).unwrap();
    (numbers(b"TrimBox"), numbers(b"BleedBox"), text, file.get_page_content(pages[&1]))
}

#[test]
fn a_cover_is_back_spine_and_front_with_bleed_on_all_sides() {
    let (trim, bleed, text, _) = cover_of("pod cover=cream", 40);
    let (width, height) = (trim[2] - trim[0], trim[3] - trim[1]);
    assert!((height - 648.0).abs() < 0.1 && width > 864.5 && width < 880.0, "{width} by {height}");
    for (side, away) in trim.iter().zip(bleed).map(|(trim, bleed)| (trim - bleed).abs()).enumerate() {
        assert!((away - 9.0).abs() < 0.1, "side {side} bleeds {away}");
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("The Long Wait") && words.contains("Ada Quill"), "{words}");
    assert_eq!(words.matches("A boat is late").count(), 1, "{words}");
}

#[test]
fn a_thick_book_has_words_on_its_spine_and_a_wider_one() {
    let (thin, _, _, few) = cover_of("pod cover", 40);
    let (thick, _, _, many) = cover_of("pod cover=0.3mm", 220);
    assert!(thick[2] - thick[0] > thin[2] - thin[0] + 20.0);
    // The words of the spine are outlines, and no other part of a cover is.
    let curves = |content: &[u8]| String::from_utf8_lossy(content).lines().filter(|line| line.ends_with(" c")).count();
    assert_eq!(curves(&few), 0);
    assert!(curves(&many) > 100);
}

#[test]
fn no_cover_is_made_unasked() {
    let mut style = plain("normal");
    style.print = offprint::style::print::parse(&["pod".to_owned()]).unwrap().print;
    let output = back::by_name("pdf").unwrap().emit(&book("en").into(), &style, &mut Context::default()).unwrap();
    assert!(output.companions.is_empty());
}
