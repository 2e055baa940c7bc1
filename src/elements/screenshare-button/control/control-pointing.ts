import type { AgentSession } from '../../../session/agent/agent-session.js';
import type { PointDetail } from '../../../session/pointing.js';
import { listenForPoints } from '../../shared/pointing/point-input.js';
import { PointLayer } from '../../shared/pointing/point-layer.js';
import { regionText } from '../../shared/pointing/region-text.js';
import type { ControlKit } from './control-kit.js';

/** Pointing in the control's picture, by the agent and by visitors. */
export class Pointing {
  readonly #kit: ControlKit;
  #session: AgentSession | null = null;
  #pad: HTMLElement | null = null;
  #layer: PointLayer | null = null;
  #detach = new AbortController();
  #said: HTMLElement | null = null;

  constructor(kit: ControlKit) {
    this.#kit = kit;
  }

  /** The pad over the picture; nothing if pointing is off. */
  render(session: AgentSession): unknown {
    const { html, nothing, msg } = this.#kit;
    if (!session.pointing) return nothing;
    const label = msg('Point for visitors: draw with the mouse, or use the arrow keys');
    return html`
      <div class="pad" role="application" tabindex="0" aria-label=${label} title=${label}></div>
      <p class="visually-hidden" role="status"></p>
    `;
  }

  /** Connects the rendered pad to its session. */
  follow(session: AgentSession, root: ShadowRoot): void {
    const pad = root.querySelector<HTMLElement>('.pad');
    const video = root.querySelector('video');
    if (pad && video?.videoHeight) pad.style.setProperty('--_ratio', String(video.videoWidth / video.videoHeight));
    if (pad === this.#pad && session === this.#session) return;
    this.close();
    this.#pad = pad;
    this.#session = session;
    if (!pad) return;
    this.#said = root.querySelector('.pad + [role=status]');
    this.#detach = new AbortController();
    const { signal } = this.#detach;
    this.#layer = new PointLayer(pad);
    video?.addEventListener('resize', () => this.follow(session, root), { signal });
    listenForPoints({ pad, onPoint: (at) => this.#point(at) }, signal);
    session.addEventListener('point', ({ detail }) => this.#pointed(detail), { signal });
  }

  close(): void {
    this.#detach.abort();
    this.#layer?.clear();
    this.#layer = null;
  }

  #point(at: { x: number; y: number; stroke?: number }): boolean {
    const taken = this.#session !== null && this.#session.point(at);
    if (taken) this.#layer?.show({ x: at.x, y: at.y, stroke: at.stroke ?? null, by: '' });
    if (taken && at.stroke === undefined) this.#say(regionText(at, this.#kit.msg));
    return taken;
  }

  #pointed({ x, y, stroke, from }: PointDetail): void {
    const { msg, str, nameOf } = this.#kit;
    this.#layer?.show({ x, y, stroke, by: from.id });
    const visitor = nameOf(from.name, msg('A visitor'));
    const where = regionText({ x, y }, msg);
    this.#say(msg(str`${visitor} points at: ${where}.`));
  }

  #say(text: string): void {
    if (this.#said && this.#said.textContent !== text) this.#said.textContent = text;
  }
}
