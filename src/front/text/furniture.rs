//! Furniture of printed and archived text: page heads and feet of RFCs and of what was copied out of a PDF, Project
//! Gutenberg's frame, the links of wikis to edit a section.

use std::collections::BTreeMap;

use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::{Author, Lang, Meta};

use super::line::Line;
use super::unit::{Kind, Unit};

/// Takes page heads and feet out, and joins the paragraphs that they cut in two.
pub fn pages(lines: &mut Vec<Line>, cx: &mut Context) {
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
    let mut heads: BTreeMap<String, usize> = BTreeMap::new();
    for (pair, known) in lines.windows(2).zip(&numbered) {
        if *known || pair[1].page {
            *heads.entry(super::line::fold(&pair[1].text)).or_default() += 1;
        }
    }
    let old = std::mem::take(lines);
    let mut cut = false;
    for (mut line, known) in old.into_iter().zip(numbered) {
        let head = heads.get(&super::line::fold(&line.text)).is_some_and(|n| *n >= 2);
        if known || head {
            let message = format!("The head or foot of a page was left out: “{}”.", super::line::fold(&line.text));
            cx.say(Diagnostic::remark("page-furniture", message).at(line.span));
            cut = true;
            continue;
        }
        if cut {
            line.page = false;
            let open =
                lines.last().is_some_and(|l: &Line| !super::page::ends_sentence(&l.text) && l.indent == line.indent);
            line.gap = if open && line.text.starts_with(char::is_lowercase) { 0 } else { line.gap.max(1) };
            cut = false;
        }
        lines.push(line);
    }
}

/// `Postel                                                        [Page 12]`
fn page_number(text: &str) -> bool {
    let Some(rest) = text.strip_suffix(']') else { return false };
    let Some((_, number)) = rest.rsplit_once("[Page ") else { return false };
    !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
}

/// Fewest lines between two running heads.
const PAGE: usize = 5;

/// The running heads and folios of pages that were copied one after the other: the same words with a number that counts
/// on. Headings count on as well, `Exercise for week 2`; so some of them must stand as no heading does, in the middle of
/// a sentence, behind a page break, or set apart from their number.
fn running(lines: &[Line]) -> Vec<bool> {
    let mut series: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| line.width <= 160) {
        if let Some((words, number)) = folio(&line.text) {
            series.entry(words).or_default().push((i, number));
        }
    }
    let mut out = vec![false; lines.len()];
    for (words, found) in series {
        let counts_on = found.windows(2).all(|pair| {
            let [(i, a), (j, b)] = [pair[0], pair[1]];
            b > a && b - a <= 4 && j - i > PAGE
        });
        let odd = found.iter().filter(|(i, _)| is_between(lines, *i)).count();
        // A number alone may be an item's.
        let (least, share) = if words.is_empty() { (3, 2) } else { (2, 4) };
        if counts_on && found.len() >= least && odd * share >= found.len() {
            found.iter().for_each(|(i, _)| out[*i] = true);
        }
    }
    between_known(lines, &mut out);
    out
}

/// On the pages between two that are known the head may be another, as chapters' names are on every second page.
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

/// The words and the number of a running head, `234   Lindqvist et al.`, or of a folio alone.
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
    (words.split(' ').count() >= 3 || words.contains("://")).then(|| (words.to_owned(), number))
}

/// Whether a line stands where no heading does.
fn is_between(lines: &[Line], i: usize) -> bool {
    let line = &lines[i];
    let Some((above, below)) = i.checked_sub(1).and_then(|j| lines.get(j)).zip(lines.get(i + 1)) else { return false };
    let cuts = !super::page::ends_sentence(&above.text) && below.text.starts_with(char::is_lowercase);
    cuts || line.page || below.page || line.text.contains("   ") || line.text.contains('\t')
}

/// Takes `[edit]` off the ends of short lines, where wikis have it behind their headings.
pub fn edit_links(units: &mut [Unit], cx: &mut Context) {
    const LINKS: &[&str] = &[
        "edit",
        "edit source",
        "edit | edit source",
        "bearbeiten",
        "bearbeiten | quelltext bearbeiten",
        "quelltext bearbeiten",
        "modifier",
        "modifier | modifier le code",
        "editar",
        "editar | editar código",
        "modifica",
        "modifica | modifica wikitesto",
        "bewerken",
        "bewerken | brontekst bewerken",
        "redigera",
        "redigera | redigera wikitext",
        "edytuj",
        "edytuj | edytuj kod",
        "править",
        "править | править код",
    ];
    if cx.reading.keep_all {
        return;
    }
    let short = |u: &&mut Unit| u.kind == Kind::Prose && u.text.len() <= 200;
    for unit in units.iter_mut().filter(short) {
        let Some((words, link)) = unit.text.strip_suffix(']').and_then(|t| t.rsplit_once('[')) else { continue };
        if LINKS.contains(&link.trim().to_lowercase().as_str()) && !words.trim().is_empty() {
            let message = format!("A wiki's link was left out: “[{link}]”.");
            cx.say(Diagnostic::remark("chrome-menu", message).at(unit.span));
            unit.text = words.trim_end().to_owned();
            unit.editable = true;
        }
    }
}

/// Takes Project Gutenberg's frame off: what stands above `*** START OF` and below `*** END OF`.
pub fn gutenberg(lines: &mut Vec<Line>, cx: &mut Context) -> Option<Meta> {
    let marks = |l: &Line, word: &str| {
        let upper = l.text.to_uppercase();
        upper.starts_with("***") && upper.contains(word) && upper.contains("PROJECT GUTENBERG")
    };
    let start = lines.iter().take(2000).position(|l| marks(l, "START OF"))?;
    let mut meta = Meta { publisher: Some("Project Gutenberg".into()), ..Meta::default() };
    for line in lines.iter().take(start) {
        let Some((name, value)) = line.text.split_once(": ") else { continue };
        match name {
            "Title" => meta.title = super::inline::plain(value.trim()),
            "Author" => meta.authors = vec![Author::new(value.trim())],
            "Language" => meta.language = language(value.trim()),
            _ => {}
        }
    }
    if cx.reading.keep_all {
        return Some(meta);
    }
    let end = lines.iter().position(|l| marks(l, "END OF")).filter(|e| *e > start).unwrap_or(lines.len());
    let after = lines.split_off(end);
    let before: Vec<Line> = lines.drain(..=start).collect();
    for line in before.iter().chain(&after) {
        let message = format!(
            "The frame of Project Gutenberg was left out: “{}”.",
            line.text.chars().take(60).collect::<String>()
        );
        cx.say(Diagnostic::remark("gutenberg-frame", message).at(line.span));
    }
    Some(meta)
}

fn language(name: &str) -> Option<Lang> {
    let names = [
        ("English", "en"),
        ("German", "de"),
        ("French", "fr"),
        ("Spanish", "es"),
        ("Italian", "it"),
        ("Portuguese", "pt"),
        ("Dutch", "nl"),
        ("Finnish", "fi"),
        ("Latin", "la"),
    ];
    names.iter().find(|(n, _)| *n == name).and_then(|(_, tag)| Lang::new(tag))
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

    /// Pages of six lines of prose, each under what `head` makes of its number.
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
    fn headings_that_count_on_stay() {
        let prose = "\n\nThe ferry had stopped at the far bank\nfor the winter and nobody could say.\n".repeat(4);
        let text: String = (1..5).map(|week| format!("Exercise for week {week}{prose}\n")).collect();
        assert_eq!(left(&text).iter().filter(|line| line.starts_with("Exercise")).count(), 4);
    }
}
