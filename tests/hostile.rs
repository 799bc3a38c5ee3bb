//! Inputs that ask for more than their share, through the program: each is made or refused in a sentence, in bounded
//! memory, and the rest of the batch continues. Every test here is a fault that once broke a promise of the README; the
//! inputs are small programs, so that others of their kind are one number away.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests use files and processes")]

#[path = "support/epub.rs"]
mod epub;
#[path = "support/place.rs"]
mod place;

use place::{Place, Run, STORY};

const ALL: [&str; 3] = ["md", "epub", "pdf"];

/// Runs the program in 2 GB of address space beyond the stacks of its threads.
fn bounded(place: &Place, arguments: &str) -> Run {
    place.shell(&format!("ulimit -v 3000000; exec $CONVERT {arguments}"))
}

fn drawing(inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\" viewBox=\"0 0 100 100\">{inside}</svg>"
    )
}

/// Drawings of a few kinds that multiply.
fn drawings() -> Vec<(&'static str, String)> {
    let chain = |element: &str, attribute: &str, length: usize| -> String {
        let link = |n: usize| {
            format!(
                "<{element} id=\"c{n}\" {attribute}=\"url(#c{})\"><rect width=\"9\" height=\"9\"/></{element}>",
                n.wrapping_sub(1)
            )
        };
        let links: String = (1..length).map(link).collect();
        format!("{links}<rect {attribute}=\"url(#c{})\" width=\"9\" height=\"9\"/>", length - 1)
    };
    vec![
        ("clips", drawing(&chain("clipPath", "clip-path", 20_000))),
        ("masks", drawing(&chain("mask", "mask", 20_000))),
        (
            "noise",
            drawing(
                "<filter id=\"f\"><feTurbulence baseFrequency=\"0.5\" numOctaves=\"1000000\"/></filter><rect filter=\"url(#f)\" width=\"99\" height=\"99\"/>",
            ),
        ),
        (
            "blurs",
            drawing(&format!(
                "<filter id=\"f\"><feGaussianBlur stdDeviation=\"50\"/></filter>{}",
                "<g filter=\"url(#f)\"><rect width=\"99\" height=\"99\"/></g>".repeat(125)
            )),
        ),
        ("words", drawing(&format!("<text y=\"20\">{}</text>", "word ".repeat(50_000)))),
        (
            "rules",
            drawing(&format!(
                "<style>{}</style>{}",
                ".a .b g{fill:red}".repeat(20_000),
                "<g class=\"b\"><rect width=\"1\" height=\"1\"/></g>".repeat(2000)
            )),
        ),
    ]
}

#[test]
fn a_drawing_that_wants_too_much_costs_its_picture_and_nothing_else() {
    let place = Place::with(&[("good.md", STORY)]);
    let mut names = vec!["good.md".to_owned()];
    for (name, svg) in drawings() {
        place.write(format!("{name}.svg"), svg);
        place.write(format!("{name}.md"), format!("# T\n\nWords.\n\n![What it shows](<{name}.svg>)\n"));
        names.push(format!("{name}.md"));
    }
    for format in ALL {
        let run = bounded(&place, &format!("{} --to {format} -o out/ --force", names.join(" ")));
        assert_eq!(run.code, Some(0), "{format}: {}", run.err);
        for name in &names {
            let made = place.path("out").join(name).with_extension(format);
            assert!(made.exists(), "{} was not made", made.display());
        }
        for (name, _) in drawings() {
            assert!(
                run.err.contains(&format!("{name}.svg is an SVG")),
                "{format}: {name} is refused aloud: {}",
                run.err
            );
        }
    }
}

/// Formulas that once made EPUBs invalid, or lost words.
const FORMULAS: &[&str] = &[
    r"\overset{a}{b} \bmod 3",
    r"\underset{n}{\mathrm{max}} x",
    r"\stackrel{d}{=} y",
    r"a = b \tag{7}",
    r"\begin{pmatrix}a & b\\ c & d\end{pmatrix} \Bigl( x \Bigr)",
    r"\href{https://example.org/}{linked} \url{https://example.org/u} \htmlId{a}{inner}",
    r"\operatorname{rank} A \pmod{n}",
    r"\qquad \cancel{y} \boxed{z}",
    r"\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\xrightarrow[under]{over} \overbrace{p + q}^{r} \left. \frac{d}{dx} \right|_{0}",
];

