//! Reads back from finished pages the values that guidelines for readable print name.
//!
//! The style states the intention; the pages show the result. Only the display list is read: glyphs, faces, places and
//! owners. Sizes are turned into Arial-equivalent points by the x-height in the font file, as in
//! [`crate::style::resolve`].

use std::collections::BTreeMap;

use super::frame::{FurnitureKind, GlyphRun, Item, NodeId, Owner, Pages, Pt, StructureKind};
use crate::style::resolve::ARIAL_X_HEIGHT;
use crate::style::standard::Findings;

/// Runs whose baselines differ by less than this share of the size stand on one line: the leading is always more, and a
/// superscript is raised by less.
const RAISED: f32 = 0.6;

/// A line of a paragraph, put together from its glyph runs.
struct Line {
    page: usize,
    y: Pt,
    left: Pt,
    right: Pt,
    characters: usize,
    hyphenated: bool,
}

/// The facts read from one glyph run.
struct Run<'p> {
    page: usize,
    at: (Pt, Pt),
    run: &'p GlyphRun,
    owner: Owner,
    size: Pt,
    characters: usize,
    italic: bool,
    serif: bool,
}

/// Reads pages back.
pub(crate) fn audit(pages: &Pages) -> Findings {
    let runs = runs(pages);
    let mut findings = Findings { page: pages.pages.first().map_or((0.0, 0.0), |p| p.size), ..Findings::default() };
    let body_runs: Vec<&Run> = runs.iter().filter(|r| is_running_text(pages, r.owner)).collect();
    findings.body = most_common_size(&body_runs);
    findings.smallest = runs.iter().map(|r| r.size).fold(f32::MAX, f32::min);
    if runs.is_empty() {
        findings.smallest = 0.0;
    }
    let total: usize = body_runs.iter().map(|r| r.characters).sum();
    let share = |n: usize| if total == 0 { 0.0 } else { n as f32 / total as f32 };
    findings.italics = share(body_runs.iter().filter(|r| r.italic).map(|r| r.characters).sum());
    findings.sans = share(body_runs.iter().filter(|r| r.serif).map(|r| r.characters).sum()) < 0.5;
    findings.capitals = capitals(&body_runs);
    for run in &runs {
        match run.owner {
            Owner::Node { node, .. } => {
                if let Some(StructureKind::Heading(level @ 1..=6)) = ancestor_heading(pages, node) {
                    let slot = &mut findings.headings[usize::from(level) - 1];
                    *slot = slot.max(run.size);
                }
            }
            Owner::Furniture(FurnitureKind::Header | FurnitureKind::Footer) => {
                if run.run.text.trim().chars().all(|c| c.is_ascii_digit()) {
                    findings.folio = if findings.folio == 0.0 { run.size } else { findings.folio.min(run.size) };
                }
            }
            Owner::Furniture(FurnitureKind::Layout) => {}
        }
    }
    lines_of(pages, &body_runs, &mut findings);
    findings
}

fn runs(pages: &Pages) -> Vec<Run<'_>> {
    let mut out = Vec::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for placed in &page.items {
            let Item::Glyphs(run) = &placed.item else { continue };
            let Some(face) = pages.faces.get(run.face.0 as usize) else { continue };
            let characters = run.text.chars().filter(|c| !c.is_whitespace()).count();
            let x_height = f32::from(face.x_height) / f32::from(face.units_per_em.max(1));
            // Faces without an x-height (symbols, other scripts) are taken at their points.
            let scale = if (0.25..=0.8).contains(&x_height) { x_height / ARIAL_X_HEIGHT } else { 1.0 };
            if characters > 0 {
                let (italic, serif) = (face.italic_angle != 0.0, face.serif);
                out.push(Run {
                    page: number,
                    at: placed.at,
                    run,
                    owner: placed.owner,
                    size: run.size * scale,
                    characters,
                    italic,
                    serif,
                });
            }
        }
    }
    out
}

/// The nearest ancestor, itself included, that is a block.
fn block_of(pages: &Pages, owner: Owner) -> Option<(NodeId, &StructureKind)> {
    let Owner::Node { mut node, .. } = owner else { return None };
    loop {
        let found = pages.structure.get(node.0 as usize)?;
        match found.kind {
            StructureKind::Span
            | StructureKind::Link
            | StructureKind::Reference
            | StructureKind::Code
            | StructureKind::Ruby
            | StructureKind::RubyBase => node = found.parent?,
            _ => return Some((node, &found.kind)),
        }
    }
}

fn is_running_text(pages: &Pages, owner: Owner) -> bool {
    matches!(block_of(pages, owner), Some((_, StructureKind::Paragraph)))
}

