//! Lines of a paragraph that their author meant as lines. CommonMark makes running text of them.
//!
//! A line break stays if the whole text breaks no paragraph to fit a width, if each line of the paragraph begins with a
//! label of the same kind, or if the lines are too short and too regular to be running text. Lines of a paragraph that an
//! editor broke are never taken for lines: such lines are full, and they begin with any word of a sentence.

use std::collections::BTreeMap;

use super::grid;
use crate::front::markdown::page::{Edit, Line, Page};
use crate::front::text::features::speakers::speaker;
use crate::front::text::prepare::regions;
use crate::front::text::prepare::sentences::ends_sentence;
use crate::front::text::prepare::unit::{Marker, marker};

/// An editor that breaks paragraphs fills more than this many characters of a line.
const SHORT: usize = 60;
/// A paragraph of more characters in a single line shows that nothing broke it.
const LONG: usize = 120;
/// The longest label, in characters.
const LONGEST_LABEL: usize = 40;
/// The fewest lines of verse.
const FEWEST_VERSES: usize = 4;
/// The most lines of a drawing.
const MOST_DRAWN: usize = 100;

/// The fewest words of a paragraph that is set in.
const FEWEST_WORDS: usize = 8;

/// Prose whose paragraphs all begin with four spaces, below a title at the margin or none: Markdown takes it for code.
pub(super) fn set_in(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let blocks: Vec<&[Line]> = lines.split(Line::is_blank).filter(|block| !block.is_empty()).collect();
    let is_deep = |line: &Line| line.text.starts_with("    ") || line.text.starts_with('\t');
    let title = blocks.first().filter(|block| block.len() == 1 && !is_deep(&block[0]));
    let paragraphs = blocks.get(usize::from(title.is_some())..).unwrap_or(&[]);
    let is_prose = |block: &&[Line]| {
        let (Some(first), Some(last)) = (block.first(), block.last()) else { return false };
        let words: usize = block.iter().map(|line| line.body().split_whitespace().count()).sum();
        let starts =
            first.body().trim_start_matches(['“', '"', '„', '«', '‘', '—', ' ']).starts_with(char::is_uppercase);
        is_deep(first) && starts && words >= FEWEST_WORDS && ends_sentence(last.body())
    };
    if paragraphs.len() < 2 || !paragraphs.iter().all(is_prose) {
        return Vec::new();
    }
    let deep = paragraphs.iter().flat_map(|block| block.iter()).filter(|line| is_deep(line));
    deep.map(|line| Edit::remove(line.start..line.start + line.text.len() - line.text.trim_start().len())).collect()
}

/// Drawings of characters and trees of files become code.
pub(super) fn drawings(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    for paragraph in page.paragraphs().iter().filter(|paragraph| page.is_top(paragraph.start)) {
        let own = own(&lines, page, paragraph);
        let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
        let text = page.text().get(first.start..last.end()).unwrap_or("");
        // Rows between bars are a table that lost its delimiter row, and tags are no strokes.
        let is_row =
            |line: &Line| line.body().starts_with(['|', '<', '!', '[']) && !line.body().ends_with([' ', '-', '+']);
        let is_table = own.iter().all(is_row) || grid::is_border(first.body());
        // Lines with a line break of their own are text.
        let is_text = text.contains("](") || own[..own.len() - 1].iter().all(|line| line.text.ends_with('\\'));
        if (2..=MOST_DRAWN).contains(&own.len()) && !is_table && !is_text && regions::is_drawn(text) {
            edits.push(Edit::insert(first.start, "```\n"));
            edits.push(Edit::insert(last.end(), "\n```"));
        }
    }
    edits
}

