//! The plan of a run, decided and checked before any work: the formats, the names, and a check that no output
//! overwrites an input, another output, or a file that is not ours.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use offprint::back::{self, BACK_ENDS, BackEnd};
use offprint::front::{self, FRONT_ENDS, FrontEnd, foreign};
use offprint::style::device;

use super::args::Args;
use super::beneath;
use super::display;
use super::fault::{Advice as _, Fault};
use super::feeds::spec;
use super::input::Input;
use super::naming::{Names, Ticket};
use super::nearest;
use super::output::{self, Standing, Target, Wanted};

/// One article and its outputs.
#[derive(Clone)]
pub struct Job {
    pub input: Input,
    pub wanted: Vec<Wanted>,
    /// The folder next to the output for its pictures; `None` if they lie as the article names them.
    pub picture_folder: Option<String>,
    /// The article's place among the articles with outputs named after their titles.
    pub ticket: Option<Ticket>,
}

/// At most this many faults are listed, because a batch may have thousands of the same.
const MOST_FAULTS: usize = 10;
/// The longest list of inputs, in bytes.
const LIST_BYTES: u64 = 64 << 20;

/// The formats asked for: by `--to`, otherwise by the extension of `-o`, otherwise by the device, otherwise
/// [`back::DEFAULT`].
pub fn formats(args: &Args) -> Result<Vec<&'static dyn BackEnd>, Fault> {
    let mut list: Vec<&'static dyn BackEnd> = Vec::new();
    for name in args.to.iter().map(|n| n.trim()).filter(|n| !n.is_empty()) {
        let back = back_end(name)?;
        if !list.iter().any(|b| b.name() == back.name()) {
            list.push(back);
        }
    }
    if list.is_empty() {
        if let Some(path) = &args.output {
            not_made(path)?;
        }
        let by_extension = args.output.as_deref().and_then(extension).and_then(|e| back::by_name(&e));
        let for_device = || BACK_ENDS.iter().copied().find(|b| args.look.device.is_some() && b.serves_devices());
        list.push(by_extension.or_else(for_device).unwrap_or(back::DEFAULT));
    }
    Ok(list)
}

/// Refuses an output name with the extension of a format that is not made here: a PDF in `letter.docx` would be a lie.
fn not_made(path: &Path) -> Result<(), Fault> {
    let asked = extension(path).filter(|e| back::by_name(e).is_none());
    let known =
        |e: &String| foreign::by_extension(e).is_some() || front::by_name(e).is_some() || OTHERS.contains(&e.as_str());
    match asked.filter(known) {
        Some(asked) if !path.is_dir() => {
            let message = format!("{} asks for {asked}, which cannot be made.", display::path(path));
            Err(Fault::new(message).hint(by_pandoc(&asked)))
        }
        _ => Ok(()),
    }
}

/// Formats of documents that are made elsewhere.
const OTHERS: &[&str] = &["tex", "latex", "rst", "adoc", "fb2", "org", "typ", "xml", "xhtml"];

/// The way to make a format from one of ours with another program.
fn by_pandoc(format: &str) -> String {
    let names: Vec<&str> = BACK_ENDS.iter().map(|b| b.name()).collect();
    let format: String = format.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    format!(
        "Make one of {}; pandoc makes others from json: convert FILE --to json -o - | pandoc -f json -o FILE.{format}",
        names.join(", ")
    )
}

/// The back end of that name, or suggestions.
pub fn back_end(name: &str) -> Result<&'static dyn BackEnd, Fault> {
    back::by_name(name).ok_or_else(|| {
        let names: Vec<&str> = BACK_ENDS.iter().map(|b| b.name()).collect();
        let fault = Fault::new(format!("There is no output format {}.", display::text(name)));
        let elsewhere = foreign::by_extension(name).is_some() || OTHERS.contains(&name.to_ascii_lowercase().as_str());
        fault.hint(if elsewhere { by_pandoc(name) } else { nearest::choices(name, &names) })
    })
}

/// The front end of that name, or suggestions.
pub fn front_end(name: &str) -> Result<&'static dyn FrontEnd, Fault> {
    front::by_name(name).ok_or_else(|| {
        if let Some(kind) = foreign::by_name(name) {
            let fault = Fault::new(format!("There is no input format {}.", display::text(name)));
            return fault.hint(kind.way_out);
        }
        let names: Vec<&str> = FRONT_ENDS.iter().map(|f| f.name()).collect();
        let fault = Fault::new(format!("There is no input format {}.", display::text(name)));
        fault.hint(nearest::choices(name, &names))
    })
}

fn extension(path: &Path) -> Option<String> {
    path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase())
}

