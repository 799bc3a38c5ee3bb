//! Formulas that only their content shows: `\(x^2\)` and `\[ ... \]`, as language models and TeX write them, the same
//! brackets after their backslashes are lost, and `$ x^2 $` with spaces.
//!
//! To CommonMark `\(` is a parenthesis with an escape. So a document needs one formula that is clearly one; then the
//! others of its kind are read too, if they hold no words.

use std::ops::Range;

use crate::front::markdown::page::{Edit, Line, Page};

/// The longest formula, in bytes.
const LONGEST: usize = 2000;
/// The most lines between brackets that are alone on their lines.
const MOST_LINES: usize = 60;
/// Signs that equations have and words have not.
const SIGNS: [char; 3] = ['^', '_', '='];

/// The pairs of brackets, and true if they display their formula.
const BRACKETS: [(&str, &str, bool); 4] =
    [("\\(", "\\)", false), ("\\[", "\\]", true), ("\\\\(", "\\\\)", false), ("\\\\[", "\\\\]", true)];

/// What the text between two signs may be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Words,
    /// Letters and numbers, without words: `n`, `a + b`.
    Letters,
    /// It has commands of TeX, or signs of equations and no words.
    Formula,
}

fn likeness(tex: &str) -> Likeness {
    let has_command = commands(tex).next().is_some();
    let has_sign = tex.match_indices(SIGNS).any(|(at, _)| !tex[..at].ends_with('\\'));
    match () {
        () if has_command => Likeness::Formula,
        () if has_words(tex) || !tex.contains(char::is_alphanumeric) => Likeness::Words,
        () if has_sign => Likeness::Formula,
        () => Likeness::Letters,
    }
}

/// Commands of two letters and more: `\pi`, `\frac`.
fn commands(tex: &str) -> impl Iterator<Item = &str> {
    let pieces = tex.split('\\').skip(1).map(|piece| {
        let end = piece.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(piece.len());
        &piece[..end]
    });
    pieces.filter(|name| name.len() >= 2)
}

/// True for words of three letters and more that are no commands.
fn has_words(tex: &str) -> bool {
    let is_worded = |text: &str| text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 2);
    let mut pieces = tex.split('\\');
    pieces.next().is_some_and(is_worded)
        || pieces.any(|piece| is_worded(piece.trim_start_matches(|c: char| c.is_ascii_alphabetic())))
}

/// A formula between two signs.
struct Found<'p> {
    range: Range<usize>,
    tex: &'p str,
    is_displayed: bool,
    likeness: Likeness,
}

/// `\(x\)`, `\[x\]`, and both with two backslashes.
pub(super) fn escaped(page: &Page) -> Vec<Edit> {
    let found = BRACKETS.iter().flat_map(|(open, close, is_displayed)| bracketed(page, open, close, *is_displayed));
    edits(page, found.collect())
}

fn bracketed<'p>(page: &'p Page, open: &str, close: &str, is_displayed: bool) -> Vec<Found<'p>> {
    let mut out = Vec::new();
    let mut done = 0;
    for at in memchr::memmem::find_iter(page.text().as_bytes(), open) {
        // An address may have escaped parentheses: `Drawing2D\(v=vs.110\)`.
        let is_glued = page.text()[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '='));
        if at < done || is_glued || page.is_escaped(at) || page.in_code(at) {
            continue;
        }
        let start = at + open.len();
        let inside = paragraph(page.after(start, LONGEST));
        let is_end = |end: &usize| !page.is_escaped(start + end);
        let Some(end) = inside.match_indices(close).map(|(end, _)| end).find(is_end) else { continue };
        done = start + end + close.len();
        let tex = &inside[..end];
        let is_nested = tex.contains('$') || tex.contains(open);
        let mut likeness = if is_nested { Likeness::Words } else { likeness(tex) };
        // A bracket with an escape is common in text, as in \[1\]; a displayed formula is alone on its lines.
        let is_alone = || page.is_alone(at..done);
        if open == "\\[" && (commands(tex).next().is_none() || has_words(tex)) && !is_alone() {
            likeness = Likeness::Words;
        }
        out.push(Found { range: at..done, tex, is_displayed, likeness });
    }
    out
}

/// `$ x $`: with spaces inside, which dollars of prices do not have on both sides.
pub(super) fn spaced(page: &Page) -> Vec<Edit> {
    let text = page.text();
    let mut out = Vec::new();
    let mut done = 0;
    for at in page.find("$ ") {
        let touches = text[..at].ends_with(|c: char| c == '$' || c.is_alphanumeric());
        if at < done || touches {
            continue;
        }
        let inside = paragraph(page.after(at + 1, LONGEST));
        let Some(end) = inside.find('$').filter(|end| inside[..*end].ends_with(' ')) else { continue };
        let after = at + 1 + end + 1;
        if text[after..].starts_with(|c: char| c == '$' || c.is_alphanumeric()) {
            continue;
        }
        done = after;
        let tex = &inside[..end];
        // Between two prices there are words.
        let likeness = if has_words(tex) { Likeness::Words } else { likeness(tex) };
        out.push(Found { range: at..after, tex, is_displayed: false, likeness });
    }
    out.retain(|found| found.likeness != Likeness::Letters || found.tex.contains(char::is_alphabetic));
    edits(page, out)
}

