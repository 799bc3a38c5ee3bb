//! The dates of publication and of change: a table of the places where pages state them.
//!
//! No date is better than a wrong one. A page is full of days that are not the article's: when a town was founded, when
//! a source was retrieved, when an exhibition opens, when other articles appeared. A place counts only if pages state
//! the day of their article there.

use super::Reader;
use super::near_title::BARS;
use crate::doc::Date;
use crate::front::html::dom::measure::{link_share, same_words};
use crate::front::html::dom::{Dom, Id};
use crate::lang::{bylines, calendar};

/// A place where pages state the day. The function only reads it.
struct Source {
    /// Its name.
    id: &'static str,
    date: fn(&Reader) -> Option<Date>,
}

/// The places, most believed first.
const SOURCES: &[Source] = &[
    Source { id: "time-pubdate", date: marked },
    Source { id: "beside-title", date: beside_title },
    Source { id: "stated", date: stated },
    Source { id: "above-title", date: above_title },
    Source { id: "named-meta", date: by_name_of_meta },
    Source { id: "microdata", date: by_property },
    Source { id: "time", date: by_time },
    Source { id: "class", date: by_class },
    Source { id: "address", date: in_address },
    Source { id: "alone", date: alone },
];

/// `<meta>` with the day of publication, most believed first.
const PUBLISHED: &[&str] = &[
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
];

/// `<meta>` with the day of the last change.
const UPDATED: &[&str] =
    &["article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod"];

impl Reader<'_> {
    /// The day of publication.
    pub(crate) fn published(&self) -> Option<Date> {
        self.dated().map(|(_, date)| date)
    }

    /// The day of publication, and the id of the place that states it.
    fn dated(&self) -> Option<(&'static str, Date)> {
        SOURCES.iter().find_map(|source| (source.date)(self).map(|date| (source.id, date)))
    }

    /// The day of the last change.
    pub(crate) fn updated(&self) -> Option<Date> {
        let record = self.record.as_ref().and_then(|r| r.modified.as_deref());
        [record, self.property(UPDATED)].into_iter().flatten().find_map(|text| self.day(text))
    }

    /// The day by the page's own clock, which a reader sees, not the day in Greenwich.
    pub(super) fn day(&self, text: &str) -> Option<Date> {
        let text = text.trim();
        let whole = text.get(..10).filter(|_| text.as_bytes().get(10).is_some_and(|b| matches!(b, b'T' | b' ' | b't')));
        self.date(whole.unwrap_or(text))
    }

    /// A date in a text of this page.
    fn date(&self, text: &str) -> Option<Date> {
        calendar::read(text, self.language.as_ref())
    }

    /// The date of an element: its stated date, otherwise its few words.
    fn date_of(&self, id: Id) -> Option<Date> {
        let dom = self.dom;
        let stated = dom.value(id, "datetime").or_else(|| dom.value(id, "content"));
        stated.and_then(|text| self.date(text)).or_else(|| {
            let words = dom.words_of(id);
            (words.chars().count() < 80).then(|| self.date(&words)).flatten()
        })
    }

    /// True if an element is within a sentence, in a table of facts, or belongs to other articles: its day is theirs.
    fn is_mention(&self, id: Id) -> bool {
        let dom = self.dom;
        let own = dom.words_of(id).chars().count();
        let block = dom
            .ancestors(id)
            .take(3)
            .find(|a| matches!(dom.tag(*a), "p" | "li" | "td" | "dd" | "blockquote" | "figcaption"));
        let in_sentence = block.is_some_and(|block| {
            let words = dom.words_of(block);
            words.chars().count() > own + SENTENCE
                && words.contains(['.', '!', '?'])
                && !self.is_about_publication(&words)
        });
        let in_facts = || dom.closest(id, "tr").is_some_and(|row| dom.find(row, "th").is_some());
        let cited = || ["cite", "blockquote", "figcaption"].iter().any(|tag| dom.closest(id, tag).is_some());
        in_sentence || in_facts() || cited()
    }

    /// True if a line says when something appeared or changed.
    fn is_about_publication(&self, text: &str) -> bool {
        bylines::says_published(text) || bylines::says_updated(text)
    }

    /// True if an element is in a side column or among other articles.
    fn is_among_others(&self, id: Id) -> bool {
        let dom = self.dom;
        dom.ancestors(id).any(|a| crate::front::html::clutter::is_named_clutter(dom, a) && dom.tag(a) != "body")
            || dom.closest(id, "aside").is_some()
    }

    /// True if an element is in a card or an item that leads to another article: its title is a link, and not this
    /// title.
    fn is_in_card(&self, id: Id) -> bool {
        let dom = self.dom;
        let around = dom.ancestors(id).find(|a| matches!(dom.tag(*a), "li" | "article"));
        let title = |d: &Id| match dom.tag(*d) {
            "h2" | "h3" | "h4" | "h5" | "h6" => link_share(dom, *d) > 0.9,
            "a" => around.is_some_and(|a| dom.tag(a) == "li") && dom.attr(*d, "rel").is_none() && is_path(dom, *d),
            _ => false,
        };
        around.filter(|around| dom.find(*around, "h1").is_none()).is_some_and(|around| {
            dom.descendants(around).take(60).find(title).is_some_and(|d| !same_words(&dom.words_of(d), &self.title))
        })
    }

    /// The dates of elements, with those among other articles last. Mentions do not count.
    fn first_date(&self, may: impl Fn(Id) -> Option<u8>) -> Option<Date> {
        let mut found: Vec<(bool, u8, Date)> = Vec::new();
        for &id in &self.elements {
            let Some(rank) = may(id).filter(|_| found.len() < MOST_DATES) else { continue };
            let is_others = || self.is_mention(id) || self.is_in_card(id) || self.is_on_card(id);
            let Some(date) = self.date_of(id).filter(|_| !is_others()) else { continue };
            found.push((self.is_among_others(id), rank, date));
        }
        found.sort_by_key(|(others, rank, _)| (*others, *rank));
        found.first().map(|(_, _, date)| *date)
    }
}

