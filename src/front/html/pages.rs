//! The pages of a book joined into one tree of nodes, with the classes and roles of books turned into HTML's own
//! elements; the same for the one page of our own HTML back end.
//!
//! Ids are kept; if two pages use the same one, the later gets the number of its page in front. The classes are those
//! of our own back end and of others with the same conventions.

use std::collections::{BTreeMap, BTreeSet};

use super::dom::urls::unescape;
use super::dom::{Dom, Id, fold};
use super::normalize::books::is_page_number;

/// Pages about to be joined.
pub(crate) struct Pages<'a> {
    /// The number of every page of the reading order, by path in lower case.
    numbers: BTreeMap<String, usize>,
    paths: &'a [String],
    pages: Vec<(usize, Dom)>,
    /// The new name, in the later page, of an id that two pages share.
    renamed: BTreeMap<(usize, String), String>,
}

impl<'a> Pages<'a> {
    /// Pages with their numbers in the reading order.
    pub(crate) fn new(paths: &'a [String], pages: Vec<(usize, Dom)>) -> Self {
        let numbers = paths.iter().enumerate().map(|(number, path)| (path.to_lowercase(), number)).collect();
        let mut renamed = BTreeMap::new();
        let mut taken: BTreeSet<String> = pages.iter().map(|(number, _)| page_id(*number)).collect();
        for (number, page) in &pages {
            let ids = page.descendants(Dom::ROOT).flat_map(|d| [page.value(d, "id"), page.value(d, "name")]);
            let own: BTreeSet<&str> = ids.flatten().collect();
            for id in own {
                if !taken.insert(id.to_string()) {
                    renamed.insert((*number, id.to_string()), format!("{}-{id}", page_id(*number)));
                }
            }
        }
        Pages { numbers, paths, pages, renamed }
    }

    /// Joins the content of their bodies, a section each.
    pub(crate) fn join(self, book: &mut Dom) {
        self.join_from(|page| page.find(Dom::ROOT, "body"), book);
    }

    /// Joins the content of one element of each, or all of a page that has no such element.
    pub(crate) fn join_from(self, root: impl Fn(&Dom) -> Option<Id>, book: &mut Dom) {
        for (number, page) in &self.pages {
            let body = root(page).unwrap_or(Dom::ROOT);
            let section = book.new_element("section");
            book.set_attr(section, "id", &page_id(*number));
            book.append(Dom::ROOT, section);
            for child in page.children(body) {
                self.adopt(*number, page, child, book, section);
            }
        }
    }

    /// Copies a node and all below it, with its names made unique in the book. The parser bounds the depth.
    fn adopt(&self, number: usize, page: &Dom, from: Id, book: &mut Dom, to: Id) {
        if let Some(text) = page.text(from) {
            let text = task(page, from, text, book, to).unwrap_or(text);
            let copy = book.new_text(text);
            book.append(to, copy);
            return;
        }
        if is_said_elsewhere(page, from) {
            return;
        }
        if is_page_number(page, from) {
            return self.target(number, page, from, book, to);
        }
        if let Some((source, words)) = lost_picture(page, from) {
            return append_picture(&source, &words, book, to);
        }
        let path = self.paths.get(number).map_or("", String::as_str);
        let copy = book.new_element(page.tag(from));
        for (name, value) in page.attributes(from) {
            let value = match name {
                "id" | "name" => self.id(number, value),
                "href" | "xlink:href" if page.tag(from) == "image" => beside(path, value),
                "href" => self.link(number, path, value),
                "src" | "poster" if !value.contains(':') => beside(path, value),
                _ => value.to_string(),
            };
            book.set_attr(copy, name, &value);
        }
        if let Some(id) = page.value(from, "id") {
            book.know_as(&self.id(number, id), copy);
        }
        in_words_of_html(page, from, book, copy);
        book.append(to, copy);
        for child in page.children(from) {
            self.adopt(number, page, child, book, copy);
        }
    }

