//! The form of a block in an RFC: running text, or a drawing, a grammar, a message or a program that stays unchanged.
//!
//! RFCs are set in columns of 72 characters, so the form of a block shows its kind: the column at which its lines
//! begin, their length, and their signs.

use std::ops::Range;

use super::line::{Line, Stated};
use super::tables;
use super::unit::marker;

/// The longest line (RFC 7322, section 4).
pub(super) const WIDTH: usize = 72;
/// A centred line may be this far from the middle, in columns.
const MIDDLE: usize = 3;

/// True if a line is centred. A full line has no room for an indent.
pub(super) fn is_centred(line: &Line) -> bool {
    (line.indent > 0 || line.width + 2 * MIDDLE >= WIDTH)
        && line.indent.abs_diff(WIDTH.saturating_sub(line.width) / 2) <= MIDDLE
}

/// Marks every block as running text or as fixed.
pub(crate) fn forms(lines: &mut [Line], blocks: &[Range<usize>], margin: usize) {
    for block in blocks {
        form(lines, block.clone(), margin);
        caption(lines, block.clone(), margin);
    }
    between(lines, blocks, margin);
}

/// Marks a block below a heading as running text or as fixed.
fn form(lines: &mut [Line], block: Range<usize>, margin: usize) {
    let range = match lines[block.clone()].iter().position(|l| !matches!(l.stated, Stated::Heading(_))) {
        Some(at) => block.start + at..block.end,
        None => return,
    };
    if lines[range.clone()].iter().any(|line| line.stated == Stated::Fixed) {
        return;
    }
    if !is_fixed(&lines[range.clone()], margin) && defines(&mut lines[range.clone()]) {
        return;
    }
    let stated = if is_fixed(&lines[range.clone()], margin) {
        Stated::Fixed
    } else if is_prose(&lines[range.clone()]) {
        Stated::Prose
    } else {
        return;
    };
    for line in &mut lines[range] {
        line.stated = stated;
    }
}

/// A block between two parts of a drawing or a program belongs to it; a block with columns needs only one such
/// neighbour.
fn between(lines: &mut [Line], blocks: &[Range<usize>], margin: usize) {
    let is_fixed = |lines: &[Line], at: usize| {
        blocks.get(at).is_some_and(|block| lines[block.clone()].iter().all(|l| l.stated == Stated::Fixed))
    };
    for (at, block) in blocks.iter().enumerate() {
        let within = &lines[block.clone()];
        let is_open =
            within.iter().all(|l| l.stated == Stated::Nothing && l.indent > margin && marker(&l.text).is_none());
        let columns = within.iter().filter(|l| l.text.contains("   ")).count() * 2 >= within.len();
        let (above, below) = (at > 0 && is_fixed(lines, at - 1), is_fixed(lines, at + 1));
        if is_open && (above && below || columns && (above || below)) {
            lines[block.clone()].iter_mut().for_each(|line| line.stated = Stated::Fixed);
        }
    }
}

/// Turns terms with meanings that hang below them in one column into paragraphs: `outkey_len : the length of the key,`
/// above a line that begins below `the`.
fn defines(lines: &mut [Line]) -> bool {
    let Some(first) = lines.first().map(|line| line.indent) else { return false };
    let Some(hang) = lines.iter().map(|line| line.indent).find(|indent| *indent != first) else { return false };
    let starts_below = |line: &Line| {
        let at = hang - first;
        let mut before = line.text.chars().skip(at.saturating_sub(1));
        before.next().is_some_and(char::is_whitespace) && before.next().is_some_and(|c| !c.is_whitespace())
    };
    let is_term = |line: &Line| line.indent == first && starts_below(line) && line.text.contains([':', '-', '=']);
    let is_defined = hang > first + 2
        && lines.iter().all(|line| line.indent == hang || is_term(line))
        && lines.windows(2).all(|p| p[1].indent == first || p[0].reach(&p[1]) * 10 >= WIDTH * 7);
    if is_defined {
        for line in lines {
            line.stated = Stated::Prose;
            line.gap = if line.indent == first { line.gap.max(1) } else { line.gap };
        }
    }
    is_defined
}

/// Longest program, in lines.
const PROGRAM: usize = 6000;

