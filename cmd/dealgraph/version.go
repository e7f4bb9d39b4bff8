package main

import (
	"cmp"
	"fmt"
	"runtime/debug"
)

// build is what the program was built from.
type build struct {
	version  string // the module's, where it was built from a released one, else devel and the commit
	revision string // the commit, with a + where the sources differed from it
	goes     string // the version of Go
}

func built() build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return build{"unknown", "unknown", "unknown"}
	}
	b := build{version: info.Main.Version, goes: info.GoVersion}
	modified := ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			b.revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = "+"
		}
	}
	if b.version == "" || b.version == "(devel)" {
		b.version = "devel"
		if b.revision != "" {
			b.version += "-" + b.revision
		}
	}
	b.revision = cmp.Or(b.revision, "unknown") + modified
	return b
}

// version names what the program was built from in one word.
func version() string { return built().version }

// String is what --version prints.
func (b build) String() string {
	return fmt.Sprintf("%s (revision %s, %s)", b.version, b.revision, b.goes)
}
