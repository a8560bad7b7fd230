/** Ways into a survey: a link, a typed code, a code from another place, or choosing one's JST. */
import { ask, proceed } from './ask.ts';
import { codeIn } from './code.ts';
import { joinStaff } from './join.ts';
import type { CampaignView, CodeMeaning } from './library.ts';
import { menuMark, type ReplyChoice } from './reply.ts';
import { known, nextStep, path } from './route.ts';
import type { Run, Session, Side } from './session.ts';
import { invitationName } from './submit.ts';
import { type Draft, drawNonce, having, numbered, prompted, say, type Talk, type Turn, told } from './talk.ts';
import { fold } from './words.ts';

/** Unknown codes that one conversation may try within the hour. */
const guessesMax = 10;
const guessWindowMs = 3_600_000;

/** More JST than this are not shown as buttons: the name is typed. */
const unitsShownMax = 12;

/** A code was opened or typed. */
export function useCode(talk: Talk, session: Session, meaning: CodeMeaning): Turn {
  const guesses =
    session.guesses && talk.activity.at - session.guesses.since < guessWindowMs ? session.guesses : undefined;
  if (guesses && guesses.count >= guessesMax) return resume(talk, session, say(talk, session, 'code.tooMany'));
  switch (meaning.kind) {
    case 'invitation':
      return useInvitation(talk, session, meaning);
    case 'resume':
      return fetchRun(talk, session, meaning.from);
    case 'receipt':
      return resume(talk, session, say(talk, session, 'receipt.how'));
    case 'staff':
      return joinStaff(talk, session, meaning.member);
    case 'unknown': {
      const next = { count: (guesses?.count ?? 0) + 1, since: guesses?.since ?? talk.activity.at };
      const guessed = { ...session, guesses: next };
      // Who was asked for a receipt may try again; anybody else goes on with what they were at.
      if (session.aside?.kind === 'receipt') return told(guessed, {}, say(talk, session, 'receipt.unknown'));
      return resume(talk, guessed, say(talk, session, 'code.unknown'));
    }
    case 'refused':
      return resume(talk, session, say(talk, session, 'code.later'));
    default:
      return meaning satisfies never;
  }
}

/** Says something, then asks again what was asked. */
export function resume(talk: Talk, session: Session, ...lead: readonly string[]): Turn {
  return ask(talk, having(session, { aside: undefined }), { lead });
}

/** Is there an answer to come back to, and not only a notice that was read? */
export function hasBegun(session: Session): boolean {
  return Object.keys(session.run?.answers ?? {}).length > 1;
}

type Invitation = Extract<CodeMeaning, { kind: 'invitation' }>;

function useInvitation(talk: Talk, session: Session, invitation: Invitation): Turn {
  const { run } = session;
  const { campaign: wave, unit, side } = run?.survey ?? {};
  const sameCode = invitation.entry === 'link' || run?.survey?.invitation === invitation.hash;
  const own = wave === invitation.campaign && unit === invitation.unit && side === invitation.side && sameCode;
  if (run && !run.sent)
    return own && !hasBegun(session)
      ? resume(talk, session)
      : resume(talk, session, say(talk, session, own ? 'welcomeBack' : 'finishFirst'));
  const campaign = talk.library.campaign(invitation.campaign, session.language);
  if (campaign?.state !== 'open') return told(session, {}, say(talk, session, 'waveClosed'));
  const member = session.memberships.find((membership) => membership.campaign === invitation.campaign);
  const byLink = invitation.entry === 'link' || member?.entry === 'link';
  if (byLink && talk.library.answered(invitation.campaign))
    return told(session, {}, say(talk, session, 'alreadyAnswered'));
  if (member?.claims.includes(invitationName(invitation.hash)))
    return told(session, {}, say(talk, session, 'alreadyAnswered'));
  // The answer is the same for a code that is used and one that never was: nothing shows whether a code was used.
  if (invitation.entry === 'personal' && talk.library.taken(invitationName(invitation.hash))) {
    return told(session, {}, say(talk, session, 'code.unknown'));
  }
  return begin(talk, session, campaign, invitation.unit, invitation.side, invitation);
}

