//go:build !unix

package slurm

import "os/exec"

// apart does nothing: there is no Slurm on such systems.
func apart(*exec.Cmd) {}
