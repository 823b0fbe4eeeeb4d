package problem

import "testing"

// Equations determine unknowns where something asks about these, and are
// mistakes elsewhere.
func TestEquations(t *testing.T) {
	for _, c := range []struct{ block, want string }{
		{"x^2+y^2 = 1; dy/dx", "y x; where x^2+y^2 = 1 | ordinary y x"},
		{"x^2+y^2 = 1; y'", "y x; where x^2+y^2 = 1 | ordinary y x"},
		{"x^2+y^2 = 1; dx/dy", "x y; where x^2+y^2 = 1 | ordinary x y"},
		{"x^2+y^2 = 1; d²y/dx²", "y x; where x^2+y^2 = 1 | ordinary y x x"},
		{"x^2+y^2 = 1; yをxで微分せよ", "y x; where x^2+y^2 = 1 | ordinary y x"},
		{"x^2+y^2 = 1; differentiate y by x", "y x; where x^2+y^2 = 1 | ordinary y x"},
		{"x^2+y^2 = 25; tangent at (3,4)", "y x; where x^2+y^2 = 25 | tangent y x at x=3 y=4"},
		{"x^2+y^2 = 25; 点(3,4)における接線", "y x; where x^2+y^2 = 25 | tangent y x at x=3 y=4"},
		{"x^2+y^2 = 25; dy/dx at x=3, y=4", "y x; where x^2+y^2 = 25 | ordinary y x at x=3 y=4"},
		{"x^2+y^2 = 25; dy/dx at (3,4)", "y x; where x^2+y^2 = 25 | ordinary y x at x=3 y=4"},
		{"x^2+y^2 = 1のとき、dy/dxを求めよ", "y x; where x^2+y^2 = 1 | ordinary y x"},
		{"x^2+y^2 = 1とする。dy/dxを求めよ", "y x; where x^2+y^2 = 1 | ordinary y x"},
		{"方程式 x^2+y^2 = 1 から dy/dx を求めよ", "y x; where x^2+y^2 = 1 | ordinary y x"},
		{"曲線 x^2+y^2 = 1; dy/dx", "y x; where x^2+y^2 = 1 | ordinary y x"},
		{"y = y(x); x^2+y^2 = 1; dy/dx", "y x; where x^2+y^2 = 1 | ordinary y x"},
		{"xy = 1; y(x); dy/dx", "y x; where x*y = 1 | ordinary y x"},
		{"e^y = xy; dy/dx", "y x; where e^y = x*y | ordinary y x"},
		{"xy = 1; dy/dx", "y x; where x*y = 1 | ordinary y x"},
		{"xyz = x+y+z; ∂z/∂x", "z x y; where x*y*z = x+y+z | partial z x"},
		{"sin(y) = x; dy/dx", "y x; where sin(y) = x | ordinary y x"},
		{"sin(xy) = x; dy/dx", "y x; where sin(x*y) = x | ordinary y x"},
		{"log(x+y) = x; dy/dx", "y x; where log(x+y) = x | ordinary y x"},
		{"tanh(x) = sinh(x)/cosh(x); tanh'(x)", "tanh(x;) = sinh(x)/cosh(x) | ordinary tanh x"},
		{"loss = y^2; d loss/dy", "loss y; = y^2 | ordinary loss y"},
		{"x^3+y^3 = 3xy; dy/dx", "y x; where x^3+y^3 = 3*x*y | ordinary y x"},
		{"y(x+1) = sin y; dy/dx", "y x; where y*(x+1) = sin(y) | ordinary y x"},
		{"x/y + y/x = 2; dy/dx", "y x; where x/y+y/x = 2 | ordinary y x"},
		{`\frac{x^2}{a^2} + \frac{y^2}{b^2} = 1; \frac{dy}{dx}`, "y x a b; where x^2/a^2+y^2/b^2 = 1 | ordinary y x"},
		{"params a; x^2/a^2 + y^2 = 1; dy/dx", "y x;a where x^2/a^2+y^2 = 1 | ordinary y x"},
		{"$x^2+y^2 = 1$; dy/dx", "y x; where x^2+y^2 = 1 | ordinary y x"},
		{"x^2+y^2+z^2 = 1; ∂z/∂x, ∂z/∂y", "z x y; where x^2+y^2+z^2 = 1 | partial z x | partial z y"},
		{"x^2+y^2+z^2 = 1; ∂z/∂x; ∂y/∂x", "z x y; where x^2+y^2+z^2 = 1 | y x z; where x^2+y^2+z^2 = 1 | partial z x | partial y x"},
		{"F(x,y) = x^2+y^2-1; F(x,y) = 0; dy/dx", "F(x,y;) = x^2+y^2-1 | y x; where F() = 0 | ordinary y x"},
		{"F(x,y) = 0; dy/dx", "F(x,y;) | y x; where F() = 0 | ordinary y x"},
		{"F(x,y,z) = 0; ∂z/∂x", "F(x,y,z;) | z x y; where F() = 0 | partial z x"},
		{"y = x e^y; dy/dx", "y x; where y = x*e^y | ordinary y x"},
		{"y = x + sin y; y'", "y x; where y = x+sin(y) | ordinary y x"},

		// A point gives the coordinates in the order of the alphabet, or the declared
		// one, and the last of them is the unknown of a tangent.
		{"x^2+y^2+z^2 = 14; tangent at (1,2,3)", "z x y; where x^2+y^2+z^2 = 14 | tangent z x y at x=1 y=2 z=3"},
		{"x^2+y^2+z^2 = 14; 点(1,2,3)における接平面", "z x y; where x^2+y^2+z^2 = 14 | tangent z x y at x=1 y=2 z=3"},
		{"xyz = 6; tangent at (1,2,3)", "z x y; where x*y*z = 6 | tangent z x y at x=1 y=2 z=3"},
		{"xz = 6; tangent at (2,3)", "z x; where x*z = 6 | tangent z x at x=2 z=3"},
		{"x^2+2y^2+z = 9; tangent at (1,2,0)", "z x y; where x^2+2*y^2+z = 9 | tangent z x y at x=1 y=2 z=0"},
		{"u^2+v^2+w^2 = 14; tangent at (1,2,3)", "w u v; where u^2+v^2+w^2 = 14 | tangent w u v at u=1 v=2 w=3"},
		{"2z^3+y^2+x^3 = 17; tangent z at (0,1,2)", "z y x; where 2*z^3+y^2+x^3 = 17 | tangent z y x at x=0 y=1 z=2"},
		{"y^2+x^3+z = 6; ∂z/∂x at (1,2,1)", "z y x; where y^2+x^3+z = 6 | partial z x at x=1 y=2 z=1"},
		{"vars x, y, z; y^2+x^2+z^2 = 14; tangent z at (1,2,3)", "z y x; where y^2+x^2+z^2 = 14 | tangent z y x at x=1 y=2 z=3"},
		{"vars z, y, x; y^2+x^2+z^2 = 14; tangent at (3,2,1)", "x y z; where y^2+x^2+z^2 = 14 | tangent x y z at z=3 y=2 x=1"},
		{"F(y,x) = x^2+2y^2; F(y,x) = 9; tangent at (2,1)", "F(y,x;) = x^2+2*y^2 | y x; where F() = 9 | tangent y x at y=2 x=1"},
		{"x^2+y^2 = 25; dx/dy at (3,4)", "x y; where x^2+y^2 = 25 | ordinary x y at x=3 y=4"},

		// x = y² is an equation for y where dy/dx is asked.
		{"x = y^2; dy/dx", "y x; where x = y^2 | ordinary y x"},
		{"x = y+e^y; dy/dx", "y x; where x = y+e^y | ordinary y x"},
		{"x = cos y; yをxで微分せよ", "y x; where x = cos(y) | ordinary y x"},
		{"x = y^2; dx/dy", "x y; = y^2 | ordinary x y"},
		{"x = t^2; y = t; dx/dt", "x t; = t^2 | y t; = t | ordinary x t | [warning unused-definition]"},

		// Without a question about an unknown they are what they were.
		{"F(x,y) = 0; dF", "F(x,y;) = 0 | total F x y"},
		{"x^2+y^2 = 1", "[error unexpected at ^]"},
		{"方程式 x^2+y^2 = 1 で定まる陰関数 y について、dy/dx を求めよ", "y x; where x^2+y^2 = 1 | ordinary y x"},
		{"方程式 e^y = xy で定まる陰関数 y の導関数を求めよ", "y x; where e^y = x*y | ordinary y x"},
		{"4x^2+9y^2 = 36 を満たすとき、y'を求めよ", "y x; where 4*x^2+9*y^2 = 36 | ordinary y x"},
		{"f(x) = x; x^2+y^2 = 1; df", "f(x;) = x | total f x | [error unexpected at ^]"},
		{"x^2+y^2 = 1; f'(x)", "y x; where x^2+y^2 = 1 | [error unknown-definition at f']"},
		{"f(x) = x; f(x) = x^2; df", "f(x;) = x | total f x | [error redefinition at f]"},
		{"x^2 + (y = 1; dy/dx", "[error not-a-statement at x^2 + (y = 1; dy/dx]"},
		{"x^2+y^2 = 1; dy", "y x; where x^2+y^2 = 1 | [error unknown-of-equation at dy]"},
		{"x^2+y^2 = 1; dy/dt", "y x; where x^2+y^2 = 1 | [error undeclared-rate at dy/dt]"},
		{"3y+2sin y = 1; dy/dx", "y ; where 3*y+2*sin(y) = 1 | [error not-a-variable at dy/dx]"},
		{"z^2+5y^2 = y; ∂z/∂x", "z y; where z^2+5*y^2 = y | [error not-a-variable at ∂z/∂x]"},
		{"x^2+y^2 = 25; dx/dt", "x y; where x^2+y^2 = 25 | [error undeclared-rate at dx/dt]"},
		{"x^2+y^2 = 25; x = x(t); dy/dt", "x(t;) | y ; where x^2+y^2 = 25 | ordinary y t"},
		{"x = x(t); y = y(t); x^2+y^2 = 25; dy/dt at x=3, y=4, dx/dt=2", "x(t;) | y ; where x^2+y^2 = 25 | ordinary y t at x=3 y=4 dx/dt=2"},
		{"V = 4/3 π r^3; r = r(t); dV/dt at r=2, dr/dt=3", "V ; = (4/3)*pi*r^3 | r t; = r(t) | ordinary V t at r=2 dr/dt=3"},
		{`V = r^3; r = r(t); dV/dt at r=2, \frac{dr}{dt}=3`, `V ; = r^3 | r t; = r(t) | ordinary V t at r=2 dr/dt=3`},
		{"x = t-sin t; y = 1-cos t; dy/dx", "x t; = t-sin(t) | y t; = 1-cos(t) | ordinary y x along t"},
		{"x(t) = t^2; y(t) = t^3; d²y/dx² at t=1", "x(t;) = t^2 | y(t;) = t^3 | ordinary y x x along t at t=1"},
		{"x = a cos θ; y = b sin θ; tangent at θ=π/4", "x a theta; = a*cos(theta) | y b theta; = b*sin(theta) | tangent y theta along theta at theta=pi/4"},
		{"y = 1-cos t; x = t-sin t; t=π/2における法線", "y t; = 1-cos(t) | x t; = t-sin(t) | normal y t along t at t=pi/2"},
		{"y = t^2; x = s; dy/dx", "y t; = t^2 | x s; = s | [error not-a-variable at dy/dx]"},
		{"x^2+2x = 1; dy/dx", "[error undetermined at x^2+2x = 1]"},
		{"x^2+y^2 = 25; gradient", "y x; where x^2+y^2 = 25 | [error unknown-of-equation at gradient]"},
		{"x^2+y^2 = 25; linear approximation at (3,4)", "y x; where x^2+y^2 = 25 | [error unknown-of-equation at linear approximation]"},
		{"x^2+y^2 = 25; normal line at (3,4)", "y x; where x^2+y^2 = 25 | normal y x at x=3 y=4"},
		{"x^2+y^2 = 25; d/dx", "y x; where x^2+y^2 = 25 | ordinary y x"},
		{"y^2 = 4px; tangent at (1,2)", "y p x; where y^2 = 4*p*x | [error point-size at (1,2)]"},
		{"params p; y^2 = 4px; tangent at (1,2)", "y x;p where y^2 = 4*p*x | tangent y x at x=1 y=2"},
		{"x^2+y^2 = 25; tangent at x=3", "y x; where x^2+y^2 = 25 | [error open-coordinate at x=3]"},
		{"f(x) = f(x) + x; df", "f(x;) | total f x | [error own-name at f(x) = f(x) + x]"},
		{"dL/du = 3u; L = u^2; dL", "L u; = u^2 | total L u | [error answer-given at dL/du = 3u]"},
		{`\frac{dL}{du} = 3u; L = u^2; dL`, `L u; = u^2 | total L u | [error answer-given at \frac{dL}{du} = 3u]`},
	} {
		if got := inOneLine(c.block); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.block, got, c.want)
		}
	}
}
