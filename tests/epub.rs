//! E-reader editions, seen from outside: unzipped, parsed and compared with their claims.
//!
//! The books made here are also written to `target/tmp/epub`, where `make validate` hands them to epubcheck and Ace.
#![allow(clippy::disallowed_methods, reason = "tests write the books that outside validators read")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use offprint::back::BackEnd;
use offprint::back::epub::Epub;
use offprint::back::pdf::Pdf;
use offprint::context::Context;
use offprint::doc::*;
use offprint::style::{Style, resolve};
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use usvg::roxmltree;

fn text(words: &str) -> Inlines {
    vec![Inline::text(words)]
}

fn paragraph(words: &str) -> Block {
    BlockKind::Paragraph(text(words)).into()
}

fn heading(level: u8, id: &str, words: &str) -> Block {
    BlockKind::Heading(Heading { level, id: Some(id.into()), content: text(words) }).into()
}

fn link(url: &str, words: &str) -> Inline {
    Inline::Link(Link { url: url.into(), title: None, content: text(words) })
}

fn note(words: &str) -> Inline {
    Inline::Note(vec![paragraph(words)])
}

/// A small picture with sound bytes.
fn png(side: u32, shade: u8) -> Arc<[u8]> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_fn(side, side, |x, y| image::Rgb([shade, (x % 256) as u8, (y % 256) as u8]));
    image::DynamicImage::ImageRgb8(picture).write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes.into()
}

fn asset(document: &mut Document, name: &str, media: MediaType, data: Arc<[u8]>, side: u32) -> AssetId {
    document.assets.add(Asset { name: name.into(), media, width: side, height: side, data: Some(data) })
}

fn figure(asset: Option<AssetId>, alt: Option<&str>, caption: &str) -> Block {
    let image = Image { url: "p.png".into(), asset, alt: alt.map(String::from), ..Image::default() };
    BlockKind::Figure(Figure { images: vec![image], caption: text(caption), ..Figure::default() }).into()
}

fn article(title: &str, blocks: Vec<Block>) -> Document {
    let meta = Meta {
        title: text(title),
        authors: vec![Author::new("Ada Lovelace")],
        language: Lang::new("en"),
        published: Date::ymd(2024, 3, 9),
        ..Meta::default()
    };
    Document { meta, blocks, ..Document::default() }
}

/// One of everything that a tree can hold.
fn kitchen_sink() -> Document {
    let mut document = article("Everything at once", Vec::new());
    document.meta.subtitle = text("A book of parts");
    document.meta.standfirst = text("One of every block and every inline.");
    document.meta.eyebrow = Some("Tests".into());
    document.meta.site = Some("The Daily Sample".into());
    document.meta.source = Some("https://example.org/everything?x=1&y=2".into());
    document.meta.subjects = vec!["testing".into(), "books & more".into()];
    document.meta.series = Some(Series { name: "Samples".into(), position: Some(2.0) });
    document.meta.rights = Some("© 2024 nobody".into());
    let picture = asset(&mut document, "a.png", MediaType::Png, png(300, 40), 300);
    let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><script>x</script><circle id="c" cx="9" cy="9" r="8"/><use href="#c" x="18"/></svg>"##;
    let drawing = asset(&mut document, "d.svg", MediaType::Svg, Arc::from(svg.as_slice()), 40);
    let cell = |words: &str| Cell { blocks: vec![paragraph(words)], ..Cell::default() };
    let row = |a: &str, b: &str| Row { cells: vec![cell(a), cell(b)] };
    let wide = Cell { colspan: 2, ..cell("Both") };
    let label = Cell { header: true, ..cell("Label") };
    let table = Table {
        id: Some("tbl".into()),
        columns: vec![Column::default(), Column { align: Align::Right, width: None }],
        head: vec![row("Name", "Value")],
        body: vec![
            Row { cells: vec![wide] },
            Row { cells: vec![label, cell("2")] },
            Row { cells: vec![Cell::default(), cell("")] },
        ],
        foot: vec![row("Sum", "3")],
        caption: text("A table"),
    };
    let item = |checked, blocks| ListItem { number: None, checked, blocks };
    let ordered = ListKind::Ordered { start: 3, numbering: Numbering::LowerRoman, delimiter: Delimiter::Paren };
    let tex = |t: &str| Math { tex: Some(t.into()), mathml: None };
    document.blocks = vec![
        BlockKind::Paragraph(vec![
            Inline::text("Plain, "),
            Inline::Emph(text("emphasis")),
            Inline::Strong(text("strong")),
            Inline::Strike(text("struck")),
            Inline::Underline(text("under")),
            Inline::Mark(text("marked")),
            Inline::SmallCaps(text("small")),
            Inline::Super(text("2")),
            Inline::Sub(text("0")),
            Inline::Code("let x = a < b;".into()),
            Inline::LineBreak,
            Inline::Lang(Lang::new("ar").unwrap(), text("مرحبا")),
            Inline::Anchor("here".into()),
            Inline::Math(tex(r"a^2 < \frac{b}{c}")),
            Inline::Link(Link {
                url: "https://example.org/ü b".into(),
                title: Some("A \"tip\"".into()),
                content: vec![Inline::text("out"), note("A note in a link.")],
            }),
            link("#h-two", "inside"),
            link("#nowhere", "dead"),
            link("/relative", "relative"),
            link("javascript:alert(1)", "script"),
            note("A note with a link."),
            Inline::Image(Image { asset: Some(drawing), alt: Some("Two dots".into()), ..Image::default() }),
        ])
        .into(),
        heading(1, "h one", "First & foremost"),
        BlockKind::Quote(Quote {
            kind: QuoteKind::Block,
            blocks: vec![paragraph("Quoted.")],
            attribution: text("Somebody"),
        })
        .into(),
        BlockKind::Quote(Quote { kind: QuoteKind::Pull, blocks: vec![paragraph("Pulled.")], ..Quote::default() })
            .into(),
        BlockKind::Quote(Quote {
            kind: QuoteKind::Epigraph,
            blocks: vec![paragraph("Motto.")],
            attribution: text("Sage"),
        })
        .into(),
        heading(3, "h-two", "Skipped to three"),
        BlockKind::Verse(vec![text("Line one"), text("\u{a0}\u{a0}Line two"), vec![], text("Stanza two")]).into(),
        BlockKind::Code(Code {
            language: Some("rust".into()),
            lang: None,
            text: "fn main() {\n\tprintln!(\"<&>\");\n}".into(),
            caption: Vec::new(),
        })
        .into(),
        BlockKind::List(List {
            kind: ListKind::Bullet,
            tight: true,
            items: vec![item(Some(true), vec![paragraph("Done")]), item(Some(false), vec![paragraph("Open")])],
        })
        .into(),
        BlockKind::List(List {
            kind: ordered,
            tight: false,
            items: vec![item(None, vec![paragraph("Three"), paragraph("More")]), item(None, vec![])],
        })
        .into(),
        BlockKind::DefinitionList(vec![Definition {
            term: text("Term"),
            definitions: vec![vec![paragraph("Meaning")], vec![paragraph("Other"), paragraph("More")]],
        }])
        .into(),
        BlockKind::Table(table).into(),
        figure(Some(picture), Some("A gradient from dark to light"), "The caption"),
        figure(None, Some("A lost picture"), "Its caption"),
        BlockKind::Math(tex(r"\int_0^1 x^2\,dx")).into(),
        BlockKind::Math(tex(r"\frac{a}{")).into(),
        BlockKind::Aside(Aside {
            kind: AsideKind::Tip,
            title: vec![],
            blocks: vec![paragraph("A tip."), heading(1, "in-box", "In a box")],
        })
        .into(),
        BlockKind::Aside(Aside { kind: AsideKind::Warning, title: text("Mind"), blocks: vec![paragraph("The gap.")] })
            .into(),
        BlockKind::Aside(Aside { kind: AsideKind::Sidebar, title: text("Aside"), blocks: vec![paragraph("Told.")] })
            .into(),
        BlockKind::Break.into(),
        BlockKind::Paragraph(vec![
            Inline::text("The end"),
            Inline::Note(vec![paragraph("Long note."), paragraph("Second part.")]),
        ])
        .into(),
    ];
    document
}

