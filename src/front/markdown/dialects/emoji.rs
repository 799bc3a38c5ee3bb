//! Pictures by their names between colons, as GitHub, Jekyll, Hugo and MkDocs write them: `:tada:`.

use crate::doc::emoji::{LONGEST, named};
use crate::front::markdown::page::{Edit, Page};

/// `:name:`, with no letter on either side and no colon but that of another name, because `std::key::new` is code.
pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut passed = 0;
    for at in page.find(":") {
        let before = page.text()[..at].chars().next_back();
        let touches = before.is_some_and(|c| c.is_alphanumeric() || c == ':' && at != passed);
        if at < passed || touches {
            continue;
        }
        let is_text = |at: usize| !page.is_verbatim(at) && !page.is_escaped(at) && !page.in_address(at);
        if let Some((picture, end)) = named(page.after(at, LONGEST)).filter(|_| is_text(at)) {
            passed = at + end;
            edits.push(Edit::new(at..passed, picture));
        }
    }
    edits
}

/// The sets of icons of Material for MkDocs.
const SETS: &[&str] = &["material-", "fontawesome-", "octicons-", "simple-"];

/// `:material-check:{ .lg }`: icons of a site's theme, with their attributes.
pub(super) fn icons(page: &Page) -> Vec<Edit> {
    let icon = |at: usize| {
        let rest = page.after(at + 1, 200);
        SETS.iter().find(|set| rest.starts_with(**set))?;
        let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))?;
        let name = rest[..end].len();
        rest[end..].strip_prefix(':').filter(|_| !page.is_verbatim(at) && !page.in_address(at))?;
        let mut stop = at + 1 + name + 1;
        let after = page.after(stop, 200);
        if let Some(close) = after.strip_prefix('{').and_then(|inside| inside.split('\n').next()?.find('}')) {
            stop += close + 2;
        }
        // Of the spaces around it one stays.
        let spaced =
            page.text()[stop..].starts_with(' ') && (page.text()[..at].ends_with([' ', '[', '\n', '|']) || at == 0);
        Some(Edit::leave_out(at..stop + usize::from(spaced), format!("the icon {}", &rest[..name])))
    };
    page.find(":").filter_map(icon).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn names_between_colons_become_pictures() {
        for (text, expected) in [
            ("It works :tada:. :+1: and :unknown:", "It works 🎉. 👍 and :unknown:"),
            ("a::key::b, 10:100:20, x:key: and `:tada:`", "a::key::b, 10:100:20, x:key: and `:tada:`"),
            (":fire::fire: (:x:)", "🔥🔥 (❌)"),
            (r"\:tada: and :tada:s, :fire", r"\:tada: and :tada:s, :fire"),
        ] {
            assert_eq!(rewritten(read, text), expected);
        }
    }

    #[test]
    fn icons_of_a_theme_go() {
        for (text, expected) in [
            (":material-check: Done :octicons-heart-fill-24:{ .a } too", "Done too"),
            ("[:octicons-arrow-right-24: Go](a)", "[Go](a)"),
            (
                "`:material-check:` :materials: a:simple-x :simple-a b:",
                "`:material-check:` :materials: a:simple-x :simple-a b:",
            ),
        ] {
            assert_eq!(rewritten(icons, text), expected);
        }
    }
}
