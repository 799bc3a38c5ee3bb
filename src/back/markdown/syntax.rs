//! The syntax that readers of Markdown see in a character or a piece of text.

/// Unicode punctuation and symbols, nearly: [`super::verify`] finds the errors.
pub(super) fn is_punctuation(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_punctuation() } else { !c.is_alphanumeric() && !c.is_whitespace() }
}

/// `&name;`, `&#1;` or `&#x1;` at the start.
pub(super) fn is_entity(text: &str) -> bool {
    let body: &str = text.strip_prefix('&').unwrap_or("");
    let body = body.strip_prefix('#').unwrap_or(body);
    let name = body.bytes().take(33).take_while(u8::is_ascii_alphanumeric).count();
    (1..=32).contains(&name) && body[name..].starts_with(';')
}

/// True if a text may stand in angle brackets as a link: a scheme, a colon, and no spaces.
pub(super) fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    (2..=32).contains(&scheme.len())
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
        && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || c == '<' || c == '>')
}

/// True if a text may stand in angle brackets as an e-mail address.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    !local.is_empty()
        && local.chars().all(|c| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c))
        && domain.split('.').all(label)
}
