//! The choice of the units that are headings, and their levels.
//!
//! Underlined lines are headings by their form. Other lines are judged by learned evidence about the unit, its
//! neighbours and similar units of the text. A short line that is not a sentence, with paragraphs below and similar
//! lines at similar distances, is a heading. A short line among other short lines is an item or a label.

use crate::front::text::byline;
use crate::front::text::features::speakers;
use std::collections::{BTreeMap, HashMap};

use crate::front::text::features::page::Page;
use crate::front::text::features::similarity;
use crate::front::text::model;
use crate::front::text::prepare::unit::{Kind, Marker, Unit};
use crate::lang::{caption_label, letters, sections};

/// The least log-odds of a heading. The F1-optimal threshold is half the optimal F1 (Lipton, Elkan and Naryanaswamy 2014),
/// which is .83 on articles held out of training; a chance of three in eight is about as good.
const HEADING: f32 = -0.5;
/// The number of features beyond those of [`Page::rows`].
const EXTRA: usize = 20;

/// The features for judging headings, a row for every unit of a page that holds only an article. [`headings`] adds the
/// log-odds of the words as the last feature.
pub(crate) fn evidence(page: &Page) -> Vec<Vec<f32>> {
    let rows = page.rows();
    let more = extras(page).into_iter().zip(similarity::similarity(page));
    rows.iter().zip(more).map(|(row, (extra, like))| row.iter().copied().chain(extra).chain(like).collect()).collect()
}

/// True if the words of a unit are evidence; a long unit has too many words.
pub(crate) fn short(page: &Page, i: usize) -> bool {
    page.basics[i].chars <= 200 && page.basics[i].words <= 40
}

/// True if the judge decides about a unit. The last unit of a text heads nothing.
pub(crate) fn judged(page: &Page, i: usize) -> bool {
    let unit = &page.units[i];
    let bullet = matches!(unit.marker, Some(Marker::Bullet(..)));
    unit.kind == Kind::Prose && unit.quote == 0 && !bullet && short(page, i) && i + 1 < page.units.len()
}

/// The level of every unit that is a heading. `page` holds the kept units, the title included.
pub(crate) fn headings(page: &Page) -> Vec<Option<u8>> {
    // If the format of the document marks its headings, no other lines are headings.
    if page.units.iter().any(|unit| unit.level.is_some()) {
        return page.units.iter().map(|unit| unit.level).collect();
    }
    let mut rows = evidence(page);
    for (i, row) in rows.iter_mut().enumerate() {
        row.push(if short(page, i) { model::heading_words().log_odds(&page.units[i].full_text()) } else { 0.0 });
    }
    // `Q: What comes next?` is a turn of an interview, even as a short line.
    let speakers = speakers::speakers(page, &(0..page.units.len()).collect::<Vec<_>>());
    let speaks = |i: usize| speakers::speaker(&page.units[i].text).is_some_and(|(name, _)| speakers.contains(name));
    let mut found: Vec<bool> = (0..page.units.len()).map(|i| !speaks(i) && is_heading(page, i, &rows[i])).collect();
    fill(page, &mut found);
    for i in 1..found.len() {
        found[i] |= found[i - 1] && names_chapter(page, i);
    }
    let styles: Vec<Option<Style>> = (0..page.units.len()).map(|i| found[i].then(|| style(&page.units[i]))).collect();
    levels(&styles)
}

/// True if a line is only the number of a chapter, `PART II`: the word and its count.
fn numbers_chapter(page: &Page, i: usize) -> bool {
    let text = page.units[i].text.to_lowercase();
    let Some((word, count)) = text.split_once([' ', '\u{a0}']) else { return false };
    let counts = !count.is_empty()
        && (count.bytes().all(|b| b.is_ascii_digit()) || count.bytes().all(|b| b"ivxlc".contains(&b)));
    (counts && sections::is_counted(word) || is_paragraph_sign(word, count))
        && page.units[i].is_plain()
        && page.units[i].quote == 0
}

