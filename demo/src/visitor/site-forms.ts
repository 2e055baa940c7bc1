/** The insurance company's own few lines: the price beside the quote, and the counter below the description. */

const MONTHLY = { home: 15, car: 30, travel: 3 } as const;

export function startForms(): void {
  const quote = document.querySelector<HTMLFormElement>('[data-form=quote]');
  if (quote !== null) startQuote(quote);
  const story = document.querySelector<HTMLTextAreaElement>('[name=story]');
  story?.addEventListener('input', () => {
    write('[data-count]', `${story.value.length.toLocaleString('en')} of 4,000 characters`);
  });
}

function startQuote(form: HTMLFormElement): void {
  const asked = new URLSearchParams(location.search).get('cover');
  const choice = [...form.querySelectorAll<HTMLInputElement>('[name=cover]')].find(({ value }) => value === asked);
  if (choice !== undefined) choice.checked = true;
  form.addEventListener('input', () => showPrice(form));
  showPrice(form);
}

function showPrice(form: HTMLFormElement): void {
  const data = new FormData(form);
  const cover = (Object.keys(MONTHLY) as (keyof typeof MONTHLY)[]).find((name) => name === data.get('cover')) ?? 'home';
  const worth = Number(data.get('worth'));
  const excess = Number(data.get('excess'));
  const price = MONTHLY[cover] + worth / 10 - excess / 250 + (data.has('legal') ? 3 : 0);
  write('[data-price]', `$ ${Math.max(2, Math.round(price))}`);
  write('[name=excess-shown]', `$ ${excess}`);
  write('[data-line=cover]', `${cover.charAt(0).toUpperCase()}${cover.slice(1)} cover`);
  write('[data-line=worth]', `up to $ ${worth},000`);
  write('[data-line=excess]', excess === 0 ? 'No excess' : `$ ${excess} excess`);
}

function write(selector: string, text: string): void {
  const element = document.querySelector(selector);
  if (element !== null) element.textContent = text;
}
