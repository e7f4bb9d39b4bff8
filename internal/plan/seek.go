package plan

// Seek gives the records with these ids: nodes or relationships, as Of says. An id that was replaced finds the record
// that it names now. Rows come in the order of IDs; an id that finds nothing gives no row. An id given twice gives two.
type Seek struct {
	Of  Var
	IDs []string
}
