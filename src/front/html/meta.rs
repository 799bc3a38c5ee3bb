//! What is known about an article: from its JSON-LD, its meta elements, and what the page shows.
//!
//! Pages contradict themselves. For the title, the heading a reader sees wins over the ones for machines when they
//! agree in most words; names and dates for machines win over those shown, unless they are the site's own.

use super::clutter::same_words;
use super::clutter_names::has_word;
use super::dates;
use super::dom::{Dom, Id, fold};
use super::jsonld::{self, Record};
use super::names::{is_author_page, is_author_word, is_byline_class, is_name, is_person, split_names};
use super::titles::{clean_title, heading_words, is_end_of, overlap};
use super::urls::{self, Base};
use crate::context::Context;
use crate::doc::{Author, Date, Inline, Lang, Meta};

/// What was found, and what the other steps need of it.
pub struct Known {
    /// For the document.
    pub meta: Meta,
    /// What references start from.
    pub base: Base,
    /// The title as plain words; may be empty.
    pub title: String,
    /// Whether the page loads a program that sets TeX in text.
    pub tex_in_text: bool,
    /// Addresses of the picture that the page names as the article's.
    pub pictures: Vec<String>,
}

/// Reads the page.
pub fn read(dom: &Dom, html: &str, address: Option<&str>, cx: &mut Context) -> Known {
    let address = address.filter(|a| urls::is_web(a)).map(String::from);
    let saved_from = address.or_else(|| saved_from(html));
    let mut page =
        Reader { dom, record: jsonld::read(dom), properties: properties(dom), saved_from, title: String::new() };
    let base = page.base();
    let site = page.site();
    let title = page.title(site.as_deref());
    page.title.clone_from(&title);
    let mut meta = Meta { site, source: base.page.clone(), ..Meta::default() };
    if !title.is_empty() {
        meta.title = vec![Inline::text(title.clone())];
    }
    meta.authors = page.authors(meta.site.as_deref()).into_iter().map(Author::new).collect();
    meta.published = page.published();
    meta.updated = page.updated().filter(|u| Some(*u) != meta.published);
    meta.language = cx.reading.language.as_deref().and_then(Lang::new).or_else(|| page.language());
    meta.description = page.description();
    meta.eyebrow = None;
    meta.subjects = page.subjects();
    let tex_in_text = page.sets_tex();
    let pictures = page.pictures();
    Known { meta, base, title, tex_in_text, pictures }
}

struct Reader<'a> {
    dom: &'a Dom,
    record: Option<Record>,
    /// `<meta>` by lower-case name, property or itemprop, in order.
    properties: Vec<(String, String)>,
    /// The address that the program which saved the page wrote down.
    saved_from: Option<String>,
    /// The title, once it is known.
    title: String,
}

/// Browsers and SingleFile write the page's address into a comment at the head of what they save.
fn saved_from(html: &str) -> Option<String> {
    let head: String = html.chars().take(3000).collect();
    let comment = head.split("<!--").skip(1).take(3).filter_map(|c| c.split("-->").next());
    let stated = |c: &str| {
        let at = c.to_ascii_lowercase().find("url")?;
        let rest = c.get(at + 3..)?;
        let start = rest.find("http").filter(|s| *s < 16)?;
        let url =
            rest[start..].split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '}')).next()?;
        (urls::is_web(url) && urls::host(url).is_some()).then(|| url.to_string())
    };
    comment.into_iter().find_map(stated)
}

fn properties(dom: &Dom) -> Vec<(String, String)> {
    let mut list = Vec::new();
    for id in dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "meta") {
        let Some(content) = dom.value(id, "content").map(fold).filter(|c| !c.is_empty()) else { continue };
        for name in ["property", "name", "itemprop"] {
            if let Some(key) = dom.value(id, name) {
                list.extend(key.split_ascii_whitespace().map(|k| (k.to_ascii_lowercase(), content.clone())));
            }
        }
    }
    list
}

