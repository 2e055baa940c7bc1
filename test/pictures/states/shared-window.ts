/** What the agents of the pictures share: a page of an insurance company, always with the same pixels. */
const SIZE = { width: 960, height: 600 };

export function pickSharedWindow(): void {
  Object.defineProperty(navigator, 'userActivation', { value: { isActive: true } });
  navigator.mediaDevices.getDisplayMedia = () => Promise.resolve(sharedWindow());
}

function sharedWindow(): MediaStream {
  const canvas = Object.assign(document.createElement('canvas'), SIZE);
  const context = canvas.getContext('2d')!;
  const stream = canvas.captureStream();
  const [track] = stream.getVideoTracks();
  track!.getSettings = () => ({ ...SIZE, displaySurface: 'window' });
  // A picture that is drawn once only is not seen by whoever comes later.
  const draw = (): void => {
    drawPage(context);
    if (track!.readyState === 'live') requestAnimationFrame(draw);
  };
  draw();
  return stream;
}

function drawPage(context: CanvasRenderingContext2D): void {
  const box = (colour: string, ...[x, y, width, height]: [number, number, number, number]): void => {
    context.fillStyle = colour;
    context.fillRect(x, y, width, height);
  };
  box('#fff', 0, 0, SIZE.width, SIZE.height);
  box('#dfe3e8', 0, 0, SIZE.width, 48);
  box('#fff', 96, 10, 640, 28);
  box('#8a94a0', 112, 20, 210, 8);
  box('#17324d', 0, 48, SIZE.width, 150);
  box('#fff', 60, 90, 380, 22);
  box('#9fb6cc', 60, 130, 300, 12);
  box('#2f7d5b', 60, 155, 120, 26);
  for (const [index, tone] of ['#eef2f6', '#eef2f6', '#fdf1d8'].entries()) {
    const left = 60 + index * 290;
    box(tone, left, 240, 260, 300);
    box('#17324d', left + 24, 270, 150, 14);
    for (let line = 0; line < 5; line++) box('#9aa6b2', left + 24, 310 + line * 24, 200 - (line % 3) * 26, 8);
    box('#2f7d5b', left + 24, 480, 100, 26);
  }
}
