//! Web addresses in running text, and the places where a line may end in one.
//!
//! UAX 14 would end a line after "https://" and after a hyphen that belongs to the address. The Chicago Manual of Style
//! (17th edition, 7.46) and Bringhurst give breaks that readers can follow: after a slash, otherwise before a mark of
//! punctuation, so that the mark at the head of the next line shows that the address goes on. Never inside "//", and
//! never with an added hyphen.

use std::ops::Range;

/// A place in an address where a line may end, as a byte offset, with its penalty: see [`super::Opportunity::penalty`].
pub(super) type Place = (usize, f32);

/// The addresses in a text, in order.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let marks = ["://", "www.", "@"].into_iter().flat_map(|mark| text.match_indices(mark));
    let mut marks: Vec<(usize, &str)> = marks.collect();
    marks.sort_unstable();
    for (at, mark) in marks {
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let own = if mark == "@" { |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c) } else { is_scheme };
        let start = if mark == "www." { at } else { back(text, at, own) };
        let tail = text[at..].find(|c| !belongs(c)).map_or(text.len(), |end| at + end);
        let end = at + text[at..tail].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']).len();
        let named = mark == "www." || start < at;
        let dotted = mark != "@" || text.get(at + 1..end).is_some_and(|host| host.contains('.'));
        let begins = mark != "www." || !text[..start].ends_with(char::is_alphanumeric);
        if named && dotted && begins && end > at + mark.len() {
            found.push(start..end);
        }
    }
    found
}

fn is_scheme(c: char) -> bool {
    c.is_ascii_alphanumeric() || "+.-".contains(c)
}

fn back(text: &str, at: usize, own: impl Fn(char) -> bool) -> usize {
    text[..at].char_indices().rev().take_while(|(_, c)| own(*c)).last().map_or(at, |(start, _)| start)
}

/// Characters that continue an address (RFC 3986, and the letters of RFC 3987 except ideographs, which follow addresses
/// without a space).
fn belongs(c: char) -> bool {
    match c {
        '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^' => false,
        c if c.is_ascii() => c.is_ascii_graphic(),
        c => (c as u32) < 0x2E80 && c.is_alphanumeric(),
    }
}

/// The places at which an address may be divided, in order; offsets are from its start.
pub(super) fn places(address: &str) -> Vec<Place> {
    /// Fewer characters than this may not be alone at a line's end or head.
    const LEAST: usize = 3;
    let bytes = address.as_bytes();
    let host = address.find("://").map_or(0, |at| at + 3);
    let mut places = Vec::new();
    if host > 0 && host < address.len() {
        places.push((host, 3.0));
    }
    for (at, &byte) in bytes.iter().enumerate().skip(host.max(LEAST)) {
        let before = bytes[at - 1];
        let place = match byte {
            _ if before == b'/' && byte != b'/' && at > host => Some(0.4),
            b'.' | b',' | b'?' | b'#' | b'&' | b'=' | b'_' | b'%' | b'-' | b'~' | b'@' | b'+' | b';' if at > host => {
                (before.is_ascii_alphanumeric() || before >= 0x80).then_some(1.0)
            }
            _ => None,
        };
        if let Some(penalty) = place
            && address.len() - at >= LEAST
            && address.is_char_boundary(at)
        {
            places.push((at, penalty));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(address: &str) -> Vec<&str> {
        let mut from = 0;
        let mut out = Vec::new();
        for (at, _) in places(address) {
            out.push(&address[from..at]);
            from = at;
        }
        out.push(&address[from..]);
        out
    }

    #[test]
    fn an_address_ends_lines_after_slashes_and_before_marks() {
        let got = parts("https://www.example.org/a-long_name/page.html?q=1&r=two");
        let want =
            ["https://", "www", ".example", ".org/", "a", "-long", "_name/", "page", ".html", "?q", "=1", "&r", "=two"];
        assert_eq!(got, want);
        assert_eq!(parts("https://example.org/"), ["https://", "example", ".org/"]);
        assert_eq!(parts("a@.://"), ["a@.://"]);
        assert_eq!(places("http://a.org/b/c//dd.ef"), [(7, 3.0), (8, 1.0), (13, 0.4), (15, 0.4), (18, 0.4), (20, 1.0)]);
    }

    #[test]
    fn addresses_are_found_without_the_sentence_around_them() {
        let text = "See (https://example.org/x), www.example.com. Or write to ada@example.org! 参照https://a.bc/dを";
        let found: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["https://example.org/x", "www.example.com", "ada@example.org", "https://a.bc/d"]);
        assert!(find("a :// b, @home, 5 @ 3, either/or, owww.").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn places_are_inside_and_in_order(text in "[a-z:/.@?%é参 -]{0,60}") {
            for range in find(&text) {
                let mut last = 0;
                for (at, _) in places(&text[range.clone()]) {
                    assert!(at > last && at < range.len() && text.is_char_boundary(range.start + at));
                    last = at;
                }
            }
        }
    }
}
