package seed

import (
	"embed"
	"io/fs"
)

//go:embed data/*.yaml
var builtin embed.FS

// Builtin gives the files of the project's own dataset, which the program has in it.
func Builtin() ([]Source, error) {
	data, err := fs.Sub(builtin, "data")
	if err != nil {
		return nil, err
	}
	return LoadFS(data)
}
