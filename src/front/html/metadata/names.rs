//! Names of authors in bylines, separated from the other words there.

use crate::front::html::dom::measure::same_words;
use crate::front::html::dom::urls;
use crate::front::html::dom::{Dom, Id, fold};
use crate::lang::bylines::{self, FilingWord, Lead};
use crate::lang::calendar;

/// The classes of cards of people.
const CARDS: &[&str] = &["vcard", "hcard", "h-card", "author", "p-author", "byline"];

/// True if a class or id names the author's place.
pub(crate) fn is_byline_class(dom: &Dom, id: Id) -> bool {
    // A card's full name (vCard in HTML), unless it is an organisation's. Alone, the class `fn` may also mean a
    // function.
    if dom.has_class(id, "fn")
        && !dom.has_class(id, "org")
        && dom.ancestors(id).take(4).any(|a| dom.has_any_class(a, CARDS))
    {
        return true;
    }
    let names = dom.classes(id).chain(dom.attr(id, "id"));
    names.map(str::to_ascii_lowercase).any(|c| {
        let c = c.replace('_', "-");
        matches!(
            c.as_str(),
            "author"
                | "byline"
                | "author-name"
                | "authorname"
                | "p-author"
                | "post-author"
                | "entry-author"
                | "article-author"
                | "byline-name"
                | "byline-author"
                | "by-author"
                | "post-author-name"
                | "article-byline"
                | "authors"
                | "story-byline"
                | "c-byline"
                | "author-link"
                | "entry-author-name"
                | "article-author-name"
                | "post-byline"
                | "blog-author"
                | "reader-credits"
        ) || c.ends_with("byline-name")
            || c.ends_with("author-name")
            || c.ends_with("authorname")
    })
}

/// Names out of a byline.
pub(crate) fn split_names(text: &str) -> Vec<String> {
    // Fixed spaces next to other spaces mark a gap: after it comes a date or the like.
    let text = text.trim_start();
    let gap = text.find("\u{a0}\u{a0}").or_else(|| text.find("\u{a0} ")).filter(|gap| *gap > 0);
    let text = fold(&text[..gap.unwrap_or(text.len())]);
    let text = bylines::after_author_leads(&text).unwrap_or(&text);
    let cut = text.find(['|', '•', '·', '\n', '—', '–']).unwrap_or(text.len());
    // "Rachel Metz - AP Technology Writer"
    let cut = text.find(" - ").filter(|at| *at > 0).map_or(cut, |at| cut.min(at));
    let mut brackets = text[..cut].match_indices('(').map(|(at, _)| at);
    let cut = brackets.find(|at| !is_amid_name(&text[*at..])).unwrap_or(cut);
    let text = &text[..cut];
    // "Ada Quill. Photographs: Bo Lund", but not "Daniel D. Von Marsh".
    let mut stops = text.match_indices(". ").map(|(at, _)| at).filter(|at| !ends_in_initial(&text[..*at]));
    let text = stops.find(|at| bylines::lead(&text[at + 2..]).is_some()).map_or(text, |at| &text[..at]);
    let parts = text
        .split([',', ';', '、'])
        .flat_map(|part| {
            // ", and Bo Lund"
            let part = part.trim();
            let after = part.split_once(' ').filter(|(word, _)| bylines::is_and(&word.to_lowercase()));
            bylines::split_at_and(after.map_or(part, |(_, rest)| rest))
        })
        .map(|part| part.trim().trim_end_matches(['.', ':']));
    let mut names: Vec<String> = Vec::new();
    // The names after "Photograph by" did not write the text, down to the next "by".
    let mut others = false;
    // After an office comes its department: "Ada Marsh, Product Manager, Latin America".
    let mut office = false;
    for part in parts.filter(|p| !p.is_empty()) {
        if std::mem::take(&mut office) && !text.contains(&format!(" and {part}")) {
            continue;
        }
        office = !names.is_empty() && bylines::is_job(part);
        let lower = part.to_ascii_lowercase();
        // "Ada Marsh and Updated by Ines Vale"; an editor did not write the text.
        let part = if lower.starts_with("updated by ") { &part["updated by ".len()..] } else { part };
        let found = bylines::lead(part);
        others = found.map_or(others, |found| found.lead == Lead::Other);
        if others {
            continue;
        }
        let part = without_house(without_office(found.map_or(part, |found| found.rest)));
        match names.last_mut() {
            Some(_) if is_degree(part) => {}
            Some(name) if matches!(part, "Jr" | "Sr" | "II" | "III" | "IV") => *name += &format!(" {part}"),
            _ => names.push(part.to_string()),
        }
    }
    names
}

