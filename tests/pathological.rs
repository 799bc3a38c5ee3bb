//! Shapes that are known to be expensive, kept in proportion: four times the input must not cost more than about four
//! times the work. Work is the processor time of a child less that of an empty run, as a ratio of two sizes in one run;
//! the bound is halfway between linear (4) and quadratic (16). A ratio counts only if the larger run takes long enough
//! to be measured, so a shape grows until it does; a megabyte that costs less than half a second is in proportion.
//! Every front end and every back end has its shapes.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests use files and processes")]

use std::path::Path;
use std::process::Command;

/// Processor seconds of one conversion, by the shell's `times`.
fn cost(folder: &Path, file: &str, formats: &str) -> f64 {
    let script = format!(
        "timeout 300 '{}' {file} --to {formats} -o out --force -q; code=$?; times; exit $code",
        env!("CARGO_BIN_EXE_convert")
    );
    let output = Command::new("bash").args(["-c", &script]).current_dir(folder).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{file}: {:?} {error:.2000}", output.status);
    assert!(!error.contains("mistake of ours"), "{file}: {error:.2000}");
    let children = text.lines().last().unwrap_or_default();
    children.split_whitespace().filter_map(seconds).sum()
}

/// `1m2.345s` in seconds.
fn seconds(text: &str) -> Option<f64> {
    let (minutes, rest) = text.split_once('m')?;
    Some(minutes.parse::<f64>().ok()? * 60.0 + rest.strip_suffix('s')?.parse::<f64>().ok()?)
}

/// The seconds of work above which a ratio counts.
const ENOUGH: f64 = 0.25;

/// Bytes of input that are large for any article: a cost of less than [`ENOUGH`] at this size is in proportion.
const LARGE: usize = 1 << 20;

/// Converts a shape in two sizes and compares.
fn stays_in_proportion(name: &str, formats: &str, n: usize, shape: impl Fn(usize) -> String) {
    bytes_stay_in_proportion(name, formats, n, |n| shape(n).into_bytes());
}

fn bytes_stay_in_proportion(name: &str, formats: &str, mut n: usize, shape: impl Fn(usize) -> Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let measure = |n: usize| {
        let (file, bytes) = (format!("{n}-{name}"), shape(n));
        std::fs::write(folder.path().join(&file), &bytes).unwrap();
        (cost(folder.path(), &file, formats), bytes.len())
    };
    let least = |n: usize| measure(n).0.min(measure(n).0);
    // The shape grows until its cost can be measured, or until the input is large.
    loop {
        let (large, bytes) = measure(4 * n);
        if large >= 2.0 * ENOUGH {
            break;
        }
        if bytes >= LARGE {
            return;
        }
        n *= 4;
    }
    // A busy machine may slow one of the three and not the next, so all are measured again, side by side.
    let mut seen = Vec::new();
    for _ in 0..3 {
        let empty = least(1);
        let large = measure(4 * n).0 - empty;
        let small = (measure(n).0 - empty).max(ENOUGH / 16.0);
        if large < 10.0 * small {
            return;
        }
        seen.push(format!("{small:.2} s for {n}, {large:.2} s for {}", 4 * n));
    }
    panic!("{name} to {formats}: {}", seen.join("; "));
}

#[test]
fn markdown_in_proportion() {
    let front = "tree";
    stays_in_proportion("quotes.md", front, 5_000, |n| ">".repeat(n) + " deep");
    stays_in_proportion("brackets.md", front, 20_000, |n| "[".repeat(n) + "x" + &"]".repeat(n));
    stays_in_proportion("opening.md", front, 20_000, |n| "[a](".repeat(n));
    stays_in_proportion("pictures.md", front, 20_000, |n| "![".repeat(n));
    stays_in_proportion("emphasis.md", front, 10_000, |n| "*a **b _c ".repeat(n));
    // Runs of each length once: `n` ticks in all.
    stays_in_proportion("ticks.md", front, 45_000, |n| (1..(2 * n).isqrt()).map(|k| "`".repeat(k) + " ").collect());
    stays_in_proportion("entities.md", front, 30_000, |n| "&amp;&".repeat(n));
    stays_in_proportion("html.md", front, 20_000, |n| "<!-- <a <b> ".repeat(n));
    stays_in_proportion("references.md", front, 3_000, |n| {
        (0..n).map(|k| format!("[a{k}] ")).chain((0..n).map(|k| format!("\n[a{k}]: /u{k}"))).collect()
    });
    stays_in_proportion("notes.md", front, 3_000, |n| {
        (0..n).map(|k| format!("x[^{k}] ")).chain((0..n).map(|k| format!("\n\n[^{k}]: note {k}"))).collect()
    });
    stays_in_proportion("headings.md", front, 5_000, |n| "# same\n\n".repeat(n));
    stays_in_proportion("columns.md", front, 2_000, |n| {
        format!("{}|\n{}|\n{}|\n", "|a".repeat(n), "|-".repeat(n), "|b".repeat(n))
    });
    stays_in_proportion("line.md", front, 100_000, |n| "words and ".repeat(n));
}

