//! A second look at a capture, as an editor gives one: what the segmentation cut away though it is text, and what it
//! left standing in the text though it is chrome.
//!
//! The learned judge weighs every unit by its neighbours, so the last section of an article can fall with the
//! newsletter box before it, and a lone `Advertisement` can stand with the paragraphs around it. Both are plain to see
//! once it is known where the article is.

use super::segment::Verdict;
use crate::front::text::features::page::Page;
use crate::front::text::features::stretch::is_chrome;
use crate::front::text::prepare::sentences::{is_eastern, key};
use crate::front::text::prepare::unit::Kind;

/// Codes of chrome after which a page has done with its article: what follows is teasers and other people's words.
const CLOSING: &[&str] = &["chrome-related", "chrome-comments"];

/// Fewest words of running text that show a cut stretch to be a section of the article.
const SECTION: usize = 60;

/// Below these odds the judge is sure that a paragraph is of something else.
const FOREIGN: f32 = -1.0;

/// Takes sections of running text back that stand after the article's text and before the page's end matter.
pub fn reclaim(page: &Page, log_odds: &[f32], kept: &mut [bool]) {
    let Some(last) = kept.iter().rposition(|k| *k) else { return };
    let Some(first) = kept.iter().position(|k| *k) else { return };
    let mut at = first;
    while at < kept.len() {
        if kept[at] {
            at += 1;
            continue;
        }
        let end = (at..kept.len()).find(|&i| kept[i]).unwrap_or(kept.len());
        // Between two stretches of text the page cannot have done with the article; after the last it may.
        let open = if at > last { (at..end).find(|&i| closes(page, i)).unwrap_or(end) } else { end };
        let mut begin = at;
        while begin < open {
            let stop = (begin..open).find(|&i| covered(page, i)).unwrap_or(open);
            section(page, log_odds, kept, begin, stop);
            begin = stop + 1;
        }
        at = end;
    }
}

/// Keeps the running text in `begin..end`, with the headings over it, if it is enough to be a section.
fn section(page: &Page, log_odds: &[f32], kept: &mut [bool], begin: usize, end: usize) {
    let text = |i: &usize| page.is_paragraph(*i) && page.basics[*i].sentence && page.basics[*i].copies == 1;
    let paragraphs: Vec<usize> = (begin..end).filter(text).collect();
    let words: usize = paragraphs.iter().map(|&i| page.basics[i].words).sum();
    let Some(&last) = paragraphs.last() else { return };
    if paragraphs.len() < 2 || words < SECTION || paragraphs.iter().any(|&i| log_odds[i] < FOREIGN) {
        return;
    }
    // Teasers are mostly titles; in a section running text has most of the words.
    let all: usize = (begin..=last).map(|i| page.basics[i].words).sum();
    if words * 4 < all * 3 {
        return;
    }
    let spoken = (last + 1..end).take_while(|&i| page.basics[i].sentence).last().unwrap_or(last);
    kept[begin..=spoken].fill(true);
}

/// True for a unit most of which is known chrome.
fn covered(page: &Page, i: usize) -> bool {
    page.basics[i].cover.share > 0.6
}

fn closes(page: &Page, i: usize) -> bool {
    covered(page, i) && page.basics[i].cover.code.is_some_and(|code| CLOSING.contains(&code))
}

/// Keeps a list of references whole: as long as its numbers in brackets go on, so does it.
pub fn references(page: &Page, kept: &mut [bool]) {
    let number = |i: usize| {
        let text = page.units.get(i)?.text.strip_prefix('[')?;
        text.split_once(']').and_then(|(number, _)| number.parse::<u32>().ok())
    };
    for i in 1..kept.len() {
        let next = || number(i - 1).zip(number(i)).is_some_and(|(a, b)| a.checked_add(1) == Some(b));
        if kept[i - 1] && !kept[i] && next() {
            kept[i] = true;
        }
    }
}

/// Keeps code and tables that the sentence above announces.
pub fn announced(page: &Page, kept: &mut [bool]) {
    for i in 1..kept.len() {
        let shows = !matches!(page.units[i].kind, Kind::Prose | Kind::Rule);
        if kept[i - 1] && shows && page.units[i - 1].text.ends_with([':', '：']) && page.basics[i - 1].words >= 3 {
            kept[i] = true;
        }
    }
}

