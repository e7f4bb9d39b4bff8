package seed_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/seed"
)

func TestADatasetWithoutOneOfItsFilesIsNotValid(t *testing.T) {
	sources := slices.DeleteFunc(builtin(t), func(s seed.Source) bool { return s.Name == "people.yaml" })
	_, err := seed.Validate(projectVocabulary(t), sources)
	var problems seed.Problems
	if !errors.As(err, &problems) || !strings.Contains(problems[0].Text, "which the files no longer hold of dataset technology-prosperity-deals") {
		t.Errorf("got %v", err)
	}
}

func TestWhatADatabaseMayHoldIsAWarning(t *testing.T) {
	v, err := seed.Validate(projectVocabulary(t), []seed.Source{{Name: "a.yaml", Text: []byte(`dataset: notes
Person:
  ann: {name: Ann, sources: [us-korea-tpd-text, us-corea-tpd-text, our-minutes]}
COMMENTED_ON:
  - {from: ann, to: us-korea-tpd, sources: [us-korea-tpd-text]}
`)}})
	want := []string{
		"a.yaml:3:49: an entry of sources is us-corea-tpd-text, which is no record; did you mean us-korea-tpd-text?",
		"a.yaml:3:68: an entry of sources is our-minutes, which is no record; expected the id of a record of type Document",
	}
	var got []string
	for _, w := range v.Warnings {
		got = append(got, w.String())
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestWhatTheProjectsDataHoldsIsCheckedWithoutADatabase(t *testing.T) {
	_, err := seed.Validate(projectVocabulary(t), []seed.Source{{Name: "a.yaml", Text: []byte(`dataset: notes
SIGNED:
  - {from: us-korea-tpd, to: us-korea-tpd, sources: [us-korea-tpd-text]}
`)}})
	if want := "a.yaml:3:12: from is us-korea-tpd, which is of type Deal; expected Person"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}
