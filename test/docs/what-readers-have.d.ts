/** What the documents' examples take as given: the reader's own page, server and functions. */
import type { Namespace, Server } from 'socket.io';
import type { AgentSession, Channel, GlanceScreenshareSettings, ScreenShareSettings } from '../../src/index.js';

/** A client of a database, as several for Node are. */
interface Sql {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a row is whatever the table has.
  (text: TemplateStringsArray, ...values: unknown[]): Promise<any[] & { count: number }>;
  begin(work: (sql: Sql) => Promise<boolean>): Promise<boolean>;
}

declare global {
  interface MediaDevices {
    /** @see https://www.w3.org/TR/capture-handle-identity/ */
    setCaptureHandleConfig?(config: { handle?: string; exposeOrigin?: boolean; permittedOrigins?: string[] }): void;
  }
  /** A message bus between the pages of one cobrowse session. */
  const bus: {
    emit(topic: string, message: unknown): void;
    on(topic: string, listener: (message: unknown) => void): void;
    off(topic: string, listener: (message: unknown) => void): void;
  };
  function verifyToken(token: string | undefined): Promise<{ session: string; sub: string; role: 'agent' | 'visitor'; name: string }>;
  function userOf(cookie: string | null): Promise<{ isAdmin: boolean; isSupervisor: boolean; name: string; sessions: string[] } | null>;
  function token(): string;
  const panel: GlanceScreenshareSettings;
  const session: AgentSession;
  const button: HTMLButtonElement;
  const video: HTMLVideoElement;
  const context: CanvasRenderingContext2D;
  const width: number;
  const height: number;
  const sql: Sql;
  const io: Server;
  const adapter: (namespace: Namespace) => never;
  const settings: ScreenShareSettings;
  const channel: Channel;
  /** A router's part: what it is about to show. */
  const state: unknown;
  const url: string;
  function render(): void;
  function tell(): void;
}
