//! Names that are no person's: the publication itself, agencies, logins, signatures of templates.

use crate::doc::count::letters;
use crate::front::html::dom::urls;
use crate::front::html::metadata::names::is_person;
use crate::lang::bylines;

/// The publication itself: "CNN" on cnn.com. Many people have a site under their own name, so a person's name stays.
pub(super) fn is_house(name: &str, host: Option<&str>) -> bool {
    let host = host.unwrap_or("");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let own = letters(name);
    // "The Planetary Press" on planetarypress.org; no site is called by the first name of its owner and an article.
    let (first, rest) = name.split_once(' ').unwrap_or(("", name));
    let is_led = bylines::is_article(&first.to_lowercase());
    let bare = letters(rest);
    let is_label = |label: &str| {
        let label = letters(label);
        // "Google" on googleblog.com.
        let with_word = || HOUSES.iter().any(|word| label.strip_suffix(word) == Some(own.as_str()));
        let is_own = label == own || own.len() > 4 && with_word();
        label.len() > 2 && (is_own && (is_led || !is_person(name)) || is_led && label == bare)
    };
    let joined: String = host.split('.').collect();
    host.split('.').chain([joined.as_str()]).any(is_label)
}

/// A login name: one word in small letters.
pub(super) fn is_login(name: &str) -> bool {
    name.is_ascii() && !name.contains(' ') && !name.contains(|c: char| c.is_ascii_uppercase())
}

/// An agency or a house by its initials: "AFP".
pub(super) fn is_agency(name: &str) -> bool {
    name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Words from names of papers. Some are people's names too ("Post"), so they count only beside the site's own name; the
/// languages' `houses` always count.
const HOUSES: &[&str] = &[
    "blog", "daily", "group", "journal", "magazine", "media", "news", "online", "post", "press", "radio", "times", "tv",
];

/// True if a name begins or ends with a word from names of papers: "Harbour News".
pub(super) fn names_house(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(' ');
    [words.next(), words.next_back()].into_iter().flatten().any(|word| HOUSES.contains(&word))
}

/// True if a statement has an address after the name, like the signature of a template's maker.
pub(super) fn signs_template(value: &str) -> bool {
    value.contains("://") && !urls::is_web(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_no_author_of_its_own() {
        let is = |name, host| is_house(name, Some(host));
        assert!(is("CNN", "edition.cnn.com") && is("El Colombiano", "www.elcolombiano.com"));
        assert!(is("The Planetary Press", "planetarypress.org") && is("The Planetary Press", "www.planetary.press"));
        assert!(!is("Ada Quill", "www.adaquill.com") && !is("La Toya Quill", "news.example.org"));
    }
}
