package main

import (
	"math"
	"os"
	"path"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// systemMemory returns how many bytes are free or easily freed, or less if this
// process or the group that it is in (a container) may not have as many.
func systemMemory() float64 {
	most := math.Inf(1)
	text, _ := os.ReadFile("/proc/meminfo")
	if _, after, ok := strings.Cut(string(text), "MemAvailable:"); ok {
		most = math.Min(most, 1024*firstNumber(after))
	}
	group, _ := os.ReadFile("/proc/self/cgroup")
	_, folder, _ := strings.Cut(strings.TrimSpace(string(group)), "0::")
	for folder = path.Clean("/" + folder); ; folder = path.Dir(folder) {
		if text, err := os.ReadFile(path.Join("/sys/fs/cgroup", folder, "memory.max")); err == nil {
			most = math.Min(most, firstNumber(string(text)))
		}
		if folder == "/" {
			break
		}
	}
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_AS, &limit) == nil && limit.Cur != unix.RLIM_INFINITY {
		taken, _ := os.ReadFile("/proc/self/statm") // of addresses, in pages
		most = math.Min(most, float64(limit.Cur)-float64(os.Getpagesize())*firstNumber(string(taken)))
	}
	return math.Max(0, most)
}

// firstNumber returns the number that a text begins with, or infinity.
func firstNumber(text string) float64 {
	words := strings.Fields(text)
	if len(words) == 0 {
		return math.Inf(1)
	}
	if n, err := strconv.ParseFloat(words[0], 64); err == nil {
		return n
	}
	return math.Inf(1)
}