/// True for `§ 1` and `§ 12a`, which count the parts of a law in any language.
fn is_paragraph_sign(word: &str, count: &str) -> bool {
    let digits = count.trim_end_matches(|c: char| c.is_ascii_lowercase());
    word == "§" && count.len() <= digits.len() + 1 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `第一章　雨` in a line of its own, with text below it: the number of a chapter in the languages of East Asia.
fn opens_eastern_chapter(page: &Page, i: usize) -> bool {
    let opens = |j: usize| {
        let rest = page.units.get(j).and_then(|unit| sections::after_eastern_chapter(&unit.text));
        rest.is_some_and(|rest| rest.chars().count() <= 24 && !rest.ends_with(['。', '，', '、', '；']))
    };
    opens(i) && !opens(i + 1) && page.units.get(i + 1).is_some_and(|next| next.gap > 0)
}

/// Capitals at the margin over text that is indented, as in manuals.
fn heads_section(page: &Page, i: usize) -> bool {
    let unit = &page.units[i];
    let letters = || unit.text.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().count() >= 3 && letters().all(char::is_uppercase) && page.basics[i].words <= 5;
    let set_in = |next: &Unit| next.gap == 0 && next.indent >= unit.indent + 3;
    capitals && page.units.get(i + 1).is_some_and(set_in)
}

/// A lone Roman number, one of several that count on from the first: parts of a poem, chapters without a name.
fn counts_parts(page: &Page, i: usize) -> bool {
    const NUMBERS: &[&str] = &[
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
        "XVIII", "XIX", "XX",
    ];
    let number = |j: usize| {
        let apart = page.units[j].gap > 0 && page.units.get(j + 1).is_some_and(|next| next.gap > 0);
        let text = page.units[j].text.trim_end_matches('.');
        if apart && page.units[j].is_plain() { NUMBERS.iter().position(|n| *n == text) } else { None }
    };
    let Some(own) = number(i) else { return false };
    // The search goes no farther than a long chapter, so that a page of numbers costs no more than its length.
    const FAR: usize = 1000;
    let above = || i.saturating_sub(FAR)..i;
    let found = |wanted: usize, mut within: std::ops::Range<usize>| within.any(|j| number(j) == Some(wanted));
    if own == 0 { found(1, i + 1..page.units.len().min(i + FAR)) } else { found(own - 1, above()) }
}

/// True if the number of a chapter is directly above it, and not among others in a table of contents.
fn opens_chapter(page: &Page, i: usize) -> bool {
    let counts = |j: usize| j < page.units.len() && numbers_chapter(page, j);
    // In a table of contents, numbers follow each other, or follow each other's names.
    let listed = counts(i + 1) || i > 0 && counts(i - 1) || counts(i + 2) && page.units[i + 2].gap == 0;
    counts(i) && !listed
}

/// True if a line is the name of a chapter: the chapter's number is directly above it, and below it the text, or the
/// numbered sections of a law.
fn names_chapter(page: &Page, i: usize) -> bool {
    let (unit, basic) = (&page.units[i], &page.basics[i]);
    let above = page.units[i - 1].text.to_lowercase();
    let number = page.basics[i - 1].words <= 2 && above.split(' ').next().is_some_and(sections::is_counted);
    // The name of a paragraph of a law is directly below its number, and its text is set apart.
    let parted = || unit.gap == 0 && page.units.get(i + 1).is_some_and(|next| next.gap > 0);
    let paragraph = above.split_once([' ', '\u{a0}']).is_some_and(|(word, count)| is_paragraph_sign(word, count));
    if paragraph && parted() && unit.is_plain() && unit.quote == 0 && basic.words <= 12 && !basic.sentence {
        return true;
    }
    let text =
        page.is_paragraph(i + 1) || page.units.get(i + 1).is_some_and(|next| next.marker.is_some() && next.gap > 0);
    number && unit.is_plain() && unit.quote == 0 && basic.words <= 12 && !basic.sentence && text
}

/// If two headings of a numbered sequence have between them a line that looks like the missing one, that line is a
/// heading too, and so is the line before the second. A line directly followed by the next number of the sequence is a
/// list item.
fn fill(page: &Page, found: &mut [bool]) {
    let numbers: Vec<Option<(String, u32)>> = page.units.iter().map(|u| similarity::numbered(&u.full_text())).collect();
    let mut last: HashMap<&str, (u32, usize)> = HashMap::new();
    let mut between: HashMap<(&str, u32), usize> = HashMap::new();
    let mut missed = Vec::new();
    for (i, number) in numbers.iter().enumerate() {
        let Some((word, n)) = number else { continue };
        if !found[i] {
            let fits =
                judged(page, i) && !page.basics[i].sentence && page.units[i].gap > 0 && page.basics[i].words <= 12;
            if fits {
                between.insert((word, *n), i);
            }
            continue;
        }
        let (before, at) = last.insert(word, (*n, i)).unwrap_or_default();
        if before + 2 == *n
            && let Some(&missing) = between.get(&(word.as_str(), before + 1)).filter(|m| **m >= at)
        {
            missed.push(missing);
        }
    }
    for i in missed {
        found[i] = true;
    }
    even(page, found);
    for (i, found) in found.iter_mut().enumerate() {
        *found = *found && !counts_on(page, i);
    }
    for i in 1..numbers.len() {
        let (Some((a, m)), Some((b, n))) = (&numbers[i - 1], &numbers[i]) else { continue };
        if a == b
            && m.checked_add(1) == Some(*n)
            && page.units[i].gap == 0
            && page.units[i].marker.is_some()
            && page.units[i].underlined == 0
        {
            (found[i - 1], found[i]) = (false, false);
        }
        // Indented, one below the other: a list with space between its items.
        let item =
            |i: usize| page.units[i].marker.is_some() && page.units[i].indent >= 2 && page.units[i].underlined == 0;
        if a == b
            && m.checked_add(1) == Some(*n)
            && item(i - 1)
            && item(i)
            && page.units[i].indent == page.units[i - 1].indent
        {
            (found[i - 1], found[i]) = (false, false);
        }
    }
}

/// If half of the numbered lines of a series are headings, all of them are: lines at one margin that count on from one,
/// each set apart, with other text below it.
fn even(page: &Page, found: &mut [bool]) {
    let mut open: BTreeMap<String, (u32, Vec<usize>)> = BTreeMap::new();
    let mut series: Vec<Vec<usize>> = Vec::new();
    for (i, unit) in page.units.iter().enumerate() {
        let Some(Marker::Number { value, numbering, delimiter, .. }) = &unit.marker else { continue };
        let (last, places) = open.entry(format!("{numbering:?} {delimiter:?} {}", unit.indent)).or_default();
        if *value != *last + 1 {
            series.push(std::mem::take(places));
        }
        if *value == *last + 1 || *value == 1 {
            places.push(i);
            *last = *value;
        }
    }
    series.extend(open.into_values().map(|(_, places)| places));
    for places in series {
        let seen = places.iter().filter(|&&i| found[i]).count();
        if places.len() > 1 && seen * 2 >= places.len() && places.iter().all(|&i| stands_over_text(page, i)) {
            places.into_iter().for_each(|i| found[i] = true);
        }
    }
}

/// True if a short line is set apart, and what is below it is not the next line of its list.
fn stands_over_text(page: &Page, i: usize) -> bool {
    let (unit, basic) = (&page.units[i], &page.basics[i]);
    let is_text = |next: &Unit| next.gap > 0 && (next.marker.is_none() || next.indent > unit.indent);
    let open = !basic.sentence || unit.text.ends_with(['?', '？']);
    let apart = unit.gap > 0 || i == 0;
    judged(page, i) && apart && open && basic.words <= 12 && page.units.get(i + 1).is_some_and(is_text)
}

/// True if a number counts on from the item before it, which has deeper items of its own between.
fn counts_on(page: &Page, i: usize) -> bool {
    const FAR: usize = 40;
    let unit = &page.units[i];
    let value = |unit: &Unit| if let Some(Marker::Number { value, .. }) = unit.marker { Some(value) } else { None };
    let Some(own) = value(unit).filter(|_| unit.gap == 0 || unit.indent >= 2) else { return false };
    let mut above = page.units[..i].iter().rev().take(FAR);
    let inner = above.clone().take_while(|above| above.indent > unit.indent && above.quote == unit.quote).count();
    let before = above.nth(inner).filter(|above| above.indent == unit.indent);
    inner > 0 && before.and_then(value).is_some_and(|before| before + 1 == own)
}

fn is_heading(page: &Page, i: usize, row: &[f32]) -> bool {
    let (unit, basic) = (&page.units[i], &page.basics[i]);
    if unit.kind != Kind::Prose || unit.quote > 0 {
        return false;
    }
    if unit.underlined > 0 || unit.editable {
        return true;
    }
    // `Figure 3: The pier` names a missing figure.
    if caption_label(&unit.text).is_some_and(|label| label.parted && label.length < unit.text.len()) {
        return false;
    }
    // `By Ada Marsh` in a letter with another name in its header.
    if basic.words <= 8 && byline::authors(&unit.text).is_some() {
        return false;
    }
    // `On Monday, Ada wrote:` over a quotation.
    if unit.text.ends_with([':', '：']) && page.units.get(i + 1).is_some_and(|next| next.quote > 0) {
        return false;
    }
    // A command or an example, set in below the words that announce it.
    let announces =
        |above: &Unit| above.indent + 2 <= unit.indent && above.text.trim_end_matches([' ', '>']).ends_with(':');
    if i.checked_sub(1).and_then(|above| page.units.get(above)).is_some_and(announces) {
        return false;
    }
    let stands = unit.is_plain() && unit.gap > 0 && i > 0 && i + 1 < page.units.len();
    if stands && basic.words <= 4 && sections::is_usual_title(unit.text.to_lowercase().trim_end_matches(':')) {
        return true;
    }
    let depth = |j: usize| page.units.get(j).map_or(0, |u| dotted(&u.text));
    // In a table of contents they follow each other directly.
    let like = |j: usize| depth(j) > 1 && depth(j) == depth(i);
    let listed = like(i + 1) && page.units[i + 1].gap == 0 || i > 0 && like(i - 1) && unit.gap == 0;
    if depth(i) > 1 && !listed && basic.words <= 12 && !basic.sentence || stands && opens_chapter(page, i) {
        return true;
    }
    if stands && opens_eastern_chapter(page, i) {
        return true;
    }
    // `Dear Charles,` opens a letter; any other line with a comma at its end continues.
    if unit.text.ends_with([',', ';', '，', '،']) || i > 0 && closes_letter(page, i - 1) {
        return false;
    }
    if stands && (heads_section(page, i) || counts_parts(page, i)) {
        return true;
    }
    // A line indented below a number belongs to its item.
    let hangs = |next: &Unit| next.gap == 0 && next.indent > unit.indent && next.indent + 1 >= unit.content;
    if unit.marker.is_some() && page.units.get(i + 1).is_some_and(hangs) {
        return false;
    }
    // A line over code or a song's chords, with no space above it, is the second line of something.
    if i > 0 && unit.gap == 0 && page.units.get(i + 1).is_some_and(|next| matches!(next.kind, Kind::Verbatim(..))) {
        return false;
    }
    // A word or two over a list.
    let over_list = page.units.get(i + 1).is_some_and(|next| next.marker.is_some() && next.quote == unit.quote);
    let label = unit.text.ends_with(char::is_alphanumeric) && unit.text.starts_with(char::is_uppercase);
    if over_list && unit.is_plain() && unit.gap > 0 && basic.words <= 4 && label {
        return true;
    }
    judged(page, i) && model::heading().log_odds(row) > HEADING
}

/// True for `Yours sincerely,` with a name below it.
fn closes_letter(page: &Page, i: usize) -> bool {
    let lower = page.units[i].text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    (1..=6).contains(&words.len()) && !lower.ends_with(['.', '?']) && words.iter().any(|w| letters::closes_letter(w))
}

/// Short units that may be headings.
fn is_short(page: &Page, i: usize) -> bool {
    let basic = &page.basics[i];
    page.units[i].kind == Kind::Prose
        && basic.words <= 16
        && basic.chars <= 120
        && !page.units[i].text.ends_with(['.', ',', ';'])
}

fn extras(page: &Page) -> Vec<[f32; EXTRA]> {
    let count = page.units.len();
    let short: Vec<bool> = (0..count).map(|i| is_short(page, i)).collect();
    let ln = |n: usize| (n as f32).ln_1p();
    let flag = |b: bool| f32::from(u8::from(b));
    // Characters and units from each unit to the next short one.
    let mut section = vec![(0usize, 0usize); count + 1];
    for i in (0..count.saturating_sub(1)).rev() {
        section[i] =
            if short[i + 1] { (0, 0) } else { (section[i + 1].0 + page.basics[i + 1].chars, section[i + 1].1 + 1) };
    }
    let first = |i: usize| page.units[i].full_text().split_whitespace().next().unwrap_or("").to_lowercase();
    let mut firsts: HashMap<String, usize> = HashMap::new();
    for i in (0..count).filter(|&i| short[i]) {
        *firsts.entry(first(i)).or_default() += 1;
    }
    let shorts = short.iter().filter(|s| **s).count();
    let questions = (0..count).filter(|&i| short[i] && page.units[i].text.ends_with('?')).count();
    let colons = (0..count).filter(|&i| short[i] && page.units[i].text.ends_with(':')).count();
    let numbers = (0..count).filter(|&i| short[i] && starts_with_number(&page.units[i])).count();
    let mut since = 0usize;
    let mut out = Vec::with_capacity(count);
    for i in 0..count {
        let (unit, basic) = (&page.units[i], &page.basics[i]);
        let text = unit.text.as_str();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let upper = text.chars().filter(|c| c.is_uppercase()).count();
        let next = page.basics.get(i + 1);
        let next_unit = page.units.get(i + 1);
        let word = first(i);
        out.push([
            flag(text.starts_with(|c: char| c.is_ascii_digit())),
            flag(text.ends_with('!')),
            flag(text.ends_with([',', ';'])),
            flag(letters > 3 && upper == letters),
            flag(text.contains(": ")),
            flag(starts_with_number(unit)),
            ln(section[i].0),
            ln(section[i].1),
            ln(since),
            ln(firsts.get(&word).copied().unwrap_or(0)),
            shorts as f32 / count.max(1) as f32,
            ln(shorts),
            ln(questions),
            ln(colons),
            ln(numbers),
            next.map_or(-1.0, |c| c.chars as f32 / (basic.chars + 1) as f32).min(50.0),
            flag(text.starts_with(['"', '“', '‘', '„', '«', '(', '['])),
            flag(
                [
                    "how", "what", "why", "when", "where", "who", "is", "are", "can", "do", "does", "should", "which",
                    "step", "the", "tip",
                ]
                .contains(&word.as_str()),
            ),
            next_unit.map_or(-1.0, |u| flag(u.marker.is_some() || u.text.ends_with(':'))),
            flag(basic.chars > 0 && text.chars().filter(|c| matches!(c, '.' | '!' | '?')).count() > 1),
        ]);
        since = if short[i] { 0 } else { since + 1 };
    }
    out
}

/// A feature of the judge, whose weights were learned with exactly these words: they are not in [`crate::lang`].
fn starts_with_number(unit: &Unit) -> bool {
    matches!(unit.marker, Some(Marker::Number { .. }))
        || unit.text.starts_with('#')
        || unit
            .text
            .split(' ')
            .next()
            .is_some_and(|w| w.trim_end_matches([':', '.', ')']).bytes().all(|b| b.is_ascii_digit() || b == b'.'))
        || ["step ", "chapter ", "part ", "tip ", "kapitel ", "chapitre "]
            .iter()
            .any(|w| unit.text.get(..w.len()).is_some_and(|head| head.eq_ignore_ascii_case(w)))
}

/// The look of a heading; headings of the same look have the same level.
#[derive(Clone, Debug, PartialEq)]
enum Style {
    /// `2.3.1`: as deep as it has numbers.
    Numbered(u8),
    /// Underlined by `=` or `-`.
    Underlined(u8),
    Capitals,
    Plain,
}

/// The number of parts of the dotted number at the head of a text: 2 for `2.1. Sending`, 0 without a number.
fn dotted(text: &str) -> usize {
    let word = text.split(' ').next().unwrap_or("").trim_end_matches('.');
    let number = |p: &str| !p.is_empty() && p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit());
    if text.contains(' ') && word.split('.').all(number) { word.split('.').count() } else { 0 }
}

