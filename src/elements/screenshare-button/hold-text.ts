import { msg, str } from '@lit/localize';
import type { AgentSession } from '../../session/agent/agent-session.js';

type Hold = NonNullable<AgentSession['hold']>;

/** Why visitors keep the last picture or don't see the first one yet, and what the agent can do. Empty if the agent can't do anything. */
export function holdText({ reason, shown }: Hold): string {
  switch (reason) {
    case 'unreadable':
      return shown
        ? msg(str`It is not clear whether ${shown} may be shown. Show the whole address.`)
        : msg('The address cannot be read. Show the window with its whole address bar.');
    case 'editing':
      return msg('The address bar is in use. Click into the page.');
    case 'suggestions':
      return msg('The list of suggestions hides the address. Press Enter or click into the page.');
    case 'new-tab':
      return msg('A new tab is open. Go to an allowed page, or back to the tab before.');
    case 'prompt':
      return msg('The browser asks for a permission. Answer it to go on.');
    case 'not-secure':
      return msg('The page is not secure. Only https pages can be shown.');
    case 'unknown-mark':
      return msg('The mark beside the address isn’t that of a secure page. Close the permission prompt and stop the camera or microphone, or go to an https page.');
    case 'look-alike':
      return msg('The address looks the same as one in another script. Go to a page on another host.');
    case 'no-address-bar':
      return msg('No address bar can be seen. If it is in use, click into the page.');
    case 'full-screen':
      return msg('The window fills the whole screen. Leave full screen or make the window smaller.');
    case 'page-edge':
      return msg('It isn’t clear where the page begins. Close the side panel, or whatever covers the toolbar.');
    case 'split-view':
      return msg('The window shows two pages side by side. Leave its split view.');
    case 'no-handle':
      return msg('This tab does not say which page it shows. Share its window instead.');
    case 'loading':
      return msg('Making sure that the picture is this page’s own. This takes about 5 seconds.');
    case 'no-frames':
      return msg('The window gives no picture. It may be minimized.');
    case 'preparing':
      return msg('Loading text recognition, which this window needs.');
    case 'no-ocr':
      return msg('This window needs text recognition, which could not be loaded. Share a window of this browser.');
    case 'failed':
      return msg('The page could not be checked.');
    case 'settings':
      return msg('Waiting for newer settings, which can’t be loaded at the moment.');
    case 'paused':
    case null:
      return '';
  }
}
