//! The words of a film: subtitles (SubRip, WebVTT), and transcripts as players show them, a time and a few words in
//! turn.
//!
//! Paper does not play the film, so the times are removed, with one remark, and the words become paragraphs. A
//! programme of events has times as well, but it does not begin in the first minute after midnight.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};

use super::line::{Line, take_out};
use super::sentences::ends_sentence;

/// Fewest times of captions without an end.
const LEAST: usize = 4;
/// A paragraph ends with a sentence after this many words, and anywhere after that many.
const WORDS: (usize, usize) = (60, 120);
/// A pause of this many seconds ends a paragraph if a sentence ends there.
const PAUSE: f64 = 2.5;

/// The start and end of a caption, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Time {
    start: f64,
    end: Option<f64>,
}

/// Makes paragraphs of captions.
pub(crate) fn captions(lines: &mut Vec<Line>, cx: &mut Context) {
    blocks_for_players(lines, cx);
    let times: Vec<Option<Time>> = lines.iter().map(|line| time(&line.text)).collect();
    let known: Vec<Time> = times.iter().copied().flatten().collect();
    let Some(first) = times.iter().position(Option::is_some) else { return };
    let ascending = known.windows(2).filter(|pair| pair[0].start <= pair[1].start).count();
    let spans = known[0].end.is_some();
    let (early, least) = (known[0].start < 60.0 || spans, if spans { 1 } else { LEAST });
    if known.len() < least || ascending * 10 < (known.len() - 1) * 9 || known.len() * 5 < lines.len() - first || !early
    {
        return;
    }
    let mut texts = Paragraphs::default();
    for (i, line) in lines.iter().enumerate().skip(first) {
        match times[i] {
            Some(time) => texts.pause(time),
            // The number of a caption is directly above its time.
            None if is_number(&line.text) && times.get(i + 1).is_some_and(Option::is_some) => {}
            None => texts.add(line),
        }
    }
    let (from, to) = (lines[first].span, lines[lines.len() - 1].span);
    let count = known.len();
    let above = if is_number(&lines[first.saturating_sub(1)].text) { first.saturating_sub(1) } else { first };
    lines.truncate(above);
    lines.append(&mut texts.done);
    cx.say(Diagnostic::remark(codes::CAPTIONS, format!("{count} times of captions were left out.")).at(from.to(to)));
}

