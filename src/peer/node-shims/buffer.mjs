/** simple-peer wraps what its data channel receives; bytes as they are will do. */
export const Buffer = { from: (data) => new Uint8Array(data) };
