//! Messages without their end, as broken transfers leave them.
//!
//! The last part of a multipart message ends with a line of its boundary and two hyphens (RFC 2046, section 5.1.1), and
//! a parser drops a part without an end.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// The bytes of a message, with the lines that end its parts added if the file ends before them.
pub(super) fn closed(bytes: &[u8]) -> Cow<'_, [u8]> {
    let boundaries = boundaries(bytes);
    let marks: BTreeSet<&[u8]> = lines(bytes).filter(|line| line.starts_with(b"--")).collect();
    let is_there = |line: &str| marks.contains(line.as_bytes());
    let is_open = |boundary: &&String| is_there(&format!("--{boundary}")) && !is_there(&format!("--{boundary}--"));
    // The parts inside a message that has its end may lack theirs, which is a slip of the sender's program.
    if !boundaries.first().is_some_and(|outer| is_open(&outer)) {
        return Cow::Borrowed(bytes);
    }
    let ends = boundaries.iter().rev().filter(is_open).map(|boundary| format!("\r\n--{boundary}--"));
    Cow::Owned([bytes, ends.collect::<String>().as_bytes(), b"\r\n"].concat())
}

/// The boundaries that a message states, each once: that of its own header first. Empty if the header states none.
fn boundaries(bytes: &[u8]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    let mut in_header = true;
    for line in lines(bytes) {
        in_header &= !line.is_empty();
        if !in_header && found.is_empty() {
            break;
        }
        if let Some(boundary) = boundary(line).filter(|boundary| known.insert(boundary.clone())) {
            found.push(boundary);
        }
    }
    found
}

/// The boundary that a line of a header states.
fn boundary(line: &[u8]) -> Option<String> {
    // The longest line of a header (RFC 5322, section 2.1.1).
    const LONGEST: usize = 998;
    let line = std::str::from_utf8(line).ok().filter(|line| line.len() <= LONGEST)?;
    let at = line.to_ascii_lowercase().find("boundary=")? + "boundary=".len();
    let value = line.get(at..)?;
    let name = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([';', ' ', '\t']).next(),
    };
    name.filter(|name| !name.is_empty()).map(str::to_owned)
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').map(|line| line.trim_ascii_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"B=1\"\r\n\r\n--B=1\r\n\
        Content-Type: multipart/alternative; boundary=C\r\n\r\n--C\r\nContent-Type: text/plain\r\n\r\nboundary=D\r\n";

    fn added(text: &str) -> String {
        let closed = closed(text.as_bytes());
        String::from_utf8(closed[text.len()..].to_vec()).unwrap()
    }

    #[test]
    fn parts_without_an_end_get_one_from_the_inside_out() {
        assert_eq!(added(PAGE), "\r\n--C--\r\n--B=1--\r\n");
        assert_eq!(added(&format!("{PAGE}--C--\r\n")), "\r\n--B=1--\r\n");
    }

    #[test]
    fn whole_messages_and_messages_of_one_part_stay() {
        for text in [
            format!("{PAGE}--C--\r\n--B=1--\r\n"),
            format!("{PAGE}--B=1--\r\n"),
            "Subject: A\n\nThe header said boundary=\"x\".\n--x\n".into(),
            "Content-Type: multipart/mixed; boundary=x\n\nNo part begins.\n".into(),
            String::new(),
        ] {
            assert_eq!(added(&text), "", "{text}");
        }
    }
}
