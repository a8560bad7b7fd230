/** What the bot really posts to Teams, drawn by the official library with a look close to the default one of Teams. */
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import type { Card } from '../../src/channels/teams/elements.ts';
import type { TestOptions } from '../support/bot.ts';
import { openSite } from '../support/site.ts';
import { createTeamsPerson } from '../support/teams/person.ts';
import { openService, type Service } from '../support/teams/service.ts';
import { face, shoot } from './frame.ts';

const library = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');
const teams = {
  appId: '',
  appPassword: '',
  appType: 'MultiTenant',
  tenantId: '',
  allowedTenants: [],
  emulator: true,
} as const;
const stepsMax = 120;
const tidyMs = 4_000;
const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/g;

/** A question of one's own; then, each with what was answered before, a list with ticks, a statement, and the receipt. */
export async function drawTeams(
  browser: Browser,
  campaign: TestOptions['campaign'],
  width: number,
  scale: number,
): Promise<readonly Buffer[]> {
  const service = await openService();
  const site = await openSite({ teams, campaign });
  const { install, say, choose, choices } = createTeamsPerson(site.base, service, 'pictures');
  const pictures: Buffer[] = [];
  const draw = async (count: number, ticks: readonly number[] = []): Promise<void> => {
    const isTidied = () => cardsOf(service).slice(-count, -1).every(isAnswered);
    for (const until = performance.now() + tidyMs; !isTidied() && performance.now() < until; ) await pause(20);
    // Codes are drawn anew each time; in a picture they stay.
    const cards = JSON.stringify(cardsOf(service).slice(-count)).replace(code, '4F7K-2QXP-9ABC-7H3M');
    const act = `draw(${cards}, ${JSON.stringify(host)}, ${JSON.stringify(ticks)})`;
    pictures.push(await shoot(browser, { width, style, body, scripts: [library], act }, scale));
  };
  const list = () =>
    cardsOf(service)
      .at(-1)
      ?.body.find((element) => element.type === 'Input.ChoiceSet');
  const answer = async (at: number): Promise<void> => {
    const answers = choices().filter((id) => !id.startsWith('~'));
    await (answers.length > 0 ? choose(answers[at] ?? answers[0] ?? '') : say('Wspólny kalendarz wydarzeń.'));
  };
  try {
    await install();
    await say('jak wciągnąć organizacje w pisanie strategii?');
    await draw(1);
    await say(site.test.code('ngo'));
    await until(() => list()?.isMultiSelect === true, answer);
    await draw(2, [0, 3]);
    await until(() => list() === undefined, answer);
    await answer(3);
    await draw(2);
    await until(() => choices().includes('send'), answer);
    await choose('send');
    await draw(3);
  } finally {
    await site.close();
    await service.close();
  }
  return pictures;
}

async function until(isThere: () => boolean, answer: (at: number) => Promise<void>): Promise<void> {
  for (let step = 0; step < stepsMax && !isThere(); step += 1) await answer(0);
}

/** As they look now, oldest first. A changed one says its question still. */
function cardsOf({ seen }: Service): readonly Card[] {
  const cards: Card[] = [];
  for (const { changes, activity } of seen) {
    // Made by the program itself: what it posts is a card.
    const [attached] = (activity.attachments ?? []) as readonly { readonly content: Card }[];
    if (!attached) continue;
    const { content } = attached;
    const place = changes === undefined ? -1 : cards.findLastIndex(({ speak }) => content.speak.includes(speak));
    cards[place < 0 ? cards.length : place] = content;
  }
  return cards;
}

function isAnswered({ body }: Card): boolean {
  return body.every(({ type }) => type === 'RichTextBlock');
}

const font = { fontFamily: 'Face, sans-serif' };
const text = (ink: string) => ({
  default: { default: ink, subtle: '#616161' },
  accent: { default: '#5b5fc7', subtle: '#5b5fc7' },
  attention: { default: '#c4314b', subtle: '#c4314b' },
});
const host = {
  ...font,
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  fontSizes: { small: 13, default: 15, medium: 16.5, large: 19, extraLarge: 25 },
  fontWeights: { lighter: 300, default: 400, bolder: 650 },
  containerStyles: { default: { backgroundColor: '#ffffff', foregroundColors: text('#242424') } },
  actions: {
    maxActions: 6,
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    spacing: 'default',
  },
  inputs: { label: { inputSpacing: 8, requiredInputs: { weight: 'default' } } },
};

const body = `
<header><i>${face}</i><span>Rozmównica</span></header><main></main>
<script>
  function draw(cards, host, ticks) {
    for (const card of cards) {
      const drawn = new AdaptiveCards.AdaptiveCard();
      drawn.hostConfig = new AdaptiveCards.HostConfig(host);
      drawn.parse(card);
      document.querySelector('main').append(drawn.render());
    }
    const boxes = document.querySelectorAll('input[type=checkbox]');
    for (const at of ticks) boxes[at]?.click();
  }
</script>`;

const style = `
body { margin: 0; padding: 14px 16px 16px 12px; background: #f5f5f5; color: #242424 }
header { display: flex; align-items: center; gap: 9px; margin-bottom: 6px; font-size: 13.5px; color: #616161 }
header i { width: 32px; height: 32px; border-radius: 50%; background: #e3eeea; display: grid; place-items: center }
header svg { width: 20px }
main { margin-left: 41px; display: grid; gap: 10px }
.ac-adaptiveCard { border-radius: 6px; box-shadow: 0 1px 3px #0000002b; line-height: 1.36; outline: 0 }
.ac-pushButton { padding: 5px 12px; border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; color: #242424; font-size: 14.5px; font-weight: 620; line-height: 20px; white-space: nowrap }
.ac-pushButton.style-positive { border-color: #5b5fc7; background: #5b5fc7; color: #fff }
.ac-input { font-size: 15px; line-height: 1.3 }
.ac-input input { width: 16px; height: 16px; margin: 2px 0 !important; accent-color: #5b5fc7 }
.ac-choiceSetInput-expanded > div, .ac-choiceSetInput-multiSelect > div { margin-block: 6px }
`;
