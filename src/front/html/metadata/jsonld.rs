//! The article's record in the page's JSON-LD (schema.org), found in any graph.

use serde_json::Value;

use crate::front::html::dom::{Dom, Id, fold};

/// The fields of the record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    /// `headline`, otherwise `name`.
    pub title: Option<String>,
    /// Names of `author`, in order.
    pub authors: Vec<String>,
    /// `datePublished`.
    pub published: Option<String>,
    /// `dateModified`.
    pub modified: Option<String>,
    /// `publisher.name`.
    pub publisher: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// `keywords`.
    pub keywords: Vec<String>,
    /// `url` or `mainEntityOfPage`.
    pub url: Option<String>,
    /// `image`: addresses of the article's pictures.
    pub images: Vec<String>,
    /// `articleBody`: the text without its structure.
    pub body: Option<String>,
    /// The same as written, with its lines or tags.
    pub raw_body: Option<String>,
    /// The authors that are organisations.
    pub organisations: Vec<String>,
    /// True if it is a post in a discussion; its writers sign with login names.
    pub is_post: bool,
}

/// All records of a page.
pub(crate) fn records(dom: &Dom) -> Vec<Value> {
    let mut objects = Vec::new();
    for id in scripts(dom) {
        let text = dom.text_of(id);
        let text = text
            .trim()
            .trim_start_matches("<!--")
            .trim_end_matches("-->")
            .trim()
            .trim_start_matches("//<![CDATA[")
            .trim_start_matches("<![CDATA[")
            .trim_end_matches("//]]>")
            .trim_end_matches("]]>");
        if text.len() > 2_000_000 {
            continue;
        }
        if let Ok(value) = serde_json::from_str::<Value>(text).or_else(|_| serde_json::from_str(&plain_controls(text)))
        {
            collect(value, &mut objects, 0);
        }
    }
    objects
}

/// The record of the page's article, if there is one among its records.
pub(crate) fn article(records: &[Value]) -> Option<Record> {
    let best =
        records.iter().filter_map(|value| rank(value).map(|rank| (rank, value))).max_by_key(|(rank, _)| *rank)?.1;
    Some(record(best, records))
}

/// Line ends inside strings, which JSON forbids but pages write.
fn plain_controls(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn scripts(dom: &Dom) -> impl Iterator<Item = Id> + '_ {
    dom.descendants(Dom::ROOT).filter(|d| {
        dom.tag(*d) == "script" && dom.attr(*d, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"))
    })
}

fn collect(value: Value, out: &mut Vec<Value>, depth: usize) {
    match value {
        Value::Array(list) if depth < 8 => list.into_iter().for_each(|v| collect(v, out, depth + 1)),
        Value::Object(mut map) if depth < 8 => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"] {
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) = map.get(key).cloned() {
                    if key == "@graph" {
                        map.remove(key);
                    }
                    collect(inner, out, depth + 1);
                }
            }
            out.push(Value::Object(map));
        }
        _ => {}
    }
}

