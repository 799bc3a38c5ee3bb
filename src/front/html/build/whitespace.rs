//! White space and breaks in a run of inlines, brought into the tree's normal form.
//!
//! HTML folds white space over the borders of elements: `a <b> b</b>` has one space. The builder collects text
//! unchanged; [`tidy`] folds, has [`wrappers`] move spaces out of wrappers, and trims the ends. [`paragraphs`] splits
//! where the page breaks lines twice.

use super::wrappers;
use crate::doc::count::ideographs;
use crate::doc::{Inline, Inlines, normalize_inlines, plain_text};

/// Folds white space, moves it out of wrappers, drops breaks and spaces at both ends.
pub(crate) fn tidy(inlines: &mut Inlines) {
    let mut space = true;
    fold_spaces(inlines, &mut space);
    wrappers::settle(inlines);
    normalize_inlines(inlines);
    let mut space = true;
    fold_spaces(inlines, &mut space);
    trim_end(inlines);
    drop_outer_breaks(inlines);
    normalize_inlines(inlines);
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Turns runs of white space into one space; `space` is true if one was just written.
fn fold_spaces(inlines: &mut Inlines, space: &mut bool) {
    for inline in inlines.iter_mut() {
        match inline {
            Inline::Text(text) => {
                let mut out = String::with_capacity(text.len());
                for c in text.chars() {
                    if !is_space(c) {
                        out.push(c);
                        *space = false;
                    } else if !*space {
                        out.push(' ');
                        *space = true;
                    }
                }
                *text = out;
            }
            Inline::LineBreak => *space = true,
            Inline::Anchor(_) => {}
            Inline::Code(_) | Inline::Image(_) | Inline::Note(_) | Inline::Math(_) => *space = false,
            other => {
                if let Some(children) = other.children_mut() {
                    fold_spaces(children, space);
                }
            }
        }
    }
}

fn trim_end(inlines: &mut Inlines) {
    // A space before a break is not shown either, and one before a note's call would let it stand alone in a line.
    for i in 0..inlines.len() {
        let is_last = matches!(inlines.get(i + 1), None | Some(Inline::LineBreak | Inline::Note(_)));
        if let (true, Inline::Text(text)) = (is_last, &mut inlines[i]) {
            text.truncate(text.trim_end_matches(is_space).len());
        }
    }
}

fn drop_outer_breaks(inlines: &mut Inlines) {
    let empty = |i: &Inline| matches!(i, Inline::LineBreak) || matches!(i, Inline::Text(t) if t.trim().is_empty());
    while inlines.last().is_some_and(empty) {
        inlines.pop();
    }
    let start = inlines.iter().position(|i| !empty(i)).unwrap_or(inlines.len());
    inlines.drain(..start);
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        *text = text.trim_start_matches(is_space).to_string();
    }
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        text.truncate(text.trim_end_matches(is_space).len());
    }
}

/// The run split where two or more breaks follow each other, each part tidy; empty parts are left out.
pub(crate) fn paragraphs(mut inlines: Inlines) -> Vec<Inlines> {
    double_breaks(&mut inlines);
    if !has_double_break(&inlines) {
        tidy(&mut inlines);
        return if is_blank(&inlines) { Vec::new() } else { vec![inlines] };
    }
    let mut parts = split(inlines);
    parts.iter_mut().for_each(tidy);
    parts.retain(|part| !is_blank(part));
    parts
}

/// A line of at least this many characters is no line of verse or of an address; a wide character counts twice.
const LONG_LINE: usize = 100;

/// Doubles the breaks between two long lines that are whole sentences: there the page breaks paragraphs.
fn double_breaks(inlines: &mut Inlines) {
    if !inlines.contains(&Inline::LineBreak) {
        return;
    }
    let mut lines = inlines.split(|inline| *inline == Inline::LineBreak).map(is_prose);
    let mut before = lines.next().unwrap_or(false);
    let doubled: Vec<bool> = lines.map(|line| std::mem::replace(&mut before, line) && line).collect();
    let mut doubled = doubled.into_iter();
    let mut out = Inlines::with_capacity(inlines.len() + 2);
    for inline in std::mem::take(inlines) {
        let twice = inline == Inline::LineBreak && doubled.next().unwrap_or(false);
        out.push(inline);
        out.extend(twice.then_some(Inline::LineBreak));
    }
    *inlines = out;
}

/// True if a line is long, begins as a sentence does and ends as one.
fn is_prose(line: &[Inline]) -> bool {
    let text = plain_text(line);
    let text = text.trim();
    let bare = text.trim_end_matches(['"', '”', '’', '»', '“', ')', ']', '」', '\'']);
    let begins = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    begins
        && bare.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।'])
        && text.chars().count() + ideographs(text) >= LONG_LINE
}