impl Reader<'_> {
    fn property(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|n| self.properties.iter().find(|(k, _)| k == n).map(|(_, v)| v.as_str()))
    }

    fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.properties.iter().filter(move |(k, _)| k == name).map(|(_, v)| v.as_str())
    }

    fn base(&self) -> Base {
        let dom = self.dom;
        let stated = dom.descendants(Dom::ROOT).find(|d| dom.tag(*d) == "base").and_then(|b| dom.value(b, "href"));
        let link = |rel: &str| {
            dom.descendants(Dom::ROOT)
                .filter(|d| dom.tag(*d) == "link" && dom.attr(*d, "rel").is_some_and(|r| r.eq_ignore_ascii_case(rel)))
                .find_map(|d| dom.value(d, "href"))
        };
        let candidates = [
            self.saved_from.as_deref(),
            link("canonical"),
            self.property(&["og:url", "twitter:url"]),
            self.record.as_ref().and_then(|r| r.url.as_deref()),
        ];
        let page =
            candidates.into_iter().flatten().find(|u| urls::is_web(u) && urls::host(u).is_some()).map(String::from);
        let stated = stated.and_then(|s| match &page {
            Some(page) => urls::join(page, s),
            None => Some(s.to_string()),
        });
        Base { stated: stated.filter(|s| urls::is_web(s)), page }
    }

    fn site(&self) -> Option<String> {
        let named = self.property(&[
            "og:site_name",
            "application-name",
            "citation_journal_title",
            "dc.publisher",
            "al:ios:app_name",
        ]);
        let publisher = || self.record.as_ref().and_then(|r| r.publisher.clone());
        named.map(String::from).or_else(publisher).map(|s| fold(&s)).filter(|s| s.chars().count() < 80 && !s.is_empty())
    }

    /// The title: what the page shows as its heading where the machines' titles agree with it.
    fn title(&self, site: Option<&str>) -> String {
        let dom = self.dom;
        let head_title =
            dom.descendants(Dom::ROOT).find(|d| dom.tag(*d) == "title").map(|t| dom.words_of(t)).unwrap_or_default();
        let stated: Vec<String> = [
            self.property(&["og:title"]),
            self.record.as_ref().and_then(|r| r.title.as_deref()),
            self.property(&[
                "twitter:title",
                "citation_title",
                "dc.title",
                "dcterms.title",
                "headline",
                "parsely-title",
                "sailthru.title",
            ]),
            Some(head_title.as_str()),
        ]
        .into_iter()
        .flatten()
        .map(|t| clean_title(t, site, None))
        .filter(|t| !t.is_empty())
        .collect();
        let headings = self.headings();
        // A heading that one of the stated titles repeats, whole or in most of its words.
        let agreed = headings.iter().find(|h| stated.iter().any(|s| same_words(h, s)));
        if let Some(heading) = agreed {
            return heading.clone();
        }
        let close = headings.iter().find(|h| stated.iter().any(|s| overlap(h, s) >= 0.7));
        if let Some(heading) = close {
            return heading.clone();
        }
        // The page's only heading of the first rank, where a stated title begins or ends with it.
        let mut firsts = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "h1");
        if let (Some(only), None) = (firsts.next(), firsts.next()) {
            let words = heading_words(dom, only);
            let heading = headings.iter().find(|h| same_words(h, &words));
            if let Some(heading) = heading.filter(|h| stated.iter().any(|s| is_end_of(s, h))) {
                return heading.clone();
            }
        }
        // The first heading of the first rank is what a reader takes for the title, unless it names the site.
        let first = self.dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "h1").map(|h| heading_words(dom, h));
        let shown = first.take(2).find(|h| {
            h.split_whitespace().count() >= 2
                && h.chars().count() < 200
                && !site.is_some_and(|s| same_words(s, h))
                && stated.iter().any(|s| overlap(h, s) > 0.2)
        });
        shown.or_else(|| stated.into_iter().next()).or_else(|| headings.into_iter().next()).unwrap_or_default()
    }

    /// Headings that may be the title, first ones first.
    fn headings(&self) -> Vec<String> {
        let dom = self.dom;
        let list = |tag: &'static str| dom.descendants(Dom::ROOT).filter(move |d| dom.tag(*d) == tag).take(6);
        let marked = dom
            .descendants(Dom::ROOT)
            .filter(|d| {
                dom.attr(*d, "itemprop").is_some_and(|p| p.split(' ').any(|p| p == "headline")) && dom.tag(*d) != "meta"
            })
            .take(2);
        let words = list("h1").chain(marked).chain(list("h2")).map(|h| heading_words(dom, h));
        words.filter(|w| (2..300).contains(&w.chars().count())).collect()
    }

    fn authors(&self, site: Option<&str>) -> Vec<String> {
        let mut candidates: Vec<Vec<String>> = Vec::new();
        if let Some(record) = &self.record {
            candidates.push(record.authors.iter().flat_map(|a| split_names(a)).collect());
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
            candidates.push(self.all(name).flat_map(split_names).collect());
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

    fn published(&self) -> Option<Date> {
        let record = self.record.as_ref().and_then(|r| r.published.as_deref());
        let stated = self.property(&[
            "article:published_time",
            "og:article:published_time",
            "og:published_time",
            "datepublished",
            "citation_publication_date",
            "citation_date",
            "dc.date.issued",
            "dcterms.created",
            "dc.date",
            "dcterms.date",
            "date",
            "pubdate",
            "publishdate",
            "publish-date",
            "parsely-pub-date",
            "sailthru.date",
            "article.published",
            "dc.date.created",
            "published_at",
            "publication_date",
            "article_date_original",
            "og:pubdate",
            "cxenseparse:recs:publishtime",
            "datecreated",
        ]);
        let stated = [record, stated].into_iter().flatten().find_map(day);
        let before = || self.texts_before_title().iter().find_map(|t| dates::parse(t));
        let marked = self.marked_date();
        marked
            .or_else(|| self.near_date(stated))
            .or(stated)
            .or_else(before)
            .or_else(|| self.named_date())
            .or_else(|| self.shown_date())
    }

    /// `<time pubdate>`, where the page marks one day so: records for machines are rewritten with every change.
    fn marked_date(&self) -> Option<Date> {
        let dom = self.dom;
        let mut marked = dom
            .descendants(Dom::ROOT)
            .filter(|d| dom.tag(*d) == "time" && dom.attr(*d, "pubdate").is_some())
            .filter_map(|d| dom.value(d, "datetime").and_then(day));
        let first = marked.next()?;
        marked.all(|other| other == first).then_some(first)
    }

    /// The first date near the title that is not the day of a change. What the page states to be its date tells the
    /// two apart where the words do not.
    fn near_date(&self, stated: Option<Date>) -> Option<Date> {
        let changed = self.updated().filter(|_| stated.is_some());
        let says_changed = |text: &str| {
            let lower = text.to_lowercase();
            ["updated", "update:", "modified", "last reviewed", "aktualisiert", "mis à jour", "actualizado"]
                .iter()
                .any(|w| lower.contains(w))
                && !lower.contains("publish")
        };
        let texts = self.near_title();
        texts.iter().enumerate().find_map(|(at, text)| {
            let date = (text.chars().count() < 70).then(|| dates::parse(text)).flatten()?;
            let before = at.checked_sub(1).and_then(|i| texts.get(i)).filter(|t| t.chars().count() < 30);
            let change = says_changed(text) || before.is_some_and(|t| says_changed(t)) || Some(date) == changed;
            (!change || stated.is_none()).then_some(date)
        })
    }

    /// `<meta name="w-published-date">`: a name that says what it is, though nobody else uses it.
    fn named_date(&self) -> Option<Date> {
        let dom = self.dom;
        dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "meta").find_map(|meta| {
            let name = dom.attr(meta, "name").or_else(|| dom.attr(meta, "property"))?.to_ascii_lowercase();
            let dated = ["date", "time", "_at"].iter().any(|w| name.contains(w));
            (name.contains("publi") && dated && !name.contains("modif"))
                .then(|| dom.attr(meta, "content").and_then(day))
                .flatten()
        })
    }

    /// Short texts around the title, those after it first: where bylines and dates stand.
    fn near_title(&self) -> Vec<String> {
        let dom = self.dom;
        let title = dom.descendants(Dom::ROOT).find(|d| {
            matches!(dom.tag(*d), "h1" | "h2")
                && !self.title.is_empty()
                && same_words(&heading_words(dom, *d), &self.title)
        });
        let Some(title) = title else { return Vec::new() };
        let mut texts = Vec::new();
        let mut at = dom.after(title, Dom::ROOT);
        let mut budget = 900usize;
        while let Some(id) = at {
            if matches!(dom.tag(id), "script" | "style" | "noscript" | "svg" | "nav" | "template") {
                at = dom.after(id, Dom::ROOT);
                continue;
            }
            if let Some(text) = dom.text(id).map(fold).filter(|t| !t.is_empty()) {
                budget = budget.saturating_sub(text.chars().count());
                // A long paragraph is the article's beginning: what comes after is not its head.
                if text.chars().count() > 300 || budget == 0 || texts.len() > 24 {
                    break;
                }
                texts.push(text);
            }
            at = dom.following(id, Dom::ROOT);
        }
        texts
    }

    /// Short texts just before the title, the nearest first: some pages set the date above it.
    fn texts_before_title(&self) -> Vec<String> {
        let dom = self.dom;
        let mut before: Vec<String> = Vec::new();
        for id in dom.descendants(Dom::ROOT) {
            if matches!(dom.tag(id), "h1" | "h2")
                && !self.title.is_empty()
                && same_words(&heading_words(dom, id), &self.title)
            {
                before.reverse();
                before.truncate(6);
                return before;
            }
            let shown = dom.parent(id).is_some_and(|p| !matches!(dom.tag(p), "script" | "style" | "title" | "option"));
            if let Some(text) = dom.text(id).map(fold).filter(|t| shown && (6..60).contains(&t.chars().count())) {
                before.push(text);
            }
        }
        Vec::new()
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

    /// The date the page shows near its head: microdata, `<time>`, a class that says date.
    fn shown_date(&self) -> Option<Date> {
        let dom = self.dom;
        let mut times = Vec::new();
        let mut classes = Vec::new();
        for id in outside_comments(dom) {
            if dom.tag(id) == "meta" {
                continue;
            }
            let value = || {
                dom.value(id, "datetime").or_else(|| dom.value(id, "content")).and_then(dates::parse).or_else(|| {
                    let words = dom.words_of(id);
                    (words.chars().count() < 80).then(|| dates::parse(&words)).flatten()
                })
            };
            if dom.attr(id, "itemprop").is_some_and(|p| p.contains("datePublished"))
                && let Some(date) = value()
            {
                return Some(date);
            }
            let related = || {
                dom.ancestors(id).any(|a| super::clutter_names::is_named_clutter(dom, a) && dom.tag(a) != "body")
                    || dom.closest(id, "aside").is_some()
            };
            if dom.tag(id) == "time" {
                let published =
                    dom.attr(id, "pubdate").is_some() || dom.attr(id, "class").is_some_and(|c| c.contains("publish"));
                if let Some(date) = value() {
                    times.push((!published, related(), date));
                }
            } else if dom.attr(id, "class").is_some_and(is_date_class) && classes.len() < 5 {
                classes.extend(value().map(|d| (related(), d)));
            }
        }
        times.sort_by_key(|(late, related, _)| (*related, *late));
        classes.sort_by_key(|(related, _)| *related);
        let first = times.first().map(|t| t.2).or_else(|| classes.first().map(|c| c.1));
        first.or_else(|| self.date_in_address()).or_else(|| self.lone_date())
    }

    /// The one date that stands alone in its text anywhere on the page. Two different ones decide nothing: a list of
    /// other articles has many.
    fn lone_date(&self) -> Option<Date> {
        let dom = self.dom;
        let mut found = None;
        for id in outside_comments(dom).filter(|d| !matches!(dom.tag(*d), "script" | "style" | "option")) {
            for text in dom.children(id).filter_map(|c| dom.text(c)).map(str::trim) {
                let short = (8..=24).contains(&text.len()) && text.contains(|c: char| c.is_ascii_digit());
                let Some(date) = short.then(|| dates::parse(text)).flatten() else { continue };
                if found.is_some_and(|other| other != date) {
                    return None;
                }
                found = Some(date);
            }
        }
        found
    }

    fn date_in_address(&self) -> Option<Date> {
        let url = self.base().page?;
        let parts: Vec<&str> = url.split('/').collect();
        parts.windows(3).find_map(|w| {
            let (y, m, d) = (w[0].parse::<i32>().ok()?, w[1].parse::<u8>().ok()?, w[2].parse::<u8>().ok()?);
            (w[0].len() == 4 && (1990..2100).contains(&y)).then(|| Date::ymd(y, m, d)).flatten()
        })
    }

    fn updated(&self) -> Option<Date> {
        let record = self.record.as_ref().and_then(|r| r.modified.as_deref());
        let stated = self.property(&[
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "dcterms.modified",
            "last-modified",
            "lastmod",
        ]);
        [record, stated].into_iter().flatten().find_map(day)
    }

    fn language(&self) -> Option<Lang> {
        let dom = self.dom;
        let html = dom.elements(Dom::ROOT).find(|c| dom.tag(*c) == "html");
        let stated = html.and_then(|h| dom.value(h, "lang").or_else(|| dom.value(h, "xml:lang")));
        let body = dom.find(Dom::ROOT, "body").and_then(|b| dom.value(b, "lang"));
        let others = [
            self.property(&["og:locale", "content-language", "dc.language", "dcterms.language", "language"]),
            self.record.as_ref().and_then(|r| r.language.as_deref()),
        ];
        stated.into_iter().chain(body).chain(others.into_iter().flatten()).find_map(Lang::new)
    }

    fn description(&self) -> Option<String> {
        let stated = self
            .property(&["og:description", "description", "twitter:description", "dc.description"])
            .map(String::from);
        stated.or_else(|| self.record.as_ref().and_then(|r| r.description.clone())).filter(|d| d.chars().count() > 20)
    }

    fn subjects(&self) -> Vec<String> {
        let mut list: Vec<String> = self.all("article:tag").map(String::from).collect();
        if list.is_empty() {
            list = self.record.as_ref().map(|r| r.keywords.clone()).unwrap_or_default();
        }
        if list.is_empty() {
            list = self
                .property(&["keywords", "news_keywords"])
                .map(|k| k.split(',').map(fold).collect())
                .unwrap_or_default();
        }
        list.retain(|k| !k.is_empty() && k.chars().count() < 60);
        let mut seen = std::collections::BTreeSet::new();
        list.retain(|k| seen.insert(k.to_lowercase()));
        list.truncate(20);
        list
    }

    /// What cards on other sites and machines show with the article.
    fn pictures(&self) -> Vec<String> {
        let named = ["og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"];
        let stated = named.iter().flat_map(|name| self.all(name)).map(String::from);
        let recorded = self.record.iter().flat_map(|r| r.images.iter().cloned());
        stated.chain(recorded).filter(|url| !url.is_empty()).collect()
    }

    /// Whether MathJax or KaTeX's automatic rendering is loaded.
    fn sets_tex(&self) -> bool {
        let dom = self.dom;
        dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "script").any(|d| {
            let src = dom.attr(d, "src").unwrap_or("").to_ascii_lowercase();
            let named = src.contains("mathjax") || src.contains("auto-render") || src.contains("katex");
            named
                || src.is_empty()
                    && dom
                        .first(d)
                        .and_then(|t| dom.text(t))
                        .is_some_and(|t| t.contains("MathJax") || t.contains("renderMathInElement"))
        })
    }
}

