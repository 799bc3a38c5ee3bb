//! Short texts around the title, which may be bylines and dates, and the page without its readers' comments.

use super::Reader;
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::headings::heading_words;
use crate::front::html::dom::measure::same_words;
use crate::front::html::dom::running_text::is_inline;
use crate::front::html::dom::{Dom, Id, fold};

/// Signs between the facts of one line: "Date: 2 March | Reading time: 5 min | Author: Ada Marsh".
pub(super) const BARS: [char; 3] = ['|', '·', '•'];

/// Texts in the head of an article are not longer, in characters.
const LONG: usize = 300;

impl Reader<'_> {
    /// The heading with the article's title; one of a low rank may also be on a card further down, so it is the second
    /// choice.
    fn title_heading(&self) -> Option<Id> {
        let dom = self.dom;
        let shows = |id: &Id| !self.title.is_empty() && same_words(&heading_words(dom, *id), &self.title);
        let headings = || dom.descendants(Dom::ROOT).filter(|id| dom.is_heading(*id));
        let high = headings().filter(|id| matches!(dom.tag(*id), "h1" | "h2")).find(shows);
        high.or_else(|| headings().find(shows))
    }

    /// The short texts after the title, because bylines and dates are there.
    pub(super) fn texts_after_title(&self) -> Vec<String> {
        let dom = self.dom;
        let Some(title) = self.title_heading() else { return Vec::new() };
        let mut texts: Vec<String> = Vec::new();
        let mut at = dom.after(title, Dom::ROOT);
        let mut budget = BUDGET;
        let (mut joins, mut prose) = (false, false);
        while let Some(id) = at {
            let facts = || dom.tag(id) == "table" && dom.find(id, "th").is_some();
            // A short `cite` may be a byline, a long one is a source.
            let source = || dom.tag(id) == "cite" && dom.words_of(id).chars().count() > 40;
            // A long paragraph is the article's beginning: the text after it is not the head.
            if dom.tag(id) == "p" && dom.words_of(id).chars().count() > LONG {
                prose = true;
                break;
            }
            let unseen = matches!(dom.tag(id), "script" | "style" | "noscript" | "svg" | "nav" | "template" | "figure");
            // A quotation has its own dates, a picture its own maker, and a comment both.
            let is_card = || dom.tag(id) == "a" && dom.descendants(id).any(|d| dom.is_heading(d));
            let others = || is_card() || is_captioned_picture(dom, id) || dom.is_element(id) && is_comments(dom, id);
            if unseen || dom.tag(id) == "blockquote" || facts() || source() || others() {
                at = dom.after(id, Dom::ROOT);
                continue;
            }
            // A section's heading after some text also ends the search.
            let heading = dom.is_subheading(id);
            if heading && budget < BUDGET - OPENING {
                break;
            }
            // A word goes on in the next text where no box parts the two.
            joins &= dom.text(id).is_some() || is_inline(dom.tag(id));
            // The words of a heading are one text: "The Mole by Ines Vale" names a book.
            let text = if heading { Some(dom.words_of(id)) } else { dom.text(id).map(fold) };
            if let Some(text) = text.filter(|t| !t.is_empty()) {
                budget = budget.saturating_sub(text.chars().count());
                prose |= text.chars().count() > LONG;
                if text.chars().count() > LONG || budget == 0 || texts.len() > 24 {
                    break;
                }
                let raw = dom.text(id).unwrap_or("");
                match texts.last_mut() {
                    Some(last) if joins && is_letter(raw) => last.push_str(&text),
                    _ => texts.push(text),
                }
                joins = raw.ends_with(char::is_alphabetic);
            }
            at = if heading { dom.after(id, Dom::ROOT) } else { dom.following(id, Dom::ROOT) };
        }
        // After a heading of a low rank that is a card's come other cards.
        if prose || matches!(dom.tag(title), "h1" | "h2") { texts } else { Vec::new() }
    }

    /// Short texts just before the title, the nearest first: some pages set the date above it.
    pub(crate) fn texts_before_title(&self) -> Vec<String> {
        let dom = self.dom;
        let mut before: Vec<String> = Vec::new();
        let Some(title) = self.title_heading() else { return Vec::new() };
        for id in dom.descendants(Dom::ROOT) {
            if id == title {
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
}

/// True for a single small letter: some styles set a word's last letter apart, to space it.
fn is_letter(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_lowercase) && chars.next().is_none()
}

/// True if a box holds a single picture, and below it the picture's description: its caption, and the name of its
/// maker.
fn is_captioned_picture(dom: &Dom, id: Id) -> bool {
    let mut pictures = dom.descendants(id).filter(|d| dom.tag(*d) == "img");
    let (Some(picture), None) = (pictures.next(), pictures.next()) else { return false };
    let described = dom.attr(picture, "alt").map(fold).filter(|alt| alt.chars().count() > DESCRIBED);
    described.is_some_and(|alt| {
        let words = dom.words_of(id);
        words.chars().count() < LONG + alt.chars().count() && words.contains(alt.as_str())
    })
}

/// The description of a picture that may be its caption is longer, in characters.
const DESCRIBED: usize = 20;

/// The search goes this many characters beyond the title; after this many, a heading is that of the next section.
const BUDGET: usize = 900;
const OPENING: usize = 300;

/// The page's elements without the comments of readers below the article.
pub(crate) fn outside_comments(dom: &Dom) -> impl Iterator<Item = Id> + '_ {
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
    // A page of questions is about the question that holds its heading.
    let told = |of: &str| dom.attr(id, "itemtype").is_some_and(|kind| kind.trim_end_matches('/').ends_with(of));
    if told("/Comment")
        || told("/UserComments")
        || (told("/Question") || told("/Answer")) && dom.find(id, "h1").is_none()
    {
        return true;
    }
    let told = |id| has_word(dom, id, &["comment", "comments"]) && has_word(dom, id, &["item", "user", "meta", "node"]);
    (told(id) || is_mention(dom, id)) && dom.find(id, "h1").is_none()
}

/// True for an answer to the page from elsewhere on the web, by the names that microformats and their software give it.
fn is_mention(dom: &Dom, id: Id) -> bool {
    dom.has_any_class(id, &["u-comment", "p-comment", "u-mention"])
        || has_word(dom, id, &["webmention", "webmentions"])
        || dom.attr(id, "id").into_iter().chain(dom.classes(id)).any(|n| {
            let begins = |with: &str| n.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
            n.eq_ignore_ascii_case("comments")
                || n.eq_ignore_ascii_case("comment")
                || n.eq_ignore_ascii_case("respond")
                || begins("comment-")
                || begins("disqus")
        })
}
