import type { Page } from '@playwright/test';
import { until } from '../../soak/stage/until.js';
import type { BrowseOptions, NetworkStage, Seat } from './network-stage.js';

/** What a visitor's page noted of its picture, on this machine's clock. */
export interface Picture {
  /** When each of the last frames was shown, in milliseconds since 1970. */
  readonly frames: readonly number[];
  /** Each size that they had, such as `1280×720`, once in a row. */
  readonly sizes: readonly string[];
  /** A picture that stands still lies over the video, so that nobody sees its frames. */
  readonly covered: boolean;
  /** Each state that the view has been in, and since when. */
  readonly states: readonly { readonly state: string; readonly at: number }[];
}

export interface Seats {
  readonly agent: Seat;
  readonly visitor: Seat;
}

/** Opens both pages and starts a share, which the visitor sees. */
export async function share(stage: NetworkStage, options: BrowseOptions = {}): Promise<Seats> {
  const agent = await stage.browse('agent', options);
  const visitor = await watch(stage, options);
  await agent.page.getByRole('button', { name: 'Screen Share' }).click();
  await sees(visitor.page);
  return { agent, visitor };
}

/** A visitor's page that notes its picture. */
export async function watch(stage: NetworkStage, options: BrowseOptions = {}): Promise<Seat> {
  const visitor = await stage.browse('visitor', options);
  // The element is there once it tells its state.
  await visitor.page.locator('glance-share-view[state]').waitFor();
  await visitor.page.evaluate(notePicture);
  return visitor;
}

/** Resolves once a frame is shown that came after this call. */
export async function sees(visitor: Page, since = Date.now()): Promise<void> {
  await until(async () => {
    const { frames, states, covered } = await pictureOf(visitor);
    return states.at(-1)?.state === 'viewing' && (frames.at(-1) ?? 0) > since && !covered;
  }, async () => `the visitor sees a live picture: ${JSON.stringify(await lastOf(visitor))}`);
}

async function lastOf(visitor: Page): Promise<object> {
  const { frames, states, ...rest } = await pictureOf(visitor);
  return { ...rest, state: states.at(-1), frame: frames.at(-1), now: Date.now() };
}

export const pictureOf = (visitor: Page): Promise<Picture> => visitor.evaluate(() => (globalThis as unknown as { picture: Picture }).picture);

/** Resolves with the first time after `since` at which the view was in this state. */
export async function entered(visitor: Page, state: string, since: number): Promise<number> {
  let at: number | undefined;
  await until(async () => {
    at = (await pictureOf(visitor)).states.find((each) => each.state === state && each.at >= since)?.at;
    return at !== undefined;
  }, `the view is ${state}`);
  return at!;
}

/** How many visitors the agent's button says there are. */
export const viewersOf = async (agent: Page): Promise<number> => Number(/(\d+) viewer/.exec(await agent.locator('glance-screenshare-button [part=details]').innerText())?.[1]);

function notePicture(): void {
  const view = document.querySelector('glance-share-view')!;
  const still = view.shadowRoot!.querySelector('[part=still]')!;
  const picture = {
    frames: [] as number[],
    sizes: [] as string[],
    get covered() {
      return still.checkVisibility();
    },
    states: [{ state: view.getAttribute('state'), at: Date.now() }],
  };
  Object.assign(globalThis, { picture });
  new MutationObserver(() => {
    const state = view.getAttribute('state');
    if (state !== picture.states.at(-1)?.state) picture.states.push({ state, at: Date.now() });
  }).observe(view, { attributeFilter: ['state'] });
  const video = view.shadowRoot!.querySelector('video')!;
  const note = (_: number, { width, height }: VideoFrameCallbackMetadata): void => {
    picture.frames.push(Date.now());
    if (picture.frames.length > 2_000) picture.frames.shift();
    const size = `${width}×${height}`;
    if (picture.sizes.at(-1) !== size) picture.sizes.push(size);
    video.requestVideoFrameCallback(note);
  };
  video.requestVideoFrameCallback(note);
}
