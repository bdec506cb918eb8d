package reports

import (
	"os"
	"testing"
)

func TestX(t *testing.T) { Summary(os.Stdout, board.study(t)) }
