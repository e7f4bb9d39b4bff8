package sqlite

import (
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
)

// applicationID marks a file as ours: "DLGR" in ASCII, in the header of the file.
const applicationID = 0x444c4752

// foldedColumn names the column that holds a @searchable property folded. The catalog keeps properties off such names.
func foldedColumn(p *catalog.Property) string { return p.Name + "Folded" }

// fixedTables gives the statements that make the tables which no vocabulary changes, by name.
func fixedTables() map[string]string {
	return map[string]string{
		// A row for each document that a record has among its sources.
		"citation": `CREATE TABLE citation (documentId TEXT NOT NULL, recordId TEXT NOT NULL, isRel INTEGER NOT NULL,
			PRIMARY KEY (documentId, recordId, isRel)) STRICT, WITHOUT ROWID`,
		// A row for each id that a record had before, in the order in which its author gave them.
		"former": `CREATE TABLE former (id TEXT NOT NULL PRIMARY KEY, now TEXT NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
		// A row for each id that a record had when it was removed.
		"tombstone": `CREATE TABLE tombstone (id TEXT NOT NULL PRIMARY KEY, type TEXT NOT NULL, was TEXT NOT NULL) STRICT, WITHOUT ROWID`,
		"dataset": `CREATE TABLE dataset (name TEXT NOT NULL PRIMARY KEY, hash TEXT NOT NULL, nodes INTEGER NOT NULL,
			relationships INTEGER NOT NULL, appliedAt INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
		// The datasets as a revision found and left them are JSON.
		"revision": `CREATE TABLE revision (number INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL, author TEXT NOT NULL, message TEXT NOT NULL,
			datasets TEXT NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, removed INTEGER NOT NULL) STRICT`,
		"revision_dataset": `CREATE TABLE revision_dataset (dataset TEXT NOT NULL, revision INTEGER NOT NULL,
			PRIMARY KEY (dataset, revision)) STRICT, WITHOUT ROWID`,
		// What a revision's records were before it, in pieces (store.Pack).
		"undo": `CREATE TABLE undo (revision INTEGER NOT NULL, piece INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (revision, piece)) STRICT`,
		// A row for each term by which a text finds a node (internal/search): rel is the relationship whose text it is of, or empty.
		"term": `CREATE TABLE term (field INTEGER NOT NULL, term TEXT NOT NULL, node TEXT NOT NULL, rel TEXT NOT NULL,
			PRIMARY KEY (field, term, node, rel)) STRICT, WITHOUT ROWID`,
		// A row for each word among the terms, and how many have it.
		"word": `CREATE TABLE word (word TEXT NOT NULL PRIMARY KEY, uses INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
		// A row for each typo key of a word.
		"typo": `CREATE TABLE typo (key TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (key, word)) STRICT, WITHOUT ROWID`,
		"meta": `CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
	}
}

// tables gives the statements that make the tables of nodes and relationships.
func tables(cat *catalog.Catalog) []string {
	return []string{
		"CREATE TABLE node (" + strings.Join(columnsOf(cat.NodeProps), ", ") + ") STRICT",
		"CREATE TABLE rel (" + strings.Join(append(columnsOf(cat.RelProps), keyDefinitions(cat)...), ", ") + ") STRICT",
	}
}

func keyDefinitions(cat *catalog.Catalog) []string {
	var definitions []string
	for _, k := range endKeys(cat) {
		definitions = append(definitions, columnDefinition(k.Copy))
	}
	return definitions
}

func columnsOf(props []*catalog.Property) []string {
	var columns []string
	for _, p := range props {
		columns = append(columns, columnDefinition(p))
		if p == catalog.PropID {
			columns = append(columns, "type TEXT NOT NULL")
		}
		if p.Searchable {
			columns = append(columns, foldedDefinition(p))
		}
	}
	return columns
}

func columnDefinition(p *catalog.Property) string {
	definition := quoted(p.Name) + " " + columnType(p)
	if p.Common && p.Required {
		definition += " NOT NULL"
	}
	switch p {
	case catalog.PropID:
		definition += " PRIMARY KEY"
	case catalog.PropFrom, catalog.PropTo:
		definition += " REFERENCES node (id)"
	}
	return definition
}

func foldedDefinition(p *catalog.Property) string { return quoted(foldedColumn(p)) + " TEXT" }

// columnType gives a column's type. A list is kept as JSON.
func columnType(p *catalog.Property) string {
	if p.List {
		return "TEXT"
	}
	switch propKind(p) {
	case integer, boolean:
		return "INTEGER"
	case float:
		return "REAL"
	}
	return "TEXT"
}

// indexes gives the statements that make the indexes, as SQLite keeps them, by name. An index on a property that only some types
// have is one for each of them: it then holds no other records, whose number has no bound. It begins with the same
// equalities as the general one all the same: where a database was never analyzed, SQLite takes each equality for a tenth
// of the rows, and would rather sort what the general index gives.
func indexes(cat *catalog.Catalog) map[string]string {
	all := map[string]string{}
	index := func(name, on string) { all[name] = "CREATE INDEX " + quoted(name) + " ON " + on }
	index("node_type_id", "node (type, id)")
	index("rel_type_id", "rel (type, id)")
	index("rel_from", `rel ("fromId", type, "toId", id)`)
	index("rel_to", `rel ("toId", type, "fromId", id)`)
	index("rel_from_to", `rel ("fromId", "toId", id, type)`)
	index("rel_to_from", `rel ("toId", "fromId", id, type)`)
	all["citation_record"] = "CREATE INDEX citation_record ON citation (recordId)"
	all["former_now"] = "CREATE INDEX former_now ON former (now, seq)"
	index("tombstone_was", "tombstone (was)")
	index("node_dataset", "node (dataset, id)")
	index("rel_dataset", "rel (dataset, id)")
	for _, p := range cat.NodeProps {
		if p.Common && p.Sortable && p != catalog.PropID {
			index("node_"+p.Name, "node (type, "+quoted(p.Name)+", id)")
		}
	}
	for _, t := range cat.Nodes {
		for _, p := range ownSortable(t.Props) {
			index("node_"+t.Name+"_"+p.Name, "node (type, "+quoted(p.Name)+", id) WHERE type = '"+t.Name+"'")
		}
	}
	for _, t := range cat.Relationships {
		keyed := func(near, key, far string) {
			index("rel_"+t.Stored+"_"+near+"_"+key, fmt.Sprintf("rel (%q, type, %q, %q, id) WHERE type = '%s'", near, key, far, t.Stored))
		}
		for _, p := range ownSortable(t.Props) {
			keyed("fromId", p.Name, "toId")
			keyed("toId", p.Name, "fromId")
		}
		for _, k := range t.SortKeys() {
			if k.Dir == catalog.In {
				keyed("toId", k.Copy.Name, "fromId")
			} else {
				keyed("fromId", k.Copy.Name, "toId")
			}
		}
	}
	return all
}

func ownSortable(props []*catalog.Property) []*catalog.Property {
	var found []*catalog.Property
	for _, p := range props {
		if p.Sortable && !p.Common {
			found = append(found, p)
		}
	}
	return found
}

// props gives the properties of a table, in the order of its columns.
func props(cat *catalog.Catalog, v plan.Var) []*catalog.Property {
	if v == plan.Rel {
		return cat.RelProps
	}
	return cat.NodeProps
}
