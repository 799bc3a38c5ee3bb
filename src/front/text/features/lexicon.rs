//! The phrases of web pages' chrome, and how much of a line they make up.
//!
//! `lexicon.txt` holds them by the code of the remark that a removed line gets. A line is cut greedily into the longest
//! known phrases; the share of its words so covered is the evidence. Share counts and other numbers count as covered.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use foldhash::fast::RandomState;

use crate::front::removal::Reason;

/// Phrases by their words joined with spaces, and the longest phrase in words.
struct Lexicon {
    phrases: HashMap<&'static str, usize, RandomState>,
    /// First words of phrases, so that most words cost one look.
    firsts: HashSet<&'static str, RandomState>,
    codes: Vec<&'static str>,
    longest: usize,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut made =
            Lexicon { phrases: HashMap::default(), firsts: HashSet::default(), codes: Vec::new(), longest: 1 };
        for line in include_str!("lexicon.txt").lines().map(str::trim) {
            if let Some(code) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                made.codes.push(code);
            } else if !line.is_empty() && !line.starts_with('#') {
                let code = made.codes.len().saturating_sub(1);
                made.longest = made.longest.max(line.split(' ').count());
                made.firsts.extend(line.split(' ').next());
                made.phrases.entry(line).or_insert(code);
            }
        }
        made
    })
}

/// What the lexicon says of a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cover {
    /// Share of the words that belong to known phrases, 0 to 1; numbers count as known when anything else is.
    pub share: f32,
    /// Words that belong to known phrases.
    pub words: usize,
    /// The code most of them belong to.
    pub code: Option<&'static str>,
}

/// Why what a section of the lexicon covers is no part of an article.
const REASONS: &[(&str, Reason)] = &[
    ("chrome-share", Reason::Sharing),
    ("chrome-print", Reason::Sharing),
    ("chrome-font-size", Reason::Controls),
    ("chrome-cookies", Reason::Cookies),
    ("chrome-newsletter", Reason::SignUp),
    ("chrome-advertisement", Reason::Advertisement),
    ("chrome-related", Reason::Related),
    ("chrome-comments", Reason::Comments),
    ("chrome-tags", Reason::Filing),
    ("chrome-menu", Reason::Navigation),
];

impl Cover {
    /// Why a line of such phrases is no part of the article.
    pub fn reason(&self) -> Option<Reason> {
        let code = self.code?;
        REASONS.iter().find(|(section, _)| *section == code).map(|(_, reason)| *reason)
    }
}

/// Covers a line with known phrases. Lines beyond sixty words are not looked at: they are no chrome.
pub fn cover(text: &str) -> Cover {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '·' | '•' | '»' | '›' | '>' | ',' | ';'))
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '&'))
        .filter(|w| !w.is_empty() && *w != "&")
        .take(61)
        .collect();
    if words.is_empty() || words.len() > 60 {
        return Cover::default();
    }
    let lexicon = lexicon();
    let mut known = vec![0usize; lexicon.codes.len()];
    let (mut at, mut covered, mut numbers) = (0, 0, 0);
    while at < words.len() {
        let most = if lexicon.firsts.contains(words[at]) { lexicon.longest.min(words.len() - at) } else { 0 };
        let found = (1..=most).rev().find_map(|n| {
            let phrase = words.get(at..at + n)?.join(" ");
            lexicon.phrases.get(phrase.as_str()).map(|&code| (n, code))
        });
        match found {
            Some((n, code)) => {
                covered += n;
                known[code] += n;
                at += n;
            }
            None => {
                numbers += usize::from(
                    words[at].bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'k' | b'm')),
                );
                at += 1;
            }
        }
    }
    if covered == 0 {
        return Cover::default();
    }
    let code = known.iter().enumerate().max_by_key(|&(i, n)| (n, usize::MAX - i)).map(|(i, _)| lexicon.codes[i]);
    Cover { share: (covered + numbers) as f32 / words.len() as f32, words: covered, code }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_buttons_is_covered() {
        let cover = cover("Decrease Font Size Increase Font Size Text Size Print This Page");
        assert!(cover.share > 0.99 && cover.code == Some("chrome-font-size"));
        assert!(super::cover("Condividi su Facebook 34").share > 0.99);
        assert!(super::cover("Artikel drucken | Teilen").share > 0.99);
    }

    #[test]
    fn a_sentence_is_not() {
        assert!(cover("She decided to share the print with her friends at home.").share < 0.5);
    }
}
