/** What a respondent does, from the invitation to the end: answers, corrections, moves, second thoughts. */
import type { Prompt } from '../../src/dialog/reply.ts';
import { type Answer, skipped } from '../../src/dialog/session.ts';
import { afterwards, drop, erase, moveOver } from './leaving.ts';
import { intend, optionsIn, type Person, pick } from './person.ts';
import {
  begun,
  type Does,
  type Heard,
  isSurvey,
  message,
  promptsIn,
  type Talk,
  type Touches,
  tap,
  wordsIn,
} from './talk.ts';

/** More acts than any survey takes. */
const actsMax = 400;

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
  const prompt = begun(heard);
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
      if (random() < 0.3 * person.habits.whims) correcting = (await correctInReview(person, prompt, act)) || correcting;
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
      const whim = random() / person.habits.whims;
      if (whim < 0.03 && moves < 2) {
        moves += 1;
        const moved = await moveOver(person, talk);
        if (!moved) return receipt;
        prompt = moved;
        old.clear();
      } else if (whim < 0.08 && choices.has('~back')) {
        await act(random() < 0.5 ? tap(prompt, '~back') : message('/wstecz'));
        correcting = true;
      } else if (whim < 0.1 && choices.has('~keep')) {
        await act(random() < 0.5 ? tap(prompt, '~keep') : message('zostaw bez zmian'));
        correcting = false;
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
  const typing = person.random() < person.habits.typing;
  const keep = (): true => {
    person.answers.set(step, value);
    person.revisions.set(step, revision);
    return true;
  };
  if (input === 'text' && value !== skipped) await act(message(String(value)));
  else if (input === 'text') await act(typing ? message('pomiń') : tap(prompt, '~skip'));
  // A single number only ticks in a list; several are the whole answer.
  else if (typing && !(Array.isArray(value) && value.length === 1)) await act(message(keysOf(prompt, value)));
  else if (Array.isArray(value)) {
    const options = optionsIn(prompt);
    const next =
      options.find(({ option, selected }) => selected && !value.includes(option)) ??
      options.find(({ option, selected }) => !selected && value.includes(option));
    await act(tap(prompt, next?.id ?? '~done'));
    return next ? false : keep();
  } else {
    const press = tap(prompt, String(value));
    const twice =
      person.random() < 0.06 * person.habits.whims && talk(person.at, press, { silent: true, inside: true });
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
  if (person.random() >= 0.1 * person.habits.whims) return press();
  const [first, second] = await Promise.all([press(), press()]);
  return { ...second, replies: [...first.replies, ...second.replies] };
}
