import { copyPicture } from './still-canvas.js';

/** How old a picture can be to stand in for the live one until it arrives: as long as a lost connection can take to recover. */
const FRESH_MS = 30_000;

interface Kept {
  readonly share: string;
  readonly at: number;
  readonly picture: string;
}

const nameOf = (sessionId: string | null): string => `glance-screenshare picture ${sessionId ?? ''}`;

/** Stores a share's picture for this tab's next page. @param share Identifies the share. */
export function keepForNextPage(sessionId: string | null, share: string, video: HTMLVideoElement): void {
  const canvas = document.createElement('canvas');
  if (!copyPicture(video, canvas)) return;
  const kept: Kept = { share, at: Date.now(), picture: canvas.toDataURL('image/jpeg', 0.8) };
  try {
    sessionStorage.setItem(nameOf(sessionId), JSON.stringify(kept));
    // This page may be restored from the back/forward cache.
    setTimeout(forgetOldPictures, FRESH_MS + 1);
  } catch {
    // Without enough storage, the next page starts without a picture.
  }
}

/**
 * Deletes expired pictures, now and when the others expire, because pictures of an
 * agent's screen must not remain in a tab. Pages without this script can't delete
 * any.
 */
export function forgetOldPictures(): void {
  try {
    const ages = Object.keys(sessionStorage).filter((name) => name.startsWith(nameOf(null))).flatMap((name) => ageOf(name) ?? []);
    // Also expires them if the clock was set back.
    if (ages.length > 0) setTimeout(forgetOldPictures, Math.min(FRESH_MS, FRESH_MS - Math.max(...ages)) + 1);
  } catch {
    // Without access to storage, nothing has been stored.
  }
}

/** The age of a picture in milliseconds. An expired or invalid one is deleted, and this returns null. */
function ageOf(name: string): number | null {
  const at = keptAt(name);
  const age = Date.now() - at;
  if (age >= 0 && age <= FRESH_MS) return age;
  sessionStorage.removeItem(name);
  return null;
}

function keptAt(name: string): number {
  try {
    return Number((JSON.parse(sessionStorage.getItem(name) ?? 'null') as Kept | null)?.at);
  } catch {
    // Another script has stored something else there.
    return Number.NaN;
  }
}

/** Draws the picture stored by the previous page and deletes it. @returns The share it belongs to; null if there is none. */
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
    // Without access to storage nothing was stored, and another script's value isn't a picture.
    return null;
  }
}
