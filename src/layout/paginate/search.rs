//! The search for the cheapest division: dynamic programming over states of filling, chunk by chunk.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::frame::{Filled, Frames, NONE, Outcome};

/// Most states kept after a chunk; ordinary articles have some dozens.
pub(super) const MOST_STATES: usize = 240;

/// Breaks are tried if a page is short by no more lines than this, or if the next row does not fit.
const WINDOW: f32 = 3.5;

/// A state that costs this much more than the best with as many pages is given up: more than any page can cost that is
/// not torn on purpose.
const BEAM: f64 = 400_000.0;

/// The cost of a last page of fewer than five lines, in pages short by a line: less than a widow, more than shorter
/// paragraphs on the pages before it.
const FEW: f64 = 8.0;

/// The number of rows of a chunk: most are broken in one place, and a book has hundreds of thousands of possible
/// places.
type Rows = SmallVec<[u32; 4]>;

/// The decision about a chunk.
#[derive(Clone, Debug, Default)]
pub(super) struct Decision {
    /// Its length.
    pub variant: usize,
    /// The rows before which pages break; the number of rows for a break after the last.
    pub breaks: Rows,
    /// True if it waits for the head of a later page.
    pub deferred: bool,
}

/// A state, its cost, and its history.
struct State {
    filled: Filled,
    cost: f64,
    step: u32,
}

/// One step back.
struct Step {
    previous: u32,
    decision: Decision,
}

/// The history of all states: each step knows the step before it.
struct Steps {
    all: Vec<Step>,
    /// The number of steps after which dead ones are forgotten.
    most: usize,
}

impl Steps {
    /// No step.
    const NONE: u32 = u32::MAX;

    /// Fewest steps that are worth a search.
    const FEW: usize = 1 << 14;

    fn add(&mut self, previous: u32, decision: Decision) -> u32 {
        self.all.push(Step { previous, decision });
        self.all.len() as u32 - 1
    }

    /// Forgets the steps that led to none of the states. Walked back, the ways to all states soon meet, so of hundreds
    /// of steps a chunk little more than one is left. This runs whenever the steps have doubled, and so costs no more
    /// than making them.
    fn forget(&mut self, states: &mut [State]) {
        if self.all.len() < self.most {
            return;
        }
        let mut place = vec![Self::NONE; self.all.len()];
        let mark = |place: &mut [u32], step: u32| place.get_mut(step as usize).into_iter().for_each(|place| *place = 0);
        states.iter().for_each(|state| mark(&mut place, state.step));
        for (at, step) in self.all.iter().enumerate().rev() {
            if place[at] != Self::NONE {
                mark(&mut place, step.previous);
            }
        }
        let moved = |place: &[u32], step: u32| place.get(step as usize).copied().unwrap_or(Self::NONE);
        let (mut at, mut kept) = (0, 0);
        self.all.retain_mut(|step| {
            let keep = place[at] != Self::NONE;
            if keep {
                // A step comes after its predecessor, which has its new place already.
                step.previous = moved(&place, step.previous);
                place[at] = kept;
                kept += 1;
            }
            at += 1;
            keep
        });
        states.iter_mut().for_each(|state| state.step = moved(&place, state.step));
        self.most = Self::FEW.max(2 * self.all.len());
    }

    /// The decisions that led to a step, in order.
    fn decisions(mut self, mut last: u32) -> Vec<Decision> {
        let mut decisions = Vec::new();
        while let Some(Step { previous, decision }) = self.all.get_mut(last as usize) {
            decisions.push(std::mem::take(decision));
            last = *previous;
        }
        decisions.reverse();
        decisions
    }
}

/// A state inside a chunk.
#[derive(Clone, Copy)]
struct Inside {
    filled: Filled,
    cost: f64,
    from: u32,
    /// The last break, in [`Breaks`].
    breaks: u32,
}

/// The breaks inside a chunk, each with the one before it. States share their common breaks, so that in a chunk of ten
/// thousand lines a break costs the same after any number of breaks.
#[derive(Default)]
struct Breaks(Vec<(u32, u32)>);

impl Breaks {
    /// No break yet.
    const NONE: u32 = u32::MAX;

