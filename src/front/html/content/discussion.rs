//! Pages that are a discussion: a question and its answers, a thread, the comments on a link.
//!
//! Comments below an article are dropped; if the discussion is the article, it is kept. The evidence is the mark-up of
//! forum programs, the page's schema.org type, or parts of one kind that are [`signed`] and dated: every post has a
//! body, an author and mostly a date. The posts are put into a new box: the opening post as the text, each reply as a
//! quotation under its author's name, with its own replies inside it.

use std::collections::{BTreeMap, BTreeSet};

use super::Article;
use crate::doc::{Author, Date, Meta};
use crate::front::html::dom::{Dom, Id};
use crate::front::html::metadata::Known;
use crate::front::html::metadata::parts::Kind;
use crate::front::html::removals::signed::{self, Signed};
use crate::front::html::removals::{Removals, outside};
use crate::lang::calendar;

/// Classes of the bodies of posts, by which the programs are known: Reddit, Hacker News, Lobsters, Stack Exchange,
/// Discourse, XenForo and Gmail.
const BODIES: &[&str] = &[
    "usertext-body", "commtext", "toptext", "comment_text", "js-post-body", "comment-copy", "cooked", "bbWrapper",
    "a3s",
];

/// Classes of the boxes of posts.
const POSTS: &[&str] = &[
    "thing", "comtr", "fatitem", "timeline-comment", "js-comment-container", "question", "answer", "comment",
    "crawler-post", "topic-post", "message", "post", "adn", "ipsComment", "ipsEntry",
];

/// Of these, boxes that never open a discussion.
const REPLIES: &[&str] = &["comtr", "answer"];

/// Classes of elements that name an author.
const AUTHORS: &[&str] = &[
    "author", "hnuser", "u-author", "username", "user-details", "comment-user", "creator", "poster", "gD",
    "cAuthorPane_author", "ipsEntry__username",
];

/// Fewest posts that make a discussion, the opening one included.
const FEWEST: usize = 2;

/// Deepest nesting of replies that is shown; a deeper reply stands next to the post that it answers.
const DEEPEST: usize = 12;

/// A post.
struct Post {
    body: Id,
    author: String,
    date: Option<Date>,
    level: usize,
    opens: bool,
}

/// A discussion that was gathered.
pub(crate) struct Discussion {
    /// The box with all posts.
    pub root: Id,
    /// The author of the opening post.
    author: Option<Author>,
    /// The date of the post.
    date: Option<Date>,
    /// Quotations in letters that repeat earlier letters.
    pub history: Vec<Id>,
}

impl Discussion {
    /// The writer of the opening post becomes the author, and its date the page's, unless the page states others.
    pub(crate) fn put(&mut self, meta: &mut Meta) {
        if let Some(author) = self.author.take() {
            meta.authors = vec![author];
        }
        meta.published = meta.published.or(self.date);
    }
}

/// The posts of a page that is a discussion, or has one.
pub(crate) struct Posts {
    posts: Vec<Post>,
}

impl Posts {
    /// The posts in order; `None` if there are too few of them, no replies, or mostly posts without an author. On a page
    /// that states the steps of a recipe or guide, posts without an opening one are comments on it.
    pub(crate) fn find(dom: &Dom, known: &Known) -> Option<Self> {
        let posts = posts(dom, known);
        let replies = posts.iter().filter(|post| !post.opens).count();
        let named = posts.iter().filter(|post| !post.author.is_empty()).count();
        (posts.len() >= FEWEST && replies > 0 && named * 2 >= posts.len()).then_some(Posts { posts })
    }

    /// True if the first post is not a reply: the page shows the subject of the discussion.
    pub(crate) fn have_opening(&self) -> bool {
        self.posts.first().is_some_and(|post| post.opens)
    }

    /// The posts' bodies at their places on the page, without the rest, to compare with other candidates.
    pub(crate) fn article(&self, dom: &Dom, body: Id) -> Article {
        let bodies: BTreeSet<Id> = self.posts.iter().map(|post| post.body).collect();
        let around: BTreeSet<Id> = bodies.iter().flat_map(|id| dom.ancestors(*id)).collect();
        let mut removed = Removals::nothing(dom.count());
        let mut at = dom.first(body);
        while let Some(id) = at {
            let is_around = around.contains(&id);
            if !is_around && !bodies.contains(&id) {
                removed.leave_out(id, outside::OUTSIDE.removal());
            }
            at = if is_around { dom.following(id, body) } else { dom.after(id, body) };
        }
        Article { root: body, removed, standfirst: None }
    }

