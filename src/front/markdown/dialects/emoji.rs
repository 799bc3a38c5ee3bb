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
}
