//! Names of authors: out of bylines, and told apart from what else stands there.

use super::clutter::same_words;
use super::dom::{Dom, Id, fold};
use super::{dates, urls};

/// Whether a class or id names the author's place.
pub fn is_byline_class(dom: &Dom, id: Id) -> bool {
    let names = dom.classes(id).chain(dom.attr(id, "id"));
    names.map(str::to_ascii_lowercase).any(|c| {
        let c = c.replace('_', "-");
        matches!(
            c.as_str(),
            "author"
                | "byline"
                | "author-name"
                | "authorname"
                | "p-author"
                | "post-author"
                | "entry-author"
                | "article-author"
                | "byline-name"
                | "byline-author"
                | "by-author"
                | "fn"
                | "post-author-name"
                | "article-byline"
                | "authors"
                | "story-byline"
                | "c-byline"
                | "author-link"
                | "entry-author-name"
                | "article-author-name"
                | "post-byline"
                | "blog-author"
        ) || c.ends_with("byline-name")
            || c.ends_with("author-name")
            || c.ends_with("authorname")
    })
}

/// Names out of a byline.
pub fn split_names(text: &str) -> Vec<String> {
    let mut text = fold(text);
    for lead in [
        "by:",
        "by ",
        "written by",
        "words by",
        "story by",
        "posted by",
        "author:",
        "authors:",
        "author ",
        "von ",
        "par ",
        "por ",
        "di ",
        "text by",
        "published by",
        "reported by",
        "opinion by",
        "review by",
    ] {
        if text.get(..lead.len()).is_some_and(|t| t.eq_ignore_ascii_case(lead)) {
            text = text[lead.len()..].trim_start().to_string();
        }
    }
    let cut = text.find(['|', '•', '·', '\n', '—', '–', '(']).unwrap_or(text.len());
    let text = &text[..cut];
    text.split([',', ';', '&'])
        .flat_map(|p| p.split(" and "))
        .flat_map(|p| p.split(" und "))
        .flat_map(|p| p.split(" et "))
        .map(|p| p.trim().trim_end_matches(['.', ':']).trim_start_matches("and ").to_string())
        .filter(|p| !p.is_empty())
        .collect()
}

/// Whether a text can be a person's name, or a desk's: not an address, not the site's own name, not a sentence.
pub fn is_name(name: &str, site: Option<&str>) -> bool {
    let count = name.chars().count();
    let words = name.split_whitespace().count();
    let lower = name.to_lowercase();
    let role = [
        "admin",
        "editor",
        "staff",
        "staff writer",
        "author",
        "contributor",
        "guest",
        "user",
        "unknown",
        "anonymous",
        "webmaster",
        "editorial",
        "editorial team",
        "editorial staff",
        "reporter",
        "correspondent",
        "senior reporter",
        "null",
        "undefined",
        "none",
        "posts",
        "view all posts",
        "follow",
        "share",
        "wordpress",
        "root",
        "administrator",
        "team",
        "guest author",
        "guest post",
        "updated",
        "view more posts",
        "published",
    ];
    (2..=60).contains(&count)
        && words <= 6
        && !urls::is_web(name)
        && !name.contains(['@', '{', '<', '/', '_', '=', '#'])
        && !name.chars().any(|c| c.is_ascii_digit())
        && name.chars().any(char::is_alphabetic)
        && !role.contains(&lower.as_str())
        && !lower.starts_with("view ")
        && !name.chars().zip(name.chars().skip(1)).any(|(a, b)| a == '.' && b.is_lowercase())
        && !site.is_some_and(|s| same_words(s, name))
        && dates::parse(name).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_give_names() {
        assert_eq!(split_names("By Ada Lovelace and Charles Babbage"), ["Ada Lovelace", "Charles Babbage"]);
        assert!(!is_name("https://www.facebook.com/wave", None));
    }
}