    /// The start of a page of the printed book: a target of links; its number is not text.
    fn target(&self, number: usize, page: &Dom, from: Id, book: &mut Dom, to: Id) {
        let Some(id) = page.value(from, "id") else { return };
        let target = book.new_element("a");
        book.set_attr(target, "id", &self.id(number, id));
        book.know_as(&self.id(number, id), target);
        book.append(to, target);
    }

    fn id(&self, page: usize, id: &str) -> String {
        self.renamed.get(&(page, id.to_string())).cloned().unwrap_or_else(|| id.to_string())
    }

    fn link(&self, number: usize, path: &str, href: &str) -> String {
        let (file, fragment) = href.split_once('#').unwrap_or((href, ""));
        if file.contains(':') {
            return href.to_string();
        }
        let page =
            if file.is_empty() { Some(number) } else { self.numbers.get(&beside(path, file).to_lowercase()).copied() };
        match page {
            None => String::new(),
            Some(page) if fragment.is_empty() => format!("#{}", page_id(page)),
            Some(page) => format!("#{}", self.id(page, fragment)),
        }
    }
}

/// The id of a page itself.
fn page_id(number: usize) -> String {
    format!("page-{number}")
}

/// Navigation inside a page, the name of a box's kind, and a caption that is the picture's title.
fn is_said_elsewhere(page: &Dom, id: Id) -> bool {
    page.tag(id) == "nav"
        || (page.has_class(id, "aside-title") && page.has_class(id, "kind"))
        || (page.has_class(id, "from-title") && page.closest(id, "figcaption").is_some())
}

/// True for a box of lines, each a box or paragraph, that a class calls verse.
fn is_verse(page: &Dom, id: Id) -> bool {
    let named = page.has_any_class(id, &["linegroup", "line-group", "lg", "stanza", "verse", "poem", "poetry"]);
    let line = |child: Id| {
        matches!(page.tag(child), "div" | "p" | "span")
            && page.elements(child).all(|d| !matches!(page.tag(d), "div" | "p"))
    };
    named && page.elements(id).count() > 1 && page.elements(id).all(line)
}

/// Sets the name or attribute of an element by which the tree builder knows it.
fn in_words_of_html(page: &Dom, from: Id, book: &mut Dom, copy: Id) {
    let has = |class: &str| page.has_class(from, class);
    match page.tag(from) {
        // A picture inside an SVG is how books show covers and plates.
        "image" => {
            let source = book.attr(copy, "xlink:href").or(book.attr(copy, "href")).map(fold);
            if let Some(source) = source {
                book.rename(copy, "img");
                book.set_attr(copy, "src", &source);
            }
        }
        "svg" if page.find(from, "image").is_some() => book.rename(copy, "span"),
        "img" => {
            let title = page
                .closest(from, "figure")
                .and_then(|f| page.descendants(f).find(|d| page.has_class(*d, "from-title")));
            let first = page.closest(from, "figure").and_then(|f| page.find(f, "img"));
            if let Some(title) = title.filter(|_| first == Some(from)) {
                book.set_attr(copy, "title", &page.words_of(title));
            }
        }
        "td" | "th" if page.attr(from, "align").is_none() => {
            if let Some(align) = ["left", "center", "right"].into_iter().find(|align| has(align)) {
                book.set_attr(copy, "align", align);
            }
        }
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = page.classes(from).find_map(|class| class.strip_prefix("level-")?.parse::<u8>().ok());
            if let Some(level) = level.filter(|level| (1..=6).contains(level)) {
                book.rename(copy, &format!("h{level}"));
            }
        }
        "aside" | "div" if has("box") => {
            let kinds = [("tip", "tip"), ("important", "important"), ("warning", "warning"), ("caution", "caution")];
            let kind = kinds.into_iter().find(|(class, _)| has(class)).map_or("note", |(_, kind)| kind);
            book.rename(copy, "div");
            book.set_attr(copy, "class", &format!("markdown-alert markdown-alert-{kind}"));
        }
        "aside" | "div" if has("pull") => book.set_attr(copy, "class", "pullquote"),
        "div" | "section" if is_verse(page, from) => {
            book.rename(copy, "div");
            book.set_attr(copy, "class", "verse");
        }
        "div" | "span" if page.parent(from).is_some_and(|lines| is_verse(page, lines)) => book.rename(copy, "p"),
        "p" if has("aside-title") => match page.parent(from).is_some_and(|box_| page.has_class(box_, "sidebar")) {
            true => book.rename(copy, "h6"),
            false => book.set_attr(copy, "class", "markdown-alert-title"),
        },
        "p" if has("attribution") => {
            let dash = book.new_text("— ");
            book.append(copy, dash);
        }
        _ => {}
    }
}

