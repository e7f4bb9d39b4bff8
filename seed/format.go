package seed

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Format is how a file says its records.
type Format string

// The formats. In JSON Lines a line is a record; a table (CSV, TSV) is a file for each type, and a row is a record.
const (
	YAML  Format = "yaml"
	JSONL Format = "jsonl"
	CSV   Format = "csv"
	TSV   Format = "tsv"
)

// extensions are what files' names end in.
var extensions = map[string]Format{
	".yaml": YAML, ".yml": YAML, ".jsonl": JSONL, ".ndjson": JSONL, ".csv": CSV, ".tsv": TSV,
}

const knownExtensions = ".yaml, .yml, .jsonl, .ndjson, .csv or .tsv, each also with .gz"

// Formats gives the formats by name.
func Formats() []Format { return []Format{YAML, JSONL, CSV, TSV} }

// ParseFormat reads the name of a format.
func ParseFormat(name string) (Format, error) {
	if f := Format(name); slices.Contains(Formats(), f) {
		return f, nil
	}
	return "", fmt.Errorf("there is no format %q: it is yaml, jsonl, csv or tsv", name)
}

// FormatOf gives the format that a file's name tells, or nothing.
func FormatOf(name string) Format {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	return extensions[filepath.Ext(name)]
}

// typeOf gives the type that a table's name tells: Person of Person.csv, and of Person.2.csv.gz.
func typeOf(name string) string {
	name, _, _ = strings.Cut(filepath.Base(name), ".")
	return name
}

// table tells whether a file holds records of one type, under a row of names.
func (f Format) table() bool { return f == CSV || f == TSV }

// maxBytes is the most bytes that a file may have when it is unpacked. A parsed YAML file takes some fifty times its size,
// records of lines and tables some ten times.
func (f Format) maxBytes() int {
	if f == YAML {
		return 32 << 20
	}
	return 256 << 20
}
