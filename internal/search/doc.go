// Package search holds what all engines must do alike so that a search finds the same everywhere: the forms in which names
// are kept and looked up, what counts as a typo, where to look for candidates, and how what was found ranks. It is pure: it
// takes texts and gives texts, knows no database and no API. docs/search.md tells its rules to people.
package search
