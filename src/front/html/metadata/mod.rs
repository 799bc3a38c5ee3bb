//! An article's metadata: from its JSON-LD, its meta elements, and its visible lines.
//!
//! Pages contradict themselves. For the title, the visible heading wins over the titles for machines if they agree in
//! most words. Names and dates for machines win over visible ones, unless they are the site's own.

pub(crate) mod authors;
pub(crate) mod head_lines;
pub(crate) mod jsonld;
pub(crate) mod names;
pub(crate) mod near_title;
pub(crate) mod parts;
pub(crate) mod published;
pub(crate) mod titles;

use crate::context::Context;
use crate::doc::count::letters;
use crate::doc::{Author, Inline, Lang, Meta};
use crate::front::html::dom::headings::heading_words;
use crate::front::html::dom::measure::same_words;
use crate::front::html::dom::urls::{self, Base};
use crate::front::html::dom::{Dom, Id, fold};
use crate::lang::detect;
use jsonld::Record;
use parts::Part;
use titles::{
    below_logo, clean_title, first_part, glued_beginning, is_end_of, is_glued_to, is_logo, names_first, overlap,
    shown_beginning, without_linked_end,
};

/// The metadata found, and the facts that later steps need.
#[derive(Default)]
pub(super) struct Known {
    /// For the document.
    pub meta: Meta,
    /// The base of references.
    pub base: Base,
    /// The title as plain words; may be empty.
    pub title: String,
    /// True if the page loads a program that sets TeX in text.
    pub tex_in_text: bool,
    /// Addresses of the picture that the page names as the article's.
    pub pictures: Vec<String>,
    /// The article's text in its record, which is for machines.
    pub text: Option<String>,
    /// The same as written, with its lines or tags.
    pub raw_text: Option<String>,
    /// The parts that the page states line by line.
    pub parts: Vec<Part>,
}

/// Reads the page.
pub(super) fn read(dom: &Dom, html: &str, address: Option<&str>, cx: &mut Context) -> Known {
    let address = address.filter(|a| urls::is_web(a)).map(String::from);
    let saved_from = address.or_else(|| saved_from(html));
    let records = jsonld::records(dom);
    let mut page = Reader {
        dom,
        elements: near_title::outside_comments(dom).collect(),
        record: jsonld::article(&records),
        properties: properties(dom),
        saved_from,
        title: String::new(),
        near_title: Vec::new(),
        language: None,
    };
    let base = page.base();
    let asked = cx.reading.language.as_deref().and_then(Lang::new);
    page.language = asked.or_else(|| page.stated_language(base.page.as_deref()));
    let site = page.site();
    let title = page.title(site.as_deref());
    page.title.clone_from(&title);
    page.near_title = page.texts_after_title();
    let mut meta = Meta { site, source: base.page.clone(), ..Meta::default() };
    if !title.is_empty() {
        meta.title = vec![Inline::text(title.clone())];
    }
    let line = dom.descendants(Dom::ROOT).find(|d| dom.attr(*d, "role") == Some("doc-subtitle") && dom.has_words(*d));
    meta.subtitle = line.map(|line| vec![Inline::text(dom.words_of(line))]).unwrap_or_default();
    meta.authors = page.authors(meta.site.as_deref(), base.host()).into_iter().map(Author::new).collect();
    meta.published = page.published();
    meta.updated = page.updated().filter(|day| !meta.published.is_some_and(|published| published.is_same_day(*day)));
    meta.saved = saved_on(html).and_then(|day| page.day(&day));
    meta.language = page.language.clone();
    meta.description = page.description();
    meta.eyebrow = None;
    meta.subjects = page.subjects();
    let tex_in_text = page.sets_tex();
    let pictures = page.pictures();
    let (text, raw_text) = page.record.map(|record| (record.body, record.raw_body)).unwrap_or_default();
    let parts = parts::parts(dom, &records);
    Known { meta, base, title, tex_in_text, pictures, text, raw_text, parts }
}

