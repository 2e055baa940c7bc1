import { expect, test } from '@playwright/test';
import { CobrowseSession, LIMITS } from '../../demo/server/cobrowse-session.mjs';

const PAGE = { id: 'p', title: 'Home', address: 'localhost/', dark: false };

function sessionWithPage(): CobrowseSession {
  const session = new CobrowseSession();
  session.join({ id: 'v', role: 'visitor', name: 'Visitor' });
  session.show('v', PAGE);
  return session;
}

const events = (batch: string, whole = false) => ({ by: 'v', page: 'p', whole, batch });

test('events without a whole picture before them ask for one', () => {
  const session = sessionWithPage();
  expect(session.keep(events('[1]'))).toBe('full');
  expect(session.keep(events('[0]', true))).toBe('kept');
  expect(session.keep(events('[1]'))).toBe('kept');
  expect(session.mirror?.batches).toEqual(['[0]', '[1]']);
});

test('a whole picture replaces all that came before it', () => {
  const session = sessionWithPage();
  session.keep(events('[0]', true));
  session.keep(events('[1]'));
  session.keep(events('[2]', true));
  expect(session.mirror?.batches).toEqual(['[2]']);
});

test('what is kept of a page has a bound, past which a new picture is asked for', () => {
  const session = sessionWithPage();
  const large = 'x'.repeat(LIMITS.batch);
  expect(session.keep(events(large, true))).toBe('kept');
  const answers = Array.from({ length: 5 }, () => session.keep(events(large)));
  expect(answers).toContain('full');
  expect(session.mirror?.batches.join('').length).toBeLessThanOrEqual(LIMITS.mirror);

  session.keep(events('[0]', true));
  const small = Array.from({ length: LIMITS.batches }, () => session.keep(events('[]')));
  expect(small.at(-1)).toBe('full');
});

test('events of another page, or by somebody else, are ignored', () => {
  const session = sessionWithPage();
  expect(session.keep({ ...events('[0]', true), page: 'old' })).toBe('ignored');
  expect(session.keep({ ...events('[0]', true), by: 'somebody' })).toBe('ignored');
});

test('a page leaves with whom it belongs to', () => {
  const session = sessionWithPage();
  session.leave('v');
  expect(session.mirror).toBeNull();
  expect(session.isEmpty).toBe(true);
});

test('a session takes in only so many people and keeps only so many messages', () => {
  const session = new CobrowseSession();
  const joined = Array.from({ length: LIMITS.participants + 1 }, (_, index) => session.join({ id: `${index}`, role: 'agent', name: 'A' }));
  expect(joined.filter(Boolean)).toHaveLength(LIMITS.participants);
  for (let index = 0; index < LIMITS.messages + 5; index += 1) session.say({ role: 'agent', name: 'A' }, 'all', `${index}`);
  expect(session.messagesFor('agent')).toHaveLength(LIMITS.messages);
  expect(session.messagesFor('agent')[0]?.text).toBe('5');
});

test('visitors don\'t get to read notes for agents', () => {
  const session = new CobrowseSession();
  session.say({ role: 'agent', name: 'Anna' }, 'agents', 'secret');
  session.say({ role: 'agent', name: 'Anna' }, 'all', 'hello');
  expect(session.messagesFor('visitor').map(({ text }) => text)).toEqual(['hello']);
  expect(session.messagesFor('agent').map(({ text }) => text)).toEqual(['secret', 'hello']);
});
