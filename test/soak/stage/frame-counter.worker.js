// Looks at every decoded frame. Forbidden pages are painted magenta, allowed
// ones have much green; of each only the chroma is looked at, every other sample.
const counts = { frames: 0, forbidden: 0, strange: 0, last: 0, lastForbidden: 0, width: 0, height: 0 };

async function look(frame, own) {
  const size = frame.allocationSize();
  if (own.memory.byteLength < size) own.memory = new Uint8Array(size);
  const { memory } = own;
  const [, u, v] = await frame.copyTo(memory);
  const { width, height } = frame.visibleRect;
  let magenta = 0;
  let green = 0;
  for (let y = 0; y < height >> 1; y += 2) {
    for (let x = 0; x < width >> 1; x += 2) {
      const blue = memory[u.offset + y * u.stride + x];
      const red = memory[v.offset + y * v.stride + x];
      if (blue > 170 && red > 180) magenta++;
      else if (blue < 105 && red < 95) green++;
    }
  }
  counts.frames++;
  counts.last = Date.now();
  counts.width = width;
  counts.height = height;
  // A hundred samples are 1,600 pixels; a page is some hundred thousand.
  if (magenta > 100) {
    counts.forbidden++;
    counts.lastForbidden = Date.now();
  }
  if (green < 400) counts.strange++;
}

addEventListener('message', async ({ data }) => {
  if (!data.readable) {
    postMessage({ ...counts });
    if (data.reset) Object.assign(counts, { frames: 0, forbidden: 0, strange: 0, last: 0, lastForbidden: 0 });
    return;
  }
  const reader = data.readable.getReader();
  const own = { memory: new Uint8Array(0) };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    try {
      await look(value, own);
    } finally {
      value.close();
    }
  }
});
