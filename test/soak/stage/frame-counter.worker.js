// Looks at every decoded frame. Forbidden pages are painted magenta, allowed
// ones have much green; of each only the chroma is looked at, every other sample.
const counts = { frames: 0, forbidden: 0, strange: 0, first: 0, last: 0, firstForbidden: 0, lastForbidden: 0, width: 0, height: 0, codes: [] };

// The number in the page's barcode, or null where there is none.
function codeOf(plane, memory, { width, height }, { cell, left, bottom, bits }) {
  const row = height - bottom - (cell >> 1);
  const isDark = (index) => memory[plane.offset + row * plane.stride + Math.round(left + (index + 0.5) * cell)] < 128;
  if (left + cell * (bits + 3) > width || row < 0 || !isDark(0) || isDark(1)) return null;
  let [code, ones] = [0, 0];
  for (let bit = 0; bit < bits; bit++) if (isDark(bit + 2)) [code, ones] = [code + (1 << bit), ones + 1];
  return isDark(bits + 2) === (ones % 2 === 1) ? code : null;
}

async function look(frame, own) {
  const size = frame.allocationSize();
  if (own.memory.byteLength < size) own.memory = new Uint8Array(size);
  const { memory } = own;
  const [y0, u, v] = await frame.copyTo(memory);
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
  counts.first ||= counts.last;
  counts.width = width;
  counts.height = height;
  // Forty samples are 640 pixels; a card number is 1,024, a page some hundred thousand.
  if (magenta > 40) {
    counts.forbidden++;
    counts.lastForbidden = Date.now();
    counts.firstForbidden ||= counts.lastForbidden;
  }
  const code = own.barcode ? codeOf(y0, memory, frame.visibleRect, own.barcode) : null;
  if (code !== null) counts.codes.push([code, counts.last]);
  if (green < 400) counts.strange++;
}

addEventListener('message', async ({ data }) => {
  if (!data.readable) {
    postMessage({ ...counts });
    if (data.reset) Object.assign(counts, { frames: 0, forbidden: 0, strange: 0, first: 0, last: 0, firstForbidden: 0, lastForbidden: 0, codes: [] });
    return;
  }
  const reader = data.readable.getReader();
  const own = { memory: new Uint8Array(0), barcode: data.barcode };
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
