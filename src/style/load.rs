//! Styles from YAML. To be written.
