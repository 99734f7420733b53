// The language of Paysera's pages: the first one the browser asks for that those pages are known to speak.

const spoken = ['en', 'lt', 'ru'] as const;
export type PageLanguage = (typeof spoken)[number];

export function preferredLanguage(acceptLanguage: string | null): PageLanguage {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 200)
    .split(',')
    .map((part, position) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='));
      return { language: tag.split('-')[0] ?? '', weight: quality ? Number(quality.slice(2)) || 0 : 1, position };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.position - b.position);
  for (const { language } of wanted) {
    const known = spoken.find((candidate) => candidate === language);
    if (known) return known;
  }
  return 'en';
}
