package storetest

import "testing"

func runWrites(t *testing.T, open Open) {}
