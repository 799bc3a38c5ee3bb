//! To be written by its owner.
use crate::context::Context;
use crate::doc::{BlockKind, Document, Inline};
use crate::front::FrontEnd;
use crate::source::Source;

/// The front end.
pub struct Text;

impl FrontEnd for Text {
    fn name(&self) -> &'static str {
        "text"
    }
    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }
    fn about(&self) -> &'static str {
        ""
    }
    fn sniff(&self, _source: &Source) -> bool {
        false
    }
    fn parse(&self, source: &Source, _cx: &mut Context) -> Document {
        let words = |p: &str| p.split_whitespace().collect::<Vec<_>>().join(" ");
        let blocks = source.text().split("\n\n").map(words).filter(|p| !p.is_empty());
        let blocks = blocks.map(|p| BlockKind::Paragraph(vec![Inline::Text(p)]).into()).collect();
        Document { blocks, ..Document::default() }
    }
}
