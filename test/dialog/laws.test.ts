/** Laws of the engine, over any sequence of anything that can happen. Every run prints its seed when it fails. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Prompt } from '../../src/dialog/reply.ts';
import { Session } from '../../src/dialog/session.ts';
import type { Turn } from '../../src/dialog/talk.ts';
import { type Engine, invited, openEngine, promptOf } from '../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});

/** What a person, a platform or time may do next; taps are made of the prompts seen so far. */
type Move =
  | { readonly do: 'type'; readonly text: string }
  | { readonly do: 'tap'; readonly prompt: number; readonly choice: number }
  | { readonly do: 'forge'; readonly step: string; readonly choice: string }
  | { readonly do: 'attach' | 'edited' | 'installed' | 'returned' | 'left' | 'close' | 'enter' | 'refused' };

const words = [
  '1',
  '3',
  '0',
  '10',
  'tak',
  'nie',
  'raczej',
  'wstecz',
  'przerwa',
  'pomiń',
  '?',
  'nie wiem',
  '/start',
  '/jezyk en',
  '/jezyk',
  '/mojedane',
  '/usun',
  '/wycofaj',
  '/pomoc',
  '/prywatnosc',
  '/ankieta',
  '1, 2',
  'ok',
  '',
  '🙂',
  '4F7K-2QXP',
  '1111-2222-3333-4444',
  '__proto__',
  'constructor',
];
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('tap' as const), prompt: fc.nat(30), choice: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('tap' as const), prompt: fc.constant(0), choice: fc.nat(7) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('type' as const),
      text: fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme', maxLength: 60 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('forge' as const),
      step: fc.constantFrom('m_role', 'review', 'notice', '~erase', '~enter', '~go', 'nowhere', '__proto__', ''),
      choice: fc.oneof(
        fc.constantFrom(
          'yes',
          'send',
          'section:',
          'edit:m_role',
          '+none',
          '~done',
          '~back',
          'unit:lipowo',
          '__proto__',
        ),
        fc.string(),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'attach' as const,
        'edited' as const,
        'installed' as const,
        'returned' as const,
        'left' as const,
        'close' as const,
        'enter' as const,
        'refused' as const,
      ),
    }),
  },
);
const life = fc.array(move, { minLength: 1, maxLength: 120 });
const budget = { numRuns: 250, interruptAfterTimeLimit: 20_000 };

/** Plays a life from the invitation on; `see` is shown every turn with the session before it. */
function live(
  moves: readonly Move[],
  see: (before: Session | undefined, turn: Turn, move: Move | undefined) => void = () => undefined,
): Session {
  const prompts: Prompt[] = [];
  let session: Session | undefined;
  const step = (does: Parameters<Engine['turn']>[1], index: number, move: Move | undefined, facts = {}): void => {
    const turn = engine.turn(session, does, `life-${index}`, facts);
    see(session, turn, move);
    session = turn.session;
    const prompt = promptOf(turn);
    if (prompt) prompts.unshift(prompt);
  };
  step({ kind: 'invitation', code: 'x' }, -1, undefined, invited('ngo', 'debno'));
  for (const [index, one] of moves.entries()) {
    switch (one.do) {
      case 'type':
        step({ kind: 'message', text: one.text }, index, one, /^\d{4}-/.test(one.text) ? { code: 'unknown' } : {});
        break;
      case 'tap': {
        const prompt = prompts[one.prompt % Math.max(prompts.length, 1)];
        const choice = prompt?.choices[one.choice % Math.max(prompt.choices.length, 1)];
        if (!prompt || !choice) break;
        step(
          { kind: 'choice', nonce: prompt.nonce, prompt: prompt.prompt, step: prompt.step, choice: choice.id },
          index,
          one,
        );
        break;
      }
      case 'forge':
        step(
          { kind: 'choice', nonce: session?.nonce ?? '', prompt: 1, step: one.step, choice: one.choice },
          index,
          one,
        );
        break;
      case 'attach':
        step({ kind: index % 2 === 0 ? 'attachment' : 'opened' }, index, one);
        break;
      case 'edited':
      case 'installed':
      case 'returned':
      case 'left':
      case 'refused':
        step({ kind: one.do }, index, one);
        break;
      case 'close':
        step({ kind: 'closed', campaign: 'fala-1', until: Date.parse('2026-11-25T09:00:00Z') }, index, one);
        break;
      case 'enter':
        step({ kind: 'invitation', code: 'x' }, index, one, invited('office'));
        break;
      default:
        one satisfies never;
    }
  }
  if (!session) throw new Error('the invitation made no session');
  return session;
}

describe('whatever happens', () => {
  it('nothing throws, and every session fits what may be stored', () => {
    fc.assert(
      fc.property(life, (moves) => {
        live(moves, (_, turn) =>
          expect(Session.safeParse(JSON.parse(JSON.stringify(turn.session))).success).toBe(true),
        );
      }),
      budget,
    );
  });

  it('an answer once given stays until the person changes, sends, moves or deletes it', () => {
    let kept = 0;
    fc.assert(
      fc.property(life, (moves) => {
        live(moves, (before, turn) => {
          const given = before?.run && !before.run.sent ? before.run.answers : {};
          const after = turn.session.run;
          const ended = !after || after.sent !== undefined;
          const changed = turn.events.flatMap((event) => (event.kind === 'answered' ? [event.step] : []));
          if (ended) return;
          for (const [step, answer] of Object.entries(given)) {
            if (changed.includes(step)) continue;
            kept += 1;
            expect(after.answers[step]).toEqual(answer);
          }
        });
      }),
      budget,
    );
    // The law would hold of an engine that never takes an answer.
    expect(kept).toBeGreaterThan(1_000);
  });

  it('a run ends only by what ends it: sending, deleting, moving away', () => {
    fc.assert(
      fc.property(life, (moves) => {
        live(moves, (before, turn, move) => {
          if (!before?.run || before.run.sent || turn.session.run) return;
          const erased = turn.events.some((event) => event.kind === 'erased');
          const dropped = before.aside?.kind === 'unsent' || (move?.do === 'tap' && turn.events.length === 0);
          expect(erased || dropped).toBe(true);
        });
      }),
      budget,
    );
  });

  it('every activity of a person is answered, or is the repeat of a press', () => {
    fc.assert(
      fc.property(life, (moves) => {
        live(moves, (before, turn, move) => {
          if (move === undefined || move.do === 'left' || move.do === 'close') return;
          const silent = turn.replies.length === 0;
          if (!silent || (move.do === 'refused' && before?.away)) return;
          if (before?.away) expect({ ...turn.session, away: true }).toEqual(before);
          else expect(turn.session).toBe(before);
          expect(['tap', 'forge', 'installed', 'returned']).toContain(move.do);
        });
      }),
      budget,
    );
  });

  it('the same life leads to the same session', () => {
    fc.assert(
      fc.property(life, (moves) => {
        expect(live(moves)).toEqual(live(moves));
      }),
      { ...budget, numRuns: 100 },
    );
  });

  it('a turn says at most one thing', () => {
    fc.assert(
      fc.property(life, (moves) => {
        live(moves, (_, turn) => expect(turn.replies.length).toBeLessThanOrEqual(1));
      }),
      { ...budget, numRuns: 100 },
    );
  });
});
