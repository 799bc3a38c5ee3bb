//! The chapters of a book typed as text, and its paragraphs.
//!
//! Empty lines set chapters apart: their words, their number, the first line of a day. A form that recurs is evidence,
//! but one occurrence is not: numbers that count on, names below numbers, days of a diary.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::Lang;
use crate::lang::{calendar, sections};

use super::contents::{Contents, contents, is_label};
use super::line::{Line, Stated};
use super::sentences::{ends_sentence, key};
use super::unit::roman_value;

/// This many days in the text make a diary or letters, with days as headings.
const DAYS: usize = 4;
/// Of ten numbers this many have a short line below, if these lines are the names of chapters.
const NAMED: usize = 7;

/// A line that may be a heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    /// `PART I`, `PREMIÈRE PARTIE`.
    Division,
    /// `CHAPTER IV`, `CHAPTER IV. The Bus`, `IV.`
    Chapter,
    /// `PREFACE`.
    Part,
    /// `Am 10. Mai`.
    Day,
}

/// Marks the lines that name chapters, and removes the table of contents.
pub(crate) fn chapters(lines: &mut Vec<Line>, lang: Option<&Lang>, cx: &mut Context) {
    let mut headings = Vec::new();
    if let Some(Contents { lines: table, headings: found, .. }) = contents(lines) {
        let span = table.clone().fold(lines[table.start].span, |span, i| span.to(lines[i].span));
        let message = format!("The table of contents was left out; its {} entries are headings below.", found.len());
        cx.say(Diagnostic::remark(codes::CONTENTS, message).at(span));
        let (end, length) = (table.end, table.len());
        lines.drain(table);
        headings.extend(
            found
                .into_iter()
                .filter(|(range, _)| range.start >= end)
                .map(|(range, level)| (range.start - length..range.end - length, level)),
        );
    }
    for (range, level) in &headings {
        state(&mut lines[range.clone()], *level);
    }
    let forms = forms(lines, lang);
    let count = |form: Form| forms.iter().filter(|found| **found == Some(form)).count();
    let (chapters, days) = (count(Form::Chapter), count(Form::Day) >= DAYS);
    if headings.is_empty() && chapters < 2 && !days {
        return;
    }
    // A book with a table of contents that shows the levels needs no guess.
    let is_divided = headings.is_empty() && count(Form::Division) > 0 && chapters > 0;
    let short_below = short_names(lines, &forms);
    for i in 0..lines.len() {
        let known = matches!(lines[i].stated, Stated::Heading(_));
        let form = if known { None } else { forms[i] };
        let level = match (lines[i].stated, form) {
            (Stated::Heading(level), _) => level,
            (_, None) => continue,
            (_, Some(Form::Day)) if !days => continue,
            (_, Some(Form::Day)) => 1 + u8::from(chapters >= 2) + u8::from(is_divided),
            (_, Some(Form::Chapter)) => 1 + u8::from(is_divided),
            (_, Some(Form::Division | Form::Part)) => 1,
        };
        // The name below the number, before the empty lines over the text.
        let is_below = |next: &Line| next.stated == Stated::Nothing && is_name(lines, i + 1, next, short_below);
        let named = is_number(lines, i) && lines.get(i + 1).is_some_and(is_below);
        if named || !known {
            let last = block_end(lines, i + 1);
            state(&mut lines[i..if named { last } else { i + 1 }], level);
        }
    }
}

/// The form of each line by itself.
fn forms(lines: &[Line], lang: Option<&Lang>) -> Vec<Option<Form>> {
    let mut forms: Vec<Option<Form>> = (0..lines.len())
        .map(|i| {
            if names_division(lines, i) {
                Some(Form::Division)
            } else if names_chapter(lines, i) {
                Some(Form::Chapter)
            } else if names_part(lines, i) {
                Some(Form::Part)
            } else {
                names_day(lines, i, lang).then_some(Form::Day)
            }
        })
        .collect();
    // Lone numbers that count on, even with a single empty line above them.
    let numbers: Vec<(usize, u32)> = (0..lines.len()).filter_map(|i| Some((i, numeral(lines, i)?))).collect();
    for (n, (i, value)) in numbers.iter().enumerate() {
        let goes_on = n.checked_sub(1).is_some_and(|n| numbers[n].1 + 1 == *value);
        let begins = *value == 1 && numbers.get(n + 1).is_some_and(|(_, next)| *next == 2);
        if lines[*i].gap >= 2 || goes_on || begins {
            forms[*i] = Some(Form::Chapter);
        }
    }
    forms
}

