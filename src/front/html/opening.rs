//! What a page prints at its head and states in its metadata is said once: a byline that stays in the text would stand
//! there a second time, below the one that every back end sets from the metadata.

use super::dates;
use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::{Block, BlockKind, Meta, plain_text};
use crate::front::months::month;

/// Blocks at the head among which a byline may stand.
const HEAD: usize = 4;

/// Words beside names and dates in a byline, in the languages of most pages.
const WORDS: &[&str] = &[
    "by",
    "and",
    "on",
    "at",
    "written",
    "published",
    "posted",
    "von",
    "und",
    "am",
    "par",
    "et",
    "le",
    "por",
    "y",
    "el",
    "de",
    "di",
    "e",
    "il",
];

/// Takes out the byline that repeats the metadata's authors, and says so.
pub fn byline(meta: &Meta, blocks: &mut Vec<Block>, cx: &mut Context) {
    let said = |block: &Block| matches!(&block.kind, BlockKind::Paragraph(words) if repeats(meta, &plain_text(words)));
    if let Some(at) = blocks.iter().take(HEAD).position(said) {
        let block = blocks.remove(at);
        let message = "A byline that repeats the page's metadata was left out.";
        cx.say(Diagnostic::remark("byline-repeated", message).at(block.span));
    }
}

/// True for a line of the authors' names, a date that is known, and nothing else.
fn repeats(meta: &Meta, text: &str) -> bool {
    let mut rest = text.to_lowercase();
    let mut named = false;
    for author in &meta.authors {
        let name = author.name.to_lowercase();
        named |= !name.is_empty() && rest.contains(&name);
        rest = rest.replace(&name, " ");
    }
    // A date that the metadata does not have would be lost with the line.
    let printed = dates::parse(&rest);
    let dated = printed.is_some() && [meta.published, meta.updated].contains(&printed);
    let of_date = |word: &str| month(word).is_some() || word.chars().all(|c| c.is_ascii_digit());
    let known = |word: &str| WORDS.contains(&word) || dated && of_date(word);
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    named && words.all(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Author;

    #[test]
    fn a_byline_is_names_and_dates_alone() {
        let meta = Meta {
            authors: vec![Author::new("Teo Marchetti")],
            published: crate::doc::Date::parse_iso("2025-06-21"),
            ..Meta::default()
        };
        assert!(repeats(&meta, "By Teo Marchetti · 21 June 2025"));
        assert!(repeats(&meta, "Teo Marchetti"));
        assert!(!repeats(&meta, "By Teo Marchetti in Turin"));
        assert!(!repeats(&meta, "21 June 2025"));
        assert!(!repeats(&meta, "By Teo Marchetti · 24 June 2025"), "another day is no repetition");
        assert!(!repeats(&meta, "Teo Marchetti says that he heard nothing."));
        assert!(!repeats(&Meta { published: None, ..meta }, "By Teo Marchetti · 21 June 2025"), "no date is lost");
    }
}
