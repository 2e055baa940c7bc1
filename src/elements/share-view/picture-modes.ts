/** iPhones support full screen only for videos, under a different name. */
interface AppleVideo {
  webkitEnterFullscreen?: () => void;
}

/** Whether the browser can show the element, or at least its video, in full screen. */
export function canFullScreen(video: (HTMLVideoElement & AppleVideo) | null): boolean {
  return document.fullscreenEnabled || typeof video?.webkitEnterFullscreen === 'function';
}

/** Toggles full screen. If the browser refuses, nothing changes. */
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

/** Toggles picture-in-picture. If the browser refuses, nothing changes. */
export async function togglePictureInPicture(video: HTMLVideoElement): Promise<void> {
  if (isPictureInPicture(video)) return attempt(() => document.exitPictureInPicture());
  return attempt(() => video.requestPictureInPicture());
}

export function isPictureInPicture(video: HTMLVideoElement | null): boolean {
  // The selector `:picture-in-picture` would throw in browsers that don't know it.
  const { pictureInPictureElement } = (video?.getRootNode() ?? {}) as Partial<ShadowRoot>;
  return video !== null && pictureInPictureElement === video;
}

async function attempt(change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch {
    // Without a click, or if a policy forbids it, nothing changes, and the button's state stays correct.
  }
}