/// A book unzipped.
struct Book {
    names: Vec<String>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Book {
    fn open(name: &str, bytes: &[u8]) -> Book {
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("epub");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.epub")), bytes).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut book = Book { names: Vec::new(), files: BTreeMap::new() };
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            book.names.push(entry.name().into());
            book.files.insert(entry.name().into(), bytes);
        }
        for (name, bytes) in &book.files {
            if [".xhtml", ".opf", ".ncx", ".svg", ".xml"].iter().any(|end| name.ends_with(end)) {
                let text = std::str::from_utf8(bytes).unwrap();
                assert!(text.starts_with("<?xml"), "{name} has an XML declaration");
                let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
                roxmltree::Document::parse_with_options(text, options)
                    .unwrap_or_else(|e| panic!("{name}: {e}\n{text}"));
            }
        }
        book
    }

    fn text(&self, name: &str) -> &str {
        std::str::from_utf8(&self.files[&format!("OEBPS/{name}")]).unwrap()
    }

    fn documents(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(|(name, _)| name.ends_with(".xhtml"))
            .map(move |(n, b)| (n.as_str(), std::str::from_utf8(b).unwrap()))
    }
}

fn plain() -> Style {
    resolve::plain("normal")
}

fn emit(name: &str, document: &Document, style: &Style, cx: &mut Context) -> Book {
    Book::open(name, &Epub.emit(&document.clone().into(), style, cx).unwrap().bytes)
}

fn edition() -> Publication {
    let mut first = article("The first & best", vec![heading(1, "same", "Same"), paragraph("One.")]);
    first.meta.source = Some("https://example.org/first".into());
    first.meta.standfirst = text("What the first says.");
    first.blocks.push(BlockKind::Paragraph(vec![note("First note.")]).into());
    let mut second = article("The second", vec![heading(1, "same", "Same"), paragraph("Two.")]);
    second.meta.authors = vec![Author::new("Ludwig van Beethoven"), Author::new("Ada Lovelace")];
    second.meta.language = Lang::new("de");
    let links = vec![
        link("http://www.example.org/first/#same", "to the first"),
        Inline::text(" "),
        link("third.md", "to the third"),
        Inline::text(" "),
        link("#same", "here"),
        Inline::text(" "),
        link("#dead", "dead"),
        note("Second note."),
    ];
    second.blocks.push(BlockKind::Paragraph(links).into());
    let third = article("", vec![paragraph("No title, only words that stand at the beginning of it all and go on.")]);
    let meta = Meta { title: text("Morning Reading"), language: Lang::new("en"), ..Meta::default() };
    let parts = vec![
        Part { title: text("News"), articles: vec![first, second] },
        Part { title: text("Essays"), articles: vec![third] },
    ];
    let names = vec!["first.txt".into(), "second.md".into(), "third.md".into()];
    Publication { edition: Some(meta), parts, names, ..Publication::default() }
}

#[test]
fn everything_a_tree_can_hold_makes_one_well_formed_book() {
    let mut cx = Context::default();
    let book = emit("kitchen-sink", &kitchen_sink(), &plain(), &mut cx);
    assert_eq!(book.names[0], "mimetype");
    let body = book.text("article.xhtml");
    for kept in
        ["Plain, ", "Stanza two", "A lost picture", "Its caption", "Label", "Somebody", "script", "Second part."]
    {
        assert!(body.contains(kept), "{kept}");
    }
    assert!(!body.contains("javascript:") && !body.contains("#nowhere"));
    assert!(body.contains("https://example.org/relative"), "relative links lead to the source");
    assert!(body.matches("<math ").count() == 2 && body.contains("alttext="));
    let opf = book.text("content.opf");
    assert!(opf.contains("properties=\"mathml\""));
    assert!(cx.diags.count("link-dead") >= 1 && cx.diags.count("math-failed") == 1);
}

