//! Formulas for large print: exponents, indices and the parts of fractions in the size of the text around them.
//!
//! TeX sets scripts at seven tenths and scripts of scripts at half the size, which at eighteen points would be nine.
//! Readers of large print need everything as large as the text, so each such part is put into `\textstyle`: it keeps
//! its place, raised or lowered, and is as large as the rest. The tree is walked as data, because its node types are
//! many and only the names of the parts that TeX makes smaller matter here.

use ratex_parser::ParseNode;
use serde_json::{Value, json};

/// The parts that TeX makes smaller, by type of node.
const PARTS: &[(&str, &[&str])] =
    &[("supsub", &["sup", "sub"]), ("genfrac", &["numer", "denom"]), ("sqrt", &["index"])];

/// The same formula with no part smaller than the text; unchanged if its tree cannot be walked.
pub fn without_scripts(nodes: Vec<ParseNode>) -> Vec<ParseNode> {
    let Ok(mut tree) = serde_json::to_value(&nodes) else { return nodes };
    enlarge(&mut tree);
    serde_json::from_value(tree).unwrap_or(nodes)
}

fn enlarge(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(enlarge),
        Value::Object(node) => {
            node.values_mut().for_each(enlarge);
            let kind = node.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
            let parts = PARTS.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, parts)| parts);
            for part in parts {
                if let Some(slot) = node.get_mut(*part).filter(|slot| slot.is_object()) {
                    let body = slot.take();
                    *slot = json!({ "type": "styling", "mode": "math", "style": "text", "body": [body] });
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratex_layout::{LayoutOptions, layout, to_display_list};
    use ratex_types::DisplayItem;

    /// The least share of the text's size in which a formula shows a character.
    fn smallest(nodes: &[ParseNode]) -> f64 {
        let list = to_display_list(&layout(nodes, &LayoutOptions::default()));
        let scales = list.items.iter().filter_map(|item| match item {
            DisplayItem::GlyphPath { scale, .. } => Some(*scale),
            _ => None,
        });
        scales.fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn no_part_of_a_formula_is_smaller_than_the_text() {
        for source in [
            "e^{-x^{2^{y}}}",
            r"\sum_{n=1}^\infty \frac{1}{n^2}",
            r"\int_0^{\frac{a}{b}} x_i\,dx",
            r"\sqrt[3]{x} + \frac{\frac{1}{2}}{y_k}",
        ] {
            let nodes = ratex_parser::parse(source).unwrap();
            assert!(smallest(&nodes) < 0.9, "{source} has nothing small");
            assert!(smallest(&without_scripts(nodes)) > 0.99, "{source}");
        }
    }
}
