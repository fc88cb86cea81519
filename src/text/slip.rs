//! Slips of the hand: a letter too many, too few or wrong, or two swapped.

/// Whether at most one slip makes one of two words of the other.
#[must_use]
pub fn within_one_slip(a: &[u8], b: &[u8]) -> bool {
    match differing(a, b) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// Whether at most two slips do.
#[must_use]
pub fn within_two_slips(a: &[u8], b: &[u8]) -> bool {
    let (a, b) = differing(a, b);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len()) <= 2;
    }
    // What is left differs at both ends: one slip at the front, and what remains is one slip or nothing.
    within_one_slip(&a[1..], b)
        || within_one_slip(a, &b[1..])
        || within_one_slip(&a[1..], &b[1..])
        || (a.len() > 1 && b.len() > 1 && a[0] == b[1] && a[1] == b[0] && within_one_slip(&a[2..], &b[2..]))
}

/// What remains of two words when their common front and their common back are taken away.
fn differing<'w>(mut a: &'w [u8], mut b: &'w [u8]) -> (&'w [u8], &'w [u8]) {
    while let ([x, rest_of_a @ ..], [y, rest_of_b @ ..]) = (a, b)
        && x == y
    {
        (a, b) = (rest_of_a, rest_of_b);
    }
    while let ([rest_of_a @ .., x], [rest_of_b @ .., y]) = (a, b)
        && x == y
    {
        (a, b) = (rest_of_a, rest_of_b);
    }
    (a, b)
}

#[cfg(test)]
mod tests {
    use super::{within_one_slip, within_two_slips};

    #[test]
    fn one_slip_and_no_more() {
        for (a, b) in [("abcd", "abcd"), ("abcd", "abdc"), ("abcd", "acd"), ("abcd", "abxcd"), ("abcd", "abxd")] {
            assert!(within_one_slip(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
        for (a, b) in [("abcd", "badc"), ("abcd", "ab"), ("abcd", "axxd"), ("", "ab")] {
            assert!(!within_one_slip(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
    }

    #[test]
    fn two_slips_and_no_more() {
        for (a, b) in [("abcd", "abcd"), ("abcd", "badc"), ("abcd", "ab"), ("axcy", "abcd"), ("abcd", "xabcdx")] {
            assert!(within_two_slips(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
        for (a, b) in [("abcd", "wxyd"), ("abcd", "a"), ("abcdef", "badcfe")] {
            assert!(!within_two_slips(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
    }
}
