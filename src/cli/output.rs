//! Writing outputs: the old file or the whole new one, never half of it, and never over something that is not ours.
//!
//! A file is written aside, in the folder it is for, brought to the disk, and only then renamed. Before any work,
//! [`check`] decides if an existing file may be replaced: back ends know their own files by the first bytes. Markdown
//! has no mark, because people edit it: there the new bytes must equal the old.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Error};
use offprint::back::{BackEnd, HEAD};

use super::beneath::{Place, folder_of, leads_out};
use super::display;
use super::fault::{Advice as _, Fault};
use super::interrupt::Unfinished;

/// The place an output goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
    /// A file in that folder, named after the article's title: the content of an address is known only after fetching.
    Titled(PathBuf),
}

/// The result of [`check`] for the place of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No file is there, or one that may be replaced.
    Free,
    /// A file without a mark: it may be replaced by the same bytes only.
    SameOnly,
}

/// One output of a job.
#[derive(Clone)]
pub struct Wanted {
    pub back: &'static dyn BackEnd,
    pub target: Target,
    pub standing: Standing,
    /// The extension of its name by default: the format's own, or the device's.
    pub extension: &'static str,
}

/// True if the output of `back` may be written to that file; asked before any work.
pub fn check(path: &Path, back: &dyn BackEnd, force: bool) -> Result<Standing, Fault> {
    check_owned(path, force, || is_ours(path, back))
}

/// The same for a file that belongs to an output; `ours` is true if the program made the existing file, and `None` if
/// that cannot be known.
pub fn check_owned(path: &Path, force: bool, ours: impl FnOnce() -> Option<bool>) -> Result<Standing, Fault> {
    let name = display::path(path);
    let Ok(meta) = std::fs::symlink_metadata(path) else { return Ok(Standing::Free) };
    if is_device(path) {
        return Ok(Standing::Free);
    }
    if meta.is_dir() {
        let fault = Fault::new(format!("{name} is a folder; the output cannot take its name."));
        return Err(fault.hint("Choose another name with -o, or move the folder."));
    }
    if force {
        return Ok(Standing::Free);
    }
    if meta.is_symlink() {
        let fault = Fault::new(format!("{name} is a symbolic link, and outputs are not written through links."));
        return Err(fault.hint("Name the file it leads to, or add --force to replace the link by a file."));
    }
    if meta.permissions().readonly() {
        let fault = Fault::new(format!("{name} is write-protected."));
        return Err(fault.hint("Choose another name with -o, or add --force to replace it."));
    }
    match ours() {
        Some(true) => Ok(Standing::Free),
        None => Ok(Standing::SameOnly),
        Some(false) => Err(not_ours(path)),
    }
}

/// The refusal to overwrite.
pub fn not_ours(path: &Path) -> Fault {
    let message = format!("{} exists already and is not plainly this program's own.", display::path(path));
    Fault::new(message).hint("Choose another name with -o, or add --force to overwrite it.")
}

/// A pipe or a device such as `/dev/null`, reached directly or through a link: written to, never replaced.
fn is_device(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir())
}

/// Writes to a device or pipe. `None` if the opened file is neither, because the name may lead elsewhere by now, and a
/// file is replaced and never written into.
fn write_device(path: &Path, bytes: &[u8]) -> Option<std::io::Result<()>> {
    let opened = File::options().write(true).open(path).and_then(|file| Ok((file.metadata()?, file)));
    match opened {
        Ok((meta, _)) if meta.is_file() || meta.is_dir() => None,
        Ok((_, mut file)) => Some(file.write_all(bytes)),
        Err(error) => Some(Err(error)),
    }
}

/// True if the program made the existing file; `None` if its format has no place for a mark.
fn is_ours(path: &Path, back: &dyn BackEnd) -> Option<bool> {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD as u64).read_to_end(&mut head));
    match read {
        Ok(0) => Some(true), // `touch` and `mktemp` make empty files to be filled
        Ok(_) => back.owns(&head),
        Err(_) => Some(false),
    }
}

/// Fails unless files can be made in that folder.
pub fn check_folder(folder: &Path) -> Result<(), Fault> {
    let name = display::path(folder);
    match std::fs::metadata(folder) {
        Err(e) if e.kind() == ErrorKind::NotFound => {
            let hint = format!("Make it first: mkdir -p {}", display::quoted(folder));
            return Err(Fault::new(format!("There is no folder {name} to write to.")).hint(hint));
        }
        Err(e) => return Err(Error::new(e).context(format!("{name} cannot be written to")).into()),
        Ok(meta) if !meta.is_dir() => return Err(Fault::new(format!("{name} is not a folder."))),
        Ok(_) => {}
    }
    let may = may_write(folder).with_context(|| format!("No file can be made in {name}"));
    may.advise("Choose another folder with -o.")
}

/// Fails unless the system lets files be made in that folder. The system is asked, because to make a file and remove it
/// again shows no more and costs more than all the other checks of the output.
#[cfg(unix)]
fn may_write(folder: &Path) -> std::io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

