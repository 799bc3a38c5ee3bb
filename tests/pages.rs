//! From tree to pages: goldens of page dumps, and the properties of all pages: every word once and in order, nothing
//! outside the paper, no widows and no orphans in prose.
#![allow(clippy::disallowed_methods, reason = "tests touch files and processes")]

#[path = "support/golden.rs"]
mod golden;

use std::collections::BTreeMap;

use offprint::context::Context;
use offprint::diag::Diagnostics;
use offprint::doc::*;
use offprint::layout::frame::{Colour, FurnitureKind, Item, Owner, Pages, Path, Pt, Segment, StructureKind, Target};
use offprint::layout::{dump, layout};
use offprint::style::resolve::{Choices, Unmeasured, plain, resolve};
use offprint::style::{NotesPlace, Style, contrast};

// ---- building trees

fn text(words: &str) -> Inlines {
    vec![Inline::text(words)]
}

fn paragraph(words: &str) -> Block {
    BlockKind::Paragraph(text(words)).into()
}

fn heading(level: u8, words: &str) -> Block {
    let id = Some(words.to_lowercase().replace(' ', "-"));
    BlockKind::Heading(Heading { level, id, content: text(words) }).into()
}

fn article(title: &str, blocks: Vec<Block>) -> Document {
    let meta = Meta { title: text(title), language: Lang::new("en-GB"), ..Meta::default() };
    Document { meta, blocks, ..Document::default() }
}

fn cell(words: &str) -> Cell {
    Cell { blocks: vec![paragraph(words)], ..Cell::default() }
}

fn row(cells: &[&str]) -> Row {
    Row { cells: cells.iter().map(|c| cell(c)).collect() }
}

fn table(head: &[&str], body: Vec<Row>) -> Table {
    Table { columns: vec![Column::default(); head.len()], head: vec![row(head)], body, ..Table::default() }
}

fn item(blocks: Vec<Block>) -> ListItem {
    ListItem { number: None, checked: None, blocks }
}

/// Prose from a small generator: the same words for the same seed.
fn prose(paragraphs: usize, mut seed: u64) -> Vec<Block> {
    let words = "the slow river carried its timber past gardens where nobody had spoken since morning and every window \
                 stood open to a light that seemed older than brick or memory while bells counted hours for people who \
                 listened only to their own quiet footsteps returning home along walls";
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut next = |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % bound
    };
    (0..paragraphs)
        .map(|_| {
            let count = 15 + next(130);
            let mut out: Vec<&str> = Vec::new();
            (0..count).for_each(|_| out.push(words[next(words.len())]));
            paragraph(&format!("{}.", out.join(" ")))
        })
        .collect()
}

fn kitchen_sink() -> Document {
    let note = Inline::Note(vec![paragraph("A note stands at the foot of its page.")]);
    let link = Inline::Link(Link { url: "#tables".into(), title: None, content: text("the tables") });
    let mut first = text("Type was cast in metal");
    first.extend([note, Inline::text(" and set by hand; see "), link, Inline::text(" below for ")]);
    first.extend([Inline::Emph(text("figures")), Inline::text(", "), Inline::Code("code()".into())]);
    first.extend([
        Inline::text(" and "),
        Inline::Lang(Lang::new("fr").unwrap(), text("mise en page")),
        Inline::text("."),
    ]);
    let nested = List { items: vec![item(vec![paragraph("deeper")])], tight: true, ..List::default() };
    let bullets = List {
        items: vec![item(vec![paragraph("one")]), item(vec![paragraph("two"), BlockKind::List(nested).into()])],
        tight: true,
        ..List::default()
    };
    let kind = ListKind::Ordered { start: 9, numbering: Numbering::Decimal, delimiter: Delimiter::Period };
    let numbers = List { kind, items: vec![item(vec![paragraph("nine")]), item(vec![paragraph("ten")])], tight: true };
    let tasks = List {
        items: vec![
            ListItem { number: None, checked: Some(false), blocks: vec![paragraph("to do")] },
            ListItem { number: None, checked: Some(true), blocks: vec![paragraph("done")] },
        ],
        tight: true,
        ..List::default()
    };
    let mut wide = table(
        &["Press", "Year", "What it changed"],
        vec![
            row(&["Hand press", "1450", "Books for many"]),
            row(&[
                "Linotype",
                "1886",
                "Newspapers overnight, because a line of type could be cast at the keyboard in one go",
            ]),
        ],
    );
    wide.caption = text("Machines and what they changed");
    wide.columns[1].align = Align::Right;
    let figure = Figure {
        images: vec![Image { url: "press.png".into(), alt: Some("A hand press".into()), ..Image::default() }],
        caption: text("The press in the workshop."),
        ..Figure::default()
    };
    let quote =
        Quote { blocks: vec![paragraph("The words of another.")], attribution: text("Somebody"), ..Quote::default() };
    let code = Code {
        language: Some("rust".into()),
        lang: None,
        text: "fn main() {\n    println!(\"set\");\n}".into(),
        caption: Vec::new(),
    };
    let aside = Aside { kind: AsideKind::Tip, blocks: vec![paragraph("Keep the stick level.")], ..Aside::default() };
    let definition = Definition { term: text("Em"), definitions: vec![vec![paragraph("The size of the type.")]] };
    let mut document = article(
        "A Kitchen Sink",
        vec![
            BlockKind::Paragraph(first).into(),
            paragraph("A second paragraph is indented."),
            heading(1, "Lists"),
            BlockKind::List(bullets).into(),
            BlockKind::List(numbers).into(),
            BlockKind::List(tasks).into(),
            BlockKind::DefinitionList(vec![definition]).into(),
            heading(1, "Tables"),
            BlockKind::Table(wide).into(),
            heading(2, "Pictures"),
            BlockKind::Figure(figure).into(),
            BlockKind::Quote(quote).into(),
            BlockKind::Verse(vec![text("A line of verse"), text("and one more"), vec![], text("and a stanza")]).into(),
            BlockKind::Break.into(),
            BlockKind::Code(code).into(),
            BlockKind::Aside(aside).into(),
            BlockKind::Math(Math { tex: Some("a^2 + b^2 = c^2".into()), mathml: None }).into(),
        ],
    );
    document.meta.authors = vec![Author::new("Ada Quill"), Author::new("Ben Reed")];
    document.meta.published = Date::ymd(2024, 3, 1);
    document.meta.standfirst = text("Everything that an article may hold, once.");
    document
}

