//! Songs as programs keep them: LRC, with the time of every line, and ChordPro, with the chords inside the words.
//!
//! Times and directives are for players, so they are left out with a remark. Chords are set in a line of their own above
//! the words, because their places are their meaning.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Author, Meta};
use crate::front::text::inline;

use super::chords::is_chord;
use super::line::{Line, Stated, say_for_programs};

/// Fewest lines with times, and fewest chords inside words, that show such a song.
const LEAST: usize = 3;

/// Reads a song and returns its title and its singer.
pub(crate) fn songs(lines: &mut Vec<Line>, cx: &mut Context) -> Option<Meta> {
    let timed = lines.iter().filter(|line| times(&line.text) > 0).count();
    if timed >= LEAST && timed * 2 >= lines.len() {
        return Some(lrc(lines, cx));
    }
    let is_chord_pro = |line: &Line| directive(&line.text).is_some_and(|(name, _)| kind(name) != Directive::Unknown);
    let chords: usize = lines.iter().map(|line| chords(&line.text).len()).sum();
    (chords >= LEAST && lines.iter().any(is_chord_pro)).then(|| chord_pro(lines, cx))
}

/// The bytes of the times `[00:12.00]` at the head of a line.
fn times(text: &str) -> usize {
    let mut used = 0;
    while let Some(inner) =
        text.get(used..).and_then(|rest| rest.strip_prefix('[')).and_then(|rest| rest.split_once(']'))
        && is_time(inner.0)
    {
        used += inner.0.len() + 2;
    }
    used
}

/// `00:12.00`: minutes, seconds and their fraction.
fn is_time(text: &str) -> bool {
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let parts = text.split_once(':').and_then(|(minutes, rest)| Some((minutes, rest.split_once('.')?)));
    parts.is_some_and(|(minutes, (seconds, fraction))| digits(minutes, 3) && digits(seconds, 2) && digits(fraction, 3))
}

/// Keeps the words of an LRC file.
fn lrc(lines: &mut Vec<Line>, cx: &mut Context) -> Meta {
    let mut meta = Meta::default();
    let mut left_out = 0;
    let mut gap = 0;
    lines.retain_mut(|line| {
        let tag =
            line.text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).and_then(|tag| tag.split_once(':'));
        let tag = tag.filter(|(name, _)| name.len() <= 8 && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'#'));
        if let Some((name, value)) = tag {
            if !states(name, value, &mut meta) {
                say_for_programs(line, cx);
            }
            gap = gap.max(line.gap);
            return false;
        }
        let used = times(&line.text);
        left_out += usize::from(used > 0);
        let words = without_inner_times(line.text.get(used..).unwrap_or(""));
        line.retype(words.trim().to_owned());
        // A time without words is a pause.
        let kept = !line.text.is_empty();
        gap = gap.max(if kept { line.gap } else { line.gap.max(1) });
        if kept {
            line.gap = std::mem::take(&mut gap);
        }
        kept
    });
    if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
        let message = format!("{left_out} times of a song were left out.");
        cx.say(Diagnostic::remark(codes::CAPTIONS, message).at(first.span.to(last.span)));
    }
    meta
}

/// The words without the times of single words, `<00:12.50>`.
fn without_inner_times(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, part) in text.split('<').enumerate() {
        match part.split_once('>') {
            Some((time, words)) if n > 0 && is_time(time) => out.push_str(words.trim_start()),
            _ if n > 0 => out.extend(["<", part]),
            _ => out.push_str(part),
        }
    }
    out
}

/// True if a field is the title or the singer, which go into the metadata.
fn states(name: &str, value: &str, meta: &mut Meta) -> bool {
    let value = value.trim();
    match (kind(name), value.is_empty()) {
        (Directive::Title, false) => meta.title = inline::plain(value),
        (Directive::Author, false) => meta.authors.push(Author::new(value)),
        _ => return false,
    }
    true
}

/// The meaning of a directive of ChordPro or of a tag of LRC.
#[derive(Clone, Copy, PartialEq)]
enum Directive {
    Title,
    Author,
    Words,
    Other,
    Unknown,
}

/// The directives by their names (chordpro.org, "ChordPro directives"); LRC's tags have two letters.
fn kind(name: &str) -> Directive {
    let name = name.trim().to_ascii_lowercase();
    match name.as_str() {
        "title" | "t" | "ti" => Directive::Title,
        "artist" | "composer" | "ar" => Directive::Author,
        "comment" | "c" | "comment_italic" | "ci" | "comment_box" | "cb" | "subtitle" | "st" => Directive::Words,
        "key" | "capo" | "tempo" | "time" | "album" | "year" | "copyright" | "duration" | "lyricist" | "meta"
        | "define" | "chord" | "soc" | "eoc" | "sov" | "eov" | "sob" | "eob" | "sot" | "eot" | "chorus"
        | "new_page" | "np" | "column_break" | "colb" | "columns" => Directive::Other,
        name if name.starts_with("x_") || name.starts_with("start_of_") || name.starts_with("end_of_") => {
            Directive::Other
        }
        _ => Directive::Unknown,
    }
}

