/**
 * Letters and digits that no general OCR can reliably tell from another one, or from a pair, at the
 * size of an address bar: l 1 I i |, o 0, m rn, w vv, d cl, s 5 8, g q 9, h b n, u v, z 2, and the
 * like.
 */
const LOOK_ALIKE = /[a-eg-jl-oqstuvwyz0-9BDGIOQSUVWYZ|_-]/;

/** Endings that have no look-alike among the top-level domains. */
const SURE_ENDING = /\.(?:com|org|net|dev|app|edu|gov)$/;

/** Whether a text read by OCR depends on a look-alike: if one were misread, it would name another page. */
export function dependsOnLookAlikes(text: string): boolean {
  const bare = text.replace(/^https:\/\//, '');
  const end = bare.search(/[/?#]/);
  const host = end < 0 ? bare : bare.slice(0, end);
  return LOOK_ALIKE.test(host.replace(SURE_ENDING, '')) || (end >= 0 && LOOK_ALIKE.test(bare.slice(end)));
}
