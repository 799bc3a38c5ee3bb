//! Mailboxes (RFC 4155): messages one after another, each behind a line such as
//! `From ada@wave.example Fri Mar  4 10:00:00 2011`.

/// True if a line parts messages: a sender and a time in C's form.
pub(super) fn parts(line: &str) -> bool {
    let Some(rest) = line.trim_end().strip_prefix("From ") else { return false };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let is_year =
        |word: &&&str| word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit());
    let is_time =
        |word: &&str| word.len() >= 5 && word.bytes().all(|b| b.is_ascii_digit() || b == b':') && word.contains(':');
    words.len() >= 5 && words.iter().rev().take(3).any(|word| is_year(&word)) && words.iter().any(is_time)
}

/// The messages of a mailbox without the lines between them; none if it does not begin with such a line.
pub(super) fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    let mut out = Vec::new();
    let (mut start, mut at, mut is_below_blank) = (None, 0, true);
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let end = at + line.len();
        let is_part = is_below_blank && line.starts_with(b"From ") && parts(&String::from_utf8_lossy(line));
        if at == 0 && !is_part {
            return Vec::new();
        }
        if is_part {
            out.extend(start.and_then(|start| bytes.get(start..at)));
            start = Some(end);
        }
        is_below_blank = line.trim_ascii().is_empty();
        at = end;
    }
    out.extend(start.and_then(|start| bytes.get(start..)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "From bea@wick.example Fri Mar  4 10:00:00 2011\n";

    #[test]
    fn messages_are_parted() {
        let text = format!("{LINE}From: Bea\n\nOil.\n\n{LINE}From: Carl\n\nFrom here on it burns.\n");
        let all: Vec<&str> = messages(text.as_bytes()).into_iter().map(|m| std::str::from_utf8(m).unwrap()).collect();
        assert_eq!(all, ["From: Bea\n\nOil.\n\n", "From: Carl\n\nFrom here on it burns.\n"]);
        assert!(messages(b"From: Bea\n\nOil.\n").is_empty() && messages(b"").is_empty());
        for words in ["From the pier", "From 10:00 to 11:00 we wait", "from bea Fri Mar 4 10:00:00 2011", "From: Bea"] {
            assert!(!parts(words), "{words}");
        }
    }
}
