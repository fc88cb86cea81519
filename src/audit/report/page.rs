//! The page itself: what can be read without its code, and the places that its code fills.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write as _};

use super::data::Data;
use crate::stages::Stage;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What the content security policy lets run: the hash of `page.js` alone. A test says the right one.
const SCRIPT_HASH: &str = "sha256-gRWPABTB2MbJu9X9v2B3eTvb7ffqCl/xYJ2UBrdWzaI=";
/// The hash of `page.css`.
const STYLE_HASH: &str = "sha256-INEa3nDYQ0CaQfOWWTr/MvoTjlGwkwisx+F1V/KeKDY=";

const ACTIONS: [&str; 4] = ["fix", "flag", "note", "superseded"];

/// Text as HTML shows it.
struct Text<'t>(&'t str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// The page.
pub(super) fn render(data: &Data) -> String {
    let json = data.json();
    let mut page = String::with_capacity(json.len() + STYLE.len() + SCRIPT.len() + (1 << 15));
    let program = concat!("copydesk ", env!("CARGO_PKG_VERSION"));
    // A string takes all.
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '{SCRIPT_HASH}'; \
         style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>What copydesk did</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <header><div><h1>What copydesk did</h1><p class=\"soft\">{program}</p>{NAVIGATION}</div>\
         <button id=\"theme\" type=\"button\">Dark or light</button></header>\n<main>\n{NEEDS_SCRIPT}"
    );
    notices(data, &mut page);
    figures(data, &mut page);
    page.push_str("<div class=\"pair\">");
    stages(data, &mut page);
    page.push_str(SPREAD);
    page.push_str("</div>\n");
    rules(data, &mut page);
    page.push_str(INTERACTIVE);
    let _ = write!(
        page,
        "</main>\n{SHEET}<script type=\"application/json\" id=\"data\">{json}</script>\n<script>{SCRIPT}</script>\n\
         </body>\n</html>\n"
    );
    page
}

fn notices(data: &Data, page: &mut String) {
    let all = data.summary.rows;
    if (data.rows() as u64) < all {
        let _ = writeln!(
            page,
            "<p class=\"notice\">The table has the first {} of {} rows; the counts are of all, and audit.csv has them.</p>",
            grouped(data.rows() as u64),
            grouped(all)
        );
    }
    match data.without_text() as u64 {
        0 => {}
        missing => {
            let _ = writeln!(
                page,
                "<p class=\"notice\">{} of {} documents show their rows only: no room, or no cleaned text beside the log.</p>",
                grouped(missing),
                grouped(data.documents() as u64)
            );
        }
    }
}

fn figures(data: &Data, page: &mut String) {
    let of = |action: &str| -> u64 {
        data.summary.rules.iter().filter(|(key, _)| key.action == action).map(|(_, count)| count.rows).sum()
    };
    let documents = data.documents() as u64;
    let figures = [
        (documents, "documents"),
        (data.changed, "changed"),
        (documents - data.changed, "unchanged"),
        (of("fix"), "fixes"),
        (of("flag"), "flags to look at"),
        (of("note"), "notes"),
        (of("superseded"), "superseded"),
    ];
    page.push_str("<ul class=\"figures\" id=\"overview\">");
    for (count, what) in figures {
        let _ = write!(page, "<li><b>{}</b>{what}</li>", grouped(count));
    }
    page.push_str("</ul>\n<p class=\"legend soft\">");
    for action in ACTIONS {
        let _ = write!(
            page,
            "<span><svg aria-hidden=\"true\" viewBox=\"0 0 10 10\"><rect class=\"fill-{action}\" width=\"10\" height=\"10\"/></svg>{action}</span>"
        );
    }
    page.push_str("</p>\n");
}

/// Rows of something by action.
type ByAction = [u64; 4];

