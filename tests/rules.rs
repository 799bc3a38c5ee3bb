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

/// A page with an example where its rule looks.
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
            Inline::Text(text) | Inline::Code(text) => self.0 += text,
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

/// The rules of web pages; those of plain text have their examples run beside their tables.
fn entries() -> Vec<Entry> {
    let pages = rules::tables().into_iter().filter(|table| table.title.starts_with("Web pages"));
    pages.flat_map(|table| table.entries).collect()
}

#[test]
fn every_example_is_decided_by_its_rule() {
    let mut wrong = Vec::new();
    for entry in entries() {
        for (before, after) in entry.examples {
            // Elements that Readability drops would be gone before the rule is asked.
            let html = page(before, entry.scope);
            let with = read(&html, &["not-kept"]);
            let got = words(&with);
            if got != *after {
                wrong.push(format!("{}: {before}\n  gives {got:?} and not {after:?}", entry.id));
            }
            // An example whose words stay shows what the rule leaves alone.
            let decides = entry.reason.is_none() || words(&read(&html, &[entry.id, "not-kept"])) != got;
            let tree = |document: &Document| dump::dump(document);
            let changes = decides && tree(&read(&html, &[entry.id, "not-kept"])) != tree(&with);
            if !changes && !is_left_alone(before, after) {
                wrong.push(format!("{}: {before}\n  comes out the same without the rule", entry.id));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Whether all words of an example stay.
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
    // Pictures and notes have examples among the goldens; code for the browser would not be read in any case.
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
    "share",
    "social",
    "print",
    "related",
    "recommended",
    "popular",
    "sidebar",
    "teaser",
    "promo",
    "ad",
    "ads",
    "banner",
    "sponsor",
    "sponsored",
    "newsletter",
    "subscribe",
    "paywall",
    "login",
    "modal",
    "overlay",
    "cookie",
    "consent",
    "comments",
    "disqus",
    "feedback",
    "breadcrumb",
    "nav",
    "menu",
    "toc",
    "pagination",
    "tags",
    "byline",
    "author",
    "bio",
    "footer",
    "masthead",
    "disclaimer",
    "widget",
    "skip",
    "link",
    "has",
    "with",
    "no",
    "is",
    "layout",
    "container",
    "wrapper",
    "main",
    "content",
    "post",
    "box",
];

proptest::proptest! {
    /// The first law: no name silences the box that holds the heading, or a third of the page's running text.
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