fn ancestor_heading(pages: &Pages, node: NodeId) -> Option<StructureKind> {
    block_of(pages, Owner::Node { node, order: 0 })
        .map(|(_, kind)| kind.clone())
        .filter(|k| matches!(k, StructureKind::Heading(_)))
}

/// The size that most characters have, to a tenth of a point.
fn most_common_size(runs: &[&Run]) -> f32 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for run in runs {
        *counts.entry((run.size * 10.0).round() as i64).or_default() += run.characters;
    }
    counts.into_iter().max_by_key(|&(_, n)| n).map_or(0.0, |(size, _)| size as f32 / 10.0)
}

fn capitals(runs: &[&Run]) -> f32 {
    let (mut words, mut shouted) = (0usize, 0usize);
    for word in runs.iter().flat_map(|r| r.run.text.split_whitespace()) {
        if word.chars().filter(|c| c.is_alphabetic()).count() > 3 {
            words += 1;
            shouted += usize::from(word.chars().all(|c| !c.is_lowercase()));
        }
    }
    if words == 0 { 0.0 } else { shouted as f32 / words as f32 }
}

/// All values that need whole lines: leading, characters, hyphens, the right edge, the space between paragraphs and
/// single lines at page ends.
fn lines_of(pages: &Pages, runs: &[&Run], findings: &mut Findings) {
    let mut paragraphs: Vec<(NodeId, Vec<Line>)> = Vec::new();
    for run in runs.iter().filter(|r| (r.size - findings.body).abs() < 0.06) {
        let Some((node, _)) = block_of(pages, run.owner) else { continue };
        if paragraphs.last().is_none_or(|(last, _)| *last != node) {
            paragraphs.push((node, Vec::new()));
        }
        let Some((_, lines)) = paragraphs.last_mut() else { continue };
        let right = run.at.0 + run.run.glyphs.iter().map(|g| g.advance).sum::<Pt>();
        let characters = run.run.text.chars().count();
        let hyphenated = run.run.text.ends_with('\u{AD}');
        match lines.last_mut() {
            // A raised or lowered character stands on its line.
            Some(line) if line.page == run.page && (line.y - run.at.1).abs() < RAISED * run.run.size => {
                line.left = line.left.min(run.at.0);
                line.right = line.right.max(right);
                line.characters += characters;
                line.hyphenated = hyphenated;
            }
            _ => lines.push(Line { page: run.page, y: run.at.1, left: run.at.0, right, characters, hyphenated }),
        }
    }
    let mut leadings = Vec::new();
    let mut full: Vec<usize> = Vec::new();
    let mut edges = Vec::new();
    for (_, lines) in &paragraphs {
        leadings
            .extend(lines.windows(2).filter(|w| w[0].page == w[1].page).map(|w| w[1].y - w[0].y).filter(|d| *d > 0.0));
        let all_but_last = &lines[..lines.len().saturating_sub(1)];
        full.extend(all_but_last.iter().map(|l| l.characters));
        edges.extend(all_but_last.iter().map(|l| (l.page, l.right)));
        findings.hyphens += lines.iter().filter(|l| l.hyphenated).count();
        let turns = lines.windows(2).position(|w| w[0].page != w[1].page);
        if let Some(first) = turns.filter(|_| lines.len() > 2) {
            let last = lines.windows(2).rposition(|w| w[0].page != w[1].page).unwrap_or(first);
            findings.widows += usize::from(first == 0) + usize::from(last + 2 == lines.len());
        }
    }
    let leading = median(&mut leadings);
    findings.leading = if findings.body > 0.0 { leading / findings.body } else { 0.0 };
    full.sort_unstable();
    findings.characters = (full.get(full.len() / 2).map_or(0.0, |&n| n as f32), full.last().map_or(0.0, |&n| n as f32));
    findings.ragged = is_ragged(&edges);
    let mut gaps: Vec<f32> = paragraphs
        .windows(2)
        .filter_map(|w| Some((w[0].1.last()?, w[1].1.first()?)))
        .filter(|(a, b)| a.page == b.page && b.y > a.y && (a.left - b.left).abs() < 40.0)
        .map(|(a, b)| b.y - a.y)
        .collect();
    let measured = leading > 0.0 && !gaps.is_empty();
    findings.between = measured.then(|| (median(&mut gaps) / leading - 1.0).max(0.0));
}

/// Justified lines end within a hanging stop of each other; ragged ones do not.
fn is_ragged(edges: &[(usize, Pt)]) -> bool {
    if edges.len() < 3 {
        return true;
    }
    let mut rights: Vec<f32> = edges.iter().map(|(_, x)| *x).collect();
    let middle = median(&mut rights);
    let close = edges.iter().filter(|(_, x)| (x - middle).abs() < 3.0).count();
    close * 10 < edges.len() * 7
}

fn median(values: &mut [f32]) -> f32 {
    values.sort_unstable_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
