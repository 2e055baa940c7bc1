import { Random } from '../../seeded-random.mjs';

/** An address to visit and the text that a resting address bar shows for it. */
export interface Address {
  readonly url: string;
  readonly shown: string;
  /** Made of letters and pairs that look alike. */
  readonly lookAlike: boolean;
}

const words = ('account admin agenda archive article assets billing blog board book browse calendar campaign cart catalog chat checkout claim ' +
  'client cloud contact contract customer dashboard data default delivery detail docs download edit event export file filter finance forum ' +
  'gallery guide help history home image inbox index info invoice item job journal knowledge label library login manage market media member ' +
  'menu message mobile news note office offer online order overview page partner payment photo plan portal press price print privacy product ' +
  'profile project query quote ready record region report request review sale search secure section service session settings shipping shop ' +
  'status store student subscribe summary support survey system table task team template ticket topic track transfer travel user version ' +
  'video view wallet welcome wiki work world yield zone').split(' ');
const topLevels = ['com', 'org', 'net', 'io', 'co.uk', 'de', 'app', 'dev', 'info', 'edu', 'ai', 'li', 'cl', 'ir', 'museum'];
const pageNames = ['Default.aspx', 'index.html', 'index.php', 'View.jsp', 'login.do', 'Wf_AttPro.cgi', 'AJAX.ashx', 'To_Re.pdf', 'feed.xml', 'fi-ffl.css'];
/** Runs that read as one another at a glance; hosts are shown in lower case. */
const hostTraps = ['rn', 'm', 'nn', 'vv', 'w', 'cl', 'd', 'l', '1', 'i', 'j', 'o', '0', 'ii', 'u', 'li', 'h', 'b', '6', 'g', 'q', '9', 's', '5', 'z', '2', 'll', 'lll', 'rrn', 'nm', 'uu'];
const pathTraps = [...hostTraps, 'I', 'l', '1', '!', 'O', '0', 'Q', 'B', '8', 'S', '5', 'Z', '2', "'", "''", '_', '__', '-', '--', ',', '.', ';', ':', '(', ')', 'C', 'c', 'X', 'x',
  'V', 'v', 'W', 'w', 'K', 'k', 'P', 'p', 'U', 'u', 'ff', 'fi', 'ffi', 'fl', 'Ty', 'AV', 'Tc', 'r,', 'P.', ',Y', '~', '*', '+', '=', '&', '@', '$', '%20', '%2F', '[', ']'];

function trapHost(random: Random): string {
  const label = (): string => Array.from({ length: random.between(2, 7) }, () => random.pick(hostTraps)).join('');
  const dash = (): string => (random.chance(0.2) ? `${label()}-${label()}` : label());
  return `${random.chance(0.3) ? `${dash()}.` : ''}${dash()}.${random.pick(topLevels)}`;
}

function plainHost(random: Random): string {
  const name = random.chance(0.3) ? `${random.pick(words)}-${random.pick(words)}` : `${random.pick(words)}${random.pick(words)}`;
  const head = random.chance(0.4) ? `${random.pick(words)}.` : '';
  return `${head}${name}.${random.pick(topLevels)}`;
}

function trapPath(random: Random): string {
  const segment = (): string => Array.from({ length: random.between(1, 8) }, () => random.pick(pathTraps)).join('');
  return Array.from({ length: random.between(1, 3) }, () => `/${segment()}`).join('');
}

const wordCharacters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function plainPath(random: Random): string {
  const segments = Array.from({ length: random.between(0, 5) }, () =>
    random.chance(0.2) ? random.text(wordCharacters, random.between(4, 24)) : random.pick(words));
  const name = random.chance(0.3) ? `/${random.pick(pageNames)}` : random.chance(0.5) ? '/' : '';
  return `${segments.map((segment) => `/${segment}`).join('')}${name}`;
}

function query(random: Random): string {
  if (random.chance(0.6)) return '';
  const pairs = Array.from({ length: random.between(1, 4) }, () => `${random.pick(words)}=${random.text(wordCharacters, random.between(1, 10))}`);
  return `?${pairs.join('&')}`;
}

/**
 * What Chromium shows at rest for an address of printable ASCII: no scheme, no
 * leading `www.`, no lone slash.
 */
export function shownText(url: string): string {
  const { host, pathname, search, hash } = new URL(url);
  const rest = `${pathname}${search}${hash}`;
  return `${host.replace(/^www\./, '')}${rest === '/' ? '' : rest}`;
}

function makeAddress(random: Random, lookAlike: boolean): Address {
  const host = lookAlike ? trapHost(random) : plainHost(random);
  const www = random.chance(0.1) ? 'www.' : '';
  const path = lookAlike ? trapPath(random) : plainPath(random);
  const hash = random.chance(0.1) ? `#${random.pick(words)}` : '';
  // Dot segments vanish when the URL is parsed; what is shown is what was parsed.
  const { href } = new URL(`https://${www}${host}${path}${query(random)}${hash}`);
  return { url: href, shown: shownText(href), lookAlike };
}

/** `count` addresses, every third full of look-alikes; the same for the same seed. */
export function makeAddresses(count: number, seed: number): Address[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => makeAddress(random, index % 3 === 0));
}