#[test]
fn formulas_are_valid_the_same_twice_and_lose_no_word() {
    let article: String = FORMULAS.iter().map(|tex| format!("$$\n{tex}\n$$\n\n")).collect();
    let place = Place::with(&[("a.md", &format!("# T\n\nWords here.\n\n{article}"))]);
    place.run(["a.md", "--to", "epub", "-o", "one.epub"]).quiet();
    place.run(["a.md", "--to", "epub", "-o", "two.epub"]).quiet();
    assert!(place.read("one.epub") == place.read("two.epub"), "the same bytes twice");
    let files = epub::files(&place.read("one.epub"));
    let text: String = files
        .iter()
        .filter(|(name, _)| name.ends_with(".xhtml"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    assert_eq!(text.matches("<math ").count(), FORMULAS.len(), "every formula is one");
    for words in ["linked", "example.org/u", "inner", "rank", "otherwise", "over"] {
        assert!(
            text.contains(words) || text.contains(&words.chars().map(|c| format!("<mi>{c}</mi>")).collect::<String>()),
            "{words}"
        );
    }
    for never in ["javascript", " style=", "class=\"ord\"", "<mo><mi>", "href=\"https://example.org/\""] {
        assert!(!text.contains(never), "{never}");
    }
}

#[test]
fn broken_mathml_becomes_valid() {
    let maths = "<math><mfrac/><mi>x</mi></math> <math><msup><mi>y</mi></msup></math> <math><mtable>z</mtable></math>";
    let page = format!(
        "<!DOCTYPE html><title>T</title><article><h1>T</h1><p>{}</p><p>Formulas: {maths}</p></article>",
        "Ordinary words stand here. ".repeat(40)
    );
    let place = Place::with(&[("a.html", &page)]);
    assert_eq!(place.run(["a.html", "--to", "epub,pdf"]).code, Some(0));
    let text: String = epub::files(&place.read("a.epub"))
        .iter()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    assert!(!text.contains("<mfrac/>") && !text.contains("<mfrac></mfrac>"), "a fraction has two parts");
    assert!(!text.contains("<msup><mi>y</mi></msup>"), "a power has two parts");
}

#[test]
fn a_table_that_claims_more_than_it_holds_stays_small() {
    let words = "<p>Some ordinary words stand here, so that there is an article in the page at all.</p>".repeat(8);
    let rows: String = (0..500).map(|n| format!("<tr><td rowspan=60000>x{n}<td rowspan=60000>y{n}")).collect();
    let long: String = (0..2000).map(|n| format!("<tr><td>r{n}")).collect();
    let wide: String = (0..900).map(|n| format!("<td>c{n}")).collect();
    let place = Place::with(&[
        ("spans.html", &format!("{words}<table>{rows}</table>")),
        ("ragged.html", &format!("{words}<table><tr>{wide}{long}</table>")),
    ]);
    for (name, last) in [("spans", "y499"), ("ragged", "r1999")] {
        for format in ALL {
            let run = bounded(&place, &format!("{name}.html --to {format} --force --explain"));
            assert_eq!(run.code, Some(0), "{name} to {format}: {}", run.err);
            assert!(
                run.err.contains("no longer reach over others") || run.err.contains("joined to the last"),
                "{name}: {}",
                run.err
            );
        }
        assert!(place.text(format!("{name}.md")).contains(last), "{name}: the last cell is there");
    }
}

#[test]
fn strings_of_a_pdf_keep_to_the_standard() {
    let place = Place::with(&[
        ("title.md", &format!("# {}\n\nWords.\n", "word ".repeat(9000))),
        ("link.md", &format!("# T\n\n[x](http://x.y/{})\n", "y".repeat(40_000))),
    ]);
    for name in ["title", "link"] {
        assert_eq!(place.run([format!("{name}.md")]).code, Some(0));
        let doc = lopdf::Document::load_mem(&place.read(format!("{name}.pdf"))).unwrap();
        let mut open: Vec<&lopdf::Object> = doc.objects.values().collect();
        while let Some(object) = open.pop() {
            match object {
                lopdf::Object::String(bytes, _) => {
                    assert!(bytes.len() <= 32_767, "{name}: a string of {}", bytes.len())
                }
                lopdf::Object::Array(list) => open.extend(list),
                lopdf::Object::Dictionary(dict) => open.extend(dict.iter().map(|(_, value)| value)),
                lopdf::Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value)),
                _ => {}
            }
        }
    }
}

