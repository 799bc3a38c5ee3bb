//! Is a text hard-wrapped, and at which column?
//!
//! Lines of wrapped prose end where the next word would not have fitted; lines that are paragraphs, menu entries or
//! verses end anywhere. The width is the smallest that holds nearly every line which is continued; the text counts as
//! wrapped when, at that width, most continued lines were full and many continuations begin in lower case.

use super::line::Line;

/// The narrowest and widest column at which people and programs wrap.
const NARROWEST: usize = 25;
const WIDEST: usize = 140;

/// The column at which lines of a given quotation depth are wrapped, if they are.
#[derive(Clone, Debug, Default)]
pub struct Widths {
    by_depth: Vec<Option<usize>>,
}

impl Widths {
    /// Measures a text. Depths beyond the ninth share one measure.
    pub fn measure(lines: &[Line]) -> Self {
        let deepest = lines.iter().map(|l| l.quote).max().unwrap_or(0).min(9);
        let by_depth = (0..=deepest).map(|depth| measure(lines, depth)).collect();
        Widths { by_depth }
    }

    /// The column for lines of that depth.
    pub fn of(&self, quote: usize) -> Option<usize> {
        self.by_depth.get(quote.min(9)).copied().flatten()
    }
}

fn measure(lines: &[Line], depth: usize) -> Option<usize> {
    let pairs: Vec<(&Line, &Line)> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .filter(|(a, b)| a.quote.min(9) == depth && b.quote == a.quote && b.gap == 0)
        .filter(|(_, b)| super::unit::marker(&b.text).is_none())
        .collect();
    // A long word, an address of the web, may stick out; so may the one or two words before it.
    let sticks_out = |l: &Line| l.text.split(' ').map(|w| w.chars().count()).max().unwrap_or(0) * 5 > l.width * 2;
    let mut ends: Vec<usize> = pairs.iter().filter(|(a, _)| !sticks_out(a)).map(|(a, _)| a.end()).collect();
    if ends.len() < 2 {
        return None;
    }
    ends.sort_unstable();
    let allowed = ends.len() / 100;
    let width = *ends.get(ends.len() - 1 - allowed)?;
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let full = |a: &Line, b: &Line| a.end() + 1 + b.first_word().chars().count() > width;
    let long: Vec<_> = pairs.iter().filter(|(a, _)| a.end() * 10 > width * 6).collect();
    let filled: Vec<_> = long.iter().filter(|(a, b)| full(a, b)).collect();
    // A line that begins with a number tells nothing, whatever comes behind.
    let cased = |b: &Line| b.text.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_alphabetic());
    let lower = filled.iter().filter(|(_, b)| cased(b).is_some_and(char::is_lowercase)).count();
    let caseless =
        filled.iter().filter(|(_, b)| cased(b).is_some_and(|c| !c.is_lowercase() && !c.is_uppercase())).count();
    let continued = (lower + caseless) * 10 >= filled.len() * 4;
    // Prose fills its lines; so do three pairs at least, or the chance is too great.
    let share = filled.len() * 100 / long.len().max(1);
    let dense = continued && (filled.len() >= 3 && share >= 50 || filled.len() >= 2 && share >= 66);
    // Among many lists and headings few lines are full, but what goes on in lower case went on after a full one.
    let goes_on = |b: &Line| cased(b).is_some_and(char::is_lowercase);
    let going = pairs.iter().filter(|(_, b)| goes_on(b)).count();
    let torn = pairs.iter().filter(|(a, b)| goes_on(b) && full(a, b)).count();
    let wrapped = dense || torn >= 3 && torn * 10 >= going * 9;
    if wrapped { Some(width) } else { ragged(&pairs) }
}

/// The column that nearly every line passes with the next word which surely goes on: for prose broken by eye or by
/// points, as what is copied from a PDF is, where no one column holds.
fn ragged(pairs: &[(&Line, &Line)]) -> Option<usize> {
    let goes_on = |a: &Line, b: &Line| {
        let open = !super::page::ends_sentence(&a.text);
        open && b.text.starts_with(char::is_lowercase) && b.indent <= a.indent
    };
    let sure = pairs.iter().filter(|(a, b)| goes_on(a, b));
    let mut reach: Vec<usize> = sure.map(|(a, b)| a.end() + 1 + b.first_word().chars().count()).collect();
    reach.sort_unstable();
    let least = *reach.get(reach.len() / 50)?;
    let most = *reach.get(reach.len() - 1 - reach.len() / 20)?;
    // What is indented further begins a paragraph; the rows of a table and the entries of a list are shorter than prose.
    let within = pairs.iter().filter(|(a, b)| b.indent <= a.indent && a.end() * 10 > least * 7).count();
    // Lines of verse are shorter, or differ more, or begin with capitals.
    let even = least * 10 >= most * 7 && (54..=WIDEST).contains(&most);
    (even && reach.len() >= 4 && reach.len() * 10 >= within * 4).then(|| least - 1)
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn width(text: &str) -> Option<usize> {
        Widths::measure(&of_text(text)).of(0)
    }

    #[test]
    fn prose_broken_by_eye_has_a_width_and_verse_has_none() {
        let prose = "The ferry had stopped at the far bank for the winter, and nobody in\n\
                     the village could say for certain when it would cross\n\
                     again; the ice came early that year, earlier than the oldest\n\
                     of the fishermen remembered, and stayed so long that the children\n\
                     walked to school across the river with lanterns in\n\
                     their hands and wool about their ears.";
        assert!(width(prose).is_some_and(|w| (50..60).contains(&w)), "{:?}", width(prose));
        let verse = "The ferry stopped at the far bank\nfor the winter,\nand nobody could say\n\
                     when it would cross again\nunder a sky\nas white as the ice below it\nand as still";
        assert_eq!(width(verse), None);
    }
}
