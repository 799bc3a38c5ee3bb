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
        clap_complete::generate(shell, &mut Args::command(), called(), &mut out);
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

/// The name that the program was called by: people install it under another name.
fn called() -> String {
    let path = std::env::args_os().next().map(std::path::PathBuf::from).unwrap_or_default();
    path.file_stem().and_then(|name| name.to_str()).unwrap_or("convert").to_owned()
}

/// The manual page, in roff: `convert --man | man -l -`.
fn manual() -> Result<String, Fault> {
    // Each section begins with the definition of the apostrophe, which a page needs once.
    const APOSTROPHE: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";
    let mut out = Vec::new();
    write_manual(&mut out).context("The manual page could not be made")?;
    Ok(format!("{APOSTROPHE}{}", String::from_utf8_lossy(&out).replace(APOSTROPHE, "")))
}

/// One page for the program and its commands: clap_mangen refers to pages of their own for these.
fn write_manual(out: &mut Vec<u8>) -> std::io::Result<()> {
    // Options that the short help hides have no description in clap_mangen's pages.
    let shown = |command: clap::Command| command.mut_args(|argument| argument.hide_short_help(false));
    let name = called();
    let command = shown(Args::command()).display_name(&name).bin_name(&name);
    let inspect = command.find_subcommand("inspect").cloned().map(shown);
    let page = clap_mangen::Man::new(command).source(format!("{name} {}", env!("CARGO_PKG_VERSION")));
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    if let Some(inspect) = inspect {
        let inspect = clap_mangen::Man::new(inspect.bin_name(format!("{name} inspect")));
        let mut part = Vec::new();
        inspect.render_description_section(&mut part)?;
        inspect.render_synopsis_section(&mut part)?;
        inspect.render_options_section(&mut part)?;
        let part = String::from_utf8_lossy(&part).replace("\n.SH ", "\n.SS ");
        out.extend_from_slice(format!(".SH INSPECT\n{part}").as_bytes());
    }
    page.render_extra_section(out)?;
    page.render_version_section(out)
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
