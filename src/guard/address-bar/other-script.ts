/**
 * Letters whose twins in another script Chromium shows undecoded under these
 * endings, and that are the same to the pixel: `cop.ru` is shown for the Latin
 * host and for one of three Cyrillic letters (`xn--n1aeb.ru`) alike. Under
 * other endings Chromium shows such a host as `xn--…`.
 */
const twins: readonly { readonly endings: readonly string[]; readonly letters: RegExp }[] = [
  { endings: ['ru', 'su', 'ua', 'by', 'bg', 'kz', 'uz', 'kg', 'tj', 'mn', 'mk', 'rs', 'me', 'md'], letters: /^[acdehijlopqswxy0-9-]+$/ },
  { endings: ['gr', 'cy'], letters: /^[ouv0-9-]+$/ },
  { endings: ['am'], letters: /^[ghjnoqu0-9-]+$/ },
];

/** Longest label that may be part of an ending of two labels, as in `com.ua`. */
const longestSecondEnding = 3;

/** Whether the host of a shown address can be written in another script and look the same to the pixel. */
export function mayBeOtherScript(shown: string): boolean {
  const host = /^(?:[a-z]+:\/\/)?([^/?#:]*)/.exec(shown)?.[1] ?? '';
  const [ending = '', second = '', third = ''] = host.toLowerCase().split('.').reverse();
  const letters = twins.find(({ endings }) => endings.includes(ending))?.letters;
  if (!letters) return false;
  const forgeable = (label: string): boolean => letters.test(label) && /[a-z]/.test(label);
  return forgeable(second) || (second.length <= longestSecondEnding && forgeable(third));
}
