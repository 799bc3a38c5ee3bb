//! The tables of rules: every example of every row holds and is decided by that row, and `docs/rules.md` is fresh.
#![allow(clippy::disallowed_methods, reason = "tests read goldens")]

use std::path::PathBuf;

use offprint::context::{Context, Reading};
use offprint::doc::walk::{self, Visit};
use offprint::doc::{Block, Document, Inline, dump};
use offprint::front::removal::{Entry, Scope};
use offprint::front::{html, rules};

const PROSE: &str = "The harbour lay quiet that morning, and nobody on the quay expected that a ship would come in before \
                     noon. The harbour lay quiet that morning, and nobody on the quay expected that a ship would come in \
                     before noon. The harbour lay quiet that morning, and nobody expected a ship.";

/// A page with an example in the scope of its rule.
fn page(example: &str, scope: Option<Scope>) -> String {
    let (head, middle, end) = match scope {
        Some(Scope::Head) => (example, "", ""),
        Some(Scope::Edges) => ("", "", example),
        _ => ("", example, ""),
    };
    format!(
        "<!doctype html><html lang=en><head><title>Harbour notes - The Wave</title>\
         <meta property=og:site_name content='The Wave'><meta name=author content='Ada Marsh'>\
         <meta property=article:published_time content=2024-05-03></head>\
         <body><article><h1>Harbour notes</h1>{head}<p>{PROSE}</p>{middle}<p>{PROSE}</p>{end}</article></body></html>"
    )
}

/// Rules that would remove an example before its own rule is asked: Readability and the block model judge its words.
const JUDGES: [&str; 2] = ["not-kept", "unlikely"];

/// A page read without the judges, and without one more rule.
fn unjudged(html: &str, off: Option<&str>) -> Document {
    read(html, &JUDGES.into_iter().chain(off).collect::<Vec<_>>())
}

fn read(html: &str, off: &[&str]) -> Document {
    let without = off.iter().map(|id| (*id).to_string()).collect();
    let mut cx = Context { reading: Reading { without, ..Reading::default() }, ..Context::default() };
    html::page(html, &mut cx)
}

#[derive(Default)]
struct Words(String);

impl Visit for Words {
    fn block(&mut self, block: &Block) {
        if let offprint::doc::BlockKind::Code(code) = &block.kind {
            self.0 += &code.text;
        }
        self.0.push(' ');
        walk::block_children(self, block);
        self.0.push(' ');
    }
    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) | Inline::Literal(text) | Inline::Code(text) => self.0 += text,
            Inline::Math(math) => self.0 += math.tex.as_deref().unwrap_or(""),
            _ => walk::inline_children(self, inline),
        }
    }
}

/// The words of the article without the prose around the example.
fn words(document: &Document) -> String {
    let mut words = Words::default();
    words.blocks(&document.blocks);
    let all = words.0.split_whitespace().collect::<Vec<_>>().join(" ");
    all.replace(PROSE, "").trim().to_string()
}

/// The rules of web pages; the examples of the rules of plain text run next to their tables.
fn entries() -> Vec<Entry> {
    let pages = rules::tables().into_iter().filter(|table| table.title.starts_with("Web pages"));
    pages.flat_map(|table| table.entries).collect()
}

