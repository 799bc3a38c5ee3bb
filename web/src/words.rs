//! The words of a page in the order of reading: a screen reader speaks them in place of the drawing.

use offprint::layout::frame::{Item, NodeId, Owner, Pages, StructureKind};

/// The paragraphs of the page of that number, without running heads and folios.
pub(crate) fn of_page(pages: &Pages, number: usize) -> Vec<String> {
    let Some(page) = pages.pages.get(number) else { return Vec::new() };
    let mut runs: Vec<(u32, NodeId, &str)> = Vec::new();
    for placed in &page.items {
        if let (Owner::Node { node, order }, Item::Glyphs(run)) = (placed.owner, &placed.item) {
            runs.push((order, block(pages, node), run.text.as_str()));
        }
    }
    // The sort is stable: items with the same place keep the order of painting.
    runs.sort_by_key(|run| run.0);
    let mut paragraphs: Vec<(NodeId, String)> = Vec::new();
    for (_, node, text) in runs {
        match paragraphs.last_mut().filter(|last| last.0 == node) {
            Some((_, paragraph)) => paragraph.push_str(text),
            None => paragraphs.push((node, text.to_owned())),
        }
    }
    // A hyphen that hyphenation added is a soft one.
    let tidy = |text: String| text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ");
    paragraphs.into_iter().map(|(_, text)| tidy(text)).filter(|text| !text.is_empty()).collect()
}

/// The nearest node that is a paragraph and not a part of one, such as a link or a label.
fn block(pages: &Pages, mut node: NodeId) -> NodeId {
    while let Some(here) = pages.structure.get(node.0 as usize) {
        let part = matches!(
            here.kind,
            StructureKind::Link
                | StructureKind::Reference
                | StructureKind::Span
                | StructureKind::Label
                | StructureKind::Ruby
                | StructureKind::RubyBase
                | StructureKind::RubyText
        );
        match here.parent {
            Some(parent) if part => node = parent,
            _ => break,
        }
    }
    node
}
