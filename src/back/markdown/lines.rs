//! Lines behind the markers of their containers: `> ` for quotes, `- ` and then spaces for lists.

/// The text so far and the open containers.
#[derive(Default)]
pub(super) struct Lines {
    out: String,
    open: Vec<Container>,
}

/// A container: the prefix of its first line, and the prefix of all others.
struct Container {
    first: String,
    rest: String,
    begun: bool,
}

impl Lines {
    /// True when nothing was written.
    pub(super) fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Opens a container.
    pub(super) fn open(&mut self, first: impl Into<String>, rest: impl Into<String>) {
        self.open.push(Container { first: first.into(), rest: rest.into(), begun: false });
    }

    /// Closes the innermost container; an empty container gets its marker on a separate line.
    pub(super) fn close(&mut self) {
        if self.open.last().is_some_and(|c| !c.begun) {
            self.line("");
        }
        self.open.pop();
    }

    /// The number of columns that the containers take from each line.
    pub(super) fn indent(&self) -> usize {
        self.open.iter().map(|c| c.rest.chars().count()).sum()
    }

    /// Writes one line.
    pub(super) fn line(&mut self, text: &str) {
        for container in &mut self.open {
            self.out.push_str(if container.begun { &container.rest } else { &container.first });
            container.begun = true;
        }
        self.out.push_str(text);
        if text.is_empty() {
            let end = self.out.trim_end_matches(' ').len();
            self.out.truncate(end);
        }
        self.out.push('\n');
    }

    /// Writes several lines.
    pub(super) fn text(&mut self, text: &str) {
        text.split('\n').for_each(|line| self.line(line));
    }

    /// Writes an empty line, with the markers of quotes.
    pub(super) fn blank(&mut self) {
        self.line("");
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.out
    }
}
