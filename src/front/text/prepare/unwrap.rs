//! From lines to units: wrapped paragraphs become one line again.
//!
//! At each line end the next word would still have had room, or not. If it had, a paragraph ends there; if not, the
//! paragraph continues, unless other signs contradict. Words that were hyphenated at line ends are joined, with the
//! document as the dictionary.

use super::hyphens::{Hyphens, is_hyphenated};
use super::line::{Line, Stated, fold};
use super::paragraph_blocks::{self, dangles};
use super::patches;
use super::regions;
use super::sentences::ends_sentence;
use super::unit::{Kind, Marker, Unit, is_rule, marker, roman_value};
use super::width::{Widths, stops_within};
use crate::doc::Numbering;
use crate::doc::count::is_ideographic;

/// The longest head of a numbered item in a line of its own, in characters.
const ITEM_HEAD: usize = 40;

/// The form of the whole text.
struct Form<'a> {
    widths: Widths,
    /// RFC 3676: a space at the end of a line means that the paragraph continues.
    flowed: bool,
    /// First lines of paragraphs are indented, and no other sign parts paragraphs.
    first_indented: bool,
    /// Empty lines part paragraphs: most short lines come before one.
    spaced: bool,
    hyphens: Hyphens<'a>,
    /// The column at which most of the text begins.
    margin: usize,
    /// The column at which the longest line ends.
    widest: usize,
    /// For a text with short last lines as the only ends of paragraphs: true for the lines that begin a paragraph
    /// although the line above is full.
    hidden: Option<Vec<bool>>,
    /// True for the lines that are set in below the entry of a bibliography.
    hanging: Vec<bool>,
    /// True for the lines that continue a paragraph between empty lines.
    blocks: Vec<bool>,
}

/// Joins lines to units.
pub(crate) fn unwrap(lines: &[Line]) -> Vec<Unit> {
    let form = Form::of(lines);
    let ends = run_ends(lines);
    let mut units: Vec<Unit> = Vec::new();
    let mut at = 0;
    let mut skip = regions::Skip::default();
    // The first line of the unit being built, to recognise hanging and first-line indents.
    let mut first = 0;
    while let Some(line) = lines.get(at) {
        if line.stated != Stated::Nothing && line.stated != Stated::Prose {
            at += stated(lines, at, &mut units);
            first = at;
            continue;
        }
        let continues = at > first && open(units.last());
        let previous = if continues { lines.get(at - 1) } else { None };
        if let Some(level) = previous.and_then(|p| underline(p, line, units.last())) {
            if let Some(unit) = units.last_mut() {
                unit.underlined = level;
                unit.span = unit.span.to(line.span);
            }
            at += 1;
            first = at;
            if let Some(next) = units.last_mut() {
                next.lines += 1;
            }
            continue;
        }
        let end = ends.get(at).copied().unwrap_or(at + 1);
        if is_rule(&line.text)
            && line.width >= 1
            && !regions::begins_with_rule(lines.get(at..end).unwrap_or(&[]))
            && regions::listing(lines, at).is_none()
        {
            units.push(unit(line, Kind::Rule, String::new()));
            at += 1;
            first = at;
            continue;
        }
        if let Some(previous) = previous
            && let (Some(last), Some(head)) = (units.last_mut(), lines.get(first))
            && (form.continues(at) || form.joins(head, previous, line, last) && !form.hides_end(at))
        {
            form.join(last, line);
            at += 1;
            continue;
        }
        if line.stated == Stated::Nothing
            && let Some((count, kind)) = patches::patch(lines, at)
                .or_else(|| patches::summary(lines, at))
                .or_else(|| regions::region(lines, at, end, form.margin, &mut skip))
        {
            let count = count.clamp(1, lines.len() - at);
            units.push(of_lines(&lines[at..at + count], kind));
            at += count;
            first = at;
            continue;
        }
        units.push(begin(line));
        first = at;
        at += 1;
    }
    romans(&mut units);
    names(&mut units);
    for unit in &mut units {
        // A soft hyphen at the end of the text.
        if unit.text.ends_with('\u{ad}') {
            unit.text.pop();
        }
    }
    units
}

