import { find, make } from './page.js';

interface Settings {
  readonly escalateToShow: boolean;
  readonly surfaces: readonly string[];
  readonly allowedSites: readonly string[];
  readonly bookmarks: readonly { readonly title: string; readonly url: string; readonly active: boolean }[];
}

for (const environment of ['production', 'staging']) {
  show(environment).catch((error: unknown) => {
    find(`[data-settings=${environment}]`).textContent = `These settings could not be loaded. ${String(error)}`;
  });
}

async function show(environment: string): Promise<void> {
  const response = await fetch(`/screenshare/${environment}`);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  const settings = (await response.json()) as Settings;
  find(`[data-settings=${environment}]`).textContent = JSON.stringify(settings, null, 2);
  find(`[data-summary=${environment}]`).replaceChildren(
    ...entry('Escalate to Show', [settings.escalateToShow ? 'On' : 'Off']),
    ...entry('Agents may share', [new Intl.ListFormat('en', { type: 'disjunction' }).format(settings.surfaces)]),
    ...entry('Allowed Sites', settings.allowedSites.length === 0 ? ['None set: every page may be shown'] : settings.allowedSites),
    ...entry('Bookmarks', settings.bookmarks.length === 0 ? ['None'] : settings.bookmarks.map(({ title, url, active }) => `${title}${active ? '' : ' (not active)'}: ${url}`)),
  );
}

function entry(name: string, lines: readonly string[]): HTMLElement[] {
  const value = make('dd', '');
  if (lines.length === 1) value.textContent = lines[0] ?? '';
  else {
    const list = make('ul', '');
    list.append(...lines.map((line) => make('li', '', line)));
    value.append(list);
  }
  return [make('dt', '', name), value];
}