function begin(
  talk: Talk,
  session: Session,
  campaign: CampaignView,
  unit: string,
  side: Side,
  invitation?: Invitation,
): Turn {
  const scope = campaign.units.find((candidate) => candidate.id === unit)?.scope ?? [];
  const entry = invitation?.entry ?? 'link';
  const run: Run = {
    dialog: campaign.dialog,
    version: campaign.version,
    step: '',
    answers: {},
    survey: {
      campaign: campaign.id,
      unit,
      side,
      entry,
      ...(entry === 'personal' && invitation && { invitation: invitation.hash }),
      places: [],
      scope: [...scope],
      ...(campaign.simulated && { simulated: true }),
    },
  };
  const dialog = talk.library.dialog(run.dialog, run.version);
  if (!dialog)
    throw new Error(`campaign ${campaign.id} uses dialog ${run.dialog}@${run.version}, which is not in the store`);
  const step = nextStep(path(dialog, run, known(dialog, run)), run)?.id ?? '';
  const started = having(session, {
    nonce: drawNonce(talk.activity),
    run: { ...run, step },
    aside: undefined,
    guesses: undefined,
  });
  const lead = talk.library.find(session.language, `${dialog.id}@${dialog.version}`, 'intro');
  return proceed(talk, started, {
    lead: lead ? [lead] : [],
    events: [{ kind: 'entered', campaign: campaign.id, unit }],
  });
}

/** Asks the conversation that holds the survey for it; the survey arrives as an activity of its own. */
function fetchRun(talk: Talk, session: Session, from: string): Turn {
  if (from === talk.activity.conversation) return resume(talk, session, say(talk, session, 'welcomeBack'));
  if (session.run && !session.run.sent) return resume(talk, session, say(talk, session, 'finishFirst'));
  const code = codeIn(talk.activity) ?? '';
  const waiting = having(session, { aside: undefined });
  return { session: waiting, replies: [], events: [{ kind: 'asked-for', code, from }] };
}

/** `/ankieta`: goes on with the survey, or offers the waves that are open to everybody, or asks for a code. */
export function offerSurvey(talk: Talk, session: Session, draft: Draft = {}): Turn {
  if (session.run) return resume(talk, session);
  const campaigns = talk.library
    .openCampaigns(session.language)
    .filter((campaign) => !talk.library.answered(campaign.id));
  const [only] = campaigns;
  if (!only) {
    const answered = session.memberships.length > 0 ? [say(talk, session, 'alreadyAnswered')] : [];
    return told({ ...session, aside: { kind: 'code' } }, draft, ...answered, say(talk, session, 'code.ask'));
  }
  if (campaigns.length === 1) return askUnit(talk, session, only, draft);
  const choices = campaigns.map((campaign) => ({ id: `campaign:${campaign.id}`, label: campaign.name }));
  return menu({ ...session, aside: { kind: 'enter' } }, say(talk, session, 'enter.campaign'), choices, draft);
}

function menu(
  session: Session,
  text: string,
  choices: readonly { id: string; label: string }[],
  draft: Draft = {},
): Turn {
  const pick: ReplyChoice[] = numbered(choices);
  return prompted(session, draft, {
    step: `${menuMark}enter`,
    text,
    input: pick.length > 0 ? 'choice' : 'text',
    choices: pick,
  });
}

function askUnit(talk: Talk, session: Session, campaign: CampaignView, draft: Draft = {}): Turn {
  const aside = { kind: 'enter', campaign: campaign.id } as const;
  const [only] = campaign.units;
  if (campaign.units.length === 1 && only) return askSide(talk, session, campaign, only.id, draft);
  if (campaign.units.length > unitsShownMax)
    return menu({ ...session, aside }, say(talk, session, 'enter.unitName'), [], draft);
  const choices = campaign.units.map((unit) => ({ id: `unit:${unit.id}`, label: unit.name }));
  return menu({ ...session, aside }, say(talk, session, 'enter.unit'), choices, draft);
}

