package batch

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"

	"github.com/klauspost/compress/zstd"

	"postsale/models/company"
	"postsale/models/results/saved"
	"postsale/scenarios"
	"postsale/scenarios/batch/parts"
	"postsale/sim/experiment"
)

// ShardsName is the folder of the shards of a batch.
const ShardsName = "shards"

const (
	shardFormat = 1
	extension   = ".shard"
	digits      = 32 // of the hash of a shard that are its name
	longestLine = 64 << 20
)

// shardHead is the first line of a shard.
type shardHead struct {
	Postsale  string `json:"postsale"` // shard
	Format    int    `json:"format"`
	Program   string `json:"program"`
	Processor string `json:"processor"`
	Seed      uint64 `json:"seed"`
	Pieces    int    `json:"pieces"`
}

// pieceHead is the line before the numbers of a piece.
type pieceHead struct {
	Identity string   `json:"identity"`
	First    int      `json:"first"`
	Trials   int      `json:"trials"`
	Failed   []Failed `json:"failed"`
	Columns  int      `json:"columns"`
	Controls int      `json:"controls"`
	Bytes    int      `json:"bytes"` // that follow
}

// Failed is a trial that failed.
type Failed struct {
	Trial int    `json:"trial"`
	Cause string `json:"cause"`
}

// done returns how many trials of a piece did not fail.
func (h *pieceHead) done() int { return h.Trials - len(h.Failed) }

// failsWithin reports whether the trials that failed are of the piece, each once and in order.
func (h *pieceHead) failsWithin() bool {
	before := h.First - 1
	for _, f := range h.Failed {
		if f.Trial <= before || f.Trial > h.span().last {
			return false
		}
		before = f.Trial
	}
	return true
}

func (h *pieceHead) span() span { return span{h.First, h.First + h.Trials - 1} }

// lived is what trials of a scenario came to: the numbers by column, those of the controls after those of the measures, in
// order of the trials that did not fail.
type lived struct {
	pieceHead
	values [][]float64
}

// live lives through a piece; ctx ends it with its error.
func (p *Plan) live(ctx context.Context, s *scenarios.Scenario, identity string, piece Piece, after func(failed bool)) (*lived, error) {
	layout := s.Params.Layout()
	columns, controls := layout.Columns(), layout.Controls()
	l := &lived{pieceHead: pieceHead{Identity: identity, First: piece.First, Trials: piece.Trials, Failed: []Failed{},
		Columns: len(columns), Controls: len(controls)}}
	room := make([]float64, (len(columns)+len(controls))*piece.Trials)
	for range len(columns) + len(controls) {
		l.values, room = append(l.values, room[:0:piece.Trials]), room[piece.Trials:]
	}
	failed := 0
	type result struct{ row, luck []float64 }
	went := experiment.Run(ctx, experiment.Options{First: piece.First, Trials: piece.Trials, Workers: 1, Progress: func(_, all int) {
		after(all > failed)
		failed = all
	}},
		func(int) func(trial int) result {
			c := company.New(&s.Params, p.Seed)
			return func(trial int) result {
				if p.Before != nil {
					p.Before(trial)
				}
				return result{layout.Row(columns, c.Run(trial)), slices.Clone(c.Luck())}
			}
		},
		func(_ int, list []result) {
			for i, v := range list[0].row {
				l.values[i] = append(l.values[i], v)
			}
			for i, v := range list[0].luck {
				l.values[len(columns)+i] = append(l.values[len(columns)+i], v)
			}
		})
	for _, f := range went.Failures {
		l.Failed = append(l.Failed, Failed{f.Trial, f.Cause})
	}
	if went.Interrupted {
		return nil, context.Cause(ctx)
	}
	return l, nil
}

// pieceWriter writes pieces, one after the other.
type pieceWriter struct {
	to         io.Writer
	compressor *zstd.Encoder
	raw        []byte
	packed     []byte
}

func newPieceWriter(to io.Writer) (*pieceWriter, error) {
	compressor, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	return &pieceWriter{to: to, compressor: compressor}, err
}

func writeLine(to io.Writer, v any) error {
	line, err := compact(v)
	if err != nil {
		return err
	}
	_, err = to.Write(append(line, '\n'))
	return err
}

func (w *pieceWriter) write(l *lived) error {
	w.raw = w.raw[:0]
	for _, column := range l.values {
		for _, v := range column {
			w.raw = binary.LittleEndian.AppendUint64(w.raw, math.Float64bits(v))
		}
	}
	w.packed = w.compressor.EncodeAll(w.raw, w.packed[:0])
	head := l.pieceHead
	head.Bytes = len(w.packed)
	if err := writeLine(w.to, head); err != nil {
		return err
	}
	_, err := w.to.Write(w.packed)
	return err
}

