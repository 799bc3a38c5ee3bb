//! The package: a ZIP, the document that names its parts, and its metadata.
//!
//! Archives are data from strangers: all that is taken out is bounded, because the directory may lie.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::html::{self, dom::Dom, pages::beside};
use crate::doc::{Author, Date, Inline, Lang, Meta, Role, Series};

/// Most bytes of pages taken out of one package: ten times the longest books.
const MOST_TEXT: u64 = 64 << 20;
/// A file may grow by this factor when it is unpacked: mark-up packs to a tenth, and a file that packs to less than a
/// hundredth is hostile.
const MOST_GROWTH: u64 = 200;
/// Most pages in the reading order.
const MOST_PAGES: usize = 5000;

/// Names the package document of a book.
const CONTAINER: &str = "META-INF/container.xml";

/// The folder that all of a book is in, with a slash at its end; empty in all but books whose folder was packed whole.
fn folder(archive: &ZipArchive<Cursor<&[u8]>>) -> String {
    if archive.index_for_name(CONTAINER).is_some() {
        return String::new();
    }
    let outer = |name: &str| name.strip_suffix(CONTAINER).filter(|folder| folder.ends_with('/')).map(String::from);
    archive.file_names().find_map(outer).unwrap_or_default()
}

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    opf: Dom,
    /// Paths of the pages in reading order.
    pub spine: Vec<String>,
    /// Those of them that are read only where another page leads to them (`linear="no"`).
    pub aside: BTreeSet<String>,
    /// Bytes of pages taken so far.
    taken: u64,
}