#[test]
fn notes_have_call_aside_and_way_back_in_one_file() {
    let book = emit("notes", &kitchen_sink(), &plain(), &mut Context::default());
    for (name, text) in book.documents() {
        let count = |what: &str| text.matches(what).count();
        let notes = count("role=\"doc-footnote\"");
        assert_eq!((count("role=\"doc-noteref\""), count("role=\"doc-backlink\"")), (notes, notes), "{name}");
        for number in 1..=notes {
            assert_eq!(count(&format!("href=\"#a1_note-{number}\"")), 1, "{name}");
            assert_eq!(count(&format!("id=\"a1_note-{number}\"")), 1, "{name}");
        }
    }
    let body = book.text("article.xhtml");
    let at = body.find("role=\"doc-footnote\"").unwrap();
    assert!(body[at..].find("doc-backlink").unwrap() < body[at..].find("A note").unwrap(), "the way back comes first");
    assert!(!body.contains("</a></sup></a>"), "no link stands in a link");
}

#[test]
fn a_note_called_twice_is_one_note_with_two_ways_back() {
    let text = "# Calls\n\nOnce[^a], twice[^a], other[^b], m²[^b].\n\n[^a]: Same.\n\n[^b]: Same.\n";
    let front = offprint::front::by_name("md").unwrap();
    let source = offprint::source::Source::from_text("x.md", text);
    let document = front.parse(&source, &mut Context::default()).unwrap();
    let book = emit("twice", &document, &plain(), &mut Context::default());
    let body = book.text("article.xhtml");
    let count = |what: &str| body.matches(what).count();
    assert_eq!((count("role=\"doc-footnote\""), count("doc-noteref"), count("doc-backlink")), (2, 4, 4), "{body}");
    assert_eq!((count("href=\"#a1_note-1\""), count("href=\"#a1_note-2\"")), (2, 2));
    for call in ["a1_call-1", "a1_call-1-2", "a1_call-2", "a1_call-2-2"] {
        assert_eq!((count(&format!("id=\"{call}\"")), count(&format!("href=\"#{call}\""))), (1, 1), "{call}");
    }
    assert_eq!(count("²\u{202f}<sup"), 1, "a note after an exponent stands apart");
}

