//! The arguments, their help and their examples. Names of formats come from the library's lists, so that a new front or
//! back end appears here without further work.

mod web;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum, ValueHint};
use offprint::style::device::DEVICES;
use offprint::{back, front};
pub use web::WebArgs;

/// Everything that can be said on the command line.
#[derive(Parser, Clone, Debug, Default)]
#[command(
    name = "convert",
    version,
    about = "Turns any article (text, Markdown, HTML) into a beautiful PDF, EPUB or Markdown file",
    long_about = "Turns any article into an offprint: an article printed on its own, beautifully.\n\n\
        Text, Markdown, saved web pages, e-mail and pandoc's JSON go in; PDF at a chosen text size, EPUB and Markdown \
        come out. Nothing is fetched that was not asked for, nothing half-written is left behind, and what was left \
        out of an article is said with --explain.",
    after_help = "Examples:\n  convert story.txt                         a PDF beside it\n  \
        convert story.txt --size large            in clear print\n  \
        convert https://example.org/a --to epub   a page from the web, with its pictures\n  \
        convert *.html --to epub -o books/        many at once\n\n\
        convert --help says more and has more options; convert inspect FILE shows what was understood of an article.",
    after_long_help = LONG_EXAMPLES,
    args_conflicts_with_subcommands = true,
    max_term_width = 100
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Articles to convert: files and web addresses; `-` is standard input
    #[arg(value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    #[arg(short, long, value_name = "FORMATS", value_delimiter = ',', help_heading = "Formats")]
    #[arg(help = help_to(), long_help = long_help_to())]
    pub to: Vec<String>,

    #[arg(short, long, value_name = "FORMAT", help = help_from(), long_help = long_help_from())]
    #[arg(help_heading = "Formats")]
    pub from: Option<String>,

    /// Where to write: a file, a folder, or `-` for standard output
    ///
    /// By default each output stands beside its input, with another extension; an article from standard input goes to
    /// standard output. A path that ends in `/`, is a folder
    /// already, or has to hold several outputs is a folder; it is made when it is missing.
    #[arg(short, long, value_name = "FILE|DIR|-", value_hint = ValueHint::AnyPath, help_heading = "Formats")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub look: Look,

    #[command(flatten)]
    pub reading: ReadingArgs,

    #[command(flatten)]
    pub many: Many,

    #[command(flatten)]
    pub web: WebArgs,

    #[command(flatten)]
    pub safety: Safety,

    #[command(flatten)]
    pub messages: Messages,

    #[command(flatten)]
    pub about: About,
}

impl Args {
    /// `--print` takes any number of words, so an input that follows it lands among them; what names a file or an address
    /// and is no word of print editions goes back to the inputs.
    pub fn sorted_out(mut self) -> Self {
        let is_input = |word: &String| std::path::Path::new(word).is_file() || word.contains("://");
        let (words, files) = self.look.print.into_iter().partition(|word| !is_input(word));
        self.look.print = words;
        let files: Vec<String> = files;
        self.inputs.extend(files.into_iter().map(PathBuf::from));
        self
    }
}

/// How the outputs look.
#[derive(ClapArgs, Clone, Debug, Default)]
#[command(next_help_heading = "Look")]
pub struct Look {
    /// Text size: small, normal, large, x-large, huge, 20pt, 150%, larger, smaller
    ///
    /// A size is a typographic system: type, leading, measure, margins, paper, alignment, hyphenation, headings, notes
    /// and tables are chosen together. Points are meant as in Arial.
    #[arg(short, long, value_name = "SIZE")]
    pub size: Option<String>,

    /// Style, by name or as a YAML file; --list-styles lists them
    #[arg(long, value_name = "NAME|FILE")]
    pub style: Option<String>,

    /// Paper: a4, letter, a5, 6x9in, or WIDTHxHEIGHT with a unit
    #[arg(long, value_name = "PAPER")]
    pub paper: Option<String>,

