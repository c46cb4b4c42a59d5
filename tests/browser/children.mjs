// Made-up children with numbers that exist: the check digit is right, and no two are alike.

const FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

function checkDigit(eleven) {
  for (const weights of [FIRST, SECOND]) {
    const digit = weights.reduce((sum, weight, at) => sum + weight * Number(eleven[at]), 0) % 11;
    if (digit < 10) return digit;
  }
  return undefined;
}

// The number of the `serial`th child born that day (YYYY-MM-DD), or of the next one whose number can exist.
export function iinOf(bornOn, serial, sex = 'girl') {
  const [year, month, day] = bornOn.split('-');
  const century = sex === 'girl' ? 6 : 5;
  for (let next = serial; ; next += 1000) {
    const eleven = `${year.slice(2)}${month}${day}${century}${String(next % 10_000).padStart(4, '0')}`;
    const digit = checkDigit(eleven);
    if (digit !== undefined) return `${eleven}${digit}`;
  }
}
