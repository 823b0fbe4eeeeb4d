package solution

// editors lists exercises of courses on several variables and on deep learning, which
// were read as the editor of a textbook reads: the answers are those of such a book.
var editors = []struct{ block, answer string }{
	{`σ(z) = 1/(1+e^(-z)); L = -t log(σ(z)) - (1-t) log(1-σ(z)); dL/dz`, ``},
}
