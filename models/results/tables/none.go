//go:build js

package tables

import (
	"errors"
	"io"
	"math"
)

// errInBrowser is why a program in a browser has no Parquet: nobody gives it files, and what reads and writes them is two thirds
// of what would have to be sent there.
var errInBrowser = errors.New("Parquet is neither read nor written in a browser")

// NewParquet returns an error.
func NewParquet(io.Writer, []Column, []About) (Writer, error) { return nil, errInBrowser }

// OpenParquet returns an error.
func OpenParquet(io.ReaderAt, int64) (*Reader, error) { return nil, errInBrowser }

// Reader reads nothing: there is none without an error.
type Reader struct{}

// Columns returns none.
func (*Reader) Columns() []Column { return nil }

// Next returns an error.
func (*Reader) Next() error { return errInBrowser }

// Real, Whole and Text have no cell to tell of.
func (*Reader) Real(int) float64               { return math.NaN() }
func (*Reader) Whole(int) (n int64, some bool) { return 0, false }
func (*Reader) Text(int) string                { return "" }

// Close has nothing to close.
func (*Reader) Close() {}
