//! Names of outputs from titles: an edition's, and those of articles that came from an address.
//!
//! An address says little about its article, so the output gets its name after the article is read. Two articles of the
//! same title get numbers in the order of the inputs, not of arrival.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::fault::Fault;
use super::output::{self, Target, Wanted};

/// The longest name without its extension, in bytes: systems allow 255 with it.
const LONGEST: usize = 160;

/// A title as a file name: words joined by hyphens, without characters that are special to a shell or a file system.
pub fn stem(title: &str, otherwise: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let mut stem = String::new();
    for c in words.map(str::to_lowercase).collect::<Vec<_>>().join("-").chars().take(80) {
        if stem.len() + c.len_utf8() > LONGEST {
            break;
        }
        stem.push(c);
    }
    let short = stem.trim_end_matches('-');
    if short.is_empty() { otherwise.into() } else { short.into() }
}

/// The names that the articles of a run take, one after the other.
#[derive(Default)]
pub struct Names {
    state: Mutex<State>,
    passed: Condvar,
}

#[derive(Default)]
struct State {
    /// The ticket that is next in line.
    next: usize,
    /// Later tickets that need no turn any more.
    done: BTreeSet<usize>,
    taken: BTreeSet<PathBuf>,
}

/// An article's place in the order.
#[derive(Clone)]
pub struct Ticket {
    names: Arc<Names>,
    number: usize,
}

impl Ticket {
    /// The article of that number.
    pub fn new(names: &Arc<Names>, number: usize) -> Self {
        Ticket { names: names.clone(), number }
    }

    /// The outputs with their names. It waits until all earlier articles have theirs.
    pub fn settle(&self, stem: &str, wanted: &[&Wanted]) -> Result<Vec<Wanted>, Fault> {
        let mut state = self.names.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.next < self.number {
            state = self.names.passed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let mut number = 1_usize;
        let paths = loop {
            let name = if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") };
            let paths: Vec<Option<PathBuf>> = wanted.iter().map(|wanted| path(wanted, &name)).collect();
            if !paths.iter().flatten().any(|path| state.taken.contains(path)) {
                break paths;
            }
            number += 1;
        };
        state.taken.extend(paths.iter().flatten().cloned());
        drop(state);
        self.pass();
        let settled = wanted.iter().zip(paths).map(|(wanted, path)| match path {
            None => Ok((*wanted).clone()),
            Some(path) => {
                let standing = output::check(&path, wanted.back, false)?;
                Ok(Wanted { target: Target::File(path), standing, ..(*wanted).clone() })
            }
        });
        settled.collect()
    }

    /// Lets the next article take its name; has no effect a second time.
    pub fn pass(&self) {
        let mut state = self.names.state.lock().unwrap_or_else(PoisonError::into_inner);
        if self.number >= state.next {
            state.done.insert(self.number);
        }
        while let Some(next) = Some(state.next).filter(|next| state.done.remove(next)) {
            state.next = next + 1;
        }
        drop(state);
        self.names.passed.notify_all();
    }
}

/// The path of an output that is named after its article.
fn path(wanted: &Wanted, stem: &str) -> Option<PathBuf> {
    let Target::Titled(folder) = &wanted.target else { return None };
    Some(folder.join(Path::new(&format!("{stem}.{}", wanted.extension))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names() {
        for (title, name) in [
            ("The Long Way Home!", "the-long-way-home"),
            ("../../etc/passwd", "etc-passwd"),
            ("— … —", "article"),
            ("Straße über Äcker", "straße-über-äcker"),
        ] {
            assert_eq!(stem(title, "article"), name);
        }
        assert!(stem(&"漢".repeat(300), "x").len() <= LONGEST);
    }

    #[test]
    fn articles_of_one_title_are_numbered_in_the_order_of_the_inputs() {
        let folder = tempfile::tempdir().unwrap();
        let back = offprint::back::by_name("epub").unwrap();
        let target = Target::Titled(folder.path().to_path_buf());
        let wanted = Wanted { back, target, standing: output::Standing::Free, extension: "epub" };
        let names = Arc::new(Names::default());
        let tickets: Vec<Ticket> = (0..4).map(|number| Ticket::new(&names, number)).collect();
        let name = |ticket: &Ticket| match ticket.settle("a", &[&wanted]).map(|mut w| w.remove(0).target) {
            Ok(Target::File(path)) => path.file_name().unwrap().to_string_lossy().into_owned(),
            _ => "none".into(),
        };
        let found = std::thread::scope(|scope| {
            // The last comes first, and the second never asks for a name.
            let last = scope.spawn(|| name(&tickets[3]));
            let third = scope.spawn(|| name(&tickets[2]));
            std::thread::sleep(std::time::Duration::from_millis(20));
            tickets[1].pass();
            let first = name(&tickets[0]);
            [first, third.join().unwrap(), last.join().unwrap()]
        });
        assert_eq!(found, ["a.epub", "a-2.epub", "a-3.epub"]);
    }

    #[test]
    fn names_have_a_longest_in_letters_and_in_bytes() {
        for (letter, kept) in [("a", 80), ("é", 80), ("漢", 53), ("𠀀", 40)] {
            assert_eq!(stem(&letter.repeat(200), "x").chars().count(), kept, "{letter}");
        }
        assert_eq!(stem(&format!("{} b", "a".repeat(79)), "x"), "a".repeat(79), "no hyphen at the end");
    }

    #[test]
    fn names_are_checked_when_they_are_known() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), "mine").unwrap();
        std::fs::write(folder.path().join("a.pdf"), "mine").unwrap();
        let settled = |stem: &str, format: &'static str, target: Target| {
            let back = offprint::back::by_name(format).unwrap();
            let wanted = Wanted { back, target, standing: output::Standing::Free, extension: format };
            let ticket = Ticket::new(&Arc::new(Names::default()), 0);
            ticket.settle(stem, &[&wanted]).ok().map(|mut settled| settled.remove(0)).map(|w| (w.target, w.standing))
        };
        let titled = || Target::Titled(folder.path().to_path_buf());
        let at = |name: &str| Target::File(folder.path().join(name));
        assert_eq!(settled("a", "md", titled()), Some((at("a.md"), output::Standing::SameOnly)));
        assert_eq!(settled("b", "md", titled()), Some((at("b.md"), output::Standing::Free)));
        assert_eq!(settled("a", "pdf", titled()), None, "it is not ours");
        assert_eq!(settled("a", "pdf", Target::Stdout), Some((Target::Stdout, output::Standing::Free)));
    }
}
