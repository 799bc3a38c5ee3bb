//! Feeds: their content against the expectations of feedparser's test files, and the editions that are made of them.
#![cfg(all(unix, feature = "fetch"))]
#![allow(clippy::disallowed_methods, reason = "tests use files, processes and the loopback interface")]

#[path = "support/epub.rs"]
mod epub;
#[path = "support/place.rs"]
mod place;
#[path = "support/server.rs"]
mod server;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use offprint::front::feed::{self, Feed};
use offprint::source::Source;
use place::{Place, Run};
use server::{Reply, Server, png};

fn read(name: &str, text: &str) -> Feed {
    feed::read(&Source::from_text(name, text)).expect("a feed")
}

#[test]
fn feeds_of_every_kind_say_the_same() {
    let rows = [
        (
            "RSS 2.0",
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'>\
            <channel><title>Harbour &amp;amp; News</title><link>https://e.org/</link><item><title>Forty &lt;i&gt;boats&lt;/i&gt;</title>\
            <link>https://e.org/1</link><dc:creator>Ada Marsh</dc:creator><pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate>\
            <description>Short.</description><content:encoded><![CDATA[<p>All of it.</p>]]></content:encoded></item></channel></rss>",
        ),
        (
            "RSS 1.0",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' \
            xmlns:d='http://purl.org/dc/elements/1.1/' xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel rdf:about='x'>\
            <title>Harbour &amp;amp; News</title><link>https://e.org/</link></channel><item rdf:about='https://e.org/1'><title>Forty boats</title>\
            <link>https://e.org/1</link><d:creator>Ada Marsh</d:creator><d:date>2004-01-01T19:48:21Z</d:date><description>Short.</description>\
            <c:encoded>&lt;p&gt;All of it.&lt;/p&gt;</c:encoded></item></rdf:RDF>",
        ),
        (
            "Atom 1.0",
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title type='html'>Harbour &amp;amp; News</a:title><a:link rel='self' \
            href='https://e.org/feed'/><a:link href='https://e.org/'/><a:entry><a:title>Forty boats</a:title><a:link href='https://e.org/1'/>\
            <a:author><a:name>Ada Marsh</a:name></a:author><a:published>2004-01-01T19:48:21Z</a:published><a:summary>Short.</a:summary>\
            <a:content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>All of it.</p></div></a:content></a:entry></a:feed>",
        ),
        (
            "Atom 0.3",
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>Harbour &amp; News</title><link rel='alternate' \
            type='text/html' href='https://e.org/'/><entry><title>Forty boats</title><link rel='alternate' href='https://e.org/1'/>\
            <author><name>Ada Marsh</name></author><issued>2004-01-01T19:48:21Z</issued><summary>Short.</summary>\
            <content type='text/html' mode='escaped'>&lt;p&gt;All of it.&lt;/p&gt;</content></entry></feed>",
        ),
        (
            "JSON",
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Harbour & News\", \"home_page_url\": \"https://e.org/\", \
            \"items\": [{\"id\": 1, \"url\": \"https://e.org/1\", \"title\": \"Forty boats\", \"authors\": [{\"name\": \"Ada Marsh\"}], \
            \"date_published\": \"2004-01-01T19:48:21Z\", \"summary\": \"Short.\", \"content_html\": \"<p>All of it.</p>\"}]}",
        ),
        (
            "not well-formed",
            "\n junk <rss><channel><title>Harbour & News</title><link>https://e.org/</link><item><title>Forty boats</title><link>https://e.org/1\
            </link><author>ada@e.org (Ada Marsh)</author><pubDate>1 Jan 04 14:48:21 EST<description>Short.</description><fullitem>&lt;p>All of it.&lt;/p></fullitem></item>",
        ),
    ];
    for (kind, text) in rows.iter().take(5) {
        let feed = read("feed.xml", text);
        assert_eq!((feed.title.as_str(), feed.link.as_deref()), ("Harbour & News", Some("https://e.org/")), "{kind}");
        let [entry] = feed.entries.as_slice() else { panic!("{kind}: one entry") };
        assert_eq!((entry.title.as_str(), entry.link.as_deref()), ("Forty boats", Some("https://e.org/1")), "{kind}");
        assert_eq!(entry.authors, ["Ada Marsh"], "{kind}");
        assert_eq!(entry.published.map(|date| date.epoch()), Some(1_072_986_501), "{kind}");
        assert!(entry.summary.as_deref().is_some_and(|text| text.contains("Short.")), "{kind}");
        assert_eq!(entry.html(), "<p>All of it.</p>", "{kind}");
    }
    let (_, broken) = rows[5];
    let feed = read("feed.xml", broken);
    assert_eq!(
        (feed.title.as_str(), feed.entries.len(), feed.entries[0].title.as_str()),
        ("Harbour & News", 1, "Forty boats")
    );
    assert_eq!(feed.entries[0].authors, ["Ada Marsh"]);
}

