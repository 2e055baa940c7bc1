/**
 * Lets an object be used through a proxy, as Vue and others create. It binds
 * methods and getters to the object itself, because a proxy doesn't have its
 * `#private` members. Call it at the end of a constructor.
 */
export function bindToItself(target: object): void {
  for (let holder: unknown = Object.getPrototypeOf(target); holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
      if (name === 'constructor' || Object.getOwnPropertyDescriptor(target, name)) continue;
      Object.defineProperty(target, name, { ...bound(target, descriptor), configurable: true, enumerable: false });
    }
  }
}

function bound(target: object, descriptor: PropertyDescriptor): PropertyDescriptor {
  const value: unknown = descriptor.value;
  const { get, set } = descriptor as { get?: (this: object) => unknown; set?: (this: object, given: unknown) => void };
  if (typeof value === 'function') return { value: (value as (...args: unknown[]) => unknown).bind(target), writable: true };
  if (!get && !set) return { value, writable: true };
  return { ...(get && { get: () => get.call(target) }), ...(set && { set: (given: unknown) => set.call(target, given) }) };
}
