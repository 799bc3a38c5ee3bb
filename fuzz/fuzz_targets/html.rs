//! Any bytes through the front end for html, the transforms and the back ends.
#![no_main]

mod front;

libfuzzer_sys::fuzz_target!(init: front::forgive_finder(), |bytes: &[u8]| front::through("html", bytes));