/// True if a text ends in a letter that stands for a name: "Daniel D".
fn ends_in_initial(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    last.chars().count() == 1 && last.starts_with(char::is_uppercase)
}

/// A name that was filed by its last part, turned round: "de Jong, Michiel B.". Two full names stay unchanged.
/// Libraries add the years of a life: "Quill, Ada, 1850-1910".
pub(crate) fn turned(text: &str) -> Option<String> {
    let is_year = |c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '?' | ' ');
    let years = |tail: &str| tail.contains(|c: char| c.is_ascii_digit()) && tail.trim().chars().all(is_year);
    let text = text.rsplit_once(',').filter(|(_, tail)| years(tail)).map_or(text, |(name, _)| name);
    let (last, first) = text.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    let mut words = last.split(' ').rev();
    let one = words.next().is_some_and(|word| !word.is_empty()) && words.all(bylines::is_particle);
    let given = !first.is_empty() && !first.contains(',') && first.split(' ').count() <= 2 && !is_degree(first);
    let capital = first.starts_with(char::is_uppercase) && !matches!(first, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III");
    (one && given && capital).then(|| format!("{first} {last}"))
}

/// A name without the office after it: "Andrea Stone Senior Washington Correspondent".
fn without_office(part: &str) -> &str {
    let is_office = |word: &str| bylines::is_office(&word.to_lowercase());
    if !part.rsplit(' ').next().is_some_and(is_office) {
        return part;
    }
    let is_rank = |word: &str| bylines::is_rank(&word.to_lowercase());
    let mut words = part.match_indices(' ').map(|(at, _)| at).skip(1);
    let cut = words.find(|at| is_rank(part[at + 1..].split(' ').next().unwrap_or("")));
    cut.map_or(part, |at| &part[..at])
}

/// A name without the house after it: "Ada Marsh The Associated Press".
fn without_house(part: &str) -> &str {
    let person = part.split_once(" The ").filter(|(name, house)| is_person(name) && bylines::is_institution(house));
    person.map_or(part, |(name, _)| name)
}

/// An office without a name: "Executive Editor".
fn is_office(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let [first, .., last] = words.as_slice() else { return false };
    words.len() <= 4 && bylines::is_rank(first) && bylines::is_office(last)
}

/// True if the text after a name is a degree or a qualification: `MD`, `Ph.D.`, `CFP®`.
fn is_degree(text: &str) -> bool {
    // In their usual spelling, because `Do` and `Ma` are names.
    const DEGREES: &[&str] = &[
        "AB", "BA", "BS", "BSc", "BSN", "CFA", "CFP", "CPA", "CPT", "CSCS", "DDS", "DMD", "DO", "DPT", "DSc", "DVM",
        "EdD", "Esq", "FRS", "JD", "LCSW", "LDN", "LLB", "LLM", "LMFT", "MA", "MBA", "MD", "MPA", "MPH", "MPhil", "MS",
        "MSc", "MSW", "MSN", "NP", "OD", "PA-C", "PharmD", "PhD", "PHD", "PsyD", "PT", "RD", "RDN", "RN", "ScD",
    ];
    let bare: String = text.chars().filter(|c| !matches!(c, '.' | '®' | '™' | ' ')).collect();
    DEGREES.contains(&bare.as_str())
}

/// True if initials or a short name in brackets are followed by the rest of a name: "Richard (R. J.) Eskow".
fn is_amid_name(bracket: &str) -> bool {
    bracket.split_once(") ").is_some_and(|(inside, rest)| inside.len() <= 12 && rest.starts_with(char::is_uppercase))
}

