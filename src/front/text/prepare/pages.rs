//! Page furniture: the heads and feet of printed pages, in RFCs and in text copied from a PDF.

use std::collections::BTreeMap;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};

use super::line::{Line, columns};
use super::sentences::ends_sentence;
use super::unit::marker;

/// Removes page heads and feet, and joins the paragraphs that they cut in two.
pub(crate) fn pages(lines: &mut Vec<Line>, cx: &mut Context) {
    if cx.reading.keep_all {
        return;
    }
    let mut numbered = running(lines);
    for (known, line) in numbered.iter_mut().zip(lines.iter()) {
        *known |= page_number(&line.text);
    }
    if numbered.iter().filter(|known| **known).count() < 2 {
        return;
    }
    let (mut heads, mut feet): (BTreeMap<String, usize>, BTreeMap<String, usize>) = Default::default();
    for (at, pair) in lines.windows(2).enumerate() {
        if numbered[at] || pair[1].page {
            *heads.entry(super::line::fold(&pair[1].text)).or_default() += 1;
        }
        if numbered[at + 1] && wide_gaps(&pair[0].text) >= 1 {
            *feet.entry(super::line::fold(&pair[0].text)).or_default() += 1;
        }
    }
    let often = |words: &BTreeMap<String, usize>, line: &Line, least: usize| {
        words.get(&super::line::fold(&line.text)).is_some_and(|n| *n >= least)
    };
    let old = std::mem::take(lines);
    let width = old.iter().filter(|line| !line.text.contains("   ")).map(Line::end).filter(|end| *end <= WIDEST).max();
    // The foot and the head of a page follow each other directly.
    let (mut cut, mut foot) = (false, false);
    for (mut line, known) in old.into_iter().zip(numbered) {
        if known || often(&heads, &line, 2) || often(&feet, &line, 3) || foot && wide_gaps(&line.text) >= 2 {
            let message = format!("The head or foot of a page was left out: “{}”.", super::line::fold(&line.text));
            cx.say(Diagnostic::remark(codes::PAGE_HEADS, message).at(line.span));
            (cut, foot) = (true, known);
            continue;
        }
        foot = false;
        if cut {
            line.page = false;
            let goes_on = lines.last().is_some_and(|above| is_cut(above, &line, width.unwrap_or(0)));
            line.gap = usize::from(!goes_on);
            cut = false;
        }
        lines.push(line);
    }
}

/// Lines beyond this were not wrapped, in columns.
const WIDEST: usize = 100;

/// True if a page ended between these lines of a paragraph: the sentence goes on, in lower case or because the line above
/// is full.
fn is_cut(above: &Line, below: &Line, width: usize) -> bool {
    let hangs = marker(&above.text).is_some() && below.indent > above.indent;
    let open = !ends_sentence(&above.text) && (above.indent == below.indent || hangs);
    let item = marker(&below.text).is_some();
    open && !item
        && (below.text.starts_with(char::is_lowercase) || above.end() * 10 >= width * 8 && above.reach(below) > width)
}

/// The number of gaps of three or more spaces between the words of a line.
fn wide_gaps(text: &str) -> usize {
    columns(text).count().saturating_sub(1)
}

/// `Postel                                                        [Page 12]`
fn page_number(text: &str) -> bool {
    let Some(rest) = text.strip_suffix(']') else { return false };
    let Some((_, number)) = rest.rsplit_once("[Page ") else { return false };
    !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
}

/// Fewest lines between two running heads.
const PAGE: usize = 5;
/// So many heads of one or two words, apart from their numbers, are no headings.
const MANY: usize = 5;

/// The running heads and folios of consecutive pages: the same words with a number that counts on. Headings count on as
/// well, `Exercise for week 2`. So some of them must be where no heading is, in the middle of a sentence, behind a page
/// break, or set apart from their number.
fn running(lines: &[Line]) -> Vec<bool> {
    let mut series: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| line.width <= 160) {
        if let Some((words, number)) = folio(&line.text) {
            series.entry(words).or_default().push((i, number));
        }
    }
    let mut out = vec![false; lines.len()];
    for (words, found) in series {
        let counts_on = found.windows(2).all(|pair| pair[1].1 > pair[0].1 && pair[1].1 - pair[0].1 <= 4);
        // Between some there is an empty page.
        let far = found.windows(2).filter(|pair| pair[1].0 - pair[0].0 > PAGE).count();
        let counts_on = counts_on && far * 10 >= (found.len() - 1) * 9;
        let is_set_apart = || found.len() >= MANY && found.iter().all(|(i, _)| wide_gaps(&lines[*i].text) >= 1);
        let is_named = words.is_empty() || words.split(' ').count() >= 3 || words.contains("://") || is_set_apart();
        let odd = found.iter().filter(|(i, _)| is_between(lines, *i)).count();
        // A lone number may be an item's.
        let (least, share) = if words.is_empty() { (3, 2) } else { (2, 4) };
        if counts_on && is_named && found.len() >= least && odd * share >= found.len() {
            found.iter().for_each(|(i, _)| out[*i] = true);
        }
    }
    between_known(lines, &mut out);
    out
}

/// On the pages between two known ones the head may differ, because every second page may have the name of its chapter.
fn between_known(lines: &[Line], known: &mut [bool]) {
    let number = |i: usize| folio(&lines[i].text).map(|(_, number)| number);
    let pages: Vec<usize> = (0..lines.len()).filter(|i| known[*i]).collect();
    for pair in pages.windows(2) {
        let Some((before, after)) = number(pair[0]).zip(number(pair[1])) else { continue };
        let fits = |i: &usize| is_between(lines, *i) && number(*i).is_some_and(|n| before < n && n < after);
        if let Some(i) = (pair[0] + 1..pair[1]).find(fits) {
            known[i] = true;
        }
    }
}