fn is_format(path: &Path) -> bool {
    extension(path).is_some_and(|e| back::by_name(&e).is_some())
}

/// The meaning of `-o`.
enum Place {
    /// Next to each input.
    Beside,
    Stdout,
    Folder(PathBuf),
    /// A file; with several formats, its name with each format's extension.
    File(PathBuf),
}

fn place(args: &Args, inputs: usize, formats: &[&dyn BackEnd]) -> Result<Place, Fault> {
    let Some(path) = &args.output else { return Ok(Place::Beside) };
    let name = display::path(path);
    let one = inputs == 1 && formats.len() == 1;
    if path.as_os_str() == "-" {
        let fault = Fault::new("Standard output takes one output, and several were asked for.");
        return if one { Ok(Place::Stdout) } else { Err(fault.hint("Name a folder with -o DIR/.")) };
    }
    let ends_as_folder = path.as_os_str().as_encoded_bytes().last().is_some_and(|b| *b == b'/' || *b == b'\\');
    if ends_as_folder || (path.is_dir() && !is_format(path)) {
        return Ok(Place::Folder(path.clone()));
    }
    if inputs == 1 && (formats.len() == 1 || is_format(path)) {
        return Ok(Place::File(path.clone()));
    }
    if inputs > 1 && is_format(path) {
        let fault =
            Fault::new(format!("{} cannot all be written to the one file {name}.", display::count(inputs, "input")));
        return Err(fault.hint("Name a folder with -o DIR/, or bind them as one book with --edition TITLE."));
    }
    Ok(Place::Folder(path.clone()))
}

/// Plans the run. All faults it finds are about the arguments: nothing has been written.
pub fn plan(args: &Args) -> Result<Vec<Job>, Vec<Fault>> {
    let mut inputs: Vec<Input> = Vec::new();
    let mut seen = BTreeSet::new();
    for input in named(args).map_err(|f| vec![f])? {
        if seen.insert(input.clone()) {
            inputs.push(input);
        }
    }
    page_address(args, &inputs).map_err(|f| vec![f])?;
    let formats = formats(args).map_err(|f| vec![f])?;
    let place = place(args, inputs.len(), &formats).map_err(|f| vec![f])?;
    let mut jobs = Vec::with_capacity(inputs.len());
    for input in inputs {
        let mut wanted = Vec::with_capacity(formats.len());
        for back in &formats {
            let extension = extension_of(args, *back);
            let target = target(&place, &input, extension, formats.len()).map_err(|f| vec![f])?;
            wanted.push(Wanted { back: *back, target, standing: Standing::Free, extension });
        }
        jobs.push(Job { input, wanted, picture_folder: None, ticket: None });
    }
    give_tickets(&mut jobs);
    part_pictures(&mut jobs, &place);
    check(&mut jobs, &place, args.safety.force)?;
    Ok(jobs)
}

/// The inputs of a call: those named on the command line, then those of `--list`.
pub fn named(args: &Args) -> Result<Vec<Input>, Fault> {
    let mut inputs: Vec<Input> = args.inputs.iter().map(|i| Input::new(i)).collect();
    if let Some(list) = &args.web.list {
        inputs.extend(listed(list)?);
    }
    Ok(inputs)
}

/// The inputs that a file lists, one a line. A line that begins with `#` is a comment, and so is the rest of a line
/// after white space and `#`.
fn listed(list: &Path) -> Result<Vec<Input>, Fault> {
    let from = Input::new(list);
    let source = from.source(LIST_BYTES)?;
    let lines = source.text().lines().map(|line| {
        let comment = line
            .match_indices('#')
            .find(|(at, _)| line.get(..*at).is_some_and(|b| b.is_empty() || b.ends_with(char::is_whitespace)));
        comment.map_or(line, |(at, _)| line.get(..at).unwrap_or(line)).trim()
    });
    let inputs: Vec<Input> = lines.filter(|line| !line.is_empty()).map(|line| Input::new(Path::new(line))).collect();
    if inputs.is_empty() {
        return Err(Fault::new(format!("{} lists nothing to convert.", from.shown()))
            .hint("Write an address or a file a line."));
    }
    Ok(inputs)
}

/// `--url` is about one page that is not fetched.
fn page_address(args: &Args, inputs: &[Input]) -> Result<(), Fault> {
    match inputs {
        _ if args.web.url.is_none() => Ok(()),
        [Input::Address(address)] => {
            let fault =
                Fault::new(format!("--url says where a saved page was, and {} is fetched.", display::text(address)));
            Err(fault.hint("Leave --url out; --source changes the address that stands in the article."))
        }
        [_] => Ok(()),
        _ => Err(Fault::new("--url is the address of one page, and there are several inputs.")
            .hint("Convert that page in a call of its own.")),
    }
}

