/** The items of a list with their indices. Unlike `entries()`, it still works if a library has replaced that method. */
export function* indexed<T>(list: Iterable<T>): Generator<[index: number, item: T]> {
  let index = 0;
  for (const item of list) yield [index++, item];
}
