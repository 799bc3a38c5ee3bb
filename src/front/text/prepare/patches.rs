//! Patches: the differences between files, as mail on programs carries them (the unified format of GNU diff and git).
//!
//! A hunk states in its head how many lines it has, so its end needs no guess: `@@ -540,7 +540,7 @@` is followed by seven
//! lines of the old file and seven of the new. Empty lines are lines of both.

use super::line::Line;
use super::regions::verbatim;
use super::unit::{Kind, Region};

/// Most lines between the head of a file and its first hunk.
const HEAD: usize = 12;

/// The patch that begins at `lines[at]`, if any.
pub(crate) fn patch(lines: &[Line], at: usize) -> Option<Region> {
    let mut end = file(lines, at)?;
    while let Some(next) = file(lines, end).filter(|_| lines[end].quote == lines[at].quote) {
        end = next;
    }
    let body = verbatim(&lines[at..end], 0);
    Some((end - at, Kind::Verbatim(body, Some("diff".into()))))
}

/// The list of changed files above a patch: names, the number of changed lines, and signs for them.
pub(crate) fn summary(lines: &[Line], at: usize) -> Option<Region> {
    let is_file = |line: &&Line| {
        let changes = line.text.rsplit_once(" | ").map(|(_, changes)| changes.trim_start());
        changes.is_some_and(|changes| {
            let signs = changes.trim_start_matches(|c: char| c.is_ascii_digit());
            changes.starts_with("Bin ")
                || signs.len() < changes.len() && signs.chars().all(|c| matches!(c, ' ' | '+' | '-'))
        })
    };
    let files = lines.get(at..)?.iter().take_while(is_file).count();
    let total = lines.get(at + files).filter(|_| files > 0)?;
    let is_total = total.text.contains(" changed, ") && total.text.contains(" file") && total.gap == 0;
    is_total.then(|| (files + 1, Kind::Verbatim(verbatim(&lines[at..=at + files], 0), None)))
}

/// The end of the patch of one file: its head and its hunks.
fn file(lines: &[Line], at: usize) -> Option<usize> {
    let first = lines.get(at).filter(|line| line.indent == 0)?;
    let is_named = first.text.starts_with("diff -") || first.text.starts_with("Index: ");
    let is_pair = first.text.starts_with("--- ") && lines.get(at + 1).is_some_and(|line| line.text.starts_with("+++ "));
    if !is_named && !is_pair {
        return None;
    }
    let head = lines[at..].iter().take(HEAD).take_while(|line| line.quote == first.quote && line.gap < 2);
    let mut end = at + head.clone().position(|line| counts(line).is_some())?;
    while let Some(after) = lines.get(end).filter(|line| line.quote == first.quote).and_then(|_| hunk(lines, end)) {
        end = after;
    }
    Some(end)
}

/// The number of lines of the old and the new file that the head of a hunk states: `@@ -540,7 +540,7 @@ words`.
fn counts(head: &Line) -> Option<(usize, usize)> {
    let (places, _) = head.text.strip_prefix("@@ -")?.split_once(" @@")?;
    let (old, new) = places.split_once(" +")?;
    let count = |place: &str| place.split_once(',').map_or(Some(1), |(_, count)| count.parse().ok());
    Some((count(old)?, count(new)?))
}

/// The end of the hunk that begins at `lines[at]`.
fn hunk(lines: &[Line], at: usize) -> Option<usize> {
    let head = &lines[at];
    let (mut old, mut new) = counts(head)?;
    let mut end = at + 1;
    while old > 0 || new > 0 {
        let Some(line) = lines.get(end).filter(|line| line.quote == head.quote) else { break };
        // Empty lines are lines of both files; behind the last of them the hunk ends.
        (old, new) = (old.saturating_sub(line.gap), new.saturating_sub(line.gap));
        if old == 0 && new == 0 {
            break;
        }
        match line.text.chars().next().filter(|_| line.indent == 0) {
            Some('+') => new = new.saturating_sub(1),
            Some('-') => old = old.saturating_sub(1),
            None => (old, new) = (old.saturating_sub(1), new.saturating_sub(1)),
            Some('@') if counts(line).is_some() => break,
            // The end of a line that a mail program broke, and "\ No newline at end of file".
            Some(_) => {}
        }
        end += 1;
    }
    let is_remark = |line: &Line| line.text.starts_with("\\ ") && line.gap == 0;
    Some(end + usize::from(lines.get(end).is_some_and(is_remark)))
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text as lines;
    use super::*;

    const PATCH: &str = "diff --git a/sail.c b/sail.c\nindex c4a35..88752 100644\n--- a/sail.c\n+++ b/sail.c\n@@ -5,4 +5,5 @@ void reef(void)\n if (wind > 6) {\n-\treef();;\n+\treef();\n+\tlog(wind);\n\n }\n";

    fn length(text: &str) -> usize {
        patch(&lines(text), 0).map_or(0, |(length, _)| length)
    }

    #[test]
    fn a_patch_ends_with_the_lines_that_its_hunks_state() {
        let all = lines(PATCH).len();
        assert_eq!(length(PATCH), all);
        assert_eq!(length(&format!("{PATCH}Regards,\nAda\n")), all);
        assert_eq!(length(&format!("{PATCH}{PATCH}Regards\n")), 2 * all);
        assert_eq!(length(&format!("{PATCH}@@ -40 +41 @@\n-old\n+new\n-- \n2.43\n")), all + 3, "one line has no count");
        assert_eq!(
            length(&PATCH.replace("(wind > 6)", "(wind\n> 6)").replace("\n> 6", "\nMAX")),
            all + 1,
            "broken line"
        );
    }

    #[test]
    fn quoted_patches_are_patches() {
        let quoted: String = PATCH.lines().map(|line| format!("> {line}\n")).collect();
        assert_eq!(length(&format!("{quoted}Looks good.\n")), lines(PATCH).len());
    }

    #[test]
    fn other_texts_are_none() {
        assert_eq!(length("--- he said, and left.\nNobody heard.\n"), 0);
        assert_eq!(length("diff -u shows what changed.\nThe rest is in the manual.\n"), 0);
        assert_eq!(length("@@ -1,2 +1,2 @@\n a\n b\n"), 0);
    }

    #[test]
    fn the_list_of_changed_files_is_kept() {
        let list =
            " mm/sail.c       |    2 +-\n docs/{a => b}.md |   14 ++++\n 2 files changed, 9 insertions(+)\n\nMore";
        assert_eq!(summary(&lines(list), 0).map(|(length, _)| length), Some(3));
        assert!(summary(&lines("a | b\nc | d\n"), 0).is_none());
    }
}
