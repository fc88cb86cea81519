//! Cleans and normalizes news text, and logs every byte it changes.

pub mod audit;
mod calendar;
mod config;
pub mod corpus;
mod diagnostic;
mod finding;
mod gazetteer;
mod layout;
mod names;
mod outcome;
mod paths;
mod pipeline;
mod pipelines;
pub mod report;
pub mod rules;
pub mod stages;
pub mod text;

pub use config::{
    CaptionSettings, CaptionTo, Config, DateOrder, DateSettings, DatelineSettings, DecodeSettings, Fields,
    HeaderSettings, Override, Rewrite, TypoSettings, Variant,
};
pub use diagnostic::{Diagnostic, nearest};
pub use finding::{Detail, Finding};
pub use layout::{Layout, Removal, Zone, ZoneKind};
pub use outcome::{HeaderEntry, Metadata, Outcome, Published, Verdict};
pub use paths::absolute;
pub use pipeline::Pipeline;
pub use pipelines::Pipelines;