    /// Moves the discussion into a new box at the end of the page.
    pub(crate) fn gather(self, dom: &mut Dom) -> Discussion {
        let root = dom.new_element("div");
        let mut made = Discussion { root, author: None, date: None, history: Vec::new() };
        let mut open: Vec<(usize, Id)> = Vec::new();
        // Letters are not comments, so each gets its writer's name as a heading.
        let letters = self.posts.iter().all(|post| dom.has_class(post.body, "a3s"));
        let mut talk = letters;
        for post in self.posts {
            if letters {
                made.history.extend(history(dom, post.body));
            }
            dom.remove(post.body);
            if post.opens {
                dom.append(root, post.body);
                made.author = (!post.author.is_empty()).then(|| Author::new(&post.author));
                made.date = post.date;
                continue;
            }
            if !std::mem::replace(&mut talk, true) {
                let heading = dom.new_element("h2");
                let words = dom.new_text("Comments");
                dom.append(heading, words);
                dom.append(root, heading);
            }
            while open.last().is_some_and(|(level, _)| *level >= post.level || open.len() > DEEPEST) {
                open.pop();
            }
            let quote = dom.new_element("blockquote");
            let head = headline(dom, &post);
            dom.append(quote, head);
            dom.append(quote, post.body);
            dom.append(open.last().map_or(root, |(_, around)| *around), quote);
            open.push((post.level, quote));
        }
        let body = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
        dom.append(body, root);
        made
    }
}

/// The quoted text that a letter repeats from those above it.
fn history(dom: &Dom, body: Id) -> Vec<Id> {
    let quoted = |d: &Id| {
        dom.has_any_class(*d, &["gmail_quote", "gmail_attr", "gmail_quote_container", "adL", "yj6qo", "a6S"])
            || dom.tag(*d) == "blockquote" && dom.attr(*d, "type") == Some("cite")
    };
    dom.descendants(body).filter(quoted).collect()
}

/// `**author** · date`, as a paragraph.
fn headline(dom: &mut Dom, post: &Post) -> Id {
    let (line, strong) = (dom.new_element("p"), dom.new_element("strong"));
    let name = dom.new_text(if post.author.is_empty() { "Somebody" } else { &post.author });
    dom.append(strong, name);
    dom.append(line, strong);
    if let Some(date) = post.date {
        let date = dom.new_text(&format!(" · {date}"));
        dom.append(line, date);
    }
    line
}

/// The posts of a page in order, by the classes of known programs, otherwise by signatures.
fn posts(dom: &Dom, known: &Known) -> Vec<Post> {
    let states_steps = known.parts.iter().any(|part| part.kind == Kind::Steps);
    let posts = known_posts(dom);
    if posts.len() >= FEWEST && (posts[0].opens || !states_steps) {
        return posts;
    }
    let posts = signed::find(dom);
    if states_steps || signed::have_article(dom, &posts) {
        return Vec::new();
    }
    let post = |(at, Signed { body, author, date, level, .. })| Post { body, author, date, level, opens: at == 0 };
    posts.into_iter().enumerate().map(post).collect()
}

/// The posts of known programs, by their classes.
fn known_posts(dom: &Dom) -> Vec<Post> {
    let mut bodies = Vec::new();
    let mut at = dom.first(Dom::ROOT);
    while let Some(id) = at {
        let is_post = is_body(dom, id) && dom.has_words(id) && dom.ancestors(id).any(|a| is_post(dom, a));
        // All of a body is the post's text, also another body quoted in it.
        at = if is_post { dom.after(id, Dom::ROOT) } else { dom.following(id, Dom::ROOT) };
        bodies.extend(is_post.then_some(id));
    }
    let mut held: BTreeMap<Id, usize> = BTreeMap::new();
    for above in bodies.iter().flat_map(|body| dom.ancestors(*body)).filter(|a| is_post(dom, *a)) {
        *held.entry(above).or_default() += 1;
    }
    let bodies: Vec<(Id, Id, Facts)> = bodies
        .into_iter()
        .filter_map(|body| box_of(dom, body, &held).map(|(box_, facts)| (body, box_, facts)))
        .collect();
    let boxes: BTreeSet<Id> = bodies.iter().map(|(_, box_, _)| *box_).collect();
    let mut posts = Vec::new();
    let mut seen = BTreeSet::new();
    for (body, box_, facts) in bodies {
        // One box has one body.
        if !seen.insert(box_) {
            continue;
        }
        let reply = dom.has_any_class(box_, REPLIES)
            || dom.has_class(box_, "comment") && !dom.has_class(box_, "timeline-comment")
            || matches!(kind(dom, box_), Some("Comment" | "Answer"));
        let nested = dom.ancestors(box_).filter(|a| boxes.contains(a)).count();
        let level = facts.indent.unwrap_or(nested);
        let opens = posts.is_empty() && !reply;
        posts.push(Post { body, author: facts.author, date: facts.date, level, opens });
    }
    posts
}

