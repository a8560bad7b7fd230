/** What a respondent does, from the invitation to the end: answers, corrections, moves, second thoughts. */
import type { Activity } from '../../src/dialog/activity.ts';
import type { Prompt, Reply } from '../../src/dialog/reply.ts';
import { type Answer, skipped } from '../../src/dialog/session.ts';
import { intend, optionsIn, type Person, pick } from './person.ts';

type Without<T> = T extends unknown ? Omit<T, 'id' | 'conversation' | 'at' | 'chance'> : never;
export type Does = Without<Extract<Activity, { kind: 'message' | 'choice' | 'invitation' | 'attachment' }>>;
export type Heard = { readonly replies: readonly Reply[]; readonly prompt: Prompt | undefined };
/** Which files the act is going to write besides the conversation. */
export type Touches = 'claims' | 'boxes';
export type Talk = (
  conversation: string,
  does: Does,
  about?: { readonly touches?: Touches; readonly silent?: boolean; readonly inside?: boolean },
) => Promise<Heard>;

/** More acts than any survey takes. */
const actsMax = 400;
const unknownCodeRetries = 3;

const message = (text: string): Does => ({ kind: 'message', text });
const tap = ({ nonce, prompt, step }: Prompt, choice: string): Does => ({ kind: 'choice', nonce, prompt, step, choice });
const isSurvey = (prompt: Prompt | undefined): prompt is Prompt => prompt !== undefined && !prompt.step.startsWith('~');
const promptsIn = (heard: Heard): Prompt[] => heard.replies.filter((reply) => reply.kind === 'prompt');
const wordsIn = (heard: Heard): string =>
  heard.replies.map((reply) => (reply.kind === 'text' ? reply.text : `${reply.lead ?? ''}\n${reply.text}`)).join('\n');

/** Lives a whole life. Resolves when the person has nothing more to do. */
export async function live(person: Person, talk: Talk): Promise<void> {
  const rounds = person.destiny === 'drop, begin again' ? 2 : 1;
  for (let round = 1; round <= rounds; round += 1) {
    const first = await enter(person, talk);
    if (!first) return;
    const early = ['drop', 'erase', 'leave unfinished'].includes(person.destiny) || round < rounds;
    const receipt = await answerAll(person, talk, first, early ? 3 + Math.floor(person.random() * 30) : actsMax);
    if (person.status === 'sent') return afterwards(person, talk, receipt);
    if (person.destiny === 'erase') return erase(person, talk);
    if (person.destiny === 'leave unfinished') return;
    await drop(person, talk);
  }
}

async function enter(person: Person, talk: Talk): Promise<Prompt | undefined> {
  const code = person.random() < 0.5 ? ({ kind: 'invitation', code: person.code } as const) : message(person.code);
  const heard = await talk(person.at, code, { touches: 'claims' });
  const prompt = promptsIn(heard).find(isSurvey);
  person.status = prompt ? 'inside' : 'refused';
  return prompt;
}

