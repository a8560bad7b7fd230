/** Builds what the engine may look up, from content, frozen dialogs and facts. */

import { isMessenger } from '../channels/channel.ts';
import type { Content } from '../content/content.ts';
import type { Known } from '../content/learnt.ts';
import { commandReader } from '../dialog/command.ts';
import { type Dialog, DialogFile, flatten } from '../dialog/dialog.ts';
import type { Find } from '../dialog/find.ts';
import type { Knowledge } from '../dialog/knowledge.ts';
import { Language } from '../dialog/language.ts';
import type { CampaignView, Library, StaffView } from '../dialog/library.ts';
import type { StaffMember } from '../dialog/staff.ts';
import { answeredName } from '../dialog/submit.ts';
import { createKnowledge } from '../knowledge/knowledge.ts';
import type { Facts, Frozen, Store } from '../store/store.ts';
import { areasOf, type Campaign, simulatedMark, stateAt } from '../survey/campaign.ts';
import { createTexts, type Flat } from '../text/texts.ts';
import { createFiles } from './files.ts';
import type { Hash } from './secret.ts';

/** A link to one's own data leads there for so long. */
const dataLinkMs = 15 * 60_000;

export type Shelves = {
  /** The library as this activity sees it. */
  readonly at: (now: number, conversation: string, facts: Facts) => Library;
  /** A text by language, space and key. */
  readonly text: Find;
  /** What questions mean, and the articles that answer them. */
  readonly knowledge: Knowledge;
  /** A dialog with its texts as they are now, to be frozen when a wave opens. */
  readonly current: (dialog: string) => Frozen | undefined;
  /** Makes a frozen dialog known. */
  readonly shelve: (frozen: Frozen) => void;
};

export type ShelfOptions = {
  readonly content: Content;
  /** What the articles say, taken into memory when it is first needed. */
  readonly known: () => Known;
  readonly hash: Hash;
  readonly language: Language;
  readonly timeZone: string;
  /** Where people reach the page, if they can. */
  readonly publicUrl: string | undefined;
};

export function createShelves(options: ShelfOptions, campaigns: Store['campaigns']): Shelves {
  const { content, known, hash, language, publicUrl } = options;
  const texts = createTexts();
  const dialogs = new Map<string, Dialog>();
  for (const shelf of content.texts) texts.add(shelf.language, shelf.space, shelf.texts);
  const command = commandReader(texts.find);
  const knowledge = createKnowledge(known, texts.find);
  const files = createFiles(hash);

  const shelve = (frozen: Frozen): void => {
    const key = `${frozen.id}@${frozen.version}`;
    dialogs.set(key, flatten(DialogFile.parse(frozen.content)));
    for (const spoken of Language.options) texts.add(spoken, key, frozen.texts[spoken] ?? {});
  };

  // A view is asked for several times in a turn and changes only with its campaign.
  const views = new WeakMap<Campaign, Map<string, CampaignView>>();
  const remembered = (campaign: Campaign, spoken: Language, state: CampaignView['state']): CampaignView => {
    const known = views.get(campaign) ?? new Map<string, CampaignView>();
    views.set(campaign, known);
    const made = known.get(`${spoken} ${state}`) ?? viewOf(campaign, spoken, state, options);
    known.set(`${spoken} ${state}`, made);
    return made;
  };

  return {
    shelve,
    text: texts.find,
    knowledge,
    current(id) {
      const loaded = content.dialogs.find(({ dialog }) => dialog.id === id);
      if (!loaded) return undefined;
      const own = Object.fromEntries(Language.options.map((spoken) => [spoken, textsOf(content, spoken, id)]));
      return { id, version: loaded.dialog.version, content: loaded.content.value, texts: own };
    },
    at(now, conversation, facts) {
      const view = (campaign: Campaign, spoken: Language): CampaignView | undefined => {
        // Made-up and real answers are never pooled: to people a simulated wave is over.
        const state = campaign.simulated && !conversation.startsWith(simulatedMark) ? 'over' : stateAt(campaign, now);
        return state === 'draft' ? undefined : remembered(campaign, spoken, state);
      };
      const library: Library = {
        language,
        command,
        find: texts.find,
        knowledge,
        dialog: (id, version) => dialogs.get(`${id}@${version}`),
        campaign: (id, spoken) => {
          const campaign = campaigns().find((candidate) => candidate.id === id);
          return campaign && view(campaign, spoken);
        },
        openCampaigns: (spoken) =>
          campaigns().flatMap((campaign) => {
            const shown = view(campaign, spoken);
            return shown?.state === 'open' && campaign.entry.includes('link') ? [shown] : [];
          }),
        code: meaning(facts),
        answered: (campaign) => facts.claimed.has(answeredName(library, campaign, conversation)),
        page: isMessenger(conversation) ? publicUrl : undefined,
        dataLink: () =>
          publicUrl && `${publicUrl}/files/${files.seal({ kind: 'mydata', conversation }, now + dataLinkMs)}`,
        waves: (spoken) =>
          campaigns()
            .toSorted((a, b) => (b.closesAt ?? 0) - (a.closesAt ?? 0))
            .flatMap((campaign) => view(campaign, spoken) ?? []),
        staff: facts.staff && staffView(facts.staff),
        taken: (name) => facts.taken.has(name),
        hash,
      };
      return library;
    },
  };
}

