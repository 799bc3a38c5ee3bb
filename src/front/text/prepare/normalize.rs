//! Characters: repairs the damage of earlier conversions, before any other step sees the lines.
//!
//! Line ends of every system, byte order marks, soft hyphens, Latin ligatures, terminal colours and overstriking, C1
//! controls that were Windows-1252, UTF-8 read as Windows-1252 (mojibake), stray control characters. Every visible
//! repair is a remark.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{shown, shows_nothing};
use crate::source::Span;

use super::line::RawLine;

/// Splits text into cleaned pieces at its line ends: LF, CR LF, CR, NEL, LS, PS, VT; a form feed ends a page as well.
pub(crate) fn normalize(text: &str, cx: &mut Context) -> Vec<RawLine> {
    let mojibake = crate::front::mojibake::is_garbled(text);
    let mut cleaner = Cleaner { mojibake, ..Cleaner::default() };
    let mut pieces = Vec::new();
    let (mut start, mut page) = (0, false);
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if !matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}') {
            continue;
        }
        pieces.push(cleaner.piece(text, start, i, page));
        page = c == '\u{c}';
        if c == '\r' && chars.peek().is_some_and(|&(_, next)| next == '\n') {
            chars.next();
        }
        start = chars.peek().map_or(text.len(), |&(next, _)| next);
    }
    if start < text.len() {
        pieces.push(cleaner.piece(text, start, text.len(), page));
    }
    cleaner.report(cx);
    pieces
}

/// The words of a line that is spaced out, `A B S T R A C T`, in closed form. The letters of an index are in order, and
/// stay apart.
fn closed_up(line: &str) -> Option<String> {
    let mut first = line.trim_start().chars();
    if !first.next().is_some_and(char::is_uppercase) || first.next() != Some(' ') {
        return None;
    }
    let words: Vec<&str> = line.trim().split("  ").map(str::trim).filter(|word| !word.is_empty()).collect();
    let letters = || words.iter().flat_map(|word| word.split(' '));
    let single = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    };
    let spaced_out = letters().take(5).count() == 5 && letters().all(single) && !letters().is_sorted();
    spaced_out.then(|| words.iter().map(|word| word.replace(' ', "")).collect::<Vec<_>>().join(" "))
}

#[derive(Default)]
struct Cleaner {
    mojibake: bool,
    controls: usize,
    first_control: Option<Span>,
    repaired: usize,
}

impl Cleaner {
    fn piece(&mut self, text: &str, start: usize, end: usize, page: bool) -> RawLine {
        let raw = text.get(start..end).unwrap_or("");
        let span = Span::new(start..end);
        let plain = raw.bytes().all(|b| b == b'\t' || (0x20..0x7f).contains(&b));
        let text = if plain { raw.to_owned() } else { self.clean(raw, span) };
        let text = closed_up(&text).unwrap_or(text);
        RawLine { text, span, page }
    }

    fn clean(&mut self, raw: &str, span: Span) -> String {
        let repaired;
        let mut raw = raw;
        if self.mojibake {
            repaired = crate::front::mojibake::repair(raw);
            if repaired != raw {
                self.repaired += 1;
            }
            raw = &repaired;
        }
        let mut out = String::with_capacity(raw.len());
        let mut chars = raw.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\t' => out.push(c),
                // Man pages strike bold letters twice and underline by `_`, backspace, letter.
                '\u{8}' => {
                    out.pop();
                }
                '\u{1b}' => skip_escape(&mut chars),
                // Invisible: byte order mark, object replacement, word joiner.
                '\u{feff}' | '\u{fffc}' | '\u{2060}' => {}
                // A zero-width space parts words of Thai, Khmer, Lao and Burmese; elsewhere it is web debris.
                '\u{200b}' => {
                    if out.chars().next_back().is_some_and(|p| ('\u{e00}'..='\u{17ff}').contains(&p)) {
                        out.push(c);
                    }
                }
                // A soft hyphen means something only at the end of a line: the word goes on.
                '\u{ad}' => {
                    if chars.peek().is_none() {
                        out.push(c);
                    }
                }
                'ﬀ' => out.push_str("ff"),
                'ﬁ' => out.push_str("fi"),
                'ﬂ' => out.push_str("fl"),
                'ﬃ' => out.push_str("ffi"),
                'ﬄ' => out.push_str("ffl"),
                'ﬅ' | 'ﬆ' => out.push_str("st"),
                '\u{80}'..='\u{9f}' => match crate::front::mojibake::windows_1252(c) {
                    Some(meant) => out.push(meant),
                    None => self.control(span),
                },
                c if c.is_control() => self.control(span),
                c => out.extend(shown(c, out.chars().next_back(), chars.peek().copied())),
            }
        }
        if shows_nothing(&out) {
            out.clear();
        }
        out
    }

    fn control(&mut self, span: Span) {
        self.controls += 1;
        self.first_control.get_or_insert(span);
    }

    fn report(self, cx: &mut Context) {
        if let Some(span) = self.first_control {
            let n = self.controls;
            let message = if n == 1 {
                "A control character was left out.".to_owned()
            } else {
                format!("{n} control characters were left out.")
            };
            cx.say(Diagnostic::remark(codes::CONTROL_CHARACTERS, message).at(span));
        }
        if self.repaired > 0 {
            let message =
                format!("{} lines held UTF-8 that had been read as Windows-1252; they were repaired.", self.repaired);
            cx.say(Diagnostic::remark(codes::MOJIBAKE_REPAIRED, message));
        }
    }
}

/// Skips a terminal's escape sequence after ESC (ECMA-48 control sequences; otherwise one character).
fn skip_escape(chars: &mut std::iter::Peekable<std::str::Chars>) {
    if chars.next() != Some('[') {
        return;
    }
    for c in chars.by_ref() {
        if ('@'..='~').contains(&c) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> Vec<String> {
        normalize(text, &mut Context::default()).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn every_line_end_ends_a_line() {
        assert_eq!(clean("a\r\nb\rc\nd\u{2028}e"), ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn ligatures_soft_hyphens_and_colours_go() {
        assert_eq!(clean("\u{feff}ﬁnd the of\u{ad}fice \u{1b}[1mnow\u{1b}[0m é"), ["find the office now é"]);
    }

    #[test]
    fn control_characters_are_a_remark() {
        let mut cx = Context::default();
        let pieces = normalize("a\u{1}b\u{2}", &mut cx);
        assert_eq!(pieces[0].text, "ab");
        assert_eq!(cx.diags.count("control-characters"), 1);
    }

    #[test]
    fn windows_1252_controls_become_what_they_were() {
        assert_eq!(clean("\u{93}so\u{94}"), ["“so”"]);
    }

    #[test]
    fn spaced_out_headings_are_closed_up() {
        assert_eq!(closed_up("A B S T R A C T").as_deref(), Some("ABSTRACT"));
        assert_eq!(closed_up("A R T I C L E  I N F O").as_deref(), Some("ARTICLE INFO"));
        assert_eq!(closed_up("A B C D E F"), None, "an index is in order");
        assert_eq!(closed_up("A boat"), None);
    }
}
