import { expect, test } from '@playwright/test';
import { isReactive, reactive } from 'vue';
import { LocalChannel } from '../../src/channel/local-channel.js';
import { SignedChannel } from '../../src/channel/signed-channel.js';
import { SocketIoChannel } from '../../src/channel/socket-io-channel.js';
import { WhipWhepRelay } from '../../src/peer/whip-whep-relay.js';
import { DEFAULT_SETTINGS } from '../../src/policy/settings.js';
import { AgentSession } from '../../src/session/agent/agent-session.js';
import { VisitorSession } from '../../src/session/visitor/visitor-session.js';
import { HttpSettingsSource } from '../../src/store/http-settings-source.js';
import { HttpSettingsStore } from '../../src/store/http-settings-store.js';
import { MemorySettingsStore } from '../../src/store/memory-settings-store.js';
import { settings } from '../store/store-contract.js';
import { Hub } from '../session/hub.js';

/** How frameworks and tools hand an object on: each sees to it that `this` is the proxy. */
const PROXIES: Readonly<Record<string, <T extends object>(target: T) => T>> = {
  'Vue’s reactive()': (target) => reactive({ held: target }).held as typeof target,
  'a Proxy with a get trap': (target) => new Proxy(target, { get: (on, name, receiver) => Reflect.get(on, name, receiver) as unknown }),
  'a Proxy without traps': (target) => new Proxy(target, {}),
  'an object that inherits from it': (target) => Object.create(target) as typeof target,
};

for (const [name, proxied] of Object.entries(PROXIES)) {
  test(`a store works through ${name}`, async () => {
    const store = proxied(new MemorySettingsStore({ by: 'Ada' }));
    const told: unknown[] = [];
    const stop = store.subscribe((state) => told.push(state));
    const { version, by } = await store.save(settings(1), null);
    expect((await store.publish(version)).settings).toEqual(settings(1));
    expect(by).toBe('Ada');
    expect(told).toHaveLength(2);
    stop();
  });

  test(`channels, sources and relays work through ${name}`, async () => {
    const local = proxied(new LocalChannel('proxied'));
    local.subscribe(() => undefined)();
    local.send({ any: 'message' });
    local.close();
    const signed = proxied(new SignedChannel(new Hub().channel(), { key: 'k'.repeat(32), sessionId: 'proxied' }));
    signed.subscribe(() => undefined)();
    signed.close();
    proxied(new SocketIoChannel({ server: 'http://localhost', sessionId: 'proxied' })).close();
    await expect(proxied(new HttpSettingsSource('http://127.0.0.1:1/')).load()).rejects.toMatchObject({ code: 'settings-unavailable' });
    await expect(proxied(new HttpSettingsStore('http://127.0.0.1:1')).read()).rejects.toMatchObject({ code: 'unreachable' });
    expect(typeof proxied(new WhipWhepRelay({ whip: 'https://media.example.com/whip', whep: 'https://media.example.com/whep' })).publish).toBe('function');
  });

  test(`sessions work through ${name}`, () => {
    const hub = new Hub();
    const agent = proxied(new AgentSession({ channel: hub.channel(), settings: DEFAULT_SETTINGS }));
    const visitor = proxied(new VisitorSession({ channel: hub.channel() }));
    let changes = 0;
    visitor.addEventListener('statechange', () => (changes += 1));
    expect([agent.state, agent.share, agent.viewers, visitor.state, visitor.stream]).toEqual(['idle', null, 0, 'waiting', null]);
    agent.stop();
    agent.close();
    visitor.close();
    visitor.dispatchEvent(new Event('statechange'));
    expect(changes).toBe(1);
  });
}

test('Vue does hand on a proxy of a store, so that the above is worth something', () => {
  expect(isReactive(PROXIES['Vue’s reactive()']!(new MemorySettingsStore()))).toBe(true);
});
