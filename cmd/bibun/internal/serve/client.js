'use strict';
// The preview in the page. The server says which paths changed; the page fetches
// itself anew, keeps every block that is as it was, typesets the new ones out of
// sight, and sets them in without moving what is being read.
(() => {
  const own = '/.bibun/';
  const meta = document.querySelector('meta[name="bibun"]');
  const main = document.querySelector('main');
  const offline = document.getElementById('bibun-offline');
  const path = decode(location.pathname);
  const isIndex = path.endsWith('/');
  const style = document.head.querySelector('style'); // ours comes first
  let generation = meta.content;
  // The blocks of the page with their source, taken before MathJax changes them.
  let blocks = blocksOf(main);

  function decode(encoded) {
    try { return decodeURIComponent(encoded); } catch { return encoded; }
  }

  function blocksOf(parent) {
    return Array.from(parent.childNodes, node => ({
      node, source: node.nodeType === Node.ELEMENT_NODE ? node.outerHTML : node.nodeType + node.data,
    }));
  }

  const isElement = block => block.node.nodeType === Node.ELEMENT_NODE;

  // ---- Setting in what is new

  // Returns the blocks of the page that is to be shown: the old ones where their
  // source is the same, whatever their place, else new ones.
  function match(next) {
    const old = new Map();
    for (const block of blocks) {
      if (!old.has(block.source)) old.set(block.source, []);
      old.get(block.source).push(block);
    }
    return next.map(block => old.get(block.source)?.shift() ?? block);
  }

  const hasFormulas = node => node.matches('.math, .bibun') || node.querySelector('.math, .bibun');

  // Typesets elements in a holder that is as wide as the note and not seen.
  async function typeset(elements) {
    const formulas = elements.filter(hasFormulas);
    if (formulas.length === 0 || !window.MathJax?.startup?.promise) return;
    await MathJax.startup.promise;
    const holder = document.createElement('div');
    holder.className = 'no-math';
    const box = getComputedStyle(main);
    holder.style.cssText = 'position:absolute;visibility:hidden;top:0;left:0;height:0;overflow:hidden;width:' +
      (main.clientWidth - parseFloat(box.paddingLeft) - parseFloat(box.paddingRight)) + 'px';
    holder.append(...formulas);
    document.body.append(holder);
    try {
      await MathJax.typesetPromise([holder]);
    } catch (err) {
      console.error(err); // shown as it is written, then
    }
    holder.remove();
  }

  // ---- Speech

  // What MathJax adds to formulas for screen readers takes it many times as long
  // as the formulas themselves. So they are shown without it first, and set again
  // with it, block by block, once nothing has been saved for a while.

  async function withoutSpeech(work) {
    const options = window.MathJax?.startup?.document?.options ?? {};
    const had = options.enableEnrichment;
    options.enableEnrichment = false;
    try {
      await work();
    } finally {
      options.enableEnrichment = had;
    }
  }

  if (window.MathJax) { // the configuration; MathJax itself is still to come
    MathJax.startup = {pageReady: () => withoutSpeech(() => MathJax.startup.defaultPageReady()).then(speakLater)};
  }

  const spoken = new WeakSet();
  let speaking = 0;

  function speakLater() {
    clearTimeout(speaking);
    speaking = setTimeout(speak, 1500);
  }

  async function speak() {
    const next = blocks.find(b => isElement(b) && !spoken.has(b) && hasFormulas(b.node));
    if (!next || !window.MathJax?.startup?.document?.options.enableEnrichment) return;
    if (busy || getSelection().containsNode(next.node, true)) return speakLater();
    spoken.add(next);
    const holder = document.createElement('template');
    holder.innerHTML = next.source;
    const node = document.importNode(holder.content.firstElementChild, true);
    busy = true;
    await typeset([node]);
    busy = false;
    MathJax.typesetClear?.([next.node]);
    next.node.replaceWith(node);
    next.node = node;
    if (again) update();
    else speaking = setTimeout(speak, 50);
  }

  // ---- Keeping the place

  // Returns a function that puts what is being read back to its place: the last
  // block that stays and begins above the window's upper edge, else the first
  // one in the window.
  function hold(kept) {
    if (scrollY === 0) return () => {};
    let anchor = null;
    for (const block of blocks) {
      if (!isElement(block) || !kept.has(block)) continue;
      const box = block.node.getBoundingClientRect();
      if (box.top <= 1) anchor = block.node;
      else {
        if (!anchor && box.top < innerHeight) anchor = block.node;
        break;
      }
    }
    const y = scrollY;
    const before = anchor?.getBoundingClientRect().top;
    const root = document.documentElement;
    root.style.overflowAnchor = 'none'; // or the browser would move, too
    return () => {
      if (anchor) scrollTo({top: scrollY + anchor.getBoundingClientRect().top - before, behavior: 'instant'});
      else scrollTo({top: y, behavior: 'instant'});
      requestAnimationFrame(() => requestAnimationFrame(() => { root.style.overflowAnchor = ''; }));
    };
  }

  async function setIn(doc) {
    const next = match(blocksOf(doc.querySelector('main')));
    const had = new Set(blocks);
    const fresh = next.filter(b => !had.has(b));
    for (const b of fresh) document.adoptNode(b.node);
    await withoutSpeech(() => typeset(fresh.filter(isElement).map(b => b.node)));
    const kept = new Set(next);
    const release = hold(kept);
    const removed = blocks.filter(b => !kept.has(b));
    const gone = removed.filter(isElement).map(b => b.node);
    if (gone.length > 0) window.MathJax?.typesetClear?.(gone);
    for (const b of removed) b.node.remove();
    let at = main.firstChild;
    for (const b of next) {
      if (b.node === at) at = at.nextSibling;
      else main.insertBefore(b.node, at);
    }
    blocks = next;
    setFindings(doc.getElementById('bibun-findings'));
    // Code brings its colours along.
    const colours = doc.head.querySelector('style').textContent;
    if (style.textContent !== colours) style.textContent = colours;
    document.title = doc.title;
    document.documentElement.lang = doc.documentElement.lang;
    release();
    // A page that was never seen whole needs no sign of what changed.
    if (removed.length < had.size) {
      for (const b of fresh.filter(isElement)) {
        b.node.classList.add('bibun-new');
        b.node.addEventListener('animationend', () => b.node.classList.remove('bibun-new'), {once: true});
      }
    }
    filter();
  }

  let findings = document.getElementById('bibun-findings')?.outerHTML ?? '';

  function setFindings(next) {
    const source = next?.outerHTML ?? '';
    if (source === findings) return;
    findings = source;
    const old = document.getElementById('bibun-findings');
    if (old && next && old.className === next.className) { // as the reader left it
      next.querySelector('details').open = old.querySelector('details').open;
    }
    old?.remove();
    if (next) document.body.append(document.adoptNode(next));
  }

  // ---- Fetching

  let busy = false, again = false;

  async function update() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      do {
        again = false;
        const response = await fetch(location.pathname, {headers: {Accept: 'text/html'}});
        const doc = new DOMParser().parseFromString(await response.text(), 'text/html');
        const head = doc.querySelector('meta[name="bibun"]');
        if (!head || head.dataset.version !== meta.dataset.version ||
            head.dataset.math && head.dataset.math !== meta.dataset.math) {
          location.reload(); // the place is kept below
          return;
        }
        await setIn(doc);
        generation = head.content;
      } while (again);
    } catch (err) {
      console.warn(err); // the server has gone; the stream comes back with it
    } finally {
      busy = false;
      speakLater();
    }
  }

  function refreshImages(paths) {
    for (const img of document.images) {
      const url = new URL(img.src, location.href);
      if (url.origin === location.origin && paths.includes(decode(url.pathname))) {
        img.src = url.pathname + '?' + generation;
      }
    }
  }

  // ---- Listening

  let stream = null, timer = 0, delay = 250;

  function connect() {
    clearTimeout(timer);
    stream?.close();
    stream = new EventSource(own + 'events');
    stream.onmessage = message => {
      delay = 250;
      offline.hidden = true;
      const event = JSON.parse(message.data);
      const first = !event.paths && !event.all;
      if (first ? event.generation !== generation : event.all || event.paths.includes(isIndex ? '/' : path)) {
        update();
      } else {
        generation = event.generation;
      }
      if (event.paths) refreshImages(event.paths);
    };
    // Reconnecting is done here, since browsers differ in when they give up.
    stream.onerror = () => {
      disconnect();
      offline.hidden = delay < 1000;
      timer = setTimeout(connect, delay);
      delay = Math.min(delay * 2, 2000);
    };
  }

  function disconnect() {
    clearTimeout(timer);
    stream?.close();
    stream = null;
  }

  // A page that isn't seen holds no connection: browsers give a server only six.
  // When it is seen again it compares generations.
  document.addEventListener('visibilitychange', () => document.hidden ? disconnect() : connect());
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', e => { if (e.persisted) connect(); });
  if (!document.hidden) connect();

  // ---- The place on the page, over a reload

  const place = 'bibun ' + path;
  addEventListener('pagehide', () => sessionStorage.setItem(place, scrollY));
  if (performance.getEntriesByType('navigation')[0]?.type === 'reload' && sessionStorage.getItem(place)) {
    const y = Number(sessionStorage.getItem(place));
    const restore = () => scrollTo({top: y, behavior: 'instant'});
    restore();
    addEventListener('load', async () => {
      await window.MathJax?.startup?.promise; // formulas have their heights only then
      restore();
    });
  }

  // ---- The index and the overlay

  function filter() {
    const input = document.getElementById('bibun-filter');
    if (!input) return;
    const words = input.value.toLowerCase().split(/\s+/);
    for (const section of document.querySelectorAll('.bibun-index')) {
      const folder = section.querySelector('h2')?.textContent ?? '';
      let any = false;
      for (const li of section.querySelectorAll('li')) {
        const name = (folder + li.textContent).toLowerCase();
        li.hidden = !words.every(w => name.includes(w));
        any ||= !li.hidden;
      }
      section.hidden = !any;
    }
  }
  const input = document.getElementById('bibun-filter');
  if (input) {
    input.hidden = false;
    input.addEventListener('input', filter);
  }
  addEventListener('keydown', e => {
    const details = document.querySelector('#bibun-findings details');
    if (e.key === 'Escape' && details) details.open = false;
  });
})();
