// Reads Markdown as hosts do, and tells which formulas arrive at the typesetter.
//
// Standard input holds one JSON object a line, {"reader": "…", "finder": "…",
// "text": "…"}. The reader makes HTML of the text ("html" takes it as it is);
// the finder says who looks for formulas in it. Standard output gets one object
// for each, {"formulas": [{"tex", "inline"}], "rest": "…", "errors": ["…"]}: the
// formulas in the order of the page, the text outside formulas and code, and
// what the host's own typesetter had against a formula.

import {createInterface} from 'node:readline';
import {createRequire} from 'node:module';

import {evaluate} from '@mdx-js/mdx';
import {fromHtml} from 'hast-util-from-html';
import {toHtml} from 'hast-util-to-html';
import katexPlugin from '@vscode/markdown-it-katex';
import MarkdownIt from 'markdown-it';
import footnotes from 'markdown-it-footnote';
import rehypeKatex from 'rehype-katex';
import rehypeMathjax from 'rehype-mathjax';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import {unified} from 'unified';
import zenn from 'zenn-markdown-html';

// MathJax 3 and 4 and the newest KaTeX are those that package typeset draws with.
const require = createRequire(new URL('../../../calculus/latex/testdata/typeset/package.json', import.meta.url));

const typographer = {html: true, linkify: true, typographer: true};
const remark = () => unified().use(remarkParse).use(remarkGfm);
const string = async (processor, text) => String(await processor.use(rehypeStringify).process(text));

// Each reader gives HTML, and whether formulas are drawn in it already.
const readers = {
  'html': text => text,
  // VS Code's preview: its own plugin for markdown-it, which other hosts use too.
  'markdown-it + KaTeX': text => new MarkdownIt().use(katexPlugin.default ?? katexPlugin).use(footnotes).render(text),
  // An engine that knows nothing of mathematics, with all that could hurt.
  'markdown-it': text => new MarkdownIt(typographer).use(footnotes).render(text),
  'remark': text => string(remark().use(remarkRehype), text),
  'remark-math': text => string(remark().use(remarkMath).use(remarkRehype), text),
  'remark-math + KaTeX': text => string(remark().use(remarkMath).use(remarkRehype).use(rehypeKatex), text),
  'remark-math + MathJax': text => string(remark().use(remarkMath).use(remarkRehype).use(rehypeMathjax), text),
  // Docusaurus reads .md files as MDX too.
  'MDX + KaTeX': text => string(remark().use(remarkMdx).use(remarkMath).use(remarkRehype).use(rehypeKatex), text),
  // MDX as a site runs it: as a program, whose expressions have values.
  'MDX run': runMDX,
  'zenn': text => zenn(text),
};

async function runMDX(text) {
  const element = (type, {children = [], ...properties}) => typeof type === 'function' ? type({children, ...properties}) :
    {type: 'element', tagName: type, properties, children: [children].flat(Infinity).map(c => typeof c === 'object' ? c : {type: 'text', value: String(c)})};
  const {default: content} = await evaluate(text, {
    Fragment: ({children}) => children, jsx: element, jsxs: element, elementAttributeNameCase: 'html',
    remarkPlugins: [remarkGfm, remarkMath], rehypePlugins: [rehypeKatex],
  });
  return toHtml([content({})].flat(Infinity).map(c => typeof c === 'object' ? c : {type: 'text', value: String(c)}));
}

