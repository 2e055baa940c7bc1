import { requestIdOf } from './operator-log.js';
import type { OriginList } from './origin-list.js';
import { failure, problem, Refusal } from './settings-answers.js';
import { checkOrigin, crossOriginHeaders } from './settings-request.js';

export interface AnswerOptions {
  /** The request's id, repeated in the response. Default: the one that the request brings, or a new one. */
  readonly id?: string;
  readonly origins: OriginList;
  /** Called with errors that aren't the client's. */
  readonly onError: (error: unknown) => void;
}

/** Answers a request. Turns errors into problem responses, and adds the headers of every response. */
export async function answerRequest(request: Request, { id = requestIdOf(request.headers), origins, onError }: AnswerOptions, answer: () => Promise<Response>): Promise<Response> {
  const response = await answer().catch((error: unknown) => {
    const { answer: problemResponse, ours } = failure(error);
    // A client that disconnects midway isn't an error.
    if (ours && !request.signal.aborted) onError(error);
    return problemResponse;
  });
  for (const [name, value] of Object.entries(crossOriginHeaders(request, origins))) response.headers.set(name, value);
  response.headers.set('x-request-id', id);
  return response;
}

export interface MethodRules {
  /** The methods of the requested resource; null if there is no such resource. */
  readonly methods: readonly string[] | null;
  readonly origins: OriginList;
  /** What pages of other origins can't use, as named in the refusal. */
  readonly resource: string;
}

/**
 * Checks the method and the origin of a request.
 * @returns the response to a CORS preflight; null for other requests
 * @throws Refusal 403, 404 or 405
 */
export function checkMethod(request: Request, { methods, origins, resource }: MethodRules): Response | null {
  if (methods === null) throw new Refusal(404, 'There is nothing here.');
  if (request.method === 'OPTIONS') return preflight(request, { methods, origins, resource });
  if (!methods.includes(request.method)) throw new Refusal(405, `This answers ${methods.join(' and ')} only.`, { allow: methods.join(', ') });
  checkOrigin(request, origins);
  return null;
}

/** Browsers send a preflight before a page of another origin can write. Only listed origins are allowed. */
function preflight({ headers }: Request, { methods, origins, resource }: MethodRules & { readonly methods: readonly string[] }): Response {
  if (!origins.includes(headers.get('origin'))) return problem(403, `Pages of this origin may not use ${resource}.`);
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': headers.get('access-control-request-headers') ?? '',
      vary: 'origin, access-control-request-headers',
    },
  });
}
