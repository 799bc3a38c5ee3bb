//! Two columns with empty lines between their rows: names on the left, what is said of them on the right.
//!
//! ```text
//! 01_easy.c      Compression using
//!                a preset
//!
//! 02_decode.c    Decompression
//! ```

use super::line::{Line, Stated, fold};
use super::tables::gaps;
use super::unit::{Kind, Region, is_rule};

/// A name has at most so many characters.
const NAME: usize = 40;
/// So many lines are read at most.
const MOST: usize = 500;

/// The line of a row in which something stands.
enum Place {
    /// A name and the first words of the right column, which begin at this byte.
    Both(usize),
    /// The right column goes on.
    Right,
    /// The name goes on.
    Left,
}

/// The table that begins at `lines[at]`, if any, and the number of lines that were looked at.
pub(super) fn two_columns(lines: &[Line], at: usize) -> (usize, Option<Region>) {
    let begins = |line: &&Line| at == 0 || line.gap > 0;
    let first = lines.get(at).filter(begins).and_then(|line| Some((line, second(line)?)));
    let Some((first, (_, column))) = first else { return (0, None) };
    let place = |line: &Line| match second(line) {
        Some((byte, found)) if found == column && line.indent == first.indent => Some(Place::Both(byte)),
        _ if line.indent == column => Some(Place::Right),
        None if line.indent == first.indent && line.gap == 0 && line.end() + 2 <= column => Some(Place::Left),
        _ => None,
    };
    let rest = lines[at..].iter().take(MOST).enumerate();
    let same = |line: &Line| line.quote == first.quote && line.stated == Stated::Nothing && !is_rule(&line.text);
    let found: Vec<(&Line, Place)> = rest
        .map_while(|(n, line)| {
            let place = if n == 0 || same(line) && line.gap <= 2 { place(line) } else { None };
            Some((line, place?))
        })
        .collect();
    let names = found.iter().filter(|(_, place)| matches!(place, Place::Both(_))).count();
    let below = found.iter().filter(|(_, place)| matches!(place, Place::Right)).count();
    let parted = found.iter().skip(1).any(|(line, _)| line.gap > 0);
    if !parted || names + below.min(2) < 4 || names < 2 {
        return (found.len(), None);
    }
    let rows = rows(&found);
    // Who speaks in a play speaks again.
    let mut left: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
    left.sort_unstable();
    let unlike = left.windows(2).all(|pair| pair[0] != pair[1]);
    (found.len(), unlike.then_some((found.len(), Kind::Table(rows, false))))
}

/// The byte and the column at which the words after the first gap of a line begin.
fn second(line: &Line) -> Option<(usize, usize)> {
    let gap = line.text.find("  ")?;
    let byte = gap + line.text[gap..].find(|c| c != ' ')?;
    let name = line.text[..gap].chars().count();
    let column = line.indent + name + (byte - gap);
    let first = line.text[byte..].chars().next().map_or(0, char::len_utf8);
    (name <= NAME && gaps(&line.text[..byte + first]) > 0).then_some((byte, column))
}

/// The rows. Lines of one cell are one text if most of them go on, and lines of their own otherwise.
fn rows(found: &[(&Line, Place)]) -> Vec<Vec<String>> {
    let widest = found.iter().map(|(line, _)| line.end()).max().unwrap_or(0);
    let goes_on = |a: &Line, b: &Line| b.text.starts_with(char::is_lowercase) || a.reach(b) > widest;
    let pairs = || found.windows(2).filter(|pair| matches!(pair[1].1, Place::Right) && pair[1].0.gap == 0);
    let is_wrapped = pairs().filter(|pair| goes_on(pair[0].0, pair[1].0)).count() * 2 > pairs().count();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (line, place) in found {
        let add = |cell: &mut String, space: char| {
            cell.push(space);
            cell.push_str(&fold(&line.text));
        };
        match (place, rows.last_mut()) {
            (Place::Both(byte), _) => {
                let (left, right) = line.text.split_at(*byte);
                rows.push(vec![fold(left), fold(right)]);
            }
            (Place::Right, Some(row)) => add(&mut row[1], if is_wrapped && line.gap == 0 { ' ' } else { '\n' }),
            (Place::Left, Some(row)) => add(&mut row[0], '\n'),
            // The first line has both.
            (_, None) => {}
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn table(text: &str) -> Option<Vec<Vec<String>>> {
        match two_columns(&of_text(text), 0).1 {
            Some((_, Kind::Table(rows, false))) => Some(rows),
            _ => None,
        }
    }

    #[test]
    fn rows_may_have_empty_lines_between() {
        let wrapped = "easy.c     Compression using\n           a preset\n\ndecode.c   Decompression\n\nmt.c       As easy.c, in\n           many threads";
        let row = |name: &str, text: &str| vec![name.to_owned(), text.to_owned()];
        let want = [
            row("easy.c", "Compression using a preset"),
            row("decode.c", "Decompression"),
            row("mt.c", "As easy.c, in many threads"),
        ];
        assert_eq!(table(wrapped).as_deref(), Some(&want[..]));
        let lines =
            "argon     Ada Quill\n          Bo Marsh\n\nsalsa     Cy Lund of the Harbour\nchacha\n\npoly      Di Holm";
        let want = [
            row("argon", "Ada Quill\nBo Marsh"),
            row("salsa\nchacha", "Cy Lund of the Harbour"),
            row("poly", "Di Holm"),
        ];
        assert_eq!(table(lines).as_deref(), Some(&want[..]));
    }

    #[test]
    fn plays_and_prose_are_none() {
        let play = "ADA     It is late.\n\nBO      Very.\n\nADA     The boat is gone.\n\nBO      Then we swim.";
        assert_eq!(table(play), None);
        assert_eq!(table("He went.  She stayed.\n\nThey met.  It was late.\n\nHe slept.  And so on."), None);
        assert_eq!(table("One   two\n\nThree  four\n\nFive    six"), None);
    }
}