fn set(document: &Document, style: &Style) -> Pages {
    layout(&document.clone().into(), style, &mut Context::default())
}

// ---- reading pages back

/// The words of content in reading order, hyphenation undone.
fn words_of(pages: &Pages) -> Vec<String> {
    let mut runs: BTreeMap<(u32, usize), String> = BTreeMap::new();
    let mut count = 0;
    for page in &pages.pages {
        for placed in &page.items {
            if let (Item::Glyphs(run), Owner::Node { order, .. }) = (&placed.item, placed.owner) {
                count += 1;
                runs.insert((order, count), run.text.clone());
            }
        }
    }
    let mut out = String::new();
    let mut last = None;
    for ((order, _), text) in runs {
        // Marks of another node or line: a space parts them unless the line ended in a hyphen that was added.
        if last.is_some_and(|l| l != order) && !out.ends_with('\u{ad}') {
            out.push(' ');
        }
        out.push_str(&text);
        last = Some(order);
    }
    out.replace('\u{ad}', "").split_whitespace().map(String::from).collect()
}

fn words_in(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        if let BlockKind::Paragraph(content) = &block.kind {
            out.extend(plain_text(content).split_whitespace().map(String::from));
        }
    }
    out
}

/// The extent of an outline to the right and down from its place.
fn extent(path: &Path) -> (Pt, Pt) {
    let ends = path.segments.iter().filter_map(|segment| match *segment {
        Segment::Move(x, y) | Segment::Line(x, y) | Segment::Curve(_, _, _, _, x, y) => Some((x, y)),
        Segment::Close => None,
    });
    ends.fold((0.0, 0.0), |(w, h), (x, y)| (x.max(w), y.max(h)))
}

fn assert_within_paper(pages: &Pages) {
    for (number, page) in pages.pages.iter().enumerate() {
        for placed in &page.items {
            let (x, y) = placed.at;
            let (w, h) = match &placed.item {
                Item::Glyphs(run) => (run.glyphs.iter().map(|g| g.advance).sum(), 0.0),
                Item::Rect { width, height, .. } | Item::Picture { width, height, .. } => (*width, *height),
                Item::Path(path) => extent(path),
            };
            let inside = x >= -1.0 && y >= -1.0 && x + w <= page.size.0 + 1.0 && y + h <= page.size.1 + 1.0;
            assert!(inside, "page {}: {:?} stands outside the paper at {x},{y} {w}x{h}", number + 1, placed.item);
        }
    }
}

// ---- properties of all pages

#[test]
fn the_kitchen_sink_is_set_as_blessed() {
    golden::check("tests/golden/pages/kitchen-sink.pages", &dump::dump(&set(&kitchen_sink(), &plain("normal"))));
}

#[test]
fn every_block_stays_on_the_paper_at_every_size() {
    for (size, most) in [("small", 1), ("normal", 2), ("large", 3), ("x-large", 4), ("huge", 5)] {
        let pages = set(&kitchen_sink(), &plain(size));
        assert_within_paper(&pages);
        assert!(pages.pages.len() <= most, "{size} takes {} pages", pages.pages.len());
    }
}

#[test]
fn large_print_sets_nothing_under_its_floor() {
    for (size, floor) in [("large", 12.0), ("x-large", 18.0), ("huge", 24.0)] {
        let pages = set(&kitchen_sink(), &offprint::style::resolve::plain(size));
        for placed in pages.pages.iter().flat_map(|page| &page.items) {
            let Item::Glyphs(run) = &placed.item else { continue };
            let face = &pages.faces[usize::from(run.face.0)];
            let x = f32::from(face.x_height) / f32::from(face.units_per_em);
            let nominal = run.size * x / offprint::style::resolve::ARIAL_X_HEIGHT;
            let letters = run.text.chars().any(|c| c.is_ascii_alphanumeric());
            assert!(!letters || nominal > floor - 0.35, "{size}: {nominal} points for {:?} in {}", run.text, face.name);
        }
    }
}

#[test]
fn every_word_is_set_once_in_reading_order() {
    let blocks = prose(60, 7);
    let want = words_in(&blocks);
    let document = Document { blocks, ..article("", Vec::new()) };
    for size in ["normal", "huge"] {
        let got = words_of(&set(&document, &plain(size)));
        assert_eq!(got.len(), want.len());
        assert!(got.iter().zip(&want).all(|(g, w)| g == w));
    }
}

/// Baselines of body text on a page, each with the left edge of its line.
fn body_lines(pages: &Pages) -> Vec<Vec<(f32, f32)>> {
    let of_page = |page: &offprint::layout::frame::Page| {
        let mut lines: BTreeMap<i32, f32> = BTreeMap::new();
        for placed in &page.items {
            if let (Item::Glyphs(_), Owner::Node { .. }) = (&placed.item, placed.owner) {
                let left = lines.entry((placed.at.1 * 10.0).round() as i32).or_insert(f32::MAX);
                *left = left.min(placed.at.0);
            }
        }
        lines.into_iter().map(|(y, x)| (y as f32 / 10.0, x)).collect()
    };
    pages.pages.iter().map(of_page).collect()
}

#[test]
fn prose_has_no_widows_no_orphans_and_no_short_pages() {
    for seed in 1..6 {
        let document = Document { blocks: prose(120, seed), ..article("", Vec::new()) };
        let style = plain("normal");
        let pages = body_lines(&set(&document, &style));
        let indented = |line: &(f32, f32)| line.1 > style.page.inner + 5.0;
        let most = pages.iter().map(Vec::len).max().unwrap();
        for (number, page) in pages.iter().enumerate() {
            let next = pages.get(number + 1);
            assert!(next.is_none() || page.len() == most, "seed {seed}: page {} is short", number + 1);
            let widow = number > 0 && page.len() > 1 && !indented(&page[0]) && indented(&page[1]);
            assert!(!widow, "seed {seed}: page {} begins with a widow", number + 1);
            let orphan = indented(&page[page.len() - 1]) && next.is_some_and(|next| !indented(&next[0]));
            assert!(!orphan, "seed {seed}: page {} ends with an orphan", number + 1);
        }
    }
}

