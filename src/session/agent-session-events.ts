import type { AuditEntry } from './audit-entry.js';
import type { ShareEndReason } from './share-info.js';

/** The events of an `AgentSession`. */
export interface AgentSessionEvents {
  /** `state`, `share`, `hold` or `otherAgent` has changed. */
  statechange: Event;
  /** `error` has been set. */
  error: Event;
  /** A share that had begun is over. */
  end: CustomEvent<{ readonly reason: ShareEndReason }>;
  /** `viewers` has changed. */
  viewerschange: Event;
  /** `quality` or `reconnecting` has changed. */
  qualitychange: Event;
  /** `settings` or `settingsError` has changed. */
  settingschange: Event;
  /** A start, an end, a pause, a decision of the guard, or who saw the share: for a record. */
  audit: CustomEvent<AuditEntry>;
  /** Something went wrong that the session copes with: for the developer's log, not for people. */
  warning: CustomEvent<{ readonly message: string; readonly cause: unknown }>;
}