#[cfg(not(unix))]
fn may_write(folder: &Path) -> std::io::Result<()> {
    begin(folder).map(drop)
}

/// Writes the bytes of a file aside; [`Aside::settle`] gives it its name. `None` for a device, which has them already.
pub fn write(path: &Path, bytes: &[u8], standing: Standing, force: bool) -> Result<Option<Aside>, Fault> {
    if is_device(path)
        && let Some(result) = write_device(path, bytes)
    {
        let failed = |e: std::io::Error| if e.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(failed(path, e)) };
        return result.or_else(failed).map(|()| None);
    }
    if standing == Standing::SameOnly && !same(path, bytes) {
        return Err(not_ours(path));
    }
    let over = if force { Over::Anything } else { Over::Writable };
    aside(path, bytes, over).map(Some).map_err(|e| failed(path, e))
}

/// Writes a file of the program's own records whole or not at all: a snapshot's, a state's.
pub fn replace_own(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    replace(path, bytes, Over::Writable).map_err(|e| failed(path, e))
}

/// True if the file holds these bytes.
pub fn same(path: &Path, bytes: &[u8]) -> bool {
    std::fs::metadata(path).is_ok_and(|m| m.len() == bytes.len() as u64)
        && std::fs::read(path).is_ok_and(|old| old == bytes)
}

/// The file that a new file may replace.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    /// It must be the first of its name.
    Nothing,
    /// A file; the new file inherits its permissions.
    Writable,
    /// A file that is write-protected, too.
    Anything,
}

/// A file whose bytes are written, in the folder it is for, under another name. It is removed if it is dropped before
/// it has its own name.
pub struct Aside {
    path: PathBuf,
    over: Over,
    file: tempfile::NamedTempFile,
    unfinished: Unfinished,
}

impl Aside {
    /// Brings the file to the disk and gives it its name.
    pub fn settle(self) -> Result<(), Fault> {
        let path = self.path.clone();
        self.finish().map_err(|e| failed(&path, e))
    }

    fn finish(self) -> std::io::Result<()> {
        let Aside { path, over, file, unfinished } = self;
        file.as_file().sync_all()?;
        let kept = if over == Over::Nothing { file.persist_noclobber(path) } else { file.persist(path) };
        kept.map_err(|e| e.error)?;
        drop(unfinished);
        Ok(())
    }
}

fn replace(path: &Path, bytes: &[u8], over: Over) -> std::io::Result<()> {
    aside(path, bytes, over)?.finish()
}

fn aside(path: &Path, bytes: &[u8], over: Over) -> std::io::Result<Aside> {
    let (mut file, unfinished) = begin(folder_of(path))?;
    file.write_all(bytes)?;
    if let Ok(old) = std::fs::symlink_metadata(path)
        && old.is_file()
        && !(over == Over::Anything && old.permissions().readonly())
    {
        file.as_file().set_permissions(old.permissions())?;
    }
    Ok(Aside { path: path.to_path_buf(), over, file, unfinished })
}

/// A temporary file in that folder, hidden and with a name that nobody takes for an article.
fn begin(folder: &Path) -> std::io::Result<(tempfile::NamedTempFile, Unfinished)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".offprint-").suffix(".tmp");
    // The usual permissions of new files; the process's mask takes its part away.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    Unfinished::make(|| builder.tempfile_in(folder), tempfile::NamedTempFile::path)
}

fn failed(path: &Path, error: std::io::Error) -> Fault {
    let full = matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded);
    let fault = Fault::from(Error::new(error).context(format!("{} could not be written", display::path(path))));
    if full { fault.hint("Make room or choose another folder with -o; nothing half-written was left.") } else { fault }
}

/// Writes the files that accompany an output: the pictures of a Markdown file.
///
/// An existing file with the same bytes is left alone, because most often it is the article's own picture. A file with
/// other bytes is not overwritten without `--force`.
pub fn write_beside(main: &Path, files: &[(String, Vec<u8>)], force: bool) -> Result<(), Fault> {
    for (name, bytes) in files {
        let relative = Path::new(name);
        if !relative.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir)) {
            let message =
                format!("The picture {} would be written outside of the output's folder.", display::text(name));
            return Err(Fault::new(message));
        }
        let path = folder_of(main).join(relative);
        let place = if force { Place::anywhere(&path) } else { Place::beneath(folder_of(main), relative) };
        let place = place.map_err(|e| if leads_out(&e) { outside(folder_of(&path)) } else { failed(&path, e) })?;
        // Asked in this order: another worker may be writing the same picture for another article at this moment.
        let stands = std::fs::symlink_metadata(&place.path).is_ok();
        if stands && same(&place.path, bytes) {
            continue;
        }
        if stands && !force {
            return Err(of_another(&path));
        }
        match replace(&place.path, bytes, if force { Over::Anything } else { Over::Nothing }) {
            Err(e) if e.kind() == ErrorKind::AlreadyExists && same(&place.path, bytes) => {}
            Err(e) if e.kind() == ErrorKind::AlreadyExists => return Err(of_another(&path)),
            written => written.map_err(|e| failed(&path, e))?,
        }
    }
    Ok(())
}

