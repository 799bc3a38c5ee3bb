//! Any bytes through the front end for markdown, the transforms and the back ends.
#![no_main]

mod front;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| front::through("markdown", bytes));
