//! The time for shaping, breaking and placing a book of 120,000 words: `make bench` or `cargo bench --bench layout`.

#![allow(missing_docs, reason = "criterion's macros make functions")]

use std::hint::black_box;
use std::rc::Rc;

use criterion::{Criterion, criterion_group, criterion_main};
use offprint::diag::Diagnostics;
use offprint::doc::Lang;
use offprint::layout::fonts::Fonts;
use offprint::layout::frame::{FurnitureKind, Owner};
use offprint::layout::inline::{Decoration, Direction, Look, Paragraph, Piece, TextPiece};
use offprint::layout::linebreak::{lengths, linebreak};
use offprint::layout::lines::lines;
use offprint::layout::shape::{Shaped, shape};
use offprint::style::{Align, Families, Family};

/// Words with the lengths and letters of English prose.
const WORDS: &str = "the of and a to in is was that it for on as with his they at be this from have or by one had not but \
    what all were when we there can an your which their said if do will each about how up out them then she many some so \
    these would other into has more her two like him see time could no make than first been its who now people my made \
    over did down only way find use may water long little very after words called just where most know through typography \
    paragraph justification remarkable consideration between hyphenation neighbouring newspaper understanding particularly \
    evening gardens finished difficult afterwards government development interesting extraordinary international";

/// Paragraphs of running text, made by rule: the same words on every machine.
fn book(words: usize) -> Vec<String> {
    let list: Vec<&str> = WORDS.split_whitespace().collect();
    let mut seed = 0x2545_F491_4F6C_DD1Du64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let mut paragraphs = Vec::new();
    let mut left = words;
    while left > 0 {
        let length = (60 + next(100)).min(left);
        let mut text = String::new();
        for number in 0..length {
            if number > 0 {
                text.push_str(if next(12) == 0 { ", " } else { " " });
            }
            text.push_str(list[next(list.len())]);
        }
        text.push('.');
        paragraphs.push(text);
        left -= length;
    }
    paragraphs
}

fn paragraphs(book: &[String]) -> Vec<Paragraph> {
    let look = Rc::new(Look {
        family: Family::Serif,
        weight: 400,
        italic: false,
        size: 11.0,
        colour: Default::default(),
        rise: 0.0,
        tracking: 0.0,
        small_caps: false,
        lang: None,
        line: Decoration::None,
        verbatim: false,
    });
    let owner = Owner::Furniture(FurnitureKind::Layout);
    let paragraph = |text: &String| Paragraph {
        pieces: vec![Piece::Text(TextPiece { text: text.clone(), look: look.clone(), owner, link: None, note: None })],
        align: Align::Justify,
        hyphenate: true,
        lang: Lang::english(),
        measure: 330.0,
        first_indent: 13.0,
        notch: None,
        leading: 15.0,
        protrude: true,
        direction: Direction::Natural,
    };
    book.iter().map(paragraph).collect()
}

fn layout(c: &mut Criterion) {
    let book = book(120_000);
    let paragraphs = paragraphs(&book);
    let costs = offprint::style::resolve::plain("normal").lines;
    let shape_all = |fonts: &Fonts| -> Vec<Shaped> {
        let mut diags = Diagnostics::default();
        paragraphs.iter().map(|paragraph| shape(paragraph, fonts, &mut diags)).collect()
    };
    let fonts = Fonts::with_families(Families::default());
    let shaped = shape_all(&fonts);
    let broken: Vec<_> = shaped.iter().map(|shaped| linebreak(shaped, &costs)).collect();
    let mut group = c.benchmark_group("book of 120,000 words");
    group.sample_size(10);
    group.bench_function("shape", |b| b.iter(|| black_box(shape_all(&Fonts::with_families(Families::default())))));
    group.bench_function("break", |b| {
        b.iter(|| shaped.iter().map(|shaped| linebreak(shaped, &costs).lines.len()).sum::<usize>())
    });
    group.bench_function("break in three lengths", |b| {
        b.iter(|| shaped.iter().map(|shaped| lengths(shaped, &costs).0.lines.len()).sum::<usize>())
    });
    group.bench_function("place", |b| {
        b.iter(|| shaped.iter().zip(&broken).map(|(s, breaks)| lines(s, breaks, &fonts).len()).sum::<usize>())
    });
    group.finish();
}

criterion_group!(benches, layout);
criterion_main!(benches);
