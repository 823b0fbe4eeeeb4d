package calculus

import "testing"

func TestAccent(t *testing.T) {
	for _, test := range []struct{ name, letter, accent string }{
		{"xhat", "x", "hat"}, {"Xbar", "X", "bar"}, {"thetatilde", "theta", "tilde"}, {"vvec", "v", "vec"},
		{"xdot", "x", "dot"}, {"xddot", "x", "ddot"}, {"phiddot", "phi", "ddot"},
		{"x", "x", ""}, {"hat", "hat", ""}, {"xyhat", "xyhat", ""}, {"loss", "loss", ""}, {"x_hat", "x_hat", ""}, {"dot", "dot", ""}, {"1hat", "1hat", ""},
	} {
		if letter, accent := Accent(test.name); letter != test.letter || accent != test.accent {
			t.Errorf("%s: %q, %q; want %q, %q", test.name, letter, accent, test.letter, test.accent)
		}
	}
}