    fn add(&mut self, row: usize, before: u32) -> u32 {
        self.0.push((row as u32, before));
        self.0.len() as u32 - 1
    }

    /// The rows of a break and all before it, in order.
    fn rows(&self, mut last: u32) -> Rows {
        let mut rows = Rows::new();
        while let Some((row, before)) = self.0.get(last as usize) {
            rows.push(*row);
            last = *before;
        }
        rows.reverse();
        rows
    }
}

/// The decisions of the cheapest division, one a chunk from the first after the spanning ones.
pub(super) fn search(frames: &Frames) -> Vec<Decision> {
    let start = Filled { frame: 0, y: 0, notes: 0, carry: None, pending: NONE, joints: 0 };
    let mut states = vec![State { filled: start, cost: 0.0, step: Steps::NONE }];
    let mut steps = Steps { all: Vec::new(), most: Steps::FEW };
    for chunk in frames.galley.spanning..frames.galley.chunks.len() {
        let mut found = Found::default();
        for variant in 0..frames.galley.chunks[chunk].variants().max(1) {
            through(frames, chunk, variant, &states, &mut found);
        }
        defer(frames, chunk, &states, &mut found);
        if found.states.is_empty() {
            // This cannot happen, because an empty frame takes any row; but no text may be lost if it did.
            let most = f64::from(crate::layout::galley::FORBIDDEN);
            states.iter().for_each(|s| found.add(s.filled, s.cost + most, s.step, Decision::default()));
        }
        states = found.settle(frames, &mut steps);
        steps.forget(&mut states);
    }
    let cheapest = states.iter().min_by(|a, b| (a.cost + ending(frames, a)).total_cmp(&(b.cost + ending(frames, b))));
    let last = cheapest.map_or(Steps::NONE, |state| state.step);
    steps.decisions(last)
}

/// The cost of the end: figures and notes that still wait need further pages, and a last page needs some lines.
fn ending(frames: &Frames, state: &State) -> f64 {
    let costs = frames.costs();
    let waits = state.filled.pending != NONE || state.filled.carry.is_some();
    let few = state.filled.frame > 0 && state.filled.y < 5 * frames.height(1) / frames.lines().max(1);
    f64::from(if waits { costs.tear } else { 0.0 }) + if few { FEW * f64::from(costs.short) } else { 0.0 }
}

/// The states after a chunk, as they are found.
#[derive(Default)]
struct Found {
    states: Vec<(Filled, f64, u32, Decision)>,
}

impl Found {
    fn add(&mut self, filled: Filled, cost: f64, from: u32, decision: Decision) {
        self.states.push((filled, cost, from, decision));
    }

    /// Keeps the cheapest of equal states, and records their history.
    fn settle(self, frames: &Frames, steps: &mut Steps) -> Vec<State> {
        let mut kept = self.states;
        let key = |filled: &Filled| frames.key(filled);
        // Stable: of states that are equal and cost the same the first found is kept, on as few pages as possible.
        kept.sort_by(|a, b| key(&a.0).cmp(&key(&b.0)).then(a.1.total_cmp(&b.1)).then(a.0.cmp(&b.0)));
        kept.dedup_by(|later, kept| key(&later.0) == key(&kept.0));
        if kept.len() > MOST_STATES {
            kept.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            kept.truncate(MOST_STATES);
        }
        let mut best: BTreeMap<u32, f64> = BTreeMap::new();
        for (filled, cost, ..) in &kept {
            let best = best.entry(filled.frame).or_insert(f64::INFINITY);
            *best = best.min(*cost);
        }
        kept.retain(|k| best.get(&k.0.frame).is_none_or(|best| k.1 <= best + BEAM));
        kept.into_iter()
            .map(|(filled, cost, previous, decision)| State { filled, cost, step: steps.add(previous, decision) })
            .collect()
    }
}

/// A figure may wait for the head of a later page; a figure after a waiting one must.
fn defer(frames: &Frames, chunk: usize, states: &[State], found: &mut Found) {
    if !frames.galley.chunks[chunk].float {
        return;
    }
    let Ok(index) = frames.floats.binary_search(&chunk) else { return };
    for state in states {
        let cost = state.cost + f64::from(frames.costs().tear) * 0.05;
        let pending = state.filled.pending.min(index as u32);
        let decision = Decision { deferred: true, ..Decision::default() };
        found.add(Filled { pending, ..state.filled }, cost, state.step, decision);
    }
}

