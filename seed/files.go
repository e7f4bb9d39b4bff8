package seed

// Files is what files say, every name and value with its place, before the vocabulary is looked at. It knows nothing of
// the format that the files have.
type Files struct {
	Datasets []Word // as files name them, in their order
	Sections []Section
	Partial  bool // a file could not be read at all: what it holds is not known
}

// Section is the records of one type in one file.
type Section struct {
	Dataset string // empty where the file names none
	Type    Word
	Form    Form
	Columns []Word // of a table: the names of what its rows have
	Entries []Entry
}

// Form is how a section says its records.
type Form uint8

// The forms.
const (
	Mapping Form = iota // from id to record
	Listed              // a list of records, which have no ids of their own
	Rows                // each record says all of itself: a node its id, a relationship its ends
)

// Entry is one record as it is written.
type Entry struct {
	ID     Word // zero but in a Mapping
	Pos    Pos
	Fields []Field
	Unread bool // no mapping, which Read has reported
}

// Field is a property as it is written.
type Field struct {
	Name  Word
	Value Value
}

// Word is a name and its place.
type Word struct {
	Text string
	Pos  Pos
}

// Value is a value as it is written: Text for a scalar, Items for a list.
type Value struct {
	Pos   Pos
	Kind  Kind
	Text  string
	Items []Value
}

// Kind is what a value is by the rules of the file's format, without regard to what is wanted.
type Kind uint8

// The kinds. Time is a date or time that stands without quotes; Cell is the text of a table's cell, whatever it is to be;
// Unread is a value that Read has reported.
const (
	Unread Kind = iota
	Null
	String
	Number
	Bool
	Time
	Cell
	List
	Map
)

func (k Kind) String() string {
	return [...]string{"unread", "nothing", "a text", "a number", "true or false", "a date", "a text", "a list", "a mapping"}[k]
}

func (e Entry) field(name string) (Value, bool) {
	for _, f := range e.Fields {
		if f.Name.Text == name {
			return f.Value, true
		}
	}
	return Value{}, false
}
