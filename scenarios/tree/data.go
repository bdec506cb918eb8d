package tree

import (
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"strings"

	"postsale/models/units"
)

// DataFiles reads the data files of a scenario, each once, and names them apart.
type DataFiles struct {
	byPlace map[string]units.DataFile
	bytes   map[string][]byte // by place too, of all that were ever read
	InOrder []units.DataFile
	Size    int                           // of all that were read, in bytes
	Stated  map[*Source]map[string][]byte // by the file that names them, as named there
}

// NewDataFiles returns one that has read nothing.
func NewDataFiles() DataFiles {
	return DataFiles{bytes: map[string][]byte{}}.Again()
}

// Again returns the same for another scenario, which reads no file that was read.
func (d DataFiles) Again() DataFiles {
	return DataFiles{bytes: d.bytes, byPlace: map[string]units.DataFile{}, Stated: map[*Source]map[string][]byte{}}
}

// Apart is Again for a scenario that may be read at the same time as others, which do not know of what it reads.
func (d DataFiles) Apart() DataFiles {
	return DataFiles{bytes: maps.Clone(d.bytes)}.Again()
}

// Read returns the data file that a node names, in the folder of the scenario where it stands.
func (d *DataFiles) Read(n *Node) (units.DataFile, error) {
	place := fmt.Sprint(n.From.Library != nil, filepath.Dir(n.From.Path), "/", path.Clean(n.Text))
	file, ok := d.byPlace[place]
	if !ok {
		data, known := d.bytes[place]
		if !known {
			var err error
			if data, err = n.From.readData(n.Text); err != nil {
				return file, err
			}
			d.bytes[place] = data
		}
		file = units.DataFile{Name: d.unused(path.Base(n.Text)), Data: data}
		d.byPlace[place] = file
		d.InOrder = append(d.InOrder, file)
	}
	if d.Size += len(file.Data); d.Size > LargestData {
		return file, fmt.Errorf("with the data files before it more than %d MB, each counted as often as it is named", LargestData>>20)
	}
	if d.Stated[n.From] == nil {
		d.Stated[n.From] = map[string][]byte{}
	}
	d.Stated[n.From][n.Text] = file.Data
	return file, nil
}

// longestName is how many bytes the name of a file may have nearly everywhere.
const longestName = 255

// unused returns name, or name with a number where two folders hold a file of that name: as it can be written beside the
// others, also where names are the same that differ in case only.
func (d *DataFiles) unused(name string) string {
	taken := func(name string) bool {
		for _, file := range d.InOrder {
			if strings.EqualFold(file.Name, name) {
				return true
			}
		}
		return false
	}
	free := name
	for i := 2; taken(free); i++ {
		free = numbered(name, i)
	}
	return free
}

// numbered returns a name with a number before its extension, shortened if need be.
func numbered(name string, n int) string {
	extension := path.Ext(name)
	number := fmt.Sprintf("-%d", n)
	stem := strings.TrimSuffix(name, extension)
	if len(number+extension) > longestName {
		stem, extension = name, ""
	}
	stem = stem[:min(len(stem), longestName-len(number+extension))]
	return strings.ToValidUTF8(stem, "") + number + extension
}
