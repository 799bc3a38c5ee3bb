//! Prose of a wanted length, the same in every run.

const WORDS: &[&str] = &[
    "harbour", "boats", "the", "wind", "that", "rope", "and", "morning", "pier", "was", "old", "gull", "nobody", "had",
    "counted", "stones", "in", "rain", "before", "they", "said",
];

/// So many characters of ordinary sentences; `from` varies the words.
pub fn prose(length: usize, from: usize) -> String {
    let mut text = String::new();
    for number in 0.. {
        let word = WORDS[(from * 5 + number + number / 7) % WORDS.len()];
        let capital = text.is_empty() || text.ends_with(". ");
        text.extend(word.chars().take(1).map(|c| if capital { c.to_ascii_uppercase() } else { c }));
        text.push_str(&word[1..]);
        if text.len() + 1 >= length {
            break;
        }
        text.push_str(if number % 13 == 12 { ". " } else { " " });
    }
    text.truncate(length.saturating_sub(1));
    text.push('.');
    text
}

/// A text with `{prose 300}` and `{prose 3x400}` written out: several paragraphs stand in `<p>` or are parted by blank lines.
#[allow(dead_code, reason = "some tests only want prose")]
pub fn expanded(text: &str, html: bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut made = 0;
    while let Some((before, after)) = rest.split_once("{prose ") {
        let (wanted, after) = after.split_once('}').expect("a closing brace");
        let (count, length) = wanted.split_once('x').map_or((None, wanted), |(count, length)| (Some(count), length));
        out.push_str(before);
        let count: usize = count.map_or(1, |count| count.parse().expect("a number"));
        for number in 0..count {
            let words = prose(length.parse().expect("a number"), made);
            made += 1;
            match (wanted.contains('x'), html) {
                (true, true) => out.push_str(&format!("<p>{words}</p>\n")),
                (true, false) if number > 0 => out.push_str(&format!("\n\n{words}")),
                _ => out.push_str(&words),
            }
        }
        rest = after;
    }
    out + rest
}