/// Breaks the lines of paragraphs that are lines, and makes lists of lines with bullets.
pub(super) fn read(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let paragraphs: Vec<&[Line]> = page.paragraphs().iter().map(|paragraph| own(&lines, page, paragraph)).collect();
    let document = Habits::of(&paragraphs);
    let mut edits = Vec::new();
    for own in paragraphs {
        let bullets = own.iter().rev().take_while(|line| bullet(line.body()).is_some()).count();
        let (above, items) = own.split_at(own.len() - bullets);
        for line in items.iter().filter(|_| bullets >= 2) {
            let start = line.start + line.prefix().len();
            edits.push(Edit::new(start..start + bullet(line.body()).unwrap_or(0), "- "));
        }
        let own = if bullets >= 2 { above } else { own };
        if own.len() >= 2 && !holds_picture(own) && (document.unwrapped || document.is_lines(own)) {
            let open = |line: &&Line| !is_broken(line) && !page.in_code(line.end());
            edits.extend(own[..own.len() - 1].iter().filter(open).map(|line| Edit::insert(line.end(), "  ")));
        }
    }
    edits
}

/// The lines of a paragraph.
fn own<'l, 'p>(lines: &'l [Line<'p>], page: &Page, paragraph: &std::ops::Range<usize>) -> &'l [Line<'p>] {
    let from = lines.partition_point(|line| line.start < page.line_start(paragraph.start));
    let to = lines.partition_point(|line| line.start < paragraph.end);
    &lines[from..to.max(from)]
}

fn width(line: &Line) -> usize {
    line.body().chars().count()
}

/// True if a line has a line break of its own.
fn is_broken(line: &Line) -> bool {
    line.text.ends_with("  ") || line.text.ends_with('\\') || line.text.trim_end().ends_with('>')
}

/// A picture with a line below it may be a figure with its caption.
fn holds_picture(own: &[Line]) -> bool {
    own.iter().any(|line| ["![", "[![", "<"].iter().any(|mark| line.body().starts_with(mark)))
}

/// The way in which a text breaks its lines.
struct Habits<'p> {
    /// True if every paragraph of running text is one long line.
    unwrapped: bool,
    /// True if some paragraph can only be verse; then others of its form are stanzas.
    has_verse: bool,
    /// The longest line, in characters; an editor that breaks lines does not break shorter ones.
    width: usize,
    /// Names before a colon, and the number of lines that each opens.
    speakers: BTreeMap<&'p str, usize>,
}