/// The day as the page's own clock has it: a reader sees that one, not the day in Greenwich.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let whole = text.get(..10).filter(|_| text.as_bytes().get(10).is_some_and(|b| matches!(b, b'T' | b' ' | b't')));
    dates::parse(whole.unwrap_or(text))
}

/// The page's elements without what readers wrote below the article.
fn outside_comments(dom: &Dom) -> impl Iterator<Item = Id> + '_ {
    let mut at = dom.first(Dom::ROOT);
    std::iter::from_fn(move || {
        loop {
            let id = at?;
            let comments = is_comments(dom, id);
            at = dom.first(id).filter(|_| !comments).or_else(|| dom.after(id, Dom::ROOT));
            if dom.is_element(id) && !comments {
                return Some(id);
            }
        }
    })
}

fn is_comments(dom: &Dom, id: Id) -> bool {
    dom.attr(id, "id").into_iter().chain(dom.classes(id)).any(|n| {
        let begins = |with: &str| n.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
        n.eq_ignore_ascii_case("comments")
            || n.eq_ignore_ascii_case("comment")
            || n.eq_ignore_ascii_case("respond")
            || begins("comment-")
            || begins("disqus")
    })
}

fn is_date_class(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    class.split_ascii_whitespace().any(|c| {
        c.split(['-', '_']).any(|w| {
            matches!(
                w,
                "date"
                    | "published"
                    | "pubdate"
                    | "timestamp"
                    | "datetime"
                    | "dateline"
                    | "posted"
                    | "postdate"
                    | "time"
            )
        }) || c.ends_with("date")
    })
}
