//! Chords above the words of a song: their places are their meaning, so these lines stay as they are typed.

use super::line::Line;

/// The first line of chords is among so many first ones of its stanza; labels such as `[Chorus]` are above it.
const HEAD: usize = 3;
/// The most lines of a stanza, and the most columns of a line.
const MOST: (usize, usize) = (100, 110);

/// The number of lines of the stanza with chords at the head of a run of lines without an empty line.
pub(crate) fn stanza(run: &[Line]) -> Option<usize> {
    let at = run.iter().take(HEAD).position(|line| is_line(&line.text))?;
    if run.len() > MOST.0 || run.iter().any(|line| line.width > MOST.1) {
        return None;
    }
    let pairs = || run.windows(2).filter(|pair| is_line(&pair[0].text));
    let over_words = pairs().filter(|pair| is_sung(&pair[1].text)).count();
    let several = |line: &&Line| line.text.split_whitespace().count() > 1 && is_line(&line.text);
    let counts = run.iter().filter(several).count();
    // A line of chords without words is an interlude, below a label.
    let interlude = at == 1 && run.len() == 2 && is_label(&run[0].text) && counts == 1;
    let is_stanza = over_words > 0 && counts > 0 || interlude;
    is_stanza.then_some(run.len())
}

/// True for a line of nothing but chords.
fn is_line(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| is_chord(word.trim_matches(['(', ')', '|'])) || word == "|")
}

/// True for a line of words: some of them in small letters.
fn is_sung(text: &str) -> bool {
    text.split_whitespace().count() > 1 && text.chars().filter(|c| c.is_lowercase()).count() >= 4
}

/// `[Verse 1]`, `Chorus:`.
fn is_label(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']') || text.ends_with(':') && text.split(' ').count() <= 2
}

/// `G`, `Em`, `F#m7`, `Bb`, `Csus4`, `Cmaj7`, `D/F#`: a root, its quality, and a bass.
pub(crate) fn is_chord(word: &str) -> bool {
    let (chord, bass) = word.split_once('/').map_or((word, None), |(chord, bass)| (chord, Some(bass)));
    let after_root = |text: &str| {
        let rest = text.strip_prefix(|c: char| ('A'..='H').contains(&c))?;
        Some(rest.strip_prefix(['#', 'b', '♯', '♭']).unwrap_or(rest).to_owned())
    };
    let Some(mut quality) = after_root(chord) else { return false };
    const QUALITIES: &[&str] = &["maj", "min", "dim", "aug", "sus", "add", "m", "M", "°", "+", "-", "ø"];
    while !quality.is_empty() {
        let rest = QUALITIES.iter().find_map(|name| quality.strip_prefix(name));
        let rest = rest.or_else(|| quality.strip_prefix(|c: char| c.is_ascii_digit() || matches!(c, '#' | 'b')));
        let Some(rest) = rest else { return false };
        quality = rest.to_owned();
    }
    bass.is_none_or(|bass| after_root(bass).is_some_and(|rest| rest.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    #[test]
    fn chords_have_a_root_and_a_quality() {
        for chord in ["A", "Em", "F#m7", "Bb", "Csus4", "Cmaj7", "D/F#", "H7", "Am7b5"] {
            assert!(is_chord(chord), "{chord}");
        }
        for word in ["And", "I", "Dad", "Be", "Cab", "a", "D/x", "Amen", ""] {
            assert!(!is_chord(word), "{word}");
        }
    }

    #[test]
    fn chords_stand_over_words() {
        let found = |text: &str| stanza(&of_text(text));
        assert_eq!(found("[Verse]\nG      D\nThe ropes are wet,\nEm\nThe nets are torn"), Some(5));
        assert_eq!(found("[Intro]\nG  D  Em  C"), Some(2));
        for none in ["A\nword over words", "A  B  C\n1  2  3", "G D\nA B", "The ropes are wet,\nThe nets are torn"] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
