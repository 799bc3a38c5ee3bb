//! The comparison that finds one story in two entries: by their keys, by their addresses, and by their words.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::hash::{Hash as _, Hasher as _};

use offprint::doc::walk::{self, Visit};
use offprint::doc::{Document, Inline};
use offprint::front::feed::Entry;

/// Parameters by which sites track where readers come from; they do not change the page.
const COUNTING: &[&str] =
    &["utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ref", "source", "cmp", "ns_", "at_", "share"];

/// The unique key of an entry: its address, otherwise its identifier in the feed, otherwise its title.
pub fn key(entry: &Entry) -> String {
    let link = entry.link.as_deref().map(address).filter(|link| link.contains('/'));
    link.or_else(|| entry.id.clone()).unwrap_or_else(|| entry.title.to_lowercase())
}

/// An address without the parts that do not change the page: the scheme, `www.`, the fragment, tracking parameters.
pub fn address(url: &str) -> String {
    let url = url.trim().split('#').next().unwrap_or("");
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let counts = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or("").to_ascii_lowercase();
        !COUNTING.iter().any(|known| name == *known || known.ends_with('_') && name.starts_with(known))
    };
    let query: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).filter(counts).collect();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    format!("{host}/{}{query}", path.trim_end_matches('/'))
}

/// Runs of this many words are compared.
const RUN: usize = 5;
/// The smallest hashes of a text's runs stand for all of them (Broder, "On the resemblance and containment of documents",
/// 1997).
const SKETCH: usize = 64;
/// Texts that share so much of their sketches are one story.
const ALIKE: f32 = 0.7;
/// Texts with fewer runs are too short to judge.
const SHORT: usize = 40;

/// The articles so far.
#[derive(Default)]
pub struct Known {
    addresses: BTreeSet<String>,
    sketches: Vec<Vec<u64>>,
}

impl Known {
    /// True if an article is new; it is then remembered.
    pub fn is_new(&mut self, article: &Document) -> bool {
        let address = article.meta.source.as_deref().map(address);
        let sketch = sketch(article);
        let seen = address.as_ref().is_some_and(|address| self.addresses.contains(address))
            || sketch.len() >= SHORT && self.sketches.iter().any(|other| alike(other, &sketch));
        if !seen {
            self.addresses.extend(address);
            self.sketches.push(sketch);
        }
        !seen
    }
}

/// True if two sketches share enough of the smallest hashes of both. Most pairs share none, and the first third of
/// their hashes shows that.
fn alike(a: &[u64], b: &[u64]) -> bool {
    let (mut in_a, mut in_b, mut shared, mut seen) = (0, 0, 0, 0);
    let enough = |shared: usize, of: usize| shared as f32 >= ALIKE * of as f32;
    while seen < SKETCH && enough(shared + SKETCH - seen, SKETCH) {
        let order = match (a.get(in_a), b.get(in_b)) {
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => break,
        };
        in_a += usize::from(order.is_le());
        in_b += usize::from(order.is_ge());
        shared += usize::from(order.is_eq());
        seen += 1;
    }
    enough(shared, seen)
}

