import type { Page } from '@playwright/test';

type Frame = 'Dealbill panel' | 'Dealbill modal' | 'Dealbill settings';

/**
 * Texts in one of the app's frames that leave the window, their table cell or their section, and
 * neighbours on a line with less than 4 px between them.
 */
export const crowdedTexts = (page: Page, frame: Frame): Promise<string[]> =>
  page.frameLocator(`iframe[title="${frame}"]`).locator('html').evaluate(findCrowded);

/** Runs in the frame, so it uses nothing from this module. */
const findCrowded = (root: Element): string[] => {
  type Box = { text: string; element: Element; area: DOMRect };

  /** Undefined when the text is hidden or cut off completely. */
  const visiblePart = (element: Element, area: DOMRect): DOMRect | undefined => {
    let [left, top, right, bottom] = [area.left, area.top, area.right, area.bottom];
    for (let up: Element | null = element; up && up !== root; up = up.parentElement) {
      const { display, overflow } = getComputedStyle(up);
      if (display === 'inline' || overflow === 'visible') continue;
      const edges = up.getBoundingClientRect();
      left = Math.max(left, edges.left);
      top = Math.max(top, edges.top);
      right = Math.min(right, edges.right);
      bottom = Math.min(bottom, edges.bottom);
    }
    const isVisible = right - left > 1 && bottom - top > 1;
    return isVisible ? new DOMRect(left, top, right - left, bottom - top) : undefined;
  };

  const boxes: Box[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const [text, element] = [node.textContent?.trim(), node.parentElement];
    if (!text || !element?.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest('.unseen, [aria-hidden="true"], select, style, script')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      const area = visiblePart(element, line);
      if (area) boxes.push({ text, element, area });
    }
  }

  const outside = boxes.filter(({ element, area }) => {
    const around = [root, element.closest('td, th'), element.closest('section')];
    return around.some((one) => {
      const edges = one?.getBoundingClientRect();
      return edges && (area.right > edges.right + 1 || area.left < edges.left - 1);
    });
  });
  const isInline = ({ element }: Box) => getComputedStyle(element).display === 'inline';
  const touching = boxes.flatMap((one, index) =>
    boxes.slice(index + 1).flatMap((other) => {
      const [a, b] = [one.area, other.area];
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const gap = Math.max(a.left, b.left) - Math.min(a.right, b.right);
      const areRelated = one.element.contains(other.element) || other.element.contains(one.element);
      const isClose = height > 4 && gap < 4 && !areRelated && !isInline(one) && !isInline(other);
      return isClose ? [`“${one.text}” touches “${other.text}”`] : [];
    }),
  );
  return [...outside.map(({ text }) => `“${text}” leaves its box`), ...touching];
};
