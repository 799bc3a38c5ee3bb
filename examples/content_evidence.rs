//! The features by which the article is chosen, page by page: for `benches/train_content.py`.
//!
//! Reads a path a line and answers each with a line of JSON and the features of all blocks as little-endian `f32`:
//! `{"blocks": [[text, words, quoted by the description], ...], "features": n, "candidates": [[name,
//! [coverage of each block, ...]], ...]}`.

use std::io::{BufRead, Write};

use offprint::front::html::learn;
use offprint::source::Source;

#[allow(clippy::disallowed_methods, reason = "an example reads files")]
fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let path = line?;
        let source = Source::new(path.as_str(), std::fs::read(&path)?);
        let (blocks, proposals) = learn::evidence(source.text());
        let texts: Vec<(&str, u32, bool)> = blocks.iter().map(|b| (b.text.as_str(), b.words, b.described)).collect();
        let candidates: Vec<_> = proposals.iter().map(|p| (p.name, &p.coverage)).collect();
        let features = blocks.first().map_or(0, |block| block.row.len());
        let answer = serde_json::json!({ "blocks": texts, "features": features, "candidates": candidates });
        writeln!(out, "{answer}")?;
        for number in blocks.iter().flat_map(|block| &block.row) {
            out.write_all(&number.to_le_bytes())?;
        }
        out.flush()?;
    }
    Ok(())
}
