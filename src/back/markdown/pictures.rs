//! The files beside a Markdown file: its pictures, under names that stay in its folder.

use std::collections::{BTreeMap, BTreeSet};

use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::{AssetId, Document};

/// The relative name each picture is written under.
pub(super) type Names = BTreeMap<AssetId, String>;

/// Names for all pictures of a document, and the files. A picture whose bytes cannot be had keeps its place.
pub(super) fn pictures(document: &Document, cx: &mut Context) -> (Names, Vec<(String, Vec<u8>)>) {
    let (mut names, mut files, mut taken) = (Names::new(), Vec::new(), BTreeSet::new());
    for (id, asset) in document.assets.iter() {
        match asset.bytes(cx.resources) {
            Ok(bytes) => {
                let name = unique(&safe(&asset.name, asset.media.extension(), id), &mut taken);
                names.insert(id, name.clone());
                files.push((name, bytes.to_vec()));
            }
            Err(why) => {
                let message = format!("The picture {} is not beside the Markdown file: {why}.", asset.name);
                cx.say(Diagnostic::warning("picture-missing", message));
            }
        }
    }
    (names, files)
}

/// The picture's own relative path where that stays inside the folder, else its last part, else a number.
fn safe(name: &str, extension: &str, id: AssetId) -> String {
    let plain = name.split(['?', '#']).next().unwrap_or("");
    let harmless = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.len() <= 200
            && part.chars().all(|c| !c.is_control() && !r#"<>:"|\*"#.contains(c))
    };
    let parts: Vec<&str> = plain.strip_prefix("./").unwrap_or(plain).split('/').collect();
    let path = if parts.iter().all(|p| harmless(p)) {
        parts.join("/")
    } else {
        match parts.last() {
            Some(last) if harmless(last) => (*last).to_string(),
            _ => format!("picture-{}", id.0 + 1),
        }
    };
    let file = path.rsplit('/').next().unwrap_or("");
    if file.contains('.') { path } else { format!("{path}.{extension}") }
}

fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut candidate = name.to_string();
    let mut number = 2;
    // Names that differ only by letter case are one file on some systems.
    while !taken.insert(candidate.to_lowercase()) {
        candidate = format!("{stem}-{number}.{extension}");
        number += 1;
    }
    candidate
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
    }

    #[test]
    fn names_differ() {
        let mut taken = BTreeSet::new();
        assert_eq!(unique("a.png", &mut taken), "a.png");
        assert_eq!(unique("A.png", &mut taken), "A-2.png");
    }
}