const finders = {
  // Formulas that KaTeX drew carry their source.
  'KaTeX': html => collect(html, {
    is: node => hasClass(node, 'katex') || hasClass(node, 'katex-error'),
    tex: node => content(find(node, n => n.tagName === 'annotation')),
    inline: (_, above) => !above.some(n => hasClass(n, 'katex-display')),
    error: node => hasClass(node, 'katex-error') && (node.properties.title ?? 'katex-error'),
  }),
  // What remark-math hands to rehype-katex and rehype-mathjax.
  'remark-math': html => collect(html, {
    is: node => hasClass(node, 'language-math'),
    tex: content,
    inline: node => !hasClass(node, 'math-display'),
  }),
  'merror': html => ({formulas: [], rest: '', errors: texts(html, node =>
    node.properties?.dataMjxError || node.properties?.fill === 'red' && 'unknown: ' + content(node))}),
  'zenn': html => collect(html, {
    is: node => node.tagName === 'embed-katex',
    tex: content,
    inline: node => !('displayMode' in node.properties || 'display-mode' in node.properties),
  }),
  // GitHub and its like: $, a code span, and $; or a code block of the language math.
  'backticks': html => backticks(collect(html, {
    is: (node, before, after) => hasClass(node, 'language-math') || node.properties?.lang === 'math' ||
      node.tagName === 'code' && before?.endsWith('$') && after?.startsWith('$'),
    tex: content,
    inline: (node, above) => node.tagName === 'code' && !above.some(n => n.tagName === 'pre'),
  })),
  'MathJax 3': html => mathJax('mathjax-full/js/', html),
  // Jupyter's pages have MathJax look for dollars too.
  'MathJax 3 with dollars': html => mathJax('mathjax-full/js/', html, {inlineMath: [['$', '$'], ['\\(', '\\)']]}),
  'MathJax 4': html => mathJax('@mathjax/src/js/', html),
  'KaTeX auto-render': autoRender,
  'MathML': mathML,
  // The page itself, for a test that looks at all of it.
  'page': html => ({formulas: [], rest: html, errors: []}),
};

function hasClass(node, name) {
  return (node.properties?.className ?? []).includes(name);
}

function content(node) {
  return !node ? '' : node.type === 'text' ? node.value : (node.children ?? []).map(content).join('');
}

function find(node, is) {
  if (is(node)) return node;
  for (const child of node.children ?? []) {
    const found = find(child, is);
    if (found) return found;
  }
}

function texts(html, of) {
  const found = [];
  find(fromHtml(html, {fragment: true}), node => { const text = of(node); if (text) found.push(text); });
  return found;
}

// collect walks over a page and takes out the nodes that are formulas.
function collect(html, {is, tex, inline, error = () => ''}) {
  const out = {formulas: [], rest: '', errors: []};
  function walk(node, above) {
    node.children.forEach((child, i) => {
      const beside = [node.children[i - 1]?.value, node.children[i + 1]?.value];
      if (child.type === 'text') {
        out.rest += child.value;
      } else if (child.type !== 'element') {
        return;
      } else if (is(child, ...beside)) {
        out.formulas.push({tex: tex(child), inline: inline(child, above)});
        const wrong = error(child);
        if (wrong) out.errors.push(String(wrong));
      } else if (child.tagName === 'pre' && !find(child, is) || child.tagName === 'code') {
        out.rest += ' ';
      } else {
        walk(child, [...above, child]);
      }
    });
  }
  walk(fromHtml(html, {fragment: true}), []);
  return out;
}

function backticks(found) {
  return {...found, rest: found.rest.replaceAll('$$', '')};
}

// mathML takes a display for text and gives the formula that MathJax understands,
// by which two ways to write it can be compared: what stands on, above and below
// what. How far brackets stretch and which letters are upright is left away.
function mathML(tex) {
  const {mathjax} = require('mathjax-full/js/mathjax.js');
  const {TeX} = require('mathjax-full/js/input/tex.js');
  const {STATE} = require('mathjax-full/js/core/MathItem.js');
  const {SerializedMmlVisitor} = require('mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js');
  const {liteAdaptor} = require('mathjax-full/js/adaptors/liteAdaptor.js');
  const {RegisterHTMLHandler} = require('mathjax-full/js/handlers/html.js');
  require('mathjax-full/js/input/tex/ams/AmsConfiguration.js');
  const handler = RegisterHTMLHandler(liteAdaptor());
  const errors = [];
  const doc = mathjax.document('', {InputJax: new TeX({
    packages: ['base', 'ams'],
    formatError: (_, err) => { errors.push(err.message); throw err; },
  })});
  let mml = '';
  try {
    mml = new SerializedMmlVisitor().visitTree(doc.convert(tex, {display: true, end: STATE.CONVERT}));
  } catch {}
  mathjax.handlers.unregister(handler);
  mml = mml.replace(/\n\s*/g, '').replace(/ (?!width)[a-z-]+="[^"]*"/g, '').replace(/<(\/?)m[ion]>/g, '<$1m>')
    .replaceAll('&#x2033;', '&#x2032;</m><m>&#x2032;').replaceAll('<m>&#x2061;</m>', '').replaceAll('<mrow></mrow>', '');
  for (let last; last !== mml;) {
    last = mml;
    mml = mml.replace(/<mrow>(<m>[^<]*<\/m>)<\/mrow>/g, '$1').replace(/<mrow><mrow>([^]*?)<\/mrow><\/mrow>/g, '<mrow>$1</mrow>');
  }
  return {formulas: [{tex: mml}], rest: '', errors};
}

