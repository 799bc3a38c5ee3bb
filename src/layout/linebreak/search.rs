//! The search for the cheapest way through a paragraph.

use super::cost;
use super::fit::{self, EPSILON, Fit};
use super::{Breaks, BrokenLine, End, Start};
use crate::layout::shape::{Opportunity, Shaped};
use crate::style::{Align, LineCosts};

/// A way of getting to an opportunity.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The opportunity it ends at plus one; 0 is the paragraph's start.
    at: u32,
    /// The node before.
    previous: u32,
    /// Lines so far.
    line: u32,
    /// The key that keeps ways to one opportunity apart.
    key: Key,
    /// For justified text the looseness of its last line to the eye; for ragged text the length by which the line falls
    /// short, in points.
    looks: f32,
    cost: f64,
    fit: Fit,
}

/// Ways with equal keys that end at one opportunity have the same future except for a little contrast; the cheaper
/// wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    /// The number of lines so far, if that matters.
    line: u32,
    /// Fitness class of the last line.
    class: i8,
    /// Lines in a row that end in hyphens, or steps of a stair: positive down, negative up.
    run: i8,
}

/// Space share beyond which a line is not considered as long as there is another way.
const TOLERANCE: f32 = 1.0;
/// Opportunities of a paragraph that is searched again without tolerance when the first search got stuck.
const SHORT: usize = 600;
/// The number of opportunities from which a paragraph is set only in its best length. Keeping ways with different
/// numbers of lines apart costs the square of the length, and a paragraph of a hundred lines leaves pagination enough
/// places to break.
const LONG: usize = 2000;

/// Finds the best way of each wanted looseness: this many lines more or fewer than the best of all.
pub(super) fn search<const N: usize>(shaped: &Shaped, costs: &LineCosts, looseness: [i32; N]) -> [Option<Breaks>; N] {
    let best = looseness == [0; N];
    if shaped.is_empty() {
        return looseness.map(|looseness| (looseness == 0).then(Breaks::default));
    }
    let extended = shaped.with_emergencies();
    let opportunities = extended.as_deref().unwrap_or(&shaped.opportunities);
    if !best && opportunities.len() > LONG {
        return [const { None }; N];
    }
    let justify = shaped.shape.align == Align::Justify;
    let lines = 0..=shaped.shape.settled();
    let mut search = Search {
        shaped,
        opportunities,
        costs,
        justify,
        narrowest: lines.map(|line| shaped.shape.line(line).1).fold(f32::MAX, f32::min),
        by_line: !best,
        tolerance: if justify { TOLERANCE } else { 3.0 },
        nodes: Vec::new(),
        stuck: false,
    };
    let mut ends = search.run();
    if search.stuck && opportunities.len() <= SHORT {
        // Lines of any looseness exist in any number, so they are not distinguished: the best length is the only one.
        (search.tolerance, search.by_line) = (f32::INFINITY, false);
        ends = search.run();
    }
    looseness.map(|looseness| (looseness == 0 || search.by_line).then(|| search.choose(&ends, looseness)).flatten())
}

struct Search<'a> {
    shaped: &'a Shaped,
    opportunities: &'a [Opportunity],
    costs: &'a LineCosts,
    justify: bool,
    /// Width of the narrowest line, in points.
    narrowest: f32,
    /// Ways with different numbers of lines are kept apart.
    by_line: bool,
    tolerance: f32,
    nodes: Vec<Node>,
    stuck: bool,
}

/// A line that was tried.
#[derive(Clone, Copy, Debug)]
enum Tried {
    /// It fits.
    Fits { fit: Fit, looks: f32, cost: f32 },
    /// It is too loose to be considered now.
    TooLoose,
    /// It is overfull.
    Overfull,
}

/// The fate of a way at an opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// No line from it can end here or later.
    Dead,
    /// It goes on.
    Alive,
    /// It is dropped, and so are all ways after it, because lines from there are looser still.
    TooLoose,
}

