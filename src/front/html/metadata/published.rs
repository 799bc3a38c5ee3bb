//! When the article was published and changed: what the page states for machines, what it shows near the title, and
//! what else looks like the article's day.

use super::Reader;
use super::dates;
use super::near_title::outside_comments;
use crate::doc::Date;
use crate::front::html::dom::Dom;

impl Reader<'_> {
    /// The day of publication.
    pub fn published(&self) -> Option<Date> {
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
            // The web is younger: who prints an older paper on a page states its day.
            if date.year < 1990 && stated.is_none() {
                return None;
            }
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
                dom.ancestors(id)
                    .any(|a| crate::front::html::removals::names::is_named_clutter(dom, a) && dom.tag(a) != "body")
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
                // Rows with a head say when something was founded, born or released.
                if dom.closest(id, "tr").is_some_and(|row| dom.find(row, "th").is_some()) {
                    continue;
                }
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
        let day = |y: &str, m: &str, d: &str| {
            let (year, m, d) = (y.parse::<i32>().ok()?, m.parse::<u8>().ok()?, d.parse::<u8>().ok()?);
            (y.len() == 4 && (1990..2100).contains(&year)).then(|| Date::ymd(year, m, d)).flatten()
        };
        let with_section = |w: &[&str]| day(w[0], w[2], w[3]); // /2010/politics/08/13/
        parts.windows(3).find_map(|w| day(w[0], w[1], w[2])).or_else(|| parts.windows(4).find_map(with_section))
    }

    /// The day of the last change.
    pub fn updated(&self) -> Option<Date> {
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
}

/// The day as the page's own clock has it: a reader sees that one, not the day in Greenwich.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let whole = text.get(..10).filter(|_| text.as_bytes().get(10).is_some_and(|b| matches!(b, b'T' | b' ' | b't')));
    dates::parse(whole.unwrap_or(text))
}

fn is_date_class(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    // Microformats date what a page is about as well: births, releases, events.
    if class.split_ascii_whitespace().any(|c| matches!(c, "bday" | "dtstart")) {
        return false;
    }
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