/// The unit of lines with a stated kind: a heading, or verbatim text. Also returns the number of lines taken.
fn stated(lines: &[Line], at: usize, units: &mut Vec<Unit>) -> usize {
    let line = &lines[at];
    let goes_on = |l: &&Line| l.stated == line.stated && l.quote == line.quote;
    let Stated::Heading(level) = line.stated else {
        let count = 1 + lines[at + 1..].iter().take_while(goes_on).count();
        let body = regions::verbatim(&lines[at..at + count], usize::MAX);
        units.push(of_lines(&lines[at..at + count], Kind::Verbatim(body, None)));
        return count;
    };
    let count = 1 + lines[at + 1..].iter().take_while(|l| goes_on(l) && l.gap == 0).count();
    let words: Vec<&str> = lines[at..at + count].iter().map(|l| l.text.as_str()).collect();
    let mut made = of_lines(&lines[at..at + count], Kind::Prose);
    made.text = fold(&words.join(" "));
    made.level = Some(level);
    units.push(made);
    count
}

/// A unit of several lines.
fn of_lines(lines: &[Line], kind: Kind) -> Unit {
    let mut made = unit(&lines[0], kind, String::new());
    made.text = cells_text(&made.kind);
    made.lines = lines.len();
    for line in lines {
        made.span = made.span.to(line.span);
    }
    made
}

/// A letter that is also a Roman number counts as one if the next item has the next number: `V.` above `VI.`
fn romans(units: &mut [Unit]) {
    for i in 0..units.len().saturating_sub(1) {
        let (Some(Marker::Number { typed, .. }), Some(Marker::Number { value: next, numbering, .. })) =
            (&units[i].marker, &units[i + 1].marker)
        else {
            continue;
        };
        let letter = typed.trim_matches(|c: char| !c.is_alphanumeric());
        let roman = matches!(numbering, Numbering::LowerRoman | Numbering::UpperRoman);
        let value = if letter.len() == 1 && roman { roman_value(&letter.to_lowercase()) } else { None };
        let (numbering, counts_on) = (*numbering, value.is_some_and(|v| v + 1 == *next));
        if let (true, Some(found), Some(Marker::Number { value, numbering: own, .. })) =
            (counts_on, value, &mut units[i].marker)
        {
            (*value, *own) = (found, numbering);
        }
    }
}

/// `A. Quill` is a name, and `P. A. HOLM.` too, and not an item, unless an item with the letter before or after is next to it.
fn names(units: &mut [Unit]) {
    let letter = |unit: Option<&Unit>| match unit.map(|u| &u.marker) {
        Some(Some(Marker::Number { value, numbering: Numbering::UpperAlpha | Numbering::UpperRoman, .. })) => {
            Some(*value)
        }
        _ => None,
    };
    for i in 0..units.len() {
        let Some(value) = letter(units.get(i)) else { continue };
        let beside = [i.checked_sub(1), i.checked_sub(2), Some(i + 1), Some(i + 2)];
        let counted = beside.into_iter().flatten().filter_map(|j| letter(units.get(j))).any(|v| v.abs_diff(value) == 1);
        let unit = &units[i];
        let is_name = |word: &str| {
            let bare = word.trim_end_matches(['.', ',']);
            bare.starts_with(char::is_uppercase) && bare.chars().all(char::is_alphabetic)
        };
        // Further initials may stand between: `P. A. HOLM.`
        let named = unit.text.rsplit(' ').skip(1).all(|word| word.len() == 2 && is_name(word))
            && unit.text.rsplit(' ').next().is_some_and(is_name);
        let full = unit.full_text();
        let initial = full.chars().nth(1) == Some('.');
        if named && initial && !counted && unit.lines == 1 {
            let unit = &mut units[i];
            (unit.text, unit.marker, unit.content) = (full, None, unit.indent);
        }
    }
}

