package storetest

import "testing"

func runStatements(t *testing.T, open Open) {}
