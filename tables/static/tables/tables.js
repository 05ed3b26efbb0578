// Shows the progress of a check or an import, during the upload and while the worker runs.
(() => {
  const ask = async (holder) => {
    const response = await fetch(holder.dataset.tableProgress, { credentials: 'same-origin' });
    return response.ok ? response.json() : null;
  };

  const show = (holder, job) => {
    const bar = holder.querySelector('[data-table-bar]');
    bar.hidden = false;
    if (!job?.total) return;
    bar.querySelector('progress').value = (100 * job.done) / job.total;
    bar.querySelector('span').textContent = `${job.stage}: ${job.done} of ${job.total}`;
  };

  const follow = (holder, whenEnded) => {
    show(holder, null);
    const timer = setInterval(async () => {
      const job = await ask(holder).catch(() => null);
      show(holder, job);
      if (job?.state && !['checking', 'importing'].includes(job.state) && whenEnded) {
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