#[test]
fn text_in_proportion() {
    stays_in_proportion("line.txt", "tree", 20_000, |n| "words and ".repeat(n));
    stays_in_proportion("words.txt", "tree", 3_000, |n| "word\n".repeat(n));
    stays_in_proportion("same.txt", "tree", 1_500, |n| "The same sentence, over and over again.\n\n".repeat(n));
    stays_in_proportion("one-word.txt", "tree", 50_000, |n| "x".repeat(n));
    stays_in_proportion("indents.txt", "tree", 3_000, |n| {
        (0..n).map(|k| format!("{}- item {k}\n", " ".repeat(k % 60))).collect()
    });
    stays_in_proportion("cells.txt", "tree", 300, |n| "a\tb\tc\nx\ty\nx\ty\n".repeat(n));
    stays_in_proportion("terms.txt", "tree", 300, |n| {
        (0..n)
            .map(|k| format!("{0}term {k}\n{0}   A sentence that defines it.\n\n", " ".repeat(2 * (k % 40))))
            .collect()
    });
    stays_in_proportion("blank.txt", "tree", 30_000, |n| "\n".repeat(n) + "end");
    stays_in_proportion("quotes.txt", "tree", 3_000, |n| format!("{} deep\n", ">".repeat(n)));
    stays_in_proportion("initials.txt", "tree", 1_500, |n| {
        "D\n\nuring the winter the boats stayed in, all of them.\n\n".repeat(n)
    });
    stays_in_proportion("marks.txt", "tree", 6_000, |n| "\"'*_` ".repeat(n));
}

#[test]
fn html_in_proportion() {
    stays_in_proportion("divs.html", "tree", 10_000, |n| "<div>".repeat(n) + "words");
    stays_in_proportion("inline.html", "tree", 10_000, |n| format!("<p>{}words", "<b><i>".repeat(n)));
    stays_in_proportion("table.html", "tree", 2_000, |n| format!("<table><tr>{}</table>", "<td>x".repeat(n)));
    stays_in_proportion("lists.html", "tree", 2_000, |n| "<ul><li>x".repeat(n));
    stays_in_proportion("paragraphs.html", "tree", 2_000, |n| "<p>Some words of a paragraph, with a comma.".repeat(n));
    stays_in_proportion("gallery.html", "tree", 3_000, |n| {
        let cards: String =
            (0..n).map(|k| format!("<a href=/{k}><img src=/i/{k}.jpg></a><img src=/i/{k}.jpg>")).collect();
        format!("<h1>A</h1><div class=c>{cards}</div>{}", "<p>Some words of a paragraph, with a comma.".repeat(40))
    });
    stays_in_proportion("series.html", "tree", 3_000, |n| {
        let linked = "<div class=s><h2>A</h2><a href=/x>Words that lead on</a></div>".repeat(n);
        format!("<h1>A</h1><main>{linked}</main>{}", "<p>Some words of a paragraph, with a comma.".repeat(40))
    });
    stays_in_proportion("breaks.html", "tree", 10_000, |n| format!("<ul><li><b>{}words</b>", "<br>".repeat(n)));
    stays_in_proportion("addresses.html", "tree", 5_000, |n| format!("<p>{}", "a@b.org (www. https:// x@ ".repeat(n)));
    stays_in_proportion("unclosed.html", "tree", 10_000, |n| "<a href=x>".repeat(n) + "words");
}

#[test]
fn pages_and_books_in_proportion() {
    let prose = |n: usize| "A paragraph of ordinary words that has to be broken into lines and pages.\n\n".repeat(n);
    stays_in_proportion("prose.md", "pdf", 300, prose);
    stays_in_proportion("prose.md", "pages", 300, prose);
    stays_in_proportion("prose.md", "epub,md,json,tree", 1_000, prose);
    stays_in_proportion("long.md", "pdf", 2_000, |n| "words that go on ".repeat(n));
    stays_in_proportion("rows.md", "pdf", 100, |n| format!("|a|b|\n|-|-|\n{}", "|one|two|\n".repeat(n)));
    stays_in_proportion("notes.md", "pdf", 50, |n| {
        (0..n)
            .map(|k| format!("A sentence with a note.[^{k}]\n\n"))
            .chain((0..n).map(|k| format!("[^{k}]: note {k}\n\n")))
            .collect()
    });
    stays_in_proportion("one-word.md", "pdf", 5_000, |n| "x".repeat(n));
    stays_in_proportion("code.md", "pdf", 200, |n| {
        format!("```js\n{}```\n", "a = b /* so */\n  /* and */\n".repeat(n))
    });
    // Without space to stretch and with few places to divide, no line can be filled well.
    stays_in_proportion("addresses.md", "pdf", 15, |n| {
        "Some words stand before it, and then ".to_string()
            + &"\"xxxx\":\"https://xxx.xxx.xxx\",\"xx\":\"xx-xxx-x\",".repeat(n)
    });
}

