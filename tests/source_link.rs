//! The address of an article on its pages: as text, as a QR code that can be read back, and not at all.
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use offprint::context::Context;
use offprint::doc::{Block, BlockKind, Date, Document, Inline, Lang, Meta};
use offprint::layout::frame::{Item, Owner, Pages, Path, Pt, Segment, StructureKind, Target};
use offprint::layout::layout;
use offprint::style::SourceLink;
use offprint::style::resolve::plain;

const URL: &str = "https://example.org/articles/2026/03/the-long-wait?page=2";

fn document(lang: &str, url: &str) -> Document {
    let block: Block = BlockKind::Paragraph(vec![Inline::text("The ferry had been tied up since morning.")]).into();
    let meta = Meta {
        title: vec![Inline::text("The long wait")],
        language: Lang::new(lang),
        source: Some(url.into()),
        saved: Date::ymd(2026, 3, 14),
        ..Meta::default()
    };
    Document { meta, blocks: vec![block], ..Document::default() }
}

fn set(document: &Document, shown: SourceLink, size: &str) -> Pages {
    let mut style = plain(size);
    style.source_link = shown;
    layout(&document.clone().into(), &style, &mut Context::default())
}

fn text(pages: &Pages) -> String {
    let runs = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.item {
        Item::Glyphs(run) => Some(run.text.as_str()),
        _ => None,
    });
    runs.collect()
}

/// The outline of the code, if there is one, with the alternative of its figure.
fn code(pages: &Pages) -> Option<(&Path, Pt, Option<String>)> {
    pages.pages.iter().flat_map(|page| &page.items).find_map(|item| match (&item.item, item.owner) {
        (Item::Path(path), Owner::Node { node, .. }) => {
            let node = &pages.structure[node.0 as usize];
            (node.kind == StructureKind::Figure).then(|| (path, item.at.0, node.alt.clone()))
        }
        _ => None,
    })
}

/// The dark squares of an outline: the number of squares a side, and for each true if it is dark.
fn squares(path: &Path) -> (usize, Vec<bool>) {
    let corners: Vec<(Pt, Pt)> = path
        .segments
        .iter()
        .filter_map(|segment| match *segment {
            Segment::Move(x, y) | Segment::Line(x, y) => Some((x, y)),
            _ => None,
        })
        .collect();
    let side = corners.iter().map(|(x, _)| *x).fold(0.0, Pt::max);
    let square = corners[2].1 - corners[1].1;
    let count = (side / square).round() as usize;
    let mut dark = vec![false; count * count];
    for rectangle in corners.chunks(4) {
        let (from, to) = ((rectangle[0].0 / square).round() as usize, (rectangle[1].0 / square).round() as usize);
        let row = (rectangle[0].1 / square).round() as usize;
        (from..to).for_each(|x| dark[row * count + x] = true);
    }
    (count, dark)
}

#[test]
fn the_code_holds_the_address() {
    for size in ["small", "normal", "large", "x-large", "huge"] {
        let pages = set(&document("en", URL), SourceLink::Qr, size);
        let (path, _, alt) = code(&pages).expect("there is a code");
        assert_eq!(alt.as_deref(), Some(format!("QR code: {URL}").as_str()));
        let (count, dark) = squares(path);
        let wanted = (1..=15).find_map(|version| {
            let version = qrcodegen::Version::new(version);
            let segments = qrcodegen::QrSegment::make_segments(URL);
            let medium = qrcodegen::QrCodeEcc::Medium;
            qrcodegen::QrCode::encode_segments_advanced(&segments, medium, version, version, None, true).ok()
        });
        let wanted = wanted.expect("the address fits");
        assert_eq!(count, wanted.size() as usize, "{size}");
        let agree = (0..count * count).all(|n| dark[n] == wanted.get_module((n % count) as i32, (n / count) as i32));
        assert!(agree, "{size}: the squares are those of the address");
    }
}

#[test]
fn the_code_is_large_enough_and_has_room_around_it() {
    for (url, lang) in [(URL.to_owned(), "en"), (format!("https://example.org/{}", "a".repeat(300)), "ar")] {
        let pages = set(&document(lang, &url), SourceLink::Qr, "normal");
        let (path, left, _) = code(&pages).unwrap();
        let (count, _) = squares(path);
        let side = path.segments.iter().fold(0.0, |most: Pt, segment| match *segment {
            Segment::Line(x, _) => most.max(x),
            _ => most,
        });
        let square = side / count as Pt;
        assert!(square >= 1.4 && side >= 56.0, "{square} {side}");
        // No other item comes nearer than four squares.
        let around = pages.pages.last().unwrap().items.iter().filter_map(|item| match &item.item {
            Item::Glyphs(run) if item.owner != Owner::Furniture(offprint::layout::frame::FurnitureKind::Footer) => {
                Some((item.at.0, item.at.0 + run.glyphs.iter().map(|g| g.advance).sum::<Pt>(), item.at.1))
            }
            _ => None,
        });
        let top =
            pages.pages.last().unwrap().items.iter().find(|item| matches!(item.item, Item::Path(_))).unwrap().at.1;
        for (from, to, y) in around.filter(|(.., y)| *y > top - 1.0 && *y < top + side + 10.0) {
            assert!(to <= left - 3.9 * square || from >= left + side + 3.9 * square, "{from}-{to} at {y}");
        }
    }
}

#[test]
fn the_address_is_text_under_the_byline_or_nothing() {
    let pages = set(&document("de", URL), SourceLink::Text, "normal");
    assert!(text(&pages).contains(URL), "{}", text(&pages));
    assert!(text(&pages).contains("Gespeichert: 14.\u{a0}März 2026"), "{}", text(&pages));
    let leads = |area: &offprint::layout::frame::LinkArea| area.target == Target::Url(URL.into());
    assert!(pages.pages[0].links.iter().any(leads));
    assert!(code(&pages).is_none());
    let pages = set(&document("en", URL), SourceLink::None, "normal");
    assert!(!text(&pages).contains("example.org/articles") && code(&pages).is_none());
}

#[test]
fn an_address_too_long_for_a_camera_is_text_with_a_remark() {
    let long = format!("https://example.org/{}", "long-".repeat(200));
    let mut cx = Context::default();
    let mut style = plain("normal");
    style.source_link = SourceLink::Qr;
    let pages = layout(&document("en", &long).into(), &style, &mut cx);
    assert!(code(&pages).is_none() && text(&pages).contains("example.org/long-long-"));
    assert!(cx.diags.iter().any(|said| said.code == "address-long"));
}

#[test]
fn what_is_no_address_on_the_web_is_not_shown() {
    for url in ["book.epub", "mailto:a@example.org", ""] {
        for shown in [SourceLink::Text, SourceLink::Qr] {
            let pages = set(&document("en", url), shown, "normal");
            assert!(code(&pages).is_none() && !text(&pages).contains("Saved"), "{url}");
        }
    }
}
