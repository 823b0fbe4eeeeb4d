package main

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// On a phone nothing of the preview is wider than the window, in light and in
// dark, and its text can be told from what it stands on.
func TestBrowserOnAPhone(t *testing.T) {
	long := strings.Repeat("a_very_long_name_", 8)
	p := notesFor(t, map[string]string{
		"a.md":                            "# 微分のノート\n\nA text with $x^2$.\n\n" + solvable + "\n\n" + broken + "\n\n```diff\nL(u,v) = u^2 + 3v\n" + "∂" + long + "/∂u\n```\n",
		"deep/folder/" + long + "note.md": "# Deep\n",
		"deep/b.md":                       "# B\n",
	})
	b := browse(t)
	home := p.preview("0")
	b.do(chromedp.EmulateViewport(375, 700, chromedp.EmulateMobile))
	for _, scheme := range []string{"light", "dark"} {
		b.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
			_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
			return chromedp.Void{}, err
		})
		for name, path := range map[string]string{"note": "a.html", "index": "", "missing": "none.html"} {
			b.do(chromedp.Navigate(home + path))
			if name == "note" {
				b.until("the formulas", notRaw)
				b.until("the overlay", `document.querySelector('#bibun-findings details')?.open`)
			}
			b.until("the page", `document.querySelector('h1')`)
			b.picture("phone-" + scheme + "-" + name)
			if over := value[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("%s, %s: %d pixels are beyond the edge", scheme, name, over)
			}
			if low := value[string](b, contrast); low != "" {
				t.Errorf("%s, %s: hard to read are %s", scheme, name, low)
			}
		}
	}
	b.quiet()
}

// contrast names the elements with text of their own whose contrast with the
// colour behind them is under 4.5, as the Web Content Accessibility Guidelines ask.
const contrast = `(() => {
	const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
	const over = (top, under, opacity = 1) => {
		canvas.globalAlpha = 1; canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
		canvas.globalAlpha = opacity; canvas.fillStyle = top; canvas.fillRect(0, 0, 1, 1);
		return 'rgb(' + Array.from(canvas.getImageData(0, 0, 1, 1).data).slice(0, 3).join() + ')';
	};
	const light = colour => {
		const [r, g, b] = colour.match(/[\d.]+/g).map(x => (x /= 255) <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const low = [];
	for (const e of document.querySelectorAll('body *')) {
		if (!Array.from(e.childNodes).some(n => n.nodeType === 3 && n.data.trim()) || !e.checkVisibility() || e.closest('mjx-container')) continue;
		const chain = [];
		for (let at = e; at; at = at.parentElement) chain.unshift(getComputedStyle(at));
		let behind = 'rgb(255,255,255)', opacity = 1;
		for (const s of chain) {
			behind = over(s.backgroundColor, behind);
			opacity *= s.opacity;
		}
		const a = light(over(getComputedStyle(e).color, behind, opacity)), b = light(behind);
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (ratio < 4.5) low.push(e.tagName + ' ' + e.className + ' ' + ratio.toFixed(1) + ' ' + e.textContent.slice(0, 30));
	}
	return low.join('; ');
})()`