impl<'a> Package<'a> {
    /// Opens it.
    ///
    /// # Errors
    /// The reason that it is not a readable book, as the end of a sentence.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, &'static str> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| "it is no whole ZIP archive")?;
        let folder = folder(&archive);
        let container =
            read(&mut archive, &format!("{folder}{CONTAINER}"), 1 << 20).ok_or("it has no META-INF/container.xml")?;
        let container = xml(&container);
        let root = container.descendants(Dom::ROOT).find(|d| container.tag(*d) == "rootfile");
        let path = root.and_then(|root| container.value(root, "full-path")).ok_or("it names no package document")?;
        let path = format!("{folder}{path}");
        let opf = read(&mut archive, &path, 16 << 20).ok_or("its package document is missing or too large")?;
        let opf = package_document(&opf);
        let encryption = read(&mut archive, &format!("{folder}META-INF/encryption.xml"), 1 << 20);
        if encryption.is_some_and(|list| locks_pages(&list)) {
            return Err("it is copy-protected");
        }
        let (spine, aside) = reading_order(&opf, &path);
        if spine.is_empty() {
            return Err("it has no pages in its reading order");
        }
        Ok(Package { archive, opf, spine, aside, taken: 0 })
    }

    /// The metadata of the book.
    pub(super) fn meta(&self) -> Meta {
        let first = |name: &str| self.all(name).into_iter().next().filter(|value| !is_unknown(value));
        let mut meta = Meta {
            authors: self.people(),
            language: first("dc:language").and_then(|l| Lang::new(&l)),
            published: first("dc:date").and_then(|d| Date::parse_iso(&d).or_else(|| Date::parse_iso(d.get(..10)?))),
            publisher: first("dc:publisher"),
            source: self.all("dc:source").into_iter().find(|s| s.contains("://")),
            rights: first("dc:rights"),
            description: first("dc:description")
                .map(|d| Dom::fragment(&d).words_of(Dom::ROOT))
                .filter(|d| !d.is_empty()),
            subjects: self.all("dc:subject"),
            series: self.series(),
            ..Meta::default()
        };
        (meta.title, meta.subtitle) = self.titles();
        let ours = self.named("generator").is_some_and(|by| crate::is_own(&by));
        // Values that our own back end made up because the standard requires them do not count as the article's.
        let mut identifiers =
            self.elements("dc:identifier").filter(|id| !ours || self.opf.value(*id, "id") != Some("uid"));
        let identifier = identifiers.next().map(|id| self.opf.words_of(id));
        meta.identifier = identifier.filter(|id| !id.is_empty() && !is_unknown(id));
        let assumed = self.named("offprint:assumed").unwrap_or_default();
        if assumed.split(' ').any(|what| what == "language") {
            meta.language = None;
        }
        if assumed.split(' ').any(|what| what == "title") {
            meta.title = Vec::new();
        }
        meta.site = self.named("offprint:site");
        if meta.publisher == meta.site {
            meta.publisher = None;
        }
        meta.vertical = self.named("primary-writing-mode").is_some_and(|mode| mode.starts_with("vertical"));
        meta.updated = self.named("offprint:updated").and_then(|date| Date::parse_iso(&date));
        meta.saved = self.named("offprint:saved").and_then(|date| Date::parse_iso(&date));
        meta
    }

    fn elements<'s>(&'s self, name: &'s str) -> impl Iterator<Item = html::dom::Id> + 's {
        self.opf.descendants(Dom::ROOT).filter(move |d| self.opf.tag(*d) == name)
    }

    fn all(&self, name: &str) -> Vec<String> {
        self.elements(name).map(|d| self.opf.words_of(d)).filter(|t| !t.is_empty()).collect()
    }

    /// The content of a `<meta name>`.
    fn named(&self, name: &str) -> Option<String> {
        let found = self.elements("metadatum").find(|m| self.opf.value(*m, "name") == Some(name))?;
        self.opf.value(found, "content").map(str::trim).filter(|c| !c.is_empty()).map(String::from)
    }

    /// The value of the `<meta property>` that refines the element with that id.
    fn refined(&self, id: Option<&str>, property: &str) -> Option<String> {
        let id = format!("#{}", id?);
        let says = |m: &html::dom::Id| {
            self.opf.value(*m, "property") == Some(property) && self.opf.value(*m, "refines") == Some(id.as_str())
        };
        self.elements("metadatum").find(says).map(|m| self.opf.words_of(m)).filter(|words| !words.is_empty())
    }

    /// The main title and the subtitle: the first title, and the title with the type `subtitle`.
    fn titles(&self) -> (Vec<Inline>, Vec<Inline>) {
        let (mut title, mut subtitle) = (Vec::new(), Vec::new());
        for element in self.elements("dc:title") {
            let words = self.opf.words_of(element);
            let kind = self.refined(self.opf.value(element, "id"), "title-type");
            let place = if kind.as_deref() == Some("subtitle") { &mut subtitle } else { &mut title };
            if place.is_empty() && !words.is_empty() {
                *place = vec![Inline::Text(words)];
            }
        }
        (title, subtitle)
    }

    /// All contributors, with their roles and their sort names, if these do not follow the rule.
    fn people(&self) -> Vec<Author> {
        let people =
            self.opf.descendants(Dom::ROOT).filter(|d| matches!(self.opf.tag(*d), "dc:creator" | "dc:contributor"));
        let mut all = Vec::new();
        for person in people {
            let name = self.opf.words_of(person);
            let id = self.opf.value(person, "id");
            let says = |property: &str| {
                let own = self.opf.value(person, &format!("opf:{property}")).map(String::from);
                self.refined(id, property).or(own).filter(|words| !words.is_empty())
            };
            let role = says("role").map(|role| Role::new(&role)).unwrap_or_default();
            // A book producer (`bkp`) made only the file.
            if name.is_empty() || role.as_str() == "bkp" || is_unknown(&name) {
                continue;
            }
            let by_rule = Author::new(name.clone()).filed();
            let file_as = says("file-as").filter(|filed| *filed != by_rule);
            all.push(Author { name, file_as, role });
        }
        all
    }

    fn series(&self) -> Option<Series> {
        let collection =
            self.elements("metadatum").find(|m| self.opf.value(*m, "property") == Some("belongs-to-collection"));
        let name = collection.map(|c| self.opf.words_of(c)).filter(|name| !name.is_empty());
        let position = collection.and_then(|c| self.refined(self.opf.value(c, "id"), "group-position"));
        let name = name.or_else(|| self.named("calibre:series"))?;
        let position = position.or_else(|| self.named("calibre:series_index")).and_then(|p| p.parse().ok());
        Some(Series { name, position })
    }

    /// A page of the reading order, or `None` if it is missing or larger than the rest of the budget.
    pub(super) fn page(&mut self, number: usize) -> Option<Dom> {
        let path = self.spine.get(number)?.clone();
        let bytes = read(&mut self.archive, &path, MOST_TEXT.saturating_sub(self.taken))?;
        self.taken += bytes.len() as u64;
        Some(xml(&bytes))
    }

    /// A file of the package, at most `most` bytes of it.
    pub(super) fn bytes(&mut self, path: &str, most: u64) -> Option<Vec<u8>> {
        read(&mut self.archive, path, most)
    }
}

