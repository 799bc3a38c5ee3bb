//! The pictures of an article that may use the web: those in its own folder first, then those at their addresses.

use std::sync::Arc;

use offprint::context::{Faces, ResourceError, Resources};

use super::super::resources::Folder;
use super::Web;
use super::address::Address;
use super::client::Kind;
use super::turns::IN_ALL;

/// The source of an article's pictures.
pub struct Pictures {
    web: Arc<Web>,
    /// The article's own folder, if it has one.
    folder: Folder,
    /// The address of the article; unknown for a file without `--url`.
    page: Option<Address>,
    /// The address that the person named: its server may be anywhere.
    trusted: Option<Address>,
}

impl Pictures {
    pub fn new(web: Arc<Web>, folder: Folder, page: Option<Address>, trusted: Option<Address>) -> Self {
        Pictures { web, folder, page, trusted }
    }

    fn fetch(&self, address: &Address) -> Result<Arc<[u8]>, ResourceError> {
        let found = self.web.picture(address, self.page.as_ref(), self.trusted.as_ref());
        found.map(Arc::from).map_err(|failure| match failure.kind {
            Kind::Private => ResourceError::Private,
            _ => ResourceError::Unfetched(failure.words),
        })
    }
}

impl Resources for Pictures {
    fn load(&self, name: &str) -> Result<Arc<[u8]>, ResourceError> {
        match self.folder.load(name) {
            Err(why @ (ResourceError::Remote | ResourceError::Missing)) => match address(self.page.as_ref(), name) {
                Some(address) => self.fetch(&address),
                None => Err(why),
            },
            found => found,
        }
    }

    fn is_beside(&self, name: &str) -> bool {
        self.folder.load(name).is_ok()
    }

    fn prepare(&self, names: &[&str]) {
        let wanted: Vec<Address> = names
            .iter()
            .filter(|name| matches!(self.folder.load(name), Err(ResourceError::Remote | ResourceError::Missing)))
            .filter_map(|name| address(self.page.as_ref(), name))
            .collect();
        if wanted.len() < 2 {
            return;
        }
        let next = std::sync::atomic::AtomicUsize::new(0);
        let work = || {
            while let Some(address) = wanted.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                let _ = self.web.picture(address, self.page.as_ref(), self.trusted.as_ref());
            }
        };
        // If the system refuses to start a thread, the picture is fetched when it is loaded.
        std::thread::scope(|scope| {
            for _ in 0..IN_ALL.min(wanted.len()) {
                let _ = std::thread::Builder::new().spawn_scoped(scope, work);
            }
        });
    }

    fn faces(&self) -> Option<&'static dyn Faces> {
        self.folder.faces()
    }
}

/// The address that a name means on a page; the page may be unknown.
fn address(page: Option<&Address>, name: &str) -> Option<Address> {
    match page {
        Some(page) => page.join(name),
        None if name.starts_with("//") => Address::parse(&format!("https:{name}")),
        None => Address::parse(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_pictures_mean_addresses_even_where_the_page_is_unknown() {
        let page = Address::parse("http://wave.example/a/b.html").unwrap();
        let of = |page: Option<&Address>, name: &str| address(page, name).map(|address| address.as_str().to_owned());
        assert_eq!(of(Some(&page), "c.png").as_deref(), Some("http://wave.example/a/c.png"));
        assert_eq!(of(Some(&page), "//cdn.example/c.png").as_deref(), Some("http://cdn.example/c.png"));
        assert_eq!(of(None, "//cdn.example/c.png").as_deref(), Some("https://cdn.example/c.png"));
        assert_eq!(of(None, "https://cdn.example/c.png").as_deref(), Some("https://cdn.example/c.png"));
        assert_eq!(of(None, "c.png"), None);
    }
}
