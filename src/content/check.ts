/** Looks over everything that people write: dialogs, texts, knowledge, workshops, campaigns, and the schemas beside them. */
import { basename } from 'node:path';
import { narrowest } from '../channels/channel.ts';
import { checkBot, checkTexts } from '../dialog/check/bot.ts';
import type { Finding, TextsByLanguage } from '../dialog/check/finding.ts';
import { checkDialog } from '../dialog/check.ts';
import { CampaignFile } from '../survey/campaign.ts';
import { inspectKnowledge } from './check-knowledge.ts';
import { inspectWorkshops } from './check-workshops.ts';
import { type Content, type LoadedDialog, readContent } from './content.ts';
import { type ContentFile, type Fault, fit, readYaml, yamlFiles } from './files.ts';
import { schemaFaults } from './schema.ts';

export type Inspection = {
  readonly faults: readonly Fault[];
  /** How many files were read. */
  readonly files: number;
};

/** Every fault in the shipped content. */
export async function checkContent(): Promise<Fault[]> {
  return [...(await inspectContent()).faults];
}

export async function inspectContent(): Promise<Inspection> {
  const content = await readContent();
  const knowledge = await inspectKnowledge(content);
  const workshops = await inspectWorkshops(knowledge.articles);
  const campaigns = (await yamlFiles('data')).filter((path) => basename(path).includes('campaign'));
  const faults = [
    ...content.faults,
    ...sameIds(content.dialogs),
    ...content.dialogs.flatMap((loaded) => dialogFaults(content, loaded)),
    ...toFaults(checkBot(textsOf(content, 'bot'), narrowest), content, 'bot'),
    ...toFaults(checkTexts(textsOf(content, 'web')), content, 'web'),
    ...toFaults(checkTexts(textsOf(content, 'report')), content, 'report'),
    ...toFaults(checkTexts(textsOf(content, 'export')), content, 'export'),
    ...knowledge.faults,
    ...workshops.faults,
    ...(await Promise.all(campaigns.map((path) => campaignFaults(content, path)))).flat(),
    ...(await schemaFaults()),
  ];
  const pages = (content.pages?.pages.length ?? 0) + 1;
  const written = knowledge.files + workshops.files + campaigns.length;
  const files = content.dialogs.length + content.texts.length + written + pages;
  return { faults, files };
}

function dialogFaults(content: Content, { content: from, dialog, file }: LoadedDialog): readonly Fault[] {
  const texts = { own: textsOf(content, dialog.id), bot: textsOf(content, 'bot') };
  return toFaults(checkDialog(dialog, file, texts, narrowest), content, dialog.id, from);
}

function sameIds(dialogs: readonly LoadedDialog[]): readonly Fault[] {
  return dialogs
    .filter(({ dialog }, at) => dialogs.findIndex((other) => other.dialog.id === dialog.id) < at)
    .map(({ content, dialog }) => ({
      file: content.file,
      line: content.lineOf(['id']),
      what: `There is another dialog with the id "${dialog.id}".`,
      mend: 'Give one of them another id.',
    }));
}

async function campaignFaults(content: Content, path: string): Promise<readonly Fault[]> {
  const { content: file, faults } = await readYaml(path);
  if (!file) return faults;
  const { value, faults: misfits } = fit(CampaignFile, file);
  const ids = content.dialogs.map(({ dialog }) => dialog.id);
  // A dialog that could not be read may be the one that is named.
  const unsure = content.faults.some((fault) => fault.file.startsWith('dialogs/'));
  if (!value || unsure || ids.includes(value.dialog)) return misfits;
  return [
    {
      file: file.file,
      line: file.lineOf(['dialog']),
      what: `The campaign asks the dialog "${value.dialog}", and there is none of this id.`,
      mend: `Use one of: ${ids.join(', ')}.`,
    },
  ];
}

function textsOf(content: Content, space: string): TextsByLanguage {
  const loaded = content.texts.filter((texts) => texts.space === space);
  return Object.fromEntries(loaded.map(({ language, texts }) => [language, texts]));
}

function toFaults(
  findings: readonly Finding[],
  content: Content,
  space: string,
  dialog?: ContentFile,
): readonly Fault[] {
  const unreadable = new Set(content.faults.map(({ file }) => file));
  return findings
    .map((finding) => ({ finding, fault: toFault(finding, content, space, dialog) }))
    .filter(({ finding, fault }) => !(isWholeFile(finding) && unreadable.has(fault.file)))
    .map(({ fault }) => fault);
}

/** Texts that are not there: not worth saying of a file that could not be read. */
function isWholeFile(finding: Finding): boolean {
  return 'key' in finding && finding.key === '';
}

/** Puts a finding on its line: of the dialog file, or of the texts of one language. */
function toFault(finding: Finding, content: Content, space: string, dialog?: ContentFile): Fault {
  const { what, mend } = finding;
  if ('path' in finding) return { file: dialog?.file ?? '', line: dialog?.lineOf(finding.path) ?? 1, what, mend };
  const { language, key } = finding;
  const texts = content.texts.find((loaded) => loaded.language === language && loaded.space === space)?.content;
  return {
    file: texts?.file ?? `locales/${language}/${space}.yaml`,
    line: texts?.lineOf(pathOf(texts.value, key)) ?? 1,
    what,
    mend,
  };
}

/** The path of a flat key: keys of the file may hold dots themselves (`areas` → `I.1`). As far as it exists, and on. */
function pathOf(tree: unknown, key: string): readonly string[] {
  if (key === '') return [];
  const keys = typeof tree === 'object' && tree !== null ? Object.entries(tree) : [];
  const [name, inner] = keys.find(([candidate]) => key === candidate || key.startsWith(`${candidate}.`)) ?? [];
  return name === undefined ? [key] : [name, ...pathOf(inner, key.slice(name.length + 1))];
}