/// For every line, the end of its run of lines of one quotation depth without an empty line.
fn run_ends(lines: &[Line]) -> Vec<usize> {
    let mut ends = vec![lines.len(); lines.len()];
    for i in (1..lines.len()).rev() {
        let parted = lines[i].gap > 0 || lines[i].quote != lines[i - 1].quote;
        ends[i - 1] = if parted { i } else { ends[i] };
    }
    ends
}

fn open(unit: Option<&Unit>) -> bool {
    unit.is_some_and(|u| u.kind == Kind::Prose && u.underlined == 0 && u.level.is_none())
}

fn unit(line: &Line, kind: Kind, text: String) -> Unit {
    Unit {
        kind,
        text,
        marker: None,
        indent: line.indent,
        least: line.indent,
        content: line.indent,
        quote: line.quote,
        gap: line.gap,
        lines: 1,
        underlined: 0,
        level: None,
        editable: false,
        span: line.span,
    }
}

/// A unit of one line, without its marker.
fn begin(line: &Line) -> Unit {
    let (mark, rest) = match marker(&line.text) {
        Some((mark, rest)) => (Some(mark), rest),
        None => (None, line.text.as_str()),
    };
    let mut made = unit(line, Kind::Prose, fold(rest));
    made.content = line.indent + line.width - rest.chars().count().min(line.width);
    made.marker = mark;
    made
}

/// The words of a table or of code, for counting.
fn cells_text(kind: &Kind) -> String {
    match kind {
        Kind::Table(rows, _) => fold(&rows.iter().map(|r| r.join(" ")).collect::<Vec<_>>().join(" ")),
        Kind::Verbatim(lines, _) => lines.join(" "),
        Kind::Prose | Kind::Rule => String::new(),
    }
}

/// 1 or 2 if `line` underlines the unit that consists of the line above.
fn underline(above: &Line, line: &Line, unit: Option<&Unit>) -> Option<u8> {
    let sign = line.text.chars().next().filter(|c| matches!(c, '=' | '-' | '~'))?;
    let alike = line.width >= 3 && line.text.chars().all(|c| c == sign);
    // `Version 2.17 (2005-02-18)` over `====`: the line stands alone.
    let lone = sign == '=' && line.width >= 4 && above.width <= 80 && unit.is_some_and(|u| u.gap > 0 && !ended(above));
    let sized = lone || line.width * 2 >= above.width && line.width <= above.width + above.width / 2 + 3;
    let numbered = |u: &Unit| matches!(u.marker, Some(Marker::Number { .. }));
    let single = unit.is_some_and(|u| u.lines == 1 && (u.marker.is_none() || numbered(u)));
    let close = line.gap == 0 && line.quote == above.quote && above.width <= 120;
    (alike && sized && single && close).then_some(if sign == '=' { 1 } else { 2 })
}

impl<'a> Form<'a> {
    fn of(lines: &'a [Line]) -> Self {
        let widths = Widths::measure(lines);
        let soft = lines.iter().filter(|l| l.soft && l.width > 40).count();
        let long = lines.iter().filter(|l| l.width > 40).count();
        let narrow = lines.iter().all(|l| l.end() <= 100);
        let pairs = || lines.iter().zip(lines.iter().skip(1)).filter(|(_, b)| b.gap == 0);
        let torn = pairs().filter(|(a, b)| !a.soft && a.width > 40 && stops_within(a, b)).count();
        let flowed = narrow && soft >= 3 && soft * 10 >= long * 3 && torn * 5 < soft;
        // A first-line indent: lines indented by two to eight columns with lines at the margin directly below.
        let steps_out = pairs().filter(|(a, b)| a.indent > b.indent && a.indent - b.indent <= 8).count();
        let steps_in = pairs().filter(|(a, b)| b.indent > a.indent && b.indent - a.indent <= 8).count();
        let first_indented = steps_out >= 2 && steps_out * 2 >= steps_in;
        let spaced = spaced(lines, &widths);
        let hidden = if first_indented || spaced { None } else { super::paragraph_ends::hidden(lines, &widths) };
        let widest = lines.iter().map(Line::end).max().unwrap_or(0);
        Form {
            widths,
            flowed,
            first_indented,
            spaced,
            hyphens: Hyphens::of(lines),
            margin: margin(lines),
            widest,
            hidden,
            hanging: super::hanging::continued(lines),
            blocks: paragraph_blocks::continued(lines),
        }
    }

