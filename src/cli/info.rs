//! Information about the program itself: manual page, completions, styles, licences.

use anyhow::Context as _;
use clap::CommandFactory as _;
use offprint::layout::fonts::{Fonts, LICENCES};
use offprint::style::show;

use super::args::Args;
use super::fault::Fault;
use super::settings;

/// The text that was asked for instead of a conversion, if any.
pub fn asked(args: &Args) -> Result<Option<String>, Fault> {
    let about = &args.about;
    if about.man {
        return manual().map(Some);
    }
    if let Some(shell) = about.completions {
        let mut out = Vec::new();
        clap_complete::generate(shell, &mut Args::command(), "convert", &mut out);
        return Ok(Some(String::from_utf8_lossy(&out).into_owned()));
    }
    if about.list_styles {
        return Ok(Some(show::list()));
    }
    if about.list_rules {
        return Ok(Some(offprint::front::rules::list()));
    }
    if about.show_style {
        let faces = Fonts::with_installed(super::faces::installed());
        return settings::style(&args.look, true).map(|(style, _)| Some(show::show(&style, &faces)));
    }
    if about.licences {
        return Ok(Some(licences()));
    }
    Ok(None)
}

/// The manual page, in roff: `convert --man | man -l -`.
fn manual() -> Result<String, Fault> {
    let mut out = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut out).context("The manual page could not be made")?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// The program's own licence and the notices of the faces inside it.
fn licences() -> String {
    format!(
        "Offprint {} is free software under the MIT licence or the Apache licence 2.0, as you choose.\n\n{}\n\n{}",
        env!("CARGO_PKG_VERSION"),
        include_str!("../../LICENSE-MIT").trim_end(),
        LICENCES
    )
}
