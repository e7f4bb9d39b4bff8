package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/VictoriaMetrics/metricsql"
	"go.yaml.in/yaml/v3"
)

// told is what a server told Prometheus: each metric's labels with their values.
type told map[string]map[string][]string

var (
	seriesLine = regexp.MustCompile(`(?m)^([a-z_]+)(?:\{(.*)\})? `)
	labelValue = regexp.MustCompile(`([a-z_]+)="([^"]*)"`)
)

// tells gives the metrics of a server that has answered something.
func tells(t *testing.T) told {
	t.Helper()
	s := serves(t, t.TempDir(), nil, "--metrics-addr", "127.0.0.1:0")
	const asked = `dealgraph_operation_duration_seconds_count{kind="query",operation="anonymous"}`
	s.ask(t, signatories)
	metrics := s.scrape(t)
	for until := time.Now().Add(patience); value(t, metrics, asked) == 0 && time.Now().Before(until); { // counted once it is sent
		metrics = s.scrape(t)
	}
	s.stop(t, os.Interrupt)
	all := told{}
	for _, m := range seriesLine.FindAllStringSubmatch(metrics, -1) {
		if all[m[1]] == nil {
			all[m[1]] = map[string][]string{}
		}
		for _, l := range labelValue.FindAllStringSubmatch(m[2], -1) {
			all[m[1]][l[1]] = append(all[m[1]][l[1]], l[2])
		}
	}
	for _, label := range []string{"job", "instance"} { // which Prometheus adds
		for _, labels := range all {
			labels[label] = []string{"dealgraph"}
		}
	}
	all["up"] = map[string][]string{"job": {"dealgraph"}, "instance": nil}
	return all
}

// check judges a query: it parses, and asks for metrics, labels, and values of closed lists, that there are.
func (all told) check(t *testing.T, where, query string) {
	t.Helper()
	query = strings.NewReplacer("$__rate_interval", "5m", "$job", "dealgraph", "$instance", ".*").Replace(query)
	expr, err := metricsql.Parse(query)
	if err != nil {
		t.Errorf("%s: %s: %v", where, query, err)
		return
	}
	metricsql.VisitAll(expr, func(e metricsql.Expr) {
		switch e := e.(type) {
		case *metricsql.MetricExpr:
			for _, filters := range e.LabelFilterss {
				all.checkFilters(t, where, filters)
			}
		case *metricsql.FuncExpr: // what Prometheus needs, and the parser's own dialect does not
			if slices.Contains([]string{"rate", "increase", "changes"}, e.Name) {
				if r, ok := e.Args[0].(*metricsql.RollupExpr); !ok || r.Window == nil {
					t.Errorf("%s: %s has no range: %s", where, e.Name, query)
				}
			}
		}
	})
}

func (all told) checkFilters(t *testing.T, where string, filters []metricsql.LabelFilter) {
	t.Helper()
	name := filters[0].Value
	labels, known := all[name]
	if filters[0].Label != "__name__" || !known {
		t.Errorf("%s: there is no metric %s", where, name)
		return
	}
	for _, f := range filters[1:] {
		values, known := labels[f.Label]
		if !known {
			t.Errorf("%s: %s has no label %s", where, name, f.Label)
		}
		if !slices.Contains([]string{"code", "reason", "cache", "route"}, f.Label) || f.IsNegative {
			continue
		}
		for _, v := range strings.Split(f.Value, "|") {
			if !slices.Contains(values, v) {
				t.Errorf("%s: the label %s of %s is never %s", where, f.Label, name, v)
			}
		}
	}
}

// dashboard is what the test reads of one.
type dashboard struct {
	UID        string
	Templating struct {
		List []struct{ Name, Type, Query string }
	}
	Panels []struct {
		ID      int
		Type    string
		Title   string
		GridPos struct{ X, Y, W, H int }
		Targets []struct{ Expr string }
	}
}

func TestTheDashboardAsksForMetricsThatThereAre(t *testing.T) {
	text, err := os.ReadFile("../../deploy/grafana/dashboards/dealgraph.json")
	if err != nil {
		t.Fatal(err)
	}
	var d dashboard
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	all, queries := tells(t), 0
	seen := map[int]bool{}
	for _, p := range d.Panels {
		if seen[p.ID] || p.GridPos.W < 1 || p.GridPos.X+p.GridPos.W > 24 || p.Type != "row" && len(p.Targets) == 0 {
			t.Errorf("the panel %d %q", p.ID, p.Title)
		}
		seen[p.ID] = true
		for _, target := range p.Targets {
			queries++
			all.check(t, p.Title, target.Expr)
			if !strings.Contains(target.Expr, `job="$job",instance=~"$instance"`) {
				t.Errorf("%s: %s is of all jobs", p.Title, target.Expr)
			}
		}
	}
	for _, v := range d.Templating.List {
		if m := regexp.MustCompile(`label_values\(([a-z_]+)`).FindStringSubmatch(v.Query); v.Type == "query" && (m == nil || all[m[1]] == nil) {
			t.Errorf("the variable %s asks for %s", v.Name, v.Query)
		}
	}
	if queries < 30 {
		t.Errorf("only %d queries", queries)
	}
}