fn outside(folder: &Path) -> Fault {
    let message = format!("{} leads out of the output's folder through a link.", display::path(folder));
    Fault::new(message).hint("Choose another folder with -o.")
}

/// The refusal to overwrite a picture, most often one of another article.
fn of_another(path: &Path) -> Fault {
    let message = format!("{} exists already, and it is another picture.", display::path(path));
    Fault::new(message).hint(
        "Choose another folder with -o, convert the articles of both folders in one call, which keeps their pictures \
         apart, or add --force to overwrite it.",
    )
}

/// The result of writing to standard output.
pub enum Written {
    /// All of it arrived.
    Whole,
    /// The reader closed the pipe, as `head` does; that is not a fault.
    Closed,
}

/// Writes to standard output.
pub fn write_stdout(bytes: &[u8]) -> Result<Written, Fault> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(Written::Whole),
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(Written::Closed),
        Err(e) => Err(Error::new(e).context("Standard output could not be written").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_that_begin_like_ours_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let standing = |back: &str, bytes: &[u8], force| {
            std::fs::write(&path, bytes).unwrap();
            check(&path, offprint::back::by_name(back).unwrap(), force).ok()
        };
        for back in offprint::back::BACK_ENDS {
            let style = offprint::style::resolve::plain("normal");
            let publication = offprint::doc::Document::default().into();
            let made = back.emit(&publication, &style, &mut offprint::context::Context::default()).unwrap().bytes;
            let marked = back.owns(&made).is_some();
            let name = back.name();
            assert_eq!(standing(name, &made, false), Some(if marked { Standing::Free } else { Standing::SameOnly }));
            assert_eq!(
                standing(name, b"%PDF-1.7 PK other", false),
                if marked { None } else { Some(Standing::SameOnly) }
            );
            assert_eq!(standing(name, b"%PDF-1.7 PK other", true), Some(Standing::Free));
            assert_eq!(standing(name, b"", false), Some(Standing::Free), "an empty file waits to be filled");
        }
    }

    #[test]
    fn files_beside_never_leave_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("out/a.md");
        std::fs::create_dir(folder.path().join("out")).unwrap();
        for name in ["../a.png", "/tmp/a.png", "x/../../a.png"] {
            assert!(write_beside(&main, &[(name.into(), vec![1])], true).is_err(), "{name}");
        }
        write_beside(&main, &[("img/a.png".into(), vec![1])], false).unwrap();
        write_beside(&main, &[("img/a.png".into(), vec![1])], false).unwrap();
        assert!(write_beside(&main, &[("img/a.png".into(), vec![2])], false).is_err());
    }

    #[test]
    fn articles_made_at_the_same_time_may_share_a_picture_but_not_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("a.md");
        for round in 0..50 {
            let write = |byte: u8| write_beside(&main, &[(format!("{round}.png"), vec![byte; 9])], false);
            let failed = std::thread::scope(|scope| {
                let workers = [1, 1, 2, 1].map(|byte| scope.spawn(move || write(byte)));
                workers.into_iter().map(|w| w.join().unwrap()).filter(Result::is_err).count()
            });
            // The first one stays; a later one with other bytes is reported.
            let kept = std::fs::read(folder.path().join(format!("{round}.png"))).unwrap();
            assert_eq!(failed, if kept == [1; 9] { 1 } else { 3 });
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_new_file_has_the_permissions_of_the_old_one() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mode = |force, old: u32| {
            std::fs::write(&path, "old").unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(old)).unwrap();
            write(&path, b"new", Standing::Free, force).unwrap().unwrap().settle().unwrap();
            let mode = std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            std::fs::remove_file(&path).unwrap();
            mode
        };
        assert_eq!([mode(false, 0o600), mode(false, 0o640), mode(true, 0o640)], [0o600, 0o640, 0o640]);
        assert_ne!(mode(true, 0o400), 0o400, "a file that was write-protected is not so again");
    }

    #[test]
    fn a_file_without_a_mark_takes_only_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, "same").unwrap();
        let writes = |bytes: &[u8], standing| write(&path, bytes, standing, false).is_ok();
        assert!(writes(b"same", Standing::SameOnly) && writes(b"else", Standing::Free));
        assert!(!writes(b"else", Standing::SameOnly) && !writes(b"longer", Standing::SameOnly));
    }

    #[test]
    fn pictures_beside_are_replaced_by_force_only() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("a.md");
        let put = |byte, force| write_beside(&main, &[("./p.png".into(), vec![byte])], force).is_ok();
        assert_eq!(
            [put(1, false), put(1, false), put(2, false), put(2, true), put(1, false)],
            [true, true, false, true, false]
        );
        assert_eq!(std::fs::read(folder.path().join("p.png")).unwrap(), [2]);
    }
}
