import type { GuardDecision } from '../guard/guard.js';
import type { Surface } from '../policy/surface.js';
import type { ShareEndReason } from './share-info.js';

interface Common {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The agent's name, where the host gave one. */
  readonly agent: string | undefined;
  readonly surface: Surface | undefined;
}

/** What happened in a share, for a record: starts, ends, and every decision of the guard. No pixels. */
export type AuditEntry =
  | (Common & { readonly event: 'start' })
  | (Common & { readonly event: 'end'; readonly reason: ShareEndReason })
  | (Common & { readonly event: 'page' } & Omit<GuardDecision, 'time'>);
