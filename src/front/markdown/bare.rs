//! Links that are written without brackets, and `^super^` and `~sub~`, in a run of text.
//!
//! GitHub links text that begins with `http://`, `https://`, `ftp://` or `www.`, and addresses of e-mail (GFM 6.9).
//! Super- and subscripts are pandoc's: no spaces inside, and a subscript follows a letter or digit (`H~2~O`).

use super::flavour::Flavour;
use crate::doc::{Inline, Inlines, Link};

/// The inlines in a run of text. `escaped`: a backslash precedes its first character, so that it begins no link.
pub(super) fn bare(text: &str, escaped: bool, flavour: &Flavour) -> Inlines {
    let mut out = Inlines::new();
    let mut done = 0;
    let mut at = 0;
    // A caret or tilde without a partner stops further searches.
    let mut alone = [!flavour.scripts; 2];
    while let Some(found) = text[at..].find([':', '.', '@', '^', '~']) {
        let here = at + found;
        let hit = match text.as_bytes()[here] {
            b':' | b'.' | b'@' if !flavour.bare_links => None,
            b':' => url(text, done, here, flavour.dialects),
            b'.' => www(text, done, here, flavour.dialects),
            b'@' => address(text, done, here).filter(|(start, ..)| *start > 0 || !escaped),
            b'^' if !alone[0] => script(text, here, '^', &mut alone[0]),
            b'~' if !alone[1] => script(text, here, '~', &mut alone[1]),
            _ => None,
        };
        match hit {
            Some((start, end, inline)) => {
                push_text(&mut out, &text[done..start]);
                out.push(inline);
                done = end;
                at = end;
            }
            None => at = here + 1,
        }
    }
    push_text(&mut out, &text[done..]);
    out
}

fn push_text(out: &mut Inlines, text: &str) {
    if !text.is_empty() {
        out.push(Inline::text(text));
    }
}

type Hit = Option<(usize, usize, Inline)>;

fn link(text: &str, start: usize, end: usize, prefix: &str) -> Hit {
    let words = &text[start..end];
    let link = Link { url: format!("{prefix}{words}"), title: None, content: vec![Inline::text(words)] };
    Some((start, end, Inline::Link(link)))
}

/// True if a link may begin at `start`.
fn free(text: &str, start: usize) -> bool {
    text[..start]
        .chars()
        .last()
        .is_none_or(|c| c.is_whitespace() || "*_~(\"'“‘«[>".contains(c) || !c.is_ascii() && !c.is_alphanumeric())
}

/// `https://...`, from the colon.
fn url(text: &str, done: usize, colon: usize, wide: bool) -> Hit {
    if !text[colon..].starts_with("://") {
        return None;
    }
    let head = &text[done..colon];
    let scheme = ["https", "http", "ftp"].into_iter().find(|s| {
        head.len() >= s.len()
            && head.is_char_boundary(head.len() - s.len())
            && head[head.len() - s.len()..].eq_ignore_ascii_case(s)
    })?;
    let start = colon - scheme.len();
    let from = colon + 3;
    let domain = domain(&text[from..]);
    if !free(text, start) || domain == 0 {
        return None;
    }
    link(text, start, end(text, from + domain, wide), "")
}

/// `www.`, from its dot.
fn www(text: &str, done: usize, dot: usize, wide: bool) -> Hit {
    let start = dot.checked_sub(3).filter(|s| *s >= done)?;
    if !text.get(start..dot)?.eq_ignore_ascii_case("www") || !free(text, start) {
        return None;
    }
    let domain = domain(&text[dot + 1..]);
    (domain > 0).then(|| link(text, start, end(text, dot + 1 + domain, wide), "http://"))?
}

/// The length of a valid domain: letters, digits, hyphens, underscores and dots, no underscore in the last two parts.
fn domain(text: &str) -> usize {
    let length = text.find(|c: char| !(c.is_alphanumeric() || "-_.".contains(c))).unwrap_or(text.len());
    let name = text[..length].trim_end_matches(['.', '-', '_']);
    if name.rsplit('.').take(2).any(|part| part.contains('_')) { 0 } else { name.len() }
}

