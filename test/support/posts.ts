/** What a page sends: each message by its kind and id, and what the server said to it. */
import type { Page } from 'playwright-core';
import type { Posted } from '../../src/channels/webchat/activity.ts';

export type Sent = Exclude<Posted, { kind: 'seen' }>;

export type Posts = {
  /** Every try, also one that never arrived. */
  readonly tried: readonly Sent[];
  /** Those to which the server said yes, and the page heard it. */
  readonly accepted: readonly Sent[];
};

/** Writes down what this page sends from now on; that something was seen is no message. */
export function watchPosts(page: Page): Posts {
  const tried: Sent[] = [];
  const accepted: Sent[] = [];
  page.on('request', (request) => {
    const sent = sentIn(request);
    if (sent) tried.push(sent);
  });
  page.on('response', (response) => {
    const sent = sentIn(response.request());
    if (sent && response.status() === 202) accepted.push(sent);
  });
  return { tried, accepted };
}

/** The message in a request; nothing where it is anything else. */
export function sentIn(request: { readonly url: () => string; readonly postData: () => string | null }) {
  const body = request.url().endsWith('/webchat/messages') ? request.postData() : null;
  const posted: Posted | undefined = body === null ? undefined : JSON.parse(body);
  return posted && posted.kind !== 'seen' ? posted : undefined;
}
