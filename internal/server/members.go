package server

import "encoding/json"

// member is one of a JSON object's, as it is written.
type member struct{ key, value json.RawMessage }

// members splits a JSON object, which is known to be valid, and UTF-8.
func members(object []byte) []member {
	var all []member
	for at := space(object, space(object, 0)+1); object[at] != '}'; {
		key := value(object, at)
		from := space(object, space(object, at+len(key))+1) // behind the colon
		m := member{key, value(object, from)}
		all = append(all, m)
		if at = space(object, from+len(m.value)); object[at] == ',' {
			at = space(object, at+1)
		}
	}
	return all
}

// named gives the value of the last member with a key, as encoding/json does; empty where there is none.
func named(all []member, key string) json.RawMessage {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].isNamed(key) {
			return all[i].value
		}
	}
	return nil
}

func (m member) isNamed(key string) bool {
	if string(m.key[1:len(m.key)-1]) == key {
		return true
	}
	var text string // which may be written with escapes, and is then longer
	return len(m.key) > len(key)+2 && json.Unmarshal(m.key, &text) == nil && text == key
}

// space gives the place of the first byte from a place on that is no white space.
func space(text []byte, at int) int {
	for text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r' {
		at++
	}
	return at
}

// value gives the value that begins at a place.
func value(text []byte, from int) json.RawMessage {
	depth := 0
	for at := from; ; at++ {
		switch text[at] {
		case '"':
			for at++; text[at] != '"'; at++ {
				if text[at] == '\\' {
					at++
				}
			}
			if depth == 0 {
				return text[from : at+1]
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 { // it ends the object, and before it a number or a word
				return text[from:at]
			}
			if depth--; depth == 0 {
				return text[from : at+1]
			}
		case ',', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return text[from:at]
			}
		}
	}
}