/// Files that are not feeds, cut feeds and deep ones get an answer and cause no panic.
#[test]
fn any_bytes_are_an_answer() {
    let whole = "<rss><channel><title>A</title><item><title>B &lt;b&gt;</title><link>http://e.org/?a&b</link></item></channel></rss>";
    for end in 0..whole.len() {
        let _ = feed::read(&Source::from_text("x", &whole[..end]));
    }
    for text in [
        "",
        "<",
        "<rss",
        "<rss>&#xFFFFFFFF;&#0;</rss>",
        "{",
        "{\"version\": 1}",
        "<?xml",
        "<!DOCTYPE rss [<!ENTITY a '&a;'>]><rss>&a;</rss>",
    ] {
        let _ = feed::read(&Source::from_text("x", text));
    }
    let deep = format!("<rss><channel><item><description>{}", "<p>".repeat(100_000));
    let _ = feed::read(&Source::from_text("x", deep));
}

// -- feedparser's test files

/// `name == 'value'` of an expectation, with a text or a date of six numbers as the value.
fn expectations(text: &str) -> Vec<(String, String)> {
    let comment = text.split("-->").next().unwrap_or("");
    let Some((_, expression)) = comment.split_once("Expect:") else { return Vec::new() };
    let expression = expression.trim().strip_prefix("not bozo and ").unwrap_or(expression.trim());
    let mut found = Vec::new();
    if let Some((name, value)) = expression.split_once(" == ").filter(|(_, value)| !value.contains(" == ")) {
        let name = name.trim().replace('"', "'");
        if let Some(value) = python_text(value.trim()) {
            found.push((name, value));
        } else if let Some(tuple) = value.trim().strip_prefix('(').and_then(|v| v.strip_suffix(')')) {
            found.push((name, tuple.split(',').take(6).map(str::trim).collect::<Vec<_>>().join(" ")));
        }
    }
    found
}

/// A literal of Python as its text.
fn python_text(literal: &str) -> Option<String> {
    let literal = literal.strip_prefix('u').unwrap_or(literal);
    let quote = literal.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let inner = literal.strip_prefix(quote)?.strip_suffix(quote)?;
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        // Another literal follows, which Python adds.
        if c == quote {
            return None;
        }
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next()? {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'x' => out.push(hex(&mut chars, 2)?),
            'u' => out.push(hex(&mut chars, 4)?),
            'U' => out.push(hex(&mut chars, 8)?),
            other => out.push(other),
        }
    }
    Some(out)
}

fn hex(chars: &mut std::str::Chars, digits: usize) -> Option<char> {
    let code: String = chars.take(digits).collect();
    u32::from_str_radix(&code, 16).ok().and_then(char::from_u32)
}