#[test]
fn the_calls_of_two_notes_side_by_side_are_parted_by_style() {
    let content =
        [text("Said twice"), vec![note("Here."), note("There.")], text(" and once"), vec![note("Elsewhere.")]];
    let document = article("Calls", vec![BlockKind::Paragraph(content.concat()).into()]);
    let book = emit("calls", &document, &plain(), &mut Context::default());
    let body = book.text("article.xhtml");
    let classes: Vec<&str> = body.split("<sup class=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(classes, ["noteref", "noteref beside", "noteref"]);
}

#[test]
fn the_same_input_gives_the_same_bytes_and_the_epoch_changes_dates_only() {
    let make = |epoch| {
        let mut cx = Context { epoch, ..Context::default() };
        Epub.emit(&kitchen_sink().into(), &plain(), &mut cx).unwrap().bytes
    };
    assert!(make(None) == make(None));
    let (a, b) = (Book::open("epoch-a", &make(None)), Book::open("epoch-b", &make(Some(1_700_000_000))));
    for (name, bytes) in &a.files {
        if name != "OEBPS/content.opf" {
            assert!(bytes == &b.files[name], "{name}");
        }
    }
    let differing: Vec<_> =
        a.text("content.opf").lines().zip(b.text("content.opf").lines()).filter(|(x, y)| x != y).collect();
    assert!(differing.len() == 1 && differing[0].1.contains("2023-11-14T22:13:20Z"), "{differing:?}");
}

#[test]
fn another_word_gives_another_identifier() {
    let identifier = |words: &str| {
        let book = emit("identifier", &article("T", vec![paragraph(words)]), &plain(), &mut Context::default());
        let opf = book.text("content.opf").to_string();
        let at = opf.find("urn:uuid:").unwrap();
        opf[at..at + 45].to_string()
    };
    assert_ne!(identifier("one"), identifier("two"));
}

#[test]
fn hostile_titles_ids_and_controls_stay_well_formed() {
    let title = "A & B <script> \"q\" 'x' \u{0}\u{1b}\u{202E}reversed\u{FFFE} ]]> &amp; page.html";
    let mut document = article(title, vec![paragraph("x\u{1}1:a\u{1}\u{0}\u{AD}y")]);
    document.meta.authors = vec![Author::new("Bobby \"; DROP <TABLES> & \u{7}Sons")];
    document.meta.source = Some("https://example.org/\"><b>&\u{0}".into());
    document.meta.language = None;
    document.blocks.extend([
        heading(1, "../../etc/passwd \"<&>", "Weird & id"),
        heading(2, "../../etc/passwd \"<&@", "Weird & id"),
        heading(2, "\u{0}", ""),
        BlockKind::Paragraph(vec![
            link("#../../etc/passwd \"<&>", "in"),
            link("http://[bad/", "out"),
            link("", "none"),
        ])
        .into(),
    ]);
    let book = emit("hostile", &document, &plain(), &mut Context::default());
    let opf = book.text("content.opf");
    assert!(opf.contains("A &amp; B &lt;script&gt;") && !opf.contains('\u{202E}'));
    for name in &book.names {
        assert!(name.is_ascii() && !name.contains(".."), "{name}");
    }
}

#[test]
fn an_edition_has_parts_chapters_and_a_front_page() {
    let mut cx = Context::default();
    let book = Book::open("edition", &Epub.emit(&edition(), &plain(), &mut cx).unwrap().bytes);
    let front = book.text("front.xhtml");
    assert!(front.contains("What the first says.") && front.contains("article-3.xhtml"));
    let nav = book.text("nav.xhtml");
    let order: Vec<usize> = ["part-1", "article-1", "article-2", "part-2", "article-3"]
        .map(|n| nav.find(&format!("{n}.xhtml")).unwrap())
        .into();
    assert!(order.is_sorted(), "navigation follows the spine");
    let opf = book.text("content.opf");
    assert_eq!(opf.matches("<dc:source>").count(), 1, "an address or none");
    assert_eq!(opf.matches(">Ada Lovelace<").count(), 1, "distinct creators");
    assert!(opf.contains("van Beethoven, Ludwig"));
    assert!(opf.contains("<dc:language>en</dc:language>") && opf.contains("<dc:language>de</dc:language>"));
    assert!(book.text("article-2.xhtml").contains("lang=\"de\""));
}

#[test]
fn links_between_articles_are_rewritten_and_dead_ones_unlinked() {
    let mut cx = Context::default();
    let book = Book::open("edition-links", &Epub.emit(&edition(), &plain(), &mut cx).unwrap().bytes);
    let second = book.text("article-2.xhtml");
    assert!(second.contains("href=\"article-1.xhtml#a1-same\""), "{second}");
    assert!(second.contains("href=\"article-3.xhtml\""));
    assert!(second.contains("href=\"#a2-same\""), "ids are kept apart");
    assert!(second.contains("dead") && !second.contains("#dead"));
    assert_eq!(cx.diags.count("link-dead"), 1);
}

#[test]
fn documents_stay_small_and_every_link_finds_its_target() {
    let mut blocks = Vec::new();
    for number in 0..400 {
        blocks.push(heading(1 + (number % 3) as u8, &format!("s{number}"), &format!("Section {number}")));
        let words = format!("Words in section {number}. ").repeat(120);
        let next = format!("#s{}", (number + 200) % 400);
        blocks.push(BlockKind::Paragraph(vec![Inline::text(words), link(&next, "on"), note("A note.")]).into());
    }
    let book = emit("long", &article("A long article", blocks), &plain(), &mut Context::default());
    assert!(book.documents().count() > 4);
    let mut links = 0;
    for (name, text) in book.documents() {
        assert!(text.len() <= 260 * 1024, "{name} has {} bytes", text.len());
        for part in text.split("href=\"").skip(1) {
            let href = part.split('"').next().unwrap();
            let (file, id) = href.split_once('#').unwrap_or((href, ""));
            let file = if file.is_empty() { name.to_string() } else { format!("OEBPS/{file}") };
            if !file.ends_with(".css") && !href.contains("://") {
                let target = std::str::from_utf8(&book.files[&file]).unwrap();
                assert!(id.is_empty() || target.contains(&format!("id=\"{id}\"")), "{name}: {href}");
                links += 1;
            }
        }
    }
    assert!(links > 1500);
}

#[test]
fn headings_that_are_siblings_stay_siblings_and_no_level_is_skipped() {
    let blocks = vec![heading(2, "a", "A"), heading(5, "b", "B"), heading(2, "c", "C"), heading(1, "d", "D")];
    let book = emit("siblings", &article("Siblings", blocks), &plain(), &mut Context::default());
    let body = book.text("article.xhtml");
    let levels: Vec<&str> = body.match_indices("<h").filter_map(|(at, _)| body.get(at + 1..at + 3)).collect();
    assert_eq!(
        levels.into_iter().filter(|l| l.ends_with(char::is_numeric)).collect::<Vec<_>>(),
        ["h1", "h2", "h3", "h2", "h2"]
    );
}

#[test]
fn an_article_without_a_title_says_its_first_heading_once() {
    let blocks =
        vec![heading(2, "one", "The one"), paragraph("x"), heading(3, "sub", "Under it"), heading(2, "two", "Two")];
    let untitled = Document { meta: Meta::default(), ..article("", blocks) };
    let book = emit("untitled", &untitled, &plain(), &mut Context::default());
    let body = book.text("article.xhtml");
    assert_eq!(body.split("<body>").nth(1).unwrap().matches(">The one<").count(), 1, "{body}");
    assert!(body.contains("<h1 id=\"one\" class=\"level-2\">The one</h1>") && !body.contains("<header"), "{body}");
    assert!(
        body.contains("<h2 id=\"sub\"") && body.contains("<h1 id=\"two\"") && body.contains("aria-label=\"The one\"")
    );
    let (nav, opf) = (book.text("nav.xhtml"), book.text("content.opf"));
    assert_eq!(nav.matches("The one").count(), 1, "it names the article and is not listed under itself: {nav}");
    assert!(nav.contains("#sub") && nav.contains("#two") && opf.contains(">The one</dc:title>"));
    // Words that are not a heading name it in lists and occur once in the text.
    let book = emit("untitled-words", &article("", vec![paragraph("Some words.")]), &plain(), &mut Context::default());
    let body = book.text("article.xhtml");
    assert_eq!(body.matches(">Some words.<").count(), 2, "in the head and in the text: {body}");
    assert!(
        !body.contains("<h1") && body.contains("class=\"byline\"") && book.text("nav.xhtml").contains("Some words.")
    );
}

#[test]
fn an_article_alone_keeps_its_ids_unless_they_look_like_ours() {
    let blocks = vec![heading(1, "steps", "A"), heading(1, "a1_title", "B"), heading(1, "1st", "C")];
    let book = emit("ids", &article("Ids", blocks), &plain(), &mut Context::default());
    let body = book.text("article.xhtml");
    assert!(
        body.contains("id=\"steps\"") && body.contains("id=\"a1-a1_title\"") && body.contains("id=\"a1-1st\""),
        "{body}"
    );
}

#[test]
fn hanging_cells_and_endless_links_are_divided_too() {
    let cell = |words: &str, rowspan| Cell { blocks: vec![paragraph(words)], rowspan, ..Cell::default() };
    let pair = |n: usize| {
        let label = format!("pair {n}");
        [Row { cells: vec![cell(&label, 2), cell("upper", 1)] }, Row { cells: vec![cell("lower", 1)] }]
    };
    let body: Vec<Row> = (0..4000).flat_map(pair).collect();
    let table = Table { columns: vec![Column::default(); 2], body, ..Table::default() };
    let words = "Words that a link was left open around. ".repeat(15_000);
    let blocks = vec![
        BlockKind::Table(table).into(),
        BlockKind::Paragraph(vec![Inline::Strong(vec![link("https://example.org/", &words)])]).into(),
    ];
    let book = emit("hanging", &article("Hanging", blocks), &plain(), &mut Context::default());
    let mut all = String::new();
    for (name, text) in book.documents() {
        assert!(text.len() <= 260 * 1024, "{name} has {} bytes", text.len());
        assert_eq!(text.matches("pair ").count(), text.matches("lower").count(), "{name}: no cut under a hanging cell");
        all.push_str(text);
    }
    assert_eq!(all.matches("left open around").count(), 15_000);
    assert_eq!(all.matches("pair ").count(), 4000);
}

#[test]
fn tables_too_wide_for_a_telephone_scroll() {
    let row =
        || Row { cells: (0..9).map(|_| Cell { blocks: vec![paragraph("1,234,567")], ..Cell::default() }).collect() };
    let wide = Table { columns: vec![Column::default(); 9], body: vec![row()], ..Table::default() };
    let book = emit("wide", &article("Wide", vec![BlockKind::Table(wide).into()]), &plain(), &mut Context::default());
    assert!(book.text("article.xhtml").contains("<div class=\"wide\" tabindex=\"0\"><table>"));
    let sink = emit("narrow", &kitchen_sink(), &plain(), &mut Context::default());
    assert!(!sink.text("article.xhtml").contains("class=\"wide\""));
}

#[test]
fn blocks_larger_than_a_document_are_divided() {
    let item = |n: usize| ListItem {
        number: None,
        checked: None,
        blocks: vec![paragraph(&format!("Item {n} {}", "word ".repeat(40)))],
    };
    let list = List { items: (0..3000).map(item).collect(), ..List::default() };
    let cell = |n: usize| Cell { blocks: vec![paragraph(&format!("cell {n}"))], ..Cell::default() };
    let row = |n: usize| Row { cells: vec![cell(n), cell(n)] };
    let table = Table {
        columns: vec![Column::default(); 2],
        head: vec![row(0)],
        body: (0..8000).map(row).collect(),
        ..Table::default()
    };
    let code = Code { language: None, lang: None, text: "a line of code\n".repeat(30_000), caption: Vec::new() };
    let blocks = vec![
        BlockKind::List(list).into(),
        BlockKind::Table(table).into(),
        BlockKind::Code(code).into(),
        paragraph(&"A sentence of six short words. ".repeat(20_000)),
        BlockKind::Quote(Quote {
            blocks: (0..4000).map(|n| paragraph(&format!("{n} {}", "quoted ".repeat(20)))).collect(),
            ..Quote::default()
        })
        .into(),
    ];
    let book = emit("huge-blocks", &article("Huge", blocks), &plain(), &mut Context::default());
    let mut all = String::new();
    for (name, text) in book.documents() {
        assert!(text.len() <= 260 * 1024, "{name} has {} bytes", text.len());
        all.push_str(text);
    }
    assert!(all.contains("Item 2999 ") && all.contains("cell 7999"));
    assert_eq!(all.matches("a line of code").count(), 30_000);
    assert_eq!(all.matches("A sentence of six short words.").count(), 20_000);
}

#[test]
fn claims_follow_the_content() {
    let opf = |change: &dyn Fn(&mut Document)| {
        let mut document = article("Claims", vec![paragraph("Words.")]);
        let picture = asset(&mut document, "a.png", MediaType::Png, png(60, 1), 60);
        document.blocks.push(figure(Some(picture), Some("A red square"), ""));
        change(&mut document);
        emit("claims", &document, &plain(), &mut Context::default()).text("content.opf").to_string()
    };
    let claims = |opf: &str, what: &str| opf.contains(&format!("schema:accessibilityFeature\">{what}<"));
    let base = opf(&|_| ());
    assert!(claims(&base, "alternativeText") && !claims(&base, "MathML") && !claims(&base, "pageNavigation"));
    assert!(base.contains("accessMode\">visual<"));
    for alt in [None, Some("image"), Some("IMG_1.jpg")] {
        let mutated = opf(&|d| {
            let id = d.assets.find("a.png");
            d.blocks.push(figure(id, alt, "More"));
        });
        assert!(!claims(&mutated, "alternativeText"), "{alt:?}");
        assert!(mutated.contains("Of 2 pictures, 1 lack"));
        assert!(!mutated.contains("accessModeSufficient\">textual<"));
    }
    let formula = Math { tex: Some("x".into()), mathml: None };
    assert!(claims(&opf(&|d| d.blocks.push(BlockKind::Math(formula.clone()).into())), "MathML"));
    assert!(!opf(&|d| d.blocks.truncate(1)).contains("visual"));
}

#[test]
fn conformance_is_claimed_only_when_asked_and_nothing_is_open() {
    let mut style = plain();
    style.epub.certifier = Some("A. Certifier".into());
    let clean = article("Clean", vec![paragraph("Words.")]);
    let conforms = |document: &Document, style: &Style| {
        emit("conforms", document, style, &mut Context::default()).text("content.opf").contains("dcterms:conformsTo")
    };
    assert!(conforms(&clean, &style));
    assert!(!conforms(&clean, &plain()));
    let mut open = clean.clone();
    let picture = asset(&mut open, "a.png", MediaType::Png, png(60, 1), 60);
    open.blocks.push(figure(Some(picture), None, ""));
    assert!(!conforms(&open, &style));
}

#[test]
fn rules_of_ones_own_follow_those_of_the_program() {
    let mut style = plain();
    style.epub.css = Some("p { color: maroon }\n".into());
    let document = article("Own", vec![paragraph("Words.")]);
    let book = emit("own-css", &document, &style, &mut Context::default());
    let sheet = book.text("stylesheet.css");
    assert!(sheet.len() > 1000 && sheet.ends_with("p { color: maroon }\n"));
}

#[test]
fn pages_are_listed_only_when_there_is_a_printed_twin() {
    let document = article("Pages", vec![paragraph("abc def"), heading(1, "h", "ghi"), paragraph("jkl mno")]);
    let none = emit("no-pages", &document, &plain(), &mut Context::default());
    assert!(!none.text("nav.xhtml").contains("page-list") && !none.text("content.opf").contains("pageBreakSource"));
    let mark = |label: &str, offset| PageMark { label: label.into(), article: Some(0), offset };
    let page_list = vec![mark("1", 0), mark("2", 4), mark("3", 12), mark("4", 15)];
    let book = twin("pages", &document, page_list);
    let body = book.text("article.xhtml");
    assert!(body.contains("abc d<span epub:type=\"pagebreak\""), "{body}");
    assert!(body.contains("jkl <span epub:type=\"pagebreak\""), "{body}");
    assert_eq!(book.text("nav.xhtml").matches("_page-").count(), 4);
    assert_eq!(book.text("toc.ncx").matches("<pageTarget").count(), 4);
    assert!(
        book.text("content.opf").contains("pageBreakSource") && book.text("content.opf").contains("pageNavigation")
    );
}

/// The book of an article that was printed on these pages.
fn twin(name: &str, document: &Document, page_list: Vec<PageMark>) -> Book {
    let publication = Publication { page_list, ..document.clone().into() };
    Book::open(name, &Epub.emit(&publication, &plain(), &mut Context::default()).unwrap().bytes)
}

#[test]
fn the_page_list_is_that_of_the_pdf_made_in_the_same_run() {
    let words = "Every page of the printed twin begins somewhere in these words. ".repeat(30);
    let blocks =
        (0..12).map(|n| BlockKind::Paragraph(vec![Inline::text(format!("{n}. {words}")), note("A note.")]).into());
    let document = article("Twins", blocks.collect());
    let marks = Pdf.emit(&document.clone().into(), &plain(), &mut Context::default()).unwrap().page_list;
    assert!(marks.len() > 4 && marks.is_sorted_by_key(|mark| mark.offset));
    let book = twin("twin", &document, marks.clone());
    let nav = book.text("nav.xhtml");
    for mark in &marks {
        assert!(nav.contains(&format!("#a1_page-{0}\">{0}</a>", mark.label)), "page {}", mark.label);
    }
    assert_eq!(nav.matches("_page-").count(), marks.len());
}

#[test]
fn columns_from_right_to_left_are_written_when_asked_for() {
    let blocks = vec![
        paragraph("平成31年4月1日、2024年のこと。"),
        BlockKind::Paragraph(vec![Inline::Code("x = 12".into()), Inline::text("は12、")]).into(),
    ];
    let mut document = article("縦書き", blocks);
    document.meta.language = Lang::new("ja");
    let book = emit("horizontal", &document, &plain(), &mut Context::default());
    assert!(!book.text("stylesheet.css").contains("vertical-rl") && !book.text("article.xhtml").contains("upright"));
    assert!(book.text("content.opf").contains("page-progression-direction=\"ltr\""));
    // Asked for by the article, and by the style.
    document.meta.vertical = true;
    let book = emit("vertical", &document, &plain(), &mut Context::default());
    document.meta.vertical = false;
    let mut style = plain();
    style.epub.vertical = true;
    let same = emit("vertical-style", &document, &style, &mut Context::default());
    assert_eq!(book.text("article.xhtml"), same.text("article.xhtml"));
    let body = book.text("article.xhtml");
    assert!(body.contains("xml:lang=\"ja\" class=\"vertical\"") && !body.contains("dir=\"rtl\""), "{body}");
    for shown in
        [">31</span>年", ">4</span>月", ">1</span>日、2024年", "<code>x = 12</code>は<span class=\"upright\">12</span>"]
    {
        assert!(body.contains(shown), "{shown} is not in {body}");
    }
    let opf = book.text("content.opf");
    assert!(opf.contains("page-progression-direction=\"rtl\"") && opf.contains("content=\"vertical-rl\""));
    assert!(book.text("nav.xhtml").contains("class=\"vertical\"") && !book.text("cover.xhtml").contains("vertical"));
    let css = book.text("stylesheet.css");
    assert!(css.contains("writing-mode: vertical-rl") && css.contains("text-emphasis: filled"));
    // If it makes no sense it is not done, with a remark if the article asked for it.
    let mut english = article("English", vec![paragraph("On 31 May.")]);
    english.meta.vertical = true;
    let mut cx = Context::default();
    let book = emit("vertical-english", &english, &style, &mut cx);
    assert!(!book.text("article.xhtml").contains("vertical") && cx.diags.count("writing") == 1);
}

#[test]
fn an_edition_turns_its_pages_as_all_of_its_articles_do() {
    let article = |title: &str, lang: &str| {
        let mut document = article(title, vec![paragraph("正文12。")]);
        document.meta.language = Lang::new(lang);
        document
    };
    let make = |name: &str, articles: Vec<Document>| {
        let meta = Meta { title: text("合集"), language: Lang::new("zh"), vertical: true, ..Meta::default() };
        let parts = vec![Part { title: vec![], articles }];
        let edition = Publication { edition: Some(meta), parts, ..Publication::default() };
        Book::open(name, &Epub.emit(&edition, &plain(), &mut Context::default()).unwrap().bytes)
    };
    let book = make("vertical-edition", vec![article("一", "zh"), article("二", "zh-Hant")]);
    assert!(book.text("content.opf").contains("page-progression-direction=\"rtl\""));
    assert!(book.text("front.xhtml").contains("class=\"vertical\""));
    let book = make("mixed-edition", vec![article("一", "zh"), article("Two", "en")]);
    assert!(book.text("content.opf").contains("page-progression-direction=\"ltr\""));
    assert!(book.text("article-1.xhtml").contains("class=\"vertical\""), "an article alone turns all the same");
    assert!(!book.text("article-2.xhtml").contains("vertical"));
}

#[test]
fn faces_are_embedded_only_on_request() {
    let document = article("Faces", vec![paragraph("Fiffi, ж — ő")]);
    let none = emit("no-faces", &document, &plain(), &mut Context::default());
    assert!(!none.names.iter().any(|name| name.contains("fonts/")));
    let mut style = plain();
    style.epub.embed_faces = true;
    let book = emit("faces", &document, &style, &mut Context::default());
    let css = book.text("stylesheet.css");
    let faces: Vec<_> = book.names.iter().filter_map(|name| name.strip_prefix("OEBPS/fonts/")).collect();
    assert_eq!(faces, ["Offprint-Text-Regular.ttf", "Offprint-Text-Italic.ttf", "Offprint-Text-Bold.ttf"]);
    assert!(faces.iter().all(|face| css.contains(&format!("url(fonts/{face})"))));
}

#[test]
fn embedded_faces_are_subsets_that_still_shape() {
    let mut style = plain();
    style.epub.embed_faces = true;
    let document = article("Faces", vec![paragraph("Fiffi, ж — ő")]);
    let book = emit("faces-subset", &document, &style, &mut Context::default());
    let bytes = &book.files["OEBPS/fonts/Offprint-Text-Regular.ttf"];
    let whole = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/styles/fonts/SourceSerif4-Regular.ttf")).unwrap();
    assert!(bytes.len() < whole.len() * 7 / 10, "{} of {}", bytes.len(), whole.len());
    let (subset, original) = (FontRef::new(bytes).unwrap(), FontRef::new(&whole).unwrap());
    let glyph =
        |font: &FontRef, c: char| font.charmap().map(c).filter(|glyph| font.outline_glyphs().get(*glyph).is_some());
    for c in "FifжЖ—őA1•".chars() {
        let (kept, was) = (glyph(&subset, c).unwrap(), glyph(&original, c).unwrap());
        assert_eq!(kept, was, "{c}: layout tables stay right only while glyphs keep their numbers");
    }
    assert!(glyph(&original, 'щ').is_some() && subset.charmap().map('щ').is_none());
    let name = |id| subset.localized_strings(id).english_or_first().unwrap().to_string();
    assert_eq!(name(StringId::FAMILY_NAME), "Offprint Text", "the reserved name is not for changed versions");
    assert!(name(StringId::COPYRIGHT_NOTICE).contains("Adobe") && name(StringId::LICENSE_URL).contains("http"));
    // The same glyphs at the same places, ligatures and kerning included, with outlines for all of them.
    let shape = |bytes: &[u8]| {
        let font = harfrust::FontRef::new(bytes).unwrap();
        let data = harfrust::ShaperData::new(&font);
        let mut buffer = harfrust::UnicodeBuffer::new();
        buffer.push_str("Fiffi, ж — ő AV To");
        buffer.guess_segment_properties();
        let shaped = data.shaper(&font).build().shape(buffer, harfrust::ShapeOptions::new());
        let places = shaped.glyph_positions().iter().map(|p| p.x_advance);
        shaped.glyph_infos().iter().map(|g| g.glyph_id).zip(places).collect::<Vec<_>>()
    };
    let shaped = shape(bytes);
    assert_eq!(shaped, shape(&whole));
    assert!(shaped.len() < "Fiffi, ж — ő AV To".chars().count(), "there is a ligature in it");
    let drawn = |id: u32| {
        let mut pen = skrifa::outline::pen::SvgPen::default();
        let settings = skrifa::outline::DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        subset.outline_glyphs().get(GlyphId::new(id)).unwrap().draw(settings, &mut pen).unwrap();
        !pen.to_string().is_empty()
    };
    let blank = shaped.iter().filter(|(id, _)| !drawn(*id)).count();
    assert_eq!(blank, 5, "spaces alone are blank");
}

#[test]
fn every_book_has_a_cover() {
    let book = emit("cover", &article("A title", vec![paragraph("x")]), &plain(), &mut Context::default());
    let cover = image::load_from_memory(&book.files["OEBPS/images/cover.png"]).unwrap().to_rgb8();
    let colours: std::collections::BTreeSet<_> = cover.pixels().map(|p| p.0).collect();
    assert!(colours.len() > 20, "never a blank rectangle");
    let paper = cover.get_pixel(2, 1700).0;
    let dark = |p: &&image::Rgb<u8>| p.0.iter().map(|c| u32::from(*c)).sum::<u32>() < 200;
    let below: Vec<_> = cover.enumerate_rows().skip(870).flat_map(|(_, row)| row.map(|(_, _, p)| p)).collect();
    assert!(paper.iter().all(|c| *c > 200) && below.into_iter().filter(dark).count() > 5000, "words stand on it");
    assert!(book.text("content.opf").contains("properties=\"cover-image\""));
    assert!(book.text("cover.xhtml").contains("alt=\"Cover: A title. Ada Lovelace\""));
}

#[test]
fn damaged_pictures_give_their_words_and_a_remark() {
    let mut document = article("Damaged", vec![paragraph("x")]);
    let broken: Arc<[u8]> = png(50, 3)[..120].into();
    let id = asset(&mut document, "b.png", MediaType::Png, broken, 50);
    document.blocks.push(figure(Some(id), Some("A broken bridge"), ""));
    let mut cx = Context::default();
    let book = emit("damaged", &document, &plain(), &mut cx);
    assert!(book.text("article.xhtml").contains("A broken bridge"));
    assert_eq!(cx.diags.count("picture-lost"), 1);
}

#[test]
fn large_pictures_are_scaled_and_a_largest_size_is_kept() {
    let mut document = article("Large", vec![paragraph("x")]);
    let noise = image::RgbImage::from_fn(700, 500, |x, y| {
        let n = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(2_246_822_519);
        image::Rgb([(n >> 24) as u8, (n >> 16) as u8, (n >> 8) as u8])
    });
    let mut bytes = Vec::new();
    image::DynamicImage::ImageRgb8(noise).write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::WebP).unwrap();
    let id = asset(&mut document, "n.webp", MediaType::Webp, bytes.into(), 700);
    document.blocks.push(figure(Some(id), Some("Noise all over"), ""));
    let mut style = plain();
    style.epub.picture_side = 400;
    let book = emit("scaled", &document, &style, &mut Context::default());
    let name = book.names.iter().find(|n| n.contains("picture-1")).unwrap();
    assert!(name.ends_with(".jpg"), "WebP is made anew");
    assert_eq!(image::load_from_memory(&book.files[name]).unwrap().width(), 400);
    style.epub.max_bytes = Some(60_000);
    let small = Epub.emit(&document.clone().into(), &style, &mut Context::default()).unwrap().bytes;
    assert!(small.len() <= 60_000, "{}", small.len());
}