fn sketch(article: &Document) -> Vec<u64> {
    let mut text = Text(String::new());
    text.blocks(&article.blocks);
    let lower = text.0.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let hash = |word: &str| {
        // The same in every run of the program.
        #[allow(deprecated, reason = "SipHasher has fixed keys")]
        let mut hasher = std::hash::SipHasher::new();
        word.hash(&mut hasher);
        hasher.finish()
    };
    // Each word is hashed once, and not once for each run that it is in.
    let words: Vec<u64> = words.map(hash).collect();
    let mix = |sum: u64, word: &u64| (sum.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut hashes: Vec<u64> = words.windows(RUN).map(|run| run.iter().fold(0, mix)).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
    hashes
}

/// Collects the words of an article.
struct Text(String);

impl Visit for Text {
    fn inline(&mut self, inline: &Inline) {
        if let Inline::Text(text) = inline {
            self.0.push_str(text);
        } else {
            walk::inline_children(self, inline);
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
        self.0.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use offprint::doc::BlockKind;

    #[test]
    fn addresses_of_one_page_are_one() {
        for url in
            ["https://www.example.org/a/?utm_source=rss#c", "http://example.org/a", "https://EXAMPLE.org/a/?fbclid=1"]
        {
            assert_eq!(address(url), "example.org/a", "{url}");
        }
        assert_ne!(address("https://example.org/?p=1"), address("https://example.org/?p=2"));
    }

    #[test]
    fn seven_of_ten_hashes_in_common_make_one_story() {
        let run = |from: u64| (from..from + SKETCH as u64).collect::<Vec<_>>();
        // Moved by n, each sketch has n of the smallest 64 that the other lacks.
        assert!(alike(&run(0), &run(0)) && alike(&run(0), &run(19)) && alike(&run(19), &run(0)));
        assert!(!alike(&run(0), &run(20)) && !alike(&run(20), &run(0)) && !alike(&run(0), &run(100)));
        assert!(alike(&run(0)[..40], &run(0)[..40]) && !alike(&run(0)[..40], &run(0)));
    }

    #[test]
    fn nearly_equal_texts_are_one_story_and_others_are_not() {
        let article = |text: String| Document {
            blocks: vec![BlockKind::Paragraph(vec![Inline::text(text)]).into()],
            ..Document::default()
        };
        let story = |n: usize| (0..300).map(|at| format!("word{} ", at * at % 97 + at * n)).collect::<String>();
        let mut known = Known::default();
        assert!(known.is_new(&article(story(1))));
        assert!(!known.is_new(&article(format!("By our own reporter {} Copyright.", story(1)))));
        assert!(known.is_new(&article(story(2))));
        assert!(known.is_new(&article("Short.".into())) && known.is_new(&article("Short.".into())), "too short to say");
    }

    #[test]
    fn only_parameters_that_count_readers_are_left_out() {
        for (url, same) in [
            ("https://a.org/b?utm_x=1&c=2&&d", "a.org/b?c=2&d"),
            ("https://a.org/b?REF=1&source=2&cmp&share=3&at_x=4&ns_=5", "a.org/b"),
            ("https://a.org/b?reference=1&utm=2&gclid2=3", "a.org/b?reference=1&utm=2&gclid2=3"),
            ("  www.A.org/B/#c?d ", "a.org/B"),
            ("a.org", "a.org/"),
            ("https://a.org/b//", "a.org/b"),
        ] {
            assert_eq!(address(url), same, "{url}");
        }
    }

    #[test]
    fn entries_are_known_by_address_then_identifier_then_title() {
        let entry = |link: Option<&str>, id: Option<&str>| {
            let (link, id) = (link.map(str::to_owned), id.map(str::to_owned));
            key(&Entry { link, id, title: "The Title".into(), ..Entry::default() })
        };
        assert_eq!(entry(Some("https://www.a.org/b#c"), Some("id")), "a.org/b");
        assert_eq!(entry(None, Some("id")), "id");
        assert_eq!(entry(None, None), "the title");
    }

    #[test]
    fn texts_are_judged_from_forty_runs_on() {
        let text = |words: usize| Document {
            blocks: vec![
                BlockKind::Paragraph(vec![Inline::text((0..words).map(|n| format!("w{n} ")).collect::<String>())])
                    .into(),
            ],
            ..Document::default()
        };
        let twice = |words: usize| {
            let mut known = Known::default();
            known.is_new(&text(words)) && known.is_new(&text(words))
        };
        // Forty-four words have forty runs of five.
        assert_eq!([43, 44, 45].map(twice), [true, false, false]);
        assert_eq!([sketch(&text(4)).len(), sketch(&text(5)).len(), sketch(&text(500)).len()], [0, 1, 64]);
        let mut known = Known::default();
        let at = |address: &str, words: usize| {
            let mut document = text(words);
            document.meta.source = Some(address.into());
            document
        };
        assert!(known.is_new(&at("https://a.org/b", 3)) && !known.is_new(&at("http://www.a.org/b/", 9)));
        assert!(known.is_new(&at("https://a.org/c", 3)));
    }
}
