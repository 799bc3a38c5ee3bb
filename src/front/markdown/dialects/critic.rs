//! CriticMarkup: changes and comments of an editor in the text, `{++new++}`, `{--old--}`, `{~~old~>new~~}`,
//! `{==words==}{>>comment<<}`. The article is the text with all changes accepted.

use crate::front::markdown::page::{Edit, Page};

/// The longest change, in bytes.
const LONGEST: usize = 2000;

const DELETED: &str = "a change deletes them";
const COMMENT: &str = "it is no part of the text";

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut done = 0;
    for at in page.find("{") {
        let Some((close, meaning)) = change(&page.text()[at..]).filter(|_| at >= done) else { continue };
        let start = at + 3;
        let Some(length) = page.after(start, LONGEST).find(close).filter(|length| *length > 0) else { continue };
        let inside = &page.text()[start..start + length];
        let end = start + length + close.len();
        let (kept, what, because) = match meaning {
            Meaning::Inserted => (0..length, "", ""),
            Meaning::Deleted => (length..length, "the deleted words", DELETED),
            Meaning::Comment => (length..length, "the comment", COMMENT),
            Meaning::Replaced => match inside.find("~>") {
                Some(arrow) => (arrow + 2..length, "the deleted words", DELETED),
                None => continue,
            },
        };
        if inside.contains("\n\n") {
            continue;
        }
        done = end;
        let opening = at..start + kept.start;
        edits.push(match what {
            "" => Edit::remove(opening),
            what => Edit::leave_out(opening, format!("{what} “{}”", inside[..kept.start].trim_end_matches("~>")))
                .because(because),
        });
        edits.push(Edit::remove(start + kept.end..end));
    }
    edits
}

#[derive(Clone, Copy)]
enum Meaning {
    Inserted,
    Deleted,
    Replaced,
    Comment,
}

/// The closing sign of the change at the start of a text, and the meaning.
fn change(text: &str) -> Option<(&'static str, Meaning)> {
    let signs = [
        ("{++", "++}", Meaning::Inserted),
        ("{==", "==}", Meaning::Inserted),
        ("{--", "--}", Meaning::Deleted),
        ("{~~", "~~}", Meaning::Replaced),
        ("{>>", "<<}", Meaning::Comment),
    ];
    signs.iter().find(|(open, ..)| text.starts_with(open)).map(|(_, close, meaning)| (*close, *meaning))
}

/// The remark on a span of pandoc's with some classes that holds a change or a comment of a word processor, and its reason; `None` for a
/// span of the text.
pub(super) fn of_span(classes: &[String]) -> Option<(&'static str, &'static str)> {
    let class = |name: &str| classes.iter().any(|class| class == name);
    match () {
        () if class("deletion") => Some(("the deleted words", DELETED)),
        () if class("comment-start") => Some(("the comment", COMMENT)),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn changes_are_accepted() {
        for (source, expected) in [
            ("a {++*b* ++}c {--d--}e", "a *b* c e"),
            ("on {~~Monday~>Tuesday~~}.{>>Sure?<<}", "on Tuesday."),
            ("{==b==}{>>c<<} d", "b d"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
        for same in ["`{++a++}` {++ {--a\n\nb--} {~~a~~}", "{--a", "{----}", "{a++}"] {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
