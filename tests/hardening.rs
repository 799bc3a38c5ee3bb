//! The program is linked as distributions require: position-independent, relocations read-only, no executable stack.
//! `readelf -hldW target/debug/convert` shows the same.
#![cfg(all(target_os = "linux", target_pointer_width = "64", target_endian = "little"))]
#![allow(clippy::disallowed_methods, reason = "it reads the program's file")]

/// An ELF file, 64 bits, little-endian (System V ABI, chapters 4 and 5).
struct Elf(Vec<u8>);

impl Elf {
    fn number(&self, at: usize, bytes: usize) -> u64 {
        self.0[at..at + bytes].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// `(type, flags, offset in the file, size in the file)` of each segment.
    fn segments(&self) -> Vec<(u64, u64, usize, usize)> {
        let (table, size, count) =
            (self.number(32, 8) as usize, self.number(54, 2) as usize, self.number(56, 2) as usize);
        let segment = |at| {
            let word = |offset, bytes| self.number(at + offset, bytes);
            (word(0, 4), word(4, 4), word(8, 8) as usize, word(32, 8) as usize)
        };
        (0..count).map(|n| segment(table + n * size)).collect()
    }

    /// The value of an entry of the dynamic section.
    fn dynamic(&self, tag: u64) -> Option<u64> {
        const DYNAMIC: u64 = 2;
        let (_, _, offset, size) = self.segments().into_iter().find(|(kind, ..)| *kind == DYNAMIC)?;
        let mut entries = (offset..offset + size).step_by(16);
        entries.find(|at| self.number(*at, 8) == tag).map(|at| self.number(at + 8, 8))
    }
}

#[test]
fn the_program_is_hardened() {
    let elf = Elf(std::fs::read(env!("CARGO_BIN_EXE_convert")).unwrap());
    assert!(elf.0.starts_with(b"\x7fELF\x02\x01"));
    const SHARED_OBJECT: u64 = 3;
    assert_eq!(elf.number(16, 2), SHARED_OBJECT, "position-independent");
    let flags =
        |segment: u64| elf.segments().into_iter().find(|(kind, ..)| *kind == segment).map(|(_, flags, ..)| flags);
    const STACK: u64 = 0x6474_e551;
    const EXECUTABLE: u64 = 1;
    assert_eq!(flags(STACK).expect("the stack says what it is") & EXECUTABLE, 0, "the stack is not executable");
    const READ_ONLY_AFTER_RELOCATION: u64 = 0x6474_e552;
    assert!(flags(READ_ONLY_AFTER_RELOCATION).is_some(), "relocations become read-only");
    const FLAGS: u64 = 30;
    const BIND_NOW: u64 = 8;
    assert!(elf.dynamic(FLAGS).is_some_and(|flags| flags & BIND_NOW > 0), "all of them, bound at start");
    const WRITABLE: u64 = 2;
    let both = |(_, flags, ..): &(u64, u64, usize, usize)| flags & WRITABLE > 0 && flags & EXECUTABLE > 0;
    assert!(!elf.segments().iter().any(both), "nothing is both writable and executable");
}
