//! Who wrote the article: what the page states for machines, else what it shows its readers.

use super::Reader;
use super::names::{is_author_page, is_author_word, is_byline_class, is_name, is_person, split_names};
use super::near_title::outside_comments;
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::measure::same_words;
use crate::front::html::dom::{Id, letters};

impl Reader<'_> {
    /// The authors: the first of the page's statements that holds a name. `host` is that of the page's own address.
    pub fn authors(&self, site: Option<&str>, host: Option<&str>) -> Vec<String> {
        let mut candidates: Vec<Vec<String>> = Vec::new();
        // Whole, as "Salt & Sail" is no pair of names.
        let is_site = |name: &str| site.is_some_and(|s| same_words(s, name));
        // "By Ed Hornick, CNN" on cnn.com, "Ann Vale and USA TODAY" on usatoday.com.
        let is_house = |name: &str| host.unwrap_or("").split('.').any(|label| letters(label) == letters(name));
        if let Some(record) = &self.record {
            candidates.push(record.authors.iter().filter(|a| !is_site(a)).flat_map(|a| split_names(a)).collect());
        }
        for name in [
            "citation_author",
            "dc.creator",
            "dcterms.creator",
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "byl",
            "article:author_name",
            "twitter:data1",
        ] {
            if name == "twitter:data1"
                && !self.property(&["twitter:label1"]).is_some_and(|l| l.to_lowercase().contains("written by"))
            {
                continue;
            }
            candidates.push(self.all(name).filter(|a| !is_site(a)).flat_map(split_names).collect());
        }
        let [by_property, by_rel, by_class, by_word] = self.shown_authors();
        let stated = candidates.len();
        candidates.extend([by_property, by_rel, self.near_authors(), by_class, by_word]);
        for (at, list) in candidates.into_iter().enumerate() {
            let mut seen: Vec<String> = Vec::new();
            for name in list {
                // A person whom the page shows as its author may have given the site its name.
                let site = site.filter(|_| at < stated || !is_person(&name));
                if is_name(&name, site) && !seen.iter().any(|s| same_words(s, &name)) {
                    seen.push(name);
                }
            }
            if seen.len() > 1 {
                seen.retain(|name| !is_house(name));
            }
            if !seen.is_empty() {
                return seen;
            }
        }
        Vec::new()
    }

    /// Names the page shows: `rel=author`, microdata, classes, and what only has `author` among its words.
    fn shown_authors(&self) -> [Vec<String>; 4] {
        let dom = self.dom;
        let mut by_rel = Vec::new();
        let mut by_property = Vec::new();
        let mut by_class = Vec::new();
        let mut by_word = Vec::new();
        for id in outside_comments(dom) {
            if matches!(dom.tag(id), "body" | "html" | "meta" | "link" | "script") {
                continue;
            }
            let names = || {
                let words = dom.words_of(id);
                if words.chars().count() < 120 { split_names(&words) } else { Default::default() }
            };
            if dom.attr(id, "rel").is_some_and(|r| r.split(' ').any(|r| r == "author")) {
                by_rel.extend(names());
            }
            let property = dom.attr(id, "itemprop").unwrap_or("");
            if property.split(' ').any(|p| p == "author") {
                let inner = dom.descendants(id).find(|d| dom.attr(*d, "itemprop") == Some("name"));
                match inner {
                    Some(inner) => {
                        by_property.extend(split_names(dom.attr(inner, "content").unwrap_or(&dom.words_of(inner))))
                    }
                    None => by_property.extend(names()),
                }
            }
            if is_byline_class(dom, id) && by_class.is_empty() {
                by_class = names();
                by_class.retain(|name| is_name(name, None));
            }
            let called = || is_author_word(dom, id) || dom.attr(id, "href").is_some_and(is_author_page);
            if by_word.is_empty() && called() && !self.is_beside(id) {
                let words = dom.words_of(id);
                if words.chars().count() <= 60 {
                    by_word = split_names(&words);
                    by_word.retain(|name| is_person(name));
                }
            }
        }
        by_rel.truncate(6);
        by_property.truncate(6);
        [by_property, by_rel, by_class, by_word]
    }

    /// Whether a node stands in a side column, a menu or among other articles.
    fn is_beside(&self, id: Id) -> bool {
        let dom = self.dom;
        dom.ancestors(id).any(|a| {
            matches!(dom.tag(a), "aside" | "nav" | "footer")
                || has_word(dom, a, &["related", "sidebar", "card", "cards", "recommended"])
        })
    }

    /// `By NAME` near the title, in one text or in two.
    fn near_authors(&self) -> Vec<String> {
        let texts = self.near_title();
        let lead = |t: &str| {
            let lower = t.to_lowercase();
            let lower = lower.trim_end_matches([':', ' ']);
            matches!(
                lower,
                "by" | "written by"
                    | "author"
                    | "words by"
                    | "posted by"
                    | "story by"
                    | "text by"
                    | "von"
                    | "par"
                    | "por"
                    | "article by"
                    | "reviewed by"
                    | "published by"
            )
        };
        for (i, text) in texts.iter().enumerate() {
            let lower = text.to_lowercase();
            if lead(text)
                && let Some(next) = texts.get(i + 1)
            {
                return split_names(next);
            }
            let stated = ["by ", "written by ", "words by ", "story by ", "posted by ", "author: "]
                .iter()
                .any(|l| lower.starts_with(l));
            if stated && text.chars().count() < 80 {
                return split_names(text);
            }
        }
        Vec::new()
    }
}
