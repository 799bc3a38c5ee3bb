//! Readers' devices: the features of each, and the files that it refuses.

/// A device that books are made for.
#[derive(Debug, PartialEq)]
pub struct Device {
    /// Its name after `--for`.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// Longest side of pictures, in pixels: its screen's.
    pub picture_side: u32,
    /// Largest book, in bytes.
    pub max_bytes: Option<u64>,
    /// Quality of re-encoded pictures, 1 to 100.
    pub quality: u8,
    /// True if every picture of pixels becomes a grey baseline JPEG: no colour, no transparency, no GIF, not
    /// progressive.
    pub grey: bool,
    /// True if sentences are in numbered spans, by which Kobo's own reader remembers places (KEPUB).
    pub spans: bool,
    /// True if formulas are drawings, because the device knows no MathML.
    pub drawn_formulas: bool,
    /// The ending of the file's name.
    pub extension: &'static str,
}

/// All devices.
pub const DEVICES: &[Device] = &[
    Device {
        name: "kobo",
        about: "KEPUB for Kobo's own reader",
        picture_side: 1872,
        max_bytes: None,
        quality: 85,
        grey: false,
        spans: true,
        drawn_formulas: false,
        extension: "kepub.epub",
    },
    Device {
        name: "kindle",
        about: "EPUB to be sent to a Kindle: at most 50 MB, which mail takes",
        picture_side: 1860,
        // Mail carries three bytes as four.
        max_bytes: Some(37 << 20),
        quality: 80,
        grey: false,
        spans: false,
        drawn_formulas: true,
        extension: "epub",
    },
    Device {
        name: "eink",
        about: "EPUB for small grey screens: grey JPEG, nothing that moves or is clear",
        picture_side: 1448,
        max_bytes: None,
        quality: 70,
        grey: true,
        spans: false,
        drawn_formulas: false,
        extension: "epub",
    },
    Device {
        name: "apple",
        about: "EPUB for Apple Books: pictures under 5.6 million pixels",
        // 2048 × 2732 is the screen, and 2366 × 2366 the most that Apple takes.
        picture_side: 2366,
        max_bytes: Some(2 << 30),
        quality: 85,
        grey: false,
        spans: false,
        drawn_formulas: false,
        extension: "epub",
    },
];

/// The device of that name.
pub fn by_name(name: &str) -> Option<&'static Device> {
    DEVICES.iter().find(|device| device.name.eq_ignore_ascii_case(name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_device_gets_pictures_that_it_refuses() {
        for device in DEVICES {
            assert!(device.extension.ends_with("epub") && (1..=100).contains(&device.quality));
            assert_eq!(by_name(device.name), Some(device));
        }
        let apple = u64::from(by_name("Apple").unwrap().picture_side);
        assert!(apple * apple <= 5_600_000);
        assert!(by_name("kindle").unwrap().max_bytes.unwrap() * 4 / 3 <= 50 << 20);
    }
}
