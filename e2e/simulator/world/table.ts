/** A Map of records that remembers which keys changed, so that only those are written to the journal. */
export class Table<K extends string | number, V> extends Map<K, V> {
  readonly changed = new Set<K>();
  /** False while nothing is kept on disk: remembering changes would only cost time. */
  recording = false;

  override set(key: K, value: V): this {
    if (this.recording) this.changed.add(key);
    return super.set(key, value);
  }

  override delete(key: K): boolean {
    if (this.recording) this.changed.add(key);
    return super.delete(key);
  }

  /** Says that the record under this key was changed in place. */
  touch(key: K): void {
    if (this.recording) this.changed.add(key);
  }
}
