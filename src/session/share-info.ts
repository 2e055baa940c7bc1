import type { Surface } from '../policy/surface.js';

/** What is being shared, as both sides show it. */
export interface ShareInfo {
  /** Undefined where the browser doesn't say and everything is allowed. */
  readonly surface: Surface | undefined;
  /** When the share began: milliseconds since 1970 on the agent's clock. */
  readonly since: number;
  /** The name of the agent who shares, where the host gave one. */
  readonly agentName: string | undefined;
  /** The URL of the page that visitors see, where Allowed Sites make it known and all of it is certain. It changes during a share. */
  readonly page: string | undefined;
}

/** Why a share ended: the agent stopped it, the agent left, or the code of an error. */
export type ShareEndReason = 'stopped' | 'agent-left' | (string & {});
