//! Panics are caught and reported as our mistake; they cost only one article.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

use offprint::diag::Error;

use super::display;
use super::fault::Fault;

thread_local! {
    /// The place of the last panic of this thread; the hook writes it, `guarded` reads it.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps panics from printing, because they are reported in a sentence after they are caught.
pub fn quiet_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
        PLACE.with(|p| *p.borrow_mut() = place);
    }));
}

/// Runs a part of the library for the article of that name. Its error is a fault of that article, and so is a panic.
pub fn guarded<T>(name: &str, f: impl FnOnce() -> Result<T, Error>) -> Result<T, Fault> {
    let result = unwound(name, f)?;
    result.map_err(|error| refused(name, &error))
}

/// Runs something that might panic; a panic is a fault of the article of that name.
pub fn unwound<T>(name: &str, f: impl FnOnce() -> T) -> Result<T, Fault> {
    panic::catch_unwind(AssertUnwindSafe(f)).map_err(|payload| {
        let place = PLACE.with(|p| p.take());
        let panic: String = display::text(&words(payload.as_ref())).chars().take(300).collect();
        Fault::new(format!("{name} could not be made, through a mistake of ours ({panic} at {place})."))
            .hint("Please report it with the article, if you may share it. Other articles are not affected.")
    })
}

fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".into())
}

/// An error of the library as a fault of the article of that name.
fn refused(name: &str, error: &Error) -> Fault {
    match error {
        Error::Unreadable { message, hint, .. } => Fault::new(format!("{name}: {message}")).hint(hint),
        Error::Unsupported(message) => Fault::new(message.clone()),
        Error::Library { .. } => Fault::new(format!("{name}: {error}."))
            .hint("This is a mistake of ours and not yours; please report it with the article."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_in_its_own_words() {
        let told = |panic: fn()| unwound("a.md", panic).unwrap_err().message();
        assert!(told(|| panic!("plain")).contains("a.md could not be made, through a mistake of ours (plain at "));
        assert!(told(|| panic!("with {}", 1)).contains("(with 1 at "));
        assert!(told(|| panic::panic_any(7)).contains("(a panic at "));
        let long = told(|| panic!("{}", "x".repeat(400)));
        assert_eq!(long.matches('x').count(), 300);
        assert_eq!(unwound("a.md", || 7).unwrap(), 7);
    }

    #[test]
    fn errors_of_the_library_name_the_article_or_speak_for_themselves() {
        let told = |error: Error| {
            let fault = guarded("a.md", || Err::<(), _>(error)).unwrap_err();
            (fault.message(), fault.hint.is_some())
        };
        assert_eq!(told(Error::Unsupported("Not bound.".into())), ("Not bound.".into(), false));
        let (message, hint) = told(Error::Library { what: "the file", why: "it broke".into() });
        assert!(message.starts_with("a.md: ") && hint, "{message}");
    }
}
