import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { LinkQuality } from '../../peer/link-stats.js';
import type { AgentSession } from '../../session/agent-session.js';
import { pauseIcon, playIcon } from '../shared/icons.js';
import { clockTime, nameOf, sharingText } from '../shared/share-texts.js';
import { countText } from '../shared/words.js';
import { holdText } from './hold-text.js';

/** The small picture of what visitors see; the element gives the video its stream. */
export function previewPart(): TemplateResult {
  return html`
    <div part="preview" class="preview" role="img" aria-label=${msg('Small picture of what visitors see')}>
      <video aria-hidden="true" .muted=${true} muted autoplay playsinline disablepictureinpicture></video>
    </div>
  `;
}

/**
 * What is being shared, since when, and how many see it; or that somebody else
 * shares. That the share `isOver` is only heard: who looks sees that the panel has gone.
 */
export function wordsPart(session: AgentSession | null, language: string, isOver: boolean): TemplateResult {
  const shown = session ? statusText(session) : '';
  const status = shown || (isOver ? msg('Sharing has ended') : '');
  const why = session?.hold ? holdText(session.hold) : '';
  const share = session?.share;
  return html`
    <div class="words ${shown ? '' : 'empty'}">
      <p part="status" class="status ${share ? '' : 'quiet'} ${shown ? '' : 'visually-hidden'}" role="status">${status}${why ? html` <span class="why">${why}</span>` : nothing}</p>
      ${share
        ? html`<p part="details" class="details">
            <span>${msg(str`since ${clockTime(share.since, language)}`)}</span> · <span>${countText(session.viewers, '{0} viewer', '{0} viewers')}</span>
            ${session.viewers > 0 ? html`· <span part="quality">${qualityText(session.quality)}</span>` : nothing}
          </p>`
        : nothing}
    </div>
  `;
}

/** Pauses and resumes; what the guard holds only the page can resume. */
export function pausePart(paused: boolean, onClick: () => void): TemplateResult {
  return html`
    <button part="pause" id="pause" type="button" @click=${onClick}>
      ${paused ? playIcon : pauseIcon} ${paused ? msg('Resume') : msg('Pause')}
    </button>
  `;
}

function qualityText(quality: LinkQuality | null): string {
  switch (quality) {
    case 'poor':
      return msg('Poor connection');
    case 'fair':
      return msg('Fair connection');
    default:
      return msg('Good connection');
  }
}

function statusText({ state, share, otherAgent, reconnecting }: AgentSession): string {
  if (reconnecting) return msg('The connection was lost. Reconnecting…');
  switch (state) {
    case 'idle':
      return otherAgent ? msg(str`${nameOf(otherAgent.name, msg('Another agent'))} is sharing. Starting takes over.`) : '';
    case 'choosing':
      return '';
    case 'checking':
      return msg('Checking what you picked…');
    case 'sharing':
      return sharingText(share?.surface);
    case 'paused':
      return msg('Paused. Visitors keep the last picture.');
  }
}
