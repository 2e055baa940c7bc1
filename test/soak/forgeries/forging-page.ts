/** What a page draws of a real browser's top, whose picture it has. */
export type Forgery = 'window' | 'toolbar' | 'field' | 'strip';

export const FORGERIES: readonly Forgery[] = ['window', 'toolbar', 'field', 'strip'];

/** A picture of the top of a real window that shows an allowed page, in device pixels. */
export interface Model {
  readonly url: string;
  /** Device pixels of the picture per CSS pixel of the browser that it was taken of. */
  readonly scale: number;
  /** Whether it is of a pop-up, which is nothing but a strip. */
  readonly popup: boolean;
}

export interface Sweep {
  readonly forgery: Forgery;
  readonly model: Model;
  /** Tops of the forgery, one after the other, in device pixels from the page's own top. */
  readonly tops: readonly number[];
  readonly title: string;
  /** Milliseconds at each height. */
  readonly standMs: number;
}

/** Runs on the forbidden page: draws a forgery at one height after the other, each for long enough to be captured and judged. */
export async function sweep({ forgery, model, tops, title, standMs }: Sweep): Promise<void> {
  const ratio = devicePixelRatio;
  document.title = title;
  document.documentElement.style.overflow = 'hidden';
  document.body.style.cssText = 'margin:0;background:#f0f';
  const image = new Image();
  image.src = model.url;
  await image.decode();
  const px = (length: number): number => Math.round(length * model.scale);
  const border = model.popup ? 0 : px(4);
  const rows = model.popup ? [0, image.height] : forgery === 'window' ? [0, px(87)] : forgery === 'toolbar' ? [px(40), px(87)] : [px(46), px(80)];
  const [from = 0, to = 0] = rows;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(innerWidth * ratio);
  canvas.height = to - from;
  const context = canvas.getContext('2d')!;
  const own = image.width - 2 * border;
  const [left, right] = [Math.min(px(420), canvas.width), px(120)];
  const draw = (x: number, width: number, at: number, wide = width): void => context.drawImage(image, border + x, from, width, to - from, at, 0, wide, to - from);
  if (forgery === 'strip' && !model.popup) {
    // The field's mark and text on its colour from edge to edge, as in a pop-up, with plain squares as buttons on both sides.
    context.drawImage(image, px(500), px(63), 1, 1, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, 1, 1);
    // What is behind the mark is brighter than the field, or darker in a dark window.
    context.globalCompositeOperation = (data[0] ?? 0) > 127 ? 'darken' : 'lighten';
    context.drawImage(image, px(128), from, px(288), to - from, px(100), 0, px(288), to - from);
    context.fillStyle = (data[0] ?? 0) > 127 ? 'rgb(71,71,71)' : 'rgb(199,199,199)';
    for (const x of [14, 46, 78]) context.fillRect(px(x), px(10), px(12), px(12));
    for (const x of [26, 58, 90, 122]) context.fillRect(canvas.width - px(x), px(10), px(12), px(12));
  } else {
    draw(0, left, 0);
    draw(Math.round(own / 2), 1, left, canvas.width - left - right);
    draw(own - right, right, canvas.width - right);
  }
  canvas.style.cssText = `position:fixed;left:0;width:${canvas.width / ratio}px;height:${canvas.height / ratio}px`;
  const moving = document.createElement('div');
  moving.style.cssText = 'position:fixed;bottom:0;right:0;width:60px;height:60px';
  document.body.replaceChildren(canvas, moving);
  // Frames come only while something changes.
  const change = setInterval(() => { moving.style.background = Date.now() % 100 < 50 ? '#e0e' : '#f0f'; }, 30);
  for (const top of tops) {
    canvas.style.top = `${top / ratio}px`;
    await new Promise((resolve) => setTimeout(resolve, standMs));
  }
  clearInterval(change);
}