#[test]
fn body_lines_stand_on_the_grid_and_pages_end_level() {
    let mut blocks = Vec::new();
    for (i, chunk) in prose(80, 3).chunks(5).enumerate() {
        blocks.push(heading(1 + (i % 2) as u8, &format!("Part {i}")));
        blocks.extend(chunk.iter().cloned());
    }
    let style = plain("normal");
    let pages = set(&article("Levels", blocks), &style);
    let body = style.body().size;
    let mut feet = Vec::new();
    for page in &pages.pages {
        let mut last: f32 = 0.0;
        for placed in &page.items {
            if let (Item::Glyphs(run), Owner::Node { .. }) = (&placed.item, placed.owner)
                && run.size == body
            {
                let line = (placed.at.1 - style.page.top) / style.page.grid;
                assert!((line.fract() - (0.5 + 0.33 * body / style.page.grid)).abs() < 0.02, "off the grid: {line}");
                last = last.max(placed.at.1);
            }
        }
        feet.push(last);
    }
    feet.pop();
    let level = feet.iter().filter(|f| (**f - feet[0]).abs() < 0.1).count();
    assert!(level * 10 >= feet.len() * 9, "feet are not level: {feet:?}");
}

#[test]
fn contrast_between_lines_decides_where_they_end() {
    let document = article("Contrast", prose(40, 5));
    let ends = |contrast: f32| {
        let mut style = plain("normal");
        style.lines.contrast = contrast;
        dump::dump(&set(&document, &style))
    };
    assert_ne!(ends(0.0), ends(1000.0));
}

#[test]
fn a_heading_keeps_two_lines_after_it() {
    let mut blocks = Vec::new();
    for (i, paragraph) in prose(150, 11).into_iter().enumerate() {
        blocks.push(heading(1, &format!("Heading number {i}")));
        blocks.push(paragraph);
    }
    // Orphans cost nothing here, so that only the rule about headings keeps two lines together.
    let mut style = plain("normal");
    style.pages.orphan = 0.0;
    let pages = set(&article("Headings", blocks), &style);
    let is_heading = |owner: Owner| match owner {
        Owner::Node { node, .. } => matches!(pages.structure[node.0 as usize].kind, StructureKind::Heading(_)),
        Owner::Furniture(_) => false,
    };
    for page in &pages.pages {
        let last_heading = page.items.iter().filter(|p| is_heading(p.owner)).map(|p| p.at.1).fold(0.0, f32::max);
        let mut below: Vec<i32> = page
            .items
            .iter()
            .filter(|p| matches!(p.owner, Owner::Node { .. }) && p.at.1 > last_heading + 1.0)
            .map(|p| p.at.1.round() as i32)
            .collect();
        below.sort_unstable();
        below.dedup();
        assert!(below.len() >= 2, "page {} ends {} lines after a heading", page.label, below.len());
    }
}

#[test]
fn notes_stand_on_the_page_of_their_call() {
    let mut blocks = prose(40, 5);
    for (i, block) in blocks.iter_mut().enumerate() {
        if let BlockKind::Paragraph(content) = &mut block.kind {
            content.push(Inline::Note(vec![paragraph(&format!("Note{i} says this."))]));
        }
    }
    let pages = set(&article("Notes", blocks), &plain("normal"));
    for i in 1..=40 {
        let (call, note) = (&pages.destinations[&format!("noteref-{i}")], &pages.destinations[&format!("note-{i}")]);
        assert_eq!(call.page, note.page, "note {i} is not with its call");
        assert!(note.at.1 > call.at.1);
    }
    assert_within_paper(&pages);
}

#[test]
fn notes_stand_after_the_article_where_the_style_or_their_length_says_so() {
    let noted = |words: &str| {
        let mut blocks = prose(8, 5);
        for block in &mut blocks {
            if let BlockKind::Paragraph(content) = &mut block.kind {
                content.push(Inline::Note(vec![paragraph(words)]));
            }
        }
        article("Cited", blocks)
    };
    let short = "Cited from the first edition.";
    let long = "Cited from the first edition, which nobody has seen since. ".repeat(12);
    let place = |document: &Document, style: &Style| {
        let pages = set(document, style);
        assert!(pages.structure.iter().filter(|n| n.kind == StructureKind::Note).count() == 8);
        // With a heading of its own, or without.
        pages.structure.iter().any(|node| node.kind == StructureKind::Heading(2))
    };
    let style = |size: &str, notes| Style { notes, ..plain(size) };
    assert!(!place(&noted(short), &style("normal", NotesPlace::Auto)));
    assert!(place(&noted(&long), &style("normal", NotesPlace::Auto)));
    assert!(!place(&noted(&long), &style("normal", NotesPlace::Foot)));
    assert!(place(&noted(short), &style("x-large", NotesPlace::Auto)));
    assert!(place(&noted(short), &style("normal", NotesPlace::End)));
    let at_the_end = set(&noted(short), &style("normal", NotesPlace::End));
    assert_eq!(words_of(&at_the_end).iter().filter(|w| w.as_str() == "edition.").count(), 8);
}

#[test]
fn contents_that_are_asked_for_are_set_wherever_there_is_a_heading() {
    let mut blocks = vec![heading(1, "Only one")];
    blocks.extend(prose(2, 3));
    let has_contents = |least| {
        let style = Style { contents_from_words: least, ..plain("normal") };
        let pages = set(&article("Short", blocks.clone()), &style);
        pages.structure.iter().any(|node| node.kind == StructureKind::Contents)
    };
    assert!(has_contents(Some(0)) && !has_contents(Some(10)) && !has_contents(None));
}

/// A paragraph with these lines.
fn lines(lines: &[&str]) -> Block {
    let lines: Vec<Inline> = lines.iter().map(|line| Inline::text(*line)).collect();
    let broken = lines.into_iter().flat_map(|line| [line, Inline::LineBreak]).collect::<Inlines>();
    BlockKind::Paragraph(broken[..broken.len() - 1].to_vec()).into()
}

