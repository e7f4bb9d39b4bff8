//go:build measure

package bench_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestReport writes the tables of a page from the results in a file, and a picture beside it.
func TestReport(t *testing.T) {
	page, results := os.Getenv("DEALGRAPH_BENCH_PAGE"), os.Getenv("DEALGRAPH_BENCH_RESULTS")
	text, err := os.ReadFile(results)
	if err != nil {
		t.Fatalf("RESULTS is to be the file of results: %v", err)
	}
	var all []result
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	const from, to = "<!-- measured -->\n", "<!-- /measured -->"
	before, rest, found := strings.Cut(string(old), from)
	_, after, ends := strings.Cut(rest, to)
	if !found || !ends {
		t.Fatalf("%s has no place for the tables, between %s and %s", page, strings.TrimSpace(from), to)
	}
	if err := os.WriteFile(page, []byte(before+from+tables(all)+to+after), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(strings.TrimSuffix(page, ".md")+".svg", []byte(picture(all)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// groups gives the results of an engine at a size, in the order in which the operations are named.
func groups(all []result) (each [][]result) {
	for _, engine := range []string{"neo4j", "sqlite"} {
		var sizes []int
		for _, r := range all {
			if r.Engine == engine && !slices.Contains(sizes, r.Nodes) {
				sizes = append(sizes, r.Nodes)
			}
		}
		slices.Sort(sizes)
		for _, n := range sizes {
			var group []result
			for _, op := range operations() {
				for _, r := range all {
					if r.Engine == engine && r.Nodes == n && r.Operation == op.name {
						group = append(group, r)
					}
				}
			}
			each = append(each, group)
		}
	}
	return each
}

func tables(all []result) string {
	var b strings.Builder
	for _, group := range groups(all) {
		fmt.Fprintf(&b, "\n### %s, %d nodes\n\n", map[string]string{"neo4j": "Neo4j", "sqlite": "SQLite"}[group[0].Engine], group[0].Nodes)
		fmt.Fprintf(&b, "| operation | KB | p50 ms | ratio | p95 ms | a second | CPU ms | ratio | allocations | KB | %s | first time, ms |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
			map[string]string{"neo4j": "db hits", "sqlite": "steps"}[group[0].Engine])
		for _, r := range group {
			f, d := r.Floor, r.Dealgraph
			fmt.Fprintf(&b, "| `%s` | %.1f | %.2f / %.2f | **%.2f** | %.2f / %.2f | %.0f / %.0f | %.2f / %.2f | **%.2f** | %.0f / %.0f | %.0f / %.0f | %d / %d | %.1f / %.1f |\n",
				r.Operation, float64(r.Bytes)/1000, f.P50, d.P50, d.P50/f.P50, f.P95, d.P95, f.PerSecond, d.PerSecond, f.CPU, d.CPU, d.CPU/f.CPU,
				f.Allocations, d.Allocations, f.Allocated/1000, d.Allocated/1000, f.Hits, d.Hits, f.Cold, d.Cold)
		}
	}
	return b.String() + "\n"
}

const (
	barWidth  = 160 // of 1×, in pixels
	rowHeight = 16
	indent    = 90
	across    = indent + 3*barWidth + 60
)

// picture draws the ratios of each engine at its largest size as bars, with a line where the floor is.
func picture(all []result) string {
	var b strings.Builder
	y := 0
	for i, group := range groups(all) {
		each := groups(all)
		if i+1 < len(each) && each[i+1][0].Engine == group[0].Engine {
			continue
		}
		y += 2 * rowHeight
		fmt.Fprintf(&b, `<text x="8" y="%d" font-weight="bold">%s, %d nodes: p50 and CPU of the API process beside the floor's</text>`+"\n",
			y, map[string]string{"neo4j": "Neo4j", "sqlite": "SQLite"}[group[0].Engine], group[0].Nodes)
		top := y + 6
		for _, r := range group {
			y += rowHeight + 8
			fmt.Fprintf(&b, `<text x="8" y="%d">%s</text>`+"\n", y, r.Operation)
			for k, ratio := range []float64{r.Dealgraph.P50 / r.Floor.P50, r.Dealgraph.CPU / r.Floor.CPU} {
				width := min(ratio, 3) * barWidth
				fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%.0f" height="9" fill="%s"/><text x="%.0f" y="%d" font-size="9">%.2f×</text>`+"\n",
					indent, y-12+k*10, width, []string{"#3b6fb6", "#c98a2b"}[k], indent+width+4, y-4+k*10, ratio)
			}
		}
		fmt.Fprintf(&b, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#444" stroke-dasharray="3 3"/>`+"\n", indent+barWidth, top, indent+barWidth, y+10)
	}
	y += 2 * rowHeight
	fmt.Fprintf(&b, `<rect x="8" y="%d" width="9" height="9" fill="#3b6fb6"/><text x="22" y="%d">p50</text><rect x="60" y="%d" width="9" height="9" fill="#c98a2b"/><text x="74" y="%d">CPU</text>`+"\n", y-9, y, y-9, y)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="11">`+"\n"+`<rect width="100%%" height="100%%" fill="#fff"/>`+"\n%s</svg>\n", across, y+12, b.String())
}