/// Our value for a name of feedparser's; `None` if it is not a title, author, date, link or content.
fn ours(feed: &Feed, name: &str) -> Option<Option<String>> {
    let date = |date: Option<offprint::doc::Date>| {
        date.map(|date| {
            let date = offprint::doc::Date::from_epoch(date.epoch());
            let seconds = date.time.map_or(0, |time| time.seconds);
            let day = (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
            format!("{} {} {} {} {} {}", day.0, day.1, day.2, seconds / 3600, seconds / 60 % 60, seconds % 60)
        })
    };
    let entry = feed.entries.first();
    Some(match name {
        "feed['title']" | "feed['title_detail']['value']" | "feed.title" => Some(feed.title.clone()),
        "feed['link']" | "feed.link" => feed.link.clone(),
        "feed['author']" | "feed['author_detail']['name']" => feed.authors.first().cloned(),
        "feed['description']" | "feed['subtitle']" | "feed['tagline']" | "feed['info']" => feed.description.clone(),
        "feed['updated_parsed']" | "feed['modified_parsed']" => date(feed.updated),
        "entries[0]['title']" | "entries[0].title" | "entries[0]['title_detail']['value']" => {
            entry.map(|e| e.title.clone())
        }
        "entries[0]['link']" | "entries[0].link" => entry.and_then(|e| e.link.clone()),
        "entries[0]['author']" | "entries[0]['author_detail']['name']" => {
            entry.and_then(|e| e.authors.first().cloned())
        }
        "entries[0]['summary']" | "entries[0]['description']" | "entries[0]['summary_detail']['value']" => {
            // A feed may have only the content, which feedparser gives here too.
            entry.map(|e| e.summary.clone().unwrap_or_else(|| e.html().to_owned()))
        }
        "entries[0]['content'][0]['value']" => entry.map(|e| e.html().to_owned()),
        "entries[0]['published_parsed']" => entry.and_then(|e| date(e.published)),
        "entries[0]['updated_parsed']" | "entries[0]['modified_parsed']" => {
            entry.and_then(|e| date(e.updated.or(e.published)))
        }
        _ => return None,
    })
}

/// The words that HTML shows: this test ignores the changes that sanitizing makes to tags.
fn words(html: &str) -> String {
    let feed = serde_json::json!({ "version": "https://jsonfeed.org/version/1", "title": "", "items": [{ "title": "", "content_html": html }] });
    let document = offprint::front::by_name("feed")
        .unwrap()
        .parse(&Source::from_text("f", feed.to_string()), &mut offprint::context::Context::default())
        .unwrap();
    let mut text = String::new();
    for block in document.blocks.iter().skip(1) {
        if let offprint::doc::BlockKind::Paragraph(inlines) = &block.kind {
            text.push_str(&offprint::doc::plain_text(inlines));
            text.push(' ');
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn titles_have_no_scripts_and_objects_have_words_for_those_who_cannot_play_them() {
    let feed = r#"<rss><channel><title>The &lt;i&gt;Wave&lt;/i&gt;&lt;script&gt;f()&lt;/script&gt;</title><item><title>Tides</title>
        <body>The tide <object data="t.bin">of noon</object> is high.<object data="a.swf"><param name="movie"/>Install it.</object></body>
        </item></channel></rss>"#;
    let feed = Source::from_text("f.xml", feed);
    assert_eq!(feed::read(&feed).unwrap().title, "The Wave");
    let document =
        offprint::front::by_name("feed").unwrap().parse(&feed, &mut offprint::context::Context::default()).unwrap();
    let tree = offprint::doc::dump::dump(&document);
    assert!(tree.contains("of noon") && !tree.contains("Install it"), "{tree}");
}

#[test]
fn feedparsers_expectations_are_met() {
    let Some(folder) = std::env::var_os("OFFPRINT_FEEDS").map(PathBuf::from) else {
        println!("left out: OFFPRINT_FEEDS names no folder of feedparser's test files");
        return;
    };
    let (mut folders, mut files) = (vec![folder.join("wellformed")], Vec::new());
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let (mut asked, mut wrong) = (0, Vec::new());
    for path in &files {
        let text = std::fs::read(path).unwrap();
        let source = Source::new(path.to_string_lossy(), text);
        // The file lacks values that only the headers of an answer state.
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("http_"))
            || path.parent().is_some_and(|folder| folder.ends_with("http"))
        {
            continue;
        }
        for (name, wanted) in expectations(source.text()) {
            let Some(feed) = feed::read(&source) else {
                wrong.push(format!("{}: no feed", shown(path, &folder)));
                continue;
            };
            let Some(found) = ours(&feed, &name) else { continue };
            asked += 1;
            let found = found.unwrap_or_default();
            // Names here have no addresses, and titles are plain words.
            let wanted = wanted.strip_suffix(" (me@example.com)").unwrap_or(&wanted);
            let shown_words = words(wanted);
            let is_same = found.trim() == wanted.trim() || words(&found) == shown_words;
            if !is_same && found != shown_words && words(&found) != wanted {
                wrong.push(format!("{}: {name} is {found:?}, not {wanted:?}", shown(path, &folder)));
            }
        }
    }
    println!("{asked} expectations, {} not met", wrong.len());
    assert!(asked > 50, "{asked}");
    assert!(wrong.len() * 100 <= asked, "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
}

fn shown(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}

// -- editions

/// Runs the program with a cache of the test's own.
fn convert(place: &Place, args: &[&str]) -> Run {
    Run::of(place.command().args(args).env("XDG_CACHE_HOME", place.path(".cache")).output().unwrap())
}

fn prose(seed: usize, count: usize) -> String {
    (0..count).map(|n| format!("word{} ", (n * n + seed * 7919) % 5000)).collect()
}

/// A feed in RSS with these entries: a title, an address, and HTML.
fn rss(title: &str, entries: &[(&str, String, String)]) -> String {
    let items: String = entries
        .iter()
        .map(|(title, link, html)| {
            format!(
                "<item><title>{title}</title><link>{link}</link><description><![CDATA[{html}]]></description></item>"
            )
        })
        .collect();
    format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title><link>https://e.org/</link>{items}</channel></rss>"
    )
}

/// The titles of a book's chapters and parts, in order.
fn titles(book: &[u8]) -> Vec<String> {
    let files: BTreeMap<String, Vec<u8>> = epub::files(book).into_iter().collect();
    let nav = files
        .iter()
        .find(|(name, _)| name.ends_with("nav.xhtml"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .unwrap();
    let toc = nav.split("</nav>").next().unwrap_or("");
    let links =
        toc.split("<a ").skip(1).filter_map(|link| link.split_once('>')?.1.split("</a>").next().map(String::from));
    links.collect()
}

#[test]
fn a_feed_on_disk_is_a_document_and_an_edition_without_any_network() {
    let place = Place::new();
    let entries = [
        ("One", "https://e.org/1".to_owned(), format!("<p>{}</p>", prose(1, 200))),
        ("Two", "https://e.org/2".into(), format!("<p>{}</p>", prose(2, 200))),
    ];
    place.write("news.xml", rss("Harbour", &entries));
    convert(&place, &["news.xml", "--to", "md", "-o", "news.md"]).quiet();
    let text = place.text("news.md");
    assert!(text.contains("Harbour") && text.contains("## [One](https://e.org/1)"), "{text}");
    convert(&place, &["news.xml", "--edition", "Paper", "--to", "epub"]).quiet();
    let found = titles(&place.read("paper.epub"));
    assert!(
        found.iter().any(|t| t == "Harbour") && found.iter().any(|t| t == "One") && found.iter().any(|t| t == "Two"),
        "{found:?}"
    );
}

/// A feed on the disk asks for nothing among the inputs; `--fetch` and an edition file with feeds ask for the pages of
/// its entries.
#[test]
fn the_entries_of_a_feed_on_disk_are_fetched_only_on_request() {
    let (server, place) = (Server::start(), Place::new());
    server.say("/long", Reply::html(format!("<title>Long</title><article><h1>Long</h1><p>{}</p>", prose(5, 300))));
    place.write("news.xml", rss("News", &[("Long", server.url("/long"), "<p>Only the beginning…</p>".to_owned())]));
    place.write("paper.yaml", "title: Paper\nfeeds: [news.xml]\n");
    place.write("list.yaml", "title: Paper\nfeeds: [feeds.opml]\n");
    place.write("feeds.opml", "<opml><body><outline text='N' xmlUrl='news.xml'/></body></opml>");
    for args in [&["--edition", "Paper", "feeds.opml"][..], &["--edition", "Paper", "news.xml"]] {
        let run = convert(&place, &[args, &["--to", "epub", "-o", "paper.epub"]].concat());
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(run.err.contains("Nothing was fetched; --fetch fetches its page."), "{args:?}: {}", run.err);
        assert_eq!(server.seen().len(), 0, "{args:?}");
    }
    let asking =
        [&["--edition", "paper.yaml"][..], &["--edition", "list.yaml"], &["--edition", "Paper", "news.xml", "--fetch"]];
    for (n, args) in asking.iter().enumerate() {
        let all = [args, &["--to", "epub", "-o", "paper.epub", "--allow-host", "127.0.0.1", "--force"][..]].concat();
        convert(&place, &all).quiet();
        assert_eq!(server.asked("/long").len(), n + 1, "{args:?}");
    }
}

#[test]
fn feeds_become_a_paper_with_what_is_new_each_story_once_and_dead_ones_cost_themselves() {
    let (server, place) = (Server::start(), Place::new());
    let story = prose(3, 300);
    let page = |title: &str, text: &str| {
        Reply::html(format!(
            "<!DOCTYPE html><html lang=en><title>{title}</title><article><h1>{title}</h1><p>{text}</p><p><img src=/p.png alt=P></p><p>{text}</p></article>"
        ))
    };
    server.say("/p.png", Reply::picture("image/png", &png(77)));
    server.say("/long", page("Long story", &prose(4, 200)));
    let first = vec![
        ("Whole", server.url("/whole?utm_source=a"), format!("<p>{story}</p>")),
        ("Long story", server.url("/long"), "<p>Only the beginning…</p>".to_owned()),
    ];
    let entries = Arc::new(Mutex::new(first));
    let now = entries.clone();
    server.route("/a.xml", move |_| {
        Reply::new(
            200,
            &[("Content-Type", "application/rss+xml"), ("Cache-Control", "no-cache")],
            rss("First", &now.lock().unwrap()).as_bytes(),
        )
    });
    let copy = rss(
        "Second",
        &[
            ("The same", server.url("/whole"), format!("<p>{story}</p>")),
            ("Taken over", "https://other.example/x".into(), format!("<p>From the agency. {story}</p>")),
        ],
    );
    server.say("/b.xml", Reply::new(200, &[], copy.as_bytes()));
    place.write("feeds.opml", format!(
        "<opml version='2.0'><body><outline text='News'><outline type='rss' xmlUrl='{}'/></outline><outline text='Others'><outline xmlUrl='{}'/><outline xmlUrl='{}'/></outline></body></opml>",
        server.url("/a.xml"), server.url("/b.xml"), server.url("/dead.xml")));
    let args =
        ["feeds.opml", "--edition", "Morning Reading", "--to", "epub", "-o", "morning.epub", "--since", "state.json"];
    let run = convert(&place, &args);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("/dead.xml could not be fetched") && run.err.contains("made without it"), "{}", run.err);
    let book = place.read("morning.epub");
    let found = titles(&book);
    for title in ["News", "Whole", "Long story"] {
        assert_eq!(found.iter().filter(|t| *t == title).count(), 1, "{title} in {found:?}");
    }
    for title in ["The same", "Taken over"] {
        assert!(!found.iter().any(|t| t == title), "{title} is the same story: {found:?}");
    }
    let pictures = epub::files(&book);
    assert!(
        pictures.iter().any(|(_, bytes)| *bytes == png(77)),
        "the page of an entry that the feed cuts short is fetched"
    );
    // No new entries: a sentence, no file, no fault.
    std::fs::remove_file(place.path("morning.epub")).unwrap();
    let run = convert(&place, &args);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("Nothing new in 2 feeds; no edition was made."), "{}", run.err);
    assert!(!place.path("morning.epub").exists());
    // One new entry: only that.
    entries.lock().unwrap().insert(0, ("Fresh", server.url("/fresh"), format!("<p>{}</p>", prose(9, 200))));
    convert(&place, &args);
    let found = titles(&place.read("morning.epub"));
    assert!(found.iter().any(|t| t == "Fresh") && !found.iter().any(|t| t == "Whole"), "{found:?}");
    place.write("other.json", "[1, 2]");
    convert(&place, &["feeds.opml", "--edition", "M", "--to", "epub", "--since", "other.json"])
        .fails(2, &["no file that --since made"]);
}

#[test]
fn edition_files_say_which_feeds_and_how_much_of_them() {
    let place = Place::new();
    let entries: Vec<_> = (0..9)
        .map(|n| {
            (
                ["A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"][n],
                format!("https://e.org/{n}"),
                format!("<p>{}</p>", prose(20 + n, 200)),
            )
        })
        .collect();
    place.write("a.xml", rss("Alpha", &entries));
    let dated = |title: &str, date: &str, seed| {
        format!(
            "<entry><id>{title}</id><title>{title}</title><updated>{date}</updated><content type='html'>&lt;p>{}&lt;/p></content></entry>",
            prose(seed, 200)
        )
    };
    place.write(
        "b.atom",
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Beta</title>{}{}</feed>",
            dated("Yesterday", "2026-03-13T10:00:00Z", 50),
            dated("Last year", "2025-03-13T10:00:00Z", 51)
        ),
    );
    place.write("paper.yaml", "title: Paper\nfeeds:\n  - feed: a.xml\n    section: Top\n    most: 2\n    full: feed\n  - feed: b.atom\n    oldest: 3 days\n");
    let mut command = place.command();
    command.args(["--edition", "paper.yaml", "--to", "epub"]).env("SOURCE_DATE_EPOCH", "1773482400");
    let run = Run::of(command.output().unwrap());
    assert_eq!(run.code, Some(0), "{}", run.err);
    let found = titles(&place.read("paper.epub"));
    for title in ["Top", "A0", "A1", "Beta", "Yesterday"] {
        assert!(found.iter().any(|t| t == title), "{title} is not in {found:?}");
    }
    for title in ["A2", "Last year"] {
        assert!(!found.iter().any(|t| t == title), "{title} is in {found:?}");
    }
    place.write("bad.yaml", "title: Paper\nfeeds:\n  - feed: a.xml\n    oldest: a while\n");
    convert(&place, &["--edition", "bad.yaml", "--to", "epub"]).fails(2, &["bad.yaml:4", "is no age", "3 days"]);
    place.write("none.yaml", "title: Paper\nfeeds: [none.xml]\n");
    convert(&place, &["--edition", "none.yaml", "--to", "epub"])
        .fails(2, &["none.yaml:2", "there is no file none.xml"]);
    place.write("dead.yaml", "title: Paper\nfeeds: [dead.html]\n");
    place.write("dead.html", "<p>no feed</p>");
    convert(&place, &["--edition", "dead.yaml", "--to", "epub"]).fails(1, &["dead.html is no feed"]);
}

#[test]
fn a_catalogue_beside_the_outputs_lists_editions_and_their_covers() {
    let place = Place::with(&[("story.md", place::STORY)]);
    place.write("paper.yaml", "title: Paper & Ink\nlanguage: en\nopds: true\narticles: [story.md]\n");
    let make = |out: &str| {
        let mut command = place.command();
        command.args(["--edition", "paper.yaml", "--to", "epub,pdf", "-o", out]).env("SOURCE_DATE_EPOCH", "1773482400");
        Run::of(command.output().unwrap()).quiet();
        place.text("out/opds.xml")
    };
    std::fs::create_dir(place.path("out")).unwrap();
    let first = make("out/one day.epub");
    let root = usvg::roxmltree::Document::parse(&first).expect("well-formed XML");
    let links: Vec<(&str, &str)> = root
        .descendants()
        .filter(|n| {
            n.has_tag_name(("http://www.w3.org/2005/Atom", "link"))
                && n.ancestors().any(|a| a.tag_name().name() == "entry")
        })
        .filter_map(|n| Some((n.attribute("rel")?.rsplit('/').next()?, n.attribute("href")?)))
        .collect();
    assert_eq!(links.len(), 3, "{first}");
    assert!(
        links.contains(&("acquisition", "one%20day.epub")) && links.contains(&("acquisition", "one%20day.pdf")),
        "{links:?}"
    );
    let cover = links.iter().find(|(rel, _)| *rel == "image").unwrap().1.replace("%20", " ");
    assert!(place.path(format!("out/{cover}")).is_file(), "{cover}");
    assert!(first.contains("<title>Paper &amp; Ink</title>") && first.contains("2026-03-14T10:00:00Z"), "{first}");
    let second = make("out/two.epub");
    assert_eq!(second.matches("<entry>").count(), 2, "{second}");
    assert_eq!(make("out/two.epub"), second, "the same edition once");
    std::fs::remove_file(place.path("out/one day.epub")).unwrap();
    std::fs::remove_file(place.path("out/one day.pdf")).unwrap();
    assert_eq!(make("out/two.epub").matches("<entry>").count(), 1, "what is gone is not listed");
    place.write("out/opds.xml", "<feed/>");
    let run = convert(&place, &["--edition", "paper.yaml", "--to", "epub", "-o", "out/three.epub"]);
    run.fails(1, &["opds.xml is no catalogue of this program's"]);
    assert_eq!(place.text("out/opds.xml"), "<feed/>");
}
