//! Progress of a batch, only on a terminal.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::messages::{self, Voice};

/// A bar with rate and time left, or `None` if standard error is not a terminal.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar for this many articles; a single article needs no bar.
    pub fn new(articles: usize, voice: &Voice) -> Self {
        if articles < 2 || voice.quiet() || !std::io::stderr().is_terminal() {
            return Progress(None);
        }
        let bar = ProgressBar::with_draw_target(Some(articles as u64), ProgressDrawTarget::stderr_with_hz(10));
        let template = "{bar:30} {pos}/{len} articles, {per_sec}, {eta} left {wide_msg}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress(Some(bar))
    }

    /// One more is done; its messages go above the bar.
    pub fn step(&self, text: &str) {
        let Some(bar) = &self.0 else { return messages::say(text) };
        if !text.is_empty() {
            bar.suspend(|| messages::say(text));
        }
        bar.inc(1);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
