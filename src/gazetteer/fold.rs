//! How names of places are compared. Shared with the build script, which folds the names of the gazetteer.

/// Adds `name`, which is ASCII, to `folded`: in capitals, without full stops and apostrophes, hyphens as spaces, and
/// no space at the ends or beside another.
pub fn fold(name: &str, folded: &mut String) {
    let start = folded.len();
    for byte in name.bytes() {
        match byte {
            b'.' | b'\'' => {}
            b' ' | b'-' => {
                if folded.len() > start && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            _ => folded.push(char::from(byte.to_ascii_uppercase())),
        }
    }
    if folded.len() > start && folded.ends_with(' ') {
        folded.pop();
    }
}