/// Lets go of what a stretch holds beyond a line that says that the article is over, where no text follows any more.
pub fn dismiss(page: &Page, kept: &mut [bool]) {
    let spoken =
        |i: &usize| kept[*i] && (page.basics[*i].sentence && page.basics[*i].words >= 6 || page.is_paragraph(*i));
    let Some(last) = (0..kept.len()).rev().find(spoken) else { return };
    if let Some(close) = (last + 1..kept.len()).find(|&i| closes(page, i)) {
        kept[close..].fill(false);
    }
}

/// How the lines begin with which platforms of blogs leave an article for what readers say of it, and for other articles.
const CONCLUDING: &[&str] = &[
    "Discussion about this post",
    "Discussion about this video",
    "Discussion about this episode",
    "Recommended from Medium",
    "Email ThisBlogThis!",
    "Subscribe to: Post Comments (Atom)",
    "This site uses Akismet to reduce spam.",
    "Please enable JavaScript to view the comments powered by Disqus.",
];

/// Fewest words of an article that stand above such a line.
const ARTICLE: usize = 60;

/// Lets go of everything from such a line on, in clean texts, too: readers speak in whole paragraphs.
pub fn conclude(page: &Page, verdicts: &mut [Verdict]) {
    let mut words = 0;
    for i in 0..verdicts.len() {
        let concludes = CONCLUDING.iter().any(|start| page.units[i].text.starts_with(start));
        if words >= ARTICLE && (concludes || counts_responses(page, i)) {
            for verdict in verdicts.iter_mut().skip(i).filter(|verdict| **verdict == Verdict::Keep) {
                *verdict = Verdict::Remove("chrome-comments");
            }
            return;
        }
        words += if verdicts[i] == Verdict::Keep { page.basics[i].words } else { 0 };
    }
}

/// `34 responses to “The title”`: a number, a few words, and in quotes what stands above as a line of its own.
fn counts_responses(page: &Page, i: usize) -> bool {
    let text = page.units[i].full_text();
    let Some((count, named)) = text.split_once(['“', '"', '«', '„']) else { return false };
    let words: Vec<&str> = count.split_whitespace().collect();
    let counted = words.first().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit() || b == b',')) && words.len() <= 4;
    let title = key(named);
    counted && title.len() >= 8 && page.units[..i].iter().rev().take(FAR).any(|u| key(&u.text) == title)
}

/// The title is looked for so many units above the line that counts responses.
const FAR: usize = 600;

/// Why a unit in the midst of the article is no part of it: an advertisement's label, a button, an invitation to read
/// another article.
pub fn stray(page: &Page, log_odds: &[f32], i: usize) -> Option<&'static str> {
    let (unit, basic) = (&page.units[i], &page.basics[i]);
    // What a wiki lets its readers edit is a heading of the article.
    if unit.kind != Kind::Prose || unit.quote > 0 || unit.marker.is_some() || unit.editable {
        return None;
    }
    let judged = log_odds[i] < 0.0 || unit.text.chars().any(is_eastern);
    if is_chrome(page, i) && basic.words <= 4 && judged {
        return basic.cover.code;
    }
    if is_embed(&unit.text) {
        return Some("chrome-share");
    }
    if is_profile(&unit.text) {
        return Some("chrome-menu");
    }
    if let Some((_, code)) = FOOT.iter().find(|(start, _)| unit.text.starts_with(start)) {
        return Some(code);
    }
    invites(&unit.text).then_some("chrome-related")
}

/// How the lines begin that wikis and blogs print below an article, or below its pictures.
const FOOT: &[(&str, &str)] = &[
    ("Press enter or click to view image in full size", "chrome-menu"),
    ("Substack is the home for great ", "chrome-newsletter"),
    ("Start your Substack", "chrome-newsletter"),
    ("This page was last edited on ", "chrome-menu"),
    ("Text is available under the Creative Commons ", "chrome-menu"),
    ("Categories: ", "chrome-tags"),
    ("Hidden categories: ", "chrome-tags"),
    ("Diese Seite wurde zuletzt am ", "chrome-menu"),
    ("Der Text ist unter der Lizenz ", "chrome-menu"),
    ("Kategorien: ", "chrome-tags"),
    ("La dernière modification de cette page ", "chrome-menu"),
    ("Catégories : ", "chrome-tags"),
    ("Esta página se editó por última vez ", "chrome-menu"),
    ("Categorías: ", "chrome-tags"),
    ("Questa pagina è stata modificata per l'ultima volta ", "chrome-menu"),
    ("Categorie: ", "chrome-tags"),
    ("Esta página foi editada pela última vez ", "chrome-menu"),
    ("Deze pagina is voor het laatst bewerkt op ", "chrome-menu"),
];