/// All ways through a chunk in one of its lengths.
fn through(frames: &Frames, chunk: usize, variant: usize, states: &[State], found: &mut Found) {
    let c = &frames.galley.chunks[chunk];
    let count = c.rows(variant);
    let extra = frames.variant_cost(chunk, variant);
    // States that begin at a row, after a break before it.
    let mut begins: BTreeMap<usize, Vec<Inside>> = BTreeMap::new();
    let mut entering = Vec::new();
    let mut breaks = Breaks::default();
    for state in states {
        if c.float && state.filled.pending != NONE {
            continue;
        }
        let waits = c.section.is_some() && state.filled.pending != NONE;
        let cost = state.cost + extra + if waits { f64::from(frames.costs().stray) } else { 0.0 };
        let inside = Inside { filled: state.filled, cost, from: state.step, breaks: Breaks::NONE };
        if c.forced && state.filled.y > 0 {
            entering.push(broken(frames, &inside, (chunk, 0), 0.0, &mut breaks));
        } else {
            entering.push(inside);
        }
    }
    let mut walk = Walk { frames, chunk, variant, count, begins: &mut begins, ends: Vec::new(), breaks: &mut breaks };
    for inside in entering {
        walk.from(inside, 0);
    }
    // A break before the first row makes new states at row 0, which may again be on a page that figures fill.
    let (mut rounds, mut last) = (0, usize::MAX);
    while let Some((row, insides)) = walk.begins.pop_first() {
        // Each further round at one row is a page that figures fill, so there are never more of those than figures.
        rounds = if last == row { rounds + 1 } else { 0 };
        last = row;
        for inside in cheapest(frames, insides) {
            if rounds < 1_000 {
                walk.from(inside, row);
            }
        }
    }
    let ends = walk.ends;
    for Inside { filled, cost, from, breaks: last } in cheapest(frames, ends) {
        found.add(filled, cost, from, Decision { variant, breaks: breaks.rows(last), deferred: false });
    }
}

/// Merges equal states, and keeps the cheapest if there are too many: a chunk of ten thousand rows on pages of a few
/// lines has ways with many different numbers of pages.
fn cheapest(frames: &Frames, insides: Vec<Inside>) -> Vec<Inside> {
    let mut best: BTreeMap<Filled, Inside> = BTreeMap::new();
    for inside in insides {
        let key = frames.key(&inside.filled);
        match best.get(&key) {
            Some(known) if (known.cost, known.filled.frame) <= (inside.cost, inside.filled.frame) => {}
            _ => {
                best.insert(key, inside);
            }
        }
    }
    let mut kept: Vec<Inside> = best.into_values().collect();
    if kept.len() > MOST_STATES {
        kept.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.filled.cmp(&b.filled)));
        kept.truncate(MOST_STATES);
    }
    kept
}

/// The state after a page break before `row`, which costs `extra` and the page's shortness.
fn broken(frames: &Frames, inside: &Inside, (chunk, row): (usize, usize), extra: f64, breaks: &mut Breaks) -> Inside {
    let breaks = breaks.add(row, inside.breaks);
    let limit = if row > 0 { chunk + 1 } else { chunk };
    let filled = frames.next(inside.filled, limit, None);
    let waits = if filled.pending != NONE { f64::from(frames.costs().tear) * 0.2 } else { 0.0 };
    Inside { filled, cost: inside.cost + extra + waits, from: inside.from, breaks }
}

struct Walk<'w, 'f> {
    frames: &'w Frames<'f>,
    chunk: usize,
    variant: usize,
    count: usize,
    begins: &'w mut BTreeMap<usize, Vec<Inside>>,
    /// The states after the chunk.
    ends: Vec<Inside>,
    breaks: &'w mut Breaks,
}

