package seed

const (
	maxSlug      = 100
	slugExpected = "a slug: a-z, 0-9 and -, at most 100 characters"
)

// isSlug tells whether a text can be an id, a key or a dataset's name.
func isSlug(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return s != "" && len(s) <= maxSlug
}
