package plan

// Aggregate is what all rows of an operator come to: a list of values, one a measure.
type Aggregate struct {
	Input    Op
	Measures []Measure
}

// Measure is one value worked out of all rows. Rows in which the property is null count for CountRows and CountNodes only.
type Measure struct {
	Of   MeasureOf
	Prop Prop // for those that are of a property
}

// MeasureOf is how a Measure is worked out.
type MeasureOf string

// The measures. Min and Max compare as Sort does, and are nil where there is no value; the others are int64.
const (
	CountRows      MeasureOf = "rows"     // the number of rows
	CountNodes     MeasureOf = "nodes"    // the number of distinct nodes that rows bind
	CountValues    MeasureOf = "values"   // the number of rows in which the property is not null
	DistinctValues MeasureOf = "distinct" // the number of distinct values of the property
	Min            MeasureOf = "min"      // its smallest value
	Max            MeasureOf = "max"      // its largest value
)

// OfProperty tells whether the measure is of a property.
func (m MeasureOf) OfProperty() bool { return m != CountRows && m != CountNodes }
