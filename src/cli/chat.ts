/** `chat`: talks to the bot in the terminal, with the server running or not. */
import { randomBytes } from 'node:crypto';
import { appendFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { linkCode } from '../bot/invite.ts';
import { Refusal } from '../bot/waves.ts';
import { converse } from '../channels/terminal/converse.ts';
import type { Config } from '../config.ts';
import { Language } from '../dialog/language.ts';
import type { Reply } from '../dialog/reply.ts';
import { Side } from '../dialog/session.ts';
import type { Bot } from '../main.ts';
import { knock, type Line } from '../store/lowdb/control.ts';
import { stateAt } from '../survey/campaign.ts';
import { type Command, type Input, oneOf, optional } from './command.ts';
import { createDemo } from './campaign.ts';
import { Answered, type Sent, takeSeat } from './house.ts';

export const chat: Command = {
  name: 'chat',
  summary: 'Talks to the bot in this terminal',
  usage: '[--as ngo|office] [--lang pl] [--name N] [--record FILE]',
  options: { as: { type: 'string' }, lang: { type: 'string' }, name: { type: 'string' }, record: { type: 'string' }, unit: { type: 'string' } },
  needsStore: true,
  async run(input, _out, bot) {
    const seat = await prepare(input, bot);
    return 0;
  },
};
