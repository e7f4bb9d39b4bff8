// Package storetest judges engines. Run is the conformance suite: plans and the rows that they must give, most of them
// as text (testdata), and what writes must do and refuse. RunVocabulary, RunConcurrent, RunSnapshot and RunStatements judge what needs
// an engine's own arrangements. Differential runs random plans over random graphs and compares an engine's answers with
// those of the memory engine. An engine's own test is a call to each; a difference is a bug. Graphs, plans and answers
// print as text that Run's cases are written in, so what Differential finds becomes a case by copying it.
package storetest
