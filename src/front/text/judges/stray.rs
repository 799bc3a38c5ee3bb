//! Lines of a page inside its article: buttons, the frames of embedded posts, invitations to read other articles. Each
//! function decides one rule of [`super::rules::RULES`].

use crate::doc::count::is_eastern;
use crate::front::text::features::page::Page;
use crate::front::text::features::stretch::is_chrome;
use crate::front::text::prepare::unit::Kind;
use crate::lang::phrases::is_pointer;
use crate::lang::sites;

/// True if a unit inside the article may be removed at all: quotations, items and editable sections of a wiki stay.
pub(crate) fn may_go(page: &Page, log_odds: &[f32], i: usize) -> bool {
    let unit = &page.units[i];
    i < log_odds.len() && unit.kind == Kind::Prose && unit.quote == 0 && unit.marker.is_none() && !unit.editable
}

/// True if the judge doubts a unit, or knows too little of its language.
pub(crate) fn is_judged(page: &Page, log_odds: &[f32], i: usize) -> bool {
    log_odds[i] < 0.0 || page.units[i].text.chars().any(is_eastern)
}

/// A few words that are buttons in the lexicon.
pub(crate) fn is_button(page: &Page, i: usize) -> bool {
    is_chrome(page, i) && page.basics[i].words <= 4
}

/// The openings of lines that two services for blogs print below an article, or below its pictures.
const FOOT: &[&str] =
    &["Press enter or click to view image in full size", "Substack is the home for great ", "Start your Substack"];

/// A line that wikis and blogs print below an article.
pub(crate) fn is_foot(page: &Page, i: usize) -> bool {
    let text = page.units[i].text.as_str();
    FOOT.iter().any(|start| text.starts_with(start)) || sites::closes_wiki_page(&lower_head(text))
}

/// The beginning of a text in lower case, with straight apostrophes.
fn lower_head(text: &str) -> String {
    const LENGTH: usize = 200;
    text.chars().take(LENGTH).map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

/// True for a label that question-and-answer forums print next to a name: the picture's and the badges'.
pub(crate) fn is_profile(page: &Page, i: usize) -> bool {
    let text = page.units[i].text.as_str();
    const BUTTONS: &[&str] = &["Improve this question", "Improve this answer", "Add a comment"];
    let badges = || ["gold badge", "silver badge", "bronze badge"].iter().any(|badge| text.contains(badge));
    let counted = text.starts_with(|c: char| c.is_ascii_digit()) && text.len() <= 80;
    text.ends_with("s user avatar") || BUTTONS.contains(&text) || counted && badges()
}

/// The frame around an embedded post of a social network: the invitation to see it there, and its owner.
pub(crate) fn is_embed(page: &Page, i: usize) -> bool {
    frames_post(&page.units[i].text)
}

fn frames_post(text: &str) -> bool {
    text.len() <= 200 && sites::frames_post(&lower_head(text))
}

/// `READ MORE: Bridge toll will be ...`: words that point to another article, a colon, and a title.
pub(crate) fn invites(page: &Page, i: usize) -> bool {
    leads_away(&page.units[i].text)
}

fn leads_away(text: &str) -> bool {
    // Indonesian has no file in `lang` yet; the other two are words of many articles, except before a colon.
    const WORDS: &[&str] = &["baca juga", "listen", "watch"];
    let Some((lead, title)) = text.split_once([':', '|', '>']) else { return false };
    let lead = lead.trim().to_lowercase();
    let words = title.split_whitespace().count();
    let lead = lead.replace('’', "'");
    (3..=30).contains(&words) && (WORDS.contains(&lead.as_str()) || is_pointer(&lead)) && text.lines().count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_posts_are_told_by_their_frame() {
        assert!(frames_post("View this post on Instagram") && frames_post("Bu gönderiyi Instagram’da gör"));
        assert!(frames_post("A post shared by Lena Hofer (@lena.hofer)"));
        assert!(!frames_post("A post shared by thousands was a forgery."));
        assert!(!frames_post("View this post on Instagram as what it is: an advertisement."));
    }

    #[test]
    fn invitations_name_another_article() {
        assert!(leads_away("READ MORE: Bridge toll will be \"no more than a cup of tea\", says council"));
        assert!(leads_away("Lesen Sie auch: Die Fähre fährt nicht mehr"));
        assert!(!leads_away("See also the note below."));
        assert!(!leads_away("There is one thing more: he never came back."));
    }
}
