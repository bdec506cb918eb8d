package voice

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"golang.org/x/term"
)

// Terminal is somebody who can be asked. Questions go where progress goes, so that results can be piped.
type Terminal struct {
	to         io.Writer
	lines      chan line
	interrupts chan os.Signal
}

type line struct {
	text string
	err  error
}

// Asking returns the terminal that a reader is, nil if nobody is there to answer. Until Done, an interrupt is an answer too.
func Asking(in io.Reader, to io.Writer) *Terminal {
	file, ok := in.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil
	}
	t := &Terminal{to: to, lines: make(chan line), interrupts: make(chan os.Signal, 1)}
	signal.Notify(t.interrupts, os.Interrupt, syscall.SIGTERM)
	go func() {
		read := bufio.NewReader(file)
		for {
			text, err := read.ReadString('\n')
			t.lines <- line{text, err}
			if err != nil {
				return
			}
		}
	}()
	return t
}

// Seen reports whether what is written there is read at a terminal.
func Seen(to io.Writer) bool {
	file, ok := to.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// errLeft is why there is no answer, whatever was pressed.
var errLeft = errors.New("interrupted: nothing was written")

// Ask asks a question and returns the answer, or standard, which it shows in brackets, for an empty one; typed is whether
// there was one. An interrupt and the end of the input end the program.
func (t *Terminal) Ask(question, standard string) (text string, typed bool, err error) {
	if standard != "" {
		question += " [" + standard + "]"
	}
	fmt.Fprintf(t.to, "%s: ", question)
	select {
	case <-t.interrupts:
	case answer := <-t.lines:
		if answer.err == nil || answer.text != "" {
			if text := strings.TrimSpace(answer.text); text != "" {
				return text, true, nil
			}
			return standard, false, nil
		}
	}
	fmt.Fprintln(t.to)
	return "", false, Exit{Code: Interrupted, Err: errLeft}
}

// Done ends the asking.
func (t *Terminal) Done() { signal.Stop(t.interrupts) }

// Tell says something between questions.
func (t *Terminal) Tell(text string) { fmt.Fprintln(t.to, text) }
