import type { CapturePolicies } from './browser-policy.js';
import { phrase, worded, type Worded } from './phrase.js';

export type PolicyBrowser = 'chrome' | 'edge' | 'chromium';

/** Where the browsers read policies, by system. */
const WINDOWS_KEYS = {
  chrome: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome',
  edge: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge',
  chromium: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Chromium',
} as const satisfies Record<PolicyBrowser, string>;

const MAC_DOMAINS = { chrome: 'com.google.Chrome', edge: 'com.microsoft.Edge', chromium: 'org.chromium.Chromium' } as const satisfies Record<PolicyBrowser, string>;

const LINUX_FOLDERS = {
  chrome: '/etc/opt/chrome/policies/managed',
  edge: '/etc/opt/edge/policies/managed',
  chromium: '/etc/chromium/policies/managed',
} as const satisfies Record<PolicyBrowser, string>;

/** A file to download, and the place where it belongs. */
export interface PolicyFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  /** Where the file belongs, in one sentence for the administrator. */
  readonly place: Worded;
}

/** For Linux: JSON for the folder of managed policies. */
export function linuxPolicyFile(policies: CapturePolicies, browser: PolicyBrowser): PolicyFile {
  const name = 'glance-screenshare.json';
  return {
    name,
    type: 'application/json',
    text: `${JSON.stringify(policies, null, 2)}\n`,
    place: worded(phrase`Save it as ${`${LINUX_FOLDERS[browser]}/${name}`}, readable by everybody and writable by root only.`),
  };
}

/** For Windows: a registry file. Group Policy can also use its values. */
export function windowsPolicyFile(policies: CapturePolicies, browser: PolicyBrowser): PolicyFile {
  const key = WINDOWS_KEYS[browser];
  const { ScreenCaptureAllowed: allowed, ...lists } = policies;
  const sections = Object.entries(lists).map(([name, patterns]) => [`[${key}\\${name}]`, ...patterns.map((pattern, index) => `"${index + 1}"="${pattern}"`)]);
  const all = allowed === undefined ? sections : [[`[${key}]`, `"ScreenCaptureAllowed"=dword:${allowed ? '00000001' : '00000000'}`], ...sections];
  return {
    name: `glance-screenshare-${browser}.reg`,
    type: 'text/plain',
    text: ['Windows Registry Editor Version 5.00', ...all.map((lines) => lines.join('\r\n')), ''].join('\r\n\r\n'),
    place: worded('Open it as an administrator of the computer, or enter the same values with Group Policy or Intune.'),
  };
}

/** For macOS: the property list of a configuration profile's custom settings. */
export function macPolicyFile(policies: CapturePolicies, browser: PolicyBrowser): PolicyFile {
  const domain = MAC_DOMAINS[browser];
  const { ScreenCaptureAllowed: allowed, ...lists } = policies;
  const entries = Object.entries(lists).map(([name, patterns]) => `  <key>${name}</key>\n  <array>\n${patterns.map((pattern) => `    <string>${escapeXml(pattern)}</string>\n`).join('')}  </array>\n`);
  const base = allowed === undefined ? '' : `  <key>ScreenCaptureAllowed</key>\n  <${allowed ? 'true' : 'false'}/>\n`;
  return {
    name: `${domain}.plist`,
    type: 'application/x-plist',
    text: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
${base}${entries.join('')}</dict>
</plist>
`,
    place: worded(phrase`Upload it to your device management as custom settings of the preference domain ${domain}.`),
  };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