fn types(value: &Value) -> Vec<&str> {
    match &value["@type"] {
        Value::String(s) => vec![s.as_str()],
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// True if a type of schema.org, as a name or an address, is a post that opens a discussion.
pub(crate) fn is_post(kind: &str) -> bool {
    matches!(kind.rsplit(['/', ':']).next(), Some("DiscussionForumPosting" | "Question" | "SocialMediaPosting"))
}

/// The ranks of types of schema.org as the article.
const RANKS: &[(usize, &[&str])] = &[
    (
        ARTICLE,
        &[
            "AdvertiserContentArticle",
            "AnalysisNewsArticle",
            "APIReference",
            "Article",
            "BackgroundNewsArticle",
            "BlogPosting",
            "Course",
            "DiscussionForumPosting",
            "HowTo",
            "LiveBlogPosting",
            "MedicalScholarlyArticle",
            "NewsArticle",
            "OpinionNewsArticle",
            "Recipe",
            "Report",
            "ReportageNewsArticle",
            "Review",
            "ReviewNewsArticle",
            "SatiricalArticle",
            "ScholarlyArticle",
            "SocialMediaPosting",
            "TechArticle",
        ],
    ),
    (4, &["CreativeWork", "MedicalWebPage", "PodcastEpisode", "QAPage", "VideoObject"]),
    (2, &["AboutPage", "ItemPage", "WebPage"]),
];

/// The rank of an article's type.
const ARTICLE: usize = 10;

/// The rank of a record as the article by its type, 0 for any other type.
fn rank_by_type(value: &Value) -> usize {
    let rank = |kind: &str| {
        let name = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        // A question that a person asked; questions in a list of frequent ones have no author.
        let is_asked = name == "Question" && !value["author"].is_null();
        let row = RANKS.iter().find(|(_, names)| names.contains(&name));
        if is_asked { ARTICLE } else { row.map_or(0, |(rank, _)| *rank) }
    };
    types(value).into_iter().map(rank).max().unwrap_or(0)
}

/// The rank of a record as the article: by its type, then by the number of its statements.
fn rank(value: &Value) -> Option<usize> {
    let kind = rank_by_type(value);
    let said = ["headline", "author", "datePublished", "articleBody"].iter().filter(|k| !value[**k].is_null()).count();
    (kind > 0).then_some(kind * 10 + said)
}

fn record(value: &Value, objects: &[Value]) -> Record {
    let text = |key: &str| string(&value[key]);
    let mut authors = Vec::new();
    for key in ["author", "creator"] {
        if authors.is_empty() {
            names(&value[key], objects, &mut authors, 0);
        }
    }
    let mut organisations = Vec::new();
    stated_organisations(&value["author"], objects, &mut organisations);
    Record {
        title: text("headline").or_else(|| text("name")),
        authors,
        published: text("datePublished").or_else(|| text("dateCreated")).or_else(|| text("uploadDate")),
        modified: text("dateModified"),
        publisher: first_name(&value["publisher"], objects),
        description: text("description"),
        language: text("inLanguage").or_else(|| string(&value["inLanguage"]["alternateName"])),
        keywords: keywords(&value["keywords"]),
        url: text("url").or_else(|| text("mainEntityOfPage")).or_else(|| string(&value["mainEntityOfPage"]["@id"])),
        images: images(&value["image"], objects, 0),
        body: text("articleBody"),
        raw_body: value["articleBody"].as_str().map(String::from),
        organisations,
        is_post: types(value).into_iter().any(is_post),
    }
}

/// A string, its entities decoded: JSON-LD is often escaped once too often.
fn string(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let text =
        if text.contains('&') || text.contains('<') { Dom::fragment(text).text_of(Dom::ROOT) } else { text.into() };
    let text = fold(&text);
    (!text.is_empty()).then_some(text)
}

fn first_name(value: &Value, objects: &[Value]) -> Option<String> {
    let mut list = Vec::new();
    names(value, objects, &mut list, 0);
    list.into_iter().next()
}

/// The names of the authors that are organisations according to the record.
fn stated_organisations(value: &Value, objects: &[Value], out: &mut Vec<String>) {
    match value {
        Value::Array(list) => list.iter().take(20).for_each(|v| stated_organisations(v, objects, out)),
        Value::Object(_) => {
            let named = named(value, objects);
            // A site that stands for one person may give that person both types.
            let kinds = types(named);
            if kinds.iter().any(|t| t.ends_with("Organization")) && !kinds.contains(&"Person") {
                names(named, objects, out, 0);
            }
        }
        _ => {}
    }
}

fn names(value: &Value, objects: &[Value], out: &mut Vec<String>, depth: usize) {
    if depth > 4 || out.len() > 20 {
        return;
    }
    match value {
        Value::String(_) => out.extend(string(value)),
        Value::Array(list) => list.iter().for_each(|v| names(v, objects, out, depth + 1)),
        Value::Object(_) => names(&named(value, objects)["name"], objects, out, depth + 1),
        _ => {}
    }
}

/// The object itself, or, if it has no name, the object with a name that its `@id` refers to.
fn named<'v>(object: &'v Value, objects: &'v [Value]) -> &'v Value {
    let id = object["@id"].as_str().filter(|_| object["name"].is_null());
    let meant = id.and_then(|id| objects.iter().find(|o| o["@id"].as_str() == Some(id) && !o["name"].is_null()));
    meant.unwrap_or(object)
}

/// An address, a record with one, a reference to such a record, or a list of these.
fn images(value: &Value, objects: &[Value], depth: usize) -> Vec<String> {
    match value {
        Value::String(url) => vec![url.trim().to_string()],
        Value::Array(list) if depth < 2 => list.iter().take(8).flat_map(|v| images(v, objects, depth + 1)).collect(),
        Value::Object(map) if depth < 3 => match map.get("url").or_else(|| map.get("contentUrl")) {
            Some(url) => images(url, objects, 2),
            None => {
                let id = map.get("@id").and_then(Value::as_str);
                let meant = |o: &&Value| id.is_some() && o["@id"].as_str() == id && !o["url"].is_null();
                objects.iter().find(meant).map_or_else(Vec::new, |o| images(&o["url"], objects, 2))
            }
        },
        _ => Vec::new(),
    }
}

fn keywords(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => text.split(',').map(fold).filter(|k| !k.is_empty() && k.len() < 60).take(20).collect(),
        Value::Array(list) => list.iter().filter_map(string).filter(|k| k.len() < 60).take(20).collect(),
        _ => Vec::new(),
    }
}
