//go:build unix

package slurm

import (
	"os/exec"
	"syscall"
)

// apart has a command run where an interrupt from the keyboard does not reach it.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
