// Package variables brings the values that a client sends for an operation's variables to their declared types, by the
// GraphQL specification's section 6.1.2, strictly: an Int has 32 bits, a String is no number, an enum's value has its
// case, a @oneOf object has one entry. gqlparser's own coercion takes all of these.
//
// It takes what encoding/json decodes with UseNumber and gives the same kinds of values: json.Number for Int and Float
// alike, string, bool, nil, []any and map[string]any, with defaults filled in and single values made lists. Custom
// scalars pass as they are; whoever knows them checks them.
package variables
