import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const looks = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "narrow", colorScheme: "light", viewport: { width: 320, height: 640 } },
] as const;

/** In light, in dark and narrow, one after the other on the page as it stands: it is accessible. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const { name, colorScheme, viewport } of looks) {
    // With motion, axe would meet colours on their way from one look to the next.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    await expectLookAccessible(page, `${page.url()}, ${name}`);
  }
}

/** axe finds nothing, nothing needs sideways scrolling, and there is one alert and one status at most. */
async function expectLookAccessible(page: Page, which: string): Promise<void> {
  // Our pages have no frames of other origins, so axe may do without a page of its own, which costs as much as it does.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect(found, which).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${which}: wider than its window`).toBeLessThanOrEqual(0);
  for (const role of ["alert", "status"] as const) {
    expect(await page.getByRole("main").getByRole(role).count(), role).toBeLessThanOrEqual(1);
  }
}
