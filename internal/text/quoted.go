package text

// Quoted is a text as JSON has it: in quotes, in UTF-8, with nothing in it that JSON escapes. An answer takes it as it is.
type Quoted string

// Plain gives the text itself.
func (q Quoted) Plain() string { return string(q[1 : len(q)-1]) }