    /// True if `b` continues `a`. `head` is the first line of the unit.
    fn joins(&self, head: &Line, a: &Line, b: &Line, unit: &Unit) -> bool {
        if b.gap > 0 || b.quote != a.quote || b.page {
            return false;
        }
        if a.text.ends_with('\u{ad}') || a.stated == Stated::Prose && b.stated == Stated::Prose {
            return true;
        }
        // Words set apart in a line, as in the head of a memo, are not running text.
        if a.is_set_apart() || b.is_set_apart() {
            return false;
        }
        let width = self.widths.of(a.quote);
        let starts_item = marker(&b.text).is_some_and(|(mark, _)| !self.accidental(&mark, a, b, unit, width));
        if starts_item {
            return false;
        }
        if self.flowed {
            // An editor may have cut the space off one line, and an indent begins a paragraph whatever stands above it.
            let is_torn = || a.width > 40 && stops_within(a, b);
            let is_first = self.first_indented && b.indent > a.indent;
            return !is_first && (a.soft || is_torn()) && !a.text.starts_with("-- ");
        }
        // `[12] A note that hangs`, `  under its label`.
        let is_head = std::ptr::eq(head, a);
        if unit.marker.is_none() && (is_head && hangs_under_label(a, b) || hangs_under_gap(head, a, b)) {
            return true;
        }
        let Some(width) = width else {
            // An item's second line, hanging under its text.
            let hangs = unit.marker.is_some() && b.indent > unit.indent && b.indent.abs_diff(unit.content) <= 1;
            let parted = ends_sentence(&a.text) && !b.text.starts_with(char::is_lowercase);
            // `1. The gate` over the text of the item: its next word had room.
            let counted = matches!(unit.marker, Some(Marker::Number { .. }));
            let heads =
                counted && is_head && a.width <= ITEM_HEAD && !goes_on(a, b) && !ended(a) && a.reach(b) <= self.widest;
            return hangs && !parted && !heads || loose_continuation(a, b) || eastern_continuation(a, b);
        };
        // A hyphenated word continues.
        let years = a.text.strip_suffix('-').is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()))
            && b.text.starts_with(|c: char| c.is_ascii_digit());
        if (is_hyphenated(a) && b.text.starts_with(char::is_lowercase) || years) && b.indent <= a.indent {
            return true;
        }
        let reach = a.reach(b);
        // A line longer than the prose around it was not wrapped with it.
        let fits = reach <= width || self.widths.is_beyond(a) && !goes_on(a, b);
        // Two first lines, each of another paragraph, unless the second is in mid-sentence.
        if self.first_indented && b.indent == a.indent && is_head && b.indent > 0 {
            let lower = b.text.starts_with(char::is_lowercase);
            let goes_on = lower || self.spaced && (dangles(a) || !b.text.starts_with(char::is_alphabetic));
            let torn = self.spaced && stops_within(a, b) && a.end() * 2 > width;
            return !ends_sentence(&a.text) && (!fits && goes_on || torn);
        }
        if unit.marker.is_some() {
            // An item goes on at its own column, further in, or at the margin.
            if b.indent < unit.indent && b.indent > self.margin {
                return false;
            }
            // Hanging under the item's text, or continuing at the column where the item or its second line began.
            let hangs = b.indent + 1 >= unit.content || b.indent == if is_head { unit.indent } else { a.indent };
            let steps_out = self.first_indented && is_head && b.indent < unit.indent;
            let open = goes_on(a, b) || self.spaced && !ended(a);
            return (hangs || steps_out && !fits) && (!fits || open && a.end() * 4 > width * 3);
        }
        if b.indent > a.indent {
            // Indented further: a new paragraph, unless it hangs below a full first line that goes on.
            return is_head && !fits && hangs_under_word(a, b) && (stops_within(a, b) || self.spaced && !ended(a));
        }
        if b.indent < a.indent && (fits || !is_head) {
            return false;
        }
        // Lower case goes on even if the next word had room, in lines broken by hand or by a ragged editor. If empty
        // lines part paragraphs, so does any sentence that has not ended.
        let open = if self.spaced { !ended(a) && reach * 5 > width * 4 } else { a.end() * 5 > width * 4 };
        // So does a line that stops within a sentence below other lines of its paragraph: lines that were broken by
        // hand and then wrapped once more have a word or two left over on every other line.
        let torn = self.spaced && stops_within(a, b) && (!is_head || a.end() * 2 > width);
        // Nothing ends with an article or a preposition.
        let dangles = a.end() * 2 > width && dangles(a);
        !fits || dangles || open && (self.spaced || goes_on(a, b)) || torn
    }

    /// True if a line continues an entry that hangs, or a paragraph between empty lines.
    fn continues(&self, at: usize) -> bool {
        self.hanging.get(at) == Some(&true) || self.blocks.get(at) == Some(&true)
    }

    /// True if a paragraph begins with this line although the line above is full.
    fn hides_end(&self, at: usize) -> bool {
        self.hidden.as_ref().is_some_and(|hidden| hidden.get(at) == Some(&true))
    }

    /// True for a dash or number that came to the head of a line by wrapping.
    fn accidental(&self, mark: &Marker, a: &Line, b: &Line, unit: &Unit, width: Option<usize>) -> bool {
        let Some(width) = width else { return false };
        let full = a.reach(b) > width;
        let ended = a.text.ends_with(['.', ':', '!', '?', ';']);
        let dash = matches!(mark, Marker::Bullet('-' | '–' | '+' | '*' | '·', None));
        let number = matches!(mark, Marker::Number { value, .. } if *value > 1);
        full && !ended && unit.marker.is_none() && (dash || number) && b.indent == a.indent
    }

    fn join(&self, unit: &mut Unit, line: &Line) {
        let rest = fold(&line.text);
        unit.span = unit.span.to(line.span);
        unit.lines += 1;
        unit.least = unit.least.min(line.indent);
        if unit.text.ends_with('\u{ad}') {
            unit.text.pop();
        } else if unit.text.strip_suffix('-').is_some_and(|t| t.ends_with(char::is_alphanumeric)) {
            self.hyphens.join(&mut unit.text, &rest);
        } else if !joins_without_space(&unit.text, &rest) && !breaks_address(&unit.text, &rest) {
            unit.text.push(' ');
        }
        unit.text.push_str(&rest);
    }
}

