/** Adds a time limit to a promise that may never settle: it rejects after that many milliseconds. */
export function withinTime<T>(promise: Promise<T>, milliseconds: number, otherwise: string): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(otherwise)), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