#[test]
fn lines_of_the_author_are_not_divided_and_stanzas_stand_apart() {
    let long =
        "and then a longer line, of extraordinarily uncomfortable circumstances unforeseeably accumulated, turns over";
    let first = lines(&["The line is short,", "the sea is wide,", long, "on our side."]);
    let second = lines(&["The pier is long,", "the night is cold,", "and nobody comes."]);
    let mut blocks = prose(1, 4);
    blocks.extend([first, second]);
    blocks.extend(prose(1, 5));
    let style = plain("normal");
    let pages = set(&article("", blocks), &style);
    let start = |words: &str| {
        let found = pages.pages[0].items.iter().find_map(|placed| match &placed.item {
            Item::Glyphs(run) if run.text.starts_with(words) => Some(placed.at),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no line begins with {words:?}"))
    };
    let (upper, lower) = (start("on our side."), start("The pier is long,"));
    assert!((lower.1 - upper.1 - 2.0 * style.page.grid).abs() < 0.01, "a line between stanzas: {upper:?} {lower:?}");
    assert_eq!(start("the sea is wide,").0, style.page.inner);
    let turnover = pages.pages[0].items.iter().filter(|placed| match &placed.item {
        Item::Glyphs(run) => long.contains(run.text.trim()) && run.text.trim().len() > 3,
        _ => false,
    });
    let lefts: Vec<f32> = turnover.map(|placed| placed.at.0).collect();
    assert!(lefts.iter().any(|left| *left > style.page.inner + style.body().size), "nothing hangs: {lefts:?}");
    assert!(!words_of(&pages).is_empty() && !dump::dump(&pages).contains("accumu\u{ad}"));
}

#[test]
fn text_stands_out_in_the_colours_of_every_style() {
    for (name, _) in offprint::style::load::STYLES {
        let raw = offprint::style::load::named(name).unwrap();
        let style = resolve(&raw, &Choices::default(), &Unmeasured, &mut Diagnostics::default()).unwrap();
        let Some(colours) = style.colours else { continue };
        let pages = set(&kitchen_sink(), &style);
        let paper = |c: Colour| match c {
            Colour::Grey(grey) => [grey; 3],
            Colour::Rgb(r, g, b) => [r, g, b],
        };
        for page in &pages.pages {
            assert!(matches!(page.items[0].item, Item::Rect { width, .. } if width == page.size.0), "{name}: no paper");
            for placed in &page.items {
                if let Item::Glyphs(run) = &placed.item {
                    let ratio = contrast(paper(run.colour), colours.page);
                    assert!(ratio >= 4.5, "{name}: {} has {ratio} : 1", run.text);
                }
            }
        }
        assert!(contrast(colours.text, colours.page) >= 7.0, "{name}");
    }
}

#[test]
fn code_stands_in_its_columns() {
    let code = Code {
        language: None,
        lang: None,
        text: "plain\n-minus\n\"quote\"\n(round)\nVast".into(),
        caption: Vec::new(),
    };
    let pages = set(&article("Code", vec![BlockKind::Code(code).into()]), &plain("normal"));
    let places: Vec<f32> = pages.pages[0]
        .items
        .iter()
        .filter_map(|placed| match &placed.item {
            Item::Glyphs(run) if run.text.len() > 3 && run.text != "Code" => Some(placed.at.0),
            _ => None,
        })
        .collect();
    assert_eq!(places, [places[0]; 5], "no mark of code hangs out");
}

#[test]
fn the_calls_of_two_notes_side_by_side_are_parted() {
    let mut content = text("Said twice");
    content.extend([Inline::Note(vec![paragraph("Here.")]), Inline::Note(vec![paragraph("There.")])]);
    content.extend(text(" and once"));
    content.push(Inline::Note(vec![paragraph("Elsewhere.")]));
    let pages = set(&article("", vec![BlockKind::Paragraph(content).into()]), &plain("normal"));
    assert_eq!(words_of(&pages).iter().filter(|word| *word == ",").count(), 1, "{:?}", words_of(&pages));
}

#[test]
fn a_note_longer_than_a_page_goes_on_and_loses_nothing() {
    let long: Vec<Block> = prose(30, 2);
    let want = words_in(&long).len();
    let mut content = text("A call");
    content.push(Inline::Note(long));
    let mut blocks = vec![BlockKind::Paragraph(content).into()];
    blocks.extend(prose(10, 9));
    let before = words_in(&blocks[1..]).len() + 2;
    let pages = set(&article("", blocks), &Style { notes: NotesPlace::Foot, ..plain("huge") });
    assert_within_paper(&pages);
    // The call and the label add a number each.
    assert_eq!(words_of(&pages).len(), want + before + 2);
}

#[test]
fn table_heads_are_repeated_as_furniture() {
    let body = (0..150).map(|i| row(&[&format!("row{i}"), "value"])).collect();
    let document = article("Long", vec![BlockKind::Table(table(&["Headname", "Headvalue"], body)).into()]);
    let pages = set(&document, &plain("normal"));
    assert!(pages.pages.len() > 2);
    let mut read = 0;
    for page in &pages.pages {
        let heads: Vec<_> = page
            .items
            .iter()
            .filter(|p| matches!(&p.item, Item::Glyphs(run) if run.text.contains("Headname")))
            .collect();
        assert_eq!(heads.len(), 1, "page {}", page.label);
        read += heads.iter().filter(|p| matches!(p.owner, Owner::Node { .. })).count();
    }
    assert_eq!(read, 1);
}

#[test]
fn a_linearised_table_names_values_through_spans() {
    let wide = |words: &str, colspan: u16, rowspan: u16| Cell { colspan, rowspan, ..cell(words) };
    let note = Inline::Note(vec![paragraph("Noted.")]);
    let mut size = wide("Size", 1, 2);
    size.blocks = vec![BlockKind::Paragraph(vec![Inline::text("Size"), note]).into()];
    let head = vec![
        Row { cells: vec![wide("All", 4, 1)] },
        Row { cells: vec![size, wide("Points", 2, 1), wide("Empty", 1, 2)] },
        row(&["body", "leading"]),
    ];
    let empty = || Cell { blocks: Vec::new(), ..Cell::default() };
    let body = vec![
        Row { cells: vec![wide("normal", 1, 2), cell("11"), cell("15.5"), empty()] },
        Row { cells: vec![wide("twelve", 2, 1), empty()] },
    ];
    let table = Table { columns: vec![Column::default(); 4], head, body, ..Table::default() };
    let style = Style { notes: NotesPlace::Foot, ..plain("huge") };
    let pages = set(&article("", vec![BlockKind::Table(table).into()]), &style);
    let want = "All Size 1 1 Noted. : normal Points, body: 11 Points, leading: 15.5 Empty: – Size: normal Points, body, \
                leading: twelve";
    let got = words_of(&pages).join(" ").replace(" ,", ",").replace(" :", ":");
    assert_eq!(got, want.replace(" :", ":"));
}

#[test]
fn an_article_that_reads_from_the_right_keeps_its_labels_on_the_paper() {
    let item = |words: &str| ListItem { number: None, checked: None, blocks: vec![paragraph(words)] };
    let kind = ListKind::Ordered { start: 7, numbering: Numbering::Decimal, delimiter: Delimiter::Period };
    let list = List { kind, tight: true, items: vec![item("ראשון"), item("שני")] };
    let mut words = text("שלום");
    words.push(Inline::Note(vec![paragraph("הערה")]));
    let mut document = article("כותרת", vec![BlockKind::Paragraph(words).into(), BlockKind::List(list).into()]);
    document.meta.language = Lang::new("he");
    for size in ["normal", "huge"] {
        let pages = set(&document, &plain(size));
        assert_within_paper(&pages);
        let mut places = BTreeMap::new();
        for placed in pages.pages.iter().flat_map(|page| &page.items) {
            if let (Item::Glyphs(run), Owner::Node { .. }) = (&placed.item, placed.owner) {
                places.insert(run.text.trim().to_owned(), placed.at.0);
            }
        }
        let label = places.iter().find(|(text, _)| text.contains('7')).map(|(_, x)| *x);
        assert!(label.unwrap() > places["ראשון"], "{places:?}");
    }
}

/// The place of the first run with these words.
fn place_of(pages: &Pages, words: &str) -> (Pt, Pt) {
    let shows = |item: &Item| matches!(item, Item::Glyphs(run) if run.text.contains(words));
    let found = pages.pages.iter().flat_map(|page| &page.items).find(|placed| shows(&placed.item));
    found.unwrap_or_else(|| panic!("{words}")).at
}

#[test]
fn blocks_that_read_from_the_other_side_stand_there() {
    let bullets = |words: [&str; 2]| {
        let items = words.into_iter().map(|words| item(vec![paragraph(words)])).collect();
        Block::from(BlockKind::List(List { kind: ListKind::Bullet, tight: true, items }))
    };
    let quote =
        |words: &str| Block::from(BlockKind::Quote(Quote { blocks: vec![paragraph(words)], ..Quote::default() }));
    // In Hebrew only a long text in English turns.
    let english = [
        "one item of a list that somebody wrote in the language of the harbour office and of its many clerks",
        "two items of a list that somebody wrote in the language of the harbour office and of its many clerks",
        "quotation here from a letter that somebody wrote in the language of the harbour office and its clerks",
        "The word שלום is quoted here once, in a sentence that somebody wrote in the language of the harbour office",
        "three ברוך",
    ];
    let hebrew = ["פריט אחד", "שני פריטים", "ציטוט קצר", "המילה Offprint נזכרת כאן פעם אחת ויחידה", "ברכה English"];
    for (lang, own, other) in [("en", english, hebrew), ("he", hebrew, english)] {
        let blocks = vec![
            bullets([own[0], own[1]]),
            bullets([other[0], other[1]]),
            quote(other[2]),
            paragraph(other[3]),
            paragraph(own[4]),
            bullets([own[2], "\u{5E9}\u{5DC}\u{5D5}\u{5DD}"]),
            bullets(["Crane", "Mole"]),
        ];
        let mut document = article("", blocks);
        document.meta.language = Lang::new(lang);
        let pages = set(&document, &plain("normal"));
        assert_within_paper(&pages);
        let middle = pages.pages[0].size.0 / 2.0;
        let starts_left = |words: &str| place_of(&pages, words).0 < middle;
        let first = |words: &'static str| words.split(' ').next().unwrap();
        for (words, own_side) in [(own, true), (other, false)] {
            for words in &words[..3] {
                assert_eq!(starts_left(first(words)), own_side == (lang == "en"), "{lang}: {words}");
            }
        }
        assert_eq!(starts_left(first(other[3])), lang == "he", "{lang}: a paragraph with a word of the article's");
        assert_eq!(starts_left(first(own[4])), lang == "en", "{lang}: a paragraph with a word of another");
        assert_eq!(starts_left("Crane"), lang == "en", "{lang}: a name stands where the text around it does");
        // Each label hangs beyond the words of its item.
        let labels = pages.pages[0].items.iter().filter(|placed| match &placed.item {
            Item::Glyphs(run) => run.text.contains('•'),
            _ => false,
        });
        let sides: Vec<bool> = labels.map(|placed| placed.at.0 < middle).collect();
        let left = lang == "en";
        assert_eq!(sides, [left, left, !left, !left, left, false, left, left], "{lang}");
    }
}

#[test]
fn formulas_in_headings_are_set_wherever_they_are_repeated() {
    let math = |tex: &str| Inline::Math(Math { tex: Some(tex.into()), mathml: None });
    let content = vec![Inline::text("The value of "), math(r"\frac{a}{b}"), Inline::text(" and "), math("x^2")];
    let section = BlockKind::Heading(Heading { level: 1, id: Some("value".into()), content }).into();
    let mut blocks = vec![section];
    blocks.extend(prose(30, 9));
    let mut document = article("", blocks);
    document.meta.title = vec![Inline::text("On "), math(r"e^{i\pi}")];
    let mut style = plain("normal");
    style.contents_from_words = Some(0);
    style.furniture.running_heads = true;
    let pages = set(&document, &style);
    assert_eq!(pages.properties.title, "On e^(iπ)");
    assert_eq!(pages.bookmarks[0].title, "On e^(iπ)");
    assert_eq!(pages.bookmarks[0].children[0].title, "The value of a/b and x²");
    assert_eq!(pages.pages[0].links[0].contents, "The value of a/b and x²");
    let said = pages.pages.iter().flat_map(|page| &page.items).filter_map(|placed| match &placed.item {
        Item::Glyphs(run) => Some(run.text.as_str()),
        _ => None,
    });
    assert!(!said.collect::<String>().contains("frac"));
    // The formulas of running heads are drawn, and silent like the words around them.
    let heads = pages.pages[1].items.iter().filter(|p| p.owner == Owner::Furniture(FurnitureKind::Header));
    let faces: std::collections::BTreeSet<&str> = heads
        .filter_map(|placed| match &placed.item {
            Item::Glyphs(run) => Some(pages.faces[usize::from(run.face.0)].name.as_str()),
            _ => None,
        })
        .collect();
    assert!(faces.iter().any(|face| face.contains("Math")) && faces.len() > 1, "{faces:?}");
}

#[test]
fn a_bold_title_has_one_weight() {
    let weights = |title: Inlines, extra: &str| -> Vec<u16> {
        let mut document = article("", vec![paragraph(extra)]);
        document.meta.title = title;
        let mut style = plain("normal");
        let text = style.roles.get_mut(&offprint::style::Role::Title).unwrap();
        (text.weight, text.size) = (700, 30.0);
        let pages = set(&document, &style);
        let runs = pages.pages[0].items.iter().filter_map(|placed| match &placed.item {
            Item::Glyphs(run) if run.size > 25.0 && run.text.contains(char::is_alphabetic) => {
                Some(pages.faces[usize::from(run.face.0)].weight)
            }
            _ => None,
        });
        let mut found: Vec<u16> = runs.collect();
        found.dedup();
        found
    };
    let emphasis = |words: &str| Inline::Emph(text(words));
    assert_eq!(weights(text("The Voyage of the Beagle"), "w"), [600], "the display cut");
    assert_eq!(weights(vec![Inline::text("The "), emphasis("Voyage"), Inline::text(" home")], "w"), [700]);
    assert_eq!(weights(vec![emphasis("Voyage")], "w"), [700]);
}

#[test]
fn initials_are_not_parted() {
    for pad in 1..40 {
        let words = format!("{} by J. R. R. Tolkien and C. S. Lewis wrote", "at ".repeat(pad));
        let pages = set(&article("", vec![paragraph(&words)]), &plain("huge"));
        for placed in pages.pages.iter().flat_map(|page| &page.items) {
            if let Item::Glyphs(run) = &placed.item {
                assert!(!run.text.trim_end().ends_with(['J', 'R', 'C', 'S', '.']), "{pad}: {:?}", run.text);
            }
        }
    }
}

#[test]
fn an_emoji_is_one_character_on_every_machine() {
    let mut cx = Context::default();
    let emoji = ["👩‍💻", "👍🏽", "🇬🇧", "1️⃣", "⚠️", "🗞"];
    let document = article("A 🦾 title", vec![paragraph(&format!("An {}.", emoji.join(" ")))]);
    let pages = layout(&document.into(), &plain("normal"), &mut cx);
    let said: Vec<&str> = cx.diags.iter().map(|d| d.code.name()).collect();
    assert!(!said.contains(&"character-missing"), "{said:?}");
    for emoji in emoji {
        let shown = pages.pages.iter().flat_map(|page| &page.items).any(|placed| {
            let Item::Glyphs(run) = &placed.item else { return false };
            run.glyphs.iter().any(|g| run.text[g.text.start as usize..g.text.end as usize] == *emoji)
        });
        assert!(shown, "{emoji} is one glyph");
        assert!(words_of(&pages).concat().contains(emoji));
    }
}

#[test]
fn an_address_is_not_divided_after_its_scheme() {
    let document = |pad: &str| article("", vec![paragraph(&format!("{pad} https://example.org/printing/types"))]);
    for pad in 1..40 {
        let pages = set(&document(&"at ".repeat(pad)), &plain("huge"));
        for placed in pages.pages.iter().flat_map(|page| &page.items) {
            if let Item::Glyphs(run) = &placed.item {
                assert!(!run.text.ends_with("//"), "{pad} words before: {:?}", run.text);
            }
        }
    }
}

#[test]
fn a_row_taller_than_the_page_is_split() {
    let tall = Cell { blocks: prose(40, 4), ..Cell::default() };
    let body = vec![Row { cells: vec![cell("label"), tall] }];
    let document = article("", vec![BlockKind::Table(table(&["A", "B"], body)).into()]);
    let pages = set(&document, &plain("normal"));
    assert_within_paper(&pages);
    assert_eq!(words_of(&pages).len(), words_in(&prose(40, 4)).len() + 3);
}

#[test]
fn every_structure_node_is_whole() {
    let pages = set(&kitchen_sink(), &plain("normal"));
    let mut level = 0;
    for (i, node) in pages.structure.iter().enumerate() {
        assert_eq!(node.parent.is_none(), i == 0);
        assert!(node.parent.is_none_or(|p| (p.0 as usize) < i));
        match node.kind {
            StructureKind::Heading(l) => {
                assert!(l <= level + 1, "level {l} after {level}");
                level = l;
            }
            StructureKind::Figure | StructureKind::Formula => assert!(node.alt.is_some()),
            _ => {}
        }
    }
    for page in &pages.pages {
        for placed in &page.items {
            if let Owner::Node { node, .. } = placed.owner {
                assert!((node.0 as usize) < pages.structure.len());
            }
        }
        assert!(page.links.iter().all(|l| (l.node.0 as usize) < pages.structure.len()));
    }
}

#[test]
fn contents_name_the_pages_of_headings() {
    let mut blocks = Vec::new();
    for (i, chunk) in prose(100, 6).chunks(20).enumerate() {
        blocks.push(heading(1, &format!("Chapter {i}")));
        blocks.extend(chunk.iter().cloned());
    }
    let pages = set(&article("Long Read", blocks), &plain("normal"));
    let items = |kind: &StructureKind| pages.structure.iter().filter(|n| n.kind == *kind).count();
    assert_eq!(items(&StructureKind::ContentsItem), 5);
    for i in 0..5 {
        let to = pages.destinations[&format!("chapter-{i}")].page;
        let links: Vec<_> = pages.pages[0].links.iter().filter(|l| l.contents == format!("Chapter {i}")).collect();
        assert_eq!(links.len(), 1);
        let (node, label) = (links[0].node, (to + 1).to_string());
        let numbered = pages.pages[0].items.iter().any(|p| {
            matches!(p.owner, Owner::Node { node: n, .. } if n == node)
                && matches!(&p.item, Item::Glyphs(run) if run.text == label)
        });
        assert!(numbered, "chapter {i} is not numbered {label}");
    }
}

#[test]
fn an_edition_has_a_front_page_and_links_stay_in_their_article() {
    let link = Inline::Link(Link { url: "#end".into(), title: None, content: text("onwards") });
    let one = article("First", vec![BlockKind::Paragraph(vec![link]).into(), heading(1, "End"), paragraph("Over.")]);
    let two = article("Second", vec![heading(1, "End"), paragraph("Over too.")]);
    let part = Part { title: text("News"), articles: vec![one, two] };
    let meta = Meta { title: text("Morning"), ..Meta::default() };
    let edition = Publication { edition: Some(meta), parts: vec![part], ..Publication::default() };
    let pages = layout(&edition, &plain("normal"), &mut Context::default());
    golden::check("tests/golden/pages/edition.pages", &dump::dump(&pages));
    assert_eq!(pages.pages.len(), 3);
    assert!(pages.destinations.contains_key("a1-end") && pages.destinations.contains_key("a2-end"));
}

#[test]
fn links_lead_to_other_articles_of_the_edition_and_to_titles() {
    let link = |url: &str| Inline::Link(Link { url: url.into(), title: None, content: text("words") });
    let links = |urls: &[&str]| BlockKind::Paragraph(urls.iter().map(|url| link(url)).collect()).into();
    let one = article("First", vec![links(&["two.md", "two.md#end", "#first", "#nowhere", "else.md"])]);
    let two = article("Second", vec![links(&["https://ex.org/"]), heading(1, "End")]);
    let targets = |pages: &Pages| -> Vec<String> {
        let links = pages.pages.iter().flat_map(|page| &page.links).filter(|link| link.contents == "words");
        links
            .map(|link| match &link.target {
                Target::Internal(id) => {
                    assert!(pages.destinations.contains_key(id), "{id}");
                    format!("#{id}")
                }
                Target::Url(url) => url.clone(),
            })
            .collect()
    };
    let mut edition = Publication::edition(text("Book"), vec![one, two], vec!["a/one.md".into(), "a/two.md".into()]);
    edition.edition.as_mut().unwrap().language = Lang::new("en");
    let pages = layout(&edition, &plain("normal"), &mut Context::default());
    assert_eq!(targets(&pages), ["#a2-start", "#a2-end", "#a1-start", "https://ex.org/"]);
    let alone = article("Alone", vec![links(&["#alone", "#start"]), heading(1, "Start")]);
    assert_eq!(targets(&set(&alone, &plain("normal"))), ["#start-", "#start"]);
}

#[test]
fn names_of_programs_and_files_get_no_hyphen() {
    let names = "convert_document_to_portable_format getElementsByTagNameAndAttributeValue configuration.development.yaml \
                 std::collections::BTreeMap::entry src/layout/linebreak/opportunities.rs";
    let code = names.split(' ').map(|name| Inline::Code(name.into()));
    let mut inlines: Vec<Inline> = code.flat_map(|code| [code, Inline::text(", ")]).collect();
    inlines.push(Inline::text(names));
    let document =
        article("Names", vec![BlockKind::Paragraph(inlines).into(), paragraph("extraordinarily ".repeat(40).trim())]);
    for (size, width) in [("normal", 300.0), ("normal", 160.0), ("huge", 300.0)] {
        let mut style = plain(size);
        (style.page.width, style.page.inner, style.page.outer) = (width, 20.0, 20.0);
        let pages = set(&document, &style);
        let runs = || pages.pages.iter().flat_map(|page| &page.items);
        let glyphs = || {
            runs().filter_map(|item| if let Item::Glyphs(run) = &item.item { Some(run.text.as_str()) } else { None })
        };
        let hyphened = |text: &&str| text.ends_with(['-', '\u{ad}', '\u{2010}']);
        let of_word = |text: &&str| {
            let word = text.rsplit(' ').next().unwrap_or("").trim_end_matches(['-', '\u{ad}', '\u{2010}']);
            "extraordinarily".starts_with(word)
        };
        let wrong: Vec<&str> = glyphs().filter(hyphened).filter(|text| !of_word(text)).collect();
        assert!(wrong.is_empty(), "{size} {width}: {wrong:?}");
    }
}

#[test]
fn nothing_at_all_is_one_page() {
    let pages = set(&Document::default(), &plain("normal"));
    assert_eq!(pages.pages.len(), 1);
    assert_eq!(pages.properties.title, "Untitled");
}

#[test]
fn narrow_and_short_pages_end() {
    let mut style = plain("huge");
    (style.page.lines, style.page.width, style.page.inner, style.page.outer) = (3, 150.0, 20.0, 20.0);
    let pages = set(&kitchen_sink(), &style);
    assert!(pages.pages.len() <= 60, "{} pages", pages.pages.len());
}

#[test]
fn many_tall_figures_are_all_set_and_no_text_is_lost() {
    let mut document = article("", prose(20, 8));
    let asset = Asset { name: "tall.png".into(), media: MediaType::Png, width: 600, height: 1100, data: None };
    let asset = Some(document.assets.add(asset));
    for at in [3, 3, 3, 5, 9, 9] {
        let images = vec![Image { url: "tall.png".into(), asset, alt: Some("Tall".into()), ..Image::default() }];
        let figure = Figure { images, caption: text("Caption"), ..Figure::default() };
        document.blocks.insert(at, BlockKind::Figure(figure).into());
    }
    let want = words_in(&document.blocks).len() + 6;
    for size in ["normal", "huge"] {
        let pages = set(&document, &plain(size));
        assert_within_paper(&pages);
        let pictures = |p: &&offprint::layout::frame::Placed| matches!(p.item, Item::Picture { .. });
        assert_eq!(pages.pages.iter().flat_map(|p| &p.items).filter(pictures).count(), 6);
        assert_eq!(words_of(&pages).len(), want);
    }
}

#[test]
fn a_figure_stands_in_its_own_section() {
    for lines in 8..40 {
        let mut document = article("", vec![heading(1, "One")]);
        document.blocks.extend(prose(60, 3).into_iter().take(lines / 4));
        let asset = Asset { name: "p.png".into(), media: MediaType::Png, width: 400, height: 160, data: None };
        let asset = Some(document.assets.add(asset));
        let images = vec![Image { url: "p.png".into(), asset, alt: Some("A picture".into()), ..Image::default() }];
        document.blocks.push(BlockKind::Figure(Figure { images, ..Figure::default() }).into());
        document.blocks.extend(prose(lines % 3, 5));
        document.blocks.push(heading(1, "Two"));
        document.blocks.extend(prose(9, 6));
        let pages = set(&document, &plain("normal"));
        let at = |found: &dyn Fn(&Item) -> bool| {
            let pages = pages.pages.iter().enumerate();
            let mut places = pages.flat_map(|(n, page)| page.items.iter().map(move |p| (n, p.at.1, p)));
            places
                .find(|(_, _, p)| matches!(p.owner, Owner::Node { .. }) && found(&p.item))
                .map(|(n, y, _)| (n, y))
                .unwrap()
        };
        let picture = at(&|item| matches!(item, Item::Picture { .. }));
        let two = at(&|item| matches!(item, Item::Glyphs(run) if run.text.trim() == "Two"));
        assert!(picture < two, "{lines}: {picture:?} {two:?}");
    }
}

#[test]
fn a_paragraph_over_many_pages_is_whole() {
    let all: Vec<String> = words_in(&prose(60, 12));
    let document = article("", vec![paragraph(&all.join(" "))]);
    let pages = set(&document, &plain("huge"));
    assert!(pages.pages.len() > 20);
    assert_eq!(words_of(&pages), all);
}

#[test]
fn columns_of_the_last_page_are_balanced() {
    let mut style = plain("normal");
    (style.page.columns, style.page.column_gap) = (2, 18.0);
    let document = article("Two Columns", prose(30, 21));
    let pages = set(&document, &style);
    let last = pages.pages.last().unwrap();
    let middle = style.page.inner + style.page.text_width() / 2.0;
    let foot = |right: bool| {
        let in_column =
            last.items.iter().filter(|p| matches!(p.owner, Owner::Node { .. }) && (p.at.0 > middle) == right);
        in_column.map(|p| p.at.1).fold(0.0, f32::max)
    };
    assert!((foot(false) - foot(true)).abs() < 1.01 * style.page.grid, "{} {}", foot(false), foot(true));
    assert_eq!(words_of(&pages).len(), words_in(&prose(30, 21)).len() + 2);
}

/// If a figure moved to the next page, the paragraphs around its place stand as if it had never been there.
#[test]
fn a_figure_that_moves_leaves_no_gap() {
    let style = plain("normal");
    let mut moved = 0;
    for before in 1..14 {
        let mut document = article("", prose(before, 3));
        let asset = Asset { name: "p.png".into(), media: MediaType::Png, width: 400, height: 400, data: None };
        let asset = Some(document.assets.add(asset));
        let images = vec![Image { url: "p.png".into(), asset, alt: Some("A picture".into()), ..Image::default() }];
        document.blocks.push(BlockKind::Figure(Figure { images, ..Figure::default() }).into());
        document.blocks.extend(prose(8, 5));
        let pages = set(&document, &style);
        let holds = |page: &offprint::layout::frame::Page| {
            page.items.iter().any(|item| matches!(item.item, Item::Picture { .. }))
        };
        let Some(at) = pages.pages.iter().position(holds).filter(|at| *at > 0) else { continue };
        let lines = body_lines(&pages);
        let mut gaps = lines[at - 1].windows(2).map(|pair| pair[1].0 - pair[0].0);
        moved += 1;
        assert!(gaps.all(|gap| gap < 1.3 * style.page.grid), "{before} paragraphs: {:?}", lines[at - 1]);
    }
    assert!(moved > 0);
}

/// A running title with room for hardly a word is useless.
#[test]
fn running_heads_are_titles_that_can_be_told() {
    let mut blocks = Vec::new();
    for number in 0..4 {
        blocks.push(heading(2, &format!("A section of which there is more to say than others, number {number}")));
        blocks.extend(prose(4, number + 1));
    }
    for title in
        ["Donaudampfschifffahrtsgesellschaftskapitänswitwe and others", "An article with a name of middle length"]
    {
        let pages = set(&article(title, blocks.clone()), &plain("huge"));
        for page in &pages.pages {
            for item in &page.items {
                let (Item::Glyphs(run), Owner::Furniture(FurnitureKind::Header)) = (&item.item, item.owner) else {
                    continue;
                };
                let words = run.text.trim();
                assert!(!words.ends_with('\u{2026}') || words.split(' ').count() > 2, "{words}");
            }
        }
    }
}

/// Width and words of each line of the title.
fn title_lines(title: &str, size: &str) -> Vec<(Pt, String)> {
    let pages = set(&article(title, prose(2, 1)), &plain(size));
    let runs = || {
        pages.pages[0].items.iter().filter_map(|placed| match &placed.item {
            Item::Glyphs(run) => Some((placed.at, run)),
            _ => None,
        })
    };
    let largest = runs().map(|(_, run)| run.size).fold(0.0, Pt::max);
    let mut lines: Vec<(Pt, Pt, Pt, String)> = Vec::new();
    for ((x, y), run) in runs().filter(|(_, run)| run.size == largest) {
        let right = x + run.glyphs.iter().map(|glyph| glyph.advance).sum::<Pt>();
        match lines.last_mut().filter(|line| line.0 == y) {
            Some(line) => (line.2, line.3) = (right, format!("{}{}", line.3, run.text)),
            None => lines.push((y, x, right, run.text.clone())),
        }
    }
    lines.into_iter().map(|(_, left, right, words)| (right - left, words.trim().to_owned())).collect()
}

#[test]
fn the_lines_of_titles_are_even() {
    let titles = [
        "The council invites the harbour to a crunch meeting amid deteriorating relations between boats and the Upper Lock, as two barges set course for the Old Quay.",
        "Top strategies to optimize dredging performance and security",
        "Top 10 rope companies in the world you should know about",
        "The best light oars of 2026: narrow boating oars for slack water",
        "Ida Mole and Bo Lund, Ada Marsh and Ines Vale, Jonas Ferrand and Ottilie Quay: harbour weddings to look forward to in 2024",
        "United Harbours to Lift Sand Sanctions",
        "The beginner’s guide to mooring equipment: everything you need to know",
    ];
    for size in ["normal", "large", "huge"] {
        for title in titles {
            let lines = title_lines(title, size);
            let longest = lines.iter().map(|line| line.0).fold(0.0, Pt::max);
            let uneven = lines.iter().find(|(width, words)| *width < 0.6 * longest && words.contains(' '));
            assert!(lines.len() > 1 && uneven.is_none(), "{size}: {lines:#?}");
        }
    }
}
