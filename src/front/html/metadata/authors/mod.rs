//! The authors of the article: a table of the places where pages name them.
//!
//! No author is better than a wrong one. Authors in the page's structured data count first, because it is tidy; but a
//! visible byline next to the title wins if the two have no name in common, because templates state the owner of the
//! site, a login or the publication itself. A house counts only where no person signs.

mod beside_title;
mod houses;
mod marked;

use crate::front::html::dom::measure::same_words;
use crate::front::html::dom::urls;
use crate::lang::bylines::is_institution;

use super::Reader;
use super::names::{is_name, is_person, is_signature, split_names, turned};
use beside_title::beside_title;
use houses::{is_agency, is_house, is_login, names_house, signs_template};
use marked::{by_class, by_latexml, by_property, by_rel, by_word};

/// Texts that lead to a name are not longer, in characters.
const SHORT: usize = 80;

/// A place where pages name authors. The function only collects names; [`Reader::authors`] decides between the places.
struct Source {
    /// Its name.
    id: &'static str,
    /// True if readers see it.
    shown: bool,
    names: fn(&Reader) -> Vec<String>,
}

/// The places, most believed first.
const SOURCES: &[Source] = &[
    Source { id: "record", shown: false, names: recorded },
    Source { id: "citation", shown: false, names: |page| page.stated(CITED) },
    Source { id: "meta", shown: false, names: |page| page.stated(STATED) },
    Source { id: "microdata", shown: true, names: by_property },
    Source { id: "rel-author", shown: true, names: by_rel },
    Source { id: "latexml", shown: true, names: by_latexml },
    Source { id: "beside-title", shown: true, names: beside_title },
    Source { id: "byline-class", shown: true, names: by_class },
    Source { id: "author-word", shown: true, names: by_word },
];

/// `<meta>` of libraries, with one person each, often filed by the last name.
const CITED: &[&str] = &["citation_author", "dc.creator", "dcterms.creator"];
/// The `<meta>` names of other software.
const STATED: &[&str] =
    &["author", "article:author", "parsely-author", "sailthru.author", "byl", "article:author_name", "twitter:data1"];

