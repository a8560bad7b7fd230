/** The pages in the footer: Markdown in three languages, with values of the operator's file. */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { Language, Localized } from '../dialog/language.ts';
import { type Fault, fit, home, readYaml } from './files.ts';

const Day = z.iso.date();

/** Who runs the bot. The accessibility statement needs every field: art. 10 of the act of 4 April 2019. */
export const Operator = z.strictObject({
  name: z.string().min(1),
  address: z.string().min(1),
  email: z.email(),
  phone: z.string().min(1),
  contactPerson: z.string().min(1).describe('Who answers reports about accessibility'),
  dpo: z.string().min(1).describe('Address of the data protection officer'),
  website: z.url().describe('Where the web chat is'),
  published: Day.describe('The day on which the pages were first published'),
  updated: Day.describe('The day of their last essential change'),
  statement: Day.describe('The day on which the accessibility statement was made'),
  reviewed: Day.describe('The day of its last review'),
  architecture: Localized.describe('How to get into the office'),
  communication: Localized.describe('How to reach you; whether there is a sign language interpreter online'),
});
export type Operator = z.infer<typeof Operator>;

export const pageNames = ['prywatnosc', 'dostepnosc'] as const;
export type PageName = (typeof pageNames)[number];

export type Page = {
  readonly name: PageName;
  readonly language: Language;
  readonly title: string;
  readonly markdown: string;
};
export type Pages = { readonly operator: Operator; readonly pages: readonly Page[] };

const operatorFile = 'data/operator.yaml';

/** Reads the pages; what is wrong with them is a fault with its line. */
export async function readPages(): Promise<{ readonly pages?: Pages; readonly faults: readonly Fault[] }> {
  const { content, faults: syntax } = await readYaml(join(home, operatorFile)).catch(notThere);
  const { value: operator, faults: misfits } = content ? fit(Operator, content) : { faults: [] };
  const faults: Fault[] = [...syntax, ...misfits];
  const pages: Page[] = [];
  for (const language of Language.options) {
    for (const name of pageNames) {
      const file = join(home, 'data', 'pages', language, `${name}.md`);
      const markdown = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      faults.push(...pageFaults(relative(home, file), markdown));
      const title = /^# (.+)/.exec(markdown ?? '')?.[1];
      if (markdown && title) pages.push({ name, language, title, markdown });
    }
  }
  return operator && faults.length === 0 ? { pages: { operator, pages }, faults } : { faults };
}

function notThere(error: NodeJS.ErrnoException): Awaited<ReturnType<typeof readYaml>> {
  if (error.code !== 'ENOENT') throw error;
  const what = 'Nobody is named who runs the bot: the file is not there.';
  const mend = 'Write it; data/operator.schema.json lists what belongs in it.';
  return { faults: [{ file: operatorFile, line: 1, what, mend }] };
}

function pageFaults(file: string, markdown: string | undefined): Fault[] {
  if (markdown === undefined)
    return [
      { file, line: 1, what: 'The page is not there.', mend: 'Translate it from another language of data/pages.' },
    ];
  const fields = Object.keys(Operator.shape);
  const unknown = markdown.split('\n').flatMap((line, index) =>
    [...line.matchAll(/\{\{(.*?)\}\}/g)]
      .filter(([, field = '']) => !fields.includes(field))
      .map(([found]) => ({
        file,
        line: index + 1,
        what: `${found} is no field of ${operatorFile}.`,
        mend: `Use one of: ${fields.join(', ')}.`,
      })),
  );
  if (/^# \S/.test(markdown)) return unknown;
  return [
    { file, line: 1, what: 'The page has no title.', mend: 'Begin the first line with "# " and the title.' },
    ...unknown,
  ];
}