/// A date within a sentence has more characters than this around it.
const SENTENCE: usize = 24;
/// This many dated elements are looked at.
const MOST_DATES: usize = 60;

/// `<time pubdate>`, if the page marks a single day so, because records for machines are rewritten with every change.
fn marked(page: &Reader) -> Option<Date> {
    let dom = page.dom;
    let times = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "time" && dom.attr(*d, "pubdate").is_some());
    let mut days = times.filter_map(|d| dom.value(d, "datetime").and_then(|text| page.day(text)));
    let first = days.next()?;
    days.all(|other| other == first).then_some(first)
}

/// The dates that the page states for machines.
fn stated(page: &Reader) -> Option<Date> {
    let record = page.record.as_ref().and_then(|r| r.published.as_deref());
    [record, page.property(PUBLISHED)].into_iter().flatten().find_map(|text| page.day(text))
}

/// The first date next to the title that is not the day of a change. If the words do not tell the two apart, the date
/// in the page's structured data does.
fn beside_title(page: &Reader) -> Option<Date> {
    let stated = stated(page);
    let changed = page.updated().filter(|_| stated.is_some());
    let says_changed = |text: &str| bylines::says_updated(text) && !bylines::says_published(text);
    let texts = &page.near_title;
    texts.iter().enumerate().find_map(|(at, text)| {
        let text = published_part(text);
        let dated = || text.split(BARS).find(|fact| page.date(fact).is_some()).unwrap_or(text);
        let text = if text.chars().count() < 70 { text } else { dated() };
        let date = (text.chars().count() < 70 && !is_eastern_sentence(text)).then(|| page.date(text)).flatten()?;
        let before = at.checked_sub(1).and_then(|i| texts.get(i)).filter(|t| t.chars().count() < 30);
        // Earlier days do not count, because the web is younger: the page of an older paper states its date.
        if date.year < 1990 && stated.is_none_or(|stated| stated.year >= 1990) {
            return None;
        }
        let change = says_changed(text) || before.is_some_and(|t| says_changed(t)) || Some(date) == changed;
        (!change || stated.is_none()).then_some(date)
    })
}

/// Of a line that says when the article changed and when it appeared, the part about the latter: "Updated: May 1 | First
/// published: March 12".
fn published_part(text: &str) -> &str {
    if !bylines::says_updated(text) || !bylines::says_published(text) {
        return text;
    }
    let mut parts = text.split(['|', '•', '·', ';', '/']);
    parts.find(|part| bylines::says_published(part) && !bylines::says_updated(part)).unwrap_or(text)
}

