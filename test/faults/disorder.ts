/** Telegram brings updates twice, late and in another order: what comes of it must be what comes of it without. */
import { openTelegramHouse } from '../support/telegram/house.ts';
import type { Disorder } from '../support/telegram/inbox.ts';
import { createTelegramPerson } from '../support/telegram/person.ts';

/** Each person's way through the survey brings at least so many updates, the repeats not counted. */
const updatesEach = 33;
const firstChat = 6_000_001;
/** People who take part at the same time. */
const parallel = 25;

type End = {
  /** What stands in each conversation, and in the box of answers, in an order of its own. */
  readonly state: string;
  /** Updates that the bot was given, repeats too. */
  readonly brought: number;
  readonly faults: number;
};

/** People go through the survey; every second one sends it. */
async function play(people: number, disorder?: Disorder): Promise<End> {
  const house = await openTelegramHouse('webhook', {}, disorder ? { disorder } : {});
  const { api, site } = house;
  const code = site.test.code('ngo').replaceAll('-', '');
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < people; index = next++) {
      const person = createTelegramPerson(api, firstChat + index);
      await person.start(code);
      await person.answerAll(index);
      if (index % 2 === 0) for (const choice of ['send', 'no', 'no']) await person.tap(choice);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  await api.whenDelivered();
  await site.test.bot.deliver.drain();

  const { store } = site.test.bot;
  const conversations: string[] = [];
  for await (const { id, session, outbox } of store.conversations())
    conversations.push(JSON.stringify([id, session?.run?.step, session?.run?.answers, session?.prompt, outbox]));
  const box = { table: 'answers', campaign: 'fala-1', unit: 'lipowo', group: 'ngo' } as const;
  const rows = (await store.box(box)).rows.map(({ values }) => JSON.stringify(values)).sort();
  const brought = api.deliveries.length;
  const faults = api.faults.length;
  await house.close();
  return { state: [...conversations.sort(), ...rows].join('\n'), brought, faults };
}

/** `true` when nothing of it shows. */
export async function runDisorder({ seed, updates }: { seed: number; updates: number }): Promise<boolean> {
  const people = Math.max(2, Math.ceil(updates / updatesEach / 1.6));
  const disorder = { seed, duplicate: 0.6, reorder: 0.3, withinMs: 60 };
  const [calm, wild] = [await play(people), await play(people, disorder)];
  const same = calm.state === wild.state && calm.state !== '' && wild.faults === 0;
  console.log(
    `disorder: seed ${seed}, ${people} people: ${wild.brought} updates brought, ${wild.brought - calm.brought} of them once more; ` +
      `the end is ${same ? 'the same as without' : 'NOT THE SAME'}`,
  );
  return same && wild.brought >= updates;
}