/// Assigns tickets to the jobs that name their outputs after their titles.
fn give_tickets(jobs: &mut [Job]) {
    let titled = |job: &&mut Job| job.wanted.iter().any(|wanted| matches!(wanted.target, Target::Titled(_)));
    let names = Arc::new(Names::default());
    for (number, job) in jobs.iter_mut().filter(titled).enumerate() {
        job.ticket = Some(Ticket::new(&names, number));
    }
}

/// Plans the one output a format that an edition has.
pub fn plan_edition(args: &Args, inputs: &[Input], stem: &str) -> Result<Vec<Wanted>, Vec<Fault>> {
    page_address(args, inputs).map_err(|f| vec![f])?;
    let formats = formats(args).map_err(|f| vec![f])?;
    if let Some(back) = formats.iter().find(|back| !back.binds()) {
        return Err(vec![Fault::new(back::unbound(*back))]);
    }
    let place = match place(args, 1, &formats).map_err(|f| vec![f])? {
        Place::Beside => Place::Folder(PathBuf::from(".")),
        place => place,
    };
    let input = Input::File(PathBuf::from(format!("{stem}.edition")));
    let mut wanted = Vec::new();
    for back in &formats {
        let extension = extension_of(args, *back);
        let target = target(&place, &input, extension, formats.len()).map_err(|f| vec![f])?;
        wanted.push(Wanted { back: *back, target, standing: Standing::Free, extension });
    }
    // The articles take part in the check as inputs without outputs.
    let article = |input: &Input| Job { input: input.clone(), wanted: Vec::new(), picture_folder: None, ticket: None };
    let mut jobs: Vec<Job> = inputs.iter().map(article).collect();
    jobs.push(Job { input, wanted, picture_folder: None, ticket: None });
    check(&mut jobs, &place, args.safety.force)?;
    Ok(jobs.pop().map(|job| job.wanted).unwrap_or_default())
}

fn target(place: &Place, input: &Input, extension: &str, formats: usize) -> Result<Target, Fault> {
    let named = |folder: &Path| match input.path().and_then(Path::file_stem) {
        Some(stem) => folder.join(with_extension(stem.to_owned(), extension)),
        None => folder.join(with_extension("article".into(), extension)),
    };
    Ok(match (place, input) {
        (Place::Stdout, _) => Target::Stdout,
        (Place::Beside, Input::Stdin) if formats == 1 => Target::Stdout,
        (Place::Beside, Input::Stdin) => {
            let fault = Fault::new("Standard output takes one output, and several were asked for.");
            return Err(fault.hint("Name a folder with -o DIR/."));
        }
        (Place::Beside, Input::Address(_)) => Target::Titled(PathBuf::new()),
        (Place::Folder(folder), Input::Address(_)) => Target::Titled(folder.clone()),
        (Place::Beside, Input::File(path)) => Target::File(named(path.parent().unwrap_or(Path::new("")))),
        (Place::Folder(folder), _) => Target::File(named(folder)),
        (Place::File(path), _) if formats == 1 => Target::File(path.clone()),
        (Place::File(path), _) => Target::File(path.with_extension(extension)),
    })
}

/// The extension of an output's name: the format's, or that of the device that the book is for.
fn extension_of(args: &Args, back: &dyn BackEnd) -> &'static str {
    let device = args.look.device.as_deref().and_then(device::by_name).filter(|_| back.serves_devices());
    device.map_or_else(|| back.extension(), |device| device.extension)
}

fn with_extension(mut stem: OsString, extension: &str) -> OsString {
    stem.push(".");
    stem.push(extension);
    stem
}

/// Keeps pictures of the same name from different folders apart in one output folder. Each article gets a folder for
/// its pictures, named after it, except articles that are made in their own folder. Only the inputs decide, not the
/// findings of `--changed`.
fn part_pictures(jobs: &mut [Job], place: &Place) {
    let Place::Folder(out) = place else { return };
    let mut real = BTreeMap::new();
    for folder in jobs.iter().filter_map(|job| job.input.path().map(beneath::folder_of)) {
        // Not `entry`, because it would allocate a path for each article of a folder.
        if !real.contains_key(folder) {
            real.insert(folder.to_path_buf(), folder.canonicalize().ok());
        }
    }
    if real.values().flatten().collect::<BTreeSet<_>>().len() < 2 {
        return;
    }
    let out = out.canonicalize().ok();
    for job in jobs {
        let Some(path) = job.input.path() else { continue };
        if real.get(beneath::folder_of(path)) != Some(&out) {
            job.picture_folder = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        }
    }
}

