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
  /** Whether the visitor's browser prefers a dark colour scheme. */
  readonly dark: boolean;
}

export interface Said {
  readonly from: { readonly role: 'agent' | 'visitor'; readonly name: string };
  readonly to: 'all' | 'agents';
  readonly text: string;
  readonly at: number;
}

/** A batch of rrweb events, as JSON. */
export interface EventBatch {
  readonly page: string;
  /** Whether it starts with a full snapshot of the page. */
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

/** Connects to the demo's cobrowse, and reconnects automatically. */
export function connect(token: string, onState: (state: ConnectionState) => void): CobrowseConnection {
  const socket: CobrowseConnection = io('/cobrowse', { auth: { token }, transports: ['websocket'] });
  socket.on('connect', () => onState('online'));
  socket.on('disconnect', () => onState('lost'));
  socket.on('connect_error', ({ message }) => onState(refusals[message] ?? 'lost'));
  return socket;
}

/** The server's reasons for refusing a client. */
const refusals: Record<string, ConnectionState> = { token: 'refused', full: 'full' };