/// The column at which most of the text begins: a listing has many lines, and prose has long ones.
fn margin(lines: &[Line]) -> usize {
    let mut counts = [0usize; 41];
    for line in lines {
        counts[line.indent.min(40)] += line.width;
    }
    counts.iter().enumerate().max_by_key(|(indent, n)| (**n, 40 - indent)).map_or(0, |(indent, _)| indent)
}

/// True if `b` hangs under the text after the label in brackets at the start of `a`, as references and notes do.
fn hangs_under_label(a: &Line, b: &Line) -> bool {
    let Some(rest) = a.text.strip_prefix('[') else { return false };
    let Some(end) = rest.find(']').filter(|end| (1..=24).contains(end)) else { return false };
    let after = rest.get(end + 1..).unwrap_or("");
    let column = a.indent + a.width - after.trim_start().chars().count().min(a.width);
    after.starts_with(' ') && b.indent > a.indent && b.indent.abs_diff(column) <= 1
}

/// True if `b` hangs under the text after the gap in the unit's first line, as the options of a program are set:
/// `-b bank   Call the ferry`, with the lines below under `Call`.
fn hangs_under_gap(head: &Line, a: &Line, b: &Line) -> bool {
    if b.indent < head.indent + 4 || !std::ptr::eq(head, a) && a.indent != b.indent {
        return false;
    }
    let column = b.indent - head.indent;
    let label: String = head.text.chars().take(column).collect();
    let text_begins = head.text.chars().nth(column).is_some_and(|c| c != ' ');
    label.ends_with("  ") && text_begins && label.trim_end().len() <= 24
}