#[test]
fn epub_2_uses_old_words_only() {
    let mut style = plain();
    style.epub.epub2 = true;
    let book = emit("epub2", &kitchen_sink(), &style, &mut Context::default());
    assert!(book.text("content.opf").contains("version=\"2.0\""));
    for (name, text) in book.documents() {
        for new in ["<section", "<aside", "<figure", "epub:type", "role=", "<math", "aria-"] {
            assert!(!text.contains(new), "{name} has {new}");
        }
    }
}

#[test]
fn nothing_opaque_inline_or_remote_is_in_a_book() {
    let book = emit("clean", &kitchen_sink(), &plain(), &mut Context::default());
    let css = book.text("stylesheet.css");
    assert!(!css.contains("background: ") && !css.contains("url(") && !css.contains("px;\n  font-size"));
    for (name, text) in book.documents() {
        assert!(!text.contains(" style=") && !text.contains("<style") && !text.contains("<script"), "{name}");
        assert!(!text.contains("src=\"http") && !text.contains('\u{AD}') && !text.contains("viewport"), "{name}");
    }
}

#[test]
fn right_to_left_articles_turn_the_pages_the_other_way() {
    let mut document = article("مقالة", vec![paragraph("نص عربي.")]);
    document.meta.language = Lang::new("ar");
    let book = emit("rtl", &document, &plain(), &mut Context::default());
    assert!(book.text("content.opf").contains("page-progression-direction=\"rtl\""));
    assert!(book.text("article.xhtml").contains("dir=\"rtl\""));
}

