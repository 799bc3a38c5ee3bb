//! Texts that were typed with every other line empty: manuscripts, and RFCs of the eighties.
//!
//! In such texts one empty line parts nothing, and two or three of them part paragraphs.

use super::line::Line;
use super::sentences::ends_sentence;

/// Fewest lines of a text that show its spacing.
const FEWEST: usize = 12;

/// A line that ends before this column may be the last of its paragraph.
const FULL: usize = 50;

/// Removes the empty line between every two lines, if the whole text is spaced so.
pub(crate) fn single(lines: &mut [Line]) {
    if !is_double_spaced(lines) {
        return;
    }
    for at in 1..lines.len() {
        let (above, line) = (&lines[at - 1], &lines[at]);
        // Below a short line, as in a head, one empty line may part.
        let parts = line.gap == 1 && above.end() < FULL && !line.text.starts_with(char::is_lowercase);
        if !parts {
            lines[at].gap = line.gap / 2;
        }
    }
}

/// True if hardly any line is directly below another, and many continue in mid-sentence below an empty line.
fn is_double_spaced(lines: &[Line]) -> bool {
    if lines.len() < FEWEST {
        return false;
    }
    let pairs = || lines.windows(2);
    let close = pairs().filter(|p| p[1].gap == 0).count();
    let apart = pairs().filter(|p| p[1].gap == 1).count();
    let goes_on = |p: &&[Line]| {
        p[1].gap == 1 && p[0].width >= 40 && !ends_sentence(&p[0].text) && p[1].text.starts_with(char::is_lowercase)
    };
    let torn = pairs().filter(goes_on).count();
    close * 10 <= apart && torn * 10 >= 4 * apart
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    const LINES: [&str; 4] = [
        "The ferry stopped at the far bank and did not come back before",
        "the winter was over, which nobody on the island had thought of",
        "when the stores were counted, so that there was no oil for the",
        "lamp and none for the stoves of the upper houses either.",
    ];

    fn gaps(between: &str, after: &str) -> Vec<usize> {
        let text: Vec<String> = (0..4).map(|_| LINES.join(between)).collect();
        let mut lines = of_text(&text.join(after));
        single(&mut lines);
        lines[..6].iter().map(|line| line.gap).collect()
    }

    #[test]
    fn every_other_empty_line_goes() {
        assert_eq!(gaps("\n\n", "\n\n\n\n"), [0, 0, 0, 0, 1, 0]);
    }

    #[test]
    fn paragraphs_of_one_line_and_single_spacing_stay() {
        assert_eq!(gaps("\n", "\n\n"), [0, 0, 0, 0, 1, 0]);
        let mut list = of_text(&"A line that is a paragraph of its own, and ends.\n\n".repeat(20));
        single(&mut list);
        assert!(list.iter().skip(1).all(|line| line.gap == 1));
    }
}