impl Reader<'_> {
    /// The authors. `host` is that of the page's own address.
    pub(crate) fn authors(&self, site: Option<&str>, host: Option<&str>) -> Vec<String> {
        let accepted = |source: &Source| {
            let mut seen: Vec<String> = Vec::new();
            for name in (source.names)(self) {
                if self.is_organisation(&name) {
                    continue;
                }
                // A person whom the page shows as its author may share a name with the site; a paper may not.
                let site = site.filter(|_| !source.shown || !is_person(&name) || names_house(&name));
                let signs = source.id == "record" && self.record.as_ref().is_some_and(|record| record.is_post)
                    || source.id == "microdata" && self.is_post();
                let person = || is_name(&name, site) && !is_login(&name) && !is_agency(&name);
                let own = (person() || signs && is_signature(&name)) && !is_house(&name, host);
                let own = own && !(is_institution(&name) && self.is_signed_by(&name));
                if own && !seen.iter().any(|s| same_words(s, &name)) {
                    seen.push(name);
                }
            }
            people_or_houses(seen)
        };
        let is_beside =
            |name: &String| self.near_title.iter().any(|text| text.chars().count() < SHORT && text.contains(name));
        let (mut stated, mut houses): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for source in SOURCES {
            let names = accepted(source);
            if !source.shown {
                stated = fuller(stated, names);
                continue;
            }
            if names.iter().all(|name| is_institution(name)) {
                if houses.is_empty() {
                    houses = names;
                }
                continue;
            }
            if stated.iter().all(|name| is_institution(name))
                && (stated.is_empty() || names.iter().all(|n| is_person(n)))
            {
                return names;
            }
            // A byline next to the title that names people, none of them in the structured data.
            let is_byline = source.id == "beside-title" || source.id == "byline-class";
            let common = |name: &String| stated.iter().any(|other| is_same_person(name, other));
            let others = |name: &String| is_person(name) && !common(name) && is_beside(name);
            if is_byline && names.iter().all(others) {
                return names;
            }
        }
        if stated.is_empty() { houses } else { people_or_houses(stated) }
    }

    /// The names that these properties state, the first ones most believed.
    fn stated(&self, properties: &[&'static str]) -> Vec<String> {
        let labelled = |name: &str| {
            name != "twitter:data1"
                || self.property(&["twitter:label1"]).is_some_and(|label| label.to_lowercase().contains("written by"))
        };
        let of = |name: &str| {
            self.all(name)
                .filter(|value| !self.is_site(value) && !self.is_organisation(value) && !signs_template(value))
                .filter(|value| !self.is_desk(value) && !urls::is_web(value))
                .flat_map(|value| turned(value).map_or_else(|| split_names(value), |n| vec![n]))
                .collect::<Vec<_>>()
        };
        let lists = properties.iter().filter(|name| labelled(name)).map(|name| of(name));
        lists.fold(Vec::new(), fuller)
    }

    /// True if a statement ends in the site's name and its beginning is no person: "City Desk - Harbour News".
    fn is_desk(&self, value: &str) -> bool {
        let parted = value.rsplit_once(" - ").or_else(|| value.rsplit_once(" | "));
        parted.is_some_and(|(desk, house)| self.names_site(house) && !is_person(desk))
    }

    /// True if words are the site's name, or the name at the end of the window's title.
    fn names_site(&self, words: &str) -> bool {
        self.is_site(words) || self.head_title().trim_end().ends_with(words.trim())
    }

    /// True if the last part of the window's title begins with a name: `_港口网体育` with `港口网`.
    fn is_signed_by(&self, name: &str) -> bool {
        let title = self.head_title();
        let last = title.rsplit(['_', '-', '|', '｜', '－', '–', '—']).next().unwrap_or("");
        last.len() < title.len() && last.trim().starts_with(name)
    }

    /// True if a statement is the site's name, as a whole: "Salt & Sail" is not a pair of names.
    fn is_site(&self, name: &str) -> bool {
        self.site().is_some_and(|site| same_words(&site, name))
    }

    /// True if a statement names an organisation that the record has as the author.
    fn is_organisation(&self, name: &str) -> bool {
        self.record.iter().flat_map(|record| &record.organisations).any(|other| same_words(other, name))
    }
}

/// True if two names may be the same person's: one has all words of the other, initials and middle names aside.
fn is_same_person(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
        words.map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    let last = |words: &[String]| words.last().cloned().unwrap_or_default();
    a.iter().all(|word| b.contains(word)) || b.iter().all(|word| a.contains(word)) || last(&a) == last(&b)
}

/// The people of a list of names; all of them if there are only houses.
fn people_or_houses(names: Vec<String>) -> Vec<String> {
    let people: Vec<String> = names.iter().filter(|name| !is_institution(name)).cloned().collect();
    if people.is_empty() { names } else { people }
}

/// The more believed list of names, or the other if it has all of them and more: one statement may have only the first
/// author.
fn fuller(believed: Vec<String>, other: Vec<String>) -> Vec<String> {
    let has_all = believed.iter().all(|name| other.iter().any(|another| is_same_person(name, another)));
    if has_all && other.len() > believed.len() { other } else { believed }
}

