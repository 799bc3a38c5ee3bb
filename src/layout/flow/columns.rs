//! The widths of a table's columns from the demands of their cells.

use crate::layout::frame::Pt;

/// The widths that a column asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Demand {
    /// The narrowest it can be without breaking words.
    pub min: Pt,
    /// The greatest useful width: its longest paragraph on one line.
    pub max: Pt,
    /// Its share of the table as the source states it, 0 to 1.
    pub share: Option<f32>,
}

/// The demands of columns from those of cells (first column, columns covered, demand). A cell over several columns asks
/// only for the width that they lack together, and each adds to it in proportion to its own wish.
pub(super) fn demands(cells: &[(usize, usize, Demand)], columns: usize, gap: Pt) -> Vec<Demand> {
    let mut out = vec![Demand::default(); columns];
    for (column, _, demand) in cells.iter().filter(|c| c.1 <= 1) {
        if let Some(own) = out.get_mut(*column) {
            own.min = own.min.max(demand.min);
            own.max = own.max.max(demand.max);
        }
    }
    for (column, span, demand) in cells.iter().filter(|c| c.1 > 1) {
        let end = (column + span).min(columns);
        let Some(covered) = out.get_mut(*column..end).filter(|c| !c.is_empty()) else { continue };
        let inner = gap * (covered.len() as Pt - 1.0);
        let wishes: Pt = covered.iter().map(|d| d.max).sum();
        let lacks = |have: Pt, want: Pt| (want - inner - have).max(0.0);
        let (min, max) = (lacks(covered.iter().map(|d| d.min).sum(), demand.min), lacks(wishes, demand.max));
        let count = covered.len() as Pt;
        for own in covered {
            let share = if wishes > 0.0 { own.max / wishes } else { 1.0 / count };
            own.min += min * share;
            own.max += max * share;
        }
    }
    out.iter_mut().for_each(|d| d.max = d.max.max(d.min));
    out
}

/// The widths of columns in `room` points without gaps. Never wider than the content needs, and narrower than its words
/// only if not even those fit.
pub(super) fn widths(demands: &[Demand], room: Pt) -> Vec<Pt> {
    let least: Pt = demands.iter().map(|d| d.min).sum();
    let most: Pt = demands.iter().map(|d| d.max).sum();
    if !demands.is_empty() && demands.iter().all(|d| d.share.is_some()) {
        return stated(demands, room);
    }
    if most <= room {
        return demands.iter().map(|d| d.max).collect();
    }
    if least >= room {
        let scale = room / least.max(1.0);
        return demands.iter().map(|d| d.min * scale).collect();
    }
    shared(demands, room)
}

/// The shares that the source states, but no column narrower than its words while others have room.
fn stated(demands: &[Demand], room: Pt) -> Vec<Pt> {
    let total: f32 = demands.iter().filter_map(|d| d.share).sum();
    let wish = |d: &Demand| room * d.share.unwrap_or(0.0) / total.max(1.0);
    let lack: Pt = demands.iter().map(|d| (d.min - wish(d)).max(0.0)).sum();
    let spare: Pt = demands.iter().map(|d| (wish(d) - d.min).max(0.0)).sum();
    let give = if spare > 0.0 { (lack / spare).min(1.0) } else { 0.0 };
    demands.iter().map(|d| if wish(d) < d.min { d.min } else { wish(d) - (wish(d) - d.min) * give }).collect()
}

/// Short columns get the width that they need; long columns share the rest in proportion to their text, each at least
/// the width of its words.
fn shared(demands: &[Demand], room: Pt) -> Vec<Pt> {
    let mut widths = vec![None; demands.len()];
    let mut rest = room;
    let mut open: Vec<usize> = (0..demands.len()).collect();
    open.sort_by(|&a, &b| demands[a].max.total_cmp(&demands[b].max).then(a.cmp(&b)));
    // From the shortest: all it needs, while that is within an equal share and leaves the others their words.
    while let Some(&i) = open.first() {
        let others: Pt = open[1..].iter().map(|&j| demands[j].min).sum();
        if demands[i].max > rest / open.len() as Pt || demands[i].max > rest - others {
            break;
        }
        widths[i] = Some(demands[i].max);
        rest -= demands[i].max;
        open.remove(0);
    }
    // In proportion to their text; a column that would get less than its words need gets exactly that and leaves the
    // sharing.
    loop {
        let total: Pt = open.iter().map(|&i| demands[i].max).sum();
        let under = open.iter().position(|&i| rest * demands[i].max / total.max(1.0) < demands[i].min);
        match under {
            Some(at) => {
                let i = open.remove(at);
                widths[i] = Some(demands[i].min);
                rest -= demands[i].min;
            }
            None => {
                open.iter().for_each(|&i| widths[i] = Some(rest * demands[i].max / total.max(1.0)));
                break;
            }
        }
    }
    widths.into_iter().map(|w: Option<Pt>| w.unwrap_or(1.0).max(1.0)).collect()
}

/// The wish of a cell: to be on one line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wish {
    /// Its row, counted through head, body and foot.
    pub row: usize,
    /// Its column.
    pub column: usize,
    /// The width of its text on one line.
    pub max: Pt,
}

/// Work that evening out may take: cells times pairs of columns.
const MOST_WORK: usize = 200_000;
/// Rounds of evening out.
const ROUNDS: usize = 24;

