//go:build !js

package main

import (
	"fmt"
	"os"
)

// Elsewhere there is no page to be in.
func main() {
	fmt.Fprintln(os.Stderr, "page-simulator: is for the page of a browser, into which postsale page puts it; make page builds both")
	os.Exit(2)
}
