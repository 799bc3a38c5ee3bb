//! The limits of rules, measured: a page grows by one character, part or pixel at a time, and a golden says at which length
//! what is understood of it changes.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::BTreeSet;

use offprint::context::Context;
use offprint::diag::Severity;
use offprint::doc::dump;
use offprint::front;
use offprint::source::Source;

use crate::filler::prose;
use crate::golden;

/// A shape: its name, the front end, the shortest and longest that is tried, and the page of a length.
pub type Shape = (&'static str, &'static str, usize, usize, fn(usize) -> String);

/// Prose in paragraphs of four hundred characters, as HTML.
pub fn paragraphs(count: usize) -> String {
    (0..count).map(|number| format!("<p>{}</p>", prose(400, number + 1))).collect()
}

/// A page with a title, so much prose, and an example below it.
pub fn page(prose: usize, example: &str) -> String {
    whole("", &format!("<article><h1>Harbour notes</h1>{}{example}</article>", paragraphs(prose)))
}

pub fn whole(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Harbour notes</title><link rel=canonical href='https://wave.example/a'>\
         {head}</head><body>{body}</body></html>"
    )
}

/// So many characters with the word that is watched in front.
pub fn words(length: usize) -> String {
    let text = format!("Zephyr {}", prose(length.saturating_sub(7).max(2), 3));
    text.chars().take(length.max(6)).collect()
}

pub fn times(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

fn verdict(front: &str, length: usize, text: &str) -> String {
    let mut cx = Context::default();
    let source = Source::from_text("page", text);
    let document = offprint::read(&source, front::by_name(front).unwrap(), &mut cx).unwrap();
    let tree = dump::dump(&document);
    let mut facts = BTreeSet::new();
    for said in cx.diags.iter() {
        if said.severity > Severity::Remark {
            facts.insert(said.code.to_string());
        }
        facts.extend(
            said.message.split_once("rule ").and_then(|(_, rest)| rest.split([')', ',']).next()).map(str::to_owned),
        );
    }
    // The kind of block that the watched words stand in tells what they were taken for.
    let lines: Vec<&str> = tree.lines().collect();
    let inside = lines.iter().position(|line| line.contains("Zephyr")).map(|at| {
        let depth = |line: &str| line.len() - line.trim_start().len();
        let mut names = Vec::new();
        let mut least = depth(lines[at]);
        for line in lines[..at].iter().rev().filter(|line| !line.trim_start().starts_with('"')) {
            if depth(line) < least {
                least = depth(line);
                names.push(line.split_whitespace().next().unwrap_or_default());
            }
        }
        names.reverse();
        match names.len() {
            0..=6 => names.join("/"),
            deep => format!("{} and so on, {deep} deep", names[..2].join("/")),
        }
    });
    // If each part has the word, the number of words grows with the page.
    let count = match tree.matches("Zephyr").count() {
        count if count > 1 && count == length => "each".to_owned(),
        count if count > 1 && count == 2 * length => "each twice".to_owned(),
        count => count.to_string(),
    };
    format!("{count} in {} by {:?}", inside.unwrap_or_default(), facts.into_iter().collect::<Vec<_>>())
}

/// The length at which the verdict changes, found by halving; `steps` lengths are tried first.
fn measured((name, front, least, most, shape): &Shape) -> String {
    const STEPS: usize = 8;
    let at = |length: usize| verdict(front, length, &shape(length));
    let mut lengths: Vec<usize> = (0..=STEPS).map(|step| least + (most - least) * step / STEPS).collect();
    lengths.dedup();
    let mut found = vec![(*least, at(*least))];
    for pair in lengths.windows(2) {
        let (mut from, mut to) = (pair[0], pair[1]);
        let (before, after) = (found.last().unwrap().1.clone(), at(to));
        if before == after {
            continue;
        }
        while to - from > 1 {
            let middle = from.midpoint(to);
            if at(middle) == before { from = middle } else { to = middle }
        }
        found.push((to, at(to)));
        // A verdict that holds for a while between the two is found from here.
        if found.last().unwrap().1 != after {
            found.push((pair[1], after));
        }
    }
    let lines: String = found.iter().map(|(length, verdict)| format!("  from {length}: {verdict}\n")).collect();
    format!("{name}\n{lines}")
}

pub fn as_blessed(file: &str, shapes: &[Shape]) {
    let all: String = shapes.iter().map(measured).collect();
    golden::check(format!("tests/golden/limits/{file}.txt"), &all);
}
