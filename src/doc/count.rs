//! Words of a text, for people who want to know its length, and for rules that tell sentences from labels.

/// Words, by white space; Chinese and Japanese write none between words, and two of their characters make about one.
pub fn words(text: &str) -> usize {
    if text.is_ascii() {
        return text.split_whitespace().count();
    }
    text.split_whitespace().map(|word| ideographs(word).div_ceil(2).max(1)).sum()
}

/// The same without signs that stand alone, such as a `|` between links.
pub fn spoken(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).map(words).sum()
}

/// The letters and digits of a text in lower case: the same for two texts that differ only in signs and spaces.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The length of the longest run of an ASCII character. A fence or a pair of ticks around a text is longer.
pub(crate) fn longest_run(text: &str, c: char) -> usize {
    text.split(|other| other != c).map(str::len).max().unwrap_or(0)
}

/// Characters of Chinese and Japanese.
pub fn ideographs(text: &str) -> usize {
    text.chars().filter(|c| is_ideographic(*c)).count()
}

/// True if a character belongs to Chinese or Japanese, which are written without spaces: ideographs, kana, their
/// punctuation and full-width forms.
pub fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{2ffff}')
}

/// True if a character is one of Hangul.
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}')
}

/// True if a character is of Chinese, Japanese or Korean.
pub fn is_eastern(c: char) -> bool {
    is_ideographic(c) || is_hangul(c)
}

/// True for ideographs, kana, Hangul and full-width signs: stars next to them open and close emphasis for readers with a
/// rule for them.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x11FF | 0x3000..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_alone_are_no_words() {
        let menu = "About us | Contact – more";
        assert_eq!((words(menu), spoken(menu)), (6, 4));
    }

    #[test]
    fn two_ideographs_are_a_word() {
        assert_eq!(words("two words"), 2);
        assert_eq!(words("größe zwei"), 2);
        assert_eq!(words("港湾事務所が、明らかにした。"), 7);
    }
}
