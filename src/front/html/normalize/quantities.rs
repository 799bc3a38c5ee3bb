//! Numbers and their measures: fractions that are set from parts, and amounts in a column beside what they measure.
//!
//! Pages of recipes and lists of parts set `<sup>1</sup>⁄<sub>2</sub>`, which looks like the call of a note, and put an
//! amount, its unit and the thing into boxes of one line, with gaps from the style sheet. Without that sheet the amounts
//! are paragraphs of their own, or stick to the words after them.

use crate::front::html::dom::{Dom, Id, is_block_tag};

/// An amount has at most this many words: "2 heaped tbsp".
const AMOUNT: usize = 4;
/// An item with more words, or with so many nodes, is no line.
const LINE: usize = 40;
const NODES: usize = 100;

/// Sets fractions that are made of a raised and a lowered number as characters.
pub(crate) fn join_fractions(dom: &mut Dom) {
    let is_number = |dom: &Dom, id: Id| {
        let words = dom.text_of(id);
        let digits = words.trim();
        (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let raised: Vec<Id> =
        dom.descendants(Dom::ROOT).filter(|id| dom.tag(*id) == "sup" && is_number(dom, *id)).collect();
    for above in raised {
        let Some(bar) = dom.next(above) else { continue };
        let Some(below) = dom.next(bar).filter(|below| dom.tag(*below) == "sub" && is_number(dom, *below)) else {
            continue;
        };
        if !matches!(dom.text_of(bar).trim(), "/" | "\u{2044}" | "\u{2215}") {
            continue;
        }
        let fraction = fraction(dom.text_of(above).trim(), dom.text_of(below).trim());
        let text = dom.new_text(&fraction);
        dom.replace(above, text);
        dom.remove(bar);
        dom.remove(below);
    }
}

/// The character of a fraction, or its numbers with the fraction slash (U+2044), which joins them.
fn fraction(above: &str, below: &str) -> String {
    const CHARACTERS: &[(&str, &str, char)] = &[
        ("1", "2", '½'),
        ("1", "3", '⅓'),
        ("2", "3", '⅔'),
        ("1", "4", '¼'),
        ("3", "4", '¾'),
        ("1", "5", '⅕'),
        ("2", "5", '⅖'),
        ("3", "5", '⅗'),
        ("4", "5", '⅘'),
        ("1", "6", '⅙'),
        ("5", "6", '⅚'),
        ("1", "8", '⅛'),
        ("3", "8", '⅜'),
        ("5", "8", '⅝'),
        ("7", "8", '⅞'),
    ];
    match CHARACTERS.iter().find(|(a, b, _)| *a == above && *b == below) {
        Some((_, _, character)) => character.to_string(),
        None => format!("{above}\u{2044}{below}"),
    }
}

/// Makes one line of each item that begins with an amount in a box of its own.
pub(crate) fn set_in_line(dom: &mut Dom) {
    let items: Vec<Id> = dom.descendants(Dom::ROOT).filter(|id| matches!(dom.tag(*id), "li" | "dd")).collect();
    for item in items {
        if !is_line(dom, item) {
            continue;
        }
        let boxes: Vec<Id> = dom.descendants(item).filter(|id| matches!(dom.tag(*id), "div" | "p" | "span")).collect();
        let Some(amount) = boxes.iter().copied().find(|id| dom.elements(*id).next().is_none() && dom.has_words(*id))
        else {
            continue;
        };
        if !is_amount(&dom.words_of(amount)) || !dom.words_of(item).starts_with(&dom.words_of(amount)) {
            continue;
        }
        for id in boxes {
            if touches_text_before(dom, id, item) {
                let space = dom.new_text(" ");
                dom.insert_before(id, space);
            }
            dom.rename(id, "span");
        }
    }
}

/// True if an item is short and has no blocks but boxes and paragraphs.
fn is_line(dom: &Dom, item: Id) -> bool {
    let is_other_block = |id: Id| is_block_tag(dom.tag(id)) && !matches!(dom.tag(id), "div" | "p");
    dom.elements(item).next().is_some()
        && dom.descendants(item).nth(NODES).is_none()
        && !dom.descendants(item).any(is_other_block)
        && dom.words_of(item).split(' ').take(LINE + 1).count() <= LINE
}

/// A number, with a unit at most.
fn is_amount(words: &str) -> bool {
    let first = words.chars().next();
    first.is_some_and(|c| c.is_numeric()) && !words.ends_with(['.', ')', ':']) && words.split(' ').count() <= AMOUNT
}

/// True if a box begins with a letter or a bracket right behind text of the same item.
fn touches_text_before(dom: &Dom, id: Id, item: Id) -> bool {
    let begins = dom.text_of(id).starts_with(|c: char| c.is_alphanumeric() || c == '(');
    let before = std::iter::once(id).chain(dom.ancestors(id)).take_while(|a| *a != item).find_map(|at| dom.prev(at));
    begins && before.is_some_and(|before| dom.text_of(before).ends_with(|c: char| !c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(html: &str, step: fn(&mut Dom)) -> String {
        let mut dom = Dom::fragment(html);
        step(&mut dom);
        dom.words_of(Dom::ROOT)
    }

    #[test]
    fn fractions_become_characters() {
        assert_eq!(words("1 <sup>1</sup>⁄<sub>2</sub> cups", join_fractions), "1 ½ cups");
        assert_eq!(words("<sup>7</sup>/<sub>16</sub> inch", join_fractions), "7⁄16 inch");
        assert_eq!(words("x<sup>2</sup>/<sub>a</sub>", join_fractions), "x2/a", "no number below");
        assert_eq!(words("said.<sup>1</sup> And", join_fractions), "said.1 And");
    }

    #[test]
    fn amounts_stand_on_the_line_of_their_things() {
        let html = "<li><div><div>8 </div><div><span>cups</span><a href=/b>broth</a></div></div>";
        let mut dom = Dom::fragment(html);
        set_in_line(&mut dom);
        assert!(dom.find(Dom::ROOT, "div").is_none());
        assert_eq!(
            words("<li><span>2 tbsp</span><span>oil</span><span>(mild)</span>", set_in_line),
            "2 tbsp oil (mild)"
        );
    }

    #[test]
    fn other_items_stay() {
        for html in [
            "<li><div>Oil</div><div>2 tbsp</div>",
            "<li><span>5</span>th",
            "<li><div>1.</div><div>Chop.</div>",
            "<li><div>2 eggs</div><ul><li>large</ul>",
        ] {
            assert_eq!(words(html, set_in_line), Dom::fragment(html).words_of(Dom::ROOT));
        }
    }
}
