import { AddressJudge } from './address-judge.js';
import { AddressReader } from './address-bar/address-reader.js';
import { ExactReader } from './address-bar/exact-reader.js';
import { locateAddressBar } from './address-bar/locate-address-bar.js';
import type { GuardSettings } from './guard-settings.js';
import { HandleJudge } from './handle-judge.js';
import { serveGuard } from './serve-guard.js';

/** Judges by the address bar, and waits for OCR where that has to be loaded first. */
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

/** The guard's worker: the one entry that is bundled into a script of its own. */
serveGuard(self, {
  prepare: (window) => exact.prepare(window),
  makeJudge({ evidence, settings, ocr, screens }, askForHandle) {
    if (evidence === 'capture-handle') return new HandleJudge(settings, askForHandle);
    const judge = new ReadingJudge(settings, new AddressReader({ exact, ...(ocr && { ocr }) }));
    judge.screens(screens);
    return judge;
  },
});
