/** Telling those who agreed to it where the results are. */
import type { ActivityOf } from './activity.ts';
import { ask } from './ask.ts';
import type { Session } from './session.ts';
import { having, say, type Talk, type Turn } from './talk.ts';

/** The results of a wave are public: said once, to who agreed, and only while it is so. Then whatever was open. */
export function tellResults(talk: Talk, session: Session, { campaign }: ActivityOf<'results'>): Turn {
  const member = session.memberships.find((one) => one.campaign === campaign && one.results && !one.told);
  const wave = talk.library.campaign(campaign, session.language);
  if (!member || !wave?.results?.published) return { session, replies: [], events: [] };
  const { name, notice, results } = wave;
  const text =
    results.page === undefined
      ? say(talk, session, 'results.ask', { name, contact: notice.contact ?? '' })
      : say(talk, session, 'results.page', { name, link: results.page });
  const memberships = session.memberships.map((one) => (one === member ? { ...one, told: true as const } : one));
  const turn = ask(talk, having({ ...session, memberships }, { aside: undefined }), { lead: [text] });
  // A question that is open is asked whatever becomes of the results.
  const replies = turn.replies.map((reply) => (reply.kind === 'text' ? { ...reply, results: campaign } : reply));
  return { ...turn, replies };
}
