package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/dealgraph/dealgraph/seed"
)

// progressEvery is how often a line tells of a load where there is no terminal.
const progressEvery = 10 * time.Second

// progress shows how far a load has come: a bar with rate and time left on a terminal, else a line now and then.
func progress(out io.Writer) func(seed.Progress) {
	if isTerminal(out) {
		return (&bars{out: out}).show
	}
	now := time.Now()
	return (&progressLines{out: out, begun: now, told: now}).show
}

// bars shows a bar for each stage.
type bars struct {
	out   io.Writer
	stage string
	bar   *progressbar.ProgressBar
}

func (b *bars) show(p seed.Progress) {
	if p.Stage != b.stage {
		b.stage = p.Stage
		b.bar = progressbar.NewOptions64(max(p.Total, -1), progressbar.OptionSetWriter(b.out), progressbar.OptionSetDescription(p.Stage),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("records"),
			progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionOnCompletion(func() { fmt.Fprintln(b.out) }))
	}
	if p.Total > 0 {
		b.bar.ChangeMax64(p.Total)
	}
	_ = b.bar.Set64(p.Done) // what a terminal doesn't take is no reason to end a load
}

// progressLines tells by lines, for logs.
type progressLines struct {
	out         io.Writer
	stage       string
	begun, told time.Time
}

func (l *progressLines) show(p seed.Progress) {
	now := time.Now()
	first := p.Stage != l.stage
	if first {
		l.stage, l.begun = p.Stage, now
	}
	if over := p.Done == p.Total; !first && !over && now.Sub(l.told) < progressEvery {
		return
	}
	l.told = now
	fmt.Fprintln(l.out, progressLine(p, now.Sub(l.begun)))
}

// progressLine says how far a stage has come after a time, how fast, and when it will be over.
func progressLine(p seed.Progress, after time.Duration) string {
	line := fmt.Sprintf("%s %d records", p.Stage, p.Done)
	if p.Total > p.Done {
		line = fmt.Sprintf("%s %d of %d records", p.Stage, p.Done, p.Total)
	}
	if p.Done == 0 || after <= 0 {
		return line
	}
	rate := float64(p.Done) / after.Seconds()
	line += fmt.Sprintf(", %.0f a second", rate)
	if p.Total > p.Done {
		left := time.Duration(float64(p.Total-p.Done)/rate) * time.Second
		line += ", " + left.Round(time.Second).String() + " left"
	}
	return line
}
