import type { ScreenShareRelay } from './attach-screen-share.js';
import type { SettingsEndpoint } from './settings-endpoint.js';

/** The parts of a server to check. */
export interface HealthParts {
  readonly settings?: Pick<SettingsEndpoint, 'check'>;
  readonly relay?: Pick<ScreenShareRelay, 'draining'>;
}

/** Responses for load balancers and process managers. */
export interface HealthChecks {
  /** 200 while the process responds at all. */
  readonly healthz: () => Response;
  /** 200 while it can serve. 503 if its settings can't be read or it's draining. The reason is only in the server's log. */
  readonly readyz: () => Promise<Response>;
}

/**
 * Creates the functions behind `/healthz` and `/readyz`.
 *
 * @example
 * ```ts
 * const { healthz, readyz } = createHealthChecks({ settings, relay });
 * app.get('/readyz', async (c) => readyz());
 * ```
 */
export function createHealthChecks({ settings, relay }: HealthParts): HealthChecks {
  return {
    healthz: () => say(200, 'ok'),
    readyz: async () => {
      if (relay?.draining === true) return say(503, 'draining');
      try {
        await settings?.check();
        return say(200, 'ok');
      } catch {
        return say(503, 'not ready');
      }
    },
  };
}

function say(status: number, what: string): Response {
  return new Response(`${what}\n`, { status, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });
}
