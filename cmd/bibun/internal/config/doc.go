// Package config reads bibun.toml.
//
// [Find] finds the file that holds for a folder: the nearest one upwards, to the
// root of the repository. [Parse] reads it against the table of [Keys] and tells
// what is wrong with it, each fault at its place. What it returns is a [Config],
// whose values the commands take as the defaults of their flags and of the
// blocks in notes; [Template] is the file that `bibun init` writes.
package config
