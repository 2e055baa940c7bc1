/** A live demonstration for administrators: what the guard would read in a window or in a picture of one. */
import { WindowReader, type WindowReading } from '../../src/address-bar/window-reader.js';
import { find } from './page.js';
import { explain, type Explanation } from './read-window/explain.js';
import { CapturedWindow } from './read-window/captured-window.js';
import { pictureOf } from './read-window/picture-of.js';

/** How many rows of the window are shown and read. No browser's address bar is lower than this. */
const ROWS = 400;
/** Milliseconds between readings of a window. During a share, every frame is read. */
const EVERY_MS = 500;

const reader = new WindowReader({ ocr: '/dist/ocr/' });
const verdict = find('.verdict');
const canvas = find('.seen canvas') as HTMLCanvasElement;
let captured: CapturedWindow | null = null;
/** Identifies the newest picture, so that only its result is shown. */
let turn = 0;
/** The appearance of a window that needed OCR. The exact reader isn't tried again while it stays the same. */
let unlike: string | null = null;

find('.capture').addEventListener('click', () => void capture());
find('.stop').addEventListener('click', stop);
find('.ways input').addEventListener('change', (event) => void openFile((event.target as HTMLInputElement).files?.[0]));
document.addEventListener('paste', (event) => void openFile(event.clipboardData?.files[0]));
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('over');
});
document.addEventListener('dragleave', () => document.body.classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('over');
  void openFile(event.dataTransfer?.files[0]);
});

async function capture(): Promise<void> {
  stop();
  try {
    captured = await CapturedWindow.open(ROWS);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return;
    showNothing({ result: 'bad', title: 'No window could be captured', text: error instanceof Error ? error.message : String(error) });
    return;
  }
  find('.stop').hidden = false;
  find('.capture').textContent = 'Choose another window…';
  await follow(captured);
}

async function follow(source: CapturedWindow): Promise<void> {
  let last: ImageData | null = null;
  unlike = null;
  while (captured === source && !source.ended) {
    const picture = source.picture();
    if (picture && !(last && samePixels(picture, last))) await show(picture);
    last = picture;
    await new Promise((done) => setTimeout(done, EVERY_MS));
  }
  // The window was closed, or sharing was stopped in the browser's own bar.
  if (captured === source) stop();
}

function samePixels(one: ImageData, other: ImageData): boolean {
  if (one.width !== other.width || one.height !== other.height) return false;
  const [mine, theirs] = [new Uint32Array(one.data.buffer), new Uint32Array(other.data.buffer)];
  return mine.every((pixel, at) => pixel === theirs[at]);
}

async function openFile(file: File | undefined): Promise<void> {
  if (!file) return;
  stop();
  unlike = null;
  const mine = turn;
  try {
    const picture = await pictureOf(file, ROWS);
    if (mine === turn) await show(picture);
  } catch {
    if (mine === turn) showNothing({ result: 'bad', title: 'This is no picture', text: 'Use a PNG, JPEG or WebP screenshot of a whole browser window.' });
  }
}

/** Explains why there is nothing to show, instead of the previous result. */
function showNothing(explanation: Explanation): void {
  find('.seen').hidden = true;
  find('.details').hidden = true;
  say(explanation);
}

/** Stops reading. The last result stays on the page. */
function stop(): void {
  captured?.stop();
  captured = null;
  turn++;
  const button = find('.stop');
  if (button === document.activeElement) find('.capture').focus();
  button.hidden = true;
  find('.capture').textContent = 'Choose a window…';
}

async function show(picture: ImageData): Promise<void> {
  const mine = ++turn;
  const started = performance.now();
  let seen: WindowReading;
  try {
    seen = await reader.read(picture, { exact: unlike === null });
    if (unlike !== null && placeOf(seen) !== unlike) seen = await reader.read(picture);
    unlike = seen.reading?.engine === 'ocr' ? placeOf(seen) : null;
  } catch (error) {
    if (mine === turn) showNothing({ result: 'bad', title: 'Text recognition could not be loaded', text: error instanceof Error ? error.message : String(error) });
    return;
  }
  if (mine !== turn) return;
  draw(picture, seen);
  say(explain(seen));
  list(seen, performance.now() - started);
}

function placeOf({ bar }: WindowReading): string {
  return JSON.stringify(bar && [bar.box, bar.background]);
}

function draw(picture: ImageData, { bar }: WindowReading): void {
  canvas.width = picture.width;
  canvas.height = Math.min(picture.height, bar ? bar.box.y + bar.box.height * 3 : 200);
  const context = canvas.getContext('2d');
  context?.putImageData(picture, 0, 0);
  find('.seen').hidden = false;
  find('.framed').hidden = !bar;
  if (!bar || !context) return;
  const frame = (box: typeof bar.box, colour: string): void => {
    context.strokeStyle = colour;
    context.lineWidth = Math.max(2, bar.scale * 2);
    context.strokeRect(box.x, box.y, box.width, box.height);
  };
  frame(bar.box, '#d6336c');
  frame(bar.textBox, '#2f9e44');
}

function say({ result, title, text }: Explanation): void {
  verdict.dataset['result'] = result;
  const heading = find('.verdict h2');
  const sentence = find('.verdict p');
  if (heading.textContent !== title) heading.textContent = title;
  if (sentence.textContent !== text) sentence.textContent = text;
}

function list({ bar, reading }: WindowReading, ms: number): void {
  find('.details').hidden = !bar;
  const facts: Record<string, string> = {
    text: reading ? reading.text + (reading.truncated ? '… (cut off)' : '') : '-',
    security: { secure: 'Secure', 'not-secure': 'Not secure', unknown: 'Not known' }[reading?.security ?? 'unknown'],
    editing: reading?.editing ? 'Yes' : 'No',
    engine: reading ? { exact: 'Exactly, pixel by pixel', ocr: 'By general text recognition' }[reading.engine] : '-',
    ms: `${ms.toFixed(0)} ms`,
  };
  for (const [name, value] of Object.entries(facts)) find(`[data-fact="${name}"]`).textContent = value;
}