#[test]
fn mail_books_and_json_in_proportion() {
    let letter =
        |body: String| format!("From: a@b.c\nSubject: S\nMIME-Version: 1.0\nContent-Type: text/plain\n\n{body}");
    stays_in_proportion("plain.eml", "tree", 2_000, |n| letter("> quoted words\n\nan answer\n\n".repeat(n)));
    stays_in_proportion("parts.eml", "tree", 2_000, |n| {
        let part = "--b\nContent-Type: text/html\n\n<p>Words of a part.</p>\n";
        format!("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{}--b--\n", part.repeat(n))
    });
    stays_in_proportion("nested.eml", "tree", 500, |n| {
        let open = |k: usize| format!("Content-Type: multipart/mixed; boundary=b{k}\n\n--b{k}\n");
        format!("MIME-Version: 1.0\n{}\nwords", (0..n).map(open).collect::<String>())
    });
    stays_in_proportion("subject.eml", "tree", 20_000, |n| {
        format!("MIME-Version: 1.0\nContent-Type: text/plain\nSubject: {}\n\nx", "=?utf-8?q?w?= ".repeat(n))
    });
    bytes_stay_in_proportion("pages.epub", "tree", 250, |n| {
        book(n, |k| format!("<p>Words of page {k}, see <a href='{k}.xhtml#x'>it</a>.</p>"))
    });
    bytes_stay_in_proportion("page.epub", "tree", 5, |n| {
        book(1, |_| "<p id='x'>Words <a href='#x'>and</a> more.</p>".repeat(400 * n))
    });
    let json = |blocks: String| {
        format!(r#"{{"pandoc-api-version":[1,23],"meta":{{}},"blocks":[{blocks}{{"t":"HorizontalRule"}}]}}"#)
    };
    stays_in_proportion("paragraphs.json", "tree", 2_000, |n| {
        json(r#"{"t":"Para","c":[{"t":"Str","c":"a"},{"t":"Space"},{"t":"Str","c":"b"}]},"#.repeat(n))
    });
    stays_in_proportion("words.json", "tree", 10_000, |n| {
        json(format!(r#"{{"t":"Para","c":[{}{{"t":"Space"}}]}},"#, r#"{"t":"Str","c":"\ud800"},"#.repeat(n)))
    });
    stays_in_proportion("deep.json", "tree", 20_000, |n| "[".repeat(n));
}

/// An EPUB of that many pages.
fn book(pages: usize, page: impl Fn(usize) -> String) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut add = |name: &str, text: String| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    add("META-INF/container.xml", "<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>".into());
    let items: String = (0..pages).map(|k| format!("<item id='i{k}' href='{k}.xhtml'/>")).collect();
    let order: String = (0..pages).map(|k| format!("<itemref idref='i{k}'/>")).collect();
    add("p.opf", format!("<package><manifest>{items}</manifest><spine>{order}</spine></package>"));
    (0..pages).for_each(|k| add(&format!("{k}.xhtml"), format!("<html><body>{}</body></html>", page(k))));
    zip.finish().unwrap().into_inner()
}

#[test]
fn titles_as_long_as_books_in_proportion() {
    let title = |n: usize| format!("---\ntitle: {}\n---\n\nWords.\n", "x".repeat(n));
    stays_in_proportion("title.md", "epub,md,json", 20_000, title);
    stays_in_proportion("title.md", "pdf", 10_000, title);
}

#[test]
fn short_articles_of_any_nesting_end_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let fill = |unit: &str| unit.repeat(8_000 / unit.len());
    let formula = |open: &str, close: &str| {
        let n = 7_900 / (open.len() + close.len());
        format!("$${}x{}$$", open.repeat(n), close.repeat(n))
    };
    let shapes = [
        ("quotes.md", fill("> ")),
        ("lists.md", fill("- ")),
        ("links.md", fill("[a](")),
        ("html.md", fill("<div>")),
        ("yaml.md", format!("---\na: {}\n---\nx", "{a: ".repeat(1_900))),
        ("roots.md", formula("\\sqrt{", "}")),
        ("parts.md", formula("\\frac{", "}{1}")),
        ("tables.html", fill("<table><tr><td>x")),
        ("lists.html", fill("<ul><li>x")),
        ("definitions.html", fill("<dl><dt>x<dd>")),
        ("formulas.html", format!("<math>{}", "<msqrt>".repeat(1_100))),
        ("mail.eml", format!("From: a@b\n{}", fill("Content-Type: message/rfc822\n\n"))),
        ("tree.json", fill("{\"a\":")),
    ];
    for (name, text) in &shapes {
        std::fs::write(folder.path().join(name), text).unwrap();
        let script =
            format!("timeout 120 '{}' {name} --to pdf,epub,md -o out --force -q", env!("CARGO_BIN_EXE_convert"));
        let output = Command::new("bash").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {:?} {error:.500}", output.status);
    }
}
