//! A person's part in an article.

/// Somebody's part in an article or an edition. Codes are those of the MARC list for relators
/// (<https://id.loc.gov/vocabulary/relators>).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Wrote it: `aut`.
    #[default]
    Author,
    /// Edited it: `edt`.
    Editor,
    /// Compiled it from the works of others: `com`.
    Compiler,
    /// Made it, in an unstated way: `cre`.
    Creator,
    /// Translated it: `trl`.
    Translator,
    /// Drew the pictures: `ill`.
    Illustrator,
    /// Took the photographs: `pht`.
    Photographer,
    /// Another part in the words of the source: a code of the list, or words.
    Other(String),
}

/// Roles with their codes and English names.
const ROLES: &[(Role, &str, &str)] = &[
    (Role::Author, "aut", "author"),
    (Role::Editor, "edt", "editor"),
    (Role::Compiler, "com", "compiler"),
    (Role::Creator, "cre", "creator"),
    (Role::Translator, "trl", "translator"),
    (Role::Illustrator, "ill", "illustrator"),
    (Role::Photographer, "pht", "photographer"),
];

impl Role {
    /// A role from a code or an English name.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        let known =
            ROLES.iter().find(|(_, code, name)| text.eq_ignore_ascii_case(code) || text.eq_ignore_ascii_case(name));
        known.map_or_else(|| Role::Other(text.to_owned()), |(role, ..)| role.clone())
    }

    /// The role as written in metadata: its code, or the words that state it.
    pub fn as_str(&self) -> &str {
        if let Role::Other(text) = self {
            return text;
        }
        ROLES.iter().find(|(role, ..)| role == self).map_or("", |(_, code, _)| code)
    }

    /// The code for a catalogue: `ctb` (contributor) if the role is stated in words.
    pub fn code(&self) -> &str {
        let text = self.as_str();
        if text.len() == 3 && text.bytes().all(|b| b.is_ascii_lowercase()) { text } else { "ctb" }
    }

    /// True if this role makes a person a main creator of the work, and not a contributor to it.
    pub fn is_creator(&self) -> bool {
        matches!(self, Role::Author | Role::Editor | Role::Compiler | Role::Creator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_known_by_code_and_by_name_and_others_stay_as_stated() {
        for (role, code, name) in ROLES {
            assert_eq!((Role::new(code), Role::new(&name.to_uppercase())), (role.clone(), role.clone()));
            assert_eq!((role.as_str(), role.code()), (*code, *code));
        }
        assert_eq!(
            (Role::new("Cook").code(), Role::new("Bop").code(), Role::new("cook").code()),
            ("ctb", "ctb", "ctb")
        );
        let (narrator, cook) = (Role::new("nrt"), Role::new(" head cook "));
        assert_eq!((narrator.as_str(), narrator.code()), ("nrt", "nrt"));
        assert_eq!((cook.as_str(), cook.code(), cook.is_creator()), ("head cook", "ctb", false));
    }
}
