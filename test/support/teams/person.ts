/** Somebody with Teams: presses buttons of cards, chooses from lists, types, and reads what comes. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Arrived, Service } from './service.ts';

type Node = Readonly<Record<string, unknown>>;

export type TeamsPerson = {
  readonly conversation: string;
  /** Installs the app: Teams says so twice, at the same time. */
  readonly install: () => Promise<string>;
  readonly say: (text: string) => Promise<string>;
  /** The choice of this id: a button, or one of a list, which is sent at once; several ids tick a list. */
  readonly choose: (...ids: readonly string[]) => Promise<string>;
  /** Words of the newest message or card. */
  readonly read: () => string;
  /** Ids of what can be chosen now. */
  readonly choices: () => readonly string[];
  /** Answers every question with its n-th answer, round and round, up to the review. */
  readonly answerAll: (n?: number) => Promise<string>;
  /** Posts an activity of any kind; the status comes back. */
  readonly post: (activity: Node) => Promise<number>;
};

const patienceMs = 8_000;
const stepsMax = 120;
let count = 0;

export function createTeamsPerson(base: string, service: Service, name: string): TeamsPerson {
  const conversation = `a:${name}`;
  const mine = (): readonly Arrived[] => service.seen.filter((call) => call.conversation === conversation);
  /** The newest message, as it looks now. */
  const newest = (): Node | undefined => {
    const posted = mine();
    const last = posted.findLast(({ changes }) => changes === undefined);
    if (!last) return undefined;
    // A list that was ticked was changed after it was posted; it still asks, an answered card does not.
    const changed = posted.slice(posted.indexOf(last) + 1).findLast(({ activity }) => partsOf(activity).some(isInput));
    return (changed ?? last).activity;
  };

  const post = async (activity: Node): Promise<number> => {
    count += 1;
    const body = {
      id: `activity-${count}`,
      timestamp: '2026-11-23T09:00:00.000Z',
      channelId: 'msteams',
      serviceUrl: service.url,
      from: { id: `29:${name}`, name: 'Halina Zmyślona' },
      recipient: { id: '28:bot', name: 'Rozmównica' },
      conversation: { id: conversation, conversationType: 'personal', tenantId: 'tenant' },
      channelData: { tenant: { id: 'tenant' } },
      locale: 'pl-PL',
      ...activity,
    };
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${base}/api/messages`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };

  /** Does something, and waits for what is said to it: something new that asks or tells, not an answered card. */
  const heard = async (act: () => Promise<unknown>): Promise<string> => {
    const before = mine().length;
    await act();
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      const news = mine().slice(before);
      if (news.some(({ changes, activity }) => changes === undefined || partsOf(activity).some(isInput)))
        return wordsOf(newest());
      await pause(5);
    }
    throw new Error(`${name} heard nothing more after: ${wordsOf(newest()).slice(0, 200)}`);
  };

  const submits = (): readonly Node[] =>
    partsOf(newest()).flatMap((part) => (part.type === 'Action.Submit' ? [part.data as Node] : []));
  const input = (): Node | undefined => partsOf(newest()).find(isInput);
  const choices = (): readonly string[] => [
    ...submits().flatMap(({ c }) => (typeof c === 'string' ? [c] : [])),
    ...((input()?.choices as readonly { readonly value: string }[] | undefined) ?? []).map(({ value }) => value),
  ];

  const choose = (...ids: readonly string[]): Promise<string> => {
    const [id] = ids;
    const button = submits().find(({ c }) => c === id);
    if (ids.length === 1 && button) return heard(() => post({ type: 'message', value: button }));
    const list = input();
    const field = submits().find(({ f }) => f === list?.id);
    if (!list || !field || !ids.every((one) => choices().includes(one)))
      throw new Error(`${ids} cannot be chosen; there are ${choices().join(' | ')}`);
    return heard(() => post({ type: 'message', value: { ...field, [String(list.id)]: ids.join(',') } }));
  };

  return {
    conversation,
    post,
    choices,
    choose,
    read: () => wordsOf(newest()),
    install: () =>
      heard(() =>
        Promise.all([
          post({ type: 'installationUpdate', action: 'add' }),
          post({ type: 'conversationUpdate', membersAdded: [{ id: `29:${name}` }, { id: '28:bot' }] }),
        ]),
      ),
    say: (text) => heard(() => post({ type: 'message', text, textFormat: 'plain' })),
    async answerAll(n = 0) {
      for (let step = 0; step < stepsMax; step += 1) {
        if (submits().some(({ s }) => s === 'review')) return wordsOf(newest());
        const answers = choices().filter((id) => !id.startsWith('~') && id !== 'decline' && id !== 'page');
        const wanted = answers[(n + step) % Math.max(1, answers.length)] ?? '~skip';
        await choose(answers.includes('accept') ? 'accept' : wanted);
      }
      throw new Error(`still asked after ${stepsMax} steps`);
    },
  };
}

/** Every object in it, the outermost first. */
function partsOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(partsOf)];
}

function isInput(part: Node): boolean {
  return part.type === 'Input.ChoiceSet' || part.type === 'Action.Submit';
}

/** What is read, with common spaces. */
function wordsOf(activity: Node | undefined): string {
  const runs = partsOf(activity).flatMap((part) => (part.type === 'TextRun' ? [String(part.text)] : []));
  const titles = partsOf(activity).flatMap((part) => (typeof part.title === 'string' ? [`[${part.title}]`] : []));
  return [...(runs.length > 0 ? [runs.join('')] : [String(activity?.text ?? '')]), ...titles]
    .join('\n')
    .replaceAll('\u00a0', ' ');
}