/// Marks programs and modules as fixed, with their empty lines and comments. They reach from `<CODE BEGINS>` to
/// `<CODE ENDS>`, from `DEFINITIONS ::= BEGIN` to `END`, or from a line that opens a brace to the line below it that
/// closes it. A comment of C and an element of XML count too.
pub(crate) fn programs(lines: &mut [Line]) {
    // The budget bounds the search for the ends of programs that are never closed.
    let mut budget = PROGRAM + 20 * lines.len();
    let mut at = 0;
    while at < lines.len() {
        let end = program(lines, at, &mut budget).map_or(at, |last| last + 1);
        lines[at..end].iter_mut().for_each(|line| line.stated = Stated::Fixed);
        at = end.max(at + 1);
    }
}

/// The last line of the program that starts at a line.
fn program(lines: &[Line], at: usize, budget: &mut usize) -> Option<usize> {
    let first = &lines[at];
    let text = first.text.as_str();
    let mut until = |is: &dyn Fn(&Line) -> bool| {
        let most = (*budget).min(PROGRAM);
        let found = (at..lines.len().min(at + most)).find(|i| is(&lines[*i]));
        *budget -= found.map_or(most, |last| last - at).min(*budget);
        found
    };
    if text.starts_with("<CODE BEGINS>") {
        return until(&|line| line.text.ends_with("<CODE ENDS>"));
    }
    if text.contains(" DEFINITIONS") && text.ends_with("BEGIN") {
        return until(&|line| line.indent <= first.indent && line.text == "END");
    }
    if text.starts_with("/*") {
        return until(&|line| line.text.ends_with("*/"));
    }
    // No line of a block is indented less than its ends.
    let inside = |last: &usize| lines[at..*last].iter().all(|line| line.indent >= first.indent);
    if text.ends_with('{') {
        let closes = |line: &Line| line.indent == first.indent && line.text.starts_with('}');
        return until(&closes).filter(inside);
    }
    let name: String =
        text.strip_prefix('<')?.chars().take_while(|c| c.is_alphanumeric() || "-_:".contains(*c)).collect();
    let closing = format!("</{name}>");
    let closes =
        |line: &Line| (line.indent == first.indent || line.span == first.span) && line.text.ends_with(&closing);
    if name.is_empty() { None } else { until(&closes).filter(inside) }
}

/// Makes a centred caption below a figure a paragraph, not a quotation.
fn caption(lines: &mut [Line], block: Range<usize>, margin: usize) {
    let [line] = &mut lines[block] else { return };
    if line.stated == Stated::Nothing
        && line.indent >= margin + 4
        && (is_centred(line) || line.text.starts_with("Figure ") || line.text.starts_with("Table "))
        && marker(&line.text).is_none()
    {
        line.indent = margin;
    }
}

/// True if lines were drawn, or are grammar or a message.
fn is_fixed(lines: &[Line], margin: usize) -> bool {
    // The boxes of a header are drawn bit by bit; other boxes may be the cells of a table.
    let bits = lines.iter().any(|l| l.text.contains("+-+-+"));
    if !bits && tables::pipes(lines).is_some_and(|(count, _)| count == lines.len()) {
        return false;
    }
    // Columns under their names, with a rule between.
    let is_ruled = |l: &Line| l.text.contains("---") && l.text.chars().all(|c| matches!(c, '-' | '=' | ' '));
    if lines.len() >= 3 && is_ruled(&lines[1]) && !is_ruled(&lines[0]) {
        return false;
    }
    let drawn = lines.iter().filter(|l| is_drawn(&l.text)).count();
    let coded = lines.iter().filter(|l| is_grammar(&l.text)).count();
    let set_in = lines.iter().all(|l| l.indent > margin);
    let roomy = lines.windows(2).filter(|p| p[0].reach(&p[1]) + 8 <= WIDTH).count();
    let short = lines.len() >= 2 && roomy * 10 >= 7 * (lines.len() - 1);
    // `Result:     OK - found`, and other values in the lines below.
    let hangs = lines.len() >= 2 && lines[1..].iter().all(|l| l.indent > lines[0].indent + 4);
    if short && hangs && lines[0].text.contains(":  ") {
        return true;
    }
    let bytes = lines.iter().filter(|l| is_hexadecimal(&l.text)).count();
    let message =
        lines.iter().any(|l| ["SIP/2.0", "HTTP/1.", "RTSP/1."].iter().any(|name| starts_message(&l.text, name)));
    if bytes * 2 >= lines.len() || message && lines.len() >= 2 {
        return true;
    }
    let items = lines.iter().any(|l| marker(&l.text).is_some());
    if drawn >= 2 || drawn * 2 >= lines.len() || !items && coded * 2 >= lines.len() {
        return true;
    }
    if !set_in || items {
        return false;
    }
    // Nobody wraps so short: the next word had room.
    let apart = lines.iter().filter(|l| l.text.contains("   ")).count();
    lines.len() >= 3 && short && !is_wrapped(lines) || apart * 2 > lines.len()
}

