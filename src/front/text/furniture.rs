//! Furniture of printed and archived text: page heads and feet of RFCs, Project Gutenberg's frame, the links of wikis
//! to edit a section.

use std::collections::BTreeMap;

use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::{Author, Lang, Meta};

use super::line::Line;
use super::unit::{Kind, Unit};

/// Takes page heads and feet out, and joins the paragraphs that they cut in two.
pub fn pages(lines: &mut Vec<Line>, cx: &mut Context) {
    let feet = lines.iter().filter(|l| page_number(&l.text)).count();
    if feet < 2 || cx.reading.keep_all {
        return;
    }
    let mut heads: BTreeMap<String, usize> = BTreeMap::new();
    for (a, b) in lines.iter().zip(lines.iter().skip(1)) {
        if page_number(&a.text) || b.page {
            *heads.entry(super::line::fold(&b.text)).or_default() += 1;
        }
    }
    let old = std::mem::take(lines);
    let mut cut = false;
    for mut line in old {
        let head = heads.get(&super::line::fold(&line.text)).is_some_and(|n| *n >= 2);
        if page_number(&line.text) || head {
            let message = format!("The head or foot of a page was left out: “{}”.", super::line::fold(&line.text));
            cx.say(Diagnostic::remark("page-furniture", message).at(line.span));
            cut = true;
            continue;
        }
        if cut {
            line.page = false;
            let open =
                lines.last().is_some_and(|l: &Line| !super::page::ends_sentence(&l.text) && l.indent == line.indent);
            line.gap = if open && line.text.starts_with(char::is_lowercase) { 0 } else { line.gap.max(1) };
            cut = false;
        }
        lines.push(line);
    }
}

/// `Postel                                                        [Page 12]`
fn page_number(text: &str) -> bool {
    let Some(rest) = text.strip_suffix(']') else { return false };
    let Some((_, number)) = rest.rsplit_once("[Page ") else { return false };
    !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
}

/// Takes `[edit]` off the ends of short lines, where wikis have it behind their headings.
pub fn edit_links(units: &mut [Unit], cx: &mut Context) {
    const LINKS: &[&str] = &[
        "edit",
        "edit source",
        "edit | edit source",
        "bearbeiten",
        "bearbeiten | quelltext bearbeiten",
        "quelltext bearbeiten",
        "modifier",
        "modifier | modifier le code",
        "editar",
        "editar | editar código",
        "modifica",
        "modifica | modifica wikitesto",
        "bewerken",
        "bewerken | brontekst bewerken",
        "redigera",
        "redigera | redigera wikitext",
        "edytuj",
        "edytuj | edytuj kod",
        "править",
        "править | править код",
    ];
    if cx.reading.keep_all {
        return;
    }
    let short = |u: &&mut Unit| u.kind == Kind::Prose && u.text.len() <= 200;
    for unit in units.iter_mut().filter(short) {
        let Some((words, link)) = unit.text.strip_suffix(']').and_then(|t| t.rsplit_once('[')) else { continue };
        if LINKS.contains(&link.trim().to_lowercase().as_str()) && !words.trim().is_empty() {
            let message = format!("A wiki's link was left out: “[{link}]”.");
            cx.say(Diagnostic::remark("chrome-menu", message).at(unit.span));
            unit.text = words.trim_end().to_owned();
            unit.editable = true;
        }
    }
}

/// Takes Project Gutenberg's frame off: what stands above `*** START OF` and below `*** END OF`.
pub fn gutenberg(lines: &mut Vec<Line>, cx: &mut Context) -> Option<Meta> {
    let marks = |l: &Line, word: &str| {
        let upper = l.text.to_uppercase();
        upper.starts_with("***") && upper.contains(word) && upper.contains("PROJECT GUTENBERG")
    };
    let start = lines.iter().take(2000).position(|l| marks(l, "START OF"))?;
    let mut meta = Meta { publisher: Some("Project Gutenberg".into()), ..Meta::default() };
    for line in lines.iter().take(start) {
        let Some((name, value)) = line.text.split_once(": ") else { continue };
        match name {
            "Title" => meta.title = super::inline::plain(value.trim()),
            "Author" => meta.authors = vec![Author::new(value.trim())],
            "Language" => meta.language = language(value.trim()),
            _ => {}
        }
    }
    if cx.reading.keep_all {
        return Some(meta);
    }
    let end = lines.iter().position(|l| marks(l, "END OF")).filter(|e| *e > start).unwrap_or(lines.len());
    let after = lines.split_off(end);
    let before: Vec<Line> = lines.drain(..=start).collect();
    for line in before.iter().chain(&after) {
        let message = format!(
            "The frame of Project Gutenberg was left out: “{}”.",
            line.text.chars().take(60).collect::<String>()
        );
        cx.say(Diagnostic::remark("gutenberg-frame", message).at(line.span));
    }
    Some(meta)
}

fn language(name: &str) -> Option<Lang> {
    let names = [
        ("English", "en"),
        ("German", "de"),
        ("French", "fr"),
        ("Spanish", "es"),
        ("Italian", "it"),
        ("Portuguese", "pt"),
        ("Dutch", "nl"),
        ("Finnish", "fi"),
        ("Latin", "la"),
    ];
    names.iter().find(|(n, _)| *n == name).and_then(|(_, tag)| Lang::new(tag))
}
