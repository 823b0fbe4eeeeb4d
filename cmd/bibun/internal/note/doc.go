// Package note converts one note, to Markdown or to HTML, and tells what was
// found in it: as findings for people ([Note.Findings]) and as the JSON objects
// that editors and scripts read ([Note.WriteJSON]).
package note