/// True if some line continues in the next as sentences do.
fn is_wrapped(lines: &[Line]) -> bool {
    let going = |p: &[Line]| p[0].end() * 10 >= WIDTH * 7 && p[1].text.starts_with(char::is_lowercase);
    lines.windows(2).filter(|p| going(p)).count() * 3 >= lines.len()
}

/// True if a line is bytes as pairs of hexadecimal digits.
fn is_hexadecimal(text: &str) -> bool {
    let words = text.split_whitespace();
    let pairs = words.clone().filter(|w| w.len() == 2 && w.bytes().all(|b| b.is_ascii_hexdigit())).count();
    pairs >= 6 && pairs * 10 >= words.count() * 7
}

/// `SIP/2.0 200 OK`, `GET / HTTP/1.1`.
fn starts_message(text: &str, protocol: &str) -> bool {
    let answer = text
        .strip_prefix(protocol)
        .is_some_and(|rest| rest.trim_start_matches(['0', '1', ' ']).starts_with(|c: char| c.is_ascii_digit()));
    let asks = text.split_whitespace().count() == 3
        && text
            .split_whitespace()
            .next()
            .is_some_and(|verb| verb.len() >= 3 && verb.bytes().all(|b| b.is_ascii_uppercase()))
        && text.split_whitespace().last().is_some_and(|last| last.starts_with(protocol));
    answer || asks
}

/// A line of a drawing: edges, corners, and boxes side by side.
fn is_drawn(text: &str) -> bool {
    let strokes = text.chars().filter(|c| "+-|=_/\\^<>*.:~#v".contains(*c)).count();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let edge = ["+-", "-+", "+=", "=+", "--->", "<---", "|  ", "  |", "-----", "/ /", "\\ \\"]
        .iter()
        .any(|e| text.contains(e));
    edge && (strokes >= letters || text.starts_with(['|', '+']) || text.ends_with(['|', '+']))
        || text == "|"
        || text == "v"
        || text.contains("   ")
            && ["--->", "<---", "- ->", "<- -", "< - -", "- - >"].iter().any(|arrow| text.contains(arrow))
}

/// A line of a grammar (RFC 5234) or of a program's output.
fn is_grammar(text: &str) -> bool {
    let rule = text.split_once('=').is_some_and(|(name, value)| {
        let name = name.trim_end_matches([':', '/']).trim_end();
        let one = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_<>.[]'".contains(c));
        one && (value.is_empty() || value.starts_with([' ', '"', '<', '\'', '(']))
    });
    let goes_on = text.starts_with("/ ") || text.starts_with("| ") || text.starts_with("; ") || text.starts_with("\" ");
    let code =
        text.ends_with(['{', '}', ';']) && !text.contains(". ") || text.starts_with("//") || text.starts_with("/*");
    rule || goes_on || code
}

/// True if a block is one paragraph: its lines reach far enough, and none is set apart.
fn is_prose(lines: &[Line]) -> bool {
    let (last, full) = match lines.split_last() {
        Some(found) => found,
        None => return false,
    };
    let indents_agree = full.iter().skip(1).all(|l| l.indent == last.indent);
    let reaches = full.iter().zip(lines.iter().skip(1)).all(|(a, b)| a.reach(b) * 10 >= WIDTH * 8);
    let items = lines.iter().skip(1).any(|l| marker(&l.text).is_some() && l.indent <= lines[0].indent);
    !full.is_empty() && reaches && indents_agree && !items
}
