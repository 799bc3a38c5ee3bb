//! E-mail as text: the header lines at the top, the signature at the bottom.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Author, Meta};
use crate::front::text::inline;
use crate::lang::{calendar, letters};

use super::line::Line;

/// Removes header lines (`From:`, `Subject:`, `Date:`) from the top and the signature after `-- ` from the end.
pub(crate) fn mail(lines: &mut Vec<Line>, cx: &mut Context) -> Option<Meta> {
    let (fields, used) = fields(lines);
    let mut meta = Meta::default();
    let mut known = 0;
    for (name, value) in &fields {
        match name.to_ascii_lowercase().as_str() {
            "from" => {
                known += 1;
                let value = decoded(value);
                let shown = value.split('<').next().unwrap_or("").trim().trim_matches('"');
                let shown = if shown.is_empty() { value.as_str() } else { shown };
                meta.authors = vec![Author::new(shown.split(" [").next().unwrap_or(shown))];
            }
            "subject" => {
                known += 1;
                let value = decoded(value);
                meta.title = inline::plain(letters::subject(&value));
            }
            "date" | "sent" => {
                known += 1;
                meta.published = calendar::read(value, None);
            }
            _ => {}
        }
    }
    if known < 2 || meta.title.is_empty() && meta.authors.is_empty() || used == lines.len() {
        return None;
    }
    for line in lines.drain(..used) {
        cx.say(
            Diagnostic::remark(codes::MAIL_HEADER, format!("A header line of the e-mail was read: “{}”.", line.text))
                .at(line.span),
        );
    }
    if !cx.reading.keep_all {
        signature(lines, cx);
    }
    Some(meta)
}

/// The header fields at the top, folded ones joined (RFC 5322, 2.2.3), and the number of lines they take.
fn fields(lines: &[Line]) -> (Vec<(String, String)>, usize) {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut used = 0;
    for line in lines.iter().take(60) {
        if used > 0 && line.gap > 0 {
            break;
        }
        match (field(line), fields.last_mut()) {
            (Some((name, value)), _) => fields.push((name.to_owned(), value.to_owned())),
            (None, Some((_, value))) if line.indent > 0 => {
                value.push(' ');
                value.push_str(&line.text);
            }
            _ => break,
        }
        used += 1;
    }
    (fields, used)
}

/// A value with its encoded words decoded (RFC 2047).
fn decoded(value: &str) -> String {
    if !value.contains("=?") {
        return value.to_owned();
    }
    let header = format!("Subject: {value}\n\n");
    let message = mail_parser::MessageParser::default().parse(header.as_bytes());
    message.as_ref().and_then(|m| m.subject()).unwrap_or(value).to_owned()
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
            Diagnostic::remark(
                codes::MAIL_SIGNATURE,
                format!("A line of the signature was left out: “{}”.", line.text),
            )
            .at(line.span),
        );
    }
}