/// True if a text is part of a sentence in Chinese or Japanese: it has their stops, or as many Hiragana as datelines,
/// which are nouns, never have.
fn is_eastern_sentence(text: &str) -> bool {
    const HIRAGANA: usize = 3;
    text.contains(['。', '、', '，'])
        || text.chars().filter(|c| matches!(c, '\u{3041}'..='\u{309f}')).count() >= HIRAGANA
}

/// A date in a short text just above the title.
fn above_title(page: &Reader) -> Option<Date> {
    page.texts_before_title().iter().find_map(|text| page.date(text))
}

/// `<meta name="w-published-date">`: a plain name, though only this site uses it.
fn by_name_of_meta(page: &Reader) -> Option<Date> {
    let dom = page.dom;
    dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "meta").find_map(|meta| {
        let name = dom.attr(meta, "name").or_else(|| dom.attr(meta, "property"))?.to_ascii_lowercase();
        let dated = ["date", "time", "_at"].iter().any(|w| name.contains(w));
        (name.contains("pub") && dated && !name.contains("modif"))
            .then(|| dom.attr(meta, "content").and_then(|text| page.day(text)))
            .flatten()
    })
}

/// `itemprop=datePublished`.
fn by_property(page: &Reader) -> Option<Date> {
    let dom = page.dom;
    let mut marked =
        page.elements.iter().copied().filter(|id| {
            dom.tag(*id) != "meta" && dom.attr(*id, "itemprop").is_some_and(|p| p.contains("datePublished"))
        });
    marked.find_map(|id| page.date_of(id))
}

/// `<time>`, with those marked "published" first.
fn by_time(page: &Reader) -> Option<Date> {
    let dom = page.dom;
    let published =
        |id| dom.attr(id, "pubdate").is_some() || dom.attr(id, "class").is_some_and(|c| c.contains("publish"));
    page.first_date(|id| (dom.tag(id) == "time").then(|| u8::from(!published(id))))
}

/// A class with the word `date`.
fn by_class(page: &Reader) -> Option<Date> {
    let dom = page.dom;
    page.first_date(|id| {
        let named = !matches!(dom.tag(id), "time" | "meta") && dom.attr(id, "class").is_some_and(is_date_class);
        named.then_some(0)
    })
}

/// The only date on the page that is alone in its text. Two different dates decide nothing, because a list of other
/// articles has many.
fn alone(page: &Reader) -> Option<Date> {
    let dom = page.dom;
    let (mut found, mut times) = (None, 0);
    for &id in page.elements.iter().filter(|d| !matches!(dom.tag(**d), "script" | "style" | "option")) {
        for text in dom.children(id).filter_map(|c| dom.text(c)).map(str::trim) {
            let short = (8..=24).contains(&text.len()) && text.contains(|c: char| c.is_ascii_digit());
            let Some(date) = short.then(|| page.date(text)).flatten().filter(|_| is_dateline(text)) else { continue };
            if page.is_mention(id) || page.is_in_card(id) || page.is_on_card(id) {
                continue;
            }
            times += 1;
            if found.is_some_and(|other| other != date) || times > MOST_ALONE {
                return None;
            }
            found = Some(date);
        }
    }
    found
}

/// A day that stands alone more often is that of other articles: the page's own is at its head, and at its foot perhaps.
const MOST_ALONE: usize = 2;

/// True if a text is a date and words that pages write around dates: "Retrieved 3 May 2020" is not one.
pub(super) fn is_dateline(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.all(|word| {
        bylines::filing(word).is_some()
            || calendar::month(word, None).is_some()
            || word.chars().count() <= 2
            || !word.is_ascii()
    })
}

/// The day in the page's address: `/2010/08/13/`, `/2010/politics/08/13/`.
fn in_address(page: &Reader) -> Option<Date> {
    let url = page.base().page?;
    let parts: Vec<&str> = url.split('/').collect();
    let day = |y: &str, m: &str, d: &str| {
        let (year, m, d) = (y.parse::<i32>().ok()?, m.parse::<u8>().ok()?, d.parse::<u8>().ok()?);
        (y.len() == 4 && (1990..2100).contains(&year)).then(|| Date::ymd(year, m, d)).flatten()
    };
    let with_section = |w: &[&str]| day(w[0], w[2], w[3]);
    parts.windows(3).find_map(|w| day(w[0], w[1], w[2])).or_else(|| parts.windows(4).find_map(with_section))
}