#[test]
fn without_a_single_thread_the_program_says_so() {
    if !is_root() {
        println!("skipped: only root can become a user whose limit on processes holds");
        return;
    }
    let feed = "<rss version='2.0'><channel><title>News</title><item><title>One</title></item></channel></rss>";
    let week = "title: Week\nfeeds: [news.xml]\n";
    let place = Place::with(&[("a.md", STORY), ("b.md", STORY), ("news.xml", feed), ("week.yaml", week)]);
    std::fs::copy(place::BIN, place.path("convert")).unwrap();
    let script = "chmod -R a+rwX . && exec setpriv --reuid=65534 --regid=65534 --clear-groups bash -c 'ulimit -u 1; exec ./convert";
    for arguments in [
        "a.md b.md --to md -o out/",
        "a.md b.md --edition Both --to epub -o both.epub",
        "--edition week.yaml --to epub -o both.epub",
    ] {
        let run = place.shell(&format!("mkdir -p out; {script} {arguments}'"));
        if run.err.contains("setpriv") {
            println!("skipped: setpriv is not there ({})", run.err.trim());
            return;
        }
        let run = run.fails(1, &["start no thread"]);
        assert!(run.err.contains("ulimit -u"), "{}", run.err);
    }
    assert!(!place.path("both.epub").exists() && !place.path("out/a.md").exists());
    let run = place.shell(&format!("echo '{{\"id\":1,\"content\":\"x\",\"to\":\"md\"}}' | {{ {script} --stream'; }}"));
    run.fails(1, &["start no thread"]);
}

fn is_root() -> bool {
    std::process::Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0\n"))
}

#[test]
fn a_book_and_its_pdf_are_made_anew_together() {
    let place = Place::with(&[("a.md", STORY)]);
    let args = ["a.md", "--to", "pdf,epub", "--changed"];
    // The article is older than its outputs.
    std::thread::sleep(std::time::Duration::from_millis(20));
    place.run(args).quiet();
    let whole = place.read("a.epub");
    std::fs::remove_file(place.path("a.epub")).unwrap();
    place.run(args).quiet();
    assert!(place.read("a.epub") == whole, "the book lists the pages of its PDF again");
}

#[test]
fn only_addresses_that_show_or_call_are_links() {
    let links = ["ms-msdt:/id", "search-ms:query=x", "smb://host/share", "javascript:x", "file:///etc/passwd"];
    let article: String = links.iter().map(|url| format!("[words]({url})\n\n")).collect();
    let place = Place::with(&[(
        "a.md",
        &format!("# T\n\n{article}[kept](tel:+44123) [kept](ftp://example.org/a) [kept](b.md)\n"),
    )]);
    let run = place.run(["a.md", "--to", "md,epub,pdf", "-o", "out/", "--explain"]);
    let text = place.text("out/a.md");
    for url in links {
        let scheme = url.split(':').next().unwrap();
        assert!(!text.contains(url), "{url}");
        assert!(
            run.err.contains(&format!("a {scheme}: address was removed"))
                || run.err.contains(&format!("A link to a {scheme}:")),
            "{}",
            run.err
        );
    }
    assert_eq!((text.matches("words").count(), text.matches("[kept](").count()), (5, 3), "{text}");
}

#[test]
fn a_stream_of_contents_reaches_for_nothing_else() {
    let place = Place::with(&[("a.md", STORY)]);
    let lines = [
        r#"{"id":1,"content":"Words","to":"md"}"#,
        r#"{"id":2,"path":"a.md","to":"md"}"#,
        r#"{"id":3,"content":"Words","to":"md","output":"b.md"}"#,
        r#"{"id":4,"content":"Words","to":"md","options":{"style":"x.yaml"}}"#,
        r#"{"id":5,"content":"Words","to":"md","options":{"limit":["pixels=9"]}}"#,
    ];
    let run = place.piped(&["--stream", "--contents-only", "--jobs", "1"], lines.join("\n").as_bytes());
    let ok: Vec<bool> = run
        .out()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["ok"].as_bool().unwrap())
        .collect();
    assert_eq!(ok, [true, false, false, false, false], "{}", run.out());
    assert!(run.out().contains("contents only") && !place.path("b.md").exists());
    place.run(["--contents-only", "a.md"]).fails(2, &["--stream"]);
}
