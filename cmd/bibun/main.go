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
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
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
	for {
		a := &app{stdin: stdin, stdout: stdout, stderr: stderr, getenv: os.Getenv, again: kept}
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
		return a.exitCode(ctx, err)
	}
}