function textsOf(content: Content, language: Language, space: string): Flat {
  return content.texts.find((loaded) => loaded.language === language && loaded.space === space)?.texts ?? {};
}

function meaning(facts: Facts): Library['code'] {
  if (facts.invitation) return { kind: 'invitation', ...facts.invitation, hash: facts.code ?? '' };
  if (facts.resume) return { kind: 'resume', from: facts.resume };
  if (facts.receipt) return { kind: 'receipt', ...facts.receipt };
  if (facts.joining) return { kind: 'staff', member: staffView(facts.joining) };
  if (facts.refused) return { kind: 'refused' };
  return facts.code === undefined ? undefined : { kind: 'unknown' };
}

/** Without what the log is for: nobody's name is needed to talk to them. */
function staffView({ id, role, units }: StaffMember): StaffView {
  return { id, role, units };
}

/** Where the published results of a wave are. */
export function resultsPath(campaign: string): string {
  return `/wyniki/${campaign}`;
}

type Around = { readonly timeZone: string; readonly publicUrl: string | undefined };

function resultsOf({ id, published }: Campaign, publicUrl: string | undefined): NonNullable<CampaignView['results']> {
  return { published, ...(published && publicUrl !== undefined && { page: `${publicUrl}${resultsPath(id)}` }) };
}

function viewOf(
  campaign: Campaign,
  language: Language,
  state: CampaignView['state'],
  { timeZone, publicUrl }: Around,
): CampaignView {
  const { notice } = campaign;
  // The last day, not the midnight after it.
  const lastDay = new Date((campaign.closesAt ?? 0) - 1);
  const closes = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone,
  }).format(lastDay);
  return {
    id: campaign.id,
    name: campaign.name[language],
    dialog: campaign.dialog,
    version: campaign.version ?? 1,
    state,
    entry: campaign.entry,
    simulated: campaign.simulated,
    units: campaign.units.map((unit) => ({ id: unit.id, name: unit.name, scope: areasOf(unit.scope) })),
    // The notice puts its own full stops.
    notice: withoutStops({
      controller: notice.controller,
      contact: notice.contact,
      dpo: notice.dpo,
      purpose: notice.purpose[language],
      legalBasis: notice.legalBasis[language],
      retention: notice.retention[language],
      k: String(campaign.k),
      closes,
    }),
    ...(campaign.final && { results: resultsOf(campaign, publicUrl) }),
  };
}

function withoutStops(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.replace(/\.$/, '')]));
}
