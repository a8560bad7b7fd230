/** Teams keeps the channel laws. */
import { join } from 'node:path';
import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { readTeams } from '../../../src/channels/teams/activity.ts';
import type { Card, Element } from '../../../src/channels/teams/elements.ts';
import { type Rendered, renderEnclosed, renderReply } from '../../../src/channels/teams/render.ts';
import { messagesPath, teamsRoutes } from '../../../src/channels/teams/routes.ts';
import { isEnclosed, type Prompt, type Reply } from '../../../src/dialog/reply.ts';
import { channelContract, type Stage } from '../../contract/channel.ts';
import { chanceOf } from '../../support/bot.ts';
import { enclosures } from '../../support/enclosed.ts';
import { submitsOf } from '../../support/teams/card.ts';
import type { Fate } from '../../support/teams/service.ts';
import { at, botToken, openStage, said } from '../../support/teams/stage.ts';
import { texts } from '../../support/teams/words.ts';

const around = { at, chance: chanceOf('teams') };
const addresses = ['a:1pErSoNaL_one', 'a:1pErSoNaL_two', '19:meeting_x@unq.gbl.spaces'];

/** The address of the stage that was opened last: bodies come from there. */
let serviceUrl = 'https://smba.trafficmanager.net/emea/';

async function stage(fate: Fate): Promise<Stage> {
  const { teams, service, logged, close } = await openStage();
  serviceUrl = service.url;
  service.expect(fate, fate);
  return {
    channel: {
      ...teams.channel,
      async close() {
        await close();
        serviceUrl = 'https://smba.trafficmanager.net/emea/';
      },
    },
    arrived: (address) => service.seen.filter(({ conversation }) => conversation === address),
    logged: () => logged.join('\n'),
  };
}

type Shown = { readonly reply: Reply; readonly rendered: Rendered };

const elementsOf = (card: Card): readonly Element[] => card.body;

/** What Teams posts for a choice of the card: its button, or the list it stands in. */
function pressed(card: Card, prompt: Prompt, id: string): object {
  const button = submitsOf(card).find(({ data }) => 'c' in data && data.c === id);
  if (button) return button.data;
  const sender = submitsOf(card).find(({ data }) => 'f' in data && data.f === 'picked');
  const isListed = elementsOf(card).some(
    (element) =>
      element.type === 'Input.ChoiceSet' && !element.isMultiSelect && element.choices.some(({ value }) => value === id),
  );
  if (sender && isListed) return { ...sender.data, picked: id };
  // A tick goes with the whole list (below), not alone; a channel without such lists would send it so.
  const isTicked = prompt.input === 'multi' && /^[+-]/.test(id);
  if (isTicked || id === '~done') return { n: prompt.nonce, p: prompt.prompt, s: prompt.step, c: id };
  throw new Error('the card has no way to choose it');
}