const withDollars = /\\\([^]*?\\\)|\\\[[^]*?\\\]|\$\$[^]*?\$\$|\$[^$]+\$/g;
const delimited = /\\\([^]*?\\\)|\\\[[^]*?\\\]|\$\$[^]*?\$\$/g;

// mathJax has MathJax look for formulas in a page as it does in a browser, with
// its own delimiters.
function mathJax(root, html, options = {}) {
  const {mathjax} = require(root + 'mathjax.js');
  const {TeX} = require(root + 'input/tex.js');
  const {liteAdaptor} = require(root + 'adaptors/liteAdaptor.js');
  const {RegisterHTMLHandler} = require(root + 'handlers/html.js');
  const handler = RegisterHTMLHandler(liteAdaptor());
  const doc = mathjax.document(`<!DOCTYPE html><html><body>${html}</body></html>`, {InputJax: new TeX(options)});
  doc.findMath();
  const formulas = Array.from(doc.math, item => ({tex: item.math, inline: !item.display}));
  mathjax.handlers.unregister(handler);
  const {rest} = collect(html, {is: () => false});
  return {formulas, rest: rest.replace(options.inlineMath ? withDollars : delimited, ''), errors: []};
}

// autoRender runs KaTeX's auto-render over a page. It asks little of the page,
// and that little is here; KaTeX is replaced by one that only listens.
async function autoRender(html) {
  const {default: katex} = await import(require.resolve('katex').replace(/katex\.js$/, 'katex.mjs'));
  const {default: render} = await import(require.resolve('katex/contrib/auto-render').replace(/\.js$/, '.mjs'));
  const out = {formulas: [], rest: '', errors: []};
  katex.render = (tex, _, {displayMode}) => out.formulas.push({tex, inline: !displayMode});
  const text = value => ({nodeType: 3, textContent: value});
  globalThis.Node = {TEXT_NODE: 3};
  globalThis.document = {
    createTextNode: text,
    createElement: () => ({nodeType: 1, childNodes: []}),
    createDocumentFragment: () => ({childNodes: [], appendChild(node) {
      this.childNodes.push(node);
      if (node.nodeType === 3) out.rest += node.textContent;
    }}),
  };
  function element(node) {
    const childNodes = (node.children ?? []).map(n => n.type === 'text' ? text(n.value) : element(n));
    return {
      nodeType: node.type === 'element' ? 1 : 8, nodeName: node.tagName ?? '', className: '', childNodes,
      replaceChild(fragment, child) {
        childNodes.splice(childNodes.indexOf(child), 1, ...fragment.childNodes);
      },
    };
  }
  render(element(fromHtml(html, {fragment: true})), {errorCallback: (what, err) => out.errors.push(what + err)});
  return out;
}

for await (const line of createInterface({input: process.stdin, crlfDelay: Infinity})) {
  const {reader, finder, text} = JSON.parse(line);
  let found;
  try {
    found = await finders[finder](await readers[reader](text));
  } catch (err) {
    found = {formulas: [], rest: '', errors: [String(err)]};
  }
  process.stdout.write(JSON.stringify(found) + '\n');
}
