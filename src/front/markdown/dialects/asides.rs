//! The names of notes, tips and warnings in all dialects, written as alerts of GitHub's.

/// Names of asides and the alert of GitHub's that is nearest. The five alerts themselves come first.
const KINDS: &[(&str, &str)] = &[
    ("note", "NOTE"),
    ("tip", "TIP"),
    ("important", "IMPORTANT"),
    ("warning", "WARNING"),
    ("caution", "CAUTION"),
    ("abstract", "NOTE"),
    ("summary", "NOTE"),
    ("tldr", "NOTE"),
    ("info", "NOTE"),
    ("information", "NOTE"),
    ("todo", "NOTE"),
    ("example", "NOTE"),
    ("question", "NOTE"),
    ("help", "NOTE"),
    ("faq", "NOTE"),
    ("seealso", "NOTE"),
    ("notice", "NOTE"),
    ("admonition", "NOTE"),
    ("callout", "NOTE"),
    ("message", "NOTE"),
    ("versionadded", "NOTE"),
    ("versionchanged", "NOTE"),
    ("deprecated", "WARNING"),
    ("primary", "NOTE"),
    ("secondary", "NOTE"),
    ("hint", "TIP"),
    ("success", "TIP"),
    ("check", "TIP"),
    ("done", "TIP"),
    ("attention", "WARNING"),
    ("alert", "WARNING"),
    ("warn", "WARNING"),
    ("danger", "CAUTION"),
    ("error", "CAUTION"),
    ("failure", "CAUTION"),
    ("fail", "CAUTION"),
    ("missing", "CAUTION"),
    ("bug", "CAUTION"),
];

/// The alert of an aside's name.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// The alert of a class such as `callout-note`, `prompt-tip` or `warning`.
pub(super) fn kind_in_class(class: &str) -> Option<&'static str> {
    kind(class).or_else(|| class.rsplit_once('-').and_then(|(_, last)| kind(last)))
}

/// True if GitHub itself has an alert of that name.
pub(super) fn is_github(name: &str) -> bool {
    KINDS[..5].iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
}

/// The first lines of an alert, after the quotation mark that opens it; `prefix` begins each of its lines. It ends
/// where the first line of its text continues.
pub(super) fn open(prefix: &str, kind: &str, title: &str) -> String {
    let mut out = format!("[!{kind}]\n{prefix}");
    let title = title.trim();
    if !title.is_empty() {
        out.push_str(&format!("<strong>{title}</strong>\n{}\n{prefix}", prefix.trim_end()));
    }
    out
}

/// The same if the lines of the text follow by themselves: it ends at the end of a line.
pub(super) fn head(prefix: &str, kind: &str, title: &str) -> String {
    match title.trim() {
        "" => format!("[!{kind}]"),
        title => format!("[!{kind}]\n{prefix}<strong>{title}</strong>\n{}", prefix.trim_end()),
    }
}

/// A name as a title: `seealso` becomes "Seealso".
pub(super) fn named(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_classes_have_their_alert() {
        assert_eq!(kind("FAQ"), Some("NOTE"));
        assert_eq!(kind_in_class("callout-warning"), Some("WARNING"));
        assert_eq!(kind_in_class("column-margin"), None);
        assert!(is_github("Tip") && !is_github("hint"));
    }

    #[test]
    fn a_title_stands_apart_from_the_text() {
        assert_eq!(open("> ", "TIP", "Wax"), "[!TIP]\n> <strong>Wax</strong>\n>\n> ");
        assert_eq!(open("> ", "TIP", " "), "[!TIP]\n> ");
        assert_eq!(head("> ", "TIP", "Wax"), "[!TIP]\n> <strong>Wax</strong>\n>");
    }
}
