//! E-mail as text: the header lines above, the signature below.

use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::{Author, Date, Meta};

use super::line::Line;

/// Takes header lines (`From:`, `Subject:`, `Date:`) off the top and the signature after `-- ` off the end.
pub fn mail(lines: &mut Vec<Line>, cx: &mut Context) -> Option<Meta> {
    let mut meta = Meta::default();
    let mut known = 0;
    let mut used = 0;
    for line in lines.iter().take(40) {
        if used > 0 && line.gap > 0 {
            break;
        }
        let Some((name, value)) = field(line) else {
            if used > 0 && line.indent > 0 {
                used += 1;
                continue;
            }
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "from" => {
                known += 1;
                let shown = value.split('<').next().unwrap_or("").trim().trim_matches('"');
                let shown = if shown.is_empty() { value } else { shown };
                meta.authors = vec![Author::new(shown.split(" [").next().unwrap_or(shown))];
            }
            "subject" => {
                known += 1;
                let mut title = value;
                while let Some(rest) =
                    ["Re: ", "RE: ", "Fwd: ", "FW: ", "AW: ", "WG: "].iter().find_map(|p| title.strip_prefix(p))
                {
                    title = rest.trim();
                }
                meta.title = super::inline::plain(title);
            }
            "date" | "sent" => {
                known += 1;
                meta.published = super::date::find(value).map(|f| f.date).or_else(|| Date::parse_iso(value));
            }
            _ => {}
        }
        used += 1;
    }
    if known < 2 || meta.title.is_empty() && meta.authors.is_empty() || used == lines.len() {
        return None;
    }
    for line in lines.drain(..used) {
        cx.say(
            Diagnostic::remark("mail-header", format!("A header line of the e-mail was read: “{}”.", line.text))
                .at(line.span),
        );
    }
    if !cx.reading.keep_all {
        signature(lines, cx);
    }
    Some(meta)
}

/// `Name: value` at the margin.
fn field(line: &Line) -> Option<(&str, &str)> {
    let (name, value) = line.text.split_once(':')?;
    let token = !name.is_empty() && name.len() <= 30 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (token && line.indent == 0 && line.quote == 0 && (value.is_empty() || value.starts_with([' ', '\t'])))
        .then(|| (name, value.trim()))
}

/// The last `-- ` with at most ten lines below ends the message (RFC 3676, 4.3).
fn signature(lines: &mut Vec<Line>, cx: &mut Context) {
    let from = lines.len().saturating_sub(11);
    let Some(at) = lines.iter().skip(from).position(|l| l.text == "--" && l.quote == 0).map(|n| n + from) else {
        return;
    };
    for line in lines.drain(at..).skip(1) {
        cx.say(
            Diagnostic::remark("mail-signature", format!("A line of the signature was left out: “{}”.", line.text))
                .at(line.span),
        );
    }
}
