//! The options about addresses and the network.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};

/// Access to the web: the addresses that may be fetched.
#[derive(ClapArgs, Clone, Debug, Default)]
#[command(next_help_heading = "The web")]
pub struct WebArgs {
    /// Fetch the pictures of articles that were saved or piped
    ///
    /// An address is fetched with the pictures that its article shows, and the address of a feed with the pages of its
    /// entries, wherever you name it: among the inputs, in a list or OPML. An edition file with `feeds:` asks for the
    /// same, and so does this option, for files. Without any of these nothing is ever fetched.
    #[arg(long)]
    pub fetch: bool,

    /// Address that a saved or piped page comes from: its links and pictures start there
    #[arg(long, value_name = "ADDRESS", value_hint = ValueHint::Url, hide_short_help = true)]
    pub url: Option<String>,

    /// Convert what a file lists too, a file or address a line; `-` is standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub list: Option<PathBuf>,

    /// Send the cookies of a file (Netscape's format), each to its own host and nowhere else
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, hide_short_help = true)]
    pub cookies: Option<PathBuf>,

    /// Let pages use pictures of this host although it is in a private network; may be repeated
    #[arg(long, value_name = "HOST", value_hint = ValueHint::Hostname, hide_short_help = true)]
    pub allow_host: Vec<String>,

    /// Keep what is fetched in a folder, and fetch nothing again that is there already
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, hide_short_help = true)]
    pub snapshot: Option<PathBuf>,

    /// Fetch anew what was fetched before
    #[arg(long, hide_short_help = true)]
    pub no_cache: bool,

    /// Let a browser run the scripts of pages: the path of Chromium or a program that takes its options
    #[arg(long, value_name = "PATH", value_hint = ValueHint::ExecutablePath, hide_short_help = true)]
    pub browser: Option<PathBuf>,
}
