//! Readings over words: their places at all sizes, without loss or division, and their tags.
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use offprint::context::Context;
use offprint::doc::{
    Block, BlockKind, Cell, Column, Document, Heading, Inline, Inlines, Lang, Link, Meta, Row, Ruby, Table,
};
use offprint::layout::frame::{GlyphRun, Item, NodeId, Owner, Pages, Pt, StructureKind};
use offprint::layout::layout;
use offprint::style::resolve::plain;

const SIZES: [&str; 5] = ["small", "normal", "large", "x-large", "huge"];

fn ruby(base: &str, reading: &str) -> Inline {
    Inline::Ruby(Ruby { base: vec![Inline::text(base)], reading: reading.into() })
}

fn set(blocks: Vec<Block>, lang: &str, size: &str) -> Pages {
    let meta = Meta { language: Lang::new(lang), ..Meta::default() };
    layout(&Document { meta, blocks, ..Document::default() }.into(), &plain(size), &mut Context::default())
}

fn paragraph(content: Inlines) -> Block {
    BlockKind::Paragraph(content).into()
}

/// Words, then a ruby, again and again.
fn prose(base: &str, reading: &str, times: usize) -> Inlines {
    (0..times).flat_map(|i| [Inline::text(format!(" words {i} before ")), ruby(base, reading)]).collect()
}

/// The places of the glyphs of nodes of a kind: page, left, right, baseline, em, and the node.
fn placed(pages: &Pages, kind: &StructureKind) -> Vec<(usize, Pt, Pt, Pt, Pt, NodeId)> {
    let mut out: Vec<(usize, Pt, Pt, Pt, Pt, NodeId)> = Vec::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            let (Item::Glyphs(run), Owner::Node { node, .. }) = (&item.item, item.owner) else { continue };
            if pages.structure[node.0 as usize].kind != *kind {
                continue;
            }
            let (left, right) = (item.at.0, item.at.0 + width(run));
            match out.last_mut() {
                Some(last) if last.5 == node => (last.1, last.2) = (last.1.min(left), last.2.max(right)),
                _ => out.push((number, left, right, item.at.1, run.size, node)),
            }
        }
    }
    out
}

fn width(run: &GlyphRun) -> Pt {
    run.glyphs.iter().map(|glyph| glyph.advance).sum()
}

fn middle(place: &(usize, Pt, Pt, Pt, Pt, NodeId)) -> Pt {
    (place.1 + place.2) / 2.0
}

#[test]
fn a_reading_stands_centred_over_its_base_at_every_size() {
    for size in SIZES {
        for (base, reading) in [("base", "reading that is longer"), ("a longer base", "short"), ("same", "same")] {
            let pages = set(vec![paragraph(prose(base, reading, 12))], "en", size);
            let (bases, readings) =
                (placed(&pages, &StructureKind::RubyBase), placed(&pages, &StructureKind::RubyText));
            assert_eq!((bases.len(), readings.len()), (12, 12), "{size}: {base}");
            for (base, reading) in bases.iter().zip(&readings) {
                assert_eq!(base.0, reading.0);
                assert!((middle(base) - middle(reading)).abs() < 0.1, "{size}: {base:?} {reading:?}");
                let lift = base.3 - reading.3;
                assert!(lift > 0.8 * base.4 && lift < 1.3 * base.4, "{size}: {lift} over {}", base.4);
            }
        }
    }
}

#[test]
fn readings_touch_neither_each_other_nor_the_line_above() {
    for size in SIZES {
        let pages = set(vec![paragraph(prose("a", "a wide reading", 40))], "en", size);
        let mut glyphs: Vec<(Pt, Pt, Pt, Pt)> = Vec::new();
        for item in pages.pages.iter().take(1).flat_map(|page| &page.items) {
            if let (Item::Glyphs(run), Owner::Node { .. }) = (&item.item, item.owner) {
                glyphs.push((item.at.0, item.at.0 + width(run), item.at.1, run.size));
            }
        }
        for (n, a) in glyphs.iter().enumerate() {
            for b in &glyphs[n + 1..] {
                let beside = a.1 <= b.0 + 0.1 || b.1 <= a.0 + 0.1;
                let (upper, lower) = if a.2 < b.2 { (a, b) } else { (b, a) };
                let apart = lower.2 - upper.2 > 0.14 * upper.3 + 0.7 * lower.3;
                assert!(beside || apart, "{size}: {a:?} and {b:?}");
            }
        }
    }
}

