/** Copies a picture, or the video's current frame, onto the canvas. @returns false if there is none. */
export function copyPicture(from: HTMLVideoElement | HTMLCanvasElement, canvas: HTMLCanvasElement): boolean {
  const video = 'videoWidth' in from ? from : null;
  const [width, height] = video ? [video.videoWidth, video.videoHeight] : [from.width, from.height];
  if (width === 0 || height === 0 || (video && video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA)) return false;
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { alpha: false });
  context?.drawImage(from, 0, 0);
  return context !== null;
}

/** Frees the canvas's memory. */
export function clearPicture(canvas: HTMLCanvasElement): void {
  Object.assign(canvas, { width: 0, height: 0 });
}