/// The value of a lone Roman number.
fn numeral(lines: &[Line], i: usize) -> Option<u32> {
    let line = &lines[i];
    let apart = line.gap > 0 && line.quote == 0 && lines.get(i + 1).is_some_and(|next| next.gap > 0);
    let number = line.text.trim_end_matches('.');
    if apart && is_roman(number) { roman_value(&number.to_lowercase()) } else { None }
}

/// True if a word is a Roman number in capitals.
fn is_roman(word: &str) -> bool {
    word.bytes().all(|b| b"IVXLC".contains(&b)) && roman_value(&word.to_lowercase()).is_some()
}

/// True if a line is only the number of a chapter.
fn is_number(lines: &[Line], i: usize) -> bool {
    is_label(&lines[i].text) || numeral(lines, i).is_some()
}

/// Marks lines as one heading. The number of a chapter gets a full stop before the chapter's name.
fn state(lines: &mut [Line], level: u8) {
    let several = lines.len() > 1;
    for (i, line) in lines.iter_mut().enumerate() {
        line.stated = Stated::Heading(level);
        if i > 0 {
            line.gap = 0;
        } else if several
            && (is_label(&line.text) || is_roman(&line.text))
            && line.text.ends_with(char::is_alphanumeric)
        {
            line.text.push('.');
            line.width += 1;
        }
    }
}

/// The end of the block that holds a line.
fn block_end(lines: &[Line], i: usize) -> usize {
    (i + 1..lines.len()).find(|j| lines[*j].gap > 0).unwrap_or(lines.len())
}

/// `CHAPTER IV`, `CHAPTER IV. The Bus`.
fn names_chapter(lines: &[Line], i: usize) -> bool {
    let line = &lines[i];
    let apart = line.gap > 0 && lines.get(i + 1).is_some_and(|next| next.gap > 0 || next.width <= 60);
    let words = line.text.split_whitespace().count();
    if !apart || words > 14 || line.quote > 0 {
        return false;
    }
    let lower = line.text.to_lowercase();
    let numbered = |(word, rest): (&str, &str)| sections::is_chapter(word) && (is_label(&line.text) || counts(rest));
    lower.split_once(' ').is_some_and(numbered)
}

/// `PART I`, `PART TWO. THE SEA`, `BOOK THE FIRST`, `PREMIÈRE PARTIE`.
fn names_division(lines: &[Line], i: usize) -> bool {
    let line = &lines[i];
    let apart = line.gap > 0 && lines.get(i + 1).is_some_and(|next| next.gap > 0 || next.width <= 60);
    if !apart {
        return false;
    }
    let lower = line.text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let ordinal = |word: Option<&&str>| word.is_some_and(|word| sections::is_ordinal(word));
    let is_division = match words.as_slice() {
        [first, rest @ ..] if sections::is_division(first) => {
            is_label(&line.text) || rest.first().is_some_and(|word| counts(word))
        }
        [.., last] if sections::is_division(last) => words.len() <= 3 && ordinal(words.get(words.len() - 2)),
        _ => false,
    };
    is_division && words.len() <= 14 && line.quote == 0 && !(words.len() > 3 && ends_sentence(&line.text))
}

/// True if a text begins with a number and a sign or a space after it.
fn counts(rest: &str) -> bool {
    let number = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    !number.is_empty()
        && (number.bytes().all(|b| b.is_ascii_digit())
            || number.bytes().all(|b| b"ivxlc".contains(&b))
            || sections::is_ordinal(number)
            // `BOOK THE FIRST`
            || number == "the")
}

fn names_part(lines: &[Line], i: usize) -> bool {
    let line = &lines[i];
    let apart = line.gap >= 2 && lines.get(i + 1).is_some_and(|next| next.gap > 0);
    apart && line.width <= 40 && sections::is_book_part(&key(&line.text))
}

/// The day above a letter or an entry of a diary: a lone date, after a short word.
fn names_day(lines: &[Line], i: usize, lang: Option<&Lang>) -> bool {
    let line = &lines[i];
    let apart = line.gap > 0 && line.quote == 0 && lines.get(i + 1).is_some_and(|next| next.gap > 0);
    if !apart || line.width > 32 || !line.text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let text = line.text.trim_matches(['_', '.', ' ']);
    let after = text.split_once(' ').filter(|(first, _)| calendar::is_before_day(&first.to_lowercase()));
    is_day(after.map_or(text, |(_, rest)| rest), lang)
}

