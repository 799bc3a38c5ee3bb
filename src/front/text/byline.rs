//! Bylines: lines that name an author, and the form of a person's name.

use crate::lang::bylines::{self, Lead};
use crate::lang::calendar;
/// Words that are never a person's name, but that are often in the place of a name.
const NEVER: &[&str] = &[
    "written", "by", "app", "apps", "development", "sidebar", "show", "hide", "verified", "expert", "experts",
    "basics", "trends", "tech", "posts", "post", "coalition", "cybersecurity", "mobile", "security", "digital",
    "marketing", "software", "data", "web", "management", "insights", "resources", "article", "articles", "shop",
    "online", "learn", "add", "view", "full", "bio", "profile", "team", "the", "a", "an", "our", "your", "my", "this",
    "that", "these", "how", "why", "what", "when", "where", "who", "which", "in", "on", "at", "to", "for", "with",
    "from", "of", "and", "or", "is", "are", "was", "news", "home", "about", "contact", "blog", "read", "more", "share",
    "posted", "published", "updated", "category", "categories", "tags", "min", "mins", "minutes", "comments",
    "comment", "print", "email", "views", "view", "photo", "photos", "image", "video", "january", "february", "march",
    "april", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "no", "all", "new", "best", "top", "guide", "review",
    "reviews", "tips", "it", "its", "you", "we", "us", "latest", "next", "previous", "menu", "search", "subscribe",
    "sign", "log", "login", "register", "privacy", "policy", "terms", "cookie", "cookies", "copyright",
    "advertisement", "sponsored", "featured", "related", "popular", "trending", "world", "business", "politics",
    "sports", "health", "science", "technology", "entertainment", "lifestyle", "travel", "food", "opinion",
    "university", "college", "institute", "press", "media", "group", "inc", "llc", "ltd", "company", "services",
    "solutions", "products", "default", "reading", "time", "date", "last", "first", "here", "table", "contents",
    "follow", "facebook", "twitter", "linkedin", "instagram", "pinterest", "youtube", "whatsapp", "using", "making",
    "buying", "being", "getting", "adding", "having", "step", "part", "chapter", "section", "not", "law", "design",
    "default",
];

/// The authors that a line names, if the line holds only names and perhaps a date.
pub(super) fn authors(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    if text.chars().count() > 160 {
        return None;
    }
    // `ByAda Lovelace`: two elements of a page that lost the space between them.
    if let Some(rest) = text.strip_prefix("By")
        && rest.starts_with(char::is_uppercase)
        && let Some((found, after)) = leading_name(rest)
        && after.is_empty()
    {
        return Some(vec![found]);
    }
    let found = bylines::lead(text).filter(|found| found.lead == Lead::Author && !found.rest.is_empty())?;
    // `By` must be written as at the start of a line, not as inside a sentence.
    let short = found.phrase.len() < 6 && found.phrase != "by" && !found.phrase.ends_with(':');
    if text.starts_with(char::is_lowercase) && short {
        return None;
    }
    let rest = bylines::after_author_leads(found.rest).unwrap_or(found.rest);
    let names = names(rest);
    (!names.is_empty()).then_some(names)
}

/// Verbs of English sentences before `written by`.
const VERBS: &[&str] = &["was", "were", "is", "are", "been", "be"];

/// The authors named after a date or a sign in the middle of a line: `March 15, 2022 · 3 min read · By Ada Lovelace`.
pub(super) fn inside(text: &str) -> Option<Vec<String>> {
    let behind = |s: &str| text.find(s).map(|i| i + s.len());
    let english = [" By ", " by ", " BY ", "\u{a0}by\u{a0}"].iter().find_map(|s| behind(s));
    // Small words of other languages have other meanings as well: they count only behind a date.
    let dated = |at: &usize| calendar::find(text.get(..*at).unwrap_or(""), None).is_some();
    let at = english.or_else(|| bylines::places_after_by(text).find(dated))?;
    let before = text.get(..at)?;
    // `Originally written by`, and not `The archive was first written by`.
    let lower = before.to_lowercase();
    let says = ["written", "posted", "published", "authored", "words"].iter().any(|w| lower.contains(w));
    let tells = lower.split_whitespace().any(|word| VERBS.contains(&word));
    let parted = calendar::find(before, None).is_some() || before.contains(['|', '·', '•', '—']) || says && !tells;
    let names = if parted && text.chars().count() <= 160 { names(text.get(at..)?) } else { Vec::new() };
    (!names.is_empty()).then_some(names)
}

