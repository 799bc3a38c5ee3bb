//! UTF-8 that was decoded as Windows-1252, distinguished from correct accents and repaired.
//!
//! `é` becomes `Ã©` and `’` becomes `â€™`. The repair encodes a run of such characters back to bytes and decodes them
//! as UTF-8. Honest text has such runs too (`VÉRITÉ»` ends in the bytes of U+027B), so a run is only repaired if the
//! result is a common character of Western text, and a document only when it has two such runs.

/// Windows-1252's characters for the bytes 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character of Windows-1252 in the place of a C1 control of Latin-1; `None` for the five bytes without a
/// character.
pub(crate) fn windows_1252(c: char) -> Option<char> {
    let meant = *HIGH.get((c as usize).checked_sub(0x80)?)?;
    (!meant.is_control()).then_some(meant)
}

/// The byte that Windows-1252 writes for a character beyond ASCII.
fn byte_of(c: char) -> Option<u8> {
    match c {
        '\u{a0}'..='\u{ff}' => u8::try_from(c as u32).ok(),
        '\u{80}'..='\u{9f}' => u8::try_from(c as u32).ok(),
        c if c.is_ascii() => None,
        c => HIGH.iter().position(|&h| h == c).and_then(|i| u8::try_from(0x80 + i).ok()),
    }
}

/// True if a text has at least two runs that can only be misread UTF-8.
pub(crate) fn is_garbled(text: &str) -> bool {
    let mut hits = 0;
    for (i, c) in text.char_indices() {
        if matches!(c, 'Ã' | 'Â' | 'â' | 'Å') && decode(text.get(i..).unwrap_or("")).is_some() {
            hits += 1;
            if hits == 2 {
                return true;
            }
        }
    }
    false
}

/// The text with every such run turned back.
pub(crate) fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match decode(rest) {
            Some((meant, used)) => {
                out.push(meant);
                rest = rest.get(used..).unwrap_or("");
            }
            None => {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or("");
            }
        }
    }
    out
}

/// The character that the text's first two to four characters spell as UTF-8 bytes, and the bytes they take here.
fn decode(text: &str) -> Option<(char, usize)> {
    let lead = byte_of(text.chars().next()?)?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [0u8; 4];
    let mut used = 0;
    let mut chars = text.chars();
    for slot in bytes.iter_mut().take(length) {
        let c = chars.next()?;
        *slot = byte_of(c)?;
        used += c.len_utf8();
    }
    let meant = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    let usual = matches!(meant, '\u{a0}'..='\u{17f}' | '\u{200b}'..='\u{203a}' | '€' | '™' | '\u{2190}'..='\u{2193}')
        || meant > '\u{1f000}';
    usual.then_some((meant, used))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misread_utf8_is_turned_back() {
        let text = "Itâ€™s a cafÃ© in MÃ¼nchen";
        assert!(is_garbled(text));
        assert_eq!(repair(text), "It’s a café in München");
    }

    #[test]
    fn honest_accents_are_left_alone() {
        for text in ["«VÉRITÉ» À «CÔTÉ»", "Ähnlich Übel Ãrvore", "São João ÂNGULO"] {
            assert!(!is_garbled(text));
        }
    }
}
