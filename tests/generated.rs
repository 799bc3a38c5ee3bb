//! Documents that are made from tables of the code, and are committed: each must equal the code's output now.
#![allow(clippy::disallowed_methods, reason = "tests read the repository")]

#[path = "support/golden.rs"]
mod golden;

use std::fmt::Write;

use offprint::diag::codes;

#[test]
fn codes_of_messages() {
    let mut page = String::from(
        "# Codes of messages\n\nEvery message about an article or a run has a code: a warning in brackets at its start, a remark at its \
         end.\n`--explain` shows the remarks, and `--report json` and `--stream` give the codes to scripts.\n",
    );
    for group in codes::GROUPS {
        let _ = writeln!(page, "\n## {}\n\n| code | meaning |\n|---|---|", group.title);
        for (code, about) in group.rows {
            let _ = writeln!(page, "| `{code}` | {about} |");
        }
    }
    golden::check("docs/codes.md", &page);
}