fn read(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str, most: u64) -> Option<Vec<u8>> {
    let path = locate(archive, path)?;
    let file = archive.by_name(&path).ok()?;
    let mut bytes = Vec::new();
    // The sizes in the directory are not trusted: the limit grows with the packed size, and no more is read than that.
    let most = most.min(file.compressed_size().saturating_mul(MOST_GROWTH).saturating_add(1 << 20));
    file.take(most + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= most).then_some(bytes)
}

/// The name of the file with that path in the archive: books spell names in other cases, or with `%20` for a space.
fn locate(archive: &ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<String> {
    if archive.index_for_name(path).is_some() {
        return Some(path.to_owned());
    }
    let plain = |name: &str| html::unescape(name).to_lowercase();
    let wanted = plain(path);
    archive.file_names().find(|name| plain(name) == wanted).map(String::from)
}

/// True if more than fonts is encrypted: fonts are only obfuscated, by two methods that everyone knows.
fn locks_pages(encryption: &[u8]) -> bool {
    let list = xml(encryption);
    let fonts = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];
    let mut methods = list.descendants(Dom::ROOT).filter(|d| list.tag(*d).ends_with("encryptionmethod"));
    methods.any(|m| list.attr(m, "algorithm").is_none_or(|a| !fonts.contains(&a)))
}

/// The package document. Its `<meta>` holds text, which HTML's cannot, so the element is renamed.
fn package_document(bytes: &[u8]) -> Dom {
    let source = crate::source::Source::new("package", bytes.to_vec());
    let text = source.text().replace("<opf:", "<").replace("</opf:", "</");
    let text = text.replace("<meta ", "<metadatum ").replace("</meta>", "</metadatum>");
    Dom::document(&close_empty_elements(&text))
}

/// An XML file through the HTML parser: elements that close themselves are closed in words first.
fn xml(bytes: &[u8]) -> Dom {
    let source = crate::source::Source::new("page", bytes.to_vec());
    Dom::document(&close_empty_elements(source.text()))
}

fn close_empty_elements(text: &str) -> String {
    const VOID: &[&str] = &[
        "br", "hr", "img", "meta", "link", "input", "col", "area", "base", "source", "wbr", "embed", "param", "track",
    ];
    let mut out = String::with_capacity(text.len() + text.len() / 20);
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>').map(|e| start + e) else { break };
        let tag = &rest[start..=end];
        let name: String = tag[1..].chars().take_while(|c| !c.is_whitespace() && !matches!(c, '/' | '>')).collect();
        out.push_str(&rest[..start]);
        match tag.strip_suffix("/>") {
            Some(open) if !name.is_empty() && !name.starts_with(['!', '?']) && !VOID.contains(&name.as_str()) => {
                out.push_str(open);
                out.push_str("></");
                out.push_str(&name);
                out.push('>');
            }
            _ => out.push_str(tag),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

/// True for a value that only says that there is none: Sphinx and calibre write it into fields that nobody filled in.
fn is_unknown(value: &str) -> bool {
    value.eq_ignore_ascii_case("unknown")
}

/// The pages of the spine, each once (EPUB 3.3, section 5.7.2, allows no more), and those of them that are not linear;
/// pages only for navigation are left out.
fn reading_order(opf: &Dom, path: &str) -> (Vec<String>, BTreeSet<String>) {
    let mut items: BTreeMap<&str, (String, &str)> = BTreeMap::new();
    for item in opf.descendants(Dom::ROOT).filter(|d| opf.tag(*d) == "item") {
        if let (Some(id), Some(href)) = (opf.value(item, "id"), opf.value(item, "href")) {
            items.insert(id, (beside(path, href), opf.attr(item, "properties").unwrap_or("")));
        }
    }
    let (mut spine, mut aside) = (Vec::new(), BTreeSet::new());
    let mut seen = BTreeSet::new();
    for listed in opf.descendants(Dom::ROOT).filter(|d| opf.tag(*d) == "itemref") {
        let Some((path, properties)) = opf.value(listed, "idref").and_then(|id| items.get(id)) else { continue };
        if properties.split(' ').any(|p| p == "nav") || !seen.insert(path.as_str()) || spine.len() == MOST_PAGES {
            continue;
        }
        spine.push(path.clone());
        if opf.attr(listed, "linear") == Some("no") {
            aside.insert(path.clone());
        }
    }
    (spine, aside)
}
