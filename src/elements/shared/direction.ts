/** The direction in which a language is written. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return /^(?:ar|arc|ckb|dv|fa|he|ks|nqo|ps|sd|syr|ug|ur|yi)(?:-|$)/i.test(tag) ? 'rtl' : 'ltr';
}
