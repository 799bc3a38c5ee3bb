//! The files on the desk, and those of them that an article may see.
//!
//! A page and its pictures come as a folder, or as a heap of files without one. So a picture is searched for at its
//! stated path, from the article's own folder. If no file is there, a file of that name anywhere on the desk is taken.
//! No other file can be reached: there is no network and no disk here.

use std::collections::BTreeMap;
use std::sync::Arc;

use offprint::context::{Faces, ResourceError, Resources};

use crate::faces;

/// Files by their paths.
#[derive(Default)]
pub(crate) struct Shelf {
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Shelf {
    /// Adds a file, or replaces it.
    pub(crate) fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_owned(), bytes.into());
    }

    /// Removes a file.
    pub(crate) fn take(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// The file of that path.
    pub(crate) fn file(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// The files by the names that the article at `path` uses; without an article, by their names on the desk.
    pub(crate) fn beside<'a>(&'a self, path: Option<&'a str>) -> Beside<'a> {
        Beside { shelf: self, path: path.unwrap_or_default() }
    }
}

/// The files in the view of an article.
pub(crate) struct Beside<'a> {
    shelf: &'a Shelf,
    path: &'a str,
}

impl Resources for Beside<'_> {
    fn load(&self, name: &str) -> Result<Arc<[u8]>, ResourceError> {
        if name.starts_with("//") || name.split_once(':').is_some_and(|(_, rest)| rest.starts_with("//")) {
            return Err(ResourceError::Remote);
        }
        let decoded = decoded(name);
        let bare = decoded.split(['?', '#']).next().unwrap_or_default();
        let exact = [name, &decoded, bare].into_iter().find_map(|name| self.shelf.file(&join(self.path, name)));
        let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let anywhere = || {
            let wanted = last(bare);
            let mut same = self.shelf.files.iter().filter(|(path, _)| !wanted.is_empty() && last(path) == wanted);
            // Two files of one name are ambiguous.
            same.next().filter(|_| same.next().is_none()).map(|(_, bytes)| bytes)
        };
        exact.or_else(anywhere).cloned().ok_or(ResourceError::Missing)
    }

    fn faces(&self) -> Option<&'static dyn Faces> {
        Some(faces::added())
    }
}

/// The path of a file that the file at `from` calls `name`. A path that climbs out of the desk stays on it.
pub(crate) fn join(from: &str, name: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(name.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The name without percent-encoding (RFC 3986, section 2.1); unchanged if the result would not be UTF-8.
fn decoded(name: &str) -> String {
    let (bytes, mut out, mut at) = (name.as_bytes(), Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| *byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(value) => {
                out.push(value);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf() -> Shelf {
        let mut shelf = Shelf::default();
        for path in ["story/page.html", "story/img/a b.png", "loose.png", "story/two.png", "other/two.png"] {
            shelf.put(path, path.as_bytes().to_vec());
        }
        shelf
    }

    #[test]
    fn pictures_are_found_from_the_folder_of_the_article() {
        let shelf = shelf();
        let from = shelf.beside(Some("story/page.html"));
        for (name, path) in [
            ("img/a%20b.png", "story/img/a b.png"),
            ("./img/../img/a b.png?width=3", "story/img/a b.png"),
            ("pictures/loose.png", "loose.png"),
            ("two.png", "story/two.png"),
        ] {
            assert_eq!(from.load(name).as_deref(), Ok(path.as_bytes()), "{name}");
        }
    }

    #[test]
    fn what_is_not_on_the_desk_or_may_be_either_is_not_found() {
        let shelf = shelf();
        let from = shelf.beside(Some("page.html"));
        assert_eq!(from.load("two.png"), Err(ResourceError::Missing));
        assert_eq!(from.load("none.png"), Err(ResourceError::Missing));
        assert_eq!(from.load("%"), Err(ResourceError::Missing));
        assert_eq!(from.load("https://example.org/loose.png"), Err(ResourceError::Remote));
    }
}