#[test]
fn ideographs_are_spaced_out_to_the_width_of_their_reading() {
    let pages = set(vec![paragraph(vec![ruby("漢字", "ながいよみかた")])], "ja", "normal");
    let runs: Vec<&GlyphRun> = pages.pages[0]
        .items
        .iter()
        .filter_map(|item| match (&item.item, item.owner) {
            (Item::Glyphs(run), Owner::Node { .. }) => Some(run),
            _ => None,
        })
        .collect();
    let [base, reading] = runs[..] else { panic!("{} runs", runs.len()) };
    assert_eq!((base.text.as_str(), reading.text.as_str()), ("漢字", "ながいよみかた"));
    // Between the two is the width by which the reading is wider than both; half of it is left at either end.
    assert!((width(base) - width(reading)).abs() < 0.1, "{:?} {:?}", base.glyphs, reading.glyphs);
    assert!((base.glyphs[0].advance - base.glyphs[1].advance).abs() < 0.01);
    assert!(base.glyphs[0].advance > 1.2 * 0.6 * base.size, "no face has them, so boxes stand for them");
    let gaps: Vec<Pt> = reading.glyphs.iter().map(|glyph| glyph.advance).collect();
    assert!(gaps.iter().all(|gap| (gap - gaps[0]).abs() < 0.01), "{gaps:?}");
}

#[test]
fn a_short_reading_is_spaced_out_over_its_base() {
    let pages = set(vec![paragraph(vec![ruby("東京都庁", "とう")])], "ja", "normal");
    let readings = placed(&pages, &StructureKind::RubyText);
    let bases = placed(&pages, &StructureKind::RubyBase);
    // Characters that no face has are set as boxes of 0.6 em.
    let natural = 2.0 * 0.6 * readings[0].4;
    let whole = bases[0].2 - bases[0].1;
    assert!((readings[0].1 - bases[0].1 - (whole - natural) / 4.0).abs() < 0.1, "{readings:?} {bases:?}");
}

#[test]
fn no_line_ends_inside_a_ruby_and_lines_end_beside_one() {
    // Ideographs may be parted anywhere, so only the ruby keeps these two together.
    let content: Inlines = (0..300).flat_map(|_| [ruby("漢字", "かんじ"), Inline::text("と")]).collect();
    let pages = set(vec![paragraph(content)], "ja", "normal");
    let bases = placed(&pages, &StructureKind::RubyBase);
    assert_eq!(bases.len(), 300);
    let right = bases.iter().map(|base| base.2).fold(0.0, Pt::max);
    let em = bases[0].4;
    assert!(bases.iter().all(|base| base.2 - base.1 > 1.15 * em), "each stands on one line");
    // Justified lines of ideographs are full to the measure, rubies included.
    let style = plain("normal");
    assert!((right - (style.page.inner + style.page.measure())).abs() < 1.2 * em, "{right}");
    let lines: std::collections::BTreeSet<i32> = bases.iter().map(|base| (base.3 * 10.0) as i32).collect();
    assert!(lines.len() > 15, "{}", lines.len());
}

#[test]
fn lines_of_an_article_with_readings_are_evenly_apart() {
    let plain_lines = Inline::text("文章の行はどれも同じ間隔で並ぶ。".repeat(20));
    let blocks = vec![paragraph(vec![plain_lines.clone()]), paragraph(vec![ruby("漢字", "かんじ"), plain_lines])];
    let pages = set(blocks, "ja", "normal");
    let mut lines: Vec<Pt> = Vec::new();
    for item in &pages.pages[0].items {
        if let (Item::Glyphs(_), Owner::Node { node, .. }) = (&item.item, item.owner)
            && pages.structure[node.0 as usize].kind != StructureKind::RubyText
            && lines.last().is_none_or(|last| (last - item.at.1).abs() > 1.0)
        {
            lines.push(item.at.1);
        }
    }
    let steps: Vec<Pt> = lines.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(steps.len() > 10 && steps.iter().all(|step| (step - steps[0]).abs() < 0.1), "{steps:?}");
}

