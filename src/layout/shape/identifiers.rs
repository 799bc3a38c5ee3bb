//! Names of programs, files and paths, and the places where a line may end in one.
//!
//! Every character of such a name counts, so none of them ever gets a hyphen: `read_line`, `src/main.rs`, `isEmpty`,
//! `std::fmt`. A line may end after its punctuation, and if a name is wider than the line, before a capital inside.

/// The least number of bytes of a name that is divided.
const SHORTEST: usize = 12;

/// The same if its only marks are dots.
const SHORTEST_DOTTED: usize = 24;

/// The least number of characters of a part of it.
const LEAST: usize = 4;

/// The number of bytes on either side that are searched for the rest of a name.
const LONGEST: usize = 120;

/// The stretch without white space around some bytes of a text. Ideographs end it, because they have no spaces.
pub(super) fn token(text: &str, start: usize, end: usize) -> &str {
    let belongs = |c: char| !c.is_whitespace() && !c.is_control() && (c as u32) < 0x2E80;
    let from = text.floor_char_boundary(start.saturating_sub(LONGEST));
    let to = text.floor_char_boundary((end + LONGEST).min(text.len()));
    let before = text.get(from..start).unwrap_or("");
    let before = before.len() - before.trim_end_matches(belongs).len();
    let after = text.get(end..to).unwrap_or("");
    let after = after.len() - after.trim_start_matches(belongs).len();
    text.get(start - before..end + after).unwrap_or("")
}

/// True if a stretch without white space is a name of a program, a file or a path: by an underscore, `::` or a
/// backslash inside, by the dot before the ending of a file, by the slashes of a path.
pub(crate) fn is_identifier(token: &str) -> bool {
    let is_inside = |at: usize, mark: &str| {
        token[..at].ends_with(char::is_alphanumeric) && token[at + mark.len()..].starts_with(char::is_alphanumeric)
    };
    let inside = |mark: &str| token.match_indices(mark).any(|(at, _)| is_inside(at, mark));
    // Abbreviations have one letter before the dot, and a capital begins the next sentence.
    let dotted = |at: usize| {
        let before = token[..at].chars().rev().take_while(|c| c.is_alphanumeric()).count();
        before > 1
            && token[..at].ends_with(char::is_alphabetic)
            && token[at + 1..].starts_with(char::is_lowercase)
            && token[at + 1..].chars().take_while(|c| c.is_alphanumeric()).count() > 1
    };
    let path = token.trim_start_matches(['(', '"', '“', '‘', '\'']);
    let slashes = token.matches('/').count();
    inside("_")
        || inside("::")
        || inside("\\")
        || token.match_indices('.').any(|(at, _)| dotted(at))
        || slashes > 1 && ["/", "./", "../", "~/"].iter().any(|head| path.starts_with(head))
        || slashes > 1 && token.is_ascii() && !token.contains(',')
}

/// True if a word of letters has a capital inside, such as `isEmpty`; `ends` are the ends of words of its language that
/// begin with one all the same.
pub(super) fn is_humped(word: &str, ends: &str) -> bool {
    let hump = humps(word).next();
    hump.is_some_and(|at| !ends.split(' ').any(|end| !end.is_empty() && &word[at..] == end))
}

/// The bytes of a name before which a small letter or a digit is followed by a capital.
pub(super) fn humps(word: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    word.char_indices().filter_map(move |(at, c)| {
        let is_hump = (before.is_lowercase() || before.is_ascii_digit()) && c.is_uppercase();
        before = c;
        is_hump.then_some(at)
    })
}

/// True if both parts of a name are long enough to be divided: the part before, which ends in a hyphen, and the rest.
pub(super) fn is_place(before: &str, rest: &str) -> bool {
    let belongs = |c: &char| !c.is_whitespace() && !c.is_control();
    before.chars().take(LEAST).count() == LEAST && rest.chars().take_while(belongs).take(LEAST).count() == LEAST
}

/// The places in a name after its punctuation, as byte offsets in ascending order.
pub(crate) fn places(name: &str) -> Vec<usize> {
    let mut places = Vec::new();
    // The name of a host is one word for a reader.
    let is_dotted = name.chars().all(|c| c.is_alphanumeric() || c == '.');
    if name.len() < if is_dotted { SHORTEST_DOTTED } else { SHORTEST } {
        return places;
    }
    let mut since = 0;
    for (at, c) in name.char_indices() {
        since += 1;
        let rest = &name[at + c.len_utf8()..];
        let ends = match c {
            '/' | '\\' | '.' | '_' | '-' | ',' | '(' | '[' | '{' | '=' | '&' | '?' | ';' | '|' => true,
            ':' => !rest.starts_with(':'),
            _ => false,
        };
        let goes_on = rest.starts_with(|c: char| !c.is_alphanumeric());
        if ends && !goes_on && since >= LEAST && rest.chars().nth(LEAST - 1).is_some() {
            places.push(name.len() - rest.len());
            since = 0;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_programs_and_files_are_told_from_words() {
        for name in [
            "read_line", "std::fmt", "index.html", "fs.readFile", "src/layout/flow", "/etc/hosts", "~/notes/a",
            "share\\file", "(see_also)",
        ] {
            assert!(is_identifier(name), "{name}");
        }
        for word in [
            "and/or", "z.B.", "U.S.-amerikanische", "end.The", "_word_", "3.5", "well-known", "12.50-Euro-Schein",
            "Nord-/Südverbindung", "e.g.", "Ende.", "him/her/them,", "…", "",
        ] {
            assert!(!is_identifier(word), "{word}");
        }
        for (word, humped) in
            [("isEmpty", true), ("HashMap", true), ("LehrerInnen", false), ("Word", false), ("NATO", false)]
        {
            assert_eq!(is_humped(word, "Innen In"), humped, "{word}");
        }
        assert_eq!(token("see (src/main.rs) now", 9, 13), "(src/main.rs)");
        assert_eq!(token("参照src/main.rsを", 7, 8), "src/main.rs");
    }

    #[test]
    fn a_name_is_divided_after_its_punctuation() {
        let parts = |name: &str| {
            let places = places(name);
            let mut out = name.to_owned();
            places.iter().rev().for_each(|at| out.insert(*at, '|'));
            out
        };
        assert_eq!(parts("read_the_long_line"), "read_|the_|long_|line");
        assert_eq!(parts("any().filter(char::is_whitespace)"), "any().|filter(|char::|is_whitespace)");
        assert_eq!(parts("src/layout/flow.rs"), "src/|layout/|flow.rs");
        assert_eq!(parts("a.b.c.d.e.f.g.h/i/j/k/l/m"), "a.b.|c.d.|e.f.|g.h/|i/j/|k/l/m");
        assert_eq!(parts("research.example.com"), "research.example.com");
        assert_eq!(parts("eventLoop([utilization])"), "eventLoop([|utilization])");
        assert_eq!(parts("--dry-run-of-all"), "--dry-|run-|of-all");
        assert_eq!(parts("main.rs"), "main.rs");
        assert_eq!(parts("plainwordthatislong"), "plainwordthatislong");
        assert_eq!(humps("isEmptyAndHTML5Ok").collect::<Vec<_>>(), [2, 7, 10, 15]);
    }
}
