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
	Listed  bool // a list of records, not a mapping from id to record
	Entries []Entry
}

// Entry is one record as it is written.
type Entry struct {
	ID     Word // zero where Listed
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

// The kinds. Time is a date or time that stands without quotes; Unread is a value that Read has reported.
const (
	Unread Kind = iota
	Null
	String
	Number
	Bool
	Time
	List
	Map
)

func (k Kind) String() string {
	return [...]string{"unread", "nothing", "a text", "a number", "true or false", "a date", "a list", "a mapping"}[k]
}

func (e Entry) field(name string) (Value, bool) {
	for _, f := range e.Fields {
		if f.Name.Text == name {
			return f.Value, true
		}
	}
	return Value{}, false
}