#[test]
fn every_example_is_decided_by_its_rule() {
    let mut wrong = Vec::new();
    for entry in entries() {
        for (before, after) in entry.examples {
            let html = page(before, entry.scope);
            let with = unjudged(&html, None);
            let got = words(&with);
            if got != *after {
                wrong.push(format!("{}: {before}\n  gives {got:?} and not {after:?}", entry.id));
            }
            // An example with words that stay shows text that the rule leaves alone.
            let decides = entry.reason.is_none() || words(&unjudged(&html, Some(entry.id))) != got;
            let tree = |document: &Document| dump::dump(document);
            let changes = decides && tree(&unjudged(&html, Some(entry.id))) != tree(&with);
            if !changes && !is_left_alone(before, after) {
                wrong.push(format!("{}: {before}\n  comes out the same without the rule", entry.id));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// This many characters of ordinary words.
fn filler(length: usize) -> String {
    let words = ["harbour", "boats", "the", "wind", "that", "rope", "and", "morning", "pier", "was", "old", "gull"];
    let mut text = String::new();
    for (number, word) in words.iter().cycle().enumerate() {
        text.push_str(word);
        if text.len() >= length {
            break;
        }
        text.push_str(if number % 9 == 8 { ". " } else { " " });
    }
    text.truncate(length);
    text
}

/// A rule; the mark-up around some words for it; the number of characters of words that it removes, and that it leaves;
/// and the rest of the page's prose, in hundreds of characters.
type Threshold = (&'static str, fn(&str) -> String, usize, usize, usize);

fn cards(words: &str) -> String {
    let card = |n: usize| format!("<div><h3><a href=/{n}>Harbour number {n}</a></h3><p>{words}</p></div>");
    format!("<section>{}</section>", (0..3).map(card).collect::<String>())
}

fn teasers(words: &str) -> String {
    let card = |n: usize| {
        format!("<div><h3><a href=/{n}>Harbour number {n}</a></h3><p>{words}</p><p><a href=/{n}>Read on</a></p></div>")
    };
    format!("<section>{}</section>", (0..2).map(card).collect::<String>())
}

const THRESHOLDS: &[Threshold] = &[
    ("menu", |words| format!("<nav>{words}</nav>"), 150, 500, 0),
    ("cards", cards, 200, 600, 60),
    ("cards", teasers, 700, 2000, 120),
    ("pointer", |words| format!("<p>Read also: <a href=/b>{words}</a></p>"), 200, 500, 60),
    ("links-section", |words| format!("<p>More from {words}</p><ul><li><a href=/a>Ten more</a></ul>"), 60, 180, 60),
    ("author-section", |words| format!("<h3>About the author</h3><p>{words}</p><h3>Ropes</h3>"), 110, 400, 0),
    ("author-section", |words| format!("<h3>About the author</h3><p>{words}</p><h3>Ropes</h3>"), 900, 2500, 120),
    ("named-advertisement", |words| format!("<div class=promo>{words}</div>"), 100, 400, 0),
    ("named-sharing", |words| format!("<div class=share-bar><p>{words}</p></div>"), 20, 80, 60),
    ("named-related", |words| format!("<div class=widget><p>{words} <a href=/b>On</a></p></div>"), 120, 400, 60),
    ("sign-up", |words| format!("<div><p>Subscribe: {words}</p><span><input type=email></span></div>"), 60, 400, 0),
    ("sign-up", |words| format!("<div><p>Subscribe: {words}</p><span><input type=email></span></div>"), 600, 1600, 120),
    (
        "share-links",
        |words| format!("<div><a href='https://twitter.com/intent/tweet?url=x'>{words}</a></div>"),
        200,
        700,
        60,
    ),
    ("button-link", |words| format!("<p><a class=btn href=/give>Buy {words}</a></p>"), 20, 120, 0),
];

/// A rule with a limit of length has an example on both sides: a short text goes by that rule and by no other, a long
/// one stays.
#[test]
fn thresholds_hold_on_both_sides() {
    let mut wrong = Vec::new();
    for (id, around, gone, stays, prose) in THRESHOLDS {
        let before: String = (0..*prose).map(|n| format!("<p>{n} {}</p>", filler(100))).collect();
        let shown = |length: usize, off: Option<&str>| {
            let words = format!("Zephyr {}", filler(length));
            let html = page(&format!("{before}{}", around(&words)), Some(Scope::Article));
            self::words(&unjudged(&html, off)).matches("Zephyr").count()
        };
        if shown(*gone, None) != 0 {
            wrong.push(format!("{id}: {gone} characters stay"));
        }
        if shown(*gone, Some(id)) == 0 {
            wrong.push(format!("{id}: {gone} characters go without the rule too"));
        }
        if shown(*stays, None) == 0 {
            wrong.push(format!("{id}: {stays} characters go"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// True if all words of an example stay.
fn is_left_alone(before: &str, after: &str) -> bool {
    let mut depth = 0;
    let text: String = before
        .chars()
        .map(|c| match c {
            '<' => {
                depth += 1;
                ' '
            }
            '>' => {
                depth -= 1;
                ' '
            }
            c if depth == 0 => c,
            _ => ' ',
        })
        .collect();
    text.split_whitespace().eq(after.split_whitespace())
}

#[test]
fn every_rule_that_is_asked_has_an_example() {
    let removes = |entry: &Entry| entry.scope.is_some_and(|scope| scope != Scope::Choice);
    // Pictures and notes have examples among the goldens; code for the browser is never read.
    let bare = ["picture-again", "note-moved", "browser-code"];
    let missing: Vec<_> =
        entries().into_iter().filter(|e| removes(e) && e.examples.is_empty() && !bare.contains(&e.id)).collect();
    assert!(missing.is_empty(), "{:?}", missing.iter().map(|e| e.id).collect::<Vec<_>>());
}

#[test]
fn list_of_rules_is_fresh() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let made = rules::markdown();
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, made).unwrap();
        return;
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(stands, made, "docs/rules.md is stale (make bless)");
}

const NAMES: &[&str] = &[
    "share", "social", "print", "related", "recommended", "popular", "sidebar", "teaser", "promo", "ad", "ads",
    "banner", "sponsor", "sponsored", "newsletter", "subscribe", "paywall", "login", "modal", "overlay", "cookie",
    "consent", "comments", "disqus", "feedback", "breadcrumb", "nav", "menu", "toc", "pagination", "tags", "byline",
    "author", "bio", "footer", "masthead", "disclaimer", "widget", "skip", "link", "has", "with", "no", "is", "layout",
    "container", "wrapper", "main", "content", "post", "box",
];

proptest::proptest! {
    /// The first law: no name removes the box with the heading, or a third of the page's running text.
    #[test]
    fn no_name_silences_running_text(
        first in proptest::sample::select(NAMES), second in proptest::sample::select(NAMES),
        joint in proptest::sample::select(&["-", "_", " "][..]),
        tag in proptest::sample::select(&["div", "section"][..]), headed in proptest::bool::ANY, is_id in proptest::bool::ANY,
    ) {
        let (name, attribute) = (format!("{first}{joint}{second}"), if is_id { "id" } else { "class" });
        let paragraph = |n: usize| format!("<p>Paragraph {n} says that {PROSE}</p>");
        let (outside, inside) = if headed { ("", "<h1>Harbour notes</h1>") } else { ("<h1>Harbour notes</h1>", "") };
        let html = format!(
            "<!doctype html><html lang=en><head><title>Harbour notes</title></head><body>{outside}{}{}\
             <{tag} {attribute}='{name}'>{inside}{}{}</{tag}></body></html>",
            if headed { String::new() } else { paragraph(1) },
            if headed { String::new() } else { paragraph(2) },
            paragraph(3), paragraph(4),
        );
        let mut words = Words::default();
        words.blocks(&read(&html, &[]).blocks);
        proptest::prop_assert!(words.0.contains("Paragraph 3") && words.0.contains("Paragraph 4"), "{html}\n{}", words.0);
    }
}