    /// Face of the text: serif, sans, or the name of an installed family
    #[arg(long, value_name = "FONT", hide_short_help = true)]
    pub font: Option<String>,

    /// Contents before the article, with the numbers of pages
    #[arg(long, value_name = "WHEN", hide_short_help = true)]
    pub contents: Option<ContentsArg>,

    /// Where notes stand on pages
    #[arg(long, value_name = "WHERE", hide_short_help = true)]
    pub notes: Option<NotesArg>,

    /// Address of the article on its pages: a line of text, or a QR code at its end
    #[arg(long, value_name = "HOW", hide_short_help = true)]
    pub source_link: Option<SourceLinkArg>,

    /// Guideline to keep and report on: rnib-clear, ukaaf-large, acb, aph, wcag-aaa
    #[arg(long, value_name = "STANDARD", hide_short_help = true)]
    pub standard: Option<String>,

    /// Print edition, with a preflight report: office, pod, offset, booklet
    ///
    /// Further words refine it, in any order: a trim size (6x9in), x1a or x4, bleed or bleed=3mm, marks, grey or colour,
    /// multiple=8, signature=4, caliper=0.1mm, kdp or ingramspark, profile=FILE for an output profile, and cover or
    /// cover=PAPER for a cover around the book as a second file (white, cream, uncoated90, 0.1mm ...).
    #[arg(long, value_name = "PRODUCT", num_args = 1.., value_delimiter = ',')]
    pub print: Vec<String>,

    /// Leaves before the text of a book: full is half title, title page and imprint
    #[arg(long, value_name = "WHICH", hide_short_help = true)]
    pub front: Option<FrontArg>,

    /// Picture for the cover
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub cover: Option<PathBuf>,

    /// Make the EPUB readable by EPUB 2 systems too
    #[arg(long, hide_short_help = true)]
    pub epub2: bool,

    #[arg(long = "for", value_name = "DEVICE", help = help_for())]
    pub device: Option<String>,

    /// Largest EPUB, such as 10MB; pictures are scaled to meet it
    #[arg(long, value_name = "BYTES", hide_short_help = true)]
    pub max_size: Option<String>,

    /// Wrap Markdown at this many columns; 0 writes a paragraph a line, the default
    #[arg(long, value_name = "COLUMNS", hide_short_help = true)]
    pub wrap: Option<u16>,

    /// Dialect of Markdown
    #[arg(long, value_name = "FLAVOUR", hide_short_help = true)]
    pub flavour: Option<FlavourArg>,
}

/// How inputs are read.
#[derive(ClapArgs, Clone, Debug, Default)]
#[command(next_help_heading = "Reading")]
pub struct ReadingArgs {
    /// Language of the article, such as en-GB, whatever it says itself
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,

    /// Title of the article, whatever it says itself; of an edition of several articles, the edition's
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,

    /// Author of the article, whatever it says itself; may be repeated
    #[arg(long, value_name = "NAME")]
    pub author: Vec<String>,

    /// Day of publication, such as 2026-03-14, whatever the article says itself
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,

    /// Address that the article comes from
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub source: Option<String>,

    /// Remove nothing: recognise only
    #[arg(long, value_name = "WHAT")]
    pub keep: Option<Keep>,

    /// Turn a rule off, such as sign-up; --explain names the rules, --list-rules lists them; may be repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',', hide_short_help = true)]
    pub without: Vec<String>,

    /// Which pictures are kept
    #[arg(long, value_name = "WHICH", hide_short_help = true)]
    pub pictures: Option<PicturesArg>,

    /// Leave quotes, dashes and spaces as they were typed
    #[arg(long, hide_short_help = true)]
    pub no_smart: bool,

    /// Let articles use pictures of this folder too; may be repeated
    ///
    /// By default an article may use what lies in its own folder, and nothing else: no absolute paths, no `..`, no links
    /// that lead out; of the network nothing without --fetch.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, hide_short_help = true)]
    pub allow_dir: Vec<PathBuf>,

