//! Pages and pictures by their addresses: which are fetched, which are refused, and the messages. A server on the
//! loopback interface plays the web; each row has one reason to fail.
#![cfg(all(unix, feature = "fetch"))]
#![allow(clippy::disallowed_methods, reason = "tests use files, processes and the loopback interface")]

#[path = "support/epub.rs"]
mod epub;
#[path = "support/place.rs"]
mod place;
#[path = "support/server.rs"]
mod server;

use std::io::Write as _;

use place::{Place, Run};
use server::{Part, Reply, Server, authority, brotli, png};

const PROSE: &str = "The harbour master counted forty boats on the morning of the fair, three more than the year before, \
    and wrote the number into the book that his father had begun. ";

/// A page with an article that holds `shows`.
fn page(title: &str, shows: &str) -> String {
    let prose = PROSE.repeat(3);
    format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title}</title></head><body><nav><a href=/>Home</a>\
         </nav><article><h1>{title}</h1><p>{prose}</p>{shows}<p>{prose}</p></article><footer>All rights</footer></body></html>"
    )
}

/// Runs the program with a cache of the test's own.
fn convert(place: &Place, args: &[&str]) -> Run {
    Run::of(place.command().args(args).env("XDG_CACHE_HOME", place.path(".cache")).output().unwrap())
}

/// True if a book holds these bytes as a file.
fn holds(book: &[u8], bytes: &[u8]) -> bool {
    epub::files(book).iter().any(|(_, file)| file == bytes)
}

/// The text of a book's pages.
fn text(book: &[u8]) -> String {
    let pages = epub::files(book).into_iter().filter(|(name, _)| name.ends_with(".xhtml"));
    pages.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect()
}

