//! The targets of the fuzzer, run over the inputs that are kept and over changed ones.
//!
//! `COPYDESK_FUZZ_SECONDS=600 cargo test --release --test fuzzed` changes inputs for ten minutes a target, where there
//! is no fuzzer.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "../fuzz/src/lib.rs"]
mod targets;

/// Inputs that are tried in any case, however slow the machine is.
const LEAST: u32 = 200;

/// The longest input that is made.
const LONGEST: usize = 4096;

fn kept(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/kept").join(name);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no inputs are kept for {name}");
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Runs `target` over every kept input, and over as many changed ones as there is time for.
fn fuzz(name: &str, target: impl Fn(&[u8])) {
    let inputs = kept(name);
    for input in &inputs {
        target(input);
    }
    let seconds = std::env::var("COPYDESK_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(0);
    let begun = Instant::now();
    let mut lots = Lots(name.len() as u64);
    let mut tried = 0;
    while tried < LEAST || begun.elapsed() < Duration::from_secs(seconds) {
        let mut input = inputs[lots.below(inputs.len())].clone();
        for _ in 0..=lots.below(6) {
            change(&mut input, &inputs, &mut lots);
        }
        input.truncate(LONGEST);
        if let Err(panic) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| target(&input))) {
            eprintln!("{name} breaks on {:?}", String::from_utf8_lossy(&input));
            std::panic::resume_unwind(panic);
        }
        tried += 1;
    }
    println!("{name}: {} kept inputs, {tried} changed ones", inputs.len());
}

/// Changes `input` in one place, as a fuzzer does.
fn change(input: &mut Vec<u8>, others: &[Vec<u8>], lots: &mut Lots) {
    const TELLING: &[&[u8]] = &[
        b"\0",
        b"\n",
        b"\r\n",
        b"\"",
        b"\\",
        b"\\u00e9",
        b",",
        b"#",
        b"{",
        b"}",
        b"=",
        b"\xE2\x80\x9C",
        b"\xC2\xA0",
        b"\xFF",
    ];
    let at = lots.below(input.len() + 1);
    let end = at + lots.below((input.len() - at).min(16) + 1);
    match lots.below(5) {
        0 => drop(input.drain(at..end)),
        1 => drop(input.splice(at..at, TELLING[lots.below(TELLING.len())].iter().copied())),
        2 => {
            let copy = input[at..end].to_vec();
            input.splice(end..end, copy);
        }
        3 => {
            let other = &others[lots.below(others.len())];
            let from = lots.below(other.len() + 1);
            let part = &other[from..from + lots.below((other.len() - from).min(64) + 1)];
            input.splice(at..end, part.iter().copied());
        }
        _ => {
            if let Some(byte) = input.get_mut(at) {
                *byte = u8::try_from(lots.below(256)).expect("below 256");
            }
        }
    }
}

/// Numbers that look drawn by lot, the same in every run.
struct Lots(u64);

impl Lots {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }
}

#[test]
fn decode() {
    fuzz("decode", targets::decode);
}

#[test]
fn pipeline() {
    fuzz("pipeline", targets::pipeline);
}

#[test]
fn records() {
    fuzz("records", targets::records);
}

#[test]
fn config() {
    fuzz("config", targets::config);
}

#[test]
fn rules() {
    fuzz("rules", targets::rules);
}

#[test]
fn undo() {
    fuzz("undo", targets::undo);
}