/// The formulas between dollars, if one of them is clearly a formula.
fn edits(page: &Page, found: Vec<Found>) -> Vec<Edit> {
    if !found.iter().any(|found| found.likeness == Likeness::Formula) {
        return Vec::new();
    }
    let formulas = found.into_iter().filter(|found| found.likeness > Likeness::Words);
    formulas.map(|found| Edit::new(found.range.clone(), between_dollars(page, &found))).collect()
}

fn between_dollars(page: &Page, found: &Found) -> String {
    let tex = one_line(found.tex);
    if found.is_displayed {
        return format!("$${tex}$$");
    }
    // A comment parts the dollars from letters, because dollars next to letters are prices.
    let comment = |is_word: bool| if is_word { "<!-- -->" } else { "" };
    let before = comment(page.text()[..found.range.start].ends_with(char::is_alphanumeric));
    let after = comment(page.text()[found.range.end..].starts_with(char::is_alphanumeric));
    format!("{before}${tex}${after}")
}

/// `[` and `]` alone on their lines around lines with commands of TeX.
pub(super) fn bare(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    let mut number = 0;
    while let Some(line) = lines.get(number) {
        number += 1;
        if line.body() != "[" || page.in_code(line.start + line.prefix().len()) {
            continue;
        }
        let inside = lines[number..].iter().take(MOST_LINES).take_while(|line| !line.is_blank());
        let Some(count) = inside.clone().position(|line| line.body() == "]").filter(|count| *count > 0) else {
            continue;
        };
        let start = line.start + line.prefix().len();
        let tex = &page.text()[lines[number].start..lines[number + count - 1].end()];
        if commands(tex).next().is_some() && !tex.contains('$') {
            edits.push(Edit::new(start..lines[number + count].end(), format!("$${}$$", one_line(tex))));
            number += count + 1;
        }
    }
    edits
}

/// The text up to a blank line.
fn paragraph(text: &str) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && line.ends_with('\n') && line.trim_matches([' ', '\t', '>', '\r', '\n']).is_empty() {
            break;
        }
        at += line.len();
    }
    &text[..at]
}

/// A formula on one line, because a line that begins with a minus would begin a list.
fn one_line(tex: &str) -> String {
    let lines = tex.lines().map(|line| line.trim_matches([' ', '\t', '>', '\r']));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn one_clear_formula_makes_the_others_readable() {
        for (source, expected) in [
            ("\\(L\\) and \\(x^2\\)", "$L$ and $x^2$"),
            ("the \\(n\\)th \\(\\pi\\)", "the $n$<!-- -->th $\\pi$"),
            ("\\[\na &= \\pi \\\\\n- b\n\\]", "$$a &= \\pi \\\\ - b$$"),
            ("> \\[\n> x = \\pi\n> \\]\n", "> $$x = \\pi$$\n"),
            ("\\\\(c = d\\\\) and \\\\[ e \\\\]", "$c = d$ and $$e$$"),
            ("\\(see below\\) \\(x_1\\)", "\\(see below\\) $x_1$"),
        ] {
            assert_eq!(rewritten(escaped, source), expected);
        }
    }

    #[test]
    fn escaped_brackets_stay() {
        for same in [
            "\\(a\\) and \\[1\\]",
            "- \\[x\\] done",
            "\\[edit\\]\n",
            "\\(see x = y there\\)",
            "`\\(x^2\\)` \\\\(a",
            "\\(x^2\n\nb\\)",
            "\\(snake\\_case\\)",
            "[a](http://a.example/b\\(v=vs.110\\))",
            "so \\[the \\emph word\\]",
            "\\[see \\[the\n\\pi\\]",
        ] {
            assert_eq!(rewritten(escaped, same), same);
        }
    }

    #[test]
    fn bare_brackets_need_commands() {
        assert_eq!(rewritten(bare, "a\n\n[\nT = 2\\pi\n]\n\nb"), "a\n\n$$T = 2\\pi$$\n\nb");
        for same in ["[\na\n]\n", "[\n]\n", "```\n[\n\\pi\n]\n```\n", "[\n\\pi\n\n]\n"] {
            assert_eq!(rewritten(bare, same), same);
        }
    }

    #[test]
    fn dollars_with_spaces_need_commands() {
        assert_eq!(rewritten(spaced, "is $ \\pi r^2 $ and $ r $."), "is $\\pi r^2$ and $r$.");
        for same in ["from $ 5 to the \\emph $ 6", "a $ 5 $ b", "$ x $", "`$ \\pi $`", "US$ \\pi $"] {
            assert_eq!(rewritten(spaced, same), same);
        }
    }
}