/// The ways in which pages show pictures: a name, the part of the page, and the files that are fetched for it. `~` is
/// the row's folder.
const PATTERNS: &[(&str, &str, &[&str])] = &[
    ("plain", "<p><img src='a.png' alt=A></p>", &["a.png"]),
    ("root", "<p><img src='~/a.png' alt=A></p>", &["a.png"]),
    ("whole", "<p><img src='HOST~/a.png' alt=A></p>", &["a.png"]),
    ("without-scheme", "<p><img src='//NAME~/a.png' alt=A></p>", &["a.png"]),
    ("above", "<p><img src='../above/a.png' alt=A></p>", &["a.png"]),
    ("query", "<p><img src='a.png?w=800&amp;h=600' alt=A></p>", &["a.png?w=800&h=600"]),
    ("fragment", "<p><img src='a.png#top' alt=A></p>", &["a.png"]),
    ("space", "<p><img src='a b.png' alt=A></p>", &["a%20b.png"]),
    ("letters", "<p><img src='\u{e9}t\u{e9}.png' alt=A></p>", &["%C3%A9t%C3%A9.png"]),
    ("figure", "<figure><img src=a.png alt=A><figcaption>The boats.</figcaption></figure>", &["a.png"]),
    ("linked", "<p><a href='large.html'><img src=a.png alt=A></a></p>", &["a.png"]),
    ("two", "<p><img src=a.png alt=A></p><p>Between.</p><p><img src=b.png alt=B></p>", &["a.png", "b.png"]),
    ("twice", "<p><img src=a.png alt=A></p><p>Between.</p><p><img src=a.png alt=A></p>", &["a.png"]),
    ("srcset-widths", "<p><img src=s.png srcset='a.png 400w, b.png 1700w, c.png 4000w' alt=A></p>", &["b.png"]),
    ("srcset-small", "<p><img src=s.png srcset='a.png 400w, b.png 800w' alt=A></p>", &["b.png"]),
    ("srcset-density", "<p><img src=a.png srcset='a.png 1x, b.png 2x' alt=A></p>", &["b.png"]),
    ("srcset-alone", "<p><img srcset='a.png 800w' alt=A></p>", &["a.png"]),
    ("picture", "<picture><source srcset='a.png 1800w' type=image/png><img src=s.png alt=A></picture>", &["a.png"]),
    ("picture-avif", "<picture><source srcset=a.avif type=image/avif><img src=a.png alt=A></picture>", &["a.png"]),
    ("data-src", "<p><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src=a.png alt=A></p>", &["a.png"]),
    ("data-original", "<p><img src=/blank.gif data-original=a.png alt=A></p>", &["a.png"]),
    ("data-lazy-src", "<p><img src=/blank.gif data-lazy-src=a.png alt=A></p>", &["a.png"]),
    ("data-srcset", "<p><img src=/blank.gif data-srcset='a.png 640w, b.png 1600w' alt=A></p>", &["b.png"]),
    ("own-srcset", "<p><img data-ezsrcset='a.png 640w' alt=A src=/blank.gif></p>", &["a.png"]),
    ("loading-lazy", "<p><img loading=lazy src=a.png alt=A></p>", &["a.png"]),
    ("noscript", "<p><img class=lazy src=/blank.gif alt=A><noscript><img src=a.png alt=A></noscript></p>", &["a.png"]),
    ("amp", "<amp-img src=a.png alt=A width=800 height=600></amp-img>", &["a.png"]),
    ("svg-file", "<figure><img src=a.svg alt=A><figcaption>Drawn.</figcaption></figure>", &["a.svg"]),
    ("wrong-name", "<p><img src=a.txt alt=A></p>", &["a.txt"]),
    ("no-ending", "<p><img src=picture/42 alt=A></p>", &["picture/42"]),
    ("in-table", "<table><tr><td><img src=a.png alt=A></td><td>Forty boats</td></tr></table>", &["a.png"]),
    ("in-list", "<ul><li>One boat <img src=a.png alt=A></li><li>Two boats</li></ul>", &["a.png"]),
    ("in-quote", "<blockquote><p>See:</p><p><img src=a.png alt=A></p></blockquote>", &["a.png"]),
    ("in-line", "<p>The boat <img src=a.png alt=A width=20 height=20> turns.</p>", &["a.png"]),
    (
        "embedded",
        "<p><img alt=A src='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%22300%22 height=%22200%22%3E%3Cpath d=%22M0 0h9v9z%22/%3E%3C/svg%3E'></p>",
        &[],
    ),
    // As browsers resolve them.
    ("dot", "<p><img src='./a.png' alt=A></p>", &["a.png"]),
    ("white-space", "<p><img src='\n  a.png\n' alt=A></p>", &["a.png"]),
    ("backslash", "<p><img src='.\\a.png' alt=A></p>", &["a.png"]),
    ("ampersand", "<p><img src='a.png?w=1&copy=2' alt=A></p>", &["a.png?w=1&copy=2"]),
    ("empty-srcset", "<p><img src=a.png srcset='' alt=A></p>", &["a.png"]),
    ("commas", "<p><img src=s.png srcset='w,h/a.png 400w, w,h/b.png 1800w' alt=A></p>", &["w,h/b.png"]),
    ("sizes", "<p><img src=s.png sizes='640px' srcset='a.png 640w, b.png 1800w' alt=A></p>", &["b.png"]),
    (
        "picture-media",
        "<picture><source media='(max-width: 600px)' srcset=s.png><source media='(min-width: 601px)' srcset=a.png><img src=c.png alt=A></picture>",
        &["a.png"],
    ),
    // In the forms of programs that many sites use.
    (
        "medium",
        "<figure><picture><source srcset='a.png 640w, b.png 1400w' sizes='700px' type=image/png><source srcset='s.png 640w'><img alt=A width=700 height=400 loading=lazy></picture></figure>",
        &["b.png"],
    ),
    (
        "substack",
        "<div class=captioned-image-container><figure><a class='image-link image2' href=large.html><div class=image2-inset><picture><source type=image/png srcset='a.png 424w, b.png 1456w' sizes=100vw><img src=s.png srcset='a.png 424w, b.png 1456w' sizes=100vw width=728 height=485 alt=A></picture></div></a></figure></div>",
        &["b.png"],
    ),
    (
        "wikipedia",
        "<figure typeof='mw:File/Thumb'><a href='/wiki/File:A.png' class=mw-file-description><img src=s.png decoding=async width=250 height=167 class=mw-file-element srcset='a.png 1.5x, b.png 2x' alt=A></a><figcaption>The boats.</figcaption></figure>",
        &["b.png"],
    ),
    (
        "wordpress",
        "<figure class='wp-block-image size-large'><img width=1024 height=683 src=a.png class=wp-image-7 alt=A srcset='a.png 1024w, s.png 300w' sizes='(max-width: 1024px) 100vw, 1024px'></figure>",
        &["a.png"],
    ),
    (
        "gallery",
        "<figure class=wp-block-gallery><figure class=wp-block-image><img src=a.png alt=A></figure><figure class=wp-block-image><img src=b.png alt=B></figure></figure>",
        &["a.png", "b.png"],
    ),
    (
        "ghost",
        "<figure class='kg-card kg-image-card'><img src=a.png class=kg-image alt=A loading=lazy></figure>",
        &["a.png"],
    ),
    (
        "ratio",
        "<div class=image-wrapper><div style='position:relative;padding-bottom:66%'><img src=a.png alt=A style='width:100%'></div></div>",
        &["a.png"],
    ),
    (
        "caption-box",
        "<div class=wp-caption><img src=a.png alt=A><p class=wp-caption-text>The boats.</p></div>",
        &["a.png"],
    ),
    // At any place of the page.
    ("aside", "<aside><figure><img src=a.png alt=A><figcaption>The boats.</figcaption></figure></aside>", &["a.png"]),
    ("details", "<details open><summary>Boats</summary><p><img src=a.png alt=A></p></details>", &["a.png"]),
    ("definition", "<dl><dt>Boat</dt><dd><img src=a.png alt=A></dd></dl>", &["a.png"]),
    ("heading", "<h2><img src=a.png alt='Forty boats'></h2>", &["a.png"]),
    ("centred", "<center><img src=a.png alt=A></center>", &["a.png"]),
    ("bare", "<div><img src=a.png alt=A></div>", &["a.png"]),
    ("without-alternative", "<figure><img src=a.png><figcaption>The boats.</figcaption></figure>", &["a.png"]),
    ("decoding", "<p><img decoding=async fetchpriority=high src=a.png alt=A></p>", &["a.png"]),
    // Pictures that the article does not show are not fetched.
    ("pixel", "<p><img src=a.png width=1 height=1 alt=''></p>", &[]),
    ("commented", "<!-- <img src=a.png alt=A> -->", &[]),
    ("template", "<template><p><img src=a.png alt=A></p></template>", &[]),
    ("script", "<script>document.write('<img src=a.png alt=A>')</script>", &[]),
    ("hidden", "<div hidden><img src=a.png alt=A></div>", &[]),
    ("style", "<div style='background:url(a.css.png)'></div>", &[]),
    ("frame", "<iframe src=a.html></iframe>", &[]),
    ("preload", "<link rel=preload as=image href=a.png>", &[]),
    ("file", "<p><img src='file:///etc/hostname' alt=A></p>", &[]),
    ("javascript", "<p><img src='javascript:a.png' alt=A></p>", &[]),
];

