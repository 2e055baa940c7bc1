/** The visitor's changes to the panel, for the session's next page. */
export interface Remembered {
  /** The panel's position, as the fraction of free space left and above, 0 to 1 each. */
  readonly place?: { readonly x: number; readonly y: number };
  /** In CSS pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** The height of a narrow page's sheet, as a fraction of the available height. */
  readonly sheet?: number;
  /** The share that the visitor has chosen to see or to hide. */
  readonly share?: string;
  readonly shown?: boolean;
}

const nameOf = (sessionId: string | null): string => `glance-screenshare panel ${sessionId ?? ''}`;

/** What the previous page stored; empty without access to storage or if the stored value isn't valid. */
export function recall(sessionId: string | null): Remembered {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(nameOf(sessionId)) ?? '{}');
    return typeof value === 'object' && value !== null ? checked(value as Record<keyof Remembered, unknown>) : {};
  } catch {
    return {};
  }
}

export function remember(sessionId: string | null, value: Remembered): void {
  try {
    sessionStorage.setItem(nameOf(sessionId), JSON.stringify(value));
  } catch {
    // Without storage, the next page starts like the first one.
  }
}

/** Another script may have written the value. */
function checked({ place, size, sheet, share, shown }: Record<keyof Remembered, unknown>): Remembered {
  return {
    ...(isPair(place, 'x', 'y') && { place: place as { x: number; y: number } }),
    ...(isPair(size, 'width', 'height') && { size: size as { width: number; height: number } }),
    ...(Number.isFinite(sheet) && { sheet: sheet as number }),
    ...(typeof share === 'string' && { share }),
    ...(typeof shown === 'boolean' && { shown }),
  };
}

function isPair(value: unknown, first: string, second: string): boolean {
  const pair = value as Record<string, unknown> | null;
  return typeof pair === 'object' && pair !== null && Number.isFinite(pair[first]) && Number.isFinite(pair[second]);
}
