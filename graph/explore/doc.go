// Package explore holds the questions that root fields put to a store: a plan, or an algorithm over several plans where one
// statement does not do. It takes values and a store's reader and gives one row by position, which package response writes.
// It knows no GraphQL and no database.
package explore
