import { tellError } from '../built-ins/tell-error.js';
import type { LinkEnd } from '../peer/link.js';
import type { LinkQuality } from '../peer/link-stats.js';
import type { ShareEndReason } from './share-info.js';

/** From the least to the most urgent. */
export const LOG_LEVELS = ['debug', 'info', 'warning', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What happened, with its details. Never contains an address, a title, a person's name, or anything else that is shown or typed. */
export type LogEvent =
  /** The session's state has changed. */
  | { readonly event: 'state'; readonly state: string }
  /** A share has ended. */
  | { readonly event: 'end'; readonly reason: ShareEndReason }
  /** The channel can send now, or no longer can. */
  | { readonly event: 'channel'; readonly connected: boolean }
  /** A link has been opened. The participant is a random number that doesn't identify a person. */
  | { readonly event: 'link-open'; readonly participant: string; readonly generation: number }
  /** A link's quality has changed. */
  | { readonly event: 'link-quality'; readonly participant: string; readonly generation: number; readonly quality: LinkQuality | null }
  /** A link has ended. */
  | { readonly event: 'link-end'; readonly participant: string; readonly generation: number; readonly reason: LinkEnd }
  /** The event `warning` without third-party text: the cause is only the error's name. */
  | { readonly event: 'trouble'; readonly message: string; readonly cause: string };

/** One log entry. */
export type LogEntry = LogEvent & {
  readonly level: LogLevel;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly session: 'agent' | 'visitor';
};

/** Receives a session's log. Without a logger, nothing is logged. */
export interface Logger {
  /** The least urgent level to log. Default `info`. */
  readonly level?: LogLevel;
  log(entry: LogEntry): void;
}

const LEVELS: Readonly<Record<LogEvent['event'], LogLevel>> = {
  state: 'info',
  end: 'info',
  channel: 'info',
  'link-open': 'debug',
  'link-quality': 'debug',
  'link-end': 'info',
  trouble: 'warning',
};

/** Logs an event of a session. */
export type Log = (event: LogEvent) => void;

/** Creates a session's log function. An error thrown by the host's logger doesn't affect the session. */
export function logTo(logger: Logger | undefined, session: LogEntry['session']): Log {
  if (!logger) return () => undefined;
  return (event) => {
    const level = event.event === 'end' && event.reason === 'connection-lost' ? 'error' : LEVELS[event.event];
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(logger.level ?? 'info')) return;
    try {
      logger.log({ level, time: Date.now(), session, ...event });
    } catch (cause) {
      tellError(cause);
    }
  };
}

/** The loggable part of an error from the host or the browser. Its message could contain anything, so only the name is kept. */
export function warningEntry(message: string, cause: unknown): LogEvent {
  return { event: 'trouble', message, cause: cause instanceof Error ? cause.name : typeof cause };
}
