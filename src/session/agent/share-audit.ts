import type { Surface } from '../../policy/surface.js';
import type { AuditEntry, AuditFact } from '../receipt/audit-entry.js';
import type { ShareEndReason } from '../share-info.js';

type Pauser = (AuditFact & { event: 'pause' })['by'];

/** The share that an entry is about. */
interface About {
  readonly since: number;
  readonly surface: Surface | undefined;
}

export interface ShareAuditOptions {
  /** Returns the agent's current name. */
  readonly agent: () => string | undefined;
  /** Returns the running share; null when nothing is shared. */
  readonly share: () => About | null;
  readonly onEntry: (entry: AuditEntry) => void;
}

/** Turns the events of a share into entries for a record. */
export class ShareAudit {
  readonly #options: ShareAuditOptions;
  #pausedBy: Pauser | null = null;
  #last: About | null = null;

  constructor(options: ShareAuditOptions) {
    this.#options = options;
  }

  /** @param surface The surface of the picked source, if it isn't the one shared now. */
  add(fact: AuditFact, surface?: Surface): void {
    const share = this.#options.share();
    this.#last = share ?? this.#last;
    this.#emit(fact, share?.since, surface ?? share?.surface);
  }

  /** A visitor's own report. The last one arrives after the share has ended. */
  seen(fact: AuditFact & { readonly event: 'seen' }, since: number): void {
    const share = this.#options.share();
    this.#emit(fact, since, share?.since === since ? share.surface : undefined);
  }

  /** The share has ended and no longer exists. */
  end(reason: ShareEndReason): void {
    this.#emit({ event: 'end', reason }, this.#last?.since, this.#last?.surface);
  }

  begin(): void {
    this.#pausedBy = null;
    this.#last = this.#options.share();
    this.add({ event: 'start' });
  }

  /** Records who or what holds the running share, if it's held. */
  pausedBy(by: Pauser | null): void {
    if (by === this.#pausedBy) return;
    this.#pausedBy = by;
    this.add(by ? { event: 'pause', by } : { event: 'resume' });
  }

  #emit(fact: AuditFact, share: number | undefined, surface: Surface | undefined): void {
    this.#options.onEntry({ time: Date.now(), share, agent: this.#options.agent(), surface, ...fact });
  }
}
