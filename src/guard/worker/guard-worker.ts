import { AddressJudge } from '../evidence/address-judge.js';
import { AddressReader } from '../../address-bar/address-reader.js';
import { ExactReader } from '../../address-bar/read/exact/exact-reader.js';
import { locateAddressBar } from '../../address-bar/locate/locate-address-bar.js';
import type { GuardSettings } from '../decide/guard-settings.js';
import { HandleJudge } from '../evidence/handle-judge.js';
import { serveGuard } from './serve-guard.js';

/** Judges by the address bar, and reports when OCR is still being loaded. */
class ReadingJudge extends AddressJudge {
  readonly #reader: AddressReader;

  constructor(settings: GuardSettings, reader: AddressReader) {
    super(settings, { locate: locateAddressBar, read: (picture, bar) => reader.read(picture, bar) });
    this.#reader = reader;
  }

  get preparing(): boolean {
    return this.#reader.loading;
  }
}

const exact = new ExactReader();

/** The guard's worker. This is the only entry that is bundled into a separate script. */
serveGuard(self, {
  prepare: (window) => exact.prepare(window),
  makeJudge({ evidence, settings, ocr, screens }, askForHandle) {
    if (evidence === 'capture-handle') return new HandleJudge(settings, askForHandle);
    const judge = new ReadingJudge(settings, new AddressReader({ exact, ...(ocr && { ocr }) }));
    judge.screens(screens);
    return judge;
  },
});
