package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/seed"
)

// seedOutput is how a command of seed says what it found: for people, or for programs.
type seedOutput struct {
	format string
	lines  int
}

func outputFlags(cmd *cobra.Command) *seedOutput {
	o := &seedOutput{}
	cmd.Flags().StringVar(&o.format, "format", "text", "how to say it: text, or json for programs, mistakes included")
	cmd.Flags().IntVar(&o.lines, "lines", seed.DefaultLines, "the most lines of warnings and of a change that are shown as text")
	return o
}

func (o *seedOutput) json() bool { return o.format == "json" }

// run runs a command, and tells its error to programs where they are meant.
func (o *seedOutput) run(cmd *cobra.Command, command func() error) error {
	if o.format != "text" && !o.json() {
		return coded(exitUsage, fmt.Errorf("--format %s: it is text or json", o.format))
	}
	if o.lines < 1 {
		return coded(exitUsage, fmt.Errorf("--lines %d: it is 1 or more", o.lines))
	}
	err := command()
	var told toldError
	if err == nil || !o.json() || errors.As(err, &told) {
		return err
	}
	if err2 := seed.ReportError(err, seed.DefaultLines).Write(cmd.OutOrStdout()); err2 != nil {
		return err2
	}
	return toldError{exitCode(err)}
}

// result says what a plan would change, or an apply has changed.
func (o *seedOutput) result(cmd *cobra.Command, cat *catalog.Catalog, r seed.Result) error {
	if !o.json() {
		return r.Print(painted(cmd.OutOrStdout()), o.lines)
	}
	report, err := r.Report(cat, seed.DefaultLines)
	if err != nil {
		return err
	}
	return report.Write(cmd.OutOrStdout())
}

// validation says what files hold.
func (o *seedOutput) validation(cmd *cobra.Command, v seed.Validation) error {
	if !o.json() {
		return v.Print(painted(cmd.OutOrStdout()), o.lines)
	}
	return v.Report(seed.DefaultLines).Write(cmd.OutOrStdout())
}

// painted gives a terminal's lines their colours, unless NO_COLOR is set; anything else stays as it is.
func painted(w io.Writer) io.Writer {
	if !isTerminal(w) || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return w
	}
	return &painter{to: w}
}

// painter colours lines by what they begin with.
type painter struct {
	to   io.Writer
	rest []byte // of a line whose end has not been written
}

var paints = map[string]color.Attribute{"+ ": color.FgGreen, "- ": color.FgRed, "~ ": color.FgYellow, "warning: ": color.FgMagenta}

// Write writes the lines that are whole.
func (p *painter) Write(text []byte) (int, error) {
	p.rest = append(p.rest, text...)
	for {
		end := bytes.IndexByte(p.rest, '\n')
		if end < 0 {
			return len(text), nil
		}
		line := string(p.rest[:end])
		p.rest = p.rest[end+1:]
		if _, err := io.WriteString(p.to, paint(line)+"\n"); err != nil {
			return 0, err
		}
	}
}

func paint(line string) string {
	for begin, colour := range paints {
		if len(line) >= len(begin) && line[:len(begin)] == begin {
			c := color.New(colour)
			c.EnableColor()
			return c.Sprint(line)
		}
	}
	return line
}
