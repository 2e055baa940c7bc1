import { RULES } from '../../test/soak/stage/guarded-sites.js';
import type { Measured } from '../figure.js';
import type { Row } from '../row.js';
import { onPage, setShareStage } from '../share-stage.js';

const OURS = { 'no Allowed Sites': [], 'with Allowed Sites': RULES } as const;
const PEERS = { bare: 'a bare RTCPeerConnection page', 'simple-peer': 'a bare simple-peer page' } as const;

export const firstPicture: Row = {
  name: 'first-picture',
  title: 'The first picture after the pick',
  about: 'From the moment at which the browser\'s picker has answered to the first frame that the visitor has decoded. Both are in one page, so that no network and no server counts. The picker is open for a second, which is less than a person takes. The peers send what was picked at once and to somebody who waits for it.',
  async measure({ short, say, rounds = 7 }) {
    const desk = await setShareStage();
    const times: Record<string, number[]> = {};
    const note = (name: string, ms: number): void => void (times[name] ??= []).push(ms);
    try {
      for (let round = 0; round < (short ? 1 : rounds); round++) {
        for (const [name, rules] of Object.entries(OURS)) note(name, await onPage(desk, (it, list) => it.firstPictureOfOurs(list), rules));
        for (const kind of ['bare', 'simple-peer'] as const) note(kind, await onPage(desk, (it, of) => it.firstPicture(of), kind));
        await onPage(desk, (it) => it.stop());
        say(`round ${round + 1}: ${JSON.stringify(times)}`);
      }
    } finally {
      await desk.close();
    }
    return Object.keys(OURS).flatMap((ours) => Object.entries(PEERS).map(([peer, peerName]): Measured => ({
      name: `first picture, ${ours}`, unit: 'ms', better: 'lower', peerName, ours: times[ours] ?? [], peer: times[peer] ?? [],
      whenBehind: ours === 'with Allowed Sites'
        ? 'That is on purpose: after a navigation a browser keeps the pixels of the page before for up to 4 s. So the guard lets nothing out until the page under an allowed address has moved for half a second, or has stood still for 5 s, and then holds the first frame back for 250 ms. The page of this row has something small that moves.'
        : 'Ours captures 15 frames a second in the place of 30, so that the first one is waited for some 30 ms longer, and VP9 takes some 30 ms more for its first frame than VP8; both are worth more than that later. A visitor also asks for its link once it has heard of the share, which is one message more each way than in a page that knows its one visitor beforehand.',
    })));
  },
};
