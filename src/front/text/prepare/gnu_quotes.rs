//! Quotations between a grave accent and an apostrophe, as GNU and TeX type them in ASCII: `` `name' `` and
//! ``` ``word'' ```.

use super::unit::{Kind, Unit};
use crate::context::Context;

/// The longest such quotation, in bytes.
const LONGEST: usize = 200;

/// Turns the signs into the quotes they stand for.
pub(crate) fn gnu_quotes(units: &mut [Unit], cx: &Context) {
    if cx.reading.verbatim_typography {
        return;
    }
    for unit in units.iter_mut().filter(|unit| unit.kind == Kind::Prose && unit.text.contains('`')) {
        unit.text = quoted(&unit.text);
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        let (above, quote) = rest.split_at(at);
        out.push_str(above);
        let found = double(quote).or_else(|| single(quote)).filter(|_| !out.ends_with(char::is_alphanumeric));
        let count = quote.len() - quote.trim_start_matches('`').len();
        rest = match found {
            Some((inside, (open, close), used)) => {
                out.extend([open, inside, close]);
                &quote[used..]
            }
            None => {
                out.push_str(&quote[..count]);
                &quote[count..]
            }
        };
    }
    out.push_str(rest);
    out
}

/// The words of a quotation, its quotes, and the bytes it takes.
type Found<'t> = (&'t str, (&'static str, &'static str), usize);

/// The beginning of a text, so that the search stays short.
fn window(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

fn double(quote: &str) -> Option<Found<'_>> {
    let inside = window(quote.strip_prefix("``")?);
    let end = inside.find("''")?;
    let words = inside.get(..end).filter(|words| is_held(words))?;
    Some((words, ("“", "”"), end + 4))
}

fn single(quote: &str) -> Option<Found<'_>> {
    let inside = window(quote.strip_prefix('`')?);
    let is_end = |at: &usize| {
        let next = inside[at + 1..].chars().next();
        // `don't` and code that ends with an apostrophe go on.
        next.is_none_or(|c| !c.is_alphanumeric() && c != '`' && c != '\'')
    };
    let end = inside.match_indices('\'').map(|(at, _)| at).find(is_end)?;
    let words = inside.get(..end).filter(|words| is_held(words))?;
    Some((words, ("‘", "’"), end + 2))
}

/// True for words without another accent between them, which would be a pair around code.
fn is_held(words: &str) -> bool {
    !words.is_empty() && words.trim() == words && !words.contains('`')
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn an_accent_and_an_apostrophe_are_quotes() {
        assert_eq!(quoted("Set `Lamp' and `Bell', not `wind's eye'."), "Set ‘Lamp’ and ‘Bell’, not ‘wind's eye’.");
        assert_eq!(quoted("It is ``very'' late (`so')"), "It is “very” late (‘so’)");
    }

    #[test]
    fn code_and_lone_accents_stay() {
        for text in ["Call `boats --all` and 'go'.", "`echo 'a'` rings", "don't ` that' it", "a`b' c", "```sh"] {
            assert_eq!(quoted(text), text);
        }
    }
}
