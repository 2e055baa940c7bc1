import type { OcrAssets } from '../../address-bar/read/ocr/ocr-engine.js';

/** Where the guard's separate files are served. Nothing is fetched before the agent opens the picker. */
export interface GuardParts {
  /**
   * URL of `dist/guard-worker.js` on the page's own origin, for pages whose Content
   * Security Policy forbids `blob:` workers. Default: the copy inside the package's
   * script.
   */
  readonly workerUrl?: string | URL | undefined;
  /**
   * URL of the package's folder `dist/ocr/`, or of each of its parts. They read
   * address bars in fonts that this machine doesn't have. About 7 MB, loaded when
   * the guard first sees such an address bar. Default: none, so these address bars
   * can't be read.
   */
  readonly ocrAssets?: string | URL | OcrAssets | null | undefined;
}
