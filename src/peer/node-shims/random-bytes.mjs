/** simple-peer creates channel names from random bytes, in hexadecimal. */
export default function randomBytes(size) {
  const bytes = crypto.getRandomValues(new Uint8Array(size));
  return { toString: () => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}