/// True if a link with words leads to another page of the site that is not an author's page.
fn is_path(dom: &Dom, link: Id) -> bool {
    dom.has_words(link)
        && dom.value(link, "href").is_some_and(|href| !href.starts_with('#') && !href.contains("/author"))
}

fn is_date_class(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    // Microformats also date the subject of a page: births, releases, events.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;

    fn published(lang: &str, body: &str) -> Option<String> {
        let prose = "The harbour master counted forty boats on the morning of the fair. ".repeat(4);
        let html = format!(
            "<html lang='{lang}'><title>Forty boats</title><body><main><h1>Forty boats</h1>{body}<p>{prose}</p></main>"
        );
        let dom = Dom::document(&html);
        let known = super::super::read(&dom, &html, None, &mut Context::default());
        known.meta.published.map(|date| date.to_string())
    }

    #[test]
    fn days_of_other_things_are_no_date() {
        let none = [
            "<div><a href=/x><time datetime=2025-01-05>Jan 5, 2025</time><h3>Ten ropes</h3></a></div>",
            "<table><tr><th>Founded</th><td>February 28, 1998</td></tr></table>",
            "<p>The exhibition opens on <time datetime=2025-09-01>1 September</time> and closes in winter.</p>",
            "<p>It was moved.</p><ol><li><cite>Quill, Ada. <a href=/p>The plaque</a>. Retrieved 3 May 2020.</cite></li></ol>",
            "<figure><img src=a.png><figcaption>The pier on 3 May 2020</figcaption></figure>",
            "<blockquote><p>It is closed.</p>Ada (@ada) <a href=/s/1>March 4, 2021</a></blockquote>",
            "<div itemscope itemtype='https://schema.org/Comment'><time datetime=2022-09-03>3 September</time></div>",
            "<ul><li>Born <time datetime=1931-05-12>12 May 1931</time> on the island, where she learned to sail.</li></ul>",
        ];
        for body in none {
            assert_eq!(published("en", body), None, "{body}");
        }
        let elsewhere = "<p>（この記事は<a href=/o>港通信で2017年6月8日に掲載した記事</a>です）</p>";
        assert_eq!(published("ja", elsewhere), None, "the day of another paper");
        assert_eq!(published("ja", "<p>2017年6月8日 公開</p>").as_deref(), Some("2017-06-08"));
        let prose = "The harbour master counted forty boats on the morning of the fair. ".repeat(6);
        let below = [
            "<section><h2>Latest</h2><a href=/x><h3>Ten ropes</h3><time datetime=2025-01-05>Jan 5</time></a></section>",
            "<div><a href=/x><time datetime=2025-01-05>Jan 5, 2025</time><h3>Ten ropes</h3></a></div>",
            "<ul><li><a href=/ropes>Ropes</a> <time datetime=2025-01-01>1 Jan 2025</time></ul>",
            "<ul><li><article><h5><a href=/m>Ten more harbours</a></h5><time>May 1, 2025</time></article></ul>",
        ];
        for cards in below {
            assert_eq!(published("en", &format!("<p>{prose}</p>{cards}")), None, "{cards}");
        }
    }

    #[test]
    fn the_day_beside_the_title_is_read_in_its_region() {
        assert_eq!(published("en-GB", "<p class=date>04/03/2021</p>").as_deref(), Some("2021-03-04"));
        assert_eq!(published("en-US", "<p class=date>04/03/2021</p>").as_deref(), Some("2021-04-03"));
        assert_eq!(published("de", "<p>Stand: 04/03/2021</p>").as_deref(), Some("2021-03-04"));
        assert_eq!(published("en", "<p class=date>04/03/2021</p>"), None);
        let both =
            "<div>By <span>Ada Marsh</span> | Updated: May 1, 2024 9:00 am | First published: March 12, 2024</div>";
        assert_eq!(published("en", both).as_deref(), Some("2024-03-12"));
        assert_eq!(published("en", "<p>Published 9:30 p.m. ET, Thu March 4, 2021</p>").as_deref(), Some("2021-03-04"));
    }

    #[test]
    fn sources_have_ids_of_their_own() {
        let ids: std::collections::BTreeSet<_> = SOURCES.iter().map(|source| source.id).collect();
        assert_eq!(ids.len(), SOURCES.len());
    }
}