/// `{title: The ferry}`: the name and the value of a line that is one directive.
fn directive(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    (!inner.contains(['{', '}'])).then(|| inner.split_once(':').unwrap_or((inner, "")))
}

/// The chords of a line, `[G]`, with the places of their opening brackets.
fn chords(text: &str) -> Vec<(usize, &str)> {
    let open = text.match_indices('[').filter_map(|(at, _)| Some((at, text.get(at + 1..)?.split_once(']')?.0)));
    open.filter(|(_, chord)| is_chord(chord)).collect()
}

/// Sets the chords of a ChordPro file above its words.
fn chord_pro(lines: &mut Vec<Line>, cx: &mut Context) -> Meta {
    let mut meta = Meta::default();
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut gap = 0;
    for mut line in lines.drain(..) {
        line.gap = line.gap.max(std::mem::take(&mut gap));
        match directive(&line.text).map(|(name, value)| (kind(name), name.to_owned(), value.trim().to_owned())) {
            Some((Directive::Words, _, value)) if !value.is_empty() => {
                line.retype(value);
                out.push(line);
            }
            Some((kind, name, value)) if kind != Directive::Unknown => {
                if !states(&name, &value, &mut meta) {
                    say_for_programs(&line, cx);
                }
                gap = line.gap;
            }
            _ if line.text.starts_with('#') => {
                say_for_programs(&line, cx);
                gap = line.gap;
            }
            _ => out.extend(parted(line)),
        }
    }
    *lines = out;
    meta
}

/// A line of chords and a line of words, or the line as it is if it has no chords.
fn parted(mut line: Line) -> Vec<Line> {
    let found = chords(&line.text);
    if found.is_empty() {
        return vec![line];
    }
    let (mut above, mut words, mut from) = (String::new(), String::new(), 0);
    for (at, chord) in found {
        words.push_str(line.text.get(from..at).unwrap_or(""));
        let column = words.chars().count();
        let used = above.chars().count();
        // Two chords over one syllable stay apart.
        let spaces = if used == 0 { column } else { column.saturating_sub(used).max(1) };
        above.extend(std::iter::repeat_n(' ', spaces));
        above.push_str(chord);
        from = at + chord.len() + 2;
    }
    words.push_str(line.text.get(from..).unwrap_or(""));
    let mut over = line.clone();
    over.indent += above.chars().take_while(|c| *c == ' ').count();
    over.retype(above.trim_start());
    over.stated = Stated::Fixed;
    line.stated = Stated::Fixed;
    line.retype(words.trim_end());
    line.gap = 0;
    if line.text.is_empty() { vec![over] } else { vec![over, line] }
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;
    use crate::doc::plain_text;

    fn read(text: &str) -> (Vec<String>, Option<Meta>) {
        let mut lines = of_text(text);
        let meta = songs(&mut lines, &mut Context::default());
        (lines.iter().map(|line| line.indented(0)).collect(), meta)
    }

    #[test]
    fn times_of_lines_go() {
        let (left, meta) = read(
            "[ti:Nets]\n[ar:Bo Lund]\n[al:Salt]\n[00:01.00]The ropes\n[00:02.50][00:09.00]are <00:03.10>wet,\n[00:04.00]\n[00:05.00]my dear.",
        );
        assert_eq!(left, ["The ropes", "are wet,", "my dear."]);
        let meta = meta.unwrap();
        assert_eq!((plain_text(&meta.title).as_str(), meta.authors[0].name.as_str()), ("Nets", "Bo Lund"));
        assert!(read("[00:00:01] Ada: hello\n[00:00:02] Bo: yes\n[00:00:04] Ada: good").1.is_none());
        assert!(read("[00:01] Ada: hello\n[00:02] Bo: yes\n[00:04] Ada: good").1.is_none());
    }

    #[test]
    fn chords_rise_above_their_words() {
        let (left, meta) = read("{title: Nets}\n{soc}\n[G]The ropes are [Em7]wet,\nand [C]old.\n{eoc}\n{c: Softly}");
        assert_eq!(left, ["G             Em7", "The ropes are wet,", "    C", "and old.", "Softly"]);
        assert_eq!(plain_text(&meta.unwrap().title), "Nets");
        assert!(read("{title: Nets}\n\nSee [A] and [B] in {braces}.").1.is_none());
    }
}
