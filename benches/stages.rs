//! The cost of each stage on the README's essay: `cargo bench --bench stages`. `benches/whole.py` measures whole
//! processes next to their peers.
#![allow(missing_docs, reason = "criterion's macros make functions")]

use criterion::{Criterion, criterion_group, criterion_main};
use offprint::context::Context;
use offprint::doc::{Document, Publication};
use offprint::source::Source;
use offprint::style::resolve::plain;
use offprint::{back, front, layout, transform};

const ESSAY: &str = include_str!("../examples/essay.md");
const NEWS: &str = include_str!("../examples/news.txt");
const PAGE: &str = include_str!("../examples/page.html");

fn read(name: &str, text: &str) -> Document {
    let source = Source::from_text(name, text);
    offprint::read(&source, front::detect(&source), &mut Context::default()).expect("it is read")
}

fn front_ends(c: &mut Criterion) {
    for (name, text) in [("essay.md", ESSAY), ("news.txt", NEWS), ("page.html", PAGE)] {
        let source = Source::from_text(name, text);
        let front = front::detect(&source);
        c.bench_function(&format!("parse {name}"), |b| b.iter(|| front.parse(&source, &mut Context::default())));
    }
    let source = Source::from_text("essay.md", ESSAY);
    let parsed = front::detect(&source).parse(&source, &mut Context::default()).expect("it is read");
    c.bench_function("transform essay", |b| {
        b.iter_batched(
            || parsed.clone(),
            |mut document| transform::apply(&mut document, &mut Context::default()),
            criterion::BatchSize::SmallInput,
        );
    });
}

fn back_ends(c: &mut Criterion) {
    let document = read("essay.md", ESSAY);
    let publication = Publication::from(document.clone());
    for size in ["normal", "large"] {
        let style = plain(size);
        // Shaping, line breaking and pagination together; `layout.rs` measures each on a book.
        c.bench_function(&format!("layout essay {size}"), |b| {
            b.iter(|| layout::layout(&publication, &style, &mut Context::default()));
        });
    }
    let (style, pages) = (plain("normal"), layout::layout(&publication, &plain("normal"), &mut Context::default()));
    c.bench_function("write the pages of the essay as PDF", |b| {
        b.iter(|| back::pdf::write(&pages, &[&document.assets], &style, &mut Context::default()).expect("it is made"));
    });
    for back in back::BACK_ENDS {
        let style = plain("normal");
        c.bench_function(&format!("emit essay as {}", back.name()), |b| {
            b.iter(|| back.emit(&publication, &style, &mut Context::default()).expect("it is made"));
        });
    }
}

criterion_group!(benches, front_ends, back_ends);
criterion_main!(benches);
