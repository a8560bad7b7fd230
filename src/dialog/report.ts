/** `/raport`: for the staff, the results of waves that are over as a picture with words and as a PDF. */
import { ask } from './ask.ts';
import type { CampaignView, StaffView } from './library.ts';
import { menuMark, type Reply, type ReportFile } from './reply.ts';
import type { Session } from './session.ts';
import { having, numbered, prompted, say, type Talk, type Turn } from './talk.ts';
import { fold } from './words.ts';

/** The numbering of the list of reports: its buttons never grow old, since what they show is looked up anew. */
export const reportStep = `${menuMark}report`;

/** Waves and JST that stand in one list. */
const shownMax = 8;
/** Published waves that others are told of. */
const pagesMax = 3;
/** Hex digits of a choice: an id of a wave and one of a JST would not fit into a button. */
const choiceDigits = 12;

/** One report that may be had: of a whole wave, or of a JST in it. */
type Offer = { readonly wave: CampaignView; readonly unit?: CampaignView['units'][number] };

/** Shows the only report there is, or asks which. */
export function report(talk: Talk, session: Session): Turn {
  const here = having(session, { aside: undefined });
  const { staff } = talk.library;
  if (!staff) return tellOthers(talk, here);
  const offers = offersFor(talk, here, staff);
  const [only, second] = offers;
  if (!only) return ask(talk, here, { lead: [whenNone(talk, here)] });
  if (!second) return show(talk, here, staff, only);
  return prompted(
    { ...here, aside: { kind: 'report' } },
    {},
    {
      step: reportStep,
      text: say(talk, here, 'report.which'),
      input: 'choice',
      choices: numbered(offers.map((offer) => ({ id: choiceOf(talk, offer), label: labelOf(offer, offers) }))),
    },
  );
}

/** A button of the list, however old: by what may be seen now. */
export function chooseReport(talk: Talk, session: Session, choice: string): Turn {
  const { staff } = talk.library;
  const wanted = staff && offersFor(talk, session, staff).find((offer) => choiceOf(talk, offer) === choice);
  return staff && wanted ? show(talk, having(session, { aside: undefined }), staff, wanted) : report(talk, session);
}

/** A number or a name of the list, typed. `undefined`: it is neither. */
export function typeReport(talk: Talk, session: Session, text: string): Turn | undefined {
  const { staff } = talk.library;
  if (!staff) return undefined;
  const typed = fold(text);
  const offers = offersFor(talk, session, staff);
  const wanted = offers.find((offer, index) => [String(index + 1), fold(labelOf(offer, offers))].includes(typed));
  return wanted && show(talk, having(session, { aside: undefined }), staff, wanted);
}

/** What this member may see, the latest first. */
function offersFor(talk: Talk, { language }: Session, { units }: StaffView): readonly Offer[] {
  const over = talk.library.waves(language).filter(({ results }) => results);
  const offers = over.flatMap((wave): readonly Offer[] =>
    units.length === 0 ? [{ wave }] : wave.units.filter(({ id }) => units.includes(id)).map((unit) => ({ wave, unit })),
  );
  return offers.slice(0, shownMax);
}

function nameOf({ wave, unit }: Offer): string {
  return unit ? `${wave.name}: ${unit.name}` : wave.name;
}

/** With the last day, where another one has the same name. */
function labelOf(offer: Offer, offers: readonly Offer[]): string {
  const name = nameOf(offer);
  const isAlone = offers.filter((other) => nameOf(other) === name).length === 1;
  return isAlone ? name : `${name} (${offer.wave.notice.closes})`;
}

function idOf({ wave, unit }: Offer): string {
  return unit ? `${wave.id}/${unit.id}` : wave.id;
}

function choiceOf(talk: Talk, offer: Offer): string {
  return talk.library.hash(`report ${idOf(offer)}`).slice(0, choiceDigits);
}

/** The picture, the PDF, and then whatever was open. */
function show(talk: Talk, session: Session, staff: StaffView, offer: Offer): Turn {
  const { language } = session;
  const { wave, unit } = offer;
  const name = nameOf(offer);
  const title = `${say(talk, session, 'report.file')}-${idOf(offer).replace('/', '-')}`;
  const fileOf = (format: ReportFile['format']): ReportFile => ({
    kind: 'report',
    campaign: wave.id,
    ...(unit && { unit: unit.id }),
    format,
    language,
    staff: staff.id,
    name: `${title}.${format}`,
  });
  const files: readonly Reply[] = [
    {
      kind: 'image',
      language,
      file: fileOf('png'),
      text: '',
      alt: say(talk, session, 'report.card', { name }),
    },
    {
      kind: 'document',
      language,
      file: fileOf('pdf'),
      text: say(talk, session, 'report.pdf', { name }),
      alt: say(talk, session, 'report.pdf', { name }),
    },
  ];
  const open = ask(talk, session);
  const events = [{ kind: 'acted', who: staff.id, what: 'report', about: idOf(offer) }] as const;
  return { session: open.session, replies: [...files, ...open.replies], events };
}

/** Nothing to show yet: until when those run that are open. */
function whenNone(talk: Talk, session: Session): string {
  const open = talk.library.waves(session.language).filter(({ state }) => state !== 'over');
  const until = open.map(({ name, notice }) =>
    say(talk, session, 'report.open', { name, closes: notice.closes ?? '' }),
  );
  return [say(talk, session, 'report.none'), ...until].join('\n');
}

/** Not for everybody; but what is public is. */
function tellOthers(talk: Talk, session: Session): Turn {
  const pages = talk.library
    .waves(session.language)
    .flatMap(({ name, results }) => (results?.page === undefined ? [] : [`• ${name}: ${results.page}`]))
    .slice(0, pagesMax);
  const text = say(talk, session, pages.length > 0 ? 'report.public' : 'report.staffOnly');
  return ask(talk, session, { lead: [[text, ...pages].join('\n')] });
}
