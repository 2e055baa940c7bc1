import fc from 'fast-check';
import { VALID_MESSAGES } from './valid-messages.js';

type Path = readonly (string | number)[];

/** Every place in a plain value, itself included. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, [key]: replaced((value as Record<string | number, unknown>)[key], rest, change) };
}

/** Values near what belongs into messages: the borders of numbers and texts, the words of the protocol, ids of others. */
const nearby = fc.oneof(
  fc.constantFrom<unknown>(0, -1, 1, 1.5, NaN, Infinity, 2 ** 53, Number.MAX_SAFE_INTEGER, '', '~', 'i1', 'v2~i1', 'agent', 'visitor', null, undefined, true, [], {}),
  fc.constantFrom('hello', 'leave', 'floor', 'watch', 'unlink', 'signal', 'offer', 'answer', 'candidate', 'renegotiate', 'screen', 'window', 'tab'),
  fc.constantFrom('x'.repeat(64), 'x'.repeat(65), 'x'.repeat(200), 'x'.repeat(201), 'x'.repeat(65_536), 'x'.repeat(65_537)),
  fc.constantFrom(...VALID_MESSAGES.map(({ from }) => from)),
  fc.anything(),
);

const mutation = fc.record({ at: fc.nat(), how: fc.constantFrom('replace', 'remove', 'add', 'nest'), value: nearby, key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toJSON', 'to', 'from', 'v')) });

/** A valid message with up to four changes anywhere in it. */
export const mutatedMessage: fc.Arbitrary<unknown> = fc
  .tuple(fc.constantFrom<unknown>(...VALID_MESSAGES), fc.array(mutation, { maxLength: 4 }))
  .map(([message, mutations]) =>
    mutations.reduce((value, { at, how, value: next, key }) => {
      const paths = pathsOf(value);
      const path = paths[at % paths.length]!;
      if (how === 'replace') return replaced(value, path, () => next);
      if (how === 'nest') return replaced(value, path, (old) => ({ [key]: old }));
      if (how === 'add') return replaced(value, path, (old) => (typeof old === 'object' && old !== null ? { ...old, [key]: next } : next));
      const last = path.at(-1);
      return replaced(value, path.slice(0, -1), (old) => (typeof old === 'object' && old !== null && last !== undefined ? Object.fromEntries(Object.entries(old).filter(([name]) => name !== last)) : old));
    }, message),
  );
