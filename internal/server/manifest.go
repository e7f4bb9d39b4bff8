package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// Manifest is the documents that a server runs and no others, by id, as relay-compiler and graphql-codegen's client
// preset write them: a JSON object of ids and texts.
type Manifest struct {
	file  string // its name, for errors
	ids   []string
	texts map[string]string
}

// ReadManifest reads a manifest; name is the file's, for errors. It gives all mistakes at once. Whether the documents fit
// the schema and the limits, New finds.
func ReadManifest(name string, text []byte) (*Manifest, error) {
	m := &Manifest{file: name, texts: map[string]string{}}
	if !utf8.Valid(text) {
		return nil, fmt.Errorf("%s is not UTF-8", name)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	if begin, err := decoder.Token(); err != nil || begin != json.Delim('{') {
		return nil, m.notOne(decoder, err)
	}
	var mistakes []error
	for decoder.More() {
		if err := m.entry(decoder, &mistakes); err != nil {
			return nil, errors.Join(append(mistakes, m.notOne(decoder, err))...)
		}
	}
	if _, err := decoder.Token(); err != nil {
		return nil, m.notOne(decoder, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		mistakes = append(mistakes, m.notOne(decoder, errors.New("something follows the object")))
	}
	if len(m.ids) == 0 {
		mistakes = append(mistakes, fmt.Errorf("%s has no documents", name))
	}
	if len(mistakes) > 0 {
		return nil, errors.Join(mistakes...)
	}
	return m, nil
}

func (m *Manifest) notOne(decoder *json.Decoder, err error) error {
	if err == nil {
		err = errors.New("it begins otherwise")
	}
	return fmt.Errorf("%s is no JSON object of ids and texts (byte %d): %w", m.file, decoder.InputOffset(), err)
}

// entry reads one entry. A mistake in it is put to the others; an error ends the reading.
func (m *Manifest) entry(decoder *json.Decoder, mistakes *[]error) error {
	key, err := decoder.Token()
	if err != nil {
		return err
	}
	var value any
	if err := decoder.Decode(&value); err != nil {
		return err
	}
	id, _ := key.(string) // keys are strings
	text, isText := value.(string)
	switch {
	case !isText || text == "":
		*mistakes = append(*mistakes, fmt.Errorf("%s: %s: the document must be a text", m.file, id))
	case id == "":
		*mistakes = append(*mistakes, fmt.Errorf("%s: a document has an empty id", m.file))
	case m.texts[id] != "" && m.texts[id] != text:
		*mistakes = append(*mistakes, fmt.Errorf("%s: %s: two documents have this id", m.file, id))
	default:
		m.add(id, text)
	}
	return nil
}

func (m *Manifest) add(id, text string) {
	if m.texts[id] == "" {
		m.ids = append(m.ids, id)
	}
	m.texts[id] = text
}
