/** Copies the video's present picture onto the canvas. @returns false when there is none. */
export function copyPicture(video: HTMLVideoElement, canvas: HTMLCanvasElement): boolean {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { alpha: false });
  context?.drawImage(video, 0, 0);
  return context !== null;
}

/** Gives the canvas's memory back. */
export function clearPicture(canvas: HTMLCanvasElement): void {
  Object.assign(canvas, { width: 0, height: 0 });
}
