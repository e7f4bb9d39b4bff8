package guard

// Limits bound what one request may ask for. The zero value of a field means its default; see Defaults.
type Limits struct {
	// JSONDepth bounds how deep objects and lists nest in a request's body.
	JSONDepth int
	// JSONValues bounds how many values a request's body holds, all levels together.
	JSONValues int

	// Brackets bounds how deep (, [ and { nest in a document's text.
	Brackets int
	// Tokens bounds the tokens of a document, comments included.
	Tokens int
	// NameBytes bounds one name: the validator compares an unknown one with every known one, letter by letter.
	NameBytes int

	// Operations bounds the operations written in a document.
	Operations int
	// Fragments bounds the fragments defined in a document.
	Fragments int
	// Aliases bounds the fields that are written with another response name than their own.
	Aliases int
	// Directives bounds the directives written in a document.
	Directives int
	// Repeats bounds the fields that are written beside one with the same response name, with which they are merged: people
	// write few, tools none.
	Repeats int
	// Nesting bounds how deep fields nest once fragments are expanded.
	Nesting int
	// Fields bounds the selections of one operation once fragments are expanded.
	Fields int
	// Introspection bounds those of them that are below __schema and __type, where every list is as long as the schema.
	Introspection int
	// Work bounds the same count summed over all operations and fragments: the validator walks each of them.
	Work int
}

// Defaults are limits that let every well-known tool through and keep the worst document under some 50 ms.
func Defaults() Limits {
	return Limits{
		JSONDepth:     60,
		JSONValues:    50_000,
		Brackets:      60,
		Tokens:        10_000,
		NameBytes:     200,
		Operations:    50,
		Fragments:     500,
		Aliases:       30,
		Directives:    20,
		Repeats:       30,
		Nesting:       50,
		Fields:        5_000,
		Introspection: 300,
		Work:          50_000,
	}
}

// OrDefaults replaces every limit that was not given by its default.
func (l Limits) OrDefaults() Limits {
	d := Defaults()
	for _, f := range []struct {
		given *int
		or    int
	}{
		{&l.JSONDepth, d.JSONDepth}, {&l.JSONValues, d.JSONValues},
		{&l.Brackets, d.Brackets}, {&l.Tokens, d.Tokens}, {&l.NameBytes, d.NameBytes},
		{&l.Operations, d.Operations}, {&l.Fragments, d.Fragments},
		{&l.Aliases, d.Aliases}, {&l.Directives, d.Directives}, {&l.Repeats, d.Repeats},
		{&l.Nesting, d.Nesting}, {&l.Fields, d.Fields}, {&l.Introspection, d.Introspection}, {&l.Work, d.Work},
	} {
		if *f.given <= 0 {
			*f.given = f.or
		}
	}
	return l
}
