import { SCREEN_SHARE_ERROR_CODES, type ScreenShareErrorCode } from '../policy/screen-share-error.js';
import type { Surface } from '../policy/surface.js';

/** What is being shared, as shown on both sides. */
export interface ShareInfo {
  /** Undefined if the browser doesn't report it and everything is allowed. */
  readonly surface: Surface | undefined;
  /** When the share began, in milliseconds since 1970 on the agent's clock. */
  readonly since: number;
  /** The name of the agent who shares, if the host set one. */
  readonly agentName: string | undefined;
  /** The URL of the page that visitors see, if Allowed Sites apply and the whole URL is certain. It changes during a share. */
  readonly page: string | undefined;
}

/** Why a share ended: the agent stopped it, the agent left, or the code of an error. */
export type ShareEndReason = 'stopped' | 'agent-left' | ScreenShareErrorCode;

const REASONS: ReadonlySet<string> = new Set<ShareEndReason>(['stopped', 'agent-left', ...SCREEN_SHARE_ERROR_CODES]);

/** The reason from the other side. Another version of the package may send unknown reasons, which count as `stopped`. */
export function shareEndReasonFrom(word: string | undefined): ShareEndReason {
  return word !== undefined && REASONS.has(word) ? (word as ShareEndReason) : 'stopped';
}
