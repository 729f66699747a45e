import { chromium } from 'playwright-core';
import { testApp } from '../../../test/support/app.js';
it('look', async () => {
  const product = await testApp({ at: '2026-11-23T09:00:00Z' });
  const url = await product.listen();
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const anna = await product.idOf('anna');
  const axeSource = (await import('node:fs')).readFileSync('/work/main/node_modules/axe-core/axe.min.js', 'utf8');
  for (const [name, size, scheme] of [['desk', { width: 1280, height: 900 }, 'light'], ['phone', { width: 390, height: 844 }, 'dark']] as const) {
    const context = await browser.newContext({ viewport: size, colorScheme: scheme });
    const page = await context.newPage();
    page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') console.log('CONSOLE', m.text().slice(0, 300)); });
    page.on('response', (r) => { if (r.status() >= 400) console.log('HTTP', r.status(), r.url()); });
    await page.goto(`${url}/login`);
    await page.locator(`button[value="${anna}"], form:has(input[value="${anna}"]) button`).first().click();
    const shot = async (label: string) => {
      await page.screenshot({ path: `/tmp/h6-${name}-${label}.png`, fullPage: true });
      const bad = await page.evaluate(async (src) => { const s = (window as any).axe; if (!s) { await (0, eval)(src); } return (await (window as any).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map((v: any) => v.id + ': ' + v.nodes.slice(0, 3).map((n: any) => n.html.slice(0, 120)).join(' | ')); }, axeSource).catch(async (e) => ['axe failed ' + String(e).slice(0, 200)]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      console.log('AXE', name, label, JSON.stringify(bad), 'overflow', over);
    };
    await page.goto(`${url}/policies`); await shot('list');
    await page.goto(`${url}/policies/new`); await shot('new');
    await page.fill('[name=titleNl]', 'Basis voor crediteuren'); await page.selectOption('[name=category]', 'A');
    await page.locator('button[value="add-condition:"]').click();
    await page.waitForURL(/edit/);
    await page.selectOption('[name="rule.0.team"]', 'FIN-CRED');
    await page.waitForTimeout(2500);
    console.log('PREVIEW', (await page.locator('#preview').innerText()).slice(0, 400));
    await page.selectOption('[name="rule.add"]', 'hours'); await page.locator('button[value="add-condition:"]').click(); await page.waitForSelector('[name="rule.1.hours"]');
    await page.selectOption('[name="rule.1.op"]', 'at-least'); await page.fill('[name="rule.1.hours"]', '32'); 
    await page.locator('button[value="add-group:"]').click(); await page.waitForSelector('[name="rule.2.add"]');
    await page.selectOption('[name="rule.2.add"]', 'site'); await page.locator('button[value="add-condition:2"]').click(); await page.waitForSelector('[name="rule.2.0.site"]');
    await page.locator('[name="rule.2.0.site"]').first().check();
    await page.waitForTimeout(2500);
    await shot('builder');
    await page.locator('button[value=consequences]').click(); await page.waitForURL(/publication/);
    await shot('publication');
    await page.getByRole('button', { name: 'Publiceer' }).click(); await page.waitForURL(/policies\/[0-9a-f-]+$/); await product.drain(); await page.reload();
    await shot('policy');
    await page.goto(`${url}/policies/requirements`); await shot('requirements');
    await page.goto(`${url}/policies/expiring`); await shot('expiring');
    await context.close();
  }
  await browser.close(); await product.close();
}, 400000);