#[test]
fn a_ruby_is_tagged_with_its_base_and_its_reading_in_order() {
    let link =
        Inline::Link(Link { url: "https://example.org/".into(), title: None, content: vec![ruby("word", "say")] });
    let cell = Cell { blocks: vec![paragraph(vec![ruby("cell", "read")])], ..Cell::default() };
    let table = Table { columns: vec![Column::default()], body: vec![Row { cells: vec![cell] }], ..Table::default() };
    let heading = Heading { level: 1, id: None, content: vec![Inline::text("On "), ruby("ruby", "a reading")] };
    let blocks = vec![
        BlockKind::Heading(heading).into(),
        paragraph(vec![Inline::text("See "), link, Inline::text(".")]),
        BlockKind::Table(table).into(),
    ];
    for size in SIZES {
        let pages = set(blocks.clone(), "en", size);
        let rubies: Vec<usize> =
            (0..pages.structure.len()).filter(|n| pages.structure[*n].kind == StructureKind::Ruby).collect();
        assert_eq!(rubies.len(), 3, "{size}");
        for ruby in rubies {
            let kids: Vec<&StructureKind> =
                pages.structure.iter().filter(|n| n.parent == Some(NodeId(ruby as u32))).map(|n| &n.kind).collect();
            assert_eq!(kids, [&StructureKind::RubyBase, &StructureKind::RubyText], "{size}");
        }
        let area = &pages.pages.iter().flat_map(|page| &page.links).next().expect("the link is there").rect;
        assert!(area.right - area.left > 10.0, "{area:?}");
    }
}

#[test]
fn a_reading_in_a_cell_clears_the_rule_above() {
    let cell = |content| Cell { blocks: vec![paragraph(content)], ..Cell::default() };
    let row = |reading| Row { cells: vec![cell(vec![ruby("word", reading)])] };
    let table = Table {
        columns: vec![Column::default()],
        head: vec![row("head")],
        body: vec![row("body")],
        ..Table::default()
    };
    for size in ["small", "normal", "large"] {
        let pages = set(vec![BlockKind::Table(table.clone()).into()], "en", size);
        let rules = pages.pages[0].items.iter().filter(|item| matches!(item.item, Item::Rect { .. }));
        let rules: Vec<Pt> = rules.map(|item| item.at.1).collect();
        for reading in placed(&pages, &StructureKind::RubyText) {
            let above = rules.iter().filter(|rule| **rule < reading.3).fold(Pt::MIN, |a, b| a.max(*b));
            assert!(reading.3 - above > 0.75 * reading.4, "{size}: {reading:?} under {above}");
        }
    }
}

#[test]
fn what_cannot_stand_over_its_base_follows_in_brackets() {
    let note = Inline::Note(vec![paragraph(vec![Inline::text("A note.")])]);
    let noted = Inline::Ruby(Ruby { base: vec![Inline::text("word"), note], reading: "say".into() });
    let long = ruby(&"a base much longer than any line of any page ".repeat(6), "reading");
    for (inline, words) in [(noted, "(say)"), (long, "(reading)")] {
        let pages = set(vec![paragraph(vec![inline])], "en", "normal");
        let text: String = pages.pages.iter().flat_map(|page| &page.items).fold(String::new(), |mut text, item| {
            if let Item::Glyphs(run) = &item.item {
                text.push_str(&run.text);
            }
            text
        });
        assert!(text.contains(words), "{text}");
        assert!(pages.structure.iter().all(|node| node.kind != StructureKind::Ruby));
    }
}

#[test]
fn the_title_of_a_page_keeps_its_readings() {
    let text = "<p>船は朝早くから北の桟橋につながれていて、いつ出るのか岸の誰にも分からなかった。</p>".repeat(4);
    for head in ["<title>東京の港</title>", "", "<title>東京の港 | 港の新聞</title>"] {
        let page = format!(
            "<!DOCTYPE html><html lang='ja'><head>{head}</head><body><article>\
             <h1><ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>の港</h1>{text}</article></body></html>"
        );
        let source = offprint::source::Source::from_text("a.html", &page);
        let front = offprint::front::by_name("html").unwrap();
        let document = offprint::read(&source, front, &mut Context::default()).unwrap();
        assert_eq!(document.meta.title, [ruby("東京", "とうきょう"), Inline::text("の港")], "{head}");
        assert!(document.blocks.iter().all(|block| matches!(block.kind, BlockKind::Paragraph(_))), "{head}");
    }
}
