import type { NetworkStage, Seat } from './network-stage.js';
import type { Line, RoughLines } from './rough-line.js';
import { entered, pictureOf, sees, watch } from './sharing.js';

export interface HardNetwork {
  readonly name: string;
  /** Whose line it is. */
  readonly whose: 'agent' | 'visitor';
  readonly line: Line;
}

/** How a share does over a hard network. */
export interface HardNetworkReport {
  readonly network: string;
  /** Milliseconds from when the visitor hears of the share until its first picture. */
  readonly firstMs: number;
  /** Pictures per second that the visitor sees, and the longest gap between two, in milliseconds. */
  readonly frameRate: number;
  readonly longestGapMs: number;
  /** Each size that the picture had. */
  readonly sizes: readonly string[];
  /** What the agent is told at the end: how good it is, and the figures. */
  readonly quality: string;
  readonly figures: string;
}

/** A tab with text that scrolls without a pause, shared over one hard network after the other, always through TURN over UDP. */
export class HardNetworks {
  readonly #seats: { readonly agent: Seat; readonly visitor: Seat };
  readonly #lines: RoughLines;
  #network: HardNetwork | null = null;
  #firstMs = 0;

  private constructor(seats: { agent: Seat; visitor: Seat }, lines: RoughLines) {
    this.#seats = seats;
    this.#lines = lines;
  }

  static async open(stage: NetworkStage): Promise<HardNetworks> {
    const { server, lines } = await (await stage.turn()).overRoughLines();
    stage.desk.iceServers([server]);
    const attributes = { 'ice-transport-policy': 'relay', stats: '' };
    const agent = await stage.browse('agent', { source: 'text', attributes: { ...attributes, settings: '/settings/tab' } });
    return new HardNetworks({ agent, visitor: await watch(stage, { attributes }) }, lines);
  }

  /** Starts a share over it, which the visitor sees. */
  async start(network: HardNetwork): Promise<void> {
    const { agent, visitor } = this.#seats;
    this.#network = network;
    this.#lines.set(this.#seats[network.whose].host, network.line);
    const clicked = Date.now();
    await agent.page.getByRole('button', { name: 'Screen Share' }).click();
    const heard = await entered(visitor.page, 'connecting', clicked);
    await sees(visitor.page);
    this.#firstMs = (await pictureOf(visitor.page)).frames.find((at) => at > heard)! - heard;
  }

  /** How good the agent is told that it is. */
  quality(): Promise<string> {
    return this.#said('quality');
  }

  /** Looks on for so many seconds; the picture has to go on until then. */
  async look(seconds: number): Promise<HardNetworkReport> {
    const { page } = this.#seats.visitor;
    const began = Date.now();
    await page.evaluate((end) => new Promise((resolve) => setTimeout(resolve, end - Date.now())), began + seconds * 1_000);
    await sees(page);
    const { frames, sizes } = await pictureOf(page);
    const seen = frames.filter((at) => at >= began);
    return {
      network: `${this.#network!.name}, ${this.#network!.whose}`,
      firstMs: this.#firstMs,
      frameRate: (seen.length - 1) / ((seen.at(-1)! - seen[0]!) / 1_000),
      longestGapMs: Math.max(...seen.slice(1).map((at, index) => at - seen[index]!)),
      sizes: [...new Set(sizes)],
      quality: await this.quality(),
      figures: await this.#said('stats'),
    };
  }

  /** Ends the share; the line is perfect again. */
  async stop(): Promise<void> {
    const { agent, visitor } = this.#seats;
    await agent.page.getByRole('button', { name: 'Stop Sharing' }).click();
    await visitor.page.locator('glance-share-view[state=ended]').waitFor();
    this.#lines.set(this.#seats[this.#network!.whose].host, {});
  }

  #said(part: 'quality' | 'stats'): Promise<string> {
    return this.#seats.agent.page.locator(`glance-screenshare-button [part=${part}]`).innerText();
  }
}
