//! Posts without the classes of a known program: parts of one kind, each with a name and a date near its text.
//!
//! A thread of a forum and the comments below an article are built alike. The difference is the text before the first
//! post: an article, or none.

use std::collections::{BTreeMap, BTreeSet};

use crate::doc::Date;
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::{Dom, Id};
use crate::lang::calendar;

/// Fewest posts that count as a thread.
const FEWEST: usize = 3;
/// The posts must hold at least one part in this many of the page's running text.
const SHARE: usize = 2;
/// The running text before the first post, in characters, from which the posts are comments on it.
const ARTICLE: usize = 200;
/// The longest name and the longest line with a date, in characters.
const LONGEST: usize = 40;
/// The longest headline, in characters.
const HEADLINE: usize = 200;
/// A box with this many nodes is not a line.
const LARGE: usize = 40;
/// The search near a post's text looks at no more nodes than this.
const MOST_NODES: usize = 300;
/// Parts of paths under which sites keep the pages of their members.
const MEMBERS: &[&str] =
    &["author", "authors", "member", "members", "people", "profile", "profiles", "u", "user", "users"];
/// Words of classes that name the author of a post.
pub(crate) const NAMES: &[&str] = &["author", "creator", "nick", "nickname", "poster", "username"];

/// A post: its text, the box around it, and its signature.
pub(crate) struct Signed {
    /// The text.
    pub body: Id,
    /// The largest box that holds only this post.
    pub around: Id,
    /// The name in the signature.
    pub author: String,
    /// The date of the post.
    pub date: Option<Date>,
    /// The number of posts around this one.
    pub level: usize,
}

/// The posts of a page in order; empty if no group of boxes is signed and dated.
pub(crate) fn find(dom: &Dom) -> Vec<Signed> {
    let text = dom.running_text();
    let mut groups: BTreeMap<(&str, String), Vec<Id>> = BTreeMap::new();
    for id in dom.descendants(Dom::ROOT).filter(|id| dom.is_element(*id)) {
        let Some(kind) = kind(dom, id).filter(|_| dom.has_words(id)) else { continue };
        let group = groups.entry((dom.tag(id), kind)).or_default();
        // Of nested boxes of one kind the outer one counts.
        if group.last().is_none_or(|last| !dom.within(id, *last)) {
            group.push(id);
        }
    }
    let share = |group: &[Id]| group.iter().map(|id| text.of(*id)).sum::<usize>() * SHARE;
    let mut groups: Vec<Vec<Id>> = groups
        .into_values()
        .filter(|group| group.len() >= FEWEST && share(group) >= text.of(Dom::ROOT).max(1))
        .collect();
    // The innermost boxes first: the box around the text is not part of it.
    let length = |group: &[Id]| group.iter().map(|id| dom.words_of(*id).len()).sum::<usize>();
    groups.sort_by_cached_key(|group| length(group));
    groups.iter().map(|bodies| signed(dom, bodies)).find(|posts| !posts.is_empty()).unwrap_or_default()
}

/// True if an article precedes the first post, so that the posts are comments on it.
pub(crate) fn have_article(dom: &Dom, posts: &[Signed]) -> bool {
    let Some(first) = posts.first() else { return false };
    let text = dom.running_text();
    let before = |id: Id| std::iter::successors(dom.prev(id), |at| dom.prev(*at)).map(|at| text.of(at)).sum::<usize>();
    std::iter::once(first.body).chain(dom.ancestors(first.body)).map(before).sum::<usize>() >= ARTICLE
}

/// The tag and names of a box without the digits that number it.
fn kind(dom: &Dom, id: Id) -> Option<String> {
    let names = dom.value(id, "class").or_else(|| dom.value(id, "id"))?;
    Some(names.chars().filter(|c| !c.is_ascii_digit()).collect())
}

