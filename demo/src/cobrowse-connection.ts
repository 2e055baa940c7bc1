import { io, type Socket } from 'socket.io-client';

export interface Person {
  readonly id: string;
  readonly role: 'agent' | 'visitor';
  readonly name: string;
  readonly since: number;
}

export interface MirroredPage {
  readonly id: string;
  readonly title: string;
  readonly address: string;
  /** Whether the visitor's browser asks pages for a dark look. */
  readonly dark: boolean;
}

export interface Said {
  readonly from: { readonly role: 'agent' | 'visitor'; readonly name: string };
  readonly to: 'all' | 'agents';
  readonly text: string;
  readonly at: number;
}

/** A part of what rrweb recorded, as JSON. */
export interface EventBatch {
  readonly page: string;
  /** It begins with the page's whole picture. */
  readonly whole: boolean;
  readonly batch: string;
}

interface FromServer {
  welcome: (state: { messages: Said[]; paused: boolean }) => void;
  people: (people: Person[]) => void;
  said: (message: Said) => void;
  paused: (paused: boolean) => void;
  page: (mirror: { page: MirroredPage; batches: string[] }) => void;
  events: (events: EventBatch) => void;
  'page-gone': () => void;
  'page-please': () => void;
  'page-taken': () => void;
  'picture-please': () => void;
}

interface ToServer {
  page: (page: MirroredPage) => void;
  events: (events: EventBatch) => void;
  paused: (paused: boolean) => void;
  say: (message: { to: 'all' | 'agents'; text: string }) => void;
  'picture-please': () => void;
}

export type CobrowseConnection = Socket<FromServer, ToServer>;

export type ConnectionState = 'connecting' | 'online' | 'lost' | 'refused' | 'full';

/** Connects to the demo's cobrowse; comes back by itself after a loss. */
export function connect(token: string, onState: (state: ConnectionState) => void): CobrowseConnection {
  const socket: CobrowseConnection = io('/cobrowse', { auth: { token }, transports: ['websocket'] });
  socket.on('connect', () => onState('online'));
  socket.on('disconnect', () => onState('lost'));
  socket.on('connect_error', ({ message }) => onState(refusals[message] ?? 'lost'));
  return socket;
}

/** What the server says when it doesn't let somebody in. */
const refusals: Record<string, ConnectionState> = { token: 'refused', full: 'full' };
