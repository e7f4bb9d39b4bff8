// Package response writes answers: from rows by position to the bytes of a response, following shapes that package collect
// made of the selection set. It propagates nulls and records errors as the specification has them (October 2021, 6.4.4).
// It knows no database and no plan.
package response