fn stages(data: &Data, page: &mut String) {
    let mut counts: BTreeMap<Option<Stage>, ByAction> = BTreeMap::new();
    for (key, count) in &data.summary.rules {
        counts.entry(key.stage).or_default()[place(&key.action)] += count.rows;
    }
    let most = counts.values().map(|by| by.iter().sum()).max().unwrap_or(1);
    page.push_str(
        "<section><h2>By stage</h2><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Stage</th>\
         <th scope=\"col\" class=\"number\">Rows</th><th scope=\"col\"><span class=\"soft\">share</span></th></tr></thead><tbody>",
    );
    for (stage, by) in counts {
        let name = stage.map_or("other", Stage::name);
        let _ = write!(
            page,
            "<tr><td><button type=\"button\" data-stage=\"{name}\">{name}</button></td><td class=\"number\">{}</td>\
             <td class=\"bar\">{}</td></tr>",
            grouped(by.iter().sum()),
            Bar(by, most)
        );
    }
    page.push_str("</tbody></table></div></section>\n");
}

fn rules(data: &Data, page: &mut String) {
    let mut counts: BTreeMap<&str, (ByAction, u64)> = BTreeMap::new();
    for (key, count) in &data.summary.rules {
        let (by, documents) = counts.entry(&key.rule).or_default();
        by[place(&key.action)] += count.rows;
        *documents = (*documents).max(count.documents);
    }
    let mut counts: Vec<_> =
        counts.into_iter().map(|(rule, (by, documents))| (by.iter().sum::<u64>(), rule, by, documents)).collect();
    counts.sort_by_key(|&(rows, rule, ..)| (u64::MAX - rows, rule));
    let most = counts.first().map_or(1, |first| first.0);
    page.push_str(
        "<section id=\"rules\"><h2>By rule</h2><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Rule</th>\
         <th scope=\"col\" class=\"number\">Rows</th><th scope=\"col\" class=\"number\">Documents</th>\
         <th scope=\"col\"><span class=\"soft\">share</span></th><th scope=\"col\">What it finds</th></tr></thead><tbody>",
    );
    for (rows, rule, by, documents) in counts {
        let summary = data.rules.iter().find(|note| note.id == rule).map_or("", |note| note.summary.as_str());
        let _ = write!(
            page,
            "<tr><td><button type=\"button\" data-rule=\"{0}\">{0}</button></td><td class=\"number\">{1}</td>\
             <td class=\"number\">{2}</td><td class=\"bar\">{3}</td><td>{4}</td></tr>",
            Text(rule),
            grouped(rows),
            grouped(documents),
            Bar(by, most),
            Text(summary)
        );
    }
    page.push_str("</tbody></table></div></section>\n");
}

/// A bar of rows by action, as long as its share of `most`.
struct Bar(ByAction, u64);

impl Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")?;
        let mut from = 0;
        for (count, action) in self.0.iter().zip(ACTIONS).filter(|(count, _)| **count > 0) {
            let wide = (count * 1000 / self.1.max(1)).max(2);
            write!(f, "<rect class=\"fill-{action}\" x=\"{from}\" width=\"{wide}\" height=\"10\"/>")?;
            from += wide;
        }
        f.write_str("</svg>")
    }
}

fn place(action: &str) -> usize {
    ACTIONS.iter().position(|name| *name == action).unwrap_or(ACTIONS.len() - 1)
}

/// A number as people read it: 12,345.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

const NAVIGATION: &str = "<nav aria-label=\"Parts of the page\"><a href=\"#rules\">Rules</a><a href=\"#findings\">Findings</a>\
    <a href=\"#dates\">Dates</a><a href=\"#captions\">Captions</a><a href=\"#datelines\">Datelines</a></nav>";

const NEEDS_SCRIPT: &str = "<noscript><p class=\"notice\">The counts stand as they are; the table and the documents need JavaScript.</p></noscript>\n";

const SPREAD: &str = "<section><h2>Over the documents</h2>\
    <svg id=\"spread\" class=\"chart\" viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Findings over the documents, in order\"></svg>\
    <div class=\"axis\"><span>first document</span><span>last</span></div>\
    <p class=\"soft\">Follows the filters of the table. A click opens the document, or takes the stretch as a filter.</p></section>";

