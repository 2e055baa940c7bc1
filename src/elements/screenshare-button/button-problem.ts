import { msg } from '@lit/localize';
import { ScreenShareError } from '../../policy/screen-share-error.js';
import type { AgentSession } from '../../session/agent/agent-session.js';
import type { Problem } from '../shared/error-texts.js';
import { supportsScreenShare } from './cobrowse-version.js';

/** Why the button can't offer a share, which is known before any click. Null if it can, and while the settings load. */
export function buttonProblem(version: string | null, session: AgentSession | null, setup: Problem | null): Problem | null {
  if (setup) return setup;
  if (!supportsScreenShare(version)) return version ? new ScreenShareError('cobrowse-version') : versionMissing();
  return session?.unavailableReason ?? null;
}

function versionMissing(): ScreenShareError {
  return new ScreenShareError('cobrowse-version', {
    remedy: msg('The page does not say which version of cobrowse it runs. Its developer sets the attribute cobrowse-version, such as 5.4.'),
  });
}
