/** Said where a permission was looked at so often that Paysera is not asked again at once. */
export function latelyWords(askedAt: Date, now: Date): string {
  return `Paysera was last asked ${agoWords(now.getTime() - askedAt.getTime())}, and is asked again a little later. What you change there meanwhile is seen here then.`;
}

function agoWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 100) return counted(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? counted(minutes, 'minute') : counted(Math.round(minutes / 60), 'hour');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
