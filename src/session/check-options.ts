import type { Channel } from '../channel/channel.js';

/** The longest name that a message can carry. */
export const LONGEST_NAME = 200;

/** The options of both sessions, as JavaScript callers may pass them. */
interface GivenOptions {
  readonly channel?: unknown;
  readonly name?: unknown;
  readonly iceTransportPolicy?: unknown;
  readonly connectionLostMs?: unknown;
  readonly frameRate?: unknown;
}

/** @throws TypeError that names the option, the given value and what is expected. */
export function checkOptions({ channel, name, iceTransportPolicy, connectionLostMs, frameRate }: GivenOptions): void {
  if (!isChannel(channel)) throw wrong('channel', channel, 'an object with send() and subscribe(), such as a LocalChannel or a SocketIoChannel');
  checkName(name);
  if (iceTransportPolicy !== undefined && iceTransportPolicy !== 'all' && iceTransportPolicy !== 'relay') throw wrong('iceTransportPolicy', iceTransportPolicy, '"all" or "relay"');
  if (connectionLostMs !== undefined && !isWithin(connectionLostMs, 1, 86_400_000)) throw wrong('connectionLostMs', connectionLostMs, 'a number of milliseconds from 1 to 86,400,000');
  if (frameRate !== undefined && !isWithin(frameRate, 1, 60)) throw wrong('frameRate', frameRate, 'a number of frames a second from 1 to 60');
}

/** @throws TypeError if it isn't a valid participant name. */
export function checkName(name: unknown): void {
  if (name !== undefined && (typeof name !== 'string' || name.length > LONGEST_NAME)) throw wrong('name', name, `text of at most ${LONGEST_NAME} characters`);
}

function isChannel(value: unknown): value is Channel {
  return typeof value === 'object' && value !== null && 'send' in value && typeof value.send === 'function' && 'subscribe' in value && typeof value.subscribe === 'function';
}

/** `NaN` fails both comparisons, so it's outside every range. */
function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function wrong(option: string, given: unknown, wanted: string): TypeError {
  const got = typeof given === 'string' ? `${JSON.stringify(given.slice(0, 40))} (${given.length} characters)` : String(given);
  return new TypeError(`The option ${option} must be ${wanted}, but was ${got}.`);
}
