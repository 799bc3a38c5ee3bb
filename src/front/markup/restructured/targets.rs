//! The names that links, notes and substitutions lead to; they may stand anywhere in a text.

use std::collections::BTreeMap;

use crate::front::markup::writer::{Line, set_in};

/// The names of a text.
#[derive(Default)]
pub(super) struct Targets<'t> {
    links: BTreeMap<String, &'t str>,
    /// The addresses of links without a name, in order.
    pub anonymous: Vec<&'t str>,
    /// The number of links without a name so far.
    pub anonymous_used: usize,
    /// What stands for `|name|`.
    replaced: BTreeMap<&'t str, &'t str>,
    /// The pictures that stand for `|name|`.
    pictures: BTreeMap<&'t str, &'t str>,
    /// Notes with a number of their own are counted, those that call and those that are called.
    called: usize,
    notes: usize,
}

/// True for the name of a directive.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_:+.".contains(&b))
}

/// Names have neither case nor runs of spaces.
fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl<'t> Targets<'t> {
    pub(super) fn new(lines: &[Line<'t>]) -> Self {
        let mut targets = Targets::default();
        for (at, line) in lines.iter().enumerate() {
            let words = line.words();
            if let Some(address) = words.strip_prefix("__ ").or(words.strip_prefix(".. __: ")) {
                targets.anonymous.push(address.trim());
                continue;
            }
            let Some(rest) = words.strip_prefix(".. ") else { continue };
            if let Some(rest) = rest.strip_prefix('_') {
                let split = match rest.strip_prefix('`') {
                    Some(quoted) => quoted.split_once("`:"),
                    None => rest.split_once(": "),
                };
                // An address may stand in the next line.
                let below = || set_in(lines, at + 1, line.indent) > at + 1;
                match split {
                    Some((name, address)) if !address.trim().is_empty() => {
                        targets.links.insert(key(name), address.trim());
                    }
                    None if rest.ends_with(':') && below() => {
                        targets.links.insert(key(rest.trim_end_matches(':').trim_matches('`')), lines[at + 1].words());
                    }
                    _ => {}
                }
            } else if let Some((name, rest)) = rest.strip_prefix('|').and_then(|rest| rest.split_once('|')) {
                match rest.trim().split_once("::") {
                    Some(("replace", words)) => _ = targets.replaced.insert(name, words.trim()),
                    Some(("image", address)) => _ = targets.pictures.insert(name, address.trim()),
                    _ => {}
                }
            }
        }
        targets
    }

    /// The address of a name. A name may stand for another, `a_`.
    pub(super) fn link(&self, name: &str) -> Option<&'t str> {
        let mut found = *self.links.get(&key(name))?;
        for _ in 0..4 {
            match found.strip_suffix('_').and_then(|other| self.links.get(&key(other.trim_matches('`')))) {
                Some(next) => found = next,
                None => break,
            }
        }
        Some(found).filter(|address| !address.ends_with('_'))
    }

    pub(super) fn replacement(&self, name: &str) -> Option<&'t str> {
        self.replaced.get(name).copied()
    }

    /// The address of the picture that stands for a name.
    pub(super) fn picture(&self, name: &str) -> Option<&'t str> {
        self.pictures.get(name).copied()
    }

    /// The label of the note that a mark in the text calls; `None` for the name of a work.
    pub(super) fn call_of(&mut self, label: &str) -> Option<String> {
        Self::label(label, &mut self.called)
    }

    /// The label of a note.
    pub(super) fn note_of(&mut self, label: &str) -> Option<String> {
        Self::label(label, &mut self.notes)
    }

    fn label(label: &str, count: &mut usize) -> Option<String> {
        match label {
            "#" | "*" => {
                *count += 1;
                Some(format!("auto{count}"))
            }
            label if label.starts_with('#') => Some(label[1..].to_string()).filter(|name| is_name(name)),
            label => label.bytes().all(|b| b.is_ascii_digit()).then(|| label.to_string()).filter(|n| !n.is_empty()),
        }
    }
}