/// Authors with the numbers, letters and signs of their institutes after their names:
/// `Ada Lovelace1*, Charles Babbage2`, `Ada Lovelace a,*, Charles Babbage b`.
pub(super) fn scholars(text: &str) -> Option<Vec<String>> {
    if text.chars().count() > 400 {
        return None;
    }
    let mut bare = String::with_capacity(text.len());
    let (mut before, mut marked) = (' ', false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let mark = |c: char| c.is_numeric() || "*†‡§".contains(c);
        let leans = before.is_alphabetic() || mark(before);
        let between = c == ',' && mark(before) && chars.peek().is_some_and(|c| mark(*c));
        if mark(c) && leans || between {
            marked = true;
            before = '1';
            continue;
        }
        bare.push(c);
        before = c;
    }
    // A word of one letter is the mark of an institute here.
    let joins = |word: &&str| word.chars().count() > 1 && bylines::is_and(word);
    let words = bare.split([',', '&']).map(|part| part.split(' ').collect::<Vec<_>>());
    let parts: Vec<String> =
        words.flat_map(|words| words.split(joins).map(|part| part.join(" ")).collect::<Vec<_>>()).collect();
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|p| !p.is_empty()).collect();
    let names: Vec<&str> = parts.iter().filter_map(|part| unlettered(part)).collect();
    marked |= names != parts;
    (marked && names.len() >= 2 && names.iter().all(|p| is_name(p)))
        .then(|| names.into_iter().map(String::from).collect())
}

/// A name without the letter of an institute; `None` if only the letter or a sign is left.
fn unlettered(part: &str) -> Option<&str> {
    let letter = |p: &str| matches!(p.as_bytes(), [b'a'..=b'h']);
    if letter(part) || part.chars().all(|c| "*†‡§".contains(c)) {
        return None;
    }
    Some(part.rsplit_once(' ').filter(|(_, last)| letter(last)).map_or(part, |(name, _)| name.trim_end()))
}

/// A person's name at the head of a line and the text after it: empty, a date, a sign, a gap.
pub(super) fn leading_name(text: &str) -> Option<(String, &str)> {
    let text = text.trim();
    if text.chars().count() > 80 {
        return None;
    }
    let (found, used) = name(text)?;
    let rest = text.get(used..)?;
    let words = found.split(' ').count();
    let capitals = !found.chars().any(char::is_lowercase);
    let follows = rest.is_empty()
        || rest.starts_with(|c: char| !c.is_alphanumeric() && c != ' ')
        || rest.starts_with(|c: char| c.is_ascii_digit())
        || rest.trim_start().starts_with("in ")
        || calendar::find(rest, None).is_some_and(|d| d.start <= 3);
    ((2..=4).contains(&words) && follows && !(capitals && words > 3) && found.chars().count() <= 40)
        .then_some((found, rest))
}

/// The names at the head of a text, up to the first other words. Empty if these come too soon.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    while let Some((name, used)) = name(rest) {
        out.push(name);
        rest = rest.get(used..).unwrap_or("").trim_start();
        let after = after_separator(rest);
        match after {
            // `Ann Smith, Berlin`: after a comma only a full name is another author.
            Some(next)
                if out.len() < 8
                    && (!rest.starts_with(", ") || self::name(next).is_some_and(|(n, _)| n.contains(' '))) =>
            {
                rest = next.trim_start();
            }
            _ => break,
        }
    }
    // `By Design Alone It Worked For Years` is a headline.
    let words = rest.split_whitespace().count();
    let parted =
        rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric()) || calendar::find(rest, None).is_some();
    const GOES_ON: &[&str] =
        &["in ", "for ", "at ", "posted", "published", "updated", "last ", "medically", "reviewed"];
    let lower = rest.to_lowercase();
    let dates = || lower.split_once(' ').is_some_and(|(first, _)| calendar::is_before_day(first));
    let goes_on = GOES_ON.iter().any(|w| lower.starts_with(w)) || dates();
    if !parted && !goes_on && words > 3 {
        out.clear();
    }
    out
}

/// The text after a comma, a word for "and", or both.
fn after_separator(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(", ").unwrap_or(text);
    let and = rest.split_once(' ').filter(|(word, _)| bylines::is_and(word)).map(|(_, rest)| rest);
    and.or_else(|| (rest.len() < text.len()).then_some(rest))
}

