package storetest

var deleteCases = []writeCase{
	{"records are deleted by id", func(w *writeTest) {
		w.put(`Thing a`, `Thing b`, `LIKES a -> b`, `LIKES a -> b again`)
		w.delete("LIKES:a:b")
		w.holds(`Thing a`, `Thing b`, `LIKES a -> b again`)
	}},
	{"a node that a relationship joins stays", func(w *writeTest) {
		w.put(`Thing a`, `Thing b`, `Thing c`, `LIKES a -> b`)
		w.refused(w.tryDelete("a"), `Thing a`, `Thing b`, `Thing c`, `LIKES a -> b`)
		w.refused(w.tryDelete("c", "b"), `Thing a`, `Thing b`, `Thing c`, `LIKES a -> b`)
	}},
	{"nodes go together with their relationships, in any order", func(w *writeTest) {
		w.put(`Thing a`, `Thing b`, `Thing c`, `LIKES a -> b`, `LIKES b -> b`, `LIKES c -> c`)
		w.delete("b", "LIKES:a:b", "a", "LIKES:b:b")
		w.holds(`Thing c`, `LIKES c -> c`)
	}},
	{"nodes go after their relationships", func(w *writeTest) {
		w.put(`Thing a`, `LIKES a -> a`)
		w.delete("LIKES:a:a")
		w.delete("a")
		w.holds()
	}},
	{"an id that finds nothing is nothing to delete", func(w *writeTest) {
		w.put(`Thing a {"formerIds": ["old-a"]}`)
		w.delete("gone", "old-a", "LIKES:a:a")
		w.delete()
		w.holds(`Thing a {"formerIds": ["old-a"]}`)
	}},
	{"what referred to a deleted node goes on without it", func(w *writeTest) {
		w.put(`Document d`, `Thing a {"friend": "b", "friends": ["b", "a"], "sources": ["d#1"]}`, `Thing b`)
		w.delete("b", "d")
		w.answers("-> first\n  Seek node [\"a\"]\n  -> node.friend\n  -> first\n    Deref node.friend\n    -> node.id\n  -> list\n    Deref node.friends\n    -> node.id\n"+
			"  -> list\n    Sources node\n    -> node.id\n    -> locator",
			`["b", null, [["a"]], [[null, "1"]]]`)
	}},
	{"a deleted record can be put again, but not as one of another type", func(w *writeTest) {
		w.put(`Thing a {"int": 1}`, `LIKES a -> a {"int": 1}`)
		w.delete("a", "LIKES:a:a")
		w.refused(w.tryPut(`Place a`))
		w.put(`Thing a {"int": 2}`, `LIKES a -> a {"int": 2}`)
		w.holds(`Thing a {"int": 2}`, `LIKES a -> a {"int": 2}`)
	}},
}
