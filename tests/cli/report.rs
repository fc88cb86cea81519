//! `copydesk audit report`. What its code does is tried in a browser by `tests/others.rs`.

use serde_json::Value;

use crate::desk::Desk;

/// News text that would like to be a program.
const HOSTILE: &str =
    "</script><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\"> &amp; colour\n";

fn data_of(page: &str) -> Value {
    let open = "<script type=\"application/json\" id=\"data\">";
    let (_, behind) = page.split_once(open).expect("the page has data");
    let (json, _) = behind.split_once("</script>").expect("the data ends");
    assert!(!json.contains('<'), "nothing in it can end its element");
    serde_json::from_str(json).expect("the data are JSON")
}

#[test]
fn one_file_that_asks_nobody() {
    let desk = Desk::with_all_stages();
    desk.write("in/<img src=x>.txt", HOSTILE);
    desk.write("in/fine.txt", "The color.\n");
    desk.run("clean in --out out").went_well();
    let ran = desk.run("audit report out/audit.csv").went_well();
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", "out/report.html written\n"));
    let page = desk.text("out/report.html");
    let policy = "content=\"default-src 'none'; script-src 'sha256-";
    assert!(page.contains(policy) && !page.contains("unsafe"), "nothing but its own code may run");
    for way in ["http:", "src=\"", "<link", "@import", "url("] {
        let outside: Vec<&str> = page.split(way).skip(1).map(|rest| &rest[..rest.len().min(30)]).collect();
        let own = outside.iter().all(|rest| rest.starts_with("//www.w3.org/"));
        assert!(own, "{way}: {outside:?}");
    }
    assert!(!page.contains("<script>document") && !page.contains("<img"));
    let data = data_of(&page);
    assert_eq!(data["docs"], serde_json::json!(["<img src=x>.txt", "fine.txt"]));
    assert_eq!(data["texts"][0], HOSTILE);
    let rows = data["rows"].as_array().unwrap();
    assert_eq!(rows.len(), desk.text("out/audit.csv").lines().count() - 1);
    let rules = data["rules"].as_array().unwrap();
    assert!(
        rules
            .iter()
            .any(|rule| rule["id"] == "unicode/entity" && rule["why"].as_str().is_some_and(|why| !why.is_empty()))
    );
    assert_eq!(page, desk.run("audit report out/audit.csv --out -").went_well().out);
}

#[test]
fn counts_are_of_all_rows_and_the_table_of_some() {
    let desk = Desk::new();
    desk.write("in/a.txt", "colour ".repeat(1_500));
    desk.write("in/b.txt", "colour");
    desk.run("clean in --out out").went_well();
    desk.run("audit report out/audit.csv --rows 10 --texts 0").went_well();
    let page = desk.text("out/report.html");
    assert!(page.contains("The table has the first 10 of 1,501 rows"));
    assert!(page.contains("2 of 2 documents show their rows only"));
    assert!(page.contains("<b>1,501</b>fixes"));
    assert_eq!(data_of(&page)["rows"].as_array().unwrap().len(), 10);
}

#[test]
fn a_log_alone_makes_a_page_without_texts() {
    let desk = Desk::new();
    desk.write("in/a.txt", "The colour.\n");
    desk.run("clean in --out out").went_well();
    desk.remove("out/a.txt");
    let ran = desk.run("audit report out/audit.csv --out page.html");
    assert_eq!(ran.status, 0);
    assert!(ran.err.starts_with("note: no text of a.txt: out/a.txt cannot be read"), "{}", ran.err);
    let data = data_of(&desk.text("page.html"));
    assert_eq!((&data["texts"][0], data["rows"].as_array().unwrap().len()), (&Value::Null, 1));
}
