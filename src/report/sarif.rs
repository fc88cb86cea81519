//! SARIF 2.1.0, for code scanning and editors.
//!
//! Columns count UTF-16 code units from 1, and the log says so: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>

use serde_json::{Value, json};

use super::{
    Checked, Entries, Format, Limit, Place, Region, Severity, Shown, Totals, json as text_of, repository_path, uri_path,
};
use crate::rules::{Action, Expected, Rule, RuleSet};

/// One run, its rules behind its results.
#[derive(Debug)]
pub struct Sarif {
    /// The rules that report, as the log lists them.
    rules: Vec<Value>,
    /// For each rule, by number, its place in that list.
    places: Vec<Option<usize>>,
}

impl Sarif {
    /// The format for a run with these rules.
    #[must_use]
    pub fn new(rules: &RuleSet) -> Self {
        let mut listed = Vec::new();
        let places = rules
            .iter()
            .map(|(id, rule)| {
                rules.is_on(id).then(|| {
                    listed.push(descriptor(rule, rules.action(id)));
                    listed.len() - 1
                })
            })
            .collect();
        Self { rules: listed, places }
    }

    fn result(&self, checked: &Checked<'_>, shown: &Shown<'_>) -> Value {
        let artifact = artifact(checked.file);
        let region = match checked.region(shown) {
            Region::Line(line) => json!({ "startLine": line }),
            Region::Exact(start, end) => region(start, end),
        };
        let mut result = json!({
            "ruleId": shown.rule.id,
            "level": level(shown.problem.severity()),
            "message": { "text": shown.message() },
            "locations": [{ "physicalLocation": { "artifactLocation": artifact, "region": region } }],
            "partialFingerprints": { "copydesk/v1": checked.fingerprint(shown) },
            "rank": f64::from(shown.problem.confidence),
        });
        if let Some(place) = self.places.get(usize::from(shown.problem.rule.0)).copied().flatten() {
            result["ruleIndex"] = place.into();
        }
        if let Some(record) = &checked.record {
            result["locations"][0]["logicalLocations"] =
                json!([{ "name": record.id, "fullyQualifiedName": checked.doc, "kind": "element" }]);
        } else if shown.problem.action == Action::Fix {
            result["fixes"] = json!([{
                "description": { "text": shown.rule.summary },
                "artifactChanges": [{
                    "artifactLocation": artifact,
                    "replacements": [{
                        "deletedRegion": region,
                        "insertedContent": { "text": shown.problem.after },
                    }],
                }],
            }]);
        }
        result
    }
}

impl Format for Sarif {
    fn begin(&self) -> String {
        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"results\":["
            .to_owned()
    }

    fn separator(&self) -> &'static str {
        ","
    }

    fn document(&self, checked: &Checked<'_>, entries: &mut Entries) {
        for shown in &checked.findings {
            entries.push(shown.problem.severity(), |out| {
                out.push('\n');
                out.push_str(&text_of(&self.result(checked, shown)));
            });
        }
    }

    fn end(&self, totals: Totals<'_>) -> String {
        let tool = json!({ "driver": {
            "name": "copydesk",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": self.rules,
        }});
        let failures = totals.failures.iter().map(|failure| {
            let mut place = json!({ "artifactLocation": artifact(&failure.file) });
            if let Some(line) = failure.line {
                place["region"] = json!({ "startLine": line });
            }
            let message = json!({ "text": failure.to_string() });
            json!({ "level": "error", "message": message, "locations": [{ "physicalLocation": place }] })
        });
        let cut = totals.cut.map(|cut| json!({ "level": "warning", "message": { "text": cut } }));
        let notifications: Vec<Value> = failures.chain(cut).collect();
        let invocation = json!({
            "executionSuccessful": totals.failures.is_empty(),
            "toolExecutionNotifications": notifications,
        });
        format!(
            "\n],\"tool\":{tool},\"invocations\":[{invocation}],\"columnKind\":\"utf16CodeUnits\",\
             \"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"]}}]}}\n"
        )
    }

    fn limit(&self) -> Option<Limit> {
        Some(Limit { most: 25_000, each_severity: false, reason: "GitHub takes 25,000 results in a SARIF run" })
    }
}

/// A rule as the log lists it, with its examples as help.
fn descriptor(rule: &Rule, action: Action) -> Value {
    let level = match action {
        Action::Fix => "error",
        Action::Flag => "warning",
        Action::Note | Action::Off => "none",
    };
    let examples = rule.examples.iter().map(|example| match &example.expected {
        Expected::Keep => format!("Left alone: {}", example.text),
        Expected::After(after) => format!("Before: {}\nAfter: {after}", example.text),
        Expected::Finds(_) => format!("Found in: {}", example.text),
    });
    let help: Vec<String> = std::iter::once(rule.why.clone()).chain(examples).collect();
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.why },
        "help": { "text": help.join("\n\n") },
        "defaultConfiguration": { "level": level },
        "properties": { "tags": [rule.stage.name()] },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "note",
    }
}

/// A relative file is one of the repository; any other is a URI of its own.
fn artifact(file: &str) -> Value {
    if file.starts_with('/') {
        json!({ "uri": format!("file://{}", uri_path(file)) })
    } else {
        json!({ "uri": uri_path(repository_path(file)), "uriBaseId": "%SRCROOT%" })
    }
}

fn region(start: Place, end: Place) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.utf16_column,
        "endLine": end.line,
        "endColumn": end.utf16_column,
    })
}
