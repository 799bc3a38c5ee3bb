//! The features of every logical line in the plain-text front end, as numbers: for `benches/train_text.py`.
//!
//! Reads JSON lines `[mode, text]` and answers each with `{"units": [[text, has a marker, [numbers]], ...]}`.

use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let (mode, text): (String, String) = serde_json::from_str(&line?)?;
        let source = offprint::source::Source::from_text("page", text);
        writeln!(out, "{}", offprint::front::text::learn::dump(&source, &mode))?;
        out.flush()?;
    }
    Ok(())
}
