import { expect } from '@open-wc/testing';
import { forgetOldPictures } from '../../src/elements/share-view/last-picture.js';
import { until } from '../harness/until.js';

const name = (session: string): string => `glance-screenshare picture ${session}`;
const keep = (session: string, age: number): void => sessionStorage.setItem(name(session), JSON.stringify({ share: 'ann', at: Date.now() - age, picture: 'data:image/jpeg,' }));
const kept = (): string[] => Object.keys(sessionStorage).filter((key) => key.startsWith(name(''))).sort();

describe('pictures of an agent’s screen that wait for the next page', () => {
  afterEach(() => sessionStorage.clear());

  it('are forgotten once they are 30 seconds old, whether their page comes back or not, and what is no picture at once', async () => {
    keep('old', 30_001);
    keep('from the future', -3_600_000);
    keep('nearly old', 29_700);
    sessionStorage.setItem(name('junk'), '{');
    sessionStorage.setItem('of the host', 'kept');
    forgetOldPictures();
    expect(kept()).to.deep.equal([name('nearly old')]);
    await until(() => kept().length === 0);
    expect(sessionStorage.getItem('of the host')).to.equal('kept');
  });
});
