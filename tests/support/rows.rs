//! Rows of a table of readings: an input, texts that its Markdown has, texts that it has not.

use offprint::context::Context;
use offprint::source::Source;
use offprint::style::resolve::plain;
use offprint::{back, front};

/// An input, texts that its Markdown has, texts that it has not.
pub type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

/// The Markdown of an input that the front end of this name reads.
pub fn made(from: &str, text: &str) -> String {
    let front = front::by_name(from).unwrap();
    let document = front.parse(&Source::from_text("x", text), &mut Context::default()).unwrap();
    let back = back::by_name("md").unwrap();
    String::from_utf8(back.emit(&document.into(), &plain("normal"), &mut Context::default()).unwrap().bytes).unwrap()
}

/// Compares the Markdown of each row, by `make`, with what the row says, and names all rows that differ.
pub fn check(rows: &[Row], make: impl Fn(&str) -> String) {
    let mut wrong = String::new();
    for (text, has, lacks) in rows {
        let made = make(text);
        let missing: Vec<_> = has.iter().filter(|words| !made.contains(**words)).collect();
        let printed: Vec<_> = lacks.iter().filter(|words| made.contains(**words)).collect();
        if !missing.is_empty() || !printed.is_empty() {
            wrong.push_str(&format!("\n{text}\n--- became\n{made}--- missing {missing:?}, printed {printed:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