const INTERACTIVE: &str = r#"<section id="findings"><h2>Findings</h2>
<div class="filters">
<label class="wide">Text before or after<input id="text" type="search" autocomplete="off"></label>
<label class="wide">Document<input id="doc" type="search" autocomplete="off"></label>
<label>Stage<select id="stage"><option value="">all</option></select></label>
<label>Rule<select id="rule"><option value="">all</option></select></label>
<label>Action<select id="action"><option value="">all</option></select></label>
<label>At least so sure <span id="sureness">0 %</span><input id="sure" type="range" min="0" max="100" step="5" value="0"></label>
<button id="clear" type="button">Clear</button>
</div>
<div class="chips"><b id="count" role="status"></b><span id="chips" class="chips"></span></div>
<div class="grid">
<div class="row head" role="row">
<span role="columnheader" aria-sort="none"><button type="button">Document</button></span>
<span role="columnheader" aria-sort="none"><button type="button">Line</button></span>
<span role="columnheader" aria-sort="none"><button type="button">Rule</button></span>
<span role="columnheader" aria-sort="none"><button type="button">Action</button></span>
<span role="columnheader" aria-sort="none"><button type="button">Before</button></span>
<span role="columnheader" aria-sort="none"><button type="button">After</button></span>
<span role="columnheader" aria-sort="none"><button type="button">Sure</button></span>
</div>
<div id="window" class="window" role="grid" tabindex="0" aria-label="Findings; arrows move, Enter opens the document"><div id="space"></div></div>
</div>
<h3>Decisions</h3>
<p class="soft"><span id="decided" role="status"></span> “Right” and “Wrong” are chosen in a document. They are kept in this browser until they are saved:
as lines for a baseline of <code>copydesk check --baseline</code>, or as rows for <code>copydesk audit undo --rows</code>.</p>
<p><button id="export" type="button">Save decisions for a baseline</button> <button id="rejects" type="button">Save the rows that are wrong</button></p>
</section>
<section id="dates"><h2>Dates that the articles name</h2>
<svg id="timeline" class="chart" viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="Dates over time"></svg>
<div class="axis"><span id="timeFrom"></span><span id="timeTo"></span></div><p class="soft" id="timeNote"></p></section>
<section id="captions"><h2>Captions</h2><div id="cards" class="cards"></div>
<p><button id="moreCards" type="button">Show more</button> <span class="soft" id="cardCount"></span></p></section>
<section id="datelines"><h2>Datelines</h2><div class="scroll"><table><thead><tr><th scope="col">Place</th><th scope="col" class="number">Documents</th><th scope="col">Agencies</th></tr></thead><tbody id="places"></tbody></table></div></section>
"#;

const SHEET: &str = r#"<dialog id="sheet" aria-labelledby="docName"><div class="sheet">
<div class="tools"><h2 id="docName"></h2>
<button type="button" data-mode="both" aria-pressed="true">Edits</button><button type="button" data-mode="before" aria-pressed="false">Before</button><button type="button" data-mode="after" aria-pressed="false">After</button>
<button id="previous" type="button" aria-label="Previous document">←</button><button id="next" type="button" aria-label="Next document">→</button><button id="close" type="button">Close</button></div>
<div class="body"><div><div id="docText" class="text both"></div></div><div><div id="docAbout"></div><div id="docFindings"></div></div></div>
</div><div id="tip" role="tooltip" hidden></div></dialog>
"#;

#[cfg(test)]
mod tests {
    use super::{SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH, Text, grouped};

    /// The digest as a content security policy writes it.
    fn hash(source: &str) -> String {
        use base64::Engine as _;
        use sha2::Digest as _;
        format!("sha256-{}", base64::prelude::BASE64_STANDARD.encode(sha2::Sha256::digest(source)))
    }

    #[test]
    fn the_policy_knows_the_code_and_the_style() {
        assert_eq!(hash(SCRIPT), SCRIPT_HASH, "of page.js");
        assert_eq!(hash(STYLE), STYLE_HASH, "of page.css");
    }

    #[test]
    fn the_code_never_makes_html_of_text() {
        for way in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "setAttribute(\"on",
        ] {
            assert!(!SCRIPT.contains(way), "{way}");
        }
        for element in ["</script", "</style"] {
            assert!(!SCRIPT.contains(element) && !STYLE.contains(element), "{element}");
        }
    }

    #[test]
    fn text_is_text() {
        assert_eq!(Text("<b a='1'>&\"").to_string(), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;");
        assert_eq!(
            (grouped(7), grouped(1_000), grouped(12_345_678)),
            ("7".into(), "1,000".into(), "12,345,678".into())
        );
    }
}