    /// Change a limit against hostile input, such as pixels=200000000; may be repeated
    ///
    /// Limits: input-bytes, page-bytes (of a page that is fetched), picture-bytes, pixels, depth, table-columns.
    #[arg(long, value_name = "NAME=N", hide_short_help = true)]
    pub limit: Vec<String>,
}

/// Many inputs.
#[derive(ClapArgs, Clone, Debug, Default)]
#[command(next_help_heading = "Many articles")]
pub struct Many {
    /// Bind all inputs into one PDF or EPUB: a title, or a YAML file that gives title, sections and order
    #[arg(long, value_name = "TITLE|FILE")]
    pub edition: Option<String>,

    /// Leave out the entries of feeds that earlier editions had, which this file remembers
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "edition", hide_short_help = true)]
    pub since: Option<PathBuf>,

    /// Articles converted at the same time; by default one a processor
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<std::num::NonZeroUsize>,

    /// Skip outputs that are newer than their input, the style, the cover and this program; options are not compared
    #[arg(long)]
    pub changed: bool,

    /// Stop at the first input that fails
    #[arg(long, hide_short_help = true)]
    pub fail_fast: bool,

    /// Answer JSON lines: one article a line on standard input, one answer a line on standard output
    ///
    /// A line holds id, and content, base64 or path; and, where wanted, name, from, to, output and options. The answer
    /// holds id, ok, outputs, remarks and the time taken. A line is as trusted as a command line: its path is read, its
    /// output is written, its options hold. Whoever passes on the lines of strangers adds --contents-only.
    #[arg(long, hide_short_help = true)]
    pub stream: bool,

    /// Let the lines of --stream bring articles and nothing else: no paths, no outputs, no styles and limits of theirs
    #[arg(long, requires = "stream", hide_short_help = true)]
    pub contents_only: bool,
}

/// Overwriting.
#[derive(ClapArgs, Clone, Debug, Default)]
#[command(next_help_heading = "Safety")]
pub struct Safety {
    /// Overwrite files that this program did not make, and write-protected ones
    #[arg(long)]
    pub force: bool,
}

/// Messages of a run.
#[derive(ClapArgs, Clone, Debug, Default)]
#[command(next_help_heading = "Messages")]
pub struct Messages {
    /// Say errors only
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Say a line for each output, and every remark
    #[arg(short, long, hide_short_help = true)]
    pub verbose: bool,

    /// List what was left out, guessed and repaired, with line numbers
    #[arg(long)]
    pub explain: bool,

    /// Report on the whole run for machines: json
    ///
    /// It goes to standard output, or to standard error where standard output takes the article.
    #[arg(long, value_name = "FORMAT", hide_short_help = true)]
    pub report: Option<ReportFormat>,
}

/// Information about the program itself.
#[derive(ClapArgs, Clone, Debug, Default)]
#[command(next_help_heading = "About the program")]
pub struct About {
    /// List the styles, each with its purpose
    #[arg(long)]
    pub list_styles: bool,

    /// List the rules by which parts of articles are left out
    #[arg(long, hide_short_help = true)]
    pub list_rules: bool,

    /// Print the style's values as resolved for the other options
    #[arg(long, hide_short_help = true)]
    pub show_style: bool,

    /// Print licences and notices of everything inside
    #[arg(long, alias = "licenses", hide_short_help = true)]
    pub licences: bool,

    /// Print the manual page
    #[arg(long, hide_short_help = true)]
    pub man: bool,

    /// Print completions for a shell
    #[arg(long, value_name = "SHELL", hide_short_help = true)]
    pub completions: Option<clap_complete::Shell>,
}

/// Other things to do.
#[derive(Subcommand, Clone, Debug)]
pub enum Command {
    /// Show what was understood of an article
    Inspect(Inspect),
}

/// `convert inspect`.
#[derive(ClapArgs, Clone, Debug, Default)]
pub struct Inspect {
    /// Articles to look at: files and web addresses; `-` is standard input
    #[arg(value_name = "INPUT", required = true, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,

