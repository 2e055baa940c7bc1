/** What a page does right before it changes its own route to a forbidden one, so that the address bar follows late. */
export interface Storm {
  readonly name: string;
  /** What the page does before the share begins. It ends under an allowed address. */
  readonly prepare?: string;
  /** Ends by calling `reveal()`, which paints what must not be seen and then changes the address. */
  readonly script: string;
  /** Opens windows or tabs, which are closed afterwards. */
  readonly opens?: boolean;
}

/** Does something every few milliseconds for a while, then reveals, and goes on a little. */
const repeat = (everyMs: number, forMs: number, work: string): string =>
  `{ let n = 0; const timer = setInterval(() => { ${work} }, ${everyMs}); setTimeout(() => { reveal(); setTimeout(() => clearInterval(timer), 800); }, ${forMs}); }`;

const LONG = `'x'.repeat(60000)`;
/** Letters of several scripts, each of which has to be shaped by a font of its own. */
const SCRIPTS = `'\\u0627\\u0644\\u0639\\u0631\\u0628\\u064A\\u0629 \\u0939\\u093F\\u0928\\u094D\\u0926\\u0940 \\u0E44\\u0E17\\u0E22 \\u4E2D\\u6587 \\uD83D\\uDE00 '.repeat(120)`;
const ICON = `document.head.append(Object.assign(document.createElement('link'), { rel: 'icon', id: 'icon' }));
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 }); const ink = canvas.getContext('2d');`;

