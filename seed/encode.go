package seed

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// encoding writes records in a format, so that Read and Check give the same again. Equal records give equal bytes.
type encoding struct {
	cat    *catalog.Catalog
	format Format
	mark   bool // a byte order mark before tables: Excel takes them for UTF-8 by that alone
}

// head gives what a file with records of a type begins with.
func (e encoding) head(dataset, typ string) ([]byte, error) {
	switch {
	case e.format == YAML:
		return fmt.Appendf(nil, "%s: %s\n\n%s:\n", datasetKey, yamlWord(dataset), typ), nil
	case !e.format.table():
		return nil, nil
	}
	names, err := e.row(append([]string{datasetKey}, fieldNames(e.cat, typ)...))
	if err == nil && e.mark {
		names = append([]byte("\ufeff"), names...)
	}
	return names, err
}

// record gives a record's lines.
func (e encoding) record(r store.Record) ([]byte, error) {
	switch e.format {
	case YAML:
		return e.yaml(r)
	case JSONL:
		return e.json(r)
	default:
		return e.cells(r)
	}
}

// yaml gives a record as an entry of its type's section.
func (e encoding) yaml(r store.Record) ([]byte, error) {
	record := &yaml.Node{Kind: yaml.MappingNode}
	for _, f := range fieldsOf(e.cat, r) {
		if f.name != idKey {
			record.Content = append(record.Content, yamlText(f.name), yamlValue(f.value))
		}
	}
	entry := &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{record}}
	if !r.IsRel() {
		entry = &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{yamlText(r.ID), record}}
	}
	var b bytes.Buffer
	d := yaml.NewEncoder(&b)
	d.SetIndent(2)
	if err := d.Encode(entry); err != nil {
		return nil, fmt.Errorf("writing %s: %w", r.ID, err)
	}
	return lineStart.ReplaceAll(b.Bytes(), []byte("  $0")), nil
}

var (
	// lineStart matches at each line but empty ones.
	lineStart = regexp.MustCompile(`(?m)^[^\n]`)
	// otherBreak matches what some readers take for the end of a line.
	otherBreak = regexp.MustCompile("[\u0085\u2028\u2029]")
	// oldBoolean matches what other readers of YAML may take for true or false.
	oldBoolean = regexp.MustCompile(`^(?i:y|n|yes|no|on|off)$`)
)

func yamlText(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if oldBoolean.MatchString(s) || otherBreak.MatchString(s) {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

func yamlValue(v any) *yaml.Node {
	switch v := v.(type) {
	case string:
		return yamlText(v)
	case []any:
		n := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
		for _, x := range v {
			n.Content = append(n.Content, yamlValue(x))
		}
		return n
	case bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: scalarOf(v)}
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: scalarOf(v)}
}

// yamlWord gives a slug as YAML takes it for a text: 2025 needs no quotes where a name is wanted, but other readers differ.
func yamlWord(slug string) string {
	if strings.Trim(slug, "0123456789-") == "" || oldBoolean.MatchString(slug) {
		return strconv.Quote(slug)
	}
	return slug
}

// json gives a record as a line.
func (e encoding) json(r store.Record) ([]byte, error) {
	b := bytes.NewBufferString(`{"` + typeKey + `":"` + r.Type + `","` + datasetKey + `":"` + datasetOf(r) + `"`)
	for _, f := range fieldsOf(e.cat, r) {
		fmt.Fprintf(b, `,"%s":`, f.name)
		text, err := jsonOf(f.prop, f.value)
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", r.ID, err)
		}
		b.Write(text)
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

// jsonOf gives a value as JSON has it. One of 64 bits is a text, as in the API: most readers would round the number.
func jsonOf(p *catalog.Property, v any) ([]byte, error) {
	if p != nil && p.Scalar == catalog.BigInt && v != nil {
		if list, ok := v.([]any); ok {
			texts := make([]any, len(list))
			for i, x := range list {
				texts[i] = scalarOf(x)
			}
			v = texts
		} else {
			v = scalarOf(v)
		}
	}
	var b bytes.Buffer
	d := json.NewEncoder(&b)
	d.SetEscapeHTML(false)
	if err := d.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// cells gives a record as a row.
func (e encoding) cells(r store.Record) ([]byte, error) {
	cells := []string{datasetOf(r)}
	for _, name := range fieldNames(e.cat, r.Type) {
		f := fieldOf(e.cat, r, name)
		cell := scalarOf(f.value)
		if _, isList := f.value.([]any); isList {
			text, err := jsonOf(f.prop, f.value)
			if err != nil {
				return nil, fmt.Errorf("writing %s: %w", r.ID, err)
			}
			cell = string(text)
		}
		cells = append(cells, cell)
	}
	return e.row(cells)
}

func (e encoding) row(cells []string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if e.format == TSV {
		w.Comma = '\t'
	}
	if err := w.Write(cells); err != nil {
		return nil, err
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// scalarOf gives a value that is no list as a file has it: nothing for nil.
func scalarOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}