/// What forums of questions print beside a name: the picture's label and the badges.
fn is_profile(text: &str) -> bool {
    const BUTTONS: &[&str] = &["Improve this question", "Improve this answer", "Add a comment"];
    let badges = || ["gold badge", "silver badge", "bronze badge"].iter().any(|badge| text.contains(badge));
    let counted = text.starts_with(|c: char| c.is_ascii_digit()) && text.len() <= 80;
    text.ends_with("s user avatar") || BUTTONS.contains(&text) || counted && badges()
}

/// What stands where a page shows a post of a social network: the invitation to see it there, and whose it is.
fn is_embed(text: &str) -> bool {
    const VIEW: &[&str] = &[
        "view this post on instagram",
        "view this profile on instagram",
        "view more on instagram",
        "sieh dir diesen beitrag auf instagram an",
        "diesen beitrag auf instagram ansehen",
        "voir cette publication sur instagram",
        "afficher cette publication sur instagram",
        "ver esta publicación en instagram",
        "visualizza questo post su instagram",
        "ver essa foto no instagram",
        "ver este post no instagram",
        "ver esta publicação no instagram",
        "dit bericht op instagram bekijken",
        "dit bericht bekijken op instagram",
        "wyświetl ten post na instagramie",
        "посмотреть эту публикацию в instagram",
        "visa detta inlägg på instagram",
        "visa det här inlägget på instagram",
        "bu gönderiyi instagram'da gör",
        "この投稿をinstagramで見る",
    ];
    const SHARED: &[&str] = &[
        "a post shared by ",
        "a video posted by ",
        "a photo posted by ",
        "ein beitrag geteilt von ",
        "une publication partagée par ",
        "una publicación compartida por ",
        "una publicación compartida de ",
        "un post condiviso da ",
        "um post compartilhado por ",
        "uma publicação compartilhada por ",
        "uma publicação partilhada por ",
        "een bericht gedeeld door ",
        "post udostępniony przez ",
        "публикация от ",
        "ett inlägg delat av ",
    ];
    if text.len() > 200 {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    let bare = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    VIEW.contains(&bare) || lower.contains("(@") && SHARED.iter().any(|start| lower.starts_with(start))
}

/// `READ MORE: Bridge toll will be ...`: words that lead away, a colon, and a title.
fn invites(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "read more",
        "read also",
        "also read",
        "read next",
        "see also",
        "more",
        "related",
        "related story",
        "related article",
        "don't miss",
        "don’t miss",
        "recommended",
        "you may also like",
        "watch",
        "listen",
        "lesen sie auch",
        "mehr zum thema",
        "lire aussi",
        "à lire aussi",
        "lea también",
        "lee también",
        "le puede interesar",
        "leggi anche",
        "leia também",
        "leia mais",
        "lees ook",
        "läs också",
        "läs även",
        "läs mer",
        "les også",
        "læs også",
        "czytaj także",
        "czytaj też",
        "czytaj więcej",
        "читайте также",
        "ayrıca okuyun",
        "baca juga",
        "lue myös",
    ];
    let Some((lead, title)) = text.split_once([':', '|', '>']) else { return false };
    let lead = lead.trim().to_lowercase();
    let words = title.split_whitespace().count();
    (3..=30).contains(&words) && WORDS.contains(&lead.as_str()) && text.lines().count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_posts_are_told_by_their_frame() {
        assert!(is_embed("View this post on Instagram") && is_embed("Bu gönderiyi Instagram’da gör"));
        assert!(is_embed("A post shared by Lena Hofer (@lena.hofer)"));
        assert!(!is_embed("A post shared by thousands was a forgery."));
        assert!(!is_embed("View this post on Instagram as what it is: an advertisement."));
    }

    #[test]
    fn invitations_name_another_article() {
        assert!(invites("READ MORE: Bridge toll will be \"no more than a cup of tea\", says council"));
        assert!(invites("Lesen Sie auch: Die Fähre fährt nicht mehr"));
        assert!(!invites("See also the note below."));
        assert!(!invites("There is one thing more: he never came back."));
    }
}
