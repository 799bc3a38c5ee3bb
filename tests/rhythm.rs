//! The meter of joints: on every page of every example, at every size, equal spaces between blocks are equal, none is
//! stretched by more than a fifth of the style's space, and no article ends on a page of a few lines that the page
//! before it could hold.
//!
//! `cargo test --test rhythm -- --nocapture` prints a table. The size of a joint by the style alone is read from the
//! same article on one page that is long enough for all of it.
#![allow(clippy::disallowed_methods, reason = "tests read examples")]

#[path = "support/examples.rs"]
mod examples;
#[path = "support/pictures.rs"]
mod pictures;

use std::collections::BTreeMap;
use std::path::Path;

use examples::EXAMPLES;
use offprint::context::Context;
use offprint::doc::Document;
use offprint::front;
use offprint::layout::frame::{Item, NodeId, Owner, Pages, Pt, StructureKind};
use offprint::layout::layout;
use offprint::source::Source;
use offprint::style::Style;
use offprint::style::resolve::plain;

/// A fifth, and the error of the ruler: it takes type for as tall as its size.
const MOST_SLACK: Pt = 0.23;

const SIZES: [&str; 5] = ["small", "normal", "large", "x-large", "huge"];

fn document(name: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    let source = Source::new(name, std::fs::read(path).unwrap());
    let mut cx = Context::new(&pictures::Pictures);
    let front = match name.rsplit('.').next() {
        Some("md") => "markdown",
        Some("html") => "html",
        _ => "text",
    };
    offprint::read(&source, front::by_name(front).unwrap(), &mut cx).unwrap()
}

fn set(document: &Document, style: &Style) -> Pages {
    layout(&document.clone().into(), style, &mut Context::new(&pictures::Pictures))
}

/// A block of text on a page: its node, its first and last baseline, the size of its type, its lines.
#[derive(Clone, Debug)]
struct Standing {
    node: NodeId,
    first: Pt,
    last: Pt,
    size: Pt,
    leading: Pt,
    lines: usize,
}

/// The block that owns a mark: the nearest ancestor that is not inline.
fn block_of(pages: &Pages, mut node: NodeId) -> Option<NodeId> {
    use StructureKind::{Code, Label, Link, Reference, Ruby, RubyBase, RubyText, Span};
    loop {
        let found = &pages.structure[node.0 as usize];
        match found.kind {
            Span | Link | Reference | Code | Ruby | RubyBase => node = found.parent?,
            Label | RubyText => return None,
            _ => return Some(node),
        }
    }
}

/// True if a node is inside another of that kind.
fn is_inside(pages: &Pages, mut node: NodeId, kind: impl Fn(&StructureKind) -> bool) -> bool {
    loop {
        let found = &pages.structure[node.0 as usize];
        if kind(&found.kind) {
            return true;
        }
        match found.parent {
            Some(parent) => node = parent,
            None => return false,
        }
    }
}

/// The blocks of a page from top to bottom. Tables, figures and formulas have inner spaces, and notes are at the end of
/// the page, so only running blocks count; another block between two of them parts them.
fn standing(pages: &Pages, number: usize) -> Vec<Option<Standing>> {
    let inner = |kind: &StructureKind| {
        matches!(kind, StructureKind::Table | StructureKind::Figure | StructureKind::Formula | StructureKind::Note)
    };
    let mut out: Vec<Option<Standing>> = Vec::new();
    let mut marks: Vec<(Pt, NodeId, Pt)> = Vec::new();
    for item in &pages.pages[number].items {
        let (Item::Glyphs(run), Owner::Node { node, .. }) = (&item.item, item.owner) else { continue };
        marks.push((item.at.1, node, run.size));
    }
    marks.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (y, node, size) in marks {
        if is_inside(pages, node, inner) {
            out.push(None);
            continue;
        }
        let Some(node) = block_of(pages, node) else { continue };
        match out.last_mut() {
            Some(Some(last)) if last.node == node => {
                if y - last.last > 1.0 {
                    last.leading = y - last.last;
                    last.lines += 1;
                }
                (last.last, last.size) = (y.max(last.last), last.size.max(size));
            }
            _ => out.push(Some(Standing { node, first: y, last: y, size, leading: 0.0, lines: 1 })),
        }
    }
    out
}

/// The kind of a joint: kind and size of the blocks over and under it, and lines of a heading, because a heading and
/// its spaces take whole lines of the grid.
fn kind(pages: &Pages, above: &Standing, below: &Standing) -> String {
    let name = |standing: &Standing| {
        let node = &pages.structure[standing.node.0 as usize];
        let parent = node.parent.map(|parent| &pages.structure[parent.0 as usize].kind);
        let heading = matches!(node.kind, StructureKind::Heading(_));
        let lines = if heading { standing.lines } else { 0 };
        format!("{:?} in {parent:?} {:.1} {lines}", node.kind, standing.size)
    };
    // The first line of an item and a paragraph inside it differ by whether their parents do.
    let parent = |standing: &Standing| pages.structure[standing.node.0 as usize].parent;
    let same = parent(above) == parent(below);
    format!("{} / {} / {same}", name(above), name(below))
}

