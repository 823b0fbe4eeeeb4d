//go:build linux

package faultfs

import (
	"fmt"
	"sync"
	"syscall"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// Kind is a kind of file operation.
type Kind string

// The kinds of operations, each with the system calls that lead to it.
const (
	Stat   Kind = "stat"   // stat, and each step of a path
	Open   Kind = "open"   // open of a file that is there
	Create Kind = "create" // open of a new file
	Read   Kind = "read"
	Write  Kind = "write"
	Chmod  Kind = "chmod" // also truncate, utimes
	Sync   Kind = "fsync"
	Close  Kind = "close"
	Rename Kind = "rename"
	Link   Kind = "link"
	Unlink Kind = "unlink" // also rmdir
	Mkdir  Kind = "mkdir"
	List   Kind = "getdents" // also the open of a folder
)

// Kinds are all of them, those that change something first.
func Kinds() []Kind {
	return []Kind{Create, Write, Chmod, Sync, Close, Rename, Link, Unlink, Mkdir, Open, Read, List, Stat}
}

// Op is an operation that was asked for.
type Op struct {
	Kind Kind
	Name string // of the file, where the operation has one
	Hit  bool   // it is one that went wrong
}

func (o Op) String() string { return fmt.Sprintf("%s %s", o.Kind, o.Name) }

// Plan says which operations go wrong, and how. The zero plan is for none.
type Plan struct {
	// Kind is that of the operations that are counted. Defaults to all.
	Kind Kind
	// N is the number of the first that goes wrong, from 1. Defaults to none.
	N int
	// Stays has all that come after it go wrong, too.
	Stays bool
	// Half has a write take half of what it is given before it goes wrong.
	Half bool
	// Err is what it is answered with.
	Err syscall.Errno
	// Call is called before the answer, and may kill who has asked. Defaults to nothing.
	Call func()
}

// FS is a mounted folder. It is safe for use by several goroutines.
type FS struct {
	fuse.RawFileSystem
	server *fuse.Server

	mu    sync.Mutex
	plan  Plan
	count int  // of the plan's kind
	half  bool // the half of a write is taken; the next one goes wrong
	ops   []Op
}

// Mount shows the folder dir at another one.
func Mount(dir, at string) (*FS, error) {
	root, err := fs.NewLoopbackRoot(dir)
	if err != nil {
		return nil, err
	}
	// No time is given for which the kernel may remember anything.
	f := &FS{RawFileSystem: fs.NewNodeFS(root, &fs.Options{})}
	f.server, err = fuse.NewServer(f, at, &fuse.MountOptions{FsName: dir, Name: "faultfs", DirectMount: true, DisableXAttrs: true})
	if err != nil {
		return nil, err
	}
	go f.server.Serve()
	return f, f.server.WaitMount()
}

// Unmount ends it.
func (f *FS) Unmount() error { return f.server.Unmount() }

// Arm begins a plan.
func (f *FS) Arm(p Plan) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.plan, f.count, f.half, f.ops = p, 0, false, nil
}

// Disarm ends a plan and returns the operations since it began.
func (f *FS) Disarm() []Op {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.plan = Plan{}
	return f.ops
}

// step takes an operation and returns what it is to be answered with, if not as ever.
func (f *FS) step(kind Kind, name string) fuse.Status {
	f.mu.Lock()
	defer f.mu.Unlock()
	op := Op{Kind: kind, Name: name}
	if f.plan.N > 0 && (f.plan.Kind == "" || f.plan.Kind == kind) {
		f.count++
		op.Hit = f.count == f.plan.N || f.plan.Stays && f.count > f.plan.N
	}
	f.ops = append(f.ops, op)
	if !op.Hit {
		return fuse.OK
	}
	if f.plan.Call != nil {
		f.plan.Call()
	}
	return fuse.Status(f.plan.Err)
}

func (f *FS) Lookup(cancel <-chan struct{}, h *fuse.InHeader, name string, out *fuse.EntryOut) fuse.Status {
	if s := f.step(Stat, name); !s.Ok() {
		return s
	}
	return f.RawFileSystem.Lookup(cancel, h, name, out)
}

func (f *FS) GetAttr(cancel <-chan struct{}, in *fuse.GetAttrIn, out *fuse.AttrOut) fuse.Status {
	if s := f.step(Stat, ""); !s.Ok() {
		return s
	}
	return f.RawFileSystem.GetAttr(cancel, in, out)
}

func (f *FS) Statx(cancel <-chan struct{}, in *fuse.StatxIn, out *fuse.StatxOut) fuse.Status {
	if s := f.step(Stat, ""); !s.Ok() {
		return s
	}
	return f.RawFileSystem.Statx(cancel, in, out)
}

func (f *FS) SetAttr(cancel <-chan struct{}, in *fuse.SetAttrIn, out *fuse.AttrOut) fuse.Status {
	if s := f.step(Chmod, ""); !s.Ok() {
		return s
	}
	return f.RawFileSystem.SetAttr(cancel, in, out)
}