// write lives through a shard of the plan and writes it into a folder, under a name that is its content's.
func (p *Plan) write(ctx context.Context, shown, dir string, shard Shard, after func(failed bool)) error {
	hash := sha256.New()
	part, err := parts.Create(dir)
	if err != nil {
		return err
	}
	defer part.Discard()
	to := bufio.NewWriterSize(io.MultiWriter(part, hash), 1<<16)
	w, err := newPieceWriter(to)
	if err != nil {
		return err
	}
	if err := writeLine(to, shardHead{"shard", shardFormat, p.Program, p.Processor, p.Seed, len(shard)}); err != nil {
		return parts.Placed(dir, err)
	}
	var scenario *scenarios.Scenario
	for i, piece := range shard {
		if i == 0 || shard[i-1].Scenario != piece.Scenario {
			if scenario, err = p.scenario(shown, piece.Scenario); err != nil {
				return err
			}
		}
		l, err := p.live(ctx, scenario, p.Scenarios[piece.Scenario].Identity, piece, after)
		if err != nil {
			return err
		}
		if err := w.write(l); err != nil {
			return parts.Placed(dir, err)
		}
	}
	if err := to.Flush(); err != nil {
		return parts.Placed(dir, err)
	}
	return parts.Placed(dir, part.Become(hex.EncodeToString(hash.Sum(nil))[:digits]+extension))
}

// stored is a piece in a file.
type stored struct {
	pieceHead
	path string
	at   int64 // where its numbers begin
}

// errNotWhole is what is wrong with a file that is no shard, or not all of one.
var errNotWhole = errors.New("is no shard, or was cut short or changed")

// scanned is the file of a shard, without its numbers.
type scanned struct {
	path   string
	head   shardHead
	pieces []stored
	size   int64
}

// errNoFile is what is wrong with a folder, a pipe or a device in the place of a shard.
var errNoFile = errors.New("is no file: want a shard")

// scan reads what is in a file of a shard.
func scan(path string) (*scanned, error) {
	switch info, err := os.Stat(path); { // before it is opened: a pipe would wait
	case err != nil:
		return nil, saved.Cause(err)
	case !info.Mode().IsRegular():
		return nil, errNoFile
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, saved.Cause(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, saved.Cause(err)
	}
	s := &scanned{path: path, size: info.Size()}
	in := &lineReader{file: file}
	if err := in.line(&s.head); err != nil || s.head.Postsale != "shard" {
		return nil, errNotWhole
	}
	if s.head.Format != shardFormat {
		return nil, fmt.Errorf("is of format %d, and this program reads %d: it was written by another version", s.head.Format, shardFormat)
	}
	for range s.head.Pieces {
		piece := stored{path: path}
		if err := in.line(&piece.pieceHead); err != nil || piece.Trials < 1 || piece.Trials > mostPiece || piece.First < 1 || piece.First > company.MostKept ||
			piece.Columns < 0 || piece.Controls < 0 || piece.Bytes < 0 ||
			!piece.failsWithin() {
			return nil, errNotWhole
		}
		piece.at = in.at
		if err := in.skip(int64(piece.Bytes)); err != nil {
			return nil, errNotWhole
		}
		s.pieces = append(s.pieces, piece)
	}
	if in.at != s.size {
		return nil, errNotWhole
	}
	return s, nil
}

// lineReader reads the lines of a file between what it skips.
type lineReader struct {
	file *os.File
	at   int64
}

func (r *lineReader) line(v any) error {
	var line []byte
	block := make([]byte, 512)
	for {
		n, err := r.file.ReadAt(block, r.at+int64(len(line)))
		if end := bytes.IndexByte(block[:n], '\n'); end >= 0 {
			line = append(line, block[:end]...)
			break
		}
		if err != nil || len(line) > longestLine {
			return errNotWhole
		}
		line = append(line, block[:n]...)
		block = make([]byte, min(2*len(block), 1<<20))
	}
	r.at += int64(len(line)) + 1
	in := json.NewDecoder(bytes.NewReader(line))
	in.DisallowUnknownFields()
	return in.Decode(v)
}

func (r *lineReader) skip(n int64) error {
	info, err := r.file.Stat()
	if err != nil || n > info.Size()-r.at {
		return errNotWhole
	}
	r.at += n
	return nil
}

// intact reports whether a file is what its name says.
func intact(path string) bool {
	digest, err := saved.Digest(path)
	return err == nil && filepath.Base(path) == digest[:digits]+extension
}

// reader reads the numbers of pieces; it belongs to one goroutine.
type reader struct {
	expander *zstd.Decoder
	packed   []byte
	raw      []byte
}

func newReader() (*reader, error) {
	expander, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(4<<30))
	return &reader{expander: expander}, err
}

// read appends the numbers of a piece to the columns, of the trials up to the last only.
func (r *reader) read(s *stored, last int, columns [][]float64) error {
	file, err := os.Open(s.path)
	if err != nil {
		return saved.Cause(err)
	}
	defer file.Close()
	r.packed = slices.Grow(r.packed[:0], s.Bytes)[:s.Bytes]
	if _, err := file.ReadAt(r.packed, s.at); err != nil {
		return errNotWhole
	}
	n := s.done()
	width := s.Columns + s.Controls
	if width != len(columns) {
		return fmt.Errorf("has %d columns of a scenario that has %d: it was written by another version", width, len(columns))
	}
	if r.raw, err = r.expander.DecodeAll(r.packed, r.raw[:0]); err != nil || len(r.raw) != 8*n*width {
		return errNotWhole
	}
	take := n
	for trial := s.First + s.Trials - 1; trial > last; trial-- {
		if !slices.ContainsFunc(s.Failed, func(f Failed) bool { return f.Trial == trial }) {
			take--
		}
	}
	for i := range columns {
		from := r.raw[8*n*i:]
		for k := range take {
			columns[i] = append(columns[i], math.Float64frombits(binary.LittleEndian.Uint64(from[8*k:])))
		}
	}
	return nil
}
