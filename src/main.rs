//! Starts the command line, which is in `cli`; the code that makes documents is in the library.
#![forbid(unsafe_code)]

#[allow(clippy::disallowed_methods, reason = "cli is the code that touches files, clock and environment")]
mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
