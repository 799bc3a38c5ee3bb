//! The parts of an article that its page states line by line: the ingredients and steps of a recipe, the steps of a guide,
//! questions with their answers.
//!
//! They come from the records in JSON-LD (schema.org `Recipe`, `HowTo`, `FAQPage`), from microdata, from the classes of
//! microformats (h-recipe), and from headings that say "Ingredients" in any language. What a page states so is article,
//! wherever its layout puts it.

use serde_json::Value;

use crate::front::html::dom::{Dom, Id, fold};
use crate::lang::Labels;

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What a recipe takes.
    Ingredients,
    /// What to do, in order.
    Steps,
    /// Questions, each followed by its answer.
    Answers,
}

/// A part of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// What it is.
    pub kind: Kind,
    /// Its lines in order, white space folded.
    pub lines: Vec<String>,
    /// True if it was read on the page itself, not in a record for machines.
    pub shown: bool,
}

/// The fields of records that hold a part.
const FIELDS: &[(&str, Kind)] = &[
    ("recipeIngredient", Kind::Ingredients),
    ("ingredients", Kind::Ingredients),
    ("recipeInstructions", Kind::Steps),
    ("step", Kind::Steps),
];

/// Values of `itemprop`, and classes inside a recipe of microformats, that mark a line of a part, or all of it.
const MARKS: &[(&str, &[&str], Kind)] = &[
    ("itemprop", &["recipeIngredient", "ingredients"], Kind::Ingredients),
    ("itemprop", &["recipeInstructions"], Kind::Steps),
    ("class", &["p-ingredient", "ingredient"], Kind::Ingredients),
    ("class", &["e-instructions", "instructions"], Kind::Steps),
];

/// Classes of the box of a recipe in microformats.
const RECIPES: &[&str] = &["h-recipe", "hrecipe"];

/// A list has its heading at most this many boxes above it.
const HEADING_DEPTH: usize = 3;
/// The lines of a list are shorter, in bytes, on the average.
const SHORT: usize = 60;
/// A record is read to this depth.
const DEPTH: usize = 6;
/// A part has at most this many lines, and a page so many parts; each line is looked for in the whole page.
const MOST: usize = 200;
const MOST_PARTS: usize = 6;

/// So many words at the head of a line, its number and measure, may be missing, because pages write them otherwise.
const MEASURES: usize = 3;
/// Fewest letters of a line without its measures, in bytes.
const NAME: usize = 4;

/// The letters of a text in lower case, without digits and signs.
pub(crate) fn only_letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The letters of a line, then without its first word, and so on to what it measures.
pub(crate) fn ends(line: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let ends = (0..=MEASURES.min(words.len())).map(move |from| only_letters(&words[from..].concat()));
    ends.take_while(|end| end.len() >= NAME)
}

/// The parts that the records of a page and its marks state, each once.
pub(crate) fn parts(dom: &Dom, records: &[Value]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let fields = records.iter().flat_map(|record| FIELDS.iter().map(move |(name, kind)| (&record[*name], *kind)));
    for (value, kind) in fields.filter(|(value, _)| !value.is_null()) {
        let mut lines = Vec::new();
        stated_lines(value, &mut lines, 0);
        add(&mut out, Part { kind, lines, shown: false });
    }
    let mut answers = Vec::new();
    records.iter().for_each(|record| answer(record, &mut answers));
    add(&mut out, Part { kind: Kind::Answers, lines: answers, shown: false });
    for (attribute, names, kind) in MARKS {
        let is_marked = |id: &Id| {
            dom.attr(*id, attribute).is_some_and(|value| value.split_ascii_whitespace().any(|v| names.contains(&v)))
                && (*attribute != "class" || dom.ancestors(*id).any(|a| dom.has_any_class(a, RECIPES)))
        };
        let marked = dom.descendants(Dom::ROOT).filter(is_marked).take(MOST);
        let lines = marked.flat_map(|id| lines_of(dom, id)).collect();
        add(&mut out, Part { kind: *kind, lines, shown: true });
    }
    for heading in dom.descendants(Dom::ROOT).filter(|id| dom.is_subheading(*id)) {
        if Labels::name_ingredients(&dom.words_of(heading)) {
            add(&mut out, Part { kind: Kind::Ingredients, lines: lines_below(dom, heading), shown: true });
        }
    }
    out
}

/// The short lines between a heading and the next one; nothing if they are too many or too long for a list.
fn lines_below(dom: &Dom, heading: Id) -> Vec<String> {
    let around = std::iter::once(heading).chain(dom.ancestors(heading)).take(HEADING_DEPTH);
    let next = around.filter_map(|id| dom.next_element(id)).find(|next| dom.has_words(*next));
    let siblings = std::iter::successors(next, |id| dom.next_element(*id));
    let is_headed = |id: &Id| std::iter::once(*id).chain(dom.descendants(*id)).any(|d| dom.is_subheading(d));
    let lines: Vec<String> =
        siblings.take_while(|id| !is_headed(id)).flat_map(|id| lines_of(dom, id)).take(MOST + 1).collect();
    let letters: usize = lines.iter().map(String::len).sum();
    if lines.len() > MOST || letters > SHORT * lines.len() { Vec::new() } else { lines }
}

