package scenarios

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"postsale/models/units"
)

// dataFiles reads the data files of a scenario, each once, and names them apart.
type dataFiles struct {
	byPlace map[string]units.DataFile
	bytes   map[string][]byte // by place too, of all that were ever read
	inOrder []units.DataFile
	size    int                           // of all that were read, in bytes
	stated  map[*source]map[string][]byte // by the file that names them, as named there
}

func newDataFiles() dataFiles {
	return dataFiles{bytes: map[string][]byte{}}.again()
}

// again returns the same for another scenario, which reads no file that was read.
func (d dataFiles) again() dataFiles {
	return dataFiles{bytes: d.bytes, byPlace: map[string]units.DataFile{}, stated: map[*source]map[string][]byte{}}
}

func (d *dataFiles) read(n *node) (units.DataFile, error) {
	place := fmt.Sprint(n.from.library != nil, filepath.Dir(n.from.path), "/", path.Clean(n.text))
	file, ok := d.byPlace[place]
	if !ok {
		data, known := d.bytes[place]
		if !known {
			var err error
			if data, err = n.from.readData(n.text); err != nil {
				return file, err
			}
			d.bytes[place] = data
		}
		file = units.DataFile{Name: d.unused(path.Base(n.text)), Data: data}
		d.byPlace[place] = file
		d.inOrder = append(d.inOrder, file)
	}
	if d.size += len(file.Data); d.size > largestData {
		return file, fmt.Errorf("with the data files before it more than %d MB, each counted as often as it is named", largestData>>20)
	}
	if d.stated[n.from] == nil {
		d.stated[n.from] = map[string][]byte{}
	}
	d.stated[n.from][n.text] = file.Data
	return file, nil
}

// longestName is how many bytes the name of a file may have nearly everywhere.
const longestName = 255

// unused returns name, or name with a number where two folders hold a file of that name: as it can be written beside the
// others, also where names are the same that differ in case only.
func (d *dataFiles) unused(name string) string {
	taken := func(name string) bool {
		for _, file := range d.inOrder {
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
