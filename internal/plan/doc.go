// Package plan is a query in the property graph's own terms. Operators (one a file) form a small tree that produces rows;
// expressions say what is wanted of each row; predicates say which rows. An engine compiles a Query to one statement and
// answers it with one row of positional values. A plan knows neither GraphQL nor any database, and prints as text.
package plan
