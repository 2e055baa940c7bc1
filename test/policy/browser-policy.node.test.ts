import { expect, test } from '@playwright/test';
import { browserPolicy, DEFAULT_SETTINGS, linuxPolicyFile, macPolicyFile, windowsPolicyFile, type BrowserPolicyOptions, type ScreenShareSettings, type Surface } from '../../src/policy/index.js';

const ORIGIN = 'https://desk.example.com';
const PATTERN = ['https://desk.example.com:443'];
const allow = (...surfaces: Surface[]): ScreenShareSettings => ({ ...DEFAULT_SETTINGS, surfaces });

const CASES: readonly [settings: ScreenShareSettings, options: BrowserPolicyOptions, policies: object, offers: readonly Surface[], notes: number][] = [
  [allow('tab'), {}, { TabCaptureAllowedByOrigins: PATTERN }, ['tab'], 0],
  [allow('window'), {}, { WindowCaptureAllowedByOrigins: PATTERN }, ['window', 'tab'], 1],
  [allow('tab', 'window'), {}, { WindowCaptureAllowedByOrigins: PATTERN }, ['window', 'tab'], 0],
  [allow('screen'), {}, { ScreenCaptureAllowedByOrigins: PATTERN }, ['screen', 'window', 'tab'], 2],
  [DEFAULT_SETTINGS, {}, { ScreenCaptureAllowedByOrigins: PATTERN }, ['screen', 'window', 'tab'], 0],
  [allow('tab'), { denyOthers: true }, { ScreenCaptureAllowed: false, TabCaptureAllowedByOrigins: PATTERN }, ['tab'], 1],
  [{ ...DEFAULT_SETTINGS, escalateToShow: false }, {}, { SameOriginTabCaptureAllowedByOrigins: PATTERN }, ['tab'], 1],
  [{ ...DEFAULT_SETTINGS, escalateToShow: false }, { denyOthers: true }, { ScreenCaptureAllowed: false }, [], 1],
];

for (const [settings, options, policies, offers, notes] of CASES) {
  const what = settings.escalateToShow ? settings.surfaces.join(' and ') : 'nothing';
  test(`the policy for agents who share ${what}${options.denyOthers ? ', and for nobody else' : ''}`, () => {
    const policy = browserPolicy(settings, ORIGIN, options);
    expect(policy).toMatchObject({ policies, offers });
    expect(Object.keys(policy.policies)).toEqual(Object.keys(policies));
    expect(policy.notes).toHaveLength(notes);
    for (const note of policy.notes) expect(note.message).toMatch(/^[A-Z].{30,}\.$/);
  });
}

test('the pattern names the port, so that another service of the same host stays out', () => {
  const patterns = ['https://Desk.Example.com/viewer?x=1', 'https://desk.example.com:8443', 'http://localhost:8080/', 'https://[::1]/'].map((origin) => browserPolicy(allow('tab'), origin).policies.TabCaptureAllowedByOrigins?.[0]);
  expect(patterns).toEqual(['https://desk.example.com:443', 'https://desk.example.com:8443', 'http://localhost:8080', 'https://[::1]:443']);
});

for (const origin of ['', 'desk.example.com', '*', 'file:///x', 'javascript:alert(1)', 'null', 'https://user@desk.example.com', '[*.]example.com']) {
  test(`${JSON.stringify(origin)} is no origin of a viewer`, () => {
    expect(() => browserPolicy(allow('tab'), origin)).toThrow(TypeError);
  });
}

const { policies } = browserPolicy(allow('tab'), ORIGIN, { denyOthers: true });

test('the file for Linux is the policies as JSON, and says where it goes', () => {
  const file = linuxPolicyFile(policies, 'edge');
  expect(JSON.parse(file.text)).toEqual(policies);
  expect(file.place.message).toContain('/etc/opt/edge/policies/managed/glance-screenshare.json');
});

test('the file for Windows is one for the registry', () => {
  const { text } = windowsPolicyFile(policies, 'chrome');
  expect(text.split('\r\n')).toEqual([
    'Windows Registry Editor Version 5.00', '',
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]', '"ScreenCaptureAllowed"=dword:00000000', '',
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\TabCaptureAllowedByOrigins]', '"1"="https://desk.example.com:443"', '', '',
  ]);
});

test('the file for macOS is a property list', () => {
  const file = macPolicyFile(policies, 'chrome');
  expect(file.name).toBe('com.google.Chrome.plist');
  expect(file.text.replaceAll(/\s+/g, ' ')).toContain('<dict> <key>ScreenCaptureAllowed</key> <false/> <key>TabCaptureAllowedByOrigins</key> <array> <string>https://desk.example.com:443</string> </array> </dict>');
});
