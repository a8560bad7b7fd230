/** Moving to another place, taking back, erasing, and trying what one must not. */
import type { Prompt } from '../../src/dialog/reply.ts';
import { type Person, pick } from './person.ts';
import { begun, message, promptsIn, type Talk, tap, wordsIn } from './talk.ts';

const unknownCodeRetries = 3;

/** Goes on in another place by the short code; sometimes in two at once, where only one may get the survey. */
export async function moveOver(person: Person, talk: Talk): Promise<Prompt | undefined> {
  const from = person.at;
  const paused = await talk(from, message('/przerwa'), { touches: 'claims', inside: true });
  const code = /: ([0-9A-Z]{4}-[0-9A-Z]{4})$/m.exec(wordsIn(paused))?.[1];
  if (!code) {
    person.complaints.push({ what: 'other', how: `a pause was answered with: ${wordsIn(paused).slice(0, 80)}` });
    return undefined;
  }
  const places = person.conversations.filter((one) => one !== from);
  const tried = person.random() < 0.25 ? places : [pick(person.random, places)];
  const stranger =
    person.entry === 'personal' && person.random() < 0.4 && tryCode(person, talk, `${from}+${tried.length}`);
  const heard = await Promise.all(tried.map((to) => talk(to, message(code), { touches: 'claims', inside: true })));
  await stranger;
  const arrived = heard.flatMap((one, index) => {
    const prompt = begun(one);
    return prompt ? [{ prompt, to: tried[index] }] : [];
  });
  const [first, second] = arrived;
  if (second) person.complaints.push({ what: 'second survey', how: `${code} brought the survey to two places` });
  if (!first?.to) {
    person.complaints.push({
      what: 'lost answer',
      how: `${code} brought the survey nowhere: ${heard.map(wordsIn).join(' | ').slice(0, 120)}`,
    });
    return undefined;
  }
  person.at = first.to;
  return first.prompt;
}

/** Somebody else comes with the person's code, or the person once more: nobody may begin a second survey with it. */
async function tryCode(person: Person, talk: Talk, from: string): Promise<void> {
  const heard = await talk(from, { kind: 'invitation', code: person.code });
  if (begun(heard)) person.complaints.push({ what: 'second survey', how: `begun by code in ${from}` });
}

export async function drop(person: Person, talk: Talk): Promise<void> {
  const asked = await talk(person.at, message('/wycofaj'), { inside: true });
  const question = promptsIn(asked).find((prompt) => prompt.step === '~unsent');
  if (!question) return void person.complaints.push({ what: 'other', how: '/wycofaj did not ask' });
  await talk(person.at, tap(question, 'yes'), { touches: 'claims' });
  person.answers.clear();
  person.status = 'dropped';
}

export async function erase(person: Person, talk: Talk): Promise<void> {
  const asked = await talk(person.at, message('/usun'), { inside: true });
  const question = promptsIn(asked).find((prompt) => prompt.step === '~erase');
  if (!question) return void person.complaints.push({ what: 'other', how: '/usun did not ask' });
  await talk(person.at, tap(question, 'yes'), { touches: 'claims' });
  person.erased.add(person.at);
  if (person.status !== 'sent') person.status = 'erased';
}

/** After sending: a second answer, taking it back, erasing the conversation. */
export async function afterwards(person: Person, talk: Talk, receipt: string | undefined): Promise<void> {
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
