//! RFCs and Internet-Drafts as text (RFC 2223, RFC 7322, section 4): what their fixed form says of every line.
//!
//! Text is set in, so whatever begins at the margin is a heading; empty lines part paragraphs; drawings, grammar and
//! messages are set in further and stay as they are. The table of contents goes, for an edition makes its own.

use std::ops::Range;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Author, Meta};
use crate::front::text::inline;

use super::contents::{contents, without_page};
use super::line::{Line, Stated, fold};
use super::memo;
use super::regions;
use super::sentences::{ends_sentence, key};
use super::unit::marker;

/// The head of the document is looked for in so many lines.
const HEAD: usize = 40;
/// How far a line may be from the middle that stands there.
const MIDDLE: usize = 3;
/// From that column on a line of the head stands on the right.
const RIGHT: usize = 30;
/// Longest heading, in lines and in words.
const HEADING: (usize, usize) = (3, 18);
/// Lines are at most that long (RFC 7322, section 4).
const WIDTH: usize = 72;

/// Whether a text is an RFC or a draft of one.
pub(crate) fn is_rfc(lines: &[Line]) -> bool {
    let head = lines.iter().take(HEAD);
    let named = head.clone().any(|line| {
        let text = line.text.to_lowercase();
        text.starts_with("request for comments")
            || text.starts_with("internet-draft")
            || text.starts_with("internet draft")
            || text.starts_with("rfc")
                && text[3..].trim_start_matches([':', ' ', '-']).starts_with(|c: char| c.is_ascii_digit())
                && line.width <= 40
    });
    const SECTIONS: &[&str] = &["status of this memo", "abstract", "table of contents", "copyright notice"];
    named && lines.iter().take(200).any(|line| line.width <= 40 && SECTIONS.contains(&key(&line.text).as_str()))
}

/// Reads the head of an RFC, takes its contents out and says of every line what it is. `lines` are without page heads.
/// Nothing where the text is no RFC or has no title.
pub(crate) fn rfc(lines: &mut Vec<Line>, cx: &mut Context) -> Option<Meta> {
    if !is_rfc(lines) {
        return None;
    }
    let mut meta = Meta::default();
    title(lines, &mut meta, cx);
    if meta.title.is_empty() {
        return None;
    }
    head(lines, &mut meta, cx);
    if !cx.reading.keep_all
        && let Some(found) = contents(lines)
    {
        let span = found.lines.clone().fold(lines[found.lines.start].span, |span, i| span.to(lines[i].span));
        let message =
            format!("The table of contents was left out; its {} entries are headings below.", found.headings.len());
        cx.say(Diagnostic::remark(codes::CONTENTS, message).at(span));
        lines.drain(found.lines);
    }
    let margin = margin(lines);
    if margin >= 2 {
        let blocks = blocks(lines);
        for block in &blocks {
            sections(lines, block.clone(), margin);
        }
        for block in &blocks {
            forms(lines, block.clone(), margin);
            caption(lines, block.clone(), margin);
        }
    }
    Some(meta)
}

/// Reads authors and date in the right column of the head. What else stands there comes below the left column.
fn head(lines: &mut Vec<Line>, meta: &mut Meta, cx: &mut Context) {
    let end = blocks(lines).first().map_or(0, |block| block.end);
    let mut others: Vec<Line> = Vec::new();
    for line in &mut lines[..end] {
        let at = if line.indent >= RIGHT { Some(0) } else { line.text.find("   ") };
        let Some(at) = at else { continue };
        let right = line.text[at..].trim().to_owned();
        let (left, named) = (line.text[..at].trim_end().to_owned(), memo::has_initial(&right));
        let date = memo::dated(&right);
        if named {
            meta.authors.push(Author::new(memo::editor(&right)));
        }
        meta.published = date.or(meta.published);
        if named || date.is_some() {
            let (code, what) = if named { (codes::BYLINE, "author") } else { (codes::DATELINE, "date") };
            cx.say(Diagnostic::remark(code, format!("Read as the {what}: “{right}”.")).at(line.span));
        } else if !cx.reading.keep_all {
            others.push(Line { width: right.chars().count(), text: right, indent: 0, gap: 0, ..line.clone() });
        }
        if !cx.reading.keep_all {
            line.width = left.chars().count();
            line.text = left;
        }
    }
    lines.splice(end..end, others);
    let gap = lines.first().map_or(0, |line| line.gap);
    lines.retain(|line| !line.text.is_empty());
    if let Some(first) = lines.first_mut() {
        first.gap = gap;
    }
}

/// The lines in the middle below the head are the title; what names the draft's file stays.
fn title(lines: &mut Vec<Line>, meta: &mut Meta, cx: &mut Context) {
    let blocks = blocks(lines);
    let middle = |block: &&Range<usize>| {
        lines[(*block).clone()].iter().all(|l| is_centred(l) && l.text.chars().any(char::is_alphabetic))
    };
    let Some(block) = blocks.iter().skip(1).take(3).find(middle).cloned() else { return };
    let is_name = |text: &str| {
        let bare = text.trim_matches(['<', '>', '(', ')']);
        bare.starts_with("draft-") && !bare.contains(' ')
    };
    let words: Vec<&str> = lines[block.clone()].iter().map(|l| l.text.as_str()).filter(|text| !is_name(text)).collect();
    let title = fold(&words.join(" "));
    if title.is_empty() || words.len() > 4 {
        return;
    }
    cx.say(Diagnostic::remark(codes::TITLE, format!("Read as the title: “{title}”.")).at(lines[block.start].span));
    meta.title = inline::plain(&title);
    if !cx.reading.keep_all {
        let mut at = 0;
        let mut gap = 0;
        lines.retain_mut(|line| {
            let taken = block.contains(&at) && !is_name(&line.text);
            at += 1;
            if taken {
                gap = gap.max(line.gap);
            } else if gap > 0 {
                line.gap = line.gap.max(gap);
                gap = 0;
            }
            !taken
        });
    }
}

