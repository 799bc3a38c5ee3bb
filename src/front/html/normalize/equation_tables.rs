//! Equations that a table sets beside their numbers, as tex4ht writes them: the picture of a formula in one cell, `(1)`
//! in the other.

use crate::front::html::dom::{Dom, Id};

/// Most characters of a number with its brackets.
const NUMBER: usize = 10;

/// Makes a formula with its number of each such table.
pub(crate) fn take_out(dom: &mut Dom) {
    let tables: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "table").collect();
    for table in tables {
        let Some((formula, number)) = equation(dom, table) else { continue };
        let tex = dom.attr(formula, "alt").unwrap_or_default();
        let tagged = if number.is_empty() { tex.to_owned() } else { format!("{tex} \\tag{{{number}}}") };
        dom.set_attr(formula, "alt", &tagged);
        // Plain boxes stay around the picture, so that what else was said of these elements holds.
        for part in dom.descendants(table).chain([table]).collect::<Vec<Id>>() {
            match dom.text(part) {
                Some(_) => dom.remove(part),
                None if part != formula => dom.rename(part, "div"),
                None => {}
            }
        }
    }
}

/// The picture and the number of an equation, if a table has nothing else.
fn equation(dom: &Dom, table: Id) -> Option<(Id, String)> {
    let mut pictures = dom.descendants(table).filter(|d| dom.tag(*d) == "img");
    let formula = pictures.next().filter(|picture| dom.has_class(*picture, "math-display"))?;
    let is_alone = pictures.next().is_none() && dom.value(formula, "alt").is_some();
    let words = dom.words_of(table);
    let number = words.trim_matches(['(', ')', '[', ']']);
    let is_number =
        words.len() <= NUMBER && number.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '\''));
    (is_alone && is_number).then(|| (formula, number.to_owned()))
}
