/** The scalar Date: 2025, 2025-10 or 2025-10-29, as exact as the documents are. */
export type PartialDate = string;

/** The first and the last day that a date may be. */
export function daysOf(date: PartialDate): [first: Date, last: Date] {
  const [year, month, day] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year!, (month ?? 1) - 1, day ?? 1));
  const last = new Date(Date.UTC(year!, month ?? 12, 0));
  return [first, day ? first : last];
}
