/** What a report is written from, for tests: made-up waves with the texts, the guide and the fonts of the program. */
import { createGuide } from '../../src/bot/guide.ts';
import { loadContent } from '../../src/content/content.ts';
import { loadKnowledge } from '../../src/content/learnt.ts';
import { createTemplates } from '../../src/content/workshops.ts';
import { Language } from '../../src/dialog/language.ts';
import { loadMeasure } from '../../src/report/pictures/fonts.ts';
import type { Report } from '../../src/report/report.ts';
import type { Materials } from '../../src/report/subject.ts';
import { createWords } from '../../src/report/words.ts';
import { disclose } from '../../src/survey/disclose.ts';
import type { Wave } from '../../src/survey/wave.ts';
import { createTexts } from '../../src/text/texts.ts';

const space = 'cooperation-assessment';

const [content, { shelf }, templates, measure] = await Promise.all([
  loadContent(),
  loadKnowledge(),
  createTemplates()(),
  loadMeasure(),
]);
const texts = createTexts();
for (const one of content.texts) texts.add(one.language, one.space, one.texts);

export const find = texts.find;
export const guide = createGuide(shelf, templates);
export const languages = Language.options;

const named = (text: string) => ({ pl: text, en: text, uk: text });

/** The report of the last of these waves, compared with the one before it where there is one. */
export function reportOf(waves: readonly Wave[], change: Partial<Report> = {}): Report {
  const before = waves.at(-2);
  return {
    published: disclose(waves),
    name: named('Ocena współpracy 2026'),
    ...(before && { earlierName: named('Ocena współpracy 2024'), earlier: disclose([before]) }),
    closedOn: '2026-12-15',
    simulated: false,
    byLink: { least: 10, most: 14 },
    themes: [],
    space,
    ...change,
  };
}

export function materialsOf(report: Report, language: Language = 'pl'): Materials {
  return { report, guide, words: createWords(find, language, space), measure };
}
