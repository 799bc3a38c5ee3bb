//! The faces that articles may use in addition to the embedded ones: those installed on the machine, or none if the
//! program was built without the feature `system-fonts`.

#[cfg(feature = "system-fonts")]
mod system;

#[cfg(not(feature = "system-fonts"))]
mod system {
    //! No faces are searched for.

    use offprint::context::Faces;

    pub fn installed() -> Option<&'static dyn Faces> {
        None
    }

    pub fn has_family(_: &str) -> bool {
        false
    }
}

pub use system::{has_family, installed};
