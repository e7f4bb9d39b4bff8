// Package store is the interface between Dealgraph and what keeps its graph: an engine. Engines are the packages below
// it; storetest judges them. It holds no statement and no driver.
package store