#[test]
fn blocks_that_read_from_the_other_side_say_so() {
    let item = |words: &str| ListItem { blocks: vec![paragraph(words)], ..ListItem::default() };
    let list = |words: [&str; 2]| {
        let items = words.map(item).into();
        Block::from(BlockKind::List(List { items, tight: true, ..List::default() }))
    };
    let hebrew = [paragraph("שלום לכולם"), list(["אחת", "שתיים"]), list(["one", "שתיים"]), paragraph("שלום is peace")];
    let book = emit("mixed", &article("English", hebrew.into()), &plain(), &mut Context::default());
    let body = book.text("article.xhtml");
    for part in [
        "<p dir=\"rtl\">שלום לכולם",
        "<ul dir=\"rtl\"><li>אחת",
        "<ul><li>one</li>\n<li dir=\"rtl\">שתיים",
        "<p>שלום is",
    ] {
        assert!(body.contains(part), "{part}: {body}");
    }
    assert!(book.text("stylesheet.css").contains("ul[dir=\"rtl\"]"));
    let long = "Words in English that go on for long enough to be read as a paragraph in another language";
    let english = vec![paragraph(long), paragraph("Words"), paragraph("HTML היא שפה של דפים"), paragraph("נכון")];
    let mut document = article("כותרת", english);
    document.meta.language = Lang::new("he");
    let book = emit("mixed-he", &document, &plain(), &mut Context::default());
    let body = book.text("article.xhtml");
    assert!(body.contains("<p>Words</p>"), "a name stands where the text around it does: {body}");
    assert!(body.contains("<p dir=\"ltr\">Words in") && body.contains("<p>HTML") && body.contains("<p>נכון"), "{body}");
    let plain = emit("unmixed", &article("One", vec![paragraph("Two")]), &plain(), &mut Context::default());
    assert!(!plain.text("stylesheet.css").contains("ul[dir=\"rtl\"]") && !plain.text("article.xhtml").contains("dir="));
}

