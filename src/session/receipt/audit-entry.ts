import type { GuardDecision } from '../../guard/page/guard.js';
import type { ScreenShareErrorCode } from '../../policy/screen-share-error.js';
import type { Surface } from '../../policy/surface.js';
import type { ShareEndReason } from '../share-info.js';

interface Common {
  /** Milliseconds since 1970, on the agent's clock. */
  readonly time: number;
  /** The share's id: when its source was picked, in milliseconds since 1970. */
  readonly share: number | undefined;
  /** The agent's name, if the host set one. */
  readonly agent: string | undefined;
  readonly surface: Surface | undefined;
}

/** What happened, with its details. */
export type AuditFact =
  | { readonly event: 'start' }
  | { readonly event: 'end'; readonly reason: ShareEndReason }
  | ({ readonly event: 'page' } & Omit<GuardDecision, 'time'>)
  /** The source was switched: `surface` is the new one, `from` the previous one. */
  | { readonly event: 'switch'; readonly from: Surface | undefined }
  /** Another source was picked but couldn't be shared: `reason` is the error's code. The share continues with the old one. */
  | { readonly event: 'switch-refused'; readonly reason: ScreenShareErrorCode }
  /**
   * Visitors keep the last picture from now on: the agent paused, or the guard
   * isn't sure of the page. `absence`: the agent's page was suspended for so long
   * that visitors were told that the share had ended. They have no picture until
   * the next `resume`.
   */
  | { readonly event: 'pause'; readonly by: 'agent' | 'page' | 'absence' }
  /** Visitors have the live picture again. */
  | { readonly event: 'resume' }
  /**
   * A visitor's own report of when it started to receive the picture and,
   * afterwards, when it stopped, in milliseconds since 1970 on the visitor's clock.
   */
  | { readonly event: 'seen'; readonly viewer: string; readonly viewerName: string | undefined; readonly first: number; readonly last: number | null }
  /** The connection to a visitor broke. */
  | { readonly event: 'viewer-lost'; readonly viewer: string };

/** An event of a share, for a record: starts, ends, pauses, who saw it, and every decision of the guard. Contains no pixels. */
export type AuditEntry = Common & AuditFact;