/// A day and the name of its month, with or without a year: `10. Mai`, `May 3, 1893`, `3 mai`.
fn is_day(text: &str, lang: Option<&Lang>) -> bool {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '_')).filter(|w| !w.is_empty()).collect();
    let number = |word: &&&str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        !digits.is_empty()
            && digits.len() <= 4
            && digits.bytes().all(|b| b.is_ascii_digit())
            && word.len() <= digits.len() + 2
    };
    let months = words.iter().filter(|word| is_month(word, lang)).count();
    let numbers = words.iter().filter(number).count();
    (2..=4).contains(&words.len()) && months == 1 && (1..=2).contains(&numbers) && months + numbers == words.len()
}

/// The name of a month, of German poets too.
fn is_month(word: &str, lang: Option<&Lang>) -> bool {
    calendar::month(word, lang).is_some() || calendar::is_old_month(word)
}

/// True if most numbers of chapters have a lone short line below them, which then is the chapter's name even if it ends
/// like a sentence.
fn short_names(lines: &[Line], forms: &[Option<Form>]) -> bool {
    let numbers = || (0..lines.len()).filter(|i| forms[*i] == Some(Form::Chapter) && is_number(lines, *i));
    let is_short = |i: &usize| {
        lines.get(i + 1).is_some_and(|next| {
            let opens = next.text.starts_with(['"', '“', '«', '-', '—', '\'', '‘', '[']);
            next.gap > 0 && block_end(lines, i + 1) == i + 2 && next.width <= 50 && !opens
        })
    };
    let all = numbers().count();
    all >= 3 && numbers().filter(is_short).count() * 10 >= all * NAMED
}

/// True if a block below the number of a chapter is the chapter's name: short, no sentence, apart from the text.
fn is_name(lines: &[Line], i: usize, line: &Line, short_below: bool) -> bool {
    let end = block_end(lines, i);
    let block = &lines[i..end];
    if short_below && block.len() == 1 && line.width <= 50 {
        return true;
    }
    let capitals = line.text.chars().any(char::is_uppercase) && !line.text.chars().any(char::is_lowercase);
    let apart = lines.get(end).is_some_and(|below| below.gap >= 2);
    // Two lines close above the text are verse rather than a name.
    let short = block.len() <= if apart || capitals { 3 } else { 1 } && line.width <= 70;
    let words: usize = block.iter().map(|line| line.text.split_whitespace().count()).sum();
    let sentence = block.last().is_some_and(|last| ends_sentence(&last.text)) && !(apart && words <= 8);
    // A wrapped paragraph continues in lower case.
    let wrapped = block.windows(2).any(|p| p[0].width >= 50 && p[1].text.starts_with(char::is_lowercase)) && words > 12;
    short && !line.text.starts_with(['[', '_', '"', '“']) && (capitals || !sentence && !wrapped)
}

/// Marks the blocks that are one paragraph with full lines, because in a book only an empty line parts two paragraphs.
pub(crate) fn paragraphs(lines: &mut [Line]) {
    let mut ends: Vec<usize> = lines.iter().map(Line::end).collect();
    ends.sort_unstable();
    let Some(width) = ends.get(ends.len() * 9 / 10).copied().filter(|width| (50..=100).contains(width)) else { return };
    let mut at = 0;
    while at < lines.len() {
        let end = block_end(lines, at);
        let block = &lines[at..end];
        if is_paragraph(block, width) {
            lines[at..end].iter_mut().for_each(|line| line.stated = Stated::Prose);
        }
        at = end;
    }
}

