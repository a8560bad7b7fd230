/** The first words. */
import { menuMark } from './reply.ts';
import type { Session } from './session.ts';
import { type Draft, numbered, prompted, say, type Talk, type Turn } from './talk.ts';

/** The ways on from the first words: each is a command. */
export const waysOn = ['survey', 'areas', 'language', 'privacy'] as const;

/** The first words, with the ways on. */
export function greet(talk: Talk, session: Session, draft: Draft = {}): Turn {
  const choices = waysOn.map((id) => ({
    id,
    label: say(talk, session, `greeting.${id}`),
    ...(id === 'survey' && { main: true }),
  }));
  return prompted({ ...session, aside: { kind: 'greeting' } }, draft, {
    step: `${menuMark}go`,
    text: say(talk, session, 'greeting.text'),
    input: 'choice',
    choices: numbered(choices),
  });
}
