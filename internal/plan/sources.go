package plan

// Sources gives a row for each entry of the outer row's record's sources, in their order. It binds the document as Node
// and the Locator. An entry whose document does not exist (a former id is none) gives a row that binds no
// node.
type Sources struct{ Of Var }

// CitedBy gives the records, nodes and relationships alike, that have the outer row's node as a document among their
// sources, each once, in no order. Each row binds either Node or Rel. Sort keys on it may only be the id (of Node), which there
// stands for the id of the record that the row binds, whichever that is.
type CitedBy struct{}
