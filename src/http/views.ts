/** Pages as HTML: templates with texts in one language. Whatever is put in is escaped. */
import { join } from 'node:path';
import { Eta } from 'eta';
import type { Find, Params } from '../dialog/find.ts';
import { Language } from '../dialog/language.ts';
import { bindShortWords } from '../text/bind.ts';
import type { Assets } from './assets.ts';

export type Views = {
  /** `view` is the name of a template, with its folder's name before it when it is not one of the server's own. */
  readonly render: (view: string, language: Language, values?: Readonly<Record<string, unknown>>) => string;
  /** A page that says what went wrong. */
  readonly problem: (what: string, language: Language) => string;
};

export function createViews(find: Find, assets: Assets, folders: Readonly<Record<string, string>>): Views {
  const etas = new Map(
    Object.entries({ http: join(import.meta.dirname, 'views'), ...folders }).map(([name, views]) => [
      name,
      new Eta({ views, autoEscape: true, cache: true, useWith: false, varName: 'page' }),
    ]),
  );
  const draw = (folder: string, name: string, page: object): string => {
    const eta = etas.get(folder);
    if (!eta) throw new Error(`there is no folder of views called ${folder}`);
    return eta.render(`./${name}`, page);
  };
  const say = (language: Language, key: string, params?: Params): string => {
    const text = find(language, 'web', key, params);
    if (text === undefined) throw new Error(`locales/${language}/web.yaml: the text ${key} is missing`);
    return bindShortWords(text);
  };
  const render: Views['render'] = (view, language, values = {}) => {
    const t = (key: string, params?: Params): string => say(language, key, params);
    const [folder = '', name = ''] = view.includes('/') ? view.split('/') : ['http', view];
    const page = { ...values, t, language, languages: Language.options, asset: assets.url };
    return draw('http', 'layout', { ...page, body: draw(folder, name, page) });
  };
  return {
    render,
    problem: (what, language) =>
      render('problem', language, {
        title: say(language, `problem.${what}.title`),
        text: say(language, `problem.${what}.text`),
      }),
  };
}

/** The language a person reads pages in: their choice, else the first of their browser's that we speak. */
export function languageOf(chosen: string | undefined, accepted: string | undefined, usual: Language): Language {
  const own = Language.safeParse(chosen);
  if (own.success) return own.data;
  const wanted = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const quality = Number(/^q=([\d.]+)$/.exec(params.map((param) => param.trim()).join())?.[1] ?? 1);
      return { tag: tag.slice(0, 2).toLowerCase(), quality: Number.isNaN(quality) ? 0 : quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const spoken = Language.safeParse(tag);
    if (spoken.success) return spoken.data;
  }
  return usual;
}
