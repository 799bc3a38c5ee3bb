//! Newsletters in the text part of mail: `** A heading` over a rule across the page, and at the foot the sender and the
//! link to unsubscribe.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::lang::letters;

use super::line::Line;
use super::unit::is_rule;

/// A rule across the page has at least this many signs.
const ACROSS: usize = 20;
/// The foot has at most this many lines.
const FOOT: usize = 40;

/// Makes headings of underlined lines with two stars, and removes the foot.
pub(crate) fn newsletter(lines: &mut Vec<Line>, cx: &mut Context) {
    let heading = |pair: &[Line]| is_starred(&pair[0]) && is_across(&pair[1]);
    if lines.windows(2).filter(|pair| heading(pair)).count() >= 2 {
        headings(lines);
    }
    if !cx.reading.keep_all {
        foot(lines, cx);
    }
}

fn is_starred(line: &Line) -> bool {
    line.text.strip_prefix("** ").is_some_and(|title| title.starts_with(char::is_alphanumeric) && line.width <= 160)
}

fn is_across(line: &Line) -> bool {
    line.gap == 0 && line.width >= ACROSS && line.text.starts_with(['-', '=']) && is_rule(&line.text)
}

fn headings(lines: &mut [Line]) {
    for i in 0..lines.len() {
        let ruled = is_starred(&lines[i]) && lines.get(i + 1).is_some_and(is_across);
        // The labels of links have stars before them as well.
        let bare = lines[i].text.replace("** ", "");
        let bare = bare.strip_suffix(" **").unwrap_or(&bare).trim().to_owned();
        lines[i].retype(bare);
        if ruled {
            // As long as the title: an underline, not a section break.
            let (width, sign) = (lines[i].width.max(3), if lines[i + 1].text.starts_with('=') { "=" } else { "-" });
            lines[i + 1].retype(sign.repeat(width));
        }
    }
}

/// The foot begins with the rule, or the notice of copyright, directly above the line that gives the reason for the
/// letter.
fn foot(lines: &mut Vec<Line>, cx: &mut Context) {
    let from = lines.len().saturating_sub(FOOT);
    let Some(reason) = lines.iter().skip(from).position(|line| letters::says_why_sent(&line.text)).map(|at| at + from)
    else {
        return;
    };
    let opens =
        |line: &Line| is_rule(&line.text) || line.text.starts_with(['©', '*']) || line.text.starts_with("Copyright");
    let mut near = reason.saturating_sub(4).max(from)..reason;
    let begin = near.find(|&i| opens(&lines[i])).unwrap_or(reason);
    if begin == 0 {
        return;
    }
    for line in lines.drain(begin..) {
        let message = format!("The foot of the newsletter was left out: “{}”.", super::line::fold(&line.text));
        cx.say(Diagnostic::remark(codes::MAIL_FOOT, message).at(line.span));
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut lines = of_text(text);
        newsletter(&mut lines, &mut Context::default());
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn starred_headings_are_underlined() {
        let rule = "-".repeat(60);
        let text = format!("** This week\n{rule}\n\nNo ferry.\n\n** Next week\n{rule}\n\nSee ** the log (https://a.b)");
        let want = ["This week", "---------", "No ferry.", "Next week", "---------", "See the log (https://a.b)"];
        assert_eq!(lines(&text), want);
        assert_eq!(lines("** one\n** two"), ["** one", "** two"]);
    }

    #[test]
    fn the_foot_goes_with_what_opens_it() {
        let text = "No ferry.\n\n=====\nCopyright © 2024 The Post\nYou are receiving this email because you signed up.\n\nDock Road";
        assert_eq!(lines(text), ["No ferry."]);
        assert_eq!(
            lines("You are receiving this as a gift.\nThank you."),
            ["You are receiving this as a gift.", "Thank you."]
        );
    }
}
