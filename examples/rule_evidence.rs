//! The effect of each rule on a page: for `benches/rules.py`.
//!
//! Reads a path a line and answers with a line of JSON: `{"": [document, {rule: words}], rule: [document, {}], ...}`.
//! The first entry is the page as the product reads it, with the words that each rule left out; each further entry is
//! the page with one of these rules turned off. A document is pandoc's JSON. Rules named as arguments are turned off
//! too, even if they left nothing out: rules that repair a page or find notes do not report their effect.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use offprint::back::{self, BackEnd};
use offprint::context::{Context, Reading};
use offprint::front::html;
use offprint::source::Source;
use offprint::style::Style;
use offprint::style::resolve::plain;

/// The page read without some rules, as pandoc's JSON, and the words that each rule left out.
fn read(
    source: &Source,
    without: &[&str],
    json: &dyn BackEnd,
    style: &Style,
) -> (serde_json::Value, BTreeMap<String, usize>) {
    let without = without.iter().map(ToString::to_string).collect();
    let mut cx = Context { reading: Reading { without, ..Reading::default() }, ..Context::default() };
    let mut document = html::page(source.text(), &mut cx);
    let mut left_out = BTreeMap::new();
    for (words, rule) in cx.diags.iter().filter_map(|said| rule_of(&said.message)) {
        *left_out.entry(rule).or_default() += words;
    }
    offprint::transform::apply(&mut document, &mut cx);
    let bytes = json.emit(&document.into(), style, &mut cx).map(|output| output.bytes).unwrap_or_default();
    (serde_json::from_slice(&bytes).unwrap_or_default(), left_out)
}

/// The words and the rule in `Left out as navigation (2 words, rule menu): ...`.
fn rule_of(message: &str) -> Option<(usize, String)> {
    let (_, said) = message.strip_prefix("Left out as ")?.split_once('(')?;
    let (words, rest) = said.split_once(' ')?;
    let (rule, _) = rest.split_once(", rule ")?.1.split_once(')')?;
    Some((words.parse().ok()?, rule.into()))
}

#[allow(clippy::disallowed_methods, reason = "an example reads files and arguments")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let more: Vec<String> = std::env::args().skip(1).collect();
    let json = back::by_name("json").ok_or("there is a back end for JSON")?;
    let style = plain("normal");
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let path = line?;
        let source = Source::new(path.as_str(), std::fs::read(&path)?);
        let (whole, left_out) = read(&source, &[], json, &style);
        let mut answer = BTreeMap::from([(String::new(), (whole, left_out.clone()))]);
        for rule in left_out.keys().chain(&more) {
            let (document, _) = read(&source, &[rule.as_str()], json, &style);
            answer.insert(rule.clone(), (document, BTreeMap::new()));
        }
        writeln!(out, "{}", serde_json::to_string(&answer)?)?;
        out.flush()?;
    }
    Ok(())
}
