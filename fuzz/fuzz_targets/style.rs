//! Any text as a style: an error with a place, or a style that a page can be made with.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offprint::diag::Diagnostics;
use offprint::style::load;
use offprint::style::resolve::{Choices, NominalMetrics, resolve};

fuzz_target!(|text: &str| {
    let Ok(raw) = load::load("fuzz.yaml", text, &|_| None) else { return };
    for size in ["small", "huge", "13.7pt"] {
        let choices = Choices { size: Some(size.into()), ..Choices::default() };
        let Ok(style) = resolve(&raw, &choices, &NominalMetrics, &mut Diagnostics::default()) else { continue };
        assert!(style.page.measure().is_finite() && style.body().size.is_finite());
    }
});
