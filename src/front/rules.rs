//! Every rule of every front end: for `--without`, `--list-rules` and `docs/rules.md`.

use crate::front::removal::Entry;
use crate::front::{html, text};

/// A front end's table.
pub struct Table {
    /// Its title in a list.
    pub title: &'static str,
    /// One sentence about it.
    pub about: &'static str,
    /// Its rows, in the order in which they apply.
    pub entries: Vec<Entry>,
}

/// All tables.
pub fn tables() -> Vec<Table> {
    vec![
        Table {
            title: "Web pages: repairs",
            about: "What is done to a page before it is read.",
            entries: html::normalizations(),
        },
        Table { title: "Web pages: notes", about: "How notes are found.", entries: html::note_finders() },
        Table {
            title: "Web pages: removals",
            about: "What of a page is left out. `--keep all` leaves only hidden parts out.",
            entries: html::removal_rules(),
        },
        Table {
            title: "Plain text: preparation",
            about: "What is done to lines and paragraphs before anything is judged.",
            entries: text::preparations(),
        },
        Table {
            title: "Plain text: removals",
            about: "What of a captured page is left out. `--keep all` leaves nothing out.",
            entries: text::removal_rules(),
        },
    ]
}

/// The ids of all rules.
pub fn ids() -> Vec<&'static str> {
    tables().iter().flat_map(|table| table.entries.iter().map(|entry| entry.id)).collect()
}

/// All rules as lines of text, as `--list-rules` prints them.
pub fn list() -> String {
    let mut out = String::new();
    for table in tables() {
        out += &format!("{}\n", table.title);
        for entry in table.entries {
            out += &format!("  {:<22} {}\n", entry.id, entry.about);
        }
    }
    out
}

/// All rules as Markdown: `docs/rules.md`.
pub fn markdown() -> String {
    let mut out = String::from(
        "# Rules\n\n\
         Every decision that a front end makes by rule, in the order in which the rules are asked. \
         `convert --explain` says which rule left a part out; `--without RULE` turns one off.\n\n\
         This file is generated from the tables in the source (`make bless`).\n",
    );
    for table in tables() {
        out += &format!("\n## {}\n\n{}\n", table.title, table.about);
        let removes = table.entries.iter().any(|entry| entry.reason.is_some());
        out += if removes {
            "\n| rule | what | kind | where |\n|:--|:--|:--|:--|\n"
        } else {
            "\n| rule | what |\n|:--|:--|\n"
        };
        for entry in table.entries {
            let about = escaped(entry.about);
            out += &format!("| `{}` | {about} |", entry.id);
            if removes {
                let reason = entry.reason.map_or("", |reason| reason.words());
                let scope = entry.scope.map_or("", |scope| scope.words());
                out += &format!(" {reason} | {scope} |");
            }
            out.push('\n');
        }
    }
    out
}

/// A sentence as a cell of a table; between ticks a `<` is no tag.
fn escaped(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let escaped = parts.map(|(number, part)| if number % 2 == 0 { part.replace('<', "\\<") } else { part.into() });
    escaped.collect::<Vec<_>>().join("`").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped_outside_of_ticks() {
        assert_eq!(escaped("A <b> in `<a name>` | all"), "A \\<b> in `<a name>` \\| all");
    }

    #[test]
    fn ids_are_unique_kebab_case() {
        let mut ids = ids();
        let kebab = |id: &&str| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        assert!(ids.iter().all(kebab), "{ids:?}");
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "an id stands twice");
    }
}
