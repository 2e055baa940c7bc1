import { beyondByChance, isWithinSpread } from '../figure.js';
import type { Figure } from '../figure.js';
import { shown, shownRange, shownRuns } from './table.js';

/** How a figure that another run found elsewhere differs. */
function differenceOf({ name, peerName, ratio, again, spread }: Figure): string {
  const runs = spread?.ratio ? shownRange(spread.ratio) : shownRuns(spread);
  return `- **${name}**, against ${peerName}: ratio ${shown(again?.ratio ?? null)} then, ${shown(ratio)} before (single runs ${runs}).`;
}

/** How another run compares with the first, as Markdown. */
export function againOf(figures: readonly Figure[]): string {
  const compared = figures.filter((figure) => isWithinSpread(figure) !== null);
  if (compared.length === 0) return 'There was no second run.';
  const beyond = compared.filter((figure) => isWithinSpread(figure) === false);
  const dates = compared.map(({ again }) => again?.date ?? '').sort();
  const from = (dates[0] ?? '').replace('T', ' ');
  const head = `A second run, begun ${from} UTC, found ${compared.length - beyond.length} of ${compared.length} ratios within what the single runs of the first had shown`;
  if (beyond.length === 0) return `${head}.`;
  const expected = Math.round(compared.reduce((sum, { runs }) => sum + beyondByChance(runs), 0));
  const chance = `Of runs as few as these, chance alone puts about ${expected} of ${compared.length} there, were both runs of one and the same thing: the median of five lies beyond all of five others one time in six, of three beyond three two times in five.`;
  return [`${head}, and beyond that:`, beyond.map(differenceOf).join('\n'), chance].join('\n\n');
}
