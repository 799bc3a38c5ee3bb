//! Turns the program's own styles from YAML, which people write, into JSON, which a program reads forty times as fast:
//! reading them was most of the time that a short article took to become Markdown. That they are styles without
//! mistakes is a test's to say (`style::load`).
#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads files and is told by the environment where to write"
)]

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=styles");
    let out = std::env::var_os("OUT_DIR").expect("cargo says where to write");
    for entry in std::fs::read_dir("styles").expect("the styles are beside the build script") {
        let path = entry.expect("a folder can be read").path();
        if path.extension().is_some_and(|e| e == "yaml") {
            let yaml = std::fs::read_to_string(&path).expect("a style is text");
            let value: serde_json::Value =
                serde_yaml::from_str(&yaml).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let name = path.with_extension("json");
            let name = name.file_name().expect("a file has a name");
            std::fs::write(Path::new(&out).join(name), value.to_string()).expect("OUT_DIR can be written to");
        }
    }
}