/// True if `b` begins below the beginning of a word of `a`.
fn hangs_under_word(a: &Line, b: &Line) -> bool {
    let column = b.indent.saturating_sub(a.indent);
    let mut around = a.text.chars().skip(column.saturating_sub(1));
    column > 0 && around.next() == Some(' ') && around.next().is_some_and(|c| c != ' ')
}

/// In texts with too few lines to show the wrapping width: true for a line that stops in mid-sentence, near the usual
/// width of mail programs, and continues in lower case on the next.
fn loose_continuation(a: &Line, b: &Line) -> bool {
    let stops = a.text.ends_with([',', '-']) || (52..=80).contains(&a.end()) && stops_within(a, b) && a.reach(b) > 64;
    (50..=100).contains(&a.width) && a.indent == b.indent && b.width <= 100 && goes_on(a, b) && stops
}

/// The same in Chinese and Japanese, whose lines are half as many characters and break within words.
fn eastern_continuation(a: &Line, b: &Line) -> bool {
    let within = |c: char| is_ideographic(c) && !"。．！？：；」』）】　".contains(c);
    (25..=50).contains(&a.width)
        && b.width <= 50
        && a.indent == b.indent
        && a.text.ends_with(within)
        && b.text.starts_with(|c: char| within(c) && !"「『（【・※●■◆".contains(c))
}

/// True if empty lines part the paragraphs of a wrapped text: of the lines that end a sentence with room for another
/// word, two in three come before an empty line. A line that ends no sentence may be an entry of a menu, and an item of
/// a list needs no empty line before it.
fn spaced(lines: &[Line], widths: &Widths) -> bool {
    let (mut before_empty, mut within) = (0usize, 0usize);
    let pairs = lines.iter().zip(lines.iter().skip(1));
    for (a, b) in pairs.filter(|(a, b)| a.quote == b.quote && ends_sentence(&a.text)) {
        let room = |width: usize| a.reach(b) <= width;
        // The entries of a table of contents end in questions and are no paragraphs.
        let is_counted = b.text.starts_with(|c: char| c.is_ascii_digit());
        if b.gap > 0 {
            before_empty += 1;
        } else if !is_counted && widths.of(a.quote).is_some_and(room) && marker(&b.text).is_none() {
            within += 1;
        }
    }
    before_empty >= 3 && before_empty >= within * 2
}

/// True if a line ends as sentences do.
fn ended(a: &Line) -> bool {
    a.text.ends_with(['.', '!', '?', ':', ';', '”', '"', '»', '。'])
}

/// The first line ends without an end and the next begins in lower case.
fn goes_on(a: &Line, b: &Line) -> bool {
    !ended(a) && b.text.starts_with(|c: char| c.is_lowercase() || c == '(' || c.is_ascii_digit())
}

/// Chinese and Japanese are written without spaces.
fn joins_without_space(a: &str, b: &str) -> bool {
    a.ends_with(is_ideographic) && b.starts_with(is_ideographic)
}

