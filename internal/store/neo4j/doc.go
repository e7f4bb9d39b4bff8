// Package neo4j is the engine for Neo4j 5.26 and later 5.x. It takes plans and records, compiles each plan to one Cypher
// statement (a pure function), and gives positional rows. Reading and checking it never makes indexes or constraints:
// Prepare does. No value of a user's is ever part of a statement's text.
//
// What is stored, beside the graph's public contract (labels, types, properties, fromId and toId):
//
//	(:Entity {formerIds})               and the same on relationships: the record's former ids, in order
//	nameFolded, …                       folded copies of @searchable properties
//	date_missing: true, …               a mark where a @sortable property is null: range indexes hold no nulls
//	(:FormerId {id, now})               an id that was replaced, and by which
//	(:Citation {documentId, recordId, kind})   which records a document is a source of; kind is the record's type
//	(:SearchTerm {field, term, node, rel})     a term of a text by which a search finds a node (internal/search)
//	(:SearchWord {word, uses})                 a word among the terms, and how many have it
//	(:SearchTypo {key, word})                  a typo key of a word
//	(:Dataset {name, hash, nodes, relationships, appliedAt})
//	(:Vocabulary {name, facts, search}) what the vocabulary says, a fact a line; what terms there are, by which rules
//	(:WriteLock {name})                 what one writer at a time holds
package neo4j
