package folder

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/reports/words"
)

// File is a file of the results: its name is relative to the folder, with slashes.
type File = units.DataFile

// Results are what a folder is filled with.
type Results interface {
	// Contents returns the files, and notes of plots that had nothing to show.
	Contents() (list []Content, notes []string, err error)
	Manifest(notes []string, files []saved.FileRecord) saved.Manifest
}

// Content is a file of the results before it is written.
type Content struct {
	Name string
	Fill func(io.Writer) error
}

// AsContent returns a file as it is.
func AsContent(f File) Content {
	return Content{f.Name, func(to io.Writer) error {
		_, err := to.Write(f.Data)
		return err
	}}
}

// writeResults writes every file of the results, each forced to the disk.
func writeResults(folder string, r Results, extra []File) error {
	if err := os.Mkdir(folder, 0o777); err != nil {
		return err
	}
	contents, notes, err := r.Contents()
	if err != nil {
		return err
	}
	for _, f := range extra {
		contents = append(contents, AsContent(f))
	}
	w := writer{folder: folder}
	for _, c := range contents {
		w.write(c.Name, c.Fill)
	}
	m := r.Manifest(notes, w.files)
	w.write(saved.ManifestName, func(to io.Writer) error {
		out := json.NewEncoder(to)
		out.SetEscapeHTML(false)
		out.SetIndent("", " ")
		return out.Encode(m)
	})
	return w.err
}

// writer writes files into a folder and keeps the first error.
type writer struct {
	folder string
	files  []saved.FileRecord
	err    error
}

func (w *writer) write(name string, fill func(io.Writer) error) {
	if w.err != nil {
		return
	}
	if w.err = w.writeFile(name, fill); w.err != nil {
		w.err = fmt.Errorf("%s: %w", words.Clean(name), saved.Cause(w.err))
	}
}

func (w *writer) writeFile(name string, fill func(io.Writer) error) (err error) {
	if !filepath.IsLocal(name) {
		return fmt.Errorf("must be a name within the folder")
	}
	path := filepath.Join(w.folder, filepath.FromSlash(name))
	if err := w.makeFolders(filepath.Dir(filepath.FromSlash(name))); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if closed := file.Close(); err == nil {
			err = closed
		}
	}()
	recorder := saved.NewRecorder(file)
	buffer := bufio.NewWriterSize(recorder, 1<<16)
	if err := fill(buffer); err != nil {
		return err
	}
	if err := buffer.Flush(); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	w.files = append(w.files, recorder.Record(name))
	syncFolder(filepath.Dir(path))
	return nil
}

// makeFolders makes those of a way within the folder, and never the folder itself:
// taken away (Abandon) it must not come back.
func (w *writer) makeFolders(way string) error {
	if way == "." {
		return nil
	}
	path := w.folder
	for _, name := range strings.Split(way, string(filepath.Separator)) {
		path = filepath.Join(path, name)
		if err := os.Mkdir(path, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// syncFolder forces the names in a folder to the disk, where the file system can.
func syncFolder(path string) {
	if folder, err := os.Open(path); err == nil {
		folder.Sync()
		folder.Close()
	}
}
