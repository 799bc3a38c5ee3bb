//! Markdown and JSON both ways: a tree is read back unchanged, and reading never fails.

#![allow(clippy::disallowed_methods, reason = "CASES asks for more cases")]

#[path = "support/trees.rs"]
mod trees;

use offprint::context::Context;
use offprint::doc::{Document, dump};
use offprint::source::Source;
use offprint::style::resolve::plain;
use offprint::{back, front};

fn written(document: &Document, name: &str) -> String {
    let back = back::by_name(name).unwrap();
    let output = back.emit(&document.clone().into(), &plain("normal"), &mut Context::default()).unwrap();
    String::from_utf8(output.bytes).unwrap()
}

fn parsed(text: &str, name: &str) -> Document {
    let front = front::by_name(name).unwrap();
    front.parse(&Source::from_text(format!("x.{name}"), text), &mut Context::default()).unwrap()
}

fn cases() -> u64 {
    std::env::var("CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(300)
}

/// Fails with the first seed for which the tree comes back changed.
fn round_trip(format: &str, front: &str) {
    let mut wrong = Vec::new();
    for seed in 0..cases() {
        let document = trees::Trees::new(seed).document();
        let text = written(&document, format);
        let again = parsed(&text, front);
        if again != document {
            let (a, b) = (dump::dump(&document), dump::dump(&again));
            let line = a.lines().zip(b.lines()).position(|(x, y)| x != y).unwrap_or(0);
            let near = |s: &str| s.lines().skip(line.saturating_sub(3)).take(7).collect::<Vec<_>>().join("\n");
            wrong.push((
                text.len(),
                format!("seed {seed}\n--- wanted\n{}\n--- got\n{}\n--- text\n{text}", near(&a), near(&b)),
            ));
        }
    }
    wrong.sort();
    let count = wrong.len();
    let shown: Vec<String> = wrong.into_iter().take(5).map(|(_, report)| report).collect();
    assert!(
        count == 0,
        "{count} of {} trees came back different, the shortest:\n{}",
        cases(),
        shown.join("\n==========\n")
    );
}

#[test]
fn what_markdown_lacks_is_read_back_from_its_html() {
    for html in [
        "<ol reversed><li>three<li>two <em>x</em><li>one</ol>",
        "<ol><li value=7>seven<li>eight<li value=3>three<li value=20><p>twenty</p><pre>code</pre></ol>",
        "<ol type=a><li>a<li value=4>d</ol>",
        "<p><ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby> and <ruby><b>東</b>京<rt>Tōkyō</rt></ruby></p>",
        "<figure><figcaption>Listing 1: <i>a</i> `b`</figcaption><pre><code class=language-rust>let a = 1;</code></pre></figure>",
        "<figure><pre>two\n\nparts</pre><figcaption>Below</figcaption></figure>",
    ] {
        let html = format!(
            "<html><body><article><h1>A Title</h1><p>Before.</p>{html}<p>After it.</p></article></body></html>"
        );
        let document = parsed(&html, "html");
        let text = written(&document, "md");
        let again = parsed(&text, "md");
        assert_eq!(dump::dump(&again), dump::dump(&document), "{text}");
        let json = parsed(&written(&document, "json"), "json");
        let code = |document: &Document| dump::dump(document).contains("caption");
        assert_eq!(code(&json), code(&document), "{html}");
    }
}

#[test]
fn a_note_called_twice_has_one_number() {
    let text = "A Title\n=======\n\nOne[^a], two[^b], one[^a] again and `x`[^c].\n\n[^a]: Same.\n\n[^b]: Same.\n\n[^c]: Other.\n";
    let made = written(&parsed(text, "md"), "md");
    assert!(
        made.contains("One[^1], two[^2], one[^1] again and `x`[^3].") && made.matches("Same.").count() == 2,
        "{made}"
    );
    let call = |note: &str, id: &str| format!("word<sup><a href=\"#{note}\" id=\"{id}\">1</a></sup>");
    let notes = "<ol><li id=n1>Same. <a href=\"#r1\">up</a></li><li id=n2>Same. <a href=\"#r2\">up</a></li></ol>";
    let html = format!("<p>A {}, a {} and a {}.</p>{notes}", call("n1", "r1"), call("n2", "r2"), call("n1", "r3"));
    let made = from_html(&format!("<html><body><article><h1>A Title</h1>{html}</article></body></html>"));
    assert!(made.contains("A word[^1], a word[^2] and a word[^1].") && made.matches("Same.").count() == 2, "{made}");
}

#[test]
fn links_to_a_heading_that_became_the_title_stay() {
    for (name, text) in [
        ("md", "# My Title {#old}\n\nSee [it](#old).\n"),
        ("md", "---\ntitle: My Title\n---\n# My Title {#old}\n\nSee [it](#old).\n"),
        (
            "html",
            "<html><body><article><h1 id=old>My Title</h1><p>See <a href=\"#old\">it</a>.</p></article></body></html>",
        ),
    ] {
        let made = written(&parsed(text, name), "md");
        assert!(made.contains("See [it](#my-title)."), "{made}");
    }
}

/// HTML as Markdown, without its front matter.
fn from_html(html: &str) -> String {
    let text = written(&parsed(html, "html"), "md");
    text.rsplit("---\n").next().unwrap_or("").trim().to_owned()
}

#[test]
fn pages_become_markdown_without_escapes_and_tags() {
    for (html, markdown) in [
        ("<p>A <b>b<br></b>and c<i>.</i></p>", "A **b**\\\nand c."),
        (
            "<p>See <b><a href='http://e.org/?t=[a|b'>the sail</a></b> now.</p>",
            "See **[the sail](http://e.org/?t=[a%7Cb)** now.",
        ),
        (
            "<p>At <a href='http://e.org/'>www.e.org</a> or a@e.org now.</p>",
            "At [www.e.org](http://e.org/) or <a@e.org> now.",
        ),
        ("<p>To <b>a@e.org</b>, <b>Now</b><b>:</b> go.</p>", "To **<a@e.org>**, **Now:** go."),
        ("<p>From https://e.org/a, <b>un</b><b>true</b>.</p>", "From <https://e.org/a>, **untrue**."),
    ] {
        assert_eq!(from_html(html), markdown);
    }
}

#[test]
fn any_tree_comes_back_from_markdown() {
    round_trip("md", "markdown");
}

#[test]
fn any_tree_comes_back_from_json() {
    round_trip("json", "json");
}

/// The output of `offprint::read` and a back end for Markdown.
fn converted(text: &str, back: &str) -> String {
    let mut cx = Context::default();
    let front = front::by_name("markdown").unwrap();
    let document = offprint::read(&Source::from_text("x.md", text), front, &mut cx).unwrap();
    written(&document, back)
}

#[test]
fn a_quote_that_is_escaped_stays_straight() {
    let text = "A screen 19\\\" wide, 'so' and \"so\", \\'tis.\n";
    let set = "A screen 19\\\" wide, ‘so’ and “so”, \\'tis.\n";
    assert_eq!(converted(text, "md"), set);
    assert_eq!(converted(set, "md"), set);
    assert!(converted(text, "pages").contains("19\\\" wide, ‘so’ and “so”, 'tis."));
}

#[test]
fn a_mark_without_words_is_given_back_and_makes_no_gap_on_a_page() {
    let text = "a\n\n#\n\n>\n\nb\n";
    assert_eq!(converted(text, "md"), text);
    assert!(converted(text, "json").contains(r#"{"t":"BlockQuote","c":[]}"#));
    assert_eq!(converted(text, "pages"), converted("a\n\nb\n", "pages"));
}

#[test]
fn a_flavour_asked_for_by_name_reads_its_specification() {
    let kinds = |flavour: &str| dump::dump(&parsed("https://example.org\n\n| a |\n| - |\n\n~~b~~ x^2^\n", flavour));
    let has = |flavour: &str, words: [bool; 4]| {
        let tree = kinds(flavour);
        assert_eq!(["link", "table", "strike", "super"].map(|kind| tree.contains(kind)), words, "{flavour}:\n{tree}");
    };
    has("markdown", [true; 4]);
    has("gfm", [true, true, true, false]);
    has("commonmark", [false; 4]);
}

fn title_of(name: &str, text: &str) -> (String, usize) {
    let source = offprint::source::Source::from_text(name, text);
    let front = offprint::front::by_name("markdown").unwrap();
    let document = offprint::read(&source, front, &mut offprint::context::Context::default()).unwrap();
    (offprint::doc::plain_text(&document.meta.title), document.blocks.len())
}

#[test]
fn a_title_stands_under_a_logo_badges_and_contents() {
    let badges = "[![Build](b.svg)](https://x.example) [![Docs](d.svg)](https://y.example)";
    let contents = "- [One](#one)\n- [Two](#two)\n  - [Three](#three)";
    for (above, blocks) in
        [("![Logo](logo.svg)", 1), (badges, 1), (contents, 1), ("<p align='center'><img src='l.png'></p>", 1)]
    {
        let text = format!("{above}\n\n# Harbour\n\nWords.\n\n## One\n\nMore.\n");
        assert_eq!(title_of("a.md", &text), ("Harbour".into(), blocks + 3), "{above}");
    }
    for above in ["Words first.", "- [Elsewhere](https://x.example)", "> A motto"] {
        assert_eq!(title_of("a.md", &format!("{above}\n\n# Harbour\n\nWords.\n")).0, "", "{above}");
    }
    assert_eq!(title_of("a.md", "# Harbour\n\n# Harbour\n\nWords.\n"), ("Harbour".into(), 1));
}

#[test]
fn badges_behind_a_title_stand_below_it() {
    let badges = "[![Build](b.svg)](https://x.example) [![Docs][d]](https://y.example)\n\n[d]: d.svg";
    for (title, words) in
        [("Harbour", "Harbour"), ("`harbour` &emsp;", "harbour"), ("The **old** harbour  ", "The old harbour")]
    {
        let found = title_of("a.md", &format!("# {title} {badges}\n\nWords.\n\n## One\n\nMore.\n"));
        assert_eq!(found, (words.into(), 4), "{title}");
    }
    // A picture alone belongs to the words, and a badge without words is not a title.
    assert_eq!(title_of("a.md", "# Harbour ![at night](n.png)\n\nWords.\n").1, 1);
    assert_eq!(title_of("a.md", "# [![Build](b.svg)](https://x.example)\n\nWords.\n").0, "");
}

#[test]
fn the_name_of_a_file_is_the_title_of_sections_without_one() {
    let sections = "## Requirements\n\nWords.\n\n## Installing\n\nWords.\n";
    let named = |name: &str| title_of(name, sections).0;
    assert_eq!(named("docs/install-guide.md"), "Install guide");
    assert_eq!(named("2024-05-01-how_boats_wait.markdown"), "How boats wait");
    for name in
        ["README.md", "a.md", "standard input", "chapter-2.md", "v1.2-x.md", "https://example.org/install-guide"]
    {
        assert_eq!(named(name), "", "{name}");
    }
    assert_eq!(title_of("install-guide.md", "Words.\n\n## Installing\n\nWords.\n").0, "");
    assert_eq!(title_of("install-guide.md", "# Harbour\n\nWords.\n").0, "Harbour");
}
