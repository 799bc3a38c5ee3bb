//! The SVG back end: its drawings show the same as the pages of the PDF.
#![allow(clippy::disallowed_methods, reason = "tests read the examples and run a viewer of PDF")]

#[path = "support/pictures.rs"]
mod pictures;

use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use offprint::back::{self, Output, svg};
use offprint::context::Context;
use offprint::doc::{Assets, Document, MediaType, Publication};
use offprint::front;
use offprint::layout::{frame::Pages, layout};
use offprint::source::Source;
use offprint::style::resolve::plain;
use resvg::tiny_skia::{Pixmap, Transform};

use pictures::Pictures;

/// A square of a page may be darker by this much in one picture than in the other. A letter that is missing or in
/// another place makes a fifth and more; two rasterisers differ by much less.
const TOLERANCE: f64 = 0.1;

/// Pixels a point.
const SCALE: f64 = 2.0;

/// The side of a square, in pixels: that of a letter.
const SIDE: usize = 16;

fn example(name: &str) -> Document {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)).unwrap();
    let source = Source::new(name, bytes);
    offprint::read(&source, front::detect(&source), &mut Context::new(&Pictures)).unwrap()
}

fn pages(document: &Document, style: &str) -> Pages {
    layout(&document.clone().into(), &plain(style), &mut Context::new(&Pictures))
}

fn drawing(pages: &Pages, number: usize, assets: &Assets) -> String {
    svg::page(pages, number, &[assets], &mut Context::new(&Pictures))
}

fn emitted(format: &str, publication: &Publication) -> Output {
    let back = back::by_name(format).unwrap();
    back.emit(publication, &plain("normal"), &mut Context::new(&Pictures)).unwrap()
}

/// A drawing as grey pixels, by resvg.
fn painted(svg: &str) -> (usize, Vec<u8>) {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).unwrap();
    // An SVG in points is larger in its own units, which are those of CSS.
    let pixels = |units: f32| (f64::from(units) * 0.75 * SCALE - 0.001).ceil() as u32;
    let (width, height) = (pixels(tree.size().width()), pixels(tree.size().height()));
    let mut pixels = Pixmap::new(width, height).unwrap();
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(0.75 * SCALE as f32, 0.75 * SCALE as f32), &mut pixels.as_mut());
    let grey = |p: &resvg::tiny_skia::PremultipliedColorU8| {
        ((u32::from(p.red()) * 299 + u32::from(p.green()) * 587 + u32::from(p.blue()) * 114) / 1000) as u8
    };
    (width as usize, pixels.pixels().iter().map(grey).collect())
}

/// A page of a PDF as grey pixels; `None` without poppler.
fn viewed(pdf: &Path, page: usize) -> Option<(usize, Vec<u8>)> {
    let page = page.to_string();
    let made =
        Command::new("pdftoppm").args(["-r", "144", "-gray", "-f", &page, "-l", &page]).arg(pdf).output().ok()?;
    let mut fields = made.stdout.splitn(4, |b| b.is_ascii_whitespace());
    let mut number = || std::str::from_utf8(fields.nth(1)?).ok()?.parse::<usize>().ok();
    let width = number()?;
    // After the width come the height, the brightest value and the pixels.
    let header = made.stdout.iter().enumerate().filter(|(_, b)| b.is_ascii_whitespace()).nth(3)?.0 + 1;
    Some((width, made.stdout.get(header..)?.to_vec()))
}

/// The means of squares: the part of the letters' shapes that another rasteriser keeps.
fn squares((width, grey): &(usize, Vec<u8>)) -> Vec<f64> {
    let mut means = Vec::new();
    for top in (0..grey.len() / width / SIDE * SIDE).step_by(SIDE) {
        for left in (0..width / SIDE * SIDE).step_by(SIDE) {
            let row =
                |row: usize| grey[(top + row) * width + left..][..SIDE].iter().map(|v| u32::from(*v)).sum::<u32>();
            means.push(f64::from((0..SIDE).map(row).sum::<u32>()) / (SIDE * SIDE) as f64 / 255.0);
        }
    }
    means
}

#[test]
fn every_page_looks_like_that_of_the_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pages.pdf");
    let mut wrong = false;
    for name in ["essay.md", "technical.md", "kitchen-sink.md"] {
        let document = example(name);
        std::fs::write(&file, emitted("pdf", &document.clone().into()).bytes).unwrap();
        let pages = pages(&document, "normal");
        for number in 0..pages.pages.len() {
            let Some(viewed) = viewed(&file, number + 1) else {
                println!("skipped: there is no pdftoppm to look at a PDF with");
                return;
            };
            let drawing = drawing(&pages, number, &document.assets);
            // This resvg reads no photographs; the next test has them.
            if drawing.contains("data:image/png") || drawing.contains("data:image/jpeg") {
                continue;
            }
            let painted = painted(&drawing);
            assert_eq!((painted.0, painted.1.len()), (viewed.0, viewed.1.len()), "{name} page {}", number + 1);
            let (ours, theirs) = (squares(&painted), squares(&viewed));
            let apart = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            println!("{name} page {} differs by {apart:.3}", number + 1);
            wrong |= apart > TOLERANCE;
        }
    }
    assert!(!wrong, "a page differs by more than {TOLERANCE}");
}

#[test]
fn one_drawing_has_all_pages_and_an_edition_has_those_of_all_articles() {
    let essay = example("essay.md");
    let one = pages(&essay, "normal");
    let svg = String::from_utf8(emitted("svg", &essay.clone().into()).bytes).unwrap();
    assert_eq!(svg.matches("<g transform=").count(), one.pages.len());
    for number in 0..one.pages.len() {
        let page = drawing(&one, number, &essay.assets);
        let marks = page.split_once('\n').unwrap().1.trim_end().trim_end_matches("</svg>");
        assert!(svg.contains(marks), "page {}", number + 1);
    }
    let height = svg.split("height=\"").nth(1).unwrap().split("pt").next().unwrap().parse::<f32>().unwrap();
    let pages = one.pages.len() as f32;
    assert!((height - (pages * 841.89 + (pages - 1.0) * 12.0)).abs() < 0.1, "{height}");
}

#[test]
fn a_photograph_is_in_the_drawing_as_it_is() {
    let sink = example("kitchen-sink.md");
    let svg = String::from_utf8(emitted("svg", &sink.clone().into()).bytes).unwrap();
    let mut photographs = 0;
    for (_, asset) in sink.assets.iter().filter(|(_, asset)| asset.media != MediaType::Svg) {
        let address =
            format!("data:{};base64,{}", asset.media.mime(), STANDARD.encode(asset.bytes(&Pictures).unwrap()));
        assert!(svg.contains(&format!("xlink:href=\"{address}\"")), "{}", asset.name);
        photographs += 1;
    }
    assert!(photographs > 0);
}

#[test]
fn there_is_no_page_beyond_the_last() {
    let essay = example("essay.md");
    assert_eq!(drawing(&pages(&essay, "normal"), 1000, &essay.assets), "");
}

#[test]
fn a_drawing_names_nothing_outside_itself() {
    let sink = String::from_utf8(emitted("svg", &example("kitchen-sink.md").into()).bytes).unwrap();
    let hrefs: Vec<&str> = sink.split("href=\"").skip(1).map(|rest| rest.get(..5).unwrap()).collect();
    assert!(!hrefs.is_empty() && hrefs.iter().all(|href| *href == "data:"), "{hrefs:?}");
    assert!(!sink.contains("<script") && !sink.contains("<style") && !sink.contains(" id="));
}
