import { expect, test } from '@playwright/test';
import type ts from 'typescript';
import { SCREEN_SHARE_ERROR_CODES } from '../../src/policy/index.js';
import { rowsBelow as rowsOf, wordsOf } from './doc-tables.js';
import { textOf } from './documents.js';
import { programOf } from './type-check.js';

/** The rows of a table of that page. */
const rowsBelow = (heading: string): string[][] => rowsOf('docs/errors-and-events.md', heading).filter(([first]) => first?.startsWith('`'));

/** The word in code that each row below a heading begins with. */
const firstWords = (heading: string): (string | undefined)[] => rowsBelow(heading).map(([cell]) => wordsOf(cell)[0]);

const { program } = programOf([]);
const checker = program.getTypeChecker();

/** A type that a file of the sources exports. */
function exportedType(file: string, name: string): ts.Type {
  const source = program.getSourceFiles().find(({ fileName }) => fileName.endsWith(`/src/${file}`));
  const [symbol] = checker.getExportsOfModule(checker.getSymbolAtLocation(source as ts.Node) as ts.Symbol).filter((each) => each.name === name);
  return checker.getDeclaredTypeOfSymbol(symbol as ts.Symbol);
}

/** What each event of a map has in its `detail`; nothing for a plain event. */
function detailsOf(file: string, map: string): Map<string, string[]> {
  return new Map(
    exportedType(file, map).getProperties().map((event) => {
      const type = checker.getTypeOfSymbol(event);
      const detail = type.getProperty('detail');
      const parts = detail ? checker.getTypeOfSymbol(detail) : null;
      const fields = parts ? (parts.isUnion() ? parts.types : [parts]).flatMap((part) => part.getProperties().map(({ name }) => name)) : [];
      return [event.name, [...new Set(fields)]];
    }),
  );
}

const ELEMENTS = {
  button: detailsOf('elements/screenshare-button/screenshare-button.events.ts', 'GlanceScreenshareButtonEventMap'),
  view: detailsOf('elements/share-view/share-view.events.ts', 'GlanceShareViewEventMap'),
  panel: detailsOf('elements/share-panel/share-panel.events.ts', 'GlanceSharePanelEventMap'),
  menu: detailsOf('elements/bookmark-menu/bookmark-menu.events.ts', 'GlanceBookmarkMenuEventMap'),
  settings: detailsOf('elements/screenshare-settings/screenshare-settings.events.ts', 'GlanceScreenshareSettingsEventMap'),
};

const SESSIONS = {
  agent: detailsOf('session/agent/agent-session-events.ts', 'AgentSessionEvents'),
  visitor: detailsOf('session/visitor/visitor-session.ts', 'VisitorSessionEvents'),
};

test('the table of errors has every code, in the order of the code, and no other', () => {
  expect(firstWords('Errors')).toEqual([...SCREEN_SHARE_ERROR_CODES]);
});

test('the troubleshooting page has a heading for every code, in the order of the code, and for nothing else', () => {
  const errors = textOf('docs/troubleshooting.md').split(/^## /m).find((text) => text.startsWith('Errors\n')) ?? '';
  expect([...errors.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading)).toEqual(SCREEN_SHARE_ERROR_CODES.map((code) => `\`${code}\``));
});

for (const [heading, owners] of [['Events of the elements', ELEMENTS], ['Events of the sessions', SESSIONS]] as const) {
  const rows = rowsBelow(heading);

  test(`${heading}: every event is there, beside all that fire it`, () => {
    const written = rows.flatMap(([event, who = '']) => who.split(', ').map((owner) => `${owner} ${wordsOf(event)[0]}`));
    const fired = Object.entries(owners).flatMap(([owner, events]) => [...events.keys()].map((event) => `${owner} ${event}`));
    expect(written.sort()).toEqual(fired.sort());
  });

  test(`${heading}: the details are those of the code`, () => {
    for (const [event, who = '', detail] of rows) {
      const name = wordsOf(event)[0] ?? '';
      for (const owner of who.split(', ')) {
        const fields = (owners as Record<string, Map<string, string[]>>)[owner]?.get(name) ?? [];
        expect(wordsOf(detail).sort(), `${owner}: ${name}`).toEqual([...fields].sort());
      }
    }
  });
}

test('each decision of the guard has the fields that the documents name', () => {
  const fields = exportedType('guard/page/guard.ts', 'GuardDecision').getProperties().map(({ name }) => name);
  expect(firstWords('What the guard decided')).toEqual(fields.filter((name) => name !== 'time'));
});

test('the table of reasons has every one that the guard can hold for', () => {
  const reasons = exportedType('guard/decide/judgement.ts', 'HoldReason') as ts.UnionType;
  expect(firstWords('Why the guard holds').sort()).toEqual(reasons.types.map((type) => (type as ts.StringLiteralType).value).sort());
});
