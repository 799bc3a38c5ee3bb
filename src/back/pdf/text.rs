//! Characters that text in a PDF may hold, in ToUnicode and ActualText.

/// The hyphen that hyphenation added, as layout writes it.
pub(super) const ADDED_HYPHEN: &str = "\u{ad}";

/// The text of a glyph's code. ISO 19005-2, 6.2.11.7.2: never U+0000, U+FEFF or U+FFFE. Spaces of every width are
/// copied as spaces, the no-break hyphen as the hyphen that people type.
pub(super) fn sayable(text: &str) -> String {
    if text.is_empty() {
        return " ".into();
    }
    text.chars().map(plain).collect()
}

/// True if a code with the text `said` gives `text`, up to differences that a reader of the text ignores.
pub(super) fn same(said: &str, text: &str) -> bool {
    said == text || (said.len() <= text.len() && said.chars().eq(text.chars().map(plain))) || text.is_empty()
}

/// ISO 19005-2, 6.2.11.7.3: a character of the private use areas needs ActualText even if ToUnicode gives it.
pub(super) fn private(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'))
}

fn plain(c: char) -> char {
    match c {
        '\0' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        '\u{2011}' => '-',
        c if c.is_whitespace() => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// The same text without the characters that XML 1.0 and text strings forbid.
pub(super) fn clean(text: &str) -> String {
    let bad = |c: char| (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}');
    text.chars().filter(|&c| !bad(c)).map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_spaces_and_nothing_forbidden_is_said() {
        assert_eq!(sayable("\u{a0}"), " ");
        assert_eq!(sayable("\u{feff}"), "\u{fffd}");
        assert!(same(" ", "\u{202f}"));
        assert!(same("-", "\u{2011}"));
        assert!(!same("e", "é"));
    }
}