/// The article's record for machines.
fn recorded(page: &Reader) -> Vec<String> {
    let names = page.record.iter().flat_map(|record| &record.authors);
    names.filter(|name| !page.is_site(name) && !page.is_organisation(name)).flat_map(|name| split_names(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::html::dom::Dom;

    use crate::context::Context;

    fn authors(html: &str) -> Vec<String> {
        let dom = Dom::document(html);
        let known = crate::front::html::metadata::read(&dom, html, None, &mut Context::default());
        known.meta.authors.into_iter().map(|author| author.name).collect()
    }

    fn page(head: &str, byline: &str) -> String {
        let prose = "The harbour master counted forty boats on the morning of the fair. ".repeat(4);
        format!("<title>Forty boats</title>{head}<body><main><h1>Forty boats</h1>{byline}<p>{prose}</p></main>")
    }

    #[test]
    fn a_house_is_named_only_where_no_person_signs() {
        let by = |line: &str| authors(&page("", &format!("<p class=byline>By {line}</p>")));
        for line in ["Ada Marsh, Harbour News", "Ada Marsh, TODAY contributor", "Ada Marsh, CNN Political Reporter"] {
            assert_eq!(by(line), ["Ada Marsh"], "{line}");
        }
        assert_eq!(by("Ada Marsh, The Associated Press and Ines Vale"), ["Ada Marsh", "Ines Vale"]);
        assert_eq!(by("Ada Marsh The Associated Press"), ["Ada Marsh"]);
        assert_eq!(by("Ada Marsh, Product Manager, Harbour News"), ["Ada Marsh"]);
        assert_eq!(by("The Associated Press"), ["The Associated Press"]);
        let wire = "<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":{\"@type\":\"Person\",\"name\":\"CNN Wire\"}}</script>";
        let signed = "<div class=byline><span>By:</span> <span>CNN Wire</span></div><div>By Ada Marsh</div>";
        assert_eq!(authors(&page(wire, signed)), ["Ada Marsh"]);
        assert_eq!(authors(&page(wire, "")), ["CNN Wire"]);
    }

    #[test]
    fn a_title_of_a_low_rank_counts_only_over_its_text() {
        let prose = "The harbour master counted forty boats on the morning of the fair, and again at noon. ".repeat(5);
        let head = "<title>Forty boats at the fair</title>";
        let article =
            format!("{head}<main><h3>Forty boats at the fair</h3><div>By Ada Marsh</div><p>{prose}</p></main>");
        assert_eq!(authors(&article), ["Ada Marsh"]);
        let card = "<h3>Forty boats at the fair</h3><div>By Bo Lund</div><h3>Nine ropes</h3><div>By Ines Vale</div>";
        assert!(authors(&format!("{head}<main><p>{prose}</p></main><div>{card}</div>")).is_empty());
    }

    #[test]
    fn a_byline_beats_a_login_and_the_publication() {
        let login =
            "<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":{\"name\":\"adamarsh\"}}</script>";
        assert_eq!(authors(&page(login, "<p class=byline>By <a rel=author>Ada Marsh</a></p>")), ["Ada Marsh"]);
        assert!(authors(&page(login, "")).is_empty(), "a login is no name");
        let house = "<meta name=author content='Harbour Post'>";
        let byline = "<div class=author>Ada Quill<span>Senior Reporter</span><span>5 min read</span></div>";
        assert_eq!(authors(&page(house, byline)), ["Ada Quill"]);
        assert_eq!(authors(&page(house, "<p>This is a guest post by <b>Ines Vale</b>.</p>")), ["Ines Vale"]);
        let own = "<link rel=canonical href=https://adaquill.net/a><meta name=author content='Ada Quill'>";
        assert_eq!(authors(&page(own, "")), ["Ada Quill"], "her own site");
        let house = "<link rel=canonical href=https://harbour.net/a><meta name=author content='Harbour'>";
        assert!(authors(&page(house, "")).is_empty());
        let agreed = "<meta name=author content='Ada M. Quill, Bo Lund'>";
        assert_eq!(authors(&page(agreed, "<p class=byline>By Ada Quill</p>")), ["Ada M. Quill", "Bo Lund"]);
    }

    #[test]
    fn who_did_something_else_is_no_author() {
        let meta = "<p><span>Peer reviewed by <a href='/authors/v'>Ines Vale</a></span><span>Authored by <a href='/authors/m'>Ada Marsh</a></span></p>";
        assert_eq!(authors(&page("", meta)), ["Ada Marsh"]);
        assert_eq!(authors(&page("", "<p class=author>Words: Ada Quill. Photographs: Bo Lund</p>")), ["Ada Quill"]);
        assert_eq!(
            authors(&page("", "<p class=byline>By Ada Quill and Bo Lund, Staff Writers</p>")),
            ["Ada Quill", "Bo Lund"]
        );
        assert!(authors(&page("", "<p>Photo by Bo Lund</p><p>By hand:</p><p>By machine:</p>")).is_empty());
        let reviewed = "<div class=byline-author>Reviewed by <a class=author-link href=/v>Ines Vale</a></div>";
        assert!(authors(&page("", reviewed)).is_empty());
        let written = "<div class=byline-author>Written by <a class=author-link href=/m>Ada Marsh</a></div>";
        assert_eq!(authors(&page("", &format!("{reviewed}{written}"))), ["Ada Marsh"]);
        let degrees = "<div class=author-description>Master Rigger, Harbour Law</div>";
        assert!(authors(&page("", degrees)).is_empty(), "a line about the author is no name");
        assert!(authors(&page("", "<span itemprop=author>New Edition Edited by Ines Vale</span>")).is_empty());
        let book = "<p>Ten of them.</p><h2>The Man of the Quay by Bo Lund</h2><h2>The Mole <br>by Ines Vale</h2>";
        assert!(authors(&page("", book)).is_empty(), "who wrote the books is not who wrote about them");
    }

    #[test]
    fn houses_and_templates_are_no_authors() {
        let meta = |name: &str| authors(&page(&format!("<meta name=author content='{name}'>"), ""));
        assert!(meta("AFP").is_empty() && meta("LN").is_empty());
        assert_eq!(meta("Bo"), ["Bo"]);
        assert!(meta("Bo Lund - http://themes.example").is_empty(), "who made the template");
        let site = "<meta property=og:site_name content='Harbour News'>";
        let shown = |name: &str| authors(&page(site, &format!("<p class=byline>By {name}</p>")));
        assert!(shown("Harbour News").is_empty());
        assert_eq!(shown("Ada Marsh"), ["Ada Marsh"]);
        let land = "<table class='infobox vcard'><tr><td><b class='fn org'>New Holm</b></td></tr></table>";
        assert!(authors(&page("", land)).is_empty(), "a card of a country");
        let reply = "<div class=CommentsItemMeta-root><a class=CommentUserName-author>Bo Lund</a></div>";
        assert!(authors(&page("", reply)).is_empty(), "who commented");
    }

    #[test]
    fn who_wrote_what_a_card_leads_to_is_no_author() {
        let cards = [
            "<a href=/b><h3>The crane</h3><p>It was promised for the spring, and again for the autumn of the next year.</p><span class=author>von Bo Lund</span></a>",
            "<li><h3><a href=/b>The crane</a></h3><p class=byline>By <a rel=author href=/bo>Bo Lund</a></p></li>",
            "<div><h4>Guest essay</h4><h3><a href=/b>The crane</a></h3><div><div><div class=post-author-name>Bo Lund</div></div></div></div>",
            "<article><h2><a href=/b>The crane</a></h2><span itemprop=author>Bo Lund</span></article>",
            "<div class=teaser><div><a href=/b><h3>The crane</h3></a></div><span class=author-name>Bo Lund</span></div>",
            "<div class=reply><a href=https://bo.example/7><span class=author>Bo Lund</span> <time datetime=2024-05-24>24 May</time></a></div>",
            "<div class='h-entry u-comment'><span class=p-author>Bo Lund</span> <time datetime=2024-05-24>24 May</time></div>",
        ];
        for card in cards {
            let text = format!("<p>{}</p>", "The crane was promised for the spring, and it did not come. ".repeat(8));
            assert!(authors(&page("", &format!("{text}<div>{card}</div>"))).is_empty(), "{card}");
            let signed = format!("<p class=byline>By <a rel=author href=/ada>Ada Marsh</a></p>{text}<div>{card}</div>");
            assert_eq!(authors(&page("", &signed)), ["Ada Marsh"], "{card}");
        }
        let own = "<link rel=canonical href=https://harbour.example/boats>";
        let line = "<a href=https://harbour.example/boats><span class=author>Ada Marsh</span> <time>24 May</time></a>";
        assert_eq!(authors(&page(own, line)), ["Ada Marsh"], "a link to the page itself");
    }

    #[test]
    fn one_record_may_have_the_first_author_alone() {
        let record = |name: &str| {
            format!(
                "<script type='application/ld+json'>{{\"@type\":\"Article\",\"author\":{{\"@type\":\"Person\",\"name\":\"{name}\"}}}}</script>"
            )
        };
        let both = "<meta name=author content='Ada Marsh, Bo Lund'>";
        assert_eq!(authors(&page(&(record("Ada Marsh") + both), "")), ["Ada Marsh", "Bo Lund"]);
        assert_eq!(authors(&page(&(record("Ines Vale") + both), "")), ["Ines Vale"], "others than these");
    }

    #[test]
    fn a_desk_of_the_site_is_no_author() {
        let desk = "<meta property=og:site_name content='Harbour News'><meta name=dc.creator content='Zone Quay et port - Harbour News'>";
        assert!(authors(&page(desk, "")).is_empty());
        let person = desk.replace("Zone Quay et port", "Ada Marsh");
        assert_eq!(authors(&page(&person, "")), ["Ada Marsh"]);
        let menu = "<ul><li><a href=/author/Red-Carpets>Red Carpets</a><li><a href=/a>Boats</a><li><a href=/b>Piers</a><li><a href=/c>Ropes</a></ul>";
        assert!(authors(&page("", menu)).is_empty(), "a section in a menu");
    }

    #[test]
    fn a_property_may_name_more_authors_than_the_one_before() {
        let head =
            "<meta name=author content='Ada Marsh'><meta name=byl content='By Ada Marsh, Bo Lund and Ines Vale'>";
        assert_eq!(authors(&page(head, "")), ["Ada Marsh", "Bo Lund", "Ines Vale"]);
        let linked = "<meta property=article:author content=https://e.org/by/ada>".to_owned() + head;
        assert_eq!(authors(&page(&linked, "")).len(), 3, "an address is no name");
        let other = head.replace("By Ada Marsh", "By Ida Quill");
        assert_eq!(authors(&page(&other, "")), ["Ada Marsh"], "others than the first");
    }

    #[test]
    fn a_letter_in_an_element_of_its_own_belongs_to_the_name() {
        let byline = "<p>By <a href=/c>Ada Mars<span class=spaced>h</span></a></p>";
        assert_eq!(authors(&page("", byline)), ["Ada Marsh"]);
    }

    #[test]
    fn who_wrote_a_work_in_a_list_is_no_author() {
        let list =
            "<ol class=bibliography><li><div class=title>On gulls</div><div class=author>P. Moss</div></li></ol>";
        assert_eq!(authors(&page("<meta name=author content='Ida Bolt'>", list)), ["Ida Bolt"]);
        assert_eq!(authors(&page("", list)), [""; 0]);
        assert_eq!(authors(&page("", "<ul class=meta><li class=author>P. Moss</li></ul>")), ["P. Moss"]);
    }

    #[test]
    fn makers_of_pictures_are_no_authors() {
        let record =
            "<div itemscope itemtype=https://schema.org/ImageObject><meta itemprop=author content='Bo Lund'></div>";
        assert!(authors(&page("", record)).is_empty());
        let caption = "<figure><img src=a.jpg><figcaption><small itemprop=author>Bo Lund, Harbour Creative</small></figcaption></figure>";
        assert!(authors(&page("", caption)).is_empty());
        let quoted = "<div class=pull-quote__text><p>Boats first.</p><span class=author>Bo Lund</span></div>";
        assert!(authors(&page("", quoted)).is_empty(), "whose words are quoted");
        let drawn = "<p>By <a rel=author>Ada Marsh</a></p><p>Illustration by <a rel=author>Bo Lund</a></p>";
        assert_eq!(authors(&page("", drawn)), ["Ada Marsh"]);
    }

    #[test]
    fn stated_organisations_are_no_authors() {
        let head = |kind: &str, name: &str| {
            format!(
                "<script type='application/ld+json'>{{\"@type\":\"Article\",\"author\":[{{\"@type\":\"{kind}\",\"name\":\"{name}\"}}]}}</script><meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='{name}'>"
            )
        };
        assert!(authors(&page(&head("Organization", "OH Harbour"), "")).is_empty());
        assert!(
            authors(&page(&head("NewsMediaOrganization", "National Heart, Lung, and Blood Institute"), "")).is_empty()
        );
        assert_eq!(authors(&page(&head("Person", "Ada Marsh"), "")), ["Ada Marsh"]);
        let house = "<link rel=canonical href=https://quay.harbourblog.com/a><span itemprop=author>Harbour</span>";
        assert_eq!(
            authors(&page(house, "<p class=byline-author>Posted by Ada Marsh and Bo Lund - Quay Team</p>")),
            ["Ada Marsh", "Bo Lund"]
        );
    }

    #[test]
    fn who_took_the_picture_or_looked_the_text_over_is_no_author() {
        let photo = "<div><img alt='Forty boats lie at the quay of the town.' src=a.jpg><div><span>Forty boats lie at the quay of the town.</span> <span>By <a href=/w/2>Bo Lund</a></span></div></div>";
        assert_eq!(
            authors(&page("", &format!("{photo}<div><span>By <a href=/w/1>Ada Marsh</a>, Staff Writer</span></div>"))),
            ["Ada Marsh"]
        );
        let reviewed = "<div><span><a>Medically reviewed</a> by <a href=/r>Ines Vale</a></span> — <span>Written by <a href=/a>Ada Marsh</a></span></div>";
        assert_eq!(authors(&page("", reviewed)), ["Ada Marsh"]);
        let stated = "<meta name=author content='Ada Marsh'>";
        let text = "On 14 March Bo Lund warned the crews of the town of what the harbour might look like. ".repeat(4);
        let named = format!("<p class=lead>{text}</p><div class='author people'><span>Bo Lund</span></div>");
        assert_eq!(authors(&page(stated, &named)), ["Ada Marsh"], "who is spoken of");
    }

    #[test]
    fn names_filed_by_the_last_are_turned() {
        let cited = "<meta name=DC.Creator content='Quill, Ada'><meta name=DC.Creator content='de Jong, Michiel B.'>";
        assert_eq!(authors(&page(cited, "")), ["Ada Quill", "Michiel B. de Jong"]);
        assert_eq!(authors(&page("<meta name=dc.creator content='Quill, Ada, 1850-1910'>", "")), ["Ada Quill"]);
    }

    #[test]
    fn bylines_in_other_languages_are_read() {
        assert_eq!(authors(&page("", "<div class=article__author>Текст: Ada Marsh</div>")), ["Ada Marsh"]);
        assert_eq!(authors(&page("", "<p>Von Ada Marsh und Bo Lund</p>")), ["Ada Marsh", "Bo Lund"]);
    }

    #[test]
    fn lines_with_a_day_and_an_office_name_authors() {
        let by = |line: &str| authors(&page("", line));
        assert_eq!(by("<p>Posted on 12 March 2024 by Ada Marsh in <a href=/c>Travel</a></p>"), ["Ada Marsh"]);
        assert_eq!(by("<p>By <b>Ada Marsh</b> and <b>Bo Lund</b><br>12 March 2024</p>"), ["Ada Marsh", "Bo Lund"]);
        assert_eq!(
            by("<p>Created by <span class=author>Ada Marsh</span>, last modified by <span>Bo Lund</span></p>"),
            ["Ada Marsh"]
        );
        assert!(by("<span>Last updated on <b><time>Mar 12, 2024</time></b> by <b>Bo Lund</b></span>").is_empty());
        assert_eq!(by("<p>Updated Mar 12, 2024</p><p>By <b>Ada Marsh</b></p>"), ["Ada Marsh"]);
        assert!(by("<p>On 12 March 2024 the boat was sold by Bo Lund in Holm</p>").is_empty());
        assert_eq!(by("<div><span>김하나 기자</span> <span>입력 2024.03.12.</span></div>"), ["김하나"]);
        assert_eq!(by("<p class=author>記者・山田花子</p>"), ["山田花子"]);
        assert_eq!(by("<p>2024年3月12日 来源：港口网 作者：李明</p>"), ["李明"]);
        assert_eq!(by("<p class=byline>मारा एलिसन, बीबीसी संवाददाता</p>"), ["मारा एलिसन"]);
        assert_eq!(by("<div class='credits reader-credits'>Ada Marsh</div>"), ["Ada Marsh"]);
    }

    #[test]
    fn papers_of_latexml_name_people_on_the_first_line() {
        let creator = |name: &str| format!("<span class=ltx_creator><span class=ltx_personname>{name}</span></span>");
        let head = creator("Ada Quill<br><span class=ltx_text>Mole Institute</span>") + &creator("Bo Lund<sup>1</sup>");
        assert_eq!(authors(&page("", &format!("<div class=ltx_authors>{head}</div>"))), ["Ada Quill", "Bo Lund"]);
    }

    #[test]
    fn only_who_opened_a_discussion_wrote_it() {
        let post = |kind: &str, name: &str| {
            let author = format!("<a itemprop=author itemscope href=/u><span itemprop=name>{name}</span></a>");
            format!("<div itemscope itemtype='https://schema.org/{kind}'>{author}<p itemprop=text>Ropes rot.</p></div>")
        };
        let thread =
            |opener: &str| post(opener, "ropewalker7") + &post("Answer", "Bo Lund") + &post("Comment", "Ines Vale");
        assert_eq!(authors(&page("", &thread("DiscussionForumPosting"))), ["ropewalker7"]);
        assert!(authors(&page("", &thread("Article"))).is_empty(), "logins sign posts, not articles");
        let others = post("Article", "Ada Quill") + &post("Article", "Bo Lund");
        assert_eq!(authors(&page("", &others)), ["Ada Quill"]);
        let record = "<script type='application/ld+json'>{\"@type\":\"DiscussionForumPosting\",\"author\":{\"name\":\"oar_42\"}}</script>";
        assert_eq!(authors(&page(record, &post("Comment", "Bo Lund"))), ["oar_42"]);
        let signed = "<div class=post-author>oarsman</div><div class=post-author>Bo Lund</div>";
        assert!(authors(&page("", signed)).is_empty(), "the second wrote a reply");
    }

    #[test]
    fn a_source_in_running_text_is_no_byline() {
        let text = "The charge was dropped in the winter, and the harbour was quiet again. ".repeat(5);
        assert!(
            authors(&page("", &format!("<p>As <a href=/x>reported</a> by <em>The Post</em>. {text}</p>"))).is_empty()
        );
    }

    #[test]
    fn sources_have_ids_of_their_own() {
        let ids: std::collections::BTreeSet<_> = SOURCES.iter().map(|source| source.id).collect();
        assert_eq!(ids.len(), SOURCES.len());
    }
}
