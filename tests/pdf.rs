//! The PDF back end from outside: files are read back with lopdf and looked at as a reader would.
//!
//! Whether the files pass PDF/UA-1 and PDF/A-2a is judged by veraPDF in `make validate`; these tests hold the rules
//! that we keep without Java.

use offprint::back::pdf;
use offprint::context::Context;
use offprint::doc::{Date, Lang};
use offprint::layout::fonts::{Face, FontData};
use offprint::layout::frame::*;
use skrifa::MetadataProvider;

/// A face that every build has: the mathematical one.
fn face() -> Face {
    let data = ratex_katex_fonts::ttf_bytes("KaTeX_Main-Regular.ttf").expect("the crate holds its faces");
    Face {
        name: "KaTeX_Main-Regular".into(),
        data: FontData::Shared(std::sync::Arc::new(data.into_owned())),
        index: 0,
        units_per_em: 1000,
        ascent: 800,
        descent: -200,
        cap_height: 683,
        x_height: 431,
        italic_angle: 0.0,
        monospaced: false,
        weight: 400,
        serif: true,
        bbox: (-50, -300, 1100, 1000),
    }
}

/// Text set without any art: a glyph a character.
fn run(face: &Face, text: &str, size: Pt) -> GlyphRun {
    let font = skrifa::FontRef::new(face.data.bytes()).unwrap();
    let metrics = font.glyph_metrics(skrifa::instance::Size::new(size), skrifa::instance::LocationRef::default());
    let glyphs = text.char_indices().map(|(at, c)| {
        let shown = if c == '\u{ad}' { '-' } else { c };
        let id = font.charmap().map(shown).unwrap_or_else(|| panic!("no glyph for {c}"));
        let range = at as u32..(at + c.len_utf8()) as u32;
        let advance = metrics.advance_width(id).unwrap();
        Glyph { id: id.to_u32() as u16, advance, offset: (0.0, 0.0), text: range }
    });
    let glyphs = glyphs.collect();
    GlyphRun { face: FaceId(0), size, stretch: 1.0, glyphs, text: text.into(), ..GlyphRun::default() }
}

struct Maker {
    pages: Pages,
    order: u32,
}

impl Maker {
    fn new() -> Self {
        let properties = Properties {
            title: "A title & more".into(),
            authors: vec!["Ada".into(), "Béla".into()],
            language: Lang::new("en-GB"),
            date: Date::ymd(2024, 5, 31),
            ..Properties::default()
        };
        let mut maker = Maker { pages: Pages { faces: vec![face()], properties, ..Pages::default() }, order: 0 };
        maker.node(StructureKind::Document, None);
        maker.page();
        maker
    }

    fn page(&mut self) {
        let label = (self.pages.pages.len() + 1).to_string();
        self.pages.pages.push(Page { size: (419.53, 595.28), label, ..Page::default() });
    }

    fn order(&mut self) -> u32 {
        self.order += 1;
        self.order
    }

    fn node(&mut self, kind: StructureKind, parent: Option<NodeId>) -> NodeId {
        let order = self.order();
        self.pages.structure.push(StructureNode { kind, parent, order, lang: None, alt: None });
        NodeId(self.pages.structure.len() as u32 - 1)
    }

    fn place(&mut self, at: (Pt, Pt), item: Item, owner: Owner) {
        self.pages.pages.last_mut().unwrap().items.push(Placed { at, item, owner });
    }

    fn text(&mut self, at: (Pt, Pt), text: &str, node: NodeId) {
        let order = self.order();
        let run = run(&self.pages.faces[0], text, 11.0);
        self.place(at, Item::Glyphs(run), Owner::Node { node, order });
    }

    fn write(&self) -> Vec<u8> {
        let style = offprint::style::resolve::plain("normal");
        pdf::write(&self.pages, &[], &style, &mut Context::default()).unwrap().bytes
    }
}