impl Walk<'_, '_> {
    /// Sets rows from `row` on until the page is full, and ends a state wherever a page may end.
    fn from(&mut self, mut inside: Inside, row: usize) {
        if row == 0
            && let Some(filled) = self.far_from_the_foot(&inside.filled)
        {
            return self.ends.push(Inside { filled, ..inside });
        }
        let mut begun = row == 0;
        for r in row..self.count {
            let force = inside.filled.y == 0;
            let outcome = self.frames.set(inside.filled, (self.chunk, self.variant, r), force, None);
            let stuck = matches!(outcome, Outcome::Full);
            if inside.filled.y > 0 && (begun || r > row || stuck) && self.may_end(&inside.filled, r, &outcome) {
                self.break_before(&inside, r);
            }
            begun = true;
            match outcome {
                Outcome::Fits(filled, _) => inside.filled = filled,
                Outcome::Split(filled, _) => {
                    inside.filled = filled;
                    inside.cost += f64::from(self.frames.costs().tear);
                    let ends = r + 1 == self.count;
                    let extra = if ends { 0.0 } else { self.frames.break_cost(self.chunk, self.variant, r + 1) };
                    let extra = extra + self.frames.page_cost(&inside.filled);
                    let next = broken(self.frames, &inside, (self.chunk, r + 1), extra, self.breaks);
                    if ends {
                        self.ends.push(next);
                    } else {
                        self.begins.entry(r + 1).or_default().push(next);
                    }
                    return;
                }
                Outcome::Full => return,
            }
        }
        self.ends.push(inside);
    }

    /// The state after all rows of the chunk, if no break would be tried in it or before it. So most chunks cost one
    /// step.
    fn far_from_the_foot(&self, filled: &Filled) -> Option<Filled> {
        let after = self.frames.set_all(*filled, self.chunk, self.variant)?;
        let tempted = filled.y > 0 && self.frames.need[self.chunk] > self.frames.left(filled);
        (!tempted && self.frames.short(&after) > WINDOW).then_some(after)
    }

    fn may_end(&self, filled: &Filled, row: usize, outcome: &Outcome) -> bool {
        !matches!(outcome, Outcome::Fits(..))
            || self.frames.short(filled) <= WINDOW
            || (row == 0 && self.frames.need[self.chunk] > self.frames.left(filled))
    }

    fn break_before(&mut self, inside: &Inside, row: usize) {
        let cost = self.frames.break_cost(self.chunk, self.variant, row) + self.frames.page_cost(&inside.filled);
        let next = broken(self.frames, inside, (self.chunk, row), cost, self.breaks);
        self.begins.entry(row).or_default().push(next);
    }
}

impl Frames<'_> {
    /// The cost of a break before a row.
    fn break_cost(&self, chunk: usize, variant: usize, row: usize) -> f64 {
        f64::from(self.galley.chunks[chunk].break_cost(&self.set.style.pages, variant, row))
    }

    /// The cost of a length other than the best.
    fn variant_cost(&self, chunk: usize, variant: usize) -> f64 {
        match &self.galley.chunks[chunk].body {
            crate::layout::galley::Body::Text(text) => {
                text.variants.get(variant).map_or(0.0, |v| f64::from(v.cost * self.costs().stretch))
            }
            crate::layout::galley::Body::Rows(stack) => {
                let smaller = variant.checked_sub(1).and_then(|v| stack.smaller.get(v));
                smaller.map_or(0.0, |(_, cost)| f64::from(cost * self.costs().stretch))
            }
        }
    }

    /// The cost of a frame that ends at this filling: 0 if it is full; otherwise the square of the lines missing, less
    /// the slack that its joints can take up.
    fn page_cost(&self, filled: &Filled) -> f64 {
        let short = self.short(filled);
        let bare = (short - self.give(filled)).max(0.0);
        let stretched = short - bare;
        // Very short pages cost nearly the same, because an unavoidable cost must not hide the avoidable ones.
        let bare = if bare > 10.0 { 100.0 + 4.0 * (bare - 10.0) } else { bare * bare };
        f64::from(self.costs().short) * f64::from(bare) + f64::from(self.costs().stretch * 2.5 * stretched)
    }

    /// Lines of a full frame.
    fn lines(&self) -> i32 {
        self.set.style.page.lines.max(1) as i32
    }
}