impl<'p> Habits<'p> {
    fn of(paragraphs: &[&[Line<'p>]]) -> Self {
        let broken = |own: &[Line]| {
            own.split_last().is_some_and(|(_, above)| above.iter().any(|line| width(line) > SHORT && !is_broken(line)))
        };
        let whole = paragraphs.iter().filter(|own| matches!(own, [line] if width(line) > LONG)).count();
        let mut speakers = BTreeMap::new();
        for line in paragraphs.iter().flat_map(|own| own.iter()) {
            if let Some((name, _)) = speaker(line.body()) {
                *speakers.entry(name).or_default() += 1;
            }
        }
        let width = paragraphs.iter().flat_map(|own| own.iter()).map(width).max().unwrap_or(0);
        Habits {
            has_verse: paragraphs.iter().any(|own| is_verse(own, width)),
            unwrapped: whole >= 2 && !paragraphs.iter().any(|own| broken(own)),
            width,
            speakers,
        }
    }

    /// True if the lines of a paragraph are lines.
    fn is_lines(&self, own: &[Line]) -> bool {
        let all = |test: fn(&str) -> bool| own.iter().all(|line| test(line.body()));
        all(is_labelled)
            || all(has_time)
            || all(has_sign)
            || self.is_talk(own)
            || self.is_verse(own)
            || self.is_address(own)
    }

    /// True if each line begins with a name and a colon, and the names return or the lines are many.
    fn is_talk(&self, own: &[Line]) -> bool {
        let returns = |line: &Line| speaker(line.body()).is_some_and(|(name, _)| self.speakers.get(name) > Some(&1));
        let named = own.iter().all(|line| speaker(line.body()).is_some());
        named && (own.len() >= 3 || own.iter().all(returns))
    }

    /// True for verse, or for a stanza of a poem.
    fn is_verse(&self, own: &[Line]) -> bool {
        is_verse(own, self.width) || self.has_verse && own.len() > FEWEST_VERSES / 2 && begin_anew(own)
    }

    /// True for lines that leave a third of the width empty and begin with capitals or numbers.
    fn is_address(&self, own: &[Line]) -> bool {
        begin_anew(own) && own.windows(2).all(|pair| reach(pair) * 3 <= self.width.min(LONG) * 2)
    }
}

/// True for short lines that all begin like sentences although they do not all end like them, a third of them with
/// space for the next line's first word.
fn is_verse(own: &[Line], widest: usize) -> bool {
    let room = own.windows(2).filter(|pair| reach(pair) <= widest.min(SHORT)).count();
    own.len() >= FEWEST_VERSES && begin_anew(own) && room * 3 >= own.len() - 1
}

/// The width of a line with the first word of the next one.
fn reach(pair: &[Line]) -> usize {
    let [line, next] = pair else { return 0 };
    width(line) + 1 + next.body().split(' ').next().map_or(0, |word| word.chars().count())
}

/// True for short lines that begin with capitals or numbers and are not each a sentence: a text may have a line for
/// each sentence.
fn begin_anew(own: &[Line]) -> bool {
    let begins = |body: &str| {
        let first = body.trim_start_matches(['*', '_', '“', '"', '\'', '‘', '«', '(', '¿', '¡']).chars().next();
        first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let ended = own.iter().filter(|line| ends_sentence(line.body())).count();
    own.iter().all(|line| width(line) <= SHORT && begins(line.body())) && ended * 2 < own.len().max(2)
}

/// `**Date:** 5 May`, `**Date**: 5 May`.
fn is_labelled(body: &str) -> bool {
    let label = ["**", "__", "*", "_"].iter().find_map(|mark| {
        let (label, rest) = body.strip_prefix(mark)?.split_once(mark)?;
        let colon = label.ends_with([':', '：']) || rest.starts_with([':', '：']);
        colon.then_some(label)
    });
    label.is_some_and(|label| !label.is_empty() && label.chars().count() <= LONGEST_LABEL)
}

/// `00:00 Intro`, `[1:02:03] Questions`.
fn has_time(body: &str) -> bool {
    let word = body.split(' ').next().unwrap_or("");
    let parts = word.trim_matches(['[', ']', '(', ')']).split(':');
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    body.len() > word.len() && (2..=3).contains(&parts.clone().count()) && parts.clone().all(digits)
}

/// A picture, a tick or a dash at the start of a line.
fn has_sign(body: &str) -> bool {
    let first = body.chars().next().unwrap_or(' ');
    let is_sign = matches!(u32::from(first), 0x2190..=0x21FF | 0x2300..=0x23FF | 0x2460..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF);
    is_sign || matches!(first, '–' | '—') && body.chars().nth(1) == Some(' ')
}

/// The length of a bullet that Markdown does not know, `• `, with the white space behind it; ticks are words.
fn bullet(body: &str) -> Option<usize> {
    let (Marker::Bullet(sign, None), rest) = marker(body)? else { return None };
    (!sign.is_ascii() && !has_sign(body) && body.starts_with(sign)).then_some(body.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    /// The document with its line breaks shown as `/`.
    fn broken(text: &str) -> String {
        rewritten(read, text).replace("  \n", "/\n")
    }

    #[test]
    fn labels_make_lines() {
        for (source, expected) in [
            ("**Date:** 5 May\n**Place**: hut\n", "**Date:** 5 May/\n**Place**: hut\n"),
            ("00:00 Intro\n1:02:03 End\n", "00:00 Intro/\n1:02:03 End\n"),
            (
                "Q: Is it open?\nA: No.\n\nQ: Why?\nA: It is late.\n",
                "Q: Is it open?/\nA: No.\n\nQ: Why?/\nA: It is late.\n",
            ),
            ("✅ faster\n❌ louder\n", "✅ faster/\n❌ louder\n"),
            ("We pack:\n• a tent\n•\u{a0}two bags\n", "We pack:\n- a tent\n- two bags\n"),
            ("> • a tent\n> • bags\n", "> - a tent\n> - bags\n"),
        ] {
            assert_eq!(broken(source), expected);
        }
        for same in [
            "**Note:** the hut is old, and nobody has looked after it\nfor years.\n",
            "It opens at\n10:00 and closes at\n12:00 sharp.\n",
            "Date: 5 May\nwas the day.\n",
            "• alone\n",
            "![a](b.png)\n*A picture.*\n",
            "Text.[^1]\n\n[^1]: ![a](b.png)\n    ![c](d.png)\n",
        ] {
            assert_eq!(broken(same), same);
        }
    }

    #[test]
    fn a_text_that_breaks_no_paragraph_means_its_lines() {
        let long = format!("{}\n\n", "The keeper of the light wrote it down. ".repeat(4));
        let text = format!("{long}{long}it was so\nand it stayed so\n");
        assert!(broken(&text).ends_with("it was so/\nand it stayed so\n"));
        let wrapped = format!("{long}{long}{}\nthe ferry.\n\nit was so\nand it stayed\n", "so ".repeat(25).trim());
        assert_eq!(broken(&wrapped), wrapped);
    }

    #[test]
    fn short_regular_lines_are_lines() {
        let verse = "I carried salt, I carried grain,\nI carried letters home again,\nThe river rose, the river fell,\nAnd what it kept I will not tell.\n";
        assert_eq!(broken(verse).matches('/').count(), 3);
        let stanza =
            "The tower keeps its bell of bronze,\nThe water keeps its moon and swans,\nAnd I have kept a rope.\n";
        assert_eq!(broken(&format!("{verse}\n{stanza}")).matches('/').count(), 5);
        let letter = "You are invited to the opening of our hut this evening.\n\nThe Society\n12 Green Lane\nLeeds\n";
        assert_eq!(broken(letter).matches('/').count(), 2);
        for same in [
            "The keeper of the light at the end of the long pier wrote\nAda Quill a letter about the storm, and in the\nSpring she came.\n",
            "The hut is old.\nNobody goes there.\nIt leaks when it rains in the long winter months.\n",
            "the hut\nis old\n",
        ] {
            assert_eq!(broken(same), same);
        }
    }

    #[test]
    fn prose_may_be_set_in() {
        let one = "    In the first week the stalls come down from the hill.\n";
        let other = "\t“My grandmother sold brushes here,” he said, and then\nhe sat down.\n";
        let plain = format!("The Market\n\n{}\n{}", one.trim_start_matches(' '), other.trim_start_matches('\t'));
        assert_eq!(rewritten(set_in, &format!("The Market\n\n{one}\n{other}")), plain);
        for same in [
            format!("The Market\n\n{one}"),
            format!("The Market\n\nWords.\n\n{one}\n{other}"),
            format!("{one}\n    let x = 1;\n"),
        ] {
            assert_eq!(rewritten(set_in, &same), same);
        }
    }

    #[test]
    fn drawings_are_code() {
        let tree = "project/\n├── README\n└── src/\n    └── main.rs\n";
        assert_eq!(rewritten(drawings, tree), format!("```\n{tree}```\n"));
        let boxes = "  +---+    +---+\n  | a |--->| b |\n  +---+    +---+\n    |        |\n";
        assert_eq!(rewritten(drawings, boxes), format!("```\n{boxes}```\n"));
        for same in [
            "| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n",
            "+---+\n| a |\n+---+\n",
            "<br/>\n<br/>\n<br/>\n",
            "\\`\\`\\\n\\| }\\\n\\| {\\\nend\n",
            "a/b\nc/d\ne/f words\n",
        ] {
            assert_eq!(rewritten(drawings, same), same);
        }
    }
}
