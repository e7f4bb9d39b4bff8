package seed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"github.com/dealgraph/dealgraph/internal/catalog"
)

// The patterns of a schema, which readers of ECMAScript's expressions and of Go's take alike.
const (
	slugPattern    = `^[a-z0-9-]{1,100}$`
	relIDPattern   = `^%s(:[a-z0-9-]{1,100}){2,3}$`
	datePattern    = `^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`
	numberPattern  = `^-?(0|[1-9][0-9]*)$`
	textPattern    = `\S`
	linePattern    = `^\s*[^\s\x00-\x1f\x7f-\x9f]([^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f])?\s*$`
	sourcePattern  = `^[a-z0-9-]{1,100}(#[^\s\x00-\x1f\x7f-\x9f]([^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f])?)?$`
	schemaLanguage = "https://json-schema.org/draft/2020-12/schema"
)

// JSONSchema gives the schema of a YAML file of this vocabulary, for editors: JSON Schema 2020-12. What it refuses Check
// does, too, but for words that YAML takes for something else; Check knows more.
func JSONSchema(cat *catalog.Catalog) ([]byte, error) {
	s := schemaWriter{cat}
	properties := object{{datasetKey, object{
		{"description", "The dataset that the file's records belong to. A run loads a dataset whole: name all of its files."}, {"$ref", "#/$defs/slug"}}}}
	defs := object{{"slug", object{{"description", "An id, a key or a dataset's name: a-z, 0-9 and -."}, {"type", "string"}, {"pattern", slugPattern}}}}
	for _, t := range cat.Nodes {
		properties = append(properties, member{t.Name, object{
			{"description", t.Description}, {"type", "object"}, {"minProperties", 1},
			{"propertyNames", object{{"$ref", "#/$defs/slug"}}}, {"additionalProperties", object{{"$ref", "#/$defs/" + t.Name}}}}})
		defs = append(defs, member{t.Name, s.node(t)})
	}
	for _, t := range cat.Relationships {
		properties = append(properties, member{t.Stored, object{
			{"description", s.relDescription(t)}, {"type", "array"}, {"minItems", 1}, {"items", object{{"$ref", "#/$defs/" + t.Stored}}}}})
		defs = append(defs, member{t.Stored, s.relationship(t)})
	}
	return indented(object{
		{"$schema", schemaLanguage}, {"title", "A file of Dealgraph seeds"},
		{"description", "A dataset's records, by type: a node type holds a mapping from id to properties, a relationship type a list."},
		{"type", "object"}, {"required", []string{datasetKey}}, {"additionalProperties", false},
		{"properties", properties}, {"$defs", defs},
	})
}

// object is a JSON object whose members stay in their order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members that have a value.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for _, m := range o {
		if m.value == "" {
			continue
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := jsonOf(nil, m.value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, ",%s:%s", name, value)
	}
	return append(append([]byte("{"), bytes.TrimPrefix(b.Bytes(), []byte(","))...), '}'), nil
}

func indented(o object) ([]byte, error) {
	var b bytes.Buffer
	d := json.NewEncoder(&b)
	d.SetEscapeHTML(false)
	d.SetIndent("", "  ")
	err := d.Encode(o)
	return b.Bytes(), err
}

type schemaWriter struct{ cat *catalog.Catalog }

func (s schemaWriter) node(t *catalog.NodeType) object {
	former := object{{"$ref", "#/$defs/slug"}}
	return s.record(t.Description, t.Name, nil, nil, t.Props, former)
}

func (s schemaWriter) relationship(t *catalog.RelType) object {
	ends := object{
		{fromKey, s.idOf("Where it starts", endTypes(t, fromKey))},
		{toKey, s.idOf("Where it ends", endTypes(t, toKey))},
		{keyKey, object{{"description", "Tells it from others of its type between the same two."}, {"$ref", "#/$defs/slug"}}},
	}
	former := object{{"type", "string"}, {"pattern", fmt.Sprintf(relIDPattern, t.Stored)}}
	return s.record(s.relDescription(t), t.Stored, ends, []string{fromKey, toKey}, t.Props, former)
}

