import { msg, str } from '@lit/localize';
import type { ShareEndReason, ShareInfo } from '../../session/share-info.js';
import type { VisitorSession } from '../../session/visitor-session.js';
import { nameOf, sharedByText } from '../shared/share-texts.js';

/** What the visitor is told of the share, in one sentence. */
export function statusText({ state, share, endReason, reconnecting, pausedBy }: VisitorSession, lastAgent: string | undefined): string {
  const agent = nameOf(share?.agentName);
  const page = pageOf(share);
  switch (state) {
    case 'waiting':
      return msg('No screen is being shared right now.');
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

/** The page that is shown, where that is known. It comes from outside, and may be no URL after all. */
export function pageOf(share: ShareInfo | null): URL | null {
  return share?.page !== undefined && URL.canParse(share.page) ? new URL(share.page) : null;
}

/** A share runs, and its picture isn't there yet. */
export function connectingText(agentName?: string): string {
  return msg(str`${nameOf(agentName)} is sharing. Connecting…`);
}

/** Why the picture stands still. What the agent's page is, is not for visitors to know. */
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

/** Why a share is over. Reasons that concern what the agent may show are nothing that a visitor can act on. */
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
