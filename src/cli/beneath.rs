//! A file below a folder, opened without leaving the folder, even if names change at the same time.
//!
//! If a path is first resolved and then opened, a folder can be exchanged in between for a link to another place. So
//! the folder of the file is *opened*, from the output's folder down, by a call that refuses to leave it (`openat2`
//! with `RESOLVE_BENEATH`; where the system has none, step by step and through no link at all), and the file is then
//! named relative to the opened folder and not by its path.

use std::io::Error;
use std::path::{Path, PathBuf};

/// The folder a file lies in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A folder and a name at which a file can be written.
pub struct Place {
    /// Its name, valid for as long as the value lives.
    pub path: PathBuf,
    #[cfg(target_os = "linux")]
    _folder: Option<std::os::fd::OwnedFd>,
}

impl Place {
    /// The file at that path, with links followed; missing folders are made.
    pub fn anywhere(path: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(folder_of(path))?;
        Ok(Place {
            path: path.to_path_buf(),
            #[cfg(target_os = "linux")]
            _folder: None,
        })
    }

    /// The file at a relative path below a folder; missing folders are made.
    #[cfg(target_os = "linux")]
    pub fn beneath(base: &Path, relative: &Path) -> Result<Self, Error> {
        use std::os::fd::AsRawFd as _;

        let Some(name) = relative.file_name() else { return Err(Error::from(std::io::ErrorKind::InvalidInput)) };
        std::fs::create_dir_all(base)?;
        let folder = linux::folder(base, relative.parent().unwrap_or(Path::new("")))?;
        let opened = PathBuf::from(format!("/proc/self/fd/{}", folder.as_raw_fd()));
        if !opened.exists() {
            // Without /proc the opened folder has no name.
            return Place::checked(base, relative);
        }
        Ok(Place { path: opened.join(name), _folder: Some(folder) })
    }

    #[cfg(not(target_os = "linux"))]
    pub fn beneath(base: &Path, relative: &Path) -> Result<Self, Error> {
        Place::checked(base, relative)
    }

    /// The same by path, which is tried first.
    fn checked(base: &Path, relative: &Path) -> Result<Self, Error> {
        let place = Place::anywhere(&base.join(relative))?;
        let folder = folder_of(&place.path).canonicalize()?;
        if folder.starts_with(base.canonicalize()?) {
            Ok(place)
        } else {
            Err(Error::from(std::io::ErrorKind::CrossesDevices))
        }
    }
}

/// True if a place was refused because its path leads out of the folder.
pub fn leads_out(error: &Error) -> bool {
    use std::io::ErrorKind;
    // `openat2` reports a path that leaves the folder (EXDEV); the way without links reports a link (ELOOP).
    #[cfg(target_os = "linux")]
    if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
        return true;
    }
    matches!(error.kind(), ErrorKind::CrossesDevices | ErrorKind::NotADirectory)
}

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsStr;
    use std::io::Error;
    use std::os::fd::OwnedFd;
    use std::path::{Component, Path, PathBuf};

    use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, mkdirat, openat, openat2};
    use rustix::io::Errno;

    const FOLDER: OFlags = OFlags::DIRECTORY.union(OFlags::CLOEXEC);

    /// Opens a folder below another; missing ones are made.
    pub fn folder(base: &Path, relative: &Path) -> Result<OwnedFd, Error> {
        let base = openat(CWD, base, FOLDER, Mode::empty())?;
        let (mut open, mut path) = (base.try_clone()?, PathBuf::new());
        for step in relative.components() {
            let Component::Normal(step) = step else { continue };
            path.push(step);
            let next = match beneath(&base, &path, &open, step) {
                Err(Errno::NOENT) => {
                    match mkdirat(&open, step, Mode::from_raw_mode(0o777)) {
                        // Another worker may have made it meanwhile.
                        Ok(()) | Err(Errno::EXIST) => {}
                        Err(error) => return Err(error.into()),
                    }
                    beneath(&base, &path, &open, step)
                }
                other => other,
            };
            open = next?;
        }
        Ok(open)
    }

    /// Opens a path below the base, or on systems without that call, a step from the folder before.
    fn beneath(base: &OwnedFd, path: &Path, before: &OwnedFd, step: &OsStr) -> Result<OwnedFd, Errno> {
        match openat2(base, path, FOLDER, Mode::empty(), ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS) {
            // For kernels before 5.6, sandboxes that forbid it, and a name that changed while it was being resolved.
            Err(Errno::NOSYS | Errno::PERM | Errno::AGAIN) => {
                openat(before, step, FOLDER | OFlags::NOFOLLOW, Mode::empty())
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_made_and_links_that_lead_out_refused() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().join("out");
        std::fs::create_dir_all(base.join("real")).unwrap();
        let place = Place::beneath(&base, Path::new("a/b/c.png")).unwrap();
        std::fs::write(&place.path, b"x").unwrap();
        assert_eq!(std::fs::read(base.join("a/b/c.png")).unwrap(), b"x");
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(folder.path(), base.join("away")).unwrap();
            symlink("..", base.join("up")).unwrap();
            symlink("real", base.join("within")).unwrap();
            for out in ["away/x.png", "up/x.png", "away/new/x.png"] {
                let refused = Place::beneath(&base, Path::new(out)).err().map(|e| leads_out(&e));
                assert_eq!(refused, Some(true), "{out}");
            }
            assert!(!folder.path().join("new").exists(), "no folder is made beyond a link");
            let within = Place::beneath(&base, Path::new("within/x.png")).unwrap();
            std::fs::write(&within.path, b"y").unwrap();
            assert_eq!(std::fs::read(base.join("real/x.png")).unwrap(), b"y");
        }
    }

    /// A folder that is exchanged for a link again and again never lets a picture out.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_race_with_a_link_is_never_won() {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use std::sync::atomic::{AtomicBool, Ordering};

        let folder = tempfile::tempdir().unwrap();
        let (base, victim) = (folder.path().join("out"), folder.path().join("victim"));
        std::fs::create_dir_all(base.join("img")).unwrap();
        std::fs::create_dir_all(&victim).unwrap();
        std::os::unix::fs::symlink(&victim, base.join("lnk")).unwrap();
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let _ = renameat_with(CWD, base.join("img"), CWD, base.join("lnk"), RenameFlags::EXCHANGE);
                }
            });
            let mut written = 0;
            // More on a machine that lets the other thread sleep while the link stands.
            for n in 0..200_000 {
                if n >= 2000 && written > 0 {
                    break;
                }
                let name = format!("img/{n}.png");
                if let Ok(place) = Place::beneath(&base, Path::new(&name)) {
                    written += usize::from(std::fs::write(&place.path, b"x").is_ok());
                }
            }
            stop.store(true, Ordering::Relaxed);
            assert!(written > 0, "some pictures met the folder");
        });
        assert_eq!(std::fs::read_dir(&victim).unwrap().count(), 0, "no picture left the folder");
    }
}
