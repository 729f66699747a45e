/** The running bar of an import as a piece of HTML, the same as the kit's own `ui/progress`; for the event stream. */
export function progressHtml(
  progress: { label: string; text: string; percent: number },
  done?: { href: string; label: string },
): string {
  const label = escapeHtml(progress.label);
  const bar =
    `<div class="progress"><p><span>${label}</span><span>${escapeHtml(progress.text)}</span></p>` +
    `<progress class="bar" aria-label="${label}" value="${progress.percent}" max="100">${progress.percent}</progress></div>`;
  return done
    ? `${bar}<a class="btn primary" href="${escapeHtml(done.href)}" data-autofocus>${escapeHtml(done.label)}</a>`
    : bar;
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