/// Checks all conditions before work begins.
fn check(jobs: &mut [Job], place: &Place, force: bool) -> Result<(), Vec<Fault>> {
    let mut faults = Faults::default();
    if let Place::Folder(folder) = place {
        prepare_folder(folder, &mut faults);
    }
    let mut folders = Folders::default();
    let mut inputs = BTreeMap::new();
    for job in jobs.iter() {
        if let Some(path) = job.input.path()
            && let Some(key) = identity(path)
        {
            inputs.insert(key, job.input.shown());
        }
    }
    let mut outputs: BTreeMap<(PathBuf, OsString), String> = BTreeMap::new();
    for job in jobs.iter_mut() {
        let shown = job.input.shown();
        for wanted in &mut job.wanted {
            if wanted.target == Target::Stdout && std::io::stdout().is_terminal() {
                faults.list.extend(unfit_for_terminal(wanted.back));
            }
            let Target::File(path) = &wanted.target else { continue };
            let name = display::path(path);
            if let Some(input) = identity(path).and_then(|key| inputs.get(&key)) {
                // A file such as a PDF holds no article, which its reading reports; the output stays forbidden.
                if foreign::recognise(&spec::head(path)).is_some_and(|kind| !kind.is_text) {
                    wanted.standing = Standing::SameOnly;
                    continue;
                }
                let fault = Fault::new(format!("The output {name} would overwrite the input {input}."));
                faults.push(fault.hint("Choose another name or folder with -o."));
                continue;
            }
            let folder = beneath::folder_of(path);
            // A missing input is in no folder, which its reading reports.
            if matches!(place, Place::Beside) && !folder.is_dir() {
                continue;
            }
            let key = (folders.real(folder, &mut faults), path.file_name().unwrap_or_default().into());
            if let Some(other) = outputs.insert(key, shown.clone()) {
                let fault = Fault::new(format!("{other} and {shown} would both be written to {name}."));
                faults.push(fault.hint("Convert them into different folders with -o, or rename one."));
                continue;
            }
            match output::check(path, wanted.back, force) {
                Ok(standing) => wanted.standing = standing,
                Err(fault) => faults.push(fault),
            }
        }
    }
    faults.into_result()
}

/// The refusal to print a file that is not text where a person reads.
fn unfit_for_terminal(back: &dyn BackEnd) -> Option<Fault> {
    let name = back.name();
    let fault = Fault::new(format!("Standard output is a terminal, and {name} is not text."));
    let extension = back.extension();
    (!back.is_text()).then(|| fault.hint(format!("Name a file with -o FILE.{extension}, or send it on with a pipe.")))
}

/// Makes the folder of `-o DIR` when it is missing.
fn prepare_folder(folder: &Path, faults: &mut Faults) {
    let made = if folder.exists() { Ok(()) } else { std::fs::create_dir_all(folder) };
    let made = made.with_context(|| format!("The folder {} could not be made", display::path(folder)));
    if let Err(fault) = made.advise("Choose another folder with -o.") {
        faults.push(fault);
    }
}

/// The folders outputs go to, each checked once.
#[derive(Default)]
struct Folders(BTreeMap<PathBuf, PathBuf>);

impl Folders {
    fn real(&mut self, folder: &Path, faults: &mut Faults) -> PathBuf {
        if let Some(real) = self.0.get(folder) {
            return real.clone();
        }
        if !folder.as_os_str().as_encoded_bytes().starts_with(b"/dev")
            && let Err(fault) = output::check_folder(folder)
            && faults.list.is_empty()
        {
            faults.push(fault);
        }
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        self.0.insert(folder.to_path_buf(), real.clone());
        real
    }
}

#[derive(Default)]
struct Faults {
    list: Vec<Fault>,
    more: usize,
}

impl Faults {
    fn push(&mut self, fault: Fault) {
        if self.list.len() < MOST_FAULTS { self.list.push(fault) } else { self.more += 1 }
    }

    fn into_result(mut self) -> Result<(), Vec<Fault>> {
        if self.more > 0 {
            self.list.push(Fault::new(format!("There are {} more of these.", self.more)));
        }
        if self.list.is_empty() { Ok(()) } else { Err(self.list) }
    }
}

/// The identity of a file: device and inode, so that links of both kinds are recognised.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().filter(|m| m.is_file()).map(|m| (m.dev(), m.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_is_printed_on_a_terminal() {
        let refused = |name: &str| unfit_for_terminal(back::by_name(name).unwrap()).map(|fault| fault.message());
        assert_eq!(refused("md"), None);
        assert_eq!(refused("pdf").as_deref(), Some("Standard output is a terminal, and pdf is not text."));
        assert!(refused("epub").is_some());
    }
}
