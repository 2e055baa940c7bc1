import { msg } from '@lit/localize';
import type { ScreenShareError } from '../../policy/screen-share-error.js';
import type { ChannelState } from '../../session/channel-reach.js';
import { problemTexts } from './error-texts.js';

/** Why this page can't receive news of a share; empty if it can. */
export function channelText({ channelState, channelError }: { readonly channelState: ChannelState; readonly channelError: ScreenShareError | null }): string {
  if (channelError) {
    const { message, remedy } = problemTexts(channelError);
    return `${message} ${remedy}`;
  }
  switch (channelState) {
    case 'connecting':
      return msg('Connecting to the session…');
    case 'unreachable':
      return msg('The server cannot be reached. Trying again…');
    case 'lost':
      return msg('The connection to the server was lost. Trying again…');
    case 'connected':
      return '';
  }
}
