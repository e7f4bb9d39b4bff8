package seed_test

import (
	"encoding/json"
	"strings"
)

func writeJSON(b *strings.Builder, v any) {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	b.Write(text)
	b.WriteByte('\n')
}
