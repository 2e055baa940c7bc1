import { isBehind } from '../figure.js';
import type { Figure } from '../figure.js';
import { shown } from './table.js';

const WIDTH = 680;
const LEFT = 14;
const BARS = 330;
const ROW = 46;
/** Where bars would differ a thousandfold, they grow by the logarithm. */
const LOGARITHMIC_FROM = 100;

/** Light where nothing else is asked for; the panel brings its own ground, so that it can be read on any page. */
const STYLE = `<style>
.ground{fill:#fff;stroke:#d5d9e0}text{font:12px system-ui,sans-serif;fill:#1f2933}.title{font-weight:600;font-size:14px}.small{fill:#5a6572}
.ours{fill:#1261a0}.behind{fill:#c2570c}.peer{fill:#9aa5b1}
@media (prefers-color-scheme:dark){.ground{fill:#1b1f24;stroke:#3a424d}text{fill:#e6e9ed}.small{fill:#a3adb8}.ours{fill:#5aa9e6}.behind{fill:#f0a35e}.peer{fill:#6b7785}}
</style>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

type Full = Figure & { readonly ours: number; readonly peer: number };

/** How long a bar is, of the figures that share a scale. */
function scaleOf(figures: readonly Full[]): { length: (value: number) => number; logarithmic: boolean } {
  const values = figures.flatMap(({ ours, peer }) => [ours, peer]).filter((value) => value > 0);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const logarithmic = most / least > LOGARITHMIC_FROM;
  if (!logarithmic) return { logarithmic, length: (value) => (value / most) * BARS };
  const decades = Math.log10(most / least) + 0.5;
  return { logarithmic, length: (value) => (value <= 0 ? 0 : ((Math.log10(value / least) + 0.5) / decades) * BARS) };
}

function barsOf(figure: Full, y: number, length: (value: number) => number): string {
  const bar = (kind: string, value: number, top: number, label: string): string =>
    `<rect class="${kind}" x="${LEFT}" y="${top}" width="${Math.max(1, length(value)).toFixed(1)}" height="9" rx="2"/>` +
    `<text x="${(LEFT + 8 + Math.max(1, length(value))).toFixed(1)}" y="${top + 9}">${shown(value)} <tspan class="small">${escaped(label)}</tspan></text>`;
  return [
    `<text x="${LEFT}" y="${y}">${escaped(figure.name)}, ${escaped(figure.unit)}</text>`,
    bar(isBehind(figure) ? 'behind' : 'ours', figure.ours, y + 6, 'ours'),
    bar('peer', figure.peer, y + 18, figure.peerName),
  ].join('');
}

/** Bars of all measured figures of one unit and row; null where there is none. */
export function plotOf(title: string, figures: readonly Figure[]): string | null {
  const full = figures.filter((figure): figure is Full => figure.ours !== null && figure.peer !== null);
  if (full.length === 0) return null;
  const { length, logarithmic } = scaleOf(full);
  const better = full[0]?.better === 'lower' ? 'shorter is better' : 'longer is better';
  const height = 56 + full.length * ROW;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>${STYLE}<rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>`,
    `<text class="title" x="${LEFT}" y="24">${escaped(title)}</text>`,
    `<text class="small" x="${WIDTH - LEFT}" y="24" text-anchor="end">${better}${logarithmic ? ', logarithmic' : ''}</text>`,
    ...full.map((figure, index) => barsOf(figure, 52 + index * ROW, length)),
    '</svg>\n',
  ].join('\n');
}
