package seed

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"
)

// plainText unpacks a source and makes UTF-8 of it, whichever its first bytes say it is. It reports what cannot be read.
func (r *reader) plainText(s Source) ([]byte, bool) {
	whole, text := Pos{File: r.file}, s.Text
	if bytes.HasPrefix(text, []byte{0x1f, 0x8b}) {
		unpacked, err := gunzip(text, s.format().maxBytes())
		if err != nil {
			r.problem(whole, "the file is damaged: "+err.Error(), "gzip, as it was packed")
			return nil, false
		}
		text = unpacked
	}
	if bytes.HasPrefix(text, []byte("PK\x03\x04")) {
		r.problem(whole, "the file is an archive or a workbook", "of a workbook, each sheet saved as CSV in UTF-8 under the name of its type: Person.csv")
		return nil, false
	}
	if bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff}) {
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(text)
		if err != nil {
			r.problem(whole, "the file is no valid UTF-16: "+err.Error(), "text in UTF-8")
			return nil, false
		}
		text = decoded
	}
	if limit := s.format().maxBytes(); len(text) > limit {
		r.problem(whole, fmt.Sprintf("the file is larger than %d MiB", limit>>20), "several smaller files")
		return nil, false
	}
	return text, true
}

// gunzip unpacks at most one byte more than limit.
func gunzip(packed []byte, limit int) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, int64(limit)+1))
}