#[test]
fn formulas_in_titles_are_readable_where_only_characters_fit() {
    let math = |tex: &str| Inline::Math(Math { tex: Some(tex.into()), mathml: None });
    let content = vec![Inline::text("Sums "), math(r"\frac{a}{b} \le x^2")];
    let section = BlockKind::Heading(Heading { level: 1, id: Some("sums".into()), content }).into();
    let mut document = article("", vec![section, paragraph("Text.")]);
    document.meta.title = vec![Inline::text("On "), math(r"\alpha_i")];
    document.meta.authors = vec![Author::new("J. R. R. Tolkien")];
    let book = emit("formulas", &document, &plain(), &mut Context::default());
    for (file, words) in [
        ("content.opf", "<dc:title>On αᵢ</dc:title>"),
        ("nav.xhtml", ">Sums a/b ≤ x²</a>"),
        ("toc.ncx", "<text>Sums a/b ≤ x²</text>"),
        ("article.xhtml", "<title>On αᵢ</title>"),
        ("content.opf", ">J. R. R. Tolkien<"),
        ("article.xhtml", "J.\u{A0}R.\u{A0}R.\u{A0}Tolkien"),
    ] {
        assert!(book.text(file).contains(words), "{file}: {}", book.text(file));
    }
}

#[test]
fn pages_and_books_say_the_same_words_in_every_language() {
    use offprint::lang::LANGUAGES;
    use offprint::layout::{frame, layout};
    // The text of all marks in the order in which they are painted: a word may be set in several runs.
    let painted = |pages: &frame::Pages| -> String {
        let items = pages.pages.iter().flat_map(|page| &page.items);
        items
            .filter_map(|placed| if let frame::Item::Glyphs(run) = &placed.item { Some(&run.text) } else { None })
            .cloned()
            .collect()
    };
    let kinds = [AsideKind::Note, AsideKind::Tip, AsideKind::Important, AsideKind::Warning, AsideKind::Caution];
    let aside = |kind| BlockKind::Aside(Aside { kind, title: Vec::new(), blocks: vec![paragraph("1")] }).into();
    for language in LANGUAGES {
        let mut document = article("2", kinds.into_iter().map(aside).collect());
        document.meta.language = language.tag();
        let labels = &language.labels;
        let said = kinds.map(|kind| kind.label(labels).unwrap());
        let book = emit("words", &document, &plain(), &mut Context::default()).text("article.xhtml").to_string();
        let pages = painted(&layout(&document.clone().into(), &plain(), &mut Context::default()));
        for word in said {
            assert!(book.contains(&format!(">{word}<")), "EPUB, {}: {word}", language.name);
            assert!(pages.contains(word), "pages, {}: {word}\n{pages}", language.name);
        }
        let nameless = Document { meta: Meta { title: Vec::new(), ..document.meta }, ..Document::default() };
        let book = emit("nameless", &nameless, &plain(), &mut Context::default());
        assert!(book.text("content.opf").contains(labels.untitled), "{}", language.name);
        let pages = layout(&nameless.clone().into(), &plain(), &mut Context::default());
        assert_eq!(pages.properties.title, labels.untitled, "{}", language.name);
    }
}
