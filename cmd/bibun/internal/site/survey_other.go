//go:build !linux

package site

import "context"

// memory is what a survey keeps: nothing here.
type memory struct{}

// Look finds what [Site.Walk] finds. What it returns holds until the next look.
func (v *Survey) Look(ctx context.Context, afresh bool) (files []Seen, folders []string) {
	v.files, v.folders = v.files[:0], v.folders[:0]
	found, through := v.site.Walk(ctx, ".", nil)
	for _, e := range found {
		v.files = append(v.files, Seen{e.Name, StampOf(e.Info)})
	}
	for _, e := range through {
		v.folders = append(v.folders, e.Name)
	}
	return v.files, v.folders
}
