/** Makes `video.play()` always return a promise; in jsdom it returns nothing. */
export function playing(video: HTMLMediaElement): Promise<void> {
  return Promise.resolve(video.play() as Promise<void> | undefined);
}