/// The posts with these texts; empty unless nearly all are signed and dated, and hardly one is a headline of another
/// page.
fn signed(dom: &Dom, bodies: &[Id]) -> Vec<Signed> {
    let above: BTreeMap<Id, usize> =
        bodies.iter().flat_map(|id| dom.ancestors(*id)).fold(BTreeMap::new(), |mut sum, id| {
            *sum.entry(id).or_default() += 1;
            sum
        });
    let mut posts: Vec<Signed> = Vec::new();
    let mut units: Vec<Id> = Vec::new();
    let (mut named, mut dated, mut headlines) = (0, 0, 0);
    let most_unsigned = bodies.len() / 5;
    for (at, &body) in bodies.iter().enumerate() {
        let own = |a: &Id| above.get(a) == Some(&1);
        let around = dom.ancestors(body).take_while(own).last().unwrap_or(body);
        let other = if at == 0 { bodies[1] } else { bodies[at - 1] };
        let unit = dom.ancestors(body).take_while(|a| !dom.within(other, *a)).last().unwrap_or(body);
        let mut facts = Facts::default();
        facts.read(dom, unit, body, &above);
        if facts.author.is_empty() {
            // The name may stand in a column beside that of the text.
            facts.read(dom, dom.parent(unit).unwrap_or(unit), body, &above);
        }
        named += usize::from(!facts.author.is_empty());
        dated += usize::from(facts.is_dated);
        headlines += usize::from(facts.is_headline);
        // Most groups are no posts, and the first few show it.
        if at + 1 - named > most_unsigned || at + 1 - dated > most_unsigned || headlines * 3 >= bodies.len() {
            return Vec::new();
        }
        let level = units.iter().filter(|unit| dom.within(body, **unit)).count();
        units.push(unit);
        posts.push(Signed { body, around, author: facts.author, date: facts.date, level });
    }
    let writers: BTreeSet<&str> = posts.iter().map(|post| post.author.as_str()).collect();
    if writers.len() > 1 { posts } else { Vec::new() }
}

/// The signature near the text of a post.
#[derive(Default)]
struct Facts {
    author: String,
    date: Option<Date>,
    is_dated: bool,
    /// True if several words lead elsewhere: then this is a card of another page.
    is_headline: bool,
}

impl Facts {
    /// Reads the box around a post's text, without the text and without the boxes of other posts.
    fn read(&mut self, dom: &Dom, unit: Id, body: Id, above: &BTreeMap<Id, usize>) {
        let mut at = dom.first(unit);
        for _ in 0..MOST_NODES {
            let Some(id) = at else { return };
            let is_around = dom.within(body, id);
            if id == body || above.contains_key(&id) && !is_around {
                at = dom.after(id, unit);
                continue;
            }
            if dom.is_element(id) && !is_around {
                self.take(dom, id);
            }
            at = dom.following(id, unit);
        }
    }

    fn take(&mut self, dom: &Dom, id: Id) {
        if dom.descendants(id).take(LARGE).count() == LARGE {
            return;
        }
        let words = dom.words_of(id);
        let length = words.chars().count();
        let tag = dom.tag(id);
        let leads = tag == "a" || matches!(tag, "h1" | "h2" | "h3" | "h4") && dom.find(id, "a").is_some();
        self.is_headline |= leads && length <= HEADLINE && words.split(' ').count() > 3 && !is_dated(&words);
        if length > LONGEST {
            return;
        }
        let member = || tag == "a" && dom.attr(id, "href").is_some_and(leads_to_member);
        if self.author.is_empty() && length > 1 && (member() || has_word(dom, id, NAMES)) && !is_dated(&words) {
            self.author = words.clone();
        }
        if !self.is_dated {
            let stated =
                dom.value(id, "datetime").or_else(|| dom.value(id, "title")).and_then(|t| calendar::read(t, None));
            self.date = stated.or_else(|| calendar::find(&words, None).map(|found| found.date));
            self.is_dated = self.date.is_some() || tag == "time" || is_dated(&words);
        }
    }
}

/// True if a short text says how long ago something was.
fn is_dated(words: &str) -> bool {
    words.contains(" ago") && words.contains(|c: char| c.is_ascii_digit()) || calendar::find(words, None).is_some()
}

fn leads_to_member(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or("");
    path.trim_end_matches('/').split('/').rev().skip(1).any(|part| MEMBERS.contains(&part))
}