/// True if a text can be a person's name, or a desk's: not an address, not the site's own name, not a sentence.
pub(crate) fn is_name(name: &str, site: Option<&str>) -> bool {
    let count = name.chars().count();
    let words = name.split_whitespace().count();
    let lower = name.to_lowercase();
    let role = [
        "admin", "editor", "staff", "staff writer", "author", "contributor", "guest", "user", "unknown", "anonymous",
        "webmaster", "editorial", "editorial team", "editorial staff", "reporter", "correspondent", "senior reporter",
        "null", "undefined", "none", "posts", "view all posts", "follow", "share", "wordpress", "root",
        "administrator", "super user", "team", "guest author", "guest post", "updated", "view more posts",
        "more posts", "no author", "full bio", "the author", "published",
    ];
    (2..=60).contains(&count)
        && words <= 6
        && !urls::is_web(name)
        && !name.contains(['@', '{', '<', '/', '_', '=', '#', ':', '：'])
        && !name.chars().any(|c| c.is_ascii_digit())
        && name.chars().any(char::is_alphabetic)
        && !role.contains(&lower.as_str())
        && !is_office(name)
        && !is_company(name)
        && !bylines::is_author_lead(name)
        && !holds_lead(name)
        && !bylines::is_nobody(name)
        && bylines::filing(&lower) != Some(FilingWord::Weekday)
        && !(words >= 3 && name.split_whitespace().all(|w| w.starts_with(char::is_lowercase)))
        && !lower.starts_with("view ")
        && !name.chars().zip(name.chars().skip(1)).any(|(a, b)| a == '.' && b.is_lowercase())
        && !site.is_some_and(|s| same_words(s, name))
        && calendar::read(name, None).is_none()
}

/// True if a lead of several words is inside a text: "New Edition Edited by Ines Vale" is not a name.
fn holds_lead(name: &str) -> bool {
    let mut inside = name.match_indices(' ').filter_map(|(at, _)| bylines::lead(&name[at + 1..]));
    inside.any(|found| found.phrase.contains(' '))
}

/// True if a name ends as companies and societies do by law.
fn is_company(name: &str) -> bool {
    const FORMS: &[&str] = &["AG", "GmbH", "gGmbH", "Inc", "LLC", "Ltd", "PLC", "S.A", "S.p.A", "e.V", "eV"];
    let last = name.rsplit(' ').next().unwrap_or("").trim_end_matches('.');
    name.contains(' ') && FORMS.contains(&last)
}

/// True if a text can be a signature in a discussion: one line, neither an address nor a sentence.
pub(crate) fn is_signature(name: &str) -> bool {
    (2..=40).contains(&name.chars().count())
        && name.split_whitespace().count() <= 4
        && name.chars().any(char::is_alphabetic)
        && !urls::is_web(name)
        && !name.contains(['@', '<', '{'])
        && !bylines::is_nobody(name)
}

/// True if a text looks like one person's name: two to four words, each with a capital except the small ones between.
pub(crate) fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |w: &&str| {
        let mut letters = w.chars().filter(|c| c.is_alphabetic());
        letters.next().is_some_and(char::is_uppercase) && w.chars().filter(|c| c.is_uppercase()).count() <= 3
    };
    (2..=4).contains(&words.len())
        && words.iter().all(|w| capital(w) || bylines::is_particle(w))
        && words.iter().any(capital)
}

/// True if an address is that of the page about an author.
pub(crate) fn is_author_page(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or("").trim_end_matches('/').to_ascii_lowercase();
    let mut parts = path.rsplit('/');
    let (last, before) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    last.len() > 2
        && matches!(
            before,
            "author" | "authors" | "autor" | "autoren" | "auteur" | "writers" | "contributors" | "byline"
        )
}

/// Words of a class for text that describes the author and does not name them.
const ABOUT: &[&str] = &["bio", "company", "credentials", "desc", "description", "job", "position", "role", "title"];

