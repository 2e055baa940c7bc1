/** What the agent's page offers to the test that drives it. */
export interface AgentPage {
  /** Captures the window that the browser's flags select. */
  capture(workerSource: string, scale: number): Promise<void>;
  ask(request: unknown): Promise<unknown>;
}

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();

function ask(request: unknown, transfer: Transferable[] = []): Promise<unknown> {
  return new Promise((resolve, reject) => {
    waiting.set(++asked, { resolve, reject });
    worker?.postMessage({ id: asked, request }, transfer);
  });
}

async function capture(workerSource: string, scale: number): Promise<void> {
  worker = new Worker(URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' })));
  worker.addEventListener('message', ({ data }: MessageEvent<{ id: number; result?: unknown; error?: string }>) => {
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if (data.error !== undefined) reject?.(new Error(data.error));
    else resolve?.(data.result);
  });
  const media = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 30 }, audio: false });
  const [track] = media.getVideoTracks();
  const Processor = (globalThis as unknown as { MediaStreamTrackProcessor: new (init: { track?: MediaStreamTrack }) => { readable: ReadableStream } })
    .MediaStreamTrackProcessor;
  const { readable } = new Processor(track ? { track } : {});
  await ask({ kind: 'frames', stream: readable, scale }, [readable]);
}

Object.assign(globalThis, { agent: { capture, ask } satisfies AgentPage });
