//! Maps whose keys are hashes of words, which need no more hashing.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What belongs to words, by their hash.
pub type ByHash<V> = HashMap<u64, V, BuildHasherDefault<AsItIs>>;

/// Words of which a thread keeps what it has found out, so that a name or a slip that comes again costs nothing.
const KEPT: usize = 1 << 15;

/// What `known` has under `hash`, or else what `find` says, which is kept.
pub fn remembered<V>(known: &mut ByHash<V>, hash: u64, find: impl FnOnce() -> V) -> &V {
    if known.len() >= KEPT {
        known.clear();
    }
    known.entry(hash).or_insert_with(find)
}

/// Gives a `u64` back as its own hash.
#[derive(Clone, Copy, Debug, Default)]
pub struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
