//! Entries whose second lines are set in, as bibliographies are typed.
//!
//! A poem has lines that are set in too, but its lines end where the verse ends. The lines of a bibliography end where
//! the next word had no room, and its entries hold years and pages.

use super::line::Line;

/// The least and the most columns by which second lines are set in.
const SET_IN: std::ops::RangeInclusive<usize> = 2..=8;
/// A line as short as this was not wrapped.
const SHORTEST: usize = 45;

/// For each line, true if it continues the line above in such a list.
pub(crate) fn continued(lines: &[Line]) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let goes_on = |pair: &&[Line]| pair[1].gap == 0 && pair[1].quote == pair[0].quote;
        let end = at + 1 + lines[at..].windows(2).take_while(goes_on).count();
        if is_list(&lines[at..end]) {
            let margin = lines[at].indent;
            for (line, out) in lines[at..end].iter().zip(&mut out[at..end]) {
                *out = line.indent > margin;
            }
        }
        at = end;
    }
    out
}

/// True if a run of lines is such a list.
fn is_list(run: &[Line]) -> bool {
    let Some(margin) = run.first().map(|line| line.indent) else { return false };
    let is_entry = |line: &&Line| line.indent == margin;
    let fits = run.iter().all(|line| line.indent == margin || SET_IN.contains(&line.indent.saturating_sub(margin)));
    let entries = run.iter().filter(is_entry).count();
    let torn = || run.windows(2).filter(|pair| pair[1].indent > margin);
    let widest = run.iter().map(Line::end).max().unwrap_or(0);
    let full = |pair: &[Line]| pair[0].width >= SHORTEST && pair[0].reach(&pair[1]) > widest;
    // Each entry with the lines below it.
    let dated =
        run.chunk_by(|_, next| next.indent > margin).filter(|entry| entry.iter().any(|line| holds_year(&line.text)));
    fits && entries >= 2 && torn().count() >= 2 && torn().all(full) && dated.count() * 2 >= entries
}

/// True if one of the numbers in a text may be a year.
fn holds_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_alphanumeric());
    numbers.any(|n| n.len() == 4 && n.parse::<u32>().is_ok_and(|year| (1400..2100).contains(&year)))
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    #[test]
    fn entries_hang_and_verses_do_not() {
        let list = "Quill, Ada. Ropes and Knots of the Northern Harbours. Leith:\n    Pier, 1987.\nMarsh, Bo. \"Salt, and who paid for it.\" Journal of Salt 12\n    (1999): 33-51.\nLund, Cy. Nets. 2019.";
        assert_eq!(continued(&of_text(list)), [false, true, false, true, false]);
        let verse = "I carried salt for seven years and carried grain for ten,\n    I carried letters home,\nThe river rose and fell and rose and rose and fell again,\n    And took the foam.";
        assert_eq!(continued(&of_text(verse)), [false; 4]);
        assert_eq!(continued(&of_text("One\n    two\n\nThree")), [false; 3]);
    }
}
