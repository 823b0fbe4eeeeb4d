package problem

import (
	"fmt"
	"strings"
	"testing"
)

// TestFamilies reads blocks with sums over indices, and compares what they
// define: the families with their ranges, the definitions with the members that
// they define and the families that they rest on, and the requests.
func TestFamilies(t *testing.T) {
	for _, test := range []struct {
		text string
		want string
	}{
		{"L = 1/N sum(i=1..N, (w_i-t_i)^2)\n∂L/∂w_k",
			"w i=1..N; t i=1..N; L ;N = (1/N)*sum(i=1..N,(w_{i}-t_{i})^2) over w t; partial L w_k"},
		{"L(w) = \\frac{1}{N}\\sum_{i=1}^{N}(w_i-t_i)^2\n\\frac{\\partial L}{\\partial w_k}",
			"w i=1..N; t i=1..N; L(w_1..w_N;N) = (1/N)*sum(i=1..N,(w_{i}-t_{i})^2) over w t; partial L w_k"},
		{"L(w, b) = \\sum_{i=1}^{N}(w_i x_i+b)^2\n∂L/∂b",
			"w i=1..N; x i=1..N; L(b;N) = sum(i=1..N,(w_{i}*x_{i}+b)^2) over w x; partial L b"},
		{"y_i = e^{a_i}/S; S = sum(j=1..K, e^{a_j}); ∂y_i/∂a_j",
			"a j=1..K; y i=1..K; y_i ; = e^a_{i}/S defines y_{i} uses S over a; S ;K = sum(j=1..K,e^a_{j}) over a; partial y_i a_j"},
		{"y_i = e^{a_i}/S; S = sum(j=1..K, e^{a_j}); L = -sum(k=1..K, t_k log y_k)\n仮定 sum(k=1..K, t_k) = 1\n∂L/∂a_j",
			"t k=1..K; a j=1..K; y k=1..K; assume sum(k=1..K,t_{k})=1; y_i ; = e^a_{i}/S defines y_{i} uses S over a; S ;K = sum(j=1..K,e^a_{j}) over a; L ;K = -sum(k=1..K,t_{k}*log(y_{k})) uses y_i over t a; partial L a_j"},
		{"y_k = softmax(a)_k; L = -sum(k=1..K, t_k log y_k)\n∂L/∂a_j", "t k=1..K; y k=1..K; a j=1..K; y_k ;K = e^a_{k}/sum(j=1..K,e^a_{j}) defines y_{k} over a; L ;K = -sum(k=1..K,t_{k}*log(y_{k})) uses y_k over t a; partial L a_j"},
		{"y_k = softmax(a)_k; L = -sum(k=1..3, t_k log y_k)\n∂L/∂a_1", "a j=1..3; y k=1..3; y_k ; = e^a_{k}/sum(j=1..3,e^a_{j}) defines y_{k} over a; L t_1 t_2 t_3; = -(t_1*log(y_{1})+t_2*log(y_{2})+t_3*log(y_{3})) uses y_k over a; partial L a_1"},
		{"L = -sum(k=1..2, t_k log softmax(a)_k)\n∂L/∂a_1", "a j=1..2; L t_1 t_2; = -(t_1*log(e^a_{1}/sum(j=1..2,e^a_{j}))+t_2*log(e^a_{2}/sum(j=1..2,e^a_{j}))) over a; partial L a_1"},
		{"L(w_1, ..., w_N) = sum(i=1..N, w_i^2)\n∂L/∂w_k\ndL",
			"w ?=1..N; L(w_1..w_N;N) = sum(i=1..N,w_{i}^2) over w; partial L w_k; total L all w"},
		{"L(w_1, ..., w_N) = w_1 w_2 + w_k\n∂L/∂w_1",
			"w ?=1..N; L(w_1..w_N;) = w_{1}*w_{2}+w_{k} over w; partial L w_1"},
		{"L = Σ_{i=1}^N Σ_{j=1}^N a_ij x_i x_j\n∂L/∂x_k\n∂L/∂a_pq",
			"a i=1..N j=1..N; x i=1..N; L ;N = sum(i=1..N,sum(j=1..N,a_{i,j}*x_{i}*x_{j})) over a x; partial L x_k; partial L a_pq"},
		{"L = sum(i=1..N, w_i^2) + w_2 + w_k + sum(i=1..3, w_i) + w\n∂L/∂w_2",
			"w i=1..N; L w;N = sum(i=1..N,w_{i}^2)+w_{2}+w_{k}+w_{1}+w_{2}+w_{3}+w over w; partial L w_2"},
		{"index i = 1..N\ny_i = w x_i + b\n∂y_i/∂w",
			"x i=1..N; y i=1..N; y_i w b; = w*x_{i}+b defines y_{i} over x; partial y_i w"},
		{"L = sum(i=1..N, (y_i - t_i)^2); y_i = w x_i + b\n∂L/∂w; ∂L/∂b",
			"y i=1..N; t i=1..N; x i=1..N; L ;N = sum(i=1..N,(y_{i}-t_{i})^2) uses y_i over t x; y_i w b; = w*x_{i}+b defines y_{i} over x; partial L w; partial L b"},
		{"L = sum(i=1..N-1, (w_{i+1} - w_i)^2)\n∂L/∂w_k",
			"w i=1..N; L ;N = sum(i=1..N-1,(w_{i+1}-w_{i})^2) over w; partial L w_k"},
		{"L = \\prod_{i=1}^{N} p^{x_i}(1-p)^{1-x_i}\n∂L/∂p",
			"x i=1..N; L p;N = prod(i=1..N,p^x_{i}*(1-p)^(1-x_{i})) over x; partial L p"},
		{"P = prod(i=1..N-1, x_{i+1} - x_i)\n∂P/∂x_k",
			"x i=1..N; P ;N = prod(i=1..N-1,x_{i+1}-x_{i}) over x; partial P x_k"},
		{"index i = 1..N\nP = \\prod_i x_i; Q = \\prod_{i\\ne k} x_i\n∂P/∂x_k; ∂Q/∂x_j",
			"x i=1..N; P ;N = prod(i=1..N,x_{i}) over x; Q ;N = prod(i=1..N,i!=k,x_{i}) over x; partial P x_k; partial Q x_j"},
		{"l_j = prod(i=1..n, i!=j, (x-a_i)/(a_j-a_i))\n∂l_j/∂x",
			"a i=1..n; l j=1..n; l_j x;n = prod(i=1..n,i!=j,(x-a_{i})/(a_{j}-a_{i})) defines l_{j} over a; partial l_j x"},
		{"L = ∑ᵢ₌₁ᴺ wᵢ²\n∂L/∂w_k",
			"w i=1..N; L ;N = sum(i=1..N,w_{i}^2) over w; partial L w_k"},
		{"添字 i = 1, ..., N\nL = \\sum_i w_i^2\n∂L/∂w_k",
			"w i=1..N; L ;N = sum(i=1..N,w_{i}^2) over w; partial L w_k"},
		{"index i, j = 1, 2, ..., N\nL = sum(i, sum(j, a_ij))\n∂L/∂a_{kl}",
			"a i=1..N j=1..N; L ;N = sum(i=1..N,sum(j=1..N,a_{i,j})) over a; partial L a_kl"},
		{"z_i = 2 y_i; y_i = sum(j=1..N, a_ij x_j)\n∂z_i/∂x_k",
			"a ?=?..? j=1..N; x j=1..N; y i=?..?; z i=?..?; z_i ; = 2*y_{i} defines z_{i} uses y_i over a x; y_i ;N = sum(j=1..N,a_{i,j}*x_{j}) defines y_{i} over a x; partial z_i x_k"},
		{"z_ij = a_ij^2; y = sum(i=1..N, sum(j=1..M, a_ij))\n∂z_ij/∂a_pq; ∂y/∂a_pq",
			"a i=1..N j=1..M; z i=1..N j=1..M; z_ij ; = a_{i,j}^2 defines z_{i,j} over a; y ;N,M = sum(i=1..N,sum(j=1..M,a_{i,j})) over a; partial z_ij a_pq; partial y a_pq"},
		{"L = \\sum_{n=1}^N \\delta_{nk} w_n + \\delta(1, k)\n∂L/∂w_j",
			"w n=1..N; L ;N = sum(n=1..N,delta(n,k)*w_{n})+delta(1,k) over w; partial L w_j"},
		{"L = \\frac{1}{2N}\\sum_{n=1}^N\\left(wx_n+b-y_n\\right)^2+\\lambda w^2\n∂L/∂w",
			"x n=1..N; y n=1..N; L w b lambda;N = (1/(2*N))*sum(n=1..N,(w*x_{n}+b-y_{n})^2)+lambda*w^2 over x y; partial L w"},
		{"L = sum(i=1..2, sum(n=1..N, x_in))\n∂L/∂x_{1k}",
			"x ?=?..? n=1..N; L ;N = sum(n=1..N,x_{1,n})+sum(n=1..N,x_{2,n}) over x; partial L x_1k"},
		{"L = \\sum_{i=1}^N w_i x_{max} x_{\\mathrm{in}}\n∂L/∂w_k",
			"w i=1..N; L x_max x_in;N = sum(i=1..N,w_{i}*x_max*x_in) over w; partial L w_k"},
		{"L = sum(i=1..N, w_i^2)\n∂L/∂w",
			"error which-variable; w i=1..N; L ;N = sum(i=1..N,w_{i}^2) over w"},
		{"L = sum(i=1..N, w_i^2)\n∂L/∂w_{jk}",
			"error subscript-count; w i=1..N; L ;N = sum(i=1..N,w_{i}^2) over w"},
		{"f(x) = \\sum_{k=0}^{n} a_k x^k\nf'(x)\n∂f/∂a_j",
			"a k=0..n; f(x;n) = sum(k=0..n,a_{k}*x^k) over a; ordinary f x; partial f a_j"},
		{"ℓ = sum(i=1..n, log p_i); p_i = θ^{x_i}(1-θ)^{1-x_i}\n∂ℓ/∂θ",
			"p i=1..n; x i=1..n; ell ;n = sum(i=1..n,log(p_{i})) uses p_i over x; p_i theta; = theta^x_{i}*(1-theta)^(1-x_{i}) defines p_{i} over x; partial ell theta"},
		{"y_j = σ(z_j); z_j = sum(i=1..n, w_ji x_i) + b_j\n∂y_j/∂w_{ji}",
			"w ?=?..? i=1..n; x i=1..n; z j=?..?; b j=?..?; y j=?..?; y_j ; = sigmoid(z_{j}) defines y_{j} uses z_j over w x b; z_j ;n = sum(i=1..n,w_{j,i}*x_{i})+b_{j} defines z_{j} over w x b; partial y_j w_ji"},
		{"y_i = e^{a_i}/sum(j=1..K, e^{a_j})\n∂y_k/∂a_j\n∂y_2/∂a_1\npartial y_k by a_k\ny_kをa_jで偏微分",
			"a j=1..K; y i=1..K; y_i ;K = e^a_{i}/sum(j=1..K,e^a_{j}) defines y_{i} over a; partial y_k a_j; partial y_2 a_1; partial y_k a_k; partial y_k a_j"},
		{"L = 1/N sum(i=1..N, (w_i-t_i)^2)\n∇L\ngradient L by w\nLのwについての勾配\nhessian L by w\ndL",
			"w i=1..N; t i=1..N; L ;N = (1/N)*sum(i=1..N,(w_{i}-t_{i})^2) over w t; gradient L all w all t; gradient L all w; gradient L all w; hessian L all w; total L all w all t"},
		{"L(w) = sum(i=1..N-1, (w_{i+1}-w_i)^2)\n∇L\nhessian L",
			"w i=1..N; L(w_1..w_N;N) = sum(i=1..N-1,(w_{i+1}-w_{i})^2) over w; gradient L all w; hessian L all w"},
		{"L(w, b) = sum(n=1..N, (sum(j=1..m, w_j x_{nj}) + b - t_n)^2)\ngradient L\ndL",
			"w j=1..m; x n=1..N j=1..m; t n=1..N; L(b;N,m) = sum(n=1..N,(sum(j=1..m,w_{j}*x_{n,j})+b-t_{n})^2) over w x t; gradient L b all w; total L b all w"},
		{"L = sum(i=1..N, w_i^2) + b^2\nhessian L",
			"error not-yet; w i=1..N; L b;N = sum(i=1..N,w_{i}^2)+b^2 over w"},
		{"L = sum(i=1..N, w_i^2)\nd²L",
			"error not-yet; w i=1..N; L ;N = sum(i=1..N,w_{i}^2) over w"},
		{"L(w) = sum(i=1..N, w_i^2)\nM = L(w)\ndM",
			"error not-yet; w i=1..N; L(w_1..w_N;N) = sum(i=1..N,w_{i}^2) over w; M w; = L(w) uses L; total M w"},
	} {
		p, diagnostics := Parse(test.text)
		var got []string
		for _, d := range diagnostics {
			got = append(got, string(d.Severity)+" "+d.Code)
		}
		for _, f := range p.Families {
			text := f.Base
			for _, r := range f.Ranges {
				text += " " + rangeText(r)
			}
			got = append(got, text)
		}
		for _, a := range p.Assumptions {
			got = append(got, "assume "+a.String())
		}
		for _, d := range p.Definitions {
			text := describe(d)
			if d.Member != nil {
				text += " defines " + d.Member.String()
			}
			for i, u := range d.Uses {
				if i == 0 {
					text += " uses"
				}
				text += " " + u.Name.Name()
			}
			for i, f := range d.LeafFamilies() {
				if i == 0 {
					text += " over"
				}
				text += " " + f.Base
			}
			got = append(got, text)
		}
		for _, q := range p.Requests {
			text := fmt.Sprintf("%s %s", q.Kind, q.Function.Name)
			for _, v := range q.Wrt {
				text += " " + v.Name()
			}
			for _, f := range q.Families {
				text += " all " + f.Base
			}
			got = append(got, text)
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text, strings.Join(got, "; "), test.want)
		}
	}
}

func rangeText(r Range) string {
	part := func(e fmt.Stringer, ok bool) string {
		if !ok {
			return "?"
		}
		return e.String()
	}
	return part(r.Index, r.Index != nil) + "=" + part(r.From, r.From != nil) + ".." + part(r.To, r.To != nil)
}