export const STORMS: readonly Storm[] = [
  { name: 'nothing', script: 'reveal()' },
  { name: '60 replaceState', script: `for (let i = 0; i < 60; i++) history.replaceState({}, '', '/first/' + i); reveal()` },
  { name: '400 pushState', script: `for (let i = 0; i < 400; i++) history.pushState({}, '', '/first/' + i); reveal()` },
  { name: 'scroll position in the address', script: `{ let n = 0; const f = () => { scrollTo(0, n * 5); history.replaceState({}, '', '/first/route?y=' + n++); if (n < 60) requestAnimationFrame(f); else reveal(); }; f(); }` },
  { name: 'titles', script: repeat(4, 400, `for (let i = 0; i < 50; i++) document.title = 'guarded window ' + n++;`) },
  { name: 'long titles in many scripts', script: repeat(4, 400, `for (let i = 0; i < 10; i++) document.title = 'guarded window ' + n++ + ${SCRIPTS};`) },
  { name: '40 iframes', script: `for (let i = 0; i < 40; i++) frame('/first/frame' + i); reveal()` },
  { name: '40 iframes of other sites', script: `for (let i = 0; i < 40; i++) frame('https://secret.example.test/frame' + i); reveal()` },
  { name: 'iframes that change their routes', script: `{ const frames = Array.from({ length: 12 }, (_, i) => frame('/first/frame' + i)); ${repeat(8, 500, `for (const { contentWindow: w } of frames) try { w.history.replaceState({}, '', '/first/f' + n++); } catch {}`)} }` },
  { name: 'long addresses', script: `for (let i = 0; i < 60; i++) history.replaceState({}, '', '/first/' + i + ${LONG}); reveal()` },
  { name: 'large states', script: `{ const state = { text: 'x'.repeat(4e6) }; for (let i = 0; i < 20; i++) history.replaceState(state, '', '/first/' + i); reveal(); }` },
  { name: 'history.go', prepare: `for (let i = 0; i < 20; i++) history.pushState({}, '', '/first/' + i)`, script: `{ let n = 0; const go = () => { if (n++ < 30) history.go(n % 2 ? -5 : 5); else reveal(); }; addEventListener('popstate', go); go(); }` },
  { name: 'back in one document', prepare: `history.replaceState({}, '', '/second/route'); history.pushState({}, '', '/first/route'); addEventListener('popstate', paint)`, script: `for (let i = 0; i < 40; i++) history.replaceState({}, '', '/first/' + i); history.back()` },
  { name: 'navigation API', script: `navigation.addEventListener('navigate', (event) => event.intercept()); for (let i = 0; i < 60; i++) navigation.navigate('/first/' + i, { history: 'replace' }); reveal()` },
  { name: 'hashes', script: `for (let i = 0; i < 150; i++) location.hash = i; reveal()` },
  { name: 'icons', script: `${ICON} ${repeat(8, 500, `for (let i = 0; i < 10; i++) { ink.fillStyle = 'hsl(' + n++ + ' 60% 50%)'; ink.fillRect(0, 0, 64, 64); document.querySelector('#icon').href = canvas.toDataURL(); }`)}` },
  { name: 'permission queries', script: `for (let i = 0; i < 3000; i++) void navigator.permissions.query({ name: ['geolocation', 'notifications', 'camera'][i % 3] }); reveal()` },
  { name: 'locks', script: `for (let i = 0; i < 3000; i++) { void navigator.locks.query(); void navigator.locks.request('lock' + i, () => 0); } reveal()` },
  { name: 'cookies', script: `for (let i = 0; i < 800; i++) { document.cookie = 'n' + (i % 40) + '=' + i; void cookieStore.getAll(); } reveal()` },
  { name: 'windows', opens: true, script: `for (let i = 0; i < 5; i++) window.open('/first/window' + i, '_blank', 'popup,width=200,height=120,left=1300,top=' + i * 130); setTimeout(reveal, 60)` },
  { name: 'tabs that change their titles', opens: true, script: `{ const tabs = Array.from({ length: 3 }, () => window.open('about:blank', '_blank', 'popup,width=200,height=120,left=1300,top=0')); ${repeat(4, 600, `for (const tab of tabs) for (let i = 0; i < 20; i++) tab.document.title = n++ + ${SCRIPTS};`)} }` },
  { name: 'downloads', script: `for (let i = 0; i < 12; i++) Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['text'])), download: 'file' + i }).click(); setTimeout(reveal, 120)` },
  { name: 'a dialog', script: `setTimeout(() => { alert('An alert.'); for (let i = 0; i < 60; i++) history.replaceState({}, '', '/first/' + i); reveal(); })` },
  { name: 'beforeunload', script: `for (let i = 0; i < 400; i++) { const ask = (event) => event.preventDefault(); addEventListener('beforeunload', ask); history.replaceState({}, '', '/first/' + i); removeEventListener('beforeunload', ask); } reveal()` },
  { name: 'a large document', script: `{ const text = '<p><b>x</b><i>y</i></p>'.repeat(40000); document.querySelector('#more').innerHTML = text; for (let i = 0; i < 60; i++) history.replaceState({}, '', '/first/' + i); reveal(); }` },
  { name: 'filters that move', script: `for (let i = 0; i < 30; i++) document.querySelector('#more').insertAdjacentHTML('beforeend', '<div class="heavy"></div>'); setTimeout(() => { for (let i = 0; i < 60; i++) history.replaceState({}, '', '/first/' + i); reveal(); }, 400)` },
  { name: 'workers', script: `for (let i = 0; i < 24; i++) new Worker(URL.createObjectURL(new Blob(['for (let end = Date.now() + 700; Date.now() < end;) ; ']))); setTimeout(reveal, 100)` },
  { name: 'theme colours and cursors', script: `document.head.insertAdjacentHTML('beforeend', '<meta name="theme-color">'); ${repeat(4, 400, `for (let i = 0; i < 50; i++) { document.querySelector('meta[name=theme-color]').content = 'hsl(' + n++ + ' 50% 50%)'; document.body.style.cursor = n % 2 ? 'wait' : 'help'; }`)}` },
  { name: 'everything at once', script: `for (let i = 0; i < 12; i++) frame('/first/frame' + i); ${repeat(4, 500, `for (let i = 0; i < 5; i++) { document.title = 'guarded window ' + n++ + ${SCRIPTS}; if (isAllowed()) history.replaceState({}, '', '/first/' + n + 'x'.repeat(20000)); void navigator.permissions.query({ name: 'geolocation' }); }`)}` },
];

/** What the storms call, in the page of {@link routePage}. */
export const STORM_SCRIPT = `
  const paint = () => { document.body.style.background = 'linear-gradient(#f0f,#f0f) #fff'; };
  const reveal = () => { paint(); history.pushState({}, '', '/second/route'); };
  const isAllowed = () => location.pathname.startsWith('/first/');
  const frame = (src) => { const it = document.createElement('iframe'); it.style.cssText = 'width:1px;height:1px;border:0'; it.src = src; document.body.append(it); return it; };
`;
