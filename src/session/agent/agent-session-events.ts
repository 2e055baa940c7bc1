import type { AuditEntry } from '../receipt/audit-entry.js';
import type { PointDetail } from '../pointing.js';
import type { ShareEndReason } from '../share-info.js';

/** The events of an `AgentSession`. */
export interface AgentSessionEvents {
  /** `state`, `share`, `hold`, `switching`, `name`, `otherAgent`, `channelState` or `channelError` has changed. */
  statechange: Event;
  /** `error` has been set. */
  error: Event;
  /** A share that visitors had seen has ended. */
  end: CustomEvent<{ readonly reason: ShareEndReason }>;
  /** `viewers`, `audience` or `returning` has changed. */
  viewerschange: Event;
  /** `quality` or `reconnecting` has changed. */
  qualitychange: Event;
  /** `settings` or `settingsError` has changed. */
  settingschange: Event;
  /** A share started, ended or was paused, the guard made a decision, or a visitor reported having seen the share. For your records. */
  audit: CustomEvent<AuditEntry>;
  /** A visitor points at a place in the picture. */
  point: CustomEvent<PointDetail>;
  /** Something went wrong and the session recovered. For the developer's log, not for people. */
  warning: CustomEvent<{ readonly message: string; readonly cause: unknown }>;
}
