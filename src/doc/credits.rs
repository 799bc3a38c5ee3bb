//! The names of the people who made an article, grouped by role.

use super::{Author, Role};
use crate::lang::Labels;

/// Authors first, others after them with their part: `Ada Quill · Translation: Bo`.
pub(crate) fn credits(people: &[Author], labels: &Labels) -> String {
    let mut roles = vec![&Role::Author];
    for person in people {
        if !roles.contains(&&person.role) {
            roles.push(&person.role);
        }
    }
    let of = |role: &Role| -> Vec<&str> {
        let same = people.iter().filter(|person| person.role == *role);
        same.map(|person| person.name.trim()).filter(|name| !name.is_empty()).collect()
    };
    let groups = roles.into_iter().filter_map(|role| {
        let names = of(role);
        (!names.is_empty()).then(|| format!("{}{}", part(role, labels), labels.list(&names)))
    });
    groups.collect::<Vec<_>>().join(" \u{b7} ")
}

/// The line under a title: the names with the language's word before those of authors, `By Ada Quill`.
pub(crate) fn byline(people: &[Author], labels: &Labels) -> String {
    let names = credits(people, labels);
    let has_author = people.iter().any(|person| person.is_author() && !person.name.trim().is_empty());
    if has_author { format!("{}{names}", labels.by) } else { names }
}

/// The words before the names of contributors; empty for authors and parts without a label.
fn part(role: &Role, labels: &Labels) -> &'static str {
    match role {
        Role::Translator => labels.translation,
        Role::Editor => labels.editor,
        Role::Illustrator => labels.illustrations,
        Role::Photographer => labels.photographs,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn others_are_named_after_the_authors_with_their_part() {
        let of = |tag: &str, people: &[Author]| credits(people, Labels::of(&Lang::new(tag).unwrap()));
        let person = |name: &str, role: &str| Author { name: name.into(), role: Role::new(role), file_as: None };
        let people = [person("T", "trl"), person("A", "aut"), person("B", "aut"), person("U", "trl")];
        assert_eq!(of("en", &people), "A and B · Translation: T and U");
        assert_eq!(of("ja", &people[..2]), "A · 翻訳：T");
        assert_eq!(of("de", &[person("F", "pht"), person("X", "zzz")]), "Fotos: F · X");
        assert_eq!(of("en", &[person("I", "ill"), person("E", "edt")]), "Illustrations: I · Editor: E");
        assert_eq!(of("en", &[person(" ", "aut")]), "");
        let line = |tag: &str, people: &[Author]| byline(people, Labels::of(&Lang::new(tag).unwrap()));
        assert_eq!(line("en", &people), "By A and B · Translation: T and U");
        assert_eq!(line("ja", &people[..2]), "A · 翻訳：T");
        assert_eq!(line("de", &people[..1]), "Übersetzung: T");
    }
}
