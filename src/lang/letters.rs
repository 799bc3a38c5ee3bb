//! The words of letters, of press releases and of the lines around a title.

use std::sync::LazyLock;

use super::lists::{Set, each_phrase, each_word, phrases, words};

static CLOSINGS: LazyLock<Set> = LazyLock::new(|| words(|language| language.filing.closings));
static RELEASES: LazyLock<Set> = LazyLock::new(|| phrases(|language| language.filing.releases));

/// True if a word in lower case belongs to the closing of a letter: `sincerely`, `Grüßen`.
pub(crate) fn closes_letter(word: &str) -> bool {
    CLOSINGS.contains(word)
}

/// True if a line states the reason for a letter: the foot of a newsletter begins near it.
pub(crate) fn says_why_sent(text: &str) -> bool {
    let lower = text.trim().to_lowercase().replace('’', "'");
    each_phrase(|language| language.filing.letter_reasons).any(|reason| lower.starts_with(reason))
}

/// A mail's subject without the prefixes of mail programs: `Re: Fwd: AW: The ferry`.
pub(crate) fn subject(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some((before, after)) = rest.split_once([':', '：']) {
        // `Re[2]:`
        let word = before.trim().split('[').next().unwrap_or("").to_lowercase();
        if after.trim().is_empty() || !each_word(|language| language.filing.replies).any(|reply| reply == word) {
            break;
        }
        rest = after.trim();
    }
    rest
}

/// True if a line in lower case is the label of a press release.
pub(crate) fn labels_release(line: &str) -> bool {
    RELEASES.contains(line)
}

/// True if a line in lower case is the label of a contact, without its colon.
pub(crate) fn labels_contact(line: &str) -> bool {
    each_phrase(|language| language.filing.contacts).any(|known| known == line)
}

/// True if a line in lower case begins with the day when a journal received or accepted a manuscript.
pub(crate) fn tells_of_manuscript(line: &str) -> bool {
    each_word(|language| language.filing.manuscript).any(|word| line.starts_with(word))
}

/// True if a text in lower case has a phrase of reading times: `5 min read`.
pub(crate) fn tells_reading_time(text: &str) -> bool {
    each_phrase(|language| language.filing.reading_times).any(|phrase| text.contains(phrase))
}

/// The text before a last word that leads to the section of an article: `3 May 2024 in`.
pub(crate) fn before_section(text: &str) -> Option<&str> {
    let (before, last) = text.rsplit_once(' ')?;
    each_word(|language| language.filing.filed_in).any(|word| word == last).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_no_part_of_a_subject() {
        assert_eq!(subject("Re: Fwd: AW: The ferry"), "The ferry");
        assert_eq!(subject("Re[2]: The ferry"), "The ferry");
        assert_eq!(["The ferry: a story", "Re:", ": x"].map(subject), ["The ferry: a story", "Re:", ": x"]);
    }

    #[test]
    fn lines_around_titles_are_told_by_their_words() {
        assert!(closes_letter("hälsningar") && labels_release("communiqué de presse") && labels_contact("kontakt"));
        assert!(tells_of_manuscript("received 4 january") && tells_reading_time("5 min de lecture"));
        assert!(!tells_of_manuscript("") && !tells_reading_time("") && !closes_letter(""));
        assert_eq!(before_section("3 mai 2024 dans"), Some("3 mai 2024"));
        assert_eq!(["3 mai 2024", "in", ""].map(before_section), [None; 3]);
    }
}
