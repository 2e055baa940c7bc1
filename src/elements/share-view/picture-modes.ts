/** iPhones have full screen for videos only, under a name of their own. */
interface AppleVideo {
  webkitEnterFullscreen?: () => void;
}

/** Whether the browser can show the element, or at least its video, on the full screen. */
export function canFullScreen(video: (HTMLVideoElement & AppleVideo) | null): boolean {
  return document.fullscreenEnabled || typeof video?.webkitEnterFullscreen === 'function';
}

/** Into full screen and back. What the browser refuses stays as it is. */
export async function toggleFullScreen(element: HTMLElement, video: HTMLVideoElement & AppleVideo): Promise<void> {
  if (isFullScreen(element)) return attempt(() => document.exitFullscreen());
  if (document.fullscreenEnabled) return attempt(() => element.requestFullscreen());
  video.webkitEnterFullscreen?.();
}

export function isFullScreen(element: HTMLElement): boolean {
  return element.matches(':fullscreen');
}

export function canPictureInPicture(): boolean {
  return (document as Partial<Document>).pictureInPictureEnabled === true;
}

/** Into a small window of its own and back. What the browser refuses stays as it is. */
export async function togglePictureInPicture(video: HTMLVideoElement): Promise<void> {
  if (isPictureInPicture(video)) return attempt(() => document.exitPictureInPicture());
  return attempt(() => video.requestPictureInPicture());
}

export function isPictureInPicture(video: HTMLVideoElement | null): boolean {
  // Not by the selector `:picture-in-picture`, at which browsers without it throw.
  const { pictureInPictureElement } = (video?.getRootNode() ?? {}) as Partial<ShadowRoot>;
  return video !== null && pictureInPictureElement === video;
}

async function attempt(change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch {
    // Without a click, or where a policy forbids it, everything stays where it is; the button still says so.
  }
}
