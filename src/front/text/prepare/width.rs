//! The width at which a text is hard-wrapped, if it is.
//!
//! Lines of wrapped prose end if the next word has no room; lines that are paragraphs, menu entries or verses end
//! anywhere. The width is the smallest that holds nearly every line which is continued. The text counts as wrapped
//! when, at that width, most continued lines were full and many continuations begin in lower case. If longer lines
//! stand among the prose, most lines of the prose decide the column.

use super::line::Line;
use super::sentences::ends_sentence;

/// The narrowest and widest column at which people and programs wrap.
const NARROWEST: usize = 25;
const WIDEST: usize = 140;
/// The widest at which narrow letters go on in a line of a printed page.
const FARTHEST: usize = 180;
/// The narrowest column at which people break prose by eye; verses are narrower.
const PROSE: usize = 54;

/// The column at which lines of a given quotation depth are wrapped, if they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Widths {
    by_depth: Vec<Option<Width>>,
}

/// The width at which lines are wrapped.
#[derive(Clone, Copy, Debug)]
struct Width {
    /// A word that would end beyond this column came onto the next line.
    column: usize,
    /// The last column at which a line wrapped there may end.
    end: usize,
}

impl Width {
    /// Lines end at that column or before it.
    fn even(column: usize) -> Self {
        Width { column, end: column }
    }
}

impl Widths {
    /// Measures a text. Depths beyond the ninth share one measure.
    pub(crate) fn measure(lines: &[Line]) -> Self {
        let deepest = lines.iter().map(|l| l.quote).max().unwrap_or(0).min(9);
        let by_depth = (0..=deepest).map(|depth| measure(lines, depth)).collect();
        Widths { by_depth }
    }

    /// The column for lines of that depth.
    pub(crate) fn of(&self, quote: usize) -> Option<usize> {
        self.by_depth.get(quote.min(9)).copied().flatten().map(|width| width.column)
    }

    /// True if a line is longer than the wrapped lines of its depth.
    pub(crate) fn is_beyond(&self, line: &Line) -> bool {
        let width = self.by_depth.get(line.quote.min(9)).copied().flatten();
        width.is_some_and(|width| line.end() > width.end && !sticks_out(line))
    }
}

fn measure(lines: &[Line], depth: usize) -> Option<Width> {
    let pairs: Vec<(&Line, &Line)> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .filter(|(a, b)| a.quote.min(9) == depth && b.quote == a.quote && b.gap == 0)
        .filter(|(a, b)| super::unit::marker(&b.text).is_none() && !a.is_set_apart())
        .collect();
    let mut ends: Vec<usize> = pairs.iter().filter(|(a, _)| !sticks_out(a)).map(|(a, _)| a.end()).collect();
    if ends.len() < 2 {
        return None;
    }
    ends.sort_unstable();
    let allowed = ends.len() / 100;
    let width = *ends.get(ends.len() - 1 - allowed)?;
    if let Some(agreed) = agreed(&pairs).filter(|agreed| *agreed <= width) {
        return (!is_verse(&pairs, agreed)).then(|| Width::even(agreed));
    }
    if !(NARROWEST..=WIDEST).contains(&width) {
        return ragged(&pairs);
    }
    let full = |a: &Line, b: &Line| a.reach(b) > width;
    let long: Vec<_> = pairs.iter().filter(|(a, _)| a.end() * 10 > width * 6).collect();
    let filled: Vec<_> = long.iter().filter(|(a, b)| full(a, b)).collect();
    // A line that begins with a number is not evidence.
    let cased = |b: &Line| b.text.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_alphabetic());
    let lower = filled.iter().filter(|(_, b)| cased(b).is_some_and(char::is_lowercase)).count();
    let caseless =
        filled.iter().filter(|(_, b)| cased(b).is_some_and(|c| !c.is_lowercase() && !c.is_uppercase())).count();
    let continued = (lower + caseless) * 10 >= filled.len() * 4;
    // Prose fills its lines. Two or three pairs must be a large share of them, because they may be chance.
    let share = filled.len() * 100 / long.len().max(1);
    let dense = continued && (filled.len() >= 3 && share >= 50 || filled.len() >= 2 && share >= 66);
    // Among many lists and headings few lines are full, but a line in lower case continues a full one.
    let goes_on = |b: &Line| cased(b).is_some_and(char::is_lowercase);
    let going = pairs.iter().filter(|(_, b)| goes_on(b)).count();
    let torn = pairs.iter().filter(|(a, b)| goes_on(b) && full(a, b)).count();
    let wrapped = dense || torn >= 3 && torn * 10 >= going * 9;
    match wrapped {
        true if is_verse(&pairs, width) => None,
        true => Some(Width::even(width)),
        false => ragged(&pairs),
    }
}

/// True if lines of similar length are still verses. Of the lines that break off in mid-sentence, one in four had room
/// for the next word, and hardly any sentence ends within a line.
fn is_verse(pairs: &[(&Line, &Line)], column: usize) -> bool {
    let all = going(pairs).count();
    let room = going(pairs).filter(|(a, b)| a.reach(b) <= column).count();
    let inner = |line: &Line| line.text.contains(". ") || line.text.contains("? ") || line.text.contains("! ");
    let within = pairs.iter().filter(|(a, _)| inner(a)).count();
    column < PROSE && all >= 6 && room * 4 >= all && within * 12 <= pairs.len()
}

/// True if the first line stops after a word in lower case or a comma, and the next begins with a word in lower case.
pub(crate) fn stops_within(a: &Line, b: &Line) -> bool {
    a.text.ends_with(|c: char| c.is_lowercase() || c == ',') && b.text.starts_with(char::is_lowercase)
}