func (s schemaWriter) record(description, typ string, properties object, required []string, props []*catalog.Property, former object) object {
	for _, name := range fieldNames(s.cat, typ) {
		p := property(s.cat, typ, name)
		if p == nil || ownedByProgram(p) {
			continue
		}
		properties = append(properties, member{name, s.property(p)})
		if needed(s.cat, p) {
			required = append(required, name)
		}
	}
	properties = append(properties, member{formerIDsKey, object{
		{"description", "Ids that the record had before: they go on finding it."}, {"type", "array"}, {"uniqueItems", true}, {"items", former}}})
	return object{{"description", description}, {"type", "object"}, {"required", append([]string{}, required...)},
		{"additionalProperties", false}, {"properties", properties}}
}

// relDescription adds which types a relationship joins.
func (s schemaWriter) relDescription(t *catalog.RelType) string {
	return strings.TrimSpace(t.Description + " From " + strings.Join(endTypes(t, fromKey), " or ") + " to " + strings.Join(endTypes(t, toKey), " or ") + ".")
}

func (s schemaWriter) property(p *catalog.Property) object {
	o := object{{"description", describeProperty(p)}}
	switch {
	case p == catalog.PropSources:
		o = append(o, member{"type", "array"})
		if s.cat.DocumentType() != nil {
			o = append(o, member{"minItems", 1})
		}
		return append(o, member{"uniqueItems", true}, member{"items", object{
			{"description", sourceExpected}, {"type", "string"}, {"pattern", sourcePattern}, {"maxLength", maxIndexed}}})
	case p.List:
		o = append(o, member{"type", "array"})
		if p == catalog.PropAliases {
			o = append(o, member{"uniqueItems", true})
		}
		return append(o, member{"items", s.scalar(p)})
	}
	return append(o, s.scalar(p)...)
}

func describeProperty(p *catalog.Property) string {
	text := p.Description
	if p.Enum != nil {
		for _, v := range p.Enum.Values {
			text += fmt.Sprintf("\n%s: %s", v.Name, v.Description)
		}
	}
	if p.IsRef() {
		text += " The id of a record of type " + strings.Join(p.Refs, " or ") + "."
	}
	return strings.TrimSpace(text)
}

// scalar gives what a value may be, of a list what an entry may.
func (s schemaWriter) scalar(p *catalog.Property) object {
	switch p.Scalar {
	case catalog.ID:
		return object{{"$ref", "#/$defs/slug"}}
	case catalog.Int:
		return object{{"type", "integer"}, {"minimum", math.MinInt32}, {"maximum", math.MaxInt32}}
	case catalog.BigInt:
		return object{{"type", []string{"integer", "string"}}, {"pattern", numberPattern}, {"minimum", math.MinInt64}, {"maximum", math.MaxInt64}}
	case catalog.Float:
		return object{{"type", "number"}}
	case catalog.Boolean:
		return object{{"type", "boolean"}}
	case catalog.Date: // a year without quotes is a number to YAML
		return object{{"type", []string{"string", "integer"}}, {"pattern", datePattern}, {"minimum", 1000}, {"maximum", 9999}}
	case catalog.EnumOf:
		return object{{"enum", enumNames(p.Enum)}}
	}
	if indexed(p) {
		return object{{"type", "string"}, {"pattern", linePattern}, {"maxLength", maxIndexed}}
	}
	return object{{"type", "string"}, {"pattern", textPattern}, {"maxLength", maxText}}
}

func (s schemaWriter) idOf(what string, types []string) object {
	return object{{"description", what + ": the id of a record of type " + strings.Join(types, " or ") + "."}, {"$ref", "#/$defs/slug"}}
}
