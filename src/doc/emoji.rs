//! Pictures by their names between colons, as GitHub, Jekyll, Hugo and MkDocs write them: `:tada:`. Markdown is read with
//! these names, and text that only looks like one is written with a mark before it.

/// The longest name with its colons, in bytes.
pub(crate) const LONGEST: usize = 48;

/// Names beside GitHub's own (<https://api.github.com/emojis>), which the crate `emojis` knows.
const OTHERS: &[(&str, &str)] = &[("ladybug", "🐞"), ("octocat", "🐙"), ("tree", "🌳")];

/// The picture whose name a text begins with, and the end of the name.
pub(crate) fn named(text: &str) -> Option<(&'static str, usize)> {
    let name = text.strip_prefix(':')?.split(':').next()?;
    let end = name.len() + 2;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    let rest = text.get(end..).filter(|_| !name.is_empty() && name.chars().all(is_name))?;
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == ':') || named(rest).is_some();
    picture(name).filter(|_| ends).map(|picture| (picture, end))
}

fn picture(name: &str) -> Option<&'static str> {
    let other = || OTHERS.iter().find(|(other, _)| *other == name).map(|(_, picture)| *picture);
    emojis::get_by_shortcode(name).map(emojis::Emoji::as_str).or_else(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_github_has_its_picture() {
        assert_eq!(picture("tada"), Some("🎉"));
        assert_eq!(picture("computer"), Some("💻"));
        assert_eq!(picture("octocat"), Some("🐙"));
        assert_eq!(picture("time"), None);
        assert!(emojis::iter().flat_map(emojis::Emoji::shortcodes).all(|name| name.len() + 2 <= LONGEST));
    }
}
