import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const looks = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "narrow", colorScheme: "light", viewport: { width: 320, height: 640 } },
] as const;

/** axe finds nothing, nothing needs sideways scrolling, and there is one alert and one status at most. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect(found, page.url()).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} is wider than its window`).toBeLessThanOrEqual(0);
  for (const role of ["alert", "status"] as const) {
    expect(await page.getByRole("main").getByRole(role).count(), role).toBeLessThanOrEqual(1);
  }
}