function askSide(talk: Talk, session: Session, campaign: CampaignView, unit: string, draft: Draft = {}): Turn {
  const choices = (['ngo', 'office'] as const).map((side) => ({
    id: `side:${side}`,
    label: say(talk, session, `enter.${side}`),
  }));
  const name = campaign.units.find((candidate) => candidate.id === unit)?.name ?? unit;
  return menu(
    { ...session, aside: { kind: 'enter', campaign: campaign.id, unit } },
    say(talk, session, 'enter.side', { unit: name }),
    choices,
    draft,
  );
}

/** A choice in the way in. `undefined` when it does not fit where the person stands. */
export function chooseEntry(talk: Talk, session: Session, choice: string): Turn | undefined {
  const [what, id = ''] = split(choice);
  const { aside } = session;
  if (aside?.kind !== 'enter') return undefined;
  const campaigns = talk.library.openCampaigns(session.language);
  const campaign = campaigns.find((candidate) => candidate.id === (what === 'campaign' ? id : aside.campaign));
  if (!campaign) return undefined;
  if (what === 'campaign') return askUnit(talk, session, campaign);
  if (what === 'unit')
    return campaign.units.some((unit) => unit.id === id) ? askSide(talk, session, campaign, id) : undefined;
  if (what !== 'side' || !aside.unit || (id !== 'ngo' && id !== 'office')) return undefined;
  if (talk.library.answered(campaign.id))
    return told(having(session, { aside: undefined }), {}, say(talk, session, 'alreadyAnswered'));
  return begin(talk, session, campaign, aside.unit, id);
}

function split(choice: string): [string, string] {
  const colon = choice.indexOf(':');
  return [choice.slice(0, colon), choice.slice(colon + 1)];
}

/** The same question of the way in once more, after something that was not understood. */
export function askEntryAgain(talk: Talk, session: Session, draft: Draft): Turn {
  const { aside } = session;
  const campaign =
    aside?.kind === 'enter'
      ? talk.library.openCampaigns(session.language).find((candidate) => candidate.id === aside.campaign)
      : undefined;
  if (aside?.kind !== 'enter' || !campaign) return offerSurvey(talk, session, draft);
  return aside.unit ? askSide(talk, session, campaign, aside.unit, draft) : askUnit(talk, session, campaign, draft);
}

/** A typed message in the way in: a number, a name, or a part of a JST's name that fits only one. */
export function typeEntry(talk: Talk, session: Session, text: string): Turn | undefined {
  const { aside } = session;
  if (aside?.kind !== 'enter') return undefined;
  const campaign = talk.library.openCampaigns(session.language).find((candidate) => candidate.id === aside.campaign);
  const shown = !campaign
    ? offerSurvey(talk, session)
    : aside.unit
      ? askSide(talk, session, campaign, aside.unit)
      : askUnit(talk, session, campaign);
  const prompt = shown.replies.find((reply) => reply.kind === 'prompt');
  const typed = fold(text);
  const choices = prompt?.choices ?? [];
  const exact = choices.find((choice) => choice.key === typed || fold(choice.label) === typed);
  const parts = choices.filter((choice) => typed.length >= 3 && ` ${fold(choice.label)}`.includes(` ${typed}`));
  const meant = exact ?? (parts.length === 1 ? parts[0] : undefined);
  if (meant) return chooseEntry(talk, session, meant.id);
  if (!campaign || aside.unit || typed.length < 3) return undefined;
  const named = campaign.units.filter((unit) => fold(unit.name).includes(typed));
  const [only, second] = named;
  if (only && !second) return chooseEntry(talk, session, `unit:${only.id}`);
  const several = named.slice(0, unitsShownMax).map((unit) => ({ id: `unit:${unit.id}`, label: unit.name }));
  return several.length > 0 ? menu(session, say(talk, session, 'enter.unit'), several) : undefined;
}
