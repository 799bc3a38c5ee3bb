//! The heads of other markups in files that are named as text: Org (`#+TITLE:`) and Zim (`Content-Type: text/x-zim-wiki`).
//! Their fields are for programs, and none of them is the title as it is typed.

use crate::context::Context;
use crate::doc::{Author, Meta};
use crate::front::text::inline;
use crate::lang::calendar;

use super::line::{Line, say_for_programs, take_out};

/// Takes the head off; returns its title, authors and date if it states them.
pub(crate) fn markup_head(lines: &mut Vec<Line>, cx: &mut Context) -> Option<Meta> {
    let first = lines.first()?;
    let is_zim = first.text.starts_with("Content-Type: text/x-");
    let within = |n: usize, line: &&Line| (n == 0 || line.gap == 0) && field(&line.text, is_zim).is_some();
    let count = lines.iter().enumerate().take_while(|(n, line)| within(*n, line)).count();
    let is_titled =
        lines[..count].iter().any(|line| line.text.get(..8).is_some_and(|name| name.eq_ignore_ascii_case("#+title:")));
    if !is_titled && !is_zim || lines.get(count).is_some_and(|next| next.gap == 0 && is_zim) || count == 0 {
        return None;
    }
    let mut meta = Meta::default();
    for line in &lines[..count] {
        let Some((name, value)) = field(&line.text, is_zim) else { continue };
        match name.to_ascii_lowercase().as_str() {
            "title" => meta.title = inline::plain(value),
            "author" => meta.authors = vec![Author::new(value)],
            "date" => meta.published = calendar::read(value, None),
            _ => {
                say_for_programs(line, cx);
            }
        }
    }
    take_out(lines, |at, _| at < count);
    (!meta.title.is_empty()).then_some(meta)
}

/// `#+TITLE: The ferry` of Org, `Wiki-Format: zim 0.6` of Zim.
fn field(text: &str, is_zim: bool) -> Option<(&str, &str)> {
    let inner = if is_zim { text } else { text.strip_prefix("#+")? };
    let (name, value) = inner.split_once(':')?;
    let is_name = |b: u8| b.is_ascii_alphabetic() || b == b'-' || b == b'_';
    let value = value.trim();
    (!name.is_empty() && name.bytes().all(is_name) && !value.is_empty()).then_some((name, value))
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;
    use crate::doc::plain_text;

    #[test]
    fn heads_are_read_and_go() {
        let mut lines = of_text("#+TITLE: The Ferry\n#+AUTHOR: Ada Marsh\n#+OPTIONS: toc:nil\n\nIt was late.");
        let meta = markup_head(&mut lines, &mut Context::default()).unwrap();
        assert_eq!((plain_text(&meta.title).as_str(), lines.len()), ("The Ferry", 1));
        let mut lines = of_text("Content-Type: text/x-zim-wiki\nWiki-Format: zim 0.6\n\n====== The Ferry ======");
        assert!(markup_head(&mut lines, &mut Context::default()).is_none() && lines.len() == 1);
        for text in ["Title: The Ferry\n\nIt was late.", "#+ add\n\nIt was late.", "Content-Type: text/plain\n\nIt."] {
            let mut lines = of_text(text);
            assert!(markup_head(&mut lines, &mut Context::default()).is_none() && lines.len() == 2);
        }
    }
}