fn add(parts: &mut Vec<Part>, mut part: Part) {
    part.lines.truncate(MOST);
    if part.lines.len() > 1 && parts.len() < MOST_PARTS && !parts.contains(&part) {
        parts.push(part);
    }
}

/// The lines of a text, of a step, of a section of steps, or of a list of these.
fn stated_lines(value: &Value, out: &mut Vec<String>, depth: usize) {
    match value {
        Value::String(text) => out.extend(lines_of_text(text)),
        Value::Array(list) if depth < DEPTH => list.iter().for_each(|value| stated_lines(value, out, depth + 1)),
        Value::Object(map) if depth < DEPTH => {
            if let Some(list) = map.get("itemListElement") {
                map.get("name").into_iter().for_each(|name| stated_lines(name, out, depth + 1));
                stated_lines(list, out, depth + 1);
            } else if let Some(text) = map.get("text").or_else(|| map.get("name")) {
                stated_lines(text, out, depth + 1);
            }
        }
        _ => {}
    }
}

/// A question of a `FAQPage` and its answer.
fn answer(record: &Value, out: &mut Vec<String>) {
    let (question, answer) = (&record["name"], &record["acceptedAnswer"]["text"]);
    if record["@type"] == "Question" && question.is_string() && answer.is_string() {
        stated_lines(question, out, 0);
        stated_lines(answer, out, 0);
    }
}

/// A text of a record, which may be HTML, in lines.
fn lines_of_text(text: &str) -> Vec<String> {
    if text.contains('<') || text.contains('&') {
        return lines_of(&Dom::fragment(text), Dom::ROOT);
    }
    text.lines().map(fold).filter(|line| !line.is_empty()).collect()
}

/// The texts below an element, in lines.
fn lines_of(dom: &Dom, id: Id) -> Vec<String> {
    let texts = dom.descendants(id).filter_map(|node| dom.text(node));
    texts.flat_map(str::lines).map(fold).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn lines(kind: Kind, parts: &[Part]) -> Vec<&str> {
        parts.iter().filter(|part| part.kind == kind).flat_map(|part| &part.lines).map(String::as_str).collect()
    }

    #[test]
    fn steps_are_texts_steps_or_sections() {
        let empty = Dom::fragment("");
        for instructions in [
            json!("Chop.\nFry."),
            json!("<p>Chop.</p><p>Fry.</p>"),
            json!(["Chop.", "Fry."]),
            json!([{"@type": "HowToStep", "text": "Chop."}, {"@type": "HowToStep", "name": "Fry."}]),
            json!({"@type": "ItemList", "itemListElement": [{"text": "Chop."}, {"text": "Fry."}]}),
        ] {
            let parts = parts(&empty, &[json!({"@type": "Recipe", "recipeInstructions": instructions})]);
            assert_eq!(lines(Kind::Steps, &parts), ["Chop.", "Fry."]);
        }
    }

    #[test]
    fn marks_state_parts_too() {
        let dom = Dom::fragment("<ul><li itemprop=recipeIngredient>2 eggs<li itemprop=recipeIngredient>salt</ul>");
        assert_eq!(lines(Kind::Ingredients, &parts(&dom, &[])), ["2 eggs", "salt"]);
        let dom = Dom::fragment("<div class=h-recipe><p class='p-ingredient'>2 eggs<p class='p-ingredient'>salt</div>");
        assert_eq!(lines(Kind::Ingredients, &parts(&dom, &[])), ["2 eggs", "salt"]);
    }

    #[test]
    fn questions_have_their_answers() {
        let question = json!({"@type": "Question", "name": "Why?", "acceptedAnswer": {"text": "Because."}});
        assert_eq!(lines(Kind::Answers, &parts(&Dom::fragment(""), &[question])), ["Why?", "Because."]);
    }

    #[test]
    fn a_heading_states_the_ingredients_below_it() {
        let dom = Dom::fragment(
            "<div><h3>Zutaten für 4 Personen</h3></div><div><p>2 Eier<p>Salz</div><h3>Anleitung</h3><p>Kochen.",
        );
        assert_eq!(lines(Kind::Ingredients, &parts(&dom, &[])), ["2 Eier", "Salz"]);
        let dom = Dom::fragment("<h3>Ingredientsplus</h3><p>2 eggs<p>salt");
        assert!(parts(&dom, &[]).is_empty());
        let prose = "The word comes from the Latin ingredi, to walk into something, as eggs walk into a dough.";
        let dom = Dom::fragment(&format!("<h2>Ingredients</h2><p>{prose}<p>{prose}"));
        assert!(parts(&dom, &[]).is_empty(), "prose");
    }

    #[test]
    fn one_line_is_no_part() {
        let record = json!({"@type": "Recipe", "recipeIngredient": ["salt"]});
        assert!(parts(&Dom::fragment(""), &[record]).is_empty());
    }
}
