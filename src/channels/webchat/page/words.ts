/** What the page itself says, in the language of the conversation. */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const texts: Texts = JSON.parse(document.getElementById('texts')?.textContent ?? '{}');
const yearSeconds = 31_536_000;

export function spoken(): string {
  return document.documentElement.lang;
}

/** A text of the page; `{{name}}` is filled in. */
export function t(key: string, params: Readonly<Record<string, string | number>> = {}, language = spoken()): string {
  const text = texts[language]?.[key] ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}

/** Puts the whole page into a language: what is marked with `data-t`, and the choice itself for the next visit. */
export function speak(language: string): void {
  if (!texts[language]) return;
  document.documentElement.lang = language;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `jezyk=${language}; path=/; max-age=${yearSeconds}; samesite=lax`;
  for (const element of document.querySelectorAll<HTMLElement>('[data-t]')) {
    const [key = '', attribute] = (element.dataset.t ?? '').split('@');
    if (attribute) element.setAttribute(attribute, t(key));
    else element.textContent = t(key);
  }
  for (const link of document.querySelectorAll<HTMLElement>('[data-language]')) {
    if (link.dataset.language === language) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}
