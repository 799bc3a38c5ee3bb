//! The command line: arguments, files, messages. The only code that touches files, the clock and the terminal.

use std::io::{Read, Write};
use std::process::ExitCode;

use offprint::{back, context::Context, front, source::Source};

/// Runs the program.
pub fn run() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let value = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)).cloned();
    let mut bytes = Vec::new();
    let input = args.get(1).cloned().unwrap_or_else(|| "-".into());
    if input == "-" {
        std::io::stdin().read_to_end(&mut bytes).unwrap();
    } else {
        bytes = std::fs::read(&input).unwrap();
    }
    let source = Source::new(input, bytes);
    let mut cx = Context::default();
    let front = value("--from").and_then(|n| front::by_name(&n)).unwrap_or_else(|| front::detect(&source));
    let back = back::by_name(&value("--to").unwrap_or("tree".into())).unwrap();
    let style = offprint::style::resolve::plain(&value("--size").unwrap_or("normal".into()));
    let output = offprint::convert(&source, front, back, &style, &mut cx).unwrap();
    for d in cx.diags.iter() {
        eprintln!("{:?} {} {}", d.severity, d.code, d.message);
    }
    match value("-o") {
        Some(path) if path != "-" => std::fs::write(path, output.bytes).unwrap(),
        _ => std::io::stdout().write_all(&output.bytes).unwrap(),
    }
    ExitCode::SUCCESS
}