/// Takes the blocks out of a WebVTT file that players do not show: its head, notes, styles and regions (WebVTT,
/// section 4.1).
fn blocks_for_players(lines: &mut Vec<Line>, cx: &mut Context) {
    if lines.first().is_none_or(|line| !line.text.starts_with("WEBVTT")) {
        return;
    }
    let mut goes = true;
    take_out(lines, |at, line| {
        if at > 0 && line.gap > 0 {
            let word = line.text.split([' ', '\t']).next().unwrap_or("");
            goes = word == "NOTE" || matches!(line.text.as_str(), "STYLE" | "REGION");
        }
        if goes && at > 0 {
            let message = format!("A line for players was left out: “{}”.", line.text);
            cx.say(Diagnostic::remark(codes::MACHINE_LINE, message).at(line.span));
        }
        goes
    });
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `0:03`, `[1:02:03]`, `00:00:01,000 --> 00:00:04,000` and its settings in WebVTT.
fn time(text: &str) -> Option<Time> {
    if text.len() > 120 || !text.trim_start_matches(['[', '(']).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some((start, end)) = text.split_once("-->") {
        let end = end.split_whitespace().next()?;
        return Some(Time { start: seconds(start.trim())?, end: Some(seconds(end)?) });
    }
    let bare = text.trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    Some(Time { start: seconds(bare)?, end: None })
}

fn seconds(text: &str) -> Option<f64> {
    let (clock, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let shaped = (2..=3).contains(&parts.len()) && parts.iter().all(number) && parts[1..].iter().all(|p| p.len() == 2);
    let whole = parts.iter().filter_map(|part| part.parse::<f64>().ok()).fold(0.0, |sum, part| sum * 60.0 + part);
    let fraction: f64 = format!("0.{fraction}").parse().ok()?;
    shaped.then_some(whole + fraction)
}

/// Captions on their way to paragraphs.
#[derive(Default)]
struct Paragraphs {
    done: Vec<Line>,
    words: usize,
    last: Option<Time>,
    paused: bool,
}

impl Paragraphs {
    fn pause(&mut self, time: Time) {
        let before = self.last.and_then(|last| last.end);
        self.paused |= before.is_some_and(|end| time.start - end >= PAUSE);
        self.last = Some(time);
    }

    fn add(&mut self, line: &Line) {
        let bare = untagged(&line.text);
        let (text, turn) = match bare.strip_prefix("- ").or_else(|| bare.strip_prefix(">> ")) {
            Some(said) => (said.trim(), true),
            None => (bare.trim(), false),
        };
        if text.is_empty() {
            return;
        }
        let ended = self.done.last().is_none_or(|above| ends_sentence(&above.text));
        let full = ended && (self.paused || self.words >= WORDS.0) || self.words >= WORDS.1;
        self.paused = false;
        let count = text.split_whitespace().count();
        match self.done.last_mut() {
            Some(above) if !turn && !full => {
                above.text.push(' ');
                above.text.push_str(text);
                above.span = above.span.to(line.span);
                self.words += count;
            }
            _ => {
                self.done.push(Line { text: text.to_owned(), gap: 1, indent: 0, ..line.clone() });
                self.words = count;
            }
        }
        if let Some(last) = self.done.last_mut() {
            last.width = last.text.chars().count();
        }
    }
}

/// The words without the commands of players for their place and look: `{\an8}`, `{\i1}`.
fn uncommanded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{\\") {
        let Some((_, behind)) = after.split_once('}') else { break };
        out.push_str(before);
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// The words without the tags of subtitles; `<v Ann>` names the speaker.
fn untagged(text: &str) -> String {
    let text = uncommanded(text);
    let text = text.as_str();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        let Some((tag, behind)) = after.split_once('>') else { break };
        let name = tag.trim_start_matches('/').split([' ', '.']).next().unwrap_or("");
        let known =
            matches!(name, "i" | "b" | "u" | "c" | "v" | "font" | "ruby" | "rt" | "lang") || seconds(tag).is_some();
        out.push_str(before);
        match tag.strip_prefix("v ") {
            Some(voice) => out.push_str(&format!("{}: ", voice.trim())),
            None if !known => out.push_str(&format!("<{tag}>")),
            None => {}
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let mut lines = of_text(text);
        captions(&mut lines, &mut Context::default());
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn transcripts_become_running_text() {
        let text = "On lights\n0:00\nhello and\n0:03\nwelcome\n0:05\nto the\n0:09\nkeld";
        assert_eq!(texts(text), ["On lights", "hello and welcome to the keld"]);
    }

    #[test]
    fn subtitles_lose_numbers_times_and_tags() {
        let caption = |n: u32, said: &str| format!("{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{said}\n\n");
        let text =
            caption(1, "<i>Hello</i>") + &caption(2, "there.") + &caption(3, "- Is it?") + &caption(4, "- It is.");
        assert_eq!(texts(&text), ["Hello there.", "Is it?", "It is."]);
        let pause =
            text.replace("00:00:02", "00:01:02").replace("00:00:03", "00:01:03").replace("00:00:04", "00:01:04");
        assert_eq!(texts(&pause.replace("Hello", "Hello.")), ["Hello.", "there.", "Is it?", "It is."]);
    }

    #[test]
    fn commands_and_blocks_for_players_go() {
        assert_eq!(untagged("{\\an8}Is {\\i1}it{\\i0} {so}?"), "Is it {so}?");
        let text = "WEBVTT\nKind: captions\n\nNOTE by hand\nof Ada\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:02.000\nNOTE this.\n\n00:03.000 --> 00:04.000\nYes.";
        assert_eq!(texts(text), ["NOTE this. Yes."]);
        assert_eq!(texts("Kind: letters\n\nNOTE by hand").len(), 2);
    }

    #[test]
    fn a_programme_of_events_keeps_its_times() {
        let text = "9:00\nOpening\n9:30\nThe lamp\n10:15\nThe lens\n11:00\nCoffee";
        assert_eq!(texts(text).len(), 8);
    }
}