/// A piece of a page that stands elsewhere, such as an entry of a feed: its title, authors and dates are not looked for.
pub(super) fn of_piece(dom: &Dom, base: Base, cx: &Context) -> Known {
    let properties = properties(dom);
    let piece = Reader {
        dom,
        elements: Vec::new(),
        record: None,
        properties,
        saved_from: None,
        title: String::new(),
        near_title: Vec::new(),
        language: None,
    };
    let asked = cx.reading.language.as_deref().and_then(Lang::new);
    let language = asked.or_else(|| piece.stated_language(None));
    let tex_in_text = piece.sets_tex();
    Known { meta: Meta { language, ..Meta::default() }, base, tex_in_text, ..Known::default() }
}

/// Reads one page. [`authors`] and [`published`] add authors and dates.
pub(super) struct Reader<'a> {
    /// The page.
    pub dom: &'a Dom,
    /// Its elements without the comments of readers below the article.
    pub elements: Vec<Id>,
    /// The article's record in JSON-LD.
    pub record: Option<Record>,
    /// `<meta>` by lower-case name, property or itemprop, in order.
    properties: Vec<(String, String)>,
    /// The address that the program which saved the page wrote down.
    saved_from: Option<String>,
    /// The title, once it is known.
    pub title: String,
    /// The short texts after the title.
    pub near_title: Vec<String>,
    /// The language that the page states, in its region: dates need it.
    pub language: Option<Lang>,
}

/// The names that software gives to a site without a name.
const NO_NAMES: &[&str] =
    &["blog", "default", "home", "homepage", "index", "mysite", "myblog", "mywebsite", "site", "website"];

fn is_no_name(site: &str) -> bool {
    NO_NAMES.contains(&letters(site).as_str())
}

/// Browsers and SingleFile write the page's address into a comment at the head of the saved file.
fn saved_from(html: &str) -> Option<String> {
    let head: String = html.chars().take(3000).collect();
    let comment =
        head.split("<!--").skip(1).filter(|c| !c.starts_with('[')).take(3).filter_map(|c| c.split("-->").next());
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

/// The day that SingleFile writes below the address.
fn saved_on(html: &str) -> Option<String> {
    let head: String = html.chars().take(3000).collect();
    let comment = head.split("<!--").skip(1).take(3).filter_map(|c| c.split("-->").next());
    let line = comment.flat_map(str::lines).find_map(|line| line.trim().strip_prefix("saved date:").map(str::trim));
    // "Sat Mar 02 2024 10:15:00 GMT+0100 (...)": month and day precede the year.
    let words: Vec<&str> = line?.split_whitespace().collect();
    match words.get(1..4) {
        Some([month, day, year]) => Some(format!("{month} {day}, {year}")),
        _ => None,
    }
}

/// A text that was escaped twice: "Boomer &amp; Craig", or an element where words are meant.
pub(super) fn unescaped(text: &str) -> String {
    let element = text.starts_with('<') && text.contains("</");
    let entity =
        !text.contains('<') && ["&amp;", "&nbsp;", "&quot;", "&#39;", "&#039;"].iter().any(|e| text.contains(e));
    if !element && !entity || text.len() > 2000 {
        return text.to_owned();
    }
    let words = Dom::fragment(text).words_of(Dom::ROOT);
    if words.is_empty() { text.to_owned() } else { words }
}

fn properties(dom: &Dom) -> Vec<(String, String)> {
    let mut list = Vec::new();
    for id in dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "meta") {
        let Some(content) = dom.value(id, "content").map(fold).filter(|c| !c.is_empty() && !is_template(c)) else {
            continue;
        };
        for name in ["property", "name", "itemprop"] {
            if let Some(key) = dom.value(id, name).filter(|_| name != "itemprop" || !is_of_a_part(dom, id)) {
                list.extend(key.split_ascii_whitespace().map(|k| (property_key(k), content.clone())));
            }
        }
    }
    list
}

/// True if a value is the place that a template did not fill: `{{site.name}}`.
fn is_template(value: &str) -> bool {
    let between = |open: &str, close: &str| {
        value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).is_some_and(|name| !name.contains(open))
    };
    between("{{", "}}") || between("${", "}") || between("<%", "%>")
}

