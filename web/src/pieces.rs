//! Faces and grammars, which the page brings when an article needs them: `web/page/pieces.js`.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "../pieces.js")]
extern "C" {
    /// The bytes of a piece by the name of its file. Throws if it cannot be loaded.
    fn piece(name: &str) -> Vec<u8>;
}

/// Brings a piece.
pub(crate) fn bring(name: &str) -> Option<Vec<u8>> {
    Some(piece(name))
}