#[test]
fn the_pictures_that_an_article_shows_are_fetched_and_no_others() {
    let (server, place) = (Server::start(), Place::new());
    let host = server.url("").trim_start_matches("http://").to_owned();
    let mut list = String::from("# How pages show pictures\n\n");
    for (row, (name, shows, _)) in PATTERNS.iter().enumerate() {
        let shows = shows.replace("HOST", &server.url("")).replace("NAME", &host).replace('~', &format!("/{name}"));
        let html = page(&format!("Row {name}"), &shows);
        server.say(&format!("/{name}/page.html"), Reply::html(html));
        let files =
            ["a.png", "b.png", "c.png", "s.png", "a%20b.png", "%C3%A9t%C3%A9.png", "a.txt", "picture/42", "w,h/b.png"];
        for (n, file) in files.iter().enumerate() {
            server.say(&format!("/{name}/{file}"), Reply::picture("image/png", &png((row * 10 + n + 60) as u32)));
        }
        server.say(
            &format!("/{name}/a.svg"),
            Reply::picture(
                "image/svg+xml",
                b"<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'><path d='M0 0h90v90z'/></svg>",
            ),
        );
        list.push_str(&format!("{}  # {name}\n", server.url(&format!("/{name}/page.html"))));
    }
    place.write("list.txt", list);
    let run = convert(&place, &["--list", "list.txt", "--to", "epub", "-o", "out/", "--no-cache"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let seen: Vec<String> = server.seen().into_iter().map(|seen| seen.path).collect();
    let mut wrong = Vec::new();
    for (row, (name, _, wanted)) in PATTERNS.iter().enumerate() {
        let folder = format!("/{name}/");
        let mut asked: Vec<&str> =
            seen.iter().filter_map(|path| path.strip_prefix(&folder)).filter(|p| *p != "page.html").collect();
        asked.sort_unstable();
        if asked != *wanted {
            wrong.push(format!("{name}: asked for {asked:?}, not {wanted:?}"));
        }
        let book = place.read(format!("out/row-{name}.epub"));
        for (n, file) in ["a.png", "b.png"].iter().enumerate() {
            if wanted.contains(file) && !holds(&book, &png((row * 10 + n + 60) as u32)) {
                wrong.push(format!("{name}: {file} is not in the book"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(!seen.iter().any(|path| path == "/blank.gif"), "placeholders are not fetched");
}

#[test]
fn a_page_becomes_a_book_named_after_its_title() {
    let (server, place) = (Server::start(), Place::new());
    server.say(
        "/a.html",
        Reply::html(page("The Long Way: Home!", "<p>The boats of <a href='b.html'>the year before</a> came back.</p>")),
    );
    let run = convert(&place, &[&server.url("/a.html"), "--to", "epub"]).quiet();
    assert!(run.out.is_empty());
    let book = place.read("the-long-way-home.epub");
    let page = text(&book);
    assert!(page.contains(&format!("href=\"{}\"", server.url("/b.html"))), "links are whole");
    let package = epub::describe(&book);
    assert!(package.contains(&server.url("/a.html")), "the book says where it comes from:\n{package}");
    let seen = server.asked("/a.html");
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].header("user-agent"), concat!("offprint/", env!("CARGO_PKG_VERSION")));
    assert_eq!((seen[0].header("referer"), seen[0].header("cookie")), ("", ""));
}

#[test]
fn pages_of_one_title_get_numbers_in_the_order_of_the_inputs() {
    let (server, place) = (Server::start(), Place::new());
    let slow = Reply(vec![Part::Pause(300)]);
    let html = |words: &str| Reply::html(page("News", &format!("<p>{words}</p>"))).0;
    server.say("/1", Reply([slow.0, html("the first page")].concat()));
    server.say("/2", Reply(html("the second page")));
    server.say("/gone", Reply::new(404, &[], b""));
    let urls = [server.url("/1"), server.url("/gone"), server.url("/2")];
    let run = convert(&place, &[&urls[0], &urls[1], &urls[2], "--to", "md", "--jobs", "3"]);
    run.fails(1, &["does not have it (404)", "1 of 3 articles failed"]);
    assert!(place.text("news.md").contains("the first page"));
    assert!(place.text("news-2.md").contains("the second page"));
}

/// A fault of a page, and the words of the message.
type Fault = (&'static str, fn(&Server) -> Reply, &'static [&'static str]);

const FAULTS: &[Fault] = &[
    ("404", |_| Reply::new(404, &[], b""), &["does not have it (404)", "typing mistake"]),
    ("410", |_| Reply::new(410, &[], b""), &["has it no longer"]),
    ("401", |_| Reply::new(401, &[], b""), &["asks for a password", "--cookies"]),
    ("403", |_| Reply::new(403, &[], b""), &["refuses it (403)", "--cookies FILE"]),
    ("451", |_| Reply::new(451, &[], b""), &["legal reasons"]),
    ("418", |_| Reply::new(418, &[], b""), &["the server answered 418"]),
    ("503", |_| Reply::new(503, &[("Retry-After", "0")], b""), &["is busy (503)", "later"]),
    ("429-long", |_| Reply::new(429, &[("Retry-After", "3600")], b""), &["asked too often"]),
    ("loop", |server| Reply::to(&server.url("/loop")), &["leads on more than 5 times"]),
    ("nowhere", |_| Reply::to("file:///etc/passwd"), &["no address of the web"]),
    ("script", |_| Reply::to("javascript:alert(1)"), &["no address of the web"]),
    ("no-place", |_| Reply::new(302, &[], b""), &["no address of the web"]),
    ("empty", |_| Reply::html(""), &["is empty"]),
    ("cut-off", |_| Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>"), &["broke off"]),
    ("cut-chunk", |_| Reply::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<html>"), &["broke off"]),
    ("no-http", |_| Reply::raw("SSH-2.0-OpenSSH_9.2\r\n"), &["could not be fetched"]),
    ("nothing", |_| Reply::default(), &["could not be fetched"]),
    (
        "large",
        |_| Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n<html>"),
        &["larger than the limit", "page-bytes"],
    ),
    (
        "endless",
        |_| Reply::raw("HTTP/1.1 200 OK\r\n\r\n").then(Part::Endless(vec![b'x'; 65_536])),
        &["larger than the limit"],
    ),
    (
        "bomb",
        |_| {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packed.write_all(&vec![b' '; 64 << 20]).unwrap();
            Reply::new(200, &[("Content-Encoding", "gzip")], &packed.finish().unwrap())
        },
        &["larger than the limit"],
    ),
    ("not-gzip", |_| Reply::new(200, &[("Content-Encoding", "gzip")], b"<html>plain"), &["broke off"]),
    ("picture", |_| Reply::picture("text/html", &png(9)), &["is a PNG picture"]),
    ("pdf", |_| Reply::new(200, &[("Content-Type", "application/pdf")], b"%PDF-1.7\n"), &["is a PDF already"]),
    (
        "shell",
        |_| {
            Reply::html(
                "<!DOCTYPE html><title>App</title><div id=root></div><noscript>You need to enable JavaScript to \
        run this app.</noscript><script src=/app.js></script>",
            )
        },
        &["almost empty before its scripts have run", "--dump-dom", "--url"],
    ),
];

#[test]
fn what_goes_wrong_with_a_page_is_said_with_the_way_out() {
    let (server, place) = (Server::start(), Place::new());
    let before = place.names();
    for (name, reply, words) in FAULTS {
        let path = format!("/{name}");
        let reply = reply(&server);
        server.say(&path, reply);
        let url = server.url(&path);
        let run = convert(&place, &[&url, "--to", "epub", "--no-cache", "--limit", "page-bytes=1MB"]);
        assert!(run.err.contains(&url), "{name}: the address is named:\n{}", run.err);
        run.fails(1, words);
        assert_eq!(place.names(), before, "{name} leaves nothing behind");
    }
}

#[test]
fn hosts_and_ports_that_are_not_there_are_told_apart() {
    let place = Place::new();
    convert(&place, &["http://no-such-host.invalid/a", "--to", "epub"]).fails(1, &["there is no host of that name"]);
    convert(&place, &["http://127.0.0.1:1/a", "--to", "epub"]).fails(1, &["the host refuses the connection"]);
    convert(&place, &["ftp://example.org/a.txt", "--to", "epub"]).fails(1, &["http and https only"]);
    convert(&place, &["https://me:secret@example.org/a", "--to", "epub"]).fails(1, &["holds no name and password"]);
}

#[test]
fn what_passes_is_tried_again_once_and_when_the_server_says() {
    let (server, place) = (Server::start(), Place::new());
    let count = std::sync::atomic::AtomicUsize::new(0);
    server.route("/a", move |_| match count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
        0 => Reply::new(429, &[("Retry-After", "1")], b""),
        _ => Reply::html(page("Patience", "")),
    });
    let begun = std::time::Instant::now();
    convert(&place, &[&server.url("/a"), "--to", "md"]).quiet();
    assert!(begun.elapsed().as_secs_f64() >= 1.0 && server.asked("/a").len() == 2);
    server.say("/b", Reply::new(503, &[("Retry-After", "0")], b""));
    convert(&place, &[&server.url("/b"), "--to", "md"]).fails(1, &["busy"]);
    assert_eq!(server.asked("/b").len(), 2, "and not a third time");
    server.say("/c", Reply::new(404, &[], b""));
    convert(&place, &[&server.url("/c"), "--to", "md"]).fails(1, &["404"]);
    assert_eq!(server.asked("/c").len(), 1, "what is gone is not tried again");
}

/// The codings of bytes: a name and the answer, with "Encoded ✓" in its text.
#[test]
fn pages_come_in_every_coding() {
    let (server, place) = (Server::start(), Place::new());
    let html = page("Coding", "<p>Encoded ✓ rightly.</p>");
    let bytes = html.as_bytes();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).unwrap();
    let chunked = bytes
        .chunks(700)
        .map(|c| [format!("{:x}\r\n", c.len()).as_bytes(), c, b"\r\n"].concat())
        .collect::<Vec<_>>()
        .concat();
    let kind = ("Content-Type", "text/html; charset=utf-8");
    let rows: Vec<(&str, Reply)> = vec![
        ("plain", Reply::html(&html)),
        ("gzip", Reply::new(200, &[kind, ("Content-Encoding", "gzip")], &gzip.finish().unwrap())),
        ("brotli", Reply::new(200, &[kind, ("Content-Encoding", "br")], &brotli(bytes))),
        (
            "chunked",
            Reply(vec![
                Part::Bytes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec()),
                Part::Bytes(chunked),
                Part::Bytes(b"0\r\n\r\n".to_vec()),
            ]),
        ),
        (
            "slow",
            Reply(vec![
                Part::Bytes(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()),
                Part::Bytes(bytes[..500].to_vec()),
                Part::Pause(300),
                Part::Bytes(bytes[500..].to_vec()),
            ]),
        ),
        ("without-length", Reply(vec![Part::Bytes(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()), Part::Bytes(bytes.to_vec())])),
        (
            "utf-16",
            Reply::new(
                200,
                &[("Content-Type", "text/html; charset=utf-16le")],
                &html.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
            ),
        ),
        ("redirected", Reply::to(&server.url("/plain"))),
        ("301", Reply::new(301, &[("Location", "plain")], b"")),
        ("303", Reply::new(303, &[("Location", "/plain")], b"")),
        ("308", Reply::new(308, &[("Location", "//HOST/plain")], b"")),
    ];
    let host = server.url("").trim_start_matches("http://").to_owned();
    let mut args = Vec::new();
    for (name, mut reply) in rows {
        if let Part::Bytes(head) = &mut reply.0[0]
            && head.starts_with(b"HTTP/1.1 308")
        {
            *head = String::from_utf8(head.clone()).unwrap().replace("HOST", &host).into_bytes();
        }
        server.say(&format!("/{name}"), reply);
        args.push(server.url(&format!("/{name}")));
    }
    let count = args.len();
    let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
    args.extend(["--to", "md", "--no-cache", "-o", "out/"]);
    let run = convert(&place, &args);
    assert_eq!(run.code, Some(0), "{}", run.err);
    for n in 1..=count {
        let name = if n == 1 { "out/coding.md".into() } else { format!("out/coding-{n}.md") };
        assert!(place.text(&name).contains("Encoded ✓ rightly."), "{}", args[n - 1]);
    }
}

#[test]
fn the_encoding_is_the_servers_then_the_pages() {
    let (server, place) = (Server::start(), Place::new());
    let page = |meta: &str, word: &[u8]| {
        let html = page("Letters", "<p>WORD</p>").replace("<meta charset=utf-8>", meta).replace("—", "-");
        let (before, after) = html.split_once("WORD").unwrap();
        [before.as_bytes(), word, after.as_bytes()].concat()
    };
    let moscow = encoding_rs::WINDOWS_1251.encode("Москва").0.into_owned();
    let koi = encoding_rs::KOI8_R.encode("Москва").0.into_owned();
    server.say(
        "/header",
        Reply::new(
            200,
            &[("Content-Type", "text/html; charset=windows-1251")],
            &page("<meta charset=koi8-r>", &moscow),
        ),
    );
    server.say("/page", Reply::new(200, &[("Content-Type", "text/html")], &page("<meta charset=koi8-r>", &koi)));
    for path in ["/header", "/page"] {
        let run = convert(&place, &[&server.url(path), "--to", "md", "-o", "-"]);
        assert!(run.out().contains("Москва"), "{path}: {}", run.out());
    }
}

#[test]
fn a_picture_that_fails_costs_itself() {
    let (server, place) = (Server::start(), Place::new());
    let pictures = ["gone", "forbidden", "cut", "html", "endless", "slow-ok", "good"];
    let shows: String =
        pictures.iter().map(|n| format!("<p><img src=/{n}.png alt='Words of {n}'></p><p>Between {n}.</p>")).collect();
    server.say("/a", Reply::html(page("Losses", &shows)));
    server.say("/forbidden.png", Reply::new(403, &[], b""));
    server.say("/cut.png", Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n\u{89}PNG"));
    server.say("/html.png", Reply::html("<p>Sign in to see it"));
    server.say("/endless.png", Reply::raw("HTTP/1.1 200 OK\r\n\r\n").then(Part::Endless(vec![7; 65_536])));
    server.say("/slow-ok.png", Reply([vec![Part::Pause(400)], Reply::picture("image/png", &png(70)).0].concat()));
    server.say("/good.png", Reply::picture("text/plain", &png(71)));
    let run = convert(&place, &[&server.url("/a"), "--to", "epub", "--limit", "picture-bytes=1MB", "--no-cache"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let book = place.read("losses.epub");
    assert!(
        holds(&book, &png(70)) && holds(&book, &png(71)),
        "the others are there, by their bytes and not their names"
    );
    let pages = text(&book);
    for lost in ["gone", "forbidden", "cut", "html", "endless"] {
        assert!(pages.contains(&format!("Words of {lost}")), "{lost} has its words");
        assert!(run.err.contains(&format!("{lost}.png")), "{lost} is named:\n{}", run.err);
    }
    assert!(
        run.err.contains("does not have it (404)")
            && run.err.contains("refuses it (403)")
            && run.err.contains("larger than the limit"),
        "{}",
        run.err
    );
}

#[test]
fn the_referrer_goes_to_the_pages_own_site_only() {
    let (server, other, place) = (Server::start(), Server::start(), Place::new());
    server.route("/own.png", |seen| {
        if seen.header("referer").ends_with("/dir/a.html") {
            Reply::picture("image/png", &png(80))
        } else {
            Reply::new(403, &[], b"")
        }
    });
    other.say("/far.png", Reply::picture("image/png", &png(81)));
    let far = other.named("localhost", "/far.png");
    server.say(
        "/dir/a.html",
        Reply::html(page(
            "Referrers",
            &format!("<p><img src=/own.png alt=Own></p><p>Between.</p><p><img src='{far}' alt=Far></p>"),
        )),
    );
    convert(&place, &[&server.url("/dir/a.html"), "--to", "epub", "--allow-host", "localhost"]).quiet();
    let book = place.read("referrers.epub");
    assert!(holds(&book, &png(80)), "a host that wants to know the page is told");
    assert!(holds(&book, &png(81)));
    assert_eq!(other.asked("/far.png")[0].header("referer"), "", "another site learns nothing");
}

#[test]
fn cookies_go_to_their_host_and_into_no_output_or_message() {
    let (server, other, place) = (Server::start(), Server::start(), Place::new());
    server.route("/a", |seen| {
        if seen.header("cookie").contains("session=s3cr3t") {
            Reply::html(page("Members", "<p><img src=/p.png alt=P></p>"))
        } else {
            Reply::new(403, &[], b"")
        }
    });
    server.say("/p.png", Reply::picture("image/png", &png(82)));
    let url = server.url("/a");
    convert(&place, &[&url, "--to", "epub"]).fails(1, &["--cookies FILE"]);
    place.write("cookies.txt", "# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\ts3cr3t\n");
    let run = convert(
        &place,
        &[&url, "--to", "epub,md", "-o", "out/", "--cookies", "cookies.txt", "--snapshot", "snap", "-v", "--explain"],
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(server.asked("/p.png")[0].header("cookie").contains("session=s3cr3t"));
    let in_files = |folder: &std::path::Path| {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().map(|e| e.unwrap().path()) {
                if entry.is_dir() {
                    folders.push(entry);
                } else if String::from_utf8_lossy(&std::fs::read(&entry).unwrap()).contains("s3cr3t")
                    && !entry.ends_with("cookies.txt")
                {
                    found.push(entry);
                }
            }
        }
        found
    };
    assert!(in_files(&place.path(".")).is_empty(), "{:?}", in_files(&place.path(".")));
    assert!(!run.err.contains("s3cr3t") && !run.out().contains("s3cr3t"));
    // A redirect does not take it elsewhere.
    other.say("/b", Reply::html(page("Elsewhere", "")));
    server.say("/away", Reply::to(&other.named("localhost", "/b")));
    convert(&place, &[&server.url("/away"), "--to", "md", "--cookies", "cookies.txt", "--allow-host", "localhost"])
        .quiet();
    assert_eq!(other.asked("/b")[0].header("cookie"), "");
    place.write("bad.txt", "127.0.0.1 FALSE / FALSE 0 session s3cr3t\n");
    let run = convert(&place, &[&url, "--cookies", "bad.txt"]).fails(2, &["bad.txt:1", "seven fields"]);
    assert!(!run.err.contains("s3cr3t"));
}

#[test]
fn a_wall_that_sets_a_cookie_and_leads_back_is_passed() {
    let (server, place) = (Server::start(), Place::new());
    server.route("/a", |seen| {
        if seen.header("cookie").contains("seen=yes") {
            Reply::html(page("Behind the wall", ""))
        } else {
            Reply::new(302, &[("Set-Cookie", "seen=yes; Path=/"), ("Location", "/a")], b"")
        }
    });
    convert(&place, &[&server.url("/a"), "--to", "md"]).quiet();
    assert!(place.text("behind-the-wall.md").contains("harbour master"));
}

#[test]
fn what_a_page_names_in_a_private_network_is_not_asked_for() {
    let (server, inside, place) = (Server::start(), Server::start(), Place::new());
    inside.say("/p.png", Reply::picture("image/png", &png(83)));
    let port = inside.url("").rsplit(':').next().unwrap().to_owned();
    let hosts =
        ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]"];
    let mut shows: String = hosts
        .iter()
        .map(|h| format!("<p><img src='http://{h}:{port}/p.png' alt='Words of {h}'></p><p>Between.</p>"))
        .collect();
    // A detour over the page's own server leads to no other server.
    server.say("/hop.png", Reply::to(&inside.url("/p.png")));
    shows.push_str("<p><img src=/hop.png alt='Words of hop'></p>");
    server.say("/a", Reply::html(page("Borders", &shows)));
    let run = convert(&place, &[&server.url("/a"), "--to", "epub", "--no-cache"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(inside.seen().is_empty(), "{:?}", inside.seen());
    assert!(run.err.contains("private network") && run.err.contains("--allow-host"), "{}", run.err);
    assert!(text(&place.read("borders.epub")).contains("Words of localhost"));
    let run = convert(&place, &[&server.url("/a"), "--to", "epub", "--no-cache", "--allow-host", "127.0.0.1"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(holds(&place.read("borders.epub"), &png(83)), "what is allowed is fetched");
}

#[test]
fn a_page_does_not_lead_into_a_private_network() {
    let (server, inside, place) = (Server::start(), Server::start(), Place::new());
    inside.say("/admin", Reply::html(page("Router", "")));
    server.say("/a", Reply::to(&inside.url("/admin")));
    convert(&place, &[&server.url("/a"), "--to", "md"]).fails(1, &["private network", "--allow-host"]);
    assert!(inside.seen().is_empty());
    convert(&place, &[&inside.url("/admin"), "--to", "md"]).quiet();
    assert!(place.text("router.md").contains("harbour"), "what a person names may be anywhere");
}

#[test]
fn saved_and_piped_pages_fetch_their_pictures_when_told() {
    let (server, place) = (Server::start(), Place::new());
    server.say("/dir/p.png", Reply::picture("image/png", &png(84)));
    place.write(
        "page.html",
        page(
            "Saved",
            "<p><img src='p.png' alt=P></p><p>The boats of <a href='b.html'>the year before</a> came back.</p>",
        ),
    );
    let url = server.url("/dir/page.html");
    convert(&place, &["page.html", "--to", "epub", "-o", "quiet.epub", "--url", &url]);
    assert!(server.seen().is_empty(), "--url alone fetches nothing");
    assert!(text(&place.read("quiet.epub")).contains(&server.url("/dir/b.html")), "and its links are whole");
    convert(&place, &["page.html", "--to", "md", "-o", "quiet.md", "--url", &url]);
    assert!(place.text("quiet.md").contains(&server.url("/dir/p.png")), "and its pictures");
    convert(&place, &["page.html", "--to", "epub", "-o", "told.epub", "--url", &url, "--fetch"]).quiet();
    assert!(holds(&place.read("told.epub"), &png(84)));
    let html = place.read("page.html");
    let run = place.piped(&["-", "--url", &url, "--fetch", "--no-cache", "-o", "piped.epub"], &html);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(holds(&place.read("piped.epub"), &png(84)));
    place.write("p.png", png(85));
    convert(&place, &["page.html", "--to", "epub", "-o", "beside.epub", "--url", &url, "--fetch"]).quiet();
    assert!(holds(&place.read("beside.epub"), &png(85)), "the file beside the page wins");
    convert(&place, &["page.html", "other.html", "--url", &url]).fails(2, &["--url is the address of one page"]);
    convert(&place, &[&url, "--url", &url]).fails(2, &["Leave --url out"]);
}

#[test]
fn a_snapshot_makes_the_same_bytes_without_the_network() {
    let place = Place::new();
    let make = |url: &str, out: &str| {
        convert(&place, &[url, "--to", "epub,pdf,md", "-o", out, "--snapshot", "snap", "--no-cache"])
    };
    let url;
    {
        let server = Server::start();
        server.say("/a", Reply::to("/b"));
        server.say(
            "/b",
            Reply::html(page(
                "Kept",
                "<p><img src=p.png alt=P></p><p>Between.</p><p><img src=gone.png alt='Words of it'></p>",
            )),
        );
        server.say("/p.png", Reply::picture("image/png", &png(86)));
        url = server.url("/a");
        assert_eq!(make(&url, "one/").code, Some(0));
        let list = place.text("snap/fetched.json");
        for words in
            ["\"address\"", "\"final\"", "\"type\": \"image/png\"", "\"sha256\"", "\"time\"", "/gone.png", "404"]
        {
            assert!(list.contains(words), "{words} is not in {list}");
        }
        let before = server.seen().len();
        assert_eq!(make(&url, "two/").code, Some(0));
        assert_eq!(server.seen().len(), before, "the second run asks nobody");
    }
    for name in ["kept.epub", "kept.pdf", "kept.md"] {
        assert!(place.read(format!("one/{name}")) == place.read(format!("two/{name}")), "{name}");
    }
    let kept: Vec<_> = std::fs::read_dir(place.path("snap")).unwrap().map(|e| e.unwrap().path()).collect();
    let page = kept.iter().find(|path| path.extension().is_some_and(|e| e == "html")).unwrap();
    std::fs::write(page, "changed").unwrap();
    make(&url, "three/").fails(1, &["as it was fetched", "Delete the folder"]);
}

#[test]
fn the_cache_keeps_http_s_own_rules() {
    let (server, place) = (Server::start(), Place::new());
    let shows = "<p><img src=fresh.png alt=F></p><p>Between.</p><p><img src=asked.png alt=A></p><p>Between.</p><p><img src=never.png alt=N></p>";
    let html = page("Cached", shows);
    server.say("/a", Reply::html(&html));
    server.say("/fresh.png", Reply::new(200, &[("Cache-Control", "max-age=600")], &png(87)));
    server.route("/asked.png", |seen| match seen.header("if-none-match") {
        "\"1\"" => Reply::new(304, &[("ETag", "\"1\""), ("Cache-Control", "no-cache")], b""),
        _ => Reply::new(200, &[("ETag", "\"1\""), ("Cache-Control", "no-cache")], &png(88)),
    });
    server.say("/never.png", Reply::new(200, &[("Cache-Control", "no-store")], &png(89)));
    for out in ["1.epub", "2.epub"] {
        let run = convert(&place, &[&server.url("/a"), "--to", "epub", "-o", out]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!([87, 88, 89].iter().all(|side| holds(&place.read(out), &png(*side))), "{out}: {}", run.err);
    }
    let count = |path: &str| server.asked(path).len();
    assert_eq!((count("/fresh.png"), count("/asked.png"), count("/never.png")), (1, 2, 2));
    assert_eq!(server.asked("/asked.png")[1].header("if-none-match"), "\"1\"");
    convert(&place, &[&server.url("/a"), "--to", "epub", "-o", "3.epub", "--no-cache"]);
    assert_eq!(count("/fresh.png"), 2);
}

#[test]
fn few_requests_run_at_the_same_time_and_pictures_do_run_at_the_same_time() {
    let (server, place) = (Server::start(), Place::new());
    let shows: String = (0..16).map(|n| format!("<p><img src=/{n}.png alt=P{n}></p><p>Between {n}.</p>")).collect();
    server.say("/a", Reply::html(page("Many", &shows)));
    for n in 0..16 {
        server.say(
            &format!("/{n}.png"),
            Reply([vec![Part::Pause(150)], Reply::picture("image/png", &png(90 + n)).0].concat()),
        );
    }
    convert(&place, &[&server.url("/a"), "--to", "epub,pdf", "--no-cache"]).quiet();
    assert_eq!(server.seen().len(), 17, "each once, for both formats");
    assert_eq!(server.most_at_once(), 4, "four at once to one host");
}

#[test]
fn https_wants_a_certificate_that_is_known_and_for_the_host() {
    let place = Place::new();
    let (root, config) = authority("localhost");
    let server = Server::on("127.0.0.1:0", Some(config)).unwrap();
    server.say("/a", Reply::html(page("Safe", "<p><img src=/p.png alt=P></p>")));
    server.say("/p.png", Reply::picture("image/png", &png(91)));
    let url = server.named("localhost", "/a");
    convert(&place, &[&url, "--to", "epub"]).fails(1, &["nobody known has signed its certificate", "SSL_CERT_FILE"]);
    place.write("root.pem", &root);
    let run = |url: &str| {
        Run::of(
            place
                .command()
                .args([url, "--to", "epub", "--no-cache"])
                .env("SSL_CERT_FILE", place.path("root.pem"))
                .output()
                .unwrap(),
        )
    };
    run(&url).quiet();
    assert!(holds(&place.read("safe.epub"), &png(91)));
    run(&server.url("/a")).fails(1, &["certificate is for another host"]);
}

#[test]
fn names_of_the_hosts_file_and_ipv6_are_found() {
    let place = Place::new();
    let server = Server::start();
    server.say("/a", Reply::html(page("By name", "")));
    convert(&place, &[&server.named("localhost", "/a"), "--to", "md"]).quiet();
    match Server::on("[::1]:0", None) {
        None => println!("skipped: this machine has no IPv6"),
        Some(server) => {
            server.say("/a", Reply::html(page("Six", "")));
            convert(&place, &[&server.url("/a"), "--to", "md"]).quiet();
        }
    }
}

#[test]
fn lists_come_from_files_and_pipes() {
    let (server, place) = (Server::start(), Place::with(&[("story.md", place::STORY)]));
    server.say("/a", Reply::html(page("Listed", "")));
    let list = format!("# two of them\n\n  {}#part  # a page\nstory.md\n", server.url("/a"));
    let run = place.piped(&["--list", "-", "--to", "epub", "-o", "out/", "--no-cache"], list.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(place.path("out/listed.epub").is_file() && place.path("out/story.epub").is_file());
    place.write("empty.txt", "# nothing\n");
    convert(&place, &["--list", "empty.txt"]).fails(2, &["lists nothing"]);
}

#[test]
fn addresses_stand_in_editions_and_can_be_inspected() {
    let (server, place) = (Server::start(), Place::with(&[("story.md", place::STORY)]));
    server.say("/a", Reply::html(page("From afar", "<p><img src=p.png alt=P></p>")));
    server.say("/p.png", Reply::picture("image/png", &png(92)));
    let url = server.url("/a");
    place.write("week.yaml", format!("title: Week\narticles: [story.md, \"{url}\"]\n"));
    convert(&place, &["--edition", "week.yaml", "--to", "epub"]).quiet();
    let book = place.read("week.epub");
    assert!(holds(&book, &png(92)) && text(&book).contains("From afar"));
    let run = convert(&place, &["inspect", &url]);
    assert!(run.out().contains("From afar") && run.out().contains("1 picture"), "{}", run.out());
}

#[test]
fn a_stream_fetches_only_where_its_own_command_line_says_so() {
    let (server, place) = (Server::start(), Place::new());
    server.say("/a", Reply::html(page("Streamed", "<p><img src=p.png alt=P></p>")));
    server.say("/p.png", Reply::picture("image/png", &png(93)));
    let content =
        serde_json::to_string(&page("Sent", &format!("<p><img src='{}' alt=P></p>", server.url("/p.png")))).unwrap();
    let lines = format!(
        "{{\"id\": 1, \"path\": \"{}\", \"to\": \"md\"}}\n{{\"id\": 2, \"name\": \"a.html\", \"content\": {content}, \"to\": \"md\"}}\n",
        server.url("/a")
    );
    let run = place.piped(&["--stream"], lines.as_bytes());
    assert!(run.out().contains("this stream fetches nothing") && server.seen().is_empty(), "{}", run.out());
    let run = place.piped(&["--stream", "--fetch", "--no-cache"], lines.as_bytes());
    assert!(run.out().contains("Streamed") && !server.asked("/a").is_empty(), "{}", run.out());
}

#[test]
fn a_browser_runs_the_scripts_where_one_is_named() {
    let (server, place) = (Server::start(), Place::new());
    server.say("/p.png", Reply::picture("image/png", &png(94)));
    place.write("made.html", page("Made by script", "<p><img src=p.png alt=P></p>"));
    place.write("browser.sh", "#!/bin/sh\nfor last; do :; done\necho \"$@\" > arguments\ncat made.html\n");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(place.path("browser.sh"), mode).unwrap();
    let url = server.url("/app");
    convert(&place, &[&url, "--to", "epub", "--browser", "./browser.sh"]).quiet();
    assert!(holds(&place.read("made-by-script.epub"), &png(94)));
    let arguments = place.text("arguments");
    assert!(
        arguments.contains("--dump-dom")
            && arguments.contains("--user-data-dir=")
            && arguments.trim_end().ends_with(&url)
    );
    assert!(server.asked("/app").is_empty(), "the page itself is the browser's");
    convert(&place, &[&url, "--to", "epub", "--browser", "./none"]).fails(1, &["cannot be started"]);
}

/// The sockets of the network that a run opens, from `strace`; `None` without `strace`.
fn sockets(place: &Place, args: &[&str]) -> Option<String> {
    let mut command = std::process::Command::new("strace");
    command.args(["-f", "-qq", "-e", "trace=network", "-o", "calls.txt"]).arg(place::BIN).args(args);
    let output = command.current_dir(place.path("")).stdin(std::process::Stdio::null()).output().ok()?;
    if !place.path("calls.txt").is_file() {
        return None;
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let calls = place.text("calls.txt");
    Some(calls.lines().filter(|line| line.contains("AF_INET") || line.contains("AF_UNIX")).collect())
}

#[test]
fn without_asking_no_socket_is_opened() {
    let place = Place::new();
    let far = "<p><img src='https://example.org/a.png' alt=A></p><iframe src='https://example.org/f'></iframe>";
    place.write("page.html", page("Quiet", far));
    place.write("other.md", "# Quiet\n\n![A](https://example.org/a.png)\n");
    place.write("edition.yaml", "title: Quiet\narticles: [page.html, other.md]\n");
    let rows: &[&[&str]] = &[
        &["page.html", "other.md", "--to", "pdf,epub,md", "-o", "out/"],
        &["page.html", "--to", "epub", "--url", "https://example.org/page.html", "-o", "url.epub"],
        &["--edition", "edition.yaml", "--to", "epub"],
        &["inspect", "page.html"],
    ];
    for args in rows {
        match sockets(&place, args) {
            None => println!("skipped: strace is not there to see whether sockets are opened"),
            Some(calls) => assert_eq!(calls, "", "{args:?}"),
        }
    }
    // And the test would see it.
    let server = Server::start();
    server.say("/a", Reply::html(page("Asked", "")));
    if let Some(calls) = sockets(&place, &[&server.url("/a"), "--to", "md", "--no-cache"]) {
        assert!(calls.contains("AF_INET"), "{calls}");
    }
}