fn style(unit: &Unit) -> Style {
    if unit.underlined > 0 {
        return Style::Underlined(unit.underlined);
    }
    let parts = dotted(&unit.text);
    if parts > 1 {
        return Style::Numbered(u8::try_from(parts).unwrap_or(6));
    }
    if matches!(&unit.marker, Some(Marker::Number { numbering: crate::doc::Numbering::Decimal, .. })) {
        return Style::Numbered(1);
    }
    let letters = unit.text.chars().filter(|c| c.is_alphabetic()).count();
    let upper = unit.text.chars().filter(|c| c.is_uppercase()).count();
    if letters >= 4 && upper == letters { Style::Capitals } else { Style::Plain }
}

/// Levels by look. Capitals rank above other lines if both occur and capitals come first. Numbers give the depth if
/// dotted ones occur. Lines that are not underlined rank below underlined lines.
fn levels(styles: &[Option<Style>]) -> Vec<Option<u8>> {
    let used = || styles.iter().flatten();
    let dotted = used().any(|s| matches!(s, Style::Numbered(n) if *n > 1));
    let first_capitals = used().position(|s| *s == Style::Capitals);
    let first_plain = used().position(|s| *s == Style::Plain);
    // A line of capitals is a chapter's number if its name is directly below.
    let close = styles.windows(2).any(|p| p[0] == Some(Style::Capitals) && p[1] == Some(Style::Plain));
    let capitals = used().filter(|s| **s == Style::Capitals).count();
    let both = matches!((first_capitals, first_plain), (Some(c), Some(p)) if c < p) && (close || capitals >= 2);
    // Sections are counted within the parts that capitals name.
    let first_numbered = used().position(|s| matches!(s, Style::Numbered(_)));
    let within = capitals >= 2 && matches!((first_capitals, first_numbered), (Some(c), Some(n)) if c < n);
    let sections = used().filter(|s| matches!(s, Style::Underlined(_))).count() >= 2;
    let mut underlined = 0;
    let mut level = |s: &Style| match s {
        Style::Numbered(n) if dotted => (*n).clamp(1, 6),
        Style::Numbered(_) if within => 2,
        Style::Underlined(n) => {
            underlined = underlined.max(*n);
            *n
        }
        Style::Plain if sections && underlined > 0 => (underlined + 1).min(6),
        Style::Capitals | Style::Numbered(_) => 1,
        Style::Plain => {
            // `Acknowledgements` below `5. Conclusions` has the same level.
            if both && !dotted { 2 } else { 1 }
        }
    };
    styles.iter().map(|s| s.as_ref().map(&mut level)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_tell_levels() {
        let styles = [Some(Style::Numbered(1)), Some(Style::Numbered(2)), None, Some(Style::Numbered(3))];
        assert_eq!(levels(&styles), [Some(1), Some(2), None, Some(3)]);
        let styles = [Some(Style::Capitals), Some(Style::Plain), Some(Style::Capitals)];
        assert_eq!(levels(&styles), [Some(1), Some(2), Some(1)]);
        assert_eq!(levels(&[Some(Style::Capitals), Some(Style::Plain)]), [Some(1), Some(2)]);
        let law = [Style::Capitals, Style::Numbered(1), Style::Capitals, Style::Numbered(1)];
        assert_eq!(levels(&law.map(Some)), [Some(1), Some(2), Some(1), Some(2)]);
        assert_eq!(levels(&[Some(Style::Capitals), None, Some(Style::Plain)]), [Some(1), None, Some(1)]);
        let notes = [Style::Underlined(1), Style::Underlined(2), Style::Plain, Style::Underlined(2), Style::Plain];
        assert_eq!(levels(&notes.map(Some)), [Some(1), Some(2), Some(3), Some(2), Some(3)]);
    }
}