/// Moves width between columns while that makes the table shorter: otherwise one long word in a column of short ones
/// would take the width of a column of sentences. If the source states widths or all cells fit on one line, nothing
/// changes.
pub(super) fn evened(mut widths: Vec<Pt>, demands: &[Demand], wishes: &[Wish]) -> Vec<Pt> {
    let count = widths.len();
    let wraps = demands.iter().zip(&widths).any(|(demand, width)| demand.max > width + 0.5);
    let stated = demands.iter().all(|demand| demand.share.is_some());
    if !wraps || stated || count < 2 || wishes.len() * count * count > MOST_WORK {
        return widths;
    }
    let rows = wishes.iter().map(|wish| wish.row + 1).max().unwrap_or(0);
    let mut lines = vec![0.0f32; rows];
    let mut height = |widths: &[Pt]| -> f32 {
        lines.fill(1.0);
        let mut torn = 0.0;
        for wish in wishes {
            let Some(width) = widths.get(wish.column) else { continue };
            let ratio = wish.max / width.max(1.0);
            if ratio > 1.0 {
                // Lines are never full, and a cell of two lines that could be one is harder to read.
                lines[wish.row] = lines[wish.row].max(1.1 * ratio);
                torn += TORN;
            }
        }
        lines.iter().sum::<f32>() + torn
    };
    // A short column with all its width keeps it, because names are not torn for the sake of sentences.
    let total: Pt = widths.iter().sum();
    let least = |column: usize, width: Pt| match demands[column].max {
        max if max <= SHORT * total && width >= max - 0.5 => width,
        _ => demands[column].min,
    };
    let least: Vec<Pt> = widths.iter().enumerate().map(|(column, width)| least(column, *width)).collect();
    let mut best = height(&widths);
    let mut step = 0.06 * total;
    for _ in 0..ROUNDS {
        let mut found = None;
        for from in 0..count {
            let give = step.min(widths[from] - least[from]);
            if give < 1.0 {
                continue;
            }
            for to in (0..count).filter(|to| *to != from && demands[*to].max > widths[*to]) {
                let mut tried = widths.clone();
                tried[from] -= give;
                tried[to] += give;
                let tall = height(&tried);
                if tall < best - 0.05 {
                    best = tall;
                    found = Some(tried);
                }
            }
        }
        match found {
            Some(better) => widths = better,
            None if step > 0.02 * total => step /= 2.0,
            None => break,
        }
    }
    widths
}

/// Share of a table that a short column has at most.
const SHORT: Pt = 0.3;
/// The cost of a cell on several lines, in lines.
const TORN: f32 = 1.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn demand(min: Pt, max: Pt) -> Demand {
        Demand { min, max, share: None }
    }

    #[test]
    fn stated_shares_give_way_to_words() {
        let demand = |min: Pt, share: f32| Demand { min, max: 900.0, share: Some(share) };
        let widths = stated(&[demand(50.0, 0.1), demand(10.0, 0.9)], 200.0);
        assert!((widths[0] - 50.0).abs() < 0.01 && (widths[1] - 150.0).abs() < 0.01, "{widths:?}");
    }

    #[test]
    fn short_columns_are_not_wrapped_for_long_ones() {
        let widths = widths(&[demand(20.0, 60.0), demand(40.0, 900.0), demand(30.0, 80.0)], 300.0);
        assert_eq!(widths[0], 60.0);
        assert_eq!(widths[2], 80.0);
        assert!((widths.iter().sum::<Pt>() - 300.0).abs() < 0.01);
    }

    #[test]
    fn no_column_falls_under_its_words() {
        let widths = widths(&[demand(100.0, 110.0), demand(40.0, 2000.0), demand(90.0, 400.0)], 260.0);
        assert!(widths[0] >= 100.0 && widths[1] >= 40.0 && widths[2] >= 89.9);
        assert!((widths.iter().sum::<Pt>() - 260.0).abs() < 0.01);
    }

    /// Eight rows of a name, an example and a sentence; one of the examples is long.
    #[test]
    fn one_long_cell_does_not_take_the_room_of_sentences() {
        let demands = [demand(40.0, 50.0), demand(70.0, 160.0), demand(50.0, 600.0)];
        let wish = |row: usize, column: usize| {
            let max = [50.0, if row == 3 { 160.0 } else { 70.0 }, 400.0 + 25.0 * row as Pt][column];
            Wish { row, column, max }
        };
        let wishes: Vec<Wish> = (0..8).flat_map(|row| (0..3).map(move |column| wish(row, column))).collect();
        let before = widths(&demands, 320.0);
        let after = evened(before.clone(), &demands, &wishes);
        assert!(after[2] > 1.2 * before[2].min(150.0) && after[2] >= 175.0, "{before:?} {after:?}");
        assert!(after[0] >= 49.9 && after[1] >= 70.0);
        assert!((after.iter().sum::<Pt>() - before.iter().sum::<Pt>()).abs() < 0.01);
        // If all cells fit on one line, nothing moves.
        let wide = widths(&demands, 900.0);
        assert_eq!(evened(wide.clone(), &demands, &wishes), wide);
    }

    #[test]
    fn a_cell_over_columns_asks_for_what_they_lack() {
        let cells = [(0, 1, demand(10.0, 10.0)), (1, 1, demand(10.0, 30.0)), (0, 2, demand(50.0, 100.0))];
        let demands = demands(&cells, 2, 10.0);
        assert_eq!(demands.iter().map(|d| d.max).sum::<Pt>(), 90.0);
        assert_eq!(demands.iter().map(|d| d.min).sum::<Pt>(), 40.0);
    }

    #[test]
    fn stated_shares_are_kept_where_words_fit() {
        let share = |share, min| Demand { min, max: 500.0, share: Some(share) };
        assert_eq!(widths(&[share(0.25, 10.0), share(0.75, 10.0)], 400.0), [100.0, 300.0]);
    }
}