/// The words and the number of a running head, `234   Lindqvist et al.`, or of a lone folio.
fn folio(text: &str) -> Option<(String, u32)> {
    let edge = text.trim_matches(['-', '–', '—', ' ', '|']);
    if !edge.starts_with(|c: char| c.is_ascii_digit()) && !edge.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let bare = super::line::fold(edge);
    let number = |word: &str| if word.len() <= 4 { word.parse::<u32>().ok() } else { None };
    if let Some(alone) = number(&bare) {
        return Some((String::new(), alone));
    }
    let (head, after) = bare.split_once(' ')?;
    let (before, foot) = bare.rsplit_once(' ')?;
    // `2/7` and `2 of 7` count pages as well.
    let foot = foot.split_once('/').map_or(foot, |(page, _)| page);
    let (words, number) = match (number(head), number(foot)) {
        (Some(n), None) => (after, n),
        (None, Some(n)) => (before, n),
        _ => return None,
    };
    let words = words.trim_matches(['-', '–', '—', ' ', '|']);
    // Listings with numbered lines may have one line twice.
    let is_code = words.contains(['{', '}', ';', '=']);
    (words.contains(char::is_alphabetic) && !is_code).then(|| (words.to_owned(), number))
}

/// True if a line is in a place where no heading is.
fn is_between(lines: &[Line], i: usize) -> bool {
    let line = &lines[i];
    let Some((above, below)) = i.checked_sub(1).and_then(|j| lines.get(j)).zip(lines.get(i + 1)) else { return false };
    let cuts = !ends_sentence(&above.text) && below.text.starts_with(char::is_lowercase);
    cuts || line.page || below.page || line.text.contains("   ") || line.text.contains('\t')
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn left(text: &str) -> Vec<String> {
        let mut lines = of_text(text);
        pages(&mut lines, &mut Context::default());
        lines.into_iter().map(|line| line.text).collect()
    }

    /// Pages of six lines of prose, each under the head that `head` makes of its number.
    fn copied(head: impl Fn(usize) -> String) -> String {
        let prose = "the ferry had stopped at the far bank\nfor the winter and nobody could say\n".repeat(3);
        (12..16).map(|page| format!("{}\n\n{prose}", head(page))).collect()
    }

    #[test]
    fn running_heads_that_count_on_are_left_out() {
        for head in ["{}     Marsh et al. / Journal of Ferries", "Journal of Old Ferries {}", "- {} -"] {
            let text = copied(|page| head.replace("{}", &page.to_string()));
            assert_eq!(left(&text).iter().filter(|line| line.contains(char::is_numeric)).count(), 0, "{head}");
        }
    }

    #[test]
    fn the_head_of_every_second_page_is_found_between() {
        let heads = ["12     THE KEEPER OF THE KELD", "TO MARKET AGAIN     13", "14     THE KEEPER OF THE KELD"];
        let text = copied(|page| heads.get(page - 12).copied().unwrap_or("and so on").to_owned());
        assert_eq!(left(&text).iter().filter(|line| line.contains(char::is_numeric)).count(), 0);
    }

    #[test]
    fn sentences_are_joined_over_the_end_of_a_page() {
        let text = "   The ferry had been tied up at the north pier, and nobody but\n   Ada Quill, who kept the\n   keys, could say when it would leave.  People sat on the (old)\n\n\n\
                    Quill              Informational              [Page 1]\n\n\n\
                    RFC 9              Green Doors                May 2021\n\n\n   Piers and waited for\n   the bus.\n\n\
                    Quill              Informational              [Page 2]\n";
        let mut lines = of_text(text);
        pages(&mut lines, &mut Context::default());
        assert_eq!(lines.iter().map(|line| line.gap).collect::<Vec<_>>(), [0; 5]);
    }

    #[test]
    fn short_heads_apart_from_their_numbers_go_with_the_feet_above_them() {
        let prose = "The ferry had stopped at the far bank.\nNobody could say for how long.\n".repeat(4);
        let pages = |head: &str| -> String {
            (1..8).map(|page| format!("{prose}\nKeld 3.6        March 8\n\n{head}{page}\n\n")).collect()
        };
        let furniture = |text: &str| left(text).iter().filter(|line| line.contains("Keld")).count();
        assert_eq!(furniture(&pages("Keld Guidebook          ")), 0);
        assert_eq!(furniture(&pages("Keld Guidebook ")), 14, "headings may count on");
        let empty =
            format!("{}\nKeld Guidebook          8\n\nKeld Guidebook          9\n", pages("Keld Guidebook          "));
        assert_eq!(furniture(&empty), 16, "two empty pages in nine are too many");
    }

    #[test]
    fn numbered_lines_of_listings_stay() {
        let prose = "The ferry had stopped at the far bank\nfor the winter and nobody could say.\n".repeat(4);
        let text =
            format!("{prose}37   return ( crc [ 0 ] );\nand then\n{prose}38   return ( crc [ 0 ] );\nand then\n");
        assert_eq!(left(&text).iter().filter(|line| line.contains("return")).count(), 2);
    }

    #[test]
    fn headings_that_count_on_stay() {
        let prose = "\n\nThe ferry had stopped at the far bank\nfor the winter and nobody could say.\n".repeat(4);
        let text: String = (1..5).map(|week| format!("Exercise for week {week}{prose}\n")).collect();
        assert_eq!(left(&text).iter().filter(|line| line.starts_with("Exercise")).count(), 4);
    }
}
