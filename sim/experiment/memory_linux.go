package experiment

import (
	"math"
	"os"
	"path"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// FreeMemory returns how many bytes are free or easily freed, or less if this
// process or the group that it is in (a container) may not have as many.
func FreeMemory() float64 {
	addresses := math.Inf(1)
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_AS, &limit) == nil && limit.Cur != unix.RLIM_INFINITY {
		addresses = float64(limit.Cur)
	}
	return readMemory("/proc", "/sys/fs/cgroup", addresses)
}

// readMemory returns what the files of a system say, where this process may have so many
// bytes of addresses.
func readMemory(proc, groups string, addresses float64) float64 {
	read := func(name string) string {
		text, _ := os.ReadFile(path.Join(proc, name))
		return string(text)
	}
	most := math.Inf(1)
	if _, after, ok := strings.Cut(read("meminfo"), "MemAvailable:"); ok {
		most = 1024 * firstNumber(after)
	}
	_, folder, _ := strings.Cut(read("self/cgroup"), "0::")
	folder, _, _ = strings.Cut(folder, "\n")
	most = math.Min(most, groupMemory(groups, folder))
	taken := float64(os.Getpagesize()) * numberOr0(read("self/statm")) // of addresses
	return math.Max(0, math.Min(most, addresses-taken))
}

// groupMemory returns how many bytes a group of processes may still take, and every
// group that it is in.
func groupMemory(root, folder string) float64 {
	most := math.Inf(1)
	for folder = path.Clean("/" + folder); ; folder = path.Dir(folder) {
		most = math.Min(most, leftTo(path.Join(root, folder)))
		if folder == "/" {
			return most
		}
	}
}

// leftTo returns how many bytes a group's limit leaves, or infinity without one. What
// it has read from files and not used for long goes when it needs the room.
func leftTo(group string) float64 {
	limit, _ := os.ReadFile(path.Join(group, "memory.max"))
	current, _ := os.ReadFile(path.Join(group, "memory.current"))
	stat, _ := os.ReadFile(path.Join(group, "memory.stat"))
	_, idle, _ := strings.Cut("\n"+string(stat), "\ninactive_file ")
	taken := numberOr0(string(current))
	return firstNumber(string(limit)) - math.Max(0, taken-numberOr0(idle))
}

// numberOr0 returns the number that a text begins with, or 0.
func numberOr0(text string) float64 {
	if n := firstNumber(text); !math.IsInf(n, 1) {
		return n
	}
	return 0
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
