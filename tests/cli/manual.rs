//! Completions and manual pages.

use crate::desk::Desk;

#[test]
fn every_shell_completes() {
    let desk = Desk::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let out = desk.run(&format!("completions {shell}")).went_well().out;
        for word in ["copydesk", "audit", "output-format", "write-baseline"] {
            assert!(out.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(desk.run("completions csh").status, 2);
}

#[test]
fn every_command_has_a_page() {
    let desk = Desk::new();
    desk.run("man --out man").went_well();
    let pages = desk.files("man");
    for page in ["copydesk.1", "copydesk-clean.1", "copydesk-check.1", "copydesk-audit.1", "copydesk-audit-undo.1"] {
        assert!(pages.contains(&page.to_owned()), "{page}: {pages:?}");
    }
    let page = desk.text("man/copydesk-check.1");
    assert!(page.starts_with(".ie") && page.contains(".SH NAME") && page.contains("baseline"), "{page}");
}

#[test]
fn the_page_of_the_rules_has_them_all() {
    let desk = Desk::with_config("");
    let page = desk.run("rules --manual").went_well().out;
    let list = desk.run("rules").went_well().out;
    let listed: Vec<&str> = list.lines().filter_map(|line| line.split(' ').next()).collect();
    let told: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    assert!(!listed.is_empty() && told == listed);
    assert!(page.contains(
        "\n- in `He spoke on Wednesday and will speak on Friday.`, published 2017-06-22: `Wednesday` → `2017-06-21`;"
    ));
}

#[test]
fn errors_are_coloured_where_they_are_wanted() {
    let desk = Desk::new();
    assert!(desk.run("check gone.txt").err.starts_with("error: gone.txt"));
    let ran = desk.run("check gone.txt --color always");
    assert!(ran.err.starts_with("\u{1B}[1m\u{1B}[31merror\u{1B}[0m: gone.txt"), "{:?}", ran.err);
}
