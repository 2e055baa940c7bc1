import { css, html, nothing, type ReactiveController, type ReactiveElement, type TemplateResult } from 'lit';
import type { LinkStats } from '../../peer/link-stats.js';
import type { SessionStats } from '../../session/session-stats.js';

export const statsStyles = css`
  .stats {
    margin: 0;
    padding: 0.25em 0.5em;
    background: #000c;
    color: #fff;
    font: 12px/1.4 ui-monospace, monospace;
    white-space: pre-wrap;
  }
`;

type Host = ReactiveElement & { readonly stats: boolean };

/** A session's figures for diagnostics, in technical terms that aren't translated. */
export class StatsOverlay implements ReactiveController {
  readonly #host: Host;
  readonly #stats: () => SessionStats | null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: Host, stats: () => SessionStats | null) {
    this.#host = host;
    this.#stats = stats;
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.#host.stats) this.hostDisconnected();
    else if (this.#host.isConnected) this.#timer ??= setInterval(() => this.#host.requestUpdate(), 1_000);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#host.stats) return nothing;
    const { links = [], guard = null } = this.#stats() ?? {};
    const lines = links.map(lineOf);
    if (guard) lines.push(`guard ${guard.framesPerSecond} fps · ${guard.waiting} waiting · ${guard.judgeMs.toFixed(1)} ms`);
    return html`<pre part="stats" class="stats" lang="en" dir="ltr">${lines.join('\n') || '–'}</pre>`;
  }
}

function lineOf({ codec, width, height, frameRate, bitrate, loss, roundTripMs, waitMs, relay, limitedBy }: LinkStats): string {
  return [
    `${codec ?? '–'} ${width}×${height} ${frameRate} fps`,
    `${Math.round(bitrate / 1_000)} kbit/s`,
    `loss ${Math.round(loss * 100)} %`,
    `RTT ${roundTripMs === null ? '–' : Math.round(roundTripMs)} ms`,
    ...(waitMs >= 1 ? [`wait ${Math.round(waitMs)} ms`] : []),
    ...(relay ? [`TURN/${relay.toUpperCase()}`] : []),
    ...(limitedBy && limitedBy !== 'none' ? [`limited: ${limitedBy}`] : []),
  ].join(' · ');
}
