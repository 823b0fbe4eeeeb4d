package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/cmd/bibun/internal/serve"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
	"github.com/bibun-md/bibun/cmd/bibun/internal/watch"
)

// defaultPort is where the preview is found unless told otherwise. It is always
// the same, so that a page left open finds a server that was started again.
const defaultPort = 3141

// preview holds the flags of serve.
type preview struct {
	port    int
	open    bool
	mathJax string
	poll    bool
}

func (a *app) serveCommand() *cobra.Command {
	t := target{to: "html"}
	var p preview
	cmd := &cobra.Command{
		Use:   "serve [SRC]",
		Short: "Preview in the browser",
		Long: `Serve shows a folder of notes in the browser, on this machine alone, until it is
interrupted. A page is rendered when it is asked for. When a note is saved, what
changed is set into its page and the place that is being read stays. What is wrong
in a note is shown at the foot of its page until it is mended. Nothing is written.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			src := "."
			if len(args) > 0 {
				src = args[0]
			}
			if cmd.Flags().Changed("mathjax") && cmd.Flags().Changed("mathjax-url") {
				return errors.New("--mathjax and --mathjax-url can't be used together")
			}
			if a.preset != "" {
				return errors.New("--preset can't be used with serve, whose pages are bibun's own")
			}
			if err := a.configure(cmd, src); err != nil {
				return err
			}
			return a.serve(cmd.Context(), src, t, p, cmd.Flags().Changed("port"))
		},
	}
	f := cmd.Flags()
	f.IntVar(&p.port, "port", defaultPort, "the port on 127.0.0.1; 0 for any that is free")
	f.BoolVar(&p.open, "open", false, "open the preview in the browser")
	pollFlag(cmd, &p.poll)
	f.StringVar(&p.mathJax, "mathjax", "", "a folder that npm has installed MathJax into, to preview without a network")
	f.StringVar(&t.mathJaxURL, "mathjax-url", page.DefaultMathJax, "the MathJax script of the pages")
	f.BoolVar(&t.unsafe, "unsafe", false, "let the raw HTML of notes through; scripts in it don't run in the preview")
	return cmd
}

func (a *app) serve(ctx context.Context, src string, t target, p preview, chosen bool) error {
	info, err := os.Stat(src)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return errors.New("serve takes a folder; " + src + " is a file")
	}
	var mathJax *serve.MathJax
	if p.mathJax != "" {
		if mathJax, err = serve.OpenMathJax(p.mathJax); err != nil {
			return err
		}
		defer mathJax.Close()
		t.mathJaxURL = serve.MathJaxPath
	}
	c, err := a.converter(t, true)
	if err != nil {
		return err
	}
	s, err := site.Open(site.Options{
		Src: src, Skip: a.configuredOutput(), Convert: convert(c), MaxNote: int64(a.limits.FileBytes), Lang: a.messageLang(), Rename: page.PageName, Ignore: a.ignore, Jobs: a.jobs})
	if err != nil {
		return err
	}
	defer s.Close()
	tell := a.teller()
	server, err := serve.New(serve.Options{
		Site: s, MathJax: mathJax, MaxNote: int64(a.limits.FileBytes), Lang: a.messageLang(), Log: tell.warn,
		Convert: func(ctx context.Context, file string, src []byte) (*note.Note, error) {
			start := time.Now()
			n, err := c.Convert(ctx, file, src)
			if err == nil {
				a.rendered(tell, n, time.Since(start))
			}
			return n, err
		},
	})
	if err != nil {
		return err
	}
	defer server.Close()
	begun := a.again.port != 0
	if begun {
		p.port, chosen = a.again.port, true
	}
	l, err := listen(p.port, chosen)
	if err != nil {
		return err
	}
	a.again.port = l.Addr().(*net.TCPAddr).Port
	address := "http://" + l.Addr().String() + "/"
	if !begun {
		tell.always(servingLine(src, address, a.messageLang()))
	}
	if p.open && !begun {
		if err := openBrowser(address, a.getenv); err != nil {
			tell.warn(fmt.Sprintf("the browser can't be opened (%v); open %s", err, address))
		}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var watching sync.WaitGroup
	watching.Go(func() {
		cancel(watch.Watch(ctx, s, a.watchOptions(src, p.poll, tell, watch.Options{
			Make: server.Look,
			Report: func(r watch.Round) {
				for _, name := range r.Gone {
					tell.gone(s.File(name))
				}
				server.Changed(r)
			},
		})))
	})
	err = server.Serve(ctx, l)
	cancel(err)
	watching.Wait()
	switch cause := context.Cause(ctx); {
	case err != nil:
		return err
	case errors.Is(cause, watch.ErrSettings):
		return errAgain
	case errors.Is(cause, context.Canceled):
		return nil
	default:
		return cause
	}
}

// listen opens the port. The default one gives way where it is taken; one that
// was asked for doesn't.
func listen(port int, chosen bool) (net.Listener, error) {
	l, err := serve.Listen(port)
	if errors.Is(err, syscall.EADDRINUSE) && !chosen {
		return serve.Listen(0)
	}
	return l, err
}

func servingLine(src, address, lang string) string {
	if lang == "ja" {
		return fmt.Sprintf("%s を %s で表示しています（Ctrl+C で終了）", src, address)
	}
	return fmt.Sprintf("serving %s at %s (Ctrl+C ends)", src, address)
}

// rendered tells of a page that was rendered, as a build is told of.
func (a *app) rendered(tell *teller, n *note.Note, took time.Duration) {
	o := site.Outcome{Note: true, Findings: n.Findings()}
	o.Counts.Solved, o.Counts.Skipped, o.Counts.Failed = n.Counts()
	r := watch.Round{Start: time.Now().Add(-took), Elapsed: took, Outcomes: []site.Outcome{o}}
	tell.round(roundLine(r, a.messageLang()), []told{{n.File, o.Findings}})
}

// openBrowser opens an address as the user is used to: with $BROWSER, else with
// what the system has for it.
func openBrowser(address string, getenv func(string) string) error {
	var cmd *exec.Cmd
	switch browser := getenv("BROWSER"); {
	case browser != "":
		cmd = exec.Command(browser, address)
	case runtime.GOOS == "darwin":
		cmd = exec.Command("open", address)
	case runtime.GOOS == "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	default:
		cmd = exec.Command("xdg-open", address)
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait()
	return nil
}