/// True if an address of the web was broken after one of its slashes.
fn breaks_address(a: &str, b: &str) -> bool {
    let last = a.rsplit(' ').next().unwrap_or("");
    last.contains("://") && last.ends_with('/') && last.len() > 20 && b.starts_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn of(text: &str) -> Vec<String> {
        unwrap(&of_text(text)).into_iter().map(|u| u.full_text()).collect()
    }

    #[test]
    fn full_lines_go_on_and_short_ones_end_paragraphs() {
        let text = "The quick brown fox jumps over\nthe lazy dog and then it goes\nto sleep.\nIn the morning it wakes up and\nlooks for the dog that was so\nvery lazy.";
        let want = [
            "The quick brown fox jumps over the lazy dog and then it goes to sleep.",
            "In the morning it wakes up and looks for the dog that was so very lazy.",
        ];
        assert_eq!(of(text), want);
        let indented: Vec<String> = text.lines().map(|l| format!("   {l}")).collect();
        assert_eq!(of(&indented.join("\n")), want);
    }

    #[test]
    fn flowed_text_goes_on_where_a_line_lost_its_space() {
        let long = "the harbour was empty and all of the lamps were dark";
        let text = format!("    First {long} \n{long} \n{long}\n{long} \n{long}. \n    Second {long} \n{long} \nend.");
        let joined = |words: &str, count: usize| format!("{words} {}", vec![long; count].join(" "));
        assert_eq!(of(&text), [joined("First", 5) + ".", joined("Second", 2) + " end."]);
    }

    #[test]
    fn lines_wrapped_twice_are_one_paragraph() {
        let prose = "gym equipment means the machines, the tools and accessories\nthat are\nused to help people with their goals and which are made for\n\
                     the\ndifferent groups of muscles of those who use it every day of\nthe week.";
        let text = format!("{prose}\n\n").repeat(8);
        assert_eq!(of(&text), vec![prose.replace('\n', " "); 8]);
    }

    #[test]
    fn prose_copied_from_a_pdf_is_joined_among_listings() {
        let words = ["quiet", "harbour", "of", "the", "old", "ferry", "with", "a", "lamp", "that", "burned"];
        let mut word = words.iter().cycle();
        // Lines end where narrow and wide letters bring them, between columns 84 and 110.
        let mut line = |n: usize| {
            let mut text = if n.is_multiple_of(4) { "The".to_string() } else { "and".to_string() };
            while text.len() < 80 + n * 7 % 24 {
                text = format!("{text} {}", word.next().unwrap());
            }
            text
        };
        let text: String = (0..40)
            .map(|n| {
                let prose: Vec<String> = (0..3).map(|k| line(4 * n + k)).collect();
                format!("{} and so on.\n\nset a = {n}\nset b\nplot x\nunset a\nreplot\n\n", prose.join("\n"))
            })
            .collect();
        let units = of(&text);
        assert_eq!(units.iter().filter(|unit| unit.starts_with("The ") && unit.ends_with("and so on.")).count(), 40);
        assert_eq!(units.iter().filter(|unit| *unit == "replot").count(), 40);
    }

    #[test]
    fn lines_that_are_paragraphs_stay() {
        let text = "A menu\nAnother entry\nThird\nA fourth entry of it";
        assert_eq!(of(text).len(), 4);
    }

    #[test]
    fn the_document_is_the_dictionary_of_its_hyphens() {
        let text = "Every example of the well-known kind is an exam-\nple, and what is well known and so much more well-\nknown is an example of that kind of example, as all\nthe others are that we know of, and more of that.";
        assert!(
            of(text)[0].contains("is an example, and what is well known and so much more well-known is"),
            "{:?}",
            of(text)
        );
    }

    #[test]
    fn items_hang() {
        let text = "* one item that is long enough to be\n  wrapped at this column here and more\n  once more\n* two";
        assert_eq!(
            of(text),
            ["one item that is long enough to be wrapped at this column here and more once more", "two"]
        );
    }
}