/** Answers until the survey is sent, or `stopAfter` acts. Returns the receipt. */
async function answerAll(person: Person, talk: Talk, first: Prompt, stopAfter: number): Promise<string | undefined> {
  const { random, answers } = person;
  /** Prompts answered in this conversation: their buttons are still there. */
  const old = new Map<string, Prompt>();
  let prompt: Prompt = first;
  let [correcting, moves, receipt] = [false, 0, undefined as string | undefined];
  const act = async (does: Does, touches?: Touches): Promise<Heard> => {
    const heard = await talk(person.at, does, { inside: true, ...(touches && { touches }) });
    if (isSurvey(heard.prompt)) prompt = heard.prompt;
    return heard;
  };
  for (let acts = 0; acts < actsMax; acts += 1) {
    const { step } = prompt;
    const choices = new Set(prompt.choices.map((choice) => choice.id));
    if (acts >= stopAfter && step !== 'notice') return receipt;
    if (step === 'notice') await act(random() < 0.8 ? tap(prompt, 'accept') : message('1'));
    else if (step === 'results' || step === 'reminders') {
      const heard = await act(tap(prompt, random() < 0.4 ? 'yes' : 'no'));
      if (step === 'reminders' && promptsIn(heard).every((one) => !isSurvey(one))) return receipt;
    } else if (step === 'review' && choices.has('send')) {
      if (random() < 0.3) correcting = (await correctInReview(person, prompt, act)) || correcting;
      else {
        const heard = await send(person, talk, prompt);
        receipt = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(wordsIn(heard))?.[0];
        if (!isSurvey(heard.prompt) || heard.prompt.step !== 'results') {
          person.complaints.push({ what: 'other', how: `sending was answered with: ${wordsIn(heard).slice(0, 80)}` });
          return receipt;
        }
        person.status = 'sent';
        prompt = heard.prompt;
      }
    } else if (step === 'review') await act(tap(prompt, 'whole'));
    else {
      if (answers.has(step) && !correcting) {
        person.complaints.push({ what: 'lost answer', how: `${step} is asked again after it was acknowledged` });
      }
      const whim = random();
      if (whim < 0.03 && moves < 2) {
        moves += 1;
        const moved = await moveOver(person, talk);
        if (!moved) return receipt;
        prompt = moved;
        old.clear();
      } else if (whim < 0.08 && choices.has('~back')) {
        await act(random() < 0.5 ? tap(prompt, '~back') : message('/wstecz'));
        correcting = true;
      } else if (whim < 0.13) correcting = (await pressOld(person, prompt, old, act)) || correcting;
      else if (whim < 0.17) await act(message('?'));
      else if (whim < 0.19) await act(prompt.input === 'text' ? { kind: 'attachment' } : message('zzzz qqqq'));
      else {
        const asked = prompt;
        if (await answer(person, talk, asked, act)) {
          old.set(step, asked);
          correcting = false;
        }
      }
    }
  }
  person.complaints.push({ what: 'other', how: `still at ${prompt.step} after ${actsMax} acts` });
  return receipt;
}

type Act = (does: Does, touches?: Touches) => Promise<Heard>;

/** Answers the prompt, or ticks one choice of a list. `true` when the item is answered with that. */
async function answer(person: Person, talk: Talk, prompt: Prompt, act: Act): Promise<boolean> {
  const { step, input } = prompt;
  const revision = (person.revisions.get(step) ?? -1) + 1;
  const value = intend(person, prompt, revision);
  const typing = person.random() < 0.4;
  const keep = (): true => {
    person.answers.set(step, value);
    person.revisions.set(step, revision);
    return true;
  };
  if (input === 'text' && value !== skipped) await act(message(String(value)));
  else if (input === 'text') await act(typing ? message('pomiń') : tap(prompt, '~skip'));
  else if (typing) await act(message(keysOf(prompt, value)));
  else if (Array.isArray(value)) {
    const options = optionsIn(prompt);
    const next =
      options.find(({ option, selected }) => selected && !value.includes(option)) ??
      options.find(({ option, selected }) => !selected && value.includes(option));
    await act(tap(prompt, next?.id ?? '~done'));
    return next ? false : keep();
  } else {
    const press = tap(prompt, String(value));
    const twice = person.random() < 0.06 && talk(person.at, press, { silent: true, inside: true });
    // The second press is on its way before the first is answered.
    await Promise.all([act(press), twice]);
  }
  return keep();
}

function keysOf(prompt: Prompt, value: Answer): string {
  const wanted = [value].flat().map(String);
  return optionsIn(prompt)
    .filter(({ option }) => wanted.includes(option))
    .map(({ key }) => key)
    .join(', ');
}

/** Presses another choice under a question that is answered: it is asked again. */
async function pressOld(person: Person, now: Prompt, old: ReadonlyMap<string, Prompt>, act: Act): Promise<boolean> {
  const pressed = [...old.values()].filter(
    ({ step, input }) => input === 'choice' && step !== now.step && step !== 'm_role',
  );
  if (pressed.length === 0) return false;
  const prompt = pick(person.random, pressed);
  const other = optionsIn(prompt).filter(({ option }) => option !== String(person.answers.get(prompt.step)));
  await act(tap(prompt, pick(person.random, other).id));
  return true;
}

async function correctInReview(person: Person, review: Prompt, act: Act): Promise<boolean> {
  const sections = review.choices.filter((choice) => choice.id.startsWith('section:'));
  const heard = await act(tap(review, pick(person.random, sections).id));
  const items = heard.prompt?.choices.filter(({ id }) => id.startsWith('edit:') && id !== 'edit:m_role') ?? [];
  if (items.length === 0 || !heard.prompt) return false;
  await act(tap(heard.prompt, pick(person.random, items).id));
  return true;
}