/// True if the nearest thing of schema.org around a node is a part of the page and not its article: the author of a
/// picture is its maker, and that of a review below a recipe is a reader.
fn is_of_a_part(dom: &Dom, id: Id) -> bool {
    const PARTS: &[&str] =
        &["AudioObject", "Comment", "ImageObject", "MediaObject", "Organization", "Person", "Place", "VideoObject"];
    let around = dom.ancestors(id).find(|a| dom.attr(*a, "itemscope").is_some());
    let kind = around.and_then(|a| dom.attr(a, "itemtype")).unwrap_or("");
    let kind = kind.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let is_property = || around.is_some_and(|a| dom.attr(a, "itemprop").is_some());
    PARTS.contains(&kind) || kind == "Review" && is_property()
}

/// A property's name in small letters. Names of Dublin Core follow a full stop, and on many pages a colon.
fn property_key(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    match name.split_once(':') {
        Some(("dc", term)) => format!("dc.{term}"),
        Some(("dcterm" | "dcterms", term)) => format!("dcterms.{term}"),
        _ => name,
    }
}

impl Reader<'_> {
    /// The first of these properties that the page states.
    pub(super) fn property(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|n| self.properties.iter().find(|(k, _)| k == n).map(|(_, v)| v.as_str()))
    }

    /// All values of a property.
    pub(super) fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.properties.iter().filter(move |(k, _)| k == name).map(|(_, v)| v.as_str())
    }

    /// The address of the page, and the base of its references.
    pub(super) fn base(&self) -> Base {
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
        Base { stated: stated.filter(|s| urls::is_web(s)), page, remote: false }
    }

    fn site(&self) -> Option<String> {
        let named = self.property(&[
            "og:site_name", "application-name", "citation_journal_title", "dc.publisher", "al:ios:app_name",
        ]);
        let publisher = || self.record.as_ref().and_then(|r| r.publisher.clone());
        let named = named.map(String::from).or_else(publisher).map(|s| fold(&s));
        named.filter(|s| s.chars().count() < 80 && !s.is_empty() && !is_no_name(s))
    }

    /// The title of the window.
    fn head_title(&self) -> String {
        let title = self.dom.descendants(Dom::ROOT).find(|d| self.dom.tag(*d) == "title");
        title.map(|t| self.dom.words_of(t)).unwrap_or_default()
    }

    /// The title: the page's visible heading if the titles in the structured data agree with it.
    fn title(&self, site: Option<&str>) -> String {
        let dom = self.dom;
        let head_title = self.head_title();
        let stated: Vec<String> = [
            self.property(&["og:title"]),
            self.record.as_ref().and_then(|r| r.title.as_deref()),
            self.property(&[
                "twitter:title", "citation_title", "dc.title", "dcterms.title", "headline", "parsely-title",
                "sailthru.title",
            ]),
            Some(head_title.as_str()),
        ]
        .into_iter()
        .flatten()
        .map(|t| clean_title(t, site))
        .filter(|t| !t.is_empty())
        .collect();
        let headings = self.headings();
        if let Some(title) = below_logo(dom, &stated) {
            return title;
        }
        // Only the look parts a kicker or the site's name inside the heading from the title.
        let ends = || stated.iter().flat_map(|title| [title.as_str(), first_part(title)]);
        if let Some(title) = ends().find(|title| headings.iter().any(|heading| is_glued_to(title, heading))) {
            return title.to_owned();
        }
        // A heading that one of the stated titles repeats, whole or in most of its words.
        let agreed = headings.iter().find(|h| stated.iter().any(|s| same_words(h, s)));
        if let Some(heading) = agreed {
            // Only the look parts a kicker inside the heading from the title; in the stated title a colon parts them.
            let parted = |s: &&String| same_words(heading, s) && s.contains(':') && !heading.contains(':');
            return stated.iter().find(parted).unwrap_or(heading).clone();
        }
        let begun = glued_beginning(&head_title, &headings).or_else(|| without_linked_end(dom, &head_title));
        if let Some(title) = begun.or_else(|| shown_beginning(dom, &head_title)) {
            return title;
        }
        // Deep in a manual the page's heading is of a lower rank.
        let low = dom.descendants(Dom::ROOT).find(|d| matches!(dom.tag(*d), "h1" | "h2" | "h3" | "h4" | "h5"));
        let low = low.map(|h| heading_words(dom, h));
        let named = headings.iter().chain(&low).find(|h| stated.iter().any(|s| names_first(s, h, &headings)));
        if let Some(heading) = named {
            return heading.clone();
        }
        let close = headings.iter().find(|h| stated.iter().any(|s| overlap(h, s) >= 0.7));
        if let Some(heading) = close {
            return heading.clone();
        }
        // The page's only heading of the first rank, if a stated title begins or ends with it. Some first-rank headings
        // hold only a button.
        let firsts = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "h1" && !is_logo(dom, *d));
        let mut firsts = firsts.map(|h| heading_words(dom, h)).filter(|words| !words.is_empty());
        if let (Some(words), None) = (firsts.next(), firsts.next()) {
            let heading = headings.iter().find(|h| same_words(h, &words));
            if let Some(heading) = heading.filter(|h| stated.iter().any(|s| is_end_of(s, h))) {
                return heading.clone();
            }
        }
        // The first heading of the first rank is the title for readers, unless it names the site.
        let first = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "h1" && !is_logo(dom, *d));
        let shown = first.map(|h| heading_words(dom, h)).take(2).find(|h| {
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
        // Headings of menus are of a lower rank.
        let in_menu = |d: Id| dom.ancestors(d).any(|a| matches!(dom.tag(a), "nav" | "footer"));
        let may = move |d: Id| !is_logo(dom, d) && (dom.tag(d) == "h1" || !in_menu(d));
        let list =
            |tag: &'static str| dom.descendants(Dom::ROOT).filter(move |d| dom.tag(*d) == tag && may(*d)).take(6);
        let marked = dom
            .descendants(Dom::ROOT)
            .filter(|d| {
                dom.attr(*d, "itemprop").is_some_and(|p| p.split(' ').any(|p| p == "headline")) && dom.tag(*d) != "meta"
            })
            .take(2);
        let words = list("h1").chain(marked).chain(list("h2")).map(|h| heading_words(dom, h));
        words.filter(|w| (2..300).contains(&w.chars().count())).collect()
    }

    /// The language that the page states, with the region that its address names, otherwise another of its statements.
    fn stated_language(&self, address: Option<&str>) -> Option<Lang> {
        let dom = self.dom;
        let html = dom.elements(Dom::ROOT).find(|c| dom.tag(*c) == "html");
        let stated = html.and_then(|h| dom.stated_language(h));
        let body = dom.find(Dom::ROOT, "body");
        let body = body.and_then(|b| dom.stated_language(b).or_else(|| language_of_contents(dom, b)));
        let others = [
            self.property(&["og:locale", "content-language", "dc.language", "dcterms.language", "language"]),
            self.record.as_ref().and_then(|r| r.language.as_deref()),
        ];
        let stated = [stated, body].into_iter().chain(others).flatten();
        let all: Vec<Lang> = stated.filter_map(Lang::new).collect();
        let lang = detect::in_region(all.first()?.clone(), address);
        let regional = all.iter().find(|other| other.primary() == lang.primary() && other.region().is_some());
        Some(regional.filter(|_| lang.region().is_none()).cloned().unwrap_or(lang))
    }

    fn description(&self) -> Option<String> {
        let stated = self
            .property(&["og:description", "description", "twitter:description", "dc.description"])
            .map(String::from);
        stated
            .or_else(|| self.record.as_ref().and_then(|r| r.description.clone()))
            // A description that repeats the title describes nothing.
            .filter(|d| d.chars().count() > 20 && !same_words(d, &self.head_title()))
            .map(|d| unescaped(&d))
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

    /// The pictures for link previews and for machines.
    fn pictures(&self) -> Vec<String> {
        let named = ["og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"];
        let stated = named.iter().flat_map(|name| self.all(name)).map(String::from);
        let recorded = self.record.iter().flat_map(|r| r.images.iter().cloned());
        stated.chain(recorded).filter(|url| !url.is_empty()).collect()
    }

    /// True if MathJax or KaTeX's automatic rendering is loaded.
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

/// The language of the box that holds nearly all words of a page, as DocBook writes it.
fn language_of_contents(dom: &Dom, body: Id) -> Option<&str> {
    /// Most boxes around the box.
    const WRAPS: usize = 3;
    let most = dom.words_of(body).len() * 3 / 4;
    let mut around = body;
    for _ in 0..WRAPS {
        let inner = dom.elements(around).find(|d| dom.words_of(*d).len() > most)?;
        if let Some(language) = dom.stated_language(inner) {
            return Some(language);
        }
        around = inner;
    }
    None
}
