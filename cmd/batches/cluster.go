package batches

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// engine is a flag that names what runs a cluster.
type engine string

func (e *engine) String() string { return string(*e) }
func (e *engine) Type() string   { return "ENGINE" }

func (e *engine) Set(text string) error {
	if !slices.Contains([]string{ofSlurm, ofKubernetes}, text) {
		return fmt.Errorf("must be slurm or kubernetes")
	}
	*e = engine(text)
	return nil
}

// size is a flag that is memory, in bytes.
type size float64

func (z *size) String() string { return strconv.FormatFloat(float64(*z), 'g', -1, 64) }
func (z *size) Type() string   { return "SIZE" }

func (z *size) Set(text string) error {
	at := strings.IndexAny(text, "KMGT")
	if at < 0 {
		return fmt.Errorf("must be such as 500M or 4G")
	}
	n, err := strconv.ParseFloat(text[:at], 64)
	if err != nil || !(n > 0 && n < 1e9) || !slices.Contains([]string{"", "B", "i", "iB"}, text[at+1:]) {
		return fmt.Errorf("must be such as 500M or 4G")
	}
	*z = size(n * float64(uint64(1)<<(10*(1+strings.IndexByte("KMGT", text[at])))))
	return nil
}

// longest is a flag that is a time as Slurm writes it: MINUTES, MINUTES:SECONDS, HOURS:MINUTES:SECONDS, and with DAYS- before
// them HOURS, HOURS:MINUTES and HOURS:MINUTES:SECONDS.
type longest time.Duration

func (l *longest) String() string { return time.Duration(*l).String() }
func (l *longest) Type() string   { return "TIME" }

func (l *longest) Set(text string) error {
	wrong := fmt.Errorf("must be minutes, hours:minutes:seconds or days-hours:minutes:seconds, such as 90, 1:30:00 or 2-12:00:00")
	days, rest, withDays := strings.Cut(text, "-")
	if !withDays {
		days, rest = "0", text
	}
	parts := strings.Split(rest, ":")
	unitsOf := map[int][]time.Duration{1: {time.Minute}, 2: {time.Minute, time.Second}, 3: {time.Hour, time.Minute, time.Second}}[len(parts)]
	if withDays {
		unitsOf = []time.Duration{time.Hour, time.Minute, time.Second}
	}
	if len(parts) > len(unitsOf) {
		return wrong
	}
	all := time.Duration(0)
	for i, part := range append([]string{days}, parts...) {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n > 1e6 {
			return wrong
		}
		all += time.Duration(n) * append([]time.Duration{24 * time.Hour}, unitsOf...)[i]
	}
	if all <= 0 {
		return wrong
	}
	*l = longest(all)
	return nil
}
