/** What the Bot API says to a call: a result, or a refusal in its own words. */

export type Refusal = {
  readonly ok: false;
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: { readonly retry_after: number } | { readonly migrate_to_chat_id: number };
};

export type Reply = { readonly ok: true; readonly result: unknown } | Refusal;

export function done(result: unknown = true): Reply {
  return { ok: true, result };
}

export function badRequest(what: string): Refusal {
  return { ok: false, error_code: 400, description: `Bad Request: ${what}` };
}

export function forbidden(what: string): Refusal {
  return { ok: false, error_code: 403, description: `Forbidden: ${what}` };
}

export function conflict(what: string): Refusal {
  return { ok: false, error_code: 409, description: `Conflict: ${what}` };
}

export function tooMany(seconds: number): Refusal {
  return {
    ok: false,
    error_code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  };
}

export function migrated(to: number): Refusal {
  return {
    ...badRequest('group chat was upgraded to a supergroup chat'),
    parameters: { migrate_to_chat_id: to },
  };
}

export const unauthorized: Refusal = { ok: false, error_code: 401, description: 'Unauthorized' };
export const notFound: Refusal = { ok: false, error_code: 404, description: 'Not Found' };
export const serverError: Refusal = { ok: false, error_code: 500, description: 'Internal Server Error' };
