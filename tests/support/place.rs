//! A folder to work in, the program run there, and the results: shared by the tests of the command line.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program under test.
pub const BIN: &str = env!("CARGO_BIN_EXE_convert");
/// A small article.
pub const STORY: &str = "# A Story\n\nThe first paragraph of it, with *words*.\n\nThe second one.\n";

/// A folder to work in, and the program run there.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    pub fn with(files: &[(&str, &str)]) -> Self {
        let place = Place::new();
        files.iter().for_each(|(name, text)| place.write(name, text));
        place
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, name: impl AsRef<Path>) -> Vec<u8> {
        let path = self.path(name);
        std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    pub fn text(&self, name: impl AsRef<Path>) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(BIN);
        command.current_dir(self.0.path()).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        Run::of(self.command().args(args).output().unwrap())
    }

    pub fn shell(&self, script: &str) -> Run {
        let mut command = Command::new("sh");
        command.current_dir(self.0.path()).env("CONVERT", BIN).args(["-c", script]).stdin(Stdio::null());
        Run::of(command.output().unwrap())
    }

    pub fn piped(&self, args: &[&str], input: &[u8]) -> Run {
        let mut command = self.command();
        let mut child =
            command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let run = Run::of(child.wait_with_output().unwrap());
        writer.join().unwrap();
        run
    }

    /// The names of all files here, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// The result of a run.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub err: String,
}

impl Run {
    pub fn of(output: Output) -> Self {
        let err = String::from_utf8(output.stderr).expect("messages are UTF-8");
        Run { code: output.status.code(), out: output.stdout, err }
    }

    /// The run succeeded and printed nothing.
    #[track_caller]
    pub fn quiet(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""));
        self
    }

    /// The run failed with that code and printed all of that.
    #[track_caller]
    pub fn fails(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not in:\n{}", self.err);
        }
        let calm = self.err.chars().all(|c| c == '\n' || !c.is_control());
        assert!(calm, "messages hold no control characters: {:?}", self.err);
        self
    }

    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }
}
