//! The names of those who made an article, each group after what it did.

use super::Author;
use crate::lang::Labels;

/// Authors first, others after them with their part: `Ada Quill · Translation: Bo`.
pub fn credits(people: &[Author], labels: &Labels) -> String {
    let mut roles = vec!["aut"];
    for person in people {
        if !roles.contains(&person.part()) {
            roles.push(person.part());
        }
    }
    let of = |role: &str| -> Vec<&str> {
        let same = people.iter().filter(|person| person.part() == role);
        same.map(|person| person.name.trim()).filter(|name| !name.is_empty()).collect()
    };
    let groups = roles.into_iter().filter_map(|role| {
        let names = of(role);
        (!names.is_empty()).then(|| format!("{}{}", part(role, labels), labels.list(&names)))
    });
    groups.collect::<Vec<_>>().join(" \u{b7} ")
}

/// What stands before the names of those who had a part, by its MARC relator code; nothing before authors and parts
/// without a label.
fn part(role: &str, labels: &Labels) -> &'static str {
    match role {
        "trl" => labels.translation,
        "edt" => labels.editor,
        "ill" => labels.illustrations,
        "pht" => labels.photographs,
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
        let person =
            |name: &str, role: Option<&str>| Author { name: name.into(), role: role.map(Into::into), file_as: None };
        let people = [person("T", Some("trl")), person("A", None), person("B", Some("aut")), person("U", Some("trl"))];
        assert_eq!(of("en", &people), "A and B · Translation: T and U");
        assert_eq!(of("ja", &people[..2]), "A · 翻訳：T");
        assert_eq!(of("de", &[person("F", Some("pht")), person("X", Some("zzz"))]), "Fotos: F · X");
        assert_eq!(of("en", &[person(" ", None)]), "");
    }
}
