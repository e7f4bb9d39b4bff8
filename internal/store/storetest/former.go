package storetest

const whoIsOld = "-> list\n  Seek node [\"old\"]\n  -> node.id"

var formerCases = []writeCase{
	{"a former id finds nothing through Find", func(w *writeTest) {
		w.put(`Thing a {"formerIds": ["old"]}`)
		if found := w.find("old"); len(found) > 0 {
			w.Errorf("Find gave %s", exactAll(found))
		}
		w.answers(whoIsOld, `["a"]`)
	}},
	{"former ids are replaced with their record", func(w *writeTest) {
		w.put(`Thing a {"formerIds": ["old", "older"]}`)
		w.put(`Thing a {"formerIds": ["older", "oldest"]}`)
		w.holds(`Thing a {"formerIds": ["older", "oldest"]}`)
		w.answers(whoIsOld, `[]`)
		w.answers("-> list\n  Seek node [\"oldest\", \"older\"]\n  -> requested id\n  -> node.id", "[\"oldest\", \"a\"]\n[\"older\", \"a\"]")
	}},
	{"former ids go with their record", func(w *writeTest) {
		w.put(`Thing a {"formerIds": ["old"]}`, `LIKES a -> a {"formerIds": ["LIKES:old:old"]}`)
		w.delete("LIKES:a:a", "a")
		w.answers(whoIsOld, `[]`)
		w.put(`Thing b {"formerIds": ["old"]}`)
		w.answers(whoIsOld, `["b"]`)
	}},
	{"a former id is never given again", func(w *writeTest) {
		w.put(`Thing a {"formerIds": ["old"]}`)
		w.refused(w.tryPut(`Thing old`), `Thing a {"formerIds": ["old"]}`)
	}},
	{"a former id is that of one record only", func(w *writeTest) {
		w.put(`Thing a {"formerIds": ["old"]}`)
		w.refused(w.tryPut(`Thing b {"formerIds": ["old"]}`), `Thing a {"formerIds": ["old"]}`)
	}},
	{"a record's id is no other's former id", func(w *writeTest) {
		w.put(`Thing a`)
		w.refused(w.tryPut(`Thing b {"formerIds": ["a"]}`), `Thing a`)
	}},
}
