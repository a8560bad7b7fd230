/** Who is there: a person nobody knew, one who does something, one who went away. */
import type { Activity } from './activity.ts';
import { Language } from './language.ts';
import type { Session } from './session.ts';
import { drawNonce, type Talk } from './talk.ts';

/** Does it show that the person is here? The rest is time, plans, and other conversations. */
export const isOfPerson: Readonly<Record<Activity['kind'], boolean>> = {
  message: true,
  edited: true,
  choice: true,
  invitation: true,
  opened: true,
  installed: true,
  returned: true,
  attachment: true,
  closed: false,
  expired: false,
  results: false,
  give: false,
  take: false,
  refused: false,
  left: false,
};

/** The session of somebody who is here for the first time, in the language of their app. */
export function newSession(talk: Talk): Session {
  const app = Language.safeParse(talk.activity.locale?.slice(0, 2));
  return {
    language: app.success ? app.data : talk.library.language,
    nonce: drawNonce(talk.activity),
    prompt: 0,
    memberships: [],
  };
}
