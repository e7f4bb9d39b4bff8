// Package web holds the playground as Vite built it from the sources here, and the questions that it offers. The built files
// are compressed, all but the page, which is a template. CONTRIBUTING.md tells how to build them again; CI checks that
// they are what the sources give.
package web

import "embed"

// Files are dist, the built files, and examples, the questions with their variables.
//
//go:embed dist examples
var Files embed.FS
