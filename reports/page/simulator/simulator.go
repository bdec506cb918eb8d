// Package simulator is the program in a page (cmd/page-simulator), compiled to WebAssembly, where there is one.
//
//	module, glue, built := simulator.Module()
//
// How it gets here. `make page` compiles it into the folder built, and from then on every build of the program has it inside,
// so that `postsale page` needs no compiler, no network and no second file. The folder is not kept in the repository: compiled
// code of four megabytes that changes with every line of the model would soon outweigh all the rest, and nobody could review
// it. So a plain `go build` of a fresh clone has none. Its `postsale page` then writes the page as a report, says so in the
// page and on standard error, and names `make page`. Compiling it while a page is written was weighed and left out: it would
// need Go and the source on the machine of whoever writes pages, and fetch modules over a network behind their back.
//
// A module that lies in the folder may be of older source than the program around it. The page finds that out before it tells
// anything: the first future of every plan goes with it as the program has lived through it (package moves), and a simulator
// that comes to another one stops and says so. With the module comes the script of the Go that compiled it, as both must be of
// one version.
//
// Figures are those of an amd64 to the last digit: what trials need of package math is the same in WebAssembly, and powers of e
// are those of package exponential. A page that was written on a processor that fuses products and sums may differ in what
// that rounds, and then says so where it tells of a move.
package simulator

import "embed"

//go:embed all:built
var built embed.FS

// Module returns the module, by gzip, and the script that starts it; ok is false if this program was built without.
func Module() (module []byte, glue string, ok bool) {
	module, missing := built.ReadFile("built/simulator.wasm.gz")
	script, unstarted := built.ReadFile("built/wasm_exec.js")
	return module, string(script), missing == nil && unstarted == nil
}