/// Empty, or only characters without width: editors put them into empty paragraphs to keep them open.
fn is_blank(inlines: &[Inline]) -> bool {
    let unseen = |c: char| matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    inlines.iter().all(|inline| matches!(inline, Inline::Text(text) if text.chars().all(unseen)))
}

fn has_double_break(inlines: &[Inline]) -> bool {
    let mut breaks = 0;
    inlines.iter().any(|inline| match inline {
        Inline::LineBreak => {
            breaks += 1;
            breaks > 1
        }
        Inline::Text(text) if text.trim().is_empty() => false,
        other => {
            breaks = 0;
            other.children().is_some_and(|c| has_double_break(c))
        }
    })
}

/// Splits at double breaks, also inside wrappers, which then come twice.
fn split(inlines: Inlines) -> Vec<Inlines> {
    let mut parts = vec![Inlines::new()];
    let mut breaks: Inlines = Vec::new();
    let mut count = 0;
    for inline in inlines {
        match inline {
            Inline::LineBreak => {
                count += 1;
                breaks.push(Inline::LineBreak);
                continue;
            }
            Inline::Text(ref text) if count > 0 && text.trim().is_empty() => {
                breaks.push(inline);
                continue;
            }
            _ => {}
        }
        if count > 1 {
            parts.push(Inlines::new());
            breaks.clear();
        }
        count = 0;
        let last = parts.last_mut();
        let Some(last) = last else { break };
        last.append(&mut breaks);
        let nested = inline.children().is_some_and(|c| has_double_break(c));
        if !nested {
            last.push(inline);
            continue;
        }
        let mut shell = inline;
        let content = shell.children_mut().map(std::mem::take).unwrap_or_default();
        for (i, part) in split(content).into_iter().enumerate() {
            let mut wrapper = shell.clone();
            if let Some(children) = wrapper.children_mut() {
                *children = part;
            }
            if i > 0 {
                parts.push(Inlines::new());
            }
            if let Some(last) = parts.last_mut() {
                last.push(wrapper);
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(s: &str) -> Inline {
        Inline::text(s)
    }

    #[test]
    fn spaces_fold_over_borders_and_leave_wrappers() {
        let mut inlines = vec![text(" a \n"), Inline::Strong(vec![text(" b ")]), text(" c ")];
        tidy(&mut inlines);
        assert_eq!(inlines, [text("a "), Inline::Strong(vec![text("b")]), text(" c")]);
        let mut inlines = vec![Inline::Strong(vec![text("See.\u{a0}")]), text("It is")];
        tidy(&mut inlines);
        assert_eq!(inlines, [Inline::Strong(vec![text("See.")]), text("\u{a0}It is")]);
    }

    #[test]
    fn no_space_stands_before_the_call_of_a_note() {
        let mut inlines = vec![text("sails "), Inline::Note(Vec::new()), text(" fill")];
        tidy(&mut inlines);
        assert_eq!(inlines, [text("sails"), Inline::Note(Vec::new()), text(" fill")]);
    }

    #[test]
    fn double_breaks_make_paragraphs_even_inside_wrappers() {
        let run = vec![Inline::Emph(vec![text("a"), Inline::LineBreak, text(" "), Inline::LineBreak, text("b")])];
        let parts = paragraphs(run);
        assert_eq!(parts, [vec![Inline::Emph(vec![text("a")])], vec![Inline::Emph(vec![text("b")])]]);
    }

    #[test]
    fn single_breaks_between_long_sentences_make_paragraphs() {
        let long = "The loggers claimed that the crane still stood there in the evening, and that they had gone out to fetch it from the yard";
        let parts = |lines: [&str; 3]| {
            let inlines = lines.map(|line| vec![text(line)]).join(&Inline::LineBreak);
            paragraphs(inlines)
                .iter()
                .map(|part| part.iter().filter(|i| **i != Inline::LineBreak).count())
                .collect::<Vec<_>>()
        };
        let sentence = format!("{long}.");
        assert_eq!(parts([&sentence, &sentence, &sentence]), [1, 1, 1]);
        assert_eq!(parts([&sentence, "Quay News", &sentence]), [3]);
        assert_eq!(parts(["The tide is out.", "The boats lie still.", "Nobody calls."]), [3], "verse");
        assert_eq!(parts([&format!("{long},"), &sentence, &sentence]), [2, 1], "a line goes on");
        assert_eq!(parts([&sentence, &sentence.to_lowercase(), "x"]), [3]);
    }
}
