import type { LinkEnd } from '../peer/link.js';
import type { LinkQuality } from '../peer/link-stats.js';
import type { ShareEndReason } from './share-info.js';

/** From the least to the most urgent. */
export const LOG_LEVELS = ['debug', 'info', 'warning', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What happened, each with its own particulars. Never an address, a title, a name of a person or anything else that is shown or typed. */
export type LogEvent =
  /** The session's state has changed. */
  | { readonly event: 'state'; readonly state: string }
  /** A share is over. */
  | { readonly event: 'end'; readonly reason: ShareEndReason }
  /** The channel has become able to send, or no longer is. */
  | { readonly event: 'channel'; readonly connected: boolean }
  /** A link has been opened. The participant is a random number, not a person. */
  | { readonly event: 'link-open'; readonly participant: string; readonly generation: number }
  /** How good a link's line is has changed. */
  | { readonly event: 'link-quality'; readonly participant: string; readonly generation: number; readonly quality: LinkQuality | null }
  /** A link is over. */
  | { readonly event: 'link-end'; readonly participant: string; readonly generation: number; readonly reason: LinkEnd }
  /** What the event `warning` tells, without the words of others: the cause is the name of an error. */
  | { readonly event: 'trouble'; readonly message: string; readonly cause: string };

/** One line of a log. */
export type LogEntry = LogEvent & {
  readonly level: LogLevel;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly session: 'agent' | 'visitor';
};

/** Where a session's log goes. Without one nothing is logged. */
export interface Logger {
  /** The least urgent entries that are of interest. Default `info`. */
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

/** Notes what happens in a session. */
export type Note = (event: LogEvent) => void;

/** How a session notes what happens: to the host's logger, whose own errors are not the session's. */
export function noteTo(logger: Logger | undefined, session: LogEntry['session']): Note {
  if (!logger) return () => undefined;
  return (event) => {
    const level = event.event === 'end' && event.reason === 'connection-lost' ? 'error' : LEVELS[event.event];
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(logger.level ?? 'info')) return;
    try {
      logger.log({ level, time: Date.now(), session, ...event });
    } catch (cause) {
      reportError(cause);
    }
  };
}

/** What may be logged of an error of the host's or the browser's: its words may hold anything. */
export function troubleOf(message: string, cause: unknown): LogEvent {
  return { event: 'trouble', message, cause: cause instanceof Error ? cause.name : typeof cause };
}
