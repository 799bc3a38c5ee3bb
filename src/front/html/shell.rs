//! Pages that are empty until a script has run.
//!
//! Such a page brings a box without content and a program that fills it: there is no article in it to find. The sign is
//! scripts without words.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::Document;
use crate::doc::count;
use crate::doc::walk::{self, Visit};
use crate::doc::{Block, BlockKind, Inline};

/// The least number of words of a page that has its article in it; fewer are a title, a notice and a line on cookies.
const FEWEST: usize = 20;

/// Warns if a page shows nothing before its scripts have run.
pub(crate) fn warn(html: &str, document: &Document, cx: &mut Context) {
    let mut words = Words(0);
    words.blocks(&document.blocks);
    if words.0 >= FEWEST || !loads_program(html) {
        return;
    }
    let message = "The page is almost empty before its scripts have run, and none are run here.";
    let hint = "Let a browser run them: chromium --headless --dump-dom ADDRESS | convert - --url ADDRESS -o FILE.epub";
    cx.say(Diagnostic::warning(codes::NEEDS_SCRIPTS, message).hint(hint));
}

/// Counts words; a picture, a listing and a formula each count as many as the shortest article.
struct Words(usize);

impl Visit for Words {
    fn block(&mut self, block: &Block) {
        let shows = match &block.kind {
            BlockKind::Figure(figure) => !figure.images.is_empty(),
            BlockKind::Code(_) | BlockKind::Math(_) => true,
            _ => false,
        };
        self.0 += if shows { FEWEST } else { 0 };
        walk::block_children(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.0 += count::words(text),
            Inline::Image(_) | Inline::Math(_) => self.0 += FEWEST,
            other => walk::inline_children(self, other),
        }
    }
}

/// True if a page loads scripts that could build the article: files, or a long script in the page.
fn loads_program(html: &str) -> bool {
    const LONG: usize = 2000;
    let lower = html.to_ascii_lowercase();
    lower.split("<script").skip(1).any(|script| {
        let (tag, rest) = script.split_once('>').unwrap_or((script, ""));
        let code = rest.split("</script").next().unwrap_or("");
        !tag.contains("json") && (tag.contains("src=") || code.len() >= LONG)
    })
}
