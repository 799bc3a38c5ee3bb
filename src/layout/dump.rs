//! The pages as stable text: for goldens and `--to pages`.
//!
//! One line a mark, in the order of painting; glyph runs of one node on one baseline are joined, and the line says where
//! the pen stands after the last glyph. Places are rounded to a tenth of a point. A colour is named where it is not black.

use std::fmt::Write;

use super::frame::{Bookmark, Colour, FurnitureKind, GlyphRun, Item, Owner, Pages, Path, Placed, Pt, Segment, Target};
use crate::geometry::Rect;

/// The whole publication as text.
pub fn dump(pages: &Pages) -> String {
    let mut out = String::new();
    properties(pages, &mut out);
    for (i, page) in pages.pages.iter().enumerate() {
        let (w, h) = page.size;
        let _ = writeln!(out, "page {} label {:?} {w:.1}x{h:.1} lines {}", i + 1, page.label, page.lines);
        marks(&page.items, &mut out);
        for link in &page.links {
            let Rect { left: l, top: t, right: r, bottom: b } = link.rect;
            let to = match &link.target {
                Target::Url(url) => url.clone(),
                Target::Internal(id) => format!("#{id}"),
            };
            let _ = writeln!(out, "  link {l:.1},{t:.1} {r:.1},{b:.1} n{} {to} {:?}", link.node.0, link.contents);
        }
    }
    for (id, to) in &pages.destinations {
        let _ = writeln!(out, "destination {id} page {} {:.1},{:.1}", to.page + 1, to.at.0, to.at.1);
    }
    bookmarks(&pages.bookmarks, 0, &mut out);
    structure(pages, &mut out);
    out
}

fn properties(pages: &Pages, out: &mut String) {
    let p = &pages.properties;
    let _ = writeln!(out, "title {:?}", p.title);
    for author in &p.authors {
        let _ = writeln!(out, "author {author:?}");
    }
    if let Some(language) = &p.language {
        let _ = writeln!(out, "language {}", language.as_str());
    }
    for (name, value) in
        [("subject", &p.subject), ("source", &p.source), ("date", &p.date.map(|date| date.to_string()))]
    {
        if let Some(value) = value {
            let _ = writeln!(out, "{name} {value:?}");
        }
    }
    for word in &p.keywords {
        let _ = writeln!(out, "keyword {word:?}");
    }
}

/// A line of glyph runs: its first, the text of all, and the pen after the last.
struct Words<'a> {
    first: &'a Placed,
    run: &'a GlyphRun,
    text: String,
    end: Pt,
}

/// Marks; glyph runs that follow one another on a baseline with one owner node are one line.
fn marks(items: &[Placed], out: &mut String) {
    let mut open: Option<Words> = None;
    for placed in items {
        let Item::Glyphs(run) = &placed.item else {
            flush(&mut open, out);
            shape(placed, out);
            continue;
        };
        let end = placed.at.0 + run.glyphs.iter().map(|glyph| glyph.advance).sum::<Pt>();
        if let Some(words) = &mut open
            && same_line(words, placed, run)
        {
            words.text.push_str(&run.text);
            words.end = end;
            continue;
        }
        flush(&mut open, out);
        open = Some(Words { first: placed, run, text: run.text.clone(), end });
    }
    flush(&mut open, out);
}

fn same_line(words: &Words, placed: &Placed, run: &GlyphRun) -> bool {
    let first = words.run;
    // Two running heads stand apart on one line.
    (words.end - placed.at.0).abs() < 2.0 * run.size
        && (words.first.at.1 - placed.at.1).abs() < 0.01
        && node(words.first.owner) == node(placed.owner)
        && (first.face, first.size, first.colour, first.stretch) == (run.face, run.size, run.colour, run.stretch)
}

fn node(owner: Owner) -> Result<u32, FurnitureKind> {
    match owner {
        Owner::Node { node, .. } => Ok(node.0),
        Owner::Furniture(kind) => Err(kind),
    }
}

fn flush(open: &mut Option<Words>, out: &mut String) {
    let Some(Words { first, run, text, end }) = open.take() else { return };
    let (x, y) = first.at;
    let _ = write!(out, "  text {x:.1},{y:.1} f{} {:.1} {} {text:?}", run.face.0, run.size, owner(first.owner));
    let _ = write!(out, " to {end:.1}");
    if run.colour != Colour::default() {
        let _ = write!(out, " {}", ink(run.colour));
    }
    if (run.stretch - 1.0).abs() > 0.0005 {
        let _ = write!(out, " stretched {:.3}", run.stretch);
    }
    out.push('\n');
}

fn shape(placed: &Placed, out: &mut String) {
    let ((x, y), who) = (placed.at, owner(placed.owner));
    let _ = match &placed.item {
        Item::Glyphs(_) => Ok(()),
        Item::Rect { width, height, colour } => {
            writeln!(out, "  rect {x:.1},{y:.1} {width:.1}x{height:.1} {} {who}", ink(*colour))
        }
        Item::Path(path) => {
            writeln!(out, "  path {x:.1},{y:.1} {} segments {who} {}", path.segments.len(), outline(path))
        }
        Item::Picture { id, width, height } => {
            writeln!(out, "  picture {} {x:.1},{y:.1} {width:.1}x{height:.1} {who}", id.0)
        }
    };
}

/// An outline by the box around its points, from its place; then how it is painted.
fn outline(path: &Path) -> String {
    let points = path.segments.iter().flat_map(|segment| match *segment {
        Segment::Move(x, y) | Segment::Line(x, y) => vec![(x, y)],
        Segment::Curve(a, b, c, d, x, y) => vec![(a, b), (c, d), (x, y)],
        Segment::Close => Vec::new(),
    });
    let Rect { left: l, top: t, right: r, bottom: b } = Rect::around(points).unwrap_or_default();
    let mut out = format!("{l:.1},{t:.1} {r:.1},{b:.1}");
    if let Some(colour) = path.fill {
        let _ = write!(out, " filled {}", ink(colour));
    }
    if let Some((colour, width)) = path.stroke {
        let _ = write!(out, " drawn {width:.2} {}", ink(colour));
    }
    out
}

fn ink(colour: Colour) -> String {
    match colour {
        Colour::Grey(g) => format!("grey {g:.2}"),
        Colour::Rgb(r, g, b) => format!("rgb {r:.2} {g:.2} {b:.2}"),
    }
}

fn owner(owner: Owner) -> String {
    match owner {
        Owner::Node { node, .. } => format!("n{}", node.0),
        Owner::Furniture(FurnitureKind::Header) => "head".into(),
        Owner::Furniture(FurnitureKind::Footer) => "foot".into(),
        Owner::Furniture(FurnitureKind::Layout) => "furniture".into(),
    }
}

fn bookmarks(list: &[Bookmark], depth: usize, out: &mut String) {
    for mark in list {
        let _ = writeln!(out, "{:w$}bookmark page {} {:?}", "", mark.to.page + 1, mark.title, w = 2 * depth.min(30));
        bookmarks(&mark.children, depth + 1, out);
    }
}

fn structure(pages: &Pages, out: &mut String) {
    for (i, node) in pages.structure.iter().enumerate() {
        let parent = node.parent.map_or("-".into(), |p| p.0.to_string());
        let _ = write!(out, "node {i} in {parent} {:?}", node.kind);
        if let Some(lang) = &node.lang {
            let _ = write!(out, " lang {}", lang.as_str());
        }
        if let Some(alt) = &node.alt {
            let _ = write!(out, " alt {alt:?}");
        }
        out.push('\n');
    }
}