/// The space between two blocks.
struct Joint {
    /// The kind by which joints are compared.
    kind: String,
    /// The nodes around it.
    nodes: (NodeId, NodeId),
    /// From baseline to baseline.
    height: Pt,
    /// The part of it that is space.
    space: Pt,
    /// True if the tree does not show its neighbours: lines of a title block are paragraphs, and so is the text.
    ambiguous: bool,
}

fn is_paragraph(pages: &Pages, node: NodeId) -> bool {
    pages.structure[node.0 as usize].kind == StructureKind::Paragraph
}

/// The joints of a page.
fn joints(pages: &Pages, number: usize) -> Vec<Joint> {
    let blocks = standing(pages, number);
    let joint = |pair: &[Option<Standing>]| match pair {
        [Some(above), Some(below)] if below.first > above.last + 1.0 => {
            // The part of the distance that is type: the descenders above, and the line below.
            let space = below.first - above.last - 0.2 * above.size - 0.82 * below.size;
            Some(Joint {
                kind: kind(pages, above, below),
                nodes: (above.node, below.node),
                height: below.first - above.last,
                space: space.max(1.0),
                ambiguous: is_paragraph(pages, above.node) && is_paragraph(pages, below.node),
            })
        }
        _ => None,
    };
    blocks.windows(2).filter_map(joint).collect()
}

/// The same article on one page without end.
fn endless(document: &Document, style: &Style) -> Pages {
    let mut style = style.clone();
    let added = 100_000.0 - style.page.lines as f32;
    style.page.lines = 100_000;
    style.page.height += added * style.page.grid;
    set(document, &style)
}

/// The measurements of an article at a size.
#[derive(Default)]
struct Reading {
    pages: usize,
    joints: usize,
    /// Largest difference between equal joints of a page, in points.
    spread: Pt,
    /// Largest share by which a joint is greater or smaller than in the style.
    slack: Pt,
    /// Lines of the last page.
    last: u32,
}

fn read(document: &Document, style: &Style) -> Reading {
    let pages = set(document, style);
    let natural: BTreeMap<(NodeId, NodeId), Joint> =
        joints(&endless(document, style), 0).into_iter().map(|joint| (joint.nodes, joint)).collect();
    let mut reading = Reading {
        pages: pages.pages.len(),
        last: pages.pages.last().map_or(0, |page| page.lines),
        ..Reading::default()
    };
    for number in 0..pages.pages.len() {
        let mut equal: BTreeMap<String, (Pt, Pt)> = BTreeMap::new();
        for Joint { kind, nodes, height, ambiguous, .. } in joints(&pages, number) {
            reading.joints += 1;
            let wanted = natural.get(&nodes);
            // If the tree does not distinguish joints, the style's distances do.
            let asked = wanted.filter(|_| ambiguous).map_or(0.0, |wanted| wanted.height.round());
            let range = equal.entry(format!("{kind} {asked}")).or_insert((height, height));
            *range = (range.0.min(height), range.1.max(height));
            let Some(wanted) = wanted else { continue };
            let off = ((height - wanted.height).abs() - 0.5).max(0.0) / wanted.space;
            if off > MOST_SLACK {
                println!("page {}: {height:.1} for {:.1}, {kind}", number + 1, wanted.height);
            }
            reading.slack = reading.slack.max(off);
        }
        for (kind, (least, most)) in equal {
            if most - least > 1.0 {
                println!("page {}: {least:.1} to {most:.1}, {kind}", number + 1);
            }
            reading.spread = reading.spread.max(most - least);
        }
    }
    reading
}

#[test]
fn equal_joints_are_equal_and_give_by_a_fifth() {
    let mut wrong = Vec::new();
    println!(
        "{:18} {:8} {:>5} {:>6} {:>7} {:>6} {:>5}",
        "article", "size", "pages", "joints", "spread", "slack", "last"
    );
    for name in EXAMPLES {
        let document = document(name);
        for size in SIZES {
            let Reading { pages, joints, spread, slack, last } = read(&document, &plain(size));
            println!("{name:18} {size:8} {pages:5} {joints:6} {spread:7.2} {slack:6.2} {last:5}");
            if spread > 1.0 || slack > MOST_SLACK {
                wrong.push(format!("{name} at {size}: spread {spread:.2} pt, slack {slack:.2}"));
            }
            if pages > 1 && last < 5 {
                wrong.push(format!("{name} at {size}: the last page has {last} lines"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
