//! Progress of a batch, only on a terminal.

use std::fmt::Write;
use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

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
        let template = "{bar:30} {pos}/{len} articles{pace} {wide_msg}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.with_key("pace", |state: &ProgressState, out: &mut dyn Write| {
                let _ = out.write_str(&pace(state.pos(), state.per_sec(), state.eta()));
            }));
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

/// The rate and the time left, once an article is done: before, neither is known.
fn pace(done: u64, a_second: f64, left: Duration) -> String {
    if done == 0 { String::new() } else { format!(", {a_second:.1} a second, {} left", HumanDuration(left)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_told_once_it_is_known() {
        assert_eq!(pace(0, 0.0, Duration::ZERO), "");
        assert_eq!(pace(2, 4.7346, Duration::from_secs(3)), ", 4.7 a second, 3 seconds left");
    }
}
