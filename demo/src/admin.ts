import { find } from './page.js';

/** One session for both, so that a visitor who joins it meets either. */
const session = String(1000 + Math.floor(Math.random() * 9000));

for (const environment of ['staging', 'production']) {
  const query = new URLSearchParams({ session, name: `Anna (${environment})`, settings: `/screenshare/${environment}` });
  find<HTMLAnchorElement>(`[data-viewer=${environment}]`).href = `/agent.html?${query.toString()}`;
}
find<HTMLAnchorElement>('[data-visitor]').href = `/visitor.html?${new URLSearchParams({ session }).toString()}`;