fn sample() -> Maker {
    let mut m = Maker::new();
    let root = NodeId(0);
    let head = m.node(StructureKind::Heading(1), Some(root));
    m.text((50.0, 60.0), "A heading", head);
    let p = m.node(StructureKind::Paragraph, Some(root));
    m.text((50.0, 90.0), "Some words that are di\u{ad}", p);
    let link = m.node(StructureKind::Link, Some(p));
    m.text((50.0, 104.0), "linked words", link);
    m.text((120.0, 104.0), " and more", p);
    m.pages.pages[0].links.push(LinkArea {
        rect: (50.0, 95.0, 110.0, 107.0),
        node: link,
        target: Target::Url("https://example.org/é".into()),
        contents: "linked words".into(),
    });
    let call = m.node(StructureKind::Reference, Some(p));
    m.text((170.0, 104.0), "1", call);
    let note = m.node(StructureKind::Note, Some(p));
    m.text((50.0, 550.0), "The note.", note);
    m.pages.destinations.insert("note-1".into(), Destination { page: 0, at: (50.0, 540.0) });
    m.pages.pages[0].links.push(LinkArea {
        rect: (170.0, 95.0, 176.0, 107.0),
        node: call,
        target: Target::Internal("note-1".into()),
        contents: "note 1".into(),
    });
    let folio = run(&m.pages.faces[0], "1", 9.0);
    m.place((200.0, 580.0), Item::Glyphs(folio), Owner::Furniture(FurnitureKind::Footer));
    m.place(
        (50.0, 530.0),
        Item::Rect { width: 60.0, height: 0.5, colour: Colour::Rgb(0.2, 0.3, 0.4) },
        Owner::Furniture(FurnitureKind::Layout),
    );
    let list = m.node(StructureKind::List(Numbering::Decimal), Some(root));
    let item = m.node(StructureKind::ListItem, Some(list));
    let label = m.node(StructureKind::Label, Some(item));
    m.text((50.0, 130.0), "1.", label);
    let body = m.node(StructureKind::ListBody, Some(item));
    m.text((70.0, 130.0), "An item, one of", body);
    m.page();
    m.text((70.0, 60.0), "two pages", body);
    let table = m.node(StructureKind::Table, Some(root));
    let thead = m.node(StructureKind::TableHead, Some(table));
    let row = m.node(StructureKind::TableRow, Some(thead));
    let th = m.node(StructureKind::HeaderCell { column: true, colspan: 2, rowspan: 1 }, Some(row));
    m.text((50.0, 80.0), "Head", th);
    let tbody = m.node(StructureKind::TableBody, Some(table));
    let row = m.node(StructureKind::TableRow, Some(tbody));
    for (x, word) in [(50.0, "one"), (100.0, "two")] {
        let td = m.node(StructureKind::Cell { colspan: 1, rowspan: 1 }, Some(row));
        m.text((x, 95.0), word, td);
    }
    let figure = m.node(StructureKind::Figure, Some(root));
    m.pages.structure.last_mut().unwrap().alt = Some("A line".into());
    let order = m.order();
    let path = Path {
        segments: vec![Segment::Move(0.0, 0.0), Segment::Line(100.0, 20.0), Segment::Close],
        fill: None,
        stroke: Some((Colour::Rgb(1.0, 0.0, 0.0), 1.0)),
    };
    m.place((50.0, 120.0), Item::Path(path), Owner::Node { node: figure, order });
    m.pages.bookmarks = vec![Bookmark {
        title: "A heading".into(),
        to: Destination { page: 0, at: (50.0, 50.0) },
        children: vec![Bookmark {
            title: "Tafel – é".into(),
            to: Destination { page: 1, at: (50.0, 70.0) },
            children: vec![],
        }],
    }];
    m
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let bytes = sample().write();
    if let Some(path) = std::env::var_os("OFFPRINT_SAMPLE_PDF") {
        std::fs::write(path, &bytes).unwrap();
    }
    assert_eq!(bytes, sample().write());
}
