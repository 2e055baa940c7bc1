import type { Page } from '@playwright/test';
import { until } from '../../soak/stage/until.js';
import type { NetworkStage, Seat } from './network-stage.js';

/** What a visitor's page noted of its picture, on this machine's clock. */
export interface Picture {
  /** When each of the last frames was shown, in milliseconds since 1970. */
  readonly frames: readonly number[];
  /** Each state that the view has been in, and since when. */
  readonly states: readonly { readonly state: string; readonly at: number }[];
}

/** Opens both pages and starts a share, which the visitor sees. */
export async function share(stage: NetworkStage, options: Parameters<NetworkStage['browse']>[1] = {}): Promise<{ agent: Seat; visitor: Seat }> {
  const agent = await stage.browse('agent', options);
  const visitor = await watch(stage, options);
  await agent.page.getByRole('button', { name: 'Screen Share' }).click();
  await sees(visitor.page);
  return { agent, visitor };
}

/** A visitor's page that notes its picture. */
export async function watch(stage: NetworkStage, options: Parameters<NetworkStage['browse']>[1] = {}): Promise<Seat> {
  const visitor = await stage.browse('visitor', options);
  // The element is there once it tells its state.
  await visitor.page.locator('glance-share-view[state]').waitFor();
  await visitor.page.evaluate(notePicture);
  return visitor;
}

/** Resolves once a frame is shown that came after this call. */
export async function sees(visitor: Page, since = Date.now()): Promise<void> {
  await until(async () => {
    const { frames, states } = await pictureOf(visitor);
    return states.at(-1)?.state === 'viewing' && (frames.at(-1) ?? 0) > since;
  }, 'the visitor sees a live picture');
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
  const picture = { frames: [] as number[], states: [{ state: view.getAttribute('state'), at: Date.now() }] };
  Object.assign(globalThis, { picture });
  new MutationObserver(() => picture.states.push({ state: view.getAttribute('state'), at: Date.now() })).observe(view, { attributeFilter: ['state'] });
  const video = view.shadowRoot!.querySelector('video')!;
  const note = (): void => {
    picture.frames.push(Date.now());
    if (picture.frames.length > 2_000) picture.frames.shift();
    video.requestVideoFrameCallback(note);
  };
  video.requestVideoFrameCallback(note);
}
