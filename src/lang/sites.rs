//! The lines that web sites of known kinds print around an article: shops, blogs, forums, wikis, social networks.
//!
//! [`Phrases`](super::Phrases) has single phrases, whose share of a line is evidence. Here a whole line or heading
//! has one meaning.

use std::sync::LazyLock;

use super::lists::{Set, each_phrase, each_word, phrases};

/// The lines of one language, in lower case with straight apostrophes, separated by commas.
#[derive(Debug)]
pub struct Sites {
    /// Headings above links to other articles.
    pub link_headings: &'static str,
    /// The ends of summaries, with a link to the whole text.
    pub read_on: &'static str,
    /// Cues of invitations to subscribe.
    pub sign_ups: &'static str,
    /// Words about the moderation of comments.
    pub house_rules: &'static str,
    /// Words beside a number of readers, separated by spaces.
    pub views: &'static str,
    /// The openings of the lines around an embedded post of a social network.
    pub posts: &'static str,
    /// Lines of forums before the name of the thread's opener.
    pub threads: &'static str,
    /// The links of wikis to edit a section.
    pub wiki_edit: &'static str,
    /// The openings of the lines that wikis print below an article.
    pub wiki_foot: &'static str,
}

impl Sites {
    pub(super) const NONE: Sites = Sites {
        link_headings: "",
        read_on: "",
        sign_ups: "",
        house_rules: "",
        views: "",
        posts: "",
        threads: "",
        wiki_edit: "",
        wiki_foot: "",
    };
}

static LINK_HEADINGS: LazyLock<Set> = LazyLock::new(|| phrases(|language| language.sites.link_headings));
static WIKI_EDIT: LazyLock<Set> = LazyLock::new(|| phrases(|language| language.sites.wiki_edit));

/// True if a heading in lower case announces links to other articles.
pub(crate) fn heads_links(heading: &str) -> bool {
    LINK_HEADINGS.contains(heading)
}

/// True if a text in lower case ends with an invitation to read on elsewhere.
pub(crate) fn reads_on(text: &str) -> bool {
    each_phrase(|language| language.sites.read_on).any(|phrase| text.ends_with(phrase))
}

/// The number of different cues in a text in lower case that invite to subscribe, up to `most`.
pub(crate) fn sign_up_cues(text: &str, most: usize) -> usize {
    each_phrase(|language| language.sites.sign_ups).filter(|cue| text.contains(cue)).take(most).count()
}

/// True if a text in lower case says how comments are moderated.
pub(crate) fn moderates(text: &str) -> bool {
    each_phrase(|language| language.sites.house_rules).any(|phrase| text.contains(phrase))
}

/// True if a word in lower case counts readers: `5,000 views`.
pub(crate) fn counts_readers(word: &str) -> bool {
    each_word(|language| language.sites.views).any(|known| known == word)
}

/// True if a text in lower case is a line around an embedded post: the invitation to see it on the network, or the name
/// of its owner with the address `(@ada)`.
pub(crate) fn frames_post(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let signed = text.contains("(@");
    each_phrase(|language| language.sites.posts).any(|line| line == bare || signed && text.starts_with(line))
}

/// True if a line in lower case comes before the name of a thread's opener.
pub(crate) fn opens_thread(line: &str) -> bool {
    each_phrase(|language| language.sites.threads).any(|known| known == line)
}

/// True if a text in lower case is a wiki's link to edit a section.
pub(crate) fn edits_section(link: &str) -> bool {
    WIKI_EDIT.contains(link)
}

/// True if a line in lower case belongs below a wiki's article.
pub(crate) fn closes_wiki_page(line: &str) -> bool {
    each_phrase(|language| language.sites.wiki_foot).any(|opening| line.starts_with(opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_have_one_meaning() {
        assert!(heads_links("related articles") && heads_links("lesen sie auch") && !heads_links("related work"));
        assert!(reads_on("the ferry was late. read more") && !reads_on("the ferry was late"));
        assert_eq!(sign_up_cues("subscribe to the newsletter in your inbox", 2), 2);
        assert!(counts_readers("aufrufe") && !counts_readers("boats") && !counts_readers(""));
        assert!(frames_post("view this post on instagram.") && frames_post("a post shared by ada (@ada)"));
        assert!(!frames_post("a post shared by ada"));
        assert!(opens_thread("started by") && edits_section("edit | edit source"));
        assert!(closes_wiki_page("diese seite wurde zuletzt am 3. mai bearbeitet"));
    }
}