/// The box of a task, if the text begins the item of a task list: returns the rest of the text.
fn task<'t>(page: &Dom, from: Id, text: &'t str, book: &mut Dom, to: Id) -> Option<&'t str> {
    let item = page.parent(from).filter(|p| page.tag(*p) == "li" && page.first(*p) == Some(from))?;
    page.parent(item).filter(|list| page.has_class(*list, "tasks"))?;
    let (done, rest) = match text.strip_prefix('☑') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('☐')?),
    };
    let tick = book.new_element("input");
    book.set_attr(tick, "type", "checkbox");
    if done {
        book.set_attr(tick, "checked", "checked");
    }
    book.append(to, tick);
    Some(rest)
}

/// The address of the lost picture for which these words stand, and the words.
fn lost_picture(page: &Dom, id: Id) -> Option<(String, String)> {
    if !page.has_class(id, "lost") {
        return None;
    }
    let link = page.find(id, "a").and_then(|a| page.value(a, "href"));
    let source = link.or_else(|| page.value(id, "title"))?;
    Some((source.to_string(), page.words_of(id)))
}

fn append_picture(source: &str, words: &str, book: &mut Dom, to: Id) {
    let picture = book.new_element("img");
    book.set_attr(picture, "src", source);
    book.set_attr(picture, "alt", words);
    book.append(to, picture);
}

/// A reference as seen from a file of the package: a path in the package.
pub(crate) fn beside(path: &str, reference: &str) -> String {
    let reference = unescape(reference.split(['#', '?']).next().unwrap_or(""));
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    if let Some(absolute) = reference.strip_prefix('/') {
        return absolute.to_string();
    }
    for part in reference.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(html: &str) -> Dom {
        let paths = ["c.xhtml".to_string()];
        let mut book = Dom::fragment("");
        Pages::new(&paths, vec![(0, Dom::document(html))]).join(&mut book);
        book
    }

    #[test]
    fn numbers_of_pages_and_lines_are_no_text_and_stay_targets() {
        let book = joined(
            "<p>The shed is <span epub:type='pagebreak' id='p13'>13</span>older <span class='pagenum'>[14]</span>than \
             <a role='doc-pagebreak' id='p15'>15</a>it <span class='pagebreak'>looks to everybody</span>.</p>",
        );
        assert_eq!(book.words_of(Dom::ROOT), "The shed is older than it looks to everybody.");
        assert!(book.by_id("p13").is_some() && book.by_id("p15").is_some());
    }

    #[test]
    fn boxes_of_lines_are_verse() {
        let line = "<div>The line is short,</div><div>the sea is wide<span class='lnum'>2</span></div>";
        let book = joined(&format!("<div class='linegroup'>{line}</div><div class='poem'><p>one<p>two</div>"));
        let verses: Vec<Id> = book.descendants(Dom::ROOT).filter(|d| book.has_class(*d, "verse")).collect();
        assert_eq!(verses.len(), 2);
        assert_eq!(book.elements(verses[0]).map(|line| book.tag(line)).collect::<Vec<_>>(), ["p", "p"]);
        assert_eq!(book.words_of(verses[0]).matches(char::is_numeric).count(), 0);
    }
}
