package sqlite

import (
	"fmt"
	"strconv"
)

// encodeList writes a list property, or a list of operands, as JSON without white space. One list has one text.
func encodeList(values []any) string {
	out := []byte{'['}
	for i, v := range values {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendScalar(out, v)
	}
	return string(append(out, ']'))
}

func encodeStrings(values []string) string {
	out := []byte{'['}
	for i, v := range values {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendString(out, v)
	}
	return string(append(out, ']'))
}

func appendScalar(out []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendString(out, v)
	case int64:
		return strconv.AppendInt(out, v, 10)
	case bool:
		return strconv.AppendBool(out, v)
	case float64:
		return strconv.AppendFloat(out, v, 'g', -1, 64)
	}
	panic(mistake(fmt.Sprintf("no value of type %T in a list", v)))
}

const hexDigits = "0123456789abcdef"

// appendString writes all bytes as they are but those that JSON wants escaped.
func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	for i := range len(s) {
		switch b := s[i]; {
		case b == '"' || b == '\\':
			out = append(out, '\\', b)
		case b < ' ':
			out = append(out, '\\', 'u', '0', '0', hexDigits[b>>4], hexDigits[b&15])
		default:
			out = append(out, b)
		}
	}
	return append(out, '"')
}
