import { expect, test } from '@playwright/test';
import { supportsScreenShare } from '../../src/elements/screenshare-button/cobrowse-version.js';

for (const version of ['5.3', '5.3.0', '5.10', '5.30.1', '6', '6.0', '10.2', 'v5.4', ' 5.4 ', '5.4-beta']) {
  test(`cobrowse ${JSON.stringify(version)} can escalate to a screen share`, () => {
    expect(supportsScreenShare(version)).toBe(true);
  });
}

for (const version of [null, '', '5', '5.2', '5.2.99', '4.9', '0', 'latest', '-6', 'x6', '5,4', '٥.٤']) {
  test(`cobrowse ${JSON.stringify(version)} can not`, () => {
    expect(supportsScreenShare(version)).toBe(false);
  });
}
