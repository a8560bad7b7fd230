/** What goes with a reply: a report that is made when it is sent, and a link to it that leads there for a while. */
import type { Enclosures } from '../channels/channel.ts';
import type { Language } from '../dialog/language.ts';
import { captionMax, isEnclosed, type Reply, type ReportFile } from '../dialog/reply.ts';
import { memberOf } from '../dialog/staff.ts';
import type { Store } from '../store/store.ts';
import type { Files } from './files.ts';
import { Refusal } from './waves.ts';

type Cut = { readonly campaign: string; readonly unit?: string; readonly language: Language };

/** Where reports come from. Both reject with `Refusal` for a wave that is not there or not over, or has no such JST. */
export type ReportMaker = {
  readonly render: (
    order: Cut & { readonly format: 'png' | 'pdf' },
  ) => Promise<{ readonly name: string; readonly type: string; readonly bytes: Buffer }>;
  /** What the picture shows, in words for a chat. */
  readonly summary: (order: Cut) => Promise<string>;
};

export type EncloseOptions = {
  readonly reports: ReportMaker;
  readonly store: Pick<Store, 'staff' | 'campaigns'>;
  readonly files: Files;
  readonly now: () => number;
  /** Where people reach the page, if they can. */
  readonly publicUrl: string | undefined;
};

export type Enclosing = Enclosures & {
  /** The reply as it is sent, a picture with what it shows in words. `gone`: its file is; `over`: it is true no more. */
  readonly complete: (reply: Reply) => Promise<Reply | 'gone' | 'over'>;
};

/** A link to a report leads there for so long: whoever wants it later asks again. */
const reportLinkMs = 24 * 3_600_000;

export function createEnclosures({ reports, store, files, now, publicUrl }: EncloseOptions): Enclosing {
  const mayHave = ({ staff, unit }: ReportFile): boolean => {
    const member = memberOf(store.staff(), staff);
    return member !== undefined && (member.units.length === 0 || member.units.includes(unit ?? ''));
  };
  const isPublic = (id: string): boolean => store.campaigns().some((one) => one.id === id && one.published);
  const cutOf = ({ campaign, unit, language }: ReportFile): Cut => ({
    campaign,
    ...(unit !== undefined && { unit }),
    language,
  });
  const path = (file: ReportFile): string => `/files/${files.seal(file, now() + reportLinkMs)}`;

  return {
    path,
    link: (file) => publicUrl && `${publicUrl}${path(file)}`,
    async make(file) {
      if (!mayHave(file)) return undefined;
      const made = await unlessRefused(() => reports.render({ ...cutOf(file), format: file.format }));
      return made && { ...made, name: file.name };
    },
    async complete(reply) {
      if (reply.kind === 'text' && reply.results !== undefined) return isPublic(reply.results) ? reply : 'over';
      if (!isEnclosed(reply)) return reply;
      if (!mayHave(reply.file)) return 'gone';
      if (reply.kind === 'document') return reply;
      const summary = await unlessRefused(() => reports.summary(cutOf(reply.file)));
      return summary === undefined ? 'gone' : { ...reply, text: fitting(`${reply.text}\n\n${summary}`.trim()) };
    },
  };
}

/** What can never be made is no fault that another attempt mends. */
async function unlessRefused<T>(make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** As many whole lines as fit under a picture. */
function fitting(text: string): string {
  if (text.length <= captionMax) return text;
  const end = text.lastIndexOf('\n', captionMax - 2);
  return `${text.slice(0, Math.max(end, 0)).trimEnd()}\n…`;
}
