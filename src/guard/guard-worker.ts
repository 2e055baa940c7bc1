import { AddressJudge } from './address-judge.js';
import { AddressReader } from './address-bar/address-reader.js';
import { ExactReader } from './address-bar/exact-reader.js';
import { locateAddressBar } from './address-bar/locate-address-bar.js';
import { HandleJudge } from './handle-judge.js';
import { serveGuard } from './serve-guard.js';

/** The guard's worker: the one entry that is bundled into a script of its own. */
serveGuard(self, ({ evidence, settings, ocr }) => {
  if (evidence === 'capture-handle') return new HandleJudge(settings);
  const reader = new AddressReader({ exact: new ExactReader(), ...(ocr && { ocr }) });
  return new AddressJudge(settings, { locate: locateAddressBar, read: (picture, bar) => reader.read(picture, bar) });
});