/// The key that distinguishes lines to one opportunity.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Line {
    /// Its start: an opportunity plus one, or 0.
    from: u32,
    width: f32,
    /// True if it is the paragraph's first.
    first: bool,
}

impl Search<'_> {
    /// Walks all opportunities; returns the nodes that reach the end.
    fn run(&mut self) -> Vec<u32> {
        self.nodes.clear();
        self.stuck = false;
        let key = Key { line: 0, class: 0, run: 0 };
        self.nodes.push(Node { at: 0, previous: 0, line: 0, key, looks: 0.0, cost: 0.0, fit: Fit::default() });
        let mut active: Vec<u32> = vec![0];
        let mut fresh: Vec<Node> = Vec::new();
        let mut dropped: Vec<u32> = Vec::new();
        let mut at = 0;
        while at < self.opportunities.len() {
            fresh.clear();
            dropped.clear();
            let mandatory = self.opportunities[at].kind.is_mandatory();
            let mut memory = None;
            // The ways are in the order of the places they end at: overfull lines first, too loose ones last.
            let (mut kept, mut tried) = (0, 0);
            while let Some(&node) = active.get(tried) {
                match self.extend(node, at, &mut memory, &mut fresh) {
                    Way::TooLoose => break,
                    Way::Dead => dropped.push(node),
                    Way::Alive => {
                        active[kept] = node;
                        kept += 1;
                    }
                }
                tried += 1;
            }
            active.drain(kept..tried);
            if mandatory {
                active.clear();
            }
            if active.is_empty() && fresh.is_empty() {
                self.stuck = true;
                let node = self.rescue(&dropped, at);
                at = node.at as usize;
                self.nodes.push(node);
                active.push((self.nodes.len() - 1) as u32);
                continue;
            }
            for node in fresh.drain(..) {
                self.nodes.push(node);
                active.push((self.nodes.len() - 1) as u32);
            }
            at += 1;
        }
        active
    }

    /// Tries the line from a node to an opportunity. Ways to one opportunity are adjacent and the lines from there are
    /// the same for all of them, so the last line tried is remembered.
    fn extend(&self, from: u32, to: usize, memory: &mut Option<(Line, Tried)>, fresh: &mut Vec<Node>) -> Way {
        let node = &self.nodes[from as usize];
        let end = &self.opportunities[to];
        let (_, width) = self.shaped.shape.line(node.line);
        let line = Line { from: node.at, width, first: node.line == 0 };
        let tried = match memory {
            Some((known, tried)) if *known == line => *tried,
            _ => memory.insert((line, self.attempt(line, end))).1,
        };
        let (fit, looks, cost) = match tried {
            Tried::Overfull => return Way::Dead,
            // If the first lines are narrower, a later start may still do better.
            Tried::TooLoose if width <= self.narrowest => return Way::TooLoose,
            Tried::TooLoose => return Way::Alive,
            Tried::Fits { fit, looks, cost } => (fit, looks, cost),
        };
        let Some((run, ending)) = self.ending(node, end, looks) else { return Way::Alive };
        let contrast = if self.justify && node.line > 0 { cost::contrast(node.looks, looks, self.costs) } else { 0.0 };
        let total = node.cost + f64::from(cost + ending + contrast);
        let line = node.line + 1;
        let settled = self.shaped.shape.settled();
        let key = Key { line: if self.by_line { line } else { line.min(settled) }, class: self.class(looks), run };
        let new = Node { at: to as u32 + 1, previous: from, line, key, looks, cost: total, fit };
        match fresh.iter_mut().find(|other| other.key == key) {
            Some(other) if other.cost <= total => {}
            Some(other) => *other = new,
            None => fresh.push(new),
        }
        Way::Alive
    }

    fn attempt(&self, line: Line, end: &Opportunity) -> Tried {
        let Line { from, width, first } = line;
        let start = self.start(from);
        let content = end.end - start.sums;
        let hang = f64::from(self.costs.protrusion) * f64::from(start.hang + end.hang_end);
        let slack = f64::from(width) - (content.width + f64::from(end.extra) - hang);
        let epsilon = f64::from(EPSILON);
        let em = self.shaped.em;
        if !self.justify {
            let width = f64::from(width);
            return if slack < -epsilon {
                Tried::Overfull
            } else if cost::is_dense(content.ideographs, content.width) {
                // If a line may end after every character, lines are full and there is no rag to shape.
                let cost = if end.kind.is_mandatory() { 0.0 } else { cost::dense(slack, em) };
                Tried::Fits { fit: Fit::default(), looks: 0.0, cost }
            } else if end.kind.is_mandatory() && !self.shaped.shape.even {
                let cost = if first { 0.0 } else { cost::runt(content.width, em, self.costs) };
                Tried::Fits { fit: Fit::default(), looks: slack as f32, cost }
            } else {
                let cost = cost::ragged(slack, width, em);
                let loose = !end.kind.is_mandatory() && slack > f64::from(self.tolerance) * 0.15 * width;
                if loose { Tried::TooLoose } else { Tried::Fits { fit: Fit::default(), looks: slack as f32, cost } }
            };
        }
        if f64::from(width) + epsilon < fit::narrowest(&content, self.costs) + f64::from(end.extra) - hang {
            return Tried::Overfull;
        }
        if end.kind.is_mandatory() && slack >= 0.0 {
            let cost = if first { 0.0 } else { cost::runt(content.width, em, self.costs) };
            return Tried::Fits { fit: Fit::default(), looks: 0.0, cost };
        }
        let fit = fit::fit(slack, &content, self.costs);
        let mut space = fit.space;
        if content.spaces + content.ideographs <= 0.0 && slack > 0.0 {
            // A single word that leaves a hole: as bad as if a space at its end had to fill it.
            space = (slack / f64::from(self.shaped.space.max(0.01))) as f32;
        }
        if space > self.tolerance {
            return Tried::TooLoose;
        }
        let cost = cost::spaces(space, self.costs);
        Tried::Fits { looks: cost::looseness(&fit), fit, cost }
    }

    /// The new run of hyphens or stair-steps, and the cost of the line's end; `None` if a line may not end so.
    fn ending(&self, node: &Node, end: &Opportunity, looks: f32) -> Option<(i8, f32)> {
        if self.justify {
            let run = node.key.run.max(0) as u8;
            if end.kind.is_hyphen() && run >= self.costs.most_hyphens && self.tolerance.is_finite() {
                return None;
            }
            let next = if end.kind.is_hyphen() { (run as i8).saturating_add(1) } else { 0 };
            return Some((next, cost::ending(end, run, self.costs)));
        }
        // Hyphens and poor endings are worse in ragged text, because nothing forces them.
        let ending = 2.0 * cost::ending(end, 0, self.costs) + 3.0 * end.penalty * self.costs.hyphen;
        if node.line == 0 || end.kind.is_mandatory() {
            return Some((0, ending));
        }
        let step = looks - node.looks;
        let least = 0.3 * self.shaped.em;
        let run = match node.key.run {
            run if step > least => run.max(0) + 1,
            run if step < -least => run.min(0) - 1,
            _ => 0,
        };
        let stair = if run.abs() >= 2 { cost::STAIR * f32::from(run.unsigned_abs() - 1) } else { 0.0 };
        Some((run.clamp(-3, 3), ending + stair))
    }

    /// The fitness class: lines of similar looseness.
    fn class(&self, looks: f32) -> i8 {
        // Rounded by a cast, because `round` is a function call, and this runs for every line that is tried.
        if self.justify { ((looks * 5.0).clamp(-4.0, 8.0) + 16.5) as i8 - 16 } else { 0 }
    }

    fn start(&self, at: u32) -> Start {
        match at.checked_sub(1).and_then(|before| self.opportunities.get(before as usize)) {
            None => Start { byte: 0, sums: Default::default(), hang: self.shaped.first_hang },
            Some(o) => Start { byte: o.next_start, sums: o.next, hang: o.hang_next },
        }
    }

    /// All ways have died at `at`: of the ways that died last, take the best line that is not overfull, even a loose
    /// one. If all are overfull, let the line be overfull.
    fn rescue(&self, dropped: &[u32], at: usize) -> Node {
        let mut best: Option<Node> = None;
        for &from in dropped {
            let node = self.nodes[from as usize];
            let (_, width) = self.shaped.shape.line(node.line);
            let start = self.start(node.at);
            let fits = |to: usize| {
                let end = &self.opportunities[to];
                let content = end.end - start.sums;
                content.width + f64::from(end.extra) <= f64::from(width) + f64::from(EPSILON)
            };
            let (to, cost) = match (node.at as usize..at).rev().find(|to| fits(*to)) {
                Some(to) => (to, cost::OVERFULL / 10.0),
                None => (at, cost::OVERFULL),
            };
            let end = &self.opportunities[to];
            let content = end.end - start.sums;
            let hang = f64::from(self.costs.protrusion) * f64::from(start.hang + end.hang_end);
            let slack = f64::from(width) - (content.width + f64::from(end.extra) - hang);
            let mut fit = Fit::default();
            if self.justify {
                fit = fit::fit(slack, &content, self.costs);
                fit.space = fit.space.max(-self.costs.shrink);
            }
            let looks = if self.justify { cost::looseness(&fit) } else { slack.max(0.0) as f32 };
            let key = Key { line: node.line + 1, class: self.class(looks), run: i8::from(end.kind.is_hyphen()) };
            let total = node.cost + f64::from(cost);
            let new = Node { at: to as u32 + 1, previous: from, line: node.line + 1, key, looks, cost: total, fit };
            if best.is_none_or(|best| total < best.cost) {
                best = Some(new);
            }
        }
        // `dropped` has the ways alive before this opportunity, so it is never empty; the start is only a substitute.
        best.unwrap_or(Node { at: at as u32 + 1, ..self.nodes[0] })
    }

    fn choose(&self, ends: &[u32], looseness: i32) -> Option<Breaks> {
        let cheapest = |ends: &mut dyn Iterator<Item = u32>| {
            ends.min_by(|a, b| self.nodes[*a as usize].cost.total_cmp(&self.nodes[*b as usize].cost))
        };
        let best = cheapest(&mut ends.iter().copied())?;
        if looseness == 0 {
            return Some(self.trace(best, 0.0));
        }
        let wanted = i64::from(self.nodes[best as usize].line) + i64::from(looseness);
        let same = |node: &u32| i64::from(self.nodes[*node as usize].line) == wanted;
        let found = cheapest(&mut ends.iter().copied().filter(same))?;
        Some(self.trace(found, self.costs.looseness * looseness.unsigned_abs() as f32))
    }

    fn trace(&self, end: u32, extra: f32) -> Breaks {
        // Most paragraphs of a long document have one or two lines, and lists that grow by doubling would allocate
        // four.
        let mut lines = Vec::with_capacity(self.nodes[end as usize].line as usize);
        let mut at = end;
        while at != 0 {
            let node = &self.nodes[at as usize];
            let before = &self.nodes[node.previous as usize];
            let (indent, width) = self.shaped.shape.line(before.line);
            let start = self.start(before.at);
            let line = self.opportunities.get(node.at as usize - 1).map(|end| {
                let hang = (self.costs.protrusion * start.hang, self.costs.protrusion * end.hang_end);
                let end = End { content_end: end.content_end, next_start: end.next_start, kind: end.kind };
                BrokenLine { start: start.byte, end, indent, width, fit: fit::bearable(node.fit), hang }
            });
            lines.extend(line);
            at = node.previous;
        }
        lines.reverse();
        Breaks { lines, cost: self.nodes[end as usize].cost as f32 + extra }
    }
}
