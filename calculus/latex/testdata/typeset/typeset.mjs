// Draws formulas with MathJax 4, MathJax 3 and KaTeX.
//
// Standard input holds one JSON object a line, {"tex": "…", "inline": false};
// standard output gets one for each failure, {"line", "engine", "tex",
// "error"}, and at the end {"drawn": n}, so that a reader can tell success
// from a program that stopped half-way. Every engine is as strict as it can
// be made: unknown commands, error nodes and warnings are failures.

import {createInterface} from 'node:readline';
import {createRequire} from 'node:module';

import katex from 'katex';
import {mathjax} from '@mathjax/src/js/mathjax.js';
import {TeX} from '@mathjax/src/js/input/tex.js';
import {SVG} from '@mathjax/src/js/output/svg.js';
import {liteAdaptor} from '@mathjax/src/js/adaptors/liteAdaptor.js';
import {RegisterHTMLHandler} from '@mathjax/src/js/handlers/html.js';
import '@mathjax/src/js/util/asyncLoad/esm.js';
import '@mathjax/src/js/input/tex/base/BaseConfiguration.js';
import '@mathjax/src/js/input/tex/ams/AmsConfiguration.js';
import '@mathjax/src/js/input/tex/newcommand/NewcommandConfiguration.js';
import '@mathjax/src/js/input/tex/textmacros/TextMacrosConfiguration.js';

const require = createRequire(import.meta.url);

// The extensions that the usual bundles load, without those that hide errors
// (noerrors, noundefined) or fetch more (autoload, require).
const packages = ['base', 'ams', 'newcommand'];

function fail(jax, err) {
  throw new Error(err.message);
}

function mathJax4() {
  const adaptor = liteAdaptor();
  RegisterHTMLHandler(adaptor);
  const doc = mathjax.document('', {
    InputJax: new TeX({packages: [...packages, 'textmacros'], formatError: fail}),
    OutputJax: new SVG({fontCache: 'none'}),
  });
  return async (tex, display) => adaptor.outerHTML(await doc.convertPromise(tex, {display}));
}

function mathJax3() {
  const {mathjax} = require('mathjax-full/js/mathjax.js');
  const {TeX} = require('mathjax-full/js/input/tex.js');
  const {SVG} = require('mathjax-full/js/output/svg.js');
  const {liteAdaptor} = require('mathjax-full/js/adaptors/liteAdaptor.js');
  const {RegisterHTMLHandler} = require('mathjax-full/js/handlers/html.js');
  require('mathjax-full/js/input/tex/base/BaseConfiguration.js');
  require('mathjax-full/js/input/tex/ams/AmsConfiguration.js');
  require('mathjax-full/js/input/tex/newcommand/NewcommandConfiguration.js');
  const adaptor = liteAdaptor();
  RegisterHTMLHandler(adaptor);
  const doc = mathjax.document('', {
    InputJax: new TeX({packages, formatError: fail}),
    OutputJax: new SVG({fontCache: 'none'}),
  });
  return async (tex, display) => adaptor.outerHTML(doc.convert(tex, {display}));
}

function kaTeX() {
  return async (tex, displayMode) =>
    katex.renderToString(tex, {displayMode, throwOnError: true, strict: 'error', trust: false});
}

const engines = {'MathJax 4': mathJax4(), 'MathJax 3': mathJax3(), KaTeX: kaTeX()};

// An error that an engine drew instead of throwing it.
const errorNode = /data-mml-node="merror"|data-mjx-error|<merror|katex-error/;

function report(failure) {
  process.stdout.write(JSON.stringify(failure) + '\n');
}

let line = 0;
for await (const text of createInterface({input: process.stdin, crlfDelay: Infinity})) {
  line++;
  const {tex, inline = false} = JSON.parse(text);
  for (const [engine, draw] of Object.entries(engines)) {
    try {
      const html = await draw(tex, !inline);
      if (errorNode.test(html)) {
        report({line, engine, tex, error: 'drew an error node'});
      }
    } catch (err) {
      report({line, engine, tex, error: String(err.message ?? err)});
    }
  }
}
report({drawn: line});