/// The lines that surely continue, each with the next.
fn going<'p, 'l>(pairs: &'p [(&'l Line, &'l Line)]) -> impl Iterator<Item = &'p (&'l Line, &'l Line)> {
    pairs.iter().filter(|(a, b)| stops_within(a, b) && b.indent <= a.indent)
}

/// True if a long word, an address of the web, may reach beyond the line's end, as the one or two words before it may.
fn sticks_out(line: &Line) -> bool {
    line.text.split(' ').map(|w| w.chars().count()).max().unwrap_or(0) * 5 > line.width * 2
}

/// The column on which most of the lines agree that surely continue: the line ends there or before, and the next word
/// had no room. Chance makes one pair in ten agree. It finds the column of prose among longer lines of code, tables and
/// addresses.
fn agreed(pairs: &[(&Line, &Line)]) -> Option<usize> {
    // The number of pairs that begin to agree at a column, less those that cease to.
    let mut steps = [0_isize; WIDEST + 2];
    for (a, b) in going(pairs) {
        steps[a.end().min(WIDEST + 1)] += 1;
        steps[a.reach(b).min(WIDEST + 1)] -= 1;
    }
    let mut agree = 0;
    let counts = steps.iter().enumerate().map(|(column, step)| {
        agree += step;
        (agree, std::cmp::Reverse(column))
    });
    let (agree, std::cmp::Reverse(column)) = counts.filter(|(_, column)| column.0 <= WIDEST).max()?;
    let longer = pairs.iter().filter(|(a, _)| a.end() > column).count();
    let many = agree >= 12 && agree as usize * 2 > going(pairs).count() && longer * 8 < pairs.len();
    (many && column >= NARROWEST).then_some(column)
}

/// The column that nearly every continued line passes with its next word: for prose broken by eye or by points, as in
/// text copied from a PDF, where no single column fits.
fn ragged(pairs: &[(&Line, &Line)]) -> Option<Width> {
    let goes_on = |a: &Line, b: &Line| {
        let open = !ends_sentence(&a.text);
        open && b.text.starts_with(char::is_lowercase) && b.indent <= a.indent
    };
    let sure = pairs.iter().filter(|(a, b)| goes_on(a, b));
    let mut reach: Vec<usize> = sure.map(|(a, b)| a.reach(b)).collect();
    reach.sort_unstable();
    let least = *reach.get(reach.len() / 50)?;
    let most = *reach.get(reach.len() - 1 - reach.len() / 20)?;
    // A line that is indented further begins a paragraph; the rows of a table and the entries of a list are shorter
    // than prose.
    let within = pairs.iter().filter(|(a, b)| b.indent <= a.indent && a.end() * 10 > least * 7).count();
    // Lines of verse are shorter, or differ more, or begin with capitals.
    let even = least * 10 >= most * 7 && (PROSE..=WIDEST).contains(&most);
    let fits = even && reach.len() >= 4 && reach.len() * 10 >= within * 4;
    if fits { Some(Width { column: least - 1, end: WIDEST }) } else { spread(&reach, pairs.len()) }
}

/// The column of prose by points among lists and listings, as in a manual copied from a PDF: of the lines that surely
/// continue, most pass columns that are not far apart. `reach` are the columns that they pass, in order; `pairs` is the
/// number of all lines that have another directly below.
fn spread(reach: &[usize], pairs: usize) -> Option<Width> {
    let reach = reach.get(reach.partition_point(|column| *column < PROSE)..)?;
    let beyond = |first: usize| reach.partition_point(|column| column * 5 <= first * 7);
    let windows = reach.iter().enumerate().map(|(at, first)| (beyond(*first) - at, at));
    let (count, at) = windows.max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)))?;
    let inside = reach.get(at..at + count)?;
    let (least, most) = (*inside.get(count / 8)?, *inside.last()?);
    let enough = count >= 20 && count * 10 >= reach.len() * 6 && count * 5 >= pairs;
    (enough && most <= FARTHEST).then(|| Width { column: least - 1, end: most })
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

    /// Prose wrapped at 66 columns, 24 lines.
    fn prose() -> String {
        let words = "the ferry had stopped at the far bank for the winter and nobody in the village could say when it would cross";
        let mut lines = vec![String::new()];
        for word in words.split(' ').cycle() {
            let line = lines.last_mut().unwrap();
            if line.len() + 1 + word.len() <= 66 {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            } else if lines.len() == 24 {
                return lines.join("\n");
            } else {
                lines.push(word.to_string());
            }
        }
        unreachable!("words go on for ever")
    }

    #[test]
    fn verses_of_one_length_have_no_width() {
        let verse = "the ferry stopped at the far bank\nfor the winter, and nobody there\ncould say when it would cross\n\
                     again under a sky as white\nas the ice that lay below it\nand as still as the old boats\n\n\
                     the children walked to school\nacross the river with lanterns\nin their hands and all the wool\n\
                     their mothers had about their ears\nand sang of what they had seen\nin the windows of the town\n";
        assert_eq!(width(verse), None);
    }

    #[test]
    fn longer_lines_of_code_do_not_hide_the_column_of_the_prose() {
        let code =
            "let departures = harbour.timetable().departures().filter(|ferry| ferry.crosses(&river));\n".repeat(2);
        assert_eq!(width(&format!("{}\n\n{code}", prose())), Some(66));
    }

    #[test]
    fn lines_wrapped_twice_have_the_second_column() {
        // Broken at 66 columns by hand, and then at 60: every other line is a word or two.
        let once = prose();
        let twice = once.lines().map(|line| match line.get(..60).and_then(|head| head.rfind(' ')) {
            Some(at) if line.len() > 60 => format!("{}\n{}\n", &line[..at], &line[at + 1..]),
            _ => format!("{line}\n"),
        });
        assert_eq!(width(&twice.collect::<String>()), Some(60));
    }
}
