//! What a table reader must know of the log: a table schema as the Data Package standard has it.

/// The schema, as it stands beside every log. <https://datapackage.org/standard/table-schema/>
pub(super) const TABLE_SCHEMA: &str = include_str!("audit.schema.json");

#[cfg(test)]
mod tests {
    use super::TABLE_SCHEMA;
    use crate::audit::COLUMNS;
    use crate::stages::Stage;

    #[test]
    fn it_names_the_columns_and_stages_that_there_are() {
        let schema: serde_json::Value = serde_json::from_str(TABLE_SCHEMA).unwrap();
        let fields = schema["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(names, COLUMNS);
        let stages: Vec<&str> =
            fields[2]["constraints"]["enum"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        assert_eq!(stages, Stage::ALL.map(Stage::name));
    }
}
