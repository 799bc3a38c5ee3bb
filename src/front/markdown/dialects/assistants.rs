//! Marks that answers of language models have when they are copied: sources that only the chat can show, and the
//! thoughts before the answer.

use std::ops::Range;

use crate::front::markdown::page::{Edit, Page};

/// The longest mark, in bytes.
const LONGEST: usize = 300;

const SOURCE: &str = "only the chat shows that source";

/// The length of the mark at the start of a text.
type Length = fn(&str) -> Option<usize>;

/// `:contentReference[oaicite:0]{index=0}`, `【12†source】`, `citeturn0search3`, with or without private characters.
pub(super) fn sources(page: &Page) -> Vec<Edit> {
    let marks: [(&str, Length); 4] =
        [(":contentReference[oaicite:", reference), ("【", lenticular), ("\u{e200}cite", private), ("citeturn", bare)];
    let found = marks
        .iter()
        .flat_map(|(sign, length)| page.find(sign).filter_map(|at| Some(at..at + length(page.after(at, LONGEST))?)));
    found.filter(|mark| !page.is_verbatim(mark.start)).map(|mark| left_out(page, mark)).collect()
}

/// The mark goes with the spaces before it, unless it parts two words.
fn left_out(page: &Page, mark: Range<usize>) -> Edit {
    let (before, after) = (&page.text()[..mark.start], &page.text()[mark.end..]);
    let spaces = before.len() - before.trim_end_matches(' ').len();
    let start = if after.starts_with(char::is_alphanumeric) { mark.start } else { mark.start - spaces };
    Edit::leave_out(start..mark.end, format!("the mark {}", &page.text()[mark])).because(SOURCE)
}

fn reference(text: &str) -> Option<usize> {
    let close = text.find(']')? + 1;
    let is_list = text[close..].starts_with("{index=");
    let list = if is_list { text[close..].find('}').map_or(0, |end| end + 1) } else { 0 };
    Some(close + list)
}

fn lenticular(text: &str) -> Option<usize> {
    let close = text.find('】')?;
    let (number, _) = text[..close].trim_start_matches('【').split_once('†')?;
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == ':');
    is_number.then_some(close + '】'.len_utf8())
}

fn private(text: &str) -> Option<usize> {
    text.find('\u{e201}').map(|end| end + '\u{e201}'.len_utf8())
}

/// `cite` and names of results, each `turn`, a number, a kind, and a number.
fn bare(text: &str) -> Option<usize> {
    let mut at = "cite".len();
    while let Some(rest) = text[at..].strip_prefix("turn") {
        let rest = after_run(rest, |c| c.is_ascii_digit())?;
        let rest = after_run(rest, |c| c.is_ascii_lowercase())?;
        let Some(rest) = after_run(rest, |c| c.is_ascii_digit()) else { break };
        at = text.len() - rest.len();
    }
    let is_whole = !text[at..].starts_with(|c: char| c.is_alphanumeric());
    (at > "cite".len() && is_whole).then_some(at)
}

/// The text after one or more characters of a kind.
fn after_run(text: &str, is_one: impl Fn(char) -> bool) -> Option<&str> {
    let rest = text.trim_start_matches(is_one);
    (rest.len() < text.len()).then_some(rest)
}

/// `<think>` to `</think>` at the start of a text.
pub(super) fn thoughts(page: &Page) -> Vec<Edit> {
    let text = page.text();
    let start = text.len() - text.trim_start().len();
    let close = ["think", "thinking"].iter().find_map(|name| {
        let inside = text[start..].strip_prefix(&format!("<{name}>"))?;
        let close = format!("</{name}>");
        Some(text.len() - inside.len() + inside.find(&close)? + close.len())
    });
    let edit = |end| Edit::leave_out(start..end, "the thoughts before the answer").because("they are no part of it");
    close.map(edit).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn sources_of_a_chat_go() {
        for (source, expected) in [
            ("1898.:contentReference[oaicite:0]{index=0} After", "1898. After"),
            ("it 【12†source】. His【4†L12-L18】", "it. His"),
            ("over. citeturn0search3turn0search7 Nobody", "over. Nobody"),
            ("over. \u{e200}cite\u{e202}turn0search3\u{e201}", "over."),
        ] {
            assert_eq!(rewritten(sources, source), expected);
        }
        for same in ["【注】 and 【12】", "citeturn and citeturn0", "`【12†source】`", "a [1†x]"] {
            assert_eq!(rewritten(sources, same), same);
        }
    }

    #[test]
    fn thoughts_before_an_answer_go() {
        assert_eq!(rewritten(thoughts, "<think>\nI should\n\nsay.\n</think>\n\n# A\n"), "\n\n# A\n");
        for same in ["A <think>b</think>", "<think>\nopen\n"] {
            assert_eq!(rewritten(thoughts, same), same);
        }
    }
}
