//! Expected outputs as files: a test writes its output, `git diff` judges, `make bless` (`BLESS=1`) accepts.

use std::path::Path;

/// Compares a test's output with the file at that path in the repository; the error shows the first difference. With
/// `BLESS` in the environment the file is written instead.
pub fn compare(path: impl AsRef<Path>, got: &str) -> Result<(), String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(&path);
    let want = std::fs::read_to_string(&file).unwrap_or_default();
    if want == got {
        return Ok(());
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, got).unwrap();
        return Ok(());
    }
    Err(format!(
        "{} is not what the program makes now (make bless accepts):\n{}",
        path.as_ref().display(),
        change(&want, got)
    ))
}

/// The same as an assertion.
#[allow(dead_code, reason = "some tests gather the differences")]
pub fn check(path: impl AsRef<Path>, got: &str) {
    if let Err(why) = compare(path, got) {
        panic!("{why}");
    }
}

/// The first line that differs, as expected and as it is.
fn change(want: &str, got: &str) -> String {
    let (mut theirs, mut ours) = (want.lines(), got.lines());
    for line in 1.. {
        match (theirs.next(), ours.next()) {
            (None, None) => break,
            (w, g) if w == g => {}
            (w, g) => return format!("line {line}\n  want {}\n  got  {}", w.unwrap_or("(end)"), g.unwrap_or("(end)")),
        }
    }
    "the line ends differ".into()
}