async function send(person: Person, talk: Talk, review: Prompt): Promise<Heard> {
  const press = (): Promise<Heard> => talk(person.at, tap(review, 'send'), { touches: 'boxes', inside: true });
  if (person.random() >= 0.1) return press();
  const [first, second] = await Promise.all([press(), press()]);
  return { replies: [...first.replies, ...second.replies], prompt: second.prompt };
}

/** Goes on in another place by the short code; sometimes in two at once, where only one may get the survey. */
async function moveOver(person: Person, talk: Talk): Promise<Prompt | undefined> {
  const from = person.at;
  const paused = await talk(from, message('/przerwa'), { touches: 'claims', inside: true });
  const code = /: ([0-9A-Z]{4}-[0-9A-Z]{4})$/m.exec(wordsIn(paused))?.[1];
  if (!code) {
    person.complaints.push({ what: 'other', how: `a pause was answered with: ${wordsIn(paused).slice(0, 80)}` });
    return undefined;
  }
  const places = person.conversations.filter((one) => one !== from);
  const tried = person.random() < 0.25 ? places : [pick(person.random, places)];
  const stranger = person.entry === 'personal' && person.random() < 0.4 && tryCode(person, talk, `${from}+${tried.length}`);
  const heard = await Promise.all(tried.map((to) => talk(to, message(code), { touches: 'claims' })));
  await stranger;
  const arrived = heard.flatMap((one, index) => promptsIn(one).filter(isSurvey).slice(-1).map((prompt) => ({ prompt, to: tried[index] })));
  const [first, second] = arrived;
  if (second) person.complaints.push({ what: 'second survey', how: `${code} brought the survey to two places` });
  if (!first?.to) {
    person.complaints.push({ what: 'lost answer', how: `${code} brought the survey nowhere: ${heard.map(wordsIn).join(' | ').slice(0, 120)}` });
    return undefined;
  }
  person.at = first.to;
  return first.prompt;
}

/** Somebody else comes with the person's code, or the person once more: nobody may begin a second survey with it. */
async function tryCode(person: Person, talk: Talk, from: string): Promise<void> {
  const heard = await talk(from, { kind: 'invitation', code: person.code });
  if (promptsIn(heard).some(isSurvey)) person.complaints.push({ what: 'second survey', how: `begun by code in ${from}` });
}

async function drop(person: Person, talk: Talk): Promise<void> {
  const asked = await talk(person.at, message('/wycofaj'), { inside: true });
  const question = promptsIn(asked).find((prompt) => prompt.step === '~unsent');
  if (!question) return void person.complaints.push({ what: 'other', how: '/wycofaj did not ask' });
  await talk(person.at, tap(question, 'yes'), { touches: 'claims' });
  person.answers.clear();
  person.status = 'dropped';
}

async function erase(person: Person, talk: Talk): Promise<void> {
  const asked = await talk(person.at, message('/usun'), { inside: true });
  const question = promptsIn(asked).find((prompt) => prompt.step === '~erase');
  if (!question) return void person.complaints.push({ what: 'other', how: '/usun did not ask' });
  await talk(person.at, tap(question, 'yes'), { touches: 'claims' });
  person.erased.add(person.at);
  if (person.status !== 'sent') person.status = 'erased';
}

/** After sending: a second answer, taking it back, erasing the conversation. */
async function afterwards(person: Person, talk: Talk, receipt: string | undefined): Promise<void> {
  const { destiny, entry, conversations, at } = person;
  if (destiny === 'send, erase') await erase(person, talk);
  if (destiny === 'send, withdraw' && receipt) {
    for (let attempt = 0; attempt < unknownCodeRetries && person.status === 'sent'; attempt += 1) {
      const heard = await talk(at, message(`/wycofaj ${receipt}`), { touches: 'boxes' });
      if (/Odpowiedzi z tym kodem są usunięte/.test(wordsIn(heard))) person.status = 'withdrawn';
    }
    if (person.status === 'sent') person.complaints.push({ what: 'other', how: `the receipt ${receipt} is not known` });
  }
  if (destiny === 'send') return;
  // A personal code counts once everywhere; a link, once for each account.
  await tryCode(person, talk, entry === 'link' ? at : pick(person.random, conversations));
}
