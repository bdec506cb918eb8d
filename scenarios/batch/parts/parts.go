// Package parts writes files that have their names as a whole or not at all, forced to the disk: each is written beside its
// place under another name, which says which machine and process does, so that what a killed one left is known and taken away.
package parts

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"postsale/models/results/saved"
	"postsale/models/units"
)

// Part is a file that is being written, beside its place, which it takes as a whole.
type Part struct {
	*os.File
	there bool // it has its place
}

// Prefix begins the names of files that are being written; after it come the machine and the process.
const Prefix = ".part-"

// Create begins a file in a folder.
func Create(dir string) (*Part, error) {
	file, err := os.CreateTemp(dir, Prefix+machine()+"-"+strconv.Itoa(os.Getpid())+"-*")
	if err != nil {
		return nil, Placed(dir, err)
	}
	return &Part{File: file}, nil
}

// Become forces the file to the disk and gives it its name.
func (p *Part) Become(name string) error {
	if err := p.Chmod(0o644); err != nil {
		return err
	}
	if err := p.Sync(); err != nil {
		return err
	}
	if err := p.Close(); err != nil {
		return err
	}
	dir := filepath.Dir(p.Name())
	if err := os.Rename(p.Name(), filepath.Join(dir, name)); err != nil {
		return err
	}
	p.there = true
	if folder, err := os.Open(dir); err == nil {
		folder.Sync()
		folder.Close()
	}
	return nil
}

// Discard takes the file away, unless it has its place.
func (p *Part) Discard() {
	if !p.there {
		p.Close()
		os.Remove(p.Name())
	}
}

// Replace writes a file of a folder, as a whole or not at all.
func Replace(dir, name string, fill func(io.Writer) error) error {
	p, err := Create(dir)
	if err != nil {
		return err
	}
	defer p.Discard()
	to := bufio.NewWriterSize(p, 1<<16)
	if err := fill(to); err != nil {
		return err
	}
	if err := to.Flush(); err != nil {
		return err
	}
	return p.Become(name)
}

func machine() string {
	name, err := os.Hostname()
	if err != nil {
		return "unknown"
	}
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '*' || r == filepath.Separator {
			return '_'
		}
		return r
	}, name)
}

// Clear takes away what processes of this machine left that are gone.
func Clear(dir string) {
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		rest, is := strings.CutPrefix(f.Name(), Prefix+machine()+"-")
		id, _, _ := strings.Cut(rest, "-")
		process, err := strconv.Atoi(id)
		if is && err == nil && process != os.Getpid() && gone(process) {
			os.Remove(filepath.Join(dir, f.Name()))
		}
	}
}

// gone reports whether a process of this machine has ended.
func gone(id int) bool {
	process, err := os.FindProcess(id)
	return err != nil || errors.Is(process.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// Placed says where an error of the system was.
func Placed(dir string, err error) error {
	if err == nil {
		return nil
	}
	var path *fs.PathError
	var link *os.LinkError
	if errors.As(err, &path) || errors.As(err, &link) {
		return fmt.Errorf("%s: %w", units.Shown(dir), saved.Cause(err))
	}
	return err
}