    #[arg(short, long, value_name = "FORMAT", help = help_from())]
    pub from: Option<String>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub reading: ReadingArgs,

    #[command(flatten)]
    pub web: WebArgs,
}

/// `--flavour`.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum FlavourArg {
    /// GitHub's, with footnotes
    Gfm,
    /// CommonMark alone: tables as HTML
    Commonmark,
}

/// `--contents`.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum ContentsArg {
    /// Wherever there is a heading
    Yes,
    /// Never
    No,
    /// Where the article is as long as the style says, and has three headings
    Auto,
}

/// `--notes`.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum NotesArg {
    /// At the foot of the page that calls them
    Foot,
    /// After the article
    End,
    /// At the foot, but after the article in large print and where they would fill a third of the pages
    Auto,
}

/// `--source-link`.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum SourceLinkArg {
    /// A line under the byline
    Text,
    /// A QR code at the article's end, the address beside it
    Qr,
    /// Not at all
    None,
}

/// `--front`.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum FrontArg {
    /// Half title, title page and imprint, from what is known of the article or edition
    Full,
    /// None: the text begins on the first page
    None,
}

/// `--pictures`.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum PicturesArg {
    /// All; where one is missing, its alternative text says so
    All,
    /// Those that are there, with nothing in place of the others
    Local,
    /// None; captions stay
    None,
}

/// `--keep`.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum Keep {
    /// Everything
    All,
}

/// `--report`.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum ReportFormat {
    /// One JSON object
    Json,
}

fn jobs(text: &str) -> Result<std::num::NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "it must be a whole number from 1 on")
}

fn help_to() -> String {
    let names: Vec<&str> = back::BACK_ENDS.iter().map(|b| b.name()).collect();
    format!("Formats to make, separated by commas: {}", names.join(", "))
}

fn long_help_to() -> String {
    let rows = back::BACK_ENDS.iter().map(|b| format!("\n  {:10} {}", b.name(), b.about()));
    let default = "By default the format that the extension of -o names, else pdf.";
    format!("Formats to make, separated by commas:{}\n\n{default}", rows.collect::<String>())
}

fn help_for() -> String {
    let names: Vec<&str> = DEVICES.iter().map(|device| device.name).collect();
    format!("Make the EPUB for a device: {}", names.join(", "))
}

fn help_from() -> String {
    let names: Vec<&str> = front::FRONT_ENDS.iter().map(|f| f.name()).collect();
    format!("What the inputs are, where neither name nor content tells: {}", names.join(", "))
}

fn long_help_from() -> String {
    let rows = front::FRONT_ENDS.iter().map(|f| format!("\n  {:10} {}", f.name(), f.about()));
    format!("What the inputs are, where neither name nor content tells:{}", rows.collect::<String>())
}

const LONG_EXAMPLES: &str = "\
Examples:
  convert story.txt
      makes story.pdf beside it
  convert story.txt --to pdf,epub,md --size large -o out/
      three formats at once; the PDF in clear print (14 pt, sans, ragged right)
  convert https://example.org/a.html --to epub
      a page from the web with its pictures, for an e-reader, named after its title
  chromium --headless --dump-dom https://example.org/b | convert - --url https://example.org/b --fetch -o b.epub
      a page that a script makes, from a pipe
  convert *.txt --to epub --edition \"Morning Reading\" -o morning.epub
      many articles bound as one book
  convert archive/*.html --to md -o out/ --jobs 8 --changed --report json
      a whole archive; only what changed, with a report for machines
  convert story.md --print pod 6x9in -o book.pdf
      ready for a print shop, with a preflight report
  convert inspect story.txt
      what was understood of it, in a screenful

Exit codes: 0, everything was made; 1, some input failed; 2, wrong usage, before any work.
Environment: NO_COLOR turns colours off; SOURCE_DATE_EPOCH dates the outputs where the article has no date.";
