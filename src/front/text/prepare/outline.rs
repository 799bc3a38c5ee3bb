//! Outlines of GNU Emacs: a line of stars and a space at the margin is a heading, and the stars are its level.
//!
//! A line of the form `-*- outline -*-` says that a text is one. Without it the headings have more levels than one, and
//! empty lines or their text part them, as no list of bullets is typed.

use crate::context::Context;

use super::line::{Line, Stated, say_for_programs, take_out};

/// The mode is named in one of so many first lines.
const HEAD: usize = 3;
/// Fewest headings of a text that names no mode.
const FEWEST: usize = 3;
/// The most stars of a heading.
const DEEPEST: usize = 6;

/// States the headings, and takes the name of the mode off.
pub(crate) fn outline(lines: &mut Vec<Line>, cx: &mut Context) {
    let named = lines.iter().take(HEAD).position(|line| is_mode(&line.text));
    if named.is_none() && !is_outline(lines) {
        return;
    }
    if let Some(at) = named {
        let title = lines[at].text.split("-*-").next().unwrap_or("").trim_end().to_owned();
        if title.is_empty() {
            say_for_programs(&lines[at], cx);
            take_out(lines, |n, _| n == at);
        } else {
            lines[at].retype(title);
        }
    }
    for line in lines.iter_mut() {
        if let Some((level, text)) = heading(line) {
            let text = text.to_owned();
            line.retype(text);
            line.stated = Stated::Heading(level);
            line.gap = line.gap.max(1);
        }
    }
}

/// `-*- outline -*-`, `-*- mode: outline; coding: utf-8 -*-`.
fn is_mode(text: &str) -> bool {
    let mut parts = text.split("-*-");
    let mode = parts.nth(1).filter(|_| parts.next().is_some());
    mode.is_some_and(|mode| mode.split([':', ';', ' ']).any(|word| word.eq_ignore_ascii_case("outline")))
}

/// The level and the words of a heading.
fn heading(line: &Line) -> Option<(u8, &str)> {
    let words = line.text.trim_start_matches('*');
    let stars = line.text.len() - words.len();
    let text = words.strip_prefix(' ').map(str::trim).filter(|text| !text.is_empty())?;
    let fits = (1..=DEEPEST).contains(&stars) && line.indent == 0 && line.quote == 0;
    fits.then_some((u8::try_from(stars).unwrap_or(1), text))
}

/// True if the starred lines are headings of several levels, each a step below another at most.
fn is_outline(lines: &[Line]) -> bool {
    let found: Vec<(usize, u8)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, heading(line)?.0))).collect();
    let steps = found.windows(2).all(|pair| pair[1].1 <= pair[0].1 + 1);
    let deep = found.iter().filter(|(_, level)| *level > 1).count();
    let parted = |&&(at, level): &&(usize, u8)| {
        let below = lines.get(at + 1);
        let opens = below.is_some_and(|next| heading(next).is_some_and(|(inner, _)| inner > level));
        // A line that hangs below its first word continues an item.
        opens || below.is_some_and(|next| next.gap > 0)
    };
    let first = found.first().is_some_and(|(_, level)| *level == 1);
    let clear = found.iter().filter(parted).count();
    first && found.len() >= FEWEST && deep > 0 && steps && clear * 3 >= found.len() * 2
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn levels(text: &str) -> Vec<u8> {
        let mut lines = of_text(text);
        outline(&mut lines, &mut Context::default());
        let level = |line: &Line| if let Stated::Heading(level) = line.stated { level } else { 0 };
        lines.iter().map(level).collect()
    }

    #[test]
    fn stars_are_levels_in_an_outline() {
        assert_eq!(levels("Boats NEWS    -*- outline -*-\n\n* Boats 2\nThe pier.\n* Boats 1\n"), [0, 1, 0, 1]);
        assert_eq!(levels("* Boats 2\n\n** Repairs\n\nThe pier.\n\n** New\n\nA lamp.\n"), [1, 2, 0, 2, 0]);
    }

    #[test]
    fn bullets_are_no_outline() {
        for text in
            ["* Boats\n* Nets\n* Ropes\n", "* Boats\n** small\n** large\n* Nets\n", "* Boats\n\n* Nets\n\n* Ropes"]
        {
            assert!(levels(text).iter().all(|level| *level == 0), "{text}");
        }
        assert_eq!(levels("-*- mode: text -*-\n\n* Boats\n"), [0, 0]);
    }

    #[test]
    fn the_name_of_the_mode_goes() {
        let mut lines = of_text("Boats NEWS    -*- outline -*-\n\n* Boats 2\n");
        outline(&mut lines, &mut Context::default());
        assert_eq!(lines[0].text, "Boats NEWS");
    }
}
