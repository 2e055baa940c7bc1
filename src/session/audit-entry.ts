import type { GuardDecision } from '../guard/guard.js';
import type { Surface } from '../policy/surface.js';
import type { ShareEndReason } from './share-info.js';

interface Common {
  /** Milliseconds since 1970, on the agent's clock. */
  readonly time: number;
  /** Which share: when it was picked, in milliseconds since 1970. */
  readonly share: number | undefined;
  /** The agent's name, where the host gave one. */
  readonly agent: string | undefined;
  readonly surface: Surface | undefined;
}

/** What happened, each with its own particulars. */
export type AuditFact =
  | { readonly event: 'start' }
  | { readonly event: 'end'; readonly reason: ShareEndReason }
  | ({ readonly event: 'page' } & Omit<GuardDecision, 'time'>)
  /** Visitors keep the last picture from now on: the agent paused, or the guard isn't sure of the page. */
  | { readonly event: 'pause'; readonly by: 'agent' | 'page' }
  /** Visitors have the live picture again. */
  | { readonly event: 'resume' }
  /**
   * A visitor's own word of when the share's picture began to reach it, and, once
   * that is over, of when it ceased to: milliseconds since 1970 on the visitor's clock.
   */
  | { readonly event: 'seen'; readonly viewer: string; readonly viewerName: string | undefined; readonly first: number; readonly last: number | null }
  /** The connection to a visitor broke. */
  | { readonly event: 'viewer-lost'; readonly viewer: string };

/** What happened in a share, for a record: starts, ends, pauses, who saw it, and every decision of the guard. No pixels. */
export type AuditEntry = Common & AuditFact;
