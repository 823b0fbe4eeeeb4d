package solution

import (
	"context"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// normalVector is a normal of a surface: its components, one for each coordinate, and
// the point on the surface at which it stands.
type normalVector struct {
	components []calculus.Expr
	point      []calculus.Coordinate
}

// normal works out the normal line of a graph or a curve, or a normal vector of a
// surface.
func (s *solver) normal(ctx context.Context, res *result) error {
	d := res.request.Function
	if d.Equation != nil {
		if len(d.Vars) > 1 {
			return s.implicitNormal(ctx, res)
		}
		return s.implicitTangent(ctx, res)
	}
	value, slopes, err := s.heightAndSlopes(ctx, res)
	if err != nil {
		return err
	}
	point := res.point()
	if len(point) > 1 {
		left := s.height(d).(*calculus.Sym)
		res.vector = &normalVector{append(slopes, calculus.MinusOne), append(point, calculus.Coordinate{Var: left, Value: value})}
		return nil
	}
	c, err := s.normalLine(res, s.height(d), d.Name, value, slopes[0], point[0])
	res.chains = append(res.chains, c)
	return err
}

// normalLine is the normal to a line of the slope through the point: x = a where the
// slope is 0.
func (s *solver) normalLine(res *result, left calculus.Expr, name *calculus.Sym, height, slope calculus.Expr, at calculus.Coordinate) (*calculus.Chain, error) {
	if calculus.Equal(slope, calculus.Zero) {
		return upright(at, calculus.NormalRule), nil
	}
	return s.setting(res.request.Function).NormalLine(left, name, height, slope, at)
}

// implicitNormal works out the gradient of F at a point of the surface F = 0.
func (s *solver) implicitNormal(ctx context.Context, res *result) error {
	u, set, err := s.implicitAtPoint(res)
	if err != nil {
		return err
	}
	point := res.point()
	name := u.Function
	if name == nil {
		name = calculus.Symbol("F")
	}
	body := u.Left // that F is a constant says as much as that it is 0
	if len(calculus.Symbols(u.Right)) > 0 {
		body = calculus.Flattened(u.Difference())
	}
	if u.Function == nil {
		args := make([]calculus.Expr, len(point))
		for i, at := range point {
			args[i] = at.Var
		}
		res.level = []calculus.Expr{calculus.ApplyTo(name.Name(), args...), body}
	}
	v := normalVector{point: point}
	singular := true
	for _, at := range point {
		c, err := set.Differentiate(ctx, calculus.Request{Left: calculus.D(name, true, at.Var), Body: body, Wrt: at.Var, Partial: true})
		if err != nil {
			return err
		}
		res.chains = append(res.chains, c)
		value, err := set.ValueAt(c.Left, calculus.D(body, true, at.Var), c.Answer(), point)
		if err != nil {
			return err
		}
		res.values = append(res.values, value)
		v.components = append(v.components, value.Answer())
		singular = singular && calculus.Equal(value.Answer(), calculus.Zero)
	}
	if singular {
		return calculus.ErrSingular
	}
	res.vector = &v
	return nil
}

// tuple writes the vector.
func (v *normalVector) tuple(s *solver) string {
	list := make([]string, len(v.components))
	for i, e := range v.components {
		list[i] = s.tex(e)
	}
	return tuple(list)
}

// line writes the line through the point in the direction of the vector:
// (x−1)/2 = (y−2)/4, and z = 3 where a component is 0.
func (v *normalVector) line(s *solver) string {
	var moving, fixed []string
	for i, at := range v.point {
		if calculus.Equal(v.components[i], calculus.Zero) {
			fixed = append(fixed, s.tex(at.Var)+"="+s.tex(at.Value))
			continue
		}
		step := calculus.StepFrom(at)
		if !calculus.Equal(v.components[i], calculus.One) {
			step = calculus.Div(step, v.components[i])
		}
		moving = append(moving, s.tex(step))
	}
	if len(moving) > 1 {
		fixed = append([]string{strings.Join(moving, "=")}, fixed...)
	}
	return strings.Join(fixed, `,\quad `)
}

// normal writes a normal vector and the line along it.
func (w *writer) normal(r *result) {
	rows := []row{{left: `\vec{n}`, right: r.vector.tuple(w.solver)}}
	w.rowsDisplay(rows)
	first, rest, _ := strings.Cut(r.vector.line(w.solver), "=")
	w.rowsDisplay([]row{{left: first, right: rest}})
}

// level says what F is where the solution introduces it.
func (w *writer) level(l []calculus.Expr) {
	w.paragraph(sentence(w.words.let, inlineMath(w.tex(l[0])+"="+w.tex(l[1])))...)
}
