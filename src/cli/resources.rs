//! The files that an article may read: only the pictures in its own folder.
//!
//! Articles come from strangers. A picture named `../../etc/passwd`, `file:///etc/passwd` or through a link that leads
//! out of the folder must not end up in a PDF that is sent on; nothing is ever fetched. A name with `..` or the like is
//! refused before the disk is read, so that not even the existence of a file shows.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use offprint::context::{Faces, ResourceError, Resources};

use super::faces;

/// The folders that an article may read from.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The article's own, canonical; `None` for standard input.
    own: Option<PathBuf>,
    /// Those of `--allow-dir`, canonical.
    allowed: Vec<PathBuf>,
    /// Largest file.
    limit: u64,
    /// A file that the user named, such as the cover: it may lie anywhere.
    named: Option<PathBuf>,
}

impl Folder {
    /// The folder of the article at `input`, and the folders that the user allows in addition.
    pub fn of(input: Option<&Path>, allowed: &[PathBuf], limit: u64, named: Option<&Path>) -> Self {
        let parent = |path: &Path| match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.canonicalize().ok(),
            _ => Path::new(".").canonicalize().ok(),
        };
        Folder { own: input.and_then(parent), allowed: allowed.to_vec(), limit, named: named.map(Path::to_path_buf) }
    }

    fn find(&self, name: &Path) -> Result<PathBuf, ResourceError> {
        if self.named.as_deref() == Some(name) {
            return Ok(name.to_path_buf());
        }
        let leaves = name.is_absolute() || leaves_by_name(name);
        if leaves && self.allowed.is_empty() {
            return Err(ResourceError::Outside);
        }
        let mut outcome = if leaves { ResourceError::Outside } else { ResourceError::Missing };
        for base in self.own.iter().chain(&self.allowed) {
            let Ok(real) = base.join(name).canonicalize() else { continue };
            let own = self.own.iter().filter(|_| !leaves);
            if own.chain(&self.allowed).any(|folder| real.starts_with(folder)) {
                return Ok(real);
            }
            outcome = ResourceError::Outside;
        }
        Err(outcome)
    }

    fn read(&self, path: &Path) -> Result<Arc<[u8]>, ResourceError> {
        let unreadable = |e: std::io::Error| ResourceError::Unreadable(e.to_string());
        let meta = std::fs::metadata(path).map_err(unreadable)?;
        if !meta.is_file() {
            return Err(ResourceError::Unreadable("it is not a file".into()));
        }
        if meta.len() > self.limit {
            return Err(ResourceError::TooLarge(self.limit));
        }
        let mut bytes = Vec::with_capacity(meta.len() as usize + 1);
        let file = File::open(path).map_err(unreadable)?;
        file.take(self.limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > self.limit {
            return Err(ResourceError::TooLarge(self.limit));
        }
        Ok(bytes.into())
    }
}

impl Resources for Folder {
    fn load(&self, name: &str) -> Result<Arc<[u8]>, ResourceError> {
        let name = local_name(name)?;
        let decoded: Vec<u8> = percent_encoding::percent_decode_str(name).collect();
        let bare = decoded.split(|b| matches!(b, b'?' | b'#')).next().unwrap_or(&[]).to_vec();
        let mut last = ResourceError::Missing;
        for candidate in [name.as_bytes().to_vec(), decoded, bare] {
            let Some(path) = path_of(candidate) else { continue };
            match self.find(&path) {
                Ok(path) => return self.read(&path),
                Err(ResourceError::Missing) => {}
                Err(e) => last = e,
            }
        }
        Err(last)
    }

    fn faces(&self) -> Option<&'static dyn Faces> {
        faces::installed()
    }
}

/// The pictures of the articles of an edition, each in its own folder.
pub struct Shelf {
    /// For the file that the edition itself names: its cover.
    edition: Folder,
    folders: Vec<Box<dyn Resources + Send>>,
    /// The folder's number and the name there, by the name in the edition.
    places: BTreeMap<String, (usize, String)>,
}

impl Shelf {
    /// An empty one.
    pub fn new(edition: Folder) -> Self {
        Shelf { edition, folders: Vec::new(), places: BTreeMap::new() }
    }

    /// Adds the folder of an article; returns its number.
    pub fn add(&mut self, folder: Box<dyn Resources + Send>) -> usize {
        self.folders.push(folder);
        self.folders.len() - 1
    }