func (f *FS) Mkdir(cancel <-chan struct{}, in *fuse.MkdirIn, name string, out *fuse.EntryOut) fuse.Status {
	if s := f.step(Mkdir, name); !s.Ok() {
		return s
	}
	return f.RawFileSystem.Mkdir(cancel, in, name, out)
}

func (f *FS) Unlink(cancel <-chan struct{}, h *fuse.InHeader, name string) fuse.Status {
	if s := f.step(Unlink, name); !s.Ok() {
		return s
	}
	return f.RawFileSystem.Unlink(cancel, h, name)
}

func (f *FS) Rmdir(cancel <-chan struct{}, h *fuse.InHeader, name string) fuse.Status {
	if s := f.step(Unlink, name); !s.Ok() {
		return s
	}
	return f.RawFileSystem.Rmdir(cancel, h, name)
}

func (f *FS) Rename(cancel <-chan struct{}, in *fuse.RenameIn, from, to string) fuse.Status {
	if s := f.step(Rename, from+" "+to); !s.Ok() {
		return s
	}
	return f.RawFileSystem.Rename(cancel, in, from, to)
}

func (f *FS) Link(cancel <-chan struct{}, in *fuse.LinkIn, name string, out *fuse.EntryOut) fuse.Status {
	if s := f.step(Link, name); !s.Ok() {
		return s
	}
	return f.RawFileSystem.Link(cancel, in, name, out)
}

func (f *FS) Create(cancel <-chan struct{}, in *fuse.CreateIn, name string, out *fuse.CreateOut) fuse.Status {
	if s := f.step(Create, name); !s.Ok() {
		return s
	}
	return f.RawFileSystem.Create(cancel, in, name, out)
}

func (f *FS) Open(cancel <-chan struct{}, in *fuse.OpenIn, out *fuse.OpenOut) fuse.Status {
	if s := f.step(Open, ""); !s.Ok() {
		return s
	}
	return f.RawFileSystem.Open(cancel, in, out)
}

func (f *FS) Read(cancel <-chan struct{}, in *fuse.ReadIn, buf []byte) (fuse.ReadResult, fuse.Status) {
	if s := f.step(Read, ""); !s.Ok() {
		return nil, s
	}
	return f.RawFileSystem.Read(cancel, in, buf)
}

// Writev is left to Write.
func (f *FS) Writev(<-chan struct{}, *fuse.WriteIn, [][]byte) (uint32, fuse.Status) {
	return 0, fuse.ENOSYS
}

func (f *FS) Write(cancel <-chan struct{}, in *fuse.WriteIn, data []byte) (uint32, fuse.Status) {
	if s := f.step(Write, ""); !s.Ok() {
		if !f.takeHalf() || len(data) < 2 {
			return 0, s
		}
		data = data[:len(data)/2]
		in.Size = uint32(len(data))
	}
	return f.RawFileSystem.Write(cancel, in, data)
}

// takeHalf reports whether a write that goes wrong takes half of its data first: then
// it is the rest of it that goes wrong.
func (f *FS) takeHalf() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.plan.Half || f.half {
		return false
	}
	f.half = true
	f.plan.N++
	return true
}

func (f *FS) Fsync(cancel <-chan struct{}, in *fuse.FsyncIn) fuse.Status {
	if s := f.step(Sync, ""); !s.Ok() {
		return s
	}
	return f.RawFileSystem.Fsync(cancel, in)
}

func (f *FS) FsyncDir(cancel <-chan struct{}, in *fuse.FsyncIn) fuse.Status {
	if s := f.step(Sync, ""); !s.Ok() {
		return s
	}
	return f.RawFileSystem.FsyncDir(cancel, in)
}

func (f *FS) Flush(cancel <-chan struct{}, in *fuse.FlushIn) fuse.Status {
	if s := f.step(Close, ""); !s.Ok() {
		return s
	}
	return f.RawFileSystem.Flush(cancel, in)
}

func (f *FS) OpenDir(cancel <-chan struct{}, in *fuse.OpenIn, out *fuse.OpenOut) fuse.Status {
	if s := f.step(List, ""); !s.Ok() {
		return s
	}
	return f.RawFileSystem.OpenDir(cancel, in, out)
}

func (f *FS) ReadDir(cancel <-chan struct{}, in *fuse.ReadIn, out *fuse.DirEntryList) fuse.Status {
	if s := f.step(List, ""); !s.Ok() {
		return s
	}
	return f.RawFileSystem.ReadDir(cancel, in, out)
}

func (f *FS) ReadDirPlus(cancel <-chan struct{}, in *fuse.ReadIn, out *fuse.DirEntryList) fuse.Status {
	if s := f.step(List, ""); !s.Ok() {
		return s
	}
	return f.RawFileSystem.ReadDirPlus(cancel, in, out)
}
