/** The line to Teams under the SDK: one try for each call, within its time, and never to anywhere else. */
import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { CallFailed, waitOf } from './outcome.ts';

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type HttpClient = NonNullable<ConnectorOptions['httpClient']>;
type Resource = Parameters<HttpClient['sendRequest']>[0];

/**
 * The SDK's own client repeats a POST whose line broke after it had arrived, and waits for ever for an answer that never
 * comes; it ignores `noRetryPolicy`. What is thrown here it does not repeat.
 */
export function createWire(isService: (url: string) => boolean, now: () => number): HttpClient {
  return {
    async sendRequest(resource) {
      // Whatever the SDK made of the address: the token goes to Teams.
      if (!isService(originOf(resource.url))) throw new CallFailed(400, 'ServiceUrl');
      const response = await answerTo(resource);
      const body = await response.text().catch(() => '');
      if (!response.ok)
        throw new CallFailed(response.status, codeIn(body), waitOf(response.headers.get('retry-after'), now()));
      const headers = resource.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      headers.set('content-type', response.headers.get('content-type') ?? 'application/json');
      return { status: response.status, request: resource, headers, bodyAsText: body };
    },
  };
}

async function answerTo({ url, method, headers, body, abortSignal }: Resource): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers: headers.rawHeaders(),
      body: typeof body === 'string' ? body : null,
      redirect: 'manual',
      // The connector makes no other kind.
      signal: (abortSignal as AbortSignal | undefined) ?? null,
    });
  } catch (error) {
    if (abortSignal?.aborted) throw new CallFailed(0, 'Timeout');
    const cause = error instanceof Error ? error.cause : undefined;
    throw new CallFailed(0, cause instanceof Error && 'code' in cause ? String(cause.code) : 'NoAnswer');
  }
}

function originOf(url: string): string {
  return URL.parse(url)?.origin ?? '';
}

/** The platform's own name for what is wrong: `{ error: { code, message } }`. */
function codeIn(body: string): string {
  const code = /"code"\s*:\s*"(\w{1,60})"/.exec(body.slice(0, 10_000))?.[1];
  return code ?? 'Unnamed';
}
