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
	inOrder []units.DataFile
	size    int                           // of all that were read, in bytes
	stated  map[*source]map[string][]byte // by the file that names them, as named there
}

func newDataFiles() dataFiles {
	return dataFiles{byPlace: map[string]units.DataFile{}, stated: map[*source]map[string][]byte{}}
}

func (d *dataFiles) read(n *node) (units.DataFile, error) {
	place := fmt.Sprint(n.from.library != nil, filepath.Dir(n.from.path), "/", path.Clean(n.text))
	file, ok := d.byPlace[place]
	if !ok {
		data, err := n.from.readData(n.text)
		if err != nil {
			return file, err
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

// unused returns name, or name with a number where two folders hold a file of that name.
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
		extension := path.Ext(name)
		free = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, extension), i, extension)
	}
	return free
}
