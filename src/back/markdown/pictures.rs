//! The files that accompany a Markdown file: its pictures, under names that stay in its folder.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{AssetId, Document, Image};

/// The relative name of each picture's file on disk; [`address`] makes an address of it.
pub(super) type Names = BTreeMap<AssetId, String>;

/// Names for all pictures of a document, and the files. A picture that cannot be loaded keeps its place.
pub(super) fn pictures(document: &Document, cx: &mut Context) -> (Names, Vec<(String, Vec<u8>)>) {
    let (mut names, mut files) = (Names::new(), Files::default());
    let folder = cx.picture_folder.as_deref().map(|name| format!("{}/", harmless(name))).unwrap_or_default();
    for (id, asset) in document.assets.iter() {
        match asset.bytes(cx.resources) {
            Ok(bytes) => {
                let name = safe(&asset.name, asset.media.extension(), id);
                names.insert(id, files.add(&format!("{folder}{name}"), &bytes));
            }
            Err(why) => {
                let message = format!("The picture {} is not beside the Markdown file: {why}.", asset.name);
                cx.say(Diagnostic::warning(codes::PICTURE_MISSING, message));
            }
        }
    }
    (names, files.list)
}

/// The address of a picture in the text: its own address if that means the file next to the Markdown, otherwise the
/// file's.
pub(super) fn address(image: &Image, names: &Names) -> String {
    match image.asset.and_then(|id| names.get(&id)) {
        Some(name) if *percent_decode_str(&image.url).decode_utf8_lossy() != **name => encoded(name),
        _ => image.url.clone(),
    }
}

/// A name as an address. Spaces and letters beyond ASCII may stay unencoded.
fn encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for (at, c) in name.char_indices() {
        match c {
            '#' => out.push_str("%23"),
            '%' if percent_decode_str(&name[at..]).next() != Some(b'%') => out.push_str("%25"),
            c => out.push(c),
        }
    }
    out
}

/// The picture's own relative path if that stays inside the folder, otherwise its last part, otherwise a number.
/// Addresses are percent-encoded and names of files are not: a reader of `a%20b.png` looks for `a b.png`.
fn safe(url: &str, extension: &str, id: AssetId) -> String {
    let plain = url.split(['?', '#']).next().unwrap_or("");
    let plain = percent_decode_str(plain).decode_utf8().unwrap_or(plain.into());
    let parts: Vec<&str> = plain.strip_prefix("./").unwrap_or(&plain).split('/').collect();
    let path = if parts.iter().all(|part| is_harmless(part)) {
        parts.join("/")
    } else {
        match parts.last() {
            Some(last) if is_harmless(last) => (*last).to_string(),
            _ => format!("picture-{}", id.0 + 1),
        }
    };
    let file = path.rsplit('/').next().unwrap_or("");
    if file.contains('.') { path } else { format!("{path}.{extension}") }
}

/// True if a file or folder can have that name on every system, and is seen there.
fn is_harmless(part: &str) -> bool {
    !part.is_empty() && !part.starts_with('.') && part.len() <= 200 && !part.contains(is_refused)
}

/// A folder's name, changed so that every system takes and shows it.
fn harmless(name: &str) -> String {
    let plain = name.replace(is_refused, "-");
    let plain = plain.trim_start_matches('.');
    if plain.is_empty() { "article".into() } else { plain.into() }
}

/// True if some system has no names with that character.
fn is_refused(c: char) -> bool {
    c.is_control() || r#"<>:"/|\*?"#.contains(c)
}

/// The files of a document, each under a different name.
#[derive(Default)]
struct Files {
    list: Vec<(String, Vec<u8>)>,
    /// Names that differ only by letter case are the same file on some systems.
    taken: BTreeMap<String, usize>,
    /// The last number used for each name: thousands of folders may contain the same name.
    numbers: BTreeMap<String, u32>,
}

impl Files {
    /// Adds a file under that name or a similar one, and returns the name. One file that an article names in two ways
    /// (`a b.png`, `a%20b.png`) is added once.
    fn add(&mut self, name: &str, bytes: &[u8]) -> String {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let mut candidate = name.to_string();
        while let Some(other) = self.taken.get(&candidate.to_lowercase()).and_then(|at| self.list.get(*at)) {
            if other.0 == candidate && other.1 == bytes {
                return candidate;
            }
            let number = self.numbers.entry(name.to_lowercase()).or_insert(1);
            *number += 1;
            candidate = format!("{stem}-{number}.{extension}");
        }
        self.taken.insert(candidate.to_lowercase(), self.list.len());
        self.list.push((candidate.clone(), bytes.to_vec()));
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_the_folder() {
        let id = AssetId(0);
        assert_eq!(safe("img/a.png", "png", id), "img/a.png");
        assert_eq!(safe("../../etc/a.png", "png", id), "a.png");
        assert_eq!(safe("/b.png?x=1", "png", id), "b.png");
        assert_eq!(safe("..", "png", id), "picture-1.png");
        assert_eq!(safe("c", "jpg", id), "c.jpg");
        assert_eq!(safe("img/%2e%2e/%2E%2e/a.png", "png", id), "a.png");
        assert_eq!(safe("%2Fetc%2Fa.png", "png", id), "a.png");
    }

    #[test]
    fn the_folder_of_an_article_can_be_made_everywhere() {
        assert_eq!(harmless("the plan"), "the plan");
        assert_eq!(harmless("what: now?"), "what- now-");
        assert_eq!(harmless(".."), "article");
        assert_eq!(harmless("../x"), "-x");
    }

    #[test]
    fn an_address_means_the_file_that_is_written() {
        for url in ["a%20b.png", "a b.png", "caf%C3%A9.png", "a%23b.png?x=1", "100%.png", "100%2525.png", "a%2520b#c"] {
            let name = safe(url, "png", AssetId(0));
            let names = Names::from([(AssetId(0), name.clone())]);
            let image = Image { url: url.into(), asset: Some(AssetId(0)), ..Image::default() };
            let address = address(&image, &names);
            assert!(!address.contains(['#', '?']), "{address}");
            assert_eq!(percent_decode_str(&address).decode_utf8_lossy(), name, "{url}: {address}");
        }
        assert_eq!(safe("a%20b.png", "png", AssetId(0)), "a b.png");
    }

    #[test]
    fn names_of_different_files_differ() {
        let mut files = Files::default();
        assert_eq!(files.add("a.png", b"1"), "a.png");
        assert_eq!(files.add("A.png", b"2"), "A-2.png");
        assert_eq!(files.add("a.png", b"1"), "a.png");
        assert_eq!(files.add("a.png", b"3"), "a-3.png");
        assert_eq!(files.list.len(), 3);
    }
}