channelContract({
  name: 'teams',
  fixtures: join(import.meta.dirname, '..', '..', 'fixtures', 'teams'),
  expected: {
    'attachment-file.json': 'attachment',
    'attachment-picture.json': 'attachment',
    'attachment-sticker.json': 'attachment',
    'channel-message.json': 'group',
    'deleted.json': 'unsupported: type: messageDelete',
    'edited.json': 'edited',
    'event.json': 'unsupported: type: event',
    'group-edited.json': 'unsupported: conversation: not personal',
    'group-installed.json': 'group',
    'group-members-added.json': 'group',
    'group-message.json': 'group',
    'group-removed.json': 'unsupported: conversation: not personal',
    'group-stranger-added.json': 'unsupported: conversationUpdate: nobody was added',
    'installation-odd.json': 'unsupported: installationUpdate: action',
    'installed-upgrade.json': 'installed',
    'installed.json': 'installed',
    'invoke-card-broken.json': 'choice',
    'invoke-card.json': 'choice',
    'invoke-other.json': 'unsupported: invoke: not of a card',
    'members-added.json': 'installed',
    'members-removed.json': 'unsupported: conversationUpdate: nobody was added',
    'message-empty.json': 'message',
    'message-html-copy.json': 'message',
    'message-markdown.json': 'message',
    'message-mention.json': 'message',
    'message-no-conversation-tenant.json': 'message',
    'message-value-beside-text.json': 'message',
    'message-xml.json': 'message',
    'message.json': 'message',
    'odd-channel-id.json': 'unsupported: channelId: invalid_value',
    'odd-conversation-type-missing.json': 'unsupported: conversation.conversationType: invalid_value',
    'odd-id-missing.json': 'unsupported: id: invalid_type',
    'odd-list.json': 'unsupported: body: invalid_type',
    'odd-null.json': 'unsupported: body: invalid_type',
    'odd-text.json': 'unsupported: text: invalid_type',
    'odd-type.json': 'unsupported: type: unknown',
    'reaction.json': 'unsupported: type: messageReaction',
    'removed.json': 'left',
    'submit-button.json': 'choice',
    'submit-foreign.json': 'choice',
    'submit-list.json': 'choice',
    'submit-picked.json': 'choice',
    'submit-ticked-nothing.json': 'choice',
    'submit-ticked.json': 'choice',
    'typing.json': 'unsupported: type: typing',
    'undeleted.json': 'unsupported: messageUpdate: not an edit',
  },
  addresses,
  says: (address, text) => said(serviceUrl, address, text),
  parse: (body) => readTeams(body, around),
  render: (reply): Shown => ({
    reply,
    rendered: isEnclosed(reply) ? renderEnclosed(reply, enclosures.link(reply.file), texts) : renderReply(reply, texts),
  }),
  press(shown, index, address) {
    const { reply, rendered } = shown as Shown;
    if (reply.kind !== 'prompt' || !rendered.card) throw new Error('there is nothing to tap');
    const { textFormat: _, text: __, ...tap } = said(serviceUrl, address, '');
    return { ...tap, value: pressed(rendered.card, reply, reply.choices[index]?.id ?? '') };
  },
  send: {
    taken: () => stage('taken'),
    busy: (afterMs) => stage({ status: 429, headers: { 'retry-after': String(afterMs / 1_000) } }),
    blocked: () => stage({ status: 403, code: 'MessageWritesBlocked' }),
    broken: () => stage({ status: 502 }),
    dead: () => stage('reset-before'),
    refused: () => stage({ status: 400, code: 'BadArgument' }),
    away: { skip: 'Teams keeps what is said until somebody looks' },
  },
  secrets: [botToken],
  async forge() {
    const { teams, signer, says, close } = await openStage();
    let received = 0;
    const server = fastify();
    await server.register(teamsRoutes({ teams, receive: async () => (received += 1) }));
    const headers = { authorization: signer.sign({ key: 'stranger' }) };
    const { statusCode } = await server.inject({
      method: 'POST',
      url: messagesPath,
      headers,
      payload: says('a:1', 'x'),
    });
    await server.close();
    await close();
    return { status: statusCode, received };
  },
});

describe('what Teams posts', () => {
  const body = (change: object): object => ({ ...said(serviceUrl, 'a:1', 'tak'), ...change });
  const read = (change: object) => readTeams(body(change), around);
  const textOf = (text: string, textFormat = 'plain') => read({ text, textFormat });

  it.each([
    ['<at>Rozmównica</at> pomoc', 'plain', 'pomoc'],
    ['<at id="0">Bot</at>&nbsp;tak', 'plain', 'tak'],
    ['a &lt; b &amp;&amp; c', 'plain', 'a < b && c'],
    ['1 < 2 > 0', 'plain', '1 < 2 > 0'],
    ['<p>Tak</p><p>Nie &#322;</p>', 'xml', 'Tak\nNie ł'],
    ['raz\r\ndwa', 'plain', 'raz\ndwa'],
  ])('as %j (%s) is the text %j', (text, format, expected) => {
    expect(textOf(text, format)).toMatchObject({ activity: { kind: 'message', text: expected } });
  });

  it('as a tap on a list is the whole list', () => {
    const value = { n: 'abcdef01', p: 3, s: 'areas', f: 'ticked', ticked: 'a,b' };
    expect(read({ text: undefined, value })).toMatchObject({
      activity: { kind: 'choice', nonce: 'abcdef01', prompt: 3, step: 'areas', choice: '=a,b' },
    });
  });

  it('as a button of another bot belongs to no run', () => {
    expect(read({ text: '', value: { action: 'approve' } })).toMatchObject({
      activity: { kind: 'choice', nonce: '', prompt: 0, step: '', choice: '' },
    });
  });

  it('brings the way back, without a name or a directory id', () => {
    const parsed = read({});
    expect(parsed).toMatchObject({
      activity: {
        conversation: 'teams:a:1',
        locale: 'pl',
        route: { reference: { serviceUrl, user: { id: '29:a:1' }, conversation: { id: 'a:1' } } },
      },
    });
    expect(JSON.stringify(parsed)).not.toMatch(/Halina|aadObjectId/);
  });
});