/// The end of a link that reaches at least to `from`: before white space or `<`, without closing punctuation. With
/// `wide`, full-width punctuation ends it too, because no address has it; GitHub's specification does not know this
/// rule.
fn end(text: &str, from: usize, wide: bool) -> usize {
    const WIDE: &str = "，。；：！？、（）「」『』【】《》〈〉";
    let ends = |c: char| c.is_whitespace() || c == '<' || wide && WIDE.contains(c);
    let mut end = from + text[from..].find(ends).unwrap_or(text.len() - from);
    let count = |end: usize, c: char| text[from..end].matches(c).count();
    let (mut opened, mut closed) = (count(end, '('), count(end, ')'));
    while end > from {
        let Some(last) = text[from..end].chars().last() else { break };
        match last {
            ')' if closed > opened => closed -= 1,
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '”' | '’' | '»' | ']' => {}
            ';' => {
                let body = text[from..end - 1].trim_end_matches(|c: char| c.is_ascii_alphanumeric());
                if body.ends_with('&') && body.len() < end - 1 - from {
                    end = from + body.len() - 1;
                    opened = count(end, '(');
                    closed = count(end, ')');
                    continue;
                }
            }
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

/// An e-mail address, from its `@`.
fn address(text: &str, done: usize, at: usize) -> Hit {
    let local = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
    let start = done + text[done..at].trim_end_matches(local).len();
    let rest = &text[at + 1..];
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c))).unwrap_or(rest.len());
    // The last character must not be a hyphen or underscore, and a final dot is a full stop.
    let name = rest[..length].trim_end_matches('.');
    if start == at || !name.contains('.') || name.ends_with(['-', '_']) || name.starts_with('.') {
        return None;
    }
    link(text, start, at + 1 + name.len(), "mailto:")
}

/// `^x^` or `~x~`, from its first sign.
fn script(text: &str, here: usize, sign: char, alone: &mut bool) -> Hit {
    let after = here + 1;
    let Some(length) = text[after..].find(sign) else {
        *alone = true;
        return None;
    };
    let inside = &text[after..after + length];
    let follows = text[..here].chars().last().is_some_and(char::is_alphanumeric);
    if inside.is_empty() || inside.contains(char::is_whitespace) || (sign == '~' && !follows) {
        return None;
    }
    let content = vec![Inline::text(inside)];
    let inline = if sign == '^' { Inline::Super(content) } else { Inline::Sub(content) };
    Some((here, after + length + 1, inline))
}

#[cfg(test)]
mod tests {
    use super::super::flavour::{COMMONMARK, FRIENDLY, GFM};
    use super::*;
    use crate::doc::plain_text;

    fn urls(text: &str) -> Vec<String> {
        assert_eq!(
            plain_text(&bare(text, false, &FRIENDLY)).replace(['^', '~'], ""),
            text.replace(['^', '~'], ""),
            "no words are lost"
        );
        let url = |i: &Inline| if let Inline::Link(l) = i { Some(l.url.clone()) } else { None };
        bare(text, false, &FRIENDLY).iter().filter_map(url).collect()
    }

    #[test]
    fn links_end_before_closing_punctuation() {
        assert_eq!(
            urls("See https://example.org/a_(b). And (www.example.org/x)!"),
            ["https://example.org/a_(b)", "http://www.example.org/x"]
        );
        assert_eq!(urls("Visit www.example.org/a&copy; now"), ["http://www.example.org/a"]);
    }

    #[test]
    fn full_width_punctuation_ends_a_link() {
        assert_eq!(urls("见 https://example.org/路径，然后。"), ["https://example.org/路径"]);
        let gfm = bare("https://example.org/a，b", false, &GFM);
        assert!(matches!(&gfm[..], [Inline::Link(link)] if link.url.ends_with("，b")));
    }

    #[test]
    fn addresses_are_links() {
        assert_eq!(urls("Write to ada.b+c@example.org."), ["mailto:ada.b+c@example.org"]);
        assert!(urls("a@b and @home and x@y-").is_empty());
    }

    #[test]
    fn an_address_with_an_escape_in_it_is_no_link() {
        assert!(!bare("+@bar.example.org", true, &FRIENDLY).iter().any(|i| matches!(i, Inline::Link(_))));
        assert!(bare("*ada@bar.example.org", true, &FRIENDLY).iter().any(|i| matches!(i, Inline::Link(_))));
    }

    #[test]
    fn words_that_only_look_like_links_stay() {
        assert!(urls("The awww.thing and nhttp://x and www._ and http://").is_empty());
    }

    #[test]
    fn scripts_have_no_spaces() {
        assert!(matches!(&bare("H~2~O", false, &FRIENDLY)[1], Inline::Sub(c) if plain_text(c) == "2"));
        assert!(matches!(&bare("x^2^", false, &FRIENDLY)[1], Inline::Super(c) if plain_text(c) == "2"));
        assert_eq!(bare("2^10 and 3^5", false, &FRIENDLY).len(), 1);
    }

    #[test]
    fn a_specification_is_read_to_its_letter() {
        let text = "https://example.org and x^2^ and H~2~O";
        assert_eq!(bare(text, false, &COMMONMARK), [Inline::text(text)]);
        assert!(matches!(&bare(text, false, &GFM)[..], [Inline::Link(_), Inline::Text(rest)] if rest.contains("x^2^")));
    }
}
