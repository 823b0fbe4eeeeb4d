// Bibun turns the diff blocks of study notes into worked solutions.
//
// The way of a command: [main] hands arguments and streams to [run], which
// builds the tree of commands on an [app]. Each command is a file of its own.
// Notes are converted by internal/note, HTML pages made by internal/page, folders
// built by internal/site, watched by internal/watch and previewed by
// internal/serve; internal/report prints what was found. What mdBook and pandoc send
// goes through internal/mdbook and internal/pandoc (host.go).
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/bibun-md/bibun/cmd/bibun/internal/config"
)

func main() {
	if os.Getenv("GOGC") == "" {
		// A build is short and lives on little memory: a fifth of its time went into
		// collecting what the end of the program frees anyway.
		debug.SetGCPercent(400)
	}
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		cancel() // finish what was begun
		<-signals
		os.Exit(exitInterrupted)
	}()
	args := os.Args[1:]
	if name := hostCommand(os.Args[0]); name != "" {
		args = append([]string{name}, args...)
	}
	os.Exit(run(ctx, args, os.Stdin, os.Stdout, os.Stderr))
}

// The exit codes, as cli.md documents them.
const (
	exitDone        = 0
	exitFindings    = 1   // errors in notes, or warnings with --fail-on warning
	exitTrouble     = 2   // wrong usage, configuration, or reading and writing
	exitInterrupted = 130 // ended by a signal before the work was done
)

// run is the program: results go to stdout, everything else to stderr. It
// returns the exit code. When ctx ends, what was begun is finished.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var kept again
	results := &results{Writer: stdout}
	stdout = results
	for {
		a := &app{stdin: stdin, stdout: stdout, stderr: stderr, getenv: os.Getenv, config: &config.Config{}, again: kept}
		root := a.command()
		// cobra takes nil for the arguments of the process.
		root.SetArgs(append([]string{}, args...))
		root.SetIn(stdin)
		root.SetOut(stdout)
		root.SetErr(stderr)
		err := root.ExecuteContext(ctx)
		if errors.Is(err, errAgain) && ctx.Err() == nil {
			kept = a.again
			continue
		}
		return a.exitCode(ctx, cmp.Or(results.err, err))
	}
}

// results is standard output. It keeps what kept it from being written, so that a
// command needn't ask after each line, and nothing follows what is missing.
type results struct {
	io.Writer
	err error
}

// Unwrap returns standard output itself.
func (r *results) Unwrap() io.Writer { return r.Writer }

func (r *results) Write(b []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	n, err := r.Writer.Write(b)
	if err != nil {
		r.err = fmt.Errorf("writing standard output: %w", err)
	}
	return n, r.err
}
