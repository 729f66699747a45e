// What plain HTML can't do yet; every page works without it. Listeners are delegated, so swapped-in parts need no set-up.
(() => {
  const d = document;
  const say = (text) => {
    const live = d.getElementById('live');
    if (!live) return;
    live.textContent = '';
    setTimeout(() => (live.textContent = text), 100);
  };
  const each = (selector, work, root = d) => root.querySelectorAll(selector).forEach(work);
  const focusMarked = () => {
    const target = d.querySelector('[data-autofocus]');
    if (target) {
      target.removeAttribute('data-autofocus');
      target.focus();
    }
  };

  // Keys 1-9 choose an answer; native radio groups keep their arrow keys, Enter submits by itself.
  d.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || d.documentElement.dataset.keys === 'off') return;
    if (e.target.matches('textarea,select,input:not([type=radio]):not([type=checkbox])')) return;
    // The key / goes to the search field; on a phone that is the one of the help page.
    const find = e.key === '/' && [...d.querySelectorAll('input[type=search]')].find((field) => field.checkVisibility());
    if (find) {
      e.preventDefault();
      find.focus();
      return;
    }
    const input =
      /^[1-9]$/.test(e.key) && d.querySelector(`form[data-keys] input[aria-keyshortcuts="${e.key}"]:enabled`);
    if (!input) return;
    if (input.type === 'checkbox') input.checked = !input.checked;
    else input.checked = true;
    input.focus();
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });

  d.addEventListener('click', (e) => {
    const at = (selector) => e.target.closest(selector);
    let el;
    if ((el = at('[data-dialog]'))) {
      e.preventDefault();
      d.getElementById(el.dataset.dialog).showModal();
    } else if ((el = at('[data-dialog-close]')) && el.closest('dialog').open) {
      e.preventDefault();
      el.closest('dialog').close();
    } else if ((el = at('[data-close]'))) {
      el.closest('.toast').remove();
      d.getElementById('main').focus();
    } else if ((el = at('[data-presets] [data-value]'))) {
      const field = d.getElementById(el.parentElement.dataset.presets);
      field.value = el.dataset.value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    } else if ((el = at('[data-move]'))) {
      const item = el.closest('li');
      const other = el.dataset.move === 'up' ? item.previousElementSibling : item.nextElementSibling;
      if (!other) return;
      if (el.dataset.move === 'up') other.before(item);
      else other.after(item);
      number(item.closest('[data-order]'));
      if (el.disabled) item.querySelector('[data-move]:enabled').focus();
      else el.focus();
      const place = item.closest('[data-order]').dataset.place;
      say(`${item.querySelector('span').textContent}: ${place} ${item.querySelector('select').value}`);
    } else if ((el = at('[data-timer-toggle]'))) {
      const hide = el.getAttribute('aria-pressed') !== 'true';
      el.setAttribute('aria-pressed', hide);
      el.closest('[data-timer]').querySelector('[data-clock]').hidden = hide;
    }
  });

  // Order questions: the numbered selects stay the form's fields, buttons move the rows and renumber them.
  const number = (list) => {
    const rows = [...list.querySelectorAll('li')];
    rows.forEach((row, i) => {
      row.querySelector('select').value = i + 1;
      row.querySelector('b').textContent = i + 1;
      row.querySelector('[data-move=up]').disabled = i === 0;
      row.querySelector('[data-move=down]').disabled = i === rows.length - 1;
    });
  };
  const moveButton = (list, to, label) => {
    const button = d.createElement('button');
    button.type = 'button';
    button.className = 'btn quiet icon-only';
    button.dataset.move = to;
    button.setAttribute('aria-label', `${list.dataset[to]}: ${label}`);
    button.textContent = to === 'up' ? '↑' : '↓';
    return button;
  };
  const setUpOrder = (list) => {
    if (list.dataset.ready || list.querySelector('select:disabled')) return;
    list.dataset.ready = 'yes';
    const rows = [...list.querySelectorAll('li')];
    rows.sort((a, b) => a.querySelector('select').value - b.querySelector('select').value);
    for (const row of rows) {
      const label = row.querySelector('span').textContent;
      const buttons = d.createElement('div');
      buttons.append(moveButton(list, 'up', label), moveButton(list, 'down', label));
      row.querySelector('select').hidden = true;
      row.prepend(d.createElement('b'));
      row.append(buttons);
      row.parentElement.append(row);
    }
    number(list);
  };

  // The server keeps the time; this only shows it, and speaks at the marks that the page names.
  const setUpTimer = (timer) => {
    if (timer.dataset.ready) return;
    timer.dataset.ready = 'yes';
    const end = performance.now() + timer.dataset.timer * 1000;
    const marks = JSON.parse(timer.dataset.say || '{}');
    let last = Infinity;
    each('[data-timer-toggle]', (button) => (button.hidden = false), timer);
    const tick = () => {
      if (!timer.isConnected) return;
      const left = Math.max(0, Math.round((end - performance.now()) / 1000));
      timer.querySelector('[data-clock]').textContent =
        `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
      for (const mark in marks) if (left <= mark && last > mark && last !== Infinity) say(marks[mark]);
      last = left;
      if (left > 0) setTimeout(tick, 1000);
    };
    tick();
  };

  const setUp = () => {
    each('[data-order]', setUpOrder);
    each('[data-timer]', setUpTimer);
    each('[data-close],[data-presets]', (el) => (el.hidden = false));
  };
  d.addEventListener('htmx:after:swap', () => {
    setUp();
    focusMarked();
  });
  setUp();
  focusMarked();
  // A row of links that is wider than a phone begins where the reader is.
  each('.nav,.sub,.tabs', (row) => {
    const link = row.querySelector('[aria-current=page]');
    if (!link) return;
    const [a, b] = [link.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += (a.left + a.right - b.left - b.right) / 2;
  });
  // The editor's buttons come only where there is an editor.
  const editor = d.querySelector('[data-module]');
  if (editor) import(editor.dataset.module).then(() => each('[data-module]', (bar) => (bar.hidden = false)));
  each('[data-announce] p', (p) => say(p.textContent));
})();
