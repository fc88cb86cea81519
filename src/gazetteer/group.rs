//! How names of places are looked up: in the group of their hash, which holds a name or two. Shared with the build
//! script, which puts them there.

use std::hash::Hasher;

use fnv::FnvHasher;

/// Groups of the names of places, of which there are some 94,000.
pub const PLACE_GROUPS: usize = 1 << 16;

/// Groups of the names of regions, of which there are some 3,900.
pub const REGION_GROUPS: usize = 1 << 12;

/// The one of `groups` groups, a power of two, that `name` is in.
pub fn group(name: &str, groups: usize) -> usize {
    let mut hasher = FnvHasher::default();
    hasher.write(name.as_bytes());
    let hash = hasher.finish();
    // The upper bits of this hash stir the lower ones least; both halves together are even enough.
    usize::try_from((hash ^ hash >> 32) & (groups as u64 - 1)).expect("there are not so many groups")
}