/// The box of a post, and what it says: the innermost box, or, if that names nobody, the innermost one around it that does
/// and has no other post. `held` has the number of posts in each box.
fn box_of(dom: &Dom, body: Id, held: &BTreeMap<Id, usize>) -> Option<(Id, Facts)> {
    let mut boxes = dom.ancestors(body).filter(|a| held.contains_key(a));
    let inner = boxes.next()?;
    let facts = Facts::of(dom, inner, body);
    if facts.author.is_empty() {
        let own = boxes.take_while(|a| held.get(a) == Some(&1));
        let named = own.map(|a| (a, Facts::of(dom, a, body))).find(|(_, facts)| !facts.author.is_empty());
        return Some(named.unwrap_or((inner, facts)));
    }
    Some((inner, facts))
}

fn is_body(dom: &Dom, id: Id) -> bool {
    if dom.attr(id, "class").or(dom.attr(id, "itemprop")).is_none() {
        return false;
    }
    // GitHub's comments; a blog's have the first class only.
    let github = || dom.has_class(id, "comment-body") && dom.has_class(id, "markdown-body");
    let board = || dom.has_class(id, "content") && dom.ancestors(id).take(2).any(|a| dom.has_class(a, "postbody"));
    // Invision Community.
    let invision = || dom.attr(id, "data-role") == Some("commentContent");
    let stated =
        || dom.attr(id, "itemprop") == Some("text") && dom.ancestors(id).take(8).find_map(|a| kind(dom, a)).is_some();
    dom.is_element(id) && (dom.has_any_class(id, BODIES) || github() || board() || invision() || stated())
}

fn is_post(dom: &Dom, id: Id) -> bool {
    dom.has_any_class(id, POSTS) || kind(dom, id).is_some()
}

/// The schema.org type of the box, if it is part of a discussion.
fn kind(dom: &Dom, id: Id) -> Option<&str> {
    let name = dom.attr(id, "itemtype")?.rsplit('/').next()?;
    matches!(name, "Comment" | "Answer" | "Question" | "DiscussionForumPosting").then_some(name)
}

/// The parts around the body of a post.
#[derive(Default)]
struct Facts {
    author: String,
    /// True if the page states that this is the author. The name of an editor may come before the author's.
    is_stated: bool,
    date: Option<Date>,
    /// The indent of the post, if only that shows the post that it answers.
    indent: Option<usize>,
}

impl Facts {
    fn of(dom: &Dom, box_: Id, body: Id) -> Self {
        let mut facts = Facts { author: dom.value(box_, "data-author").unwrap_or("").into(), ..Facts::default() };
        let mut at = dom.first(box_);
        while let Some(id) = at {
            // Another post's facts are its own.
            if id == body || is_post(dom, id) && dom.descendants(id).any(|d| is_body(dom, d)) && !dom.within(body, id) {
                at = dom.after(id, box_);
                continue;
            }
            facts.take(dom, id);
            at = dom.following(id, box_);
        }
        facts
    }

    fn take(&mut self, dom: &Dom, id: Id) {
        let is_stated = dom.attr(id, "itemprop") == Some("author");
        let names = || dom.has_any_class(id, AUTHORS) || is_stated;
        let is_better = self.author.is_empty() || is_stated && !self.is_stated;
        if is_better && dom.is_element(id) && names() {
            let named = |d: &Id| dom.attr(*d, "itemprop") == Some("name") || dom.has_any_class(*d, AUTHORS);
            // A link of one letter stands for a picture of its writer.
            let link = |d: &Id| dom.tag(*d) == "a" && dom.words_of(*d).chars().count() > 1;
            let found = dom.descendants(id).find(named).or_else(|| dom.descendants(id).find(link));
            let words = dom.words_of(found.unwrap_or(id));
            if words.chars().count() <= 60 {
                self.author = words;
                self.is_stated = is_stated;
            }
        }
        if self.date.is_none() {
            let aged = || dom.has_any_class(id, &["age", "relativetime", "relativetime-clean", "g3"]);
            let stated = dom.value(id, "datetime").or_else(|| dom.value(id, "title").filter(|_| aged()));
            self.date = stated.and_then(|text| calendar::read(text, None)).map(|date| Date { time: None, ..date });
        }
        if let Some(indent) = dom.attr(id, "indent").and_then(|n| n.parse().ok()) {
            self.indent.get_or_insert(indent);
        }
    }
}