/// One name at the head of a text, and its bytes: two to five capitalised words, particles and initials between, or one
/// alone before the end or a sign.
fn name(text: &str) -> Option<(String, usize)> {
    let mut end = 0;
    let mut words = 0;
    for (start, word) in words_at(text) {
        let bare = word.trim_end_matches([',', ';', ':', '|', '•', '·', ')']);
        let lower = bare.to_lowercase();
        let initial = bare.len() <= 3 && bare.ends_with('.') && bare.starts_with(char::is_uppercase);
        let letters = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '\u{2011}'));
        let caseless = bare.chars().all(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
        let particle = words > 0 && bylines::is_particle(&lower);
        // A name ends before a date, a preposition or new text.
        let stops =
            !initial && NEVER.contains(&lower.trim_end_matches('.')) || calendar::is_only_month(bare) && words > 0;
        if !letters || bare.is_empty() || stops || !(bare.starts_with(char::is_uppercase) || particle || caseless) {
            break;
        }
        if words > 0 && text.get(end..start).is_none_or(|gap| gap.chars().count() > 2) {
            break;
        }
        end = start + bare.len();
        words += 1;
        let sentence = bare.ends_with('.') && !initial && bare.chars().count() > 4;
        if bare.len() < word.len() || words == 5 || sentence {
            break;
        }
    }
    let found = text.get(..end)?.trim_end_matches(['.', ',']).trim();
    let found = if found.len() + 1 == end
        && text.get(..end)?.ends_with('.')
        && (found.ends_with("Jr") || found.ends_with("Sr"))
    {
        text.get(..end)?
    } else {
        found
    };
    let mut kept = found;
    while let Some((head, last)) = kept.rsplit_once(' ') {
        if bylines::is_particle(last) { kept = head.trim_end() } else { break }
    }
    (kept.chars().filter(|c| c.is_alphabetic()).count() >= 2).then(|| (kept.to_owned(), kept.len()))
}

/// True if a whole text looks like the names of persons, with two to four words each.
pub(super) fn is_name(text: &str) -> bool {
    let Some((found, used)) = name(text.trim()) else { return false };
    let words = found.split(' ').count();
    let all_capitals = !found.chars().any(char::is_lowercase);
    used == text.trim().len() && (2..=4).contains(&words) && !(all_capitals && words > 3) && found.chars().count() <= 40
}

/// The words of a text with their offsets.
pub(super) fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |w| (w.as_ptr() as usize - base, w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_of_many_kinds() {
        for (text, want) in [
            ("By Ada Lovelace", vec!["Ada Lovelace"]),
            ("Posted by Ada Lovelace on March 3, 2020", vec!["Ada Lovelace"]),
            ("By Ada Lovelace and Mary F. Somerville", vec!["Ada Lovelace", "Mary F. Somerville"]),
            ("Words by Charles de Gaulle | Paris", vec!["Charles de Gaulle"]),
            ("Von Anna Müller, Berlin", vec!["Anna Müller"]),
            ("Written by: Ada Lovelace", vec!["Ada Lovelace"]),
            ("By A. Penrose", vec!["A. Penrose"]),
        ] {
            assert_eq!(authors(text), Some(want.into_iter().map(String::from).collect()), "{text}");
        }
        for text in ["By the way, it rained", "By 2030 all will be well", "Bye Ada", "by using this site you agree"] {
            assert_eq!(authors(text), None, "{text}");
        }
    }

    #[test]
    fn institutes_stand_behind_names() {
        let found = scholars("Lena Hofer1*, Samuel Adeyemi2,3 and Ruth Nakano1").unwrap();
        assert_eq!(found, ["Lena Hofer", "Samuel Adeyemi", "Ruth Nakano"]);
        assert_eq!(scholars("Lena Hofer, Samuel Adeyemi"), None, "no marks");
        assert_eq!(scholars("Windows 95, Windows 98 and Office 97"), None);
        assert_eq!(inside("Publicado el 2 de febrero de 2024 por Carmen Ibarra"), Some(vec!["Carmen Ibarra".into()]));
    }

    #[test]
    fn names_are_told_from_headlines() {
        assert!(is_name("Ada Lovelace") && is_name("Ludwig van Beethoven"));
        assert!(!is_name("Read More") && !is_name("The Day After") && !is_name("Sports"));
    }
}
