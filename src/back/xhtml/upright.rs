//! Upright numbers in a column (*tate-chu-yoko*, JLREQ 3.2.5): one or two digits, and pairs of marks.

/// A stretch of text, with true if it is set upright as one character of the column.
pub(crate) type Stretch<'t> = (&'t str, bool);

/// Text in stretches: numbers of one or two digits and pairs of marks are upright, unless they touch a Latin word, a
/// sign or a longer number.
pub(crate) fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        let word = rest.bytes().take_while(u8::is_ascii_graphic).count();
        if word == 0 {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        if stands(rest.get(..word).unwrap_or("")) {
            if start < at {
                out.push((text.get(start..at).unwrap_or(""), false));
            }
            out.push((text.get(at..at + word).unwrap_or(""), true));
            start = at + word;
        }
        at += word;
    }
    if start < text.len() {
        out.push((text.get(start..).unwrap_or(""), false));
    }
    out
}

fn stands(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) || matches!(word, "!!" | "!?" | "?!" | "??")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_stand_and_long_ones_lie() {
        let upright = |text| -> Vec<&str> { stretches(text).into_iter().filter(|s| s.1).map(|s| s.0).collect() };
        assert_eq!(upright("平成31年4月1日に"), ["31", "4", "1"]);
        assert_eq!(upright("2024年、1.5倍、A4判、10%、何!?"), ["!?"]);
        assert!(stretches("").is_empty());
        for text in ["12", "第3章", "abc 7 def", "終わり12"] {
            assert_eq!(stretches(text).iter().map(|s| s.0).collect::<String>(), text);
        }
    }
}