/// True if the lines of a block were wrapped at that width.
fn is_paragraph(block: &[Line], width: usize) -> bool {
    let [first, rest @ ..] = block else { return false };
    let Some(second) = rest.first() else { return false };
    let in_one_column = rest.iter().all(|line| line.indent == second.indent && line.quote == first.quote);
    if !in_one_column || block.iter().any(|line| line.stated != Stated::Nothing) {
        return false;
    }
    // A quotation is set in on both sides.
    let own = block.iter().map(Line::end).max().unwrap_or(0);
    let width = if second.indent > 0 && own * 4 >= width * 3 { own } else { width };
    let reaches: Vec<usize> = block.windows(2).map(|p| p[0].reach(&p[1])).collect();
    let full = reaches.iter().filter(|reach| **reach * 10 >= width * 9).count();
    // Verse begins its lines with capitals.
    let capitals = rest.iter().filter(|line| line.text.starts_with(char::is_uppercase)).count();
    let is_verse = rest.len() >= 2 && capitals * 10 >= rest.len() * 8;
    full * 10 >= reaches.len() * 7 && reaches.iter().all(|reach| reach * 10 >= width * 6) && !is_verse
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    const PROSE: &str = "The keeper of the light wrote down the name of the ferry that had\n\
                         stopped at the far bank and went on to the sea without a word.\n";

    fn headings(text: &str) -> Vec<String> {
        let mut lines = of_text(text);
        chapters(&mut lines, None, &mut Context::default());
        let level = |line: &Line| match line.stated {
            Stated::Heading(level) => Some(format!("{level} {}", line.text)),
            _ => None,
        };
        lines.iter().filter_map(level).collect()
    }

    #[test]
    fn parts_stand_above_chapters() {
        let text = format!(
            "A book\n\n\nPREMIÈRE PARTIE\n\n\nI\n\n{PROSE}\n\nII\n\n{PROSE}\n\nDEUXIÈME PARTIE\n\n\nI\n\n{PROSE}\n\nII\n\n{PROSE}"
        );
        assert_eq!(headings(&text), ["1 PREMIÈRE PARTIE", "2 I", "2 II", "1 DEUXIÈME PARTIE", "2 I", "2 II"]);
        let text = format!("A book\n\n\nBOOK THE FIRST\n\n\nCHAPTER I\n\n{PROSE}\n\nCHAPTER II\n\n{PROSE}");
        assert_eq!(headings(&text), ["1 BOOK THE FIRST", "2 CHAPTER I", "2 CHAPTER II"]);
    }

    #[test]
    fn numbers_that_count_on_are_chapters_and_a_lone_one_is_not() {
        let text = format!("A book\n\nI\n\n{PROSE}\nII\n\n{PROSE}\nIII\n\n{PROSE}");
        assert_eq!(headings(&text), ["1 I", "1 II", "1 III"]);
        assert!(headings(&format!("A book\n\nV\n\n{PROSE}\nC\n\n{PROSE}")).is_empty());
    }

    #[test]
    fn a_wrapped_paragraph_is_no_name() {
        let text = format!("A book\n\n\nI.\n\n\n{PROSE}\n\n\nII.\n\n\n{PROSE}");
        assert_eq!(headings(&text), ["1 I.", "1 II."]);
    }

    #[test]
    fn short_lines_below_most_numbers_are_names() {
        let chapter = |n: &str, name: &str| format!("{n}\n\n{name}\n\n{PROSE}\n");
        let text = format!(
            "A book\n\n{}{}{}",
            chapter("I", "Do titulo."),
            chapter("II", "Do livro."),
            chapter("III", "A denuncia.")
        );
        assert_eq!(headings(&text), ["1 I.", "1 Do titulo.", "1 II.", "1 Do livro.", "1 III.", "1 A denuncia."]);
    }

    #[test]
    fn days_of_a_diary_are_headings() {
        let days: String = ["Am 4. Mai 1771", "Am 10. Mai", "Den 17. Mai", "Am 16. Junius"]
            .iter()
            .map(|day| format!("{day}\n\n{PROSE}\n"))
            .collect();
        let lang = Lang::new("de");
        let mut lines = of_text(&days);
        chapters(&mut lines, lang.as_ref(), &mut Context::default());
        // The first is at the top, with nothing above it.
        assert_eq!(lines.iter().filter(|line| line.stated == Stated::Heading(1)).count(), 0);
        let mut lines = of_text(&format!("Ein Buch\n\n{days}"));
        chapters(&mut lines, lang.as_ref(), &mut Context::default());
        assert_eq!(lines.iter().filter(|line| line.stated == Stated::Heading(1)).count(), 4);
    }

    #[test]
    fn full_lines_are_a_paragraph_whatever_ends_in_them() {
        let mut lines = of_text(
            "There was nothing so remarkable in that; nor did Alice think it so\nmuch out of the way to hear the Rabbit say to itself, 'Oh dear!\n\
             Oh dear! I shall be late!' (when she thought it over afterwards, it\noccurred to her that she ought to have wondered at this.\n\n\
             A verse of five\nin short lines\n\n",
        );
        paragraphs(&mut lines);
        assert_eq!(lines.iter().filter(|line| line.stated == Stated::Prose).count(), 4);
    }
}
