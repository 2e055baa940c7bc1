/** socket.io-parser takes packets with bytes in them apart and puts them together; our messages have none. */
export const isBinary = () => false;
export const hasBinary = () => false;

export function deconstructPacket() {
  throw new Error('Packets with bytes are not part of this build.');
}
export const reconstructPacket = deconstructPacket;
