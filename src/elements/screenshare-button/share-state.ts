import { channelText } from '../shared/channel-texts.js';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { parseUrl } from '../../built-ins/parse-url.js';
import type { LinkQuality } from '../../peer/link-stats.js';
import type { AgentSession } from '../../session/agent/agent-session.js';
import type { Viewer } from '../../session/agent/viewer.js';
import { pauseIcon, playIcon } from '../shared/icons.js';
import { clockTime, nameOf, sharingText } from '../shared/share-texts.js';
import { countText } from '../shared/words.js';
import type { HoldClock } from './hold-clock.js';
import { holdText } from './hold-text.js';

/** The preview of what visitors see, as a button that enlarges it. The element sets the video's stream. */
export function previewPart(isLarge: boolean, onClick: () => void): TemplateResult {
  return html`
    <button part="preview" class="preview" id="preview" type="button" aria-label=${msg('Enlarge what visitors see')} title=${msg('Enlarge what visitors see')} aria-expanded=${String(isLarge)} @click=${onClick}>
      <video aria-hidden="true" .muted=${true} muted autoplay playsinline disablepictureinpicture></video>
    </button>
  `;
}

/** The session's texts, in the button and in the control. */
export interface ShareWords {
  readonly status: string;
  /** Why visitors keep the last picture, and what the agent can do. */
  readonly why: string;
}

export function shareWords(session: AgentSession): ShareWords {
  return { status: statusText(session), why: session.hold ? holdText(session.hold) : '' };
}

/**
 * What is being shared, since when, and how many people are watching; or that
 * another agent is sharing. `isOver` is only announced to screen readers; on
 * screen, the panel disappears.
 */
export function wordsPart(session: AgentSession | null, language: string, isOver: boolean, clock: HoldClock): TemplateResult {
  const { status: shown, why } = session ? shareWords(session) : { status: '', why: '' };
  const status = shown || (isOver ? msg('Sharing has ended') : '');
  return html`
    <div class="words ${shown ? '' : 'empty'}">
      <p part="status" class="status ${session?.share ? '' : 'quiet'} ${shown ? '' : 'visually-hidden'}" role="status">${status}${why ? html` <span class="why">${why}</span>` : nothing}${clock.said ? html` <span class="visually-hidden">${clock.said}</span>` : nothing}</p>
      ${clock.shown ? html`<p part="countdown" class="countdown" role="timer">${clock.shown}</p>` : nothing}
      ${session?.share ? html`${detailsPart(session, session.share.since, language)} ${returningPart(session)}` : nothing}
    </div>
  `;
}

/** When it began, how many are watching, who has hidden the view, and whose connection is poor. */
export function detailsPart(session: AgentSession, since: number, language: string): TemplateResult {
  const { viewers } = session;
  const away = session.audience.filter((one) => one.away);
  return html`
    <p part="details" class="details">
      <span>${msg(str`since ${clockTime(since, language)}`)}</span> · <span class=${viewers === 0 ? 'alarm' : ''}>${countText(viewers, '{0} viewer', '{0} viewers')}</span>
      ${away.length > 0 ? html`· <span class="alarm">${awayText(away)}</span>` : nothing}
      ${viewers > 0 ? html`· <span part="quality" class=${isBad(session.quality) ? 'alarm' : ''}>${qualityText(session, language)}</span>` : nothing}
    </p>
  `;
}

/** Visitors who were told that the share had ended see it again only if the agent says so. */
export function returningPart(session: AgentSession): TemplateResult | typeof nothing {
  const { length } = session.returning;
  if (length === 0) return nothing;
  const told = countText(length, '{0} visitor was told that the share is over, and can be reached again.', '{0} visitors were told that the share is over, and can be reached again.');
  return html`<p part="returning" class="returning">${told} <button type="button" @click=${() => session.admit()}>${msg('Show it again')}</button></p>`;
}

const isBad = (quality: LinkQuality | null): boolean => quality === 'poor' || quality === 'lost';

function awayText(away: readonly Viewer[]): string {
  const [first] = away;
  return away.length === 1 && first?.name ? msg(str`${nameOf(first.name)} has put it away`) : countText(away.length, '{0} viewer has put it away', '{0} viewers have put it away');
}

/** Pauses and resumes. Only a page change ends the guard's hold. */
export function pausePart(session: AgentSession, onClick: () => void): TemplateResult {
  const by = session.hold?.by;
  const paused = by === 'agent' || by === 'absence';
  return html`
    <button part="pause" id="pause" type="button" @click=${onClick}>
      ${paused ? playIcon : pauseIcon} ${pauseLabel(session)}
    </button>
  `;
}

export function pauseLabel(session: AgentSession): string {
  switch (session.hold?.by) {
    case 'absence':
      return msg('Show again');
    case 'agent':
      return msg('Resume');
    default:
      return msg('Pause');
  }
}

function qualityText(session: AgentSession, language: string): string {
  switch (session.quality) {
    case 'poor':
    case 'lost':
      return poorText(session, language);
    case 'fair':
      return msg('Fair connection');
    default:
      return msg('Good connection');
  }
}

/** Whose connection is poor and since when, if there are several. */
function poorText(session: AgentSession, language: string): string {
  const worst = session.audience.find(({ quality }) => isBad(quality));
  if (!worst) return msg('Poor connection');
  const since = clockTime(worst.qualitySince, language);
  return worst.name ? msg(str`Poor connection to ${nameOf(worst.name)} since ${since}`) : msg(str`Poor connection since ${since}`);
}

function statusText(session: AgentSession): string {
  const { state, share, otherAgent, reconnecting } = session;
  if (reconnecting) return msg('The connection was lost. Reconnecting…');
  if (session.switching === 'checking') return msg('Checking what you picked…');
  switch (state) {
    case 'idle':
      return otherAgent ? msg(str`${nameOf(otherAgent.name, msg('Another agent'))} is sharing. Starting takes over.`) : channelText(session);
    case 'choosing':
      return '';
    case 'checking':
      return msg('Checking what you picked…');
    case 'sharing':
      return whatText(share);
    case 'paused':
      return session.hold?.by === 'absence' ? msg('This computer was asleep, and visitors were told that the share is over.') : msg('Paused. Visitors keep the last picture.');
  }
}

/** The site that visitors see, if known. Visitors see it too. */
function whatText(share: AgentSession['share']): string {
  const page = share?.page === undefined ? null : parseUrl(share.page);
  return page ? msg(str`Sharing a page of ${page.hostname}`) : sharingText(share?.surface);
}
