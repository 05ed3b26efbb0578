// Follows the files of a batch while the worker reads them.
const holder = document.querySelector('[data-batch]');

const follow = async () => {
  const response = await fetch(holder.dataset.batch, { credentials: 'same-origin' }).catch(
    () => null,
  );
  const batch = response?.ok ? await response.json() : null;
  if (batch && !batch.is_running) {
    window.location.reload();
    return;
  }
  if (batch?.total) {
    const bar = holder.querySelector('progress');
    bar.max = batch.total;
    bar.value = batch.done;
    holder.querySelector('span').textContent = `${batch.done} of ${batch.total} files`;
  }
  setTimeout(follow, 1000);
};

if (holder) {
  setTimeout(follow, 1000);
}
