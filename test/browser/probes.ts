/** What can be measured on a page: where the focus is, and what is covered, cut off or too small. */
import type { Page } from 'playwright-core';

export type Stop = {
  /** The choice, the id, the class or the tag of the element; `body` when the focus is lost. */
  readonly on: string;
  readonly outline: string;
  /** Parts of it that something covers or that are out of the window. */
  readonly hidden: readonly string[];
};

const tabStops = 'a[href], button, textarea, input, [tabindex="0"]';

/** Everything that Tab stops at, in the order of the page; what has the focus now is let go. */
export function stopsOf(page: Page): Promise<Stop[]> {
  return page.evaluate((tabStops) => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const shown = [...document.querySelectorAll(tabStops)].filter((one) => one.checkVisibility());
    return shown.map((one) => {
      const { outlineStyle } = getComputedStyle(one);
      return {
        on: one.getAttribute('data-choice') || one.id || (one.className && `.${one.className}`) || one.localName,
        outline: outlineStyle,
        hidden: [],
      };
    });
  }, tabStops);
}

/** Where the focus is, once the page has been drawn. */
export function focusOf(page: Page): Promise<Stop> {
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const now = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth } = getComputedStyle(now);
    const hidden: string[] = [];
    for (const { left, right, top, bottom } of now.getClientRects()) {
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const points = {
        middle: [x, y],
        // What is higher than the window is seen in part.
        ...(bottom - top < innerHeight && { top: [x, top + 2], bottom: [x, bottom - 2] }),
        left: [left + 2, y],
        right: [right - 2, y],
      };
      for (const [part, [across = 0, down = 0]] of Object.entries(points)) {
        const seen = document.elementFromPoint(across, down);
        if (!now.contains(seen)) hidden.push(`${part} under ${seen ? `${seen.localName}#${seen.id}` : 'the edge'}`);
      }
    }
    const on = now.getAttribute('data-choice') || now.id || (now.className && `.${now.className}`) || now.localName;
    return { on, outline: outlineStyle === 'none' ? 'none' : `${outlineWidth} ${outlineStyle}`, hidden };
  });
}

/** Text that runs out of the window to the side, or that its own box cuts off. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) wrong.push(`the page is ${scrollWidth - clientWidth} px too wide`);
    for (const one of document.body.querySelectorAll<HTMLElement>('*')) {
      // A table that is scrolled in its own frame is meant to be wider.
      if (!one.checkVisibility() || one.closest('.unseen, .skip, table')) continue;
      const { overflowX, overflowY } = getComputedStyle(one);
      const { left, right, width } = one.getBoundingClientRect();
      const name = `${one.localName}.${one.className} "${one.textContent?.trim().slice(0, 30)}"`;
      if (width > 0 && (right > clientWidth + 1 || left < -1)) wrong.push(`${name} is out of the window`);
      const isCut = overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1;
      const isLow = overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1;
      if (isCut || isLow) wrong.push(`${name} is cut off`);
    }
    return wrong;
  });
}

/** Pieces of text that lie on one another, or outside the button or message that they belong to. */
export function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    const meets = (a: DOMRect, b: DOMRect): boolean =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    const shown = (selector: string) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    // What sticks to an edge lies on what is scrolled below it, so only what is in the flow is compared.
    const boxes = shown(
      '.start > *, .points li, .message, #answers button, .keep button, .article > *, .bottom a, .top a',
    );
    for (const [at, one] of boxes.entries()) {
      const box = one.getBoundingClientRect();
      for (const other of boxes.slice(at + 1))
        if (!one.contains(other) && !one.closest('.top') && meets(box, other.getBoundingClientRect()))
          wrong.push(`"${one.textContent?.trim().slice(0, 30)}" lies on "${other.textContent?.trim().slice(0, 30)}"`);
    }
    for (const one of shown('button, .message, .top a, .bottom a, .begin')) {
      const box = one.getBoundingClientRect();
      const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (text.parentElement?.closest('.unseen')) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const line of range.getClientRects())
          if (line.left < box.left - 1 || line.right > box.right + 1 || line.bottom > box.bottom + 2)
            wrong.push(`"${text.textContent?.trim().slice(0, 30)}" runs out of its ${one.localName}.${one.className}`);
      }
    }
    return [...new Set(wrong)];
  });
}

/** What can be pressed and is smaller than `least` in one direction; links in running text may be. */
export function smallTargets(page: Page, selector: string, least: number): Promise<string[]> {
  return page.evaluate(
    ({ selector, least }) =>
      [...document.querySelectorAll<HTMLElement>(selector)]
        .filter((one) => one.checkVisibility() && !one.closest('.skip'))
        .filter(
          (one) => !(one.localName === 'a' && one.closest('p, li, td') && getComputedStyle(one).display === 'inline'),
        )
        .filter(({ offsetWidth, offsetHeight }) => offsetHeight < least || offsetWidth < least)
        .map((one) => `"${one.textContent?.trim() || one.className}" ${one.offsetWidth} × ${one.offsetHeight}`),
    { selector, least },
  );
}

/** The share of the window, in per cent, that stays covered when the page is scrolled. */
export function stuckShare(page: Page): Promise<number> {
  return page.evaluate(() => {
    const stuck = [...document.body.querySelectorAll<HTMLElement>('*')].filter(
      (one) => one.checkVisibility() && /sticky|fixed/.test(getComputedStyle(one).position),
    );
    return Math.round((100 * stuck.reduce((sum, one) => sum + one.offsetHeight, 0)) / innerHeight);
  });
}

/** Links and buttons whose name, as a program knows it, lacks what is written on them. */
export function unsaid(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const without = (one: Element, hidden: string): string => {
      const copy = one.cloneNode(true) as Element;
      for (const part of copy.querySelectorAll(hidden)) part.remove();
      return copy.textContent?.trim().toLowerCase() ?? '';
    };
    return [...document.querySelectorAll('a[href], button')].flatMap((one) => {
      const name = one.getAttribute('aria-label')?.toLowerCase() ?? without(one, '[aria-hidden=true]');
      const written = without(one, '.unseen');
      return one.checkVisibility() && !name.includes(written) ? [`"${written}" is called "${name}"`] : [];
    });
  });
}

/** Parts of what the page says about its line that something else lies on. */
export function coveredStatus(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const status = document.querySelector('#status:not(.unseen, [hidden])');
    return [...(status?.querySelectorAll('*') ?? [])].flatMap((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const seen = [top + 2, bottom - 2].map((y) => document.elementFromPoint((left + right) / 2, y));
      const over = seen.find((it) => !status?.contains(it));
      return one.checkVisibility() && over ? [`"${one.textContent}" is under ${over.localName}#${over.id}`] : [];
    });
  });
}
