//! Lists of names that are data: agencies, words of credits, labels that are no place.

include!(concat!(env!("OUT_DIR"), "/names.rs"));

/// No name of the lists is longer, in bytes.
const LONGEST: usize = 40;

/// Whether a news agency, photo agency or outlet is called `name`.
#[must_use]
pub fn is_agency(name: &str) -> bool {
    is_listed(AGENCIES, name)
}

/// Whether `words` open a credit: `photo by`, `courtesy of`.
#[must_use]
pub fn opens_credit(words: &str) -> bool {
    is_listed(CREDIT_WORDS, words)
}

/// Whether `words` open a line before a colon or a dash without being a place: `BREAKING`, `FILE PHOTO`.
#[must_use]
pub fn is_label(words: &str) -> bool {
    is_listed(LABELS, words)
}

fn is_listed(list: &[&str], name: &str) -> bool {
    name.len() <= LONGEST && list.binary_search(&name.to_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{is_agency, is_label, opens_credit};

    #[test]
    fn lists_are_found_in_any_case() {
        assert!(is_agency("Xinhua") && is_agency("reuters") && is_agency("Getty Images"));
        assert!(opens_credit("Photo by") && is_label("BREAKING"));
        assert!(!is_agency("The agency") && !is_label("GENEVA"));
    }
}
