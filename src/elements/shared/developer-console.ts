/** The problems that developers are warned about. Each one is a heading in docs/troubleshooting.md. */
export type ComplaintCode =
  | 'built-ins-replaced'
  | 'attribute-misspelt'
  | 'not-set-up'
  | 'object-lost'
  | 'cobrowse-version'
  | 'settings-unavailable'
  | 'settings-invalid'
  | 'channel-trouble'
  | 'link-trouble'
  | 'element-removed'
  /** An attribute was changed during a share in a way that requires another session. */
  | 'session-replaced';

/** The `detail` of `glance-share-warning`: a mistake in the page, or a problem that the element works around. */
export interface Complaint {
  readonly code: ComplaintCode;
  readonly message: string;
  /** The attribute, or the property with that name, that it's about. */
  readonly attribute?: string;
  /** The caught error. */
  readonly cause?: unknown;
}

/** External text longer than this isn't useful. */
const LONGEST = 300;

/** One line for the console: the element, the problem, the actual value, and where to read more. */
export function consoleText(tag: string, { code, message, attribute, cause }: Complaint): string {
  const where = attribute === undefined ? `<${tag}>` : `<${tag} ${attribute}>`;
  const why = causesOf(cause).filter((text) => !message.includes(text));
  return `${where} ${[message, ...why].join(' ')} See docs/troubleshooting.md#${code} of glance-screenshare.`;
}

/** The caught error and its causes. */
function causesOf(cause: unknown, depth = 0): string[] {
  if (cause === undefined || cause === null || depth > 3) return [];
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : typeof cause === 'string' ? cause : typeof cause;
  return [text.slice(0, LONGEST), ...(cause instanceof Error ? causesOf(cause.cause, depth + 1) : [])];
}
