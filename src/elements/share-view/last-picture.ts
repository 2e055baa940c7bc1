import { copyPicture } from './still-canvas.js';

/** How old a picture may be that stands for the live one until that is there: as long as a lost connection may take. */
const FRESH_MS = 30_000;

interface Kept {
  readonly share: string;
  readonly at: number;
  readonly picture: string;
}

const nameOf = (sessionId: string | null): string => `glance-screenshare picture ${sessionId ?? ''}`;

/** Keeps the picture of a share for this tab's next page. @param share Tells this share from others. */
export function keepForNextPage(sessionId: string | null, share: string, video: HTMLVideoElement): void {
  const canvas = document.createElement('canvas');
  if (!copyPicture(video, canvas)) return;
  const kept: Kept = { share, at: Date.now(), picture: canvas.toDataURL('image/jpeg', 0.8) };
  try {
    sessionStorage.setItem(nameOf(sessionId), JSON.stringify(kept));
  } catch {
    // Without storage, or with too little of it, the next page begins without a picture.
  }
}

/** Takes what the page before has kept, and draws it. @returns The share that it is of; null where there is none. */
export async function takeFromPageBefore(sessionId: string | null, canvas: HTMLCanvasElement): Promise<string | null> {
  try {
    const name = nameOf(sessionId);
    const kept = JSON.parse(sessionStorage.getItem(name) ?? 'null') as Kept | null;
    sessionStorage.removeItem(name);
    if (!kept || Date.now() - kept.at > FRESH_MS) return null;
    const image = new Image();
    image.src = kept.picture;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    Object.assign(canvas, { width, height });
    canvas.getContext('2d', { alpha: false })?.drawImage(image, 0, 0);
    return kept.share;
  } catch {
    // A page that may not store has kept nothing either, and what another script has put there is no picture.
    return null;
  }
}
