/** Rules and URLs made to keep a matcher busy: long, deep, full of what globs and parsers stumble over. */

const host = 'https://www.example.com';
const special = '?[](){}!+@|^$.,;=&~\'"<>`%25';

/** Texts that somebody might enter as a rule. Not all of them are rules. */
export const hostileRules = [
  `${host}/${'a'.repeat(2000)}/*`,
  `${host}/${'*/'.repeat(1000)}*`,
  `${host}/${'*/a/'.repeat(490)}`,
  `${host}/${'é'.repeat(2000)}`,
  `${host}/${'é/*/'.repeat(500)}`.slice(0, 2048),
  `${host}/${'%41'.repeat(670)}/*`,
  `${host}/${'../'.repeat(670)}*`,
  `${host}/${'+(ab|abab)'.repeat(190)}`,
  `${host}/${'{a,b}'.repeat(390)}/*`,
  `${host}/${'[a-z'.repeat(500)}`,
  `${host}/${'('.repeat(2000)}`,
  `${host}/${'!(a)'.repeat(500)}`,
  `${host}/${special.repeat(70)}/*/x`,
  `${host}/${'..;/'.repeat(500)}*`,
  `${host}/*?${'a'.repeat(2000)}`,
  `${host}/?${'\'"'.repeat(1000)}`,
  `https://${'a.'.repeat(1000)}com/*`,
  `https://*.${'a.'.repeat(120)}com/*`,
  `https://${'é.'.repeat(1000)}com/*`,
  `https://${'é'.repeat(2000)}.com/*`,
  `https://xn--${'a'.repeat(2000)}/*`,
  `https://${'*'.repeat(2000)}`,
  `https://${'*.'.repeat(1000)}example.com`,
  `https://${'@'.repeat(2000)}`,
  `https://${':'.repeat(2000)}`,
  `https://${'['.repeat(2000)}`,
  `https://${'/'.repeat(2000)}`,
  `https:${'\\'.repeat(2000)}`,
  `${'h'.repeat(1000)}ttps://x.com`,
  `https://${' '.repeat(2000)}x`,
  `${'%'.repeat(2000)}`,
  `https://x.com/${'%'.repeat(2000)}`,
  `https://x.com/${'**'.repeat(1000)}`,
  ' '.repeat(1_000_000),
  'x'.repeat(1_000_000),
  `${host}/${'a'.repeat(1_000_000)}`,
  `${host}/${'\u202e'.repeat(2000)}`,
  `${host}/${'\ud800'.repeat(2000)}`,
  `https://${Array.from({ length: 2000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('')}.com/*`,
];

/** What somebody might try to open. */
export const hostileUrls = [
  `${host}/${'a'.repeat(32_000)}`,
  `${host}/${'é'.repeat(32_000)}`,
  `${host}/${'a/../'.repeat(6_500)}`,
  `${host}${'/'.repeat(32_000)}`,
  `${host}/${'a/'.repeat(16_000)}`,
  `${host}/${'%41'.repeat(10_500)}`,
  `${host}/${'%2F'.repeat(10_500)}.`,
  `${host}/${'.;'.repeat(16_000)}`,
  `${host}/${'..%2F'.repeat(6_500)}x`,
  `${host}/${'.'.repeat(32_000)}`,
  `${host}/orders/${'ab'.repeat(16_000)}/print`,
  `${host}/orders/${'é'.repeat(32_000)}/print`,
  `${host}/${special.repeat(1200)}`,
  `${host}/?${'é'.repeat(32_000)}`,
  `${host}/#${'é'.repeat(32_000)}`,
  `https://${'a.'.repeat(16_000)}example.com/`,
  `https://${'é.'.repeat(16_000)}example.com/`,
  `https://${'é'.repeat(32_000)}.com/`,
  `https://${Array.from({ length: 20_000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('')}.com/`,
  `https://xn--${'a'.repeat(32_000)}.com/`,
  `https://${'a'.repeat(32_000)}@www.example.com/`,
  `https://${'@'.repeat(32_000)}www.example.com/`,
  `https://${'é'.repeat(32_000)}@www.example.com/`,
  `${host}/${'a'.repeat(10_000_000)}`,
  `${' '.repeat(31_000)}${host}/`,
  `${host}/${'\t'.repeat(31_000)}x`,
  '\\'.repeat(32_000),
  'x'.repeat(32_000),
  `${host}/${'%c3%a9/'.repeat(4_600)}`,
  `${host}/${'a../'.repeat(8_000)}`,
  `${host}/${'a/'.repeat(999)}x`,
  `${host}/${'a/'.repeat(1000)}5/x`,
  `${host}/${'b/'.repeat(950)}end`,
  `${host}/${'a'.repeat(2000)}500/x`,
  `${host}/a/a?${'q'.repeat(1990)}5`,
  `${host}/${'\ud800'.repeat(32_000)}`,
  `https://${'a.'.repeat(120)}example.com/${'x/'.repeat(100)}`,
  `https://${'%C3%A9'.repeat(80)}.com/`,
  `https:${'/'.repeat(32_000)}www.example.com/`,
  `https://${'é'.repeat(1_000_000)}.com`,
  `${host}/${'é'.repeat(1_000_000)}`,
];

/** 1,000 rules for one host that share as little as possible. */
export const scatteredRules = Array.from({ length: 1000 }, (_, index) => {
  const segments = Array.from({ length: 10 }, (_, bit) => ((index >> bit) & 1 ? '*' : 'a'));
  return `${host}/${segments.join('/')}/${'b/'.repeat(index % 50)}end`;
});

const thousand = (ruleAt) => Array.from({ length: 1000 }, (_, index) => ruleAt(index));

/** Lists of 1,000 rules that a page can make a matcher go through one by one, at length. */
export const hostileLists = {
  'any depth': thousand((index) => `${host}/${'*/'.repeat(index + 1)}*`),
  'any depth, the deepest first': thousand((index) => `${host}/${'*/'.repeat(1000 - index)}*`),
  'different at the end': thousand((index) => `${host}/${'a/'.repeat(1000)}${index}/*`),
  'different at the end, all with *': thousand((index) => `${host}/${'*/'.repeat(1000)}${index}/*`),
  'a * in every place': thousand((index) => `${host}/${'a/'.repeat(index)}*/${'a/'.repeat(999 - index)}*`),
  'a * in every place but one': thousand((index) => `${host}/${'a/'.repeat(index)}*/${'a/'.repeat(999 - index)}x`),
  'one character longer each': thousand((index) => `${host}/${'a'.repeat(index + 1)}/*`),
  'long queries': thousand((index) => `${host}/*/a?${'q'.repeat(1990)}${index}`),
  'subdomains of many labels': thousand((index) => `https://*.${'a.'.repeat(1 + (index % 120))}example.com/${'*/'.repeat(index / 120)}*`),
  'the same rule': thousand(() => `${host}/*/a/*`),
  'as many shapes as rules': scatteredRules,
};