// rules is a file of Prometheus' alerting rules; it has no other fields.
type rules struct {
	Groups []struct {
		Name  string `yaml:"name"`
		Rules []struct {
			Alert       string            `yaml:"alert"`
			Expr        string            `yaml:"expr"`
			For         string            `yaml:"for"`
			Labels      map[string]string `yaml:"labels"`
			Annotations map[string]string `yaml:"annotations"`
		} `yaml:"rules"`
	} `yaml:"groups"`
}

func decodeStrictly(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

func TestTheAlertsAskForMetricsThatThereAreAndTheGuideTellsWhatToDo(t *testing.T) {
	var file rules
	decodeStrictly(t, "../../deploy/prometheus/rules.yml", &file)
	guide, err := os.ReadFile("../../docs/operators.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(guide), "\n## Alerts\n")
	section, _, _ = strings.Cut(section, "\n## ")
	all, alerts := tells(t), map[string]bool{}
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			all.check(t, r.Alert, r.Expr)
			if _, err := time.ParseDuration(r.For); r.For != "" && err != nil {
				t.Errorf("%s: %v", r.Alert, err)
			}
			if alerts[r.Alert] || r.Annotations["summary"] == "" || !slices.Contains([]string{"critical", "warning"}, r.Labels["severity"]) {
				t.Errorf("%s: it is there twice, or lacks its summary or severity", r.Alert)
			}
			alerts[r.Alert] = true
			if !strings.Contains(section, "| `"+r.Alert+"` |") {
				t.Errorf("the guide doesn't say what to do at %s", r.Alert)
			}
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `(Dealgraph[A-Za-z]+)`").FindAllStringSubmatch(section, -1) {
		if !alerts[m[1]] {
			t.Errorf("the guide has an alert %s, the rules don't", m[1])
		}
	}
	if len(alerts) < 10 {
		t.Errorf("only %d alerts", len(alerts))
	}
}

// What no container engine is here to try is held together as text: each file that one names is there, and so is each address.
func TestTheFilesOfTheDeploymentFitTogether(t *testing.T) {
	type service struct {
		Image    string
		Command  []string
		Profiles []string
		Volumes  []string
		Ports    []string
	}
	var compose struct {
		Services map[string]service
		Volumes  map[string]any
	}
	root := filepath.Join("..", "..")
	text, err := os.ReadFile(filepath.Join(root, "docker-compose.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &compose); err != nil {
		t.Fatal(err)
	}
	for name, s := range compose.Services {
		for _, v := range s.Volumes {
			from, _, _ := strings.Cut(v, ":")
			if _, err := os.Stat(filepath.Join(root, from)); strings.HasPrefix(from, "./") && err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if _, named := compose.Volumes[from]; !strings.HasPrefix(from, "./") && !named {
				t.Errorf("%s: there is no volume %s", name, from)
			}
		}
		for _, p := range s.Ports {
			if !strings.HasPrefix(p, "127.0.0.1:") {
				t.Errorf("%s: %s is open to other machines", name, p)
			}
		}
		if strings.HasSuffix(s.Image, ":latest") {
			t.Errorf("%s: %s is another one tomorrow", name, s.Image)
		}
	}
	var scrape struct {
		Scrape []struct {
			Static []struct{ Targets []string } `yaml:"static_configs"`
		} `yaml:"scrape_configs"`
		Rules []string `yaml:"rule_files"`
	}
	text, err = os.ReadFile(filepath.Join(root, "deploy/prometheus/prometheus.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &scrape); err != nil {
		t.Fatal(err)
	}
	if len(scrape.Scrape) != 1 || !slices.Equal(scrape.Scrape[0].Static[0].Targets, []string{"api:9464"}) ||
		!slices.Contains(compose.Services["api"].Command, ":9464") || !slices.Equal(scrape.Rules, []string{"rules.yml"}) {
		t.Errorf("Prometheus asks %+v, the API is told %v", scrape, compose.Services["api"].Command)
	}
}
