// A mapper and a classifier that use everything that XSOAR's can.
export const mapperText = `{
  "id": "acme-mapper",
  "name": "Acme - Incoming Mapper",
  "type": "mapping-incoming",
  "version": -1,
  "fromVersion": "6.0.0",
  "defaultIncidentType": "Acme Leak",
  "mapping": {
    "dbot_classification_incident_type_all": {
      "dontMapEventToLabels": false,
      "internalMapping": {
        "name": { "simple": "title" },
        "Acme ID": { "simple": "id" },
        "Acme Owner": { "simple": "everyone.owner" }
      }
    },
    "Acme Leak": {
      "dontMapEventToLabels": false,
      "internalMapping": {
        "occurred": {
          "complex": { "root": "when", "filters": [], "transformers": [{ "operator": "TimeStampToDate", "args": {} }] }
        },
        "severity": {
          "complex": {
            "root": "risk",
            "filters": [],
            "transformers": [
              {
                "operator": "replace",
                "args": {
                  "toReplace": { "value": { "simple": "MODERATE" } },
                  "replaceWith": { "value": { "simple": "MEDIUM" } }
                }
              }
            ]
          }
        },
        "acmeuser": { "simple": "actor.name" },
        "Acme Files": {
          "complex": {
            "root": "files",
            "filters": [
              [
                {
                  "operator": "isEqualString",
                  "ignorecase": true,
                  "left": { "value": { "simple": "files.State" }, "iscontext": true },
                  "right": { "value": { "simple": "shared" } }
                }
              ]
            ],
            "transformers": [{ "operator": "ConvertKeysToTableFieldFormat", "args": {} }]
          }
        },
        "Acme Count": { "complex": { "root": "files", "transformers": [{ "operator": "count", "args": {} }] } },
        "Acme Missing": { "simple": "no.such" },
        "Acme Unmapped": { "simple": "", "complex": null },
        "Not Declared": { "simple": "extra" }
      }
    },
    "Acme Other": { "dontMapEventToLabels": true, "internalMapping": { "details": { "simple": "kind" } } }
  }
}`;

export const classifierText = `{
  "id": "acme-classifier",
  "name": "Acme - Classifier",
  "type": "classification",
  "version": -1,
  "defaultIncidentType": "Acme Leak",
  "keyTypeMap": { "other": "Acme Other", "7": "Acme Seven" },
  "transformer": { "complex": { "root": "kind", "transformers": [{ "operator": "toLowerCase", "args": {} }] } }
}`;