    /// Makes `name` stand for `own` in that folder.
    pub fn place(&mut self, name: String, folder: usize, own: String) {
        self.places.entry(name).or_insert((folder, own));
    }
}

impl Resources for Shelf {
    fn load(&self, name: &str) -> Result<Arc<[u8]>, ResourceError> {
        match self.places.get(name).and_then(|(number, own)| Some((self.folders.get(*number)?, own))) {
            Some((folder, own)) => folder.load(own),
            None => self.edition.load(name),
        }
    }

    fn faces(&self) -> Option<&'static dyn Faces> {
        faces::installed()
    }
}

/// The name as a path, unless it names the network or another scheme.
fn local_name(name: &str) -> Result<&str, ResourceError> {
    let name = name.trim();
    if name.starts_with("//") || name.starts_with("\\\\") {
        return Err(ResourceError::Remote);
    }
    let scheme = name.split_once(':').filter(|(s, _)| {
        s.starts_with(|c: char| c.is_ascii_alphabetic())
            && s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    match scheme {
        None => Ok(name),
        Some((s, rest)) if s.eq_ignore_ascii_case("file") => {
            let rest = rest.strip_prefix("//localhost").or_else(|| rest.strip_prefix("//")).unwrap_or(rest);
            if rest.starts_with('/') { Ok(rest) } else { Err(ResourceError::Outside) }
        }
        // A drive letter.
        Some((s, _)) if s.len() == 1 => Err(ResourceError::Outside),
        // A file may have a colon in its name; a scheme that fetches has its slashes.
        Some((_, rest)) if rest.starts_with("//") => Err(ResourceError::Remote),
        Some(_) => Ok(name),
    }
}

/// True if the path's own words climb out of the folder it starts in.
fn leaves_by_name(path: &Path) -> bool {
    let mut depth = 0_i64;
    path.components().any(|component| {
        match component {
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return true,
        }
        depth < 0
    })
}

/// The bytes as a path; `None` if the system has no such names.
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    if bytes.is_empty() || bytes.contains(&0) {
        return None;
    }
    #[cfg(unix)]
    return Some(std::os::unix::ffi::OsStringExt::from_vec(bytes)).map(|s: std::ffi::OsString| s.into());
    #[cfg(not(unix))]
    return String::from_utf8(bytes).ok().map(PathBuf::from);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Folder) {
        let root = tempfile::tempdir().unwrap();
        let own = root.path().join("own");
        std::fs::create_dir_all(own.join("img")).unwrap();
        std::fs::write(own.join("img/a b.png"), b"inside").unwrap();
        std::fs::write(own.join("odd%20.png"), b"odd").unwrap();
        std::fs::write(root.path().join("secret.png"), b"secret").unwrap();
        let folder = Folder::of(Some(&own.join("story.md")), &[], 100, None);
        (root, folder)
    }

    #[test]
    fn pictures_of_the_own_folder_are_given_percent_encoded_or_not() {
        let (_root, folder) = folder();
        for name in ["img/a b.png", "img/a%20b.png", "./img/a%20b.png?width=3#x", "img/../img/a b.png"] {
            assert_eq!(folder.load(name).as_deref(), Ok(&b"inside"[..]), "{name}");
        }
        assert_eq!(folder.load("odd%20.png").as_deref(), Ok(&b"odd"[..]));
        assert_eq!(folder.load("img/none.png"), Err(ResourceError::Missing));
    }

    #[test]
    fn nothing_outside_is_given_in_any_spelling() {
        let (root, folder) = folder();
        let absolute = root.path().join("secret.png").display().to_string();
        let names = ["../secret.png", "img/../../secret.png", "%2e%2e/secret.png", "..%2Fsecret.png", "/etc/passwd"];
        for name in names.iter().map(ToString::to_string).chain([absolute.clone(), format!("file://{absolute}")]) {
            assert_eq!(folder.load(&name), Err(ResourceError::Outside), "{name}");
        }
        assert_eq!(folder.load("https://example.org/a.png"), Err(ResourceError::Remote));
        assert_eq!(folder.load("//example.org/a.png"), Err(ResourceError::Remote));
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_out_are_refused_unless_the_folder_is_allowed() {
        let (root, folder) = folder();
        let own = folder.own.clone().unwrap();
        std::os::unix::fs::symlink(root.path(), own.join("out")).unwrap();
        std::os::unix::fs::symlink(own.join("img"), own.join("in")).unwrap();
        assert_eq!(folder.load("out/secret.png"), Err(ResourceError::Outside));
        assert_eq!(folder.load("in/a b.png").as_deref(), Ok(&b"inside"[..]));
        let allowed = Folder { allowed: vec![root.path().canonicalize().unwrap()], ..folder };
        for name in ["out/secret.png", "../secret.png", "secret.png"] {
            assert_eq!(allowed.load(name).as_deref(), Ok(&b"secret"[..]), "{name}");
        }
    }

    #[test]
    fn large_files_and_folders_are_refused() {
        let (_root, folder) = folder();
        let own = folder.own.clone().unwrap();
        std::fs::write(own.join("large.png"), [0; 101]).unwrap();
        assert_eq!(folder.load("large.png"), Err(ResourceError::TooLarge(100)));
        assert!(matches!(folder.load("img"), Err(ResourceError::Unreadable(_))));
    }

    #[test]
    fn names_are_told_from_addresses() {
        for (name, meant) in [
            (" a.png ", Ok("a.png")),
            ("a:b.png", Err(ResourceError::Outside)),
            ("ab:c.png", Ok("ab:c.png")),
            ("ab:/c.png", Ok("ab:/c.png")),
            ("ab://c.png", Err(ResourceError::Remote)),
            ("a+b-c.d://e", Err(ResourceError::Remote)),
            ("1b://c.png", Ok("1b://c.png")),
            ("a b://c.png", Ok("a b://c.png")),
            ("\\\\host\\a.png", Err(ResourceError::Remote)),
            ("\\a.png", Ok("\\a.png")),
            ("file:///a.png", Ok("/a.png")),
            ("FILE://localhost/a.png", Ok("/a.png")),
            ("file:/a.png", Ok("/a.png")),
            ("file:a.png", Err(ResourceError::Outside)),
            ("file://host/a.png", Err(ResourceError::Outside)),
        ] {
            assert_eq!(local_name(name), meant, "{name}");
        }
    }

    #[test]
    fn paths_leave_when_they_climb_above_their_beginning() {
        for (path, leaves) in [
            ("a/b", false),
            ("a/../b", false),
            ("a/../..", true),
            ("..", true),
            ("./a/./../b/..", false),
            ("a/b/../../c/../..", true),
            ("/a", true),
        ] {
            assert_eq!(leaves_by_name(Path::new(path)), leaves, "{path}");
        }
    }

    #[test]
    fn a_file_of_exactly_the_limit_is_given() {
        let (_root, folder) = folder();
        let own = folder.own.clone().unwrap();
        for (length, given) in [(99, true), (100, true), (101, false)] {
            std::fs::write(own.join("a.png"), vec![0; length]).unwrap();
            assert_eq!(folder.load("a.png").is_ok(), given, "{length}");
        }
        assert_eq!(folder.load(""), Err(ResourceError::Missing));
        assert_eq!(folder.load("a%00.png"), Err(ResourceError::Missing));
    }

    #[test]
    fn a_file_that_the_person_names_may_lie_anywhere() {
        let (root, folder) = folder();
        let secret = root.path().join("secret.png");
        let named = Folder { named: Some(secret.clone()), ..folder };
        assert_eq!(named.load(secret.to_str().unwrap()).as_deref(), Ok(&b"secret"[..]));
        assert_eq!(named.load("../secret.png"), Err(ResourceError::Outside));
    }

    #[test]
    fn pictures_of_an_edition_come_from_their_own_folders() {
        let (_one, first) = folder();
        let (_two, second) = folder();
        std::fs::write(second.own.as_ref().unwrap().join("img/a b.png"), b"second").unwrap();
        let (_three, edition) = folder();
        let mut shelf = Shelf::new(edition);
        let numbers = [shelf.add(Box::new(first)), shelf.add(Box::new(second))];
        assert_eq!(numbers, [0, 1]);
        shelf.place("x".into(), 1, "img/a b.png".into());
        shelf.place("x".into(), 0, "img/a b.png".into());
        shelf.place("y".into(), 0, "img/a b.png".into());
        assert_eq!(shelf.load("x").as_deref(), Ok(&b"second"[..]), "the first place of a name");
        assert_eq!(shelf.load("y").as_deref(), Ok(&b"inside"[..]));
        assert_eq!(shelf.load("odd%20.png").as_deref(), Ok(&b"odd"[..]), "the edition's own");
    }
}
