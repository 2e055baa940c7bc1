import type { OcrAssets } from '../guard/address-bar/ocr-engine.js';

/** Where the parts of the guard are served that are files of their own. Nothing is fetched before the agent opens the picker. */
export interface GuardParts {
  /**
   * URL of `dist/guard-worker.js` on the page's own origin, for pages whose
   * Content Security Policy forbids `blob:` workers. Default: the copy that is
   * in the package's script.
   */
  readonly workerUrl?: string | URL | undefined;
  /**
   * URL of the package's folder `dist/ocr/`, or of each of its parts: what reads
   * address bars in fonts that this machine doesn't have. Some 7 MB, loaded when
   * such a bar is first seen. Default: none, and such a bar can't be read.
   */
  readonly ocrAssets?: string | URL | OcrAssets | null | undefined;
}
