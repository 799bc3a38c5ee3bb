//! Starts the command line. Everything it can do is in `cli`; everything that makes documents is in the library.
#![forbid(unsafe_code)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