fn is_centred(line: &Line) -> bool {
    line.indent > 0 && line.indent.abs_diff(WIDTH.saturating_sub(line.width) / 2) <= MIDDLE
}

/// The column at which most lines begin that begin a paragraph.
fn margin(lines: &[Line]) -> usize {
    let mut counts = [0usize; 21];
    for line in lines.iter().filter(|line| line.gap > 0 && line.indent <= 20) {
        counts[line.indent] += 1;
    }
    counts.iter().enumerate().skip(1).max_by_key(|(indent, n)| (**n, 20 - indent)).map_or(0, |(indent, _)| indent)
}

/// Lines without an empty line between them.
fn blocks(lines: &[Line]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in 1..=lines.len() {
        if lines.get(end).is_none_or(|line| line.gap > 0) {
            out.push(start..end);
            start = end;
        }
    }
    out
}

/// Says which lines of a block are a section's heading.
fn sections(lines: &mut [Line], block: Range<usize>, margin: usize) {
    let first = &lines[block.start];
    if block.start == 0 {
        return;
    }
    let level = depth(&first.text).unwrap_or(1);
    // Sections of a section may be set in as their text is.
    let heads = first.indent < margin && first.indent <= 2 || depth(&first.text).is_some_and(|d| d >= 2);
    if !heads {
        return;
    }
    // A heading of two lines is full, and the second hangs.
    let mut count = 1;
    while count < HEADING.0 && block.start + count < block.end {
        let (above, line) = (&lines[block.start + count - 1], &lines[block.start + count]);
        let hangs = line.indent > first.indent || line.indent == first.indent && depth(&line.text).is_none();
        if !hangs || above.reach(line) <= WIDTH - 4 {
            break;
        }
        count += 1;
    }
    let within = &lines[block.start..block.start + count];
    let words: usize = within.iter().map(|l| l.text.split_whitespace().count()).sum();
    let last = &within[count - 1];
    let ended = ends_sentence(&last.text) && !last.text.ends_with([':', '?', ')', '"']) && words > 6;
    let alone =
        block.start + count == block.end || lines[block.start + count].indent >= margin && first.indent < margin;
    if words <= HEADING.1 && !ended && alone && !without_page(&last.text).1 {
        for line in &mut lines[block.start..block.start + count] {
            line.stated = Stated::Heading(level.min(6));
        }
        // What stands right below begins a paragraph.
        if let Some(next) = lines.get_mut(block.start + count).filter(|_| block.start + count < block.end) {
            next.gap = next.gap.max(1);
        }
    }
}

/// How many numbers lead a heading: 2 for `3.1.  Terms`, and for `A.1.  Terms`.
fn depth(text: &str) -> Option<u8> {
    let (label, rest) = text.split_once(' ')?;
    let label = label.strip_suffix('.').unwrap_or(label);
    let parts: Vec<&str> = label.split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
    let letter = |part: &str| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_uppercase());
    let counted = parts.iter().skip(1).all(number) && (number(&parts[0]) || letter(parts[0]) && parts.len() > 1);
    let named = rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || "\"'<(_`$@".contains(c));
    (counted && named).then_some(parts.len().min(6) as u8)
}

/// Says of a block below a heading whether it is running text or stays as it is.
fn forms(lines: &mut [Line], block: Range<usize>, margin: usize) {
    let range = match lines[block.clone()].iter().position(|l| !matches!(l.stated, Stated::Heading(_))) {
        Some(at) => block.start + at..block.end,
        None => return,
    };
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

/// What a figure shows stands in the middle below it, and is no quotation.
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

/// Whether lines were drawn, or are grammar or a message.
fn is_fixed(lines: &[Line], margin: usize) -> bool {
    // The boxes of a header are drawn bit by bit; other boxes may be the cells of a table.
    let bits = lines.iter().any(|l| l.text.contains("+-+-+"));
    if !bits && regions::pipes(lines).is_some_and(|(count, _)| count == lines.len()) {
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
    // `Result:     OK - found`, and what else it may be in the lines below.
    let hangs = lines.len() >= 2 && lines[1..].iter().all(|l| l.indent > lines[0].indent + 4);
    if short && hangs && lines[0].text.contains(":  ") {
        return true;
    }
    let items = lines.iter().any(|l| marker(&l.text).is_some());
    if drawn >= 2 || drawn * 2 >= lines.len() || !items && coded * 2 >= lines.len() {
        return true;
    }
    if !set_in || items {
        return false;
    }
    // Nobody wraps so short: the next word would have fitted.
    let apart = lines.iter().filter(|l| l.text.contains("   ")).count();
    lines.len() >= 3 && short && !is_wrapped(lines) || apart * 2 > lines.len()
}

/// Whether some line goes on in the next as sentences do.
fn is_wrapped(lines: &[Line]) -> bool {
    let going = |p: &[Line]| p[0].end() * 10 >= WIDTH * 7 && p[1].text.starts_with(char::is_lowercase);
    lines.windows(2).filter(|p| going(p)).count() * 3 >= lines.len()
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
}

/// A line of a grammar (RFC 5234) or of what programs write.
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

/// Whether a block is one paragraph: its lines reach far enough, and none stands apart.
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
