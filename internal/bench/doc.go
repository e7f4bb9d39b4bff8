// Package bench measures named operations beside a floor: a minimal Go server that runs one statement written by hand through
// the raw driver and writes the JSON itself. Both run as processes of their own over the same stored graph and are asked in
// turn, after their answers were compared. `make bench` runs it; docs/performance.md tells what came out. All but this file is
// behind the build tag measure: the product has none of it.
package bench
