/** simple-peer wraps the data that its data channel receives. Plain bytes are enough. */
export const Buffer = { from: (data) => new Uint8Array(data) };
