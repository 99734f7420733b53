// Paysera's pages speak three languages; the shopper's browser says which one to open.
export type WalletLanguage = 'lt' | 'en' | 'ru';

const spoken: WalletLanguage[] = ['lt', 'en', 'ru'];

export function walletLanguage(acceptLanguage: string | null): WalletLanguage {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 200)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((text) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(text)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], weight: quality === undefined ? 1 : Number(quality), index };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  for (const { language } of wanted) {
    const match = spoken.find((known) => known === language);
    if (match) return match;
  }
  return 'en';
}