/// True if some word of a class names an author's place: `post-author_name`, `resource-author`. The title of a box is a
/// heading, and that of a box about an author is the name: `<h3 class="author-title">`. Elsewhere a title is an office.
pub(crate) fn is_author_word(dom: &Dom, id: Id) -> bool {
    let word = |w: &str| matches!(w, "author" | "authors" | "byline" | "writer" | "autor");
    let is_heading = dom.is_heading(id);
    let about = |w: &str| ABOUT.contains(&w) && !(w == "title" && is_heading);
    let names = |class: String| {
        let words = || class.split(['-', '_']);
        words().any(word) && !words().any(about)
    };
    dom.classes(id).any(|class| names(class.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_name_is_no_name() {
        assert_eq!(split_names("By Brenda Marsh, MA"), ["Brenda Marsh"]);
        assert_eq!(split_names("Ada Quill, Ph.D., RDN and Ines Vale, CFP®"), ["Ada Quill", "Ines Vale"]);
        assert_eq!(split_names("Tom Ashby, Jr."), ["Tom Ashby Jr"]);
        assert_eq!(split_names("Vale, Do"), ["Vale", "Do"]);
        assert_eq!(split_names("By Ada Marsh and Updated by Ines Vale"), ["Ada Marsh", "Ines Vale"]);
        assert_eq!(split_names("Ada Marsh, Reviewed by Ines Vale"), ["Ada Marsh"]);
        assert_eq!(split_names("Photograph by Bo Lund, Harbour Creative"), [""; 0]);
        assert_eq!(split_names("Reviewed by Ines Vale, Written by Ada Marsh"), ["Ada Marsh"]);
        assert_eq!(split_names("Ada Quill. Photographs: Bo Lund"), ["Ada Quill"]);
        assert_eq!(split_names("Daniel D. Von Marsh"), ["Daniel D. Von Marsh"]);
        assert_eq!(split_names("Ada Quill, Product Manager, Latin America"), ["Ada Quill", "Product Manager"]);
        let two = "Ada Quill, Product Manager, and Bo Lund, Director";
        assert_eq!(split_names(two), ["Ada Quill", "Product Manager", "Bo Lund", "Director"]);
    }

    #[test]
    fn offices_are_no_part_of_names() {
        assert_eq!(split_names("Andrea Stone Senior Washington Correspondent"), ["Andrea Stone"]);
        assert_eq!(split_names("Ada Editor"), ["Ada Editor"]);
        assert!(!is_name("Executive Editor", None) && !is_name("en charge de la politique", None));
        assert!(!is_name("Harbour Works GmbH", None) && !is_name("Friends of the Quay e.V.", None));
        assert!(!is_name("Author", None) && !is_name("More posts", None));
        assert!(!is_name("Team Harbour", None) && !is_name("NOC Admin", None) && !is_name("Sat", None));
        assert!(!is_name("李明 关键词：港口", None), "a label");
        assert!(is_name("danah boyd", None) && is_name("Ines Vale", None));
    }

    #[test]
    fn the_title_of_a_box_about_an_author_is_the_name_only_on_a_heading() {
        let names = |html: &str| {
            let dom = Dom::document(html);
            dom.descendants(Dom::ROOT).any(|id| is_author_word(&dom, id))
        };
        assert!(names("<h3 class='author-title'>Ada Marsh</h3>"));
        assert!(!names("<span class='author-title'>Reporter</span>"));
    }

    #[test]
    fn bylines_give_names() {
        assert_eq!(split_names("By Ada Lovelace and Charles Babbage"), ["Ada Lovelace", "Charles Babbage"]);
        assert_eq!(split_names("Ada (A. L.) Lovelace (London)"), ["Ada (A. L.) Lovelace"]);
        assert_eq!(split_names("Ada Lovelace\u{a0} \u{a0}Monday, May 4"), ["Ada Lovelace"]);
        assert!(!is_name("https://www.facebook.com/wave", None));
        assert!(is_person("Ada Lovelace") && is_person("Ludwig van Beethoven") && is_person("Sarah Knowles MW"));
        assert!(!is_person("Ada") && !is_person("About the author") && !is_person("READ MORE POSTS"));
        assert!(is_author_page("https://e.org/author/ada-lovelace/") && !is_author_page("/author/"));
        assert!(!is_author_page("/news/the-author-of-waves"));
    }
}
