// Shows how far a check or an import is, while its form is on the way or the worker is at it.
(() => {
  const ask = async (holder) => {
    const answer = await fetch(holder.dataset.tableProgress, { credentials: 'same-origin' });
    return answer.ok ? answer.json() : null;
  };

  const show = (holder, known) => {
    const bar = holder.querySelector('[data-table-bar]');
    bar.hidden = false;
    if (!known?.total) return;
    bar.querySelector('progress').value = (100 * known.done) / known.total;
    bar.querySelector('span').textContent = `${known.stage}: ${known.done} of ${known.total}`;
  };

  const follow = (holder, whenEnded) => {
    show(holder, null);
    const timer = setInterval(async () => {
      const known = await ask(holder).catch(() => null);
      show(holder, known);
      if (known?.state && !['checking', 'importing'].includes(known.state) && whenEnded) {
        clearInterval(timer);
        whenEnded();
      }
    }, 1000);
  };

  document.querySelectorAll('form[data-table-progress]').forEach((form) => {
    form.addEventListener('submit', () => {
      form.querySelector('button[type=submit]').disabled = true;
      follow(form, null);
    });
  });
  document.querySelectorAll('[data-table-running]').forEach((holder) => {
    follow(holder, () => window.location.reload());
  });
})();
