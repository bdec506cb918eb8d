package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/cmd/voice"
)

// pseudoTerminal returns both ends of a terminal that nobody sits at.
func pseudoTerminal(t *testing.T) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals")
	}
	t.Cleanup(func() { master.Close() })
	number, locked := int32(0), int32(0)
	for request, argument := range map[uintptr]*int32{syscall.TIOCGPTN: &number, syscall.TIOCSPTLCK: &locked} {
		_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, master.Fd(), request, uintptr(unsafe.Pointer(argument)))
		require.Zero(t, errno)
	}
	slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { slave.Close() })
	return master, slave
}

func TestAnInterruptOfTheQuestionsWritesNothing(t *testing.T) {
	master, slave := pseudoTerminal(t)
	t.Chdir(t.TempDir())
	read, write, err := os.Pipe()
	require.NoError(t, err)
	defer read.Close()
	cmd := exec.Command("postsale", "new", "--name", "Left")
	cmd.Stdin, cmd.Stderr = slave, write
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	require.NoError(t, cmd.Start())
	require.NoError(t, write.Close())
	require.NoError(t, read.SetReadDeadline(time.Now().Add(time.Minute)))
	said := ""
	until := func(text string) {
		buffer := make([]byte, 1000)
		for !strings.Contains(said, text) {
			n, err := read.Read(buffer)
			require.NoError(t, err, said)
			said += string(buffer[:n])
		}
	}
	until("File to write [Left.yaml]: ")
	_, err = master.WriteString("\n8M\n")
	require.NoError(t, err)
	until("Customers, ")
	_, err = master.WriteString("28\x03") // as Ctrl-C sends
	require.NoError(t, err)
	until("postsale: interrupted: nothing was written\n")
	cmd.Wait()
	assert.Equal(t, voice.Interrupted, cmd.ProcessState.ExitCode())
	assert.NotContains(t, said, "\x1b")
	assert.NoFileExists(t, "Left.yaml")
}
