/** Every reply that the product can make, as far as it can be walked: all steps, asides, commands and mistakes, in three languages. */
import { loadKnowledge } from '../../src/content/learnt.ts';
import { doneChoice } from '../../src/dialog/answer.ts';
import { facets } from '../../src/dialog/knowledge.ts';
import { pageStep } from '../../src/dialog/read.ts';
import { isEnclosed, type Prompt, type Reply, type Spoken } from '../../src/dialog/reply.ts';
import type { Session } from '../../src/dialog/session.ts';
import { type Engine, invited, openEngine } from './engine.ts';

type Does = Parameters<Engine['turn']>[1];
type Facts = Parameters<Engine['turn']>[3];

const languages = ['pl', 'en', 'uk'] as const;
const commands = [
  'start',
  'help',
  'survey',
  'language',
  'privacy',
  'mydata',
  'withdraw',
  'delete',
  'back',
  'pause',
  'start 0000-0000-0000',
  'nosuchthing',
];
const mistakes = [
  'xyzzy',
  '',
  '99999',
  '-1',
  'a'.repeat(3_000),
  '1, 2, 3',
  '<b>&amp;</b> *x* {{DATE()}}',
  '31.02.2026',
];
/** Questions of one's own: known, perhaps known, and unknown. */
const asked = ['co to jest COP?', 'what is a small grant?', 'a co z tym robić?', 'коли футбольний матч?'];
/** How many ways through the survey: the n-th answers with the n-th choice, round and round. */
const ways = 5;

/** Replies of a messenger's conversation, each once, by language. */
export async function allReplies(): Promise<readonly Spoken[]> {
  const found = new Map<string, Reply>();
  const engine = await openEngine({}, { conversation: 'telegram:1', publicUrl: 'https://bot.example.org' });
  for (const language of languages)
    for (const side of ['ngo', 'office'] as const)
      for (let way = 0; way < ways; way += 1)
        walk(engine, language, side, way, (reply) => {
          const { nonce: _, ...said } = { nonce: '', ...reply };
          found.set(JSON.stringify(said), reply);
        });
  const { shelf } = await loadKnowledge();
  // All sides in the language with the longest words; the rest is of one make.
  for (const language of languages)
    for (const article of shelf.articles.keys())
      for (const [side] of language === 'uk' ? facets.entries() : [[0]])
        readOn(engine, language, `${article}/${side}`, (reply) => found.set(JSON.stringify(reply), reply));
  return [...found.values()].filter((reply) => !isEnclosed(reply));
}

/** A page of the knowledge, opened by its button. */
function readOn(
  engine: Engine,
  language: (typeof languages)[number],
  choice: string,
  see: (reply: Reply) => void,
): void {
  const does = { kind: 'choice', nonce: '', prompt: 1, step: pageStep, choice, locale: language } as const;
  for (const reply of engine.turn(undefined, does, `${language} ${choice}`).replies) see(reply);
}

function walk(
  engine: Engine,
  language: (typeof languages)[number],
  side: 'ngo' | 'office',
  way: number,
  see: (reply: Reply) => void,
): void {
  let session: Session | undefined;
  let count = 0;
  const act = (does: Does, facts?: Facts): Prompt | undefined => {
    count += 1;
    const turn = engine.turn(session, { ...does, locale: language }, `${language} ${side} ${way} ${count}`, facts);
    session = turn.session;
    turn.replies.forEach(see);
    return turn.replies.find((reply) => reply.kind === 'prompt');
  };
  /** Looks at what would be said, and goes on from where one stood. */
  const tryOut = (does: Does, facts?: Facts): void => {
    const kept = session;
    act(does, facts);
    session = kept;
  };
  const press = ({ nonce, prompt, step }: Prompt, choice: string): Does => ({
    kind: 'choice',
    nonce,
    prompt,
    step,
    choice,
  });
  const lookAround = (prompt: Prompt): void => {
    for (const { id } of prompt.choices) tryOut(press(prompt, id));
    for (const text of [...mistakes, ...asked]) tryOut({ kind: 'message', text });
    for (const kind of ['attachment', 'edited', 'opened'] as const) tryOut({ kind });
    tryOut({ ...press(prompt, 'x'), nonce: 'ffffffff' } as Does);
    tryOut({ kind: 'closed', campaign: 'fala-1', until: Date.parse('2026-11-25T09:00:00Z') });
    tryOut({ kind: 'expired', campaign: 'fala-1' });
  };

  const greeting = act({ kind: 'opened' });
  for (const text of commands) tryOut({ kind: 'message', text: `/${text}` });
  if (greeting) lookAround(greeting);
  let prompt = act({ kind: 'invitation', code: 'x' }, invited(side));
  for (let steps = 0; prompt && steps < 120; steps += 1) {
    if (way === 0) lookAround(prompt);
    if (way === 0) for (const text of commands) tryOut({ kind: 'message', text: `/${text}` });
    prompt = act(press(prompt, choose(prompt, way)));
    if (prompt?.step === 'review' && steps > 4) {
      lookAround(prompt);
      prompt = act(press(prompt, 'send'));
    }
  }
  for (const text of [...commands, 'report']) tryOut({ kind: 'message', text: `/${text}` });
}

function choose({ input, step, choices, charsMax }: Prompt, way: number): string {
  if (step === 'notice') return 'accept';
  if (choices.some(({ selected }) => selected)) return doneChoice;
  const answers = choices.filter(({ aside, id }) => !aside && id !== doneChoice);
  if (input === 'text' || charsMax !== undefined) return '~skip';
  return answers[way % Math.max(1, answers.length)]?.id ?? '~skip';
}
