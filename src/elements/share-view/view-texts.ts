import { channelText } from '../shared/channel-texts.js';
import { msg, str } from '@lit/localize';
import { parseUrl } from '../../built-ins/parse-url.js';
import type { ShareEndReason, ShareInfo } from '../../session/share-info.js';
import type { VisitorSession } from '../../session/visitor/visitor-session.js';
import { nameOf, sharedByText } from '../shared/share-texts.js';

/** The share's status in one sentence, for the visitor. */
export function statusText(session: VisitorSession, lastAgent: string | undefined): string {
  const { state, share, endReason, reconnecting, pausedBy } = session;
  const agent = nameOf(share?.agentName);
  const page = pageOf(share);
  switch (state) {
    case 'waiting':
      return channelText(session) || openingText(session) || msg('No screen is being shared right now.');
    case 'connecting':
      return reconnecting ? msg('The connection was lost. Reconnecting…') : connectingText(share?.agentName);
    case 'viewing':
      return page ? msg(str`${agent} is sharing a page of ${page.hostname}.`) : sharedByText(share?.agentName, share?.surface);
    case 'paused':
      return pausedText(agent, pausedBy);
    case 'ended':
      return endText(endReason, nameOf(lastAgent));
  }
}

/** The shared page, if known. The value comes from outside and may not be a valid URL. */
export function pageOf(share: ShareInfo | null): URL | null {
  return share?.page === undefined ? null : parseUrl(share.page);
}

/** An agent has picked a source that isn't shown yet; otherwise empty. */
function openingText(session: VisitorSession): string {
  const { opening } = session;
  return opening ? msg(str`${nameOf(opening.agentName)} is about to show you something.`) : '';
}

/** A share is running, but its picture hasn't arrived yet. */
export function connectingText(agentName?: string): string {
  return msg(str`${nameOf(agentName)} is sharing. Connecting…`);
}

/** Why the picture is paused. Visitors don't learn anything about the agent's page. */
function pausedText(agent: string, by: VisitorSession['pausedBy']): string {
  switch (by) {
    case 'agent':
      return msg(str`${agent} has paused the share. You see the last picture.`);
    case 'page':
      return msg(str`Paused while ${agent}’s page is being checked. You see the last picture.`);
    case null:
      return msg(str`${agent} is sharing, paused for now. You see the last picture.`);
  }
}

/** Why a share has ended. Visitors can't act on reasons that concern what the agent may show, so they're summarized. */
function endText(reason: ShareEndReason | null, agent: string): string {
  switch (reason) {
    case 'stopped':
    case 'source-ended':
      return msg(str`${agent} has stopped sharing.`);
    case 'agent-left':
      return msg(str`${agent} has left. The share has ended.`);
    case 'connection-lost':
      return msg('The connection was lost. The share has ended.');
    case 'site-not-allowed':
    case 'address-unreadable':
    case 'surface-not-allowed':
      return msg('The share has ended, because what was open may not be shown here.');
    default:
      return msg('The share has ended.');
  }
}
